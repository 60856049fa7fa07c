"""Reads binary formats in a child process, which a broken or hostile file may crash without harm to the run.

One child serves many files, one after another; it is started when the first is read, and again after it died. It has
a limit on memory and on time, writes no files, and knows none of the user's environment variables.

A message is its length, in eight bytes, and as many bytes. A request is two: JSON ``{"module", "path"}`` and the file;
with ``notes`` in the JSON, they are to be written into it. The answer is two as well: JSON with ``document``, or with
``reason`` and ``advice`` why it cannot be done; and the file with its notes, or nothing.
"""

from __future__ import annotations

import atexit
import contextlib
import importlib
import os
import subprocess
import sys
import threading
from functools import cache
from typing import IO, Any

from refcheck.errors import UnreadableInputError
from refcheck.model.document import Document
from refcheck.readers import _transfer

_SECONDS = 60.0
"""How long a file may take; a thousand pages take a tenth of it."""

_MEMORY = 3 * 1024**3
"""How much address space the child may have, in bytes."""

_KEPT_VARIABLES = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TEMP", "TMPDIR")
_ADVICE = "Open it in the program that it was made with and save it again, or give the text or the list alone."


def in_child(name: str, data: bytes, path: str) -> Document:
    """The document that a reader of this package makes of a file, read in the child process.

    Args:
        name: the reader's name, which is its module's.
        data: the file.
        path: what `Document.path` is to say.

    Raises:
        UnreadableInputError: the reader cannot read it, or the child died of it or ran out of time or memory.
    """
    return _worker(os.getpid()).read(f"refcheck.readers.{name}", data, path)


def written_in_child(module: str, data: bytes, path: str, notes: Any) -> bytes:
    """The file that the function ``write_into`` of a module makes of a file, in the child process.

    Args:
        module: its full name.
        data: the file.
        path: what an error is to call it.
        notes: what is to be written, as plain values.

    Raises:
        UnreadableInputError: it cannot be written into, or the child died of it or ran out of time or memory.
    """
    return _worker(os.getpid()).write(module, data, path, notes)


@cache
def _worker(_process: int) -> Worker:
    """The child of this process; one that was forked since then gets its own."""
    worker = Worker()
    atexit.register(worker.close)
    return worker


class Worker:
    """A child process that reads files. Safe to share between threads, which then wait for each other."""

    def __init__(self, seconds: float = _SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def read(self, module: str, data: bytes, path: str) -> Document:
        """The document that the reader of a module makes of a file; see `in_child`."""
        answer, _ = self._ask({"module": module, "path": path}, data)
        if "document" in answer:
            return _transfer.load(answer["document"])
        raise UnreadableInputError(path, answer["reason"], answer["advice"])

    def write(self, module: str, data: bytes, path: str, notes: Any) -> bytes:
        """The file with notes; see `written_in_child`."""
        answer, written = self._ask({"module": module, "path": path, "notes": notes}, data)
        if "reason" in answer:
            raise UnreadableInputError(path, answer["reason"], answer["advice"])
        return written

    def close(self) -> None:
        """End the child."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def _ask(self, request: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
        with self._lock:
            return self._exchange(request, data)

    def _exchange(self, request: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
        try:
            process = self._running()
        except OSError as error:
            reason = f"the process that reads such files cannot be started: {error.strerror or error}."
            return {"reason": reason, "advice": "Give the text or the list alone, as .txt."}, b""
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self._seconds, stop)
        timer.start()
        try:
            assert process.stdin is not None  # noqa: S101 - for the type checker: both are pipes
            assert process.stdout is not None  # noqa: S101
            _send(process.stdin, _transfer.encode(request), data)
            return dict(_transfer.decode(_receive(process.stdout))), _receive(process.stdout)
        except (OSError, EOFError, ValueError):
            self.close()
            reason = f"reading it took longer than {self._seconds:g} seconds." if late.is_set() else "it is broken."
            return {"reason": reason, "advice": _ADVICE}, b""
        except BaseException:  # interrupted: the answer that is under way must not be taken for the next file's
            self.close()
            raise
        finally:
            timer.cancel()

    def _running(self) -> subprocess.Popen[bytes]:
        """The child, started if need be."""
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._process is None:
            environment = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
            environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
            # -P: a file of the current folder is not to be taken for a module
            self._process = subprocess.Popen(  # noqa: S603 - this very program
                [sys.executable, "-P", "-B", "-m", __spec__.name],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
            )
        return self._process


def _send(stream: IO[bytes], *messages: bytes) -> None:
    for message in messages:
        stream.write(len(message).to_bytes(8, "big"))
        stream.write(message)
    stream.flush()


def _receive(stream: IO[bytes]) -> bytes:
    """The next message.

    Raises:
        EOFError: the other side ended, or sends what is no message.
    """
    head = stream.read(8)
    length = int.from_bytes(head, "big")
    message = stream.read(length) if length <= _MEMORY else b""
    if len(head) < 8 or len(message) < length:
        raise EOFError
    return message


def _answer(request: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    """What a reader makes of a file, as plain values, or the file with notes."""
    try:
        module = importlib.import_module(request["module"])
        if "notes" in request:
            return {}, module.write_into(data, request["path"], request["notes"])
        document: Document = module.READER.read(data, request["path"])
    except UnreadableInputError as error:
        return {"reason": error.reason, "advice": error.advice}, b""
    except MemoryError:
        return {"reason": "reading it takes too much memory.", "advice": _ADVICE}, b""
    except Exception as error:  # noqa: BLE001 - whatever a library raises on a broken file costs this file alone
        return {"reason": f"it is broken ({type(error).__name__}).", "advice": _ADVICE}, b""
    return {"document": _transfer.dump(document)}, b""


def _restrict() -> None:
    """Take from this process what reading a file does not need, where the system knows such limits."""
    try:
        import resource  # noqa: PLC0415 - not there on Windows
    except ImportError:
        return
    limits = ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0))
    for limit, most in limits:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(limit, (most, most))


def _serve() -> None:
    """Answer requests until the parent ends."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    _restrict()
    with contextlib.suppress(EOFError, KeyboardInterrupt, BrokenPipeError):
        while True:
            request = _transfer.decode(_receive(requests))
            answer, written = _answer(request, _receive(requests))
            _send(answers, _transfer.encode(answer), written)


if __name__ == "__main__":
    _serve()
