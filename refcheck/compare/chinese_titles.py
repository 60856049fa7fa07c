"""Comparing a Chinese title with the titles of a record, in Chinese or in another language.

Chinese with Chinese by character, anything else by glosses. Support is worth more than contradiction: translators of
titles leave out and explain, so that only having nothing in common says that it is another work.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.fuzz import ratio

from refcheck.compare.glossed import Alignment, align
from refcheck.model.agreement import Agreement, Verdict
from refcheck.text.chinese import is_chinese, simplify
from refcheck.text.folding import fold, words
from refcheck.text.glosses import STOP_WORDS

_RANK = {Verdict.SAME: 4, Verdict.MINOR: 3, Verdict.UNSURE: 2, Verdict.DIFFERENT: 1, Verdict.ABSENT: 0}
_AGREE = frozenset([Verdict.SAME, Verdict.MINOR])

# Renderings of the same title score .6 and more, other titles on the same subject rarely .6.
_FITS = 0.80
_SUPPORTED = 0.62
_PART = 0.50  # enough where what is not matched is on one side only: a shortened or explained title
_STRANGE = 0.15  # nothing to speak of in common
_ENOUGH_WORDS = 4
_NEGATIONS = frozenset("不 未 没有 不能 不会 未能 并非 并不 并未 无效 无益 无关 未见 没 否".split())  # noqa: SIM905
_NEGATIVE = re.compile("[不未没无非否]")
_ENGLISH_NEGATIVE = re.compile(
    r"^(?:no|not|without|lack\w{0,4}|fail\w{0,5}|cannot|never|neither|nor|non\w*|un\w+|absence"
    r"|in(?:effective|sufficient|adequate|ability|active|significant)\w{0,4})$"
)
_ENGLISH_NEGATIONS = frozenset(["no", "not", "without", "cannot", "never", "neither"])


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
    why = alignment.why
    one_sided = not alignment.missing or not alignment.extra
    if score < (_PART if one_sided else _SUPPORTED):
        strange = score < _STRANGE and _long_enough(alignment)
        return Agreement(Verdict.DIFFERENT if strange else Verdict.UNSURE, score, why, actual)
    if _numbers_differ(alignment) or _negations_differ(chinese, alignment):
        return Agreement(Verdict.UNSURE, score, f"numbers or negations differ; {why}", actual)
    return Agreement(Verdict.SAME if score >= _FITS else Verdict.MINOR, score, why, actual)


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
