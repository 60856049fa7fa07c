"""Volumes, issues and pages: what is the same number, and what is another."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.compare.numbers import compare_issue, compare_pages, compare_volume
from refcheck.model import Verdict

FITS = (Verdict.SAME, Verdict.MINOR)


@pytest.mark.parametrize(
    ("claimed", "actual"),
    [
        ("12", "12"),
        ("Vol. 12", "12"),
        ("XII", "12"),
        ("012", "12"),
        ("12(3 Suppl 1)", "12"),
        ("12 Suppl 1", "12"),
        ("58/59", "58-59"),
        ("58", "58-59"),
        ("第12卷", "12"),
        ("B247", "247"),
    ],
)
def test_the_same_volume(claimed, actual):
    assert compare_volume(claimed, actual).verdict in FITS


@pytest.mark.parametrize(
    ("claimed", "actual"), [("14", "41"), ("12(3)", "3"), ("XI", "12"), ("114", "103"), ("1", "11")]
)
def test_another_volume(claimed, actual):
    assert compare_volume(claimed, actual).verdict is Verdict.DIFFERENT


@pytest.mark.parametrize(
    ("claimed", "actual"),
    [
        ("3-4", "3/4"),
        ("3–4", "3-4"),
        ("3", "3-4"),
        ("No. 3", "3"),
        ("Suppl 1", "suppl_1"),
        ("S1", "Suppl. 1"),
        ("3 Suppl 1", "Suppl 1"),
        ("增刊1", "S1"),
        ("Pt 2", "2"),
    ],
)
def test_the_same_issue(claimed, actual):
    assert compare_issue(claimed, actual).verdict in FITS


@pytest.mark.parametrize(("claimed", "actual"), [("1", "2"), ("12", "1-2"), ("Suppl 1", "Suppl 2")])
def test_another_issue(claimed, actual):
    assert compare_issue(claimed, actual).verdict is Verdict.DIFFERENT


@pytest.mark.parametrize(
    ("claimed", "actual"),
    [("Mar", "3"), ("3 (March)", "1"), ("245", "3"), ("Database issue", "D1"), ("Web Server", "W1")],
)
def test_issues_counted_in_different_ways_are_not_compared(claimed, actual):
    assert compare_issue(claimed, actual).verdict is Verdict.UNSURE


@pytest.mark.parametrize(
    ("claimed", "pages"),
    [
        ("280-91", "280-291"),
        ("280–291", "280-91"),
        ("pp. 280-291", "280-291"),
        ("280--291", "280-291"),
        ("S12-S20", "S12-20"),
        ("12-20", "S12-S20"),
        ("e1002221", "e1002221"),
        ("1002221", "e1002221"),
        ("xii-xv", "xii-xv"),
        ("280", "280-291"),
        ("280-291", "280"),
        ("280-291, 295", "280-291"),
        ("1-12 (12 pages)", "1-12"),
        ("1345～1352", "1345-1352"),
        ("447-458", "447-456"),
        ("285", "280-291"),
    ],
)
def test_the_same_pages(claimed, pages):
    assert compare_pages(claimed, pages).verdict in FITS


def test_an_article_number_stands_for_pages():
    assert compare_pages("1536566", "", "1536566").verdict is Verdict.SAME
    assert compare_pages("1536566", "1-10", "1536566").verdict is Verdict.SAME
    assert compare_pages("13:1536566", "", "1536566").verdict in (*FITS, Verdict.UNSURE)


@pytest.mark.parametrize(
    ("claimed", "pages", "number"),
    [
        ("1536566", "281-290", ""),
        ("281-290", "", "1536566"),
        ("1-10", "", "1536566"),
        ("e0153273", "12-20", ""),
        ("12-20", "e0153273", ""),
    ],
)
def test_an_article_number_is_never_compared_with_pages(claimed, pages, number):
    assert compare_pages(claimed, pages, number).verdict is Verdict.UNSURE


@pytest.mark.parametrize(
    ("claimed", "pages"),
    [
        ("255-264", "155-159"),
        ("281-291", "280-291"),
        ("104735", "104753"),
        ("e1002221", "e1002222"),
        ("492", "6503-6508"),
        ("E1011-1018", "E911-E920"),
        ("15400", "14400-14405"),
    ],
)
def test_another_first_page(claimed, pages):
    found = compare_pages(claimed, pages)
    assert (found.verdict, found.detail) == (Verdict.DIFFERENT, "")


def test_only_the_last_page_differs():
    found = compare_pages("453-637", "453-467")
    assert (found.verdict, found.detail) == (Verdict.DIFFERENT, "last-page")


@pytest.mark.parametrize("compare", [compare_volume, compare_issue, compare_pages])
def test_nothing_to_compare(compare):
    assert compare("", "12").verdict is Verdict.ABSENT
    assert compare("12", "").verdict is Verdict.ABSENT


@pytest.mark.parametrize("compare", [compare_volume, compare_issue, compare_pages])
@settings(deadline=None)
@given(text=st.text(max_size=60), other=st.text(max_size=60))
def test_a_number_is_the_same_as_itself_and_any_text_compares(compare, text, other):
    assert compare(text, text).verdict in {Verdict.SAME, Verdict.ABSENT, Verdict.UNSURE}
    assert 0 <= compare(text, other).score <= 1


@settings(deadline=None)
@given(st.integers(1, 99999), st.integers(0, 99))
def test_a_shortened_range_is_the_full_one(first, count):
    last = first + count
    digits = str(last)
    for keep in range(1, len(digits) + 1):
        short = digits[-keep:]
        if len(digits) == len(str(first)) and str(first)[: len(digits) - keep] == digits[: len(digits) - keep]:
            assert compare_pages(f"{first}-{short}", f"{first}-{last}").verdict is Verdict.SAME


@pytest.mark.parametrize("hostile", ["9" * 100_000, "i" * 100_000, "(" * 100_000, "1-" * 50_000, "e" * 100_000])
def test_long_numbers_take_no_time(hostile):
    began = time.perf_counter()
    for compare in (compare_volume, compare_issue, compare_pages):
        compare(hostile, "12")
        compare("12", hostile)
    assert time.perf_counter() - began < 1
