"""Reports for the tests of formats: an ordinary one, and ones whose every text is hostile."""

from __future__ import annotations

import dataclasses
from typing import Any

from support import article, different, record, reference, same

from refcheck.findings.fingerprint import with_fingerprints
from refcheck.model import (
    Author,
    CheckedClaim,
    CheckedDocument,
    CheckedReference,
    Claim,
    Document,
    Fields,
    Finding,
    PartialDate,
    ReferenceVerdict,
    Report,
    Resolution,
    Run,
    Severity,
    SourceStatus,
    SourceUse,
    Span,
    Unreadable,
)
from refcheck.rules import ReferenceCase, check

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</td></tr></table><h1>owned</h1>",
    "[click](javascript:alert(1))",
    "| a | b |\n|---|---|",
    "![x](https://evil.example/x.png)",
    "\x1b[31mred\x1b[0m\x07",
    "{{ 7 * 7 }}{% raw %}",
    "{claimed} {0} %s",
    "\u202eright to left",
    "=cmd|' /C calc'!A0",
]
"""What a title may do to a page, a terminal, a template or a spreadsheet."""

MALFORMED = [
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r\n=1",
    "＝1+1",
    "::error file=x::owned\n::stop-commands::x",
    "a\x00b",
    "a\x0b\x1f\x7f\x85b",
    "a\ufffe\uffffb",
    "half a pair \ud83d and \udc00",
    "]]> <!-- -- --> <?xml ?>",
    "_x0041_ & \"quoted\" 'too'",
    "one\u2028two\u2029three",
    "x" * 2_000,
    "",
]
"""What else a file or an index may hold that one format or the other has no place for."""


def report(title="A programmable endonuclease", claimed="A different title", path="articles/one.txt"):
    """A reference with a wrong year and title, and an input that could not be read."""
    cited = reference(
        "1", f"Jinek M. {claimed}. Science. 2009.", doi="10.1126/science.1225829",
        claimed={"title": claimed, "journal": "Science", "year": "2009"},
    )  # fmt: skip
    of = article(
        title=title, references=(cited,), claims=(Claim(claimed, Span(0, 4), "Cell", PartialDate(2009), "", "1"),)
    )
    resolution = Resolution(record=record(title=title, years=(2012,)), found_by="doi")
    agreement = {"title": different(title), "year": different("2012"), "journal": same("Science")}
    case = ReferenceCase(of, cited, resolution, agreement)
    findings = with_fingerprints(list(check(case)), {"1": cited})
    document = CheckedDocument(
        of,
        (CheckedReference(cited, resolution, agreement, ReferenceVerdict.MISMATCH),),
        (CheckedClaim(of.claims[0], {"journal": different("Science")}, ReferenceVerdict.MISMATCH),),
        tuple(findings),
    )
    use = {"crossref": SourceUse(SourceStatus.PARTIAL, 3, 1, "public pool")}
    return Report((document,), (Unreadable(path, "is no text"),), Run("2026-11-22T06:00:00Z", 1.5, False, use))


def hostile_report(payload: str) -> Report:
    """A report in which every text that comes from a document, an index or a file's name is the payload."""
    ordinary = report()
    checked = ordinary.documents[0]
    names = dict.fromkeys(("title", "journal", "volume", "issue", "pages"), payload)
    people = (Author(payload, payload), Author(name=payload))
    cited = dataclasses.replace(
        checked.references[0].reference, label=payload, text=payload, claimed=Fields(authors=people, **names)
    )
    found = record(**names, doi=payload, pmid=payload, authors=people, journal_names=(payload,), years=(2012,))
    agreement = {"title": different(payload, why=payload), "journal": same(payload)}
    verdict = ReferenceVerdict.MISMATCH
    resolution = Resolution(record=found, found_by="doi")
    texts = dict.fromkeys(("message", "suggestion", "claimed", "actual", "reference", "justification"), payload)
    findings = [finding(severity, Span(start, 9), **texts) for start, severity in enumerate(Severity)]
    findings += [finding(Severity.ERROR, Span(0, 9), **texts, suppressed=how) for how in ("inline", "file", "baseline")]
    claim = dataclasses.replace(checked.article.claims[0], text=payload, journal=payload, title=payload)
    document = Document(payload, "text", f"Some text {payload} [1].\n", title=payload, problems=(payload,))
    of = dataclasses.replace(checked.article, document=document, title=payload, references=(cited,), claims=(claim,))
    hostile = CheckedDocument(
        of,
        (CheckedReference(cited, resolution, agreement, verdict),),
        (CheckedClaim(claim, agreement, verdict),),
        tuple(findings),
    )
    use = {"crossref": SourceUse(SourceStatus.PARTIAL, 3, 1, payload)}
    run = dataclasses.replace(ordinary.run, sources=use)
    return Report((hostile,), (Unreadable(payload, payload),), run, baseline=True)


def finding(severity: Severity = Severity.ERROR, span: Span | None = None, **values: Any) -> Finding:
    """A finding of the severity's own kind."""
    code = {Severity.ERROR: "MD203", Severity.WARNING: "MD206", Severity.NOTE: "ID107"}[severity]
    defaults: dict[str, Any] = {"code": code, "message": "It differs.", "fingerprint": f"{code}-1"}
    return Finding(**{**defaults, **values}, severity=severity, span=span or Span(0, 4))


def many(count: int, severity: Severity = Severity.ERROR) -> Report:
    """One document with as many findings."""
    ordinary = report()
    findings = tuple(finding(severity, fingerprint=f"f{number}") for number in range(count))
    return dataclasses.replace(
        ordinary, documents=(dataclasses.replace(ordinary.documents[0], findings=findings),), unreadable=()
    )
