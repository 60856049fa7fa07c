r"""LaTeX's tokens and groups: what is open, what it becomes when it ends, and text written token by token."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass, field

from refcheck.model.document import MarkType
from refcheck.readers._latex_source import Source
from refcheck.readers.base import TextBuilder

_TOKEN = re.compile(
    r"(?P<comment>%[^\n]*(?:\n[ \t]*)?)"
    r"|\\(?P<macro>[A-Za-z]{1,60})\*?"
    r"|\\(?P<symbol>[^A-Za-z])"
    r"|(?P<math>\${1,2})"
    r"|(?P<paragraph>\n[ \t]{0,200}\n\s{0,2000})"
    r"|(?P<brace>[{}])"
    r"|(?P<other>[~&]|---?|``|''|\\\Z)",
    re.DOTALL,
)
_OTHER = {"---": "—", "--": "–", "``": "“", "''": "”", "\\": ""}


@dataclass(slots=True)
class Group:
    """An open group: what it is marked as when it ends, where it began, and the fonts switched on in it."""

    kind: str = ""
    start: int = 0
    value: str = ""
    fonts: list[tuple[MarkType, int]] = field(default_factory=list)


class LatexGroups(ABC):
    """Writes tokens to a builder; what commands do is for who derives from it."""

    def __init__(self, source: str) -> None:
        self.builder = TextBuilder()
        self.title = ""
        self._source = Source(source)
        self._groups: list[Group] = []
        self._headed = False  # whether a heading stands right before, so that a list of works needs none

    def _run(self, at: int, stop: int) -> None:
        """Write a stretch of the source."""
        source = self._source.text
        outer, self._source.stop = self._source.stop, stop
        while at < stop:
            token = _TOKEN.search(source, at, stop)
            if token is None:
                self._text(at, stop)
                break
            self._text(at, token.start())
            at = self._token(token)
        self._source.stop = outer

    def _text(self, at: int, end: int) -> None:
        if at < end:
            text = self._source.text[at:end]
            self._headed = self._headed and not text.strip()
            self.builder.flow(text, at)

    def _token(self, token: re.Match[str]) -> int:
        """Write a token, with the arguments it takes; returns where the text goes on."""
        at, after = token.start(), token.end()
        if token["comment"] is not None:
            self.builder.mark(MarkType.COMMENT, self.builder.position, token["comment"].strip().lstrip("%").strip())
        elif name := token["macro"]:
            return self._macro(name, at, after)
        elif symbol := token["symbol"]:
            return self._symbol(symbol, at, after)
        elif math := token["math"]:
            return self._math(math, after)
        elif token["paragraph"]:
            self.builder.end_paragraph(at)
        elif token["brace"] == "{":
            self._groups.append(Group(start=self.builder.position))
        elif token["brace"]:
            self._close_group(at)
        elif token["other"] == "~":
            self.builder.flow(" ", at)
        elif token["other"] == "&":
            self.builder.end_cell(at)
        else:
            self.builder.flow_decoded(_OTHER[token["other"]], at)
        return after

    def _open(self, kind: str, mark: MarkType, value: str = "") -> None:
        """Open a group whose brace has been read."""
        self._groups.append(Group(kind or mark.value, self.builder.position, value))

    def _close_group(self, at: int) -> None:
        if not self._groups:
            return
        group = self._groups.pop()
        self._end_fonts(group)
        if group.kind in {"title", "heading"}:
            if group.kind == "title" and not self.title:
                self.title = " ".join(self.builder.since(group.start).split())
            self.builder.mark(MarkType.HEADING, group.start, group.value)
            self.builder.end_paragraph(at)
            self._headed = group.kind == "heading"
        elif group.kind == "footnote":
            self.builder.flow_decoded(")", at)
            self.builder.mark(MarkType.FOOTNOTE, group.start, group.value)
        elif group.kind == "quotation":
            self.builder.flow_decoded("”", at)
        elif group.kind == "unknown" and self._source.text.startswith("{", at + 1):
            self.builder.flow(" ", at)
        elif group.kind and group.kind != "unknown":
            self.builder.mark(MarkType(group.kind), group.start, group.value)

    def _end_fonts(self, group: Group) -> None:
        for kind, start in group.fonts:
            self.builder.mark(kind, start)
        group.fonts.clear()

    def _enter(self, at: int, kind: str, value: str = "") -> int:
        """Open a marked group if one begins here; returns where the text goes on."""
        group = self._source.group(at)
        if group is None:
            return at
        self._groups.append(Group(kind, self.builder.position, value))
        return group[0]

    def _inside(self, group: tuple[int, int]) -> str:
        return self._source.text[group[0] : group[1]]

    @abstractmethod
    def _macro(self, name: str, at: int, after: int) -> int:
        """Write a command of letters, with the arguments it takes; returns where the text goes on."""

    @abstractmethod
    def _symbol(self, symbol: str, at: int, after: int) -> int:
        """Write a command of one other character."""

    @abstractmethod
    def _math(self, opening: str, after: int) -> int:
        """Write a formula."""
