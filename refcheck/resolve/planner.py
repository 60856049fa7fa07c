"""Identifiers to lookups: everything a run wants to know, in the fewest requests.

Crossref is asked for all DOIs in batches. What its lists leave out goes to the registry, which names the agency of
each: Crossref's own are asked singly (aliases, and the few that lists omit), others go to their agency. Only when the
registry and the handle system both say that a DOI does not exist is it missing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace

from refcheck.model import Identifiers, IdentifierType, Lookup, Status
from refcheck.sources import Sources
from refcheck.sources.base import Source
from refcheck.sources.datacite import ARXIV_PREFIX
from refcheck.sources.doi_org import NONE
from refcheck.spill import Spill

Key = tuple[IdentifierType, str]


class Planner:
    """Asks for identifiers and remembers the answers of the run, so that nothing is asked twice."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self.known: Spill[Key, Lookup] = Spill(Lookup)
        self._status: dict[Key, Status] = {}  # of what is known, without reading it from a disk
        self._gathered: set[Key] = set()
        self._waiting: dict[IdentifierType, list[str]] = {kind: [] for kind in IdentifierType}
        self._unanswered: set[str] = set()  # DOIs of whose absence from Crossref's lists nothing follows
        self._sent: set[str] = set()  # DOIs that Crossref's lists were asked for ahead
        self._ahead: list[asyncio.Task[None]] = []

    def look_ahead(self, wanted: Iterable[Key]) -> None:
        """Begin to ask for what will be wanted, as far as it fills whole requests, while more is being gathered."""
        if self._sources.offline:
            return
        for kind, value in wanted:
            if (kind, value) not in self._gathered:
                self._gathered.add((kind, value))
                self._waiting[kind].append(value)
        dois, pmids = self._waiting[IdentifierType.DOI], self._waiting[IdentifierType.PMID]
        if full := self._sources.crossref.filling(dois):
            self._sent.update(full)
            self._waiting[IdentifierType.DOI] = [doi for doi in dois if doi not in self._sent]
            self._ahead.append(asyncio.create_task(self._list(full)))
        if full := self._sources.pubmed.filling(pmids):
            self._waiting[IdentifierType.PMID] = pmids[len(full) :]
            self._ahead.append(asyncio.create_task(self._fetch(full)))

    def has_found(self, keys: Iterable[Key]) -> bool:
        """Whether each of these identifiers has led to a record."""
        return all(self._status.get(key) is Status.FOUND for key in keys)

    async def look_up(self, wanted: Iterable[Key]) -> None:
        """Have an answer in `known` for each of `wanted`."""
        await asyncio.gather(*self._ahead)
        self._ahead.clear()
        keys = list(dict.fromkeys(wanted))
        new = [key for key in keys if key not in self.known]
        if self._sources.offline:
            self._embedded(new)
        asked: dict[IdentifierType, list[str]] = {kind: [] for kind in IdentifierType}
        for kind, value in new:
            if (kind, value) not in self.known:
                asked[kind].append(value)
        await asyncio.gather(
            self._dois(asked[IdentifierType.DOI]),
            self._medline(asked[IdentifierType.PMID], asked[IdentifierType.PMCID]),
            *map(self._arxiv, asked[IdentifierType.ARXIV]),
        )
        for source in self._sources.added:
            left = [key for key in new if key[0] in source.kinds and self._status[key] is not Status.FOUND]
            self._note(await asyncio.gather(*(self._elsewhere(source, key) for key in left)))
        self._embedded(key for key in keys if self._status[key] not in (Status.FOUND, Status.MISSING))

    def _embedded(self, keys: Iterable[Key]) -> None:
        """Take what files of records hold: offline before all else, online where no index has an answer."""
        self._note(found for key in keys if (found := self._sources.embedded.lookup(*key)))

    async def _elsewhere(self, source: Source, key: Key) -> Lookup:
        """An identifier that no built-in index has, at one that a plugin adds; only what it has changes the answer."""
        known, found = self.known[key], await source.work(*key)
        if found.status is Status.FOUND:
            return found
        asked = (*known.asked, source.name) if found.status is known.status is Status.MISSING else known.asked
        return replace(known, asked=asked)

    async def _dois(self, dois: Sequence[str]) -> None:
        await self._list([doi for doi in dois if doi not in self._sent])
        left = [doi for doi in dois if (IdentifierType.DOI, doi) not in self.known]
        agencies = await self._sources.doi_org.agencies(left) if left else {}
        answered = {doi for doi in left if doi not in self._unanswered and "," not in doi}
        self._note(await asyncio.gather(*(self._left_out(doi, agencies.get(doi), doi in answered) for doi in left)))

    async def _list(self, dois: Sequence[str]) -> None:
        async for lookups in self._sources.crossref.works(dois):
            self._note(lookup for lookup in lookups.values() if lookup.status is Status.FOUND)
            self._unanswered.update(doi for doi, one in lookups.items() if one.status is not Status.FOUND)

    async def _fetch(self, pmids: Sequence[str]) -> None:
        async for lookups in self._sources.pubmed.articles(pmids):
            self._note(lookups.values())

    async def _left_out(self, doi: str, agency: str | None, listed: bool) -> Lookup:
        """A DOI that Crossref's lists do not hold; `listed` says that Crossref has answered without it."""
        sources = self._sources
        if agency is None or agency.casefold() == "crossref":
            single = await sources.crossref.work(doi)
            if single.status is not Status.MISSING:
                return replace(single, agency=agency or single.agency)
            if agency:
                reason = "Crossref holds no metadata of it"
                return replace(single, status=Status.UNREADABLE, agency=agency, reason=reason)
            listed = True
        if agency == NONE or agency is None:
            exists = await sources.doi_org.exists(doi)
            if exists is False and agency == NONE:
                asked = (*((sources.crossref.name,) if listed else ()), sources.doi_org.name)
                return Lookup(IdentifierType.DOI, doi, Status.MISSING, asked=asked)
            if not exists:
                silent = Status.NOT_ASKED if sources.offline else Status.UNREACHABLE
                return Lookup(IdentifierType.DOI, doi, silent, reason="doi.org did not say whether it exists")
        if agency and agency.casefold() == "datacite":
            found = await sources.datacite.work(doi)
            if found.status is not Status.MISSING:
                return found
        return await sources.doi_org.work(doi, agency or "")

    async def _medline(self, pmids: Sequence[str], pmcids: Sequence[str]) -> None:
        """PMIDs, and PMCIDs by way of their PMIDs: both in one batch."""
        converted = await self._sources.idconv.convert(pmcids) if pmcids else {}
        others = [ids.pmid for _, ids, _ in converted.values() if ids.pmid]
        wanted = [pmid for pmid in dict.fromkeys([*pmids, *others]) if (IdentifierType.PMID, pmid) not in self.known]
        if wanted:
            await self._fetch(wanted)
        for pmcid, (status, ids, reason) in converted.items():
            if status is Status.FOUND:
                lookup = await self._converted(pmcid, ids)
            else:
                asked = (self._sources.idconv.name,) if status is Status.MISSING else ()
                lookup = Lookup(IdentifierType.PMCID, pmcid, status, asked=asked, reason=reason)
            self._note([lookup])

    async def _converted(self, pmcid: str, ids: Identifiers) -> Lookup:
        """The record of an article in PMC, by its PMID or else its DOI."""
        through = self.known.get((IdentifierType.PMID, ids.pmid)) if ids.pmid else None
        if (through is None or through.status is not Status.FOUND) and ids.doi:
            if (IdentifierType.DOI, ids.doi) not in self.known:
                await self._dois([ids.doi])
            through = self.known[IdentifierType.DOI, ids.doi]
        asked = (self._sources.idconv.name, *(through.asked if through else ()))
        if through is None or through.status is Status.MISSING:
            reason = "it has no PMID and no DOI"
            return Lookup(IdentifierType.PMCID, pmcid, Status.UNREADABLE, asked=asked, reason=reason)
        record = replace(through.record, pmcid=through.record.pmcid or pmcid) if through.record else None
        return replace(through, type=IdentifierType.PMCID, value=pmcid, record=record, asked=asked)

    async def _arxiv(self, arxiv: str) -> None:
        """An arXiv id: every paper has a DOI of DataCite's, so that one without does not exist."""
        doi = ARXIV_PREFIX + arxiv.lower()
        found = await self._sources.datacite.work(doi)
        if found.status is Status.MISSING:
            exists = await self._sources.doi_org.exists(doi)
            status = {True: Status.UNREADABLE, False: Status.MISSING, None: Status.UNREACHABLE}[exists]
            asked = (*found.asked, *(() if exists is None else (self._sources.doi_org.name,)))
            found = replace(found, status=status, asked=asked)
        record = replace(found.record, arxiv=arxiv) if found.record else None
        self._note([replace(found, type=IdentifierType.ARXIV, value=arxiv, record=record)])

    def _note(self, lookups: Iterable[Lookup]) -> None:
        for lookup in lookups:
            key = (lookup.type, lookup.value)
            self.known.put(key, lookup)
            self._status[key] = lookup.status
