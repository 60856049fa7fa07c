"""Lines of a printed page, put together from runs of text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from refcheck.readers._pdf_text import Run

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_COLUMN_GAP = 1.2
"""The widest gap inside a line, in sizes of its letters; a blank of justified text is narrower."""

_SAME_LINE = 0.5
"""How far bases on one line may be apart, in sizes: raised and lowered numbers are, the next line is further down."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a part of one that a wide gap sets off.

    Attributes:
        page: the number of its page.
        runs: from left to right.
        main: the longest run of the size that most letters have.
        left, right: where it begins and ends.
        base: the height of the line that most of its letters stand on.
        size: the size of most of its letters.
        text: what it prints.
        kind: what the distance to the next line depends on: its size in half points, and whether it is Chinese.
    """

    page: int
    runs: tuple[Run, ...]
    main: Run = field(init=False)
    left: float = field(init=False)
    right: float = field(init=False)
    base: float = field(init=False)
    size: float = field(init=False)
    text: str = field(init=False)
    kind: tuple[int, bool] = field(init=False)

    def __post_init__(self) -> None:
        """Work out what the runs say together."""
        main = left = right = self.runs[0]
        text = main.text
        if len(self.runs) > 1:
            main = _main(self.runs)
            left = min(self.runs, key=lambda run: run.left)
            right = max(self.runs, key=lambda run: run.right)
            text = "".join([piece for _, piece in pieces(self.runs)])
        keep = object.__setattr__
        keep(self, "main", main)
        keep(self, "left", left.left)
        keep(self, "right", right.right)
        keep(self, "base", main.base)
        keep(self, "size", main.size)
        keep(self, "text", text)
        keep(self, "kind", (round(main.size * 2), not text.isascii() and _CHINESE.search(text) is not None))

    @property
    def bold(self) -> bool:
        """Whether all of its letters are bold."""
        lettered = False
        for run in self.runs:
            if any(map(str.isalpha, run.text)):
                if not run.font.bold:
                    return False
                lettered = True
        return lettered


def _main(runs: Sequence[Run]) -> Run:
    sizes = Counter[float]()
    for run in runs:
        sizes[round(run.size, 1)] += len(run.text)
    main = max(sizes, key=lambda size: (sizes[size], size))
    return max((run for run in runs if round(run.size, 1) == main), key=lambda run: len(run.text))


def pieces(runs: Sequence[Run]) -> Iterator[tuple[Run, str]]:
    """The runs of a line, each with its text and the blank before it."""
    yield runs[0], runs[0].text
    for before, run in pairwise(runs):
        yield run, " " + run.text if _is_parted(before, run) else run.text


def _is_parted(before: Run, run: Run) -> bool:
    gap = run.left - before.right
    if before.first < run.first <= before.first + len(before.text) + 2:  # drawn one after the other: pdfium has looked
        return run.spaced or gap > 0.6 * max(before.size, run.size)
    return gap > 0.15 * max(before.size, run.size)


def fragments(page: int, runs: Iterable[Run]) -> list[Line]:
    """The parts of lines that runs make in the order of drawing: each goes on where the one before it ends."""
    found: list[Line] = []
    part: list[Run] = []
    main: Run | None = None
    for run in runs:
        if main is not None and _follows(part[-1], main, run):
            part.append(run)
            main = run if run.size > 1.05 * main.size else main
            continue
        if part:
            found.append(Line(page, tuple(part)))
        part, main = [run], run
    if part:
        found.append(Line(page, tuple(part)))
    return found


def _follows(before: Run, main: Run, run: Run) -> bool:
    size = max(main.size, run.size)
    gap = run.left - before.right
    return abs(run.base - main.base) <= _SAME_LINE * size and -0.5 * size <= gap <= _COLUMN_GAP * size


def rows(parts: Iterable[Line]) -> list[Line]:
    """The lines of one column, from the top: parts that stand side by side are one line."""
    found: list[list[Line]] = []
    for part in sorted(parts, key=lambda part: (-part.base, part.left)):
        row = found[-1] if found else []
        if row and all(_beside(other, part) for other in row):
            row.append(part)
        else:
            found.append([part])
    return [row[0] if len(row) == 1 else _joined(row) for row in found]


def _beside(one: Line, other: Line) -> bool:
    size = max(one.size, other.size)
    apart = other.left >= one.right - 0.3 * size or one.left >= other.right - 0.3 * size
    return apart and abs(one.base - other.base) <= _SAME_LINE * size


def _joined(row: Sequence[Line]) -> Line:
    runs = (run for part in sorted(row, key=lambda part: part.left) for run in part.runs)
    return Line(row[0].page, tuple(runs))
