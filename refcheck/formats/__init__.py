"""Report formats, one a file."""

from __future__ import annotations

import refcheck.formats as files
from refcheck.formats.base import Format, View, is_binary
from refcheck.registry import module, modules

__all__ = ["Format", "View", "format_named", "formats", "is_binary"]


def format_named(name: str) -> Format | None:
    """The format of that name, which is its file's; the others are not loaded."""
    file = module(files, name, "FORMAT")
    return file.FORMAT if file else None


def formats() -> dict[str, Format]:
    """Every format by its name."""
    return {module.FORMAT.name: module.FORMAT for module in modules(files, "FORMAT")}
