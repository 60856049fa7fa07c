"""What the writers of DOCX and ODT share: how text looks, and notes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from refcheck.model.document import MarkType, Span
from refcheck.readers.base import TextBuilder

_ANNOUNCEMENT = 40
"""Characters that a heading has at most which a user types above the endnotes that are the reference list."""

NoteKind = Literal["footnote", "endnote"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks; None where nothing is said of it."""

    bold: bool | None = None
    italic: bool | None = None
    superscript: bool | None = None
    hidden: bool | None = None

    def over(self, below: Look) -> Look:
        """This look where it says something, else the other."""
        return Look(
            below.bold if self.bold is None else self.bold,
            below.italic if self.italic is None else self.italic,
            below.superscript if self.superscript is None else self.superscript,
            below.hidden if self.hidden is None else self.hidden,
        )


class LookMarks:
    """Marks the stretches that look alike; those of several runs in a row are one."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._began: dict[MarkType, int] = {}

    def set(self, look: Look) -> None:
        """What is written from here on looks so."""
        for kind, holds in (
            (MarkType.BOLD, look.bold),
            (MarkType.ITALIC, look.italic),
            (MarkType.SUPERSCRIPT, look.superscript),
        ):
            if holds and kind not in self._began:
                self._began[kind] = self._builder.position
            elif not holds and kind in self._began:
                self._builder.mark(kind, self._began.pop(kind))


class Notes:
    """The footnotes and endnotes of a document, which are written after its body.

    They are numbered 1, 2, 3 whatever the numerals on the page, so that a number in the text and its note are found
    to belong together. Above them stands a heading, except where the body ends in one: "References", and the endnotes
    are the list.
    """

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._notes: dict[NoteKind, list[tuple[etree._Element, str]]] = {"footnote": [], "endnote": []}
        self._seen: set[etree._Element] = set()
        self._counts: dict[NoteKind, int] = {"footnote": 0, "endnote": 0}

    def number(self, kind: NoteKind) -> str:
        """The next note's number."""
        self._counts[kind] += 1
        return str(self._counts[kind])

    def add(self, kind: NoteKind, note: etree._Element, number: str) -> None:
        """Keep a note that the text refers to, once; its number is "" if it has another mark."""
        if note not in self._seen:
            self._seen.add(note)
            self._notes[kind].append((note, number))

    def write(self, write_note: Callable[[etree._Element, str], None]) -> None:
        """Write all of them, also those that only a note refers to."""
        headings: tuple[tuple[NoteKind, str], ...] = (("footnote", "Footnotes"), ("endnote", "Endnotes"))
        for kind, heading in headings:
            if self._notes[kind] and not self._is_announced():
                self._builder.end_paragraph(0)
                start = self._builder.position
                self._builder.insert(heading, 0)
                self._builder.mark(MarkType.HEADING, start, "1")
            for note, number in self._notes[kind]:  # which grows when a note refers to another
                self._builder.end_line(0)
                start = self._builder.position
                write_note(note, number)
                for mark in (MarkType.LIST_ITEM, MarkType.FOOTNOTE):
                    self._builder.mark(mark, start, number)

    def _is_announced(self) -> bool:
        last = self._builder.since(max(0, self._builder.position - 100)).rstrip().rpartition("\n")[2]
        return 0 < len(last) <= _ANNOUNCEMENT and not re.search(r"[\d\t]|[.。;；]$", last)


def span_since(builder: TextBuilder, start: int) -> Span:
    """What was written from an offset on, without white space at its beginning."""
    text = builder.since(start)
    return Span(start + len(text) - len(text.lstrip()), builder.position)
