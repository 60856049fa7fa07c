"""The settings for a document: those of its folder, and before them those of environment, editor and command line.

A folder is opened to look at it, and then checks begin by themselves. So its files do not say which addresses are
asked, which the user's keys would be sent to, nor where files are written: that is for the others to say.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from refcheck.config.loading import Configuration, load
from refcheck.config.options import Options

_OF_THE_USER = frozenset({"cache_dir", *(name for name in Options.model_fields if name.endswith("_url"))})


@dataclasses.dataclass(frozen=True, slots=True)
class InForce:
    """The settings in force for a document, and those of its folder that are passed over, by their names in a file."""

    configuration: Configuration
    passed_over: tuple[str, ...] = ()


def in_force(folder: Path, given: Mapping[str, Any]) -> InForce:
    """The settings for documents of a folder.

    Args:
        folder: where a file of settings is looked for: here, then up.
        given: settings of the command line and the editor.

    Raises:
        ConfigError: one of them cannot be used.
    """
    found = load(given, os.environ, folder)
    if os.environ.get("REFCHECK_CONFIG"):  # a file that the user has chosen
        return InForce(found)
    theirs = {name for name in _OF_THE_USER if not found.origins[name].startswith(("default", "environment", "flag"))}
    ours = load({**given, **{name: Options.model_fields[name].default for name in theirs}}, os.environ, folder)
    return InForce(ours, tuple(sorted(name.replace("_", "-") for name in theirs)))
