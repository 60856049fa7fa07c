"""Where the text of a PDF stands on its pages: for a report that is written into the file."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from ctypes import c_double
from math import isfinite
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdf

from refcheck.model.document import Span
from refcheck.readers._pdf_document import lines_of, opened, pages_of
from refcheck.readers._pdf_prose import Drawn, drawn

_GAP = 2.0  # heights: what is further apart on a line is another column
_SAME_LINE = 0.4  # of the lower of two areas, that they have in common
_TALLEST = 3.0  # times the ink; some fonts claim letters as high as a page


class Area(NamedTuple):
    """A rectangle of a page, which counts from 1; in points, y grows upwards."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


def areas(data: bytes, path: str, spans: Sequence[Span]) -> tuple[str, list[list[Area]]]:
    """The text of a PDF, and for each span of it the areas, one a line, in which it is printed.

    Raises:
        UnreadableInputError: as the reader.
    """
    document = opened(data, path)
    try:
        pages, _ = pages_of(document, path)
        text, runs = drawn(lines_of(pages), {page.number: page.links for page in pages})
        return text, _areas(document, [list(_stretches(span, runs)) for span in spans])
    finally:
        document.close()


class _Stretch(NamedTuple):
    """Characters of a page, by their places among all of its: the first, and the one behind the last."""

    page: int
    first: int
    end: int


def _stretches(span: Span, runs: Sequence[Drawn]) -> Iterator[_Stretch]:
    """What of the runs lies in a span."""
    for run in runs[bisect_right(runs, span.start, key=lambda run: run.span.end) :]:
        if run.span.start >= span.end:
            return
        start, end = max(span.start, run.span.start), min(span.end, run.span.end)
        if start < end:
            yield _Stretch(run.page, run.first + start - run.span.start, run.first + end - run.span.start)


def _areas(document: pdfium.PdfDocument, wanted: Sequence[Sequence[_Stretch]]) -> list[list[Area]]:
    """The areas of each list of stretches; a page is opened once."""
    by_page = defaultdict(list)
    for number, stretches in enumerate(wanted):
        for stretch in stretches:
            by_page[stretch.page].append((number, stretch))
    found: list[list[Area]] = [[] for _ in wanted]
    for page_number in sorted(by_page):
        page = document[page_number - 1]
        text = page.get_textpage()
        for number, stretch in by_page[page_number]:
            area = _area(text, stretch)
            if area:
                found[number].append(area)
        text.close()
        page.close()
    return [list(_joined(each)) for each in found]


def _area(text: pdfium.PdfTextPage, stretch: _Stretch) -> Area | None:
    """What the characters of one run cover, with the space that their font keeps above and below."""
    ink, loose = (_union(text, stretch, box) for box in (_ink, _loose))
    if loose and ink and loose[3] - loose[1] > _TALLEST * (ink[3] - ink[1]):
        loose = None
    box = loose or ink
    return Area(stretch.page, *box) if box else None


_Box = tuple[float, float, float, float]  # left, bottom, right, top


def _union(
    text: pdfium.PdfTextPage, stretch: _Stretch, box_of: Callable[[pdfium.PdfTextPage, int], _Box | None]
) -> _Box | None:
    boxes = [box for at in range(stretch.first, stretch.end) if (box := box_of(text, at)) and all(map(isfinite, box))]
    if not boxes:
        return None
    left, bottom, right, top = zip(*boxes, strict=True)
    return min(left), min(bottom), max(right), max(top)


def _ink(text: pdfium.PdfTextPage, at: int) -> _Box | None:
    left, right, bottom, top = (c_double() for _ in range(4))
    found = pdf.FPDFText_GetCharBox(text, at, left, right, bottom, top)
    return (left.value, bottom.value, right.value, top.value) if found else None


def _loose(text: pdfium.PdfTextPage, at: int) -> _Box | None:
    box = pdf.FS_RECTF()
    found = pdf.FPDFText_GetLooseCharBox(text, at, box)
    return (box.left, box.bottom, box.right, box.top) if found else None


def _joined(areas_of_runs: Iterable[Area]) -> Iterator[Area]:
    """Areas that stand beside each other on a line as one."""
    last: Area | None = None
    for area in areas_of_runs:
        if last is not None and _beside(last, area):
            last = Area(
                last.page,
                min(last.left, area.left),
                min(last.bottom, area.bottom),
                max(last.right, area.right),
                max(last.top, area.top),
            )
            continue
        if last is not None:
            yield last
        last = area
    if last is not None:
        yield last


def _beside(last: Area, area: Area) -> bool:
    height = min(last.top - last.bottom, area.top - area.bottom)
    common = min(last.top, area.top) - max(last.bottom, area.bottom)
    gap = area.left - last.right
    return last.page == area.page and common > _SAME_LINE * height and -height <= gap <= _GAP * height
