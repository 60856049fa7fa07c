"""The way to one service: its limits, its retries, its redirects, and the count of what it was asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

import httpx

from refcheck.errors import RefcheckError, SourceUnreachableError
from refcheck.model import SourceStatus, SourceUse
from refcheck.net.client import Answer, Client, Request, TransientError
from refcheck.net.guard import origin
from refcheck.net.limits import Limiter, Limits
from refcheck.net.retry import OPENS_AT, Health, retry_after, retrying

T = TypeVar("T")

_REDIRECTS = 5
_TOO_LATE = "did not answer in time"
_PAUSE = 2.0  # seconds after a 429 that does not say how long
_LONGEST_PAUSE = 30.0  # seconds that a run waits because a service says so


class NotAskedError(RefcheckError):
    """The run is offline or the source is switched off, and no answer is stored."""


class Channel:
    """Asks one service, politely and persistently."""

    def __init__(self, name: str, base_url: str, client: Client, limits: Limits, *, enabled: bool = True) -> None:
        """`base_url`: where the service is; `enabled`: whether it may be asked at all."""
        self.name = name
        self.base_url = base_url.rstrip("/")
        self.note = ""
        self._origin = origin(httpx.URL(base_url))
        self._client = client
        self._limiter = Limiter(limits)
        self._health = Health()
        self._enabled = enabled
        self._requests = 0
        self._cached = 0
        self._last_loss = ""

    async def fetch(self, request: Request, read: Callable[[Answer], T]) -> T:
        """Ask until there is an answer that `read` can read.

        Args:
            request: what to ask.
            read: makes a value of an answer: of the service with a status below 500 other than 401, 403, 408, 425, 429,
                or of a host that it redirects to, with any status. Raises TransientError if the answer cannot be
                what the service meant to say.

        Raises:
            NotAskedError: nothing may be asked.
            SourceUnreachableError: no usable answer after all attempts.
            ForbiddenAddressError: the service redirects to an address that may not be asked.
        """
        if not self._enabled:
            raise NotAskedError(f"{self.name}: not asked")
        try:
            async for attempt in retrying(self._health):
                with attempt:
                    return await self._once(request, read)
        except (TransientError, TimeoutError) as error:
            self._health.lost += 1
            self._last_loss = str(error) or _TOO_LATE
            raise SourceUnreachableError(self.name, self._last_loss) from error
        raise AssertionError("unreachable: the last attempt returns or raises")

    def count_cached(self, answers: int) -> None:
        """Count answers that came from the cache."""
        self._cached += answers

    def use(self) -> SourceUse:
        """What the service was asked so far, and how it fared."""
        status, note = SourceStatus.UNUSED, ""
        if self._requests or self._cached:
            status, note = SourceStatus.OK, self.note if self._requests else ""
        if self._health.lost:
            status = SourceStatus.PARTIAL if self._health.answered else SourceStatus.UNREACHABLE
            note = self._health.blocked or self._last_loss
        return SourceUse(status, self._requests, self._cached, note)

    async def _once(self, request: Request, read: Callable[[Answer], T]) -> T:
        """One attempt, redirects included."""
        try:
            answer = await self._hop(request)
            for _ in range(_REDIRECTS):
                location = answer.headers.get("location", "")
                if not (300 <= answer.status < 400 and location):
                    break
                target = self._client.guard.secured(answer.url.join(location))
                same = origin(target) == origin(answer.url)  # a token is for the service that it was given for
                headers = request.headers if same else {"Accept": request.headers.get("Accept", "*/*")}
                answer = await self._follow(replace(request, url=str(target), headers=headers, form=None))
            value = read(answer)
        except TransientError as error:
            self._health.failed(error.weight, str(error))
            raise
        except TimeoutError as error:
            self._health.failed(4, str(error) or _TOO_LATE)
            raise
        self._health.succeeded()
        return value

    async def _follow(self, request: Request) -> Answer:
        """Follow a redirect; that another host does not answer says nothing about this service."""
        try:
            return await self._hop(request)
        except (TransientError, TimeoutError) as error:
            target = httpx.URL(request.url)
            if origin(target) == self._origin:
                raise
            raise SourceUnreachableError(self.name, f"{target.host}, to which it refers, does not answer") from error

    async def _hop(self, request: Request) -> Answer:
        self._stop_if_down()
        allowed = partial(self._limiter.allowed, request.kind)
        async with self._limiter.slot(request.kind), self._client.ledger.slot(self.name, request.kind, allowed):
            self._stop_if_down()  # it may have gone down while this request waited for its turn
            self._requests += 1
            answer = await self._client.send(request)
        if origin(answer.url) != self._origin:  # redirected elsewhere: what that host says is not about this service
            return answer
        self._limiter.learn(request.kind, answer.headers)
        if not self.note and (pool := answer.headers.get("x-api-pool", "")[:20]):
            self.note = f"{pool} pool"
        if answer.status == 429:
            pause = retry_after(answer.headers.get("retry-after", ""))
            if pause is not None and pause > _LONGEST_PAUSE:
                raise TransientError(f"asks to be left alone for {pause:.0f} seconds", weight=OPENS_AT)
            self._limiter.pause(_PAUSE if pause is None else pause)
            self._client.ledger.pause(self.name, _PAUSE if pause is None else pause)
            raise TransientError("says that it is asked too fast")
        if answer.status in (401, 403):
            self._health.blocked = f"refuses to answer ({answer.status}): a wrong key or token, or a blocked address"
            raise TransientError(self._health.blocked)
        if answer.status >= 500 or answer.status in (408, 425):
            raise TransientError(f"answered with an error ({answer.status})")
        return answer

    def _stop_if_down(self) -> None:
        if self._health.down:
            raise TransientError(self._health.down, weight=0)
