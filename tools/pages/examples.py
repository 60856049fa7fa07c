"""The commands that a page shows: run in order in a copy of references/, so that each has its real output below it.

What is run: ``refcheck`` with ``--offline`` or where it shows what it prints, ``cp`` and ``echo $?``. Anything else is
passed over, and shows no output. A line ``…`` in an output stands for lines left out; the rest of such an output has
to occur as it stands.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from typer.testing import CliRunner

from refcheck.cli.app import app

ROOT = Path(__file__).parents[2]
CUT = "…"
WIDTH = "80"
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
_WITHOUT_NETWORK = frozenset({"rule", "compare", "parse", "extract", "diff", "--version"})


def pages() -> list[Path]:
    """The pages with examples: the README and everything in docs/."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def commands(page: str) -> list[str]:
    """The commands of a page, in order."""
    return [command for block in _BLOCK.findall(page) for command, _ in _COMMAND.findall(block)]


def shown(page: str) -> str:
    """The page with the real output below each command that shows one."""
    if not any(output for block in _BLOCK.findall(page) for _, output in _COMMAND.findall(block)):
        return page
    with workplace():
        status = 0

        def run(match: re.Match[str]) -> str:
            nonlocal status
            command, printed = match.groups()
            real, status = _run(command, status, shown=bool(printed))
            return f"$ {command}\n{_kept(printed, real) if printed else ''}"

        return _BLOCK.sub(lambda block: f"```console\n{_COMMAND.sub(run, block[1])}```", page)


def _run(command: str, status: int, *, shown: bool) -> tuple[str, int]:
    """What a command prints, and its exit status."""
    name, *arguments = shlex.split(command)
    if name == "refcheck" and ("--offline" in arguments or (shown and arguments[0] in _WITHOUT_NETWORK)):
        done = CliRunner().invoke(app, arguments, catch_exceptions=False)
        return done.output, done.exit_code
    if name == "cp":
        shutil.copy(*arguments)
    return (f"{status}\n", 0) if command == "echo $?" else ("", 0)


def _kept(printed: str, real: str) -> str:
    """The real output, or the printed excerpt of it where every part occurs in it in that order."""
    parts = [part.strip("\n") for part in re.split(rf"^{CUT}$", printed, flags=re.MULTILINE)]
    if not parts[1:]:
        return real
    position = 0
    for part in parts:
        position = f"\n{real}".find(f"\n{part}\n" if part else "", position)
        if position < 0:
            return real
    return printed


@contextmanager
def workplace() -> Iterator[None]:
    """A folder with references/ and the settings that belong to them, nothing of the user's, and a terminal's width."""
    before, environment = Path.cwd(), dict(os.environ)
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "references", Path(folder, "references"))
        shutil.copy(ROOT / "pyproject.toml", folder)
        for name in [name for name in os.environ if name.startswith("REFCHECK")]:
            del os.environ[name]
        os.environ.update(COLUMNS=WIDTH, REFCHECK_CACHE_DIR=str(Path(folder, "cache")))
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)
            os.environ.clear()
            os.environ.update(environment)
