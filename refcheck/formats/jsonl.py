"""JSON Lines: an object a finding, as in the JSON report, with the path of its document."""

from __future__ import annotations

from refcheck.formats.base import View
from refcheck.formats.json import as_json
from refcheck.formats.json_text import dumps
from refcheck.model import Report


class JsonLines:
    """One line a finding, also those that are suppressed; an input that could not be read is a line without a code."""

    name = "jsonl"
    about = "an object a finding and line, for jq and for tables"

    def render(self, report: Report, view: View) -> str:  # noqa: ARG002 - for programs: the same in every view
        """The lines, in order of path and position; nothing when there are none."""
        whole = as_json(report)
        lines = [
            {"path": entry["path"], "code": None, "name": "unreadable", "severity": "error", "message": entry["reason"]}
            for entry in whole["unreadable"]
        ]
        lines += [
            {"path": document["path"], **finding} for document in whole["documents"] for finding in document["findings"]
        ]
        return "".join(f"{dumps(line)}\n" for line in lines)


FORMAT = JsonLines()
