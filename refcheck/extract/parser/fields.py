"""From labelled tokens to fields: which stretch is which field, cleaned of what printing adds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from refcheck.extract.parser import gbt7714, repair
from refcheck.extract.parser.kinds import kind_of, publisher_of
from refcheck.extract.parser.tokens import Tokens
from refcheck.model import Fields, Identifier, Span
from refcheck.text.names import says_more, split_authors

NAMES = {"A": "authors", "T": "title", "J": "journal", "Y": "year", "V": "volume", "I": "issue", "P": "pages"}
_RULE = 0.97  # how often a field that a rule found is right, in the training data
_LONG = frozenset("ATJ")
_CLOSING = {")": "(", "]": "[", "）": "（", "》": "《", "”": "“", "’": "‘", '"': '"'}

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>")
_BROKEN = re.compile(r"\b([^\W\d_]{2,30})[-‐]\s([a-zß-ÿ]{2,30})(?![\w-])")
_CONJUNCTIONS = frozenset("and or und oder et ou e o y to versus vs nor of bzw".split())  # noqa: SIM905
_COMPOUND_HEADS = frozenset(  # first parts of compounds that keep their hyphen
    "self non anti pre post multi high low long short well single double half cross semi quasi co sub late early alpha "  # noqa: SIM905
    "beta gamma delta all one two three four five ex type time real large small wide near light dark open full".split()
)
_COMPOUND_TAILS = frozenset(
    "rich dependent independent specific like based binding induced related associated following relative wide free "  # noqa: SIM905
    "type containing mediated coupled linked driven term resistant sensitive deficient positive negative level scale "
    "order dimensional regulated terminal activated".split()
)
_HAN_BLANK = re.compile(r"(?<=[\u3400-\u9fff（）()])\s(?=[\u3400-\u9fff（）()])")
_INITIALS_FIRST = re.compile(r"(?:[A-Z]\.[\s-]?){1,4}[^\W\d_]{2}")
_INITIALS_LAST = re.compile(r"(?:[,&]\s?|\band\s|\be\s)(?:[A-Z]\.?[\s-]?){1,4}\Z")
_FAMILY = re.compile(r"\.?\s?(?:(?:de|van|von|der|la|del)\s){0,2}[^\W\d_a-z][^\W\d_]+(?:[-’'][^\W\d_]+)?")
_DASHES = re.compile(r"\s?[-‐‑‒–—―−－~～〜∼]{1,3}\s?")


@dataclass(frozen=True, slots=True)
class ParsedReference:
    """A printed reference taken apart.

    Attributes:
        fields: its fields, with a confidence for each.
        spans: where each field stands in the text that was parsed.
        identifiers: every identifier in it, in order.
    """

    fields: Fields = field(default_factory=Fields)
    spans: Mapping[str, Span] = field(default_factory=lambda: MappingProxyType({}))
    identifiers: tuple[Identifier, ...] = ()


def build(
    tokens: Tokens, labels: Sequence[str], chances: Sequence[float], identifiers: tuple[Identifier, ...] = ()
) -> ParsedReference:
    """The fields of a reference from the label of each token."""
    text = tokens.text
    spans: dict[str, tuple[int, int]] = {}
    confidence: dict[str, float] = {}
    for name, (first, last, chance) in _stretches(labels, chances).items():
        spans[name] = (tokens.spans[first][0], tokens.spans[last - 1][1])
        confidence[name] = chance
    _complete_authors(text, spans)
    for name, span in {**repair.numbers(text, spans), **gbt7714.numbers(text)}.items():
        if spans.get(name) != span:
            spans[name], confidence[name] = span, _RULE
    mark = gbt7714.mark(text)
    if mark and "title" in spans and spans["title"][0] < mark[1] <= spans["title"][1] + 40:
        spans["title"] = (spans["title"][0], gbt7714.title_end(text, mark[0], spans["title"][0], mark[1]))
    for name in ("title", "journal"):
        if name in spans:
            spans[name] = _widened(text, *spans[name])
    values = {name: _plain(text[start:end]) for name, (start, end) in spans.items()}
    printed = values.pop("authors", "")
    authors, et_al = split_authors(printed)
    if "authors" in spans and says_more(text[spans["authors"][1] : spans["authors"][1] + 24]):
        et_al = True
    if "pages" in values:
        values["pages"] = _DASHES.sub("-", values["pages"])
    if "journal" in values:
        values["journal"] = _HAN_BLANK.sub("", values["journal"])
    publisher = spans.pop("publisher", None) or publisher_of(text, spans)
    values["publisher"] = text[slice(*publisher)].strip() if publisher else ""
    fields = Fields(
        authors=authors,
        et_al=et_al,
        type=kind_of(text, values, identifiers),
        confidence=MappingProxyType({name: round(chance, 3) for name, chance in confidence.items() if name in spans}),
        **values,
    )
    return ParsedReference(fields, MappingProxyType({name: Span(*span) for name, span in spans.items()}), identifiers)


def _stretches(labels: Sequence[str], chances: Sequence[float]) -> dict[str, tuple[int, int, float]]:
    """The stretch of tokens of each field: the surest where a field occurs twice.

    Two stretches of a long field with at most two unlabelled tokens between them are one.
    """
    runs: dict[str, list[tuple[int, int]]] = {}
    start = 0
    while start < len(labels):
        kind, end = labels[start][-1], start + 1
        inside = f"I-{kind}" if kind in "TJ" else kind
        while end < len(labels) and labels[end] == inside:
            end += 1
        if kind in NAMES:
            before = runs.setdefault(kind, [])
            near = bool(before) and start - before[-1][1] <= 2 and set(labels[before[-1][1] : start]) <= {"O"}
            if near and kind in _LONG and not labels[start].startswith("B-"):
                before[-1] = (before[-1][0], end)
            else:
                before.append((start, end))
        start = end
    found: dict[str, tuple[int, int, float]] = {}
    for kind, candidates in runs.items():
        means = [(sum(chances[a:b]) / (b - a), a, b) for a, b in candidates]
        _, a, b = max(means, key=lambda c: (c[0] * (min(c[2] - c[1], 6) if kind in _LONG else 1), -c[1]))
        found[NAMES[kind]] = (a, b, min(chances[a:b]))  # a field is no surer than its least sure word
    return found


def _complete_authors(text: str, spans: dict[str, tuple[int, int]]) -> None:
    """Give the family name back to initials that end a list of the kind "A. B. Smith, C. Lee"."""
    start, end = spans.get("authors", (0, 0))
    if not (_INITIALS_FIRST.match(text, start, end) and _INITIALS_LAST.search(text, start, end)):
        return
    family = _FAMILY.match(text, end)
    if family is None:
        return
    spans["authors"] = (start, family.end())
    title = spans.get("title")
    if title and title[0] < family.end() < title[1]:
        rest = re.compile(r"\w").search(text, family.end())
        spans["title"] = (rest.start() if rest else family.end(), title[1])


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in a closing bracket, quote or question mark that belongs to the stretch."""
    while end < len(text) and text[end] in _CLOSING:
        opened, closed = text.count(_CLOSING[text[end]], start, end), text.count(text[end], start, end)
        if opened <= closed or (text[end] == '"' and opened % 2 == 0):
            break
        end += 1
    if end < len(text) and text[end] in "?!？！":
        end += 1
    return start, end


def _plain(text: str) -> str:
    """The text of a field without the line breaks and markup of its printing."""
    plain = " ".join(_TAG.sub("", text).split())
    return _BROKEN.sub(_joined, plain) if "- " in plain or "‐ " in plain else plain


def _joined(match: re.Match[str]) -> str:
    """A word that a line break cut in two, made whole; "long- and short-term" and "self- esteem" stay apart."""
    head, tail = match[1], match[2]
    if tail in _CONJUNCTIONS or tail in _COMPOUND_TAILS or head.lower() in _COMPOUND_HEADS:
        return match[0]
    return head + tail
