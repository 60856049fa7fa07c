"""Joining the printed lines of a reference to one string, and telling where each character of it stood."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from refcheck.model import Span

_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")
_SINGLE_SPACED = re.compile(r"\S+(?: \S+)*")
_SPLIT_WORD = re.compile(r"(\w*[^\W\d_])-$")
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS_END = re.compile(r"(?:https?://|www\.|\b10\.\d{4,9}/)\S*[/._=?&-]$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """A reference as one string, with white space folded.

    Attributes:
        text: the string.
        runs: pairs (offset in text, offset in the document), each the start of a run in which both advance together.
    """

    text: str
    runs: tuple[tuple[int, int], ...]

    def span(self, span: Span) -> Span:
        """Where a span of `text` stands in the document."""
        start = self._place(span.start)
        return Span(start, max(start, self._place(span.end - 1) + 1 if span.end > span.start else start))

    def _place(self, offset: int) -> int:
        run = self.runs[max(0, bisect_right(self.runs, (offset, float("inf"))) - 1)] if self.runs else (0, 0)
        return run[1] + offset - run[0]


def unwrap(text: str, spans: Sequence[Span], hyphenated: AbstractSet[str] = frozenset()) -> Unwrapped:
    """One string of the lines of `text` in `spans`, which begin and end in what is printed.

    A hyphen at a line's end goes when small letters stand on both sides of it, unless the word is in `hyphenated`,
    the words that the document writes with a hyphen elsewhere ("large-scale").
    """
    pieces: list[str] = []
    runs: list[tuple[int, int]] = []
    length = 0
    last = ""
    for span in spans:
        for match in _SINGLE_SPACED.finditer(text[span.start : span.end]):
            piece = match[0]
            place = span.start + match.start()
            if pieces and match.start() == 0:
                joint, cut = _joint(last, piece.partition(" ")[0], hyphenated)
                if cut:
                    pieces[-1] = pieces[-1][:-1]
                    length -= 1
            else:
                joint = " " if pieces else ""
            if joint:
                pieces.append(joint)
                length += 1
            runs.append((length, place))
            pieces.append(piece)
            length += len(piece)
            last = piece.rpartition(" ")[2]
    return Unwrapped("".join(pieces), tuple(runs))


def _joint(last: str, word: str, hyphenated: AbstractSet[str]) -> tuple[str, bool]:
    """What stands between the last word of a line and the first of the next, and whether a hyphen goes."""
    if last[-1] in "\u00ad\x02\u00ac":
        return "", True
    if last[-1] in "-‐" and len(last) > 1:
        head, tail = _SPLIT_WORD.search(last.replace("‐", "-")), _WORD.match(word)
        if head and tail and head[1][-1].islower() and tail[0][0].islower() and "/" not in last:
            kept = f"{head[1]}-{tail[0]}".casefold() in hyphenated
            return "", not kept
        return ("", False) if last[-2].isalnum() and word[0].isalnum() else (" ", False)
    if _CJK.match(last[-1]) and _CJK.match(word[0]):
        return "", False
    if (last[-1] == "/" or _ADDRESS_END.search(last)) and re.match(r"[a-z0-9(]", word) and re.search(r"[\d/.]", word):
        return "", False
    return " ", False


def hyphenated_words(text: str) -> frozenset[str]:
    """The words that `text` writes with a hyphen inside a line, folded in case; parts of addresses are none."""
    words = re.finditer(r"(?<![\w/.])[^\W\d_]{2,30}-[^\W\d_]{2,30}(?![\w/]|[.:]\w)", text)
    return frozenset(match[0].casefold() for match in words)
