"""EndNote's XML export: each record is parsed by itself, has its place, and if it is broken costs only itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

from refcheck.model.document import Document, Entry, Span
from refcheck.readers._cited_works import work_of_endnote
from refcheck.readers._tagged import document_of_entries, line_finder
from refcheck.readers.base import MAX_ENTRIES, has_extension, peek
from refcheck.readers.encoding import is_binary

_RECORD = re.compile(r"<record(?=[\s>])")
_END = "</record>"
_SIGN = re.compile(r"<(?:ref-type|rec-number|source-app|contributors|titles)[\s>]")
_ENTITIES = re.compile(r"<!ENTITY")
_MAX_RECORD = 2 * 1024**2
_PLACES = {
    "title": "title",
    "secondary-title": "journal",
    "full-title": "journal",
    "year": "year",
    "volume": "volume",
    "number": "number",
    "pages": "pages",
    "electronic-resource-num": "doi",
    "accession-num": "pmid",
}


class EndnoteReader:
    """Reads EndNote XML."""

    name = "endnote"
    extensions = (".enx",)
    media_types = ("application/x-endnote-xml",)

    def recognises(self, head: bytes, name: str) -> float:
        """Records with EndNote's elements are certain."""
        beginning = "" if is_binary(head) else peek(head)
        if re.match(r"\s{0,2000}<", beginning) and _RECORD.search(beginning) and _SIGN.search(beginning):
            return 0.95
        return 0.65 if has_extension(name, self.extensions) and not is_binary(head) else 0.0

    def read(self, data: bytes, path: str) -> Document:
        """The records with their fields."""
        return document_of_entries(data, path, self.name, _entries)


def _entries(text: str, problems: list[str]) -> Iterator[Entry]:
    if _ENTITIES.search(text, 0, 4096):
        problems.append("it declares entities of its own, which are not expanded")
    line_of = line_finder(text)
    starts = [match.start() for match in _RECORD.finditer(text)]
    for number, (start, following) in enumerate(pairwise([*starts, len(text)])):
        if number >= MAX_ENTRIES:
            problems.append(f"more than {MAX_ENTRIES} entries; the rest was passed over")
            return
        closing = text.find(_END, start, following)
        line = line_of(start)
        if closing < 0 or closing - start > _MAX_RECORD:
            problems.append(f"line {line}: the record does not end, or is too long; passed over")
            continue
        end = closing + len(_END)
        try:
            entry = _entry(text[start:end], start)
        except etree.XMLSyntaxError as error:
            at = line + (error.position[0] or 1) - 1
            reason = str(error.msg).partition(", line")[0]
            problems.append(f"line {at}: the record that begins in line {line} is broken and was passed over: {reason}")
            continue
        yield entry


def _entry(raw: str, at: int) -> Entry:
    """The entry of one record.

    Raises:
        etree.XMLSyntaxError: it is not well formed.
    """
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    record = etree.fromstring(raw.encode("utf-8", "replace"), parser)
    work = work_of_endnote(record)
    number = record.findtext("rec-number") or ""
    spans: dict[str, Span] = {}
    for theirs, ours in _PLACES.items():
        element = re.search(rf"<{theirs}(?:\s[^<>]{{0,300}})?>(?:<style[^<>]{{0,300}}>)?([^<]{{1,5000}})<", raw)
        name = "booktitle" if ours == "journal" and "booktitle" in work.fields else ours
        if element and name in work.fields:
            spans.setdefault(name, Span(at + element.start(1), at + element.end(1)))
    return Entry(number.strip(), work.type, work.fields, Span(at, at + len(raw)), spans)


READER = EndnoteReader()
