"""What the styles of an ODT say: looks, and the numbers of lists and headings (ODF 1.3 part 3, 16 and 19)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from lxml import etree

from refcheck.readers._office_archive import attribute, child, local
from refcheck.readers._office_numbers import printed_number
from refcheck.readers._office_text import Look

_FORMATS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "一, 二, 三, ...": "chineseCounting",
    "①, ②, ③, ...": "decimalEnclosedCircle",
    "１, ２, ３, ...": "decimalFullWidth",
}
_LEVELS = frozenset({"list-level-style-number", "list-level-style-bullet", "outline-level-style"})
_DEPTH = 20
_RAISED = re.compile(r"super\b|[1-9]\d{0,2}%")


@dataclass(frozen=True, slots=True)
class ListLevel:
    """One level of a list style: its number format ("" prints none, None is a bullet) and what stands around it."""

    format: str | None
    prefix: str
    suffix: str
    start: int
    shown: int  # how many levels' numbers are printed


ListStyle = Mapping[int, ListLevel]
OUTLINE = ""
"""The name under which the numbers of headings are kept."""


class Styles:
    """The styles of a document by their names."""

    def __init__(self, *parts: etree._Element | None) -> None:
        self._elements: dict[tuple[str, str], etree._Element] = {}
        self.lists: dict[str, ListStyle] = {}
        for part in parts:
            for group in ("styles", "automatic-styles"):
                for element in _children(child(part, group)):
                    name = attribute(element, "name")
                    if local(element) == "style":
                        self._elements[attribute(element, "family"), name] = element
                    elif local(element) in ("list-style", "outline-style"):
                        self.lists[name if local(element) == "list-style" else OUTLINE] = dict(_levels(element))
        self.look = cache(self._look)

    def is_title(self, name: str) -> bool:
        """Whether a paragraph style is the one of the document's title or made from it."""
        for _ in range(_DEPTH):
            if name == "Title":
                return True
            name = attribute(self._elements.get(("paragraph", name)), "parent-style-name")
        return False

    def _look(self, family: str, name: str, depth: int = 0) -> Look:
        element = self._elements.get((family, name))
        if element is None or depth > _DEPTH:
            return Look()
        properties = child(element, "text-properties")
        weight, slant = attribute(properties, "font-weight"), attribute(properties, "font-style")
        position, display = attribute(properties, "text-position"), attribute(properties, "display")
        own = Look(
            bold=(weight == "bold" or weight in ("600", "700", "800", "900")) if weight else None,
            italic=slant in ("italic", "oblique") if slant else None,
            superscript=_RAISED.match(position) is not None if position else None,
            hidden=display == "none" if display else None,
        )
        return own.over(self._look(family, attribute(element, "parent-style-name"), depth + 1))


class Counters:
    """The numbers of one list, by level from 1."""

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}

    def next_label(self, style: ListStyle, level: int, start: str = "") -> str:
        """What is printed before the next item of a level: "[3]", "2.1", "•", or "" for nothing."""
        own = style.get(level)
        if own is None:
            return ""
        if own.format is None:
            return "•"
        for above in range(1, level):
            self._numbers.setdefault(above, style[above].start if above in style else 1)
        self._numbers[level] = self._numbers[level] + 1 if level in self._numbers else own.start
        if re.fullmatch("[0-9]{1,6}", start):
            self._numbers[level] = int(start)
        for below in [each for each in self._numbers if each > level]:
            del self._numbers[below]
        if not own.format:
            return ""
        first = max(1, level - own.shown + 1)
        shown = [(self._numbers[each], style.get(each, own).format) for each in range(first, level + 1)]
        printed = ".".join(printed_number(number, _FORMATS.get(form, form)) for number, form in shown if form)
        return f"{own.prefix}{printed}{own.suffix}".strip()


def _levels(style: etree._Element) -> list[tuple[int, ListLevel]]:
    return [
        (
            _integer(attribute(element, "level"), 1),
            ListLevel(
                format=None if local(element) == "list-level-style-bullet" else attribute(element, "num-format"),
                prefix=attribute(element, "num-prefix")[:20],
                suffix=attribute(element, "num-suffix")[:20],
                start=_integer(attribute(element, "start-value"), 1),
                shown=_integer(attribute(element, "display-levels"), 1),
            ),
        )
        for element in style
        if local(element) in _LEVELS
    ]


def _children(element: etree._Element | None) -> list[etree._Element]:
    return list(element) if element is not None else []


def _integer(text: str, default: int) -> int:
    return int(text) if re.fullmatch("[0-9]{1,6}", text) else default
