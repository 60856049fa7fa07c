"""ODT: everything that is printed, in order, with what LibreOffice says of it."""

from __future__ import annotations

import json

import pytest
from office import archive, odt

from refcheck.errors import UnreadableInputError
from refcheck.extract import extract
from refcheck.model.document import MarkType
from refcheck.readers import read_bytes
from refcheck.readers.odt import READER

JINEK = (
    "Jinek M, Chylinski K, Fonfara I, et al. A programmable dual-RNA-guided DNA endonuclease in adaptive bacterial "
    "immunity. Science. 2012;337(6096):816-821."
)
MALI = "Mali P, Yang L, Esvelt KM, et al. RNA-guided human genome engineering via Cas9. Science. 2013;339:823-826."


def read(body, styles="", **parts):
    return READER.read(odt(body, styles, **parts), "a.odt")


def marked(document, kind):
    return [(mark.value, document.text[mark.span.start : mark.span.end]) for mark in document.marked(kind)]


def p(content, style=""):
    return f'<text:p text:style-name="{style}">{content}</text:p>'


def test_each_paragraph_is_a_line_and_white_space_is_as_in_html():
    document = read(p("  First \n  one ") + p("") + p("a<text:s text:c='3'/>b<text:tab/>c<text:line-break/>d") + p("x"))
    assert document.text == "First one\n\na   b\tc\nd\nx\n"
    assert (document.format, document.source, document.origin) == ("odt", "", ())


def test_the_child_process_reads_it_whatever_its_name_says():
    for name in ("a.odt", "a.docx", "-"):
        assert read_bytes(odt(p(JINEK)), name).text == JINEK + "\n"


def test_a_blank_that_stands_for_millions_is_a_few():
    assert len(read(p("a<text:s text:c='999999999'/>b")).text) < 50


LOOKS = (
    '<style:style style:name="T1" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>'
    '<style:style style:name="T2" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>'
    '<style:style style:name="T3" style:family="text" style:parent-style-name="T2">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="T4" style:family="text"><style:text-properties style:text-position="sub 58%"/></style:style>'
    '<style:style style:name="T5" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="T6" style:family="text"><style:text-properties style:text-position="33% 58%"/></style:style>'
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    '<style:style style:name="loop" style:family="text" style:parent-style-name="loop"/>'
)


def span(text, style):
    return f'<text:span text:style-name="{style}">{text}</text:span>'


def test_looks_and_headings():
    document = read(
        p("On editing", "P1") + '<text:h text:outline-level="2">Results</text:h>'
        + p("known" + span("1", "T1") + span(",2", "T6") + " in " + span("Sci", "T2") + span("ence", "T3") + " H"
            + span("2", "T4") + span("hidden", "T5") + span(" end", "loop")),
        LOOKS,
    )  # fmt: skip
    assert document.text == "On editing\nResults\nknown1,2 in Science H2 end\n"
    assert marked(document, MarkType.SUPERSCRIPT) == [("", "1,2")]
    assert marked(document, MarkType.ITALIC) == [("", "Science")]
    assert marked(document, MarkType.BOLD) == [("", "ence")]
    assert marked(document, MarkType.HEADING) == [("1", "On editing"), ("2", "Results")]
    assert document.title == "On editing"


LISTS = (
    '<text:list-style style:name="L1">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-prefix="[" style:num-suffix="]"/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" text:display-levels="2"/>'
    '</text:list-style><text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/></text:list-style>'
)


def items(*texts, more="", style="L1"):
    inside = "".join(f"<text:list-item>{p(text)}</text:list-item>" for text in texts)
    return f'<text:list text:style-name="{style}" {more}>{inside}</text:list>'


def test_automatic_numbers_are_printed():
    nested = f'<text:list text:style-name="L1"><text:list-item>{p("a")}<text:list>'
    nested += f"<text:list-item>{p('b')}{p('same')}</text:list-item></text:list></text:list-item>"
    nested += f"<text:list-header>{p('none')}</text:list-header>"
    nested += f'<text:list-item text:start-value="7">{p("c")}</text:list-item></text:list>'
    document = read(
        items("Jinek", more='xml:id="x"') + p("between") + items("Mali", more='text:continue-numbering="true"')
        + items("again") + items("on", more='text:continue-list="x"') + nested + items("bullet", style="L2"),
        LISTS,
    )  # fmt: skip
    assert document.text.split("\n")[:-1] == [
        *(
            "[1] Jinek",
            "between",
            "[2] Mali",
            "[1] again",
            "[3] on",
            "[1] a",
            "1.a) b",
            "same",
            "none",
            "[7] c",
            "bullet",
        ),
    ]
    assert marked(document, MarkType.LIST_ITEM)[:2] == [("[1]", "[1] Jinek"), ("[2]", "[2] Mali")]
    assert marked(document, MarkType.LIST_ITEM)[-1] == ("•", "bullet")


def test_what_was_deleted_is_left_out_and_comments_are_marked():
    document = read(
        '<text:tracked-changes><text:changed-region xml:id="c"><text:deletion>' + p("gone") + "</text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        + p('In <text:change text:change-id="c"/><text:change-start text:change-id="d"/>2012<office:annotation>'
            "<dc:creator>Me</dc:creator>" + p("refcheck: ignore[MD202] reason=x") + "</office:annotation> it was")
    )  # fmt: skip
    assert document.text == "In 2012 it was\n"
    (comment,) = document.marked(MarkType.COMMENT)
    assert (comment.value, comment.span.start) == ("refcheck: ignore[MD202] reason=x", 7)


def test_tables_sections_boxes_and_links():
    document = read(
        "<table:table><table:table-column/><table:table-header-rows><table:table-row><table:table-cell>" + p("1.")
        + "</table:table-cell><table:covered-table-cell/><table:table-cell>" + p("Jinek") + p("second")
        + "</table:table-cell></table:table-row></table:table-header-rows></table:table><text:section>"
        + p('<text:a xlink:href="https://doi.org/10.1126/science.1225829">here</text:a><draw:frame><draw:text-box>'
            + p("in the box") + "</draw:text-box></draw:frame> anchor") + "</text:section>"
    )  # fmt: skip
    assert document.text == "1.\tJinek\nsecond\nhere anchor\nin the box\n"
    assert marked(document, MarkType.LINK) == [("https://doi.org/10.1126/science.1225829", "here")]


def note(text, kind, number):
    return (
        f'<text:note text:note-class="{kind}"><text:note-citation>{number}</text:note-citation>'
        f"<text:note-body>{p(text)}</text:note-body></text:note>"
    )


def test_endnotes_under_a_heading_are_the_list():
    document = read(
        p("Two RNAs steer Cas9 to its target" + note(JINEK, "endnote", "i") + " and human cells follow" + note(MALI, "endnote", "ii")
          + note("An aside.", "footnote", "1"))
        + p("References")
    )  # fmt: skip
    assert document.text.startswith("Two RNAs steer Cas9 to its target1 and human cells follow21\nReferences\n")
    assert ("", "1") in marked(document, MarkType.SUPERSCRIPT)
    assert f"1 {JINEK}\n2 {MALI}\n" in document.text


def test_works_behind_citations():
    item = {"id": 1, "itemData": {"type": "article-journal", "title": "RNA-guided", "DOI": "10.1126/science.1232033"}}
    name = f"ZOTERO_ITEM CSL_CITATION {json.dumps({'citationItems': [item]})} RNDabc".replace('"', "&quot;")
    document = read(
        p(f'As shown <text:reference-mark-start text:name="{name}"/>[1]<text:reference-mark-end text:name="{name}"/> and '
          '<text:bibliography-mark text:identifier="Jinek2012" text:bibliography-type="article" text:author="Jinek, M; Doe, A" '
          'text:title="A programmable endonuclease" text:year="2012" text:journal="Science">[Jin12]</text:bibliography-mark>')
    )  # fmt: skip
    assert document.text == "As shown [1] and [Jin12]\n"
    assert [document.text[one.span.start : one.span.end] for one in document.citations] == ["[1]", "[Jin12]"]
    first, second = document.entries
    assert dict(first.fields) == {"title": "RNA-guided", "doi": "10.1126/science.1232033"}
    assert (second.key, second.fields["author"]) == ("Jinek2012", "Jinek, M and Doe, A")
    assert [one.identifiers.doi for one in extract(document).references] == ["10.1126/science.1232033", None]


def test_a_list_gives_numbered_references():
    document = read(
        p("Two RNAs steer Cas9 [1], also in human cells [2].") + p("References") + items(JINEK, MALI), LISTS
    )
    article = extract(document)
    assert [(one.label, one.numbered) for one in article.references] == [("1", True), ("2", True)]
    assert [one.labels for one in article.citations] == [("1",), ("2",)]


def test_the_title_of_the_properties_counts_where_it_is_printed():
    meta = '<m xmlns:dc="http://purl.org/dc/elements/1.1/"><meta><dc:title>Genome editing</dc:title></meta></m>'
    assert read(p("Genome editing"), meta=meta).title == "Genome editing"
    assert read(p("Another"), meta=meta).title == ""


def test_protected_ones_and_spreadsheets_are_refused():
    manifest = '<manifest:manifest xmlns:manifest="urn:m"><manifest:encryption-data/></manifest:manifest>'
    with pytest.raises(UnreadableInputError, match="password"):
        read(p("x"), **{"META-INF/manifest": manifest})
    sheet = odt(p("x")).replace(b"opendocument.text", b"opendocument.textx")
    assert read_bytes(sheet, "a.odt").text == "x\n"
    spreadsheet = archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"})
    with pytest.raises(UnreadableInputError, match="but no text"):
        read_bytes(spreadsheet, "a.odt")
