"""The pipeline: documents are read, references and claims extracted, works resolved, fields compared, rules applied."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from refcheck.compare.claim import compare_claim
from refcheck.compare.reference import compare_reference
from refcheck.compare.same_work import same_work
from refcheck.config.options import Options
from refcheck.errors import ConfigError, UnreadableInputError
from refcheck.extract import extract
from refcheck.findings.fingerprint import with_fingerprints
from refcheck.findings.selection import select, unknown_codes
from refcheck.findings.suppression import Suppression, inline, suppress
from refcheck.formats.base import is_own_report
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
    Span,
    Unreadable,
    Verdict,
)
from refcheck.progress import Progress
from refcheck.readers import find, read
from refcheck.resolve import Planner, Resolved, identifiers_of, resolve
from refcheck.rules import Case, ClaimCase, DocumentCase, IdentifierCase, ReferenceCase, check
from refcheck.sources import open_sources
from refcheck.text.identifiers import normalise_doi


def read_documents(paths: Sequence[Path], root: Path, progress: Progress) -> tuple[list[Document], list[Unreadable]]:
    """Read every document that the paths name, each once; what cannot be read costs only itself.

    Reports that refcheck itself wrote are passed over, so that they may stand beside the articles.
    """
    documents: list[Document] = []
    unreadable: list[Unreadable] = []
    files: dict[Path, Path] = {}
    for path in paths:
        try:
            found = find([path])
        except UnreadableInputError as error:
            unreadable.append(Unreadable(error.path, error.explanation))
            continue
        if not found:
            progress.note(f"{path}: nothing to check, no file in it can be read.")
        for file in found:
            files.setdefault(file.resolve(), file)
    progress.stage("reading", len(files))
    for file in files.values():
        try:
            document = read(file, root=root)
            if is_own_report(document):
                progress.note(f"{document.path}: passed over, a report of refcheck.")
            else:
                documents.append(document)
        except UnreadableInputError as error:
            unreadable.append(Unreadable(error.path, error.explanation))
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

    Raises:
        ConfigError: the options name a code that does not exist.
    """
    _require_known_codes(options)
    started = dt.datetime.now(dt.UTC)
    progress.stage("extracting", len(documents))
    articles = []
    async with open_sources(options.settings(root), progress) as sources:
        planner = Planner(sources)
        for document in sorted(documents, key=lambda document: document.path):
            article = await asyncio.to_thread(extract, document)  # meanwhile the indexes answer for those before
            articles.append(article)
            planner.look_ahead(identifiers_of(article))
            if not (article.references or article.identifiers or article.claims):
                progress.note(f"{document.path}: nothing to check, no reference or identifier was found in it.")
            progress.advance()
        resolved = await resolve(articles, sources, progress, planner)
        use = sources.use()
    progress.stage("comparing", len(articles))
    journals = _journals(resolved)
    suppressions = _from_options(options, root)
    checked = []
    for article in articles:
        checked.append(judge(article, resolved, journals, options, suppressions, today or started.date()))
        progress.advance()
    run = Run(
        started=started.isoformat(timespec="seconds").replace("+00:00", "Z"),
        seconds=round((dt.datetime.now(dt.UTC) - started).total_seconds(), 3),
        offline=options.offline,
        sources=use,
    )
    return Report(tuple(checked), tuple(sorted(unreadable, key=lambda entry: entry.path)), run)


def judge(
    article: Article,
    resolved: Resolved,
    journals: Sequence[str],
    options: Options,
    suppressions: Sequence[Suppression],
    today: dt.date,
) -> CheckedDocument:
    """Compare an article with what was resolved for it and apply the rules. No I/O.

    Args:
        journals: the names of all journals seen in the run: one of these, claimed for a work of another, is a mismatch.
        suppressions: those of the configuration; the document's own are read here.
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


def reference_case(
    article: Article, reference: Reference, resolution: Resolution, journals: Sequence[str]
) -> ReferenceCase:
    """A reference beside the record that it is compared with."""
    record = resolution.record
    if record is None:
        return ReferenceCase(article, reference, resolution, {})
    agreement = resolution.agreement
    if not agreement or agreement["journal"].verdict is Verdict.UNSURE:  # then other journals may tell
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


def _require_known_codes(options: Options) -> None:
    given = (*options.select, *options.ignore_codes, *options.severity, *(entry.code for entry in options.ignore))
    if wrong := unknown_codes(given):
        raise ConfigError(f"there is no code {', '.join(wrong)}; refcheck rule --all lists every one.")


def _from_options(options: Options, root: Path) -> list[Suppression]:
    """The suppressions of the configuration; their paths are relative to `root`, those of documents to this folder."""
    return [
        Suppression(
            (entry.code,),
            "file",
            entry.reason,
            entry.until,
            doi=normalise_doi(entry.doi) or entry.doi,
            key=entry.key,
            path=Path(os.path.relpath(root / entry.path)).as_posix() if entry.path else "",
        )
        for entry in options.ignore
    ]


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
