"""Chinese text: recognising it, simplifying it, and writing it in pinyin.

The libraries load dictionaries, so they are imported when the first Chinese text turns up.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from functools import cache
from typing import Any

from refcheck.text import tables

# CJK ideographs: the unified block, extension A, compatibility, the supplementary planes, and 〇.
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_HAN_RUN = re.compile(f"[{_HAN}]+")
# Kana mark Japanese, which writes its nouns in the same ideographs.
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]")

_LONGEST = 2000  # characters converted at once; a title or a name is far shorter
_MOST_READINGS = 16  # romanisations of one name


@cache
def _surnames() -> dict[str, list[str]]:
    """The surnames of two characters and those of unusual reading, with their readings."""
    return {surname: readings.split() for surname, readings in tables.rows("zh_surnames.tsv")}


def is_chinese(text: str) -> bool:
    """Whether `text` has Chinese characters and no kana, which would make it Japanese."""
    return _HAN_RUN.search(text) is not None and _KANA.search(text) is None


def han_runs(text: str) -> list[str]:
    """The unbroken runs of Chinese characters in `text`."""
    return _HAN_RUN.findall(text)


@cache
def _converter() -> Any:
    import opencc  # noqa: PLC0415 (loads its dictionaries)

    return opencc.OpenCC("t2s")


def simplify(text: str) -> str:
    """Traditional characters as simplified ones; everything else unchanged."""
    if not _HAN_RUN.search(text):
        return text
    # OpenCC takes UTF-8, which a lone surrogate cannot be.
    clean = text.encode("utf-8", "replace").decode("utf-8")
    return str(_converter().convert(clean[:_LONGEST])) + clean[_LONGEST:]


def pinyin(text: str) -> str:
    """`text` with each Chinese character as its syllable, toneless and lower case, set off by blanks.

    >>> pinyin("中华血液学杂志")
    'zhong hua xue ye xue za zhi'
    """
    import pypinyin  # noqa: PLC0415 (loads its dictionaries)

    parts = pypinyin.lazy_pinyin(simplify(text[:_LONGEST]))
    return " ".join(" ".join(part.split()) for part in parts if part.strip())


def is_pinyin_of(latin: str, chinese: str) -> bool:
    """Whether the letters of `latin` spell the characters of `chinese`, whatever the blanks, tones and readings.

    >>> is_pinyin_of("Zhonghua xue ye xue za zhi", "中华血液学杂志")
    True
    """
    letters = "".join(c for c in unicodedata.normalize("NFD", latin[:_LONGEST].casefold()) if c.isalnum())
    text = "".join(c for c in simplify(chinese[:_LONGEST]).casefold() if c.isalnum())
    if not 0 < len(text) <= len(letters) <= 6 * len(text):  # a syllable has at most six letters: zhuang
        return False
    import pypinyin  # noqa: PLC0415 (loads its dictionaries)

    # Every place in the letters that the characters so far can reach.
    reached = {0}
    for syllables in pypinyin.pinyin(text, style=pypinyin.Style.NORMAL, heteronym=True):
        spelt = {form for syllable in syllables for form in _spellings(syllable)}
        reached = {at + len(form) for at in reached for form in spelt if letters.startswith(form, at)}
        if not reached:
            return False
    return len(letters) in reached


def name_in_pinyin(name: str) -> tuple[tuple[str, str], ...]:
    """The romanisations that a Chinese personal name may have, as (family, given), the most usual first.

    Empty for what is not a Chinese name: too short, too long, or a transliterated one (约翰·史密斯), whose
    pinyin is not how it is spelt elsewhere.

    >>> name_in_pinyin("张伟娟")
    (('Zhang', 'Weijuan'),)
    >>> name_in_pinyin("欧阳修")
    (('Ouyang', 'Xiu'),)
    """
    import pypinyin  # noqa: PLC0415 (loads its dictionaries)

    bare = simplify(name.strip()[:_LONGEST])
    match = re.fullmatch(f"([{_HAN}]{{1,2}})[,，\\s]{{1,3}}([{_HAN}]{{1,3}})", bare)
    if match:
        family, given = match.groups()
    else:
        bare = "".join(bare.split())
        if not re.fullmatch(f"[{_HAN}]{{2,5}}", bare):
            return ()
        size = 2 if len(bare) > 2 and bare[:2] in _surnames() else 1
        family, given = bare[:size], bare[size:]
    if len(given) > 3:
        return ()
    families = _surnames().get(family) or ["".join(pypinyin.lazy_pinyin(family))]
    readings = [
        list(dict.fromkeys([first, *others]))
        for first, others in zip(
            pypinyin.lazy_pinyin(given),
            pypinyin.pinyin(given, style=pypinyin.Style.NORMAL, heteronym=True),
            strict=True,
        )
    ]
    givens = ["".join(syllables) for syllables in itertools.islice(itertools.product(*readings), _MOST_READINGS)]
    pairs = (
        (family_spelling.capitalize(), given_spelling.capitalize())
        for spelt_given in givens
        for spelt_family in families
        for family_spelling in _spellings(spelt_family)
        for given_spelling in _spellings(spelt_given)
    )
    return tuple(itertools.islice(dict.fromkeys(pairs), _MOST_READINGS))


def _spellings(syllables: str) -> list[str]:
    """How pinyin's ü, which pypinyin writes v, is spelt: 吕 is Lyu in passports, and Lu or Lv in print."""
    if "v" not in syllables:
        return [syllables]
    return [syllables.replace("v", letter) for letter in ("u", "v", "yu")]
