"""Text that may be shown: no control character that drives a terminal, no mark that turns the direction of a line."""

from __future__ import annotations


def printable(text: str, *, keep: str = "\n") -> str:
    """The text with everything that does not print, apart from `keep`, as a replacement character.

    A word joiner stays: it prints as nothing and keeps a name from being read as a mention.
    """
    allowed = keep + "\u2060\u3000\u00a0"
    hidden = [c for c in set(text) if not c.isprintable() and c not in allowed]
    return text.translate(dict.fromkeys(map(ord, hidden), "\N{REPLACEMENT CHARACTER}")) if hidden else text
