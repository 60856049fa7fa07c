"""Works that citation managers keep behind citations: CSL-JSON (Zotero, Mendeley) and EndNote's XML."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from lxml import etree

from refcheck.model.document import Entry, FormatCitation, Span
from refcheck.readers._office_archive import child, local
from refcheck.text.folding import plain

_IN_A_BOOK = frozenset({"chapter", "paper-conference", "entry-dictionary", "entry-encyclopedia", "book section"})
_CSL_FIELDS = {
    "title": "title",
    "volume": "volume",
    "issue": "number",
    "page": "pages",
    "DOI": "doi",
    "PMID": "pmid",
    "PMCID": "pmcid",
    "URL": "url",
    "publisher": "publisher",
    "note": "note",
    "edition": "edition",
}
_ENDNOTE_FIELDS = {
    "title": ("titles", "title"),
    "volume": ("volume",),
    "number": ("number",),
    "pages": ("pages",),
    "doi": ("electronic-resource-num",),
    "pmcid": ("custom2",),
    "publisher": ("publisher",),
    "url": ("urls", "related-urls", "url"),
}
_ENDNOTE_TYPES = {
    "journal article": "article",
    "electronic article": "article",
    "book": "book",
    "edited book": "book",
    "electronic book": "book",
    "book section": "book section",
    "conference paper": "paper-conference",
    "conference proceedings": "paper-conference",
    "thesis": "thesis",
    "report": "report",
    "web page": "webpage",
    "patent": "patent",
    "dataset": "dataset",
}
_MAX_CODE = 4 * 1024**2
"""Characters of one citation's data that are looked at."""


@dataclass(frozen=True)
class Work:
    """A work as a citation manager keeps it; `identity` tells whether two citations mean the same."""

    identity: str
    type: str
    fields: Mapping[str, str]


@dataclass
class CitedWorks:
    """The works of one document, in order of citation, each once."""

    entries: list[Entry] = field(default_factory=list)
    citations: list[FormatCitation] = field(default_factory=list)
    _keys: dict[str, str] = field(default_factory=dict)
    _names: Counter[str] = field(default_factory=Counter)

    def cite(self, span: Span, works: Iterable[Work]) -> None:
        """Note that the text in `span` cites works. A work stands where it is first cited."""
        keys = []
        for work in works:
            if not work.fields:
                continue
            if work.identity not in self._keys:
                key = self._new_key(work)
                self._keys[work.identity] = key
                self.entries.append(Entry(key, work.type, MappingProxyType(dict(work.fields)), span))
            keys.append(self._keys[work.identity])
        if keys:
            self.citations.append(FormatCitation(span, tuple(dict.fromkeys(keys))))

    def _new_key(self, work: Work) -> str:
        """Family name and year, "Jinek2012", as people name keys; the manager's own is a random one."""
        family = work.fields.get("author", work.fields.get("title", "")).partition(",")[0]
        name = "".join(re.findall(r"\w+", family)[:3]) + work.fields.get("year", "") or "work"
        self._names[name] += 1
        return f"{name}-{self._names[name]}" if self._names[name] > 1 else name


def works_of_field(code: str, data: str = "") -> list[Work]:
    """The works that a Word field cites; none if it is not a citation manager's citation.

    Args:
        code: the field's code, "ADDIN ZOTERO_ITEM CSL_CITATION {…}".
        data: what Word keeps beside it in base64 (EndNote).
    """
    kind = code.split(None, 3)[:3]
    if kind[:1] != ["ADDIN"] or len(kind) < 2:
        return []
    if kind[1] in ("ZOTERO_ITEM", "CSL_CITATION", "Mendeley"):
        return works_of_csl(code)
    if kind[1].startswith("EN.CITE"):
        return _works_of_endnote(code) or _works_of_endnote(_from_base64(data))
    return []


def works_of_csl(code: str) -> list[Work]:
    """The works in a citation of CSL-JSON, ``{"citationItems": [{"itemData": {…}}]}``, wherever it begins in `code`."""
    start = code.find("{")
    try:
        citation, _ = json.JSONDecoder().raw_decode(code[start:_MAX_CODE]) if start >= 0 else ({}, 0)
    except (ValueError, RecursionError):
        return []
    items = _dictionary(citation).get("citationItems")
    works = []
    for item in items if isinstance(items, list) else ():
        data = _dictionary(_dictionary(item).get("itemData"))
        if data:
            works.append(work_of_csl(data, _dictionary(item)))
    return works


def works_of_tag(tag: str) -> list[Work]:
    """The works in the tag of a content control that Mendeley Cite made, ``MENDELEY_CITATION_v3_…`` in base64."""
    if not tag.startswith("MENDELEY_CITATION"):
        return []
    return works_of_csl(_from_base64(tag.rpartition("_")[2]))


def work_of_csl(data: dict[str, Any], item: dict[str, Any]) -> Work:
    """The work that an object of CSL-JSON describes; `item` is the citation it stands in, with its address if any."""
    kind = _text(data.get("type")).lower()
    fields = {ours: text for theirs, ours in _CSL_FIELDS.items() if (text := plain(_text(data.get(theirs))))}
    for role in ("author", "editor"):
        names = data.get(role)
        if people := [name for each in (names if isinstance(names, list) else ()) if (name := _csl_name(each))]:
            fields[role] = " and ".join(people)
    if container := plain(_text(data.get("container-title")) or _text(data.get("journalAbbreviation"))):
        fields["booktitle" if kind in _IN_A_BOOK else "journal"] = container
    if year := _csl_year(_dictionary(data.get("issued"))):
        fields["year"] = year
    if (number := _text(data.get("number"))).lower().startswith("arxiv:"):
        fields["eprint"] = number[6:].strip()
    uris = item.get("uris") or item.get("uri")
    uri = uris[0] if isinstance(uris, list) and uris else uris
    identity = _text(uri) or json.dumps([fields.get("doi"), fields.get("title"), fields.get("year")])
    return Work(identity, kind, fields)


def _csl_name(value: Any) -> str:
    name = _dictionary(value)
    family, given = _text(name.get("family")), _text(name.get("given"))
    particles = [_text(name.get(part)) for part in ("dropping-particle", "non-dropping-particle")]
    family = " ".join(part for part in (*particles, family) if part)
    given = " ".join(part for part in (given, _text(name.get("suffix"))) if part)
    if family and given:
        return f"{family}, {given}"
    return f"{{{group}}}" if (group := _text(name.get("literal")) or family or given) else ""


def _csl_year(issued: dict[str, Any]) -> str:
    parts = issued.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else ()
    stated = _text(first[0]) if isinstance(first, list) and first else ""
    year = re.search(r"\d{4}", stated or _text(issued.get("raw")) or _text(issued.get("literal")))
    return year[0] if year else ""


def _works_of_endnote(text: str) -> list[Work]:
    """The works in ``<EndNote><Cite>…</Cite></EndNote>``, wherever it begins in `text`."""
    start, end = text.find("<EndNote>"), text.rfind("</EndNote>")
    if start < 0 or end < 0 or end > _MAX_CODE:
        return []
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=True)
    root = etree.fromstring(text[start : end + len("</EndNote>")], parser)
    cites = [each for each in root if local(each) == "Cite"] if root is not None else []
    return [work_of_endnote(record) for cite in cites if (record := child(cite, "record")) is not None]


def work_of_endnote(record: etree._Element) -> Work:
    """The work that a record of EndNote's XML describes."""
    kind_element = child(record, "ref-type")
    kind = (kind_element.get("name") or "").lower() if kind_element is not None else ""
    fields = {name: text for name, place in _ENDNOTE_FIELDS.items() if (text := _inside(record, *place))}
    for role, group in (("author", "authors"), ("editor", "secondary-authors")):
        listed = child(record, "contributors", group)
        if people := [name for each in (listed if listed is not None else ()) if (name := _endnote_name(each))]:
            fields[role] = " and ".join(people)
    container = _inside(record, "periodical", "full-title") or _inside(record, "titles", "secondary-title")
    if container:
        fields["booktitle" if kind in {"book section", "conference paper"} else "journal"] = container
    if year := re.search(r"\d{4}", _inside(record, "dates", "year")):
        fields["year"] = year[0]
    accession = _inside(record, "accession-num")
    database = _inside(record, "remote-database-name") + _inside(record, "remote-database-provider")
    if accession.isdecimal() and (re.search("pubmed|medline|nlm", database.lower() + fields.get("url", "").lower())):
        fields["pmid"] = accession
    identity = _inside(record, "foreign-keys", "key") + "/" + (_inside(record, "rec-number") or fields.get("title", ""))
    return Work(identity, _ENDNOTE_TYPES.get(kind, kind), fields)


def _endnote_name(author: etree._Element) -> str:
    """EndNote has "Family, Given", "Given Family", and "Group," with nothing after the comma."""
    name = " ".join("".join(map(str, author.itertext())).split())
    if name.endswith(","):
        return f"{{{name.rstrip(', ')}}}"
    given, _, family = name.rpartition(" ")
    return name if "," in name or not given else f"{family}, {given}"


def _inside(record: etree._Element, *path: str) -> str:
    """The text of a descendant, without the styles that EndNote wraps it in."""
    element = child(record, *path)
    return " ".join("".join(map(str, element.itertext())).split()) if element is not None else ""


def _from_base64(text: str) -> str:
    packed = re.sub(r"\s", "", text[:_MAX_CODE])
    try:
        return base64.b64decode(packed + "=" * (-len(packed) % 4)).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""


def _dictionary(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else str(value) if isinstance(value, int) else ""
