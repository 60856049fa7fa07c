"""JSON that every parser and every terminal takes: what does not print is escaped, half a surrogate pair replaced."""

from __future__ import annotations

import json
import re
from typing import Any

_PERHAPS_UNPRINTABLE = re.compile(r"[^\n -~]")


def dumps(value: Any, *, indent: int | None = None) -> str:
    """The value as JSON; without `indent` on one line."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=None if indent else (",", ":"))
    return _PERHAPS_UNPRINTABLE.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    if character.isprintable():
        return character
    if "\ud800" <= character <= "\udfff":
        return "\N{REPLACEMENT CHARACTER}"
    return json.dumps(character)[1:-1]
