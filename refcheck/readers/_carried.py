"""Works that a document takes over from a bibliography: those it cites, each where it is cited first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from refcheck.model.document import Entry, FormatCitation, Span


def carried_over(
    works: Mapping[str, Entry], citations: Iterable[FormatCitation], uncited: Iterable[tuple[str, int]] = ()
) -> Iterator[Entry]:
    """The entries that are cited, in order of citation.

    Args:
        works: the bibliography by key.
        citations: in order.
        uncited: further keys, or "*" for all, each with the place in the text where it is named.
    """
    places: dict[str, Span] = {}
    for citation in citations:
        for key in citation.keys:
            places.setdefault(key, citation.span)
    for key, at in uncited:
        for each in works if key == "*" else (key,):
            places.setdefault(each, Span(at, at))
    for key, place in places.items():
        if entry := works.get(key):
            yield replace(entry, span=place, field_spans=MappingProxyType({}))
