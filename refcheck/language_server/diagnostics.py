"""Findings as the protocol's diagnostics."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lsprotocol.types import (
    CodeDescription,
    Diagnostic,
    DiagnosticRelatedInformation,
    DiagnosticSeverity,
    DiagnosticTag,
    Location,
)

from refcheck.formats.places import one_line
from refcheck.language_server.checked import Checked
from refcheck.language_server.libraries import entry_of
from refcheck.model import Finding, Severity
from refcheck.rules import help_url

SOURCE = "refcheck"
_SEVERITIES = {
    Severity.ERROR: DiagnosticSeverity.Error,
    Severity.WARNING: DiagnosticSeverity.Warning,
    Severity.NOTE: DiagnosticSeverity.Information,
}
_LINE = re.compile(r"line (\d{1,9})[:,]")


def diagnostics(checked: Checked) -> list[Diagnostic]:
    """What an editor shows of a document: its findings, and what could not be read of it."""
    return [*(diagnostic(checked, finding) for finding in checked.findings()), *_problems(checked)]


def diagnostic(checked: Checked, finding: Finding) -> Diagnostic:
    """One finding. Its fingerprint goes along, by which it is known again."""
    sentences = (checked.say.message(finding), checked.say.suggestion(finding))
    return Diagnostic(
        range=checked.range(finding.span),
        message=one_line(" ".join(filter(None, sentences))),
        severity=_SEVERITIES[finding.severity],
        code=finding.code,
        code_description=CodeDescription(help_url(finding.code)),
        source=SOURCE,
        tags=[DiagnosticTag.Unnecessary] if finding.code.startswith("SU") else None,
        related_information=_related(checked, finding),
        data=finding.fingerprint,
    )


def _related(checked: Checked, finding: Finding) -> list[DiagnosticRelatedInformation] | None:
    """For what the text says of a work, its entry in the list; for a work of a bibliography, its entry there."""
    if location := entry_of(checked, finding):
        return [DiagnosticRelatedInformation(location, checked.say("The entry stands here."))]
    if checked.document is None or not finding.code.startswith("CL"):
        return None
    return [
        DiagnosticRelatedInformation(
            Location(checked.buffer.uri, checked.range(cited.reference.span)),
            one_line(f"[{cited.reference.label}] {cited.reference.text}", 200),
        )
        for cited in checked.document.references
        if cited.reference.label == finding.reference
    ] or None


def _problems(checked: Checked) -> Iterator[Diagnostic]:
    """What could not be read: of the whole document, or at a line of it."""
    if checked.problem:
        text = f"{checked.say('not read')}: {checked.problem}"
        yield _problem(checked, 0, text, DiagnosticSeverity.Warning)
    if checked.document is not None:
        for problem in checked.document.article.document.problems:
            line = _LINE.match(problem)
            yield _problem(checked, int(line[1]) - 1 if line else 0, problem, DiagnosticSeverity.Information)


def _problem(checked: Checked, line: int, text: str, severity: DiagnosticSeverity) -> Diagnostic:
    return Diagnostic(checked.positions.whole_line(line), one_line(text), severity, source=SOURCE)
