"""Which source to ask, in which order, and which answer to accept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from refcheck.compare.same_work import same_work
from refcheck.memo import Memo
from refcheck.model import Agreement, Article, IdentifierType, Lookup, Record, Reference, Resolution, Status
from refcheck.net import Cache
from refcheck.progress import Progress
from refcheck.resolve.planner import Key, Planner
from refcheck.resolve.reconcile import one_work, union
from refcheck.resolve.search import Search, Searched, is_covered, is_searchable
from refcheck.sources import Sources
from refcheck.spill import Spill

__all__ = ["Planner", "Resolved", "identifiers_of", "resolve"]

_MANY = 1_000  # references that are searched for together: enough to keep every index busy, few enough to hold


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a run has learnt.

    Attributes:
        references: by path of the document and label of the reference.
        identifiers: by type and canonical value, for every identifier in the documents, in and outside the lists.
        journals: every name of the journals of the records found, sorted.
    """

    references: Mapping[tuple[str, str], Resolution]
    identifiers: Mapping[Key, Lookup]
    journals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Identified:
    """What a reference's identifiers lead to: the record that fits its description best, and how well."""

    lookups: tuple[Lookup, ...] = ()
    record: Record | None = None
    found_by: str = ""
    decision: str = ""
    agreement: Mapping[str, Agreement] = field(default_factory=lambda: MappingProxyType({}))


async def resolve(
    articles: Iterable[Article],
    sources: Sources,
    progress: Progress,
    planner: Planner | None = None,
    memo: Memo | None = None,
) -> Resolved:
    """Find the record of each reference: by its identifiers, and where these do not lead to it, by search.

    All identifiers of all articles are asked for first, together; then the references without a record, or whose
    identifiers lead to another work, are searched for.

    Args:
        articles: what was extracted; gone through several times.
        sources: the indexes.
        progress: is told of each reference that is done.
        planner: one that has looked ahead while the articles were extracted.
        memo: what earlier runs have worked out.
    """
    planner, memo = planner or Planner(sources), memo or Memo(Cache(None))
    progress.stage("resolving", sum(len(article.references) for article in articles))
    await planner.look_up(key for article in articles for key in identifiers_of(article))
    await planner.look_up(_companions(_references(articles), planner.known))
    resolving = _Resolving(sources, planner, memo, progress)
    for article in articles:
        for reference in article.references:
            await resolving.add(article.document.path, reference)
    await resolving.search()
    return Resolved(resolving.references, planner.known, tuple(sorted(resolving.journals)))


class _Resolving:
    """Reference after reference to its resolution; those to be searched for are gathered, many at a time."""

    def __init__(self, sources: Sources, planner: Planner, memo: Memo, progress: Progress) -> None:
        self.references: Spill[tuple[str, str], Resolution] = Spill(Resolution)
        self.journals: set[str] = set()
        self._planner = planner
        self._memo = memo
        self._progress = progress
        self._search = Search(sources, planner, memo, progress)
        self._sought: list[tuple[str, Reference, _Identified]] = []

    async def add(self, path: str, reference: Reference) -> None:
        """Resolve a reference by its identifiers, or note it to be searched for."""
        identified = _identify(reference, self._planner.known, self._memo)
        if not _is_sought(identified):
            self._progress.advance()
            self._put(path, reference, identified, None)
            return
        self._sought.append((path, reference, identified))
        if len(self._sought) == _MANY:
            await self.search()

    async def search(self) -> None:
        """Search for those that were noted."""
        searched = await self._search.search([reference for _, reference, _ in self._sought])
        for (path, reference, identified), one in zip(self._sought, searched, strict=True):
            self._put(path, reference, identified, one)
        self._sought.clear()

    def _put(self, path: str, reference: Reference, identified: _Identified, searched: Searched | None) -> None:
        resolution = _resolution(reference, identified, searched)
        self.journals.update(resolution.record.journal_names if resolution.record else ())
        self.references.put((path, reference.label), resolution)


def _references(articles: Iterable[Article]) -> Iterator[Reference]:
    return (reference for article in articles for reference in article.references)


def identifiers_of(article: Article) -> Iterator[Key]:
    """Every identifier of an article that can be asked for, in and outside its list."""
    for reference in article.references:
        yield from reference.leads.items()
    for identifier in article.identifiers:
        if not identifier.malformed:
            yield identifier.type, identifier.value


def _companions(cited: Iterable[Reference], known: Mapping[Key, Lookup]) -> list[Key]:
    """The DOIs of works that were found by another identifier: Crossref may know more dates, names and notices."""
    lookups = (known[key] for reference in cited for key in reference.leads.items())
    records = (lookup.record for lookup in lookups if lookup.record)
    return [(IdentifierType.DOI, record.doi) for record in records if record.doi and record.source == "pubmed"]


def _records(lookup: Lookup, known: Mapping[Key, Lookup]) -> list[Record]:
    """The record of an identifier, and before it the one of its DOI if another index has that."""
    if lookup.record is None:
        return []
    companion = known.get((IdentifierType.DOI, lookup.record.doi))
    if companion is None or companion.record is None or companion.record == lookup.record:
        return [lookup.record]
    return [companion.record, lookup.record]


def _identify(reference: Reference, known: Mapping[Key, Lookup], memo: Memo) -> _Identified:
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
    best = _Identified(lookups)
    best_probability = -1.0
    for kind, records in works:
        work_record = union(records)
        agreement = memo.agreement(reference, work_record)
        decided = same_work(agreement, reference, work_record)
        if decided.probability > best_probability:
            best_probability = decided.probability
            best = _Identified(lookups, work_record, kind.value, decided.decision, agreement)
    if not reference.identifiers:
        return replace(best, lookups=()) if best.decision == "same" else _Identified()
    return best


def _is_sought(identified: _Identified) -> bool:
    """Whether to search: no record though every source has answered, or the record of another work."""
    if identified.record:
        return identified.decision != "same"
    return all(lookup.status is Status.MISSING for lookup in identified.lookups)


def _resolution(reference: Reference, identified: _Identified, searched: Searched | None) -> Resolution:
    if searched is None:
        return Resolution(
            identified.lookups, identified.record, identified.found_by,
            searchable=is_searchable(reference), covered=is_covered(reference), agreement=identified.agreement,
        )  # fmt: skip
    accepted = searched.accepted.record if searched.accepted else None
    elsewhere = identified.record is not None and accepted is not None and not one_work(identified.record, accepted)
    return Resolution(
        identified.lookups,
        identified.record or accepted,
        identified.found_by or ("search" if accepted else ""),
        described=accepted if elsewhere else None,
        searched=searched.searched,
        unreachable=searched.unreachable,
        searchable=searched.searchable,
        covered=searched.covered,
        candidate=searched.candidate,
        agreement=identified.agreement if identified.record else MappingProxyType({}),
    )
