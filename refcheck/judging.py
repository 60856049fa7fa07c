"""An article beside what was resolved for it: fields compared, rules applied, verdicts given."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from refcheck.compare.claim import compare_claim
from refcheck.compare.same_work import same_work
from refcheck.config.options import Options
from refcheck.findings.fingerprint import with_fingerprints
from refcheck.findings.selection import select
from refcheck.findings.suppression import Suppression, inline, suppress
from refcheck.memo import Memo
from refcheck.model import (
    Article,
    CheckedClaim,
    CheckedDocument,
    CheckedReference,
    Claim,
    Finding,
    Identifier,
    IdentifierType,
    Lookup,
    Reference,
    ReferenceVerdict,
    Resolution,
    Severity,
    Span,
    Verdict,
)
from refcheck.resolve import Resolved
from refcheck.rules import Case, ClaimCase, DocumentCase, IdentifierCase, ReferenceCase, check


def judge(
    article: Article,
    resolved: Resolved,
    memo: Memo,
    options: Options,
    suppressions: Sequence[Suppression],
    today: dt.date,
) -> CheckedDocument:
    """Compare an article with what was resolved for it and apply the rules.

    Args:
        article: what was extracted.
        resolved: what the run has learnt. A journal that it has met, claimed for a work of another, is a mismatch.
        memo: what earlier runs have worked out.
        options: the settings of the run.
        suppressions: those of the configuration; the document's own are read here.
        today: the date by which suppressions expire.
    """
    path = article.document.path
    cases = tuple(
        _reference_case(article, reference, resolved.references[path, reference.label], resolved.journals, memo)
        for reference in article.references
    )
    by_label = {case.reference.label: case for case in cases}
    claims = tuple(_claim_case(article, claim, by_label, resolved.journals) for claim in article.claims)
    identifiers = [
        IdentifierCase(article, identifier, _outside(identifier, resolved.identifiers))
        for identifier in article.identifiers
    ]
    every: list[Case] = [*cases, *claims, *identifiers, DocumentCase(article, cases)]
    # Suppressed before selected: leaving a code out of the report must not make its suppressions look unused.
    raised = [finding for case in every for finding in check(case)]
    raised = suppress(raised, [*inline(article), *suppressions], article, today)
    raised = with_fingerprints(raised, {label: case.reference for label, case in by_label.items()})
    kept = select(raised, only=options.select, ignored=options.ignore_codes, severity=options.severity)
    findings = sorted(kept, key=lambda finding: (finding.span, finding.code, finding.reference or "", finding.claimed))
    about_reference, about_claim = _severities(findings)
    return CheckedDocument(
        article,
        tuple(
            CheckedReference(
                case.reference, case.resolution, case.agreement, _verdict(case, about_reference[case.reference.label])
            )
            for case in cases
        ),
        tuple(
            CheckedClaim(
                case.claim,
                case.agreement,
                _verdict(case.cited, set[Severity]().union(*(about_claim[span] for span in case.claim.spans))),
            )
            for case in claims
        ),
        tuple(findings),
    )


def _reference_case(
    article: Article, reference: Reference, resolution: Resolution, journals: Sequence[str], memo: Memo
) -> ReferenceCase:
    """A reference beside the record that it is compared with."""
    record = resolution.record
    if record is None:
        return ReferenceCase(article, reference, resolution, {})
    agreement = resolution.agreement
    if not agreement or agreement["journal"].verdict is Verdict.UNSURE:  # then other journals may tell
        agreement = memo.agreement(reference, record, others=journals)
    return ReferenceCase(article, reference, resolution, agreement, same_work(agreement, reference, record))


def _claim_case(
    article: Article, claim: Claim, cases: Mapping[str, ReferenceCase], journals: Sequence[str]
) -> ClaimCase:
    """A claim of the prose beside the reference that it belongs to."""
    cited = cases.get(claim.reference or "")
    if cited is None:
        return ClaimCase(article, claim, {})
    agreement = compare_claim(claim, cited.resolution.record, cited.reference, journals)
    return ClaimCase(article, claim, agreement, cited)


def _outside(identifier: Identifier, lookups: Mapping[tuple[IdentifierType, str], Lookup]) -> Lookup | None:
    if identifier.reference is not None or identifier.malformed:
        return None
    return lookups.get((identifier.type, identifier.value))


def _severities(findings: Iterable[Finding]) -> tuple[Mapping[str, set[Severity]], Mapping[Span, set[Severity]]]:
    """The severities that count for the verdict of each reference, by label, and of each claim, by place."""
    about_reference, about_claim = defaultdict[str, set[Severity]](set), defaultdict[Span, set[Severity]](set)
    for finding in findings:
        if finding.suppressed:
            continue
        if finding.code[:2] == "CL":
            about_claim[finding.span].add(finding.severity)
        elif finding.reference and finding.code[:2] in ("ID", "MD"):
            about_reference[finding.reference].add(finding.severity)
    return about_reference, about_claim


def _verdict(case: ReferenceCase | None, severities: set[Severity]) -> ReferenceVerdict:
    """What a reference, or a claim about one, comes to."""
    if Severity.ERROR in severities:
        return ReferenceVerdict.MISMATCH
    if case is None or case.resolution.record is None:
        return ReferenceVerdict.UNVERIFIED
    return ReferenceVerdict.DISCREPANCY if Severity.WARNING in severities else ReferenceVerdict.VERIFIED
