"""The files that a document names: followed inside the project's folder only.

A document comes from anywhere, and what it names must not make a report of other files of the machine: no absolute
path, no way out of the folder by ``..`` or a link, no hidden file, and only files of the kinds that belong there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, runtime_checkable

from refcheck.errors import UnreadableInputError
from refcheck.model.document import Document
from refcheck.readers.base import MAX_BYTES, unix_newlines
from refcheck.readers.encoding import decode

_MOST_FILES = 200
_ABSOLUTE = re.compile(r"[/\\~|]|[A-Za-z]:")


class NotFollowedError(Exception):
    """A file that a document names was not read; says why."""


@runtime_checkable
class FollowingReader(Protocol):
    """A reader of documents that name others. Its `read` follows none."""

    def read_beside(self, data: bytes, path: str, beside: Beside | None) -> Document:
        """The document, with what it names where a folder is given."""


class Beside:
    """Reads the files that one document names.

    Args:
        file: the document.
        root: the project's folder; the document's own where it lies outside.
        unsaved: what stands in place of files, by their resolved paths: an editor's text that is not saved yet.

    Attributes:
        asked_for: every file that was looked for in the project, also those that are not there.
    """

    def __init__(self, file: Path, root: Path, unsaved: Mapping[Path, bytes] = MappingProxyType({})) -> None:
        self.stem = file.stem
        self.asked_for: set[Path] = set()
        self._unsaved = unsaved
        self._folder = file.parent
        project, folder = root.resolve(), file.parent.resolve()
        self._project = project if folder.is_relative_to(project) else folder
        self._read = 0
        self._bytes = 0

    def data(self, name: str, extensions: tuple[str, ...]) -> bytes:
        """A file's bytes. Its name may lack the extension, as in LaTeX.

        Raises:
            NotFollowedError: it is not there, must not be read, or too much was read already.
        """
        name = name.strip().strip('"').strip()
        if not name or "\0" in name or _ABSOLUTE.match(name):
            raise NotFollowedError("only files named relative to the document are followed")
        tried = [name] if name.lower().endswith(extensions) else [name + extension for extension in extensions]
        for candidate in tried:
            if (data := self._data(candidate)) is not None:
                return data
        raise NotFollowedError("there is no such file")

    def text(self, name: str, extensions: tuple[str, ...]) -> str:
        """A file's text, with line feeds; see `data`."""
        try:
            return unix_newlines(decode(self.data(name, extensions), name).text)[0]
        except UnreadableInputError as error:
            raise NotFollowedError(error.reason.rstrip(".")) from None

    def _data(self, name: str) -> bytes | None:
        try:
            file = (self._folder / name).resolve()
            if not file.is_relative_to(self._project):
                raise NotFollowedError("it lies outside the project's folder")
            if any(part.startswith(".") for part in file.relative_to(self._project).parts):
                raise NotFollowedError("hidden files are not followed")
            self.asked_for.add(file)
            unsaved = self._unsaved.get(file)
            if unsaved is None and not file.is_file():
                return None
            if self._read >= _MOST_FILES:
                raise NotFollowedError(f"the document names more than {_MOST_FILES} files")
            data = self._bytes_of(file) if unsaved is None else unsaved
        except (OSError, RuntimeError, ValueError) as error:  # a loop of links is a RuntimeError in Python 3.11
            raise NotFollowedError(f"it cannot be opened ({type(error).__name__})") from None
        if len(data) > MAX_BYTES - self._bytes:
            raise NotFollowedError("with it, the document is too large")
        self._read += 1
        self._bytes += len(data)
        return data

    def _bytes_of(self, file: Path) -> bytes:
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES - self._bytes + 1)
