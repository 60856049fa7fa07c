"""From labelled tokens to fields: which stretch is which field, cleaned of what printing adds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from refcheck.extract.parser.tokens import Tokens
from refcheck.model.document import Span
from refcheck.model.reference import Fields
from refcheck.text.names import split_authors

NAMES = {"A": "authors", "T": "title", "J": "journal", "Y": "year", "V": "volume", "I": "issue", "P": "pages"}
_CLOSING = {")": "(", "]": "[", "）": "（", "》": "《", "”": "“", "’": "‘", '"': '"'}


@dataclass(frozen=True, slots=True)
class ParsedReference:
    """A printed reference taken apart.

    Attributes:
        fields: its fields, with a confidence for each.
        spans: where each field stands in the text that was parsed.
    """

    fields: Fields = field(default_factory=Fields)
    spans: Mapping[str, Span] = field(default_factory=lambda: MappingProxyType({}))


def stretches(labels: Sequence[str], chances: Sequence[float]) -> dict[str, tuple[int, int, float]]:
    """The stretch of tokens of each field: the surest where a field occurs twice."""
    found: dict[str, tuple[int, int, float]] = {}
    i = 0
    while i < len(labels):
        kind = labels[i][-1]
        if kind not in NAMES:
            i += 1
            continue
        j = i + 1
        while j < len(labels) and labels[j][-1] == kind and not labels[j].startswith("B-"):
            j += 1
        chance = sum(chances[i:j]) / (j - i)
        name = NAMES[kind]
        weight = chance * (min(j - i, 6) if kind in "TJA" else 1)
        old = found.get(name)
        if old is None or weight > old[2] * (min(old[1] - old[0], 6) if kind in "TJA" else 1):
            found[name] = (i, j, chance)
        i = j
    return found


def widen(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in a closing bracket, quote or question mark that belongs to the stretch."""
    while end < len(text) and text[end] in _CLOSING and text.count(_CLOSING[text[end]], start, end) > text.count(text[end], start, end):
        end += 1
    if end < len(text) and text[end] in "?!？！":
        end += 1
    return start, end


def value(text: str) -> str:
    """The text of a field without the breaks and markup of its printing."""
    text = re.sub(r"</?[A-Za-z][^<>]{0,300}>", "", text)
    return " ".join(text.split())


def pages(text: str) -> str:
    """A page range with a plain hyphen: "22—25", "405～410" and "215 - 217" are one way of writing."""
    return re.sub(r"\s?[-‐‑‒–—―−－~～〜∼]{1,3}\s?", "-", text)


def build(tokens: Tokens, labels: Sequence[str], chances: Sequence[float]) -> ParsedReference:
    """The fields of a reference from the label of each token."""
    text = tokens.text
    values: dict[str, str] = {}
    spans: dict[str, Span] = {}
    confidence: dict[str, float] = {}
    for name, (i, j, chance) in stretches(labels, chances).items():
        start, end = tokens.spans[i][0], tokens.spans[j - 1][1]
        if name in ("title", "journal"):
            start, end = widen(text, start, end)
        if name == "authors":
            end = min(len(text), end + 1) if text[end : end + 1] == "." else end
        values[name] = pages(value(text[start:end])) if name == "pages" else value(text[start:end])
        spans[name] = Span(start, end)
        confidence[name] = round(chance, 3)
    authors, et_al = split_authors(values.pop("authors", ""))
    a = spans.get("authors")
    if a and re.match(r"[\s,，;；.．?&]{0,4}(?:et[\s.]{0,2}al|等|and others|e cols)", text[a.end : a.end + 20], re.I):
        et_al = True
    return ParsedReference(Fields(authors=authors, et_al=et_al, confidence=MappingProxyType(confidence), **values), MappingProxyType(spans))
