"""The text of a DOCX in document order, as it is printed when every tracked change is accepted.

A paragraph is a line, so that a finding's line is the paragraph; the cells of a table row stand in one line. Elements
are told by their local names: the two namespaces of the standard (transitional and strict) have the same ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from refcheck.model.document import MarkType, Span
from refcheck.readers._cited_works import CitedWorks, works_of_field, works_of_tag
from refcheck.readers._docx_numbering import Numbering
from refcheck.readers._docx_styles import Style, Styles
from refcheck.readers._office_archive import attribute, child, local
from refcheck.readers._office_text import Look, LookMarks, NoteKind, Notes
from refcheck.readers.base import TextBuilder

_REMOVED = frozenset({"del", "moveFrom", "delText", "delInstrText", "pPr", "rPr", "sdtPr", "sdtEndPr"})
_SYMBOL_GREEK = dict(
    zip(
        (0xF000 + ord(letter) for letter in "ABGDEZHQIKLMNXOPRSTUFCYWabgdezhqiklmnxoprstufcywV"),
        "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψως",
        strict=True,
    )
)
"""Greek letters in the font Symbol, which Word keeps at private code points."""

_HYPERLINK = re.compile(r"\s*HYPERLINK\s+(?:\\l\s+)?\"([^\"]{1,4000})\"")
_DEEPEST_FIELD = 50
"""Word nests fields in fields up to 20 times."""
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(frozen=True)
class Parts:
    """What the text of a document refers to.

    Attributes:
        links: addresses by the part that refers to them ("document", "footnotes", "endnotes") and relationship id.
        notes: the elements of notes by kind ("footnote", "endnote") and id.
        comments: the text of comments by id.
    """

    styles: Styles
    numbering: Numbering
    links: Mapping[tuple[str, str], str]
    notes: Mapping[tuple[NoteKind, str], etree._Element]
    comments: Mapping[str, str]


@dataclass
class _Field:
    """An open field: its code, the data kept beside it, and where its result begins."""

    code: list[str] = field(default_factory=list)
    data: str = ""
    result: int | None = None


class BodyWriter:
    """Writes the body of one document, and then its notes."""

    def __init__(self, builder: TextBuilder, parts: Parts) -> None:
        self.works = CitedWorks()
        self.title = ""
        self.problems: list[str] = []
        self.pieces: list[tuple[int, etree._Element]] = []  # where the text of each element "t" begins
        self._builder = builder
        self._parts = parts
        self._fields: list[_Field] = []
        self._looks = LookMarks(builder)
        self._boxes: list[etree._Element] = []  # text boxes that are anchored in the paragraph being written
        self._joined: list[etree._Element] = []  # paragraphs whose end was deleted: they go on in the next one
        self._notes = Notes(builder)
        self._note = ""  # the number of the note that is being written
        self._after_note_number = False
        self._comments: dict[str, int] = {}  # where each comment's stretch begins

    def write(self, body: etree._Element) -> None:
        """Write the body, the footnotes and the endnotes."""
        self._blocks(body)
        self._notes.write(self._write_note)

    def _write_note(self, note: etree._Element, number: str) -> None:
        self._note = number
        self._blocks(note)

    # Blocks

    def _blocks(self, container: Iterable[etree._Element], *, in_cell: bool = False) -> None:
        start = self._builder.position
        for element in container:
            name = local(element)
            if in_cell and name in ("p", "tbl") and self._builder.position > start:
                self._builder.end_line(0)
            if name == "p":
                self._paragraph(element, in_cell=in_cell)
            elif name == "tbl":
                self._table(element)
            elif name == "AlternateContent":
                self._blocks(_alternative(element), in_cell=in_cell)
            elif name == "altChunk":
                self.problems.append("a document that is embedded in this one was not read")
            elif name == "sdt":
                self._blocks(_content(element), in_cell=in_cell)
            elif name in ("commentRangeStart", "commentRangeEnd"):
                self._inline_element(element, Style())
            elif name not in _REMOVED:
                self._blocks(element, in_cell=in_cell)
        if self._joined:  # nothing follows that they could go on in
            self._end_paragraph("", Style(), in_cell=in_cell)

    def _table(self, table: Iterable[etree._Element]) -> None:
        for row in table:
            name = local(row)
            if name == "tr":
                if child(row, "trPr", "del") is None:
                    self._row(row)
                    self._builder.end_line(0)
            elif name not in _REMOVED:
                self._table(_content(row) if name == "sdt" else row)

    def _row(self, row: Iterable[etree._Element]) -> None:
        for cell in row:
            name = local(cell)
            if name == "tc":
                self._builder.end_cell(0)
                self._blocks(cell, in_cell=True)
            elif name not in _REMOVED and name != "trPr":
                self._row(_content(cell) if name == "sdt" else cell)

    def _paragraph(self, paragraph: etree._Element, *, in_cell: bool) -> None:
        self._joined.append(paragraph)
        properties = child(paragraph, "pPr")
        if child(properties, "rPr", "del") is None and child(properties, "rPr", "moveFrom") is None:
            identifier, style = self._parts.styles.of_paragraph(properties)
            self._end_paragraph(identifier, style, in_cell=in_cell)

    def _end_paragraph(self, style_id: str, style: Style, *, in_cell: bool) -> None:
        """Write the paragraphs that have become one; the last one's style holds."""
        paragraphs, self._joined = self._joined, []
        start = self._builder.position
        label, space = self._parts.numbering.label(style_id, style) or ("", "")
        if space or (label and label != "•"):
            self._builder.insert(label + space, 0)
        content = self._builder.position
        for paragraph in paragraphs:
            self._inline(paragraph, style)
        self._looks.set(Look())
        self._fields = [each for each in self._fields if each.result is not None]  # a code has one paragraph
        if style.level:
            self._builder.mark(MarkType.HEADING, start, str(style.level))
            if style.name.lower() == "title" and not self.title:
                self.title = " ".join(self._builder.since(content).split())
        elif label:
            self._builder.mark(MarkType.LIST_ITEM, start, label)
        if not in_cell:
            self._builder.insert("\n", 0)
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self._builder.end_line(0)
            self._blocks(box, in_cell=in_cell)

    # Inside a paragraph

    def _inline(self, container: Iterable[etree._Element], style: Style) -> None:
        for element in container:
            self._inline_element(element, style)

    def _inline_element(self, element: etree._Element, style: Style) -> None:
        name = local(element)
        start = self._builder.position
        if name == "r":
            self._run(element, style)
        elif name == "hyperlink":
            self._inline(element, style)
            anchor = attribute(element, "anchor")
            part = local(element.getroottree().getroot())
            address = self._parts.links.get((part, attribute(element, "id")), "") + (f"#{anchor}" if anchor else "")
            if address:
                self._builder.mark(MarkType.LINK, start, address)
        elif name == "fldSimple":
            self._inline(element, style)
            self._field_ended(_Field([attribute(element, "instr")], result=start))
        elif name == "sdt":
            self._inline(_content(element), style)
            self.works.cite(
                Span(start, self._builder.position), works_of_tag(attribute(child(element, "sdtPr", "tag"), "val"))
            )
        elif name == "AlternateContent":
            self._inline(_alternative(element), style)
        elif name in ("oMath", "oMathPara"):
            formula = (str(each.text or "") for each in element.iter() if local(each) == "t")
            self._text("".join(formula), style.look)
        elif name == "commentRangeStart":
            self._comments[attribute(element, "id")] = start
        elif name not in _REMOVED and name != "p":
            self._inline(element, style)

    def _run(self, run: etree._Element, paragraph: Style) -> None:
        look = self._parts.styles.look_of_run(child(run, "rPr"), paragraph)
        for element in run:
            name = local(element)
            if name == "t":
                before, text = self._builder.position, element.text or ""
                self._text(text, look)
                if self._builder.position > before:
                    self.pieces.append((self._builder.position - len(text), element))
            elif name == "instrText":
                if self._fields:
                    self._fields[-1].code.append(element.text or "")
            elif name == "fldChar":
                self._field_character(element)
            elif name in _CHARACTERS:
                self._text(_CHARACTERS[name], look)
            elif name == "sym":
                code = attribute(element, "char")
                self._text(chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{4}", code) else "", look)
            elif name in ("footnoteReference", "endnoteReference"):
                self._refer_to_note(element, "footnote" if name == "footnoteReference" else "endnote", look)
            elif name in ("footnoteRef", "endnoteRef"):
                self._text(self._note, Look(superscript=False).over(look))  # it refers to nothing here
                self._after_note_number = True
            elif name == "commentReference":
                self._comment(attribute(element, "id"))
            elif name == "ruby":
                self._inline(_content(element, "rubyBase"), paragraph)
            elif name in ("drawing", "pict", "object", "AlternateContent"):
                self._boxes += _text_boxes(element)

    def _text(self, text: str, look: Look) -> None:
        if look.hidden or not text or any(each.result is None for each in self._fields):
            return
        if self._after_note_number and text[0] not in " \t])）】］.、．":
            text = " " + text
        self._after_note_number = False
        self._looks.set(look)
        self._builder.insert(text.translate(_SYMBOL_GREEK), 0)

    def _refer_to_note(self, element: etree._Element, kind: NoteKind, look: Look) -> None:
        own_mark = attribute(element, "customMarkFollows", "0") not in ("0", "false")
        number = "" if own_mark else self._notes.number(kind)
        note = self._parts.notes.get((kind, attribute(element, "id")))
        if note is None:
            self.problems.append(f"the {kind} {number} is missing in the file")
        else:
            self._notes.add(kind, note, number)
        self._looks.set(Look())  # each of two markers in a row is one
        self._text(number, look)
        self._looks.set(Look())
        self._builder.mark(MarkType.FOOTNOTE, self._builder.position - len(number), number)

    def _comment(self, identifier: str) -> None:
        at = self._comments.get(identifier, self._builder.position)
        self._builder.mark(MarkType.COMMENT, at, self._parts.comments.get(identifier, ""), end=at)

    # Fields

    def _field_character(self, element: etree._Element) -> None:
        kind = attribute(element, "fldCharType")
        if kind == "begin" and len(self._fields) < _DEEPEST_FIELD:
            data = child(element, "fldData")
            self._fields.append(_Field(data=(data.text or "") if data is not None else ""))
        elif kind == "separate" and self._fields:
            self._fields[-1].result = self._builder.position
        elif kind == "end" and self._fields:
            self._field_ended(self._fields.pop())

    def _field_ended(self, ended: _Field) -> None:
        if ended.result is None:  # EndNote keeps the data of a citation in a field inside the field's code
            if self._fields and not self._fields[-1].data:
                self._fields[-1].data = ended.data
            return
        code = "".join(ended.code)
        if address := _HYPERLINK.match(code):
            target = address[1] if "\\l" not in address[0] else f"#{address[1]}"
            self._builder.mark(MarkType.LINK, ended.result, target)
        else:
            self.works.cite(Span(ended.result, self._builder.position), works_of_field(code.strip(), ended.data))


def _content(control: etree._Element, name: str = "sdtContent") -> Iterable[etree._Element]:
    """What a content control holds; nothing while it only shows what to enter."""
    content = child(control, name)
    return () if content is None or child(control, "sdtPr", "showingPlcHdr") is not None else content


def _alternative(element: etree._Element) -> Iterable[etree._Element]:
    """The first of several ways to write the same content."""
    first = child(element, "Choice")
    found = first if first is not None else child(element, "Fallback")
    return () if found is None else found


def _text_boxes(element: etree._Element) -> list[etree._Element]:
    """The outermost text boxes in a drawing; of alternatives the first."""
    found: list[etree._Element] = []
    for inside in _alternative(element) if local(element) == "AlternateContent" else element:
        found += [inside] if local(inside) == "txbxContent" else _text_boxes(inside)
    return found
