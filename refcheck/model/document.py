"""A document as a reader gives it: its text, where each character came from, and what the format marks in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text: character offsets, `start` inclusive, `end` exclusive."""

    start: int
    end: int

    def __contains__(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in what the user wrote: offsets, and line and column, both from 1."""

    start: int
    end: int
    line: int
    column: int


class MarkType(StrEnum):
    """What a format can say of a stretch of text."""

    HEADING = "heading"  # value: its level, "1" to "6"
    ITALIC = "italic"
    BOLD = "bold"
    SUPERSCRIPT = "superscript"
    LINK = "link"  # value: the address
    LIST_ITEM = "list-item"  # value: the number or bullet that the format prints before it
    CODE = "code"
    COMMENT = "comment"  # value: the comment's text; its span is where it stands, and may be empty
    FOOTNOTE = "footnote"  # value: its label
    PAGE = "page"  # value: the page's number as a string; a format with pages only


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that the format says of a stretch of the text."""

    type: MarkType
    span: Span
    value: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A reference that the format itself keeps as fields: a .bib entry, a RIS record, a Zotero field code.

    Attributes:
        key: the format's own key ("smith2020"), or "" where it has none.
        type: the format's type of work in lower case ("article", "book", "thesis").
        fields: plain text (markup decoded) by lower-case BibTeX-like name: author, editor, title, journal, booktitle,
            year, volume, number, pages, doi, pmid, pmcid, eprint, url, note, school, publisher … Authors are joined
            by " and " in the form "Family, Given"; a collective name stands in braces.
        span: the whole entry in the document's text.
        field_spans: where each field's value stands, for those that can be told.
    """

    key: str
    type: str
    fields: Mapping[str, str]
    span: Span
    field_spans: Mapping[str, Span] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class FormatCitation:
    r"""A citation that the format itself marks: ``\\cite{a,b}``, ``[@a; @b]``, a Word field. `keys` are entry keys."""

    span: Span
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Document:
    """What a reader makes of a file.

    Attributes:
        path: relative POSIX path, or "-" for standard input.
        format: the reader's name: "text", "markdown", "html", "bibtex" …
        text: the readable text; paragraphs end in a newline. Everything downstream works on it.
        source: what the user wrote, decoded; for a binary format the same as `text`.
        origin: where `text` came from: pairs (offset in text, offset in source), ascending, each the start of a run
            in which both advance together. Empty means that text is source.
        marks: what the format says of stretches of `text`, in order of position.
        entries: references that the format keeps as fields, in order.
        citations: citations that the format marks, in order.
        title: the document's title if the format names one, else "".
        date: when the format says that it was written, "YYYY", "YYYY-MM" or "YYYY-MM-DD", else "".
        encoding: the character encoding it was decoded from.
        problems: what could not be read, a sentence each ("line 12: the entry 'x' has no closing brace; passed over").
    """

    path: str
    format: str
    text: str
    source: str = ""
    origin: tuple[tuple[int, int], ...] = ()
    marks: tuple[Mark, ...] = ()
    entries: tuple[Entry, ...] = ()
    citations: tuple[FormatCitation, ...] = ()
    title: str = ""
    date: str = ""
    encoding: str = "utf-8"
    problems: tuple[str, ...] = ()

    @cached_property
    def _line_starts(self) -> list[int]:
        source = self.source or self.text
        return [0, *(i + 1 for i, character in enumerate(source) if character == "\n")]

    @cached_property
    def _origin_starts(self) -> list[int]:
        return [start for start, _ in self.origin]

    def source_offset(self, offset: int) -> int:
        """The offset in `source` of the character at `offset` in `text`."""
        if not self.origin:
            return offset
        run = max(0, bisect_right(self._origin_starts, offset) - 1)
        start, origin = self.origin[run]
        moved = origin + max(0, offset - start)
        if run + 1 < len(self.origin):  # text that the reader added has no source of its own
            moved = min(moved, max(origin, self.origin[run + 1][1]))
        return min(moved, len(self.source))

    def place(self, span: Span) -> Place:
        """Where a span of `text` stands in what the user wrote."""
        start = self.source_offset(span.start)
        end = self.source_offset(span.end - 1) + 1 if span.end > span.start else start
        line = bisect_right(self._line_starts, start)
        return Place(start, max(start, end), line, start - self._line_starts[line - 1] + 1)

    def marked(self, kind: MarkType) -> list[Mark]:
        """The marks of one type, in order."""
        return [mark for mark in self.marks if mark.type is kind]
