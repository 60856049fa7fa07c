"""Page ranges and article numbers as references and indexes print them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from refcheck.text.roman import roman_to_int

_DASHES: Final = re.compile(r"\s*(?:[-‐‑‒–—−﹣－~～]|\bto\b|&ndash;){1,3}\s*", re.IGNORECASE)
_LABELS: Final = re.compile(
    r"^(?:(?:pages?|pp?|pgs?|seiten?|s(?=[.:])|págs?|article|art|number|no|nr|id|paper|elocation|e-?location)\b[.:\s]*|[第页頁,:.#\s])+",
    re.IGNORECASE,
)
_COUNT: Final = re.compile(r"\(\s*\d{1,4}\s*(?:pp?|pages?)?\s*\.?\)?|\b\d{1,4}\s*pp?\b\.?$|[页頁]", re.IGNORECASE)
_PAGE: Final = re.compile(r"(?P<prefix>[a-z]{0,6})[\s.:_-]?(?P<number>\d{1,12})(?P<suffix>[a-z]{0,3})", re.IGNORECASE)
_LONGEST: Final = 80  # characters; no page statement is longer


@dataclass(frozen=True, slots=True)
class Page:
    """One page or article number: letters before (``S`` of a supplement, ``e``), the number, letters after."""

    prefix: str
    number: int
    suffix: str = ""
    digits: int = 0  # as printed, leading zeros included: tells an article number
    roman: bool = False

    def same_number(self, other: Page) -> bool:
        """Whether the two are the same number, whatever letters stand around it."""
        return self.number == other.number and self.roman == other.roman


@dataclass(frozen=True, slots=True)
class Pages:
    """A range; `last` is None for a single page or an article number."""

    first: Page
    last: Page | None = None

    @property
    def is_article_number(self) -> bool:
        """Whether this looks like an article number (``e1002221``, ``104735``, ``L12345``) rather than pages."""
        if self.last is not None:
            return self.first.prefix == "e" and self.first.digits > 3
        return bool(self.first.prefix not in {"", "s"} or self.first.digits >= 5)

    @property
    def is_internal(self) -> bool:
        """Whether the range starts at 1: the pages within an article that is known by its number."""
        return self.first.number == 1 and not self.first.prefix and not self.first.roman and self.last is not None


def parse_pages(text: str) -> Pages | None:
    """Read a page statement: ``280-91`` is 280 to 291, ``S12–S20``, ``e1234``, ``pp. xii–xv``; None if it is none.

    Of several ranges (``12-20, 35``) the first counts.
    """
    bare = text[:_LONGEST].strip()
    counted = _COUNT.sub(" ", bare).strip()
    bare = _LABELS.sub("", counted or bare).strip(" .,;:()[]")
    ends = _DASHES.split(bare, maxsplit=1)
    first = _page(_head(ends[0]))
    if first is None:
        return None
    last = _page(_head(ends[1])) if len(ends) == 2 else None
    if last is None or last.roman != first.roman:
        return Pages(first)
    if last.number < first.number and last.digits < first.digits:
        last = _expand(first, last)
    return Pages(first, last)


def _head(text: str) -> str:
    return re.split(r"[,;+&/，；、]", text, maxsplit=1)[0].strip(" .:()[]")


def _page(text: str) -> Page | None:
    roman = roman_to_int(text) if len(text) > 0 else None
    if roman:
        return Page("", roman, digits=len(text), roman=True)
    match = _PAGE.fullmatch(text)
    if match is None:
        return None
    number = match["number"]
    return Page(match["prefix"].lower(), int(number), match["suffix"].lower(), len(number))


def _expand(first: Page, last: Page) -> Page:
    """The full last page of a shortened range: 280-91 ends on 291."""
    scale = int(10**last.digits)
    number = first.number - first.number % scale + last.number
    return Page(last.prefix or first.prefix, number, last.suffix, first.digits)
