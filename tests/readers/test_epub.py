"""EPUB: the pages of the spine, joined."""

from __future__ import annotations

import pytest
from office import archive, epub

from refcheck.errors import UnreadableInputError
from refcheck.extract import extract
from refcheck.model.document import MarkType
from refcheck.readers import read_bytes
from refcheck.readers.epub import READER

JINEK = (
    "Jinek M, Chylinski K, Fonfara I, et al. A programmable dual-RNA-guided DNA endonuclease in adaptive bacterial "
    "immunity. Science. 2012;337(6096):816-821."
)
MALI = "Mali P, Yang L, Esvelt KM, et al. RNA-guided human genome engineering via Cas9. Science. 2013;339:823-826."


def page(body, title="page"):
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">'
        f'<head><title>{title}</title><script src="a.js"/></head><body>{body}</body></html>'
    )


def test_a_book_reads_as_one_document_in_the_order_of_its_spine():
    data = epub(
        {
            "nav.xhtml": page("<nav><ol><li>Contents</li></ol></nav><p>Contents</p>"),
            "b%20one.xhtml".replace("%20", ""): page(
                "<h1>Editing</h1><p>Steered by two RNAs<sup>1</sup>, in cells<sup>2</sup>.</p>"
            ),
            "a.xhtml": page(f"<h2>References</h2><ol><li>{JINEK}</li><li>{MALI}</li></ol><script>x</script>"),
        },
        title="On  genomes",
    )
    for name in ("book.epub", "book.zip"):
        document = read_bytes(data, name)
        assert document.text.startswith("Editing\n\nSteered by two RNAs1, in cells2.\n\nReferences\n\n1. Jinek")
        assert (document.format, document.title, document.source) == ("epub", "On genomes", "")
    assert [mark.value for mark in document.marked(MarkType.HEADING)] == ["1", "2"]
    article = extract(document)
    assert [one.label for one in article.references] == ["1", "2"]
    assert [one.labels for one in article.citations] == [("1",), ("2",)]


def test_a_page_that_is_missing_costs_only_itself():
    data = epub({"a.xhtml": page("<p>first</p>"), "b.xhtml": page("<p>second</p>")})
    broken = data.replace(b"OEBPS/b.xhtml", b"OEBPS/c.xhtml")
    document = READER.read(broken, "a.epub")
    assert document.text == "first\n\n"
    assert "OEBPS/b.xhtml" in document.problems[0]
    with pytest.raises(UnreadableInputError, match="missing"):
        READER.read(epub({"a.xhtml": "x"}).replace(b"OEBPS/a.xhtml", b"OEBPS/b.xhtml"), "a.epub")


def test_protection_against_copying_is_told():
    uri = '<e xmlns="urn:x"><d><CipherReference URI="{}"/></d></e>'
    font = {"META-INF/encryption.xml": uri.format("OEBPS/font.otf")}
    assert READER.read(epub({"a.xhtml": page("<p>x</p>")}, extra=font), "a.epub").text == "x\n\n"
    text = {"META-INF/encryption.xml": uri.format("OEBPS/a.xhtml")}
    with pytest.raises(UnreadableInputError, match="protected against copying"):
        READER.read(epub({"a.xhtml": page("<p>x</p>")}, extra=text), "a.epub")


def test_a_container_that_leads_nowhere_is_refused():
    with pytest.raises(UnreadableInputError, match="does not say where"):
        READER.read(archive({"mimetype": "application/epub+zip", "META-INF/container.xml": "<container/>"}), "a.epub")
    outside = '<container><rootfile full-path="../../../etc/passwd"/></container>'
    with pytest.raises(UnreadableInputError, match="'etc/passwd' is missing"):
        READER.read(archive({"META-INF/container.xml": outside}), "a.epub")
