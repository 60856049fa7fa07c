"""What a rule has to say about a reference, a claim or an identifier."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from refcheck.model.document import Span


class Severity(StrEnum):
    """How much a finding matters; the order is from the gravest."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for an error, 2 for a note."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """One statement about one place of a document.

    Attributes:
        code: of the contract, as "MD201".
        severity: after the rule and the settings have had their say.
        confidence: the probability, 0 to 1, that the finding is right.
        reference: label of the reference concerned, or None.
        field: "journal", "year", "doi" …, or "".
        claimed, actual: the two values, for display; "" where there is none.
        message: a sentence in English: claimed, actual, source.
        suggestion: what to do, in English, or "".
        arguments: (name, value) pairs from which a report can say message and suggestion in another language.
        span: in the document's text.
        fingerprint: see findings/fingerprint.py; filled in by the engine.
        suppressed: "inline", "file", "baseline" or "".
        justification: the reason that the suppression gives, or "".
    """

    code: str
    severity: Severity
    message: str
    span: Span
    confidence: float = 1.0
    reference: str | None = None
    field: str = ""
    claimed: str = ""
    actual: str = ""
    suggestion: str = ""
    arguments: tuple[tuple[str, str], ...] = ()
    fingerprint: str = ""
    suppressed: str = ""
    justification: str = ""
