"""JATS and NLM XML, which journals and PubMed Central keep articles in.

Read are the title, the abstract, the body and what follows it; not the journal's and the article's own data, whose
identifiers are not citations, and not sub-articles (reviews and translations). A reference whose fields are tagged is
taken as the tags say; of one that is only printed, the text is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType

from refcheck.model.document import Document, Entry, FormatCitation, MarkType, Span
from refcheck.readers import _jats_citation as jats
from refcheck.readers._tagged import fewer, line_finder
from refcheck.readers._xml import Element, Text, parse
from refcheck.readers.base import TextBuilder, has_extension, peek, through, unix_newlines
from refcheck.readers.encoding import decode, is_binary

_SIGN = re.compile(
    r"-//(?:NLM|NISO|ES)//DTD|<!DOCTYPE\s{1,9}article\b"
    r"|<(?:\w{1,20}:)?(?:ref-list|element-citation|mixed-citation|nlm-citation|article-meta|journal-meta|pmc-articleset)[\s>]"
    r"|<(?:\w{1,20}:)?article\s[^<>]{0,500}(?:article-type|dtd-version)"
)
_DECLARED = re.compile(rb"<\?xml[^>]{0,100}encoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9_.-]{2,40})")
_MARKS = {
    "italic": MarkType.ITALIC,
    "bold": MarkType.BOLD,
    "sup": MarkType.SUPERSCRIPT,
    "monospace": MarkType.CODE,
    "code": MarkType.CODE,
}
_UNREAD = frozenset(
    {
        *("front", "front-stub", "journal-meta", "sub-article", "response", "object-id", "processing-meta"),
        *("inline-formula", "disp-formula", "tex-math", "math", "permissions", "alt-text", "sec-meta"),
    }
)
_PARAGRAPHS = frozenset(
    {"p", "sec", "caption", "list", "disp-quote", "table-wrap", "fig", "ack", "app", "fn", "abstract"}
)
_BEFORE = {"volume": ";", "issue": "(", "fpage": ":", "elocation-id": ":", "lpage": "-"}
"""What stands before a field in print; before others a full stop."""
_LINES = frozenset({"break", "label", "tr", "title", "list-item", "def-item", "term", "def"})


class JatsReader:
    """Reads articles in JATS and its forerunners."""

    name = "jats"
    extensions = (".nxml", ".jats")
    media_types = ("application/jats+xml",)

    def recognises(self, head: bytes, name: str) -> float:
        """By its document type or by elements that only it has."""
        if is_binary(head):
            return 0.0
        beginning = peek(head)
        if re.match(r"\s{0,2000}<", beginning) and _SIGN.search(beginning):
            return 0.93
        return 0.65 if has_extension(name, self.extensions) else 0.0

    def read(self, data: bytes, path: str) -> Document:
        """The article."""
        declared = _DECLARED.search(data[:1024])
        decoded = decode(data, path, declared.group(1).decode("ascii") if declared else "")
        content, newlines = unix_newlines(decoded.text)
        tree = parse(content)
        writer = _Writer(tree.root)
        writer.write()
        line_of = line_finder(content)
        problems = [f"line {line_of(at)}: {problem}" for at, problem in sorted([*tree.problems, *writer.problems])]
        return Document(
            path=path,
            format=self.name,
            text=writer.builder.text,
            source=decoded.text,
            origin=through(writer.builder.origin, newlines),
            marks=writer.builder.sorted_marks(),
            entries=tuple(writer.entries),
            citations=tuple(writer.citations),
            title=writer.title,
            encoding=decoded.encoding,
            problems=fewer([*decoded.problems, *problems]),
        )


class _Writer:
    """Writes an article to a builder."""

    def __init__(self, root: Element) -> None:
        self.builder = TextBuilder()
        self.entries: list[Entry] = []
        self.citations: list[FormatCitation] = []
        self.title = ""
        self.problems: list[tuple[int, str]] = []
        self._article = next(root.every("article"), root)
        self._labels = self._labels_of_refs()
        self._works = 0

    def write(self) -> None:
        """Write the title, the abstracts, and everything but the front matter."""
        front = self._article.first("front", "front-stub")
        title = next(front.every("article-title"), None) if front else None
        if title:
            self.title = title.content
            start = self.builder.position
            self._children(title, 0)
            self.builder.mark(MarkType.HEADING, start, "1")
            self.builder.end_paragraph(title.end)
        for abstract in front.every("abstract") if front else ():
            self._element(abstract, 1)
        self._children(self._article, 0)

    def _labels_of_refs(self) -> dict[str, str]:
        """The label of each reference by its id: the number as printed, or its place in the article."""
        labels: dict[str, str] = {}
        place = 0
        for ref in self._article.every("ref"):
            works = list(jats.citations(ref))
            if works and "id" in ref.attributes:
                labels.setdefault(ref.attributes["id"], works[0].label or str(place + 1))
            for work in works:
                inner = work.tagged.attributes.get("id") or work.printed.attributes.get("id")
                place += 1
                if inner:
                    labels.setdefault(inner, work.label or str(place))
        return labels

    def _children(self, element: Element, depth: int) -> None:
        for child in element.children:
            if isinstance(child, Text):
                self._text(child)
            else:
                self._element(child, depth)

    def _text(self, text: Text) -> None:
        if text.decoded:
            self.builder.flow_decoded(text.text, text.start)
        else:
            self.builder.flow(text.text, text.start)

    def _element(self, element: Element, depth: int) -> None:
        """Write one element; `depth` is that of its section."""
        tag = element.tag
        if tag in _UNREAD:
            return
        if tag == "!--":
            self.builder.mark(MarkType.COMMENT, self.builder.position, element.attributes["text"])
        elif tag == "ref-list":
            self._ref_list(element, depth)
        elif tag == "xref" and element.attributes.get("ref-type") == "bibr":
            self._citation(element)
        elif tag in {"td", "th"}:
            self.builder.end_cell(element.start)
            self._children(element, depth)
        else:
            self._block(element, depth + (tag in {"sec", "app", "ack", "abstract"}))

    def _block(self, element: Element, depth: int) -> None:
        tag = element.tag
        self._break(tag, element.start)
        start = self.builder.position
        self._children(element, depth)
        if tag == "title" and depth:
            self.builder.mark(MarkType.HEADING, start, str(min(6, depth + 1)))
            self.builder.end_paragraph(element.end)
        elif mark := _MARKS.get(tag):
            self.builder.mark(mark, start)
        elif tag in {"ext-link", "uri", "self-uri"}:
            target = element.attributes.get("href", element.content)
            address = f"https://doi.org/{target}" if element.attributes.get("ext-link-type") == "doi" else target
            self.builder.mark(MarkType.LINK, start, address if address.startswith("http") else target)
        elif tag == "fn":
            self.builder.mark(MarkType.FOOTNOTE, start, element.attributes.get("id", ""))
        self._break(tag, element.end)

    def _break(self, tag: str, at: int) -> None:
        if tag in _PARAGRAPHS:
            self.builder.end_paragraph(at)
        elif tag in _LINES:
            self.builder.end_line(at)

    def _citation(self, element: Element) -> None:
        """A citation; what it points to may be several ids."""
        start = self.builder.position
        self._children(element, 0)
        keys = [self._labels.get(rid, rid) for rid in element.attributes.get("rid", "").split()]
        text = self.builder.since(start)
        lead = len(text) - len(text.lstrip())
        if keys and text.strip():
            self.citations.append(FormatCitation(Span(start + lead, self.builder.position), tuple(dict.fromkeys(keys))))

    def _ref_list(self, element: Element, depth: int) -> None:
        """A list of works, under its own heading or that of all lists."""
        self.builder.end_paragraph(element.start)
        title = element.first("title")
        start = self.builder.position
        if title and title.content:
            self._children(title, depth)
        elif next(element.every("ref"), None):
            self.builder.insert("References", element.start)
        self.builder.mark(MarkType.HEADING, start, str(min(6, depth + 2)))
        self.builder.end_paragraph(element.start)
        for child in element.elements:
            if child.tag == "ref":
                self._ref(child)
            elif child.tag not in {"title", "label"}:
                self._element(child, depth + 1)
        self.builder.end_paragraph(element.end)

    def _ref(self, ref: Element) -> None:
        works = list(jats.citations(ref))
        if not works:
            self.problems.append((ref.start, f"the reference {ref.attributes.get('id', '')!r} holds no citation"))
        for work in works:
            self._works += 1
            self._work(work, ref.start)

    def _work(self, work: jats.Citation, at: int) -> None:
        """An entry of the list: printed with its label, and kept with its fields where they are tagged."""
        self.builder.end_line(at)
        start = self.builder.position
        label = f"[{work.label}]" if work.label else "•"
        if work.label:
            self.builder.insert(f"{label} ", at)
        if jats.is_printed(work.printed):
            self._children(work.printed, 0)
        else:
            self._print(work.printed)
        kind, fields = jats.fields_of(work.tagged)
        self.builder.mark(MarkType.LIST_ITEM, start, label)
        if fields:
            key, span = work.label or str(self._works), Span(start, self.builder.position)
            self.entries.append(Entry(key, kind, MappingProxyType(fields), span))
        self.builder.end_line(work.printed.end)

    def _print(self, citation: Element) -> None:
        """Print tagged fields, in their order, as a list of works would."""
        before, last = "", ""
        for child in _fields_of(citation):
            kind = "name" if child.tag in jats.NAMES else child.tag
            if kind == last == "name":
                before = ", "
            elif before:
                before = _BEFORE.get(kind, "). " if last == "issue" else ". ")
                before = ")" + before if last == "issue" and kind in _BEFORE else before
            self._part(child, before)
            before, last = ". ", kind

    def _part(self, element: Element, before: str) -> None:
        self.builder.drop_space()
        if before and self.builder.position:
            self.builder.flow_decoded(before, element.start)
        if element.tag == "etal":
            self.builder.insert("et al", element.start)
        elif element.tag == "pub-id" and (kind := element.attributes.get("pub-id-type")):
            self.builder.insert(f"{kind}:", element.start)
        for child in element.children:
            if isinstance(child, Element):
                self._element(child, 0)
                self.builder.flow(" ", child.end)
            elif child.text.strip():
                self._text(child)


def _fields_of(citation: Element) -> Iterator[Element]:
    """The fields of a citation, with the names of its groups among them."""
    for child in citation.elements:
        if child.tag == "person-group":
            yield from child.elements
        elif child.tag != "!--":
            yield child


READER = JatsReader()
