"""The exit status of a check, as the contract has it."""

from __future__ import annotations

from enum import IntEnum

from refcheck.model import Report, Severity


class ExitStatus(IntEnum):
    """What a run came to."""

    OK = 0
    FINDINGS = 1
    ERROR = 2
    INCOMPLETE = 3


def of(report: Report, fail_on: str, *, allow_incomplete: bool) -> ExitStatus:
    """The status of a report. What could not be read weighs more than a finding: it was not checked at all."""
    if report.unreadable:
        return ExitStatus.ERROR
    if fail_on != "never" and any(finding.severity.rank <= Severity(fail_on).rank for finding in report.findings):
        return ExitStatus.FINDINGS
    if not report.complete and not allow_incomplete:
        return ExitStatus.INCOMPLETE
    return ExitStatus.OK
