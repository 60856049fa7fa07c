"""What of a printed reference its style sets: between the label, and the identifiers and links behind it."""

from __future__ import annotations

import re

from refcheck.model import Document, Reference, Span

_TAIL = re.compile(
    r"(?<![A-Za-z])(?:https?://|10\.\d{4,9}/|doi\b|pmid\b|pmcid\b|pmc\d|arxiv\b|available\b|retrieved\b|accessed\b|e-?pub\b|url\b|"
    r"\[(?:pubmed|cross ?ref|google|doi|article|free|view|medline|web)\b)",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"[)\]）］”’\"'»》〉]{0,4}[.。．]?")
_WORD = re.compile(r"[^\W\d_]{3,}|[㐀-鿿]")


def body_of(document: Document, reference: Reference) -> Span | None:
    """Where the body stands in the document's text; None where it cannot be told.

    It ends before the first identifier or link behind the fields, or before words that belong to no field
    ("in Chinese").
    """
    spans = reference.field_spans
    if reference.structured or "title" not in spans or not reference.text:
        return None
    text = document.text[reference.span.start : reference.span.end].rstrip()
    start = text.find(reference.text.split(maxsplit=1)[0])
    last = max(span.end for span in spans.values()) - reference.span.start
    if start < 0 or not start <= last <= len(text):
        return None
    closed = _CLOSING.match(text, last)
    last = closed.end() if closed else last
    tail = _TAIL.search(text, last)
    end = tail.start() if tail else len(text)
    between = text[last:end]
    if _WORD.search(between) and not re.search(r"\d", between):
        end = last
    body = text[start:end].rstrip(" \t\n([（［,;，；")
    return Span(reference.span.start + start, reference.span.start + start + len(body))
