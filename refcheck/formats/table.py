"""The findings as a table: the columns that CSV and XLSX share."""

from __future__ import annotations

from collections.abc import Iterator

from refcheck.formats.places import located, one_line
from refcheck.formats.translation import Translator
from refcheck.model import Report
from refcheck.rules import catalogue, help_url

Cell = str | int | float

HEADER = (
    "path", "line", "column", "code", "name", "severity", "confidence", "reference", "field", "claimed", "actual",
    "message", "suggestion", "help_url", "fingerprint", "suppressed",
)  # fmt: skip


def rows(report: Report, lang: str) -> Iterator[tuple[Cell, ...]]:
    """A row a finding, also those that are suppressed; an input that could not be read is a row without a code."""
    say = Translator(lang)
    for entry in report.unreadable:
        yield (one_line(entry.path), 0, 0, "", "unreadable", "error", 1.0, "", "", "", "", one_line(entry.reason),
               "", "", "", "")  # fmt: skip
    for each in located(report, suppressed=True):
        finding = each.finding
        yield (
            one_line(each.path),
            each.line,
            each.column,
            finding.code,
            catalogue()[finding.code].name,
            finding.severity.value,
            round(finding.confidence, 3),
            one_line(finding.reference or ""),
            finding.field,
            one_line(finding.claimed),
            one_line(finding.actual),
            one_line(say.message(finding)),
            one_line(say.suggestion(finding)),
            help_url(finding.code),
            finding.fingerprint,
            finding.suppressed,
        )
