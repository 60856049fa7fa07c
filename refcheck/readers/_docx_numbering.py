"""Automatic numbers of a DOCX's lists and headings, as Word prints them (ECMA-376 part 1, 17.9).

A paragraph names a numbering instance and a level in it. Instances share the counters of the abstract definition that
they are made from, unless they start it over.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from lxml import etree

from refcheck.readers._docx_styles import Style, Styles, is_on
from refcheck.readers._office_archive import attribute, child, local
from refcheck.readers._office_numbers import printed_number

_BULLET = "•"


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: its first number, its number format, and the text around the numbers ("[%1]")."""

    start: int
    style: str
    text: str
    decimal: bool  # whether numbers of higher levels are printed in digits (isLgl)
    suffix: str
    paragraph_style: str


class Numbering:
    """Counts the numbered paragraphs of one document, in order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._definitions: dict[str, dict[int, _Level]] = {}
        self._instances: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = {}
        self._counters: dict[str, dict[int, int]] = defaultdict(dict)
        self._started: set[tuple[str, int]] = set()
        linked: dict[str, str] = {}
        for element in root if root is not None else ():
            identifier = attribute(element, "abstractNumId")
            if local(element) == "abstractNum":
                self._definitions[identifier] = dict(_levels(element))
                if link := attribute(child(element, "numStyleLink"), "val"):
                    linked[identifier] = link
            elif local(element) == "num":
                self._add_instance(element)
        for identifier, link in linked.items():  # defined by a list style: by the instance that the style names
            instance = self._instances.get(styles.style(link).list_id or "")
            if instance:
                self._definitions[identifier] = self._definitions.get(instance[0], {})

    def label(self, style_id: str, style: Style) -> tuple[str, str] | None:
        """What is printed before the next paragraph of a style, and what sets it off; None if it has no number.

        A bullet is not printed: the label is "•" and what sets it off is empty.
        """
        if style.list_id is None or style.list_id not in self._instances:
            return None
        definition, changed, starts = self._instances[style.list_id]
        levels = self._definitions.get(definition, {})
        levels = levels | changed if changed else levels
        number = style.list_level
        if number is None:  # the level is the one that the style is tied to
            number = next((each for each, level in levels.items() if level.paragraph_style == style_id), 0)
        level = levels.get(number)
        if level is None:
            return None
        if level.style == "bullet":
            return (_BULLET, "") if level.text.strip() else None
        counters = self._count(style.list_id, definition, number, levels, starts)
        printed = re.sub(
            r"%([1-9])",
            lambda place: printed_number(
                counters.get(int(place[1]) - 1, 1),
                "decimal" if level.decimal or int(place[1]) - 1 not in levels else levels[int(place[1]) - 1].style,
            ),
            level.text,
        ).strip()
        return (printed, level.suffix) if printed else None

    def _count(
        self, instance: str, definition: str, number: int, levels: dict[int, _Level], starts: dict[int, int]
    ) -> dict[int, int]:
        """Count one item of a level up; the levels below it begin again."""
        counters = self._counters[definition]
        for above in range(number):
            counters.setdefault(above, levels[above].start if above in levels else 1)
        if number in starts and (instance, number) not in self._started:
            self._started.add((instance, number))
            counters[number] = starts[number]
        else:
            counters[number] = counters[number] + 1 if number in counters else levels[number].start
        if len(counters) > number + 1:
            for below in [each for each in counters if each > number]:
                del counters[below]
        return counters

    def _add_instance(self, element: etree._Element) -> None:
        changed: dict[int, _Level] = {}
        starts: dict[int, int] = {}
        for override in element:
            if local(override) == "lvlOverride":
                number = _integer(attribute(override, "ilvl"), 0)
                changed |= dict(_levels(override))
                if (start := child(override, "startOverride")) is not None:
                    starts[number] = _integer(attribute(start, "val"), 1)
        definition = attribute(child(element, "abstractNumId"), "val")
        self._instances[attribute(element, "numId")] = definition, changed, starts


def _levels(definition: etree._Element) -> list[tuple[int, _Level]]:
    """The levels in a definition, by number."""
    return [
        (
            _integer(attribute(element, "ilvl"), 0),
            _Level(
                start=_integer(attribute(child(element, "start"), "val"), 0),
                style=attribute(child(element, "numFmt"), "val", "decimal"),
                text=attribute(child(element, "lvlText"), "val")[:100],
                decimal=is_on(attribute(child(element, "isLgl"), "val", "1")) and child(element, "isLgl") is not None,
                suffix="" if attribute(child(element, "suff"), "val") == "nothing" else " ",
                paragraph_style=attribute(child(element, "pStyle"), "val"),
            ),
        )
        for element in definition
        if local(element) == "lvl"
    ]


def _integer(text: str, default: int) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else default
