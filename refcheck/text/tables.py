"""The tables of words in refcheck/data: UTF-8, tab-separated, `#` for comments, provenance in the head."""

from __future__ import annotations

from importlib.resources import files


def rows(name: str) -> list[list[str]]:
    """The rows of the table `name`, each a list of its columns."""
    text = (files("refcheck") / "data" / name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]
