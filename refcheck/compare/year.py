"""Years and dates: any date that the record has may be the one claimed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from refcheck.model import Agreement, DateType, PartialDate, RecordDate, Verdict

_YEAR: Final = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d|21\d\d)(?!\d)")
_NAMES: Final = {
    DateType.PRINT: "in print",
    DateType.ONLINE: "online",
    DateType.ISSUED: "issued",
    DateType.ISSUE: "in issue",
    DateType.ARTICLE: "online",
    DateType.POSTED: "posted",
}


def compare_year(claimed: str, dates: Sequence[RecordDate]) -> Agreement:
    """Compare a printed year with every date of the record.

    Online and print years differ in half of the records that have both, so any of them is right. One year off from
    all of them is told apart (detail ``off-by-one``), because the usual cause is a date the index does not hold.
    """
    if not dates or not claimed.strip():
        return Agreement(Verdict.ABSENT, why="no year to compare")
    actual = describe(dates)
    years = [int(year) for year in _YEAR.findall(claimed[:80])]
    if not years:
        return Agreement(Verdict.UNSURE, why="no year is stated", actual=actual)
    known = {entry.date.year for entry in dates}
    if known & set(years):
        return Agreement(Verdict.SAME, 1.0, f"the year of the record ({actual})", actual)
    if min(abs(year - other) for year in years for other in known) == 1:
        return Agreement(Verdict.DIFFERENT, 0.5, f"one year off ({actual})", actual, "off-by-one")
    return Agreement(Verdict.DIFFERENT, 0.0, f"another year ({actual})", actual)


def compare_date(claimed: PartialDate, dates: Sequence[RecordDate]) -> Agreement:
    """Compare a date stated in prose with every date of the record, as exactly as both are given.

    Where the year agrees with some date and the month or day with none, detail says ``month`` or ``day``.
    """
    if not dates:
        return Agreement(Verdict.ABSENT, why="the record has no date")
    actual = describe(dates)
    same_year = [entry.date for entry in dates if entry.date.year == claimed.year]
    if not same_year:
        return compare_year(f"{claimed.year:04d}", dates)
    same_month = [date for date in same_year if not (claimed.month and date.month) or date.month == claimed.month]
    if not same_month:
        return Agreement(Verdict.DIFFERENT, 0.7, f"another month ({actual})", actual, "month")
    # A month that only some dates give is settled by those that give it.
    full = [date for date in same_month if date.month] if claimed.month else same_month
    if not (claimed.day and claimed.month):
        return Agreement(Verdict.SAME, 1.0, f"a date of the record ({actual})", actual)
    if not full:
        return Agreement(Verdict.SAME, 0.9, f"the year of the record ({actual})", actual)
    if all(date.day and date.day != claimed.day for date in full):
        return Agreement(Verdict.DIFFERENT, 0.8, f"another day ({actual})", actual, "day")
    return Agreement(Verdict.SAME, 1.0, f"a date of the record ({actual})", actual)


def describe(dates: Sequence[RecordDate]) -> str:
    """The dates for a reader: "2019" where all agree on the year, else "online 2019, in issue 2020"."""
    years = {entry.date.year for entry in dates}
    if len(years) == 1 and not any(entry.date.month for entry in dates):
        return str(next(iter(years)))
    named = {f"{_NAMES[entry.type]} {entry.date if len(years) == 1 else entry.date.year}": None for entry in dates}
    return ", ".join(named)
