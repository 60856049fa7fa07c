"""The pipeline: documents are read, references and claims extracted, works resolved, fields compared, rules applied."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from refcheck.compare.claim import compare_claim
from refcheck.compare.reference import compare_reference
from refcheck.compare.same_work import same_work
from refcheck.config.options import Options
from refcheck.errors import UnreadableInputError
from refcheck.extract import extract
from refcheck.findings.fingerprint import with_fingerprints
from refcheck.findings.selection import select
from refcheck.findings.suppression import Suppression, inline, suppress
from refcheck.model import (
    Article,
    CheckedClaim,
    CheckedDocument,
    CheckedReference,
    Claim,
    Document,
    Finding,
    Identifier,
    Lookup,
    Reference,
    ReferenceVerdict,
    Report,
    Resolution,
    Run,
    Severity,
    Unreadable,
)
from refcheck.progress import Progress
from refcheck.readers import find, read
from refcheck.resolve import Resolved, resolve
from refcheck.rules import Case, ClaimCase, DocumentCase, IdentifierCase, ReferenceCase, check
from refcheck.sources import open_sources


def read_documents(paths: Sequence[Path], root: Path, progress: Progress) -> tuple[list[Document], list[Unreadable]]:
    """Read every document that the paths name; what cannot be read costs only itself."""
    documents: list[Document] = []
    unreadable: list[Unreadable] = []
    files: list[Path] = []
    for path in paths:
        try:
            files += [found for found in find([path]) if found not in files]
        except UnreadableInputError as error:
            unreadable.append(Unreadable(error.path, _reason(error)))
    progress.stage("reading", len(files))
    for file in files:
        try:
            documents.append(read(file, root=root))
        except UnreadableInputError as error:
            unreadable.append(Unreadable(error.path, _reason(error)))
        progress.advance()
    return documents, unreadable


async def check_documents(
    documents: Sequence[Document],
    options: Options,
    progress: Progress,
    *,
    root: Path,
    unreadable: Iterable[Unreadable] = (),
    today: dt.date | None = None,
) -> Report:
    """Check documents that were read; see the module's first line.

    Args:
        root: the folder that paths of the configuration are relative to.
        unreadable: inputs that could not be read, carried into the report.
        today: the date by which suppressions expire; the current one if left out.
    """
    started = dt.datetime.now(dt.UTC)
    progress.stage("extracting", len(documents))
    articles = []
    for document in sorted(documents, key=lambda document: document.path):
        articles.append(extract(document))
        progress.advance()
    async with open_sources(options.settings(root), progress) as sources:
        resolved = await resolve(articles, sources, progress)
        use = sources.use()
    progress.stage("comparing", len(articles))
    journals = _journals(resolved)
    checked = []
    for article in articles:
        checked.append(judge(article, resolved, journals, options, today or started.date()))
        progress.advance()
    run = Run(
        started=started.isoformat(timespec="seconds").replace("+00:00", "Z"),
        seconds=round((dt.datetime.now(dt.UTC) - started).total_seconds(), 3),
        offline=options.offline,
        sources=use,
    )
    return Report(tuple(checked), tuple(sorted(unreadable, key=lambda entry: entry.path)), run)


def judge(
    article: Article, resolved: Resolved, journals: Sequence[str], options: Options, today: dt.date
) -> CheckedDocument:
    """Compare an article with what was resolved for it and apply the rules. No I/O.

    Args:
        journals: the names of all journals seen in the run: one of these, claimed for a work of another, is a mismatch.
    """
    path = article.document.path
    cases = tuple(
        reference_case(article, reference, resolved.references[path, reference.label], journals)
        for reference in article.references
    )
    by_label = {case.reference.label: case for case in cases}
    claims = tuple(claim_case(article, claim, by_label, journals) for claim in article.claims)
    identifiers = [
        IdentifierCase(article, identifier, _outside(identifier, resolved.identifiers))
        for identifier in article.identifiers
    ]
    every: list[Case] = [*cases, *claims, *identifiers, DocumentCase(article, cases)]
    raised = [finding for case in every for finding in check(case)]
    suppressions = [*inline(article), *(_from_options(options))]
    kept = select(raised, only=options.select, ignored=options.ignore_codes, severity=options.severity)
    kept = with_fingerprints(kept, {label: case.reference for label, case in by_label.items()})
    kept = suppress(kept, suppressions, article, today)
    findings = sorted(kept, key=lambda finding: (finding.span, finding.code, finding.reference or "", finding.claimed))
    return CheckedDocument(
        article,
        tuple(
            CheckedReference(case.reference, case.resolution, case.agreement, _verdict(case, findings))
            for case in cases
        ),
        tuple(CheckedClaim(case.claim, case.agreement, _claim_verdict(case, findings)) for case in claims),
        tuple(findings),
    )


def reference_case(
    article: Article, reference: Reference, resolution: Resolution, journals: Sequence[str]
) -> ReferenceCase:
    """A reference beside the record that it is compared with."""
    record = resolution.record
    if record is None:
        return ReferenceCase(article, reference, resolution, {})
    agreement = compare_reference(reference, record, others=journals)
    return ReferenceCase(article, reference, resolution, agreement, same_work(agreement, reference, record))


def claim_case(
    article: Article, claim: Claim, cases: Mapping[str, ReferenceCase], journals: Sequence[str]
) -> ClaimCase:
    """A claim of the prose beside the reference that it belongs to."""
    cited = cases.get(claim.reference or "")
    if cited is None:
        return ClaimCase(article, claim, {})
    agreement = compare_claim(claim, cited.resolution.record, cited.reference, journals)
    return ClaimCase(article, claim, agreement, cited)


def _journals(resolved: Resolved) -> list[str]:
    records = [resolution.record for resolution in resolved.references.values() if resolution.record]
    return sorted({name for record in records for name in record.journal_names})


def _outside(identifier: Identifier, lookups: Mapping[tuple[str, str], Lookup]) -> Lookup | None:
    if identifier.reference is not None or identifier.malformed:
        return None
    return lookups.get((identifier.type, identifier.value))


def _from_options(options: Options) -> list[Suppression]:
    return [
        Suppression((entry.code,), "file", entry.reason, entry.until, doi=entry.doi, key=entry.key, path=entry.path)
        for entry in options.ignore
    ]


def _verdict(case: ReferenceCase, findings: Iterable[Finding]) -> ReferenceVerdict:
    severities = {
        finding.severity
        for finding in findings
        if finding.reference == case.reference.label and finding.code[:2] in ("ID", "MD") and not finding.suppressed
    }
    if Severity.ERROR in severities:
        return ReferenceVerdict.MISMATCH
    if case.resolution.record is None:
        return ReferenceVerdict.UNVERIFIED
    return ReferenceVerdict.DISCREPANCY if Severity.WARNING in severities else ReferenceVerdict.VERIFIED


def _claim_verdict(case: ClaimCase, findings: Iterable[Finding]) -> ReferenceVerdict:
    places = [case.claim.span, case.claim.journal_span, case.claim.date_span, case.claim.title_span]
    severities = {finding.severity for finding in findings if finding.code[:2] == "CL" and finding.span in places}
    if Severity.ERROR in severities:
        return ReferenceVerdict.MISMATCH
    if case.cited is None or case.cited.resolution.record is None:
        return ReferenceVerdict.UNVERIFIED
    return ReferenceVerdict.DISCREPANCY if Severity.WARNING in severities else ReferenceVerdict.VERIFIED


def _reason(error: UnreadableInputError) -> str:
    return " ".join(part for part in (error.reason, error.advice) if part)
