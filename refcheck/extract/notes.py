"""Footnotes and endnotes: their markers in the text, and the notes themselves, of which some are references."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from refcheck.model import Document, Mark, MarkType, Reference, Span

_AFTER_MARKER = 8  # characters: a mark that goes further than its marker's own is a note


def notes_of(document: Document) -> list[Mark]:
    """The notes that stand apart from the text, in order; those inside a sentence, as of LaTeX, are not among them."""
    text = document.text
    return [
        mark
        for mark in document.marked(MarkType.FOOTNOTE)
        if mark.span.end - mark.span.start > len(mark.value) + _AFTER_MARKER
        and (mark.span.start == 0 or text[mark.span.start - 1] in "\n\f")
    ]


def markers_of(document: Document) -> list[Mark]:
    """The markers in the text that lead to notes, in order."""
    return [
        mark
        for mark in document.marked(MarkType.FOOTNOTE)
        if mark.value and 0 < mark.span.end - mark.span.start <= len(mark.value) + len("[^]")
    ]


def runs(document: Document, notes: Iterable[Mark]) -> list[Span]:
    """The stretches in which notes follow each other with nothing in between."""
    found: list[Span] = []
    for note in notes:
        if found and not document.text[found[-1].end : note.span.start].strip():
            found[-1] = Span(found[-1].start, max(found[-1].end, note.span.end))
        else:
            found.append(note.span)
    return found


def labels_by_marker(document: Document, references: Sequence[Reference]) -> Mapping[str, tuple[str, ...]]:
    """The labels of the references that stand in notes, by the value of the marker that leads there.

    A footnote and an endnote may bear the same number; then the one that is a reference is meant.
    """
    found: dict[str, list[str]] = defaultdict(list)
    ordered = sorted(references, key=lambda reference: reference.span)
    place = 0
    for note in notes_of(document):
        while place < len(ordered) and ordered[place].span.start < note.span.start:
            place += 1
        while place < len(ordered) and ordered[place].span in note.span:
            found[note.value].append(ordered[place].label)
            place += 1
    return {value: tuple(labels) for value, labels in found.items()}
