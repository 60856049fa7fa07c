"""What well-known journals are called in Chinese, and which of them a Chinese name fits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from refcheck.compare.glossed import align
from refcheck.text import tables
from refcheck.text.chinese import simplify
from refcheck.text.folding import words
from refcheck.text.glosses import LONGEST_WORD, STOP_WORDS, gloss
from refcheck.text.iso4 import Relation, relate
from refcheck.text.stems import stem

_NOT_NAME = re.compile(r"[\W_]+")
_AND = re.compile("[和及暨]")
# What catalogues put after a name: (London, England), " : the official journal of …", " = " and a parallel name.
_AFTER_NAME = re.compile(
    r"(?:\s?\([^()]{0,100}\)|\s?\[[^\[\]]{0,200}\]|\s[:=/]\s.{0,300}"
    r"|[,:]\s(?:the|an?)\s(?:official\s)?(?:\w{1,20}\s)?journal\s.{0,300})\s?$",
    re.IGNORECASE,
)
_MOST_CANDIDATES = 20  # journals of the table aligned with one name


@dataclass(frozen=True, slots=True)
class Meaning:
    """The journals that a Chinese name stands for.

    Attributes:
        certain: the names of the journals it is used for.
        loose: names of journals that it is loosely used for.
        exact: the table has this very name, not the name without 杂志.
    """

    certain: tuple[str, ...]
    loose: tuple[str, ...]
    exact: bool = True


def key(name: str) -> str:
    """A Chinese name for looking up: simplified, one word for "and" and for "journal", no punctuation, no 的."""
    bare = _NOT_NAME.sub("", simplify(name[:200])).casefold()
    return _AND.sub("与", bare).replace("的", "").replace("期刊", "杂志")


def bare_name(name: str) -> str:
    """An English name without the place or subtitle that library catalogues put after it."""
    return _AFTER_NAME.sub("", name[:500]) or name[:500]


def content(name: str) -> tuple[str, ...]:
    """The folded words of an English name that count."""
    return tuple(word for word in words(bare_name(name)) if word not in STOP_WORDS)


def names_one_of(name: str, journals: Iterable[str]) -> bool:
    """Whether `name` is one of these journals' names, in full or abbreviated word by word."""
    given = content(name)
    return any(given == full or _abbreviates(given, full) for full in map(content, journals))


def _abbreviates(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether each word of `short` abbreviates the word of `full` in its place; one word must be equal."""
    return len(short) == len(full) > 1 and all(relate(*pair) > Relation.DOUBT for pair in zip(short, full, strict=True))


@cache
def _table() -> dict[str, Meaning]:
    table = {}
    for chinese, english in tables.rows("zh_journals.tsv"):
        names = english.split(";")
        meaning = Meaning(
            certain=tuple(name for name in names if not name.startswith("?")),
            loose=tuple(name[1:] for name in names if name.startswith("?")),
        )
        table.update(dict.fromkeys(map(key, chinese.split(";")), meaning))
    return table


@cache
def _names() -> frozenset[tuple[str, ...]]:
    return frozenset(content(name) for known in _table().values() for name in known.certain)


def is_known_name(name: str) -> bool:
    """Whether an English or pinyin name is, in full, that of a well-known journal."""
    return content(name) in _names()


def meaning(chinese: str) -> Meaning | None:
    """The journals that a Chinese name stands for, with or without 杂志 at its end; None if it is not well known."""
    wanted = key(chinese)
    known = _table().get(wanted)
    if known is not None:
        return known
    known = _table().get(wanted.removesuffix("杂志")) if wanted.endswith("杂志") else None
    return Meaning(known.certain, known.loose, exact=False) if known else None


@cache
def _by_stem() -> dict[str, tuple[str, ...]]:
    """The English names of the table by the stems of their words."""
    index: dict[str, dict[str, None]] = {}
    for known in _table().values():
        for name in known.certain:
            for word in content(name):
                index.setdefault(stem(word), {})[name] = None
    return {stemmed: tuple(names) for stemmed, names in index.items()}


@lru_cache(maxsize=2000)
def best_fit(chinese: str) -> tuple[str, float]:
    """The well-known journal that a Chinese name fits best, and how well (0 to 1)."""
    known = meaning(chinese)
    if known is not None and known.certain:
        return known.certain[0], 1.0
    text = simplify(chinese[:100])
    votes: dict[str, int] = {}
    stems = {
        stemmed
        for start in range(len(text))
        for end in range(start + 1, min(len(text), start + LONGEST_WORD) + 1)
        if (entry := gloss(text[start:end])) is not None and entry.known
        for phrase in entry.alternatives
        for stemmed in phrase
    }
    for stemmed in stems:
        for name in _by_stem().get(stemmed, ()):
            votes[name] = votes.get(name, 0) + 1
    likely = sorted(votes, key=lambda name: (-votes[name] / len(content(name)), name))[:_MOST_CANDIDATES]
    scored = ((align(text, content(name)).score, name) for name in likely)
    score, name = max(scored, key=lambda pair: (pair[0], pair[1]), default=(0.0, ""))
    return name, score
