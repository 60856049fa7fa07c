"""How a run is shown: a bar on a terminal, plain lines in a pipe; always on standard error."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

from refcheck.progress import STAGES

if TYPE_CHECKING:
    from rich.progress import TaskID


class Bar:
    """A bar for each stage, gone when the run ends; notes stay."""

    def __init__(self) -> None:
        from rich import progress  # noqa: PLC0415 - slow to load, and of use on a terminal alone
        from rich.console import Console  # noqa: PLC0415

        self._console = Console(stderr=True)
        self._bars = progress.Progress(
            progress.TextColumn("{task.description:<20}"),
            progress.BarColumn(),
            progress.MofNCompleteColumn(),
            progress.TimeElapsedColumn(),
            console=self._console,
            transient=True,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._bars.stop()

    def stage(self, name: str, total: int | None = None) -> None:
        """Begin a bar."""
        self._task = self._bars.add_task(STAGES.get(name, name), total=total)

    def advance(self, steps: int = 1) -> None:
        """Move the bar on."""
        if self._task is not None:
            self._bars.advance(self._task, steps)

    def note(self, message: str) -> None:
        """Print a line above the bars."""
        self._console.print(message, markup=False, highlight=False)


class Log:
    """A line for each stage and note."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def stage(self, name: str, total: int | None = None) -> None:
        """Say which stage begins."""
        sys.stderr.write(f"refcheck: {STAGES.get(name, name).lower()}" + (f" ({total})" if total else "") + "\n")

    def advance(self, steps: int = 1) -> None:
        """Say nothing: a log is not a bar."""

    def note(self, message: str) -> None:
        """Say it."""
        sys.stderr.write(f"refcheck: {message}\n")


class Notes(Log):
    """Notes alone: what went wrong is worth a line even when progress is not wanted."""

    def stage(self, name: str, total: int | None = None) -> None:
        """Say nothing."""


def shown(*, wanted: bool, quiet: bool, verbose: bool) -> Bar | Log:
    """The progress for a run: a bar on a terminal, a log where asked for, else notes alone."""
    if quiet or not wanted:
        return Notes()
    if sys.stderr.isatty():
        return Bar()
    return Log() if verbose else Notes()
