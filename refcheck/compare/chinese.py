"""Comparing Chinese names of journals and Chinese titles with what a record has, in English, pinyin or Chinese.

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
from refcheck.compare.glossed import Alignment, align
from refcheck.model.agreement import Agreement, Verdict
from refcheck.text.chinese import is_chinese, is_pinyin_of, simplify
from refcheck.text.folding import fold, words
from refcheck.text.glosses import STOP_WORDS, kind_stems
from refcheck.text.stems import found

_RANK = {Verdict.SAME: 4, Verdict.MINOR: 3, Verdict.UNSURE: 2, Verdict.DIFFERENT: 1, Verdict.ABSENT: 0}

_AGREE = frozenset([Verdict.SAME, Verdict.MINOR])

# Journals. Measured on pairs of English names and common Chinese renderings: with a glossary of this size right pairs
# stay above .85 and have no unmatched known word; pairs of different journals rarely pass .70.
_EQUAL = 0.97  # all but an ending
_FITS = 0.84
_OTHER_FITS = 0.80
_POOR = 0.45
_BELOW_SIBLINGS = 0.50
_STRANGE = 0.15  # nothing to speak of in common, of journals and of titles

_LONGEST_NAME = 300
_ORIGINAL = re.compile(r"([^()（）]{1,100}?)\s{0,3}[(（]([A-Za-z][^()（）]{0,150})[)）]")
_EDITION = re.compile(r"[(（][^()（）]{0,30}[)）]")

# Titles. Renderings of the same title score .6 and more, other titles on the same subject rarely .6.
_TITLE_FITS = 0.80
_TITLE_SUPPORTED = 0.62
_TITLE_PART = 0.50  # enough where what is not matched is on one side only: a shortened or explained title
_ENOUGH_WORDS = 4
_NEGATIONS = frozenset("不 未 没有 不能 不会 未能 并非 并不 并未 无效 无益 无关 未见 没 否".split())  # noqa: SIM905
_NEGATIVE = re.compile("[不未没无非否]")
_ENGLISH_NEGATIVE = re.compile(
    r"^(?:no|not|without|lack\w{0,4}|fail\w{0,5}|cannot|never|neither|nor|non\w*|un\w+|absence"
    r"|in(?:effective|sufficient|adequate|ability|active|significant)\w{0,4})$"
)
_ENGLISH_NEGATIONS = frozenset(["no", "not", "without", "cannot", "never", "neither"])


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
        return Agreement(fits, round(alignment.score, 3), _explain(alignment), name)
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
        return _different(best, _explain(closest))
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
        # Nothing in common: it is enough to understand half of either name.
        understood = len(alignment.missing) >= len(unread_chinese) and len(alignment.extra) >= len(unread_english)
        return understood and (bool(topics) or not unread_english)
    return not unread_chinese and not unread_english and bool(set(alignment.missing) - kinds) and bool(topics)


def _both_chinese(claimed: str, name: str) -> Agreement:
    """Compare two Chinese names of journals."""
    one, two = known_journals.key(claimed), known_journals.key(name)
    if one == two and one:
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


def _explain(alignment: Alignment) -> str:
    """The glosses that matched and those that did not, for a reader."""
    matched = [piece.text for piece in alignment.pieces if piece.share >= 0.5]
    parts = []
    if matched:
        parts.append(f"matched {' '.join(matched[:8])}")
    if alignment.missing:
        parts.append(f"not in the record: {' '.join(alignment.missing[:5])}")
    if alignment.extra:
        parts.append(f"only in the record: {' '.join(alignment.extra[:5])}")
    return "; ".join(parts) or "no gloss matched"


def compare_chinese_title(claimed: str, titles: Sequence[str]) -> Agreement:
    """Compare a title in Chinese (on either side) with the titles of a record, original and translated."""
    titles = [title for title in dict.fromkeys(titles) if title.strip()]
    if not claimed.strip() or not titles:
        return Agreement(Verdict.ABSENT)
    results = [_one_title(claimed, title) for title in titles]
    return max(results, key=lambda result: (_RANK[result.verdict], result.score))


def _one_title(claimed: str, title: str) -> Agreement:
    if is_chinese(claimed) == is_chinese(title):
        return _same_script(claimed, title)
    chinese, foreign = (claimed, title) if is_chinese(claimed) else (title, claimed)
    whole = _by_glosses(chinese, foreign, title)
    main, _, subtitle = foreign.partition(": ")
    if subtitle and len(words(main)) > _ENOUGH_WORDS:
        part = _by_glosses(chinese, main, title)
        if whole.verdict not in _AGREE and part.verdict in _AGREE:
            return Agreement(Verdict.MINOR, part.score, f"without the subtitle; {part.why}", title)
    return whole


def _by_glosses(chinese: str, foreign: str, actual: str) -> Agreement:
    """Compare a Chinese title with one in another language."""
    alignment = align(chinese, words(foreign))
    score = round(alignment.score, 3)
    why = _explain(alignment)
    one_sided = not alignment.missing or not alignment.extra
    if score < (_TITLE_PART if one_sided else _TITLE_SUPPORTED):
        strange = score < _STRANGE and _long_enough(alignment)
        return Agreement(Verdict.DIFFERENT if strange else Verdict.UNSURE, score, why, actual)
    if _numbers_differ(alignment) or _negations_differ(chinese, alignment):
        return Agreement(Verdict.UNSURE, score, f"numbers or negations differ; {why}", actual)
    return Agreement(Verdict.SAME if score >= _TITLE_FITS else Verdict.MINOR, score, why, actual)


def _long_enough(alignment: Alignment) -> bool:
    """Whether both titles have enough words for their having nothing in common to mean something."""
    known = sum(piece.known for piece in alignment.pieces)
    content = sum(word not in STOP_WORDS for word in alignment.english)
    return known >= _ENOUGH_WORDS and content >= _ENOUGH_WORDS


def _numbers_differ(alignment: Alignment) -> bool:
    """Whether each title has a number that the other lacks."""
    ours = [
        piece.text for piece in alignment.pieces if piece.text.isascii() and piece.text.isdigit() and piece.share < 1
    ]
    theirs = [w for w, share in zip(alignment.english, alignment.shares, strict=True) if w.isdigit() and share < 1]
    return bool(ours) and bool(theirs)


def _negations_differ(chinese: str, alignment: Alignment) -> bool:
    """Whether one title denies something and the other has nothing negative at all."""
    denied = any(piece.text in _NEGATIONS for piece in alignment.pieces)
    denied_in_english = any(word in _ENGLISH_NEGATIONS for word in alignment.english)
    if denied and not any(_ENGLISH_NEGATIVE.match(word) for word in alignment.english):
        return True
    return denied_in_english and not _NEGATIVE.search(simplify(chinese))


def _same_script(claimed: str, title: str) -> Agreement:
    """Compare two titles of one script, letter by letter."""
    one, two = (fold(simplify(text)).replace(" ", "") for text in (claimed, title))
    if one == two and one:
        return Agreement(Verdict.SAME, 1.0, "equal", title)
    score = round(ratio(one, two) / 100, 3)
    digits = [re.findall(r"\d+", text) for text in (one, two)]
    negative = [_NEGATIVE.findall(text) for text in (one, two)]
    if score >= 0.9 and digits[0] == digits[1] and negative[0] == negative[1]:
        return Agreement(Verdict.MINOR, score, "a few characters differ", title)
    if score < 0.4 and min(len(one), len(two)) >= 6:
        return Agreement(Verdict.DIFFERENT, score, "another title", title)
    return Agreement(Verdict.UNSURE, score, "similar characters", title)
