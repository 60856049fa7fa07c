"""Stems of English words: enough to see that a gloss and a word of a title are the same word.

Not a stemmer for retrieval: endings are taken off a gloss ("therapy" → "therap"), and a word has the gloss when it
begins with that stem and goes on with an ending ("therapeutic"), or holds the stem as a part of a compound
("immunotherapy"). British and American spellings come out alike.
"""

from __future__ import annotations

import re
from functools import lru_cache

# Endings taken off a gloss, longest first; what is left has at least four letters.
_TAKEN_OFF = (
    "ically",
    "ical",
    "ions",
    "ies",
    "ics",
    "ion",
    "ing",
    "ive",
    "ous",
    "ed",
    "es",
    "ic",
    "al",
    "ar",
    "s",
    "y",
    "e",
)
_LEAST = 4

# Endings that a word may have after the stem of its gloss and still be that word.
_ENDING = re.compile(
    r"(?:i?ally|[aeio]?tions?|[ai]?tional|[aei]?tive(?:ly|s)?|ions?|ional|ive|s|es|ies|y|e|ed|er|ers|or|ors|ing|ings|ics?|ical|"
    r"[aeiu]?al|[iu]?ar|[aeiu]ry|ous|i[tc]y|ities|ment(?:s|al)?|[ae]nces?|[ae]ncy|[ae]nts?|i[zs]ed?|i[zs]ing|i[zs]ations?|eutics?|"
    r"ia|ium|us|i|a|um|on|ons|onal|is|itis|atic|etic|o?log(?:y|ies|ical|ic|ists?)|ism|ists?|ly|able|ability|en|ian|ean|an|ese|"
    r"ular|ic?ity|icae?|icum|orum|arum|arity|at(?:e|es|ed|ing|ory)|iatry|iatrics?|o|ographic|ography|graphy|ess|ness|ship|hood|th|d|n)"
)

_SPELLINGS = (
    ("ae", "e"),
    ("oe", "e"),
    ("our", "or"),
    ("ph", "f"),
    ("isation", "ization"),
    ("yse", "yze"),
    ("ise", "ize"),
)


@lru_cache(maxsize=50_000)
def normal(word: str) -> str:
    """`word` in lower case and one spelling for British and American."""
    word = word.casefold()
    for british, american in _SPELLINGS:
        word = word.replace(british, american)
    return f"{word[:-2]}er" if word.endswith("tre") else word


@lru_cache(maxsize=50_000)
def stem(gloss: str) -> str:
    """The stem of an English gloss; a combining form keeps its hyphen ("neuro-")."""
    if gloss.endswith("-"):
        return normal(gloss[:-1]) + "-"
    word = normal(gloss)
    for ending in _TAKEN_OFF:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=200_000)
def found(stemmed: str, word: str) -> tuple[int, int] | None:
    """Where a `word` (normal) has a stem: the letters that the stem and its ending account for, or None.

    >>> found(stem("therapy"), "therapeutics"), found(stem("therapy"), "immunotherapy"), found(stem("cell"), "cancer")
    ((0, 12), (6, 13), None)
    """
    combining = stemmed.endswith("-")
    root = stemmed.removesuffix("-")
    at = word.find(root)
    if at < 0 or not root:
        return None
    tail = word[at + len(root) :]
    whole = not tail or (len(root) >= 3 and _ENDING.fullmatch(tail) is not None)
    if at == 0:
        if whole:
            return 0, len(word)
        if combining or len(root) >= 5:
            return 0, len(root)
        return None
    if len(root) >= 5 or (combining and len(root) >= 4):
        return at, len(word) if whole else at + len(root)
    return None
