"""Hayagriva's YAML, which Typst keeps references in: a mapping from keys to works, whose journal is their parent.

Fields as in Hayagriva's file format reference, version 0.8.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from refcheck.model.document import Document, Entry, Span
from refcheck.readers._tagged import Fields, document_of_entries, person
from refcheck.readers._yaml import Node
from refcheck.readers._yaml_list import entries_of
from refcheck.readers.base import has_extension, peek
from refcheck.readers.encoding import is_binary

_KEY = re.compile(r"^(?=[^\s#&*!|>'%@`{}\[\],?-])[^\s:][^\n:]{0,200}:[ \t]*(?:#[^\n]*)?\n", re.MULTILINE)
_TYPES = (
    r"article|chapter|entry|anthos|report|thesis|web|proceedings|book|blog|periodical|patent|reference|conference|misc"
)
_SIGN = re.compile(rf"^[ \t]+type:[ \t]*[\"']?(?:{_TYPES})\b", re.MULTILINE | re.IGNORECASE)
_TITLE = re.compile(r"^[ \t]+title:", re.MULTILINE)
_START = re.compile(r"\A(?:---[ \t]*\n)?(?:[ \t]*(?:#[^\n]{0,1000})?\n){0,100}")
_OURS = {"web": "webpage", "blog": "webpage", "anthos": "chapter", "entry": "chapter", "misc": ""}
_SIMPLE = {"volume": "volume", "issue": "number", "page-range": "pages", "note": "note"}
_SERIAL = {"doi": "doi", "pmid": "pmid", "pmcid": "pmcid", "arxiv": "eprint"}


class HayagrivaReader:
    """Reads Hayagriva's bibliographies."""

    name = "hayagriva"
    extensions = ()
    media_types = ()

    def recognises(self, head: bytes, name: str) -> float:
        """A mapping that begins with a key, of works that have a type and a title."""
        if is_binary(head) or has_extension(name, (".md", ".markdown", ".qmd", ".rmd")):
            return 0.0
        beginning = peek(head).replace("\r\n", "\n")
        start = _START.match(beginning)
        begins = _KEY.match(beginning, start.end() if start else 0)
        indented = begins and beginning[begins.end() : begins.end() + 1] in {" ", "\t"}
        return 0.9 if indented and _SIGN.search(beginning) and _TITLE.search(beginning) else 0.0

    def read(self, data: bytes, path: str) -> Document:
        """The works with their fields."""
        return document_of_entries(data, path, self.name, hayagriva_entries)


def hayagriva_entries(text: str, problems: list[str]) -> Iterator[Entry]:
    """The entries of a bibliography."""
    for node in entries_of(text, _KEY, problems):
        for key, work in node.value.items() if isinstance(node.value, dict) else ():
            if isinstance(work.value, dict):
                yield _entry(key, work, Span(node.start, node.end))


def _entry(key: str, work: Node, span: Span) -> Entry:
    fields = Fields()
    kind = _text(work.get("type")).lower()
    parents = parent.items if (parent := work.get("parent")) else []
    for role in ("author", "editor"):
        names = work.get(role)
        for name in names.items if names else ():
            fields.add_person(role, _person(name), Span(name.start, name.end))
    for node in (work, *parents):
        for theirs, ours in _SIMPLE.items():
            _put(fields, ours, node.get(theirs))
        _serial(fields, node.get("serial-number"))
        _put(fields, "publisher", node.get("publisher"))
        if (date := node.get("date")) and (year := re.match(r"\d{4}", date.text)):
            fields.put("year", year[0], Span(date.start, date.start + 4))
    for theirs, ours in (("title", "title"), ("url", "url")):
        _put(fields, ours, work.get(theirs))
    for node in parents[:1]:
        periodical = _text(node.get("type")).lower() in {"", "periodical", "newspaper", "blog"}
        _put(fields, "journal" if periodical else "booktitle", node.get("title"))
        in_proceedings = _text(node.get("type")).lower() in {"proceedings", "conference"}
        kind = "proceedings" if in_proceedings else "chapter" if kind == "article" and not periodical else kind
    return fields.entry(key, _OURS.get(kind, kind), span)


def _put(fields: Fields, name: str, node: Node | None) -> None:
    """Keep a field; one with variants (``value`` and a short form, the ``name`` of a publisher) is a mapping."""
    node = node.get("value") or node.get("name") or node if node else None
    if node and node.text:
        fields.put(name, node.text, Span(node.start, node.end))


def _serial(fields: Fields, node: Node | None) -> None:
    """Identifiers: a mapping of them, or a DOI alone."""
    if node and node.text.lower().removeprefix("doi:").strip().startswith("10."):
        _put(fields, "doi", node)
    for theirs, ours in _SERIAL.items():
        _put(fields, ours, node.get(theirs) if node else None)


def _person(name: Node) -> str:
    if isinstance(name.value, dict):
        family = " ".join(part for part in (_text(name.get("prefix")), _text(name.get("name"))) if part)
        given = " ".join(part for part in (_text(name.get("given-name")), _text(name.get("suffix"))) if part)
        return f"{family}, {given}" if given else person(family)
    return person(name.text)


def _text(node: Node | None) -> str:
    return node.text if node else ""


READER = HayagrivaReader()
