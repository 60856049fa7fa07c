"""Which words of two values differ, for every report that shows them side by side."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

# A run of blanks, a Han character, a run of letters and digits, or any other single character.
_TOKEN = re.compile(r"\s+|[\u3400-\u9fff]|[^\W_]+|.", re.DOTALL)

_NUMBERS = re.compile(r"[^\W_]{0,2}\d{1,7}(?:[-–][^\W_]{0,2}\d{1,7})?")

_LONGEST = 4_000  # characters; what is longer is shown without marks
_LEAST = 0.25  # of the characters in common; below, as of two DOIs, marks would be on nearly all


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a value, and whether the other value lacks it."""

    text: str
    differs: bool


def difference(claimed: str, actual: str) -> tuple[list[Piece], list[Piece]]:
    """The two values in pieces; case and blanks do not count.

    Values with nothing in common, such as a Chinese name and an English one, are not marked: it would tell nothing.
    """
    if not claimed or not actual or len(claimed) + len(actual) > _LONGEST:
        return [Piece(claimed, differs=False)], [Piece(actual, differs=False)]
    mine, theirs = _TOKEN.findall(claimed), _TOKEN.findall(actual)
    matcher = SequenceMatcher(
        None, [token.casefold() for token in mine], [t.casefold() for t in theirs], autojunk=False
    )
    common = sum(len(token.strip()) for a, _, size in matcher.get_matching_blocks() for token in mine[a : a + size])
    if common < _LEAST * max(len(claimed), len(actual)):
        # Two words, a number such as a year against dates, or two ranges of pages: the whole of each differs.
        numbers = _NUMBERS.fullmatch(claimed) and _NUMBERS.fullmatch(actual)
        whole = len(mine) == len(theirs) == 1 or claimed.isdigit() or bool(numbers)
        return [Piece(claimed, differs=whole)], [Piece(actual, differs=whole)]
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        _add(left, "".join(mine[a:b]), differs=tag != "equal")
        _add(right, "".join(theirs[c:d]), differs=tag != "equal")
    return left, right


def _add(pieces: list[Piece], text: str, *, differs: bool) -> None:
    if text:
        pieces.append(Piece(text, differs and bool(text.strip())))
