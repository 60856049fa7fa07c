"""Finds the files of a folder: a reader, source, rule family, comparator or format is added by adding one file."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import ModuleType


@cache
def modules(package: ModuleType, attribute: str) -> tuple[ModuleType, ...]:
    """The modules of a package that define `attribute`, in order of name.

    `base` and names that begin with an underscore are passed over: they hold what the others share.
    """
    names = sorted(info.name for info in pkgutil.iter_modules(package.__path__))
    wanted = [name for name in names if name != "base" and not name.startswith("_")]
    found = [importlib.import_module(f"{package.__name__}.{name}") for name in wanted]
    return tuple(module for module in found if hasattr(module, attribute))
