"""Which source to ask, in which order, and which answer to accept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from refcheck.memo import Memo
from refcheck.model import Article, Lookup, Reference, Resolution
from refcheck.net import Cache
from refcheck.progress import Progress
from refcheck.resolve.identify import Identified, companions, identify, is_sought
from refcheck.resolve.planner import Key, Planner
from refcheck.resolve.reconcile import one_work
from refcheck.resolve.search import Search, Searched, is_covered, is_searchable
from refcheck.sources import Sources
from refcheck.spill import Spill

__all__ = ["Planner", "Resolved", "identifiers_of", "resolve"]

_MANY = 1_000  # references that are searched for together: enough to keep every index busy, few enough to hold
_PAUSE = 0.1  # seconds between two looks at what has been answered


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


async def resolve(
    articles: Sequence[Article],
    sources: Sources,
    progress: Progress,
    planner: Planner | None = None,
    memo: Memo | None = None,
) -> Resolved:
    """Find the record of each reference: by its identifiers, and where these do not lead to it, by search.

    All identifiers of all articles are asked for first, together; then the references without a record, or whose
    identifiers lead to another work, are searched for.

    Args:
        articles: what was extracted; each asked for several times.
        sources: the indexes.
        progress: is told of each reference that is done.
        planner: one that has looked ahead while the articles were extracted.
        memo: what earlier runs have worked out.
    """
    planner, memo = planner or Planner(sources), memo or Memo(Cache(None))
    wanted, count = [], 0
    for article in articles:
        wanted.append(tuple(identifiers_of(article)))
        count += len(article.references)
    progress.stage("resolving", count)
    resolving = _Resolving(sources, planner, memo, progress)
    lacking: dict[int, list[Key]] = {}
    async for number in _as_answered(wanted, planner):
        article = articles[number]
        left = [key for key in companions(article.references, planner.known) if key not in planner.known]
        if left:
            lacking[number] = left
        else:
            await resolving.add(article)
    await planner.look_up(key for keys in lacking.values() for key in keys)
    for number in lacking:
        await resolving.add(articles[number])
    await resolving.search()
    return Resolved(resolving.references, planner.known, tuple(sorted(resolving.journals)))


async def _as_answered(wanted: Sequence[Sequence[Key]], planner: Planner) -> AsyncIterator[int]:
    """The numbers of the articles whose identifiers are wanted, each as soon as all of its are found.

    So records are compared while others are waited for. Those of which some are not found come at the end.
    """
    answering = asyncio.create_task(planner.look_up(key for keys in wanted for key in keys))
    left = list(range(len(wanted)))
    while not answering.done():
        await asyncio.wait({answering}, timeout=_PAUSE)
        found = {number for number in left if planner.has_found(wanted[number])}
        left = [number for number in left if number not in found]
        for number in sorted(found):
            yield number
            await asyncio.sleep(0)  # for answers that have arrived
    await answering
    for number in left:
        yield number


class _Resolving:
    """Reference after reference to its resolution; those to be searched for are gathered, many at a time."""

    def __init__(self, sources: Sources, planner: Planner, memo: Memo, progress: Progress) -> None:
        self.references: Spill[tuple[str, str], Resolution] = Spill(Resolution)
        self.journals: set[str] = set()
        self._planner = planner
        self._memo = memo
        self._progress = progress
        self._search = Search(sources, planner, memo, progress)
        self._sought: list[tuple[str, Reference, Identified]] = []

    async def add(self, article: Article) -> None:
        """Resolve the references of an article by their identifiers, or note them to be searched for."""
        path = article.document.path
        for reference in article.references:
            identified = identify(reference, self._planner.known, self._memo)
            if is_sought(identified):
                self._sought.append((path, reference, identified))
            else:
                self._progress.advance()
                self._put(path, reference, identified, None)
        if len(self._sought) >= _MANY:
            await self.search()

    async def search(self) -> None:
        """Search for those that were noted."""
        searched = await self._search.search([reference for _, reference, _ in self._sought])
        for (path, reference, identified), one in zip(self._sought, searched, strict=True):
            self._put(path, reference, identified, one)
        self._sought.clear()

    def _put(self, path: str, reference: Reference, identified: Identified, searched: Searched | None) -> None:
        resolution = _resolution(reference, identified, searched)
        self.journals.update(resolution.record.journal_names if resolution.record else ())
        self.references.put((path, reference.label), resolution)


def identifiers_of(article: Article) -> Iterator[Key]:
    """Every identifier of an article that can be asked for, in and outside its list."""
    for reference in article.references:
        yield from reference.leads.items()
    for identifier in article.identifiers:
        if not identifier.malformed:
            yield identifier.type, identifier.value


def _resolution(reference: Reference, identified: Identified, searched: Searched | None) -> Resolution:
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
