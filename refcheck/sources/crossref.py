"""Crossref: DOIs in batches and singly, and bibliographic search.

API documentation: https://api.crossref.org/swagger-ui/index.html. Limits since December 2025: 5 requests a second and
1 list a second, one at once; with an address to write to 10, 3 and 3 at once.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from refcheck.config.settings import Settings
from refcheck.errors import SourceUnreachableError
from refcheck.model import IdentifierType, Lookup, Record
from refcheck.net import Answer, Cache, Channel, Client, Limits, Request, TransientError
from refcheck.sources._works import record_of
from refcheck.sources.base import Found, Index, items_of, portions, string

NAME = "crossref"
FIELDS = (
    "DOI", "type", "title", "subtitle", "original-title", "short-title", "container-title", "short-container-title",
    "ISSN", "volume", "issue", "page", "article-number", "author", "issued", "published", "published-print",
    "published-online", "posted", "updated-by", "update-to", "relation", "publisher",
)  # fmt: skip
_ONLY_SINGLE = ("institution",)  # not to be had with `select`
_MOST_BYTES = 4092  # of path and query; 414 above
_MOST_DOIS = 200
_ROWS = 5
_LEFT_OUT = ".left-out"  # DOIs that a list did not hold
_LONGEST_QUERY = 2000  # bytes of a description as it is sent

_PUBLIC = Limits({"single": 5, "list": 1}, concurrency=1, follow=True)
_POLITE = Limits({"single": 10, "list": 3}, concurrency=3, follow=True)


class Crossref(Index):
    """Works registered with Crossref."""

    name = NAME

    def __init__(self, settings: Settings, client: Client, cache: Cache, *, enabled: bool) -> None:
        limits = _POLITE if settings.mailto or settings.crossref_plus_token else _PUBLIC
        super().__init__(Channel(NAME, settings.crossref_url, client, limits, enabled=enabled), cache)
        if limits is _PUBLIC:
            self.channel.note = "public pool: no address to write to was given (mailto)"
        token = settings.crossref_plus_token
        self._headers = {"Crossref-Plus-API-Token": f"Bearer {token}"} if token else {}
        self._mailto = f"mailto={quote(settings.mailto, safe='')}" if settings.mailto else ""

    async def works(self, dois: Sequence[str]) -> AsyncIterator[dict[str, Lookup]]:
        """Many DOIs in few requests, answers as they come; to be left out of all of them proves nothing."""
        asked: list[str] = []
        for some in portions(dois):
            stored = self.recall(some, fresh=True)
            yield {doi: self.lookup(doi, work) for doi, work in stored.items()}
            new = [doi for doi in some if doi not in stored and "," not in doi]
            left_out = self.recall(new, _LEFT_OUT)
            asked += [doi for doi in new if doi not in left_out]
        async for answered in self.attempts(IdentifierType.DOI, self._batches(asked), self._batch):
            yield answered

    def filling(self, dois: Sequence[str]) -> list[str]:
        """Those at the head of `dois` that fill whole requests: they can be asked before the rest is known."""
        batches = list(self._batches([doi for doi in dois if "," not in doi]))
        return [doi for batch in batches[:-1] for doi in batch]

    async def work(self, doi: str) -> Lookup:
        """One DOI: an alias leads to the record of the prime DOI, and a 404 says that Crossref does not have it."""
        stored = self.recall([doi], fresh=True)
        if doi in stored:
            return self.lookup(doi, stored[doi])
        return (await self.attempt(IdentifierType.DOI, [doi], self._single(doi)))[doi]

    async def search(self, description: str) -> Found:
        """The works that fit a description best, by Crossref's own order; its scores have no scale."""
        text = " ".join(description.split())[:_LONGEST_QUERY]
        while len(quote(text, safe="")) > _LONGEST_QUERY:  # a Chinese character takes nine bytes
            text = text[: -max(1, len(text) // 10)]
        query = f"query.bibliographic={quote(text, safe='')}&rows={_ROWS}&select={','.join(FIELDS)}"

        async def ask() -> list[Any]:
            works = await self.channel.fetch(self._request(f"/works?{query}", "list"), _items)
            if works is None:
                raise SourceUnreachableError(NAME, "does not take this question")
            self.keep({doi: work for work in works if (doi := string(work.get("DOI")).lower())})
            return works

        return await self.search_with(text.casefold(), ask, lambda work: record_of(work, NAME))

    def _batches(self, dois: Sequence[str]) -> Iterator[list[str]]:
        """DOIs packed so that each request's path and query stay within what the service takes."""
        path = len(self._path("doi:10.1/x").encode()) + len(self.channel.base_url)
        batch: list[str] = []
        size = path
        for doi in dois:
            more = len(quote(doi, safe="")) + len(",doi:")
            if batch and (size + more > _MOST_BYTES or len(batch) == _MOST_DOIS):
                yield batch
                batch, size = [], path
            batch.append(doi)
            size += more
        if batch:
            yield batch

    def _path(self, chosen: str) -> str:
        return self._polite(f"/works?filter={chosen}&rows={_MOST_DOIS}&select={','.join(FIELDS)}")

    async def _batch(self, dois: Sequence[str]) -> dict[str, Lookup]:
        from habanero.filterhandler import filter_handler  # noqa: PLC0415 - slow to load, and not needed offline

        chosen = filter_handler({"doi": [quote(doi, safe="") for doi in dois]})
        request = Request(self.channel.base_url + self._path(chosen), "list", self._headers)
        works = await self.channel.fetch(request, _items)
        if works is None:  # one of them is not to its taste: find out which by halves
            half = len(dois) // 2
            return {**await self._batch(dois[:half]), **await self._batch(dois[half:])} if half else {}
        named = {string(work.get("DOI")).lower(): work for work in works}
        known = {doi: named[doi] for doi in dois if doi in named}
        self.keep(known)
        self.keep(dict.fromkeys(set(dois) - set(known)), _LEFT_OUT)
        return {doi: self.lookup(doi, work) for doi, work in known.items()}

    async def _single(self, doi: str) -> dict[str, Lookup]:
        work = await self.channel.fetch(self._request(f"/works/{quote(doi, safe='')}", "single"), _work)
        self.keep({doi: work})
        return {doi: self.lookup(doi, work)}

    def lookup(self, value: str, answer: Mapping[str, Any] | None) -> Lookup:
        """The lookup of a DOI whose work is `answer`, or which Crossref does not have."""
        if answer is None:
            return self.missing(IdentifierType.DOI, value)
        record = record_of(answer, NAME)
        return self.found(IdentifierType.DOI, value, aliased(record, value), "Crossref")

    def _request(self, path: str, kind: str) -> Request:
        return Request(self.channel.base_url + self._polite(path), kind, self._headers)

    def _polite(self, path: str) -> str:
        """The path with the address to write to, as Crossref asks for it: here and in the User-Agent."""
        if not self._mailto:
            return path
        return f"{path}{'&' if '?' in path else '?'}{self._mailto}"


def _items(answer: Answer) -> list[Any] | None:
    """The works of a list, only the fields that are kept; None if the service does not take the question."""
    if answer.status in (400, 413, 414):
        return None
    if answer.status != 200:
        raise TransientError(f"answered a list with status {answer.status}")
    message = _message(answer)
    if not isinstance(message.get("items"), list):
        raise TransientError("answered with no list of works")
    return [_kept(work) for work in items_of(message["items"])]


def _work(answer: Answer) -> dict[str, Any] | None:
    """One work, None if Crossref does not have it; a 404 is text whatever it is labelled."""
    if answer.status == 404:
        return None
    if answer.status != 200:
        raise TransientError(f"answered with status {answer.status}")
    message = _message(answer)
    if not message.get("DOI"):
        raise TransientError("answered with no work")
    return _kept(message)


def _message(answer: Answer) -> dict[str, Any]:
    content = answer.json()
    message = content.get("message") if isinstance(content, dict) else None
    if not isinstance(message, dict):
        raise TransientError("answered with no message")
    return message


def _kept(work: Mapping[str, Any]) -> dict[str, Any]:
    return {name: work[name] for name in (*FIELDS, *_ONLY_SINGLE) if work.get(name)}


def aliased(record: Record, asked: str) -> Record:
    """The record, knowing that `asked` leads to it too."""
    if not record.doi or record.doi == asked.lower():
        return record
    return replace(record, aliases=(*record.aliases, asked.lower()))
