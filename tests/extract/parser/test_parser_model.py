from __future__ import annotations

import json
from importlib import resources

from refcheck.extract.parser import parse_reference
from refcheck.extract.parser.features import VERSION, features
from refcheck.extract.parser.tokens import tokenize

DATA = resources.files("refcheck") / "data"


def test_the_model_was_trained_with_these_features() -> None:
    made = json.loads((DATA / "reference_parser.json").read_text("utf-8"))
    assert made["features_version"] == VERSION


def test_the_model_is_small() -> None:
    assert len((DATA / "reference_parser.crfsuite").read_bytes()) < 3_000_000


def test_every_word_is_described_once_and_alike_wherever_it_is_asked_for() -> None:
    tokens = tokenize("Smith J. A study of cells. Nature. 2012;5(2):3-9.")
    described = features(tokens)
    assert len(described) == len(tokens.words)
    assert described == features(tokens)
    assert all(len(one) == len(set(one)) for one in described)


def test_an_identifier_beyond_what_is_read_is_found() -> None:
    names = ", ".join(f"Smith{chr(97 + i % 26)} A" for i in range(600))
    parsed = parse_reference(f"{names}. A title. Nature. 2012;5:3. doi:10.1000/xyz")
    assert [one.value for one in parsed.identifiers] == ["10.1000/xyz"]
