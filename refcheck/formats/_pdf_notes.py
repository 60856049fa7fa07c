"""Highlights and notes on the pages of a PDF (ISO 32000-1, 12.5). It runs in the process that reads hostile files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from ctypes import POINTER, cast, create_string_buffer
from itertools import groupby
from typing import Any

import pypdfium2 as pdfium
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)
from pypdfium2 import raw

from refcheck.errors import UnreadableInputError
from refcheck.formats._pdf_increment import Sink, sinks
from refcheck.formats.note_texts import OURS, fingerprint
from refcheck.model import Span
from refcheck.readers._pdf_places import Area, areas

_COLOURS = {"error": (1.0, 0.55, 0.52), "warning": (1.0, 0.82, 0.36), "note": (0.62, 0.82, 1.0)}
_AUTHOR = "refcheck"
_PRINTED = 4  # flags of an annotation (table 165): it is printed …
_OF_ONE_SIZE = 8  # … and does not grow with the page
_ICON = 20.0  # points
_EDGE = 14.0  # points between a note and the edges of its page
_MOST_LINES = 400  # of a highlight
_FAULTS = (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, NotImplementedError)
"""What a broken file makes pypdf raise."""

Values = Mapping[str, Any]
_Note = tuple[Values, list[Area]]


def write_into(data: bytes, path: str, notes: Values) -> bytes:
    """The file with the notes of `refcheck.formats.pdf.notes_of`.

    Raises:
        UnreadableInputError: it is another file than the one that was checked, protected or broken.
    """
    marks = notes["marks"]
    text, found = areas(data, path, [Span(*mark["span"]) for mark in marks])
    if fingerprint(text) != notes["text"]:
        raise UnreadableInputError(path, "it has changed since it was checked.", "Run the check again.")
    if _is_locked(data):
        raise UnreadableInputError(
            path, "it is locked, and notes cannot be written into it.", "Save it without a password or restrictions."
        )
    placed: dict[int, list[_Note]] = {number: [] for number in (0, *_pages_of_an_earlier_run(data))}
    unplaced = []
    for mark, places in zip(marks, found, strict=True):
        for page, lines in groupby(places, key=lambda place: place.page):
            placed.setdefault(page - 1, []).append((mark, list(lines)))
        if not places:
            unplaced.append(mark["contents"])
    for of_page in placed.values():  # the smaller lies on the larger, where both can be pointed at
        of_page.sort(key=lambda note: note[0]["span"][0] - note[0]["span"][1])
    first = [notes["summary"], *(["\n\n".join([notes["unplaced"], *unplaced])] if unplaced else [])]
    written = _written(data, placed, first, notes)
    if written is None:
        raise UnreadableInputError(
            path,
            "it is damaged, and notes cannot be written into it.",
            "Open it in the program that it was made with and save it again.",
        )
    return written


def _is_locked(data: bytes) -> bool:
    """Whether the file is encrypted, be it with an empty password that lets everybody read."""
    document = pdfium.PdfDocument(data)
    try:
        return bool(raw.FPDF_GetSecurityHandlerRevision(document) != -1)
    finally:
        document.close()


def _pages_of_an_earlier_run(data: bytes) -> list[int]:
    """The pages that have notes of refcheck's, which are to go."""
    if OURS.encode() not in data:
        return []
    found = []
    with pdfium.PdfDocument(data) as document:
        for number in range(len(document)):
            page = document[number]
            if any(_name(page, at).startswith(OURS) for at in range(raw.FPDFPage_GetAnnotCount(page))):
                found.append(number)
            page.close()
    return found


def _name(page: pdfium.PdfPage, at: int) -> str:
    """The name of an annotation."""
    annotation = raw.FPDFPage_GetAnnot(page, at)
    name = create_string_buffer(200)
    length = raw.FPDFAnnot_GetStringValue(annotation, b"NM", cast(name, POINTER(raw.FPDF_WCHAR)), len(name))
    raw.FPDFPage_CloseAnnot(annotation)
    return name.raw[: max(0, min(length, len(name)) - 2)].decode("utf-16-le", "replace")


def _written(data: bytes, placed: Mapping[int, Sequence[_Note]], first: Sequence[str], notes: Values) -> bytes | None:
    """The file, in the first of the ways to write it after which it can be read and has what was written."""
    for open_sink in sinks(data):
        try:
            sink = open_sink()
            for number, of_page in sorted(placed.items()):
                made = [_highlight(sink, mark, lines, notes) for mark, lines in of_page]
                if number == 0:
                    made += _first_page_notes(data, first, notes)
                sink.annotate(number, made)
            written = sink.written()
        except _FAULTS:
            continue
        if _holds(written, data, {number: len(of_page) + (number == 0) for number, of_page in placed.items()}):
            return written
    return None


def _holds(written: bytes, original: bytes, counts: Mapping[int, int]) -> bool:
    """Whether another library than the one that wrote it finds all pages and notes."""
    try:
        with pdfium.PdfDocument(original) as before, pdfium.PdfDocument(written) as after:
            if len(before) != len(after):
                return False
            for number, count in counts.items():
                page = after[number]
                found = raw.FPDFPage_GetAnnotCount(page)
                page.close()
                if found < count:
                    return False
            return True
    except pdfium.PdfiumError:
        return False


def _highlight(sink: Sink, mark: Values, places: Sequence[Area], notes: Values) -> DictionaryObject:
    """A highlight over the lines of a finding on one page."""
    lines = places[:_MOST_LINES]
    around = (
        min(line.left for line in lines),
        min(line.bottom for line in lines),
        max(line.right for line in lines),
        max(line.top for line in lines),
    )
    corners = [
        value
        for line in lines  # in the order that readers expect, which is not that of the standard's words
        for value in (line.left, line.top, line.right, line.top, line.left, line.bottom, line.right, line.bottom)
    ]
    colour = _COLOURS[mark["severity"]]
    annotation = _annotation("/Highlight", around, mark["contents"], f"{mark['name']}-{lines[0].page}", notes["moment"])
    annotation[NameObject("/Subj")] = TextStringObject(mark["subject"])
    annotation[NameObject("/C")] = _numbers(colour)
    annotation[NameObject("/F")] = NumberObject(_PRINTED)
    annotation[NameObject("/QuadPoints")] = _numbers(corners)
    look = sink.add(_look(lines, around, colour))
    annotation[NameObject("/AP")] = DictionaryObject({NameObject("/N"): look})
    return annotation


def _look(lines: Sequence[Area], around: Sequence[float], colour: Sequence[float]) -> DecodedStreamObject:
    """What a reader paints that does not do so by itself: rectangles through which the text shows."""
    drawn = [f"{' '.join(map(str, colour))} rg /G gs"]
    drawn += [
        f"{line.left:.2f} {line.bottom:.2f} {line.right - line.left:.2f} {line.top - line.bottom:.2f} re f"
        for line in lines
    ]
    multiply = DictionaryObject(
        {NameObject("/Type"): NameObject("/ExtGState"), NameObject("/BM"): NameObject("/Multiply")}
    )
    form = DecodedStreamObject()
    form.set_data("\n".join(drawn).encode("ascii"))
    form.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): _numbers(around),
            NameObject("/Resources"): DictionaryObject(
                {NameObject("/ExtGState"): DictionaryObject({NameObject("/G"): multiply})}
            ),
        }
    )
    return form


def _first_page_notes(data: bytes, texts: Sequence[str], notes: Values) -> list[DictionaryObject]:
    """Notes in the upper left corner of the first page."""
    with pdfium.PdfDocument(data) as document:
        page = document[0]
        left, _, _, top = page.get_cropbox()
        page.close()
    made = []
    for number, text in enumerate(texts):
        x, y = left + _EDGE + number * 1.5 * _ICON, top - _EDGE
        rectangle = (x, y - _ICON, x + _ICON, y)
        annotation = _annotation("/Text", rectangle, text, f"summary-{number + 1}", notes["moment"])
        annotation[NameObject("/Subj")] = TextStringObject(notes["subject"])
        annotation[NameObject("/Name")] = NameObject("/Comment")
        annotation[NameObject("/C")] = _numbers(_COLOURS["warning"])
        annotation[NameObject("/F")] = NumberObject(_PRINTED + _OF_ONE_SIZE)
        annotation[NameObject("/Open")] = BooleanObject(False)
        made.append(annotation)
    return made


def _annotation(kind: str, rectangle: Sequence[float], contents: str, name: str, moment: str) -> DictionaryObject:
    """What all annotations have."""
    texts = {"/T": _AUTHOR, "/Contents": contents, "/NM": f"{OURS}-{name}", "/M": moment, "/CreationDate": moment}
    entries: dict[PdfObject, PdfObject] = {
        NameObject("/Type"): NameObject("/Annot"),
        NameObject("/Subtype"): NameObject(kind),
        NameObject("/Rect"): _numbers(rectangle),
    }
    entries |= {NameObject(key): TextStringObject(text) for key, text in texts.items() if text}
    return DictionaryObject(entries)


def _numbers(values: Iterable[float]) -> ArrayObject:
    return ArrayObject(FloatObject(round(value, 2)) for value in values)
