"""Personal names: the ways in which one printed name can be read, and whether two readings fit.

The same person is `Zhang W-J`, `Wei-Juan Zhang`, `ZHANG WJ` or `张伟娟`. A name is read in every way that its print
allows, and two names agree when some reading of one fits some reading of the other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from refcheck.text.chinese import is_chinese, name_in_pinyin
from refcheck.text.folding import fold, plain


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LONGEST: Final = 120  # characters; a longer name is cut
_PARTICLES: Final = _set(
    """a al abu af ap auf aus ben bin bint d da dal dalla das de degli dei del della der des di do dos du e el ibn
    in l la las le les lo los mac mc o of op san santa st t ten ter the to van vande vanden vander ver vom von y
    zu zum zur"""
)
_SUFFIX: Final = re.compile(r"[\s,]+(?:jr|sr|junior|senior|ii|iii|iv|2nd|3rd|filho|neto|júnior)\.?$", re.IGNORECASE)
_DEGREE: Final = re.compile(r",\s*(?:m\.?d|ph\.?\s?d|m\.?sc|b\.?sc|d\.?sc|m\.?p\.?h|r\.?n)\.?(?=$|,)", re.IGNORECASE)
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.?[-\s]?){1,4}")
_CAPITALS: Final = re.compile(r"\b[^\W\d_]{2,4}\b")
# Umlauts are written out (Müller, Mueller) or dropped (Muller): all three become one key.
_UMLAUT: Final = re.compile(r"(?<=[aou])e|(?<=a)a")
# Usual Chinese, Korean and Vietnamese surnames of up to five letters: one letter off is another family.
_SHORT_SURNAMES: Final = _set(
    """an bai bao bae cai cao chan chang chao chen cheng cheung chi chiang chiu cho choi chong chow chu chun chung
    cui dai dang deng ding do dong du duan duong fan fang fei feng fu gao ge gong gu guan guo han hao he ho hong
    hou hsu hu hua huang hung huo hwang jang ji jia jiang jin jing jung kang ke kim kong ku kuo kwak kwon lai
    lam lan lang lau le lee lei leung li liang liao lim lin ling liu long lu luo lv ma mao mei meng mi min mo
    moon nam ng ngo nie nguyen ni ning niu noh oh ou pan park pei peng pham phan pu qi qian qiao qin qiu qu ren
    rong ruan seo shan shang shao shen sheng shi shin shu si sim song su suh sun tai tan tang tao teng tian ting
    tong tran trinh truong tsai tsang tseng tu vo vu wan wang wei wen weng wong woo wu xi xia xiang xiao xie xin
    xing xiong xu xue yan yang yao ye yi yin ying yoo yoon you yu yuan yue yun zang zeng zhan zhang zhao zhen
    zheng zhong zhou zhu zhuang zou zuo"""
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A name read one way: the family name as one folded word, its parts, and what is known of the given names."""

    family: str
    parts: tuple[str, ...] = ()
    given: tuple[str, ...] = ()

    @property
    def initials(self) -> str:
        """The first letters of the given names."""
        return "".join(word[0] for word in self.given)


@lru_cache(maxsize=1 << 14)
def readings(family: str, given: str, name: str = "") -> tuple[Reading, ...]:
    """Every way to read a name, the most likely first; empty for a name without letters.

    Args:
        family: the family name, where the two are told apart.
        given: given names or initials.
        name: a name in one piece: a person's, in either order, or a group's.
    """
    family, given, name = (_bare(part) for part in (family, given, name))
    found: list[Reading] = []
    if is_chinese(family + given + name):
        found += [_reading(*pair) for pair in name_in_pinyin(name or family + given)]
    if family:
        found.append(_reading(family, given))
        if not given:
            found += _from_one_piece(family)
        elif not _are_initials(given):
            found.append(_reading(given, family))  # the order may be mistaken: Wei Zhang, Zhang Wei
    elif name or given:
        found += _from_one_piece(name or given)
    return tuple(dict.fromkeys(reading for reading in found if reading.family))


def compatible(left: Reading, right: Reading) -> bool:
    """Whether the initials of two readings do not contradict each other; unknown ones do not."""
    ours, theirs = left.initials, right.initials
    if not ours or not theirs:
        return True
    return ours[0] == theirs[0] or set(ours) <= set(theirs) or set(theirs) <= set(ours)


def same_family(left: Reading, right: Reading) -> bool:
    """Whether two family names are the same but for particles, spaces, hyphens and umlauts."""
    if left.family == right.family or _key(left.family) == _key(right.family):
        return True
    ours, theirs = ("".join(_telling(reading.parts)) for reading in (left, right))
    return _key(ours) == _key(theirs)


def part_of(left: Reading, right: Reading) -> bool:
    """Whether one family name is a part of the other's compound: García and García Márquez; Smith and Smith-Jones."""
    ours, theirs = (set(_telling(reading.parts)) for reading in (left, right))
    if not any(len(name) > 2 for name in ours & theirs):
        return False
    return ours <= theirs | set(right.given) or theirs <= ours | set(left.given)


def misspelt(left: Reading, right: Reading) -> bool:
    """Whether two family names differ by a slip of a letter or two, with the same initials."""
    if not compatible(left, right) or {left.family, right.family} <= _SHORT_SURNAMES:
        return False
    shorter = min(len(left.family), len(right.family))
    allowed = 0 if shorter < 4 else 1 if shorter < 6 else 2 if shorter < 10 else 3
    return OSA.distance(_key(left.family), _key(right.family), score_cutoff=allowed) <= allowed


def perhaps_swapped(left: Reading, right: Reading) -> bool:
    """Whether one name may be the other with its given name taken for the family name: Takashi O, Ohdan T."""
    for one, other in ((left, right), (right, left)):
        if len(one.given) == 1 and len(one.initials + other.initials) >= 2 and len(one.family) > 2:
            fits = one.family.startswith(other.given[0]) or other.given[0].startswith(one.family)
            if fits and other.family.startswith(one.given[0]):
                return True
    return False


def _bare(text: str) -> str:
    text = plain(text[:_LONGEST])
    return _SUFFIX.sub("", _DEGREE.sub("", text)).strip(" ,;.*†‡")


def _reading(family: str, given: str) -> Reading:
    parts = tuple(fold(family.replace("'", "").replace("’", "")).split())
    return Reading("".join(parts), parts, _given(given))


def _given(text: str) -> tuple[str, ...]:
    """Given names as folded words; capitals in a row (``WJ``) are an initial each."""
    spaced = _CAPITALS.sub(lambda match: " ".join(match[0]) if match[0].isupper() else match[0], text)
    return tuple(word for word in fold(spaced).split() if word not in _PARTICLES or len(word) == 1)


def _are_initials(text: str) -> bool:
    return bool(_INITIALS.fullmatch(text)) and text.isupper()


def _from_one_piece(name: str) -> list[Reading]:
    if "," in name:
        family, _, given = name.partition(",")
        return [_reading(family, given)]
    pieces = name.split()
    if len(pieces) < 2:
        return [_reading(name, "")]
    found = []
    initials = [i for i, piece in enumerate(pieces) if i and _are_initials(piece)]
    if initials and initials[-1] == len(pieces) - 1:  # ZHANG WJ; Garcia Marquez G
        found.append(_reading(" ".join(pieces[: initials[0]]), " ".join(pieces[initials[0] :])))
    start = len(pieces) - 1
    while start > 1 and fold(pieces[start - 1]) in _PARTICLES and not pieces[start - 1].isupper():
        start -= 1
    found.append(_reading(" ".join(pieces[start:]), " ".join(pieces[:start])))
    found.append(_reading(pieces[0], " ".join(pieces[1:])))
    if len(pieces) > 2:
        found.append(_reading(" ".join(pieces[-2:]), " ".join(pieces[:-2])))
    return found


def _telling(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The parts of a family name without its particles."""
    return tuple(part for part in parts if part not in _PARTICLES) or parts


@lru_cache(maxsize=1 << 14)
def _key(family: str) -> str:
    return _UMLAUT.sub("", family)
