"""Broken, protected and oversized PDF files are told apart, and none of them costs more than itself."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from readers.pdf_maker import Page, pdf_of

from refcheck.errors import UnreadableInputError
from refcheck.readers import _pdf_document, pdf, read, read_bytes

FIXTURES = Path(__file__).parent / "fixtures"
WHOLE = pdf_of(Page().lines(60, 700, ["A line of text that is long enough to be read as such."] * 5))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"%PDF-1.7\n" + b"\x00\xff garbage " * 500, "it is broken"),
        (b"%PDF-1.4\n%%EOF", "it is broken"),
        (b"%PDF-", "it is broken"),
        (WHOLE[:200], "it is broken"),
        (pdf_of(), "it is broken"),
        (pdf_of(Page(picture=True), Page(picture=True)), "holds pictures of pages and no text; run OCR first"),
        (pdf_of(Page(picture=True).text(20, 20, "p. 1")), "holds pictures of pages and no text; run OCR first"),
        (pdf_of(Page()), "there is no text in it"),
    ],
)
def test_what_cannot_be_read_says_why(data, told):
    with pytest.raises(UnreadableInputError, match=told) as raised:
        read_bytes(data, "a.pdf")
    assert str(raised.value).startswith("a.pdf: ")
    assert raised.value.advice


def test_a_protected_file_says_so():
    with pytest.raises(UnreadableInputError, match="protected by a password"):
        read(FIXTURES / "protected.pdf")


def test_a_file_named_pdf_that_is_none_says_so():
    with pytest.raises(UnreadableInputError):
        read_bytes(b"\x00\x01\x02" * 50, "a.pdf")


def test_more_pages_than_a_book_has_are_refused(monkeypatch):
    monkeypatch.setattr(_pdf_document, "_MOST_PAGES", 3)
    with pytest.raises(UnreadableInputError, match="4 pages, more than 3"):
        pdf.READER.read(pdf_of(*[Page().text(60, 700, "A line of text that is long enough.")] * 4), "a.pdf")


def test_a_page_count_that_is_a_lie_does_no_harm():
    started = time.monotonic()
    try:
        assert (
            "line of text"
            in read_bytes(pdf_of(Page().lines(60, 700, ["A line of text, here."] * 3), count=10**9), "a.pdf").text
        )
    except UnreadableInputError as error:
        assert "pages" in str(error) or "broken" in str(error)  # noqa: PT017 - either outcome is right
    assert time.monotonic() - started < 20


def test_more_text_than_many_books_is_refused(monkeypatch):
    monkeypatch.setattr(_pdf_document, "_MOST_CHARACTERS", 100)
    with pytest.raises(UnreadableInputError, match="more than 100 characters"):
        pdf.READER.read(WHOLE, "a.pdf")


def test_a_page_without_text_among_others_is_told():
    text = Page().lines(60, 700, ["A line of text that is long enough to be read as such."] * 5)
    document = read_bytes(pdf_of(text, Page(picture=True)), "a.pdf")
    assert document.problems == ("page 2: a picture without text; run OCR to have it read",)


@pytest.mark.parametrize("cut", range(1, 10))
def test_a_file_that_was_cut_off_is_read_or_refused(cut):
    data = (FIXTURES / "genome-editing.two-columns.pdf").read_bytes()
    try:
        assert read_bytes(data[: len(data) * cut // 10], "a.pdf").text
    except UnreadableInputError as error:
        assert error.reason  # noqa: PT017 - either outcome is right


def test_bytes_changed_at_random_do_not_end_the_run():
    for step in range(7, 20, 4):
        data = bytearray(WHOLE)
        for place in range(step * 10, len(data), step * 7):
            data[place] ^= 0x55
        try:
            read_bytes(bytes(data), "a.pdf")
        except UnreadableInputError as error:
            assert error.reason  # noqa: PT017


def test_a_dense_page_takes_no_more_than_moments():
    page = Page()
    for row in range(100):
        for column in range(60):
            page.text(20 + column * 9, 20 + row * 8, "ab", 4)
    started = time.monotonic()
    assert pdf.READER.read(pdf_of(page), "a.pdf").text
    assert time.monotonic() - started < 10
