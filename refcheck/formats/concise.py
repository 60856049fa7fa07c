"""One line a finding, for editors and pipes: path:line:column: code severity [reference] message."""

from __future__ import annotations

from refcheck.formats.base import View, first_findings
from refcheck.formats.printable import printable
from refcheck.formats.translation import Translator
from refcheck.model import Report


class Concise:
    """One line a finding."""

    name = "concise"
    about = "one line a finding, for a pipe or an editor"

    def render(self, report: Report, view: View) -> str:
        """The findings in order; nothing when there are none."""
        say = Translator(view.lang)
        lines = [f"{entry.path}: error {entry.reason}" for entry in report.unreadable]
        for checked in first_findings(report, view.most).documents:
            document = checked.article.document
            for finding in checked.findings:
                if finding.suppressed:
                    continue
                place = document.place(finding.span)
                label = f" [{finding.reference}]" if finding.reference else ""
                message = " ".join(say.message(finding).split())
                lines.append(
                    f"{document.path}:{place.line}:{place.column}: {finding.code} {finding.severity}{label} {message}"
                )
        return "".join(f"{printable(line, keep='')}\n" for line in lines)


FORMAT = Concise()
