"""What an alignment of two journal names says: the same, imprecisely the same, unsure or different.

A word that conflicts says "different". A word too many or too few says so where an author would hardly have added or
dropped it: at the beginning (Trends in Plant Science, Plant Science), or amid words that are all spelled out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA, JaroWinkler

from refcheck.compare.journal_alignment import Alignment, Pair, align
from refcheck.compare.journal_parts import GENERIC, JournalName, Reading, is_initialism, names_a_body
from refcheck.model.agreement import Verdict
from refcheck.text.iso4 import Relation, abbreviations, relate

_RANK: Final = {Verdict.SAME: 3, Verdict.MINOR: 2, Verdict.UNSURE: 1, Verdict.DIFFERENT: 0}

# Words behind a name that say in which form or where a journal appears, not which journal it is.
_FORMS: Final = frozenset((
    "online", "print", "electronic", "internet", "web", "edition", "ed", "engl", "english", "usa", "us", "uk", "ny",
    "lond", "london", "united", "states", "america", "grenzgebiete",
))  # fmt: skip
_FORM_PHRASES: Final = frozenset(["int j", "international journal"])
# Titles of which indexes leave out a leading word: "Journal of …" says little.
_TITLE_WORDS: Final = GENERIC | {"j", "rev", "bull", "proc", "trans", "bol", "z", "zh", "arch", "ann", "an"}
# Web of Science cuts names to 20 or 29 characters.
_CUT_LENGTHS: Final = (range(17, 21), range(26, 30))


class Judgement(NamedTuple):
    """One comparison; `subset` tells that one name has all words of the other and more."""

    verdict: Verdict
    score: float
    why: str
    subset: bool = False

    @property
    def order(self) -> tuple[int, float]:
        """For choosing the best of several."""
        return _RANK[self.verdict], self.score


def judge(claimed: Reading, actual: Reading) -> Judgement:
    """Judges one reading of each name."""
    found = align(claimed.words, actual.words)
    worth = found.worth
    if (found.missing or found.extra) and all(pair.relation is Relation.DOUBT for pair in found.pairs):
        return Judgement(Verdict.DIFFERENT, worth, _conflict(claimed.words, actual.words))
    if found.missing and found.extra:
        return _judge_conflict(found, worth)
    if claimed.labels and actual.labels and claimed.labels != actual.labels:
        verdict = Verdict.UNSURE if set(claimed.labels) & set(actual.labels) else Verdict.DIFFERENT
        return Judgement(verdict, worth * 0.6, _conflict(claimed.labels, actual.labels))
    if found.missing or found.extra:
        return _judge_subset(claimed, actual, found, worth)
    if len(claimed.words) == len(actual.words) == 1:
        return _judge_single(claimed, actual, found)
    return _judge_full(claimed, actual, found, worth)


def judge_cut(first: JournalName, second: JournalName) -> Judgement | None:
    """Judges a name in capitals that Web of Science cut to 20 or 29 characters; None if neither is one."""
    for short, full in ((first, second), (second, first)):
        text = short.text.strip()
        if not text.isupper() or not any(len(text) in lengths for lengths in _CUT_LENGTHS):
            continue
        found = align(short.readings[0].words, full.readings[0].words)
        at_end = all(place >= len(full.readings[0].words) - len(found.missing) for place in found.missing_at)
        if found.pairs and not found.extra and at_end and len(found.pairs) > 1:
            return Judgement(Verdict.MINOR, found.worth, f"cut to {len(text)} characters, as Web of Science does")
    return None


def _judge_full(claimed: Reading, actual: Reading, found: Alignment, worth: float) -> Judgement:
    """Every word has its partner."""
    weakest = found.weakest
    shown = ", ".join(_show(pair) for pair in [pair for pair in found.pairs if pair.relation is weakest][:2])
    if weakest is Relation.DOUBT:
        verdict = Verdict.MINOR if _is_recognisable(found) and claimed.labels == actual.labels else Verdict.UNSURE
        return Judgement(verdict, worth, f"{shown}?")
    if claimed.labels != actual.labels:
        # The section's title says as much as its letter.
        titled = any(len(reading.words) > reading.labelled_at > 0 for reading in (claimed, actual))
        verdict = Verdict.MINOR if titled and weakest > Relation.VARIANT else Verdict.UNSURE
        return Judgement(verdict, worth * 0.9, "only one names a section by its letter or number")
    if weakest is Relation.VARIANT:
        return Judgement(Verdict.MINOR, worth, f"another spelling: {shown}")
    if weakest is Relation.UNUSUAL:
        return Judgement(Verdict.MINOR, worth, f"an unusual abbreviation: {shown}")
    left_out = claimed.left_out or actual.left_out
    if not (claimed.whole and actual.whole):
        return Judgement(Verdict.MINOR, worth * 0.95, f"the same without {left_out}")
    if weakest is Relation.EQUAL:
        return Judgement(Verdict.SAME, 1.0, f"the same without {left_out}" if left_out else "the same words")
    return Judgement(Verdict.SAME, worth, f"abbreviation by ISO 4: {shown}")


def _is_recognisable(found: Alignment) -> bool:
    """Whether one word, misspelt or shortened as another one is (pharm. for pharmacology), is clear among many."""
    doubtful = [pair for pair in found.pairs if pair.relation is Relation.DOUBT]
    if len(doubtful) > 1 or len(found.pairs) < 3:
        return False
    short, full = sorted((doubtful[0].claimed, doubtful[0].actual), key=len)
    return (2 < len(short) < len(full) - 2 and full.startswith(short)) or _is_slip(short, full)


def _is_slip(short: str, full: str) -> bool:
    """Whether a letter of a word in full or of its abbreviation is wrong, and no other word has come of it."""
    forms = {full, *abbreviations(full)}
    if full.startswith(short):
        return False  # an inflection
    return len(short) > 4 and not abbreviations(short) and any(OSA.distance(short, form) == 1 for form in forms)


def _judge_single(claimed: Reading, actual: Reading, found: Alignment) -> Judgement:
    """One-word names are not abbreviated by ISO 4, and a letter makes another journal (Cell, Cells)."""
    pair = found.pairs[0]
    if pair.relation is Relation.EQUAL:
        return _judge_full(claimed, actual, found, found.worth)
    short, full = sorted((pair.claimed, pair.actual), key=len)
    cut = full.startswith(short) and short[-1] not in "aeiou" and len(full) - len(short) > 2
    if pair.relation is not Relation.UNUSUAL and not cut and short not in abbreviations(full):
        return Judgement(Verdict.DIFFERENT, found.worth, _conflict(claimed.words, actual.words))
    if pair.relation is Relation.LISTED and short not in abbreviations(short):
        return Judgement(Verdict.MINOR, found.worth, f"a one-word name abbreviated: {_show(pair)}")
    return Judgement(Verdict.UNSURE, found.worth, f"{_show(pair)}?")


def _judge_conflict(found: Alignment, worth: float) -> Judgement:
    """Each name has words that the other has not."""
    if len(found.missing) == len(found.extra):
        if all(any(relate(word, other) >= Relation.VARIANT for other in found.extra) for word in found.missing):
            return Judgement(Verdict.UNSURE, worth, "the same words in another order")
        pairs = list(zip(found.extra, found.missing, strict=True))
        if all(JaroWinkler.similarity(word, other) > 0.9 for word, other in pairs):
            return Judgement(Verdict.UNSURE, worth, f"{pairs[0][0]} = {pairs[0][1]}?")
    return Judgement(Verdict.DIFFERENT, worth, _conflict(found.extra, found.missing))


def _judge_subset(claimed: Reading, actual: Reading, found: Alignment, worth: float) -> Judgement:
    """One name has all words of the other, and more."""
    words = found.missing or found.extra
    why = f"without “{' '.join(words)}”" if found.missing else f"“{' '.join(words)}” added"
    if not (claimed.whole and actual.whole):
        return Judgement(Verdict.DIFFERENT, worth * 0.8, why)
    longer, shorter = (actual, claimed) if found.missing else (claimed, actual)
    places = found.missing_at or found.extra_at
    sure = found.weakest >= Relation.UNUSUAL
    if sure and claimed.labels and claimed.labels == actual.labels:
        # J. Phys. A for Journal of Physics A: Mathematical and General.
        before = {word for word, place in zip(words, places, strict=True) if place < longer.labelled_at}
        if before <= _FORMS and shorter.labelled_at == len(shorter.words):
            return Judgement(Verdict.SAME, worth, f"{why}, the section's title")
    if sure and _is_harmless(words, places, longer, shorter):
        return Judgement(Verdict.MINOR, worth, why)
    verdict = Verdict.DIFFERENT if _is_distinctive(found, places, longer) else Verdict.UNSURE
    return Judgement(verdict, worth * 0.9, why, subset=True)


def _is_harmless(words: Sequence[str], places: Sequence[int], longer: Reading, shorter: Reading) -> bool:
    """Whether what one name has more is its initials, its place, a repetition, or tells its form at the end."""
    if len(words) == 1 and is_initialism(words[0], [word for word in longer.words if word != words[0]]):
        return True
    if all(any(word[:3] == place[:3] for place in shorter.places) for word in words):
        return True
    others = [word for place, word in enumerate(longer.words) if place not in places]
    if places[0] > 0 and all(word in others for word in words):
        return True  # Journal - Linnean Society. Linnean Society
    tells_form = set(words) <= _FORMS or " ".join(words) in _FORM_PHRASES
    return tells_form and min(places) >= max(2, len(shorter.words))


def _is_distinctive(found: Alignment, places: Sequence[int], longer: Reading) -> bool:
    """Whether the words that one name has more make it another journal."""
    if found.weakest <= Relation.DOUBT or len(places) > 2 or names_a_body(" ".join(longer.words)):
        return False
    words = found.missing or found.extra
    if places[0] == 0:
        return not set(words) & _TITLE_WORDS
    # An abbreviated name may leave words out, but nobody adds one to the full name.
    record_in_full = all(len(pair.actual) >= len(pair.claimed) for pair in found.pairs)
    inside = places[-1] < len(longer.words) - 1
    if found.extra:
        return record_in_full and (inside or len(found.pairs) == 1)
    return False


def _show(pair: Pair) -> str:
    return f"{pair.claimed} = {pair.actual}"


def _conflict(claimed: Sequence[str], actual: Sequence[str]) -> str:
    return f"“{' '.join(claimed)}” against “{' '.join(actual)}”"
