"""Whether a claimed journal name is one of the names of the record's journal.

Full names, abbreviations, initials and everyday names are all right; siblings (BMC Plant Biology, BMC Genomics) are
not. Similarity of strings cannot tell these apart: words are aligned in order, and each pair must be the same word in
full, by ISO 4 or in another spelling. `refcheck.compare.journal_verdict` judges one alignment.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from refcheck.compare.journal_names import everyday_names, well_known_names
from refcheck.compare.journal_parts import JournalName, Reading, take_apart
from refcheck.compare.journal_verdict import Judgement, judge, judge_cut
from refcheck.model.agreement import Agreement, Verdict
from refcheck.text.chinese import is_chinese
from refcheck.text.iso4 import abbreviations

_FITS: Final = (Verdict.SAME, Verdict.MINOR)


def compare_journal(claimed: str, names: Sequence[str], *, others: Sequence[str] = ()) -> Agreement:
    """Compares a claimed journal name with every name that the record's journal has.

    Args:
        claimed: the name as printed.
        names: every name of the record's container: full, short, ISO 4, MEDLINE.
        others: names of other journals that the claim may fit instead.

    Returns:
        The agreement with the name that fits best; `score` ranks, 1 is equal.
    """
    names = [name for name in names if _has_words(name)]
    if not _has_words(claimed) or not names:
        return Agreement(Verdict.ABSENT)
    if is_chinese(claimed) or all(is_chinese(name) for name in names):
        from refcheck.compare.chinese import compare_chinese_journal  # noqa: PLC0415 (loads its glossary)

        return compare_chinese_journal(claimed, names, others)
    judged = [(_compare(claimed, name), name) for name in names]
    best, actual = max(judged, key=lambda found: found[0].order)
    if best.subset:
        best, actual = _by_full_name(best, actual, judged)
    if best.verdict not in _FITS and (other := _other(claimed, names, others, best)):
        best = Judgement(Verdict.DIFFERENT, min(best.score, 0.4), f"{best.why}: the name of another journal, “{other}”")
    return Agreement(best.verdict, round(best.score, 3), best.why, actual)


def _has_words(name: str) -> bool:
    return any(character.isalnum() for character in name)


def _by_full_name(best: Judgement, actual: str, judged: Sequence[tuple[Judgement, str]]) -> tuple[Judgement, str]:
    """The judgement by the full name, where its abbreviation alone could not exclude a word more or less."""
    for found, name in judged:
        decided = found.verdict is Verdict.DIFFERENT and found.subset and len(name) > len(actual)
        if decided and _compare(actual, name).verdict in _FITS:
            return found, name
    return best, actual


def _other(claimed: str, names: Sequence[str], others: Sequence[str], best: Judgement) -> str:
    """Another journal that the claim names: positive evidence where a word too many or too few is none."""
    for other in others:
        if _compare(claimed, other).verdict is Verdict.SAME and not _fits_any(other, names):
            return other
    if best.subset:
        for group in well_known_names().lookup(claimed):
            if not any(_fits_any(known, names) for known in group):
                return group[0]
    return ""


def _fits_any(name: str, names: Sequence[str]) -> bool:
    return any(_compare(name, other).verdict in _FITS for other in names)


@lru_cache(maxsize=1 << 15)
def _compare(claimed: str, name: str) -> Judgement:
    """Two names, then what else they are called."""
    if claimed.strip() == name.strip():
        return Judgement(Verdict.SAME, 1.0, "the same words")
    first, second = take_apart(claimed), take_apart(name)
    best = _compare_readings(first, second)
    if best.verdict is Verdict.SAME:
        return best
    for one in (*_everyday(claimed), first):
        for other in (*_everyday(name), second):
            if (one, other) != (first, second) and _compare_readings(one, other).verdict is Verdict.SAME:
                known = one if one is not first else other
                return Judgement(Verdict.SAME, 0.99, f"an everyday name of “{known.text}”")
    return best if best.verdict in _FITS else judge_cut(first, second) or best


def _everyday(name: str) -> list[JournalName]:
    """The other names of the journals that are known by this name."""
    return [take_apart(known) for group in everyday_names().lookup(name) for known in group if known != name]


def _compare_readings(first: JournalName, second: JournalName) -> Judgement:
    best = None
    for one, other in _pairs(first, second):
        found = judge(one, other)
        if best is None or found.order > best.order:
            best = found
        if best.verdict is Verdict.SAME:
            break
    if best is None:  # letters that have no transliteration
        return Judgement(Verdict.UNSURE, 0.0, "nothing to compare")
    if best.verdict in _FITS and first.places and second.places and not _meet(first.places, second.places):
        why = f"“{' '.join(first.places)}” against “{' '.join(second.places)}”"
        return best._replace(verdict=Verdict.UNSURE, why=why)
    return best


def _pairs(first: JournalName, second: JournalName) -> Iterator[tuple[Reading, Reading]]:
    """The readings of two names against each other, the fullest first: most names need no other."""
    if first.fullest.words and second.fullest.words:
        yield first.fullest, second.fullest
    for one in first.readings:
        for other in second.readings:
            # Two titles without their subtitles are not yet the same.
            judged = one is first.fullest and other is second.fullest
            if not judged and not (one.left_out and other.left_out):
                yield one, other


def _meet(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether two notes of place may mean the same: a word in common, or initials (NY, New York).

    A note of title words is no place, but the title in another language: (Biomedical Engineering), (Berl).
    """
    if any(len(words) > 1 and all(map(abbreviations, words)) for words in (first, second)):
        return True
    if any(one[:3] == other[:3] for one in first for other in second):
        return True
    initials = ["".join(word[0] for word in words) for words in (first, second)]
    return any(one in initials[1] for one in first) or any(other in initials[0] for other in second)
