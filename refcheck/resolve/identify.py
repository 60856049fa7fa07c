"""Identifiers to the work that a reference cites: the records that they lead to, joined, and the one that fits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from refcheck.compare.same_work import same_work
from refcheck.memo import Memo
from refcheck.model import Agreement, IdentifierType, Lookup, Record, Reference, Status
from refcheck.resolve.planner import Key
from refcheck.resolve.reconcile import one_work, union


@dataclass(frozen=True, slots=True)
class Identified:
    """What a reference's identifiers lead to: the record that fits its description best, and how well."""

    lookups: tuple[Lookup, ...] = ()
    record: Record | None = None
    found_by: str = ""
    decision: str = ""
    agreement: Mapping[str, Agreement] = field(default_factory=lambda: MappingProxyType({}))


def companions(cited: Iterable[Reference], known: Mapping[Key, Lookup]) -> list[Key]:
    """The DOIs of works that were found by another identifier: Crossref may know more dates, names and notices."""
    keys = (key for reference in cited for key in reference.leads.items() if key[0] is not IdentifierType.DOI)
    lookups = (known[key] for key in keys)
    records = (lookup.record for lookup in lookups if lookup.record)
    return [(IdentifierType.DOI, record.doi) for record in records if record.doi and record.source == "pubmed"]


def _records(lookup: Lookup, known: Mapping[Key, Lookup]) -> list[Record]:
    """The record of an identifier, and before it the one of its DOI if another index has that."""
    if lookup.record is None:
        return []
    key = (IdentifierType.DOI, lookup.record.doi)
    companion = lookup if key == (lookup.type, lookup.value) else known.get(key)
    if companion is None or companion.record is None or companion.record == lookup.record:
        return [lookup.record]
    return [companion.record, lookup.record]


def identify(reference: Reference, known: Mapping[Key, Lookup], memo: Memo) -> Identified:
    """Join the records that the identifiers lead to, work by work, and take the work that fits the description.

    Identifiers that the reference does not print itself count only where they lead to the work that it describes.
    """
    lookups = tuple(known[key] for key in reference.leads.items())
    works: list[tuple[IdentifierType, list[Record]]] = []
    for lookup in lookups:
        for record in _records(lookup, known):
            work = next((records for _, records in works if one_work(records[0], record)), None)
            if work is None:
                works.append((lookup.type, [record]))
            elif record not in work:
                work.append(record)
    best = Identified(lookups)
    best_probability = -1.0
    for kind, records in works:
        work_record = union(records)
        agreement = memo.agreement(reference, work_record)
        decided = same_work(agreement, reference, work_record)
        if decided.probability > best_probability:
            best_probability = decided.probability
            best = Identified(lookups, work_record, kind.value, decided.decision, agreement)
    if not reference.identifiers:
        return replace(best, lookups=()) if best.decision == "same" else Identified()
    return best


def is_sought(identified: Identified) -> bool:
    """Whether to search: no record though every source has answered, or the record of another work."""
    if identified.record:
        return identified.decision != "same"
    return all(lookup.status is Status.MISSING for lookup in identified.lookups)
