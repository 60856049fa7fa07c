"""JSON Lines: an object a finding, as in the JSON report, with the path of its document."""

from __future__ import annotations

from collections.abc import Iterator

from refcheck.formats.base import View
from refcheck.formats.json import finding_as_json
from refcheck.formats.json_text import dumps
from refcheck.model import Report


class JsonLines:
    """One line a finding, also those that are suppressed; an input that could not be read is a line without a code."""

    name = "jsonl"
    about = "an object a finding and line, for jq and for tables"

    def render(self, report: Report, view: View) -> str:
        """The lines, in order of path and position; nothing when there are none."""
        return "".join(self.pieces(report, view))

    def pieces(self, report: Report, view: View) -> Iterator[str]:  # noqa: ARG002 - for programs: the same in every view
        """Line after line."""
        for entry in report.unreadable:
            unreadable = {"code": None, "name": "unreadable", "severity": "error", "message": entry.reason}
            yield dumps({"path": entry.path, **unreadable}) + "\n"
        for checked in report.documents:
            document = checked.article.document
            for finding in checked.findings:
                yield dumps({"path": document.path, **finding_as_json(document, finding)}) + "\n"


FORMAT = JsonLines()
