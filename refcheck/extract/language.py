"""Which language a document is written in, as far as refcheck treats them apart."""

from __future__ import annotations

import re

from refcheck.text.chinese import han_runs, simplify

_KANA_OR_HANGUL = re.compile("[\u3041-\u3096\u30a1-\u30fa\uac00-\ud7a3]")
_LATIN_WORD = re.compile(r"[^\W\d_]{1,30}")
_ENGLISH_WORDS = (
    "the of and in to a is are was were for with that this by on as at from be an which these it between or has have "
    "not we"
)
_OTHER_WORDS = (
    "der die das und von für mit den dem des ist im ein eine zur le la les et des du dans une pour sur est par el los "
    "las del y en para con una por il di che della dei per do da dos os em uma não van het een niet"
)
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_OTHER = frozenset(_OTHER_WORDS.split())
_SAMPLE = 200_000  # characters; a language does not change its mind after them
_CONVERTED = 2_000  # Chinese characters looked at for the script


def language_of(text: str) -> str:
    """The language of `text`: "en", "zh-Hans", "zh-Hant", or "und" where it is neither or cannot be told."""
    sample = text[:_SAMPLE]
    chinese = "".join(han_runs(sample))
    words = _LATIN_WORD.findall(re.sub(r"[\u2e80-\u9fff]+", " ", sample))
    if chinese and len(_KANA_OR_HANGUL.findall(sample)) > 0.1 * len(chinese):
        return "und"
    # a Chinese character says about as much as two thirds of an English word
    if len(chinese) > 0.5 * len(words) and len(chinese) >= 2:
        return _script(chinese[:_CONVERTED])
    lower = [word.casefold() for word in words]
    english = sum(word in _ENGLISH for word in lower)
    other = sum(word in _OTHER for word in lower)
    return "en" if english > other else "und"


def _script(chinese: str) -> str:
    """Traditional where simplifying changes more than the odd character that both scripts know."""
    changed = sum(a != b for a, b in zip(chinese, simplify(chinese), strict=False))
    return "zh-Hant" if changed >= 0.05 * len(chinese) else "zh-Hans"
