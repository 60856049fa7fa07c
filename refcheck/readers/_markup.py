"""HTML to text with offsets: a tokenizer that never backtracks and needs no tree, however broken or deep the page is.

Pages are read as browsers do in what matters for text: tags are case-blind, unknown ones are transparent, unclosed
ones do no harm. Every search either advances or is remembered as hopeless, so the time is linear in the size.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from dataclasses import dataclass, field

from refcheck.model.document import MarkType
from refcheck.readers.base import TextBuilder

_TAG_NAME = re.compile(r"/?[A-Za-z][^\s/>]*")
_TAG_END = re.compile(r"[>\"']")
_ATTRIBUTE = re.compile(r"([^\s=/>\"']+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
_STRICT_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

_UNREAD = frozenset(
    [
        "script",
        "style",
        "nav",
        "noscript",
        "template",
        "svg",
        "iframe",
        "object",
        "select",
        "textarea",
        "button",
        "audio",
        "video",
        "canvas",
    ]
)
_PARAGRAPHS = frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "ul",
        "ol",
        "dl",
        "blockquote",
        "pre",
        "figure",
        "section",
        "article",
        "hr",
    ]
)
_LINES = frozenset(
    [
        "address",
        "aside",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dt",
        "fieldset",
        "figcaption",
        "footer",
        "form",
        "head",
        "header",
        "html",
        "li",
        "main",
        "summary",
        "tbody",
        "tfoot",
        "thead",
        "tr",
    ]
)
_CELLS = frozenset({"td", "th"})
_INLINE = {
    "sup": MarkType.SUPERSCRIPT,
    "em": MarkType.ITALIC,
    "i": MarkType.ITALIC,
    "cite": MarkType.ITALIC,
    "strong": MarkType.BOLD,
    "b": MarkType.BOLD,
    "code": MarkType.CODE,
    "pre": MarkType.CODE,
    "a": MarkType.LINK,
}
_NOTES = frozenset({"aside", "p"})  # elements that may be a note, besides items of lists
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_MAX_ATTRIBUTES = 8 * 1024  # characters of a tag that are looked at: a data: address may be megabytes


@dataclass
class _List:
    """An open list: its kind, the number of its next item, and where its open item began."""

    ordered: bool
    number: int = 1
    item: int | None = None
    label: str = ""
    note: str = ""


@dataclass
class MarkupText:
    """Writes HTML, whole or in fragments, to a TextBuilder. What is opened in one fragment may end in a later one."""

    builder: TextBuilder
    title: str = ""
    _open: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    _lists: list[_List] = field(default_factory=list)
    _next: dict[str, int] = field(default_factory=dict)
    _marker: str = ""  # the id that an open marker of a note leads to
    _notes: dict[str, str] = field(default_factory=dict)  # the markers of notes by the ids that they lead to

    def feed(self, source: str, start: int = 0, end: int | None = None, *, offset: int = 0) -> None:
        """Write a stretch of HTML; `offset` is added to its places to give those in the document's source."""
        stop = len(source) if end is None else end
        self._next.clear()
        at = start
        while at < stop:
            opening = source.find("<", at, stop)
            if opening < 0:
                opening = stop
            self._text(source, at, opening, offset)
            at = self._markup(source, opening, stop, offset) if opening < stop else stop

    def close(self, source_end: int) -> None:
        """End what is still open: an item of a list whose end tag is missing."""
        while self._lists:
            self._end_item(self._lists.pop(), source_end)

    def _text(self, source: str, at: int, stop: int, offset: int) -> None:
        preformatted = bool(self._open["pre"])
        for entity in _ENTITY.finditer(source, at, stop):
            decoded = html.unescape(entity.group())
            if decoded == entity.group():
                continue
            self._flow(source[at : entity.start()], at + offset, preformatted)
            self.builder.flow_decoded(decoded, entity.start() + offset)
            at = entity.end()
        self._flow(source[at:stop], at + offset, preformatted)

    def _flow(self, text: str, at: int, preformatted: bool) -> None:
        if preformatted:
            self.builder.add(text, at)
        else:
            self.builder.flow(text, at)

    def _markup(self, source: str, at: int, stop: int, offset: int) -> int:
        """Read what begins with the ``<`` at `at`; returns where the text goes on."""
        if source.startswith("<!--", at):
            end = self._find("-->", source, at + 4, stop)
            self.builder.mark(
                MarkType.COMMENT, self.builder.position, source[at + 4 : stop if end < 0 else end].strip()
            )
            return stop if end < 0 else end + 3
        if source.startswith(("<!", "<?"), at):
            end = self._find(">", source, at, stop)
            return stop if end < 0 else end + 1
        name = _TAG_NAME.match(source, at + 1, min(stop, at + 64))
        end = self._tag_end(source, name.end(), stop) if name else -1
        if name is None or end < 0:  # a "less than" in the text
            self.builder.flow("<", at + offset)
            return at + 1
        tag = name.group().lower()
        if tag.startswith("/"):
            self._end(tag[1:], at + offset)
            return end + 1
        attributes = (
            {} if name.end() == end else _attributes(source[name.end() : min(end, name.end() + _MAX_ATTRIBUTES)])
        )
        if tag in _UNREAD or tag == "title":
            closing = self._find_closing(tag, source, end + 1, stop)
            if closing < 0:
                return end + 1
            if tag == "title" and not self.title:
                self.title = " ".join(html.unescape(source[end + 1 : closing]).split())
            return closing
        self._start(tag, attributes, at + offset)
        return end + 1

    def _start(self, tag: str, attributes: dict[str, str], at: int) -> None:
        self._break(tag, at)
        if tag in _CELLS:
            self.builder.end_cell(at)
        if tag in {"ol", "ul"}:
            self._lists.append(_List(tag == "ol", _number(attributes.get("start"), 1)))
        elif tag == "li":
            self._start_item(attributes, at)
        elif tag == "a" and attributes.get("href", "").strip():
            self._open[tag] = [(self.builder.position, attributes["href"].strip())]  # links do not nest
            self._marker = attributes["href"].rpartition("#")[2] if _is_note_marker(attributes) else ""
        elif tag in _NOTES and (number := self._notes.get(attributes.get("id", ""))):
            self._open[f"note {tag}"] = [(self.builder.position, number)]
        elif tag in _INLINE or tag in _HEADINGS:
            self._open[tag].append((self.builder.position, ""))

    def _end(self, tag: str, at: int) -> None:
        if tag in {"ol", "ul"} and self._lists:
            self._end_item(self._lists.pop(), at)
        elif tag == "li" and self._lists:
            self._end_item(self._lists[-1], at)
        elif self._open[tag]:
            start, value = self._open[tag].pop()
            kind = MarkType.HEADING if tag in _HEADINGS else _INLINE[tag]
            self.builder.mark(kind, start, tag[1] if tag in _HEADINGS else value)
            if tag == "a" and self._marker:
                self._end_marker(start)
        elif self._open[f"note {tag}"]:
            start, number = self._open[f"note {tag}"].pop()
            self.builder.mark(MarkType.FOOTNOTE, start, number)
        self._break(tag, at)

    def _end_marker(self, start: int) -> None:
        """Mark what leads to a note, and remember the note by its id."""
        number = self.builder.since(start).strip("[]() \n")
        if number and len(number) <= _LONGEST_MARKER:
            self.builder.mark(MarkType.FOOTNOTE, start, number)
            self._notes.setdefault(self._marker, number)
        self._marker = ""

    def _break(self, tag: str, at: int) -> None:
        nested = tag in {"ol", "ul", "p"} and bool(self._lists)
        if tag in _PARAGRAPHS and not nested:
            self.builder.end_paragraph(at)
        elif (tag == "br" and self.builder.position) or tag in _LINES or (nested and not self._at_label()):
            self.builder.end_line(at)

    def _start_item(self, attributes: dict[str, str], at: int) -> None:
        if not self._lists:
            return
        within = self._lists[-1]
        self._end_item(within, at)
        within.item = self.builder.position
        within.label = "•"
        within.note = self._notes.get(attributes.get("id", ""), "")
        if within.ordered:
            within.number = _number(attributes.get("value"), within.number)
            within.label = str(within.number)
            within.number += 1
            self.builder.insert(f"{within.label}. ", at)

    def _end_item(self, within: _List, at: int) -> None:
        if within.item is not None:
            self.builder.mark(MarkType.LIST_ITEM, within.item, within.label)
            if within.note:
                self.builder.mark(MarkType.FOOTNOTE, within.item, within.note)
            within.item = None
            self.builder.end_line(at)

    def _at_label(self) -> bool:
        """Whether nothing but its label has been written of the open item."""
        within = self._lists[-1]
        label = len(within.label) + 2 if within.ordered else 0
        return within.item is not None and self.builder.position == within.item + label

    def _tag_end(self, source: str, at: int, stop: int) -> int:
        """Where the tag's ``>`` is; one in a quoted value does not count. -1 if there is none."""
        end = self._find(">", source, at, stop)
        if end < 0:
            return -1
        first = at
        while match := _TAG_END.search(source, at, stop):
            if match.group() == ">":
                return match.start()
            closing = self._find(match.group(), source, match.end(), stop)
            if closing < 0 or closing - first > _MAX_TAG:
                return end  # a quotation mark that never ends
            at = closing + 1
        return end

    def _find(self, what: str, source: str, at: int, stop: int) -> int:
        """`str.find` that remembers its last answer, so that what is far away or not there is searched once."""
        known = self._next.get(what, -2)
        if known == -1 or known >= at:
            return known
        self._next[what] = source.find(what, at, stop)
        return self._next[what]

    def _find_closing(self, tag: str, source: str, at: int, stop: int) -> int:
        """Where the element's end tag is, -1 if there is none: then it hides nothing."""
        ending = f"</{tag}"
        known = self._next.get(ending, -2)
        if known == -1 or known >= at:
            return known
        closing = re.compile(rf"{ending}(?=[\s/>])", re.IGNORECASE).search(source, at, stop)
        self._next[ending] = closing.start() if closing else -1
        return self._next[ending]


_MAX_TAG = 64 * 1024  # a quoted value longer than this is a quotation mark that someone forgot


_LONGEST_MARKER = 20


def _is_note_marker(attributes: dict[str, str]) -> bool:
    """Whether a link is a note's marker by its role (DPUB-ARIA 1.1) or by its type (EPUB 3)."""
    roles = f"{attributes.get('role', '')} {attributes.get('epub:type', '')}".split()
    return "#" in attributes["href"] and not {"doc-noteref", "noteref"}.isdisjoint(roles)


def _attributes(text: str) -> dict[str, str]:
    """The attributes of a tag, names in lower case; the first of a name counts."""
    attributes: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text):
        value = next((group for group in match.groups()[1:] if group is not None), "")
        decoded = _STRICT_ENTITY.sub(lambda entity: html.unescape(entity.group()), value)
        attributes.setdefault(match.group(1).lower(), decoded)
    return attributes


def _number(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"\s*-?[0-9]{1,6}\s*", text) else default
