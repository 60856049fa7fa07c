"""From printed lines to the text of a document: prose by paragraphs, reference lists line by line as they are printed.

What finds the entries of a list wants its lines; what reads prose wants sentences that no line end breaks, and words
that no hyphen does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import pairwise

from refcheck.extract.headings import find_regions
from refcheck.extract.reference_list import segment
from refcheck.extract.unwrap import hyphenated_words, unwrap
from refcheck.model.document import Document, Mark, MarkType, Span
from refcheck.readers._pdf_layout import Printed, ends_on_purpose
from refcheck.readers._pdf_lines import pieces
from refcheck.readers._pdf_text import Link, Run

_RAISED = 0.2  # sizes of the text around: as high as that, a small number is a superscript
_SMALL = 0.85
_TAIL = 4000  # characters in which a list has some years
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_GO_ON = {MarkType.LINK, MarkType.ITALIC, MarkType.HEADING}
_BULLET = re.compile(r"[•·▪◦‣●○■□◆–—*]\s?\S")
_IDENTIFIER = re.compile(r"(?:PMC?ID|doi)\b", re.IGNORECASE)
_ADDRESS_GOES_ON = re.compile(r"[a-z0-9/.(_-]")
_LABEL = re.compile(r"\d{1,4}[.)]?\s")
# No DOI ends in these signs, or has no digit after its slash
_FULL_STOP = re.compile(r"\b10\.\d{4,9}/\S{1,100}\.$")
_REST_OF_NUMBER = re.compile(r"(?!(?:19|20)\d\d\b)\d{3,8}(?:\.[a-z0-9]{1,6})?\.?(?:$|\s+PMC?ID)")  # no year, no label
_UNFINISHED = re.compile(
    r"(?:https?:/{0,2}|\bdoi\.org/?|\b10\.|\b10\.\d{4,9}/(?:[^\d\s]{0,40}|\S{1,100}[-_/(]))$", re.IGNORECASE
)
_BLANK_FOLLOWS = re.compile(r"[A-Za-z0-9,;:)]")  # at a line's end, when it is joined to the next
_ADDRESS = re.compile(r"(?:https?:|www\.|doi|10\.\d{4,9}/)\S{0,200}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Draft:
    """The lines as printed: their text and marks, and where each stands."""

    text: str
    marks: tuple[Mark, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A run in the text: where it stands there, its page, and the place of its first character among the page's."""

    span: Span
    page: int
    first: int


def compose(lines: Sequence[Printed], links: Mapping[int, Sequence[Link]]) -> tuple[str, tuple[Mark, ...]]:
    """The text of a document, and its marks in order of position.

    Args:
        lines: all of its lines in order.
        links: the links of each page.
    """
    draft = _draft(lines, links)
    text, moved = _flowing(draft, lines, _lists(draft))
    marks = [replace(mark, span=moved(mark.span)) for mark in draft.marks]
    marks = [mark for mark in marks if mark.span.start < mark.span.end]
    return text, tuple(sorted(_whole(marks, text), key=lambda mark: (mark.span.start, -mark.span.end)))


def drawn(lines: Sequence[Printed], links: Mapping[int, Sequence[Link]]) -> tuple[str, list[Drawn]]:
    """The text as `compose` makes it, and the runs that it is made of, in order."""
    draft = _draft(lines, links)
    text, moved = _flowing(draft, lines, _lists(draft))
    found = []
    for printed, span in zip(lines, draft.spans, strict=True):
        position = span.start
        for run, piece in pieces(printed.line.runs):
            position += len(piece)
            found.append(Drawn(moved(Span(position - len(run.text), position)), printed.line.page, run.first))
    return text, found


def _draft(lines: Sequence[Printed], links: Mapping[int, Sequence[Link]]) -> _Draft:
    parts: list[str] = []
    marks: list[Mark] = []
    spans: list[Span] = []
    position = 0
    draws_blanks = _draws_blanks(lines)
    sorted_links = {page: sorted(of_page, key=lambda link: link.first) for page, of_page in links.items()}
    for number, printed in enumerate(lines):
        before = _separator(lines[number - 1], printed) if number else ""
        broken = number > 0 and _is_broken(lines[number - 1], printed, draws_blanks=draws_blanks)
        parts.append("" if broken else before)
        position += len(parts[-1])
        start = position
        main = printed.line.main
        page_links = sorted_links.get(printed.line.page, [])
        for place, (run, piece) in enumerate(pieces(printed.line.runs)):
            parts.append(piece)
            position += len(piece)
            at = Span(position - len(run.text), position)
            marks.extend(_marks_of(run, at, page_links))
            if place and is_raised(run, main) and not printed.heading:
                marks.append(Mark(MarkType.SUPERSCRIPT, at))
        spans.append(Span(start, position))
        if printed.heading:
            marks.append(Mark(MarkType.HEADING, spans[-1], printed.heading))
    parts.append("\n")
    marks.extend(_pages(lines, spans))
    return _Draft("".join(parts), tuple(marks), tuple(spans))


def _draws_blanks(lines: Sequence[Printed]) -> bool:
    """Whether the blank at a line's end is drawn, as most programs do and TeX does not."""
    inside = [a for a, b in pairwise(lines) if not b.gap and a.room < a.line.size and a.line.text[-1].isalpha()]
    return sum(each.line.runs[-1].ends_word for each in inside) > 0.6 * len(inside)


def _is_broken(last: Printed, printed: Printed, *, draws_blanks: bool) -> bool:
    """Whether a line end stands inside an address: it is unfinished, or no blank is drawn where others are."""
    if printed.gap or last.line.runs[-1].ends_word or not _ADDRESS_GOES_ON.match(printed.line.text):
        return False
    word = _last_word(last.line.text)
    if _UNFINISHED.search(word) or (_FULL_STOP.search(word) and _REST_OF_NUMBER.match(printed.line.text)):
        return True
    if not draws_blanks or _LABEL.match(printed.line.text) or ends_on_purpose(last, printed):
        return False
    return _ADDRESS.search(word) is not None


def _last_word(text: str) -> str:
    """What follows the last blank: no address has one."""
    return text[text.rfind(" ") + 1 :]


def is_raised(run: Run, main: Run) -> bool:
    """Whether a run is a superscript beside the main run of its line."""
    return run.size <= _SMALL * main.size and run.base - main.base >= _RAISED * main.size


def _separator(last: Printed, printed: Printed) -> str:
    if printed.heading or last.heading:
        return "\n" if printed.heading == last.heading and not printed.gap else "\n\n"
    return "\n\n" if printed.gap else "\n"


def _marks_of(run: Run, at: Span, links: Sequence[Link]) -> Iterable[Mark]:
    if run.font.italic:
        yield Mark(MarkType.ITALIC, at)
    if not links:
        return
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
    if len(_YEAR.findall(draft.text[-_TAIL:])) < 3:
        return []
    found = segment(document).span  # a list without a heading ends the document
    return [found] if found else []


def _flowing(draft: _Draft, lines: Sequence[Printed], lists: Sequence[Span]) -> tuple[str, Callable[[Span], Span]]:
    """The text with the lines of each paragraph joined, lists excepted, and what has become of a span of the draft."""
    hyphenated = hyphenated_words(" ".join(word for word in draft.text.split() if "-" in word))
    parts: list[str] = []
    old: list[int] = []  # places in the draft, and …
    new: list[int] = []  # … what has become of them, at the start of each run in which both advance together
    position = end = 0
    for group in _paragraphs(draft, lines, lists):
        between = draft.text[end : group[0].start]
        parts.append(between)
        position += len(between)
        for number, span in enumerate(group):
            grown = _growth(draft.text, span, group[number + 1], hyphenated) if number + 1 < len(group) else 0
            body = draft.text[span.start : span.end + min(0, grown)]
            parts += (body, " " * grown)
            old.append(span.start)
            new.append(position)
            position += len(body) + max(0, grown)
        end = group[-1].end
    parts.append("\n")
    new.append(position)

    def moved(span: Span) -> Span:
        start, end = (max(0, bisect_right(old, offset) - 1) for offset in (span.start, span.end - 1))
        return Span(
            min(new[start] + span.start - old[start], new[start + 1]),
            min(new[end] + span.end - old[end], new[end + 1]),
        )

    return "".join(parts), moved


def _growth(text: str, line: Span, following: Span, hyphenated: AbstractSet[str]) -> int:
    """What joining two lines adds: 1 for a blank, 0 for nothing, -1 when the hyphen between them goes."""
    if _BLANK_FOLLOWS.match(text, line.end - 1):
        return 1
    last = Span(max(line.start, text.rfind(" ", line.start, line.end) + 1), line.end)
    stop = text.find(" ", following.start, following.end)
    first = Span(following.start, stop if stop >= 0 else following.end)
    joined = unwrap(text, (last, first), hyphenated).text
    return len(joined) - (last.end - last.start) - (first.end - first.start)


def _paragraphs(draft: _Draft, lines: Sequence[Printed], lists: Sequence[Span]) -> Iterable[list[Span]]:
    """The spans of lines that belong on one line."""
    group: list[Span] = []
    starts = [each.start for each in lists]
    for number, span in enumerate(draft.spans):
        place = bisect_right(starts, span.start) - 1
        listed = place >= 0 and span.start < lists[place].end
        last = draft.text[group[-1].start : group[-1].end] if group else ""
        if last and (_is_rest(lines[number]) if listed else _continues(last, lines, number)):
            group.append(span)
            continue
        if group:
            yield group
        group = [span]
    if group:
        yield group


def _is_rest(printed: Printed) -> bool:
    """Whether a line of a list begins with an identifier: alone, and often repeated, it could pass for a head."""
    return not printed.gap and _IDENTIFIER.match(printed.line.text) is not None


def _continues(last_text: str, lines: Sequence[Printed], number: int) -> bool:
    """Whether a line of prose goes on in the line of this number."""
    last, printed = lines[number - 1], lines[number]
    if printed.heading or last.heading:
        return printed.heading == last.heading and not printed.gap
    if printed.gap or abs(last.line.size - printed.line.size) > 0.12 * last.line.size:
        return False
    if _BULLET.match(printed.line.text) or _ADDRESS.search(_last_word(last_text)):
        return False
    if last_text.endswith("-"):
        return True
    return not ends_on_purpose(last, printed)


def _whole(marks: Sequence[Mark], text: str) -> list[Mark]:
    """The marks, those that go on in the next run or line as one."""
    merged: list[Mark] = []
    last: dict[MarkType, int] = {}
    for mark in sorted(marks, key=lambda mark: mark.span):
        place = last.get(mark.type)
        if place is not None and mark.type in _GO_ON:
            before = merged[place]
            between = text[before.span.end : mark.span.start]
            if before.value == mark.value and not between.strip() and "\n\n" not in between:
                end = max(before.span.end, mark.span.end)
                merged[place] = replace(before, span=Span(before.span.start, end))
                continue
        last[mark.type] = len(merged)
        merged.append(mark)
    return merged
