r"""Fixes in a .bib file, on the source: values between their own delimiters, new fields in the entry's own layout."""

from __future__ import annotations

import re
from dataclasses import dataclass

from refcheck.fix.authors import people_like
from refcheck.fix.base import Fix, Left, Task, entry_of, written
from refcheck.fix.forms import number_like, pages_like, title_like
from refcheck.fix.identifiers import respelled
from refcheck.fix.journals import replacement
from refcheck.model import Entry, Span
from refcheck.readers.bibtex import decode_latex

_NAMES = {
    "journal": ("journal", "booktitle"),
    "issue": ("number",),
    "pages": ("pages", "eid", "article-number"),
    "authors": ("author", "editor"),
}
"""The names that an entry has for a field, where they are not refcheck's."""

_BEFORE_VALUE = re.compile(r"(?:(\s*),)?(\s*)([A-Za-z][\w-]*)([ \t]*)=(\s*)([{\"]?)\Z")
_ENDS = frozenset('}",) \t\n')  # what stands behind a whole value, which a date's year is not
_ESCAPED = re.compile(r"(?<!\\)[&%#_$]")
_HAS_INNER_CAPITAL = re.compile(r".[A-Z]")


@dataclass(frozen=True, slots=True)
class _Layout:
    """How an entry sets out a field: white space before and after the comma, name, padding, after "=", delimiter."""

    before_comma: str
    before_name: str
    name: str
    padding: str
    before_value: str
    opening: str


def fix(task: Task) -> Fix | Left:
    """Write what is wanted into the entry."""
    want, read = task.want, task.document.article.document
    entry = entry_of(task)
    if entry is None:
        return Left(want, "it stands outside the entries")
    if any(one.fields.get("crossref", "").lower() == entry.key.lower() for one in read.entries if entry.key):
        return Left(want, "other entries take their fields from this one")
    if want.field in {"doi", "pmid", "pmcid", "arxiv"}:
        return _identifier(task, entry)
    name = next((name for name in _NAMES.get(want.field, (want.field,)) if name in entry.fields), "")
    span = entry.field_spans.get(name)
    if span is None:
        return Left(want, "the entry takes the field from another one")
    old = read.text[span.start : span.end]
    if want.field == "year":
        return written(task, span, want.value) if re.fullmatch(r"\d{4}", old) else Left(want, "it is not a plain year")
    opening = _opening(read.text, span)
    if opening is None:
        return Left(want, "the value is put together of several, or stands in an @string")
    new = _value(task, entry, name, old)
    if new is None:
        return Left(want, f"it is not certain how “{want.value}” is printed here")
    return written(task, span, new if opening or new.isdigit() else f"{{{new}}}")


def _value(task: Task, entry: Entry, name: str, old: str) -> str | None:
    """The new value as the source has it, without delimiters; None where it is not certain."""
    want, record = task.want, task.record
    if record is None:
        return None
    if want.field == "pages":
        return pages_like(old, want.value, dash=_usual_dash(task))
    if want.field in {"volume", "issue"}:
        return number_like(old, want.value)
    if want.field == "title":
        return title_like(old, want.value, decode=decode_latex, write=_protected if "{" in old else _escaped)
    if want.field == "authors":
        return people_like(old, entry.fields[name], record.authors, _escaped)
    name_wanted = want.value if want.safe else replacement(want.old, record, task.document.references)
    wrapped = old.startswith("{") and old.endswith("}") and old.count("{") == 1
    new = _escaped(name_wanted) if "&" not in old or "\\&" in old else name_wanted
    return (f"{{{new}}}" if wrapped else new) or None


def _identifier(task: Task, entry: Entry) -> Fix | Left:
    """An identifier in its own field, in another one such as the address, or as a new field."""
    want, read = task.want, task.document.article.document
    value = want.value
    if re.search(r"[{}\s\\]", value):
        return Left(want, "it has characters that are markup here")
    if want.field == "doi" and any(r"\_" in _source_of(task, one, "doi") for one in read.entries):
        value = _escaped(value)  # as this file does elsewhere
    whole = read.text[entry.span.start : entry.span.end].lower()
    if want.code in {"ID102", "ID103"} and whole.count(want.old.lower()) > 1:
        return Left(want, f"it stands in more than one field; the work found has {want.value}")
    span = entry.field_spans.get(want.field)
    if span is not None and (not want.old or span.overlaps(want.span) or want.span == entry.span):
        opening = _opening(read.text, span)
        if opening is None:
            return Left(want, "the value is put together of several, or stands in an @string")
        value = respelled(read.text[span.start : span.end], value, want.old) or value
        if want.code == "ID106":  # in its own field the identifier stands bare
            value = value[max(0, value.lower().find(want.value.lower())) :]
        return written(task, span, value if opening or value.isdigit() else f"{{{value}}}")
    if want.old:
        return _in_text(task)
    return _new_field(task, entry, want.field, value)


def _in_text(task: Task) -> Fix | Left:
    """An identifier inside the value of another field: the address, a note."""
    want, text = task.want, task.document.article.document.text
    new = respelled(text[want.span.start : want.span.end], want.value, want.old)
    return written(task, want.span, new) if new else Left(want, "it stands inside other text")


def _new_field(task: Task, entry: Entry, name: str, value: str) -> Fix | Left:
    """The field after the last known one of the entry, set out as that one is."""
    text = task.document.article.document.text
    whole = [one for one in entry.field_spans.values() if text[one.end : one.end + 1] in _ENDS]
    placed = [(one, _layout(text, entry, one)) for one in whole]
    laid_out = sorted(((one, layout) for one, layout in placed if layout), key=lambda pair: pair[0])
    if not laid_out:
        return Left(task.want, "the layout of the entry is not clear")
    last, layout = laid_out[-1]
    opening = next((one.opening for _, one in reversed(laid_out) if one.opening), "{")
    widths = {len(one.name + one.padding) for _, one in laid_out}
    aligned = len(widths) == 1 and len({len(one.name) for _, one in laid_out}) > 1
    shown = name.upper() if layout.name.isupper() else name.capitalize() if layout.name[0].isupper() else name
    padding = " " * max(1, widths.pop() - len(name)) if aligned else layout.padding
    closing = "}" if opening == "{" else '"'
    if '"' in value and opening == '"':
        opening, closing = "{", "}"
    field = f"{shown}{padding}={layout.before_value}{opening}{value}{closing}"
    end = last.end + (1 if text[last.end : last.end + 1] in ("}", '"') and layout.opening else 0)
    return written(task, Span(end, end), f"{layout.before_comma},{layout.before_name}{field}")


def _layout(text: str, entry: Entry, span: Span) -> _Layout | None:
    found = _BEFORE_VALUE.search(text, max(entry.span.start, span.start - 400), span.start)
    return _Layout(found[1] or "", *found.groups()[1:]) if found else None


def _opening(text: str, span: Span) -> str | None:
    """The delimiter of a value, "" for a bare number, None where the value is not one plain piece."""
    old, before, after = text[span.start : span.end], text[span.start - 1], text[span.end : span.end + 1]
    if (before, after) in {("{", "}"), ('"', '"')} and _is_balanced(old):
        outer = before == '"' and '"' in re.sub(r"\{[^{}]*\}", "", old)
        joined = re.match(r"\s*#", text[span.end + 1 : span.end + 100])
        return None if outer or joined else before
    return "" if old.isdigit() and before in "= \t\n" and after in ", \t\n}" else None


def _is_balanced(text: str) -> bool:
    depth = 0
    for brace in re.findall(r"(?<!\\)[{}]", text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _usual_dash(task: Task) -> str:
    """How the file prints page ranges: with two hyphens, unless most have one."""
    dashes = [re.search(r"-+|–", _source_of(task, one, "pages")) for one in task.document.article.document.entries]
    found = [match.group() for match in dashes if match]
    return max(("--", "-", "–"), key=found.count)


def _source_of(task: Task, entry: Entry, name: str) -> str:
    span = entry.field_spans.get(name)
    return task.document.article.document.text[span.start : span.end] if span else ""


def _escaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: "\\" + match.group(), text)


def _protected(word: str) -> str:
    """A new word of a title that protects its case elsewhere."""
    core = _escaped(word)
    return f"{{{core}}}" if _HAS_INNER_CAPITAL.search(core) else core
