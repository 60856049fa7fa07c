"""DataCite: works registered there, among them every arXiv paper as 10.48550/arXiv.<id>.

API documentation: https://support.datacite.org/docs/api-get-doi.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from refcheck.config.settings import Settings
from refcheck.model import Author, DateType, IdentifierType, Lookup, Record, RecordDate
from refcheck.net import Answer, Cache, Channel, Client, Limits, Request, TransientError
from refcheck.sources.base import Index, items_of, make_date, string, strings

NAME = "datacite"
ARXIV_PREFIX = "10.48550/arxiv."
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?!\d)")
_DATES = {"Issued": DateType.ISSUED, "Available": DateType.ONLINE, "Submitted": DateType.POSTED}
_TYPES = {
    "JournalArticle": "journal-article", "Preprint": "posted-content", "Dissertation": "dissertation",
    "Dataset": "dataset", "Book": "book", "BookChapter": "book-chapter", "ConferencePaper": "proceedings-article",
    "Report": "report", "Standard": "standard", "Text": "", "Other": "",
}  # fmt: skip
_PUBLISHED_AS = frozenset({"IsPreprintOf", "IsPreviousVersionOf", "IsVersionOf"})


class DataCite(Index):
    """Works registered with DataCite."""

    name = NAME

    def __init__(self, settings: Settings, client: Client, cache: Cache, *, enabled: bool) -> None:
        limits = Limits({"single": 8}, concurrency=4)
        super().__init__(Channel(NAME, settings.datacite_url, client, limits, enabled=enabled), cache)

    async def work(self, doi: str) -> Lookup:
        """One DOI."""
        stored = self.recall([doi])
        if doi in stored:
            return self.lookup(doi, stored[doi])
        return (await self.attempt(IdentifierType.DOI, [doi], self._single(doi)))[doi]

    async def _single(self, doi: str) -> dict[str, Lookup]:
        request = Request(f"{self.channel.base_url}/dois/{quote(doi, safe='')}")
        attributes = await self.channel.fetch(request, _attributes)
        self.keep({doi: attributes})
        return {doi: self.lookup(doi, attributes)}

    def lookup(self, value: str, answer: Mapping[str, Any] | None) -> Lookup:
        """The lookup of a DOI whose attributes are `answer`, or which DataCite does not have."""
        if answer is None:
            return self.missing(IdentifierType.DOI, value)
        return self.found(IdentifierType.DOI, value, record_of(answer), "DataCite")


def record_of(attributes: Mapping[str, Any]) -> Record:
    """The record that DataCite's attributes of a DOI hold."""
    doi = string(attributes.get("doi")).lower()
    types = attributes.get("types")
    general = string(types.get("resourceTypeGeneral")) if isinstance(types, dict) else ""
    publisher = attributes.get("publisher")
    publisher = string(publisher.get("name") if isinstance(publisher, dict) else publisher)
    container = attributes.get("container")
    container = container if isinstance(container, dict) else {}
    journal = string(container.get("title"))
    arxiv = doi.removeprefix(ARXIV_PREFIX) if doi.startswith(ARXIV_PREFIX) else ""
    names = strings([journal, publisher if arxiv else ""])
    titles = strings([title.get("title") for title in items_of(attributes.get("titles"))])
    first, last = string(container.get("firstPage")), string(container.get("lastPage"))
    return Record(
        source=NAME,
        doi=doi,
        arxiv=arxiv,
        type=_TYPES.get(general, general.lower()),
        title=titles[0] if titles else "",
        titles=titles,
        journal=names[0] if names else "",
        journal_names=names,
        dates=_dates(attributes),
        authors=tuple(author for person in items_of(attributes.get("creators")) if (author := _author(person))),
        volume=string(container.get("volume")),
        issue=string(container.get("issue")),
        pages=f"{first}-{last}" if first and last else first,
        publisher=publisher,
        language=string(attributes.get("language")),
        preprint_of=tuple(
            string(other.get("relatedIdentifier")).lower()
            for other in items_of(attributes.get("relatedIdentifiers"))
            if arxiv and other.get("relationType") in _PUBLISHED_AS and other.get("relatedIdentifierType") == "DOI"
        ),
        agency="DataCite",
        url=f"https://doi.org/{doi}",
    )


def _author(person: Mapping[str, Any]) -> Author | None:
    family, given = string(person.get("familyName")), string(person.get("givenName"))
    name = string(person.get("name"))
    if family:
        return Author(family=family, given=given)
    if "," in name and person.get("nameType") != "Organizational":
        family, _, given = name.partition(",")
        return Author(family=family.strip(), given=given.strip())
    return Author(name=name) if name else None


def _dates(attributes: Mapping[str, Any]) -> tuple[RecordDate, ...]:
    dates = []
    for item in items_of(attributes.get("dates")):
        match = _DATE.match(string(item.get("date")))
        kind = _DATES.get(string(item.get("dateType")))
        date = make_date(*match.groups(default="0")) if match else None
        if kind and date:
            dates.append(RecordDate(kind, date))
    year = make_date(attributes.get("publicationYear"))
    if year and not any(dated.date.year == year.year for dated in dates):
        dates.append(RecordDate(DateType.ISSUED, year))
    return tuple(dict.fromkeys(dates))


def _attributes(answer: Answer) -> dict[str, Any] | None:
    """The parts of the answer that are kept, None if DataCite does not have the DOI."""
    if answer.status in (404, 410):
        answer.json()  # a web page says nothing
        return None
    content = answer.json()
    data = content.get("data") if isinstance(content, dict) else None
    attributes = data.get("attributes") if isinstance(data, dict) else None
    if answer.status != 200 or not isinstance(attributes, dict):
        raise TransientError(f"answered with no work (status {answer.status})")
    kept = ("doi", "titles", "creators", "publisher", "publicationYear", "dates", "types", "container", "language",
            "relatedIdentifiers")  # fmt: skip
    work = {name: attributes[name] for name in kept if attributes.get(name)}
    work["relatedIdentifiers"] = work.get("relatedIdentifiers", [])[:50]
    return work
