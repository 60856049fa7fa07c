"""RIS, which every citation manager and publisher's site exports: read line by line, so that each field has its place.

Tags as in the specification of Research Information Systems (2001) and the practice of EndNote, Zotero and Mendeley.
rispy reads the format too, but does not tell where anything stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from refcheck.model.document import Document, Entry, Span
from refcheck.readers._tagged import Fields, Line, document_of_entries, person, records, tagged_lines
from refcheck.readers.base import has_extension, peek
from refcheck.readers.encoding import is_binary

_LINE = re.compile(r"\s{0,3}([A-Z][A-Z0-9])[ \t]{1,3}-(?=\s|\Z)")
_FIRST = re.compile(r"\A(?:[^\n]{0,300}\n){0,20}?\s{0,3}TY[ \t]{1,3}-[ \t]{0,9}[A-Z]{2,10}[ \t]*\r?\n")
_SECOND = re.compile(r"^\s{0,3}(?:A[U1-4]|T[I1-3]|J[OFA12]|PY|Y1|DO|VL|ID|ER)[ \t]{1,3}-", re.MULTILINE)
_FIELDS = {
    "TI": "title",
    "T1": "title",
    "CT": "title",
    "VL": "volume",
    "IS": "number",
    "DO": "doi",
    "PB": "publisher",
    "UR": "url",
    "N1": "note",
}
_JOURNAL = ("JF", "JO", "T2", "BT", "JA", "J2", "J1", "T3")
"""The tags of a journal's or book's title, the fullest form first."""
_YEAR = ("PY", "Y1", "DA")
_ROLES = {"AU": "author", "A1": "author", "A2": "editor", "ED": "editor"}
_PARTS = frozenset({"CHAP", "CPAPER", "CONF"})
_BOOKS = frozenset({"BOOK", "EBOOK", "EDBOOK", "THES", "RPRT"})
_PMID = re.compile(
    r"(?:PMID:?\s{0,3})?(\d{5,8})\Z|https?://(?:www\.ncbi\.nlm\.nih\.gov/pubmed|pubmed\.ncbi\.nlm\.nih\.gov)/(\d{1,8})"
)
_PMCID = re.compile(r"PMC\d{4,9}\Z")


class RisReader:
    """Reads RIS files."""

    name = "ris"
    extensions = (".ris",)
    media_types = ("application/x-research-info-systems",)

    def recognises(self, head: bytes, name: str) -> float:
        """A type of work on one line and another field after it are certain."""
        if is_binary(head):
            return 0.0
        beginning = peek(head).replace("\r\n", "\n").replace("\r", "\n")
        if _FIRST.match(beginning) and _SECOND.search(beginning):
            return 0.95
        return 0.65 if has_extension(name, self.extensions) else 0.0

    def read(self, data: bytes, path: str) -> Document:
        """The records with their fields."""
        return document_of_entries(data, path, self.name, _entries)


def _entries(text: str, problems: list[str]) -> Iterator[Entry]:
    for record in records(tagged_lines(text, _LINE), "TY", "ER", problems):
        yield _entry(text, record)


def _entry(text: str, record: list[Line]) -> Entry:
    kind = record[0].value.upper()
    fields = Fields()
    for line in record:
        if role := _ROLES.get(line.tag):
            fields.add_person(role, person(line.value), line.span)
        elif name := _FIELDS.get(line.tag):
            fields.put(name, line.value, line.span)
        if line.tag in {"AN", "C2", "U2", "UR", "PM"}:
            _identifier(fields, record, line)
    by_tag = {line.tag: line for line in reversed(record) if line.value}
    container = next((by_tag[tag] for tag in _JOURNAL if tag in by_tag), None)
    if container and "title" not in fields.values and kind in _BOOKS:
        fields.put("title", container.value, container.span)
    elif container:
        fields.put("booktitle" if kind in _PARTS else "journal", container.value, container.span)
    for line in (by_tag[tag] for tag in _YEAR if tag in by_tag):
        if year := re.search(r"\d{4}", line.value):
            start = line.span.start + year.start()
            fields.put("year", year[0], Span(start, start + 4))
    _pages(fields, by_tag)
    key = by_tag["ID"].value if "ID" in by_tag else ""
    start = text.rfind("\n", 0, record[0].span.start) + 1
    return fields.entry(key, kind.lower(), Span(start, record[-1].span.end))


def _pages(fields: Fields, by_tag: dict[str, Line]) -> None:
    """First and last page; an article number (C7, or in some exports M1) where there are none."""
    first, last = by_tag.get("SP"), by_tag.get("EP")
    if first and last and "-" not in first.value and first.value != last.value:
        fields.put("pages", f"{first.value}-{last.value}", first.span)
    elif first:
        fields.put("pages", first.value, first.span)
    elif "C7" in by_tag:
        fields.put("pages", by_tag["C7"].value, by_tag["C7"].span)


def _identifier(fields: Fields, record: list[Line], line: Line) -> None:
    """A PMID or PMCID in the tags where exporters put them; a bare number only if the record says it is PubMed's."""
    if pmcid := _PMCID.match(line.value):
        fields.put("pmcid", pmcid[0], line.span)
    elif pmid := _PMID.match(line.value):
        databases = " ".join(other.value.lower() for other in record if other.tag in {"DB", "DP"})
        pubmed = line.tag == "AN" and ("pubmed" in databases or "medline" in databases)
        if pmid[2] or line.tag == "PM" or line.value.startswith("PMID") or pubmed:
            fields.put("pmid", pmid[1] or pmid[2], line.span)


READER = RisReader()
