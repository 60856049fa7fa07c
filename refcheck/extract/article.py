"""Everything that is found in a document: language, title, references, identifiers, citations and claims."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import MappingProxyType

from refcheck.extract.citations import find_citations
from refcheck.extract.claims import find_claims
from refcheck.extract.identifiers import find_identifiers
from refcheck.extract.language import language_of
from refcheck.extract.parser import parse_reference
from refcheck.extract.reference_list import ListEntry, ReferenceList, segment
from refcheck.extract.structured import identifiers_of, printed_entries, reference_of
from refcheck.model import Article, Document, Entry, Identifier, Identifiers, MarkType, Reference, Span

_REPEATED_AUTHORS = re.compile(r"(?:[-—–―_]{2,8}|[—―])[.,]?\s")
_LONGEST_TITLE = 300
_FEWEST_LETTERS = 4


def extract(document: Document) -> Article:
    """Find what is in a document."""
    is_database = _is_database(document)
    printed = ReferenceList() if is_database else segment(document)
    language = language_of(_prose(document, printed))
    stated = {entry.span.start: entry for entry in document.entries}
    references = [_reference(entry, stated.get(entry.span.start)) for entry in printed.entries]
    references = references or list(_structured(document))
    identifiers = _assigned([*find_identifiers(document.text), *_in_links(document)], references)
    references = _known(document, _identified(_with_repeated_authors(references), identifiers))
    citations = find_citations(document, printed.span, references)
    entries = [entry.span for entry in document.entries] if is_database else ()
    claims = find_claims(document, language, references, citations, printed.span, entries=entries)
    return Article(
        document=document,
        language=language,
        title=document.title or _first_line(document, printed),
        references=tuple(references),
        identifiers=tuple(identifiers),
        citations=tuple(citations),
        claims=tuple(claims),
        list_span=printed.span,
    )


def _is_database(document: Document) -> bool:
    """Whether the document is nothing but structured entries, as a .bib file is; an article's print as a list."""
    if document.marked(MarkType.LIST_ITEM):
        return False
    covered = sum(entry.span.end - entry.span.start for entry in document.entries)
    return covered > 0.5 * len(document.text.strip())


def _prose(document: Document, printed: ReferenceList) -> str:
    """The text outside the reference list, or all of it when there is hardly any."""
    if printed.span is None:
        return document.text
    outside = document.text[: printed.span.start] + document.text[printed.span.end :]
    return outside if sum(map(str.isalpha, outside)) >= 40 else document.text


def _reference(entry: ListEntry, stated: Entry | None) -> Reference:
    """The reference of a printed entry: parsed, or with the fields that the format states of it, as JATS does."""
    if stated is not None:
        return replace(reference_of(stated, entry.label), text=entry.text, span=entry.span, numbered=entry.numbered)
    parsed = parse_reference(entry.text)
    spans = {name: entry.unwrapped.span(span) for name, span in parsed.spans.items()}
    return Reference(
        label=entry.label,
        text=entry.text,
        span=entry.span,
        claimed=parsed.fields,
        numbered=entry.numbered,
        field_spans=MappingProxyType(spans),
    )


def _structured(document: Document) -> Iterator[Reference]:
    """The references of the format's own entries; a key that comes again gets a suffix, a missing one its place."""
    taken: set[str] = set()
    for place, entry in enumerate(document.entries, 1):
        label = entry.key or str(place)
        while label in taken:
            label += "a"
        taken.add(label)
        yield reference_of(entry, label)


def _in_links(document: Document) -> Iterator[Identifier]:
    """Identifiers in the addresses of links whose text does not show them; they stand where the link's text does."""
    for mark in document.marked(MarkType.LINK):
        shown = {(one.type, one.value) for one in find_identifiers(document.text[mark.span.start : mark.span.end])}
        for one in find_identifiers(mark.value):
            if (one.type, one.value) not in shown and not one.malformed:
                yield replace(one, span=mark.span)


def _assigned(found: Sequence[Identifier], references: Sequence[Reference]) -> list[Identifier]:
    """The identifiers in order of position, each with the label of the reference that it stands in."""
    ordered = sorted(references, key=lambda reference: reference.span)
    starts = [reference.span.start for reference in ordered]
    assigned = []
    for one in sorted(found, key=lambda identifier: (identifier.span, identifier.type)):
        place = bisect_right(starts, one.span.start) - 1
        inside = place >= 0 and one.span.start < ordered[place].span.end
        assigned.append(replace(one, reference=ordered[place].label) if inside else one)
    return assigned


def _identified(references: Sequence[Reference], identifiers: Sequence[Identifier]) -> list[Reference]:
    """The references, each with the first valid identifier of every scheme that stands in it."""
    first: dict[str, dict[str, str]] = {}
    for one in identifiers:
        if one.reference is not None and not one.malformed:
            first.setdefault(one.reference, {}).setdefault(one.type.value, one.value)
    return [
        reference
        if reference.structured
        else replace(reference, identifiers=Identifiers(**first.get(reference.label, {})))
        for reference in references
    ]


def _known(document: Document, references: Sequence[Reference]) -> list[Reference]:
    """The references, each with what the format knows of its work, as a citation manager's fields in Word do."""
    printed = () if any(one.structured for one in references) else printed_entries(document.entries, references)
    known = {label: identifiers_of(entry) for entry, label in printed}
    return [replace(one, known=known[one.label]) if one.label in known else one for one in references]


def _with_repeated_authors(references: Sequence[Reference]) -> list[Reference]:
    """The references, those that begin with a dash in place of their authors with the authors of the one before."""
    found: list[Reference] = []
    for one in references:
        if found and not one.claimed.authors and _REPEATED_AUTHORS.match(one.text):
            before = found[-1].claimed
            one = replace(one, claimed=replace(one.claimed, authors=before.authors, et_al=before.et_al))  # noqa: PLW2901
        found.append(one)
    return found


def _first_line(document: Document, printed: ReferenceList) -> str:
    """The first line of the text when it looks like a title: no sentence, no list, no address."""
    match = re.search(r"\S[^\n\f]*", document.text)
    if match is None or (printed.span and Span(*match.span()).overlaps(printed.span)):
        return ""
    line = match[0].strip().lstrip("#").strip()
    letters = sum(map(str.isalpha, line))
    sentence = line.endswith(tuple("。！!；;,，:：")) or "。" in line or line.count(". ") > 1
    plain = letters >= _FEWEST_LETTERS and not re.match(r"(?:https?://|[•\-*\[@%\\{<]|\d+[.)])", line)
    return line if plain and not sentence and len(line) <= _LONGEST_TITLE else ""
