"""A finding's fingerprint: what it is about, whatever line it stands in."""

from __future__ import annotations

import dataclasses
import hashlib

from refcheck.model import Finding, Reference
from refcheck.text.folding import fold


def fingerprint(finding: Finding, reference: Reference | None) -> str:
    """A hash (16 hexadecimal digits) of the code, the normalised reference and the claimed value.

    The reference is its DOI or PMID, else its folded text: neither a line number nor a printed label, so that
    inserting a reference above leaves it as it is.
    """
    cited = ""
    if reference:
        identifiers = reference.identifiers
        cited = identifiers.doi or identifiers.pmid or fold(reference.text)
    parts = (finding.code, finding.field, cited, fold(finding.claimed))
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def with_fingerprints(findings: list[Finding], references: dict[str, Reference]) -> list[Finding]:
    """The findings, each with its fingerprint; equal ones in one document are numbered to stay distinct."""
    seen: dict[str, int] = {}
    marked = []
    for finding in findings:
        mark = fingerprint(finding, references.get(finding.reference or ""))
        count = seen[mark] = seen.get(mark, 0) + 1
        marked.append(dataclasses.replace(finding, fingerprint=mark if count == 1 else f"{mark}-{count}"))
    return marked
