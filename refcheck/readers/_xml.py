"""XML to a tree in which every piece of text knows its place, and which a broken file does not spoil.

lxml tells the line of an element, not where its text stands, and gives up at the first mistake. This parser loads and
declares nothing: no document type, no entities but the predefined ones, HTML's and numbers. Elements below a depth that
no article has are taken for part of their parent, so that whoever walks the tree may recurse.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[A-Za-z_][\w.:-]{0,100})"
    r"(?P<attributes>(?:\s+[\w.:-]{1,100}\s{0,9}=\s{0,9}(?:\"[^\"<]*\"|'[^'<]*'))*)\s*(?P<empty>/?)>"
)
_ATTRIBUTE = re.compile(r"([\w.:-]{1,100})\s{0,9}=\s{0,9}(?:\"([^\"<]*)\"|'([^'<]*)')")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_DEEPEST = 120


@dataclass(slots=True)
class Text:
    """Character data: as it reads, and where it stands. `decoded` if the source has it in another form."""

    text: str
    start: int
    decoded: bool = False


@dataclass(slots=True)
class Element:
    """An element: its local name, its attributes by local name, what is in it, and its first and last offset."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | Text] = field(default_factory=list)
    start: int = 0
    end: int = 0

    @property
    def elements(self) -> Iterator[Element]:
        """The elements right below it."""
        return (child for child in self.children if isinstance(child, Element))

    def first(self, *tags: str) -> Element | None:
        """The first element right below it that has one of the names, the first name before the second."""
        return next((child for tag in tags for child in self.elements if child.tag == tag), None)

    def every(self, *tags: str) -> Iterator[Element]:
        """All elements below it that have one of the names, in order; none inside another."""
        for child in self.elements:
            if child.tag in tags:
                yield child
            else:
                yield from child.every(*tags)

    def texts(self) -> Iterator[Text]:
        """All character data below it, in order."""
        for child in self.children:
            if isinstance(child, Text):
                yield child
            else:
                yield from child.texts()

    @property
    def content(self) -> str:
        """Its text in one line."""
        return " ".join("".join(text.text for text in self.texts()).split())


@dataclass
class Tree:
    """What was read: an element without a name that holds the roots, and the mistakes with their offsets."""

    root: Element
    problems: list[tuple[int, str]]


def parse(source: str) -> Tree:
    """The tree of an XML document."""
    parser = _Parser(source)
    parser.run()
    return Tree(parser.open[0], parser.problems)


class _Parser:
    """Reads from one ``<`` to the next."""

    def __init__(self, source: str) -> None:
        self.open = [Element("", end=len(source))]
        self.problems: list[tuple[int, str]] = []
        self._source = source
        self._too_deep = 0
        self._next: dict[str, int] = {}

    def run(self) -> None:
        """Read everything."""
        source, at = self._source, 0
        while at < len(source):
            opening = source.find("<", at)
            opening = len(source) if opening < 0 else opening
            self._text(at, opening)
            at = self._markup(opening) if opening < len(source) else opening
        for element in self.open[1:]:
            self.problems.append((element.start, f"<{element.tag}> is not closed"))
            element.end = len(source)

    def _text(self, at: int, end: int) -> None:
        children = self.open[-1].children
        for entity in _ENTITY.finditer(self._source, at, end):
            decoded = html.unescape(entity.group())
            if decoded == entity.group():
                continue
            if at < entity.start():
                children.append(Text(self._source[at : entity.start()], at))
            children.append(Text(decoded, entity.start(), decoded=True))
            at = entity.end()
        if at < end:
            children.append(Text(self._source[at:end], at))

    def _markup(self, at: int) -> int:
        """Read what begins with the ``<`` at `at`; returns where the text goes on."""
        source = self._source
        if source.startswith("<!--", at):
            end = self._find("-->", at + 4)
            self.open[-1].children.append(Element("!--", {"text": source[at + 4 : end].strip()}, start=at, end=end))
            return end + 3
        if source.startswith("<![CDATA[", at):
            end = self._find("]]>", at + 9)
            self.open[-1].children.append(Text(source[at + 9 : end], at + 9))
            return end + 3
        if source.startswith("<?", at):
            return self._find("?>", at) + 2
        if source.startswith("<!", at):
            return self._declaration(at)
        tag = _TAG.match(source, at)
        if tag is None:
            self.problems.append((at, 'a "<" that begins no tag was read as text'))
            self.open[-1].children.append(Text("<", at))
            return at + 1
        name = tag["name"].rpartition(":")[2]
        if tag["end"]:
            self._end(name, at, tag.end())
        else:
            self._start(name, tag)
        return tag.end()

    def _declaration(self, at: int) -> int:
        """Pass over a document type; what it declares is not used."""
        source = self._source
        bracket, end = self._find("[", at), self._find(">", at)
        if bracket < end:
            end = self._find("]", bracket)
            if source.find("<!ENTITY", bracket, end) >= 0:
                self.problems.append((at, "the document declares entities of its own, which are not expanded"))
            end = self._find(">", end)
        return end + 1

    def _start(self, name: str, tag: re.Match[str]) -> None:
        if len(self.open) > _DEEPEST:
            self._too_deep += not tag["empty"]
            return
        element = Element(name, _attributes(tag["attributes"]), start=tag.start(), end=tag.end())
        self.open[-1].children.append(element)
        if not tag["empty"]:
            self.open.append(element)

    def _end(self, name: str, at: int, after: int) -> None:
        if self._too_deep:
            self._too_deep -= 1
            return
        place = next((i for i in range(len(self.open) - 1, 0, -1) if self.open[i].tag == name), 0)
        if not place:
            self.problems.append((at, f"</{name}> closes nothing"))
            return
        for element in self.open[place + 1 :]:
            self.problems.append((element.start, f"<{element.tag}> is not closed"))
            element.end = at
        self.open[place].end = after
        del self.open[place:]

    def _find(self, what: str, at: int) -> int:
        """Where something is next, the end if nowhere; what is not there is searched once."""
        known = self._next.get(what, -1)
        if known < at:
            known = self._source.find(what, at)
            known = self._next[what] = len(self._source) if known < 0 else known
        return known


def _attributes(text: str) -> dict[str, str]:
    """The attributes of a tag by local name; the first of a name counts."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text):
        value = match[2] if match[2] is not None else match[3]
        found.setdefault(match[1].rpartition(":")[2], html.unescape(value))
    return found
