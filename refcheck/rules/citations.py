"""CT4xx: do the list and the markers in the text fit each other?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from refcheck.model import Finding, Severity
from refcheck.rules.base import DocumentCase, ReferenceCase, Rule, find

DUPLICATE = Rule(
    "CT401",
    "duplicate-reference",
    Severity.WARNING,
    "Two entries of the list cite the same work: the same DOI or PMID, or the same record.",
    "The numbering of the citations is then wrong, and the work is counted twice.",
    "Merge the two entries.",
)
NOT_LISTED = Rule(
    "CT402",
    "cited-not-listed",
    Severity.ERROR,
    "A citation marker in the text has no entry in the list.",
    "The reader cannot know what is cited.",
    "Add the entry, or correct the marker.",
)
NOT_CITED = Rule(
    "CT403",
    "listed-not-cited",
    Severity.WARNING,
    "An entry of the list is never cited in the text.",
    "Raised only where the text plainly cites by markers: most other entries are cited.",
    "Cite the work where it is used, or remove the entry.",
)

RULES = (DUPLICATE, NOT_LISTED, NOT_CITED)

# Below this share of entries cited, the text evidently does not cite by markers that we can read.
_CITED_SHARE = 0.5


def check_document(case: DocumentCase) -> Iterator[Finding]:
    """All three codes."""
    yield from _duplicates(case.references)
    yield from _not_listed(case)
    yield from _not_cited(case)


_SUFFIXED = re.compile(r"\d+[a-z]")


def _duplicates(cases: tuple[ReferenceCase, ...]) -> Iterator[Finding]:
    first: dict[str, ReferenceCase] = {}
    for case in cases:
        keys = _keys(case)
        earlier = next((first[key] for key in keys if key in first), None)
        for key in keys:
            first.setdefault(key, case)
        if earlier:
            yield find(
                DUPLICATE,
                case.reference.span,
                "The entries {first} and {second} cite the same work ({actual}).",
                action="Merge the two entries.",
                reference=case.reference.label,
                field="doi",
                actual=keys[0].partition(":")[2],
                first=earlier.reference.label,
                second=case.reference.label,
            )


def _keys(case: ReferenceCase) -> list[str]:
    """What identifies the work that a reference cites: its own record where there is one, else what it gives."""
    record = case.resolution.record
    if case.same and case.same.decision != "same":
        record = None  # the identifier is in doubt: two entries that share it are not thereby the same work
    if record:
        pairs = [("doi", record.doi.lower()), ("pmid", record.pmid)]
    elif case.same is None:
        pairs = [
            ("doi", (case.reference.identifiers.doi or "").lower()),
            ("pmid", case.reference.identifiers.pmid or ""),
        ]
    else:
        pairs = []
    return [f"{kind}:{value}" for kind, value in pairs if value]


def _not_listed(case: DocumentCase) -> Iterator[Finding]:
    said: set[str] = set()
    for citation in case.article.citations:
        for label in citation.missing:
            if label not in said:
                said.add(label)
                yield find(
                    NOT_LISTED,
                    citation.span,
                    "{claimed} is cited, and the list has no entry {label}.",
                    action=NOT_LISTED.action,
                    field="citation",
                    claimed=citation.text,
                    label=label,
                    confidence=0.95,
                )


def _not_cited(case: DocumentCase) -> Iterator[Finding]:
    cited = {label for citation in case.article.citations for label in citation.labels}
    # "[1] A …; B …" holds several works under one number: the markers point to the first of them.
    listed = [checked.reference for checked in case.references if not _SUFFIXED.fullmatch(checked.reference.label)]
    uncited = [reference for reference in listed if reference.label not in cited]
    if not listed or len(uncited) > len(listed) * (1 - _CITED_SHARE):
        return
    for reference in uncited:
        yield find(
            NOT_CITED,
            reference.span,
            "The entry {label} is never cited in the text.",
            action=NOT_CITED.action,
            reference=reference.label,
            field="citation",
            label=reference.label,
            confidence=0.9,
        )
