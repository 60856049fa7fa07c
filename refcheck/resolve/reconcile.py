"""Several indexes' records of one work, made into one: every name and date that any of them has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from rapidfuzz import fuzz

from refcheck.model import Record, Update
from refcheck.text.folding import fold

_ONE_VALUE = (
    "doi", "pmid", "pmcid", "arxiv", "type", "title", "journal", "authors", "volume", "issue", "pages",
    "article_number", "publisher", "language", "agency", "url",
)  # fmt: skip
_ALL_VALUES = (
    "titles", "journal_names", "issns", "dates", "update_of", "preprint_of", "has_preprint", "aliases",
)  # fmt: skip
_SAME_TITLE = 92.0  # of 100; two indexes' spellings of one title differ by punctuation and markup alone


def one_work(first: Record, second: Record) -> bool:
    """Whether two records are of one work: by an identifier that both have, else by title and year."""
    dois, others = _dois(first), _dois(second)
    if dois and others:
        return bool(dois & others)
    for name in ("pmid", "pmcid", "arxiv"):
        one, other = getattr(first, name), getattr(second, name)
        if one and other:
            return bool(one == other)
    near = not first.years or not second.years or any(abs(a - b) <= 1 for a in first.years for b in second.years)
    return near and bool(first.title) and fuzz.ratio(fold(first.title), fold(second.title)) >= _SAME_TITLE


def union(records: Sequence[Record]) -> Record:
    """One record of several of the same work; of single values the first index's that has one is taken."""
    first = records[0]
    if len(records) == 1:
        return first
    changes: dict[str, object] = {}
    origin: dict[str, str] = {}
    for name in _ONE_VALUE:
        holder = next((record for record in records if getattr(record, name)), None)
        if holder:
            changes[name] = getattr(holder, name)
            origin[name] = holder.source
    for name in _ALL_VALUES:
        changes[name] = tuple(dict.fromkeys(value for record in records for value in getattr(record, name)))
    changes["updates"] = _updates(records)
    changes["source"] = "+".join(dict.fromkeys(record.source for record in records))
    changes["parts"] = tuple(part for record in records for part in (record.parts or (record,)))
    return replace(first, **changes, origin=MappingProxyType(origin))  # type: ignore[arg-type]


def _updates(records: Sequence[Record]) -> tuple[Update, ...]:
    """Every notice once: an index that names none of a type's notices adds nothing to one that does."""
    kept: list[Update] = []
    for update in (update for record in records for update in record.updates):
        known = [other for other in kept if other.type is update.type]
        anonymous = not update.doi and not update.pmid
        if not known or not (anonymous or any(update.doi == other.doi for other in known if other.doi)):
            kept.append(update)
    return tuple(kept)


def _dois(record: Record) -> set[str]:
    return {doi.lower() for doi in (record.doi, *record.aliases) if doi}
