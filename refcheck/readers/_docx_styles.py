"""What the styles of a DOCX say: looks, heading levels, numbering. A style has what the one it is based on has."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache

from lxml import etree

from refcheck.readers._office_archive import attribute, child, local
from refcheck.readers._office_text import Look

_HEADING_NAME = re.compile(r"heading ([1-9])", re.IGNORECASE)  # built-in names are English in every language's Word
_OFF = frozenset({"0", "false", "off", "none"})
_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Style:
    """One style, with what it inherits. `level` is a heading's, 1 to 6, or 0; `list_level` is of its numbering."""

    name: str = ""
    look: Look = field(default_factory=Look)
    level: int | None = None
    list_id: str | None = None
    list_level: int | None = None


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._default = ""
        for element in root if root is not None else ():
            if local(element) == "style":
                self._elements[attribute(element, "styleId")] = element
                if attribute(element, "type") == "paragraph" and is_on(attribute(element, "default", "0")):
                    self._default = attribute(element, "styleId")
        self.style = cache(self._resolved)

    def of_paragraph(self, properties: etree._Element | None) -> tuple[str, Style]:
        """The id of a paragraph's style and the style, with what the paragraph itself says of its level and list."""
        identifier = attribute(child(properties, "pStyle"), "val") or self._default
        return identifier, self._with(self.style(identifier), properties)

    def look_of_run(self, properties: etree._Element | None, paragraph: Style) -> Look:
        """How a run in a paragraph looks."""
        if properties is None:
            return paragraph.look
        character = attribute(child(properties, "rStyle"), "val")
        base = self.style(character).look.over(paragraph.look) if character else paragraph.look
        return look(properties).over(base)

    def _resolved(self, identifier: str, depth: int = 0) -> Style:
        element = self._elements.get(identifier)
        if element is None or depth > _DEPTH:
            return Style()
        base = self._resolved(attribute(child(element, "basedOn"), "val"), depth + 1)
        name = attribute(child(element, "name"), "val")
        named = _HEADING_NAME.fullmatch(name)
        level = int(named[1]) if named else 1 if name.lower() == "title" else base.level
        own = replace(
            base,
            name=name,
            look=look(child(element, "rPr")).over(base.look),
            level=min(level, 6) if level else level,
        )
        return self._with(own, child(element, "pPr"))

    @staticmethod
    def _with(style: Style, properties: etree._Element | None) -> Style:
        """A style with what paragraph properties add to it."""
        if properties is None:
            return style
        outline = attribute(child(properties, "outlineLvl"), "val")
        numbering = child(properties, "numPr")
        list_id = attribute(child(numbering, "numId"), "val")
        list_level = attribute(child(numbering, "ilvl"), "val")
        if not (outline or list_id or list_level):
            return style
        return replace(
            style,
            level=min(int(outline) + 1, 6) * (int(outline) < 9) if outline.isdecimal() else style.level,
            list_id=list_id or style.list_id,
            list_level=int(list_level) if list_level.isdecimal() else style.list_level,
        )


def look(properties: etree._Element | None) -> Look:
    """What run properties themselves say."""
    if properties is None:
        return Look()
    said: dict[str, bool | None] = {}
    for element in properties:
        name = local(element)
        if name in ("b", "i", "vanish"):
            said[name] = is_on(attribute(element, "val", "1"))
        elif name == "vertAlign":
            said[name] = attribute(element, "val") == "superscript"
    return Look(said.get("b"), said.get("i"), said.get("vertAlign"), said.get("vanish"))


def is_on(value: str) -> bool:
    """Whether the value of a switch switches on."""
    return value not in _OFF
