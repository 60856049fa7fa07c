"""Report formats, one a file."""

from __future__ import annotations

from types import ModuleType

from refcheck.formats.base import Format, View, is_binary, pieces
from refcheck.registry import Folder, lacking

__all__ = ["Format", "View", "format_named", "formats", "is_binary", "pieces"]


def _fault(name: str, plugin: ModuleType) -> str:
    """What is wrong with a plugin's format."""
    if fault := lacking(plugin.FORMAT, "name", "about", "render"):
        return fault
    named = plugin.FORMAT.name
    return "" if named == name else f"its format is named {named!r}; the entry point must have the same name"


FOLDER = Folder(__name__, "FORMAT", _fault)


def format_named(name: str) -> Format | None:
    """The format of that name, which is its file's; the others are not loaded."""
    module = FOLDER.named(name)
    return module.FORMAT if module else None


def formats() -> dict[str, Format]:
    """Every format by its name."""
    return {module.FORMAT.name: module.FORMAT for module in FOLDER.modules}
