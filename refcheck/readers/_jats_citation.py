"""One reference of a JATS list: its fields by their tags, and its text as it is printed or would be.

Tags of JATS 1.3 (ANSI/NISO Z39.96-2021) and of NLM's earlier Journal Publishing DTD.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from refcheck.readers._xml import Element

CITATIONS = ("element-citation", "mixed-citation", "nlm-citation", "citation")
_STATED = ("element-citation", "nlm-citation")
_TYPES = {
    "journal": "article",
    "article": "article",
    "book": "book",
    "book-chapter": "chapter",
    "chapter": "chapter",
    "confproc": "proceedings",
    "conference": "proceedings",
    "thesis": "thesis",
    "dissertation": "thesis",
    "report": "report",
    "gov": "report",
    "web": "webpage",
    "website": "webpage",
    "webpage": "webpage",
    "data": "dataset",
    "dataset": "dataset",
    "preprint": "preprint",
    "patent": "patent",
    "standard": "standard",
}
_SIMPLE = {"year": "year", "volume": "volume", "issue": "number", "publisher-name": "publisher", "uri": "url"}
_IDENTIFIERS = {"doi": "doi", "pmid": "pmid", "pmcid": "pmcid", "pmc": "pmcid", "arxiv": "eprint"}
NAMES = ("name", "string-name", "collab", "anonymous", "etal")
_TITLES = ("article-title", "chapter-title", "data-title", "part-title")


@dataclass(frozen=True, slots=True)
class Citation:
    """What a list says of one work: the element that is printed, the one whose tags count, and its label."""

    label: str
    printed: Element
    tagged: Element


def citations(ref: Element) -> Iterator[Citation]:
    """The works of a ``<ref>``, most often one; its label is that of the first."""
    label = ref.first("label")
    printed = re.search(r"\d{1,5}[a-z]?", label.content) if label else None
    number = printed[0] if printed and len(label.content) < 10 else ""  # type: ignore[union-attr]
    for place, each in enumerate(child for child in ref.elements if child.tag in (*CITATIONS, "citation-alternatives")):
        suffix = chr(ord("a") + place % 26) if place and number else ""
        forms = [each] if each.tag in CITATIONS else [child for child in each.elements if child.tag in CITATIONS]
        if forms:
            tagged = next((form for form in forms if form.tag in _STATED), forms[0])
            shown = next((form for form in forms if form.tag not in _STATED), forms[0])
            yield Citation(number + suffix, shown, tagged)


def is_printed(citation: Element) -> bool:
    """Whether a citation holds its punctuation, so that its text can be printed as it stands."""
    return citation.tag not in _STATED and any(
        re.search(r"[^\W_]|[.,;:]", text) for child in citation.children if (text := getattr(child, "text", ""))
    )


def fields_of(citation: Element) -> tuple[str, dict[str, str]]:
    """The type of work and its fields; no fields where the tags say too little for its text not to be parsed."""
    stated = citation.attributes.get("publication-type", citation.attributes.get("citation-type", "")).lower()
    kind = _TYPES.get(stated, stated or "article")
    fields: dict[str, str] = {}
    for role in ("author", "editor"):
        if people := [name for each in names_of(citation, role) if (name := _person(each))]:
            fields[role] = " and ".join(people)
    for tag, name in _SIMPLE.items():
        if found := next(citation.every(tag), None):
            fields[name] = found.content
    title = next((found for tag in _TITLES if (found := next(citation.every(tag), None))), None)
    source = next(citation.every("source"), None) or next(citation.every("conf-name"), None)
    if title:
        fields["title"] = title.content.rstrip(".")
        kind = "chapter" if kind == "book" else kind
    if source:
        place = (
            ("booktitle" if kind in {"chapter", "proceedings"} else "journal")
            if title or kind == "article"
            else "title"
        )
        fields[place] = source.content.rstrip(",;")
    fields |= _pages(citation)
    for each in citation.every("pub-id", "object-id"):
        known = _IDENTIFIERS.get(
            each.attributes.get("pub-id-type", each.attributes.get("assigning-authority", "")).lower()
        )
        if known:
            fields.setdefault(known, each.content)
    for link in citation.every("ext-link"):
        fields.setdefault("url", link.attributes.get("href", link.content))
    enough = "year" in fields and "author" in fields and ("title" in fields or "journal" in fields)
    return kind, fields if enough or citation.tag in _STATED else {}


def _pages(citation: Element) -> dict[str, str]:
    first, last, number, whole = (
        found.content if (found := next(citation.every(tag), None)) else ""
        for tag in ("fpage", "lpage", "elocation-id", "page-range")
    )
    pages = f"{first}-{last}" if first and last and first != last else first or whole or number
    return {"pages": pages} if pages else {}


def names_of(citation: Element, role: str) -> Iterator[Element]:
    """The names of the authors or editors, whether the tags group them or not."""
    grouped = list(citation.every("person-group"))
    for group in grouped:
        kind = group.attributes.get("person-group-type", "author")
        if kind == role or (role == "author" and kind in {"allauthors", "compiler", "inventor"}):
            yield from group.every(*NAMES)
    if role == "author" and not grouped:
        yield from citation.every(*NAMES)


def _person(name: Element) -> str:
    """A name as "Family, Given"; a group in braces."""
    if name.tag == "etal":
        return "others"
    family, given, suffix = (
        found.content if (found := name.first(tag)) else "" for tag in ("surname", "given-names", "suffix")
    )
    if family and given:
        return f"{family}, {' '.join(part for part in (given, suffix) if part)}"
    if family or (name.tag == "string-name" and " " not in name.content):
        return family or name.content
    return f"{{{name.content}}}" if name.tag != "string-name" and name.content else name.content
