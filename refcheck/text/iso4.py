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
STOP_WORDS: Final = frozenset(
    "the of and in for on to at by from with an as or into upon its "  # English
    "der die das des dem den und fur fuer im in am an zur zum vom von mit auf aus bei uber ueber ein eine einer "  # German
    "le la les l d du de des et en au aux sur pour par dans un une "  # French
    "el los las lo del y e al con por para sobre una uno "  # Spanish
    "o os as do da dos das no na nos nas em ao aos um uma "  # Portuguese
    "il gli di della delle dello degli dei dell ed nel nella nell sul sulla sull per dal dalla all alla allo "  # Italian
    "van voor het een en te ten ter op tot der "  # Dutch
    "og och for i av af til till pa fra "  # Scandinavian
    "i w z na do o v ve u za po ob s k "  # Slavic
    "et ad cum pro ex".split()  # Latin
)


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
    known: frozenset[str]  # every abbreviation of the list


@cache
def _tables() -> _Tables:
    whole: defaultdict[str, set[str]] = defaultdict(set)
    beginnings: defaultdict[str, set[str]] = defaultdict(set)
    endings: defaultdict[str, set[str]] = defaultdict(set)
    known = set()
    for short, _language, listed in rows("iso4_words.tsv"):
        known.add(short)
        for word in listed.split():
            if word.startswith("-"):
                endings[word[1:]].add(short)
            elif word.endswith("-"):
                beginnings[word[:-1]].add(short)
            else:
                whole[word].add(word if short == "=" else short)
    known.discard("=")
    freeze = lambda table: {word: frozenset(shorts) for word, shorts in table.items()}  # noqa: E731
    return _Tables(freeze(whole), freeze(beginnings), freeze(endings), frozenset(known))


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
    if not longest:
        for size in range(min(len(word) - 2, 16), 2, -1):
            shorts = tables.endings.get(word[-size:])
            if shorts:
                found |= {word[:-size] + short for short in shorts}
                break
    return frozenset(found)


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
    short, full = sorted((first, second), key=lambda word: (len(word), word))
    if len(full) > 60:
        return Relation.NONE
    usual = abbreviations(full)
    if short in usual:
        return Relation.LISTED
    if short[0] == full[0]:
        if full.startswith(short):
            return _truncation(short, full, usual)
        found = _inflection(short, full, usual)
        if found is not Relation.NONE:
            return found
        if _is_contraction(short, full):
            return Relation.DOUBT if short in _tables().known and usual else Relation.UNUSUAL
    return _spelling(short, full)


def _truncation(short: str, full: str, usual: frozenset[str]) -> Relation:
    dropped = len(full) - len(short)
    tables = _tables()
    if len(short) == 1:
        return Relation.UNUSUAL if short in "pjz" else Relation.NONE
    if dropped <= 2 and full[len(short) :] in ("s", "es", "e", "n", "en"):
        return Relation.VARIANT if len(short) > 3 else Relation.DOUBT
    if short in tables.known and (usual or full in tables.known):
        # It has a meaning of its own: gen. is general, genet. is genetics.
        return Relation.DOUBT
    if short in tables.whole or (len(short) > 3 and short in abbreviations(short)):
        return Relation.DOUBT  # a word of its own: gene is not short for genetics
    if usual:
        return Relation.UNUSUAL if len(short) > 2 else Relation.DOUBT
    if len(short) == 2:
        return Relation.UNUSUAL
    return Relation.SHORT if dropped > 1 else Relation.VARIANT


def _inflection(short: str, full: str, usual: frozenset[str]) -> Relation:
    """Forms of one stem: medicina and medicine, biology and biological."""
    shared = _common_prefix(short, full)
    rest = max(len(short), len(full)) - shared
    if usual & abbreviations(short) and rest <= 6:
        return Relation.VARIANT if rest <= 2 else Relation.DOUBT
    if shared >= 5 and rest <= 3 and not usual and not abbreviations(short):
        return Relation.VARIANT
    return Relation.NONE


def _is_contraction(short: str, full: str) -> bool:
    """The first letters, then letters in order, without most vowels: dtsch for deutsche, natl for national."""
    if len(short) < 3 or len(short) > len(full) - 2:
        return False
    inner = short[1:]
    if sum(letter in "aeiou" for letter in inner) > len(inner) // 3:
        return False
    letters = iter(full)
    return all(letter in letters for letter in short) and (short[-1] in full[-3:] or short[:3] == full[:3])


def _spelling(short: str, full: str) -> Relation:
    """Old, British and transliterated spellings, and slips of the pen."""
    plain_short, plain_full = _respell(short), _respell(full)
    if plain_short == plain_full:
        return Relation.VARIANT
    if plain_short in abbreviations(plain_full):
        return Relation.UNUSUAL
    if len(plain_short) >= 3 and plain_full.startswith(plain_short) and (plain_short, plain_full) != (short, full):
        return Relation.UNUSUAL
    if len(short) < 4 or short[0] != full[0]:
        return Relation.NONE
    distance = OSA.distance(short, full, score_cutoff=2)
    if distance > (2 if len(short) >= 9 else 1):
        return Relation.NONE
    # Two words of the list that differ by a letter are two words (physics, physica).
    both_listed = bool(abbreviations(short)) and bool(abbreviations(full))
    return Relation.DOUBT if both_listed else Relation.VARIANT


@lru_cache(maxsize=1 << 16)
def _respell(word: str) -> str:
    """One spelling of what is spelled in several ways: ae and e, oe and e, ue and u, k and c, ph and f, y and i …"""
    for old, new in _RESPELLED:
        word = word.replace(old, new)
    return word


_RESPELLED: Final = (
    ("ae", "e"), ("oe", "e"), ("ue", "u"), ("kh", "h"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("ks", "x"),
    ("c", "k"), ("z", "s"), ("y", "i"), ("j", "i"), ("our", "or"), ("ii", "i"), ("ss", "s"), ("ll", "l"),
)  # fmt: skip


def _common_prefix(first: str, second: str) -> int:
    size = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        size += 1
    return size
