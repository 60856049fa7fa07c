"""refcheck: checks that each reference of an article is what the article says it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from refcheck.api import acheck, check
    from refcheck.errors import RefcheckError
    from refcheck.model import Finding, Report, Severity

__all__ = ["Finding", "RefcheckError", "Report", "Severity", "__version__", "acheck", "check"]

_HOMES = {
    "acheck": "refcheck.api",
    "check": "refcheck.api",
    "RefcheckError": "refcheck.errors",
    "Finding": "refcheck.model",
    "Report": "refcheck.model",
    "Severity": "refcheck.model",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that a small command need not load the whole pipeline."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - this function is the lazy import

    return getattr(import_module(_HOMES[name]), name)
