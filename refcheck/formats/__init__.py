"""Report formats, one a file."""

from __future__ import annotations

import refcheck.formats as files
from refcheck.formats.base import Format, View, is_binary
from refcheck.registry import modules

__all__ = ["Format", "View", "formats", "is_binary"]


def formats() -> dict[str, Format]:
    """Every format by its name."""
    return {module.FORMAT.name: module.FORMAT for module in modules(files, "FORMAT")}
