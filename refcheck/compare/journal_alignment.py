"""The words of two journal names, aligned in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from refcheck.compare.journal_parts import AMBIGUOUS, SECTION_WORDS
from refcheck.text.iso4 import SAME_SOUND, Relation, relate

# What a pair of words adds to an alignment; a worse relation never outweighs a better one elsewhere.
_WORTH: Final = {
    Relation.NONE: 0.0, Relation.DOUBT: 0.5, Relation.VARIANT: 0.8, Relation.UNUSUAL: 0.8, Relation.SHORT: 0.95,
    Relation.LISTED: 0.97, Relation.EQUAL: 1.0,
}  # fmt: skip
# Left without a partner, these were stop words after all, or say no more than that a section follows.
_IGNORED: Final = (AMBIGUOUS | SECTION_WORDS) - {"am", "an", "z"}
# Initials that titles use for places, bodies and series: comptes rendus, new series, New Zealand.
_INITIALS: Final = frozenset((
    "us", "usa", "uk", "un", "eu", "gb", "ny", "nz", "nj", "nc", "nd", "nh", "nm", "sc", "sd", "ri", "bc", "pr",
    "wv", "nsw", "cr", "ns", "nf", "sa", "nw", "ussr", "sssr",
))  # fmt: skip


# How many words of the claim and of the record's name a step of the alignment takes, and how they relate.
Step = tuple[int, int, Relation]
# The same with the places of its first words before it.
_Piece = tuple[int, int, int, int, Relation]


@dataclass(frozen=True, slots=True)
class Pair:
    """Words that stand for each other: one for one, or one for several (an initialism, a word written apart)."""

    claimed: str
    actual: str
    relation: Relation


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two names' words side by side.

    Attributes:
        pairs: what fits, in order.
        missing: words of the record's name that the claim has not; their places follow.
        extra: words of the claim that the record's name has not; their places follow.
    """

    pairs: tuple[Pair, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    missing_at: tuple[int, ...] = ()
    extra_at: tuple[int, ...] = ()

    @property
    def weakest(self) -> Relation:
        """The weakest relation among the pairs."""
        return min((pair.relation for pair in self.pairs), default=Relation.NONE)

    @property
    def worth(self) -> float:
        """The share of words that fit, weighted by how well they do."""
        total = len(self.pairs) + (len(self.missing) + len(self.extra)) / 2
        return sum(_WORTH[pair.relation] for pair in self.pairs) / total if total else 0.0


def align(claimed: Sequence[str], actual: Sequence[str]) -> Alignment:
    """Aligns the words of two names in order so that as much as possible fits.

    Args:
        claimed: folded words without stop words.
        actual: the same of a name of the record.
    """
    relations = list(map(relate, claimed, actual))
    if len(claimed) == len(actual) and min(relations, default=Relation.NONE) >= Relation.VARIANT:
        return Alignment(tuple(map(Pair, claimed, actual, relations)), (), ())
    # What certainly fits at both ends need not be searched.
    start = next((place for place, found in enumerate(relations) if found < Relation.LISTED), len(relations))
    if start == len(relations) > 0 and len(claimed) != len(actual):
        shorter, longer = sorted((claimed, actual), key=len)
        start -= longer[start] in shorter[-1][1:]  # Arzneimittelforschung stands for the next word too
    backwards = list(map(relate, reversed(claimed[start:]), reversed(actual[start:])))
    end = next((place for place, found in enumerate(backwards) if found < Relation.LISTED), len(backwards))
    row, column = len(claimed) - end, len(actual) - end
    steps = _align(claimed[start:row], actual[start:column])
    return _trace(
        claimed,
        actual,
        [(1, 1, found) for found in relations[:start]] + steps + [(1, 1, found) for found in reversed(backwards[:end])],
    )


def _align(claimed: Sequence[str], actual: Sequence[str]) -> list[Step]:
    """The chain of fitting pieces that is worth most; a piece may take several words on one side.

    Few words of two names fit each other, so the chain is searched among the pieces, not among all pairs of words.
    """
    chains: list[tuple[float, list[_Piece]]] = []
    for piece in sorted(_pieces(claimed, actual), key=_end):
        row, column, up, back, relation = piece
        before: tuple[float, list[_Piece]] = max(
            (chain for chain in chains if _end(chain[1][-1])[0] <= row and _end(chain[1][-1])[1] <= column),
            key=itemgetter(0),
            default=(0.0, []),
        )
        # Worth as much as the words it stands for, or an initialism would lose to a stray word.
        chains.append((before[0] + _WORTH[relation] * (up + back) / 2, [*before[1], piece]))
    _worth, best = max(chains, key=itemgetter(0), default=(0.0, []))
    steps: list[Step] = []
    at_row = at_column = 0
    for row, column, up, back, relation in best:
        steps += _unpaired(row - at_row, column - at_column)
        steps.append((up, back, relation))
        at_row, at_column = row + up, column + back
    return steps + _unpaired(len(claimed) - at_row, len(actual) - at_column)


def _end(piece: _Piece) -> tuple[int, int]:
    return piece[0] + piece[2], piece[1] + piece[3]


def _unpaired(claimed: int, actual: int) -> list[Step]:
    return [(1, 0, Relation.NONE)] * claimed + [(0, 1, Relation.NONE)] * actual


def _pieces(claimed: Sequence[str], actual: Sequence[str]) -> Iterator[_Piece]:
    """Words that fit each other, and words that stand for several."""
    for row, first in enumerate(claimed):
        for column, second in enumerate(actual):
            if first[0] != second[0]:
                if first[0] + second[0] in SAME_SOUND and (relation := relate(first, second)):
                    yield row, column, 1, 1, relation
                continue
            if relation := relate(first, second):
                yield row, column, 1, 1, relation
            if relation < Relation.EQUAL:
                for size, joined in _joined(first, actual[column:]):
                    yield row, column, 1, size, joined
                for size, joined in _joined(second, claimed[row:]):
                    yield row, column, size, 1, joined


def _trace(claimed: Sequence[str], actual: Sequence[str], steps: Iterable[Step]) -> Alignment:
    """The alignment that these steps make."""
    pairs: list[Pair] = []
    missing: list[int] = []
    extra: list[int] = []
    row = column = 0
    for up, back, relation in steps:
        if relation:
            pairs.append(Pair(" ".join(claimed[row : row + up]), " ".join(actual[column : column + back]), relation))
        elif up and claimed[row] not in _IGNORED:
            extra.append(row)
        elif back and actual[column] not in _IGNORED:
            missing.append(column)
        row, column = row + up, column + back
    return Alignment(
        tuple(pairs),
        tuple(actual[place] for place in missing),
        tuple(claimed[place] for place in extra),
        tuple(missing),
        tuple(extra),
    )


def _joined(word: str, others: Sequence[str]) -> Iterator[tuple[int, Relation]]:
    """For how many of the first words of the other side a word may stand, and how well."""
    for size in {2, 3, len(word)}:
        if 2 <= size <= min(len(others), 8) and others[size - 1][0] in word[1:]:
            relation = _one_for_several(word, others[:size])
            if relation:
                yield size, relation


def _one_for_several(word: str, several: Sequence[str]) -> Relation:
    """A word for several: written together (micro biology), or their initials (usa, jama)."""
    first = several[0]
    if word.startswith(first):
        joined = "".join(several)
        if word == joined:
            return Relation.EQUAL
        before = len(joined) - len(several[-1])
        if len(first) > 2 and len(word) > before + 1 and word.startswith(joined[:before]):
            relation = relate(word, joined)
            if relation >= Relation.SHORT or (relation is Relation.UNUSUAL and len(joined) < len(word)):
                return relation
    # Compounds whose parts are shortened each: Arzneimittelforschung, Arzneim. Forsch.
    compound = len(several) == 2 and len(first) > 2 and len(several[1]) > 3 and word.startswith(first)
    if compound and several[1] in word[len(first) + 1 :]:
        return Relation.UNUSUAL
    if len(word) == len(several) and all(letter == other[0] for letter, other in zip(word, several, strict=True)):
        if word in _INITIALS:
            return Relation.LISTED
        return Relation.UNUSUAL if len(word) > 3 else Relation.DOUBT if len(word) == 3 else Relation.NONE
    return Relation.NONE
