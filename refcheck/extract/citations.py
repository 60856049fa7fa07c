"""Citations in the running text, and the references that they point to.

A citation that the list does not have is an error that an editor will look up, so it is only claimed where little else
is possible: the same kind of marker must be at home in the document, and point to entries elsewhere.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from refcheck.extract.author_year import author_year_citations
from refcheck.extract.notes import labels_by_marker, markers_of
from refcheck.extract.structured import printed_entries
from refcheck.model import Citation, Document, MarkType, Reference, Span

_ITEM = r"\d{1,4}(?:\s?[-–—−~～]\s?\d{1,4})?"
_LIST = rf"{_ITEM}(?:\s?[,，、;；]\s?{_ITEM}){{0,40}}"
_BEFORE = r"(?:(?:see(?:\salso)?|e\.g\.,?|cf\.|reviewed\sin)\s)?"
_AFTER = r"(?:,\s?(?:pp?\.|[Ss]ec(?:t\.|tion|\.)|[Cc]hap(?:ter|\.)|[Ff]ig(?:ure|\.)|Theorem|Thm\.)\s?[\w.–-]{1,12})?"
_BRACKETED = re.compile(rf"(?:\[|［|【|〔)\s?{_BEFORE}({_LIST}){_AFTER}\s?(?:\]|］|】|〕)(?!\()")
_BRACKETED_RANGE = re.compile(r"[\[［【]\s?(\d{1,4})\s?[\]］】]\s?[-–—~～]\s?[\[［【]\s?(\d{1,4})\s?[\]］】]")
_PARENTHESISED = re.compile(rf"[(（]\s?({_LIST})\s?[)）]")
_KEYED = re.compile(r"\[([^\W\d_][\w+'’-]{0,20}(?:,\s?[^\W\d_][\w+'’-]{0,20}){0,10})\]")
_SUPERSCRIPT_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_UNICODE_SUPERSCRIPT = re.compile(
    r"(?:(?<=[^\W\d_]{4})|(?<=[.,;:)\]”\"’。，；）」』])|(?<=(?<![\d.,])(?:1[89]|20)\d\d))"
    r"([¹²³⁰⁴-⁹]{1,3}(?:[-–,⁻˒][¹²³⁰⁴-⁹]{1,3}){0,10})"
)
_YEAR_END = re.compile(r"(?<![\d.,])(?:1[89]|20)\d\d$")
# What mathematics and statistics put before brackets that hold numbers.
_NO_CITATION = re.compile(
    r"(?:[∈=<>≤≥±×·+*/^_{(\\]|\b(?:CI|interval|range|IQR|between|within|from|array|index|list|vector|matrix|step"
    r"|eqs?|equation|item))[\s:,]{0,3}$",
    re.IGNORECASE,
)
# After these, a superscript number is an exponent.
_UNIT_NAMES = (
    "mm cm dm km nm um µm μm ms min kg mg µg ug ng ml mL dl dL mol Pa kPa Hz in ft yd mi ha log exp sin cos tan"
)
_UNITS = frozenset(_UNIT_NAMES.split())
_MOST_IN_RANGE = 100


def find_citations(document: Document, list_span: Span | None, references: Sequence[Reference]) -> list[Citation]:
    """The citations outside the reference list, in order, with the labels they point to and those that are missing."""
    listed = [list_span] if list_span else []
    listed += [reference.span for reference in references if not reference.structured]
    outside = _Outside(document, [*listed, *(marker.span for marker in markers_of(document))])
    found = [*_of_format(document, references), *_of_notes(document, _Outside(document, listed), references)]
    numbered = {reference.label for reference in references if reference.label.isdecimal()}
    if numbered:
        found += _numeric(document, outside, numbered)
    labels = {reference.label for reference in references}
    found += _keyed(document.text, outside, labels)
    if references:
        by_author = author_year_citations(document.text, references)
        found += [citation for citation in by_author if outside.holds(citation.span)]
    return _without_overlaps(found)


class _Outside:
    """Tells what stands outside some spans, code and comments."""

    def __init__(self, document: Document, spans: Iterable[Span]) -> None:
        covered = [mark.span for mark in document.marks if mark.type in (MarkType.CODE, MarkType.COMMENT)]
        self._spans: list[Span] = []
        for span in sorted([*covered, *spans]):
            if self._spans and span.start <= self._spans[-1].end:
                self._spans[-1] = Span(self._spans[-1].start, max(span.end, self._spans[-1].end))
            else:
                self._spans.append(span)
        self._starts = [span.start for span in self._spans]

    def holds(self, span: Span) -> bool:
        place = bisect_right(self._starts, span.start)
        if place and self._spans[place - 1].end > span.start:
            return False
        return place == len(self._spans) or self._spans[place].start >= span.end


def _numeric(document: Document, outside: _Outside, labels: set[str]) -> list[Citation]:
    """Numeric markers; one style at a time, and what is missing only where the style is at home."""
    text = document.text
    printed_labels = {label for label in labels if label.isdecimal()}
    top = max(map(int, printed_labels))
    ranges = [(match.span(), f"{match[1]}-{match[2]}") for match in _BRACKETED_RANGE.finditer(text)]
    in_ranges = {start for span, _ in ranges for start in range(*span)}
    bracketed = [
        (match.span(), match[1])
        for match in _BRACKETED.finditer(text)
        if match.start() not in in_ranges and not _NO_CITATION.search(text, max(0, match.start() - 16), match.start())
    ]
    styles = [
        _citations(text, [*ranges, *bracketed], outside, printed_labels),
        _citations(text, _superscripts(document), outside, printed_labels),
    ]
    found = [_checked(citation, top) for style in styles for citation in _at_home(style)]
    if not any(citation.labels for citation in found):
        in_parentheses = [(match.span(), match[1]) for match in _PARENTHESISED.finditer(text)]
        found = [
            replace(citation, missing=())
            for citation in _citations(text, in_parentheses, outside, printed_labels)
            if not citation.missing
        ]
    return found


def _superscripts(document: Document) -> list[tuple[tuple[int, int], str]]:
    """Superscript numbers that follow a word, a stop or a year; after a unit or another number they are exponents."""
    text = document.text
    found = []
    for mark in document.marked(MarkType.SUPERSCRIPT):
        body = text[mark.span.start : mark.span.end].strip()
        before = text[max(0, mark.span.start - 12) : mark.span.start].rstrip()
        word = re.search(r"[^\W\d_]*$", before)
        unit = word is not None and (len(word[0]) == 1 or word[0] in _UNITS)
        power = before[-1:].isdigit() and not _YEAR_END.search(before)
        if before and not power and not unit and re.fullmatch(rf"\[?{_LIST}\]?", body):
            found.append(((mark.span.start, mark.span.end), body.strip("[]")))
    for match in _UNICODE_SUPERSCRIPT.finditer(text):
        digits = match[1].translate(_SUPERSCRIPT_DIGITS).replace("˒", ",").rstrip(",-–")
        found.append((match.span(), digits))
    return found


def _of_notes(document: Document, outside: _Outside, references: Sequence[Reference]) -> list[Citation]:
    """The markers of those notes that are references; the other notes cite nothing."""
    labels = labels_by_marker(document, references)
    return [
        Citation(document.text[mark.span.start : mark.span.end], mark.span, labels[mark.value])
        for mark in markers_of(document)
        if mark.value in labels and outside.holds(mark.span)
    ]


def _citations(
    text: str, markers: Iterable[tuple[tuple[int, int], str]], outside: _Outside, labels: set[str]
) -> list[Citation]:
    found = []
    for (start, end), inside in sorted(markers):
        span = Span(start, end)
        numbers = _numbers(inside)
        if not numbers or not outside.holds(span):
            continue
        missing = tuple(number for number in numbers if number not in labels)
        found.append(Citation(text[start:end], span, numbers, missing))
    return found


def _numbers(inside: str) -> tuple[str, ...]:
    """The numbers of a marker, ranges written out; none when it is no marker (a nought, a range that falls)."""
    numbers: list[int] = []
    for item in re.split(r"[,，、;；]", inside):
        ends = [int(end) for end in re.findall(r"\d+", item)]
        if not ends or 0 in ends or ends[-1] < ends[0] or ends[-1] - ends[0] > _MOST_IN_RANGE:
            return ()
        numbers += range(ends[0], ends[-1] + 1)
    return tuple(map(str, dict.fromkeys(numbers)))


def _at_home(citations: list[Citation]) -> Iterator[Citation]:
    """The citations of one style; without what is missing when most of the style's markers do not fit the list."""
    fitting = sum(not citation.missing for citation in citations)
    settled = fitting >= 2 and len(citations) - fitting <= max(1, 0.2 * len(citations))
    for citation in citations:
        if not citation.missing or settled:
            yield citation
        elif known := tuple(label for label in citation.labels if label not in citation.missing):
            yield replace(citation, labels=known, missing=())


def _checked(citation: Citation, top: int) -> Citation:
    """The citation, its missing numbers only where an author could mean them: not years, not far above the list."""
    highest = min(1499, max(top + 10, int(1.5 * top)))
    missing = tuple(label for label in citation.missing if int(label) <= highest)
    labels = tuple(label for label in citation.labels if label in missing or label not in citation.missing)
    return replace(citation, labels=labels, missing=missing)


def _keyed(text: str, outside: _Outside, labels: set[str]) -> list[Citation]:
    """Markers with the keys of the list, ``[Ahl78]``; only those that the list has."""
    if all(label.isdecimal() for label in labels):
        return []
    found = []
    for match in _KEYED.finditer(text):
        keys = tuple(key.strip() for key in match[1].split(","))
        if all(key in labels for key in keys) and outside.holds(Span(*match.span())):
            found.append(Citation(match[0], Span(*match.span()), keys))
    return found


def _of_format(document: Document, references: Sequence[Reference]) -> list[Citation]:
    """The citations that the format marks; keys are labels, or lead to the printed reference by title or DOI."""
    if not document.citations:
        return []
    labels = {reference.label for reference in references}
    printed = [] if any(one.structured for one in references) else printed_entries(document.entries, references)
    elsewhere = {entry.key: label for entry, label in printed}
    found = []
    for citation in document.citations:
        keys = tuple(elsewhere.get(key, key) for key in citation.keys)
        found.append((citation.span, keys))
    known = sum(key in labels for _, keys in found for key in keys)
    settled = known >= 0.5 * sum(len(keys) for _, keys in found) and not elsewhere
    citations = []
    for span, keys in found:
        missing = tuple(key for key in keys if key not in labels)
        cited = keys if settled else tuple(key for key in keys if key in labels)
        if cited:
            citations.append(Citation(document.text[span.start : span.end], span, cited, missing if settled else ()))
    return citations


def _without_overlaps(citations: Iterable[Citation]) -> list[Citation]:
    """In order of position; of two that overlap the first, and of two at one place the longer."""
    kept: list[Citation] = []
    for citation in sorted(citations, key=lambda one: (one.span.start, -one.span.end)):
        if citation.labels and (not kept or not kept[-1].span.overlaps(citation.span)):
            kept.append(citation)
    return kept
