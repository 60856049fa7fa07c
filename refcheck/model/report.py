"""The result of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from refcheck.model.agreement import Agreement
from refcheck.model.finding import Finding, Severity
from refcheck.model.record import Resolution
from refcheck.model.reference import Article, Claim, Reference


class ReferenceVerdict(StrEnum):
    """What a reference came to."""

    VERIFIED = "verified"
    DISCREPANCY = "discrepancy"  # a minor one: warnings at most
    MISMATCH = "mismatch"  # a major one: an error
    UNVERIFIED = "unverified"  # no record to compare with


@dataclass(frozen=True, slots=True)
class CheckedReference:
    """A reference, what was found for it, and how its fields agree; `agreement` is keyed by field name."""

    reference: Reference
    resolution: Resolution
    agreement: Mapping[str, Agreement]
    verdict: ReferenceVerdict


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim of the prose and how it agrees with the cited work; `agreement` has journal, date and title."""

    claim: Claim
    agreement: Mapping[str, Agreement]
    verdict: ReferenceVerdict


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """An article with everything that was established about it; findings in order of position and code."""

    article: Article
    references: tuple[CheckedReference, ...]
    claims: tuple[CheckedClaim, ...]
    findings: tuple[Finding, ...]


class SourceStatus(StrEnum):
    """How a source fared in a run."""

    OK = "ok"
    PARTIAL = "partial"  # some requests failed for good
    UNREACHABLE = "unreachable"  # all did
    UNUSED = "unused"


@dataclass(frozen=True, slots=True)
class SourceUse:
    """What a source was asked in a run: requests sent and answers from the cache; a note such as "public pool"."""

    status: SourceStatus = SourceStatus.UNUSED
    requests: int = 0
    cached: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An input that could not be read, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Run:
    """What varies from run to run: when it began (ISO 8601, UTC), how long it took, what was asked."""

    started: str = ""
    seconds: float = 0.0
    offline: bool = False
    sources: Mapping[str, SourceUse] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Tally:
    """What a report amounts to; findings that are suppressed do not count."""

    documents: int
    references: int
    claims: int
    findings: Counter[Severity]
    verdicts: Counter[ReferenceVerdict]


@dataclass(frozen=True, repr=False)
class Report:
    """The result of a run: documents in order of path, what could not be read, and how the run went.

    The documents of a large run stand on disk: each is read when it is asked for, so go through them once.
    `baseline`: whether the findings were held against a baseline.
    """

    documents: Sequence[CheckedDocument] = ()
    unreadable: tuple[Unreadable, ...] = ()
    run: Run = field(default_factory=Run)
    baseline: bool = False

    def __repr__(self) -> str:
        return f"<Report of {len(self.documents)} documents>"

    @property
    def findings(self) -> list[Finding]:
        """Every finding that is not suppressed, in order."""
        return list(self._read[0])

    @property
    def tally(self) -> Tally:
        """How much was checked, and what came of it."""
        return self._read[1]

    @property
    def complete(self) -> bool:
        """Whether everything could be asked: no NV803 and no source that failed."""
        bad = (SourceStatus.PARTIAL, SourceStatus.UNREACHABLE)
        failed = any(use.status in bad for use in self.run.sources.values())
        return not failed and not any(finding.code == "NV803" for finding in self._read[0])

    def counts(self) -> Counter[Severity]:
        """How many unsuppressed findings there are of each severity."""
        return Counter(self.tally.findings)

    def verdicts(self) -> Counter[ReferenceVerdict]:
        """How many references came to each verdict."""
        return Counter(self.tally.verdicts)

    @cached_property
    def _read(self) -> tuple[tuple[Finding, ...], Tally]:
        """What a single reading of the documents tells."""
        findings: list[Finding] = []
        references = claims = 0
        verdicts = Counter[ReferenceVerdict]()
        for document in self.documents:
            findings += [finding for finding in document.findings if not finding.suppressed]
            references += len(document.references)
            claims += len(document.claims)
            verdicts.update(checked.verdict for checked in document.references)
        severities = Counter(finding.severity for finding in findings)
        return tuple(findings), Tally(len(self.documents), references, claims, severities, verdicts)
