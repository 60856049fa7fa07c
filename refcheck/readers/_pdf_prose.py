"""From printed lines to the text of a document: prose by paragraphs, reference lists line by line as they are printed.

What finds the entries of a list wants its lines; what reads prose wants sentences that no line end breaks, and words
that no hyphen does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from refcheck.extract.headings import find_regions
from refcheck.extract.reference_list import segment
from refcheck.extract.unwrap import hyphenated_words, unwrap
from refcheck.model.document import Document, Mark, MarkType, Span
from refcheck.readers._pdf_layout import Printed, ends_on_purpose
from refcheck.readers._pdf_lines import main_run, pieces
from refcheck.readers._pdf_text import Link, Run

_INDENT = "    "
_RAISED = 0.2  # sizes of the text around: as high as that, a small number is a superscript
_SMALL = 0.85
_SENTENCE_END = re.compile(r"[.!?。！？:：;；]['\"”’」』)\]）]{0,3}$")
_BULLET = re.compile(r"[•·▪◦‣●○■□◆–—*]\s?\S")
_ADDRESS = re.compile(r"(?:https?:|www\.|doi|10\.\d{4,9}/)\S{0,200}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Draft:
    """The lines as printed: their text and marks, and where each stands."""

    text: str
    marks: tuple[Mark, ...]
    spans: tuple[Span, ...]


def compose(lines: Sequence[Printed], links: Mapping[int, Sequence[Link]]) -> tuple[str, tuple[Mark, ...]]:
    """The text of a document, and its marks in order of position.

    Args:
        lines: all of its lines in order.
        links: the links of each page.
    """
    draft = _draft(lines, links)
    text, marks = _flowing(draft, lines, _lists(draft))
    marks = [mark for mark in marks if mark.span.start < mark.span.end]
    return text, tuple(sorted(_linked(marks, text), key=lambda mark: (mark.span.start, -mark.span.end)))


def _draft(lines: Sequence[Printed], links: Mapping[int, Sequence[Link]]) -> _Draft:
    parts: list[str] = []
    marks: list[Mark] = []
    spans: list[Span] = []
    position = 0
    sorted_links = {page: sorted(of_page, key=lambda link: link.first) for page, of_page in links.items()}
    for number, printed in enumerate(lines):
        before = _separator(lines[number - 1], printed) if number else ""
        parts.append(before)
        position += len(before)
        start = position
        main = main_run(printed.line.runs)
        page_links = sorted_links.get(printed.line.page, [])
        for run, piece in pieces(printed.line.runs):
            parts.append(piece)
            position += len(piece)
            at = Span(position - len(run.text), position)
            marks.extend(_marks_of(run, main, at, page_links))
        spans.append(Span(start, position))
        if printed.heading:
            marks.append(Mark(MarkType.HEADING, spans[-1], printed.heading))
    parts.append("\n")
    marks.extend(_pages(lines, spans))
    return _Draft("".join(parts), tuple(marks), tuple(spans))


def _separator(last: Printed, printed: Printed) -> str:
    if printed.heading or last.heading:
        return "\n" if printed.heading == last.heading and not printed.gap else "\n\n"
    return ("\n\n" if printed.gap else "\n") + (_INDENT if printed.indented else "")


def _marks_of(run: Run, main: Run, at: Span, links: Sequence[Link]) -> Iterable[Mark]:
    if run.font.italic:
        yield Mark(MarkType.ITALIC, at)
    if run.size <= _SMALL * main.size and run.base - main.base >= _RAISED * main.size:
        yield Mark(MarkType.SUPERSCRIPT, at)
    place = bisect_right(links, run.first + len(run.text) - 1, key=lambda link: link.first) - 1
    while place >= 0 and links[place].last >= run.first:
        link = links[place]
        start = at.start + max(0, link.first - run.first)
        yield Mark(MarkType.LINK, Span(start, min(at.end, at.start + link.last + 1 - run.first)), link.address)
        place -= 1


def _pages(lines: Sequence[Printed], spans: Sequence[Span]) -> Iterable[Mark]:
    start = 0
    for number, printed in enumerate(lines):
        if number + 1 == len(lines) or lines[number + 1].line.page != printed.line.page:
            yield Mark(MarkType.PAGE, Span(spans[start].start, spans[number].end), str(printed.line.page))
            start = number + 1


def _lists(draft: _Draft) -> list[Span]:
    """Where reference lists stand."""
    document = Document(path="", format="pdf", text=draft.text, marks=draft.marks)
    if regions := find_regions(document):
        return regions
    found = segment(document).span  # a list without a heading
    return [found] if found else []


def _flowing(draft: _Draft, lines: Sequence[Printed], lists: Sequence[Span]) -> tuple[str, list[Mark]]:
    """The text with the lines of each paragraph joined, lists excepted, and the marks moved with it."""
    hyphenated = hyphenated_words(draft.text)
    parts: list[str] = []
    old: list[int] = []  # places in the draft, and …
    new: list[int] = []  # … what has become of them, at the start of each run in which both advance together
    position = end = 0
    for group in _paragraphs(draft, lines, lists):
        listed = any(group[0].start < each.end and each.start < group[-1].end for each in lists)
        between = draft.text[end : group[0].start]
        between = between if listed else between.rstrip(" ")
        joined = unwrap(draft.text, group, hyphenated)
        body = draft.text[group[0].start : group[0].end] if len(group) == 1 else joined.text
        runs = ((0, group[0].start),) if len(group) == 1 else joined.runs
        parts += (between, body)
        position += len(between)
        old += (place for _, place in runs)
        new += (position + offset for offset, _ in runs)
        position += len(body)
        end = group[-1].end
    parts.append("\n")
    new.append(position)

    def moved(offset: int) -> int:
        run = max(0, bisect_right(old, offset) - 1)
        return min(new[run] + max(0, offset - old[run]), new[run + 1])

    marks = [replace(mark, span=Span(moved(mark.span.start), moved(mark.span.end - 1) + 1)) for mark in draft.marks]
    return "".join(parts), marks


def _paragraphs(draft: _Draft, lines: Sequence[Printed], lists: Sequence[Span]) -> Iterable[list[Span]]:
    """The spans of lines that belong on one line."""
    group: list[Span] = []
    starts = [each.start for each in lists]
    for number, span in enumerate(draft.spans):
        place = bisect_right(starts, span.start) - 1
        listed = place >= 0 and span.start < lists[place].end
        if group and not listed and _continues(draft.text[group[-1].start : group[-1].end], lines, number):
            group.append(span)
            continue
        if group:
            yield group
        group = [span]
    if group:
        yield group


def _continues(last_text: str, lines: Sequence[Printed], number: int) -> bool:
    """Whether a line of prose goes on in the line of this number."""
    last, printed = lines[number - 1], lines[number]
    if printed.heading or last.heading:
        return printed.heading == last.heading and not printed.gap
    if printed.gap or abs(last.line.size - printed.line.size) > 0.12 * last.line.size:
        return False
    if _BULLET.match(printed.line.text) or _ADDRESS.search(last_text):
        return False
    if last_text.endswith("-"):
        return True
    if ends_on_purpose(last, printed):
        return False
    return not (printed.indented and not last.indented and _SENTENCE_END.search(last_text))


def _linked(marks: Sequence[Mark], text: str) -> list[Mark]:
    """The marks with those of a link that goes on in the next run or line as one."""
    links = sorted((mark for mark in marks if mark.type is MarkType.LINK), key=lambda mark: mark.span)
    merged: list[Mark] = []
    for mark in links:
        last = merged[-1] if merged else None
        if last and last.value == mark.value and not text[last.span.end : mark.span.start].strip():
            merged[-1] = replace(last, span=Span(last.span.start, max(last.span.end, mark.span.end)))
        else:
            merged.append(mark)
    return [*(mark for mark in marks if mark.type is not MarkType.LINK), *merged]
