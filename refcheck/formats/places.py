"""The findings of a report one after the other, each with its place in its file: for formats that are lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from refcheck.formats.printable import printable
from refcheck.model import Document, Finding, Report


@dataclass(frozen=True, slots=True)
class Located:
    """A finding and where it stands: offsets from 0, lines and columns from 1; the end is exclusive."""

    finding: Finding
    document: Document
    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def path(self) -> str:
        """The document's path."""
        return self.document.path

    def column_in_bytes(self, *, end: bool = False) -> int:
        """The column, counted in bytes of UTF-8."""
        offset, column = (self.end, self.end_column) if end else (self.start, self.column)
        source = self.document.source or self.document.text
        return len(source[offset - column + 1 : offset].encode("utf-8", "replace")) + 1


def located(report: Report, *, suppressed: bool = False) -> Iterator[Located]:
    """Every finding in order; with `suppressed` also those that a suppression or a baseline hides."""
    for checked in report.documents:
        document = checked.article.document
        source = document.source or document.text
        for finding in checked.findings:
            if finding.suppressed and not suppressed:
                continue
            place = document.place(finding.span)
            inside = source[place.start : place.end]
            last = inside.rfind("\n")
            column = len(inside) - last if last >= 0 else place.column + len(inside)
            line = place.line + inside.count("\n")
            yield Located(finding, document, place.start, place.end, place.line, place.column, line, column)


def one_line(text: str, most: int = 0) -> str:
    """Text for one line of a list: what does not print is replaced; beyond `most` characters it is cut."""
    line = printable(" ".join(text.split()), keep="")
    return line if not most or len(line) <= most else line[: most - 1] + "…"
