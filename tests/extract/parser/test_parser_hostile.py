"""Whatever is thrown at the parser, it answers, soon, with spans inside the text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.extract.parser import parse_reference, parse_references
from refcheck.extract.parser.tokens import tokenize


def assert_sound(text: str) -> None:
    parsed = parse_reference(text)
    for span in parsed.spans.values():
        assert 0 <= span.start < span.end <= len(text)
    assert all(0 <= value <= 1 for value in parsed.fields.confidence.values())


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\t",
        ".",
        ",;:()[]",
        "“”‘’",
        "1",
        "[1]",
        "10.1000/x",
        "http://",
        "²³¼",
        "\u0300\u0301",
        "\x00\x02",
        "٣٤٥٦",
        "𠮷野家",
        "[J]",
        "//",
    ],
)
def test_nearly_nothing_is_answered(text: str) -> None:
    assert_sound(text)


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "A. ",
        "(",
        "1(",
        "12(3):",
        "Smith AB, ",
        "10.1000/",
        "[J]",
        "第1期",
        "<a ",
        "et al. ",
        "- ",
        "﹣",
        "1-",
        "vol. 1, ",
        "大学",
        "In: ",
    ],
)
def test_a_hundred_kilobytes_are_answered_soon(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    began = time.process_time()
    assert_sound(text)
    assert time.process_time() - began < 3


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_answered(text: str) -> None:
    assert_sound(text)


_PIECES = st.sampled_from(
    [
        "Smith",
        "J.",
        " ",
        ", ",
        ". ",
        "(",
        ")",
        "2001",
        "12",
        ":",
        "[J]",
        "等",
        "中文",
        "In: ",
        "vol. ",
        "pp. ",
        "10.1000/ab",
        "https://x.org/",
        "“",
        "”",
        "-",
        "é",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=60).map("".join))
def test_any_reference_like_text_is_answered(text: str) -> None:
    assert_sound(text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_tokens_and_gaps_alternate_in_order(text: str) -> None:
    tokens = tokenize(text)
    assert len(tokens.gaps) == len(tokens.words) + 1 == len(tokens.spans) + 1
    ends = [0, *(position for span in tokens.spans for position in span)]
    assert ends == sorted(ends)
    assert all(
        text[start:end] == word or word.startswith("<")
        for word, (start, end) in zip(tokens.words, tokens.spans, strict=True)
    )


def test_many_references_keep_their_order() -> None:
    texts = ["A. Smith, Title one, Nature 1 (2001) 1.", "", "B. Jones, Title two, Science 2 (2002) 2."]
    parsed = parse_references(texts)
    assert [p.fields.year for p in parsed] == ["2001", "", "2002"]
