"""Finds the files of a folder: a reader, rule family or format is added by adding one file.

Other distributions add theirs by an entry point in the group that is named as the folder, ``refcheck.readers``. A
plugin that cannot be used is told of once, and the run goes on without it.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import logging
import os
import pkgutil
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, partial
from importlib.metadata import EntryPoint
from types import ModuleType

GROUPS = ("refcheck.readers", "refcheck.rules", "refcheck.formats", "refcheck.sources")

OFF = "REFCHECK_NO_PLUGINS"
"""The environment variable that switches plugins off. They belong to an installation and not to what is checked with
it, so no settings file of a project says whether they are used."""


@dataclass(frozen=True, slots=True)
class Plugin:
    """An entry point of another distribution.

    Attributes:
        group, name: of the entry point.
        target: the module that it names.
        distribution: the name and version of what it came with.
        module: that module; None if it cannot be used.
        fault: why not, a clause.
    """

    group: str
    name: str
    target: str
    distribution: str
    module: ModuleType | None = None
    fault: str = ""

    def __str__(self) -> str:
        return f"the plugin {self.name!r} of {self.distribution} ({self.group}: {self.target})"


class Folder:
    """The modules of one folder that define an attribute, and the plugins that add to them.

    Args:
        package: the folder's import name.
        attribute: what makes a module one of the kind, "READER".
        fault: says what is wrong with a plugin's module, as a clause; "" if nothing is.
    """

    def __init__(self, package: str, attribute: str, fault: Callable[[str, ModuleType], str]) -> None:
        self.package = package
        self.attribute = attribute
        self._fault = fault

    def named(self, name: str) -> ModuleType | None:
        """The module of that name; of the files, no other is imported."""
        if name in self._names and (file := self._file(name)):
            return file
        return next((plugin.module for plugin in self.plugins if plugin.name == name), None)

    @cached_property
    def modules(self) -> tuple[ModuleType, ...]:
        """The files, and after them the plugins, each in order of name."""
        return (*self.files, *(plugin.module for plugin in self.plugins if plugin.module))

    @cached_property
    def files(self) -> tuple[ModuleType, ...]:
        """The files of the folder. `base` and names with an underscore before them hold what the others share."""
        return tuple(file for name in self._names if (file := self._file(name)))

    @cached_property
    def plugins(self) -> tuple[Plugin, ...]:
        """The plugins in order of name, those that cannot be used as well."""
        found: list[Plugin] = []
        for entry in entry_points(self.package):
            plugin = self._loaded(entry, {one.name: one for one in found if one.module})
            if plugin.fault:
                _tell(plugin)
            found.append(plugin)
        return tuple(found)

    @cached_property
    def _names(self) -> tuple[str, ...]:
        path = importlib.import_module(self.package).__path__
        names = sorted(info.name for info in pkgutil.iter_modules(path))
        return tuple(name for name in names if name != "base" and not name.startswith("_"))

    def _file(self, name: str) -> ModuleType | None:
        module = importlib.import_module(f"{self.package}.{name}")
        return module if hasattr(module, self.attribute) else None

    def _loaded(self, entry: EntryPoint, others: Mapping[str, Plugin]) -> Plugin:
        plugin = partial(Plugin, entry.group, entry.name, entry.value, _distribution(entry))
        if entry.name in self._names and self._file(entry.name):
            return plugin(fault="one of that name is built in")
        if entry.name in others:
            return plugin(fault=f"{others[entry.name].distribution} has one of that name")
        try:
            module = entry.load()
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever is wrong with it, we go on
            return plugin(fault=f"it cannot be imported ({type(error).__name__}: {error})")
        fault = self._fault(entry.name, module) if hasattr(module, self.attribute) else f"it has no {self.attribute}"
        return plugin(None if fault else module, fault)


def _tell(plugin: Plugin) -> None:
    from multiprocessing import parent_process  # noqa: PLC0415 - slow to load

    if parent_process() is None:  # those that read files for this one say nothing
        logging.getLogger(__name__).warning("refcheck: %s is not used: %s.", plugin, plugin.fault)


@cache
def entry_points(group: str) -> tuple[EntryPoint, ...]:
    """The entry points of a group, in order of name and distribution; none where plugins are switched off."""
    if os.environ.get(OFF):
        return ()
    found = importlib.metadata.entry_points(group=group)
    return tuple(sorted(found, key=lambda entry: (entry.name, _distribution(entry))))


def lacking(value: object, *members: str) -> str:
    """The fault of a plugin's object that lacks one of these members, as a clause; "" if it has all."""
    missing = [member for member in members if not hasattr(value, member)]
    return f"what it offers has no {' and no '.join(missing)}" if missing else ""


def culprit(error: BaseException) -> str:
    """The plugin whose code raised an error, "" if it was none's."""
    modules = [frame.f_globals.get("__name__", "") for frame, _ in traceback.walk_tb(error.__traceback__)]
    for group in GROUPS:
        for entry in entry_points(group):
            if any(f"{module}.".startswith(f"{entry.module}.") for module in modules):
                return str(Plugin(group, entry.name, entry.value, _distribution(entry)))
    return ""


def _distribution(entry: EntryPoint) -> str:
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist else "an unknown distribution"
