"""docs/command-line.md: every command, argument and option, from the commands themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import typer.main

from pages.markdown import page, table
from refcheck.cli.app import COMMANDS, app, imported
from refcheck.config.options import ENVIRONMENT, Options

_VARIABLES = {
    **{variable: f"the setting `{name.replace('_', '-')}`" for variable, name in ENVIRONMENT.items()},
    "REFCHECK_CONFIG": "the settings file to use in place of the nearest `refcheck.toml` or `pyproject.toml`",
    "REFCHECK_NO_PLUGINS": "switches [plugins](how-to/plugins.md) off",
    "REFCHECK_TRACEBACK": "after an internal error, also show where in the program it was",
    "NO_COLOR": "no colours, also on a terminal",
}
_STATUS = (
    ("0", "nothing at or above `--fail-on`"),
    ("1", "such a finding"),
    ("2", "a usage error, an unreadable input or an internal error"),
    ("3", "no such finding, but a source could not be reached; `--allow-incomplete` makes that 0"),
    ("130", "interrupted; what was answered so far is kept"),
)


def commands() -> Iterator[tuple[str, Any]]:
    """Every command that can be run, by its full name: "check", "cache info"."""
    for name in COMMANDS:
        command = imported(name)
        parts = getattr(command, "commands", None)
        if parts:
            yield from ((f"{name} {part}", one) for part, one in parts.items())
        else:
            yield name, command


def root_options() -> list[Any]:
    """The options of `refcheck` itself."""
    return list(typer.main.get_command(app).params)


def write() -> str:
    """The page."""
    lines = [
        "`refcheck COMMAND --help` shows the same. A flag beats the environment, which beats the settings file",
        "([settings](settings.md)).",
        "",
    ]
    for name, command in commands():
        lines += [f"## refcheck {name}", "", "```text", _usage(name, command), "```", "", *_about(command.help), ""]
        lines += _options(command.params)
    lines += ["## refcheck", "", "Without a command:", "", *_options(root_options())]
    lines += ["## Exit status", "", "Of `check`; the other commands say above where theirs differs.", ""]
    lines += [*table(("status", "meaning"), _STATUS), ""]
    lines += ["## Environment", "", *table(("variable", "what it sets"), _rows(_VARIABLES)), ""]
    return page("Command line", "`refcheck/cli/`", *lines)


def _usage(name: str, command: Any) -> str:
    arguments = [one.metavar or one.name.upper() for one in command.params if one.param_type_name == "argument"]
    options = any(one.param_type_name == "option" for one in command.params)
    return " ".join(["refcheck", name, *(["[OPTIONS]"] if options else []), *arguments])


def _about(text: str) -> list[str]:
    """Text of the help, with the options that it names as code."""
    return re.sub(r"(?<![\w`-])--[a-z][a-z-]*", r"`\g<0>`", text).split("\n")


def _options(params: list[Any]) -> list[str]:
    rows = [(_names(one), "".join(_about(one.help or "")).rstrip("."), _default(one)) for one in params]
    return [*table(("", "meaning", "default"), rows), ""] if rows else []


def _names(one: Any) -> str:
    if one.param_type_name == "argument":
        return f"`{one.metavar or one.name.upper()}`"
    value = "" if one.is_flag else f" {one.metavar or one.name.upper()}"
    return ", ".join(f"`{name}`" for name in [*one.opts[:-1], f"{one.opts[-1]}{value}"])


def _default(one: Any) -> str:
    """Its own default, or that of the setting which it overrides; a switch is off."""
    setting = Options.model_fields.get(one.name) if one.default is None and not one.multiple else None
    value = setting.default if setting else one.default
    said = isinstance(value, str | int | float) and not isinstance(value, bool) and value != ""
    return f"`{value}`" if said else ""


def _rows(mapping: dict[str, str]) -> list[tuple[str, str]]:
    return [(f"`{name}`", meaning) for name, meaning in mapping.items()]
