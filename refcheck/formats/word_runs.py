"""Where characters of a Word document's text stand in its XML, and runs that end where a comment does."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from copy import deepcopy
from typing import NamedTuple

from lxml import etree

from refcheck.model import Span
from refcheck.readers.docx import Opened

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NOTES = ("footnote", "endnote")


class Stretch(NamedTuple):
    """The first and the last element of a comment's range: children of paragraphs of the body."""

    first: etree._Element
    last: etree._Element


class Runs:
    """The pieces of text of one document; `cut` first at every offset that matters, then ask for stretches."""

    def __init__(self, document: Opened) -> None:
        self._starts = [start for start, _ in document.pieces]
        self._elements = [element for _, element in document.pieces]
        self._root = document.root
        self._references = {
            (kind, element.get(self._name("id")) or ""): element
            for kind in _NOTES
            for element in document.root.iter(self._name(f"{kind}Reference"))
        }

    def cut(self, offsets: Iterable[int]) -> None:
        """Split the runs that have text on both sides of an offset. The text and its looks stay as they are."""
        for offset in offsets:
            at = bisect_right(self._starts, offset) - 1
            if at >= 0:
                self._cut(at, offset)

    def stretch(self, span: Span) -> Stretch | None:
        """What holds the text of a span; None if nothing of it is the author's (a number that Word adds, say)."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        last = bisect_right(self._starts, span.end - 1)
        inside = [at for at in range(first, last) if self._starts[at] + len(self._text(at)) > span.start]
        if not inside:
            return None
        begin, end = self._in_body(self._elements[inside[0]]), self._in_body(self._elements[inside[-1]])
        return None if begin is None or end is None else Stretch(begin, end)

    def first(self) -> Stretch | None:
        """The first piece of the text that a comment can stand at."""
        for element in self._elements[:100]:
            found = self._in_body(element)
            if found is not None:
                return Stretch(found, found)
        return None

    def _cut(self, at: int, offset: int) -> None:
        element, text = self._elements[at], self._text(at)
        inside = offset - self._starts[at]
        run = element.getparent()
        if run is None or inside >= len(text) or self._in_body(element) is not run:
            return
        if inside == 0:
            before = element.getprevious()
            if before is not None and before.tag != self._name("rPr"):
                self._split(run, element)
            return
        rest = deepcopy(element)
        rest.tail = None
        element.text, rest.text = text[:inside], text[inside:]
        for each in (element, rest):
            each.set(_SPACE, "preserve")
        element.addnext(rest)
        self._split(run, rest)
        self._starts.insert(at + 1, offset)
        self._elements.insert(at + 1, rest)

    def _split(self, run: etree._Element, element: etree._Element) -> None:
        """Move an element of a run, and those behind it, into a run of their own that looks the same."""
        new = run.makeelement(run.tag)
        for name, value in run.items():
            new.set(name, value)
        look = run.find(self._name("rPr"))
        if look is not None:
            new.append(deepcopy(look))
        moved = [element, *element.itersiblings()]
        new.extend(moved)
        run.addnext(new)

    def _in_body(self, element: etree._Element) -> etree._Element | None:
        """The child of the body's paragraph that holds an element.

        There are no comments in notes and text boxes: what stands there belongs to where the note or box is anchored.
        """
        found = None
        top = element
        for parent in element.iterancestors():
            if parent.tag == self._name("p"):
                found = top
            top = parent
        if top is self._root:
            return found
        for kind in _NOTES:
            note = next(element.iterancestors(self._name(kind)), None)
            reference = self._references.get((kind, (note.get(self._name("id")) or "") if note is not None else ""))
            if reference is not None:
                return self._in_body(reference)
        return None

    def _text(self, at: int) -> str:
        return str(self._elements[at].text or "")

    def _name(self, local: str) -> str:
        return f"{{{etree.QName(self._root).namespace}}}{local}"
