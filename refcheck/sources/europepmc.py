"""Europe PMC: search over PubMed, PMC and preprints in one index.

API documentation: https://europepmc.org/RestfulWebService. It publishes no limit; ten requests a second are borne well.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from refcheck.config.settings import Settings
from refcheck.model import Author, DateType, Record, RecordDate, Update, UpdateType
from refcheck.net import Answer, Cache, Channel, Client, Limits, Request, TransientError
from refcheck.sources._works import without_status
from refcheck.sources.base import Found, Index, items_of, make_date, string, strings
from refcheck.text.folding import words

NAME = "europepmc"
_ROWS = 5
_FIELDS = ("id", "source", "pmid", "pmcid", "doi", "title", "authorString", "journalInfo", "journalTitle",
           "journalVolume", "issue", "pubYear", "pageInfo", "firstPublicationDate", "pubType")  # fmt: skip


class EuropePmc(Index):
    """Works of the life sciences."""

    name = NAME

    def __init__(self, settings: Settings, client: Client, cache: Cache, *, enabled: bool) -> None:
        limits = Limits({"single": 8}, concurrency=4)
        super().__init__(Channel(NAME, settings.europepmc_url, client, limits, enabled=enabled), cache)
        self._who = {"email": settings.mailto} if settings.mailto else {}

    async def search(self, title: str) -> Found:
        """The works whose title has the words of `title`."""
        text = " ".join(words(title)[:30])
        query = urlencode({"query": f"TITLE:({text})", "format": "json", "pageSize": str(_ROWS), "resultType": "lite",
                           **self._who})  # fmt: skip

        async def ask() -> list[Any]:
            return await self.channel.fetch(Request(f"{self.channel.base_url}/search?{query}"), _results)

        return await self.search_with(text, ask, record_of)


def record_of(result: Mapping[str, Any]) -> Record:
    """The record that a search result holds."""
    info = result.get("journalInfo")
    info = info if isinstance(info, dict) else {}
    journal = info.get("journal")
    journal = journal if isinstance(journal, dict) else {}
    names = strings([
        journal.get("title"), result.get("journalTitle"), journal.get("isoabbreviation"),
        journal.get("medlineAbbreviation"),
    ])  # fmt: skip
    title, status = without_status(string(result.get("title")).removesuffix(".").removeprefix("[").removesuffix("]"))
    status = UpdateType.RETRACTION if "retracted publication" in string(result.get("pubType")).lower() else status
    issue_year = make_date(string(info.get("yearOfPublication")) or string(result.get("pubYear")))
    online = make_date(*string(result.get("firstPublicationDate")).split("-"))
    dates = ((DateType.ISSUE, issue_year), (DateType.ONLINE, online))
    pmid, doi = string(result.get("pmid")), string(result.get("doi")).lower()
    return Record(
        source=NAME,
        doi=doi,
        pmid=pmid,
        pmcid=string(result.get("pmcid")).upper(),
        type="posted-content" if result.get("source") == "PPR" else "journal-article",
        title=title,
        titles=(title,) if title else (),
        journal=names[0] if names else "",
        journal_names=names,
        dates=tuple(RecordDate(kind, date) for kind, date in dates if date),
        authors=_authors(string(result.get("authorString"))),
        volume=string(info.get("volume")) or string(result.get("journalVolume")),
        issue=string(info.get("issue")) or string(result.get("issue")),
        pages=string(result.get("pageInfo")),
        updates=(Update(status, source=NAME),) if status else (),
        url=f"https://europepmc.org/article/{string(result.get('source'))}/{string(result.get('id'))}",
    )


def _authors(text: str) -> tuple[Author, ...]:
    """The authors of "Smith J, van der Berg AB."; a name without initials is a group's."""
    authors = []
    for name in filter(None, (part.strip() for part in text.rstrip(".").split(","))):
        family, _, initials = name.rpartition(" ")
        if family and initials.isupper() and len(initials) <= 5:
            authors.append(Author(family=family, given=initials))
        else:
            authors.append(Author(name=name))
    return tuple(authors)


def _results(answer: Answer) -> list[Any]:
    content = answer.json()
    found = content.get("resultList") if isinstance(content, dict) else None
    if answer.status != 200 or not isinstance(found, dict) or not isinstance(found.get("result"), list):
        raise TransientError(f"answered with no results (status {answer.status})")
    return [{name: item[name] for name in _FIELDS if item.get(name)} for item in items_of(found["result"])]
