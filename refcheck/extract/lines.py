"""The lines of a stretch of a document, without what a page prints around them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from refcheck.model import Span

# Line and page ends of every kind: a form feed ends a page, U+2028 a line in what a word processor exports.
_LINE = re.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")
_PAGE_NUMBER = re.compile(
    r"(?:[-–—]{1,2}\s?)?(?:(?:page|p\.|第)\s?)?\d{1,5}(?:\s?(?:of|/)\s?\d{1,5})?\s?(?:页|頁)?(?:\s?[-–—]{1,2})?",
    re.IGNORECASE,
)
_BROWSER_NOTE = re.compile(
    r"(?:downloaded (?:from|by|on)|this article is protected by copyright|page \d+ of \d+|author manuscript"
    r"|all rights reserved|click here|google scholar$|view (?:article|abstract)$)",
    re.IGNORECASE,
)
_PAGE_OF_HEAD = re.compile(r"^\d{1,5}\s+|(?<!\S)\d{1,5}(?:\s?(?:of|/)\s?\d{1,5})?$")
_OPEN_END = re.compile(r"[,:;(–—-]$|\b(?:vol|no|pp?|art)\.?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its span without the white space around it, its text, its indent, and what stands before it."""

    span: Span
    text: str
    indent: int
    after_gap: bool
    after_page: bool = False


def lines_of(text: str, span: Span) -> list[Line]:
    """The lines in `span` that hold something."""
    found: list[Line] = []
    last = span.start
    for match in _LINE.finditer(text, span.start, span.end):
        printed = match[0]
        body = printed.strip()
        if not body:
            continue
        start = match.start() + len(printed) - len(printed.lstrip())
        page = bool(found) and text.count("\f", last, start) > 0
        gap = bool(found) and (page or text.count("\n", last, start) > 1)
        found.append(Line(Span(start, start + len(body)), body, start - match.start(), gap, page))
        last = start + len(body)
    return found


def without_furniture(lines: list[Line]) -> list[Line]:
    """The lines without page numbers, running heads and the notes that publishers' sites print on every page.

    A running head is a line that comes three times, the page's number apart, each time beside a page number or a gap;
    so a journal's name that stands alone on a wrapped line is left, and so are ends of entries that differ in numbers.
    """
    numbers = _sequence_of_page_numbers(lines)
    beside = [
        line.after_gap or i - 1 in numbers or i + 1 in numbers or (i + 1 < len(lines) and lines[i + 1].after_gap)
        for i, line in enumerate(lines)
    ]
    heads = Counter(_head(line.text) for line, edge in zip(lines, beside, strict=True) if edge)
    gaps = sum(line.after_gap and i - 1 not in numbers for i, line in enumerate(lines))
    rare_gaps = any(line.after_page for line in lines) or gaps * 5 < len(lines)
    kept: list[Line] = []
    dropped = False
    for i, line in enumerate(lines):
        head = rare_gaps and beside[i] and 12 <= len(line.text) <= 120 and heads[_head(line.text)] >= 3
        if i in numbers or head or (len(line.text) <= 120 and _BROWSER_NOTE.match(line.text)):
            dropped = True
            continue
        # a gap that belongs to the page parts entries only where gaps part them elsewhere too
        kept.append(replace(line, after_gap=False, after_page=False) if dropped and rare_gaps else line)
        dropped = False
    return kept


def _head(text: str) -> str:
    """What a running head has on every page: the line without the page's number at its beginning or end."""
    return _PAGE_OF_HEAD.sub("", text.casefold())


def _sequence_of_page_numbers(lines: list[Line]) -> set[int]:
    """Places of lines that are nothing but a page number: beside a gap, or part of a count by pages.

    A number alone may also be the rest of a wrapped line (volume, page) or a label; labels come more densely.
    """
    alone = [i for i, line in enumerate(lines) if _PAGE_NUMBER.fullmatch(line.text)]
    numbers = {i: int(re.findall(r"\d+", lines[i].text)[0]) for i in alone}
    if len(numbers) * 8 > len(lines):
        return {i for i in numbers if i + 1 < len(lines) and lines[i + 1].after_page}
    places = set()
    for i, number in numbers.items():
        if i and _OPEN_END.search(lines[i - 1].text):
            continue
        gap = lines[i].after_gap or (i + 1 < len(lines) and lines[i + 1].after_gap)
        counted = any(
            abs(j - i) >= 8 and (other - number) * (j - i) > 0 and abs(other - number) <= 2
            for j, other in numbers.items()
        )
        if gap or counted or not lines[i].text.isdecimal():
            places.add(i)
    return places
