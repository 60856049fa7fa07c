"""Whether a claimed journal name is one of the names of the record's journal.

Full names, abbreviations, initials and everyday names are all right; siblings (BMC Plant Biology, BMC Genomics) are
not. Similarity of strings cannot tell these apart: words are aligned in order, and each pair must be the same word in
full, by ISO 4 or in another spelling. A word that conflicts says "different", one that is absent at most "unsure",
unless the claim is the name of another known journal.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from rapidfuzz.distance import JaroWinkler

from refcheck.compare.chinese import compare_chinese_journal
from refcheck.compare.journal_alignment import Alignment, align
from refcheck.compare.journal_names import everyday_names
from refcheck.compare.journal_parts import JournalName, Reading, is_initialism, take_apart
from refcheck.model.agreement import Agreement, Verdict
from refcheck.text.chinese import is_chinese
from refcheck.text.iso4 import Relation, relate

_RANK: Final = {Verdict.SAME: 3, Verdict.MINOR: 2, Verdict.UNSURE: 1, Verdict.DIFFERENT: 0}

# Words that say in which form or where a journal appears, not which journal it is.
_FORMS: Final = frozenset(
    "online print electronic internet web edition ed engl english usa us uk lond london newyork ny".split()
)


class _Judgement(NamedTuple):
    verdict: Verdict
    score: float
    why: str

    @property
    def order(self) -> tuple[int, float]:
        return _RANK[self.verdict], self.score


def compare_journal(claimed: str, names: Sequence[str], *, others: Sequence[str] = ()) -> Agreement:
    """Compares a claimed journal name with every name that the record's journal has.

    Args:
        claimed: the name as printed.
        names: every name of the record's container: full, short, ISO 4, MEDLINE.
        others: names of other journals that the claim may fit instead.

    Returns:
        The agreement with the name that fits best; `score` ranks, 1 is equal.
    """
    names = [name for name in names if name.strip()]
    if not claimed.strip() or not names:
        return Agreement(Verdict.ABSENT)
    if is_chinese(claimed) or all(is_chinese(name) for name in names):
        return compare_chinese_journal(claimed, names, others)
    best, actual = max(((_compare(claimed, name), name) for name in names), key=lambda found: found[0].order)
    if best.verdict not in (Verdict.SAME, Verdict.MINOR):
        other = _other(claimed, others)
        if other:
            best = _Judgement(Verdict.DIFFERENT, min(best.score, 0.4), f"{best.why}; it is a name of “{other}”")
    return Agreement(best.verdict, round(best.score, 3), best.why, actual)


def _other(claimed: str, others: Sequence[str]) -> str:
    for other in others:
        if _compare(claimed, other).verdict is Verdict.SAME:
            return other
    return ""


@lru_cache(maxsize=1 << 15)
def _compare(claimed: str, name: str) -> _Judgement:
    first, second = take_apart(claimed), take_apart(name)
    best = _compare_readings(first, second)
    if best.verdict is Verdict.SAME:
        if first.places and second.places and not _meet(first.places, second.places):
            return best._replace(verdict=Verdict.UNSURE, why=_conflict(first.places, second.places))
        return best
    for group in everyday_names().lookup(claimed):
        for known in group:
            found = _compare_readings(take_apart(known), second)
            if found.verdict is Verdict.SAME:
                return _Judgement(Verdict.SAME, 0.99, f"everyday name of “{group[0]}”")
    for group in everyday_names().lookup(name):
        for known in group:
            found = _compare_readings(first, take_apart(known))
            if found.verdict is Verdict.SAME:
                return _Judgement(Verdict.SAME, 0.99, f"a name of “{group[0]}”")
    return best


def _compare_readings(first: JournalName, second: JournalName) -> _Judgement:
    best = None
    for one in first.readings:
        for other in second.readings:
            if one.left_out and other.left_out:
                continue  # two titles without their subtitles are not yet the same
            found = _judge(one, other)
            if best is None or found.order > best.order:
                best = found
                if best.verdict is Verdict.SAME:
                    return best
    return best or _Judgement(Verdict.UNSURE, 0.0, "nothing to compare")


def _meet(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether two notes of place may mean the same: a word in common, or initials (NY, New York)."""
    if any(one[:3] == other[:3] for one in first for other in second):
        return True
    initials = ["".join(word[0] for word in words) for words in (first, second)]
    return any(one in initials[1] for one in first) or any(other in initials[0] for other in second)


def _judge(claimed: Reading, actual: Reading) -> _Judgement:
    """One reading of each name."""
    found = align(claimed.words, actual.words)
    worth = found.worth
    if not found.pairs:
        return _Judgement(Verdict.DIFFERENT, 0.0, _conflict(claimed.words, actual.words))
    if found.missing and found.extra:
        return _judge_conflict(found, worth)
    if claimed.labels and actual.labels and claimed.labels != actual.labels:
        verdict = Verdict.UNSURE if set(claimed.labels) & set(actual.labels) else Verdict.DIFFERENT
        return _Judgement(verdict, worth * 0.6, _conflict(claimed.labels, actual.labels))
    if found.missing or found.extra:
        return _judge_subset(claimed, actual, found, worth)
    if len(found.pairs) == 1 and len(claimed.words) == len(actual.words) == 1:
        return _judge_single(claimed, actual, found)
    return _judge_full(claimed, actual, found, worth)


def _judge_full(claimed: Reading, actual: Reading, found: Alignment, worth: float) -> _Judgement:
    weakest = found.weakest
    weak = [pair for pair in found.pairs if pair.relation is weakest]
    shown = ", ".join(f"{pair.claimed} = {pair.actual}" for pair in weak[:2])
    if weakest is Relation.DOUBT:
        return _Judgement(Verdict.UNSURE, worth, f"{shown}?")
    if claimed.labels != actual.labels:
        titled = len(claimed.words) > claimed.labelled_at > 0 or len(actual.words) > actual.labelled_at > 0
        verdict = Verdict.MINOR if titled and weakest > Relation.VARIANT else Verdict.UNSURE
        return _Judgement(verdict, worth * 0.9, "only one names a section by its letter or number")
    if weakest is Relation.VARIANT:
        return _Judgement(Verdict.MINOR, worth, f"another spelling: {shown}")
    left_out = claimed.left_out or actual.left_out
    if weakest is Relation.UNUSUAL:
        return _Judgement(Verdict.MINOR, worth, f"an unusual abbreviation: {shown}")
    if not (claimed.whole and actual.whole):
        return _Judgement(Verdict.MINOR, worth * 0.95, f"the same without {left_out}")
    if weakest is Relation.EQUAL:
        return _Judgement(Verdict.SAME, 1.0, f"the same without {left_out}" if left_out else "the same words")
    return _Judgement(Verdict.SAME, worth, f"abbreviation by ISO 4: {shown}")


def _judge_single(claimed: Reading, actual: Reading, found: Alignment) -> _Judgement:
    """One-word names are not abbreviated by ISO 4, and a letter makes another journal (Cell, Cells)."""
    pair = found.pairs[0]
    if pair.relation is Relation.EQUAL:
        return _judge_full(claimed, actual, found, found.worth)
    if pair.relation is Relation.LISTED:
        return _Judgement(Verdict.MINOR, found.worth, f"a one-word name abbreviated: {pair.claimed} = {pair.actual}")
    if abs(len(pair.claimed) - len(pair.actual)) <= 2 and pair.relation < Relation.UNUSUAL:
        return _Judgement(Verdict.DIFFERENT, found.worth, _conflict(claimed.words, actual.words))
    return _Judgement(Verdict.UNSURE, found.worth, f"{pair.claimed} = {pair.actual}?")


def _judge_conflict(found: Alignment, worth: float) -> _Judgement:
    """Each name has words that the other has not."""
    if len(found.missing) == len(found.extra) and all(
        any(relate(word, other) >= Relation.VARIANT for other in found.extra) for word in found.missing
    ):
        return _Judgement(Verdict.UNSURE, worth, "the same words in another order")
    if len(found.missing) == len(found.extra) and all(
        JaroWinkler.similarity(word, other) > 0.9 for word, other in zip(found.missing, found.extra, strict=True)
    ):
        return _Judgement(Verdict.UNSURE, worth, f"{found.extra[0]} = {found.missing[0]}?")
    return _Judgement(Verdict.DIFFERENT, worth, _conflict(found.extra, found.missing))


def _judge_subset(claimed: Reading, actual: Reading, found: Alignment, worth: float) -> _Judgement:
    """One name has all words of the other, and more."""
    words = found.missing or found.extra
    shown = " ".join(words)
    why = f"without “{shown}”" if found.missing else f"“{shown}” added"
    if not (claimed.whole and actual.whole):
        return _Judgement(Verdict.DIFFERENT, worth * 0.8, why)
    rest = actual.words if found.missing else claimed.words
    places = found.missing_at or found.extra_at
    if claimed.labels and claimed.labels == actual.labels and found.weakest >= Relation.UNUSUAL:
        # J. Phys. A for Journal of Physics A: Mathematical and General.
        longer, shorter = (actual, claimed) if found.missing else (claimed, actual)
        if min(places) >= longer.labelled_at and shorter.labelled_at == len(shorter.words):
            return _Judgement(Verdict.SAME, worth, f"{why}, the section's title")
    if found.weakest >= Relation.SHORT and (
        (set(words) <= _FORMS and min(places) >= max(2, len(found.pairs)))
        or (len(words) == 1 and is_initialism(words[0], [w for w in rest if w != words[0]]))
    ):
        return _Judgement(Verdict.MINOR, worth, why)
    return _Judgement(Verdict.UNSURE, worth * 0.9, why)


def _conflict(claimed: Sequence[str], actual: Sequence[str]) -> str:
    return f"“{' '.join(claimed)}” against “{' '.join(actual)}”"
