"""CL5xx: does what the prose says of a cited work fit the work?

Where prose and list disagree and the list fits the record, the prose is at fault. Where both say the same and the
record differs, the list's own finding (MD2xx) says it once.
"""

from __future__ import annotations

from collections.abc import Iterator

from refcheck.model import Agreement, Finding, Severity, Span, Verdict
from refcheck.rules.base import ClaimCase, Rule, find, named
from refcheck.rules.identifiers import is_another_work

JOURNAL = Rule(
    "CL501",
    "claimed-journal-mismatch",
    Severity.ERROR,
    "The text names another journal than the one that published the cited work.",
    "Translated, abbreviated and everyday names are recognised (《干细胞研究与治疗》 is Stem Cell Research & Therapy).",
    "Correct the journal in the text, or cite the work that is meant.",
)
DATE = Rule(
    "CL502",
    "claimed-date-mismatch",
    Severity.ERROR,
    "The text gives another year than any date of the cited work. Only the month or day: a note.",
    "Online, print and issue dates all count.",
    "Correct the date in the text.",
)
TITLE = Rule(
    "CL503",
    "claimed-title-mismatch",
    Severity.ERROR,
    "The text gives a title that is not the cited work's.",
    "A translated title counts as a mismatch only when another field conflicts too.",
    "Correct the title in the text, or cite the work that is meant.",
)
UNREFERENCED = Rule(
    "CL504",
    "claim-unreferenced",
    Severity.NOTE,
    "The text reports a publication, with its journal and date, and cites none.",
    "The reader cannot check it.",
    "Add a reference for it.",
)

RULES = (JOURNAL, DATE, TITLE, UNREFERENCED)

_WEAKER = {"month": Severity.NOTE, "day": Severity.NOTE, "off-by-one": Severity.WARNING}


def check_claim(case: ClaimCase) -> Iterator[Finding]:
    """Every CL5xx code."""
    claim = case.claim
    if claim.reference is None:
        if claim.journal and (claim.date or claim.title):
            yield find(
                UNREFERENCED,
                claim.span,
                "The text reports a publication in “{claimed}” and cites none.",
                action=UNREFERENCED.action,
                field="reference",
                claimed=claim.journal,
                confidence=0.6,
            )
        return
    if case.cited and is_another_work(case.cited):
        return  # the identifier is in doubt, so there is nothing to hold the prose against
    journal, date, title = (case.agreement.get(name) for name in ("journal", "date", "title"))
    if journal and _wrong(case, "journal", journal):
        yield _claim(
            case,
            JOURNAL,
            claim.journal_span,
            claim.journal,
            journal,
            "The text says “{claimed}”; the cited work [{label}] appeared in “{actual}” ({source}).",
        )
    if date and claim.date and _wrong(case, "year", date):
        yield _claim(
            case,
            DATE,
            claim.date_span,
            str(claim.date),
            date,
            "The text says {claimed}; the dates of the cited work [{label}] are: {actual} ({source}).",
        )
    if title and _wrong(case, "title", title):
        yield _claim(
            case,
            TITLE,
            claim.title_span,
            claim.title,
            title,
            "The text calls the work “{claimed}”; the cited work [{label}] is “{actual}” ({source}).",
        )


def _wrong(case: ClaimCase, field: str, agreement: Agreement) -> bool:
    """Whether the claim is different, and not merely repeats what the list already got wrong."""
    listed = case.cited.agreement.get(field) if case.cited else None
    return agreement.verdict is Verdict.DIFFERENT and not (
        listed and listed.verdict is Verdict.DIFFERENT and agreement.detail == "as-listed"
    )


def _claim(case: ClaimCase, rule: Rule, span: Span | None, claimed: str, agreement: Agreement, message: str) -> Finding:
    record = case.cited.resolution.record if case.cited else None
    severity = _WEAKER.get(agreement.detail)
    if record is None and severity is None:
        severity = Severity.WARNING  # held against the printed reference alone
    return find(
        rule,
        span or case.claim.span,
        message,
        action=rule.action,
        severity=severity,
        confidence=0.95 if severity is None else 0.8,
        reference=case.claim.reference,
        field=_FIELDS[rule.code],
        claimed=claimed,
        actual=agreement.actual,
        label=case.claim.reference or "",
        source=named(record.source) if record else "the reference list",
    )


_FIELDS = {JOURNAL.code: "journal", DATE.code: "date", TITLE.code: "title"}
