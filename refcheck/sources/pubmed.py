"""PubMed by the E-utilities: PMIDs in batches, and exact matching of citations.

Documentation: https://www.ncbi.nlm.nih.gov/books/NBK25499/. Three requests a second, ten with a key, whatever an answer
says; a name and an address with each; POST for many.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from refcheck.config.settings import Settings
from refcheck.errors import SourceUnreachableError
from refcheck.model import IdentifierType, Lookup
from refcheck.net import Answer, Cache, Channel, Client, Limits, NotAskedError, Request, TransientError
from refcheck.sources._articles import parse, parse_one, pmid_of, record_of, to_text
from refcheck.sources.base import Index, portions

NAME = "pubmed"
_MOST_PMIDS = 200
_MOST_CITATIONS = 100


@dataclass(frozen=True, slots=True)
class CitationKey:
    """What ECitMatch compares, each exactly; an empty field is not compared."""

    journal: str
    year: str
    volume: str
    page: str
    author: str

    def __str__(self) -> str:
        fields = (self.journal, self.year, self.volume, self.page, self.author)
        return "|".join(" ".join(field.replace("|", " ").split()) for field in fields)


class PubMed(Index):
    """Articles and books of PubMed."""

    name = NAME

    def __init__(self, settings: Settings, client: Client, cache: Cache, *, enabled: bool) -> None:
        rate = 10 if settings.ncbi_api_key else 3
        limits = Limits({"single": rate}, concurrency=rate)
        super().__init__(Channel(NAME, settings.ncbi_url, client, limits, enabled=enabled), cache)
        self._who = {"tool": "refcheck", "email": settings.mailto, "api_key": settings.ncbi_api_key}
        self._who = {name: value for name, value in self._who.items() if value}

    async def articles(self, pmids: Sequence[str]) -> AsyncIterator[dict[str, Lookup]]:
        """Many PMIDs in few requests, answers as they come; PubMed's silence about one says that it does not exist."""
        asked: list[str] = []
        for some in portions(pmids):
            stored = self.recall(some, fresh=True)
            yield {pmid: self.lookup(pmid, text) for pmid, text in stored.items()}
            asked += [pmid for pmid in some if pmid not in stored]
        async for answered in self.attempts(IdentifierType.PMID, portions(asked, _MOST_PMIDS), self._batch):
            yield answered

    def filling(self, pmids: Sequence[str]) -> list[str]:
        """Those at the head of `pmids` that fill whole requests: they can be asked before the rest is known."""
        return list(pmids[: len(pmids) // _MOST_PMIDS * _MOST_PMIDS])

    async def match(self, citations: Sequence[CitationKey]) -> tuple[dict[CitationKey, str], str | None]:
        """The PMIDs of citations that fit exactly one article in all fields given.

        Returns:
            The PMIDs found, and None if PubMed has answered for all; else why not, "" if it was not to be asked.
        """
        wanted = {str(citation): citation for citation in citations}
        stored = self.recall(wanted, ".match")
        answers = dict(stored)
        asked = [key for key in wanted if key not in stored]
        problem: str | None = None
        for start in range(0, len(asked), _MOST_CITATIONS):
            try:
                answers |= await self._matched(asked[start : start + _MOST_CITATIONS])
            except NotAskedError:
                problem = ""
            except SourceUnreachableError as error:
                problem = str(error)
        return {wanted[key]: pmid for key, pmid in answers.items() if pmid}, problem

    async def _batch(self, pmids: Sequence[str]) -> dict[str, Lookup]:
        form = {"db": "pubmed", "retmode": "xml", "id": ",".join(pmids), **self._who}
        request = Request(f"{self.channel.base_url}/efetch.fcgi", form=form)
        found = await self.channel.fetch(request, _articles)
        known: dict[str, str | None] = {pmid: found.get(pmid) for pmid in pmids}
        self.keep(known)
        return {pmid: self.lookup(pmid, text) for pmid, text in known.items()}

    async def _matched(self, keys: Sequence[str]) -> dict[str, str | None]:
        lines = [f"{key}|{number}|" for number, key in enumerate(keys)]
        form = {"db": "pubmed", "retmode": "xml", "bdata": "\r".join(lines), **self._who}
        request = Request(f"{self.channel.base_url}/ecitmatch.cgi", form=form)
        numbers = await self.channel.fetch(request, lambda answer: _matches(answer, len(keys)))
        matched = {key: numbers.get(number) for number, key in enumerate(keys)}
        self.keep(matched, ".match")
        return matched

    def lookup(self, value: str, answer: str | None) -> Lookup:
        """The lookup of a PMID whose article's XML is `answer`, or which PubMed does not have."""
        if answer is None:
            return self.missing(IdentifierType.PMID, value)
        return self.found(IdentifierType.PMID, value, record_of(parse_one(answer)))


def _articles(answer: Answer) -> Mapping[str, str]:
    """PMID to XML of each article. A cut-off answer is no well-formed XML, and a web page no PubmedArticleSet."""
    if answer.status == 400:
        raise SourceUnreachableError(NAME, "does not take the question (400); is the API key right?")
    if answer.status != 200:
        raise TransientError(f"answered with status {answer.status}")
    if b"PubmedArticleSet" not in answer.body[:2000]:
        raise TransientError("answered with something else than articles")
    try:
        return {pmid_of(item): to_text(item) for item in parse(answer.body)}
    except (etree.XMLSyntaxError, ValueError):
        raise TransientError("answered with XML that is broken or cut short") from None


def _matches(answer: Answer, count: int) -> dict[int, str]:
    """Number of each citation to its PMID; "NOT_FOUND" and "AMBIGUOUS" leave it out.

    An answer without a line for the last citation was cut short.
    """
    rows = [line.split("|") for line in answer.text.splitlines()]
    answers = {row[5].strip(): row[6].strip() for row in rows if len(row) > 6}
    if answer.status != 200 or not answers.get(str(count - 1)):
        raise TransientError("answered for some of the citations only")
    return {int(number): pmid for number, pmid in answers.items() if _is_number(number) and _is_number(pmid)}


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10
