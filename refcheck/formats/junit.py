"""JUnit XML: a suite a document, a case a reference and claim.

It keeps to what the two schemas in use, Ant's and that of Jenkins, have in common: each case has at most one failure,
and what is told beside the results stands in the suite's system-out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from lxml import etree

from refcheck.formats.base import View
from refcheck.formats.places import one_line
from refcheck.formats.printable import printable
from refcheck.formats.translation import Translator
from refcheck.formats.views import DocumentView, Placed, documents
from refcheck.model import Finding, ReferenceVerdict, Report, Run, Severity

_NOT_STARTED = "1970-01-01T00:00:00"


class JUnit:
    """The suites."""

    name = "junit"
    about = "JUnit XML, for the test page of a CI service"

    def render(self, report: Report, view: View) -> str:
        """The XML. Errors are failures; what could not be verified is skipped; warnings and notes are output."""
        say = Translator(view.lang)
        root = etree.Element("testsuites")
        for document in documents(report):
            _Suite(root, document.checked.article.document.path, report.run, say).document(document)
        for entry in report.unreadable:
            _Suite(root, entry.path, report.run, say).unreadable(entry.reason)
        return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True).decode()


FORMAT = JUnit()


class _Suite:
    """One suite: cases are added, then the counts and the output are written."""

    def __init__(self, root: etree._Element, path: str, run: Run, say: Translator) -> None:
        self._say = say
        self._path = one_line(path) or "-"
        self._lines: list[str] = []
        self._counts = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
        self._element = etree.SubElement(root, "testsuite", name=self._path, hostname="localhost")
        self._element.set("timestamp", _moment(run.started))
        self._element.set("package", "refcheck")
        self._element.set("id", str(len(root) - 1))
        self._element.set("time", "0")
        properties = etree.SubElement(self._element, "properties")
        for name, use in sorted(run.sources.items()):
            value = f"{use.status.value}; requests: {use.requests}; stored answers: {use.cached}"
            etree.SubElement(properties, "property", name=one_line(name), value=value)
        etree.SubElement(properties, "property", name="offline", value=str(run.offline).lower())

    def document(self, view: DocumentView) -> None:
        """A case a reference and claim, and one for what concerns neither."""
        label = self._say("Reference")
        for reference in view.references:
            checked = reference.checked
            name = f"{label} [{checked.reference.label}] {checked.reference.text}"
            self._case(name, "references", reference.findings, checked.verdict)
        for claim in view.claims:
            name = f"{self._say('line')} {claim.line}: {claim.checked.claim.text}"
            self._case(name, "claims", claim.findings, claim.checked.verdict)
        if view.others:
            self._case(self._say("Document"), "document", view.others)
        self._lines += view.checked.article.document.problems
        self._finish()

    def unreadable(self, reason: str) -> None:
        """A case that is an error: nothing was checked."""
        case = self._add(self._say("not read"), "document")
        error = etree.SubElement(case, "error", message=one_line(reason), type="unreadable")
        error.text = one_line(reason)
        self._counts["errors"] += 1
        self._finish()

    def _case(self, name: str, group: str, placed: Sequence[Placed], verdict: ReferenceVerdict | None = None) -> None:
        case = self._add(name, group)
        findings = [each.finding for each in placed]
        errors = [finding for finding in findings if finding.severity is Severity.ERROR]
        others = [finding for finding in findings if finding.severity is not Severity.ERROR]
        if errors:
            codes = ", ".join(finding.code for finding in errors)
            failure = etree.SubElement(case, "failure", message=one_line(self._say.message(errors[0])), type=codes)
            failure.text = printable("\n".join(self._told(errors)))
            self._counts["failures"] += 1
        elif verdict is ReferenceVerdict.UNVERIFIED:
            etree.SubElement(case, "skipped")
            self._counts["skipped"] += 1
        if others:
            self._lines += [case.get("name", ""), *(f"  {line}" for line in self._told(others))]

    def _add(self, name: str, group: str) -> etree._Element:
        self._counts["tests"] += 1
        classname = f"{self._path}.{group}"
        return etree.SubElement(self._element, "testcase", name=one_line(name, 200), classname=classname, time="0")

    def _told(self, findings: Iterable[Finding]) -> list[str]:
        return [
            one_line(
                f"{finding.code} {self._say(finding.severity)}: {self._say.message(finding)} "
                f"{self._say.suggestion(finding)}"
            )
            for finding in findings
        ]

    def _finish(self) -> None:
        for name, count in self._counts.items():
            self._element.set(name, str(count))
        etree.SubElement(self._element, "system-out").text = printable("\n".join(self._lines))
        etree.SubElement(self._element, "system-err")


def _moment(started: str) -> str:
    """The beginning of the run without its zone, which Ant's schema does not allow."""
    try:
        return dt.datetime.fromisoformat(started).astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S")
    except ValueError:
        return _NOT_STARTED
