"""The text of an ODT in document order, as it is printed: what was deleted under tracked changes stands apart there.

A paragraph is a line, so that a finding's line is the paragraph; the cells of a table row stand in one line.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from refcheck.model.document import MarkType
from refcheck.readers._cited_works import CitedWorks, Work, works_of_csl
from refcheck.readers._odt_styles import OUTLINE, Counters, ListStyle, Styles
from refcheck.readers._office_archive import attribute, child, local
from refcheck.readers._office_text import Look, LookMarks, NoteKind, Notes, span_since
from refcheck.readers.base import TextBuilder

_NOT_PRINTED = frozenset(
    ["tracked-changes", "forms", "ruby-text", "hidden-text", "hidden-paragraph", "binary-data", "script"]
)
_DRAWING = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
_MOST_SPACES = 20
_BIBLIOGRAPHY_FIELDS = {
    "author": "author",
    "editor": "editor",
    "title": "title",
    "journal": "journal",
    "booktitle": "booktitle",
    "year": "year",
    "volume": "volume",
    "number": "number",
    "pages": "pages",
    "publisher": "publisher",
    "url": "url",
    "note": "note",
    "doi": "doi",
}


class BodyWriter:
    """Writes the body of one document, and then its notes."""

    def __init__(self, builder: TextBuilder, styles: Styles) -> None:
        self.works = CitedWorks()
        self.title = ""
        self._builder = builder
        self._styles = styles
        self._looks = LookMarks(builder)
        self._notes = Notes(builder)
        self._boxes: list[etree._Element] = []  # text boxes that are anchored in the paragraph being written
        self._references: dict[str, int] = {}  # where each reference mark begins
        self._outline = Counters()
        self._counters: dict[str, Counters] = {}  # of the last list of each style, and of each list by its id
        self._label = ""  # what is to be printed before the next paragraph

    def write(self, body: etree._Element) -> None:
        """Write the body, the footnotes and the endnotes."""
        self._blocks(body)
        self._notes.write(self._write_note)

    def _write_note(self, note: etree._Element, number: str) -> None:
        self._builder.insert(f"{number} ", 0)
        body = child(note, "note-body")
        self._blocks(body if body is not None else ())

    # Blocks

    def _blocks(self, container: Iterable[etree._Element], *, in_cell: bool = False) -> None:
        start = self._builder.position
        for element in container:
            name = local(element)
            if in_cell and name in ("p", "h", "list", "table") and self._builder.position > start:
                self._builder.end_line(0)
            if name in ("p", "h"):
                self._paragraph(element, in_cell=in_cell)
            elif name == "list":
                self._list(element, in_cell=in_cell)
            elif name == "table":
                self._table(element)
            elif name == "annotation":
                self._comment(element)
            elif name not in _NOT_PRINTED:
                self._blocks(element, in_cell=in_cell)

    def _list(
        self,
        element: etree._Element,
        *,
        in_cell: bool,
        level: int = 1,
        style_name: str = "",
        counters: Counters | None = None,
    ) -> None:
        style_name = attribute(element, "style-name") or style_name
        style = self._styles.lists.get(style_name, {})
        if counters is None:
            continued = attribute(element, "continue-list") or (
                f"style {style_name}" if attribute(element, "continue-numbering") == "true" else ""
            )
            counters = (self._counters.get(continued) if continued else None) or Counters()
            self._counters[f"style {style_name}"] = self._counters[attribute(element, "id")] = counters
        for item in element:
            if local(item) == "list-item":
                self._label = counters.next_label(style, level, attribute(item, "start-value"))
            for block in item:
                if local(block) == "list":
                    self._list(block, in_cell=in_cell, level=level + 1, style_name=style_name, counters=counters)
                else:
                    self._blocks([block], in_cell=in_cell)
            self._label = ""

    def _table(self, table: Iterable[etree._Element]) -> None:
        for row in table:
            if local(row) == "table-row":
                for cell in row:
                    if local(cell) == "table-cell":
                        self._builder.end_cell(0)
                        self._blocks(cell, in_cell=True)
                self._builder.end_line(0)
            elif local(row) not in _NOT_PRINTED:
                self._table(row)

    def _paragraph(self, paragraph: etree._Element, *, in_cell: bool) -> None:
        start = self._builder.position
        style_name = attribute(paragraph, "style-name")
        is_title = self._styles.is_title(style_name)
        label, self._label = self._label, ""
        level = attribute(paragraph, "outline-level", "1") if local(paragraph) == "h" else "1" if is_title else ""
        if local(paragraph) == "h" and not label and level.isdecimal():
            outline: ListStyle = self._styles.lists.get(OUTLINE, {})
            label = self._outline.next_label(outline, int(level[:2]))
        if label and label != "•":
            self._builder.insert(f"{label} ", 0)
        content = self._builder.position
        self._inline(paragraph, self._styles.look("paragraph", style_name))
        self._looks.set(Look())
        if level.isdecimal():
            self._builder.mark(MarkType.HEADING, start, str(min(int(level[:2]), 6)))
            if is_title and not self.title:
                self.title = " ".join(self._builder.since(content).split())
        elif label:
            self._builder.mark(MarkType.LIST_ITEM, start, label)
        if not in_cell:
            self._builder.drop_space()
            self._builder.insert("\n", 0)
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self._builder.end_line(0)
            self._blocks(box, in_cell=in_cell)

    # Inside a paragraph

    def _inline(self, element: etree._Element, look: Look) -> None:
        self._text(element.text, look)
        for inside in element:
            self._inline_element(inside, look)
            self._text(inside.tail, look)

    def _inline_element(self, element: etree._Element, look: Look) -> None:
        name = local(element)
        start = self._builder.position
        if name == "span":
            self._inline(element, self._styles.look("text", attribute(element, "style-name")).over(look))
        elif name == "a":
            self._inline(element, look)
            if address := attribute(element, "href").strip():
                self._builder.mark(MarkType.LINK, start, address)
        elif name == "s":
            count = attribute(element, "c", "1")
            self._builder.flow_decoded(" " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES), 0)
        elif name == "tab":
            self._builder.flow_decoded("\t", 0)
        elif name == "line-break":
            self._builder.flow_decoded("\n", 0)
        elif name == "note":
            self._refer_to_note(element, look)
        elif name == "annotation":
            self._comment(element)
        elif name == "reference-mark-start":
            self._references[attribute(element, "name")] = start
        elif name == "reference-mark-end":
            self._reference_mark_ended(attribute(element, "name"))
        elif name == "bibliography-mark":
            self._inline(element, look)
            self.works.cite(span_since(self._builder, start), [_work(element)])
        elif str(element.tag).startswith(f"{{{_DRAWING}}}"):
            if name == "a":
                self._inline(element, look)
            else:
                self._boxes.append(element)
        elif name not in _NOT_PRINTED and name not in ("title", "desc"):
            self._inline(element, look)

    def _text(self, text: str | None, look: Look) -> None:
        if text and not look.hidden:
            self._looks.set(look)
            self._builder.flow(text, 0)

    def _refer_to_note(self, element: etree._Element, look: Look) -> None:
        kind: NoteKind = "endnote" if attribute(element, "note-class") == "endnote" else "footnote"
        citation = child(element, "note-citation")
        number = attribute(citation, "label") or self._notes.number(kind)
        self._notes.add(kind, element, number)
        self._looks.set(Look())  # each of two markers in a row is one
        self._text(number, Look(superscript=True).over(look))
        self._looks.set(Look())
        self._builder.mark(MarkType.FOOTNOTE, self._builder.position - len(number), number)

    def _comment(self, element: etree._Element) -> None:
        paragraphs = (each for each in element.iter() if local(each) == "p")
        text = "\n".join("".join(map(str, paragraph.itertext())) for paragraph in paragraphs)
        self._builder.mark(MarkType.COMMENT, self._builder.position, text.strip())

    def _reference_mark_ended(self, name: str) -> None:
        """Zotero and Mendeley keep a citation's data in the name of the reference mark around it."""
        start = self._references.pop(name, None)
        if start is not None and "CSL_CITATION" in name:
            self.works.cite(span_since(self._builder, start), works_of_csl(name))


def _work(mark: etree._Element) -> Work:
    """The work that LibreOffice's own bibliography keeps in a citation."""
    fields = {ours: text for theirs, ours in _BIBLIOGRAPHY_FIELDS.items() if (text := attribute(mark, theirs).strip())}
    for role in ("author", "editor"):
        if role in fields:
            fields[role] = " and ".join(name.strip() for name in fields[role].split(";") if name.strip())
    return Work(attribute(mark, "identifier") or str(fields), attribute(mark, "bibliography-type"), fields)
