"""The words of two journal names, aligned in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from refcheck.compare.journal_parts import AMBIGUOUS, SECTION_WORDS
from refcheck.text.iso4 import Relation, relate

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
    """Longest common subsequence over the worth of pairs; a step may take several words on one side."""
    rows, columns = len(claimed), len(actual)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    step: list[list[Step]] = [[(0, 0, Relation.NONE)] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows + 1):
        for column in range(columns + 1):
            if not row and not column:
                continue
            value, came = -1.0, (0, 0, Relation.NONE)
            if row:
                value, came = best[row - 1][column], (1, 0, Relation.NONE)
            if column and best[row][column - 1] > value:
                value, came = best[row][column - 1], (0, 1, Relation.NONE)
            if row and column:
                first, second = claimed[row - 1], actual[column - 1]
                relation = relate(first, second)
                if relation and (worth := best[row - 1][column - 1] + _WORTH[relation]) > value:
                    value, came = worth, (1, 1, relation)
                joint = second[0] in first[1:] or first[0] in second[1:]
                if relation >= Relation.SHORT or not joint:
                    best[row][column], step[row][column] = value, came
                    continue
                for up, back, relation in _joints(claimed[:row], actual[:column]):
                    # Worth as much as the words it stands for, or an initialism would lose to a stray word.
                    worth = best[row - up][column - back] + _WORTH[relation] * (up + back) / 2
                    if worth > value:
                        value, came = worth, (up, back, relation)
            best[row][column], step[row][column] = value, came
    taken: list[Step] = []
    row, column = rows, columns
    while row or column:
        taken.append(step[row][column])
        row, column = row - taken[-1][0], column - taken[-1][1]
    return taken[::-1]


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


def _joints(claimed: Sequence[str], actual: Sequence[str]) -> Iterator[tuple[int, int, Relation]]:
    """How the last word of one side may stand for several last words of the other."""
    for size, relation in _joined(claimed[-1], actual):
        yield 1, size, relation
    for size, relation in _joined(actual[-1], claimed):
        yield size, 1, relation


def _joined(word: str, others: Sequence[str]) -> Iterator[tuple[int, Relation]]:
    if others[-1][0] not in word[1:]:
        return
    for size in {2, 3, len(word)}:
        if 2 <= size <= min(len(others), 8) and word[0] == others[-size][0]:
            relation = _one_for_several(word, others[-size:])
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
    if len(word) == len(several) and all(letter == other[0] for letter, other in zip(word, several, strict=True)):
        if word in _INITIALS:
            return Relation.LISTED
        return Relation.UNUSUAL if len(word) > 3 else Relation.DOUBT if len(word) == 3 else Relation.NONE
    return Relation.NONE
