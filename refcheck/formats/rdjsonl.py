"""Reviewdog's diagnostic format, JSON Lines: a diagnostic a finding."""

from __future__ import annotations

from typing import Any

from refcheck.formats.base import View
from refcheck.formats.json_text import dumps
from refcheck.formats.places import Located, located, one_line
from refcheck.formats.translation import Translator
from refcheck.model import Report, Severity
from refcheck.rules import HELP_URL, help_url

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.NOTE: "INFO"}
_SOURCE = {"name": "refcheck", "url": HELP_URL.partition("/rules/")[0] + "/"}


class RdJsonLines:
    """One line a finding."""

    name = "rdjsonl"
    about = "reviewdog's diagnostics, for comments in a review"

    def render(self, report: Report, view: View) -> str:
        """The lines; columns count bytes of UTF-8, as reviewdog's do."""
        say = Translator(view.lang)
        lines: list[dict[str, Any]] = [
            {
                "message": one_line(f"{say('not read')}: {entry.reason}"),
                "location": {"path": one_line(entry.path)},
                "severity": "ERROR",
                "source": _SOURCE,
            }
            for entry in report.unreadable
        ]
        lines += [_diagnostic(each, say) for each in located(report)]
        return "".join(f"{dumps(line)}\n" for line in lines)


FORMAT = RdJsonLines()


def _diagnostic(each: Located, say: Translator) -> dict[str, Any]:
    finding = each.finding
    return {
        "message": one_line(" ".join(filter(None, (say.message(finding), say.suggestion(finding))))),
        "location": {
            "path": one_line(each.path),
            "range": {
                "start": {"line": each.line, "column": each.column_in_bytes()},
                "end": {"line": each.end_line, "column": each.column_in_bytes(end=True)},
            },
        },
        "severity": _SEVERITIES[finding.severity],
        "source": _SOURCE,
        "code": {"value": finding.code, "url": help_url(finding.code)},
    }
