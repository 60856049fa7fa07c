"""Links that a terminal can follow (OSC 8): a document, the page of a code, a DOI. Others show the text alone."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

from rich.style import Style
from rich.text import Text

from refcheck.rules import help_url

_DOI = re.compile(r"\b10\.\d{4,9}/[!-~]{1,300}")
_OPENING = {")": "(", "]": "[", ">": "<"}


def with_dois(text: Text) -> Text:
    """The text with its DOIs linked, less the punctuation of the sentence that they stand in."""
    for found in _DOI.finditer(text.plain):
        doi = found.group()
        while doi[-1] in ".,;:'\"" or doi.count(doi[-1]) > doi.count(_OPENING.get(doi[-1], doi[-1])):
            doi = doi[:-1]
        text.stylize(Style(link=f"https://doi.org/{quote(doi)}"), found.start(), found.start() + len(doi))
    return text


def to_document(path: str) -> str:
    """The style of a document's path."""
    if path == "-":
        return "bold underline"
    return f"bold underline link file://{quote(Path(path).absolute().as_posix(), errors='replace')}"


def to_code(code: str) -> str:
    """The style of a code."""
    return f"link {help_url(code)}"
