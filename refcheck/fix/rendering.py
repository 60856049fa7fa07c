"""References printed by citeproc-py: all that is asked of it stands here, and what it gets wrong is made good."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from typing import Any

from refcheck.fix.csl import Style

_MAX_LENGTH = 10_000
_ENGLISH = "en-US"
_KEPT = str.maketrans(".-‐‑–—−", "\ue000\ue001\ue002\ue003\ue004\ue005\ue006")
_BACK = str.maketrans("\ue000\ue001\ue002\ue003\ue004\ue005\ue006", ".-‐‑–—−")

Item = Mapping[str, Any]
"""A work as CSL-JSON."""


def rendered(style: Style, item: Item) -> str:
    """A reference in a style, one line of plain text; "" where citeproc-py fails on it."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter  # noqa: PLC0415 - an extra
    from citeproc.source.json import CiteProcJSON  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            loaded = _loaded(style, style.locale if item.get("language") == "zh" else _ENGLISH)
            bibliography = CitationStylesBibliography(loaded, CiteProcJSON([item]), formatter.plain)
            bibliography.register(Citation([CitationItem(item["id"])]))
            printed = "".join(map(str, bibliography.bibliography()))
            american = loaded.root.get_locale_option("punctuation-in-quote") == "true"
        except Exception:  # noqa: BLE001 - whatever a style makes it stumble over
            return ""
    return _tidied(printed, item, inside_quotes=american) if len(printed) <= _MAX_LENGTH else ""


def unchanged(value: str) -> str:
    """A value whose full stops and dashes are printed as they are, whatever the style does with such."""
    return value.translate(_KEPT)


def shown(value: str) -> str:
    """Such a value as it is printed."""
    return value.translate(_BACK)


@lru_cache(maxsize=64)
def _loaded(style: Style, locale: str) -> Any:
    from citeproc import CitationStylesStyle  # noqa: PLC0415

    return CitationStylesStyle(BytesIO(style.xml), locale=locale or _ENGLISH, validate=False)


def _tidied(text: str, item: Item, *, inside_quotes: bool) -> str:
    text = " ".join(text.split()).replace("\ue000.", ".").translate(_BACK)
    text = re.sub(r"([?!。])[.]", r"\1", text)  # a title's own end is the sentence's
    text = re.sub(r"(?<=\d{4})(?=[A-Z][a-z]{2}[;:])", " ", text)  # 2009Mar;10: the delimiter of a date without a day
    if inside_quotes:
        text = re.sub(r"([”’])([.,])", r"\2\1", text)
        text = re.sub(r"([?!])[.,]([”’])", r"\1\2", text)
    text = _in_title_case(text, item.get("title", ""))
    for author in item.get("author", ()):
        name = author.get("literal", "")  # a group's name is no family name, which some styles have in capitals
        text = text.replace(name.upper(), name) if name else text
    return "".join(each for each in text if each.isprintable()).strip()


def _in_title_case(text: str, title: str) -> str:
    """Where a style has capitals in a title, also those behind a hyphen: Memory-Efficient."""
    at = text.lower().find(title.lower())
    printed = text[at : at + len(title)]
    capitals = sum(one != other for one, other in zip(printed, title, strict=False))
    if at < 0 or capitals < 2:
        return text
    printed = re.sub(r"(?<=[A-Za-z]-)[a-z](?=[a-z]{3})", lambda match: match.group().upper(), printed)
    return text[:at] + printed + text[at + len(title) :]
