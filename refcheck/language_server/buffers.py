"""A document that is open in an editor: its text as it stands there, saved or not, and the files that it names."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pygls.uris import to_fs_path

from refcheck.errors import UnreadableInputError
from refcheck.model import Document
from refcheck.readers import Beside, read_bytes
from refcheck.readers.encoding import is_binary

_LARGEST = 8_000_000
"""The longest text that is checked while it is written, in characters; a .bib file of 20,000 entries."""

_HEAD = 64 * 1024
_EXTENSIONS = {
    **dict.fromkeys(("bibtex", "biblatex", "bib"), ".bib"),
    **dict.fromkeys(("latex", "tex", "plaintex"), ".tex"),
    "markdown": ".md",
    "html": ".html",
}
"""What a document that has no file yet is taken for, by the editor's name of its language."""


@dataclass(frozen=True, slots=True)
class Buffer:
    """A document as an editor has it. `version` is the editor's count of its changes."""

    uri: str
    text: str
    version: int | None = None
    language: str = ""

    @property
    def file(self) -> Path | None:
        """The file that it is of; None for one that was never saved."""
        path = to_fs_path(self.uri)
        return Path(path) if path else None

    @property
    def data(self) -> bytes:
        """What the file would hold. A half of a character, which no file can hold, is a question mark."""
        return self.text.encode("utf-8", "replace")

    @property
    def name(self) -> str:
        """Its path as reports and the settings have it, relative to the folder that the program runs in."""
        if self.file is None:
            return "untitled" + _EXTENSIONS.get(self.language, ".txt")
        try:
            return Path(os.path.relpath(self.file)).as_posix()
        except ValueError:  # another drive
            return self.file.as_posix()

    def read(self, root: Path, others: Iterable[Buffer]) -> tuple[Document, frozenset[Path]]:
        """The document, and every file that it names, whether or not that is there.

        Args:
            root: the project's folder: no file outside is followed.
            others: what else is open: its text stands in place of its file's.

        Raises:
            UnreadableInputError: it is no text, or of no format that can be read, or too long.
        """
        if len(self.text) > _LARGEST:
            advice = "Run refcheck check on it."
            raise UnreadableInputError(self.name, "too long to be checked while it is written.", advice)
        data = self.data
        if is_binary(data[:_HEAD]):
            raise UnreadableInputError(self.name, "this is not text.")
        if self.file is None:
            return read_bytes(data, self.name), frozenset()
        unsaved = {other.file.resolve(): other.data for other in others if other.file}
        beside = Beside(self.file, root, unsaved)
        return read_bytes(data, self.name, beside), frozenset(beside.asked_for)
