"""How a check goes, told to the client once it takes longer than a moment."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from lsprotocol.types import WorkDoneProgressBegin, WorkDoneProgressEnd, WorkDoneProgressReport
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from refcheck.formats.translation import Translator
from refcheck.progress import STAGES, Progress, Silent

_MOMENT = 0.5  # seconds; a check that the cache answers takes less


@asynccontextmanager
async def told(server: LanguageServer, title: str, say: Translator) -> AsyncIterator[Progress]:
    """A progress that the client shows, where it can; it may be told from another thread."""
    window = server.client_capabilities.window
    if window is None or not window.work_done_progress:
        yield Silent()
        return
    shown = _WorkDone(server, title, say)
    begin = asyncio.create_task(shown.begin())
    try:
        yield shown
    finally:
        begin.cancel()
        shown.end()


class _WorkDone:
    """A token of the protocol's progress."""

    def __init__(self, server: LanguageServer, title: str, say: Translator) -> None:
        self._progress = server.work_done_progress
        self._loop = asyncio.get_running_loop()
        self._token = str(uuid.uuid4())
        self._title = title
        self._say = say
        self._shown = False
        self._stage, self._total, self._done, self._last = "", 0, 0, -1

    async def begin(self) -> None:
        """Show it, if the check still goes on after a moment."""
        await asyncio.sleep(_MOMENT)
        try:
            await self._progress.create_async(self._token)
        except JsonRpcException:
            return
        self._progress.begin(self._token, WorkDoneProgressBegin(title=self._title, message=self._stage, percentage=0))
        self._shown = True

    def end(self) -> None:
        """It is over."""
        if self._shown:
            self._progress.end(self._token, WorkDoneProgressEnd())
            self._shown = False

    def stage(self, name: str, total: int | None = None) -> None:
        """Say what is being done."""
        self._stage, self._total, self._done, self._last = self._say(STAGES.get(name, name)), total or 0, 0, -1
        self._loop.call_soon_threadsafe(self._report)

    def advance(self, steps: int = 1) -> None:
        """Say how much of it is done; each hundredth once."""
        self._done += steps
        percentage = self._percentage
        if percentage is not None and percentage != self._last:
            self._last = percentage
            self._loop.call_soon_threadsafe(self._report)

    def note(self, message: str) -> None:
        """Say nothing: what did not answer is told when the check is over."""

    @property
    def _percentage(self) -> int | None:
        return min(100, self._done * 100 // self._total) if self._total else None

    def _report(self) -> None:
        if self._shown:
            report = WorkDoneProgressReport(message=self._stage, percentage=self._percentage)
            self._progress.report(self._token, report)
