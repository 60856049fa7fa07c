"""CSL-JSON, which Zotero, Mendeley, pandoc and the registration agencies exchange.

The format is that of the Citation Style Language, version 1.0.2. The file is decoded object by object, so that each
has its place and a broken one costs only itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from types import MappingProxyType
from typing import Any

from refcheck.model.document import Document, Entry, Span
from refcheck.readers._cited_works import work_of_csl
from refcheck.readers._tagged import document_of_entries, line_finder
from refcheck.readers.base import MAX_ENTRIES, has_extension, peek
from refcheck.readers.encoding import is_binary

_START = re.compile(r"\s{0,2000}(?:\[\s{0,200}\{|\{)\s{0,200}\"")
_SIGNS = tuple(
    re.compile(pattern)
    for pattern in (
        (
            r'"type"\s{0,9}:\s{0,9}"(?:article(?:-journal|-magazine|-newspaper)?|book|chapter|paper-conference|thesis|report'
            r'|dataset|webpage|patent|entry-\w{1,20}|post(?:-weblog)?|journal-article|posted-content|proceedings-article)"'
        ),
        r'"(?:issued|published|accessed)"\s{0,9}:\s{0,9}\{\s{0,99}"date-parts"',
        r'"container-title(?:-short)?"\s{0,9}:',
        r'"(?:author|editor)"\s{0,9}:\s{0,9}\[\s{0,99}\{\s{0,99}"(?:family|given|literal|non-dropping-particle)"',
    )
)
_TITLE = re.compile(r'"title"\s{0,9}:')
_NEXT_OBJECT = re.compile(r"\}\s{0,200},?\s{0,200}(?=\{\s{0,200}\")")
_LISTS = ("items", "references")
"""What some programs wrap the list in, "references" being pandoc's."""
_MOST_TRIED = 5
FIELDS = {
    "title": "title",
    "container-title": "journal",
    "volume": "volume",
    "issue": "number",
    "page": "pages",
    "DOI": "doi",
    "PMID": "pmid",
    "PMCID": "pmcid",
    "URL": "url",
    "publisher": "publisher",
    "author": "author",
    "issued": "year",
}
"""CSL's names of those fields whose place is told, and ours."""


class CslReader:
    """Reads lists of works in CSL-JSON, or a single one."""

    name = "csl"
    extensions = (".csljson",)
    media_types = ("application/vnd.citationstyles.csl+json",)

    def recognises(self, head: bytes, name: str) -> float:
        """JSON whose objects are as CSL's are; other JSON is not for this reader, whatever it is called."""
        if is_binary(head):
            return 0.0
        beginning = peek(head)
        signs = sum(1 for sign in _SIGNS if sign.search(beginning)) if _START.match(beginning) else 0
        if signs > 1 and _TITLE.search(beginning):
            return 0.95
        return 0.65 if has_extension(name, self.extensions) else 0.0

    def read(self, data: bytes, path: str) -> Document:
        """The works with their fields."""
        return document_of_entries(data, path, self.name, _entries)


def _entries(text: str, problems: list[str]) -> Iterator[Entry]:
    decoder = json.JSONDecoder()
    line_of = line_finder(text)
    at = _first_object(text)
    count = 0
    while 0 <= at < len(text) and count < MAX_ENTRIES:
        try:
            item, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            line = line_of(getattr(error, "pos", at))
            what = getattr(error, "msg", "it is nested too deeply")
            problems.append(f"line {line}: an entry is broken and was passed over: {what}")
            following = _NEXT_OBJECT.search(text, max(at + 1, getattr(error, "pos", at) - 1))
            at = following.end() if following else -1
            continue
        if isinstance(item, dict) and (item.get("type") or item.get("title")):
            count += 1
            yield entry_of_csl(item, Span(at, end), _places(decoder, text[at:end], at, item))
        elif isinstance(item, dict):
            problems.append(f"line {line_of(at)}: an object that describes no work was passed over")
        at = text.find("{", end)
    if count >= MAX_ENTRIES:
        problems.append(f"more than {MAX_ENTRIES} entries; the rest was passed over")


def _first_object(text: str) -> int:
    """Where the first work begins: in the list, or in an object that the list is wrapped in."""
    wrapped = re.match(rf"\s{{0,2000}}\{{\s{{0,200}}\"(?:{'|'.join(_LISTS)})\"\s{{0,9}}:\s{{0,9}}\[\s{{0,200}}", text)
    return text.find("{", wrapped.end() if wrapped else 0)


def entry_of_csl(item: dict[str, Any], span: Span, places: dict[str, Span]) -> Entry:
    """The entry that an object of CSL describes."""
    work = work_of_csl(item, {})
    key = str(item.get("id") or item.get("citation-key") or item.get("citekey") or "").strip()
    in_book = "booktitle" in work.fields
    spans = {("booktitle" if in_book and name == "journal" else name): place for name, place in places.items()}
    known = {name: place for name, place in spans.items() if name in work.fields}
    return Entry(key, work.type, work.fields, span, MappingProxyType(known))


def _places(decoder: json.JSONDecoder, raw: str, at: int, item: dict[str, Any]) -> dict[str, Span]:
    """Where the values stand: after the first name that has the value, which passes over nested objects."""
    places = {}
    for theirs, ours in FIELDS.items():
        names = re.finditer(rf'"{theirs}"\s{{0,9}}:\s{{0,9}}', raw) if theirs in item else ()
        for name in islice(names, _MOST_TRIED):
            try:
                value, end = decoder.raw_decode(raw, name.end())
            except (ValueError, RecursionError):
                continue
            if value == item[theirs]:
                quoted = raw[name.end()] == '"'
                places[ours] = Span(at + name.end() + quoted, at + end - quoted)
                break
    return places


READER = CslReader()
