"""Finding what is in a document: `extract` does all of it, the modules one thing each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from refcheck.extract.article import extract

__all__ = ["extract"]


def __getattr__(name: str) -> Any:
    """Import `extract` when it is first used: who needs one module alone, as the parser, loads no other."""
    if name != "extract":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from refcheck.extract.article import extract  # noqa: PLC0415 - this function is the lazy import

    return extract
