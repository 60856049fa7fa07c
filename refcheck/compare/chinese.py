"""Comparing Chinese names of journals with what a record has, in English, pinyin or Chinese.

A Chinese text names a foreign journal by its customary name (柳叶刀) or translates it word by word (干细胞研究).
The first are looked up; the second are aligned by glosses, where every word of either side that the glossary knows
has to be found on the other. A claim is contradicted only by understanding: it is another journal's name, or both
names are understood in full and speak of different subjects.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.fuzz import ratio

from refcheck.compare import known_journals
from refcheck.compare.chinese_titles import compare_chinese_title
from refcheck.compare.glossed import Alignment, align
from refcheck.model.agreement import Agreement, Verdict
from refcheck.text.chinese import is_chinese, is_pinyin_of
from refcheck.text.folding import words
from refcheck.text.glosses import STOP_WORDS, kind_stems
from refcheck.text.stems import found

__all__ = ["compare_chinese_journal", "compare_chinese_title"]

_RANK = {Verdict.SAME: 4, Verdict.MINOR: 3, Verdict.UNSURE: 2, Verdict.DIFFERENT: 1, Verdict.ABSENT: 0}
_AGREE = frozenset([Verdict.SAME, Verdict.MINOR])

# Journals. Measured on pairs of English names and common Chinese renderings: with a glossary of this size right pairs
# stay above .85 and have no unmatched known word; pairs of different journals rarely pass .70.
_EQUAL = 0.97  # all but an ending
_FITS = 0.84
_OTHER_FITS = 0.80
_POOR = 0.45
_BELOW_SIBLINGS = 0.50
_STRANGE = 0.15  # nothing to speak of in common
_ENOUGH_WORDS = 3  # of both names, for that to mean something

_LONGEST_NAME = 300
_ORIGINAL = re.compile(r"([^()（）]{1,100}?)\s{0,3}[(（]([A-Za-z][^()（）]{0,150})[)）]")
_EDITION = re.compile(r"[(（][^()（）]{0,30}[)）]")


def compare_chinese_journal(claimed: str, names: Sequence[str], others: Sequence[str] = ()) -> Agreement:
    """Compare a journal named in Chinese (on either side) with the names of a record's journal.

    Args:
        claimed: the name in the text.
        names: every name of the record's journal, in any script.
        others: names of other journals that the claim may stand for, besides the well-known ones.
    """
    names = [name for name in dict.fromkeys(names) if name.strip()]
    if not claimed.strip() or not names:
        return Agreement(Verdict.ABSENT)
    results = [_one_name(text, name) for text in _with_and_without_original(claimed) for name in names]
    best = max(results, key=lambda result: (_RANK[result.verdict], result.score))
    if best.verdict in _AGREE or not is_chinese(claimed):
        return best
    chinese = next(text for text in reversed(_with_and_without_original(claimed)) if is_chinese(text))
    return _another_journal(chinese, names, others, best) or best


def _with_and_without_original(claimed: str) -> list[str]:
    """A claim as it stands, and its parts where the original follows in brackets: 自然通讯（Nature Communications）."""
    match = _ORIGINAL.fullmatch(claimed.strip()[:_LONGEST_NAME])
    return [claimed, *match.groups()] if match else [claimed]


def _one_name(claimed: str, name: str) -> Agreement:
    """Compare with one name of the record; contradiction is judged by the caller, who sees all of them."""
    if is_chinese(claimed) and is_chinese(name):
        return _both_chinese(claimed, name)
    if not is_chinese(claimed) and not is_chinese(name):
        same = known_journals.names_one_of(claimed, [name])
        return Agreement(Verdict.SAME if same else Verdict.UNSURE, float(same), "equal" if same else "", name)
    chinese, foreign = (claimed, name) if is_chinese(claimed) else (name, claimed)
    meaning = known_journals.meaning(chinese)
    if meaning is not None and known_journals.names_one_of(foreign, meaning.certain):
        verdict = Verdict.SAME if meaning.exact else Verdict.MINOR
        return Agreement(verdict, 1.0, f"{chinese} is the Chinese name of {foreign}", name)
    bare = known_journals.bare_name(foreign)
    if is_pinyin_of(bare, chinese):
        return Agreement(Verdict.SAME, 1.0, "the name in pinyin", name)
    if is_pinyin_of(bare, chinese.removesuffix("杂志")) or is_pinyin_of(bare, f"{chinese}杂志"):
        return Agreement(Verdict.MINOR, 0.9, "the name in pinyin, but for 杂志", name)
    alignment = align(chinese, words(bare))
    fits = _fits(alignment)
    if fits is Verdict.UNSURE or meaning is None or (not meaning.exact and not meaning.loose):
        return Agreement(fits, round(alignment.score, 3), alignment.why, name)
    # It would fit, but by custom the name is another journal's.
    usual = (meaning.certain or meaning.loose)[0]
    return Agreement(Verdict.UNSURE, round(alignment.score, 3), f"{chinese} is also used for {usual}", name)


def _fits(alignment: Alignment) -> Verdict:
    """What the alignment of two names by itself says: the same, the same imprecisely, or nothing."""
    if alignment.missing or alignment.extra or alignment.score < _FITS:
        return Verdict.UNSURE
    subject = [
        word for word in alignment.english if word not in STOP_WORDS and word not in {"journal", "j", "acta", "sinica"}
    ]
    if _word_order_differs(alignment, subject):
        return Verdict.UNSURE
    if alignment.score > _EQUAL:
        return Verdict.SAME
    # Of one-word names, Hepatology is one journal and the Journal of Hepatology another.
    return Verdict.UNSURE if len(subject) == 1 else Verdict.MINOR


def _word_order_differs(alignment: Alignment, subject: Sequence[str]) -> bool:
    """Whether a name of two words has them in the other order: Advanced Science and Science Advances."""
    if (
        len(subject) != 2
        or len(alignment.english) > len(subject) + 1
        or any(w in {"of", "in", "for"} for w in alignment.english)
    ):
        return False
    if any(word in {"international", "today", "world", "china", "open", "sinica"} for word in alignment.english):
        return False  # 国际肾脏 and 肾脏国际 are both Kidney International
    places = [{index for way in piece.ways for index, _, _ in way} for piece in alignment.pieces]
    order = [index for indexes in places if len(indexes) == 1 for index in indexes]
    return order != sorted(order)


def _another_journal(claimed: str, names: Sequence[str], others: Sequence[str], best: Agreement) -> Agreement | None:
    """The evidence that the claim names another journal than the record's, if there is any."""
    meaning = known_journals.meaning(claimed)
    if meaning is not None and any(known_journals.names_one_of(name, meaning.loose) for name in names):
        return None
    foreign = [name for name in names if not is_chinese(name)]
    if not foreign:
        theirs = [known for name in names if (known := known_journals.meaning(name)) is not None]
        if meaning is not None and meaning.exact and any(known.exact for known in theirs):
            return _different(best, f"{claimed} and {best.actual} are two journals")
        return None
    if best.score >= _FITS:
        return None
    closest = max((align(claimed, words(known_journals.bare_name(name))) for name in foreign), key=lambda a: a.score)
    if meaning is not None and meaning.exact and meaning.certain:
        # What is neither unlike the claim nor says more than it may be a form of the name that the table lacks.
        if closest.score < _BELOW_SIBLINGS or closest.extra or any(map(known_journals.is_known_name, foreign)):
            return _different(best, f"{claimed} is the Chinese name of {meaning.certain[0]}")
        return None
    if best.score < _POOR:
        fitting = (other for other in others if other not in names and _one_name(claimed, other).score > _OTHER_FITS)
        name, score = known_journals.best_fit(claimed)
        other = next(fitting, name if score > _OTHER_FITS else "")
        if other and not any(known_journals.names_one_of(name, [other]) for name in foreign):
            return _different(best, f"{claimed} fits {other}")
    if closest.score < _BELOW_SIBLINGS and _subjects_differ(closest):
        return _different(best, closest.why)
    return None


def _different(best: Agreement, why: str) -> Agreement:
    return Agreement(Verdict.DIFFERENT, best.score, why, best.actual)


def _subjects_differ(alignment: Alignment) -> bool:
    """Whether each name has a subject that the other lacks, as far as the glossary understands them."""
    if not alignment.missing or not alignment.extra:
        return False
    # Kinds of journals (reviews, letters) are rendered too freely to contradict by themselves.
    kinds = {piece.text for piece in alignment.pieces if piece.sort == "kind"}
    topics = [word for word in alignment.extra if not any(found(kind, word) == (0, len(word)) for kind in kind_stems())]
    unread_chinese, unread_english = alignment.unread
    if alignment.score < _STRANGE:
        # Nothing in common: it is enough to understand half of either name, if it is more than a word for a word.
        if len(alignment.missing) + len(alignment.extra) < _ENOUGH_WORDS:
            return False
        understood = len(alignment.missing) >= len(unread_chinese) and len(alignment.extra) >= len(unread_english)
        return understood and (bool(topics) or not unread_english)
    return not unread_chinese and not unread_english and bool(set(alignment.missing) - kinds) and bool(topics)


def _both_chinese(claimed: str, name: str) -> Agreement:
    """Compare two Chinese names of journals."""
    one, two = known_journals.key(claimed), known_journals.key(name)
    if claimed == name or (one == two and one):
        return Agreement(Verdict.SAME, 1.0, "equal", name)
    meanings = known_journals.meaning(claimed), known_journals.meaning(name)
    if meanings[0] and meanings[1] and set(meanings[0].certain) & set(meanings[1].certain):
        return Agreement(Verdict.SAME, 1.0, "two Chinese names of one journal", name)
    bare = [known_journals.key(_EDITION.sub("", text)).removesuffix("杂志") for text in (claimed, name)]
    if bare[0] and bare[0] == bare[1] and not (_EDITION.search(claimed) and _EDITION.search(name)):
        return Agreement(Verdict.MINOR, 0.9, "equal but for the edition or 杂志", name)
    score = round(ratio(one, two) / 100, 3)
    if score < 0.5:
        return Agreement(Verdict.DIFFERENT, score, "another Chinese name", name)
    return Agreement(Verdict.UNSURE, score, "similar Chinese names", name)
