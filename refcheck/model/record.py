"""What an index holds of a work, and what came of asking for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from refcheck.model.agreement import Agreement
from refcheck.model.identifier import IdentifierType
from refcheck.model.reference import Author, PartialDate


class DateType(StrEnum):
    """Which of a work's dates a date is."""

    PRINT = "print"
    ONLINE = "online"
    ISSUED = "issued"  # the index's own choice, where neither of the two is given
    ISSUE = "issue"  # the date of the journal issue (PubMed PubDate)
    ARTICLE = "article"  # the electronic date of the article (PubMed ArticleDate)
    POSTED = "posted"  # a preprint


@dataclass(frozen=True, slots=True)
class RecordDate:
    """One date of a work, and which one it is."""

    type: DateType
    date: PartialDate


class UpdateType(StrEnum):
    """What can happen to a work after publication."""

    RETRACTION = "retraction"
    WITHDRAWAL = "withdrawal"
    REMOVAL = "removal"
    EXPRESSION_OF_CONCERN = "expression_of_concern"
    CORRECTION = "correction"
    REINSTATEMENT = "reinstatement"


@dataclass(frozen=True, slots=True)
class Update:
    """A notice about a work: its type, the notice's DOI or PMID, who says so, and when."""

    type: UpdateType
    doi: str = ""
    pmid: str = ""
    source: str = ""  # "publisher", "retraction-watch", "pubmed"
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A work as one index, or several reconciled, hold it. An absent field is empty.

    Attributes:
        source: the index ("crossref", "pubmed", "datacite", "embedded"); "crossref+pubmed" for a union.
        type: Crossref's vocabulary ("journal-article", "posted-content", "dissertation", "book-chapter" …).
        title: the main title, markup removed.
        titles: every title: with subtitle, original, translated, vernacular; `title` is among them.
        journal: the full container title.
        journal_names: every name of the container: full, short, ISO, MEDLINE; `journal` is among them.
        dates: every date known, each with its type.
        updates: notices about this work.
        update_of: DOIs that this record is itself a notice about.
        preprint_of: DOIs of published versions; has_preprint: of its preprints.
        aliases: other DOIs that lead to this record.
        agency: the registration agency of the DOI, where it is known.
        origin: field name to source, for a union of several indexes.
        parts: the records that a union was made of; where they differ in a value, each of them has it its way.
    """

    source: str
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    arxiv: str = ""
    type: str = ""
    title: str = ""
    titles: tuple[str, ...] = ()
    journal: str = ""
    journal_names: tuple[str, ...] = ()
    issns: tuple[str, ...] = ()
    dates: tuple[RecordDate, ...] = ()
    authors: tuple[Author, ...] = ()
    volume: str = ""
    issue: str = ""
    pages: str = ""
    article_number: str = ""
    publisher: str = ""
    language: str = ""
    updates: tuple[Update, ...] = ()
    update_of: tuple[str, ...] = ()
    preprint_of: tuple[str, ...] = ()
    has_preprint: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    agency: str = ""
    url: str = ""
    origin: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    parts: tuple[Record, ...] = ()

    @property
    def years(self) -> tuple[int, ...]:
        """Every year among the dates, ascending, each once."""
        return tuple(sorted({dated.date.year for dated in self.dates}))


class Status(StrEnum):
    """What an index, or all that were asked, answered for one identifier."""

    FOUND = "found"
    MISSING = "missing"  # every authority answers that it does not exist
    UNREADABLE = "unreadable"  # it exists, and its metadata cannot be read (NV802)
    UNREACHABLE = "unreachable"  # an authority did not answer: no evidence of anything (NV803)
    NOT_ASKED = "not-asked"  # offline and not in the cache


@dataclass(frozen=True, slots=True)
class Lookup:
    """The answer for one identifier.

    Attributes:
        record: set exactly when `status` is FOUND.
        asked: the sources that answered, in the order asked.
        agency: the DOI's registration agency, where it is known.
        reason: for UNREACHABLE and UNREADABLE, a sentence.
    """

    type: IdentifierType
    value: str
    status: Status
    record: Record | None = None
    asked: tuple[str, ...] = ()
    agency: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that a search brought, and the probability (0 to 1) that it is the work described."""

    record: Record
    probability: float
    found_by: str  # "crossref search", "ECitMatch" …


@dataclass(frozen=True, slots=True)
class Resolution:
    """Everything learnt about the work that a reference describes.

    Attributes:
        lookups: the answer for each identifier that the reference gives.
        record: the record that the reference is compared with: by identifier, or else the accepted candidate.
        found_by: "doi", "pmid", "pmcid", "arxiv", "search", or "" when there is no record.
        described: the record that a search found for the description, when the identifiers lead elsewhere or nowhere.
        searched: the indexes that were searched and answered.
        unreachable: the indexes that should have been asked and did not answer.
        searchable: whether the reference says enough to be searched for.
        agreement: how the record's fields agree with the reference's, where resolving has compared them.
        covered: whether an index that was asked covers its kind of work (not Chinese journals, theses, books, webs).
        candidate: where no record was accepted, the one that a search brought which comes closest.
    """

    lookups: tuple[Lookup, ...] = ()
    record: Record | None = None
    found_by: str = ""
    described: Record | None = None
    searched: tuple[str, ...] = ()
    unreachable: tuple[str, ...] = ()
    searchable: bool = True
    covered: bool = True
    agreement: Mapping[str, Agreement] = field(default_factory=lambda: MappingProxyType({}))
    candidate: Candidate | None = None
