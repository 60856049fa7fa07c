"""Citations by author and year: (Smith et al., 2020; Lee & Park, 2019), Smith (2020), （张三等，2020）."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from refcheck.model import Citation, Reference, Span
from refcheck.text.folding import fold

_YEAR = r"(?:1[89]|20)\d\d"
_PARTICLE = r"(?:(?:de|van|von|den|der|da|di|du|la|le|del|dos|el|al|bin|ten|ter)[\s-])"
_NAME = rf"{_PARTICLE}{{0,3}}[^\W\d_a-z][\w'’´-]{{1,30}}(?:[\s-](?!and\b|et\b|in\b)[^\W\d_a-z][\w'’-]{{1,30}}){{0,2}}"
_PARENTHESIS = re.compile(r"[(（\[]([^()（）\[\]]{5,460})[)）\]]")
_CITED = re.compile(
    rf"(?:(?:see also|see|e\.g\.|cf\.|reviewed (?:in|by)|i\.e\.|and|also|as in|but see|for example)[,:]?\s){{0,2}}"
    rf"(?P<name>[\u4e00-\u9fff]{{2,4}}?(?=等|和|与|及|[,，\s])|{_NAME})"
    rf"(?P<more>(?:,\s{_NAME}){{0,6}},?\s?(?:(?:and|&|et|和|与|及)\s?(?:{_NAME}|[\u4e00-\u9fff]{{2,4}}|colleagues|others)|et\s?al\.?,?|等人?)?)?"
    rf"[,，]?\s?(?P<years>{_YEAR}[a-z]?(?:\s?[,，]\s?(?:{_YEAR})?[a-z]?(?![\w])){{0,5}})"
)
_NARRATIVE = re.compile(
    rf"(?P<name>[\u4e00-\u9fff]{{2,4}}?(?=等|和|与|及|\s?[(（])|{_NAME})"
    rf"(?P<more>(?:,\s{_NAME}){{0,6}},?\s(?:and|&|et)\s(?:{_NAME}|colleagues|co-workers)|(?:\s|,\s)et\s?al\.?|等人?)?(?:['’]s)?\s?"
    rf"[(（](?P<years>{_YEAR}[a-z]?(?:\s?[,，;]\s?{_YEAR}[a-z]?){{0,5}})(?:[:,，]\s?(?:p{{1,2}}\.\s?)?\d{{1,4}}(?:[-–]\d{{1,4}})?)?[)）]"
)
_MONTH_NAMES = "january february march april may june july august september october november december"
_MONTHS = frozenset(_MONTH_NAMES.split())


@dataclass(frozen=True, slots=True)
class _Found:
    span: Span
    text: str
    name: str
    years: tuple[str, ...]
    several: bool


def author_year_citations(text: str, references: Sequence[Reference]) -> list[Citation]:
    """Citations by author and year.

    One that fits no reference counts as missing only where the list has no printed numbers, nearly all others fit, it
    names several authors or stands in parentheses, and its first author occurs nowhere in the list.
    """
    index = _Index(references)
    linked: list[tuple[_Found, tuple[str, ...]]] = [(found, index.labels(found)) for found in _find(text)]
    fitting = sum(bool(labels) for _, labels in linked)
    by_name = not any(reference.numbered or reference.structured for reference in references)
    settled = by_name and fitting >= 3 and fitting >= 0.8 * len(linked)
    citations = []
    for found, labels in linked:
        if labels:
            citations.append(Citation(found.text, found.span, labels))
        elif settled and found.several and not index.mentions(found.name):
            name = f"{found.name} {' '.join(found.years)}"
            citations.append(Citation(found.text, found.span, (name,), (name,)))
    return citations


def _find(text: str) -> Iterator[_Found]:
    for match in _PARENTHESIS.finditer(text):
        offset = match.start(1)
        for part in re.finditer(r"[^;；]+", match[1]):
            if cited := _CITED.match(part[0].lstrip()):
                lead = len(part[0]) - len(part[0].lstrip())
                start = offset + part.start() + lead
                yield _found(text, Span(start, start + cited.end()), cited)
    for match in _NARRATIVE.finditer(text):
        yield _found(text, Span(*match.span()), match)


def _found(text: str, span: Span, match: re.Match[str]) -> _Found:
    years = tuple(re.findall(rf"{_YEAR}[a-z]?", match["years"]))
    several = bool(match["more"] and re.search(r"et\s?al|&|\band\b|等", match["more"]))
    return _Found(span, text[span.start : span.end], match["name"], years, several)


class _Index:
    """The references by the first author's name and year."""

    def __init__(self, references: Sequence[Reference]) -> None:
        self._by_name: dict[str, list[tuple[str, str]]] = defaultdict(list)
        texts = []
        for reference in references:
            folded = fold(reference.text)
            texts.append(folded)
            year = reference.claimed.year or next(iter(re.findall(rf"(?<!\d){_YEAR}(?!\d)", reference.text)), "")
            letter = re.search(rf"{re.escape(year)}([a-z])\b", reference.text) if year else None
            dated = year + (letter[1] if letter else "")
            for name in _first_authors(reference):
                self._by_name[name].append((reference.label, dated))
        self._words = frozenset(word for text in texts for word in text.split())

    def labels(self, found: _Found) -> tuple[str, ...]:
        """The references of this first author and these years; the only one of the author, whatever its year."""
        name = fold(found.name)
        if name in _MONTHS:
            return ()
        entries = self._by_name.get(name) or self._by_name.get(name.split(" ")[-1] if name else "", [])
        exact = [label for label, year in entries if year in found.years]
        close = [label for label, year in entries if year[:4] in {year[:4] for year in found.years}]
        one = [label for label, _ in entries] if len(entries) == 1 else []
        return tuple(dict.fromkeys(exact or close or one))

    def mentions(self, name: str) -> bool:
        """Whether a part of the name stands anywhere in the list."""
        return any(part in self._words for part in fold(name).split() if len(part) > 2) or fold(name) in _MONTHS


def _first_authors(reference: Reference) -> list[str]:
    """What a citation may call the first author: the family name by the parser, or the first words as printed."""
    names = []
    if reference.claimed.authors:
        first = reference.claimed.authors[0]
        names.append(fold(first.family or first.name))
    words = re.match(r"[^\d(（.,，。:：;；]{2,60}", reference.text)
    if words:
        printed = fold(words[0]).split()
        names += [printed[0], " ".join(printed[:2])] if printed else []
    return [name for name in dict.fromkeys(names) if name]
