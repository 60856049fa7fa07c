"""The reference list of a document: where it stands, and its entries."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from refcheck.extract import unnumbered
from refcheck.extract.headings import end_of_list, find_regions
from refcheck.extract.labels import Label, find_labels
from refcheck.extract.lines import Line, lines_of, without_furniture
from refcheck.extract.notes import notes_of, runs
from refcheck.extract.several_works import split_works
from refcheck.extract.unwrap import Unwrapped, hyphenated_words, unwrap
from refcheck.model import Document, Mark, MarkType, Span

_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")
_SIGN = re.compile(
    r"\b10\.\d{4,9}/|PMID|arXiv|https?://|\[[JMDCNPRSEBO](?:/OL)?\]|\d\s?[(（]\d{1,4}[)）]"
    r"|[:：]\s?[^\W\d_][^:;：；]{1,40}[;,；，]\s?(?:1[6-9]|20)\d\d"
    r"|\d\s?[:：,]\s?[A-Za-z]?\d|\bpp?\.\s?\d"
    r"|\d+[-–—]\d+|\b(?:Press|University|Springer|Elsevier|Wiley|Proc|Proceedings|Journal|Phys|Rev|Thesis|Lett)\b"
    r"|出版社|学报|杂志|大学",
)
# An address that follows a list unannounced; a mark and a word or two may stand first ("1 National Institute …").
_ADDRESS = re.compile(
    r"(?:\W{0,2}\d{0,2}[*†‡§]?\s?)(?:[A-Z][\w'’.-]{1,20}\s(?:and\s|of\s)?){0,3}"
    r"(?:Department|Dept\.?|Institut[eo]?|Facult[yé]|School|University(?!\sPress)|Universit[äàé]t?|College|Laborator(?:y|ies)"
    r"|Division|Hospital|Academy)\b(?!\sPress).{0,120}[,\w]$"
    r"|(?:\W{0,2}(?:E-?mails?|Corresponding\sauthor|Correspondence)\b|[\w.+-]{2,40}@[\w-]{2,40}\.)",
)
_SHORTEST_NOTE = 50  # characters of a note that is a whole reference
_REMARK = re.compile(
    r"(?:see|cf\.?|compare|ibid\.?|op\. ?cit\.|as|for|this|these|it|we|the|a|in|on|according|thanks?)\s"
    r"|见|参见|參見|同上|详见",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ListEntry:
    """One entry of the list as it is printed.

    Attributes:
        label: the number or key as printed, or its place from 1; unique in the document.
        text: white space folded, wraps mended, without its label.
        span: where it stands, label included.
        numbered: whether the label is printed.
        unwrapped: tells where each character of `text` stands in the document.
    """

    label: str
    text: str
    span: Span
    numbered: bool
    unwrapped: Unwrapped


@dataclass(frozen=True, slots=True)
class ReferenceList:
    """The entries of all reference lists of a document, and the span of the longest list."""

    span: Span | None = None
    entries: tuple[ListEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class _Raw:
    """An entry before it is unwrapped: its label and its stretches of text."""

    label: str
    start: int
    spans: tuple[Span, ...]
    numbered: bool


def segment(document: Document) -> ReferenceList:
    """Find the reference lists of a document and their entries."""
    lists = [raws for region in find_regions(document) if (raws := _entries_of(document, region))]
    lists = lists or _in_notes(document)
    if not lists and (raws := _without_heading(document)):
        lists = [raws]
    if not lists:
        return ReferenceList()
    hyphenated = hyphenated_words(document.text)
    entries = tuple(_labelled([_finished(document, raw, hyphenated) for raws in lists for raw in raws]))
    longest = max(lists, key=len)
    return ReferenceList(Span(longest[0].start, longest[-1].spans[-1].end), entries)


def looks_like_reference(text: str) -> bool:
    """Whether a stretch of text has what references have: a year or identifier, and authors or numbers of pages."""
    if not 15 <= len(text) <= 3000:
        return False
    return _dated(text) and (_SIGN.search(text) is not None or unnumbered.begins_with_authors(text))


def _dated(text: str) -> bool:
    return re.search(rf"{_YEAR.pattern}|10\.\d{{4,9}}/|arXiv|PMID|in press", text) is not None


def _entries_of(document: Document, region: Span) -> list[_Raw]:
    """The entries in a region that a heading announces; none when it holds no references after all."""
    items = _list_items(document, region)
    raws = items or _segmented(document.text, region)
    raws = [raw for raw in raws if _content(document.text, raw)]
    like = sum(_dated(_content(document.text, raw)) for raw in raws)
    return raws if like >= 0.4 * len(raws) and like else []


def _segmented(text: str, region: Span) -> list[_Raw]:
    lines = lines_of(text, region)
    return _segmented_lines(text, without_furniture(lines[: end_of_list(lines)]))


def _segmented_lines(text: str, lines: list[Line], *, within: bool = False) -> list[_Raw]:
    """The entries in the lines; `within` when they stand before the first label of others."""
    labels = find_labels(lines)
    if not labels:
        return [_raw_of("", part, numbered=False) for part in _reasonable(unnumbered.split(_until_addresses(lines)))]
    head = [line for line in lines if line.span.end <= labels[0].start]
    raws = [] if within else _before_labels(text, head)
    typical = _typical(labels)
    starts = [line.span.start for line in lines]
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        end = following.start if following else lines[-1].span.end
        first = max(0, bisect_right(starts, label.end) - 1)
        pieces = _pieces(lines[first : bisect_left(starts, end)], label.end, end)
        raws += _works_of(label, pieces, last=following is None, typical=typical)
    return raws


def _before_labels(text: str, lines: list[Line]) -> list[_Raw]:
    """Entries that stand before the first label, when the numbers of a list's beginning are lost."""
    raws = _segmented_lines(text, lines, within=True) if lines else []
    like = sum(looks_like_reference(_content(text, raw)) for raw in raws)
    return raws if like >= 0.8 * len(raws) else []


def _typical(labels: Sequence[Label]) -> int:
    """The usual length of a numbered entry, in characters."""
    lengths = sorted(b.start - a.end for a, b in pairwise(labels))
    return lengths[len(lengths) // 2] if lengths else 400


def _pieces(lines: Sequence[Line], start: int, end: int) -> list[Line]:
    """The lines, or parts of them, that stand between two offsets."""
    pieces = []
    for line in lines:
        low, high = max(line.span.start, start), min(line.span.end, end)
        body = line.text[low - line.span.start : high - line.span.start]
        if low < high and body.strip():
            lead = len(body) - len(body.lstrip())
            body = body.strip()
            span = Span(low + lead, low + lead + len(body))
            pieces.append(replace(line, span=span, text=body, after_gap=line.after_gap and low == line.span.start))
    return pieces


def _works_of(label: Label, lines: list[Line], *, last: bool, typical: int) -> list[_Raw]:
    """A numbered entry, and further ones where several works stand under its number."""
    if not lines:
        return []
    if last:
        lines = _until_tail(lines, typical)
    parts: list[Sequence[Line]] = list(split_works(lines))
    if len(parts) == 1 and len(lines) > 6 and sum(len(line.text) for line in lines) > max(900, 4 * typical):
        works = unnumbered.split(lines)
        if all(_convincing(" ".join(line.text for line in work)) for work in works):
            parts = works
    raws = []
    for i, part in enumerate(parts):
        numbered = i == 0 and label.printed != ""
        suffix = chr(ord("a") + i % 26) if i and label.printed else ""
        printed = label.printed + suffix
        start = label.start if i == 0 else part[0].span.start
        raws.append(_Raw(printed, start, tuple(line.span for line in part), numbered))
    return raws


def _until_tail(lines: list[Line], typical: int) -> list[Line]:
    """The last entry without what follows the list unannounced: addresses, a gap and further text."""
    length = 0
    for i, line in enumerate(lines):
        if i and _is_address(line.text, lines[i - 1].text):
            return lines[:i]
        if i and line.after_gap and (length > 60 or lines[i - 1].text.endswith((".", "。"))):
            return lines[:i]
        if i and length > 1.2 * typical and lines[i - 1].text.endswith((".", "。")) and not _YEAR.search(line.text):
            return lines[:i]
        length += len(line.text)
    return lines


def _is_address(line: str, before: str) -> bool:
    """Whether a line after a whole entry is an author's address: an institution and no year or page."""
    ended = before.endswith((".", "。", ")", "]")) or before[-1:].isdigit()
    return ended and _ADDRESS.match(line) is not None and not _YEAR.search(line) and not re.search(r"\d[-–:]\d", line)


def _until_addresses(lines: list[Line]) -> list[Line]:
    """The lines of a list without numbers, up to addresses that nothing dated follows."""
    last_dated = max((i for i, line in enumerate(lines) if _YEAR.search(line.text)), default=len(lines))
    tail = (i for i in range(last_dated + 1, len(lines)) if _is_address(lines[i].text, lines[i - 1].text))
    return lines[: next(tail, len(lines))]


def _raw_of(label: str, part: Sequence[Line], *, numbered: bool) -> _Raw:
    return _Raw(label, part[0].span.start, tuple(line.span for line in part), numbered)


def _reasonable(parts: list[Sequence[Line]]) -> list[Sequence[Line]]:
    """The parts up to where, at the list's end, nothing looks like a reference any more."""
    while parts and not looks_like_reference(" ".join(line.text for line in parts[-1])):
        parts = parts[:-1]
    return parts


def _list_items(document: Document, region: Span) -> list[_Raw]:
    """The entries where the format itself marks list items or notes in the region (Markdown, HTML, Word)."""
    marks = sorted([*document.marked(MarkType.LIST_ITEM), *notes_of(document)], key=lambda mark: mark.span)
    items = [mark for mark in marks if mark.span in region and mark.span.start < mark.span.end]
    items = [mark for i, mark in enumerate(items) if i == 0 or not mark.span.overlaps(items[i - 1].span)]
    covered = sum(mark.span.end - mark.span.start for mark in items)
    if not items or covered < 0.6 * len(document.text[region.start : region.end].strip()):
        return []
    return [raw for mark in items if (raw := _item(document.text, mark))]


def _item(text: str, mark: Mark) -> _Raw | None:
    """The entry in a list item or note: its label is the number or key that the format prints, or stands in it."""
    lines = lines_of(text, mark.span)
    if not lines:
        return None
    body = text[mark.span.start : mark.span.end]
    number = re.fullmatch(r"\W*(\d{1,5})\W*", mark.value)
    value = re.escape(number[1] if number else mark.value.strip("[]"))
    shown = re.match(rf"\s*[\[(（【［]?\^?{value}[\])）】］]?[.:：、．]?\s*", body) if number else None
    shown = shown or (re.match(rf"\s*\[\^?{value}\]:?\s*", body) if mark.value else None)
    found = find_labels(lines[:1])
    if number or shown:  # a key in brackets, as in LaTeX and Markdown
        label, end = (number[1] if number else mark.value.strip("[]")), (shown.end() if shown else 0)
        start, end = mark.span.start, mark.span.start + end
    elif found and found[0].value:
        label, start, end = found[0].printed, found[0].start, found[0].end
    else:
        label, start, end = "", lines[0].span.start, mark.span.start
    back = re.search(r"[\s\ufe0e\ufe0f]{0,9}[↩↵↑⤴][\s\ufe0e\ufe0f↩↵↑⤴\d]{0,20}$", body)  # leads back to the text
    pieces = _pieces(lines, end, mark.span.start + back.start() if back else mark.span.end)
    return _Raw(label, start, tuple(piece.span for piece in pieces), numbered=label != "") if pieces else None


def _in_notes(document: Document) -> list[list[_Raw]]:
    """The notes that are references, where no list is announced: a list for each run of notes."""
    raws = [raw for mark in notes_of(document) if (raw := _item(document.text, mark))]
    like = [raw for raw in raws if _is_full_reference(_content(document.text, raw))]
    if len(like) < 2:
        return []
    stretches = runs(document, notes_of(document))
    lists = [[raw for raw in like if stretch.start <= raw.start < stretch.end] for stretch in stretches]
    return [found for found in lists if found]


def _is_full_reference(text: str) -> bool:
    """Whether a note is a reference and no remark that mentions one ("See Smith 2010, p. 5")."""
    return len(text) >= _SHORTEST_NOTE and _REMARK.match(text) is None and _convincing(text)


def _without_heading(document: Document) -> list[_Raw]:
    """The entries of a document that is nothing but a list, or that ends in a numbered one without a heading."""
    text = document.text
    whole = Span(0, len(text))
    lines = lines_of(text, whole)
    if not lines:
        return []
    labels = find_labels(lines)
    if len(labels) >= 2 or (labels and labels[0].start == lines[0].span.start):
        raws = [raw for raw in _segmented(text, Span(labels[0].start, len(text))) if raw.start >= labels[0].start]
    else:
        raws = _segmented(text, whole)
    like = sum(looks_like_reference(_content(text, raw)) for raw in raws)
    strict = sum(_convincing(_content(text, raw)) for raw in raws)
    return raws if raws and like >= 0.8 * len(raws) and strict >= 0.6 * len(raws) else []


def _convincing(text: str) -> bool:
    """Whether a stretch of text without any announcement is a reference and no sentence of prose."""
    if not looks_like_reference(text) or len(text) > 900:
        return False
    head = unnumbered.begins_with_authors(text)
    return head and _SIGN.search(text) is not None


def _content(text: str, raw: _Raw) -> str:
    return " ".join(text[span.start : span.end] for span in raw.spans)


def _finished(document: Document, raw: _Raw, hyphenated: frozenset[str]) -> ListEntry:
    unwrapped = unwrap(document.text, raw.spans, hyphenated)
    return ListEntry(raw.label, unwrapped.text, Span(raw.start, raw.spans[-1].end), raw.numbered, unwrapped)


def _labelled(entries: Sequence[ListEntry]) -> Iterator[ListEntry]:
    """The entries with labels that are unique: a place where none is printed, a suffix where one is repeated."""
    taken: Counter[str] = Counter()
    for place, entry in enumerate(entries, 1):
        label = entry.label or str(place)
        while label in taken:
            taken[label] += 1
            label += chr(ord("a") + (taken[label] - 2) % 26)
        taken[label] += 1
        yield replace(entry, label=label)
