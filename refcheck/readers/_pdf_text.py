"""What stands on the pages of a PDF, as pdfium tells it: runs of text with their places and fonts, and links.

pdfium keeps the characters of a page in the order in which they are drawn, each with the text object that drew it. A
run is what one object draws. Asking for the object of every character is cheap; places and fonts are asked for once a
run: a page has some 4,000 characters and 100 to 400 runs.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdf

_MOST_LINKS = 2000  # of one page
_MOST_CHARACTERS = 100_000  # of one page; a page of small print has 10,000

_ITALIC_NAME = re.compile(r"ital|obli|slant|[-,_](?:bold)?(?:it|i)$|^(?:cm|ec|sf)(?:ti|sl|bxti)\d", re.IGNORECASE)
_BOLD_NAME = re.compile(r"bold|black|heavy|demi|[-,_](?:bd|b|medi)$|-mediital|^(?:cm|ec|sf)bx", re.IGNORECASE)
_ITALIC_FLAG, _BOLD_FLAG = 1 << 6, 1 << 18  # ISO 32000-1, table 123

# pdfium's own signs for a hyphen at a line's end; blanks of other kinds
_CHARACTERS = {"\ufffe": "-", "\x02": "-", "\xa0": " ", "\f": " "}
_PDFIUM_LINE = re.compile(r"[^\r\n]+")
_COMBINING = dict(zip("`´¨ˆ˜ˇ˘˙˝˚¸", "\u0300\u0301\u0308\u0302\u0303\u030c\u0306\u0307\u030b\u030a\u0327", strict=True))
_ACCENTED = re.compile(r"((?<=[^\W\d_])`|[´¨ˆ˜ˇ˘˙˝˚¸])([^\W\d_])")
_CEDILLA = re.compile(r"([cCsStT])¸")

# What is asked for once a run or more is called with plain addresses: ctypes takes half as long over them as over the
# types of the bindings.
_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int
_object_of = ctypes.cast(pdf.FPDFText_GetTextObject, ctypes.CFUNCTYPE(_ADDRESS, _ADDRESS, _INT))
_font_of = ctypes.cast(pdf.FPDFTextObj_GetFont, ctypes.CFUNCTYPE(_ADDRESS, _ADDRESS))
_font_size = ctypes.cast(pdf.FPDFText_GetFontSize, ctypes.CFUNCTYPE(ctypes.c_double, _ADDRESS, _INT))
_get_matrix = ctypes.cast(pdf.FPDFText_GetMatrix, ctypes.CFUNCTYPE(_INT, _ADDRESS, _INT, _ADDRESS))
_get_box = ctypes.cast(pdf.FPDFText_GetLooseCharBox, ctypes.CFUNCTYPE(_INT, _ADDRESS, _INT, _ADDRESS))
_get_origin = ctypes.cast(pdf.FPDFText_GetCharOrigin, ctypes.CFUNCTYPE(_INT, _ADDRESS, _INT, _ADDRESS, _ADDRESS))
_object_in = ctypes.cast(pdf.FPDFPage_GetObject, ctypes.CFUNCTYPE(_ADDRESS, _ADDRESS, _INT))
_type_of = ctypes.cast(pdf.FPDFPageObj_GetType, ctypes.CFUNCTYPE(_INT, _ADDRESS))


@dataclass(frozen=True, slots=True)
class Font:
    """What a font's name and flags say."""

    italic: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Text that is drawn at once, in one font, on one line.

    Lengths are in points; y grows upwards. Places are those that the reader of an upright page sees.

    Attributes:
        text: its characters.
        first: the place of the first of them among the page's.
        left, right: where it begins and ends.
        base: the height of the line that its letters stand on.
        size: the size of its letters.
        font: its font.
        spaced: whether pdfium sees a blank before it.
        ends_word: whether a blank is drawn after it.
    """

    text: str
    first: int
    left: float
    right: float
    base: float
    size: float
    font: Font
    spaced: bool = False
    ends_word: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an address, and the first and last character of the page that it lies on."""

    address: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number from 1, its height, its runs in the order of drawing, its links, whether it has pictures."""

    number: int
    height: float
    runs: tuple[Run, ...]
    links: tuple[Link, ...]
    pictures: bool

    @property
    def length(self) -> int:
        """How many characters it prints, blanks between runs apart."""
        return sum(len(run.text) for run in self.runs)


def read_page(document: pdfium.PdfDocument, number: int) -> Page:
    """The page of a number, from 1.

    Raises:
        pdfium.PdfiumError: it is broken.
    """
    page = document[number - 1]
    try:
        text = page.get_textpage()
        try:
            turned = list(_runs(text))
            links = tuple(_links(document, page, text, [run for run, turns in turned if turns == 0]))
            runs, height = _upright(turned, *page.get_size())
            return Page(number, height, tuple(runs), links, _has_pictures(page))
        finally:
            text.close()
    finally:
        page.close()


def _characters(text: pdfium.PdfTextPage) -> str:
    """The characters of a page, one for each that pdfium counts."""
    count = min(pdf.FPDFText_CountChars(text), _MOST_CHARACTERS)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count * 2 + 2))()
    pdf.FPDFText_GetText(text, 0, count, buffer)
    characters = bytes(buffer).decode("utf-16-le", "replace").split("\0", 1)[0]
    if len(characters) == count:
        return characters
    # some have no Unicode value and were left out: one by one, then
    codes = (pdf.FPDFText_GetUnicode(text, i) for i in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)


def _address_of(handle: pdfium.PdfTextPage | pdfium.PdfPage) -> int:
    return ctypes.cast(handle.raw, _ADDRESS).value or 0


def _stretches(text: int, characters: str) -> Iterator[tuple[int, int, int]]:
    """The text objects in order: each with its first character and the one after its last.

    Blanks and line ends that pdfium adds have no object; they belong to the one before them. Where an object ends is
    found by halving what is left of the line.
    """
    for line in _PDFIUM_LINE.finditer(characters):
        place, last = line.start(), line.end() - 1
        while place <= last:
            drawn_by = _object_of(text, place)
            whole = drawn_by and _object_of(text, last) == drawn_by
            end = last + 1 if whole else _end_of(text, drawn_by, place, last)
            if drawn_by:
                yield drawn_by, place, end
            place = end


def _end_of(text: int, drawn_by: int | None, first: int, last: int) -> int:
    """The end of what an object draws from `first` on, at most up to `last`."""

    def is_beyond(place: int) -> bool:
        while place > first:
            if found := _object_of(text, place):
                return bool(found != drawn_by)
            place -= 1
        return False

    if not is_beyond(last):
        return last + 1
    return first + 1 + bisect_left(range(first + 1, last), True, key=is_beyond)


def _runs(page: pdfium.PdfTextPage) -> Iterator[tuple[Run, int]]:
    """The runs of a page with the quarter turns that each makes to the left, in unturned places."""
    text = _address_of(page)
    characters = _characters(page)
    for character, meant in _CHARACTERS.items():
        characters = characters.replace(character, meant)
    accents = any(accent in characters for accent in _COMBINING)
    fonts: dict[int | None, Font] = {None: Font()}
    matrix, head, tail = pdf.FS_MATRIX(), pdf.FS_RECTF(), pdf.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    matrix_at, head_at, tail_at, x_at, y_at = map(ctypes.addressof, (matrix, head, tail, x, y))
    blank = False
    for drawn_by, start, end in _stretches(text, characters):
        printed = characters[start:end]
        body = printed.strip(" ")
        if not body:
            blank = True
            continue
        first = start + len(printed) - len(printed.lstrip(" "))
        if not (
            _get_matrix(text, first, matrix_at)
            and _get_box(text, first, head_at)
            and _get_box(text, first + len(body) - 1, tail_at)
            and _get_origin(text, first, x_at, y_at)
        ):
            continue
        size = _font_size(text, first) * math.hypot(matrix.c, matrix.d)
        turns = round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4
        left, right, base = _along(turns, head, tail, x.value, y.value)
        if not math.isfinite(size + left + right + base) or size <= 0:
            continue
        handle = _font_of(drawn_by)
        if handle not in fonts:
            fonts[handle] = _font(handle)
        before, after = blank or printed[0] == " ", printed[-1] == " "
        body = with_accents(body) if accents else body
        yield Run(body, first, left, right, base, size, fonts[handle], before, after), turns
        blank = after


def _along(turns: int, head: pdf.FS_RECTF, tail: pdf.FS_RECTF, x: float, y: float) -> tuple[float, float, float]:
    """Beginning, end and base of a run in the direction in which it is written."""
    if turns % 2:
        bottom, top = min(head.bottom, tail.bottom), max(head.top, tail.top)
        return (bottom, top, -x) if turns == 1 else (-top, -bottom, x)
    left, right = min(head.left, tail.left), max(head.right, tail.right)
    return (-right, -left, -y) if turns else (left, right, y)


def _font(address: int) -> Font:
    handle = ctypes.cast(address, pdf.FPDF_FONT)
    buffer = ctypes.create_string_buffer(256)
    pdf.FPDFFont_GetBaseFontName(handle, buffer, 256)
    name = buffer.value.decode("latin-1").rsplit("+", 1)[-1]
    flags = max(0, pdf.FPDFFont_GetFlags(handle))
    return Font(
        italic=bool(_ITALIC_NAME.search(name)) or bool(flags & _ITALIC_FLAG),
        bold=bool(_BOLD_NAME.search(name)) or bool(flags & _BOLD_FLAG),
    )


def _upright(runs: list[tuple[Run, int]], width: float, height: float) -> tuple[list[Run], float]:
    """The runs that are written in the page's main direction, and the page's height in it.

    What runs up the margin is a stamp or a note of the site that the file is from.
    """
    directions = Counter[int]()
    for run, turns in runs:
        directions[turns] += len(run.text)
    main = max(directions, key=lambda turns: directions[turns], default=0)
    return [run for run, turns in runs if turns == main], max(width, height) if main % 2 else height


def _links(
    document: pdfium.PdfDocument, page: pdfium.PdfPage, text: pdfium.PdfTextPage, runs: list[Run]
) -> Iterator[Link]:
    place, annotation = ctypes.c_int(0), pdf.FPDF_LINK()
    for _ in range(_MOST_LINKS):
        if not pdf.FPDFLink_Enumerate(page, place, annotation):
            return
        action = pdf.FPDFLink_GetAction(annotation)
        address = _address(document, action) if action else ""
        for area in _areas(annotation) if address else ():
            first, last = _under(text, area, runs)
            if 0 <= first <= last:
                yield Link(address, first, last)


def _under(text: pdfium.PdfTextPage, area: pdf.FS_RECTF, runs: list[Run]) -> tuple[int, int]:
    """The first and last character in an area, by what is drawn at its ends, or else by the runs in it."""
    middle = (area.bottom + area.top) / 2
    first, last = (
        int(pdf.FPDFText_GetCharIndexAtPos(text, x, middle, 4.0, 4.0)) for x in (area.left + 1, area.right - 1)
    )
    if 0 <= first <= last:
        return first, last
    inside = [
        run
        for run in runs
        if area.bottom - 1 <= run.base <= area.top and area.left - 2 <= run.left and run.right <= area.right + 2
    ]
    return (inside[0].first, inside[-1].first + len(inside[-1].text) - 1) if inside else (-1, -1)


def _address(document: pdfium.PdfDocument, action: pdf.FPDF_ACTION) -> str:
    buffer = ctypes.create_string_buffer(2000)
    length = pdf.FPDFAction_GetURIPath(document, action, buffer, 2000)
    return buffer.value.decode("utf-8", "replace").strip() if 0 < length <= 2000 else ""


def _areas(annotation: pdf.FPDF_LINK) -> Iterator[pdf.FS_RECTF]:
    """The parts of lines that a link covers."""
    points = pdf.FS_QUADPOINTSF()
    count = min(pdf.FPDFLink_CountQuadPoints(annotation), 50)
    for i in range(count):
        if pdf.FPDFLink_GetQuadPoints(annotation, i, points):
            xs, ys = (points.x1, points.x2, points.x3, points.x4), (points.y1, points.y2, points.y3, points.y4)
            yield pdf.FS_RECTF(left=min(xs), right=max(xs), bottom=min(ys), top=max(ys))
    area = pdf.FS_RECTF()
    if count <= 0 and pdf.FPDFLink_GetAnnotRect(annotation, area):
        yield area


def _has_pictures(page: pdfium.PdfPage) -> bool:
    count = min(pdf.FPDFPage_CountObjects(page), 50)
    wanted, address = (pdf.FPDF_PAGEOBJ_IMAGE, pdf.FPDF_PAGEOBJ_FORM), _address_of(page)
    return any(_type_of(_object_in(address, i)) in wanted for i in range(count))


def with_accents(text: str) -> str:
    """Letters with their accents, where TeX's older fonts print the accent first: "Kr¨amer", "Mar`e"."""
    if not _ACCENTED.search(text):
        return text
    text = _CEDILLA.sub(lambda match: unicodedata.normalize("NFC", match[1] + "\u0327"), text)
    return _ACCENTED.sub(_accented, text)


def _accented(match: re.Match[str]) -> str:
    letter = {"ı": "i", "ȷ": "j"}.get(match[2], match[2])
    composed = unicodedata.normalize("NFC", letter + _COMBINING[match[1]])
    return composed if len(composed) == 1 else match[0]


def metadata_title(document: pdfium.PdfDocument) -> str:
    """The title in the file's properties."""
    properties: Mapping[str, str] = document.get_metadata_dict(skip_empty=True)
    return " ".join(properties.get("Title", "").split())
