"""A printed reference written anew in a style: what stands before and behind its body stays."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass

from refcheck.fix.base import Fix, Left, Want
from refcheck.fix.body import body_of
from refcheck.fix.csl import Style
from refcheck.fix.item import item_of
from refcheck.fix.manner import Manner, in_full_width
from refcheck.fix.markup import Wraps, lost_markup, marked_up
from refcheck.fix.rendering import Item, rendered, shown
from refcheck.model import CheckedDocument, CheckedReference, Document, MarkType, Reference, Span

FIELD = "reference"
"""In place of a field in a `Want`: all of them."""

_ARTICLES = frozenset({"journal-article", ""})
_LEAST = ("title", "container-title", "issued", "author")
_DOI = r"[\s,;]*(?:https?://(?:dx\.)?doi\.org/|\bdoi\s?[:：]?\s?)*{}\.?"


@dataclass(frozen=True, slots=True)
class Printing:
    """How the references of a document are printed.

    Attributes:
        style: of the list.
        manner: what of it the list does in its own way; None where the style alone is to count.
        wraps: the emphasis of the list.
    """

    style: Style
    manner: Manner | None
    wraps: Wraps


def written_anew(
    document: CheckedDocument, checked: CheckedReference, printing: Printing, want: Want
) -> Fix | Left | None:
    """The reference with its record's values, in a style; None where it is printed so already.

    Args:
        want: by which finding it is asked for.
    """
    record, reference, read = checked.resolution.record, checked.reference, document.article.document
    body = body_of(read, reference)
    if record is None or record.type not in _ARTICLES:
        return Left(want, "only articles of journals are written anew")
    if body is None:
        return Left(want, "where its fields begin and end cannot be told for certain")
    item = item_of(read.text, checked, record, printing.manner)
    if any(name not in item for name in _LEAST):
        return Left(want, "the record lacks the title, the journal, the year or the authors")
    if reference.claimed.et_al and len(record.authors) <= len(reference.claimed.authors):
        return Left(want, "the record has not all of the authors")
    doi, rest = ("", "") if printing.manner else _identifiers(read, reference, body, record.doi)
    text = rendered(printing.style, {**item, "DOI": doi} if doi else item)
    if doi and doi in text:
        body, text = Span(body.start, reference.span.end), text + rest
    old = " ".join(read.text[body.start : body.end].split())
    if printing.manner:
        text = in_full_width(text, old)
    if not text:
        return Left(want, f"it cannot be printed in the style {printing.style.name}")
    meant = Want(want.label, FIELD, text, want.code, want.safe, old, body)
    if text == old:
        return None
    place = read.place(body)
    source = read.source[place.start : place.end]
    if any(place.start <= read.place(mark.span).start < place.end for mark in read.marked(MarkType.COMMENT)):
        return Left(meant, "a comment stands in it")
    if re.search(r"\n\s*\n", source):
        return Left(meant, "it stands in several paragraphs")
    if any(_surplus(source, pair) != _surplus(old, pair) for pair in ("[]", "{}", "<>")):
        return Left(meant, "a link or command begins in it and ends behind it")
    new = marked_up(text, _values(item, text), _kept(read, reference, item), printing.wraps, read)
    if lost := lost_markup(source, new, read.format):
        return Left(meant, f"“{lost}” would be lost")
    column = place.start - (read.source.rfind("\n", 0, place.start) + 1)
    return Fix(meant, Span(place.start, place.end), _on_lines(new, source, column))


def _surplus(text: str, pair: str) -> int:
    """How many more brackets are opened than closed."""
    return text.count(pair[0]) - text.count(pair[1])


def _identifiers(read: Document, reference: Reference, body: Span, doi: str) -> tuple[str, str]:
    """The DOI behind the body as it is printed, for the style to print, and what stands there beside it.

    "" where it is not that of the work, or stands in a link.
    """
    tail = Span(body.end, reference.span.end)
    place, text = read.place(tail), read.text[tail.start : tail.end]
    found = re.search(_DOI.format(re.escape(doi)), text, re.IGNORECASE) if doi else None
    if not found or reference.identifiers.doi != doi or read.source[place.start : place.end] != text:
        return "", ""
    at = found.group().lower().rindex(doi)
    return found.group()[at : at + len(doi)], (text[: found.start()] + text[found.end() :]).rstrip()


def _values(item: Item, text: str) -> Mapping[str, str]:
    """The fields as they stand in a printed reference."""
    names = [shown(item[name]).rstrip(".") for name in ("container-title", "container-title-short")]
    names += [name.replace(".", "") for name in names]
    return {
        "title": item["title"],
        "journal": next((name for name in names if name in text), ""),
        "volume": item.get("volume", ""),
        "year": str(item["issued"]["date-parts"][0][0]),
    }


def _kept(read: Document, reference: Reference, item: Item) -> Mapping[str, str]:
    """The source of a title that stays, with the markup in it."""
    span = reference.field_spans["title"]
    place = read.place(span)
    source = " ".join(read.source[place.start : place.end].split())
    balanced = all(source.count(each) % 2 == 0 for each in "*_`$") and source.count("{") == source.count("}")
    stays = item["title"] == " ".join(read.text[span.start : span.end].split())
    return {"title": source} if stays and balanced and source != item["title"] else {}


def _on_lines(new: str, old: str, column: int) -> str:
    """The new source on lines as long as the old ones, and indented as they were."""
    lines = old.splitlines()
    if len(lines) < 2:
        return new
    indent = re.match(r"\s*", lines[1])
    width = max(len(line) + (column if line is lines[0] else 0) for line in lines)
    wrapped = textwrap.wrap(
        new, width, initial_indent=" " * column, subsequent_indent=indent.group() if indent else "",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    return ("\r\n" if "\r\n" in old else "\n").join(wrapped)[column:]
