"""A Document as JSON and back: how one travels from the process that reads it to the one that asked.

JSON and not pickle: what a hostile file may have made of the child must not be run by the parent.
"""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import Any

from refcheck.model.document import Document, Entry, FormatCitation, Mark, MarkType, Span


def dump(document: Document) -> dict[str, Any]:
    """The document as plain values."""
    return {
        "path": document.path,
        "format": document.format,
        "text": document.text,
        "source": document.source,
        "origin": document.origin,
        "marks": [(mark.type.value, *_pair(mark.span), mark.value) for mark in document.marks],
        "entries": [
            (
                entry.key,
                entry.type,
                dict(entry.fields),
                _pair(entry.span),
                {name: _pair(span) for name, span in entry.field_spans.items()},
            )
            for entry in document.entries
        ],
        "citations": [(_pair(citation.span), citation.keys) for citation in document.citations],
        "title": document.title,
        "date": document.date,
        "encoding": document.encoding,
        "problems": document.problems,
    }


def load(values: dict[str, Any]) -> Document:
    """The document of which these are the plain values."""
    return Document(
        path=values["path"],
        format=values["format"],
        text=values["text"],
        source=values["source"],
        origin=tuple((start, source) for start, source in values["origin"]),
        marks=tuple(Mark(MarkType(kind), Span(start, end), value) for kind, start, end, value in values["marks"]),
        entries=tuple(
            Entry(
                key,
                kind,
                MappingProxyType(fields),
                Span(*span),
                MappingProxyType({name: Span(*place) for name, place in spans.items()}),
            )
            for key, kind, fields, span, spans in values["entries"]
        ),
        citations=tuple(FormatCitation(Span(*span), tuple(keys)) for span, keys in values["citations"]),
        title=values["title"],
        date=values["date"],
        encoding=values["encoding"],
        problems=tuple(values["problems"]),
    )


def encode(values: Any) -> bytes:
    """Plain values as bytes; half a surrogate pair, which a broken file may hold, survives."""
    return json.dumps(values, separators=(",", ":")).encode("ascii")


def decode(data: bytes) -> Any:
    """The plain values in bytes."""
    return json.loads(data)


def _pair(span: Span) -> tuple[int, int]:
    return span.start, span.end
