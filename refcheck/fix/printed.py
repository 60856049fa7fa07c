"""Fixes in a printed list: text, Markdown, and LaTeX where a reference stands there as it reads."""

from __future__ import annotations

import re
from collections import Counter

from refcheck.fix.base import Fix, Left, Task, end_in_source, source_span
from refcheck.fix.forms import number_like, pages_like, title_like
from refcheck.fix.identifiers import respelled
from refcheck.fix.journals import replacement
from refcheck.model import Reference, Span

_DOI_LEAD = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|\bdoi(?:[:：][ \t]?|[ \t]))\Z", re.IGNORECASE)
_TEX = re.compile(r"(?<!\\)[&%#_$]")


def fix(task: Task) -> Fix | Left:
    """Write what is wanted where the reference is printed."""
    want = task.want
    if task.checked is not None and task.checked.reference.structured:
        return Left(want, "the reference stands in fields, not in the text")
    if want.code == "ID107":
        return _append(task)
    if want.field in {"doi", "pmid", "pmcid", "arxiv"}:
        return _identifier(task)
    if want.field == "authors":
        return Left(want, "names in a printed list are for you to set right")
    span = task.checked.reference.field_spans.get(want.field) if task.checked else None
    place = source_span(task.document, span) if span else None
    if span is None or place is None:
        return Left(want, "where it is printed cannot be told for certain")
    old = task.document.article.document.text[span.start : span.end]
    new = _value(task, old)
    return Fix(want, place, new) if new else Left(want, f"it is not certain how “{want.value}” is printed here")


def _value(task: Task, old: str) -> str | None:
    want, record = task.want, task.record
    if record is None or ("\n" in old and want.field != "title"):
        return None
    if want.field == "pages":
        return pages_like(old, want.value, keep_single=True)
    if want.field in {"volume", "issue"}:
        return number_like(old, want.value)
    if want.field == "year":
        return want.value if re.fullmatch(r"\d{4}", old) else None
    if want.field == "title":
        return title_like(old, want.value, decode=str, write=lambda word: _in_format(task, word))
    name = want.value if want.safe else replacement(want.old, record, task.document.references)
    return _in_format(task, name.rstrip(".") if _has_stop_behind(task) else name)


def _has_stop_behind(task: Task) -> bool:
    """Whether the full stop of an abbreviated journal was printed, but left out of the field."""
    span = task.checked.reference.field_spans["journal"] if task.checked else task.want.span
    return task.document.article.document.text[span.end : span.end + 1] == "."


def _identifier(task: Task) -> Fix | Left:
    """Another spelling of an identifier, or another identifier, in place of the one that is printed."""
    want, read = task.want, task.document.article.document
    place = source_span(task.document, want.span)
    raw = read.text[want.span.start : want.span.end]
    if place is None or want.old.lower() not in raw.lower():
        return Left(want, "it stands in a link, or in another form than it reads")
    line = read.source.count(raw, max(0, place.start - 500), place.end + 500)
    if line > 1:
        return Left(want, "it is printed more than once here")
    new = respelled(raw, want.value, want.old)
    return Fix(want, place, new) if new else Left(want, "it stands in an address")


def _append(task: Task) -> Fix | Left:
    """The identifier at the end of the reference, in the way of its neighbours."""
    want, read = task.want, task.document.article.document
    span = task.checked.reference.span if task.checked else want.span
    text = read.text[span.start : span.end].rstrip()
    end = span.start + len(text)
    at = end_in_source(task.document, end)
    rest = read.source[at : at + 1]
    if not text or rest not in ("", "\n", "\r") or read.source[at - 1] != text[-1]:
        return Left(want, "where the reference ends cannot be told for certain")
    lead, stop = _usual(task)
    if want.field == "pmid":
        lead = "PMID: "
    dot = "" if text.endswith((".", "。", "．", "?", "!")) else "."
    return Fix(want, Span(at, at), f"{dot} {lead}{_in_format(task, want.value)}{stop}")


def _usual(task: Task) -> tuple[str, str]:
    """What the other references print before a DOI, and after it."""
    printed = Counter(
        style for checked in task.document.references if (style := _style(task, checked.reference)) is not None
    )
    return printed.most_common(1)[0][0] if printed else ("doi: ", "")


def _style(task: Task, reference: Reference) -> tuple[str, str] | None:
    text = task.document.article.document.text[reference.span.start : reference.span.end].rstrip()
    at = text.lower().find(reference.identifiers.doi or "\0")
    if at < 0:
        return None
    lead = _DOI_LEAD.search(text[:at])
    behind = text[at + len(reference.identifiers.doi or "") :]
    return (lead.group(), "." if behind[:1] == "." else "") if lead else None


def _in_format(task: Task, text: str) -> str:
    if task.document.article.document.format == "latex":
        return _TEX.sub(lambda match: "\\" + match.group(), text)
    return text
