"""Identifiers in their canonical form, in the manner of what stands there: bare, labelled, or an address."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_LABEL = re.compile(r"(?:doi[:\s]{1,3}){1,3}", re.IGNORECASE)


def respelled(raw: str, value: str, old: str = "") -> str:
    """What to print in place of `raw`.

    Args:
        raw: an identifier as it stands in the source, with the address or label that belong to it.
        value: what it should be.
        old: what it is, in its canonical form.

    A DOI keeps its capitals. An address becomes that of doi.org; "" for an address of anything but a DOI.
    """
    at = raw.lower().find(value.lower())
    shown = raw[at : at + len(value)] if at >= 0 else value
    is_doi = value.startswith("10.")
    if at < 0 and old and (there := raw.lower().find(old.lower())) >= 0:
        before, behind = raw[:there], raw[there + len(old) :]
        return before + _with_case(value, raw[there : there + len(old)]) + behind
    if _ADDRESS.match(raw):
        return f"https://doi.org/{shown}" if is_doi else ""
    if is_doi and (label := _LABEL.match(raw)):
        return ("doi: " if label.group().endswith(" ") else "doi:") + shown
    return shown


def _with_case(value: str, old: str) -> str:
    """A value with the capitals that the old one has in the same places."""
    pieces = list(value)
    matcher = SequenceMatcher(None, value.lower(), old.lower(), autojunk=False)
    for start, there, length in matcher.get_matching_blocks():
        pieces[start : start + length] = old[there : there + length]
    return "".join(pieces)
