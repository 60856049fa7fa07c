"""Readers, one file format a file: bytes to Document."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType

from refcheck.errors import UnreadableInputError
from refcheck.model.document import Document
from refcheck.readers._beside import Beside, FollowingReader
from refcheck.readers._child import in_child, written_in_child
from refcheck.readers.base import MAX_BYTES, Reader
from refcheck.registry import Folder, lacking

__all__ = ["Beside", "find", "folders_below", "read", "read_bytes", "readers", "relative_path", "written_in_child"]

_HEAD = 64 * 1024
_PICKED_UP = 0.5
"""How sure a reader must be of a file that was found in a folder and not named."""

_BACKUP = re.compile(r"\..*|.*~|#.*#", re.DOTALL)
"""Files that are hidden, or what editors keep beside a file: its former text, what is not saved yet."""

_PASSED_OVER = frozenset({"node_modules", "__pycache__", "venv", "site-packages", "__MACOSX"})
"""Folders that hold other people's files; hidden ones are passed over as well."""


def _fault(name: str, plugin: ModuleType) -> str:
    """What is wrong with a plugin's reader."""
    if fault := lacking(plugin.READER, "name", "extensions", "media_types", "recognises", "read"):
        return fault
    if plugin.READER.name != name or any(file.READER.name == name for file in FOLDER.files):
        return f"its reader is named {plugin.READER.name!r}; the entry point must have that name, and no other reader"
    return ""


FOLDER = Folder(__name__, "READER", _fault)


@cache
def readers() -> tuple[Reader, ...]:
    """Every reader, in order of name, those of plugins last."""
    return tuple(module.READER for module in FOLDER.modules)


def read(path: Path, *, root: Path | None = None, beside: Beside | None = None) -> Document:
    """The document in a file.

    Args:
        path: the file.
        root: the folder that `Document.path` is relative to; by default the current one.
        beside: reads the files that it names; by default those of the root's project.

    Raises:
        UnreadableInputError: missing, too large, of an unknown format or broken.
    """
    shown = relative_path(path, root)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except IsADirectoryError:
        raise UnreadableInputError(shown, "this is a folder.", "Name the files in it.") from None
    except OSError as error:
        raise UnreadableInputError(
            shown, f"cannot be opened: {error.strerror or error}.", "Check the name and your right to read it."
        ) from error
    return _read(data, shown, beside or Beside(path, root or Path.cwd()))


def read_bytes(data: bytes, name: str, beside: Beside | None = None) -> Document:
    """The document in a file's bytes.

    Args:
        data: the file.
        name: its relative path, or "-" for standard input.
        beside: reads the files that it names; without it, none is followed.

    Raises:
        UnreadableInputError: too large, of an unknown format or broken.
    """
    return _read(data, name, beside)


def alone(path: Path) -> bytes | None:
    """The bytes of a file whose document follows from them and its path alone; None if it may name other files.

    A file that cannot be read is None too: `read` says why.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError:
        return None
    reader, sureness = _reader_of(data[:_HEAD], path.name)
    return data if sureness and not isinstance(reader, FollowingReader) else None


def _read(data: bytes, name: str, beside: Beside | None) -> Document:
    """The document in a file's bytes, with the files that it names where a folder is given."""
    if len(data) > MAX_BYTES:
        raise UnreadableInputError(
            name, f"larger than {MAX_BYTES // 1024 // 1024} MB.", "Split it, or give the reference list alone."
        )
    reader, sureness = _reader_of(data[:_HEAD], name)
    if not sureness:
        known = " ".join(extension for each in readers() for extension in each.extensions)
        raise UnreadableInputError(
            name, "not text, and no format that can be read.", f"Save it as one of these: {known}."
        )
    if getattr(reader, "isolated", False) and type(reader).__module__.startswith(f"{__name__}."):
        return in_child(reader.name, data, name)
    if isinstance(reader, FollowingReader):
        return reader.read_beside(data, name, beside)
    return reader.read(data, name)


def find(paths: Sequence[Path]) -> list[Path]:
    """The files to read: those named, and in each folder named those that a reader recognises, sorted.

    Hidden files, editors' backups and folders of other people's files are passed over, and so are links that lead out
    of the folder.
    No file is given twice.

    Raises:
        UnreadableInputError: a path does not exist.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        if not path.exists():
            raise UnreadableInputError(str(path), "there is no such file or folder.", "Check the name.")
        for file in _walk(path) if path.is_dir() else (path,):
            found.setdefault(file.resolve(), file)
    return sorted(found.values(), key=lambda file: file.as_posix())


def folders_below(folder: Path) -> Iterator[Path]:
    """A folder and those below it in which `find` looks for files."""
    for where, folders, _ in os.walk(folder):
        folders[:] = _looked_into(folders)
        yield Path(where)


def _looked_into(folders: Sequence[str]) -> list[str]:
    return sorted(name for name in folders if not name.startswith(".") and name not in _PASSED_OVER)


def _walk(folder: Path) -> Iterator[Path]:
    """The readable files below a folder, in order of name."""
    root = folder.resolve()
    for where, folders, files in os.walk(folder):
        folders[:] = _looked_into(folders)
        for name in sorted(files):
            file = Path(where, name)
            if _BACKUP.fullmatch(name) or not file.is_file() or not file.resolve().is_relative_to(root):
                continue
            if _is_recognised(file):
                yield file


def _is_recognised(file: Path) -> bool:
    """Whether a reader is sure enough of a file; one that cannot be opened is left for `read` to tell of."""
    try:
        with file.open("rb") as opened:
            head = opened.read(_HEAD)
    except OSError:
        head = b""
    if _reader_of(head, file.name)[1] >= _PICKED_UP:
        return True
    return file.name.lower().endswith(tuple(extension for each in readers() for extension in each.extensions))


def _reader_of(head: bytes, name: str) -> tuple[Reader, float]:
    """The reader that is the surest of a file, and how sure it is."""
    scores = [(reader.recognises(head, name), reader) for reader in readers()]
    sureness, reader = max(scores, key=lambda pair: pair[0])
    return reader, sureness


def relative_path(path: Path, root: Path | None) -> str:
    """A path as reports show it, `Document.path`: relative to the root where it lies below it, with forward slashes."""
    base = (root or Path.cwd()).resolve()
    absolute = Path(os.path.abspath(path))  # noqa: PTH100  a link keeps its own name
    for start in (base, Path(os.path.abspath(root or Path.cwd()))):  # noqa: PTH100
        if absolute.is_relative_to(start):
            return absolute.relative_to(start).as_posix()
    return path.as_posix()
