"""What every index has in common: answers that are kept, and the shape of what it says of an identifier.

An index is one file of this folder with one class. Its methods take identifiers in canonical form, or the words of a
description, and give `Lookup`s or `Record`s; they never raise for a service that does not answer: that is the status
UNREACHABLE (or, of a search, `Found.reason`), and never evidence about a reference.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from refcheck.errors import SourceUnreachableError
from refcheck.model import IdentifierType, Lookup, PartialDate, Record, Status
from refcheck.net import Cache, Channel, ForbiddenAddressError, Limits, NotAskedError
from refcheck.text.folding import plain

T = TypeVar("T")

_STATUS_AGE = 1.0  # days that a record's status holds: a work may be retracted any day


@dataclass(frozen=True, slots=True)
class Found:
    """What a search brought: `answered` tells "nothing there" from "no answer"."""

    records: tuple[Record, ...] = ()
    answered: bool = True
    stored: bool = False  # whether it was found by an earlier run: what became of the works since, it does not say
    reason: str = ""  # why there is no answer; "" where the source was not asked at all


class Index:
    """The way to one service and the answers that it gave before."""

    name = ""

    def __init__(self, channel: Channel, cache: Cache) -> None:
        self.channel = channel
        self._cache = cache

    def recall(self, keys: Iterable[str], part: str = "", *, fresh: bool = False) -> dict[str, Any]:
        """Stored answers; None means that the service answered: no such thing.

        Args:
            keys: what was asked for.
            part: tells kinds of questions apart.
            fresh: leave out those too old to say whether a work is retracted.
        """
        found = self._cache.get(self.name + part, keys, max_age=_STATUS_AGE if fresh else math.inf)
        self.channel.count_cached(len(found))
        return found

    def keep(self, answers: Mapping[str, Any], part: str = "") -> None:
        """Store answers."""
        self._cache.put(self.name + part, answers)

    def lookup(self, value: str, answer: Any) -> Lookup:
        """The lookup that a kept answer amounts to."""
        raise NotImplementedError

    def found(self, kind: IdentifierType, value: str, record: Record, agency: str = "") -> Lookup:
        """The lookup of an identifier that leads to a record."""
        return Lookup(kind, value, Status.FOUND, record, (self.name,), agency or record.agency)

    def missing(self, kind: IdentifierType, value: str) -> Lookup:
        """The lookup of an identifier that this index does not have."""
        return Lookup(kind, value, Status.MISSING, asked=(self.name,))

    async def attempt(
        self, kind: IdentifierType, values: Sequence[str], ask: Awaitable[dict[str, Lookup]]
    ) -> dict[str, Lookup]:
        """Await `ask`; if there is no answer, an older one has to do, and what has none either is said to have none."""
        try:
            return await ask
        except NotAskedError:
            status, reason = Status.NOT_ASKED, ""
        except (SourceUnreachableError, ForbiddenAddressError) as error:
            status, reason = Status.UNREACHABLE, str(error)
        silent = {value: Lookup(kind, value, status, reason=reason) for value in values}
        return silent | {value: self.lookup(value, answer) for value, answer in self.recall(values).items()}

    async def attempts(
        self,
        kind: IdentifierType,
        batches: Iterable[list[str]],
        ask: Callable[[list[str]], Awaitable[dict[str, Lookup]]],
    ) -> AsyncIterator[dict[str, Lookup]]:
        """`attempt` for each batch, all under way together; the answers as they come."""
        under_way = [asyncio.ensure_future(self.attempt(kind, batch, ask(batch))) for batch in batches]
        for answered in asyncio.as_completed(under_way):
            yield await answered

    async def search_with(
        self, key: str, ask: Callable[[], Awaitable[list[Any]]], read: Callable[[Any], Record]
    ) -> Found:
        """Records of a search: from the store, or by asking."""
        stored = self.recall([key], ".search")
        try:
            items = (stored[key] or []) if key in stored else await ask()
        except NotAskedError:
            return Found(answered=False)
        except (SourceUnreachableError, ForbiddenAddressError) as error:
            return Found(answered=False, reason=str(error))
        if key not in stored:
            self.keep({key: items or None}, ".search")
        return Found(tuple(read(item) for item in items), stored=key in stored)


def portions(values: Iterable[str], size: int = 500) -> Iterator[list[str]]:
    """Values, each once, in lists of a size whose answers are held at once without harm."""
    unique = iter(dict.fromkeys(values))
    while some := list(islice(unique, size)):
        yield some


class Source(Index):
    """An index that a plugin adds: its module has the attribute ``SOURCE``, a class derived from this one.

    It is asked for identifiers that no built-in index has, and in searches after them. It asks its service through
    `channel`, which waits, retries and counts; nothing but `url` can be asked.

    Attributes:
        name: as reports and the setting ``disabled-sources`` have it.
        url: where the service is.
        limits: how fast it may be asked: requests a second by kind of `Request`, and at once.
        kinds: the identifiers that it can be asked for; with none it is asked in searches alone.
    """

    url = ""
    limits = Limits({"single": 3}, concurrency=1)
    kinds: tuple[IdentifierType, ...] = ()

    async def work(self, kind: IdentifierType, value: str) -> Lookup:
        """What it has of an identifier; see `found`, `missing` and `attempt`."""
        return Lookup(kind, value, Status.NOT_ASKED)

    async def search(self, title: str) -> Found:  # noqa: ARG002
        """The works that may have this title; which of them it is, if any, is found out by comparing."""
        return Found(answered=False)


def strings(value: Any) -> tuple[str, ...]:
    """The texts of a field that may hold one, several or none, markup removed, each once."""
    values = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(text for item in values if isinstance(item, str) and (text := plain(item))))


def string(value: Any) -> str:
    """The first text of a field, or the number it holds, or ""."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return next(iter(strings(value)), "")


def parts_date(value: Any) -> PartialDate | None:
    """The date of CSL's ``{"date-parts": [[2020, 5, 1]]}``."""
    parts = value.get("date-parts") if isinstance(value, dict) else None
    first = parts[0] if isinstance(parts, list) and parts else None
    return make_date(*first) if isinstance(first, list) and first else None


def make_date(year: Any, month: Any = 0, day: Any = 0, *_: Any) -> PartialDate | None:
    """A date of numbers or digits; what cannot be a part of one is left out."""
    y, m, d = (_whole(part) for part in (year, month, day))
    if not 1000 <= y <= 2200:
        return None
    m = m if 1 <= m <= 12 else 0
    return PartialDate(y, m, d if m and 1 <= d <= 31 else 0)


def _whole(value: Any) -> int:
    text = str(value if value is not None else "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else 0


def items_of(value: Any) -> list[Mapping[str, Any]]:
    """The objects of a JSON list, whatever else it holds left out."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
