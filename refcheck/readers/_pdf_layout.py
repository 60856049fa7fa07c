"""What the layout of printed lines says: paragraphs, indents and headings."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from refcheck.extract.unnumbered import begins_with_authors
from refcheck.readers._pdf_lines import Line

_PARTED = 1.2  # times the usual distance of lines: a paragraph ends
_INDENTED = 0.6  # sizes; the usual indent is one to two
_MOST_INDENTED = 6.0  # sizes; what stands further in is centred
_LARGER = 1.12  # times the size of the text: a heading
_HEADING_LINES = 4
_LONGEST_HEADING = 200
_LONGEST_BOLD_HEADING = 90
_CLOSING = re.compile(r"[.。!?！？)）\]”\"\d]")
_FOOTNOTE = 0.93  # times the size of the text
_FOOTNOTE_SIGN = re.compile(r"\d{1,3}\D|[*†‡§¶]")
_CJK = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Printed:
    """A line with what its surroundings say of it.

    Attributes:
        line: the line.
        gap: whether it begins a paragraph: by the space above it or by its indent.
        room: how much space is left between its end and that of its column, in points.
        heading: the level of the heading that it is, or "".
    """

    line: Line
    gap: bool
    room: float
    heading: str = ""


def lay_out(blocks: Sequence[Sequence[Line]]) -> list[Printed]:
    """The lines of all pages in order, `blocks` being stretches of one column."""
    if not blocks:
        return []
    body = body_size(line for block in blocks for line in block)
    distances = _usual_distances(blocks)
    found: list[Printed] = []
    for block, margin in zip(blocks, _margins(blocks), strict=True):
        usual = distances | _usual_distances([block], fewest=6)
        right = _right_edge(block)
        indented = [_is_indented(line, margin) for line in block]
        lines = [Printed(line, gap=False, room=right - line.right) for line in block]
        begins = _begin_by_indent(lines, indented)
        for number, printed in enumerate(lines):
            line = printed.line
            if number == 0:
                gap = bool(found) and _closes(found[-1], printed, begins=begins[0] == indented[0])
            else:
                last = lines[number - 1].line
                most = max(usual.get(last.kind, 1.25 * last.size), usual.get(line.kind, 1.25 * line.size))
                gap = last.base - line.base > _PARTED * most or begins[number] == indented[number]
            found.append(replace(printed, gap=True) if gap else printed)
    return _with_headings(found, body)


def _begin_by_indent(lines: Sequence[Printed], indented: Sequence[bool]) -> list[bool | None]:
    """For each line, what `_begins_by_indent` says of the lines around it that are printed alike."""
    found: list[bool | None] = []
    for _, group in groupby(lines, key=lambda printed: (printed.line.kind[0], printed.line.bold)):
        alike = list(group)
        found += [_begins_by_indent(alike, indented[len(found) : len(found) + len(alike)])] * len(alike)
    return found


def _begins_by_indent(lines: Sequence[Printed], indented: Sequence[bool]) -> bool | None:
    """Whether paragraphs begin with an indented line, or, when they hang, with one that is not; None when neither.

    The line before a new paragraph is often shorter than it had to be, and ends in a full stop.
    """
    closed: dict[bool, list[float]] = {True: [], False: []}
    for (last, printed), further_in in zip(pairwise(lines), indented[1:], strict=True):
        closed[further_in].append(0.6 * ends_on_purpose(last, printed) + 0.4 * _is_closed(last.line))
    if not closed[True] or not closed[False]:
        return None
    first_lines, others = (sum(closed[each]) / len(closed[each]) for each in (True, False))
    if abs(first_lines - others) < 0.3 or max(first_lines, others) < 0.5:
        return None
    return first_lines > others


def body_size(lines: Iterable[Line]) -> float:
    """The size of most of the text."""
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return max(sizes, key=lambda size: sizes[size], default=10.0)


def ends_on_purpose(printed: Printed, following: Printed) -> bool:
    """Whether a line is shorter than it had to be: the first word of the next would have fitted."""
    text = following.line.text
    letter = (following.line.right - following.line.left) / len(text)
    word = 1 if _CJK.match(text) else len(text.split(" ", 1)[0])
    return printed.room > letter * word + printed.line.size


def _usual_distances(blocks: Sequence[Sequence[Line]], fewest: int = 1) -> dict[tuple[int, bool], float]:
    """The distance of lines in a paragraph for each kind that has as many; those between paragraphs may be more."""
    by_kind: dict[tuple[int, bool], list[float]] = defaultdict(list)
    for block in blocks:
        for a, b in pairwise(block):
            if a.kind == b.kind and a.base > b.base:
                by_kind[a.kind].append(a.base - b.base)
    return {
        kind: sorted(distances)[int(0.3 * len(distances))]
        for kind, distances in by_kind.items()
        if len(distances) >= fewest
    }


def _margins(blocks: Sequence[Sequence[Line]]) -> list[float]:
    """Where each block's column begins. A few lines may all be indented; the same column elsewhere tells."""
    own = [min(line.left for line in block) for block in blocks]
    weights: Mapping[int, int] = Counter(round(left) for left, block in zip(own, blocks, strict=True) for _ in block)
    found = []
    for left, block in zip(own, blocks, strict=True):
        reach = 2.5 * block[0].size
        others = [
            other for other, weight in weights.items() if weight >= 6 and left - reach <= other < left - _INDENTED
        ]
        found.append(float(max(others, key=lambda other: weights[other])) if others and len(block) <= 3 else left)
    return found


def _right_edge(block: Sequence[Line]) -> float:
    """Where a column ends; a long word or address may stand out of it."""
    ends = sorted(line.right for line in block)
    return ends[int(0.85 * (len(ends) - 1))] if len(ends) > 6 else ends[-1]


def _is_indented(line: Line, margin: float) -> bool:
    return _INDENTED * line.size <= line.left - margin <= _MOST_INDENTED * line.size


def _closes(last: Printed, following: Printed, *, begins: bool) -> bool:
    """Whether a paragraph ends at the end of a column; `begins` when the indent of the next line says so."""
    if abs(last.line.size - following.line.size) > 0.12 * following.line.size:
        return True
    if ends_on_purpose(last, following):
        return True
    return _is_closed(last.line) and (begins or begins_with_authors(following.line.text))


def _is_closed(line: Line) -> bool:
    """Whether a line ends as a sentence or an entry does."""
    return _CLOSING.match(line.text[-1:]) is not None


def _with_headings(lines: Sequence[Printed], body: float) -> list[Printed]:
    """The lines with the levels of those that are headings: the largest of the first page is the title."""
    first_page = [printed.line.size for printed in lines if printed.line.page == lines[0].line.page]
    largest = max(first_page, default=0.0)
    bold = sum(len(printed.line.text) for printed in lines if printed.line.bold)
    plain = sum(len(printed.line.text) for printed in lines) > 4 * bold
    found: list[Printed] = []
    for number, printed in enumerate(lines):
        level = ""
        line = printed.line
        if _is_large(lines, number, body):
            title = line.size >= 0.97 * largest and line.page == lines[0].line.page
            level = "1" if title else "2"
        elif plain and _is_bold_heading(lines, number):
            level = "3"
        found.append(replace(printed, heading=level) if level else printed)
    return found


def _is_large(lines: Sequence[Printed], number: int, body: float) -> bool:
    line = lines[number].line
    if line.size < _LARGER * body or len(line.text) > _LONGEST_HEADING or sum(map(str.isalpha, line.text)) < 2:
        return False
    around = lines[max(0, number - _HEADING_LINES) : number + _HEADING_LINES + 1]
    return sum(abs(other.line.size - line.size) < 0.3 for other in around) <= _HEADING_LINES


def _is_bold_heading(lines: Sequence[Printed], number: int) -> bool:
    """Whether a line that stands apart is bold, and no part of a reference."""
    printed = lines[number]
    text = printed.line.text
    before = lines[number - 1].line
    apart = number == 0 or printed.gap or before.page != printed.line.page or before.size > _LARGER * printed.line.size
    if not apart or not printed.line.bold or not 2 <= len(text) <= _LONGEST_BOLD_HEADING:
        return False
    return not re.search(r"[.,;。，；]$|\d{4}", text) and any(map(str.isalpha, text))


def without_footnotes(block: Sequence[Line], height: float) -> int:
    """How many lines of a column come before its footnotes.

    These are in smaller print, below `height`, and begin with a raised sign. They are read after the text, where they
    cannot come between the lines of a paragraph or reference.
    """
    main = body_size(block)
    count = len(block)
    for number in range(len(block) - 1, -1, -1):
        line = block[number]
        if line.size > _FOOTNOTE * main or line.base > height:
            break
        first = line.runs[0]
        if _FOOTNOTE_SIGN.match(line.text) and (first.size < 0.9 * line.size or not first.text[0].isdigit()):
            count = number
    return count
