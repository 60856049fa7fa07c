"""Volume, issue and pages by the patterns in which nearly every style prints them.

The model labels each number by itself; a whole group such as ``29(3):187-220``, ``2011;8:115`` or
``vol. 2, no. 4, pp. 639-643`` says more than its parts. A group never reaches into authors, title or year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

Place = tuple[int, int]

_DASH = r"\s?[-‐-―−~～∼]{1,3}\s?"
# The S of supplement pages is left out, as in the data that the model learns from.
_PAGES = rf"S?(?P<pages>(?!S)[A-Za-z]{{0,2}}\d{{1,7}}[A-Za-z]?(?:{_DASH}[A-Za-z]{{0,2}}\d{{1,7}}[A-Za-z]?)?)"
_VOLUME = rf"(?P<volume>\d{{1,4}}(?:{_DASH}\d{{1,4}})?)"
_NUMBER = rf"S?(?!(?:1[89]|20)\d\d\s?\))\d{{1,4}}(?:{_DASH}\d{{1,3}}|/\d{{1,3}})?[A-Za-z]?"
_SUPPLEMENT = r"(?:suppl?|supplement|pt|part|spe(?:c(?:ial)?)?|esp|增刊)\.?(?:\s?(?:No\.?\s?)?[A-Z\d]{1,3})?"
_ISSUE = (
    r"\(\s?(?:no?\.?\s?|n[º°.]\s?)?"
    rf"(?P<issue>{_NUMBER}|{_SUPPLEMENT}|{_NUMBER}\s{_SUPPLEMENT}|{_SUPPLEMENT}\s{_NUMBER})\s?\)"
)
# 29(3):187-220; 29 (3), pp. 187-220; 12(Suppl 1): S5-9
_BRACKETED = rf"(?<![\d/.(-]){_VOLUME}\s?{_ISSUE}\s?[:,;.]?\s?(?:pp?\.?\s?|e?-?pages?\s)?{_PAGES}(?![\d(])"
# 2011;8:115 and 2011 Oct 5; 8 (2): 115-20
_AFTER_YEAR = rf"(?<!\d)(?:1[89]|20)\d\d[^;()\d]{{0,12}}\d{{0,2}}\s?;\s?{_VOLUME}\s?(?:{_ISSUE}\s?)?:\s?{_PAGES}(?!\d)"
# vol. 2, no. 4, pp. 639-643
_NAMED = (
    rf"\b(?:vol(?:ume)?|v)\.?\s?{_VOLUME}\s?[,;.]\s?(?:nos?|n|num|nr|issue|n[º°])\s?\.?\s?(?P<issue>{_NUMBER})"
    rf"\s?[,;.:]\s?(?:pp?|pages?|pgs?)\s?\.?\s?{_PAGES}(?!\d)"
)
_PATTERNS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in (_BRACKETED, _AFTER_YEAR, _NAMED))

# Single numbers that a word or a bracket names: in the training data these are right in 99 of 100 cases.
_SINGLE = (
    re.compile(
        rf"(?<![\d/.(-])(?P<volume>\d{{1,3}})\s?\(\s?(?P<issue>\d{{1,2}}(?:[-–/,]\d{{1,2}})?|{_SUPPLEMENT})\s?\)",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:vol(?:ume)?|band|bd|tome|tomo)\b\s?\.?\s?(?P<volume>\d{1,4}|(?-i:[IVXL]{1,6}))\b", re.IGNORECASE),
    re.compile(r"第\s?(?P<volume>\d{1,4})\s?卷"),
    re.compile(r"第\s?(?P<issue>\d{1,4})\s?期"),
    re.compile(rf"第\s?{_PAGES}\s?[页頁]"),
    re.compile(rf"[页頁]\s?{_PAGES}"),
    re.compile(r"(?<=\b(?:19|20)\d\d)年?\s?[(（]\s?(?P<issue>\d{1,2}(?:[-–/]\d{1,2})?)\s?[)）]"),  # 2005(8)
    re.compile(rf"\b(?:pp|pages?)\b\s?\.?\s?{_PAGES}(?<=\d)(?!\d)", re.IGNORECASE),
)

# A year that stands alone: no part of an address, an arXiv id or a range of pages, no date in square brackets.
_YEAR = re.compile(r"(?<![\w./:=\[［-])(?P<year>(?:1[5-9]|20)\d\d)(?=年|(?!\w|\.\d|\s?[-‐-―]\s?\d{3}))")
_ACCESSED = re.compile(r"(?:access?ed|acesso|retrieved|visited|cited|consult|citado)[^()]{0,20}$", re.IGNORECASE)


def numbers(text: str, spans: Mapping[str, Place]) -> dict[str, Place]:
    """Where a group of numbers puts volume, issue and pages, and the year where the model has found none.

    Args:
        text: the reference.
        spans: the fields that the model found.
    """
    taken = [spans[name] for name in ("authors", "title", "year") if name in spans]
    found = _group(text, taken, [spans[name] for name in ("volume", "issue", "pages") if name in spans])
    for pattern in _SINGLE:
        known = {**spans, **found}
        if pattern.groupindex.keys() & known.keys():
            continue
        for match in pattern.finditer(text):
            named = _named(match)
            if not _collide(named.values(), [*taken, *known.values()]):
                found |= named
                break
    return found if "year" in spans else found | _year(text, [*taken, *spans.values(), *found.values()])


def _year(text: str, taken: Sequence[Place]) -> dict[str, Place]:
    """The first number outside of the other fields that can be a year, and not that of a visit to a page."""
    for match in _YEAR.finditer(text):
        start = match.start()
        if not _collide([match.span()], taken) and not _ACCESSED.search(text, max(0, start - 32), start):
            return {"year": match.span()}
    return {}


def _group(text: str, taken: Sequence[Place], seen: Sequence[Place]) -> dict[str, Place]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            named = _named(match)
            if not _collide(named.values(), taken) and (not seen or _collide(named.values(), seen)):
                return named
    return {}


def _named(match: re.Match[str]) -> dict[str, Place]:
    return {name: match.span(name) for name, value in match.groupdict().items() if value}


def _collide(some: Iterable[Place], others: Sequence[Place]) -> bool:
    return any(one[0] < other[1] and other[0] < one[1] for one in some for other in others)
