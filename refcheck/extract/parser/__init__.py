"""Takes a printed reference apart into fields.

A conditional random field labels the words (`crf`, `features`, `tokens`); rules for type marks of GB/T 7714 and for
groups of numbers overrule it (`gbt7714`, `repair`); `fields` cleans the values and splits the authors.
"""

from __future__ import annotations

from collections.abc import Sequence

from refcheck.extract.identifiers import find_identifiers
from refcheck.extract.parser.crf import label
from refcheck.extract.parser.fields import ParsedReference, build
from refcheck.extract.parser.tokens import tokenize

__all__ = ["ParsedReference", "parse_reference", "parse_references"]

LONGEST = 4_000  # characters; hardly any reference is longer, and in what follows only identifiers are found


def parse_reference(text: str) -> ParsedReference:
    """The fields of one printed reference, which may hold its label and identifiers."""
    identifiers = tuple(find_identifiers(text))
    read = text[:LONGEST]
    tokens = tokenize(read, [(one.span, one.type.value) for one in identifiers if one.span.end <= len(read)])
    return build(tokens, *label(tokens), identifiers)


def parse_references(texts: Sequence[str]) -> list[ParsedReference]:
    """The fields of several references, in order."""
    return [parse_reference(text) for text in texts]
