"""Labels each token of a reference with a conditional random field."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources

import pycrfsuite

from refcheck.extract.parser.features import features
from refcheck.extract.parser.tokens import Tokens
from refcheck.model.document import Span

MODEL = "reference_parser.crfsuite"


def known_spans(text: str) -> list[tuple[Span, str]]:
    """Identifiers in a reference, as stretches that the tokenizer keeps whole."""
    found = []
    for m in re.finditer(r"(?:https?://(?:dx\.)?doi\.org/|doi\s?[:：]?\s?(?:https?://(?:dx\.)?doi\.org/)?)?10\.\d{4,9}/[^\s，。；\"<>]{1,200}", text, re.I):
        found.append((Span(*m.span()), "doi"))
    for m in re.finditer(r"PM(?:C?ID)?\s?[:：]?\s?(?:PMC)?\d{4,9}", text, re.I):
        found.append((Span(*m.span()), "pmid"))
    return found


@cache
def _model() -> bytes:
    """The model, which must stay in memory for as long as the tagger reads it."""
    return (resources.files("refcheck") / "data" / MODEL).read_bytes()


@cache
def _tagger() -> pycrfsuite.Tagger:
    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(_model())
    return tagger


def label(tokens: Tokens) -> tuple[list[str], list[float]]:
    """The most likely label of each token and how likely it is."""
    if not tokens.words:
        return [], []
    tagger = _tagger()
    tagger.set(features(tokens))
    labels = tagger.tag()
    return labels, [tagger.marginal(name, i) for i, name in enumerate(labels)]
