"""The documents that paths name, each with the files that it draws on, and which of them have changed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from refcheck.errors import UnreadableInputError
from refcheck.formats.base import is_own_report
from refcheck.model import Document, Unreadable
from refcheck.readers import Beside, find, folders_below, read

Stamp = tuple[int, int, int] | None
"""By which a change of a file is known: when it was written, its size, and which file it is; None without one."""


class Watched:
    """Documents as they were when they were last read.

    Args:
        paths: files and folders. What is added to a folder belongs to it.
        root: the folder that the paths of documents are relative to.
        shared: files that every document draws on: settings, records.
    """

    def __init__(self, paths: Sequence[Path], root: Path, shared: Iterable[Path]) -> None:
        self._paths = paths
        self._root = root
        self._shared = frozenset(shared)
        self._stamps: dict[Path, dict[Path, Stamp]] = {}
        self._missing: set[Path] = set()
        self._outputs: set[Path] = set()

    def __len__(self) -> int:
        return len(self._stamps)

    @property
    def unsettled(self) -> bool:
        """Whether files were missing at the last look that may be back at once."""
        return bool(self._missing)

    def changes(self) -> tuple[list[Path], list[Path]]:
        """The documents that are new or have changed, and those that are gone.

        They are remembered as they are now: what changes while they are checked is seen the next time. Where a file is
        missing, it takes a second look: some editors save by putting another file in its place.
        """
        files = self._files()
        now = cache(_stamp)  # each file is looked at once
        there = {one for stamps in self._stamps.values() for one, was in stamps.items() if was}
        missing = {one for one in there if now(one) is None}
        known, self._missing = self._missing, missing
        if missing - known:
            return [], []
        self._missing = set()
        changed = [file for file in files if any(now(one) != was for one, was in self._of(file).items())]
        for file in changed:
            self._stamps[file] = {one: now(one) for one in self._of(file)}
        gone = sorted(self._stamps.keys() - set(files))
        for file in gone:
            del self._stamps[file]
        return changed, gone

    def read(self, files: Iterable[Path], printed: str) -> tuple[list[Document], list[Unreadable]]:
        """Read documents that have changed, and remember which files they draw on.

        Reports that refcheck wrote are passed over, and so is from then on a file into which the output goes: it would
        change with each check.

        Args:
            files: the documents.
            printed: what was printed last.
        """
        documents: list[Document] = []
        unreadable: list[Unreadable] = []
        for file in files:
            before = self._of(file)
            beside = Beside(file, self._root)
            try:
                document = read(file, root=self._root, beside=beside)
                if printed and printed in document.source:
                    self._outputs.add(file)
                    del self._stamps[file]
                    continue
                if not is_own_report(document):
                    documents.append(document)
            except UnreadableInputError as error:
                unreadable.append(Unreadable(error.path, error.explanation))
            drawn_on = beside.asked_for | {file, *self._shared}
            self._stamps[file] = {one: before[one] if one in before else _stamp(one) for one in drawn_on}
        return documents, unreadable

    def folders(self) -> frozenset[Path]:
        """The folders in which a change may matter."""
        folders = {folder for path in self._paths if path.is_dir() for folder in folders_below(path)}
        files = [path for path in self._paths if not path.is_dir()]
        files += [file for stamps in self._stamps.values() for file in stamps]
        return frozenset(folders | {file.parent for file in (*files, *self._shared) if file.parent.is_dir()})

    def _files(self) -> list[Path]:
        """The documents there are, each once."""
        files: dict[Path, Path] = {}
        for path in self._paths:
            with suppress(UnreadableInputError):  # not there at the moment
                files.update((file.resolve(), file) for file in find([path]))
        return [file for file in files.values() if file not in self._outputs and not _takes_output(file)]

    def _of(self, file: Path) -> dict[Path, Stamp]:
        """What a document was made of; for a new one, nothing of it was there."""
        return self._stamps.get(file, dict.fromkeys((file, *self._shared)))


def _takes_output(file: Path) -> bool:
    """Whether standard output or standard error is redirected into a file."""
    for descriptor in (1, 2):
        with suppress(OSError):
            if os.path.samestat(os.fstat(descriptor), file.stat()):
                return True
    return False


def _stamp(file: Path) -> Stamp:
    try:
        found = file.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
