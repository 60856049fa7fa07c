"""Work beside the protocol's loop, which must go on answering: checks wait for indexes, and they compute."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class Background:
    """An event loop in a thread of its own, begun when it is first needed."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None

    async def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Await work that is done in that thread. Cancelling this cancels the work at its next pause."""
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            threading.Thread(target=self._loop.run_forever, name="checks", daemon=True).start()
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))


class Schedule:
    """What is done for each document, the latest wish alone: an earlier one that is not done yet is dropped.

    Args:
        work: what to do for a document, by its address.
    """

    def __init__(self, work: Callable[[str], Awaitable[None]]) -> None:
        self._work = work
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def put(self, uri: str, after: float = 0.0) -> None:
        """Do the work for a document after so many seconds, unless it is asked for again before."""
        self.drop(uri)
        task = asyncio.get_running_loop().create_task(self._later(uri, after))
        self._tasks[uri] = task
        task.add_done_callback(lambda done: self._forget(uri, done))

    def drop(self, uri: str) -> None:
        """Do nothing more for a document."""
        if task := self._tasks.pop(uri, None):
            task.cancel()

    async def _later(self, uri: str, after: float) -> None:
        await asyncio.sleep(after)
        await self._work(uri)

    def _forget(self, uri: str, done: asyncio.Task[None]) -> None:
        if self._tasks.get(uri) is done:
            del self._tasks[uri]
