"""Finds the files of a folder: a reader, source, rule family, comparator or format is added by adding one file."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import ModuleType


def module(package: ModuleType, name: str, attribute: str) -> ModuleType | None:
    """The module of a package of that name, if it defines `attribute`; no other is imported."""
    if name not in _names(package):
        return None
    found = importlib.import_module(f"{package.__name__}.{name}")
    return found if hasattr(found, attribute) else None


@cache
def modules(package: ModuleType, attribute: str) -> tuple[ModuleType, ...]:
    """The modules of a package that define `attribute`, in order of name.

    `base` and names that begin with an underscore are passed over: they hold what the others share.
    """
    return tuple(found for name in _names(package) if (found := module(package, name, attribute)))


@cache
def _names(package: ModuleType) -> tuple[str, ...]:
    names = sorted(info.name for info in pkgutil.iter_modules(package.__path__))
    return tuple(name for name in names if name != "base" and not name.startswith("_"))
