"""GitHub workflow commands: annotations beside the lines of a pull request.

GitHub shows ten annotations a level and step; the rest is summed up in the last notice. The step summary is the
Markdown report.
"""

from __future__ import annotations

from collections import Counter

from refcheck.formats.base import View
from refcheck.formats.places import Located, located, one_line
from refcheck.formats.translation import Translator
from refcheck.model import Report, Severity
from refcheck.rules import catalogue

_MOST = 10  # annotations of a level
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


class GitHub:
    """The commands, a line each."""

    name = "github"
    about = "annotations of a GitHub workflow"

    def render(self, report: Report, view: View) -> str:
        """What could not be read, then the findings in order, then how many are not shown."""
        say = Translator(view.lang)
        commands = [
            ("error", _command("error", say("not read"), entry.reason, file=entry.path)) for entry in report.unreadable
        ]
        commands += [(_COMMANDS[each.finding.severity], _annotation(each, say)) for each in located(report)]
        counts = Counter(level for level, _ in commands)
        cut = any(count > _MOST for count in counts.values())
        room = {"error": _MOST, "warning": _MOST, "notice": _MOST - cut}  # the last notice sums up
        shown, left = [], 0
        for level, command in commands:
            room[level] -= 1
            if room[level] >= 0:
                shown.append(command)
            else:
                left += 1
        if left:
            text = say("{count} more findings are in the step summary and the reports.", count=left)
            shown.append(_command("notice", "refcheck", text))
        return "".join(f"{command}\n" for command in shown)


FORMAT = GitHub()


def _annotation(each: Located, say: Translator) -> str:
    finding = each.finding
    text = " ".join(filter(None, (say.message(finding), say.suggestion(finding))))
    label = f" [{finding.reference}]" if finding.reference else ""
    title = f"{finding.code} {catalogue()[finding.code].name}{label}"
    place = {"line": each.line, "endLine": each.end_line}
    if each.line == each.end_line:  # columns of a stretch over several lines are not taken
        place |= {"col": each.column, "endColumn": max(each.column, each.end_column - 1)}
    return _command(_COMMANDS[finding.severity], title, text, file=each.path, **place)


def _command(level: str, title: str, text: str, **properties: str | int) -> str:
    values = {**properties, "title": title}
    inside = ",".join(f"{name}={_property(one_line(str(value)))}" for name, value in values.items())
    return f"::{level} {inside}::{_data(one_line(text))}"


def _data(text: str) -> str:
    """Text after the second pair of colons (actions/toolkit, command.ts)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
