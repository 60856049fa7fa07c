"""OpenAlex: search over works of all fields. Asked only with an API key, which it requires since 2026.

API documentation: https://docs.openalex.org.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from refcheck.config.settings import Settings
from refcheck.model import Author, DateType, Record, RecordDate, Update, UpdateType
from refcheck.net import Answer, Cache, Channel, Client, Limits, Request, TransientError
from refcheck.sources._works import without_status
from refcheck.sources.base import Found, Index, items_of, make_date, string, strings
from refcheck.text.folding import words

NAME = "openalex"
_ROWS = 5
_FIELDS = ("doi", "ids", "title", "display_name", "publication_year", "publication_date", "biblio",
           "primary_location", "type", "authorships", "language", "is_retracted")  # fmt: skip
_TYPES = {"article": "journal-article", "preprint": "posted-content"}
_ADDRESS = re.compile(r"https?://[^/]{1,60}/(?:articles/)?")


class OpenAlex(Index):
    """Works of all fields."""

    name = NAME

    def __init__(self, settings: Settings, client: Client, cache: Cache, *, enabled: bool) -> None:
        limits = Limits({"single": 10}, concurrency=4)
        on = enabled and bool(settings.openalex_api_key)
        super().__init__(Channel(NAME, settings.openalex_url, client, limits, enabled=on), cache)
        self._who = {"api_key": settings.openalex_api_key}
        if settings.mailto:
            self._who["mailto"] = settings.mailto

    async def search(self, title: str) -> Found:
        """The works whose title has the words of `title`."""
        text = " ".join(words(title)[:30])
        query = urlencode({"filter": f"title.search:{text}", "per-page": str(_ROWS), "select": ",".join(_FIELDS),
                           **self._who})  # fmt: skip

        async def ask() -> list[Any]:
            return await self.channel.fetch(Request(f"{self.channel.base_url}/works?{query}"), _results)

        return await self.search_with(text, ask, record_of)


def record_of(work: Mapping[str, Any]) -> Record:
    """The record that a work of OpenAlex holds."""
    ids, biblio, location = (_mapping(work.get(name)) for name in ("ids", "biblio", "primary_location"))
    source = _mapping(location.get("source"))
    title, status = without_status(string(work.get("title")) or string(work.get("display_name")))
    status = UpdateType.RETRACTION if work.get("is_retracted") is True else status
    names = strings(source.get("display_name"))
    first, last = string(biblio.get("first_page")), string(biblio.get("last_page"))
    date = make_date(*string(work.get("publication_date")).split("-")) or make_date(work.get("publication_year"))
    people = (_mapping(authorship.get("author")) for authorship in items_of(work.get("authorships")))
    doi = _bare(string(work.get("doi"))).lower()
    return Record(
        source=NAME,
        doi=doi,
        pmid=_bare(string(ids.get("pmid"))),
        pmcid=_pmcid(string(ids.get("pmcid"))),
        type=_TYPES.get(string(work.get("type")), string(work.get("type"))),
        title=title,
        titles=(title,) if title else (),
        journal=names[0] if names else "",
        journal_names=names,
        issns=strings(source.get("issn")),
        dates=(RecordDate(DateType.ISSUED, date),) if date else (),
        authors=tuple(_author(name) for person in people if (name := string(person.get("display_name")))),
        volume=string(biblio.get("volume")),
        issue=string(biblio.get("issue")),
        pages=f"{first}-{last}" if first and last and first != last else first,
        language=string(work.get("language")),
        updates=(Update(status, source=NAME),) if status else (),
        url=f"https://doi.org/{doi}" if doi else "",
    )


def _author(name: str) -> Author:
    given, _, family = name.rpartition(" ")
    return Author(family=family, given=given)


def _bare(address: str) -> str:
    return _ADDRESS.sub("", address, count=1).rstrip("/")


def _pmcid(address: str) -> str:
    number = _bare(address).upper().removeprefix("PMC")
    return f"PMC{number}" if number else ""


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _results(answer: Answer) -> list[Any]:
    content = answer.json()
    results = content.get("results") if isinstance(content, dict) else None
    if answer.status != 200 or not isinstance(results, list):
        raise TransientError(f"answered with no results (status {answer.status})")
    return [{name: item[name] for name in _FIELDS if item.get(name)} for item in items_of(results)]
