"""DOCX: everything that is printed, in order, with what Word says of it."""

from __future__ import annotations

import base64
import json

import pytest
from office import NAMESPACES, R, W, archive, docx, docx_parts, field, p, r, relationships

from refcheck.errors import UnreadableInputError
from refcheck.extract import extract
from refcheck.model.document import MarkType, Span
from refcheck.readers import read_bytes
from refcheck.readers.docx import READER

JINEK = (
    "Jinek M, Chylinski K, Fonfara I, et al. A programmable dual-RNA-guided DNA endonuclease in adaptive bacterial "
    "immunity. Science. 2012;337(6096):816-821."
)
MALI = "Mali P, Yang L, Esvelt KM, et al. RNA-guided human genome engineering via Cas9. Science. 2013;339:823-826."
CONG = "Cong L, Ran FA, Cox D, et al. Multiplex genome engineering using CRISPR/Cas systems. Science. 2013;339:819-23."


def read(body, links=None, **parts):
    return READER.read(docx(body, links, **parts), "a.docx")


def marked(document, kind):
    return [(mark.value, document.text[mark.span.start : mark.span.end]) for mark in document.marked(kind)]


def test_each_paragraph_is_a_line():
    document = read(p("First") + p("") + "<w:p/>" + p("Fourth") + "<w:sectPr/>")
    assert document.text == "First\n\n\nFourth\n"
    at = document.text.index("Fourth")
    assert document.place(Span(at, at + 6)).line == 4
    assert (document.format, document.source, document.origin) == ("docx", "", ())


def test_the_child_process_reads_it_whatever_its_name_says():
    data = docx(p(JINEK))
    for name in ("a.docx", "a.txt", "a.pdf", "-"):
        document = read_bytes(data, name)
        assert (document.format, document.path, document.text) == ("docx", name, JINEK + "\n")


def test_looks_of_several_runs_in_a_row_are_one_mark():
    document = read(
        p(
            r("known") + r("1", '<w:vertAlign w:val="superscript"/>') + r(",2", '<w:vertAlign w:val="superscript"/>')
            + r(" in ") + r("Sci", "<w:i/>") + r("ence", "<w:i/><w:b/>") + r(" H", '<w:i w:val="0"/>')
            + r("2", '<w:vertAlign w:val="subscript"/>') + r("hidden", "<w:vanish/>")
        )
    )  # fmt: skip
    assert document.text == "known1,2 in Science H2\n"
    assert marked(document, MarkType.SUPERSCRIPT) == [("", "1,2")]
    assert marked(document, MarkType.ITALIC) == [("", "Science")]
    assert marked(document, MarkType.BOLD) == [("", "ence")]


STYLES = (
    '<w:style w:type="paragraph" w:styleId="a" w:default="1"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Titre"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="x1"><w:name w:val="一级标题"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="x2"><w:name w:val="mine"/><w:basedOn w:val="x1"/></w:style>'
    '<w:style w:type="character" w:styleId="Anchor"><w:name w:val="endnote reference"/>'
    '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="loop"><w:name w:val="l"/><w:basedOn w:val="loop"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="num"><w:name w:val="n"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
    "</w:pPr></w:style>"
)


def styled(text, style):
    return p(text, f'<w:pStyle w:val="{style}"/>')


def test_headings_are_told_by_style_in_every_language():
    document = read(
        styled("On editing genomes", "Titre") + styled("Methoden", "berschrift2") + styled("参考文献", "x1")
        + styled("mine", "x2") + p("direct", '<w:outlineLvl w:val="1"/>') + p("body", '<w:outlineLvl w:val="9"/>')
        + styled("round", "loop") + p(r("1", '<w:rStyle w:val="Anchor"/>')),
        styles=STYLES,
    )  # fmt: skip
    assert marked(document, MarkType.HEADING) == [
        *(("1", "On editing genomes"), ("2", "Methoden"), ("1", "参考文献"), ("1", "mine"), ("2", "direct")),
    ]
    assert document.title == "On editing genomes"
    assert marked(document, MarkType.BOLD) == [("", "Methoden")]
    assert marked(document, MarkType.SUPERSCRIPT) == [("", "1")]


def level(number, style, text, start=1, more=""):
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels, starts=""):
    return (
        f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="7"/>{starts}</w:num>'
    )


def item(text, number=1, list_level=0):
    return p(text, f'<w:numPr><w:ilvl w:val="{list_level}"/><w:numId w:val="{number}"/></w:numPr>')


@pytest.mark.parametrize(
    ("style", "text", "printed"),
    [
        ("decimal", "[%1]", ["[1]", "[2]"]),
        ("decimal", "%1.", ["1.", "2."]),
        ("decimal", "(%1)", ["(1)", "(2)"]),
        ("decimal", "%1、", ["1、", "2、"]),
        ("upperRoman", "%1.", ["I.", "II."]),
        ("lowerLetter", "%1)", ["a)", "b)"]),
        ("chineseCountingThousand", "第%1条", ["第一条", "第二条"]),
        ("decimalEnclosedCircle", "%1", ["①", "②"]),
        ("unheard of", "%1.", ["1.", "2."]),
    ],
)
def test_automatic_numbers_are_printed_as_word_prints_them(style, text, printed):
    document = read(item("Jinek") + p("between") + item("Mali"), numbering=numbering(level(0, style, text)))
    assert document.text == f"{printed[0]} Jinek\nbetween\n{printed[1]} Mali\n"
    assert marked(document, MarkType.LIST_ITEM) == [
        (printed[0], f"{printed[0]} Jinek"),
        (printed[1], f"{printed[1]} Mali"),
    ]


def test_levels_instances_and_new_starts():
    levels = level(0, "decimal", "%1.", 3), level(1, "lowerRoman", "%1.%2")
    starts = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    body = item("a") + item("b", 1, 1) + item("c", 1, 1) + item("d") + item("e", 1, 1) + item("f", 2) + item("g", 2)
    document = read(body + item("none", 0) + item("unknown", 99), numbering=numbering(*levels, starts=starts))
    assert document.text.split("\n")[:9] == [
        *("3. a", "3.i b", "3.ii c", "4. d", "4.i e", "1. f", "2. g", "none", "unknown"),
    ]


def test_bullets_are_marked_and_not_printed():
    document = read(item("a"), numbering=numbering(level(0, "bullet", "\uf0b7")))
    assert document.text == "a\n"
    assert marked(document, MarkType.LIST_ITEM) == [("•", "a")]
    assert not read(item("goes on"), numbering=numbering(level(0, "bullet", " "))).marked(MarkType.LIST_ITEM)


def test_numbers_that_come_with_a_style():
    document = read(
        styled("Jinek", "num") + styled("Mali", "num"), styles=STYLES, numbering=numbering(level(0, "decimal", "[%1]"))
    )
    assert document.text == "[1] Jinek\n[2] Mali\n"


def test_tracked_changes_are_accepted():
    document = read(
        p(
            r("In ") + f'<w:ins w:id="1">{r("2012")}</w:ins>'
            '<w:del w:id="2"><w:r><w:delText>2011</w:delText></w:r></w:del>'
            + f'<w:moveTo w:id="3">{r(" Jinek")}</w:moveTo><w:moveFrom w:id="4">{r("gone")}</w:moveFrom>'
        )
        + p("this par", "<w:rPr><w:del w:id='5'/></w:rPr>") + p("agraph")
        + '<w:tbl><w:tr><w:trPr><w:del w:id="6"/></w:trPr><w:tc>' + p("gone") + "</w:tc></w:tr></w:tbl>"
        + f'<w:ins w:id="7">{p("whole")}</w:ins>'
    )  # fmt: skip
    assert document.text == "In 2012 Jinek\nthis paragraph\nwhole\n"


def test_tables_have_a_row_a_line():
    cell = "<w:tc>{}</w:tc>".format
    document = read(
        "<w:tbl><w:tr>" + cell(p("1.")) + cell(p("Jinek")) + "</w:tr><w:tr>" + cell(p("2."))
        + cell(p("Mali") + p("second")) + "</w:tr></w:tbl>" + p("after")
    )  # fmt: skip
    assert document.text == "1.\tJinek\n2.\tMali\nsecond\nafter\n"


def test_text_in_content_controls_links_boxes_and_formulas():
    box = f"<w:txbxContent>{p('in the box')}</w:txbxContent>"
    document = read(
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('controlled')}</w:sdtContent></w:sdt>"
        + p(
            f"<w:sdt><w:sdtContent>{r('inline ')}</w:sdtContent></w:sdt>"
            f'<w:hyperlink r:id="l1">{r("here")}</w:hyperlink> '
            f'<w:hyperlink w:anchor="ref1">{r(" there")}</w:hyperlink>'
            + field(' HYPERLINK "https://doi.org/10.1038/nbt.3437" ', " old")
            + f'<w:fldSimple w:instr=" HYPERLINK &quot;https://doi.org/10.1/y&quot; ">{r(" simple")}</w:fldSimple>'
        )
        + p(f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>"
            f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r>" + r("anchor"))
        + p("<m:oMath><m:r><m:t>p&lt;0.05</m:t></m:r></m:oMath>")
        + "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + p("Click here") + "</w:sdtContent></w:sdt>",
        {"l1": "https://doi.org/10.1126/science.1225829"},
    )  # fmt: skip
    assert document.text == "controlled\ninline here there old simple\nanchor\nin the box\np<0.05\n"
    assert marked(document, MarkType.LINK) == [
        ("https://doi.org/10.1126/science.1225829", "here"),
        *(("#ref1", "there"), ("https://doi.org/10.1038/nbt.3437", "old"), ("https://doi.org/10.1/y", "simple")),
    ]


def test_special_characters():
    document = read(
        p(
            "<w:r><w:t>816</w:t><w:noBreakHyphen/><w:t>821</w:t><w:tab/><w:t>x</w:t><w:br/><w:t>TGF-</w:t>"
            '<w:sym w:font="Symbol" w:char="F062"/><w:softHyphen/><w:t>1 \uf061</w:t><w:sym w:char="zz"/></w:r>'
        )
    )
    assert document.text == "816-821\tx\nTGF-β1 α\n"


RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'


def note(kind, identifier, text):
    return f'<w:{kind} w:id="{identifier}">' + p(f"<w:r>{RAISED}<w:{kind}Ref/></w:r>" + r(text)) + f"</w:{kind}>"


def reference(kind, identifier):
    return f'<w:r>{RAISED}<w:{kind}Reference w:id="{identifier}"/></w:r>'


def test_footnotes_follow_the_body_and_end_a_list():
    document = read(
        p(r("Editing") + reference("footnote", 8) + r(" works") + reference("footnote", 5)) + p("References")
        + p(f"1. {JINEK}"),
        footnotes='<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        + note("footnote", 5, " In cells.") + note("footnote", 8, "Of genomes."),
    )  # fmt: skip
    assert document.text == f"Editing1 works2\nReferences\n1. {JINEK}\n\nFootnotes\n1 Of genomes.\n2 In cells.\n"
    assert marked(document, MarkType.FOOTNOTE) == [("1", "1"), ("2", "2"), ("1", "1 Of genomes."), ("2", "2 In cells.")]
    assert marked(document, MarkType.SUPERSCRIPT) == [("", "1"), ("", "2")]
    assert [one.text for one in extract(document).references] == [JINEK]


def test_endnotes_under_a_heading_are_the_list():
    document = read(
        p(r("Two RNAs are enough to steer Cas9 to its target") + reference("endnote", 2) + r(" and it works in human cells")
          + reference("endnote", 3)) + p("References"),
        endnotes=note("endnote", 3, " " + MALI) + note("endnote", 2, " " + JINEK),
    )  # fmt: skip
    assert document.text.endswith(f"References\n1 {JINEK}\n2 {MALI}\n")
    article = extract(document)
    assert [one.label for one in article.references] == ["1", "2"]
    assert [one.labels for one in article.citations] == [("1",), ("2",)]


def test_a_link_in_a_note_leads_where_the_notes_part_says():
    link = f'<w:hyperlink r:id="l1">{r("there")}</w:hyperlink>'
    parts = docx_parts(p(link + reference("footnote", 1)), {"l1": "https://doi.org/10.1126/science.1225829"},
                       footnotes=f'<w:footnote w:id="1">{p(link)}</w:footnote>')  # fmt: skip
    parts["word/_rels/footnotes.xml.rels"] = relationships({"l1": ("hyperlink", "https://doi.org/10.1038/nbt.3437")})
    document = READER.read(archive(parts), "a.docx")
    assert [value for value, _ in marked(document, MarkType.LINK)] == [
        *("https://doi.org/10.1126/science.1225829", "https://doi.org/10.1038/nbt.3437"),
    ]


def test_two_markers_in_a_row_are_two():
    two = reference("footnote", 1) + reference("footnote", 2)
    document = read(p(r("As shown") + two), footnotes=note("footnote", 1, MALI) + note("footnote", 2, JINEK))
    assert marked(document, MarkType.SUPERSCRIPT) == [("", "1"), ("", "2")]


def test_a_note_with_its_own_mark_or_without_text():
    document = read(
        p('<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>*</w:t></w:r>' + reference("footnote", 9)),
        footnotes=f'<w:footnote w:id="1">{p("* Deceased.")}</w:footnote>',
    )
    assert document.text == "*1\n\nFootnotes\n* Deceased.\n"
    assert document.problems == ("the footnote 1 is missing in the file",)


def test_comments_stand_where_their_stretch_begins():
    document = read(
        p("Before") + p(f'<w:commentRangeStart w:id="4"/>{r(MALI)}<w:commentRangeEnd w:id="4"/>'
                        '<w:r><w:commentReference w:id="4"/></w:r>'),
        comments=f'<w:comment w:id="4">{p("refcheck: ignore[MD203] reason=“as printed”")}</w:comment>',
    )  # fmt: skip
    (comment,) = document.marked(MarkType.COMMENT)
    assert comment.value == 'refcheck: ignore[MD203] reason="as printed"'
    assert comment.span.start == comment.span.end == document.text.index("Mali")


ITEM = {
    "id": 12,
    "uris": ["http://zotero.org/users/1/items/ABCD"],
    "itemData": {
        "type": "article-journal",
        "title": "A programmable dual-RNA-guided DNA endonuclease in <i>adaptive</i> bacterial immunity",
        "container-title": "Science",
        "page": "816-821",
        "volume": "337",
        "issue": "6096",
        "DOI": "10.1126/science.1225829",
        "note": "PMID: 22745249",
        "author": [
            {"family": "Jinek", "given": "Martin"},
            {"family": "Doe", "given": "A", "non-dropping-particle": "van"},
            {"literal": "CRISPR Group"},
        ],
        "issued": {"date-parts": [["2012", 8, 17]]},
    },
}
OTHER = {"id": 3, "uris": ["http://zotero.org/users/1/items/EFGH"], "itemData": {"type": "book", "title": "A book"}}
ENTRY = {
    "author": "Jinek, Martin and van Doe, A and {CRISPR Group}",
    "title": "A programmable dual-RNA-guided DNA endonuclease in adaptive bacterial immunity",
    "journal": "Science",
    "year": "2012",
    "volume": "337",
    "number": "6096",
    "pages": "816-821",
    "doi": "10.1126/science.1225829",
    "note": "PMID: 22745249",
}


def cited(document):
    return [(document.text[one.span.start : one.span.end], one.keys) for one in document.citations]


@pytest.mark.parametrize("code", ["ADDIN ZOTERO_ITEM CSL_CITATION {} ", " ADDIN CSL_CITATION {}"])
def test_citation_fields_give_the_works(code):
    both, again = (json.dumps({"citationItems": items}) for items in ([ITEM, OTHER], [ITEM]))
    document = read(
        p(r("Two RNAs ") + field(code.replace("{}", both), "(1,2)") + r(" and ") + field(code.replace("{}", again), "(1)"))
        + p(field('ADDIN ZOTERO_BIBL {"uncited":[]} CSL_BIBLIOGRAPHY', f"1. {JINEK}"))
    )  # fmt: skip
    assert document.text == f"Two RNAs (1,2) and (1)\n1. {JINEK}\n"
    assert [(entry.key, entry.type) for entry in document.entries] == [
        ("Jinek2012", "article-journal"),
        ("Abook", "book"),
    ]
    assert dict(document.entries[0].fields) == ENTRY
    assert cited(document) == [("(1,2)", ("Jinek2012", "Abook")), ("(1)", ("Jinek2012",))]


def test_without_a_printed_list_the_works_behind_the_citations_are_the_references():
    document = read(
        p(
            r("Two RNAs are enough to steer Cas9 ")
            + field(f"ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps({'citationItems': [ITEM]})}", "(Jinek, 2012)")
        )
    )
    (one,) = extract(document).references
    assert (one.identifiers.doi, one.identifiers.pmid, one.structured) == ("10.1126/science.1225829", "22745249", True)
    assert extract(document).citations[0].labels == ("Jinek2012",)


def test_content_controls_of_mendeley_cite():
    data = base64.b64encode(json.dumps({"citationItems": [{**ITEM, "uris": None}]}).encode()).decode().rstrip("=")
    document = read(
        p(
            f'<w:sdt><w:sdtPr><w:tag w:val="MENDELEY_CITATION_v3_{data}"/></w:sdtPr><w:sdtContent>{r("[1]")}</w:sdtContent></w:sdt>'
        )
    )
    assert cited(document) == [("[1]", ("Jinek2012",))]
    assert dict(document.entries[0].fields) == ENTRY


ENDNOTE = (
    "<EndNote><Cite><Author>Mali</Author><record><rec-number>7</rec-number>"
    '<ref-type name="Journal Article">17</ref-type><contributors><authors><author>Mali, P.</author>'
    '<author><style face="normal">Luhan Yang</style></author><author>The Group,</author></authors></contributors>'
    "<titles><title>RNA-guided human genome engineering &amp; more</title><secondary-title>Science</secondary-title>"
    "</titles><pages>823-6</pages><volume>339</volume><number>6121</number><dates><year>2013</year></dates>"
    "<accession-num>23287722</accession-num><electronic-resource-num>10.1126/science.1232033</electronic-resource-num>"
    "<remote-database-provider>NLM</remote-database-provider></record></Cite></EndNote>"
)
PACKED = base64.b64encode(ENDNOTE.encode()).decode()


@pytest.mark.parametrize(
    "body",
    [
        field(f" ADDIN EN.CITE {ENDNOTE}", "[1]"),
        field(" ADDIN EN.CITE ", "[1]", PACKED),
        field("@", "[1]").replace(
            '<w:r><w:instrText xml:space="preserve">@</w:instrText></w:r>',
            '<w:r><w:instrText> ADDIN EN.CITE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="begin"><w:fldData>'
            f'{PACKED[:76]}\n{PACKED[76:]}</w:fldData></w:fldChar></w:r><w:r><w:instrText> ADDIN EN.CITE.DATA '
            '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
        ),
    ],
)  # fmt: skip
def test_endnote_keeps_works_as_xml(body):
    document = read(p(r("As shown ") + body))
    assert cited(document) == [("[1]", ("Mali2013",))]
    (entry,) = document.entries
    assert entry.type == "article"
    assert dict(entry.fields) == {
        "author": "Mali, P. and Yang, Luhan and {The Group}",
        "title": "RNA-guided human genome engineering & more",
        "journal": "Science",
        "year": "2013",
        "volume": "339",
        "number": "6121",
        "pages": "823-6",
        "doi": "10.1126/science.1232033",
        "pmid": "23287722",
    }


@pytest.mark.parametrize(
    "code",
    [
        "ADDIN ZOTERO_ITEM CSL_CITATION {broken",
        "ADDIN ZOTERO_ITEM CSL_CITATION",
        'ADDIN ZOTERO_ITEM CSL_CITATION {"citationItems": [1, {"itemData": []}, {"itemData": {"author": 3}}, null]}',
        "ADDIN ZOTERO_ITEM CSL_CITATION " + '{"a":' * 50_000,
        "ADDIN EN.CITE <EndNote><Cite><record></EndNote>",
        '<!DOCTYPE x [<!ENTITY a "b">]>ADDIN EN.CITE <EndNote>&a;</EndNote>',
        "ADDIN EN.CITE",
        "PAGE",
    ],
)
def test_broken_citation_data_leaves_the_text(code):
    document = read(p(r("see ") + field(code, "[1]") + r(" end")))
    assert (document.text, document.entries, document.citations) == ("see [1] end\n", (), ())


def test_a_field_that_never_ends_hides_nothing():
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert read(p(begin) + p("after") + p(end + r("last"))).text == "\nafter\nlast\n"


def test_a_list_in_word_gives_numbered_references():
    texts = (JINEK, CONG, MALI)
    document = read(
        styled("Genome editing", "Titre") + p("Cas9 was steered by two RNAs [1], then used in human cells [2,3].")
        + p(r("References", "<w:b/>")) + "".join(item(text) for text in texts),
        styles=STYLES,
        numbering=numbering(level(0, "decimal", "[%1]")),
    )  # fmt: skip
    article = extract(document)
    assert [(one.label, one.numbered) for one in article.references] == [("1", True), ("2", True), ("3", True)]
    assert [document.place(one.span).line for one in article.references] == [4, 5, 6]
    assert [one.labels for one in article.citations] == [("1",), ("2", "3")]


def test_the_strict_namespaces_and_other_part_names():
    parts = docx_parts(p("x"))
    main = str(parts.pop("word/document.xml")).replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    parts["word/document2.xml"] = main
    parts["_rels/.rels"] = relationships({"a": ("officeDocument", "/word/document2.xml")}).replace(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    )
    assert READER.read(archive(parts), "a.docx").text == "x\n"


def test_the_title_of_the_properties_counts_where_it_is_printed():
    core = '<c:p xmlns:c="urn:c" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title></c:p>'
    links = relationships({"m": ("officeDocument", "word/document.xml"), "c": ("core-properties", "docProps/core.xml")})
    for stated, title in (("Genome editing", "Genome editing"), ("Microsoft Word - Dokument1", "")):
        parts = {**docx_parts(p("Genome  editing")), "_rels/.rels": links, "docProps/core.xml": core.format(stated)}
        assert READER.read(archive(parts), "a.docx").title == title


def test_what_is_embedded_is_told():
    document = read(p("x") + '<w:altChunk r:id="a"/>')
    assert document.problems == ("a document that is embedded in this one was not read",)


def test_a_workbook_called_docx_is_refused():
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relationships({"m": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f"<workbook {W} {R} {NAMESPACES}/>",
    }
    with pytest.raises(UnreadableInputError, match=r"no Word document\. Save the document as \.docx"):
        read_bytes(archive(parts), "a.docx")
