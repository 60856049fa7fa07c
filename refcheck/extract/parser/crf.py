"""Labels each token of a reference with a conditional random field.

The labels: A authors, B-T and I-T title, B-J and I-J journal or book, Y year, V volume, I issue, P pages, O the rest.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

import pycrfsuite

from refcheck.extract.parser.features import features
from refcheck.extract.parser.tokens import Tokens

MODEL = "reference_parser.crfsuite"


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
