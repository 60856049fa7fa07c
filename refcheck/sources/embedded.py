"""Records from files: JSON lines, one work a line, for runs without a network and for samples.

All fields but the title are optional:
    doi ra type title subtitle original_title container_title short_container_title issn[] publisher volume issue page
    article_number authors[{family,given}|{name}] issued[y,m,d] published_print[…] published_online[…] pmid pmcid
    language updated_by[{type,doi,source,date}] is_preprint_of[doi] has_preprint[doi] alias_of
`ra` is the registration agency, Crossref where it is left out. A line with `alias_of` alone names another DOI of a
work.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from refcheck.errors import UnreadableInputError
from refcheck.model import IdentifierType, Lookup, Record, Status
from refcheck.sources._works import record_of
from refcheck.sources.base import string
from refcheck.sources.crossref import aliased
from refcheck.sources.doi_org import UNREADABLE_AGENCIES
from refcheck.text.folding import words

NAME = "embedded"
_ROWS = 5
_RENAMED = {
    "doi": "DOI", "type": "type", "title": "title", "subtitle": "subtitle", "original_title": "original-title",
    "container_title": "container-title", "short_container_title": "short-container-title", "issn": "ISSN",
    "publisher": "publisher", "volume": "volume", "issue": "issue", "page": "page", "article_number": "article-number",
    "authors": "author", "language": "language", "pmid": "PMID", "pmcid": "PMCID",
}  # fmt: skip
_DATES = {"issued": "issued", "published_print": "published-print", "published_online": "published-online"}


class Embedded:
    """The records of some files, by identifier and by the words of a description."""

    name = NAME

    def __init__(self, records: Iterable[Record] = (), unregistered: Iterable[str] = ()) -> None:
        self.used = 0
        self._unregistered = frozenset(unregistered)
        self._records = list(records)
        self._index: dict[tuple[IdentifierType, str], Record] = {}
        for record in self._records:
            for kind in IdentifierType:
                value = getattr(record, kind.value)
                if value:
                    self._index.setdefault((kind, value.lower()), record)
            for alias in record.aliases:
                self._index.setdefault((IdentifierType.DOI, alias.lower()), aliased(record, alias))
        self._postings: dict[str, list[int]] = defaultdict(list)
        for number, record in enumerate(self._records):
            for word in set(_words_of(record)):
                self._postings[word].append(number)

    def lookup(self, kind: IdentifierType, value: str) -> Lookup | None:
        """What the files say of an identifier; None if they do not hold it, which says nothing about it."""
        if kind is IdentifierType.DOI and value.lower() in self._unregistered:
            self.used += 1
            return Lookup(kind, value, Status.MISSING, asked=(NAME,))
        record = self._index.get((kind, value.lower()))
        if record is None:
            return None
        self.used += 1
        if record.agency.casefold() in UNREADABLE_AGENCIES:
            return Lookup(kind, value, Status.UNREADABLE, asked=(NAME,), agency=record.agency,
                          reason=f"{record.agency} gives no metadata that can be read")  # fmt: skip
        return Lookup(kind, value, Status.FOUND, record, (NAME,), record.agency)

    def search(self, description: str) -> tuple[Record, ...]:
        """The records that share the most, and the rarest, words with a description."""
        scores: dict[int, float] = defaultdict(float)
        for word in set(words(description)):
            postings = self._postings.get(word, ())
            for number in postings:
                scores[number] += math.log(1 + len(self._records) / len(postings))
        best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:_ROWS]
        return tuple(self._records[number] for number, _ in best)


def load(paths: Iterable[Path]) -> Embedded:
    """Read files of records.

    Raises:
        UnreadableInputError: a file is missing or a line is no JSON object.
    """
    works: list[Mapping[str, Any]] = []
    for path in paths:
        try:
            lines = path.read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise UnreadableInputError(str(path), f"the records cannot be read ({error}).") from None
        for number, line in enumerate(lines, start=1):
            if not line.strip() or line.startswith("#"):
                continue
            try:
                work = json.loads(line)
            except (ValueError, RecursionError):
                work = None
            if not isinstance(work, dict):
                raise UnreadableInputError(str(path), f"line {number} is no JSON object.")
            works.append(work)
    aliases = defaultdict(list)
    for work in works:
        if string(work.get("alias_of")):
            aliases[string(work["alias_of"]).lower()].append(string(work.get("doi")).lower())
    unregistered = [string(work.get("doi")).lower() for work in works if work.get("registered") is False]
    records = (_record(work) for work in works if not work.get("alias_of") and work.get("registered") is not False)
    return Embedded((replace(record, aliases=tuple(aliases.get(record.doi, ()))) for record in records), unregistered)


def _record(line: Mapping[str, Any]) -> Record:
    work: dict[str, Any] = {theirs: line[ours] for ours, theirs in _RENAMED.items() if line.get(ours)}
    work |= {theirs: {"date-parts": [line[ours]]} for ours, theirs in _DATES.items() if line.get(ours)}
    notices = line.get("updated_by")
    work["updated-by"] = [
        {"type": notice.get("type"), "DOI": notice.get("doi"), "source": notice.get("source"),
         "updated": {"date-parts": [notice.get("date")]}}
        for notice in (notices if isinstance(notices, list) else []) if isinstance(notice, dict)
    ]  # fmt: skip
    work["relation"] = {
        name.replace("_", "-"): [{"id-type": "doi", "id": other} for other in line[name]]
        for name in ("is_preprint_of", "has_preprint") if isinstance(line.get(name), list)
    }  # fmt: skip
    work.setdefault("type", "journal-article")
    agency = string(line.get("ra")) or ("Crossref" if line.get("doi") else "")
    return replace(record_of(work, NAME), agency=agency)


def _words_of(record: Record) -> list[str]:
    names = [f"{author.family} {author.given} {author.name}" for author in record.authors]
    years = [str(year) for year in record.years]
    text = (*record.titles, *record.journal_names, *names, *years, record.volume, record.pages)
    return words(" ".join(text))
