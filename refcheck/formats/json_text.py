"""JSON that every parser and every terminal takes: what does not print is escaped, half a surrogate pair replaced."""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic_core import PydanticSerializationError, to_json

_PERHAPS_UNPRINTABLE = re.compile(r"[^\n -~]")


def dumps(value: Any, *, indent: int | None = None) -> str:
    """The value as JSON; without `indent` on one line."""
    try:
        text = to_json(value, indent=indent).decode()  # six times as fast as Python's own, which writes the same
    except PydanticSerializationError:  # half a surrogate pair, which is no UTF-8
        text = json.dumps(value, ensure_ascii=False, indent=indent, separators=None if indent else (",", ":"))
    return _PERHAPS_UNPRINTABLE.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    if character.isprintable():
        return character
    if "\ud800" <= character <= "\udfff":
        return "\N{REPLACEMENT CHARACTER}"
    return json.dumps(character)[1:-1]
