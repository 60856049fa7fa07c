"""Aligning a Chinese name or title with an English one by glosses.

The Chinese text is cut into words so that as much of it as possible is found in the English text: a lattice of every
dictionary word at every place, and the cheapest way through it. That decides the cuts that a dictionary alone cannot
(神经科学 is one word, "neuroscience", or two), and costs little: texts are short.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from refcheck.text.chinese import simplify
from refcheck.text.glosses import LONGEST_WORD, STOP_WORDS, Gloss, gloss, known_stems
from refcheck.text.stems import found, normal

_LONGEST_TEXT = 300  # characters aligned: no journal's name and hardly any title is longer
_PIECE = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff]+|[A-Za-z]+|[0-9]+")
_GENERIC_ENGLISH = frozenset(
    ["jornal", "jornals", "j", "magazine", "acta", "zeitschrift", "part", "section"]
)  # as `normal` spells them
_WEIGHTS = {"generic": 0.3, "affix": 0.1}
_MOSTLY = 0.6  # of a rendering: of the two words of 干细胞 (stem cell) one is not enough
_ACCOUNTED = 0.7  # of the letters of a word: the joint of a compound (the o of -o-) may be missing
_UNKNOWN_WEIGHT = 0.25  # of a character that says nothing
_SHORT_ABBREVIATIONS = {
    "j": "jornal",
    "am": "american",
    "br": "british",
    "q": "quarterly",
    "u": "united",
    "s": "states",
}
_CONTRACTED = {"natl": "national", "intl": "international", "assn": "association", "assoc": "association"}
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
_NUMERALS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5"}
_MOST_LISTED = 6
_PER_WORD = 0.01  # a small charge on every word, so that of equal ways the one with longer words wins


Spans = tuple[tuple[int, int, int], ...]  # letters of English words: the word's index, start and end


@dataclass(frozen=True, slots=True)
class Piece:
    """A word of the Chinese text and what became of it.

    Attributes:
        text: the word.
        weight: how much it counts.
        share: how much of its rendering was found in the English text, 0 to 1.
        ways: the letters that it may account for, one way for each rendering that was found.
        known: the glossary has the word, so that not finding it means something.
        sort: "generic", "kind", "affix", "function" or nothing, as in the glossary.
    """

    text: str
    weight: float
    share: float = 0.0
    ways: tuple[Spans, ...] = ()
    known: bool = False
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Alignment:
    """How far a Chinese text and an English one are the same words.

    Attributes:
        pieces: the Chinese words, in order.
        english: the English words, in order.
        shares: how much of each English word is accounted for.
        forward: the share of the Chinese text found in the English one.
        backward: the share of the English text accounted for.
        missing: Chinese words of the glossary that the English text lacks, journal-type words apart.
        extra: English words that the glossary could render and the Chinese text lacks.
        unread: Chinese words, and English words, of which the glossary says nothing.
    """

    pieces: tuple[Piece, ...]
    english: tuple[str, ...]
    shares: tuple[float, ...]
    forward: float
    backward: float
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    unread: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())

    @property
    def score(self) -> float:
        """The harmonic mean of both directions."""
        total = self.forward + self.backward
        return 2 * self.forward * self.backward / total if total else 0.0

    @property
    def why(self) -> str:
        """The words that were found and those that were not, for a reader."""
        matched = [piece.text for piece in self.pieces if piece.share >= _MOSTLY and piece.weight]
        parts = [
            f"{label} {' '.join(listed[:_MOST_LISTED])}"
            for label, listed in (
                ("matched", matched),
                ("not in the record:", self.missing),
                ("only in the record:", self.extra),
            )
            if listed
        ]
        return "; ".join(parts) or "no word matched"


def align(chinese: str, english: Sequence[str]) -> Alignment:
    """Align `chinese` with the folded words of an English text."""
    words = tuple(normal(_NUMERALS.get(word, word)) for word in english[:_LONGEST_TEXT])
    pieces: list[Piece] = []
    for match in _PIECE.finditer(simplify(chinese[:_LONGEST_TEXT])):
        text = match.group()
        pieces += [_latin(text, words)] if text.isascii() else _cut(text, words)
    shares = _account(pieces, words)
    weights = [_weight(word) for word in words]
    total = sum(piece.weight for piece in pieces)
    unfound = [w for w, share, weight in zip(words, shares, weights, strict=True) if weight == 1 and share < _ACCOUNTED]
    return Alignment(
        pieces=tuple(pieces),
        english=tuple(english[:_LONGEST_TEXT]),
        shares=shares,
        forward=sum(piece.weight * piece.share for piece in pieces) / total if total else 0.0,
        backward=sum(w * s for w, s in zip(weights, shares, strict=True)) / sum(weights) if sum(weights) else 0.0,
        missing=tuple(piece.text for piece in pieces if piece.share < _MOSTLY and _speaks(piece, len(chinese))),
        extra=tuple(word for word in unfound if is_known(word)),
        unread=(
            tuple(piece.text for piece in pieces if piece.share < _MOSTLY and piece.weight and not piece.known),
            tuple(word for word in unfound if not is_known(word)),
        ),
    )


def _account(pieces: Sequence[Piece], words: Sequence[str]) -> tuple[float, ...]:
    """How much of each English word the pieces account for, each by the rendering that adds most."""
    letters = [[False] * len(word) for word in words]

    def added(spans: Spans) -> int:
        return sum(not covered for index, start, end in spans for covered in letters[index][start:end])

    for piece in sorted(pieces, key=lambda piece: len(piece.ways)):
        for index, start, end in max(piece.ways, key=added, default=()):
            letters[index][start:end] = [True] * (end - start)
    return tuple(map(_share, letters))


def _share(covered: Sequence[bool]) -> float:
    """How much of a word is accounted for: the joint of a compound may be missing, its first part may not."""
    share = sum(covered) / len(covered)
    if not covered[0]:
        return min(share, 0.5)
    return 1.0 if share >= _ACCOUNTED else share


def _speaks(piece: Piece, length: int) -> bool:
    """Whether it means something that a word is not found: single characters do so in very short names only."""
    if not piece.known or piece.sort in {"generic", "affix", "function"}:
        return False
    return len(piece.text) > 1 or piece.text.isascii() or length <= 2


def _weight(word: str) -> float:
    if word in STOP_WORDS or word == "sinica":  # Acta Optica Sinica is 光学学报
        return 0.0
    return _WEIGHTS["generic"] if word in _GENERIC_ENGLISH else 1.0


@lru_cache(maxsize=20_000)
def is_known(word: str) -> bool:
    """Whether the glossary has a Chinese word for this English word (normal)."""
    stems = known_stems()
    return any(word[:size] in stems and found(word[:size], word) == (0, len(word)) for size in range(2, len(word) + 1))


def _latin(text: str, words: Sequence[str]) -> Piece:
    """Latin letters and numerals inside Chinese text stand in the English text as they are."""
    wanted = normal(text)
    same = {wanted, _ROMAN.get(wanted, wanted)}
    spans = tuple((i, 0, len(w)) for i, w in enumerate(words) if w in same or _ROMAN.get(w) in same)
    return Piece(text, 0.5, share=float(bool(spans)), ways=(spans,) if spans else (), known=True)


def _cut(run: str, words: tuple[str, ...]) -> list[Piece]:
    """The words of a run of Chinese characters, cut so that the fewest characters are left unfound."""
    best: list[tuple[float, int, Piece | None]] = [(0.0, 0, None)]
    for end in range(1, len(run) + 1):
        ways = []
        for start in range(max(0, end - LONGEST_WORD), end):
            piece = _piece(run[start:end], words)
            if piece is not None:
                cost = best[start][0] + _cost(piece) + _PER_WORD
                ways.append((cost, start, piece))
        best.append(min(ways, key=lambda way: (way[0], way[1])))
    pieces = []
    at = len(run)
    while at > 0:
        _, start, piece = best[at]
        if piece is not None:
            pieces.append(piece)
        at = start
    return pieces[::-1]


def _cost(piece: Piece) -> float:
    """What a piece leaves unfound, in words of two characters."""
    if piece.sort == "function":
        return 0.3  # or 的 would be cut out of every word that has it
    if len(piece.text) > 1:
        return len(piece.text) / 2 * (1 - piece.share)
    if not piece.share:
        return 1.0  # as much as a word, or 神经科学 would become 神经科 and 学 wherever that helps
    return 0.0 if piece.known else 0.495  # a shade less than nothing found: 功能 is not to become 功 and 能, "energy"


@lru_cache(maxsize=50_000)
def _piece(text: str, words: tuple[str, ...]) -> Piece | None:
    """A word as a piece, with the best of its renderings; None for several characters that are no word."""
    entry = gloss(text)
    if entry is None:
        return Piece(text, _UNKNOWN_WEIGHT) if len(text) == 1 else None
    if entry.sort == "function":
        return Piece(text, 0.0)
    share, ways = _renderings(entry, words)
    weight = len(text) / 2 * _WEIGHTS.get(entry.sort, 1.0)
    if len(text) == 1 and not entry.known:
        # A dictionary's senses of one character are many, and in a transliterated name it has none of them.
        share, weight = share / 2, _UNKNOWN_WEIGHT
    return Piece(text, weight, share, ways, entry.known, entry.sort)


def _renderings(entry: Gloss, words: tuple[str, ...]) -> tuple[float, tuple[Spans, ...]]:
    """How much of its best rendering is found, and where those renderings are of which as much is found."""
    best = 0.0
    ways: list[Spans] = []
    for phrase in entry.alternatives:
        spans: list[tuple[int, int, int]] = []
        hits = 0
        for stemmed in phrase:
            places = _places(stemmed, words)
            hits += bool(places)
            spans += places
        share = hits / len(phrase)
        if share >= max(best, 0.5):
            ways = [*ways, tuple(spans)] if share == best else [tuple(spans)]
            best = share
    return best, tuple(ways)


@lru_cache(maxsize=1000)
def _looked_up(words: tuple[str, ...]) -> tuple[str, frozenset[str]]:
    """The words in one string, and how they begin: most stems are found in neither, which is quickly seen."""
    full = [_SHORT_ABBREVIATIONS.get(word) or _CONTRACTED.get(word) or word for word in words]
    return " ".join(full), frozenset(word[:3] for word in words)


def _places(stemmed: str, words: tuple[str, ...]) -> Spans:
    """Where the words have a stem."""
    text, beginnings = _looked_up(words)
    if stemmed.removesuffix("-") not in text and stemmed[:3] not in beginnings:
        return ()
    return tuple((i, *place) for i, word in enumerate(words) if (place := _in_word(stemmed, word)) is not None)


def _in_word(stemmed: str, word: str) -> tuple[int, int] | None:
    """Where `word` has the stem, or the whole word if it abbreviates what the stem comes from."""
    full = _SHORT_ABBREVIATIONS.get(word) or _CONTRACTED.get(word)
    if full is not None:
        return (0, len(word)) if found(stemmed, full) == (0, len(full)) else None
    place = found(stemmed, word)
    if place is None and len(word) >= 3 and stemmed.removesuffix("-").startswith(word):
        return 0, len(word)
    return place
