"""``--since REV``: the files that changed since a revision of the git repository that they stand in."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from refcheck.errors import UsageError
from refcheck.readers import find

_SECONDS = 60
# Kinds of files that a document can name and be checked with: a .tex or .md that did not change itself is checked
# when one that it names did.
_BESIDE = frozenset({".bib", ".bbl", ".tex", ".json", ".yaml", ".yml"})
_NAMING = frozenset({".tex", ".ltx", ".latex", ".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd"})


def only_changed(paths: Iterable[Path], revision: str) -> list[Path]:
    """The files among paths and below folders that changed since a revision; those not committed yet are changed.

    A path that does not exist is kept, for the reading to tell of.

    Raises:
        UsageError: git is missing, this is no repository, or it has no such revision.
        UnreadableInputError: a folder cannot be looked through.
    """
    top, changed = _changed(revision, Path.cwd())
    beside = [file.stem.encode() for file in changed if file.suffix.lower() in _BESIDE]
    kept = []
    for path in paths:
        if not path.exists():
            kept.append(path)
            continue
        for file in find([path]):
            places = {file.resolve(), file.parent.resolve() / file.name}  # a link and what it leads to
            if not any(place.is_relative_to(top) for place in places):
                raise UsageError(f"--since: {file} is outside the repository {top}; check it without --since.")
            if places & changed or _names(file, beside):
                kept.append(file)
    return kept


def _names(file: Path, beside: Sequence[bytes]) -> bool:
    if not beside or file.suffix.lower() not in _NAMING:
        return False
    try:
        content = file.read_bytes()
    except OSError:
        return True  # the reading will tell
    return any(stem in content for stem in beside)


def _changed(revision: str, folder: Path) -> tuple[Path, frozenset[Path]]:
    """The repository's folder, and the files in it that differ from the revision or are not tracked."""
    shown = _git(folder, "rev-parse", "--show-toplevel")
    if shown is None:
        raise UsageError("--since needs a git repository, and this folder is in none; leave --since out.")
    top = Path(os.fsdecode(shown.rstrip(b"\n"))).resolve()
    commit = _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        raise UsageError(
            f"--since {revision}: the repository has no such revision; name a commit, tag or branch that it has "
            "(a shallow clone has few: git fetch --unshallow)."
        )
    settings = ("--name-only", "-z", "--no-ext-diff", "--no-textconv", "--no-renames", "--diff-filter=d")
    differing = _git(top, "diff", *settings, commit.decode().strip(), "--")
    untracked = _git(top, "ls-files", "--others", "--exclude-standard", "-z")
    if differing is None or untracked is None:
        raise UsageError(f"--since {revision}: git could not compare the files; see git diff {revision}.")
    names = (name for name in (differing + untracked).split(b"\0") if name)
    return top, frozenset(top / os.fsdecode(name) for name in names)


def _git(folder: Path, *arguments: str) -> bytes | None:
    """What git prints, or None where it fails. No program that a repository's settings name is started."""
    program = shutil.which("git")
    if program is None:
        raise UsageError("--since needs git, and there is no git on this machine; install it or leave --since out.")
    command = [program, "-C", str(folder), "-c", "core.fsmonitor=false", *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and the revision is checked before it is used
            command,
            capture_output=True,
            check=False,
            timeout=_SECONDS,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "GIT_OPTIONAL_LOCKS": "0"},
        )
    except subprocess.TimeoutExpired:
        raise UsageError(f"--since: git did not answer within {_SECONDS} seconds.") from None
    return done.stdout if done.returncode == 0 else None
