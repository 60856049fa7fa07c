"""References that a format keeps as fields: a .bib entry, a RIS record, a citation manager's field in Word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import MappingProxyType

from refcheck.extract.identifiers import find_identifiers
from refcheck.model import Author, Entry, Fields, Identifiers, IdentifierType, Reference, Span
from refcheck.text.folding import fold
from refcheck.text.identifiers import NORMALISERS

# BibTeX's and BibLaTeX's types of work, RIS's and CSL's, in refcheck's words.
_TYPES = {
    "article": "article", "journal": "article", "jour": "article", "article-journal": "article", "ejour": "article",
    "book": "book", "mvbook": "book", "collection": "book", "booklet": "book", "edbook": "book", "monograph": "book",
    "inbook": "chapter", "incollection": "chapter", "chap": "chapter", "chapter": "chapter", "bookinbook": "chapter",
    "inproceedings": "proceedings", "conference": "proceedings", "proceedings": "proceedings", "cpaper": "proceedings",
    "conf": "proceedings", "paper-conference": "proceedings",
    "phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis", "thes": "thesis", "dissertation": "thesis",
    "techreport": "report", "report": "report", "rprt": "report", "manual": "report",
    "online": "webpage", "electronic": "webpage", "www": "webpage", "webpage": "webpage", "elec": "webpage",
    "post-weblog": "webpage", "patent": "patent", "pat": "patent", "standard": "standard", "stand": "standard",
    "dataset": "dataset", "data": "dataset", "unpublished": "preprint", "preprint": "preprint",
}  # fmt: skip
_STATED = ("authors", "title", "journal", "year", "volume", "issue", "pages", "publisher", "type")
_SHORTEST_TITLE = 16  # characters of a title that tells a work
_TITLE_START = 60  # characters of a title that are looked for in print
_AUTHOR_SPLIT = re.compile(r"\s+and\s+", re.IGNORECASE)


def reference_of(entry: Entry, label: str) -> Reference:
    """The reference that an entry states."""
    return Reference(
        label=label,
        text=_as_text(entry),
        span=entry.span,
        identifiers=identifiers_of(entry),
        claimed=_fields(entry),
        numbered=False,
        structured=True,
        field_spans=_spans(entry),
    )


def printed_entries(entries: Sequence[Entry], references: Sequence[Reference]) -> list[tuple[Entry, str]]:
    """The entries whose works are printed in the list as well, with the labels of their references there."""
    by_doi = {doi: reference.label for reference in references if (doi := reference.identifiers.doi)}
    printed = [(fold(reference.text), reference.label) for reference in references]
    found = []
    for entry in entries:
        title = fold(entry.fields.get("title", ""))[:_TITLE_START]
        label = by_doi.get(identifiers_of(entry).doi or "")
        if label is None and len(title) >= _SHORTEST_TITLE:
            label = next((label for text, label in printed if title in text), None)
        if label is not None:
            found.append((entry, label))
    return found


def _fields(entry: Entry) -> Fields:
    get = entry.fields.get
    names = [name for name in _AUTHOR_SPLIT.split(get("author") or get("editor") or "") if name.strip()]
    authors = tuple(_author(name) for name in names if name.casefold() not in ("others", "et al", "et al."))
    year = re.search(r"\b(\d{4})", get("year") or get("date") or "")
    return Fields(
        authors=authors,
        et_al=len(authors) < len(names),
        title=_one_line(get("title", "")),
        journal=_one_line(get("journal") or get("journaltitle") or get("booktitle") or ""),
        year=year[1] if year else "",
        volume=get("volume", "").strip(),
        issue=(get("number") or get("issue") or "").strip(),
        pages=(get("pages") or get("eid") or get("article-number") or "").strip().replace("--", "-"),
        publisher=_one_line(get("publisher") or get("school") or get("institution") or ""),
        type=_type(entry),
        confidence=MappingProxyType(dict.fromkeys(_STATED, 1.0)),
    )


def _author(name: str) -> Author:
    name = name.strip()
    if name.startswith("{") and name.endswith("}"):
        return Author(name=_one_line(name.strip("{}")))
    family, comma, given = name.partition(",")
    if comma:
        return Author(family=_one_line(family), given=_one_line(given.rsplit(",", 1)[-1]))
    given, _, family = name.rpartition(" ")
    return Author(family=_one_line(family), given=_one_line(given))


def _type(entry: Entry) -> str:
    known = _TYPES.get(entry.type.casefold(), "")
    is_preprint = entry.fields.get("eprint") and not (entry.fields.get("journal") or entry.fields.get("booktitle"))
    return "preprint" if is_preprint and known in ("", "article", "preprint") else known


def identifiers_of(entry: Entry) -> Identifiers:
    """The identifiers of the fields meant for them; of other fields where those have none."""
    get = entry.fields.get
    found: dict[IdentifierType, str] = {}
    for kind, keys in (
        (IdentifierType.DOI, ("doi",)),
        (IdentifierType.PMID, ("pmid",)),
        (IdentifierType.PMCID, ("pmcid", "pmc")),
    ):
        value = next((value for key in keys if (value := NORMALISERS[kind](get(key, "")))), None)
        if value:
            found[kind] = value
    if (get("archiveprefix") or get("eprinttype") or "arxiv").casefold() == "arxiv":
        arxiv = NORMALISERS[IdentifierType.ARXIV](get("eprint", ""))
        if arxiv:
            found[IdentifierType.ARXIV] = arxiv
    labelled = (f"doi: {get('doi', '')}", get("url", ""), get("howpublished", ""), get("note", ""), get("journal", ""))
    for text in labelled:
        for identifier in find_identifiers(text):
            if not identifier.malformed:
                found.setdefault(identifier.type, identifier.value)
    return Identifiers(**{kind.value: value for kind, value in found.items()})


def _spans(entry: Entry) -> MappingProxyType[str, Span]:
    """Where the fields stand, by refcheck's names."""
    names = {"author": "authors", "journaltitle": "journal", "booktitle": "journal", "date": "year", "number": "issue"}
    spans: dict[str, Span] = {}
    for key, span in entry.field_spans.items():
        spans.setdefault(names.get(key, key), span)
    return MappingProxyType(spans)


def _as_text(entry: Entry) -> str:
    """The entry as a reader would see it, for display and for searching by its whole text."""
    get = entry.fields.get
    volume = get("volume", "") + (f"({issue})" if (issue := get("number") or get("issue")) else "")
    place = ":".join(part for part in (volume, get("pages", "")) if part)
    names = "; ".join(_AUTHOR_SPLIT.split(get("author", "")))
    parts = (
        names,
        get("title"),
        get("journal") or get("journaltitle") or get("booktitle"),
        get("year") or get("date"),
        place,
        get("publisher") or get("school"),
        f"doi:{get('doi')}" if get("doi") else "",
    )
    return ". ".join(_one_line(part).rstrip(".") for part in parts if part)


def _one_line(text: str) -> str:
    return " ".join(text.replace("{", "").replace("}", "").split())
