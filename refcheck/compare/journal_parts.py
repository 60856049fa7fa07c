"""A journal name taken apart: its words, its section letters and numbers, its places, and the ways to read it.

Indexes add to a name what the title page has not (a place, a subtitle, a parallel title, the body that issues it),
and authors leave it out. Each `Reading` is the name with some of these taken away.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from refcheck.text.folding import latin
from refcheck.text.iso4 import STOP_WORDS, Relation, relate
from refcheck.text.roman import roman_to_int

_MAX_LENGTH: Final = 600  # of a name; the longest in PubMed's catalogue has about 400 characters
_MAX_WORDS: Final = 40

_TOKEN: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_DOTTED: Final = re.compile(r"\b(?:[A-Za-z]\.[ ]?){2,6}(?![A-Za-z]{2})")
_PARENTHESIS: Final = re.compile(r"[(\[]([^()\[\]]{0,200})[)\]]")
_BREAK: Final = re.compile(r"\s*(?:=|\s:|:\s|;|\s/|/\s|\s[-\u2013\u2014]{1,2}\s)\s*")
_SENTENCE: Final = re.compile(r"(?<=[^\W\d_]{3})\.\s+(?=[^\W\d_])|(?<=\b[A-Z]{3})\.\s+")
_SECTION_WORDS: Final = frozenset(
    "series serie ser part pt parts section sections sect sec seccion sezione teil reihe abteilung abt partie parte "
    "tome".split()
)
_PHRASES: Final = (
    (re.compile(r"\bunited states of america\b|\bu\.? ?s\.? ?a\b\.?", re.IGNORECASE), "USA"),
    (re.compile(r"\bunited states\b|\bu\.s\.|\bu s\b", re.IGNORECASE), "US"),
    (re.compile(r"\bunited kingdom\b|\bu\.k\.", re.IGNORECASE), "UK"),
    (re.compile(r"\bnew york\b|\bn\. ?y\.", re.IGNORECASE), "NewYork"),
    (re.compile(r"\b(?:st|ste)\. ?(?=[A-Z])|\bsaint\b", re.IGNORECASE), "saint "),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a name.

    Attributes:
        words: the folded words without stop words and section markers, in order.
        labels: section letters and numbers, folded ("2" for II), in order.
        whole: True if nothing but a place, a date or a form was left out.
        left_out: what was, for the explanation.
    """

    words: tuple[str, ...]
    labels: tuple[str, ...]
    whole: bool
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class JournalName:
    """A name as printed and the ways to read it, the fullest first."""

    text: str
    readings: tuple[Reading, ...]
    places: frozenset[str]


@lru_cache(maxsize=1 << 15)
def take_apart(text: str) -> JournalName:
    """Takes a journal name apart.

    Args:
        text: a name in any form, full or abbreviated; Latin script or what transliterates to it.
    """
    name = latin(text[:_MAX_LENGTH]).replace("&", " and ").replace("+", " and ")
    name = _DOTTED.sub(_undotted, name) if "." in name else name
    for pattern, replacement in _PHRASES:
        name = pattern.sub(replacement, name)
    bare = name
    inside: list[str] = []
    for _ in range(3):  # parentheses stand within parentheses
        inside += _PARENTHESIS.findall(bare)
        shorter = _PARENTHESIS.sub(" ", bare)
        if shorter == bare:
            break
        bare = shorter
    places = frozenset(word for group in inside for word in _words(group))
    readings: dict[tuple[tuple[str, ...], tuple[str, ...]], Reading] = {}

    def add(part: str, *, whole: bool, left_out: str = "") -> None:
        words, labels = _labelled(part)
        if words and (words, labels) not in readings:
            readings[words, labels] = Reading(words, labels, whole, left_out)

    add(bare, whole=True)
    if inside:
        add(name, whole=True)
    parts = [part for part in _BREAK.split(bare) if part.strip()]
    if len(parts) > 1:
        add(parts[0], whole=_is_addition(parts[0], parts[1:]), left_out="the subtitle")
        if "=" in bare:
            for part in bare.split("=")[1:]:
                add(part, whole=True, left_out="the parallel title")
    sentences = [part for part in _SENTENCE.split(parts[0] if parts else "") if part and part.strip()]
    if len(sentences) > 1:
        first = int(is_initialism(sentences[0].strip().lower(), _tokens(" ".join(sentences[1:]))))
        if first:
            add(". ".join(sentences[1:]), whole=True)
        if len(sentences) > first + 1 and _are_parallel(_words(sentences[first]), _words(sentences[first + 1])):
            add(sentences[first], whole=True, left_out="the parallel title")
            add(sentences[first + 1], whole=True, left_out="the parallel title")
    return JournalName(text, tuple(readings.values()), places)


def _undotted(match: re.Match[str]) -> str:
    """U.S.A. is one word; J. R. Soc. is not: only letters without blanks between them are joined."""
    text = match.group()
    return re.sub(r"(?<=[A-Za-z])\.(?=[A-Za-z])", "", text)


def _tokens(text: str) -> list[str]:
    """All folded words."""
    return [token.lower() for token in _TOKEN.findall(text)[:_MAX_WORDS]]


def _words(text: str) -> tuple[str, ...]:
    """The folded content words."""
    return _labelled(text)[0]


def _labelled(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The folded content words, and the section letters and numbers."""
    tokens = _TOKEN.findall(text)[:_MAX_WORDS]
    words: list[str] = []
    labels: list[str] = []
    last = len(tokens) - 1
    after_marker = False
    for place, token in enumerate(tokens):
        word = token.lower()
        if "'" in word:
            head, _, tail = word.partition("'")
            word = tail if len(head) <= 2 or head in STOP_WORDS else head if tail == "s" else head + tail
        label = _label(token, word, last=place == last, after_marker=after_marker)
        after_marker = word in _SECTION_WORDS
        if label and words:
            labels.append(label)
        elif after_marker and (place == last or _may_be_label(tokens[place + 1])):
            continue
        elif word not in STOP_WORDS:
            words.append(word)
    if not words:  # a name of stop words and letters alone ("A & U")
        words = [token.lower() for token in tokens]
        labels = []
    return tuple(words), tuple(labels)


def _may_be_label(token: str) -> bool:
    return len(token) == 1 or token.isdigit() or roman_to_int(token) is not None


def _label(token: str, word: str, *, last: bool, after_marker: bool) -> str:
    """The section that a token stands for, or nothing."""
    if token.isdigit():
        return str(int(token)) if len(token) < 10 else token
    if after_marker or (token.isupper() and len(token) > 1) or (last and len(token) > 1):
        value = roman_to_int(token)
        if value and value < 40 and (after_marker or len(token) > 1):
            return str(value)
    if len(token) == 1 and (after_marker or (token.isupper() and word not in "jz" and (last or word in "abcdefgh"))):
        return word
    return ""


def _is_addition(head: str, tail: list[str]) -> bool:
    """Whether what stands behind a colon or slash only explains the name: an initialism, or a longer subtitle."""
    rest = _words(" ".join(tail))
    return len(rest) not in (1, 2) or is_initialism(rest[0], _tokens(head))


def is_initialism(letters: str, words: Sequence[str]) -> bool:
    """Whether the letters are initials of these words in order, and of most of them (TAG, APJCP)."""
    if not 2 <= len(letters) <= 8 or not letters.isalpha():
        return False
    found = 0
    for word in words:
        if found < len(letters) and word[:1] == letters[found]:
            found += 1
    content = sum(word not in STOP_WORDS for word in words)
    return found == len(letters) and found * 2 > content


def _are_parallel(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Whether two sentences are one title in two languages: their words begin alike."""
    if len(first) < 2 or len(second) < 2 or abs(len(first) - len(second)) > 2:
        return False
    alike = sum(any(word[:4] == other[:4] or relate(word, other) > Relation.NONE for other in second) for word in first)
    return alike * 3 >= len(first) * 2
