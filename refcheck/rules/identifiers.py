"""ID1xx: is the identifier one, does it exist, and is it the identifier of the work described?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

from refcheck.model import Finding, IdentifierType, Lookup, Record, Severity, Status
from refcheck.rules.base import IdentifierCase, ReferenceCase, Rule, find, named, place_of

MALFORMED = Rule(
    "ID101",
    "malformed-identifier",
    Severity.WARNING,
    "What stands where an identifier is expected cannot be a DOI, PMID (1 to 8 digits), PMCID or arXiv id.",
    "Nobody can follow it, and no index can be asked for it. A missing digit or a stray character is the usual cause.",
    "Copy the identifier again from the publisher's page or from PubMed.",
)
NOT_REGISTERED = Rule(
    "ID102",
    "doi-not-registered",
    Severity.ERROR,
    "The handle system and the registration agencies both answer that the DOI does not exist.",
    "A DOI that was never registered is a typing error or invented. It is only said when both authorities have "
    "answered; a source that cannot be reached is never taken as an answer.",
    "Copy the DOI again from the publisher's page; if the work cannot be found at all, remove the reference.",
)
PMID_NOT_FOUND = Rule(
    "ID103",
    "pmid-not-found",
    Severity.ERROR,
    "PubMed answers that it has no record with this PMID.",
    "A PMID is never withdrawn silently: one that does not exist is a typing error or invented.",
    "Look the work up in PubMed by its title and copy the PMID.",
)
ANOTHER_WORK = Rule(
    "ID104",
    "identifier-of-another-work",
    Severity.ERROR,
    "The identifier resolves to a work that is not the one described: title, authors and other fields all differ.",
    "A reader who follows it lands on another article. When only one field differs, that field is reported "
    "(MD2xx) instead.",
    "Replace the identifier by that of the described work, or the description by that of the identified work.",
)
CONFLICT = Rule(
    "ID105",
    "identifiers-conflict",
    Severity.ERROR,
    "The DOI, PMID and PMCID of one reference belong to different works.",
    "At least one of them is wrong; the finding says which of them fits the description.",
    "Keep the identifier that fits the description and replace the other.",
)
NOT_CANONICAL = Rule(
    "ID106",
    "identifier-not-canonical",
    Severity.NOTE,
    "The identifier resolves, but is printed in an unusual form: an alias, a library proxy's address, a doubled "
    "prefix, a space inside, punctuation at its end.",
    "Software that reads reference lists may not recognise it; a proxy's address works for its own users alone.",
    "Print the canonical form that the finding gives.",
)
MISSING = Rule(
    "ID107",
    "identifier-missing",
    Severity.NOTE,
    "The reference gives no identifier, and a search found exactly one work that fits it.",
    "Readers and indexes follow identifiers; most journals ask for the DOI.",
    "Add the identifier that the finding gives, after a look at the work it leads to.",
)

RULES = (MALFORMED, NOT_REGISTERED, PMID_NOT_FOUND, ANOTHER_WORK, CONFLICT, NOT_CANONICAL, MISSING)

_NAMES = {
    IdentifierType.DOI: "DOI",
    IdentifierType.PMID: "PMID",
    IdentifierType.PMCID: "PMCID",
    IdentifierType.ARXIV: "arXiv id",
}


def describe(record: Record) -> str:
    """A record in one line: "'Title' (Journal, 2019)"."""
    inside = ", ".join(part for part in (record.journal, str(record.years[0]) if record.years else "") if part)
    return f"‘{record.title or 'untitled'}’" + (f" ({inside})" if inside else "")


def check_identifier(case: IdentifierCase) -> Iterator[Finding]:
    """ID101 and ID106 for every identifier; ID102 and ID103 for those outside the list."""
    identifier = case.identifier
    kind = _NAMES[identifier.type]
    if identifier.malformed:
        yield find(
            MALFORMED,
            identifier.span,
            "{claimed} is no possible {kind}: {why}.",
            action="Copy the {kind} again.",
            reference=identifier.reference,
            field=identifier.type,
            claimed=identifier.raw,
            kind=kind,
            why=identifier.malformed,
        )
        return
    if identifier.untidy:
        yield find(
            NOT_CANONICAL,
            identifier.span,
            "The {kind} is not printed in its canonical form ({why}).",
            action="Print it as {actual}.",
            reference=identifier.reference,
            field=identifier.type,
            claimed=identifier.raw,
            actual=identifier.value,
            kind=kind,
            why=identifier.untidy,
        )
    if case.lookup and case.lookup.status is Status.MISSING:
        rule = PMID_NOT_FOUND if identifier.type is IdentifierType.PMID else NOT_REGISTERED
        yield find(
            rule,
            identifier.span,
            "The {kind} {printed} does not exist ({sources}).",
            action=rule.action,
            field=identifier.type,
            claimed=identifier.value,
            kind=kind,
            printed=_as_printed(identifier.value, identifier.raw),
            sources=named(case.lookup.asked),
        )


def check_reference(case: ReferenceCase) -> Iterator[Finding]:
    """ID102, ID103, ID104, ID105, ID106 (aliases) and ID107."""
    resolution = case.resolution
    for lookup in resolution.lookups:
        if lookup.status is Status.MISSING:
            yield _missing(case, lookup)
    conflict = _conflict(case)
    if conflict:
        yield conflict
    elif case.same and case.same.decision == "other":
        yield _another(case)
    elif resolution.record:
        yield from _alias(case, resolution.record)
        unprinted = resolution.found_by == "search" or case.reference.known
        if unprinted and not case.reference.identifiers and not resolution.candidate:
            yield from _offer(case, resolution.record)


def is_another_work(case: ReferenceCase) -> bool:
    """Whether the identifiers of this reference lead to another work than the one described (ID104)."""
    return bool(case.same and case.same.decision == "other")


def _missing(case: ReferenceCase, lookup: Lookup) -> Finding:
    rule = PMID_NOT_FOUND if lookup.type is IdentifierType.PMID else NOT_REGISTERED
    found = case.resolution.described or (case.resolution.record if case.resolution.found_by == "search" else None)
    better = (getattr(found, lookup.type.value, "") or found.doi) if found else ""
    if better and case.article.document.format == "pdf" and lookup.value.replace("-", "") == better.replace("-", ""):
        # A PDF does not say whether a hyphen at a line's end belongs to the DOI; the work found tells that it does not.
        return find(
            NOT_CANONICAL,
            place_of(case, lookup.type, lookup.value),
            "The {kind} is not printed in its canonical form ({why}).",
            action="Print it as {actual}.",
            reference=case.reference.label,
            field=lookup.type,
            claimed=lookup.value,
            actual=better,
            kind=_NAMES[lookup.type],
            why="hyphenated at the end of a line",
        )
    span = place_of(case, lookup.type, lookup.value)
    return find(
        rule,
        span,
        "The {kind} {printed} does not exist ({sources}).",
        action=_advice(lookup.value, better, rule.action),
        confidence=0.99,
        reference=case.reference.label,
        field=lookup.type,
        claimed=lookup.value,
        actual=better,
        kind=_NAMES[lookup.type],
        printed=_as_printed(lookup.value, case.article.document.text[span.start : span.end]),
        sources=named(lookup.asked),
        better=better,
        work=describe(found) if found else "",
    )


def _as_printed(value: str, text: str) -> str:
    """An identifier with the letters that stand in the text: in capitals an O for a zero is seen more easily."""
    printed = re.search(re.escape(value), text, re.IGNORECASE)
    return printed[0] if printed else value


def _advice(claimed: str, better: str, otherwise: str) -> str:
    if not better:
        return otherwise
    if Levenshtein.distance(claimed, better, score_cutoff=1) == 1:
        return "The work described has {better}, one character away: {work}."
    return "The work described has {better}: {work}."


def _works(case: ReferenceCase) -> list[Lookup]:
    return [lookup for lookup in case.resolution.lookups if lookup.record]


def same_record(one: Record, other: Record) -> bool:
    """Whether two records are of one work, by the identifiers that both have."""
    dois = {one.doi.lower(), *(alias.lower() for alias in one.aliases)} - {""}
    theirs = {other.doi.lower(), *(alias.lower() for alias in other.aliases)} - {""}
    if dois and theirs:
        return bool(dois & theirs)
    pairs = [(getattr(one, name), getattr(other, name)) for name in ("pmid", "pmcid", "arxiv")]
    known = [(mine, its) for mine, its in pairs if mine and its]
    return not known or any(mine == its for mine, its in known)


def _conflict(case: ReferenceCase) -> Finding | None:
    works = _works(case)
    record = case.resolution.record
    if len(works) < 2 or record is None:
        return None
    for lookup in works:
        if lookup.record and not same_record(lookup.record, record):
            fitting = next((w for w in works if w.record and same_record(w.record, record)), works[0])
            return find(
                CONFLICT,
                place_of(case, lookup.type, lookup.value),
                "The {kind} {claimed} and the {other_kind} {actual} belong to different works; "
                "the {kind} is that of {work}.",
                action="Keep the {other_kind}, which fits the description, and replace the {kind}.",
                reference=case.reference.label,
                field=lookup.type,
                claimed=lookup.value,
                actual=fitting.value,
                kind=_NAMES[lookup.type],
                other_kind=_NAMES[fitting.type],
                work=describe(lookup.record),
                confidence=0.97,
            )
    return None


def _another(case: ReferenceCase) -> Finding:
    lookup = next((w for w in _works(case)), None)
    record = case.resolution.record
    described = case.resolution.described
    assert record is not None  # noqa: S101 - `same` is only set with a record
    return find(
        ANOTHER_WORK,
        place_of(case, lookup.type, lookup.value) if lookup else case.reference.span,
        "The {kind} {claimed} is that of another work: {work}."
        if lookup
        else "The record found is another work: {work}.",
        action="The work described has {better}."
        if described and (described.doi or described.pmid)
        else ANOTHER_WORK.action,
        reference=case.reference.label,
        field=lookup.type.value if lookup else "",
        claimed=lookup.value if lookup else "",
        actual=describe(record),
        kind=_NAMES[lookup.type] if lookup else "",
        work=describe(record),
        better=(described.doi or f"PMID {described.pmid}") if described else "",
        confidence=round(1 - case.same.probability, 3) if case.same else 0.9,
    )


def _alias(case: ReferenceCase, record: Record) -> Iterator[Finding]:
    given = case.reference.identifiers.doi
    if given and record.doi and given.lower() != record.doi.lower() and given.lower() in map(str.lower, record.aliases):
        yield find(
            NOT_CANONICAL,
            place_of(case, IdentifierType.DOI, given),
            "The DOI {claimed} is an alias; the work's own DOI is {actual}.",
            action="Print it as {actual}.",
            reference=case.reference.label,
            field="doi",
            claimed=given,
            actual=record.doi,
        )


def _offer(case: ReferenceCase, record: Record) -> Iterator[Finding]:
    identifier = record.doi or (f"PMID {record.pmid}" if record.pmid else "")
    if identifier:
        yield find(
            MISSING,
            case.reference.span,
            "No identifier is given; a search finds {actual}, {work}.",
            action="Add {actual}.",
            reference=case.reference.label,
            field="doi",
            actual=identifier,
            work=describe(record),
            confidence=0.95,
        )
