"""The document in a PDF file: its pages put together, and what is to be said of those that cannot be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pypdfium2 as pdfium
import pypdfium2.raw as pdf

from refcheck.errors import UnreadableInputError
from refcheck.model.document import Document, Mark, MarkType
from refcheck.readers._pdf_columns import blocks, gutter
from refcheck.readers._pdf_furniture import without_furniture
from refcheck.readers._pdf_layout import Printed, lay_out, without_footnotes
from refcheck.readers._pdf_lines import Line, fragments
from refcheck.readers._pdf_prose import compose, is_raised
from refcheck.readers._pdf_text import Page, metadata_title, read_page

_MOST_PAGES = 2000
_MOST_CHARACTERS = 20_000_000
_FEW_CHARACTERS = 20  # a page, at the most, that a stamp on a picture of a page holds
_LONGEST_TITLE = 300
_FOOT = 0.45  # of the height that the text reaches: footnotes stand below
_UNKNOWN = re.compile("[\ufffd\ue000-\uf8ff]")


def document_of(data: bytes, path: str, name: str) -> Document:
    """The text of all pages; `name` is that of the format."""
    document = opened(data, path)
    try:
        pages, problems = pages_of(document, path)
        title = metadata_title(document)
    finally:
        document.close()
    lines = lines_of(pages)
    text, marks = compose(lines, {page.number: page.links for page in pages})
    return Document(
        path=path,
        format=name,
        text=text,
        marks=marks,
        title=_title(title, text, marks),
        problems=(*problems, *_undecoded(text)),
    )


def opened(data: bytes, path: str) -> pdfium.PdfDocument:
    """The file as pdfium opens it.

    Raises:
        UnreadableInputError: it is protected, broken, no PDF or too long.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == pdf.FPDF_ERR_PASSWORD:
            raise UnreadableInputError(
                path, "it is protected by a password.", "Save it without one, or give the text or the list alone."
            ) from error
        raise UnreadableInputError(
            path, "it is broken, or no PDF.", "Open it in the program that it was made with and save it again."
        ) from error
    count = len(document)
    if count <= _MOST_PAGES:
        return document
    document.close()
    raise UnreadableInputError(
        path, f"it has {count:,} pages, more than {_MOST_PAGES:,}.", "Give the pages of the list alone."
    )


def pages_of(document: pdfium.PdfDocument, path: str) -> tuple[list[Page], list[str]]:
    """The pages that can be read, and what is to be said of the others."""
    pages: list[Page] = []
    broken: list[int] = []
    characters = 0
    for number in range(1, len(document) + 1):
        try:
            page = read_page(document, number)
        except pdfium.PdfiumError:
            broken.append(number)
            continue
        pages.append(page)
        characters += page.length
        if characters > _MOST_CHARACTERS:
            raise UnreadableInputError(
                path, f"it holds more than {_MOST_CHARACTERS:,} characters.", "Give the pages of the list alone."
            )
    pictures = [page.number for page in pages if page.pictures and page.length <= _FEW_CHARACTERS]
    if characters <= _FEW_CHARACTERS * len(pages):
        if not pages:
            raise UnreadableInputError(path, "none of its pages can be read.", "Save it again, or give the text.")
        if pictures:
            raise UnreadableInputError(
                path, "holds pictures of pages and no text; run OCR first.", "Or give the reference list as text."
            )
        if not any(page.runs for page in pages):
            raise UnreadableInputError(path, "there is no text in it.", "Give the text or the list alone.")
    told = [f"page {number}: it is broken; passed over" for number in broken]
    told += [f"page {number}: a picture without text; run OCR to have it read" for number in pictures]
    return pages, told


def lines_of(pages: list[Page]) -> list[Printed]:
    """The lines of all pages in the order of reading."""
    parts = {page.number: fragments(page.number, page.runs) for page in pages}
    parts = without_furniture(parts, {page.number: page.height for page in pages})
    found = (gutter(lines) for lines in parts.values())
    known = {start for start in found if start is not None}
    text: list[list[Line]] = []
    footnotes: dict[int, list[list[Line]]] = {}
    for page, lines in parts.items():
        height = _FOOT * max((line.base for line in lines), default=0.0)
        for block in blocks(lines, known):
            count = without_footnotes(block, height)
            if count:
                text.append(block[:count])
            if count < len(block):
                footnotes.setdefault(page, []).append(block[count:])
    return _with_footnotes(lay_out(text), {page: lay_out(notes) for page, notes in footnotes.items()})


def _with_footnotes(lines: list[Printed], footnotes: dict[int, list[Printed]]) -> list[Printed]:
    """The lines with the footnotes of each page after the paragraph that refers to the first of them.

    Between the lines of a paragraph or a reference that goes on overleaf they would do harm.
    """
    inserted: dict[int, list[Printed]] = {}
    for page, notes in footnotes.items():
        sign = notes[0].line.runs[0].text
        here = [number for number, printed in enumerate(lines) if printed.line.page == page]
        place = next((number for number in here if _refers(lines[number].line, sign)), here[-1] if here else -1) + 1
        while place < len(lines) and not (lines[place].gap or lines[place].heading):
            place += 1
        inserted.setdefault(place, []).extend(replace(note, gap=True) for note in notes)
    found: list[Printed] = []
    for number, printed in enumerate(lines):
        found += [*inserted.get(number, ()), printed]
    return found + inserted.get(len(lines), [])


def _refers(line: Line, sign: str) -> bool:
    """Whether a line holds the raised sign of a footnote."""
    return any(run.text == sign and is_raised(run, line.main) for run in line.runs[1:])


def _title(stated: str, text: str, marks: Sequence[Mark]) -> str:
    """The title in the file's properties if it is printed too (some are a template's), else what is printed largest."""
    first = next((mark.span.end for mark in marks if mark.type is MarkType.PAGE), 0)
    if len(stated) > 3 and "".join(stated.split()).casefold() in "".join(text[:first].split()).casefold():
        return stated
    largest = [mark.span for mark in marks if mark.type is MarkType.HEADING and mark.value == "1"]
    title = " ".join(text[largest[0].start : largest[-1].end].split()) if largest else ""
    return title if 4 <= len(title) <= _LONGEST_TITLE else ""


def _undecoded(text: str) -> list[str]:
    """What to say when the fonts do not tell which letters they print."""
    if len(_UNKNOWN.findall(text)) > 0.1 * len(text):
        return ["its fonts do not say which letters they print; run OCR, or give the text"]
    return []
