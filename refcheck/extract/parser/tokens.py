"""Cuts a printed reference into words and the punctuation between them.

A token is a run of letters (inner hyphens and apostrophes included), a run of digits, a single Chinese character, or
an identifier or web address as a whole. What stands between two tokens, the *gap*, is not a token: it is kept beside
them, because in a reference the punctuation is what says where a field ends.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from refcheck.model.document import Span

_HAN = "\u3400-\u9fff\uf900-\ufaff"
_LETTER = rf"[^\W\d_{_HAN}]"
_TOKEN = re.compile(rf"[{_HAN}]|\d+|{_LETTER}(?:{_LETTER}+|[\u0300-\u036f]|['’‐-](?={_LETTER}))*")
_GLUED = re.compile(r"(?<=[a-z]{4})(?=[A-Z][a-zA-Z])")  # "detectorClass": a lost blank
_TOKEN_APART = re.compile(  # slower: looks for a lost blank after each letter
    rf"[{_HAN}]|\d+|{_LETTER}(?:(?!{_GLUED.pattern})(?:{_LETTER}|[\u0300-\u036f])|['’‐-](?={_LETTER}))*"
)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>")
_URL = re.compile(r"(?:https?|ftp)\s?:\s?//[^\s<>，。；]{1,2000}|\bwww\.[^\s<>，。；]{1,2000}", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")
_PUNCTUATION = str.maketrans(
    {
        **dict.fromkeys("“”„‟″〝〞«»\u2033", '"'),
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("‐‑‒–—―−－─﹣", "-"),
        **dict.fromkeys("～〜∼", "~"),
        **dict.fromkeys("。．｡", "."),
        **dict.fromkeys("，﹐", ","),
        **dict.fromkeys("【〔［", "["),
        **dict.fromkeys("】〕］", "]"),
        **dict.fromkeys("（", "("),
        **dict.fromkeys("）", ")"),
        "：": ":",
        "；": ";",
        "、": "、",
        "∥": "/",
        "‖": "/",
    }
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a reference.

    Attributes:
        text: the reference.
        words: each token as printed; an identifier or address is the name of its kind in angle brackets ("<doi>").
        spans: where each stands in `text`.
        gaps: the punctuation before each token, normalised, and after the last: one more than there are words.
    """

    text: str
    words: Sequence[str]
    spans: Sequence[tuple[int, int]]
    gaps: Sequence[str]


@lru_cache(maxsize=20_000)
def normalise_gap(gap: str) -> str:
    """ASCII forms of quotes, dashes and full-width punctuation; blanks folded; a long gap cut in its middle."""
    plain = unicodedata.normalize("NFKC", gap.translate(_PUNCTUATION))
    plain = _BLANKS.sub(" ", plain)
    return plain if len(plain) <= 6 else plain[:3] + plain[-3:]


def tokenize(text: str, known: Sequence[tuple[Span, str]] = ()) -> Tokens:
    """The tokens of a reference.

    Args:
        text: the reference.
        known: stretches whose kind is known already (identifiers), each of which becomes one token.
    """
    masked = sorted((span.start, span.end, kind) for span, kind in known)
    masked += [(m.start(), m.end(), "url") for m in _URL.finditer(text)]
    masked += [(m.start(), m.end(), "") for m in _TAG.finditer(text)]
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    gaps: list[str] = []
    pending = ""
    at = 0
    token = _TOKEN_APART if _GLUED.search(text) else _TOKEN

    def cut(start: int, end: int) -> None:
        nonlocal pending, at
        done = start
        for match in token.finditer(text, start, end):
            span = match.span()
            gaps.append(normalise_gap(pending + text[done : span[0]]))
            words.append(match[0])
            spans.append(span)
            pending, done = "", span[1]
        pending, at = pending + text[done:end], end

    for start, end, kind in sorted(masked):
        if start < at:
            continue
        cut(at, start)
        if kind:
            gaps.append(normalise_gap(pending))
            words.append(f"<{kind}>")
            spans.append((start, end))
            pending = ""
        at = end
    cut(at, len(text))
    gaps.append(normalise_gap(pending))
    return Tokens(text, words, spans, gaps)
