"""Takes a printed reference apart into fields."""

from __future__ import annotations

from collections.abc import Sequence

from refcheck.extract.parser.crf import known_spans, label
from refcheck.extract.parser.fields import ParsedReference, build
from refcheck.extract.parser.tokens import tokenize

__all__ = ["ParsedReference", "parse_reference", "parse_references"]

LONGEST = 4_000  # characters; no reference is longer, what follows is not read


def parse_reference(text: str) -> ParsedReference:
    """The fields of one printed reference, which may hold its label and identifiers."""
    read = text[:LONGEST]
    tokens = tokenize(read, known_spans(read))
    return build(tokens, *label(tokens))


def parse_references(texts: Sequence[str]) -> list[ParsedReference]:
    """The fields of several references, in order."""
    return [parse_reference(text) for text in texts]
