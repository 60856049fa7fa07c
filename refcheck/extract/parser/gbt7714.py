"""References in the Chinese national style GB/T 7714, told by their type marks.

``authors. title[J]. journal, year, volume(issue): first-last page.`` A mark stands after the title: J journal, M book,
D thesis, C proceedings, R report, S standard, P patent, N newspaper, EB web page, DB database, A or Z anything else;
``/OL`` says that it was read online; ``//`` (or a second mark) leads to the book that a chapter stands in. Full-width
and ASCII punctuation are used alike (GB/T 7714-2015, sections 4 and 8 and annex B).
"""

from __future__ import annotations

import re

_MARK = re.compile(
    r"\s?[\[［【〔]\s?(?P<mark>J|M|D|C|R|S|P|N|A|G|Z|DB|CP|EB|DS|CM|AX)\s?(?:/\s?(?:OL|CD|MT|DK)\s?)?[\]］】〕]",
    re.IGNORECASE,
)
TYPES = {
    "J": "article", "N": "article", "M": "book", "G": "book", "D": "thesis", "C": "proceedings", "R": "report",
    "S": "standard", "P": "patent", "EB": "webpage", "DB": "dataset", "DS": "dataset",
}  # fmt: skip
_DASH = r"[-‐-―−~～〜∼－]{1,2}"
_PAGES = rf"[A-Za-z]{{0,2}}\d{{1,8}}(?:\s?{_DASH}\s?[A-Za-z]{{0,2}}\d{{1,8}}){{0,9}}"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
_ISSUE = r"\s?[(（]\s?(?:第\s?)?(?P<issue>[^()（）]{1,20}?)(?:\s?期)?\s?[)）]"
_ISSUE_ALONE = r"[(（](?P<number>\d{1,3}(?:[-/]\d{1,3})?)[)）]"
_VOLUME = rf"(?P<volume>[A-Z]?\d{{1,4}}(?:\s?{_DASH}\s?\d{{1,4}})?)"
_TO_PAGES = rf"(?:\s?[:：,，.．]\s?(?:pp?\.\s?)?(?P<pages>{_PAGES}))?"
# What follows [J]: the journal has no comma; the year may stand with the authors instead.
_ARTICLE = re.compile(
    rf"\s?[.．。,，:：]?\s?(?P<journal>[^,，\[\]［］\d][^,，\[\]［］]{{0,150}}?)\s?[,，.．]\s?{_YEAR}年?"
    rf"(?:(?:\s?[,，;；.．:：]\s?)?{_VOLUME})?(?:\s?[,，.．]?\s?{_ISSUE})?{_TO_PAGES}(?!\d)"
)
_ARTICLE_WITHOUT_YEAR = re.compile(
    rf"\s?[.．。,，]?\s?(?P<journal>[^,，\[\]［］\d][^,，\[\]［］]{{0,150}}?)\s?"
    rf"(?:[,，]\s?{_VOLUME}(?:{_ISSUE})?|{_ISSUE_ALONE}){_TO_PAGES}(?!\d)"
)
# What follows [N]: the day, and the page in brackets.
_NEWSPAPER = re.compile(
    rf"\s?[.．。,，:：]?\s?(?P<journal>[^,，\[\]［］\d][^,，\[\]［］]{{0,60}}?)\s?[,，.．]\s?{_YEAR}-\d{{1,2}}-\d{{1,2}}"
    r"(?:\s?[(（]\s?(?P<pages>[A-Z]?\d{1,3})\s?[)）])?"
)
# What follows the publisher of a book, thesis or volume: "北京: 科学出版社, 2010: 138-142".
_PRINTED = re.compile(
    rf"(?P<publisher>[^\s:：,，.．。\[\]/][^:：,，.．。\[\]/]{{1,60}})[,，]\s?{_YEAR}"
    rf"(?:\s?[:：.．]\s?(?P<pages>{_PAGES}))?(?!\d)"
)
# After // the book that a Chinese chapter stands in: "//editors. book: volume. edition. place: publisher, 2010".
_CONTAINER = re.compile(
    r"(?<!:)//\s?(?P<body>[^\[\]［］/]{2,200}?)\s?(?:[\[［][A-Z][\]］]\s?)?[.．](?:\s?[^.．:：,，]{1,6}版[.．])?"
    r"\s?[^.．:：,，]{2,20}[:：]\s?[^,，:：]{2,60}[,，]\s?\d{4}"
)
_PART_OF_BODY = re.compile(r"[^.．]{2,200}")
_EDITION = re.compile(r"\s?(?:第?[\d一二三四五六七八九十]{1,4}\s?版|修订版|影印本)\s?")
_VOLUME_OF_BOOK = re.compile(
    r"\s?[:：]\s?(?:第?[\d一二三四五六七八九十]{1,4}年?[卷册辑部]|[上中下]册?|vol\.?\s?\d{1,3})\s?$", re.IGNORECASE
)
_PATENT_NUMBER = re.compile(r"\s?[:：,，]\s?(?=[A-Z]{0,4}[\s\d.-]{5,20}[A-Z]?\d?$)[A-Z\d\s.-]{5,24}$")


def mark(text: str) -> tuple[str, int, int] | None:
    """The first type mark of a reference and where it stands, blanks before it included."""
    match = _MARK.search(text)
    return (match["mark"].upper(), match.start(), match.end()) if match else None


def numbers(text: str) -> dict[str, tuple[int, int]]:
    """Where journal, year, volume, issue and pages stand in a reference that bears a type mark."""
    found = mark(text)
    if found is None:
        return {}
    kind, _, end = found
    if kind == "J":
        match = _ARTICLE.match(text, end) or _ARTICLE_WITHOUT_YEAR.match(text, end)
    elif kind == "N":
        match = _NEWSPAPER.match(text, end)
    elif kind in ("M", "C", "A", "D", "R", "G"):
        match = _PRINTED.search(text, end)
    else:
        match = None
    named = match.groupdict() if match else {}
    spans = {name.replace("number", "issue"): match.span(name) for name in named if match and named[name]}
    container = _container(text, end)
    return {**spans, "journal": container} if container else spans


def _container(text: str, begin: int) -> tuple[int, int] | None:
    """Where the title of the book stands that a Chinese chapter is in."""
    match = _CONTAINER.search(text, begin)
    if match is None or not "\u3400" <= match["body"][-1] <= "\u9fff":
        return None
    parts = [
        part
        for part in _PART_OF_BODY.finditer(text, *match.span("body"))
        if part[0].strip() and not _EDITION.fullmatch(part[0])
    ]
    if not parts:
        return None
    start, end = parts[-1].span()
    start += len(parts[-1][0]) - len(parts[-1][0].lstrip())
    volume = _VOLUME_OF_BOOK.search(text, start, end)
    return start, volume.start() if volume else end


def title_end(text: str, kind: str, start: int, end: int) -> int:
    """Where a title ends that runs up to its mark: before the number of a patent."""
    number = _PATENT_NUMBER.search(text, start, end) if kind == "P" else None
    return number.start() if number else end
