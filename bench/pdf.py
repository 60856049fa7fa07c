"""Pages of PDF read a second on one core: running text in two columns with a head, as a journal prints it."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pypdfium2 as pdfium

from refcheck.readers.pdf import READER

sys.path.append(str(Path(__file__).parent.parent / "tests"))
from readers.pdf_maker import Page, pdf_of

PAGES = 100
REFERENCE = "[{}] Jinek M, Hauer M. A nuclease. Science. 2012;337:{}."
SENTENCE = "The guide RNA leads the nuclease to a site of {} bases, and {} of "


def journal(pages: int) -> bytes:
    """A paper of so many pages with 5,000 characters each."""
    made = []
    for number in range(1, pages + 1):
        page = Page().text(60, 800, "Journal of Examples 12 (2024)", 8).text(290, 30, str(number), 8)
        line = REFERENCE if number > 0.9 * pages else SENTENCE
        for left in (60, 310):
            page.lines(left, 770, [line.format(row, row + number) for row in range(56)], 8, 12)
            page.text(left, 90, "So far." if number != 0.9 * pages else "References", 8, font=1)
        made.append(page)
    return pdf_of(*made)


def run() -> str:
    data = journal(PAGES)
    started = time.process_time()
    document = pdfium.PdfDocument(data)
    for page in document:
        page.get_textpage().get_text_range()
    bare = time.process_time() - started
    started = time.process_time()
    READER.read(data, "bench.pdf")
    taken = time.process_time() - started
    return f"pdf: {PAGES / taken:.0f} pages a second on one core ({taken / bare:.1f} times pdfium's own time)"
