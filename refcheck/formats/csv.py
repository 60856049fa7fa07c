"""CSV (RFC 4180), a row a finding, for spreadsheets: UTF-8 with a byte order mark, and no cell is a formula."""

from __future__ import annotations

import csv
import io

from refcheck.formats.base import View
from refcheck.formats.table import HEADER, Cell, rows
from refcheck.model import Report

# What makes a spreadsheet calculate (OWASP, "CSV Injection"), full-width forms included, which East Asian ones take.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class Csv:
    """The table."""

    name = "csv"
    about = "a row a finding, for a spreadsheet"

    def render(self, report: Report, view: View) -> str:
        """The rows below a header."""
        output = io.StringIO()
        output.write("\N{ZERO WIDTH NO-BREAK SPACE}")  # the byte order mark, without which Excel takes UTF-8 for ANSI
        writer = csv.writer(output, lineterminator="\r\n")
        writer.writerow(HEADER)
        writer.writerows([_cell(cell) for cell in row] for row in rows(report, view.lang))
        return output.getvalue()


FORMAT = Csv()


def _cell(value: Cell) -> str:
    """The value as text; a quote before what a spreadsheet would calculate."""
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
