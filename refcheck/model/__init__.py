"""The domain: frozen dataclasses that every other room speaks in. Imports nothing of refcheck."""

from refcheck.model.agreement import Agreement, Verdict
from refcheck.model.document import Document, Entry, FormatCitation, Mark, MarkType, Place, Span
from refcheck.model.finding import Finding, Severity
from refcheck.model.identifier import Identifier, Identifiers, IdentifierType
from refcheck.model.record import (
    Candidate,
    DateType,
    Lookup,
    Record,
    RecordDate,
    Resolution,
    Status,
    Update,
    UpdateType,
)
from refcheck.model.reference import Article, Author, Citation, Claim, Fields, PartialDate, Reference
from refcheck.model.report import (
    CheckedClaim,
    CheckedDocument,
    CheckedReference,
    ReferenceVerdict,
    Report,
    Run,
    SourceStatus,
    SourceUse,
    Tally,
    Unreadable,
)

__all__ = [
    "Agreement",
    "Article",
    "Author",
    "Candidate",
    "CheckedClaim",
    "CheckedDocument",
    "CheckedReference",
    "Citation",
    "Claim",
    "DateType",
    "Document",
    "Entry",
    "Fields",
    "Finding",
    "FormatCitation",
    "Identifier",
    "IdentifierType",
    "Identifiers",
    "Lookup",
    "Mark",
    "MarkType",
    "PartialDate",
    "Place",
    "Record",
    "RecordDate",
    "Reference",
    "ReferenceVerdict",
    "Report",
    "Resolution",
    "Run",
    "Severity",
    "SourceStatus",
    "SourceUse",
    "Span",
    "Status",
    "Tally",
    "Unreadable",
    "Update",
    "UpdateType",
    "Verdict",
]
