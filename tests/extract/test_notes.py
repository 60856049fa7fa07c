"""Notes: those that are references form the list, and the markers of the others cite nothing."""

from __future__ import annotations

import pytest

from refcheck.extract import extract
from refcheck.model import Document, Mark, MarkType, Span
from refcheck.readers import read_bytes

JINEK = "Jinek M, Chylinski K. A programmable dual-RNA-guided DNA endonuclease. Science. 2012;337(6096):816-821."
CONG = "Cong L, Ran FA. Multiplex genome engineering using CRISPR/Cas systems. Science. 2013;339(6121):819-823."
REMARK = "See also the discussion of 2014, pp. 12-15, and the letters of the same year in that journal."


def document(text, marker, notes, listed=()):
    """A Word-like document: superscript markers at each "^n" of the text, notes after it."""
    marks, out = [], ""
    for piece in text.split("^"):
        if out or marks:
            value, rest = piece[0], piece[1:]
            span = Span(len(out), len(out) + 1)
            marks += [
                Mark(MarkType.SUPERSCRIPT, span),
                *([Mark(MarkType.FOOTNOTE, span, value)] if value in marker else []),
            ]
            out += value + rest
        else:
            out = piece
    out += "\n"
    if listed:
        out += "References\n"
    for number, entry in listed:
        start = len(out)
        out += f"{number}. {entry}\n"
        marks.append(Mark(MarkType.LIST_ITEM, Span(start, len(out) - 1), number))
    out += "Footnotes\n"
    for number, note in notes:
        start = len(out)
        out += f"{number} {note}\n"
        span = Span(start, len(out) - 1)
        marks += [Mark(MarkType.LIST_ITEM, span, number), Mark(MarkType.FOOTNOTE, span, number)]
    return Document("a.docx", "docx", out, marks=tuple(sorted(marks, key=lambda mark: mark.span)))


def cited(article):
    return [(one.text, one.labels) for one in article.citations]


def test_the_marker_of_a_remark_is_no_citation_of_the_list():
    article = extract(document("Cells divide.^1 They grow.^2", {"1"}, [("1", REMARK)], [("1", JINEK), ("2", CONG)]))
    assert [one.label for one in article.references] == ["1", "2"]
    assert cited(article) == [("2", ("2",))]


def test_notes_that_are_references_are_the_list():
    article = extract(
        document("Cells divide.^1^2 They grow.^3", {"1", "2", "3"}, [("1", JINEK), ("2", REMARK), ("3", CONG)])
    )
    assert [(one.label, one.text) for one in article.references] == [("1", JINEK), ("3", CONG)]
    assert cited(article) == [("1", ("1",)), ("3", ("3",))]
    assert not any(one.missing for one in article.citations)


def test_an_announced_list_of_notes_is_cited_by_their_markers():
    article = extract(document("Cells divide.^1^2", {"1", "2"}, [("1", JINEK), ("2", CONG)], [("9", CONG)]))
    assert cited(article) == []
    text = f"Cells divide.12\nReferences\n1 {JINEK}\n2 {CONG}\n"
    second = text.index(f"2 {CONG}")
    marks = [
        Mark(MarkType.FOOTNOTE, Span(13, 14), "1"), Mark(MarkType.FOOTNOTE, Span(14, 15), "2"),
        Mark(MarkType.FOOTNOTE, Span(27, second - 1), "1"), Mark(MarkType.FOOTNOTE, Span(second, len(text) - 1), "2"),
    ]  # fmt: skip
    assert cited(extract(Document("a.docx", "docx", text, marks=tuple(marks)))) == [("1", ("1",)), ("2", ("2",))]


def test_remarks_alone_are_no_list():
    article = extract(document("Cells divide.^1 They grow.^2", {"1", "2"}, [("1", REMARK), ("2", REMARK)]))
    assert article.references == ()
    assert article.citations == ()


def test_notes_of_markdown_stay_apart_from_the_text_between_them():
    text = (
        f"# On cells\n\nCells divide[^1].\n\n[^1]: {JINEK}\n\nThey grow[^cong] as *Science* reported.\n\n"
        f"[^cong]: {CONG}\n\nAnd die[^3].\n\n[^3]: {REMARK}\n"
    )
    article = extract(read_bytes(text.encode(), "notes.md"))
    assert [(one.label, one.text, one.numbered) for one in article.references] == [
        ("1", JINEK, True),
        ("cong", CONG, True),
    ]
    assert cited(article) == [("[^1]", ("1",)), ("[^cong]", ("cong",))]
    assert "They grow" not in article.document.text[article.list_span.start : article.list_span.end]


@pytest.mark.parametrize("heading", ["", "## References\n\n"])
def test_notes_of_markdown_under_a_heading(heading):
    text = f"Cells divide[^1] and grow[^2].\n\n{heading}[^1]: {JINEK}\n[^2]: {CONG}\n"
    article = extract(read_bytes(text.encode(), "notes.md"))
    assert [(one.label, one.text) for one in article.references] == [("1", JINEK), ("2", CONG)]
    assert cited(article) == [("[^1]", ("1",)), ("[^2]", ("2",))]


@pytest.mark.parametrize(
    ("marker", "note"),
    [
        (
            '<a href="#n{}" role="doc-noteref"><sup>{}</sup></a>',
            '<li id="n{}">{} <a href="#m" role="doc-backlink">↩︎</a></li>',
        ),
        ('<a href="#n{}" epub:type="noteref">[{}]</a>', '<aside id="n{}" epub:type="footnote"><p>{}</p></aside>'),
    ],
)
def test_notes_of_html(marker, note):
    notes = "".join(note.format(i, one) for i, one in enumerate((JINEK, REMARK, CONG), 1))
    notes = f"<ol>{notes}</ol>" if note.startswith("<li") else notes
    text = "".join(f"<p>They grow{marker.format(i, i)}.</p>" for i in (1, 2, 3))
    article = extract(read_bytes(f"<html><body>{text}{notes}</body></html>".encode(), "notes.html"))
    assert [(one.label, one.text) for one in article.references] == [("1", JINEK), ("3", CONG)]
    assert [one.labels for one in article.citations] == [("1",), ("3",)]


@pytest.mark.parametrize("text", ["They were found in 2013²,³ by two.", "They were found in 2013^2,3^ by two."])
def test_a_superscript_after_a_year_is_a_citation(text):
    listed = f"\n\n## References\n\n1. {JINEK}\n2. {CONG}\n3. {CONG.replace('2013', '2014')}\n"
    html = "<p>They were found in 2013<sup>2,3</sup> by two.</p>"
    article = extract(read_bytes(((html if "^" in text else text) + listed).encode(), "a.md"))
    assert [one.labels for one in article.citations] == [("2", "3")]


@pytest.mark.parametrize("text", ["a mass of 10² kg", "12013² things", "1.2013² units"])
def test_a_superscript_after_another_number_is_none(text):
    article = extract(read_bytes(f"It has {text}.\n\nReferences\n\n1. {JINEK}\n2. {CONG}\n".encode(), "a.txt"))
    assert article.citations == ()
