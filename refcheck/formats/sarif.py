"""SARIF 2.1.0 (OASIS), for code scanning: one run, within the limits of GitHub."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any
from urllib.parse import quote

from refcheck import __version__
from refcheck.formats.base import View
from refcheck.formats.json_text import dumps
from refcheck.formats.places import Located, located, one_line
from refcheck.formats.translation import Translator
from refcheck.formats.views import unasked
from refcheck.model import Report, Severity, SourceStatus
from refcheck.rules import HELP_URL, Rule, catalogue, help_url

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_HOME = HELP_URL.partition("/rules/")[0] + "/"
_LANGUAGES = {"en": "en-US", "zh": "zh-CN"}

# GitHub refuses a run of more than 25,000 results, of which it shows the gravest 5,000, and a file of more than 10 MB
# after compression; it cuts texts of more than 1,024 characters.
_MOST_RESULTS = 25_000
_LONGEST = 1_000

# In a message "[text](1)" is a link and "{0}" an argument (sections 3.11.5 and 3.11.6); a title's are neither.
_LINK = re.compile(r"[\[\]](?=[^\[\]]{0,1000}\]\(|\()")
_ARGUMENT = re.compile(r"\{(\d{1,9})\}")

Json = dict[str, Any]


class Sarif:
    """The log."""

    name = "sarif"
    about = "SARIF 2.1.0, for GitHub code scanning and editors"

    def render(self, report: Report, view: View) -> str:
        """The log as JSON."""
        say = Translator(view.lang)
        rules = {code: number for number, code in enumerate(catalogue())}
        every = list(located(report, suppressed=True))
        kept = every
        if len(every) > _MOST_RESULTS:
            gravest = sorted(range(len(every)), key=lambda at: _gravity(every[at]))[:_MOST_RESULTS]
            kept = [every[at] for at in sorted(gravest)]
        run = {
            "tool": {"driver": _driver(say)},
            "language": _LANGUAGES[view.lang],
            "automationDetails": {"id": "refcheck/"},
            "columnKind": "unicodeCodePoints",
            "artifacts": [
                {"location": {"uri": _uri(document.article.document.path)}, "roles": ["analysisTarget"]}
                for document in report.documents
            ],
            "invocations": [_invocation(report, say, left_out=len(every) - len(kept))],
            "results": [_result(each, rules, say, baseline=report.baseline) for each in kept],
        }
        return dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


FORMAT = Sarif()


def _gravity(each: Located) -> tuple[bool, int, float]:
    finding = each.finding
    return bool(finding.suppressed), finding.severity.rank, -finding.confidence


def _driver(say: Translator) -> Json:
    return {
        "name": "refcheck",
        "version": __version__,
        "semanticVersion": __version__,
        "informationUri": _HOME,
        "rules": [_rule(rule, say) for rule in catalogue().values()],
    }


def _rule(rule: Rule, say: Translator) -> Json:
    when, why, action = say(rule.when), say(rule.why), say(rule.action)
    url = help_url(rule.code)
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": one_line(when, _LONGEST)},
        "fullDescription": {"text": one_line(f"{when} {why}", _LONGEST)},
        "help": {
            "text": f"{when}\n\n{why}\n\n{action}\n\n{url}",
            "markdown": f"**{rule.code} {rule.name}**\n\n{when}\n\n{why}\n\n{action}\n\n<{url}>",
        },
        "helpUri": url,
        "defaultConfiguration": {"level": rule.severity.value},
        "properties": {
            "tags": ["references", _family(rule.code)],
            "problem.severity": {"note": "recommendation"}.get(rule.severity, rule.severity.value),
        },
    }


def _family(code: str) -> str:
    return {
        "ID": "identifier",
        "MD": "metadata",
        "ST": "status",
        "CT": "citation",
        "CL": "claim",
        "NV": "not-verified",
        "SU": "suppression",
    }.get(code[:2], "other")


def _result(each: Located, rules: dict[str, int], say: Translator, *, baseline: bool) -> Json:
    finding = each.finding
    advice = say.suggestion(finding)
    text = _literal(one_line(" ".join(filter(None, (say.message(finding), advice))), _LONGEST))
    result: Json = {
        "ruleId": finding.code,
        "ruleIndex": rules[finding.code],
        "level": finding.severity.value,
        "message": {"text": text},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(each.path)}, "region": _region(each)}}],
        "partialFingerprints": {"refcheck/v1": finding.fingerprint},
        "rank": round(finding.confidence * 100, 1),
        "properties": {
            name: value
            for name, value in (
                ("reference", one_line(finding.reference or "")),
                ("field", finding.field),
                ("claimed", one_line(finding.claimed, _LONGEST)),
                ("actual", one_line(finding.actual, _LONGEST)),
            )
            if value
        },
    }
    if baseline:
        result["baselineState"] = "unchanged" if finding.suppressed == "baseline" else "new"
    kind = {"inline": "inSource", "file": "external"}.get(finding.suppressed)
    if kind:
        result["suppressions"] = [{"kind": kind, "justification": one_line(finding.justification)}]
    return result


def _region(each: Located) -> Json:
    return {
        "startLine": each.line,
        "startColumn": each.column,
        "endLine": each.end_line,
        "endColumn": each.end_column,
        "charOffset": each.start,
        "charLength": each.end - each.start,
    }


def _invocation(report: Report, say: Translator, *, left_out: int) -> Json:
    """How the run went: what could not be read or asked is a notification."""
    notes = [_notification("error", entry.reason, entry.path) for entry in report.unreadable]
    notes += [
        _notification("warning", problem, document.article.document.path)
        for document in report.documents
        for problem in document.article.document.problems
    ]
    notes += [
        _notification("warning", say("{source} did not answer every question; run again later.", source=name))
        for name in unasked(report)
    ]
    if report.run.offline:
        notes.append(_notification("note", say("Offline: only stored answers and embedded records were used.")))
    if left_out:
        notes.append(_notification("warning", say("{count} findings of lesser weight are left out.", count=left_out)))
    invocation: Json = {
        "executionSuccessful": not report.unreadable,
        "toolExecutionNotifications": notes,
        "properties": {
            "sources": {
                name: f"{use.status.value}, {use.requests} requests, {use.cached} stored answers"
                for name, use in sorted(report.run.sources.items())
                if use.status is not SourceStatus.UNUSED
            }
        },
    }
    try:
        started = dt.datetime.fromisoformat(report.run.started)
    except ValueError:
        return invocation
    ended = started + dt.timedelta(seconds=report.run.seconds)
    return invocation | {"startTimeUtc": _moment(started), "endTimeUtc": _moment(ended)}


def _notification(level: str, text: str, path: str = "") -> Json:
    note: Json = {"level": Severity(level).value, "message": {"text": _literal(one_line(text, _LONGEST))}}
    if path:
        note["locations"] = [{"physicalLocation": {"artifactLocation": {"uri": _uri(path)}}}]
    return note


def _literal(text: str) -> str:
    """Message text in which nothing is a link or an argument."""
    return _ARGUMENT.sub(r"{{\1}}", _LINK.sub(r"\\\g<0>", text))


def _moment(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _uri(path: str) -> str:
    """A relative path as a URI reference."""
    return quote(path.encode("utf-8", "surrogatepass"))
