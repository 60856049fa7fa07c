"""Years and dates against all the dates of a record."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.compare.year import compare_date, compare_year
from refcheck.model import DateType, PartialDate, RecordDate, Verdict

DATES = (
    RecordDate(DateType.ONLINE, PartialDate(2019, 11, 28)),
    RecordDate(DateType.ISSUE, PartialDate(2020, 2)),
)


@pytest.mark.parametrize("claimed", ["2019", "2020", "2020a", "(2020)", "2020 Feb", "c2019"])
def test_every_date_of_the_record_is_right(claimed):
    assert compare_year(claimed, DATES).verdict is Verdict.SAME


@pytest.mark.parametrize(
    ("claimed", "detail"), [("2018", "off-by-one"), ("2021", "off-by-one"), ("2017", ""), ("1999", "")]
)
def test_another_year_says_which_dates_there_are(claimed, detail):
    found = compare_year(claimed, DATES)
    assert (found.verdict, found.detail) == (Verdict.DIFFERENT, detail)
    assert "online 2019, in issue 2020" in found.why


@pytest.mark.parametrize("claimed", ["in press", "n.d.", "forthcoming", "20"])
def test_no_year_is_no_evidence(claimed):
    assert compare_year(claimed, DATES).verdict is Verdict.UNSURE


def test_nothing_to_compare():
    assert compare_year("2020", ()).verdict is Verdict.ABSENT
    assert compare_year("", DATES).verdict is Verdict.ABSENT
    assert compare_date(PartialDate(2020), ()).verdict is Verdict.ABSENT


@pytest.mark.parametrize(
    ("claimed", "verdict", "detail"),
    [
        (PartialDate(2019), Verdict.SAME, ""),
        (PartialDate(2019, 11), Verdict.SAME, ""),
        (PartialDate(2019, 11, 28), Verdict.SAME, ""),
        (PartialDate(2020, 2, 14), Verdict.SAME, ""),  # the record does not know the day
        (PartialDate(2019, 11, 27), Verdict.DIFFERENT, "day"),
        (PartialDate(2019, 10), Verdict.DIFFERENT, "month"),
        (PartialDate(2021, 2), Verdict.DIFFERENT, "off-by-one"),
        (PartialDate(2010, 2), Verdict.DIFFERENT, ""),
    ],
)
def test_a_date_is_compared_as_exactly_as_both_are_given(claimed, verdict, detail):
    found = compare_date(claimed, DATES)
    assert (found.verdict, found.detail) == (verdict, detail)


@settings(deadline=None)
@given(st.integers(1500, 2100), st.integers(0, 12), st.integers(0, 28))
def test_a_date_is_the_same_as_itself(year, month, day):
    date = PartialDate(year, month, day if month else 0)
    assert compare_date(date, [RecordDate(DateType.PRINT, date)]).verdict is Verdict.SAME
    assert compare_year(str(year), [RecordDate(DateType.PRINT, date)]).verdict is Verdict.SAME


@settings(deadline=None)
@given(st.text(max_size=50))
def test_any_text_compares(text):
    assert compare_year(text, DATES).verdict is not None
