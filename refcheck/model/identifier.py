"""Identifiers of works: DOI, PMID, PMCID and arXiv id."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from refcheck.model.document import Span


class IdentifierType(StrEnum):
    """The schemes that refcheck resolves."""

    DOI = "doi"
    PMID = "pmid"
    PMCID = "pmcid"
    ARXIV = "arxiv"


@dataclass(frozen=True, slots=True)
class Identifier:
    """One identifier as it stands in a document.

    Attributes:
        type: its scheme.
        value: the canonical form: a DOI lower-cased without prefix (``10.1000/xyz``), a PMID's digits, ``PMC123``,
            ``2101.00001`` or ``hep-th/9901001`` without version.
        raw: the characters of the document, as printed.
        span: where `raw` stands in the document's text.
        reference: the label of the reference it belongs to, None outside the list.
        malformed: why it cannot be an identifier of its type, or "" (ID101).
        untidy: what is not canonical about the printed form (a proxy URL, a doubled prefix), or "" (ID106).
    """

    type: IdentifierType
    value: str
    raw: str
    span: Span
    reference: str | None = None
    malformed: str = ""
    untidy: str = ""


@dataclass(frozen=True, slots=True)
class Identifiers:
    """At most one identifier of each scheme, in canonical form."""

    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    arxiv: str | None = None

    def __bool__(self) -> bool:
        return bool(self.doi or self.pmid or self.pmcid or self.arxiv)

    def items(self) -> list[tuple[IdentifierType, str]]:
        """The identifiers that are there, the most telling first: DOI, PMID, PMCID, arXiv."""
        pairs = ((kind, getattr(self, kind.value)) for kind in IdentifierType)
        return [(kind, value) for kind, value in pairs if value]
