"""What every readable report shows of a document: references beside their records, and the findings at their places."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import quote

from refcheck.model import (
    Agreement,
    CheckedClaim,
    CheckedDocument,
    CheckedReference,
    Document,
    Finding,
    Record,
    ReferenceVerdict,
    Report,
    SourceStatus,
    SourceUse,
    Verdict,
)
from refcheck.rules.base import named

CHECKED = (
    "Each identifier was looked up, and journal, year, title, authors, volume, issue and pages were compared with the "
    "record; so was what the text says of cited works. What a work says, and whether it supports the text, was not "
    "checked."
)
NOT_VERIFIED = (
    "Not verified does not mean wrong: theses, books, web pages and many Chinese journals are in none of the indexes "
    "asked."
)

FIELDS = ("authors", "title", "journal", "year", "volume", "issue", "pages")


@dataclass(frozen=True, slots=True)
class Row:
    """One field of a reference: as claimed, as the record has it, and how the two agree."""

    field: str
    claimed: str
    actual: str
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class Link:
    """A page where the work can be looked at."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding that counts, and the line it stands in."""

    finding: Finding
    line: int


FATES = {"ST301": "retracted", "ST304": "withdrawn or removed"}
"""Codes of works that are no longer to be cited, and what has become of them."""


def gravest(findings: tuple[Placed, ...]) -> str:
    """The gravest severity among findings."""
    return min((placed.finding.severity for placed in findings), key=lambda severity: severity.rank).value


@dataclass(frozen=True, slots=True)
class ReferenceView:
    """A reference, its rows, links and findings; `suppressed` are findings that a suppression or baseline hides."""

    checked: CheckedReference
    rows: tuple[Row, ...]
    links: tuple[Link, ...]
    findings: tuple[Placed, ...]
    suppressed: tuple[Finding, ...]

    @property
    def grade(self) -> str:
        """The gravest severity, else "verified" or "unverified"."""
        if self.findings:
            return gravest(self.findings)
        return "verified" if self.checked.verdict is ReferenceVerdict.VERIFIED else "unverified"

    @property
    def fate(self) -> str:
        """What became of the work, which its verdict does not tell: "retracted", "withdrawn or removed", or ""."""
        return next((FATES[placed.finding.code] for placed in self.findings if placed.finding.code in FATES), "")


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A sentence of the prose with what it claims, and the findings about it."""

    checked: CheckedClaim
    line: int
    findings: tuple[Placed, ...]

    @property
    def grade(self) -> str:
        """The gravest severity, else the verdict."""
        return gravest(self.findings) if self.findings else self.checked.verdict.value


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document as a report shows it; `others` are findings about neither a reference nor a claim."""

    checked: CheckedDocument
    references: tuple[ReferenceView, ...]
    claims: tuple[ClaimView, ...]
    others: tuple[Placed, ...]

    @property
    def empty(self) -> bool:
        """Whether there was nothing to check."""
        return is_empty(self.checked)

    @property
    def findings(self) -> list[Finding]:
        """Every finding that counts."""
        return [finding for finding in self.checked.findings if not finding.suppressed]


def is_empty(checked: CheckedDocument) -> bool:
    """Whether there was nothing to check in a document."""
    article = checked.article
    return not (article.references or article.identifiers or article.claims or checked.findings)


def documents(report: Report) -> list[DocumentView]:
    """The documents of a report."""
    return [_document(checked) for checked in report.documents]


def _document(checked: CheckedDocument) -> DocumentView:
    document = checked.article.document
    claim_at = {span: number for number, claim in reversed([*enumerate(checked.claims)]) for span in claim.claim.spans}
    labels = {reference.reference.label for reference in checked.references}
    of_claims, of_references = defaultdict[int, list[Finding]](list), defaultdict[str, list[Finding]](list)
    others: list[Finding] = []
    for finding in checked.findings:
        if finding.code.startswith("CL") and finding.span in claim_at:
            of_claims[claim_at[finding.span]].append(finding)
        elif finding.reference in labels:
            of_references[finding.reference or ""].append(finding)
        else:
            others.append(finding)
    claims = tuple(
        ClaimView(claim, document.place(claim.claim.span).line, _counted(document, of_claims[number]))
        for number, claim in enumerate(checked.claims)
    )
    references = tuple(
        ReferenceView(
            reference,
            rows(reference),
            links(reference),
            _counted(document, of_references[reference.reference.label]),
            tuple(finding for finding in of_references[reference.reference.label] if finding.suppressed),
        )
        for reference in checked.references
    )
    return DocumentView(checked, references, claims, _counted(document, others))


def _counted(document: Document, findings: list[Finding]) -> tuple[Placed, ...]:
    """The findings that are not suppressed, each with its line."""
    return tuple(Placed(finding, document.place(finding.span).line) for finding in findings if not finding.suppressed)


def rows(checked: CheckedReference) -> tuple[Row, ...]:
    """The fields that either side has, in the order that a reference is read in."""
    record = checked.resolution.record
    if record is None:
        return ()
    made = []
    for field in FIELDS:
        agreement = checked.agreement.get(field, Agreement(Verdict.ABSENT))
        claimed = checked.reference.claimed.shown(field) or agreement.claimed
        # The value that was compared is shown; where nothing was, what the record has.
        actual = agreement.actual or actual_value(record, field)
        if claimed or actual:
            made.append(Row(field, claimed, actual, agreement))
    return tuple(made)


_MANY = 8


def actual_value(record: Record, field: str) -> str:
    """A field of the record."""
    if field == "authors":
        names = [str(author) for author in record.authors]
        more = f" (+{len(names) - _MANY})" if len(names) > _MANY else ""
        return "; ".join(names[:_MANY]) + more
    if field == "year":
        return " / ".join(str(year) for year in record.years)
    if field == "pages":
        return record.pages or record.article_number
    return str(getattr(record, field))


def links(checked: CheckedReference) -> tuple[Link, ...]:
    """Where the work can be looked at: the record's identifiers, and those given that lead elsewhere."""
    record = checked.resolution.record
    given = checked.reference.identifiers
    made: dict[str, Link] = {}
    for doi in (record.doi if record else "", given.doi or ""):
        if doi:
            made.setdefault(doi.lower(), Link(f"DOI {doi}", f"https://doi.org/{quote(doi, errors='replace')}"))
    for pmid in (record.pmid if record else "", given.pmid or ""):
        if pmid:
            made.setdefault(f"pmid:{pmid}", Link(f"PubMed {pmid}", f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"))
    return tuple(made.values())


def asked(report: Report) -> list[tuple[str, SourceUse]]:
    """The sources that were used, by their names as readers know them, and how."""
    used = sorted(report.run.sources.items())
    return [(named(name), use) for name, use in used if use.status is not SourceStatus.UNUSED]


def unasked(report: Report) -> list[str]:
    """The sources that did not answer as they should."""
    bad = (SourceStatus.PARTIAL, SourceStatus.UNREACHABLE)
    return [named(name) for name, use in sorted(report.run.sources.items()) if use.status in bad]
