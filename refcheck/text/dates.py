"""Dates in English and Chinese running text: where they stand and how much of them is said."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from refcheck.model import PartialDate, Span

# English month names by their first three letters, which no two share.
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_YEAR = r"(?:1[5-9]|20)\d\d"
_HAN_DIGITS = {digit: str(value) for value, digit in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0"}
_HAN_YEAR = "[一二][〇○零一二三四五六七八九]{3}"
_HAN_NUMBER = "[一二三四五六七八九十]{1,3}"

# The forms of a date: their groups are numbered, since one expression tries them all in one pass.
_FORMS = (
    # 2025年1月28日, 2025 年 1 月, 2025年
    (
        rf"(?<![\d.])(?P<y1>{_YEAR})[ \t]?年(?!代|级|級|限)"
        rf"(?:[ \t]?(?P<m1>\d{{1,2}})[ \t]?月(?:份|(?:[ \t]?(?P<d1>\d{{1,2}})[ \t]?[日号號])?))?"
    ),
    # 二〇二五年一月二十八日
    rf"(?P<y2>{_HAN_YEAR})年(?!代)(?:(?P<m2>{_HAN_NUMBER})月(?:(?P<d2>{_HAN_NUMBER})[日号號])?)?",
    # 2025-01-28, 2025/1/28, 2025.1.28
    rf"(?<![\w./-])(?P<y3>{_YEAR})(?P<s3>[-/.])(?P<m3>\d{{1,2}})(?P=s3)(?P<d3>\d{{1,2}})(?![\w/-]|\.\d)",
    # May 5, 2025; May 2025
    (
        rf"\b(?P<m4>{_MONTH})\s{{1,3}}(?:(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s{{0,3}}|\s{{1,3}}))?(?:of\s)?,?\s?"
        rf"(?P<y4>{_YEAR})(?![\w-]|[.,]\d)"
    ),
    # 5 May 2025; 5th of May, 2025; 28-Jan-2025
    (
        rf"\b(?P<d5>\d{{1,2}})(?:st|nd|rd|th)?(?:-|\s{{1,3}}(?:of\s)?)(?P<m5>{_MONTH})(?:-|,?\s{{1,3}})"
        rf"(?P<y5>{_YEAR})(?![\w-]|[.,]\d)"
    ),
    # 2025
    rf"(?<![\w.,:/=<>≥≤~-])(?P<y6>{_YEAR})(?!\d|[A-Za-z_%‰°/]|[.,:]\d|[ \t]?[年级級届])",
)
_DATE = re.compile("|".join(_FORMS), re.IGNORECASE)

# What stands between two dates that are the ends of one stretch of time.
_TO = re.compile(r"\s{0,2}(?:-|–|—|－|~|～|至|到|to|through|until|and)\s{0,2}", re.IGNORECASE)
_BEFORE_RANGE = re.compile(r"(?:between|from|since|自|从|從)\s{0,2}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DatedSpan:
    """A date and where it stands; `ranged` when it is one end of a stretch of time ("from 2013 to 2022")."""

    date: PartialDate
    span: Span
    ranged: bool = False


def find_dates(text: str, start: int = 0, end: int | None = None) -> list[DatedSpan]:
    """Every date between two offsets of a text, in order.

    A month or day that the calendar does not have is dropped: the rest of the date stands.
    """
    end = len(text) if end is None else end
    found = list(_dates(text, start, end))
    ranged: set[int] = set()
    for place, (first, second) in enumerate(pairwise(found)):
        between = text[first.span.end : second.span.start]
        joined = _TO.fullmatch(between)
        opened = _BEFORE_RANGE.search(text, max(0, first.span.start - 10), first.span.start)
        if joined and (opened or joined.group().strip().lower() != "and"):
            ranged |= {place, place + 1}
    return [
        DatedSpan(dated.date, dated.span, ranged=place in ranged or _half_range(text, dated.span))
        for place, dated in enumerate(found)
    ]


def _dates(text: str, start: int, end: int) -> Iterator[DatedSpan]:
    for match in _DATE.finditer(text, start, end):
        parts = match.groupdict()
        form = next(number for number in "123456" if parts[f"y{number}"])
        year = int("".join(_HAN_DIGITS.get(digit, digit) for digit in parts[f"y{form}"]))
        month = _number(parts.get(f"m{form}"))
        day = _number(parts.get(f"d{form}"))
        if not 1 <= month <= 12:
            month = day = 0
        elif not 1 <= day <= monthrange(year, month)[1]:
            day = 0
        yield DatedSpan(PartialDate(year, month, day), Span(match.start(), match.end()))


def _half_range(text: str, span: Span) -> bool:
    """Whether a bare number follows or precedes by a dash: "2013-16", "8月-2022年9月"."""
    after = text[span.end : span.end + 3]
    before = text[max(0, span.start - 4) : span.start]
    return bool(re.match(r"\s?[-–—~～至][0-9]", after) or re.search(r"[0-9年月日]\s?[-–—~～至]\s?$", before))


def _number(printed: str | None) -> int:
    """A month or day from digits, a month's English name, or Chinese numerals up to 31; 0 when not given."""
    if not printed:
        return 0
    if printed.isdecimal():
        return int(printed)
    if printed[:3].lower() in _MONTHS:
        return _MONTHS[printed[:3].lower()]
    tens, ten, ones = printed.rpartition("十")
    value = int(_HAN_DIGITS.get(ones, "0")) if ones else 0
    return value + (10 * int(_HAN_DIGITS.get(tens, "1")) if ten else 0)
