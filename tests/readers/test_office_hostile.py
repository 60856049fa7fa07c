"""Broken and hostile office files: a clear error each, within limits."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office import W, archive, docx, docx_parts, epub, odt, p

from refcheck.errors import UnreadableInputError
from refcheck.readers import _office_archive, find, read_bytes
from refcheck.readers.docx import READER as DOCX
from refcheck.readers.epub import READER as EPUB
from refcheck.readers.odt import READER as ODT

GOOD = docx(p("Jinek M. A programmable endonuclease. Science. 2012;337:816-821."))
LAUGHS = (
    '<!DOCTYPE w:document [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + f"]><w:document {W}><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>"
)
OUTSIDE = LAUGHS.replace('<!ENTITY a "ha">', '<!ENTITY a SYSTEM "file:///etc/passwd">')


def without(name):
    return archive({key: value for key, value in docx_parts(p("x")).items() if key != name})


def with_part(name, content):
    return archive({**docx_parts(p("x")), name: content})


def encrypted():
    data = bytearray(GOOD)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 1)
    return bytes(data)


def corrupt():
    data = bytearray(GOOD)
    at = GOOD.index(b"word/document.xml") + len("word/document.xml")
    data[at + 20 : at + 60] = b"\xff" * 40
    return bytes(data)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (GOOD[:200], "a.docx", "its end is missing"),
        (GOOD[: len(GOOD) // 2], "a.docx", "its end is missing"),
        (GOOD[:-30], "a.docx", "its end is missing"),
        (corrupt(), "a.docx", "cannot be unpacked"),
        (encrypted(), "a.docx", "password"),
        (without("word/document.xml"), "a.docx", "no Word document"),
        (with_part("word/document.xml", "<w:document"), "a.docx", "broken XML"),
        (with_part("word/document.xml", ""), "a.docx", "broken XML"),
        (with_part("word/document.xml", f"<w:document {W}/>"), "a.docx", "no Word document"),
        (with_part("word/document.xml", b"\x00\xff" * 50), "a.docx", "broken XML"),
        (with_part("word/document.xml", LAUGHS), "a.docx", "document type|broken XML"),
        (with_part("word/document.xml", OUTSIDE), "a.docx", "document type|broken XML"),
        (with_part("word/document.xml", "<a>" * 5000 + "</a>" * 5000), "a.docx", "broken XML"),
        (with_part("word/bomb.bin", b"\0" * 50_000_000), "a.docx", "made to do harm"),
        (archive({f"word/{n}": "" for n in range(20_001)}), "a.docx", "made to do harm"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "password. Save it without"),
        (OLE + "WordDocument".encode("utf-16-le"), "a.doc", r"before 2007 \(\.doc\)\. Open it in Word .* \.docx"),
        (OLE, "a.xls", "Office format from before 2007"),
        (b"{\\rtf1\\ansi Jinek}", "a.txt", "Rich Text Format"),
        (archive({"inside.docx": GOOD}), "a.zip", "zip archive"),
        (archive({"inside.docx": GOOD}), "a.docx", "no Word document"),
        (archive({"xl/workbook.xml": "<x/>"}), "a.xlsx", "zip archive"),
        (b"PK\x05\x06" + b"\0" * 18, "a.zip", "zip archive"),
        (b"", "a.docx", "the file is empty"),
        (archive({"mimetype": "application/vnd.oasis.opendocument.text"}), "a.odt", "'content.xml' is missing"),
        (archive({"mimetype": "application/epub+zip"}), "a.epub", "'META-INF/container.xml' is missing"),
    ],
)
def test_a_clear_error_for_each(data, name, told):
    with pytest.raises(UnreadableInputError, match=told) as raised:
        read_bytes(data, name)
    assert str(raised.value).startswith(f"{name}: ")
    assert "Traceback" not in str(raised.value)


def test_after_all_that_the_next_file_is_read():
    assert read_bytes(GOOD, "a.docx").text.startswith("Jinek")


def test_parts_that_are_not_needed_may_be_broken_or_missing():
    for name in ("[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"):
        assert DOCX.read(without(name), "a.docx").text == "x\n"
    assert read_bytes(with_part("[Content_Types].xml", "<Types/>"), "a.docx").text == "x\n"
    assert DOCX.read(with_part("../../etc/evil", "x"), "a.docx").text == "x\n"


def test_a_part_that_declares_less_than_it_holds_is_not_unpacked_further():
    real = docx(p("x" * 10_000))
    at = real.rindex(b"word/document.xml") - 46 + 24  # the unpacked size in the directory
    lying = bytearray(real)
    lying[at : at + 4] = (500).to_bytes(4, "little")
    with pytest.raises(UnreadableInputError, match=r"cannot be unpacked|broken XML"):
        DOCX.read(bytes(lying), "a.docx")


def test_a_very_large_part_is_refused(monkeypatch):
    monkeypatch.setattr(_office_archive, "_MAX_PART", 1000)
    with pytest.raises(UnreadableInputError, match="larger than"):
        DOCX.read(docx(p("x" * 2000)), "a.docx")


def test_a_hundred_thousand_paragraphs_take_seconds():
    body = "".join(f"<w:p><w:r><w:t>Smith {n} J. {n * 7919}.</w:t></w:r></w:p>" for n in range(100_000))
    data = docx(body)
    started = time.process_time()
    assert DOCX.read(data, "a.docx").text.endswith("Smith 99999 J. 791892081.\n")
    assert time.process_time() - started < 30


@pytest.mark.parametrize(
    "paragraph",
    [
        '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>',
        '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>',
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/></w:r></w:p>',
        '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>',
        '<w:p><w:commentRangeStart w:id="1"/><w:r><w:commentReference w:id="1"/><w:rPr><w:i/></w:rPr></w:r></w:p>',
        '<w:p><w:fldSimple w:instr=\'ADDIN CSL_CITATION {"citationItems":[{"itemData":{"title":"T"}}]}\'/></w:p>',
    ],
)
def test_the_time_is_linear(paragraph):
    took = []
    for count in (500, 4000):
        data = docx(paragraph * count)
        started = time.process_time()
        DOCX.read(data, "a.docx")
        took.append(time.process_time() - started)
    assert took[1] < 40 * (took[0] + 0.02)


def test_many_notes_and_deep_tables_are_read():
    cell = p("x")
    for _ in range(30):
        cell = f"<w:tbl><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl>"
    notes = "".join(f'<w:footnote w:id="{n}">{p(f"note {n}")}</w:footnote>' for n in range(3000))
    references = "".join(f'<w:r><w:footnoteReference w:id="{n}"/></w:r>' for n in range(3000))
    assert DOCX.read(docx(cell + p(references), footnotes=notes), "a.docx").text.endswith("note 2999\n")


def test_a_note_that_refers_to_itself_ends():
    reference = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    data = docx(p(reference), footnotes=f'<w:footnote w:id="1">{p(reference)}</w:footnote>')
    assert DOCX.read(data, "a.docx").text == "1\n\nFootnotes\n2\n"


def test_a_folder_gives_the_documents_and_those_that_will_be_refused(tmp_path):
    files = {"a.docx": GOOD, "b": odt("<text:p>x</text:p>"), "c.doc": OLE, "d.zip": archive({"x": "y"}), "e.xls": OLE}
    for name, data in {**files, "f.epub": epub({"a.xhtml": "<p>x</p>"}), "g.rtf": b"{\\rtf1 x}"}.items():
        (tmp_path / name).write_bytes(data)
    assert [file.name for file in find([tmp_path])] == ["a.docx", "b", "c.doc", "f.epub", "g.rtf"]


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, len(GOOD) - 1), byte=st.integers(0, 255), reader=st.sampled_from([DOCX, ODT, EPUB]))
def test_one_wrong_byte_gives_a_document_or_a_clear_error(at, byte, reader):
    data = {"docx": GOOD, "odt": odt("<text:p>x</text:p>"), "epub": epub({"a.xhtml": "<p>x</p>"})}[reader.name]
    at %= len(data)
    with contextlib.suppress(UnreadableInputError):  # anything else fails the test
        assert reader.read(data[:at] + bytes([byte]) + data[at + 1 :], "a").format == reader.name
