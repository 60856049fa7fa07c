"""GitLab Code Quality, the subset of Code Climate's format that a merge request shows."""

from __future__ import annotations

import hashlib

from refcheck.formats.base import View
from refcheck.formats.json_text import dumps
from refcheck.formats.places import located, one_line
from refcheck.formats.translation import Translator
from refcheck.model import Report, Severity

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


class GitLab:
    """The array of issues."""

    name = "gitlab"
    about = "GitLab Code Quality, for merge requests"

    def render(self, report: Report, view: View) -> str:
        """The issues; an input that could not be read is one as well."""
        say = Translator(view.lang)
        issues = [
            _issue(f"{say('not read')}: {entry.reason}", "unreadable", entry.path, "unreadable", "blocker", 1)
            for entry in report.unreadable
        ]
        for each in located(report):
            finding = each.finding
            text = " ".join(filter(None, (say.message(finding), say.suggestion(finding))))
            severity = _SEVERITIES[finding.severity]
            issues.append(_issue(text, finding.code, each.path, finding.fingerprint, severity, each.line))
        return dumps(issues, indent=2) + "\n"


FORMAT = GitLab()


def _issue(text: str, code: str, path: str, mark: str, severity: str, line: int) -> dict[str, object]:
    # A fingerprint is unique in a document; GitLab takes two equal ones of a report for one issue.
    unique = hashlib.sha256(f"{path}\x1f{mark}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return {
        "description": one_line(text),
        "check_name": code,
        "fingerprint": unique,
        "severity": severity,
        "location": {"path": one_line(path), "lines": {"begin": line}},
    }
