"""From findings to what each field should be, and whether that is safe to write."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from refcheck.compare.same_work import same_work
from refcheck.fix.base import Want
from refcheck.fix.journals import precise
from refcheck.model import CheckedDocument, CheckedReference, DateType, Finding, IdentifierType, Record, Span, Verdict
from refcheck.text.identifiers import NORMALISERS

FIELDS = {
    "MD201": "journal",
    "MD202": "year",
    "MD203": "title",
    "MD204": "authors",
    "MD205": "volume",
    "MD206": "issue",
    "MD207": "pages",
}
"""The codes of fields that can be fixed. The identifiers' are ID102, ID103, ID106 and ID107."""

_SAFE = frozenset({"MD205", "MD206", "MD207"})
_IDENTIFIERS = frozenset({"doi", "pmid", "pmcid", "arxiv"})
# Of a work's dates, the one that reference lists print.
_PRINTED_DATES = (DateType.PRINT, DateType.ISSUE, DateType.ISSUED, DateType.ONLINE, DateType.ARTICLE, DateType.POSTED)


def wants(document: CheckedDocument, *, uniform: bool = True) -> Iterator[Want]:
    """What the findings of a document ask to be changed, and journals that are imprecisely abbreviated.

    Suppressed findings ask for nothing. Safe are: an identifier's spelling; one that is missing; a DOI that does not
    exist and is one edit away from the work's; and volume, issue and pages of a work that is surely the one described,
    in the journal named. The rest needs an eye.
    """
    by_label = {checked.reference.label: checked for checked in document.references}
    for finding in document.findings:
        if not finding.suppressed:
            checked = by_label.get(finding.reference or "")
            yield from _of_identifier(finding, checked)
            if checked is not None and finding.code in FIELDS:
                yield from _of_field(finding, checked)
    for checked in document.references if uniform else ():
        name = precise(checked) if is_sure(checked) else ""
        if name:
            span = checked.reference.field_spans.get("journal", checked.reference.span)
            yield Want(checked.reference.label, "journal", name, "MD201", True, checked.reference.claimed.journal, span)


def year_of(record: Record) -> str:
    """The year that a reference list prints."""
    years = {dated.type: dated.date.year for dated in reversed(record.dates)}
    return next((str(years[kind]) for kind in _PRINTED_DATES if kind in years), "")


def _of_identifier(finding: Finding, checked: CheckedReference | None) -> Iterator[Want]:
    label = finding.reference or ""
    if finding.code == "ID107" and checked is not None:
        kind, value = IdentifierType.DOI, finding.actual
        if value.startswith("PMID "):
            kind, value = IdentifierType.PMID, value.removeprefix("PMID ")
        safe = is_sure(checked)
        yield Want(label, kind.value, value, finding.code, safe, "", finding.span)
        return
    if finding.code not in {"ID102", "ID103", "ID106"} or finding.field not in _IDENTIFIERS or not finding.actual:
        return
    if NORMALISERS[IdentifierType(finding.field)](finding.actual) != finding.actual.lower().replace("pmc", "PMC"):
        return  # the work found has no identifier of this kind
    near = OSA.distance(finding.claimed.lower(), finding.actual.lower()) <= 1
    safe = finding.code == "ID106" or (near and checked is not None)
    yield Want(label, finding.field, finding.actual, finding.code, safe, finding.claimed, finding.span)


def _of_field(finding: Finding, checked: CheckedReference) -> Iterator[Want]:
    record = checked.resolution.record
    if record is None:
        return
    field = FIELDS[finding.code]
    actual = checked.agreement[field].actual or finding.actual
    value = {"year": year_of(record), "title": record.title, "journal": record.journal}.get(field, actual)
    # Numbers of another journal belong to another printing of the work, if it is not another work.
    journal = checked.agreement.get("journal")
    in_journal = journal is None or journal.verdict is not Verdict.DIFFERENT
    safe = finding.code in _SAFE and in_journal and is_sure(checked)
    span = checked.reference.field_spans.get(field, Span(checked.reference.span.start, checked.reference.span.start))
    if value and re.search(r"\w", value):
        yield Want(checked.reference.label, field, value, finding.code, safe, finding.claimed, span)


def is_sure(checked: CheckedReference) -> bool:
    """Whether the record is surely that of the work described."""
    record = checked.resolution.record
    return record is not None and same_work(checked.agreement, checked.reference, record).decision == "same"
