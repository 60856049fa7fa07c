"""The events of a run, which a bar, a log or a web page shows.

The engine knows only `Progress`; who runs it decides what is drawn.
"""

from __future__ import annotations

from typing import Protocol

STAGES = {
    "reading": "Reading",
    "extracting": "Finding references",
    "resolving": "Looking works up",
    "searching": "Searching",
    "comparing": "Comparing",
}
"""The stages of a run, as a reader is told of them."""


class Progress(Protocol):
    """What a run tells of itself as it goes."""

    def stage(self, name: str, total: int | None = None) -> None:
        """A new stage begins: ``reading``, ``resolving``, ``comparing``; `total` is its number of steps if known."""

    def advance(self, steps: int = 1) -> None:
        """So many more steps of the current stage are done."""

    def note(self, message: str) -> None:
        """Something that the user may want to know: a source that does not answer, a file passed over."""


class Silent:
    """Shows nothing."""

    def stage(self, name: str, total: int | None = None) -> None:
        """Say nothing."""

    def advance(self, steps: int = 1) -> None:
        """Say nothing."""

    def note(self, message: str) -> None:
        """Say nothing."""
