"""Page statements and Roman numerals."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.text.pages import parse_pages
from refcheck.text.roman import roman_to_int


@pytest.mark.parametrize(
    ("text", "value"), [("i", 1), ("IV", 4), ("iiii", 4), ("XVIII", 18), ("xliv", 44), ("MCMXCIX", 1999)]
)
def test_roman_numerals(text, value):
    assert roman_to_int(text) == value


@pytest.mark.parametrize("text", ["", "iix", "abc", "vx", "12", "civil", "m" * 10_000])
def test_what_is_no_roman_numeral(text):
    assert roman_to_int(text) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("280-91", 280, 291),
        ("280–291", 280, 291),
        ("1998-2003", 1998, 2003),
        ("pp. 12–20", 12, 20),
        ("S12-S20", 12, 20),
        ("第12-20页", 12, 20),
        ("e1234", 1234, None),
        ("xii–xv", 12, 15),
        ("12 to 20", 12, 20),
        ("12-20, 35", 12, 20),
        ("Article 104735", 104735, None),
        ("1345-52 (8 pp.)", 1345, 1352),
    ],
)
def test_page_statements(text, first, last):
    pages = parse_pages(text)
    assert pages is not None
    assert pages.first.number == first
    assert (pages.last.number if pages.last else None) == last


@pytest.mark.parametrize("text", ["", "in press", "—", "?", "online first"])
def test_what_is_no_page_statement(text):
    assert parse_pages(text) is None


@pytest.mark.parametrize(
    ("text", "is_number"),
    [
        ("e1002221", True),
        ("104735", True),
        ("L12", True),
        ("280-291", False),
        ("280", False),
        ("S12", False),
        ("12345-12350", False),
    ],
)
def test_article_numbers_are_told_from_pages(text, is_number):
    pages = parse_pages(text)
    assert pages is not None
    assert pages.is_article_number is is_number


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_read(text):
    parse_pages(text)
    roman_to_int(text)
