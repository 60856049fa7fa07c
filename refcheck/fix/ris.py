"""Fixes in a RIS file: values on their lines, a DOI on a line of its own."""

from __future__ import annotations

import re

from refcheck.fix.base import Fix, Left, Task, entry_of, written
from refcheck.fix.forms import number_like, pages_like, title_like
from refcheck.fix.identifiers import respelled
from refcheck.fix.journals import replacement
from refcheck.model import Entry, Span

_NAMES = {"journal": ("journal", "booktitle"), "issue": ("number",), "authors": ("author",)}
_TAG = re.compile(r"[A-Z][A-Z0-9]([ \t]{1,3}-[ \t]?)")
_LAST_PAGE = re.compile(r"\n\s{0,3}EP[ \t]{1,3}-[ \t]{0,3}(\S{1,20})[ \t]*(?=\n|\Z)")


def fix(task: Task) -> Fix | Left:
    """Write what is wanted into the record."""
    want, read = task.want, task.document.article.document
    entry = entry_of(task)
    if entry is None:
        return Left(want, "it stands outside the records")
    if want.code.startswith("ID"):
        return _identifier(task, entry)
    name = next((one for one in _NAMES.get(want.field, (want.field,)) if one in entry.field_spans), "")
    span = entry.field_spans.get(name)
    if span is None or want.field == "authors":
        return Left(want, "it is for you to set right in your reference manager")
    old = read.text[span.start : span.end]
    if want.field == "pages" and (last := _LAST_PAGE.match(read.text, span.end)):
        return _range(task, span, last)
    new = _value(task, old)
    return written(task, span, new) if new else Left(want, f"it is not certain how “{want.value}” is printed here")


def _value(task: Task, old: str) -> str | None:
    want, record = task.want, task.record
    if record is None:
        return None
    if want.field == "pages":
        return pages_like(old, want.value)
    if want.field in {"volume", "issue"}:
        return number_like(old, want.value)
    if want.field == "year":
        return want.value if re.fullmatch(r"\d{4}", old) else None
    if want.field == "title":
        return title_like(old, want.value, decode=str, write=str)
    return want.value if want.safe else replacement(want.old, record, task.document.references)


def _range(task: Task, first: Span, last: re.Match[str]) -> Fix | Left:
    """First and last page, which have a line each."""
    pages = re.fullmatch(r"(\w{1,12})-(\w{1,12})", task.want.value)
    if not pages:
        return Left(task.want, "the record has no last page")
    between = task.document.article.document.text[first.end : last.start(1)]
    return written(task, Span(first.start, last.end(1)), f"{pages[1]}{between}{pages[2]}")


def _identifier(task: Task, entry: Entry) -> Fix | Left:
    """An identifier in its own field, in another one such as the address, or as a new DOI."""
    want, text = task.want, task.document.article.document.text
    span = entry.field_spans.get(want.field)
    if span is not None:
        new = respelled(text[span.start : span.end], want.value, want.old) or want.value
        bare = new[max(0, new.lower().find(want.value.lower())) :]
        return written(task, span, bare if want.code == "ID106" else new)
    if want.old:
        new = respelled(text[want.span.start : want.span.end], want.value, want.old)
        return written(task, want.span, new) if new else Left(want, "it stands inside other text")
    tag = _TAG.match(text, entry.span.start)
    if want.field != "doi" or not tag:
        return Left(want, "it is for you to add in your reference manager")
    return written(task, Span(entry.span.end, entry.span.end), f"\nDO{tag[1]}{want.value}")
