"""NV8xx: what could not be checked, and why. Absence from an index that does not cover a work is no evidence."""

from __future__ import annotations

from collections.abc import Iterator

from refcheck.model import Finding, Lookup, Severity, Span, Status
from refcheck.rules.base import IdentifierCase, ReferenceCase, Rule, find, named, place_of
from refcheck.rules.identifiers import describe

NOT_FOUND = Rule(
    "NV801",
    "not-found",
    Severity.WARNING,
    "No record of the work is in any index that covers its kind; the finding says which were asked.",
    "After two or more indexes it may have been made up. It is not proof: small journals, old works and other "
    "languages are indexed unevenly. Not raised for Chinese journals, theses, books and web pages, which these "
    "indexes do not cover.",
    "Look for the work by its title; ask the author for a copy or a link.",
)
UNREADABLE = Rule(
    "NV802",
    "metadata-unavailable",
    Severity.NOTE,
    "The DOI exists, at a registration agency whose metadata cannot be read (such as CNKI or ISTIC).",
    "The reference could not be compared with anything. It is not evidence against it.",
    "Follow the DOI and compare by eye.",
)
UNREACHABLE = Rule(
    "NV803",
    "source-unreachable",
    Severity.NOTE,
    "An index that should have been asked did not answer, or the run is offline and the answer is not stored.",
    "This is not evidence of anything.",
    "Run the check again later; only what is missing will be asked.",
)
TOO_LITTLE = Rule(
    "NV804",
    "too-little-to-search",
    Severity.NOTE,
    "The reference has no identifier, and says too little to be searched for or is of a kind that no index covers.",
    "It could not be checked. It is not evidence against it.",
    "Add an identifier, or check the reference by eye.",
)

_CLOSEST = "The closest record is {closest}: is it meant? Otherwise ask the author for a copy or a link."

RULES = (NOT_FOUND, UNREADABLE, UNREACHABLE, TOO_LITTLE)


def check_identifier(case: IdentifierCase) -> Iterator[Finding]:
    """NV802 and NV803 for identifiers outside the list."""
    if case.lookup:
        yield from _unanswered(case.lookup, case.identifier.span, None)


def check_reference(case: ReferenceCase) -> Iterator[Finding]:
    """Say why a reference has no record."""
    resolution, reference = case.resolution, case.reference
    said = False
    for lookup in resolution.lookups:
        for finding in _unanswered(lookup, place_of(case, lookup.type, lookup.value), reference.label):
            said = True
            yield finding
    if resolution.record or resolution.described or said:
        return
    unasked = resolution.searchable and resolution.covered and not (resolution.searched or resolution.lookups)
    if resolution.unreachable or unasked:
        yield find(
            UNREACHABLE,
            reference.span,
            "Not searched for: {sources} did not answer."
            if resolution.unreachable
            else "Not searched for: no index could be asked, and no answer is stored.",
            action=UNREACHABLE.action,
            reference=reference.label,
            sources=named(resolution.unreachable),
            confidence=1.0,
        )
    elif resolution.searched and resolution.searchable and resolution.covered:
        fabricated = len(resolution.searched) > 1
        closest = resolution.candidate
        yield find(
            NOT_FOUND,
            reference.span,
            "No record of this work in {sources}: possibly fabricated."
            if fabricated
            else "No record of this work in {sources}.",
            action=_CLOSEST if closest else NOT_FOUND.action,
            reference=reference.label,
            claimed=reference.claimed.title,
            sources=named(resolution.searched),
            closest=describe(closest.record) if closest else "",
            confidence=0.9 if fabricated else 0.7,
        )
    elif not any(lookup.status is Status.MISSING for lookup in resolution.lookups):
        yield find(
            TOO_LITTLE,
            reference.span,
            "Not checked: the indexes asked do not cover this kind of work."
            if resolution.searchable
            else "Not checked: the reference gives no identifier and too little to search for.",
            action=TOO_LITTLE.action,
            reference=reference.label,
            confidence=1.0,
        )


def _unanswered(lookup: Lookup, span: Span, label: str | None) -> Iterator[Finding]:
    if lookup.status is Status.UNREADABLE:
        yield find(
            UNREADABLE,
            span,
            "The DOI {claimed} exists ({agency}), and its metadata cannot be read.",
            action=UNREADABLE.action,
            reference=label,
            field=lookup.type,
            claimed=lookup.value,
            agency=lookup.agency or lookup.reason or "another registration agency",
            confidence=1.0,
        )
    elif lookup.status is Status.UNREACHABLE:
        yield find(
            UNREACHABLE,
            span,
            "{claimed} could not be checked: {reason}.",
            action=UNREACHABLE.action,
            reference=label,
            field=lookup.type,
            claimed=lookup.value,
            confidence=1.0,
            reason=lookup.reason or "the source did not answer",
        )
    elif lookup.status is Status.NOT_ASKED:
        yield find(
            UNREACHABLE,
            span,
            "{claimed} was not asked for: the run is offline and no answer is stored.",
            action="Run the check with a network connection.",
            reference=label,
            field=lookup.type,
            claimed=lookup.value,
            confidence=1.0,
        )
