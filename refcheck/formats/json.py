"""JSON, as the contract has it: sorted by (path, position, code), the same bytes for the same input outside `run`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from refcheck import __version__
from refcheck.findings.stored import SCHEMA_VERSION
from refcheck.formats.base import View
from refcheck.formats.json_text import dumps
from refcheck.model import (
    Agreement,
    Article,
    Author,
    CheckedClaim,
    CheckedDocument,
    CheckedReference,
    Document,
    Finding,
    Identifier,
    IdentifierType,
    PartialDate,
    Record,
    Reference,
    ReferenceVerdict,
    Report,
    Severity,
    Span,
)
from refcheck.rules import catalogue, help_url

Json = dict[str, Any]

_NEWLINE = "\n"  # in JSON always one between two values: in a text it is escaped


class JsonFormat:
    """The whole report as one JSON object."""

    name = "json"
    about = "everything, for programs; its JSON Schema is in docs/report.schema.json"

    def render(self, report: Report, view: View) -> str:
        """The report as JSON with two-space indents and a newline at its end."""
        return "".join(self.pieces(report, view))

    def pieces(self, report: Report, view: View) -> Iterator[str]:  # noqa: ARG002 - JSON looks the same in every view
        """The same, a document at a time."""
        before, documents, after = dumps(_frame(report), indent=2).partition('\n  "documents": [')
        yield before + documents
        for number, document in enumerate(report.documents):
            text = dumps(_document(document), indent=2)
            yield f"{',' if number else ''}\n    {text.replace(_NEWLINE, _NEWLINE + '    ')}"
        yield ("\n  " if report.documents else "") + after + "\n"


FORMAT = JsonFormat()


def as_json(report: Report) -> Json:
    """The report as the contract's object."""
    return {**_frame(report), "documents": [_document(document) for document in report.documents]}


def _frame(report: Report) -> Json:
    """The report without its documents."""
    tally = report.tally
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "refcheck", "version": __version__},
        "run": {
            "started": report.run.started,
            "seconds": report.run.seconds,
            "offline": report.run.offline,
            "sources": {
                name: {"status": use.status, "requests": use.requests, "cached": use.cached, "note": use.note}
                for name, use in sorted(report.run.sources.items())
            },
        },
        "documents": [],
        "unreadable": [{"path": entry.path, "reason": entry.reason} for entry in report.unreadable],
        "summary": {
            "documents": tally.documents,
            "references": tally.references,
            "claims": tally.claims,
            "findings": {severity.value: tally.findings[severity] for severity in Severity},
            "verdicts": {verdict.value: tally.verdicts[verdict] for verdict in ReferenceVerdict},
        },
    }


def article_as_json(article: Article) -> Json:
    """A document as ``refcheck extract`` prints it: without records, verdicts and findings."""
    document = article.document
    return {
        "path": document.path,
        "format": document.format,
        "language": article.language,
        "title": article.title,
        "problems": list(document.problems),
        "references": [
            {
                "label": reference.label,
                "text": _printed(document, reference),
                "span": _span(document, reference.span),
                "identifiers": {kind.value: getattr(reference.identifiers, kind) for kind in IdentifierType},
                "claimed": _claimed(reference.claimed),
                "confidence": {name: round(value, 3) for name, value in sorted(reference.claimed.confidence.items())},
            }
            for reference in article.references
        ],
        "identifiers": [_identifier(document, one) for one in article.identifiers if not one.malformed],
        "claims": [
            {
                "text": claim.text,
                "span": _span(document, claim.span),
                "journal": claim.journal,
                "date": _date(claim.date),
                "title": claim.title,
                "reference": claim.reference,
            }
            for claim in article.claims
        ],
    }


def _printed(document: Document, reference: Reference) -> str:
    """The reference as it stands in the list, its printed label included."""
    if reference.structured:
        return reference.text
    return " ".join(document.text[reference.span.start : reference.span.end].split())


def _document(checked: CheckedDocument) -> Json:
    article = article_as_json(checked.article)
    return {
        **article,
        "references": [
            _reference(entry, checked_reference)
            for entry, checked_reference in zip(article["references"], checked.references, strict=True)
        ],
        "claims": [_claim(entry, claim) for entry, claim in zip(article["claims"], checked.claims, strict=True)],
        "findings": [finding_as_json(checked.article.document, finding) for finding in checked.findings],
    }


def _reference(entry: Json, checked: CheckedReference) -> Json:
    return {
        **entry,
        "record": _record(checked.resolution.record),
        "found_by": checked.resolution.found_by,
        "verdict": checked.verdict,
        "agreement": _agreement(checked.agreement),
    }


def _claim(entry: Json, checked: CheckedClaim) -> Json:
    return {**entry, "verdict": checked.verdict, "agreement": _agreement(checked.agreement)}


def _claimed(fields: Any) -> Json:
    names = ("title", "journal", "year", "volume", "issue", "pages", "publisher", "type")
    return {
        "authors": [_author(author) for author in fields.authors],
        **{name: getattr(fields, name) for name in names},
    }


def _author(author: Author) -> Json:
    return {"name": author.name} if author.name else {"family": author.family, "given": author.given}


def _record(record: Record | None) -> Json | None:
    if record is None:
        return None
    return {
        "source": record.source,
        **{name: getattr(record, name) for name in ("doi", "pmid", "pmcid", "type", "title", "journal")},
        "journal_names": list(record.journal_names),
        "years": list(record.years),
        "dates": [{"type": dated.type, "date": str(dated.date)} for dated in record.dates],
        "authors": [_author(author) for author in record.authors],
        "volume": record.volume,
        "issue": record.issue,
        "pages": record.pages or record.article_number,
        "url": record.url or (f"https://doi.org/{record.doi}" if record.doi else ""),
    }


def _agreement(agreement: Mapping[str, Agreement]) -> Json:
    return {
        field: {"verdict": one.verdict, "score": round(one.score, 3), "why": one.why}
        for field, one in agreement.items()
    }


def _identifier(document: Document, identifier: Identifier) -> Json:
    return {
        "type": identifier.type,
        "value": identifier.value,
        "span": _span(document, identifier.span),
        "reference": identifier.reference,
    }


def _date(date: PartialDate | None) -> str | None:
    return str(date) if date else None


def _span(document: Document, span: Span) -> Json:
    place = document.place(span)
    return {"start": place.start, "end": place.end, "line": place.line, "column": place.column}


def finding_as_json(document: Document, finding: Finding) -> Json:
    """A finding as in the report."""
    return {
        "code": finding.code,
        "name": catalogue()[finding.code].name,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "reference": finding.reference,
        "field": finding.field,
        "claimed": finding.claimed,
        "actual": finding.actual,
        "message": finding.message,
        "suggestion": finding.suggestion,
        "help_url": help_url(finding.code),
        "span": _span(document, finding.span),
        "fingerprint": finding.fingerprint,
        "suppressed": finding.suppressed or None,
    }
