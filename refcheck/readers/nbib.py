"""PubMed's own format (MEDLINE display), as "Send to: Citation manager" gives it.

Fields as in "MEDLINE®PubMed® Data Element (Field) Descriptions" of the National Library of Medicine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from refcheck.model.document import Document, Entry, Span
from refcheck.readers._tagged import Fields, Line, document_of_entries, person, records, tagged_lines
from refcheck.readers.base import has_extension, peek
from refcheck.readers.encoding import is_binary

_LINE = re.compile(r"([A-Z][A-Z0-9 ]{1,3})-(?=\s|\Z)")
_FIRST = re.compile(r"\A(?:[^\n]{0,300}\n){0,20}?PMID- {0,3}\d{1,8}[ \t]*\r?\n")
_FIELDS = {"TI": "title", "BTI": "title", "VI": "volume", "IP": "number", "PG": "pages", "PB": "publisher"}
_TYPES = {"preprint": "preprint", "dataset": "dataset", "book": "book", "book chapter": "chapter"}


class NbibReader:
    """Reads MEDLINE files."""

    name = "nbib"
    extensions = (".nbib", ".medline")
    media_types = ("application/nbib",)

    def recognises(self, head: bytes, name: str) -> float:
        """A record that begins with its PMID is certain."""
        if is_binary(head):
            return 0.0
        if _FIRST.match(peek(head).replace("\r\n", "\n").replace("\r", "\n")):
            return 0.95
        return 0.65 if has_extension(name, self.extensions) else 0.0

    def read(self, data: bytes, path: str) -> Document:
        """The records with their fields."""
        return document_of_entries(data, path, self.name, _entries)


def _entries(text: str, problems: list[str]) -> Iterator[Entry]:
    for record in records(tagged_lines(text, _LINE), "PMID", "", problems):
        yield _entry(text, record)


def _entry(text: str, record: list[Line]) -> Entry:
    fields = Fields()
    for line in record:
        line.tag = line.tag.strip()
    names = "FAU" if any(line.tag == "FAU" for line in record) else "AU"
    by_tag = {line.tag: line for line in reversed(record) if line.value}
    for line in record:
        if line.tag == names:
            fields.add_person("author", person(line.value), line.span)
        elif line.tag == "CN":
            fields.add_person("author", f"{{{line.value}}}", line.span)
        elif line.tag in {"FED", "ED"} and ("FED" in by_tag) == (line.tag == "FED"):
            fields.add_person("editor", person(line.value), line.span)
        elif name := _FIELDS.get(line.tag):
            fields.put(name, _without_stop(line.value), line.span)
        elif line.tag in {"AID", "LID"} and line.value.endswith("[doi]"):
            doi = line.value.removesuffix("[doi]").rstrip()
            fields.put("doi", doi, Span(line.span.start, line.span.start + len(doi)))
    fields.put("pmid", record[0].value, record[0].span)
    for tag, name in (("TT", "title"), ("PMC", "pmcid"), ("JT", "journal"), ("TA", "journal")):
        if tag in by_tag:
            fields.put(name, _without_stop(by_tag[tag].value), by_tag[tag].span)
    if "DP" in by_tag and (year := re.search(r"\d{4}", by_tag["DP"].value)):
        start = by_tag["DP"].span.start + year.start()
        fields.put("year", year[0], Span(start, start + 4))
    types = [line.value.lower() for line in record if line.tag == "PT"]
    kind = next((_TYPES[each] for each in types if each in _TYPES), "article")
    start = text.rfind("\n", 0, record[0].span.start) + 1
    return fields.entry(record[0].value, kind, Span(start, record[-1].span.end))


def _without_stop(value: str) -> str:
    """A value without PubMed's full stop at its end, and a translated title without its brackets."""
    value = value.removesuffix(".")
    return value[1:-1].removesuffix(".") if value.startswith("[") and value.endswith("]") else value


READER = NbibReader()
