"""The one place that opens sockets: one request, one answer, of bounded size, from an address that may be asked.

Waiting, retrying and following redirects are the matter of `refcheck.net.channel`.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Self

import httpx

from refcheck import __version__
from refcheck.config.settings import Settings
from refcheck.errors import ConfigError
from refcheck.net.guard import ForbiddenAddressError, Guard
from refcheck.net.ledger import Ledger

MAX_BODY = 32 * 2**20
_TIMEOUT = httpx.Timeout(connect=8.0, read=15.0, write=10.0, pool=None)
_WHOLE = 60.0  # seconds for an answer that drips
_ENCODINGS = ("", "identity", "gzip")  # gzip grows a thousandfold at most; in layers, or of other kinds, without end

logging.getLogger("httpx").setLevel(logging.WARNING)  # it logs whole addresses, and OpenAlex takes its key in them


class TransientError(Exception):
    """Something that may be better the next time: a lost connection, a 5xx, an answer cut short.

    Attributes:
        weight: how strongly it says that the service is down: 1 for an answer of any kind, more for none at all.
    """

    def __init__(self, reason: str, *, weight: int = 1) -> None:
        """Say what happened, in a clause."""
        super().__init__(reason)
        self.weight = weight


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: `form` makes it a POST."""

    url: str
    kind: str = "single"
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    form: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, whole."""

    url: httpx.URL
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")

    def json(self) -> Any:
        """The body as JSON.

        Raises:
            TransientError: it is none: cut short, or the web page of a proxy in between.
        """
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            raise TransientError(f"answered {self.status} with something that is no JSON") from None


class Client:
    """An HTTP client that asks known services only. Used as an async context manager."""

    def __init__(self, settings: Settings, others: Iterable[str] = ()) -> None:
        """`others`: the addresses of further services that may be asked, beside those that the settings name."""
        self._contact = f" (mailto:{settings.mailto})" if settings.mailto else ""
        self.guard = Guard((*settings.base_urls, *others))
        self.ledger = Ledger(settings.cache_dir if settings.use_cache and not settings.offline else None)
        self._opened: httpx.AsyncClient | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.ledger.close()
        if self._opened:
            await self._opened.aclose()

    @property
    def _http(self) -> httpx.AsyncClient:
        """Opened for the first request: certificates take a while to load, and a second run may ask nothing."""
        if self._opened is None:
            try:
                self._opened = httpx.AsyncClient(
                    headers={"User-Agent": f"refcheck/{__version__}{self._contact}", "Accept-Encoding": "gzip"},
                    timeout=_TIMEOUT,
                    limits=httpx.Limits(max_connections=40, max_keepalive_connections=20),
                    follow_redirects=False,
                )
            except (ImportError, ValueError) as error:  # of a proxy that the environment names
                raise ConfigError(
                    f"The proxy in ALL_PROXY, HTTPS_PROXY or HTTP_PROXY cannot be used: {error}"
                ) from error
        return self._opened

    async def send(self, request: Request) -> Answer:
        """Send one request once; redirects are not followed.

        Raises:
            ConfigError: the environment names a proxy that cannot be used.
            ForbiddenAddressError: the address is none that may be asked.
            TimeoutError: no answer in time.
            TransientError: no answer, or one larger than `MAX_BODY`.
        """
        try:
            url = httpx.URL(request.url)
        except httpx.InvalidURL as error:
            raise ForbiddenAddressError(f"An address of {len(request.url)} characters is not asked.") from error
        self.guard.check(url)
        method = "GET" if request.form is None else "POST"
        headers = dict(request.headers)
        watch = {"trace": self.guard.watch(url)}
        try:
            async with (
                asyncio.timeout(_WHOLE),
                self._http.stream(method, url, headers=headers, data=request.form, extensions=watch) as response,
            ):
                if response.headers.get("content-encoding", "").strip().lower() not in _ENCODINGS:
                    raise TransientError("sent an encoding that was not asked for")
                body = bytearray()
                async for chunk in response.aiter_bytes():
                    body += chunk
                    if len(body) > MAX_BODY:
                        raise TransientError(f"sent more than {MAX_BODY // 2**20} MB")
                return Answer(url, response.status_code, response.headers, bytes(body))
        except httpx.ConnectError as error:
            raise TransientError("cannot be reached (is the network up?)", weight=3) from error
        except httpx.TimeoutException as error:
            raise TimeoutError("did not answer in time") from error
        except httpx.HTTPError as error:
            raise TransientError(f"broke off the connection ({type(error).__name__})") from error
