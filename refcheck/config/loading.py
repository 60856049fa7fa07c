"""Where the settings in force come from: a flag beats the environment, which beats a file, which beats the default."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from refcheck.config.options import ENVIRONMENT, Options
from refcheck.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings in force, and for each where it comes from: "flag", "environment", a file's path, "default".

    Attributes:
        root: the folder of the configuration file, or else the one that was started in: paths in the file are
            relative to it, paths in reports to the one that was started in.
    """

    options: Options
    origins: Mapping[str, str]
    root: Path


def load(flags: Mapping[str, Any], environment: Mapping[str, str], folder: Path) -> Configuration:
    """Gather the settings.

    Args:
        flags: setting name to value; None means that the flag was not given.
        environment: as ``os.environ``.
        folder: where to look for ``refcheck.toml`` or a ``pyproject.toml`` with ``[tool.refcheck]``: here, then up.

    Raises:
        ConfigError: a file cannot be read, or holds an unknown key or a value that cannot be used.
    """
    named = environment.get("REFCHECK_CONFIG", "")
    path = Path(named) if named else _nearest(folder)
    origins: dict[str, str] = dict.fromkeys(Options.model_fields, "default")
    values: dict[str, Any] = {}
    if path:
        for key, value in _table(path).items():
            values[_name(key)] = value
            origins[_name(key)] = str(path)
    for variable, name in ENVIRONMENT.items():
        if environment.get(variable):
            values[name] = environment[variable]
            origins[name] = f"environment ({variable})"
    for name, value in flags.items():
        if value is not None:
            values[name] = value
            origins[name] = "flag"
    try:
        options = Options.model_validate(values)
    except ValidationError as error:
        raise ConfigError(_explain(error, origins)) from None
    return Configuration(options, origins, path.resolve().parent if path else folder)


def _name(key: str) -> str:
    return key.replace("-", "_")


def _nearest(folder: Path) -> Path | None:
    for parent in (folder, *folder.parents):
        if (parent / "refcheck.toml").is_file():
            return parent / "refcheck.toml"
        project = parent / "pyproject.toml"
        if project.is_file() and "refcheck" in _toml(project).get("tool", {}):
            return project
    return None


def _table(path: Path) -> dict[str, Any]:
    content = _toml(path)
    table = content.get("tool", {}).get("refcheck", {}) if path.name == "pyproject.toml" else content
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: [tool.refcheck] must be a table of settings.")
    return table


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise ConfigError(f"{path}: no such configuration file; correct REFCHECK_CONFIG.") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read as TOML: {error}.") from None


def _explain(error: ValidationError, origins: Mapping[str, str]) -> str:
    lines = []
    for problem in error.errors():
        key = ".".join(str(part) for part in problem["loc"]).replace("_", "-")
        origin = origins.get(_name(str(problem["loc"][0])) if problem["loc"] else "", "default")
        said = f"{problem['msg'].removeprefix('Value error, ')} (it is {problem['input']!r})."
        if problem["type"] == "extra_forbidden":
            known = ", ".join(sorted(name.replace("_", "-") for name in Options.model_fields))
            lines.append(f"{origin}: there is no setting {key!r}. Settings are: {known}.")
        elif origin == "flag":
            lines.append(f"--{key.partition('.')[0].removesuffix('-codes')}: {said}")
        else:
            lines.append(f"{origin}: {key}: {said}")
    return "\n".join(lines)
