"""The lists of a LaTeX document: itemize, enumerate and, above all, the list of works."""

from __future__ import annotations

from dataclasses import dataclass, field

from refcheck.model.document import MarkType
from refcheck.readers.base import TextBuilder

LISTS = frozenset({"itemize", "enumerate", "description", "thebibliography"})


@dataclass(slots=True)
class _List:
    """An open list: its environment, the number of its next item, and where and how its open item began."""

    environment: str
    number: int = 1
    item: int | None = None
    label: str = ""


@dataclass
class Lists:
    """The lists that are open, written to a builder."""

    builder: TextBuilder
    _open: list[_List] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self._open)

    def begin(self, environment: str) -> None:
        """Begin a list."""
        self._open.append(_List(environment))

    def end(self, at: int) -> None:
        """End the innermost list."""
        self._end_item(at)
        self._open.pop()
        self.builder.end_paragraph(at)

    def work(self, key: str, at: int) -> None:
        """Begin an entry of the list of works. The key is what its author knows it by, so it is its label."""
        self._begin_item(f"[{key}]", at)
        self.builder.insert(f"[{key}] ", at)

    def item(self, at: int) -> bool:
        """Begin an item; returns whether its optional argument is no more than another bullet."""
        within = self._open[-1]
        if within.environment == "enumerate":
            self._begin_item(str(within.number), at)
            within.number += 1
            self.builder.insert(f"{within.label}. ", at)
        else:
            self._begin_item("•", at)
        return within.environment != "description"

    def _begin_item(self, label: str, at: int) -> None:
        self._end_item(at)
        self.builder.end_line(at)
        self._open[-1].item, self._open[-1].label = self.builder.position, label

    def _end_item(self, at: int) -> None:
        within = self._open[-1]
        if within.item is not None:
            self.builder.mark(MarkType.LIST_ITEM, within.item, within.label)
            within.item = None
            self.builder.end_line(at)
