"""How two words of journal names stand to each other, by ISO 4.

ISO 4 shortens a word by truncation (journal, j.) or contraction (national, natl.); `refcheck/data/iso4_words.tsv`
says how the usual words are shortened. Unlisted words are judged by the same two rules in general.
"""

from __future__ import annotations

from collections import defaultdict
from enum import IntEnum
from functools import cache, lru_cache
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from refcheck.text.tables import rows

# Articles, prepositions and conjunctions, which abbreviated titles leave out.
_STOP_WORDS_BY_LANGUAGE: Final = {
    "eng": "the of and in for on to at by from with an as or into upon its their through about between "
    "against within under over among",
    "ger": "der die das des dem den und fur fuer im in an zur zum zu vom von mit auf aus bei uber ueber ein eine einer "
    "ihre ihrer als",
    "fre": "le la les l d du de des et en au aux sur pour par dans un une leurs leur ses contre",
    "spa": "el los las lo del y e al con por para sobre una uno",
    "por": "a o os do da dos das no na nos nas em ao aos um uma",
    "ita": "il gli di della delle dello degli dei dell ed nel nei nella nell sul sulla sull per dal dalla all alla "
    "allo",
    "dut": "van voor het een te ten ter op tot",
    "oth": "og och i z av af til till fra ja w na v ve u za po ob ee imeni kai si din cu ikh ale ta",
    "lat": "ad cum ex pro",
}
STOP_WORDS: Final = frozenset(word for words in _STOP_WORDS_BY_LANGUAGE.values() for word in words.split())
STOP_WORD_LANGUAGES: Final = {
    word: frozenset(language for language, words in _STOP_WORDS_BY_LANGUAGE.items() if word in words.split())
    for word in STOP_WORDS
}


class Relation(IntEnum):
    """How far two words can stand for the same word; a greater value is the stronger one."""

    NONE = 0
    DOUBT = 1  # a plausible short form, but the usual one of another word (gen. for genetics), or another inflection
    VARIANT = 2  # another spelling, singular or plural, a slip of one letter
    UNUSUAL = 3  # a recognisable short form, though not the one that ISO 4 gives
    SHORT = 4  # formed as ISO 4 says; the word is not listed
    LISTED = 5  # the listed abbreviation
    EQUAL = 6


class _Tables(NamedTuple):
    whole: dict[str, frozenset[str]]
    beginnings: dict[str, frozenset[str]]
    endings: dict[str, frozenset[str]]
    known: dict[str, frozenset[str]]  # every abbreviation of the list, with those that stand for the same words
    languages: dict[str, frozenset[str]]  # of the whole words and the beginnings


@cache
def _tables() -> _Tables:
    whole: defaultdict[str, set[str]] = defaultdict(set)
    beginnings: defaultdict[str, set[str]] = defaultdict(set)
    endings: defaultdict[str, set[str]] = defaultdict(set)
    languages: defaultdict[str, set[str]] = defaultdict(set)
    for short, language, listed in rows("iso4_words.tsv"):
        for word in listed.split():
            languages[word.removesuffix("-")].add(language)
            if word.startswith("-"):
                endings[word[1:]].add(short)
            elif word.endswith("-"):
                beginnings[word[:-1]].add(short)
            else:
                whole[word].add(word if short == "=" else short)
    known: defaultdict[str, set[str]] = defaultdict(set)
    for shorts in (*whole.values(), *beginnings.values(), *endings.values()):
        for short in shorts:
            known[short] |= shorts
    return _Tables(_frozen(whole), _frozen(beginnings), _frozen(endings), _frozen(known), _frozen(languages))


def _frozen(table: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    return {word: frozenset(shorts) for word, shorts in table.items()}


@lru_cache(maxsize=1 << 16)
def abbreviations(word: str) -> frozenset[str]:
    """The listed abbreviations of a folded word; the word itself if it is one that is not abbreviated."""
    tables = _tables()
    found = set(tables.whole.get(word, ()))
    longest = 0
    for end in range(min(len(word), 24), 2, -1):
        shorts = tables.beginnings.get(word[:end])
        # A more general stem (natur-) adds nothing to a more exact one (national-) unless they are nearly as long.
        if shorts and end >= longest - 2:
            longest = longest or end
            found |= shorts
    for size in range(min(len(word) - 2, 16), 2, -1):
        shorts = tables.endings.get(word[-size:])
        if shorts:
            found |= {word[:-size] + short for short in shorts}
            break
    return frozenset(found)


def languages(word: str) -> frozenset[str]:
    """The languages that the list has a folded word under; none for a word of several languages, or not listed."""
    table = _tables().languages
    for end in range(min(len(word), 24), 3, -1):
        found = table.get(word[:end])
        if found and (end == len(word) or word[:end] in _tables().beginnings):
            return frozenset() if "mul" in found else found
    return frozenset()


@lru_cache(maxsize=1 << 17)
def relate(first: str, second: str) -> Relation:
    """How two folded words of journal names stand to each other; the order does not matter.

    Args:
        first: a word, in full or abbreviated, without its full stop.
        second: another.
    """
    if first == second:
        return Relation.EQUAL
    if not (first.isalpha() and second.isalpha()):
        return Relation.NONE
    if first[0] != second[0] and first[0] + second[0] not in SAME_SOUND:
        return Relation.NONE
    short, full = (first, second) if (len(first), first) < (len(second), second) else (second, first)
    if len(full) > 60:
        return Relation.NONE
    usual = abbreviations(full)
    if short in usual or short in _tables().known.get(full, ()) or full in _tables().whole.get(short, ()):
        return Relation.LISTED
    if short[0] == full[0]:
        if full.startswith(short):
            return _truncation(short, full, usual)
        found = _inflection(short, full, usual)
        if found is not Relation.NONE:
            return max(found, _spelling(short, full, usual))
        if _is_contraction(short, full):
            return Relation.DOUBT if short in _tables().known and usual else Relation.UNUSUAL
    return _spelling(short, full, usual)


def _truncation(short: str, full: str, usual: frozenset[str]) -> Relation:
    dropped = len(full) - len(short)
    tables = _tables()
    if len(short) == 1:
        return Relation.DOUBT
    if dropped > 1 and any(len(word) > 2 and short.startswith(word) for word in usual):
        return Relation.UNUSUAL  # longer than the usual abbreviation: popul. where pop. would do
    if short in tables.known and (usual or dropped <= 2 or full in tables.known):
        # It has a meaning of its own: gen. is general, genet. is genetics.
        return Relation.DOUBT
    if full[len(short) :] in ("s", "es"):
        return Relation.VARIANT if len(short) > 3 else Relation.DOUBT
    if full == short + "y" and len(short) > 6:
        return Relation.UNUSUAL  # technolog for technology
    if dropped < 2 or short[-1] in "aeiou" or short in tables.whole:
        return Relation.DOUBT  # ISO 4 drops two letters or more, and ends in a consonant; gene is a word of its own
    if usual:
        return Relation.UNUSUAL if len(short) >= max(3, min(map(len, usual)) - 3) else Relation.DOUBT
    return Relation.SHORT if len(short) > 2 else Relation.UNUSUAL


def _inflection(short: str, full: str, usual: frozenset[str]) -> Relation:
    """Forms of one stem: medicina and medicine, biology and biological."""
    shared = _common_prefix(short, full)
    rest = max(len(short), len(full)) - shared
    if usual & abbreviations(short) and rest <= 6:
        return Relation.VARIANT if rest <= 2 else Relation.DOUBT
    if shared >= 5 and rest <= 3 and not usual and not abbreviations(short):
        return Relation.VARIANT if rest == 1 else Relation.DOUBT
    return Relation.NONE


def _is_contraction(short: str, full: str) -> bool:
    """The first letters, then letters in order, without most vowels: dtsch for deutsche, disabl for disability."""
    if not 3 <= len(short) <= len(full) - 2 or (short[-3:] == full[-3:] and abbreviations(short)):
        return False
    letters = iter(full)
    if not all(letter in letters for letter in short):
        return False
    vowels = sum(letter in "aeiou" for letter in short[1:])
    if not vowels:
        return True
    shared = _common_prefix(short, full)
    if shared >= 3 and len(short) >= 6 and (short[-1] not in "aeiou" or short[-3:] == full[-3:]):
        return vowels * 2 <= len(short)
    return len(short) > 4 and vowels * 3 < len(short) and short[-1] in full[-3:]


def _spelling(short: str, full: str, usual: frozenset[str]) -> Relation:
    """British, German and Latin spellings, transliterations, and slips of the pen."""
    for respell in (_LATIN, _GERMAN):
        one, other = _respelled(short, respell), _respelled(full, respell)
        if one == other:
            return Relation.VARIANT
        if (one, other) != (short, full) and other.startswith(one[:1]):
            if one in abbreviations(other) or one in {_respelled(word, respell) for word in usual}:
                return Relation.UNUSUAL
            if len(one) > 3 and (other.startswith(one) or _is_contraction(one, other)):
                return Relation.UNUSUAL
    if _respelled(short, _TRANSLITERATED) == _respelled(full, _TRANSLITERATED):
        return Relation.DOUBT
    if len(short) < 4 or short[0] != full[0]:
        return Relation.NONE
    for word in usual:
        if OSA.distance(short, word, score_cutoff=1) <= 1:
            foreign = _respelled(short, _TRANSLITERATED) == _respelled(word, _TRANSLITERATED)
            return Relation.VARIANT if len(short) > 6 and not foreign else Relation.DOUBT
    distance = OSA.distance(short, full, score_cutoff=2)
    if distance > (2 if len(short) >= 9 else 1):
        return Relation.NONE
    # A slip inside a long word; at the end it may be another word (physics, physica).
    inside = short[-2:] == full[-2:]
    return Relation.VARIANT if distance == 1 and inside and len(short) > 5 else Relation.DOUBT


# First letters that spellings of one word may differ in: oesophagus and esophagus, Kardiologie and cardiology.
SAME_SOUND: Final = frozenset(
    pair for one, other in ("oe", "ae", "kc", "zc", "zs", "pf", "ij", "yj", "iy") for pair in (one + other, other + one)
)
_LATIN: Final = (("ae", "e"), ("oe", "e"), ("our", "or"))
_GERMAN: Final = (("ae", "a"), ("oe", "o"), ("ue", "u"))
_TRANSLITERATED: Final = (
    ("kh", "h"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("ks", "x"), ("c", "k"), ("z", "s"), ("y", "i"), ("j", "i"),
    ("ii", "i"), ("ss", "s"), ("ll", "l"),
)  # fmt: skip


@lru_cache(maxsize=1 << 16)
def _respelled(word: str, spelling: tuple[tuple[str, str], ...]) -> str:
    for old, new in spelling:
        word = word.replace(old, new)
    return word


def _common_prefix(first: str, second: str) -> int:
    size = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        size += 1
    return size
