"""What a page prints around its text: running heads and feet, page numbers, the line numbers of a manuscript."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from refcheck.readers._pdf_lines import Line

_ZONE = 0.2  # of a page's height, at the top and at the bottom
_SAME_HEIGHT = 3.0  # points
_PAGE_NUMBER = re.compile(
    r"(?:[-–—|·]\s?)?(?:(?:page|p\.|第)\s?)?(\d{1,5})(?:\s?(?:of|/|共)\s?\d{1,5})?\s?(?:页|頁)?(?:\s?[-–—|·])?",
    re.IGNORECASE,
)
_FAR = 2.0  # times the usual distance of lines, from the text
_WITH_OTHER_SIZE = 1.5  # the same for a row in larger or smaller print
_FROM_TEXT = 1.2  # the same for any row: pages may also begin with the same words
_WITH_NUMBER = 1.4  # the same for a row that holds the page's number
_MOST_ROWS = 3  # of a head or foot
_LETTERS = 3  # that a running head has at least


def without_furniture(pages: Mapping[int, Sequence[Line]], heights: Mapping[int, float]) -> dict[int, list[Line]]:
    """The lines of each page, without what repeats at its edges and the numbers of pages and lines."""
    numbered = {page: without_line_numbers(lines) for page, lines in pages.items()}
    edges = {page: _edges(lines, heights[page]) for page, lines in numbered.items()}
    numbers = _page_numbers(edges)
    distances = {page: _usual_distance(lines) for page, lines in numbered.items()}
    repeated = _repeated(edges) | numbers | _set_apart(distances, edges, numbers)
    dropped: set[int] = set()
    for page, sides in edges.items():
        usual = distances[page]
        for rows in sides:
            outside = 0
            for place, (row, following) in enumerate(pairwise(rows[: _MOST_ROWS + 1]), 1):
                if not all(id(line) in repeated or _is_lone_number(line, row, numbered[page]) for line in row):
                    break  # what stands further inside is text
                if abs(row[0].base - following[0].base) > _FROM_TEXT * usual:
                    outside = place
            dropped.update(id(line) for row in rows[:outside] for line in row)
    return {page: [line for line in lines if id(line) not in dropped] for page, lines in numbered.items()}


def without_line_numbers(lines: Sequence[Line]) -> list[Line]:
    """The lines without a margin that counts them, as manuscripts for review have."""
    numbers = [line for line in lines if line.text.isdecimal() and len(line.text) <= 4]
    if len(numbers) < 15 or 2 * len(numbers) < 0.8 * len(lines):
        return list(lines)
    text_left = sorted(line.left for line in lines if not line.text.isdecimal())
    margin = text_left[len(text_left) // 10] if text_left else 0.0
    outside = [line for line in numbers if line.right < margin]
    values = [int(line.text) for line in sorted(outside, key=lambda line: -line.base)]
    if len(values) < 15 or values != list(range(values[0], values[0] + len(values))):
        return list(lines)
    drop = {id(line) for line in outside}
    return [line for line in lines if id(line) not in drop]


Edge = list[list[Line]]


def _edges(lines: Sequence[Line], height: float) -> tuple[Edge, Edge]:
    """The rows near the top, from the outermost inwards, and those near the bottom; each with one row of the text."""
    rows = _rows(sorted(lines, key=lambda line: -line.base))
    top = sum(row[0].base > (1 - _ZONE) * height for row in rows)
    bottom = sum(row[0].base < _ZONE * height for row in rows)
    return rows[: top + 1], rows[::-1][: bottom + 1]


def _rows(lines: Sequence[Line]) -> Edge:
    found: Edge = []
    for line in lines:
        if found and abs(found[-1][0].base - line.base) <= _SAME_HEIGHT:
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _repeated(edges: Mapping[int, tuple[Edge, Edge]]) -> set[int]:
    """Lines that other pages have at the same height, numbers apart."""
    alike: dict[str, list[tuple[int, Line]]] = defaultdict(list)
    for page, sides in edges.items():
        for line in (line for rows in sides for row in rows for line in row):
            if sum(map(str.isalpha, line.text)) >= _LETTERS:
                alike[re.sub(r"\d+", "0", line.text.casefold())].append((page, line))
    wanted = 2 if len(edges) <= 5 else 3
    found: set[int] = set()
    for places in alike.values():
        for group in _at_one_height(places):
            if len({page for page, _ in group}) >= wanted:
                found.update(id(line) for _, line in group)
    return found


def _at_one_height(places: list[tuple[int, Line]]) -> list[list[tuple[int, Line]]]:
    groups: list[list[tuple[int, Line]]] = []
    for page, line in sorted(places, key=lambda place: place[1].base):
        if groups and line.base - groups[-1][-1][1].base <= _SAME_HEIGHT:
            groups[-1].append((page, line))
        else:
            groups.append([(page, line)])
    return groups


def _page_numbers(edges: Mapping[int, tuple[Edge, Edge]]) -> set[int]:
    """Numbers at the edges that count as the pages do."""
    by_offset: dict[int, list[tuple[int, Line]]] = defaultdict(list)
    for page, sides in edges.items():
        for line in (line for rows in sides for row in rows for line in row):
            if match := _PAGE_NUMBER.fullmatch(line.text):
                by_offset[int(match[1]) - page].append((page, line))
    return {id(line) for places in by_offset.values() if len({page for page, _ in places}) >= 2 for _, line in places}


def _set_apart(
    distances: Mapping[int, float], edges: Mapping[int, tuple[Edge, Edge]], numbers: AbstractSet[int]
) -> set[int]:
    """The outermost rows that stand far from the text and hold the page's number, or stand so on two pages.

    That tells a head that alternates with another one, or changes with the section.
    """
    apart: dict[int, tuple[int, list[Line]]] = {}
    found: set[int] = set()
    for page, sides in edges.items():
        usual = distances[page]
        for rows in sides:
            if len(rows) < 2:
                continue
            distance = abs(rows[0][0].base - rows[1][0].base)
            smaller = rows[0][0].size <= 1.05 * rows[1][0].size  # a slide's title is larger than its text
            if smaller and distance > (_FAR if _same_size(rows[0], rows[1]) else _WITH_OTHER_SIZE) * usual > 0:
                apart[id(rows[0][0])] = (page, rows[0])
            if distance > _WITH_NUMBER * usual > 0 and any(id(line) in numbers for line in rows[0]):
                found.update(map(id, rows[0]))
    for group in _at_one_height([(page, row[0]) for page, row in apart.values()]):
        if len({page for page, _ in group}) >= 2:
            found.update(id(line) for _, first in group for line in apart[id(first)][1])
    return found


def _same_size(row: Sequence[Line], other: Sequence[Line]) -> bool:
    return abs(row[0].size - other[0].size) <= 0.05 * other[0].size


def _usual_distance(lines: Sequence[Line]) -> float:
    """The usual distance of lines on a page."""
    bases = sorted({round(line.base) for line in lines})
    distances = sorted(b - a for a, b in pairwise(bases) if b - a > 4)
    if len(distances) > 5:
        return float(distances[int(0.3 * len(distances))])
    return 1.2 * max((line.size for line in lines), default=0.0)


def _is_lone_number(line: Line, row: Sequence[Line], lines: Sequence[Line]) -> bool:
    """Whether a line is a number that stands alone, well apart from the text, as on the only page of a document."""
    if len(row) != 1 or not _PAGE_NUMBER.fullmatch(line.text):
        return False
    return all(other is line or abs(other.base - line.base) > 2 * line.size for other in lines)
