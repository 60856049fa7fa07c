"""Dates in running text: what is read, where it stands, and what is no date."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcheck.model import PartialDate
from refcheck.text.dates import find_dates


def said(text: str) -> list[str]:
    return [str(found.date) for found in find_dates(text)]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2021年7月15日，《自然》发表了论文", ["2021-07-15"]),
        ("于 2021 年 7 月 15 号在线发表", ["2021-07-15"]),
        ("發表於2021年7月", ["2021-07"]),
        ("二〇二一年七月十五日 与 二零零五年十二月", ["2021-07-15", "2005-12"]),
        ("published on July 15, 2021, in Nature", ["2021-07-15"]),
        ("on 15 July 2021 and in Aug. 2005", ["2021-07-15", "2005-08"]),
        ("the 15th of July, 2021; 15-Jul-2021", ["2021-07-15", "2021-07-15"]),
        ("In September of 2013 and in Sept 2013", ["2013-09", "2013-09"]),
        ("2021-07-15, 2021/7/15, 2021.7.15", ["2021-07-15"] * 3),
        ("Jumper et al. (2021) and Watson (1953).", ["2021", "1953"]),
    ],
)
def test_reads_dates_as_they_are_written(text, dates):
    assert said(text) == dates


@pytest.mark.parametrize(
    "text",
    [
        "自20世纪90年代、1990年代以来",
        "doi:10.1038/s41586-021-03819-2",
        "n=2021, p<2021, 12,021 or 2021% of 2021th",
        "https://example.org/2021/file2021",
        "2021级学生",
        "in room 3021 of 12021",
        "the 1990s",
    ],
)
def test_other_numbers_are_no_dates(text):
    assert said(text) == []


def test_what_the_calendar_lacks_is_dropped():
    assert said("2021年13月5日 2021-02-30") == ["2021", "2021-02"]


@pytest.mark.parametrize(
    "text",
    [
        "2013年8月至2022年9月期间",
        "between 2013 and 2022",
        "from May 2013 to June 2022",
        "2013–2022",
        "2013~2022",
    ],
)
def test_both_ends_of_a_stretch_of_time_are_ranged(text):
    found = find_dates(text)
    assert found
    assert all(dated.ranged for dated in found)


def test_two_dates_that_are_only_named_together_are_not_ranged():
    assert [dated.ranged for dated in find_dates("in Nature in 2015 and 2019")] == [False, False]


def test_a_shortened_end_makes_a_range():
    assert [dated.ranged for dated in find_dates("the 2013-16 outbreak")] == [True]


def test_a_part_of_the_text_keeps_the_offsets_of_the_whole():
    text = "1999年。2021年7月"
    (found,) = find_dates(text, 6)
    assert text[found.span.start : found.span.end] == "2021年7月"


@given(st.text(alphabet="0123456789年月日号至到–- ./,()JanMarchMay二〇一十\n", max_size=80))
def test_spans_lie_in_the_text_in_order_and_the_dates_exist(text):
    end = 0
    for found in find_dates(text):
        assert end <= found.span.start < found.span.end <= len(text)
        assert 1000 <= found.date.year < 3000
        assert 0 <= found.date.month <= 12
        assert 0 <= found.date.day <= 31
        end = found.span.end


@given(st.dates(min_value=date(1600, 1, 1), max_value=date(2099, 12, 31)))
def test_a_chinese_date_is_read_back(day):
    (found,) = find_dates(f"于{day.year}年{day.month}月{day.day}日发表")
    assert found.date == PartialDate(day.year, day.month, day.day)


@pytest.mark.parametrize("piece", ["2021年", "May ", "2021-", "1 May ", "二〇二一年", "2021 to "])
def test_time_is_linear(piece):
    began = time.perf_counter()
    find_dates(piece * 5_000)
    assert time.perf_counter() - began < 3
