"""One limit for all processes: the requests under way, kept in a file that those with the same cache folder share.

Services count by address, not by process: two checks at once on one machine must not ask twice as fast. The rule is
that of `refcheck.net.limits`, held against the requests of all. A file that cannot be used costs only the sharing.
"""

from __future__ import annotations

import asyncio
import os
import socket
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

_FILE = "limits.sqlite"
_LEASE = 120.0  # seconds after which a request is over, whoever made it: more than any takes
_LINGER = 60.0  # seconds that a service may go on with a request which we have given up
_MARGIN = 0.02  # seconds: two clocks do not tick alike
_POLL = 0.05  # seconds until it is looked again whether another process has had its answer
_TABLE = (
    "CREATE TABLE IF NOT EXISTS request (number INTEGER PRIMARY KEY, service TEXT NOT NULL, kind TEXT NOT NULL, "
    "owner TEXT NOT NULL, open INTEGER NOT NULL, ends REAL NOT NULL)"
)
_PAUSE = "pause"  # the kind of a row that says: nothing until it ends


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a service allows at the moment: `rate` requests in `interval` seconds of one kind, so many at once."""

    rate: int
    interval: float
    concurrency: int


class Ledger:
    """Grants requests among processes. Used as a context manager; without a folder it grants everything."""

    def __init__(self, folder: Path | None, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._host = socket.gethostname()
        self._owner = f"{os.getpid()}@{self._host}"
        self._db = self._open(folder / _FILE) if folder else None

    def close(self) -> None:
        """Close the file."""
        if self._db:
            self._db.close()
            self._db = None

    @asynccontextmanager
    async def slot(self, service: str, kind: str, allowed: Callable[[], Allowed]) -> AsyncIterator[None]:
        """Wait for the right to send one request; `allowed` is asked again after each wait."""
        while isinstance(granted := self._claim(service, kind, allowed()), float):  # noqa: ASYNC110 - other processes
            await asyncio.sleep(granted)
        over = allowed().interval + _MARGIN
        try:
            yield
        except TimeoutError:
            over = _LINGER
            raise
        finally:
            self._write("UPDATE request SET open = 0, ends = ? WHERE number = ?", self._clock() + over, granted)

    def pause(self, service: str, seconds: float) -> None:
        """Let no process ask a service for so long: it said 429."""
        statement = "INSERT INTO request (service, kind, owner, open, ends) VALUES (?, ?, ?, 0, ?)"
        self._write(statement, service, _PAUSE, self._owner, self._clock() + min(seconds, _LEASE))

    def _claim(self, service: str, kind: str, allowed: Allowed) -> int | float:
        """The number of a request that was entered, or the seconds to wait for a place."""
        if self._db is None:
            return 0
        try:
            self._db.execute("BEGIN IMMEDIATE")
            wait = self._wait(service, kind, allowed)
            number = 0
            if wait is None:
                values = (service, kind, self._owner, self._clock() + _LEASE)
                number = self._db.execute(
                    "INSERT INTO request (service, kind, owner, open, ends) VALUES (?, ?, ?, 1, ?)", values
                ).lastrowid or 0  # fmt: skip
            self._db.execute("COMMIT")
        except sqlite3.Error:
            self.close()
            return 0
        return number if wait is None else max(0.001, wait)

    def _wait(self, service: str, kind: str, allowed: Allowed) -> float | None:
        """Seconds until it may be asked again, None for now. Within a transaction."""
        assert self._db is not None  # noqa: S101 - for the type checker
        now = self._clock()
        self._db.execute("DELETE FROM request WHERE ends <= ? OR ends > ?", (now, now + _LEASE))
        query = "SELECT kind, owner, open, ends FROM request WHERE service = ? ORDER BY ends"
        rows = self._db.execute(query, (service,)).fetchall()
        pauses = [ends for its, _, _, ends in rows if its == _PAUSE]
        if pauses:
            return float(max(pauses) - now)
        gone = {owner for _, owner, still, _ in rows if still and not self._lives(owner)}
        for owner in gone:  # killed: its requests ended when it did
            over = (now + allowed.interval, owner)
            self._db.execute("UPDATE request SET open = 0, ends = ? WHERE owner = ? AND open = 1", over)
        if sum(still for _, owner, still, _ in rows if owner not in gone) >= allowed.concurrency:
            return _POLL
        same = [(still, ends) for its, _, still, ends in rows if its == kind]
        if len(same) < allowed.rate:
            return None
        return min((ends - now for still, ends in same if not still), default=_POLL)

    def _lives(self, owner: str) -> bool:
        """Whether a process goes on; of one on another machine only the end of its lease tells."""
        number, _, host = owner.partition("@")
        if host != self._host or os.name != "posix":  # elsewhere signal 0 would end the process
            return True
        try:
            os.kill(int(number), 0)
        except ProcessLookupError:
            return False
        except OSError:  # it is another user's
            return True
        return True

    def _open(self, path: Path) -> sqlite3.Connection | None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            db = sqlite3.connect(str(path), timeout=2, isolation_level=None)
        except (OSError, sqlite3.Error):
            return None
        try:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = OFF")  # what a power failure loses is a second's worth of waiting
            db.execute(_TABLE)
        except sqlite3.Error:
            db.close()
            return None
        return db

    def _write(self, statement: str, *values: object) -> None:
        if self._db is None:
            return
        try:
            self._db.execute(statement, values)
        except sqlite3.Error:
            self.close()
