"""Files to articles: found, read, and what is in them extracted; in several processes where that is worth it."""

from __future__ import annotations

import asyncio
import signal
import time
from collections import deque
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from refcheck.errors import UnreadableInputError
from refcheck.extract import extract
from refcheck.formats.base import is_own_report
from refcheck.memo import Memo
from refcheck.model import Article, Document, Unreadable
from refcheck.net import Cache
from refcheck.packing import pack, unpack
from refcheck.progress import Progress
from refcheck.readers import find, read

_WORTH = 4.0
"""Seconds that reading must still take before other processes are started for it, which takes one."""

_AHEAD = 4
"""Files that wait for each process, so that none stands idle."""


class Reading:
    """The files that paths name, each once; what cannot be read costs only itself.

    Reports that refcheck itself wrote are passed over, so that they may stand beside the articles.

    Attributes:
        files: in the order of the paths, those of a folder by name.
        unreadable: what could not be read so far, and why.
    """

    def __init__(
        self, paths: Sequence[Path], root: Path, progress: Progress, *, given: Sequence[Document | Unreadable] = ()
    ) -> None:
        """Find the files.

        Args:
            paths: files and folders.
            root: the folder that the paths of documents are relative to.
            progress: is told of each file.
            given: what came from standard input.
        """
        self.unreadable = [one for one in given if isinstance(one, Unreadable)]
        self._root = root
        self._progress = progress
        self._given = [one for one in given if isinstance(one, Document)]
        files: dict[Path, Path] = {}
        for path in paths:
            try:
                found = find([path])
            except UnreadableInputError as error:
                self.unreadable.append(Unreadable(error.path, error.explanation))
                continue
            if not found:
                progress.note(f"{path}: nothing to check, no file in it can be read.")
            for file in found:
                files.setdefault(file.resolve(), file)
        self.files = tuple(files.values())

    def documents(self) -> Iterator[Document]:
        """Read one file after another."""
        self._progress.stage("reading", len(self.files))
        for file in self.files:
            if document := self._noted(_read(file, self._root)):
                yield document
        yield from self._given

    async def articles(self, memo: Memo, jobs: int) -> AsyncIterator[Article]:
        """Read one file after another and extract what is in it, in at most `jobs` processes."""
        self._progress.stage("reading", len(self.files))
        waiting = deque(self.files)
        spent = 0.0
        while waiting:
            done = len(self.files) - len(waiting)
            if jobs > 1 and done and spent / done * len(waiting) > _WORTH:
                async for article in self._in_parallel(waiting, memo, jobs):
                    yield article
                break
            began = time.perf_counter()
            document = self._noted(await asyncio.to_thread(_read, waiting.popleft(), self._root))
            found = await _extracted(document, memo) if document else None
            spent += time.perf_counter() - began
            if found:
                yield found
        async for article in extracted(self._given, memo):
            yield article

    async def _in_parallel(self, files: deque[Path], memo: Memo, jobs: int) -> AsyncIterator[Article]:
        """The articles in the order of the files; a process that dies of one leaves the rest to this process."""
        import multiprocessing  # noqa: PLC0415 - slow to load, and of use with many files alone
        from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor  # noqa: PLC0415

        under_way: deque[tuple[Path, asyncio.Future[_Packed]]] = deque()
        # Not forked: a copy of this process would have its threads' locks, and nobody to open them.
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(jobs, context, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN))
        try:
            loop = asyncio.get_running_loop()
            while files or under_way:
                while files and len(under_way) < jobs * _AHEAD:
                    file = files.popleft()
                    task = _Task(file, self._root, memo.folder)
                    under_way.append((file, loop.run_in_executor(pool, _worked, task)))
                file, answer = under_way.popleft()
                try:
                    packed = await answer
                except BrokenProcessPool:
                    packed = _Packed()
                if packed.article:
                    self._progress.advance()
                    yield unpack(Article, packed.article)
                elif document := self._noted(await asyncio.to_thread(_read, file, self._root)):
                    yield await _extracted(document, memo)
        finally:
            await asyncio.to_thread(pool.shutdown, cancel_futures=True)

    def _noted(self, read: Document | Unreadable) -> Document | None:
        """A document that is to be checked; otherwise it is noted why not."""
        self._progress.advance()
        if isinstance(read, Unreadable):
            self.unreadable.append(read)
            return None
        if is_own_report(read):
            self._progress.note(f"{read.path}: passed over, a report of refcheck.")
            return None
        return read


async def extracted(documents: Iterable[Document], memo: Memo) -> AsyncIterator[Article]:
    """What is in each document, without standing in the way of answers that arrive meanwhile."""
    for document in documents:
        yield await _extracted(document, memo)


async def _extracted(document: Document, memo: Memo) -> Article:
    known = memo.article(document)
    if known is None:
        known = await asyncio.to_thread(extract, document)
        memo.keep_article(known)
    return known


def _read(file: Path, root: Path) -> Document | Unreadable:
    try:
        return read(file, root=root)
    except UnreadableInputError as error:
        return Unreadable(error.path, error.explanation)


@dataclass(frozen=True, slots=True)
class _Task:
    """What another process is to do: a file, the folder that its path is relative to, and where results are kept."""

    file: Path
    root: Path
    cache: Path | None


@dataclass(frozen=True, slots=True)
class _Packed:
    """An article in bytes; none where there is something to say of the file, or its text cannot be packed."""

    article: bytes = b""


def _worked(task: _Task) -> _Packed:
    """Read and extract in another process."""
    document = _read(task.file, task.root)
    if isinstance(document, Unreadable) or is_own_report(document):
        return _Packed()
    with Cache(task.cache) as cache, Memo(cache) as memo:
        article = memo.article(document)
        if article is None:
            article = extract(document)
            memo.keep_article(article)
    try:
        return _Packed(pack(article))
    except ValueError:
        return _Packed()
