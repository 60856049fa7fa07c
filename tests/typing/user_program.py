"""What a user of the Python interface writes; checked by mypy and basedpyright, never run."""

# ruff: noqa: T201, B018

import asyncio
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import assert_type

import refcheck
from refcheck import Finding, RefcheckError, Report, Severity, acheck, check
from refcheck.model import Agreement, CheckedDocument, CheckedReference, Record, ReferenceVerdict, SourceUse, Verdict


def errors(paths: list[Path]) -> list[str]:
    """The errors of some documents, a line each."""
    report = check(paths, offline=True, mailto="me@example.org")
    assert_type(report, Report)
    assert_type(report.findings, list[Finding])
    assert_type(report.documents, Sequence[CheckedDocument])
    assert_type(report.complete, bool)
    assert_type(report.counts(), Counter[Severity])
    lines: list[str] = []
    for finding in report.findings:
        assert_type(finding.code, str)
        assert_type(finding.severity, Severity)
        assert_type(finding.reference, str | None)
        if finding.severity is Severity.ERROR:
            lines.append(f"{finding.code}: {finding.message}")
    for document in report.documents:
        for checked in document.references:
            assert_type(checked, CheckedReference)
            assert_type(checked.verdict, ReferenceVerdict)
            assert_type(checked.resolution.record, Record | None)
            agreement = checked.agreement.get("journal")
            assert_type(agreement, Agreement | None)
            if agreement is not None and agreement.verdict is Verdict.DIFFERENT:
                lines.append(agreement.why)
    use = report.run.sources.get("crossref")
    assert_type(use, SourceUse | None)
    return lines


async def later(path: str) -> int:
    """The same within an event loop; one path may stand alone."""
    try:
        return len((await acheck(path, lang="zh")).findings)
    except RefcheckError as error:
        print(error)
    return 0


class Shown:
    """Progress of one's own."""

    def stage(self, name: str, total: int | None = None) -> None:
        print(name, total)

    def advance(self, steps: int = 1) -> None:
        print(steps)

    def note(self, message: str) -> None:
        print(message)


assert_type(refcheck.__version__, str)
assert_type(refcheck.check("a.bib", progress=Shown()), Report)
assert_type(asyncio.run(later("a.bib")), int)

# What must not pass: each of these is an error, or the comment beside it is one.
check(3)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
check("a.bib").findigs  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
check("a.bib", progress=print)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
check("a.bib").findings[0].code = "MD201"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
