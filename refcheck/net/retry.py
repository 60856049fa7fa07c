"""When to ask again, and when to stop: retries with jitter, a budget of them, and a circuit that opens."""

from __future__ import annotations

import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime

from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception_type,
    wait_exponential,
    wait_random,
)

from refcheck.net.client import TransientError

_ATTEMPTS = 6
_FIRST_WAIT = 0.4  # seconds; doubled each time, plus up to as much again at random
_START, _EARNED = 20.0, 0.5  # retries at first, and what each success adds: a struggling service is not hammered
OPENS_AT = 8  # the weight of failures in a row after which a service is taken to be down
_CLOSED_FOR = 30.0  # seconds until a service that is down is tried again
_A_DAY = 86_400.0


class Health:
    """How a service has been doing in this run."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._budget = _START
        self._in_a_row = 0
        self._open_until = 0.0
        self._why = ""
        self.blocked = ""
        self.answered = 0
        self.lost = 0

    @property
    def down(self) -> str:
        """Why the service is not to be asked now, or ""."""
        if self.blocked:
            return self.blocked
        return f"{self._why}; given up for now" if self._clock() < self._open_until else ""

    def succeeded(self) -> None:
        """An answer came that can be used."""
        self.answered += 1
        self._in_a_row = 0
        self._budget += _EARNED

    def failed(self, weight: int, why: str) -> None:
        """No answer that can be used; `weight` says how strongly that means that the service is down, 0 not at all."""
        if not weight:
            return
        self._why = why
        self._budget -= 1
        self._in_a_row += weight
        if self._in_a_row >= OPENS_AT:
            self._open_until = self._clock() + _CLOSED_FOR

    def enough(self, state: RetryCallState) -> bool:
        """Whether to stop retrying (a tenacity stop condition)."""
        return state.attempt_number >= _ATTEMPTS or self._budget < 1 or bool(self.down)


def retrying(health: Health) -> AsyncRetrying:
    """The attempts at one request; the last error is raised as it is."""
    return AsyncRetrying(
        retry=retry_if_exception_type((TransientError, TimeoutError)),
        stop=health.enough,
        wait=wait_exponential(multiplier=_FIRST_WAIT, max=20) + wait_random(0, _FIRST_WAIT),
        reraise=True,
    )


def retry_after(header: str) -> float | None:
    """The seconds of a Retry-After header, a number or a date; None if it has neither."""
    header = header.strip()
    if header.isascii() and header.isdigit() and len(header) < 10:
        return min(_A_DAY, float(header))
    try:
        when = parsedate_to_datetime(header).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(_A_DAY, max(0.0, when - time.time()))
