"""The order in which the lines of a page are read.

Two columns have a gutter that only lines of full width cross. These part the page into bands, from the top; in each,
the left column is read before the right one. A column may have columns in turn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from refcheck.readers._pdf_lines import Line, rows

_FEWEST = 3  # lines in each of two columns, unless other pages have the same gutter
_NARROWEST = 150.0  # points, of two columns together
_GUTTER = 4.0  # points, at least
_FILLED = 0.45  # how much of a column its lines fill in the mean; labels and the cells of a table fill less
_OUTDENT = 30.0  # points
_DEPTH = 3


def gutter(parts: Sequence[Line], known: Collection[float] = ()) -> float | None:
    """Where the right one of two columns begins, if the page or band has two.

    Args:
        parts: the lines of the page.
        known: where it begins on other pages.
    """
    if len(parts) < 3:
        return None
    left, right = min(part.left for part in parts), max(part.right for part in parts)
    if right - left < _NARROWEST:
        return None
    starts = Counter(int(part.left) for part in parts if part.left > left + 0.2 * (right - left))
    best, best_score = None, 0
    for start, count in starts.items():
        expected = any(abs(start - other) <= 3 for other in known)
        if count < 2 and not expected:
            continue
        score = _score(parts, float(start), 1 if expected else _FEWEST, left, right)
        if score > best_score:
            best, best_score = float(start), score
    return None if best is None else _edge(parts, best)


def _edge(parts: Sequence[Line], start: float) -> float:
    """Where the right column begins for those of its lines that stand further out, such as a heading above a list."""
    ends = sorted(part.right for part in _sides(parts, start)[0])
    end = ends[int(0.95 * (len(ends) - 1))]
    further_out = (part.left for part in parts if max(end + 2, start - _OUTDENT) < part.left)
    return min(start, *further_out, start)


def _score(parts: Sequence[Line], start: float, fewest: int, left: float, right: float) -> int:
    """How many lines stand in the two columns that part at `start`; 0 when these are no columns."""
    before, after = _sides(parts, start)
    if len(before) < fewest or len(after) < fewest:
        return 0
    side_by_side = min(_top(before), _top(after)) - max(_bottom(before), _bottom(after))
    if side_by_side < 0 or _width(before) < _FILLED * (start - left) or _width(after) < _FILLED * (right - start):
        return 0
    return len(before) + len(after)


def _sides(parts: Sequence[Line], start: float) -> tuple[list[Line], list[Line]]:
    before = [part for part in parts if part.right <= start - _GUTTER]
    after = [part for part in parts if part.left >= start - 1]
    return before, after


def _top(parts: Sequence[Line]) -> float:
    return max(part.base for part in parts)


def _bottom(parts: Sequence[Line]) -> float:
    return min(part.base for part in parts)


def _width(parts: Sequence[Line]) -> float:
    return sum(part.right - part.left for part in parts) / len(parts)


def blocks(parts: Sequence[Line], known: Collection[float] = (), depth: int = 0) -> list[list[Line]]:
    """The lines of a page in the order of reading, by columns and stretches of full width."""
    start = gutter(parts, known) if depth < _DEPTH else None
    if start is None:
        return [rows(parts)] if parts else []
    found: list[list[Line]] = []
    before: list[Line] = []
    after: list[Line] = []
    across: list[Line] = []

    def close(band: list[list[Line]]) -> None:
        for column in band:
            if column:
                found.extend(blocks(column, known, depth + 1))
                column.clear()

    for part in sorted(parts, key=lambda part: -part.base):
        if part.right <= start - _GUTTER or part.left >= start - 1:
            if across:
                found.append(rows(across))
                across = []
            (after if part.left >= start - 1 else before).append(part)
        else:
            close([before, after])
            across.append(part)
    close([before, after])
    if across:
        found.append(rows(across))
    return found
