"""What a report format is. Each is one file of this folder with a module attribute ``FORMAT``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from refcheck.model import Report


@dataclass(frozen=True, slots=True)
class View:
    """How a report is to look.

    Attributes:
        lang: "en" or "zh".
        colour: whether the output is a terminal that shows colours.
        width: columns of the terminal.
        verbose: also show what is in order.
        quiet: findings alone.
        original: gives the bytes of a document by its path, for a format that writes into it; it raises OSError
            where there are none, and is None where nothing can be read.
    """

    lang: str = "en"
    colour: bool = False
    width: int = 100
    verbose: bool = False
    quiet: bool = False
    original: Callable[[str], bytes] | None = None


class Format(Protocol):
    """A way to write a report down."""

    name: str
    """As in ``--format NAME`` and ``--report NAME:PATH``."""
    about: str
    """One line for the help."""

    def render(self, report: Report, view: View) -> str | bytes:
        """The report in this format; the same text for the same report."""


def is_binary(form: Format) -> bool:
    """Whether what a format renders is for a file and not for a terminal: the format then says ``binary = True``."""
    return bool(getattr(form, "binary", False))
