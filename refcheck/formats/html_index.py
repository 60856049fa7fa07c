"""What the page that leads to the pages of all documents says of each: the worst first, retracted works before all."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from refcheck.formats.views import FATES, is_empty
from refcheck.model import CheckedDocument, Finding, ReferenceVerdict, Severity


@dataclass(frozen=True, slots=True)
class RetractedWork:
    """A reference to a work that was retracted or withdrawn, and where its page shows it."""

    label: str
    text: str
    finding: Finding
    href: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in the index; findings that are suppressed do not count."""

    href: str
    path: str
    title: str
    references: int
    unverified: int
    counts: Counter[Severity]
    retracted: tuple[RetractedWork, ...]
    problems: tuple[str, ...]
    empty: bool

    @property
    def clean(self) -> bool:
        """Whether there is nothing to report."""
        return not self.counts

    @property
    def marks(self) -> list[str]:
        """What the document has, for the filters."""
        found = [severity.value for severity in Severity if self.counts[severity]]
        found += ["retracted"] if self.retracted else []
        found += ["unverified"] if self.unverified else []
        return found + (["clean"] if self.clean else [])

    @property
    def order(self) -> tuple[int | str, ...]:
        """The worst come first."""
        return (-len(self.retracted), *(-self.counts[severity] for severity in Severity), self.path)


def entry(checked: CheckedDocument, href: str) -> Entry:
    """What the index says of a document whose page is at `href`."""
    article = checked.article
    findings = [finding for finding in checked.findings if not finding.suppressed]
    verdicts = Counter(reference.verdict for reference in checked.references)
    places = {each.reference.label: number for number, each in reversed([*enumerate(checked.references, 1)])}
    retracted = [finding for finding in findings if finding.code in FATES]
    return Entry(
        href=href,
        path=article.document.path,
        title=article.title,
        references=len(checked.references),
        unverified=verdicts[ReferenceVerdict.UNVERIFIED],
        counts=Counter(finding.severity for finding in findings),
        retracted=tuple(_retracted(checked, finding, places, href) for finding in retracted),
        problems=article.document.problems,
        empty=is_empty(checked),
    )


def _retracted(checked: CheckedDocument, finding: Finding, places: dict[str, int], href: str) -> RetractedWork:
    label = finding.reference or ""
    number = places.get(label)
    if number is None:  # an identifier outside the list
        return RetractedWork(label, finding.claimed, finding, href)
    text = checked.references[number - 1].reference.text
    return RetractedWork(label, text, finding, f"{href}#reference-1-{number}")
