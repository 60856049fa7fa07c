"""What a report format is. Each is one file of this folder with a module attribute ``FORMAT``."""

from __future__ import annotations

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
    """

    lang: str = "en"
    colour: bool = False
    width: int = 100
    verbose: bool = False
    quiet: bool = False


class Format(Protocol):
    """A way to write a report down."""

    name: str
    """As in ``--format NAME`` and ``--report NAME:PATH``."""
    about: str
    """One line for the help."""

    def render(self, report: Report, view: View) -> str | bytes:
        """The report in this format; the same text for the same report."""
