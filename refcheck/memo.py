"""What was worked out before, kept between runs: what is in a document, and how a reference agrees with a record.

Both follow from their input alone, so that a second run over the same articles only has to look them up. They are
kept beside the answers of the services, by a digest of the input and of this program: another version works them out
anew.
"""

from __future__ import annotations

import hashlib
import importlib
import stat
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import ModuleType
from typing import Self, TypeVar

import refcheck
from refcheck.compare.reference import compare_reference
from refcheck.model import Agreement, Article, Record, Reference
from refcheck.net import Cache
from refcheck.packing import pack, unpack
from refcheck.readers import FOLDER

T = TypeVar("T")

_ARTICLES, _AGREEMENTS = "extracted", "compared"
_ADVISERS = ("anyascii", "opencc", "pypinyin", "python-crfsuite", "rapidfuzz")  # what the results depend on besides
_MANY = 2**20  # bytes of results that are written together

Agreements = dict[str, Agreement]


class Memo:
    """Remembers results in a cache; one that keeps nothing works everything out."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._new: dict[tuple[str, str], bytes] = {}
        self._size = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.flush()

    @property
    def folder(self) -> Path | None:
        """Where it is kept, None if nothing is."""
        return self._cache.path.parent if self._cache.path else None

    def key(self, *values: object) -> str:
        """What a result of these values is kept by; "" if it is not kept."""
        return _digest(*values) if self._cache.path else ""

    def article(self, key: str) -> Article | None:
        """What was found before in the document that the key is of, None if that is not known."""
        return self._recall(_ARTICLES, key, Article)

    def keep_article(self, key: str, article: Article) -> None:
        """Remember what was found in a document."""
        self._keep(_ARTICLES, key, article)

    def agreement(self, reference: Reference, record: Record, *, others: Sequence[str] = ()) -> Mapping[str, Agreement]:
        """Like `compare_reference`, which is asked only for what is not known."""
        key = self.key(reference, record, others)
        known = self._recall(_AGREEMENTS, key, Agreements)
        if known is None:
            known = compare_reference(reference, record, others=others)
            self._keep(_AGREEMENTS, key, known)
        return known

    def flush(self) -> None:
        """Write down what is new."""
        for part in (_ARTICLES, _AGREEMENTS):
            self._cache.write(part, {key: packed for (kind, key), packed in self._new.items() if kind == part})
        self._new.clear()
        self._size = 0

    def _recall(self, part: str, key: str, kind: type[T]) -> T | None:
        packed = self._new.get((part, key)) or self._cache.read(part, [key]).get(key) if key else None
        try:
            return unpack(kind, packed) if packed else None
        except ValueError:  # of a file that something else wrote
            return None

    def _keep(self, part: str, key: str, value: object) -> None:
        if key:
            with suppress(ValueError):
                self._new[part, key] = pack(value)
                self._size += len(self._new[part, key])
            if self._size > _MANY:
                self.flush()


def _digest(*values: object) -> str:
    """The key of an input, "" of one that cannot be written down."""
    digest = hashlib.sha256(_stamp())
    for value in values:
        try:
            packed = value if isinstance(value, bytes) else pack(value)
        except ValueError:
            return ""
        digest.update(b"%d:" % len(packed) + packed)
    return digest.hexdigest()


@cache
def _stamp() -> bytes:
    """Tells this program from every other version of it, an edited one too: its files, plugins, what it builds on."""
    digest = hashlib.sha256(f"{refcheck.__version__} {sys.version}".encode())
    for name in _ADVISERS:
        try:
            digest.update(f"{name} {version(name)}".encode())
        except PackageNotFoundError:  # installed in some other way
            digest.update(name.encode())
    files = sorted(Path(refcheck.__file__).parent.rglob("*"))
    for plugin in FOLDER.plugins:  # other readers read another text in the same bytes
        digest.update(plugin.distribution.encode())
        files += _files_of(plugin.module) if plugin.module else []
    for file in files:
        about = file.stat()
        if stat.S_ISREG(about.st_mode) and file.suffix != ".pyc":
            digest.update(f"{file} {about.st_size} {about.st_mtime_ns}".encode())
    return digest.digest()


def _files_of(module: ModuleType) -> list[Path]:
    """The files of a module: one, or those of its whole package."""
    package = importlib.import_module(module.__name__.partition(".")[0])
    folders = [Path(folder) for folder in getattr(package, "__path__", ())]
    files = [Path(module.__file__)] if module.__file__ else []
    return sorted({*files, *(file for folder in folders for file in folder.rglob("*"))})
