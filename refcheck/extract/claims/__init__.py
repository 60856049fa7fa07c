"""Claims: what the prose of a document says of where and when the works it cites were published."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from refcheck.extract.claims.linking import Linker
from refcheck.extract.claims.sentences import is_chinese, paragraphs, sentences
from refcheck.extract.claims.statement import Statement
from refcheck.model import Citation, Claim, Document, MarkType, Reference, Span
from refcheck.text.dates import DatedSpan, find_dates

# A paragraph longer than this is no prose (a table, a dump): it is read only so far.
_LONGEST_PARAGRAPH = 20_000

FindStatements = Callable[[str, Span, Sequence[DatedSpan], Sequence[Span], Sequence[Span]], list[Statement]]


def find_claims(
    document: Document,
    language: str,
    references: Sequence[Reference],
    citations: Sequence[Citation],
    list_span: Span | None,
    *,
    entries: Sequence[Span] = (),
) -> list[Claim]:
    """Every claim of a document, in order of position; the reference list makes none.

    Args:
        document: the document.
        language: its language; each sentence is read in its own.
        references: its references, which claims are linked to.
        citations: its markers.
        list_span: where the reference list stands.
        entries: where the entries of a database stand, in order, which are no prose either.
    """
    del language
    linker = Linker(document, references, citations)
    markers = sorted(citation.span for citation in citations)
    italics = [mark.span for mark in document.marked(MarkType.ITALIC)]
    text = document.text
    for begin, end in _between([*entries, list_span] if list_span else entries, len(text)):
        previous: Span | None = None
        for paragraph in paragraphs(text, begin, end):
            previous = _read_paragraph(text, paragraph, markers, italics, linker, previous)
    return linker.made


def _between(spans: Sequence[Span], length: int) -> Iterator[tuple[int, int]]:
    """The stretches of a text of this length outside some spans, which are in order."""
    ends = [0, *(span.end for span in spans)]
    starts = [*(span.start for span in spans), length]
    return zip(ends, starts, strict=True)


def _read_paragraph(
    text: str, paragraph: Span, markers: Sequence[Span], italics: Sequence[Span], linker: Linker, previous: Span | None
) -> Span | None:
    """Make the claims of one paragraph; returns its last sentence, which the next may refer back to."""
    paragraph = Span(paragraph.start, min(paragraph.end, paragraph.start + _LONGEST_PARAGRAPH))
    here = list(_within(markers, paragraph))
    slanted = list(_within(italics, paragraph))
    dates = find_dates(text, paragraph.start, paragraph.end)
    parts = sentences(text, paragraph, here)
    done = paragraph.start
    for sentence in parts:
        if sentence.start < done:
            continue
        find_statements = _in_language_of(text[sentence.start : sentence.end])
        found = find_statements(text, sentence, dates, here, slanted)
        statements = [_whole(statement, parts) for statement in found]
        for statement, following in _with_next(statements):
            linker.link(statement, paragraph, previous, following)
            done = max(done, statement.sentence.end)
        previous = statements[-1].sentence if statements else sentence
    return previous


def _in_language_of(sentence: str) -> FindStatements:
    """What reads a sentence; the patterns of a language take long to load, and most documents are in one."""
    if is_chinese(sentence):
        from refcheck.extract.claims import chinese  # noqa: PLC0415

        return chinese.find_statements
    from refcheck.extract.claims import english  # noqa: PLC0415

    return english.find_statements


def _whole(statement: Statement, parts: Sequence[Span]) -> Statement:
    """A statement whose journal's name holds what looked like the sentence's end, with the whole of its sentence."""
    end = statement.sentence.end
    last = parts[bisect_left(parts, end, key=lambda part: part.end)]
    return replace(statement, sentence=Span(statement.sentence.start, max(end, last.end)))


def _with_next(statements: Sequence[Statement]) -> Iterator[tuple[Statement, int]]:
    """Each statement with the place where the next one of its sentence begins."""
    for place, statement in enumerate(statements):
        last = place + 1 == len(statements)
        yield statement, statement.sentence.end if last else statements[place + 1].frame.start


def _within(spans: Sequence[Span], paragraph: Span) -> Iterator[Span]:
    for span in spans[bisect_left(spans, paragraph.start, key=lambda span: span.start) :]:
        if span.start >= paragraph.end:
            return
        yield span
