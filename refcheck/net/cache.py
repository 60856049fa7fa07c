"""What the services answered, kept between runs: by source and identifier, the negative answers too.

One SQLite file in WAL mode, so that several processes may use it at once and one that is killed leaves it whole.
A cache that cannot be used (a full disk, a read-only folder, a broken file) never stops a run: it forgets.
"""

from __future__ import annotations

import json
import math
import sqlite3
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

_FILE = "answers.sqlite"
_SCHEMA = 1
_DAY = 86_400.0
_NEGATIVE = 1.0  # days that "no such thing" holds at most: indexes grow
_MOST = 512 * 2**20  # bytes of the file, above which the oldest answers go
_CHUNK = 500  # keys a statement; SQLite allows 999 variables in old builds


@dataclass(frozen=True, slots=True)
class CacheInfo:
    """What is cached: where, how much, and how many answers of each source."""

    path: Path
    size: int
    answers: Mapping[str, int]


class Cache:
    """Answers by source and key. `None` as a value means that the source answered: no such thing."""

    def __init__(
        self,
        folder: Path | None,
        *,
        max_age: float = 30.0,
        any_age: bool = False,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Open the cache.

        Args:
            folder: where it is kept, made if need be; None keeps nothing.
            max_age: days after which an answer counts no more.
            any_age: take answers of any age (an offline run).
            clock: seconds since 1970.
        """
        self.path = folder / _FILE if folder else None
        self.problem = ""
        self._max_age = max_age * _DAY
        self._any_age = any_age
        self._clock = clock
        self._lock = threading.RLock()  # documents are read in a thread of their own
        self._db = self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def get(self, source: str, keys: Iterable[str], *, max_age: float = math.inf) -> dict[str, Any]:
        """The stored answers among `keys`; a key without one, or an older one than `max_age` days, is left out."""
        found: dict[str, Any] = {}
        for key, body in self.read(source, keys, max_age=max_age).items():
            with suppress(ValueError):
                found[key] = None if body is None else json.loads(body)
        return found

    def put(self, source: str, answers: Mapping[str, Any]) -> None:
        """Keep answers: JSON values, or None for "no such thing"."""
        self.write(source, {key: None if value is None else _json(value) for key, value in answers.items()})

    def read(self, source: str, keys: Iterable[str], *, max_age: float = math.inf) -> dict[str, bytes | None]:
        """Like `get`, the answers as they were written."""
        wanted = list(dict.fromkeys(keys))
        now = self._clock()
        longest = min(self._max_age, max_age * _DAY)
        found: dict[str, bytes | None] = {}
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            marks = ",".join("?" * len(chunk))
            query = f"SELECT key, body, stored FROM answer WHERE source = ? AND key IN ({marks})"  # noqa: S608 - marks only
            for key, body, stored in self._do(query, (source, *chunk)):
                limit = longest if body is not None else min(longest, _NEGATIVE * _DAY)
                if self._any_age or now - stored <= limit:
                    with suppress(zlib.error):
                        found[key] = None if body is None else zlib.decompress(body)
        return found

    def write(self, source: str, answers: Mapping[str, bytes | None]) -> None:
        """Like `put`, of answers in bytes."""
        now = self._clock()
        rows = [(source, key, None if body is None else zlib.compress(body), now) for key, body in answers.items()]
        self._do_many("INSERT OR REPLACE INTO answer (source, key, body, stored) VALUES (?, ?, ?, ?)", rows)

    def info(self) -> CacheInfo:
        """What is in it."""
        counts = self._do("SELECT source, COUNT(*) FROM answer GROUP BY source ORDER BY source", ())
        size = sum(part.stat().st_size for part in self._files() if part.exists())
        return CacheInfo(self.path or Path(), size, dict(counts))

    def clear(self) -> int:
        """Forget everything; how many answers there were."""
        count = sum(self.info().answers.values())
        self._do("DELETE FROM answer", ())
        self._do("VACUUM", ())
        return count

    def close(self) -> None:
        """Shrink to the size limit and close."""
        if self._db and self.path and self.path.exists() and self.path.stat().st_size > _MOST:
            self._do("DELETE FROM answer WHERE stored <= (SELECT stored FROM answer ORDER BY stored LIMIT 1 OFFSET "
                     "(SELECT COUNT(*) / 2 FROM answer))", ())  # fmt: skip
            self._do("VACUUM", ())
        if self._db:
            self._db.close()
            self._db = None

    def _open(self) -> sqlite3.Connection | None:
        if self.path is None:
            return None
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                return self._connect()
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):
                    raise
                for part in self._files():  # not a database, or a broken one: nothing in it is worth a failed run
                    part.unlink(missing_ok=True)
                return self._connect()
        except (OSError, sqlite3.Error) as error:
            self.problem = f"{self.path}: the cache cannot be used ({error}); answers are not kept."
            return None

    def _connect(self) -> sqlite3.Connection:
        if self.path:
            self.path.touch(mode=0o600)  # for its owner alone: texts of manuscripts are in it
        db = sqlite3.connect(str(self.path), timeout=10, isolation_level=None, check_same_thread=False)
        try:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
            if db.execute("PRAGMA user_version").fetchone()[0] != _SCHEMA:
                db.execute("BEGIN IMMEDIATE")
                if db.execute("PRAGMA user_version").fetchone()[0] != _SCHEMA:  # another process may have been first
                    db.execute("DROP TABLE IF EXISTS answer")
                    db.execute("CREATE TABLE answer (source TEXT, key TEXT, body BLOB, stored REAL NOT NULL, "
                               "PRIMARY KEY (source, key)) WITHOUT ROWID")  # fmt: skip
                    db.execute(f"PRAGMA user_version = {_SCHEMA}")
                db.execute("COMMIT")
        except sqlite3.Error:
            db.close()
            raise
        return db

    def _files(self) -> list[Path]:
        return [self.path.with_name(self.path.name + end) for end in ("", "-wal", "-shm")] if self.path else []

    def _do(self, statement: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        if self._db is None:
            return []
        try:
            with self._lock:
                return self._db.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            self._give_up(error)
            return []

    def _do_many(self, statement: str, rows: list[tuple[Any, ...]]) -> None:
        if self._db is None or not rows:
            return
        try:
            with self._lock:
                self._db.execute("BEGIN IMMEDIATE")
                self._db.executemany(statement, rows)
                self._db.execute("COMMIT")
        except sqlite3.Error as error:
            self._give_up(error)

    def _give_up(self, error: sqlite3.Error) -> None:
        self.problem = f"{self.path}: the cache failed ({error}); answers are no longer kept."
        if self._db:
            self._db.close()
            self._db = None


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
