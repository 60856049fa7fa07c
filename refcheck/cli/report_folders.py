"""Reports that fill a folder: one a document and, where the format has it, a page that leads to them."""

from __future__ import annotations

import contextlib
import dataclasses
import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from refcheck.errors import UnreadableInputError, UsageError
from refcheck.formats import View
from refcheck.formats.base import FolderFormat, IndexedFormat, is_for
from refcheck.formats.html_index import entry
from refcheck.model import Document, Report
from refcheck.readers import relative_path

# What Windows does not have in a file's name, and a control character, which no terminal should see.
_UNSAFE = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f]')
_LONGEST_NAME = 240  # bytes; most file systems have 255, and a number may be added


def places(folder: Path, form: FolderFormat, documents: Iterable[Document]) -> dict[str, Path]:
    """Where the report of each document goes, by the document's path: below the folder, each in a file of its own."""
    index = getattr(form, "index_name", "")
    taken = {index}
    found = {}
    for document in documents:
        if not is_for(form, document):
            continue
        name = _name(document, form.name)
        plain, number = name, 2
        while name.as_posix().casefold() in taken:  # some file systems do not tell upper from lower case
            name, number = plain.with_stem(f"{plain.stem}-{number}"), number + 1
        taken.add(name.as_posix().casefold())
        found[document.path] = folder / name
    return found


def refuse_to_replace(form: FolderFormat, files: Iterable[Path]) -> None:
    """Refuse to write over a file that is no report of refcheck's.

    Raises:
        UsageError: one is there.
    """
    for file in files:
        try:
            content = file.read_bytes() if file.exists() else None
        except OSError:
            continue  # to write it will fail, and say why
        if content is not None and not form.wrote(content):
            raise UsageError(f"{file} is there already and is no report of refcheck's; name another folder.")


def earlier(form: FolderFormat, folder: Path, files: Sequence[Path]) -> set[Path]:
    """Which of the files an earlier run wrote as the reports of others among them."""
    expected = {_expected(form, folder, file).resolve(): file for file in files}
    found = set()
    for file in files:
        source = expected.get(file.resolve())
        if source is not None and source != file:
            with contextlib.suppress(OSError):  # to read it will fail, and say why
                found |= {file} if form.wrote(file.read_bytes()) else set()
    return found


def _expected(form: FolderFormat, folder: Path, file: Path) -> Path:
    """Where the report of a file goes, as far as its name tells."""
    name = below(relative_path(file, Path.cwd()))
    return folder / (name if name.suffix.lower() == f".{form.name}" else name.with_name(f"{name.name}.{form.name}"))


def contents(
    form: FolderFormat, report: Report, view: View, files: dict[str, Path], folder: Path
) -> Iterator[tuple[Path, str | bytes | UnreadableInputError]]:
    """What each file is to hold, or why it cannot be written; the page that leads to the others comes last."""
    entries = []
    for checked in report.documents:
        file = files.get(checked.article.document.path)
        if file is None:
            continue
        alone = dataclasses.replace(report, documents=(checked,), unreadable=())
        try:
            if isinstance(form, IndexedFormat):
                name = file.relative_to(folder).as_posix()
                index = posixpath.relpath(form.index_name, posixpath.dirname(name) or ".")
                yield file, form.page(alone, view, index)
                entries.append(entry(checked, quote(name, errors="replace")))
            else:
                yield file, form.render(alone, view)
        except UnreadableInputError as error:
            yield file, error
    if isinstance(form, IndexedFormat):
        yield folder / form.index_name, form.index(entries, report, view)


def below(path: str) -> PurePosixPath:
    """A path as one below a folder, with names that every file system has."""
    parts = [part for part in PurePosixPath(path).parts if part not in ("/", "..", ".")]
    names = [_UNSAFE.sub("_", part) for part in parts]
    return PurePosixPath(*map(_short, names)) if names and path != "-" else PurePosixPath("standard-input")


def _name(document: Document, form: str) -> PurePosixPath:
    """The name of a document's own report: its path; the format's ending is added where it has another."""
    name = below(document.path)
    return name if document.format == form else name.with_name(f"{_short(name.name, len(form) + 1)}.{form}")


def _short(name: str, added: int = 0) -> str:
    """A name that is not too long for a file system; its ending stays."""
    encoded = name.encode("utf-8", "replace")
    if len(encoded) + added <= _LONGEST_NAME:
        return encoded.decode()
    ending = PurePosixPath(name).suffix[:20]
    room = _LONGEST_NAME - added - len(ending.encode("utf-8", "replace"))
    return encoded[:room].decode("utf-8", "ignore") + ending
