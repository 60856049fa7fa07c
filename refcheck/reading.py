"""Files to articles: found, read, and what is in them extracted; in several processes where that is worth it."""

from __future__ import annotations

import asyncio
import signal
import time
from collections import deque
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from refcheck import extract  # its patterns take long to load, and a second run needs none of them
from refcheck.errors import UnreadableInputError
from refcheck.formats.base import is_own_report
from refcheck.memo import Memo
from refcheck.model import Article, Document, Unreadable
from refcheck.net import Cache
from refcheck.packing import pack, unpack
from refcheck.progress import Progress
from refcheck.readers import alone, find, read, relative_path

_TRIED, _WORTH = 2.0, 4.0
"""Seconds that reading must have taken, and must still take, before other processes are started for it."""

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
            document = _read(file, self._root)
            if isinstance(document, Document):
                yield document
            else:
                self._say(document)
            self._progress.advance()
        yield from self._given

    async def articles(self, memo: Memo, jobs: int) -> AsyncIterator[Article]:
        """Read one file after another and extract what is in it, in at most `jobs` processes.

        Args:
            memo: what earlier runs have worked out.
            jobs: of more than one, others than this process are started only when reading turns out to take long.
        """
        self._progress.stage("reading", len(self.files))
        waiting = deque(self.files)
        spent = 0.0
        while waiting and not (jobs > 1 and _is_long(spent, len(self.files) - len(waiting), len(waiting))):
            began = time.perf_counter()
            found = await asyncio.to_thread(_found_in, waiting.popleft(), self._root, memo)
            spent += time.perf_counter() - began
            if article := self._said(found):
                yield article
        if waiting:
            async for article in self._in_parallel(waiting, memo, jobs):
                yield article
        async for article in extracted(self._given, memo):
            yield article

    async def _in_parallel(self, files: deque[Path], memo: Memo, jobs: int) -> AsyncIterator[Article]:
        """The articles in the order of the files; where a process has died, this one reads."""
        import multiprocessing  # noqa: PLC0415 - slow to load, and of use with many files alone
        from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor  # noqa: PLC0415

        under_way: deque[tuple[Path, asyncio.Task[_Packed]]] = deque()
        # Not forked: a copy of this process would have its threads' locks, and nobody to open them.
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(jobs, context, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN))

        async def found_in(file: Path) -> _Packed:
            try:
                return await asyncio.get_running_loop().run_in_executor(pool, _packed, file, self._root, memo.folder)
            except BrokenProcessPool:
                return None

        try:
            while files or under_way:
                while files and len(under_way) < jobs * _AHEAD:
                    under_way.append((files[0], asyncio.create_task(found_in(files.popleft()))))
                file, answer = under_way.popleft()
                packed = await answer
                if packed is None:
                    found = await asyncio.to_thread(_found_in, file, self._root, memo)
                else:
                    found = unpack(Article, packed) if isinstance(packed, bytes) else packed
                if article := self._said(found):
                    yield article
        finally:
            await asyncio.to_thread(pool.shutdown, cancel_futures=True)

    def _said(self, found: _Found) -> Article | None:
        """What was found in a file; of one that is not to be checked it is said why not."""
        self._progress.advance()
        if isinstance(found, Article):
            return found
        self._say(found)
        return None

    def _say(self, found: Unreadable | _OwnReport) -> None:
        if isinstance(found, Unreadable):
            self.unreadable.append(found)
        else:
            self._progress.note(f"{found.path}: passed over, a report of refcheck.")


async def extracted(documents: Iterable[Document], memo: Memo) -> AsyncIterator[Article]:
    """What is in each document, without standing in the way of answers that arrive meanwhile."""
    for document in documents:
        yield await asyncio.to_thread(_extracted, document, memo)


def _is_long(spent: float, done: int, left: int) -> bool:
    """Whether reading takes so long that other processes are worth their start."""
    return done > 0 and spent > _TRIED and spent / done * left > _WORTH


@dataclass(frozen=True, slots=True)
class _OwnReport:
    """A file that refcheck wrote itself."""

    path: str


_Found = Article | Unreadable | _OwnReport
_Packed = bytes | Unreadable | _OwnReport | None


def _read(file: Path, root: Path) -> Document | Unreadable | _OwnReport:
    try:
        document = read(file, root=root)
    except UnreadableInputError as error:
        return Unreadable(error.path, error.explanation)
    return _OwnReport(document.path) if is_own_report(document) else document


def _found_in(file: Path, root: Path, memo: Memo) -> _Found:
    """Read a file and extract what is in it, unless that is known of the same bytes."""
    content = alone(file)
    key = memo.key(relative_path(file, root), content) if content else ""
    known = memo.article(key)
    if known:
        return known
    document = _read(file, root)
    return _extracted(document, memo, key) if isinstance(document, Document) else document


def _extracted(document: Document, memo: Memo, key: str = "") -> Article:
    """What is in a document, unless that is known of it, or by another `key`."""
    key = key or memo.key(document)
    article = memo.article(key)
    if article is None:
        article = extract.extract(document)
        memo.keep_article(key, article)
    return article


def _packed(file: Path, root: Path, folder: Path | None) -> _Packed:
    """What is found in a file, in another process, an article in bytes; None of one that cannot be in bytes."""
    with Cache(folder) as cache, Memo(cache) as memo:
        found = _found_in(file, root, memo)
    try:
        return pack(found) if isinstance(found, Article) else found
    except ValueError:
        return None
