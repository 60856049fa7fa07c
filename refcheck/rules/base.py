"""What the rule families share: the description of a code, what a rule looks at, and how it says what it found.

A family is a file of this folder with ``RULES``, the codes it may raise, and one or more of

* ``check_reference(case: ReferenceCase) -> Iterator[Finding]``
* ``check_claim(case: ClaimCase) -> Iterator[Finding]``
* ``check_identifier(case: IdentifierCase) -> Iterator[Finding]``
* ``check_document(case: DocumentCase) -> Iterator[Finding]``
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from refcheck.compare.same_work import SameWork
from refcheck.model import (
    Agreement,
    Article,
    Claim,
    Finding,
    Identifier,
    IdentifierType,
    Lookup,
    Reference,
    Resolution,
    Severity,
    Span,
)


@dataclass(frozen=True, slots=True)
class Rule:
    """The description of one code: what ``refcheck rule CODE`` and the documentation show.

    Attributes:
        code, name: of the contract; stable, never reused.
        severity: the default; a finding may be raised at a lower one where the evidence is weaker.
        when: a sentence: when the finding is raised.
        why: why it matters, and what it is not raised for.
        action: what to do about it.
        url: where more is said of it; "" for the page of this project.
    """

    code: str
    name: str
    severity: Severity
    when: str
    why: str
    action: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class ReferenceCase:
    """A reference and everything learnt about it. `same` is None without a record."""

    article: Article
    reference: Reference
    resolution: Resolution
    agreement: Mapping[str, Agreement]
    same: SameWork | None = None


@dataclass(frozen=True, slots=True)
class ClaimCase:
    """A claim of the prose, and the case of the reference it belongs to, if any."""

    article: Article
    claim: Claim
    agreement: Mapping[str, Agreement]
    cited: ReferenceCase | None = None


@dataclass(frozen=True, slots=True)
class IdentifierCase:
    """An identifier of the document; `lookup` is None for one inside the list, which its reference answers for."""

    article: Article
    identifier: Identifier
    lookup: Lookup | None = None


@dataclass(frozen=True, slots=True)
class DocumentCase:
    """A whole document."""

    article: Article
    references: tuple[ReferenceCase, ...]


def place_of(case: ReferenceCase, kind: IdentifierType, value: str) -> Span:
    """Where an identifier of a reference stands; the whole reference where that cannot be told."""
    inside, identifiers = case.reference.span, case.article.identifiers
    first = bisect_left(identifiers, inside.start, key=lambda one: one.span.start)
    for identifier in islice(identifiers, first, None):
        if identifier.span.start >= inside.end:
            break
        if identifier.type is kind and identifier.value == value:
            return identifier.span
    return case.reference.field_spans.get(kind, inside)


def find(  # noqa: PLR0913 - a finding has that many parts; all but three are named
    rule: Rule,
    span: Span,
    message: str,
    *,
    action: str = "",
    severity: Severity | None = None,
    confidence: float = 0.95,
    reference: str | None = None,
    field: str = "",
    claimed: str = "",
    actual: str = "",
    **values: str,
) -> Finding:
    """Say what was found.

    Args:
        message: a sentence with ``{claimed}``, ``{actual}`` and the names of `values` to be filled in. The template
            is also the key under which a translation is looked up (see formats/translation.py).
        action: what to do, another such template.
        values: further parts of the two sentences.
    """
    arguments = {"claimed": claimed, "actual": actual, **values}
    return Finding(
        code=rule.code,
        severity=severity or rule.severity,
        message=message.format_map(arguments),
        span=span,
        confidence=confidence,
        reference=reference,
        field=field,
        claimed=claimed,
        actual=actual,
        suggestion=action.format_map(arguments),
        arguments=(("message", message), ("suggestion", action), *sorted(values.items())),
    )


SOURCE_NAMES = {
    "crossref": "Crossref",
    "pubmed": "PubMed",
    "datacite": "DataCite",
    "doi.org": "doi.org",
    "europepmc": "Europe PMC",
    "openalex": "OpenAlex",
    "idconv": "the PMC id converter",
    "embedded": "the embedded records",
    "cache": "the cache",
}


def named(sources: str | tuple[str, ...]) -> str:
    """The sources as a reader knows them: ``("crossref", "pubmed")`` is "Crossref and PubMed"."""
    parts = sources.split("+") if isinstance(sources, str) else list(sources)
    names = [SOURCE_NAMES.get(part, part) for part in parts if part]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
