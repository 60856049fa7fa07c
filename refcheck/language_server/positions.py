r"""Offsets in a text and the positions of the protocol: lines from 0, and code units from the line's beginning.

The protocol's lines end in ``\n``, ``\r\n`` or ``\r`` and in nothing else, unlike those of `str.splitlines`. A
character counts as many units as the encoding needs that client and server have agreed on, by default UTF-16.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from lsprotocol.types import Position, PositionEncodingKind, Range

_LINE_END = re.compile(r"\r\n|\r|\n")
_CODECS = {
    PositionEncodingKind.Utf8: ("utf-8", 1),
    PositionEncodingKind.Utf16: ("utf-16-le", 2),
    PositionEncodingKind.Utf32: ("utf-32-le", 4),
}
"""How a line is encoded to count its units, and how many bytes each has."""


class Positions:
    """Translates between the offsets of one text and positions."""

    def __init__(self, text: str, encoding: PositionEncodingKind | str = PositionEncodingKind.Utf16) -> None:
        self._text = text
        self._codec, self._size = _CODECS[PositionEncodingKind(encoding)]
        ends = [match.span() for match in _LINE_END.finditer(text)]
        self._starts = [0, *(end for _, end in ends)]
        self._ends = [*(start for start, _ in ends), len(text)]

    def position(self, offset: int) -> Position:
        """Where an offset is; inside a line's end it is before that."""
        offset = max(0, min(offset, len(self._text)))
        line = bisect_right(self._starts, offset) - 1
        return Position(line, self._units(self._text[self._starts[line] : min(offset, self._ends[line])]))

    def range(self, start: int, end: int) -> Range:
        """A stretch of the text."""
        return Range(self.position(start), self.position(end))

    def offset(self, position: Position) -> int:
        """The offset of a position; beyond a line's end it is that end, inside a character the character's start."""
        if position.line >= len(self._starts):
            return len(self._text)
        start, end = self._starts[position.line], self._ends[position.line]
        units = position.character
        return (
            start
            + bisect_right(range(end - start + 1), units, key=lambda n: self._units(self._text[start : start + n]))
            - 1
        )

    def whole_line(self, line: int) -> Range:
        """A line, by its number from 0, or the last one; without what ends it."""
        line = max(0, min(line, len(self._starts) - 1))
        return self.range(self._starts[line], self._ends[line])

    def end_of_line(self, offset: int) -> int:
        """Where the line ends in which an offset is, before what ends it."""
        return self._ends[bisect_right(self._starts, max(0, offset)) - 1]

    def start_of_line(self, offset: int) -> int:
        """Where the line begins in which an offset is."""
        return self._starts[bisect_right(self._starts, max(0, offset)) - 1]

    def _units(self, text: str) -> int:
        return len(text.encode(self._codec, "surrogatepass")) // self._size
