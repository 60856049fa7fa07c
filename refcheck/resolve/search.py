"""References to candidates: searching for a work by its description, and accepting a record or none.

Exact matching at PubMed comes first, many references a request; what it does not find is searched for at Crossref, and
what Crossref does not have at Europe PMC (and OpenAlex with a key). A candidate is accepted only if it is, field by
field, the work described.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from refcheck.compare.reference import compare_reference
from refcheck.compare.same_work import same_work
from refcheck.memo import Memo
from refcheck.model import Agreement, Candidate, IdentifierType, Record, Reference
from refcheck.progress import Progress
from refcheck.resolve.planner import Key, Planner
from refcheck.resolve.reconcile import one_work, union
from refcheck.sources import Found, Sources
from refcheck.sources.pubmed import CitationKey
from refcheck.spill import Spill
from refcheck.text.chinese import is_chinese
from refcheck.text.folding import fold, words

_NOT_SEARCHED = frozenset({"webpage", "standard", "patent"})  # in no index that is asked
_NOT_COVERED = _NOT_SEARCHED | {"book", "chapter", "thesis", "report", "dataset"}
_IDENTIFIERS = re.compile(
    r"(?:https?://|www\.)\S{1,300}|\bdoi\s{0,3}:?\s{0,3}10\.\S{1,300}|\b10\.\d{4,9}/\S{1,300}|"
    r"\bPMID\s{0,3}:?\s{0,3}\d{1,8}|\b(?:PMCID\s{0,3}:?\s{0,3})?PMC\d{1,9}",
    re.IGNORECASE,
)
_FIRST_PAGE = re.compile(r"[A-Za-z]{0,5}\d{1,10}")
_NEAR = 60.0  # of 100; titles that share more words than not
_LONG = 500  # characters of a printed reference
_HAN = re.compile("[\u3400-\u9fff]")

Ask = Callable[[str], Awaitable[Found]]
Compare = Callable[[Reference, Record], Mapping[str, Agreement]]


@dataclass(frozen=True, slots=True)
class Searched:
    """What searching for one reference came to; see `Resolution` for the names."""

    accepted: Candidate | None = None
    candidate: Candidate | None = None
    stored: bool = False  # whether `accepted` is as an earlier run found it
    searched: tuple[str, ...] = ()
    unreachable: tuple[str, ...] = ()
    searchable: bool = True
    covered: bool = True


def is_searchable(reference: Reference) -> bool:
    """Whether a reference says enough: a title of some words, or journal, volume and page."""
    claimed = reference.claimed
    if len(words(claimed.title)) >= 3 or len(_HAN.findall(claimed.title)) >= 6:
        return True
    return bool(claimed.journal and claimed.volume and claimed.pages)


def is_covered(reference: Reference) -> bool:
    """Whether the indexes asked cover works of this kind: not Chinese ones, nor theses, books and web pages."""
    chinese = is_chinese(reference.claimed.title or reference.text)
    return not chinese and reference.claimed.type not in _NOT_COVERED


class Search:
    """Searches for the works that references describe."""

    def __init__(self, sources: Sources, planner: Planner, memo: Memo, progress: Progress) -> None:
        self._sources = sources
        self._planner = planner
        self._memo = memo
        self._progress = progress
        self._found: Spill[str, Found] = Spill(Found)
        self._under_way: dict[str, asyncio.Future[Found]] = {}

    async def search(self, references: Sequence[Reference]) -> list[Searched]:
        """Search for each; results in the order of `references`."""
        matched, silent = await self._matched(references)
        found = list(await asyncio.gather(*(
            self._one(reference, matched.get(number), silent) for number, reference in enumerate(references)
        )))  # fmt: skip
        return await self._completed(found)

    async def _matched(self, references: Sequence[Reference]) -> tuple[dict[int, Candidate], str | None]:
        """Exact matches at PubMed by number of reference, and None if it answered."""
        keys = {number: key for number, reference in enumerate(references) if (key := citation_key(reference))}
        if not keys:
            return {}, ""
        pmids, problem = await self._sources.pubmed.match(list(dict.fromkeys(keys.values())))
        await self._planner.look_up((IdentifierType.PMID, pmid) for pmid in pmids.values())
        accepted = {}
        for number, key in keys.items():
            lookup = self._planner.known.get((IdentifierType.PMID, pmids.get(key, "")))
            if lookup and lookup.record:
                candidate, _ = self._best(references[number], [lookup.record], "ECitMatch")
                if candidate:
                    accepted[number] = candidate
        return accepted, problem

    async def _one(self, reference: Reference, matched: Candidate | None, silent: str | None) -> Searched:
        """Search one reference, index after index until a candidate is accepted."""
        sources = self._sources
        covered, searchable = is_covered(reference), is_searchable(reference)
        searched: list[str] = []
        unreachable: list[str] = []
        if citation_key(reference):
            if silent is None:
                searched.append(sources.pubmed.name)
            elif silent:
                unreachable.append(sources.pubmed.name)
        accepted = matched or (self._embedded(reference) if sources.offline else None)
        others: list[Candidate] = []
        stored = False
        for name, ask, words_of_it in self._indexes(reference) if searchable else ():
            if accepted:
                break
            answer = await self._once(name, ask, words_of_it)
            if answer.answered:
                searched.append(name)
            elif answer.reason:
                unreachable.append(name)
            accepted, next_best = self._best(reference, answer.records, f"{name} search")
            others += [next_best] if next_best else []
            stored = answer.stored
        accepted = accepted or self._embedded(reference)
        self._progress.advance()
        return Searched(
            accepted,
            max(others, key=lambda other: other.probability, default=None),
            stored=stored,
            searched=tuple(dict.fromkeys(searched)),
            unreachable=tuple(unreachable),
            searchable=searchable,
            covered=covered,
        )

    def _embedded(self, reference: Reference) -> Candidate | None:
        """What files of records hold: offline before all else, online where no index has the work."""
        records = self._sources.embedded.search(description(reference))
        return self._best(reference, records, "embedded records")[0]

    def _indexes(self, reference: Reference) -> list[tuple[str, Ask, str]]:
        """The indexes to search for a reference, and for what."""
        sources, title = self._sources, _whole(reference.claimed.title)
        if reference.claimed.type in _NOT_SEARCHED:
            return []
        indexes: list[tuple[str, Ask, str]] = [(sources.crossref.name, sources.crossref.search, description(reference))]
        if is_covered(reference) and title:
            indexes.append((sources.europepmc.name, sources.europepmc.search, title))
            indexes.append((sources.openalex.name, sources.openalex.search, title))
        indexes += [(source.name, source.search, title) for source in sources.added if title]
        return indexes

    async def _once(self, name: str, ask: Ask, text: str) -> Found:
        """Search, unless the same was asked for another reference."""
        key = f"{name} {text.casefold()}"
        if key in self._found:
            return self._found[key]
        if key in self._under_way:
            return await self._under_way[key]
        self._under_way[key] = asyncio.ensure_future(ask(text))
        found = await self._under_way[key]
        self._found.put(key, found)
        del self._under_way[key]
        return found

    def _best(
        self, reference: Reference, records: Iterable[Record], found_by: str
    ) -> tuple[Candidate | None, Candidate | None]:
        return best(reference, records, found_by, self._memo.agreement)

    async def _completed(self, found: list[Searched]) -> list[Searched]:
        """What was found, with what Crossref and PubMed know of the same works: dates, names, and notices since."""
        wanted: set[Key] = set()
        for one in found:
            if one.accepted and (one.stored or _is_partial(one.accepted.record)):
                record = one.accepted.record
                wanted |= {(IdentifierType.DOI, record.doi)} if record.doi else set()
                wanted |= {(IdentifierType.PMID, record.pmid)} if record.pmid else set()
        await self._planner.look_up(sorted(wanted))
        return [replace(one, accepted=self._complete(one.accepted)) if one.accepted else one for one in found]

    def _complete(self, candidate: Candidate) -> Candidate:
        record, known = candidate.record, self._planner.known
        keys = ((IdentifierType.DOI, record.doi), (IdentifierType.PMID, record.pmid))
        newer = [lookup.record for key in keys if (lookup := known.get(key)) and lookup.record]
        if not newer:
            return candidate
        own = [] if record.source in {one.source for one in newer} else [record]
        return replace(candidate, record=union([*newer, *own]))


def best(
    reference: Reference, records: Iterable[Record], found_by: str, compare: Compare = compare_reference
) -> tuple[Candidate | None, Candidate | None]:
    """The record that is the work described, if any of them is; of several, the one that differs least.

    Args:
        reference: the description.
        records: what was found for it.
        found_by: where.
        compare: gives the agreement of a reference with a record.

    Returns:
        It, and the next best: another work that fits as well, or if none fits, the one that comes closest.
    """
    judged = []
    for record in records:
        decided = same_work(compare(reference, record), reference, record)
        fit = (decided.decision != "same", len(decided.wrong), bool(record.update_of), -round(decided.probability, 3))
        judged.append((fit, record.doi, record.pmid, Candidate(record, decided.probability, found_by)))
    judged.sort(key=lambda one: one[:3])
    fitting = [one for one in judged if not one[0][0]]
    if not fitting:
        near = (one[3] for one in judged if _is_near(reference.claimed.title, one[3].record))
        return None, max(near, key=lambda candidate: candidate.probability, default=None)
    first = fitting[0]
    rivals = (one[3] for one in fitting[1:] if one[0] == first[0] and not one_work(one[3].record, first[3].record))
    return first[3], next(rivals, None)


def _is_near(title: str, record: Record) -> bool:
    """Whether a record is worth showing to a reader who looks for a work of this title."""
    return bool(title) and any(fuzz.token_sort_ratio(fold(title), fold(other)) >= _NEAR for other in record.titles)


def description(reference: Reference) -> str:
    """What a search is given: the printed reference without its identifiers.

    The fields are given instead where a format states them, and where a long list of authors would drown the rest.
    """
    claimed = reference.claimed
    printed = " ".join(_IDENTIFIERS.sub(" ", _whole(reference.text[:4000])).split())
    if reference.structured or (len(printed) > _LONG and claimed.title):
        authors = [author.family or author.name for author in claimed.authors[:3]]
        parts = (*authors, claimed.title, claimed.journal, claimed.year, claimed.volume, claimed.pages)
        return _whole(" ".join(part for part in parts if part))
    return printed


def _whole(text: str) -> str:
    """A text without halves of characters, which a broken file may hold and no service can be sent."""
    return text.encode("utf-8", "replace").decode()


def citation_key(reference: Reference) -> CitationKey | None:
    """What ECitMatch needs to find a reference, None if it says too little or is in no language of PubMed's."""
    claimed = reference.claimed
    page = _FIRST_PAGE.match(claimed.pages.strip())
    year = claimed.year[:4]
    if not (claimed.journal and year.isdigit() and page and claimed.volume) or is_chinese(claimed.journal):
        return None
    author = claimed.authors[0].family if claimed.authors else ""
    journal, volume = _whole(claimed.journal.replace(".", " ")), _whole(claimed.volume)
    return CitationKey(journal, year, volume, page[0], _whole(author))


def _is_partial(record: Record) -> bool:
    return bool(record.doi) and record.source in ("pubmed", "europepmc", "openalex")
