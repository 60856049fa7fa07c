"""How fast a service may be asked: requests a second and requests at once, read off its own answers.

The window slides, and a request counts in it from its sending until a second after its answer: the service counts
arrivals, an arrival lies between the two, and so no stretch of a second at the service can hold more than the limit,
however the latency jitters.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from refcheck.net.ledger import Allowed

_MARGIN = 0.02  # seconds: two clocks do not tick alike
_LINGER = 60.0  # seconds that a service may go on with a request which we have given up
_MOST = 200  # requests a second or at once that a header may claim; Crossref Plus has 150
_INTERVAL = re.compile(r"\s*(\d{1,6})\s*(ms|s|m|h)?", re.IGNORECASE)
_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}


@dataclass(frozen=True, slots=True)
class Limits:
    """What holds until an answer says otherwise.

    Attributes:
        rates: requests a second by kind of request ("single", "list").
        concurrency: requests at once, of all kinds together.
        follow: whether an answer's headers may raise these; any may lower them.
    """

    rates: Mapping[str, int]
    concurrency: int
    follow: bool = False


@dataclass(slots=True)
class _Window:
    """The rate of one kind of request; `ends` holds when each request leaves the window, None while under way."""

    limit: int
    interval: float
    ends: dict[int, float | None]


class Limiter:
    """Grants the requests to one service, in the order in which they were asked for within a kind."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._follow = limits.follow
        self._concurrency = limits.concurrency
        self._windows = {kind: _Window(rate, 1.0, {}) for kind, rate in limits.rates.items()}
        self._turns = {kind: asyncio.Lock() for kind in limits.rates}
        self._changed = asyncio.Condition()
        self._under_way = 0
        self._lingering: list[float] = []
        self._paused_until = 0.0
        self._count = 0

    @asynccontextmanager
    async def slot(self, kind: str) -> AsyncIterator[None]:
        """Wait for the right to send one request; the request is over when the context ends."""
        window = self._windows[kind]
        async with self._turns[kind]:
            async with self._changed:
                while (delay := self._delay(window)) is None or delay > 0:
                    with suppress(TimeoutError):
                        async with asyncio.timeout(delay):
                            await self._changed.wait()
            self._count += 1
            number = self._count
            window.ends[number] = None
            self._under_way += 1
        try:
            yield
        except TimeoutError:
            self._lingering.append(self._clock() + _LINGER)
            raise
        finally:
            self._under_way -= 1
            window.ends[number] = self._clock() + window.interval + _MARGIN
            async with self._changed:
                self._changed.notify_all()

    def allowed(self, kind: str) -> Allowed:
        """What holds for a kind of request at the moment."""
        window = self._windows[kind]
        return Allowed(window.limit, window.interval, self._concurrency)

    def pause(self, seconds: float) -> None:
        """Send nothing for so long: the service said 429."""
        self._paused_until = max(self._paused_until, self._clock() + seconds)

    def learn(self, kind: str, headers: Mapping[str, str]) -> None:
        """Take over the limits that an answer states (Crossref's x-rate-limit-… and x-concurrency-limit)."""
        window = self._windows[kind]
        limit = _number(headers.get("x-rate-limit-limit", ""))
        interval = _INTERVAL.fullmatch(headers.get("x-rate-limit-interval", "1s"))
        if limit and interval:
            seconds = max(0.1, int(interval[1]) * _UNITS[(interval[2] or "s").lower()])
            if self._follow or limit / seconds < window.limit / window.interval:
                window.limit, window.interval = limit, seconds
        concurrency = _number(headers.get("x-concurrency-limit", ""))
        if concurrency and (self._follow or concurrency < self._concurrency):
            self._concurrency = concurrency

    def _delay(self, window: _Window) -> float | None:
        """Seconds until a request may be sent, 0 for now, None if another has to end first."""
        now = self._clock()
        if now < self._paused_until:
            return self._paused_until - now
        self._lingering = [end for end in self._lingering if end > now]
        usable = max(1, self._concurrency - len(self._lingering))
        if self._under_way >= usable:
            return min(self._lingering) - now if self._lingering else None
        window.ends = {number: end for number, end in window.ends.items() if end is None or end > now}
        if len(window.ends) < window.limit:
            return 0.0
        return min((end - now for end in window.ends.values() if end is not None), default=None)


def _number(text: str) -> int:
    """A positive whole number of a header, 0 for anything else."""
    return min(_MOST, int(text)) if text.isascii() and text.isdigit() and len(text) < 10 else 0
