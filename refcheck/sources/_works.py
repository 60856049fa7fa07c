"""Crossref's JSON of a work to a record. CSL-JSON, as doi.org gives it, is a dialect of the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from refcheck.model import Author, DateType, Record, RecordDate, Update, UpdateType
from refcheck.sources.base import items_of, parts_date, string, strings

_UPDATES = {
    "retraction": UpdateType.RETRACTION,
    "withdrawal": UpdateType.WITHDRAWAL,
    "removal": UpdateType.REMOVAL,
    "expression_of_concern": UpdateType.EXPRESSION_OF_CONCERN,
    "concern": UpdateType.EXPRESSION_OF_CONCERN,
    "correction": UpdateType.CORRECTION,
    "corrigendum": UpdateType.CORRECTION,
    "erratum": UpdateType.CORRECTION,
    "addendum": UpdateType.CORRECTION,
    "clarification": UpdateType.CORRECTION,
    "partial_retraction": UpdateType.CORRECTION,
    "reinstatement": UpdateType.REINSTATEMENT,
}
# Of the dates, `created` and `deposited` say when the metadata came, not when the work did.
_DATES = (
    ("published-print", DateType.PRINT),
    ("published-online", DateType.ONLINE),
    ("posted", DateType.POSTED),
    ("published", DateType.ISSUED),
    ("issued", DateType.ISSUED),
)
_SAID = r"(retracted|withdrawn|removed|temporary\sremoval)(?:\s(?:article|paper|chapter))?"
_STATUS = re.compile(
    rf"^\s{{0,5}}(?:[\[(]\s{{0,5}}{_SAID}\s{{0,5}}[\])]\s{{0,5}}[:.\-–—]?|{_SAID}\s{{0,5}}[:.\-–—])\s{{0,5}}",
    re.IGNORECASE,
)
_STATUS_BEHIND = re.compile(rf"\s{{1,5}}[\[(]{_SAID}(?:[.:,;][^\])]{{0,200}})?[\])]\s{{0,5}}\.?$", re.IGNORECASE)
_STATUSES = {
    "retracted": UpdateType.RETRACTION, "withdrawn": UpdateType.WITHDRAWAL, "removed": UpdateType.REMOVAL,
    "temporary removal": UpdateType.REMOVAL,
}  # fmt: skip


def record_of(work: Mapping[str, Any], source: str) -> Record:
    """The record that a work of Crossref's API or a CSL-JSON item holds; unknown or malformed parts are left out."""
    doi = string(work.get("DOI")).lower()
    update_of = tuple(string(notice.get("DOI")).lower() for notice in items_of(work.get("update-to")))
    updates = tuple(update for notice in items_of(work.get("updated-by")) if (update := _update(notice)))
    titles, status = _titles(work)
    if status and not updates and not update_of:
        updates = (Update(status, source="publisher"),)
    containers = strings(work.get("container-title"))
    short = (*strings(work.get("short-container-title")), *strings(work.get("container-title-short")))
    if not containers and work.get("type") == "posted-content":
        containers = tuple(string(place.get("name")) for place in items_of(work.get("institution")))
    names = tuple(dict.fromkeys(name for name in (*containers, *short) if name))
    relation = work.get("relation")
    relation = relation if isinstance(relation, dict) else {}
    pages = string(work.get("page"))
    return Record(
        source=source,
        doi=doi,
        pmid=string(work.get("PMID")),
        pmcid=string(work.get("PMCID")),
        type=string(work.get("type")),
        title=titles[0] if titles else "",
        titles=titles,
        journal=names[0] if names else "",
        journal_names=names,
        issns=strings(work.get("ISSN")),
        dates=_dates(work),
        authors=tuple(author for person in items_of(work.get("author")) if (author := author_of(person))),
        volume=string(work.get("volume")),
        issue=string(work.get("issue")),
        pages=pages,
        article_number=string(work.get("article-number")) or ("" if pages else string(work.get("number"))),
        publisher=string(work.get("publisher")),
        language=string(work.get("language")),
        updates=updates,
        update_of=tuple(filter(None, update_of)),
        preprint_of=_related(relation, "is-preprint-of"),
        has_preprint=_related(relation, "has-preprint"),
        url=f"https://doi.org/{doi}" if doi else "",
    )


def author_of(person: Mapping[str, Any]) -> Author | None:
    """The author that a contributor of Crossref or CSL-JSON names."""
    family, given = string(person.get("family")), string(person.get("given"))
    name = string(person.get("name")) or string(person.get("literal"))
    if family:
        particle = string(person.get("non-dropping-particle"))
        return Author(family=f"{particle} {family}".strip(), given=given)
    if name or given:
        return Author(name=name or given)
    return None


def without_status(title: str) -> tuple[str, UpdateType | None]:
    """A title without "RETRACTED:" before it or "(Retracted)" behind, and what that says of the work."""
    match = _STATUS.match(title)
    if match and match.end() < len(title):
        return title[match.end() :], _STATUSES[(match[1] or match[2]).lower()]
    match = _STATUS_BEHIND.search(title[-300:])
    if match and match.start() + max(0, len(title) - 300):
        return title[: len(title) - len(match[0])], _STATUSES[match[1].lower()]
    return title, None


def _titles(work: Mapping[str, Any]) -> tuple[tuple[str, ...], UpdateType | None]:
    """Every title, the main one first: alone, with its subtitle, original, and as given if it bore a status."""
    given = strings(work.get("title"))
    status: UpdateType | None = None
    bare: list[str] = []
    for title in given:
        clean, said = without_status(title)
        bare.append(clean)
        status = status or said
    subtitles = strings(work.get("subtitle"))
    full = [f"{bare[0].rstrip(' :.')}: {' '.join(subtitles)}"] if bare and subtitles else []
    short = [*strings(work.get("title-short")), *strings(work.get("short-title"))]
    every = (*bare, *full, *strings(work.get("original-title")), *given, *short)
    return tuple(dict.fromkeys(every)), status


def _dates(work: Mapping[str, Any]) -> tuple[RecordDate, ...]:
    dates: list[RecordDate] = []
    for name, kind in _DATES:
        date = parts_date(work.get(name))
        known = any(dated.date == date for dated in dates)
        if date and not (kind is DateType.ISSUED and known):
            dates.append(RecordDate(kind, date))
    return tuple(dates)


def _update(notice: Mapping[str, Any]) -> Update | None:
    kind = _UPDATES.get(string(notice.get("type")).lower().replace("-", "_").replace(" ", "_"))
    if kind is None:  # a new version or edition says nothing about the old one
        return None
    source = string(notice.get("source")) or "publisher"
    return Update(kind, string(notice.get("DOI")).lower(), source=source, date=parts_date(notice.get("updated")))


def _related(relation: Mapping[str, Any], name: str) -> tuple[str, ...]:
    related = items_of(relation.get(name))
    return tuple(string(other.get("id")).lower() for other in related if other.get("id-type", "doi") == "doi")
