"""References, claims and citations: what a document says of the works it cites."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from refcheck.model.document import Document, Span
from refcheck.model.identifier import Identifier, Identifiers


@dataclass(frozen=True, slots=True)
class Author:
    """A person (`family`, `given` or initials) or a group (`name` alone)."""

    family: str = ""
    given: str = ""
    name: str = ""

    def __str__(self) -> str:
        return self.name or ", ".join(part for part in (self.family, self.given) if part)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which the month and day may be unknown (0)."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        return "-".join(f"{part:02d}" for part in (self.year, self.month, self.day) if part)


@dataclass(frozen=True, slots=True)
class Fields:
    """The bibliographic fields of a reference as it claims them. An absent field is empty.

    Attributes:
        authors: in the printed order.
        et_al: whether the printed list says that there are more ("et al.", "等").
        title: of the cited work.
        journal: the container title: journal, book or proceedings.
        year: as printed, four digits and perhaps a letter removed.
        volume, issue, pages: as printed; an article number stands in `pages`.
        publisher: publisher or university, where the reference names one.
        type: "article", "book", "chapter", "thesis", "proceedings", "preprint", "webpage", "standard", "patent",
            "report", "dataset", or "" where it cannot be told.
        confidence: 0 to 1 for each field that was parsed from a string; 1 for what a format states.
    """

    authors: tuple[Author, ...] = ()
    et_al: bool = False
    title: str = ""
    journal: str = ""
    year: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    publisher: str = ""
    type: str = ""
    confidence: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))

    def shown(self, name: str, *, most: int | None = None) -> str:
        """A field as a reader is shown it; of the authors, the first `most`, then "et al."."""
        if name != "authors":
            return str(getattr(self, name))
        names = "; ".join(str(author) for author in self.authors[:most])
        more = self.et_al or (most is not None and len(self.authors) > most)
        return names + (" et al." if names and more else "")


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of the list.

    Attributes:
        label: the .bib key, the number as printed, or in an unnumbered list its place from 1. Unique in a document:
            a repeated printed number gets a suffix ("3", "3a").
        text: as printed, white space folded, without its label.
        span: where it stands in the document's text, label included.
        identifiers: the identifier of each scheme that it gives (the first valid one of each).
        known: those that the format knows of the work though the printed entry does not give them: a citation
            manager's field in Word.
        claimed: its fields.
        numbered: whether `label` is printed.
        structured: whether the format states the fields (a .bib entry), so that no parsing slip is possible.
        field_spans: where single fields stand in the document's text, for those that can be told.
    """

    label: str
    text: str
    span: Span
    identifiers: Identifiers = field(default_factory=Identifiers)
    known: Identifiers = field(default_factory=Identifiers, kw_only=True)
    claimed: Fields = field(default_factory=Fields)
    numbered: bool = False
    structured: bool = False
    field_spans: Mapping[str, Span] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def leads(self) -> Identifiers:
        """The identifiers to look the work up by: those that the reference gives, or else those known of it."""
        return self.identifiers or self.known


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation marker in the running text: [1], [2,3], [4-6], 【1】, a superscript, (Smith et al., 2020).

    Attributes:
        text: the marker as printed.
        span: where it stands.
        labels: labels of the references it points to, in order; a label without an entry stays in (CT402).
        missing: those of `labels` that the list does not have.
    """

    text: str
    span: Span
    labels: tuple[str, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """What a sentence says of where and when a cited work was published.

    Attributes:
        text: the sentence.
        span: where it stands.
        journal: the journal as named, without brackets or quotation marks, or "".
        date: the date as stated, or None.
        title: the title as stated, original or translated, or "".
        reference: the label of the reference it belongs to, or None (CL504).
        journal_span, date_span, title_span: where each stands.
    """

    text: str
    span: Span
    journal: str = ""
    date: PartialDate | None = None
    title: str = ""
    reference: str | None = None
    journal_span: Span | None = None
    date_span: Span | None = None
    title_span: Span | None = None

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where a finding about this claim may stand: the sentence and its parts."""
        parts = (self.journal_span, self.date_span, self.title_span)
        return (self.span, *(part for part in parts if part))


@dataclass(frozen=True, slots=True)
class Article:
    """A document and everything that was found in it.

    Attributes:
        language: "en", "zh-Hans", "zh-Hant" or "und".
        title: of the article, from the format or the first line.
        identifiers: every identifier in the document, in and outside the list, in order of position.
        list_span: where the reference list stands, None when no list was found.
    """

    document: Document
    language: str
    title: str
    references: tuple[Reference, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    citations: tuple[Citation, ...] = ()
    claims: tuple[Claim, ...] = ()
    list_span: Span | None = None
