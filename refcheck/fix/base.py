"""What a fix is: wanted by a finding, realised by a format, or left to the author with a word why."""

from __future__ import annotations

from dataclasses import dataclass

from refcheck.model import CheckedDocument, CheckedReference, Entry, Record, Span


@dataclass(frozen=True, slots=True)
class Want:
    """What a field of a reference should be, before it is known how to write it there.

    Attributes:
        label: the reference; "" for an identifier in the prose.
        field: by refcheck's names: "doi", "pmid", "journal", "pages" …
        value: as the record has it.
        code: of the finding.
        safe: whether it may be written without an eye on it.
        old: what stands there, for an identifier in its canonical form, or "" for a field that is missing.
        span: where, in the document's text.
    """

    label: str
    field: str
    value: str
    code: str
    safe: bool
    old: str
    span: Span


@dataclass(frozen=True, slots=True)
class Fix:
    """A change of the source: `span` (offsets in `Document.source`; empty for an insertion) becomes `replacement`."""

    want: Want
    span: Span
    replacement: str


@dataclass(frozen=True, slots=True)
class Left:
    """A change that was not made, and why."""

    want: Want
    why: str


@dataclass(frozen=True, slots=True)
class Task:
    """A want beside what is needed to write it: the document, and its reference unless it is of the prose."""

    want: Want
    document: CheckedDocument
    checked: CheckedReference | None = None

    @property
    def record(self) -> Record | None:
        """The record of the work cited."""
        return self.checked.resolution.record if self.checked else None


def source_span(document: CheckedDocument, span: Span) -> Span | None:
    """Where a span of the text stands in the source; None if it does not stand there character for character."""
    read = document.article.document
    place = read.place(span)
    written = (read.source or read.text)[place.start : place.end]
    shown = read.text[span.start : span.end]
    return Span(place.start, place.end) if written.replace("\r\n", "\n") == shown else None


def end_in_source(document: CheckedDocument, offset: int) -> int:
    """The place in the source right after the character of the text that stands before `offset`."""
    return document.article.document.source_offset(offset - 1) + 1


def entry_of(task: Task) -> Entry | None:
    """The entry that a want is about; None where it stands outside all of them."""
    at = task.checked.reference.span.start if task.checked else task.want.span.start
    return next((one for one in task.document.article.document.entries if one.span.start <= at < one.span.end), None)


def written(task: Task, span: Span, new: str) -> Fix | Left:
    """The change in the source, with the file's line ends."""
    source = task.document.article.document.source
    place = source_span(task.document, span)
    if span.start == span.end:
        at = end_in_source(task.document, span.end)
        place = Span(at, at)
    if place is None:
        return Left(task.want, "the source reads otherwise there")
    crlf = "\r\n" in source
    return Fix(task.want, place, new.replace("\r\n", "\n").replace("\n", "\r\n") if crlf else new)
