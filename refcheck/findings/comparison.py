"""What changed between two reports: findings that are new, changed, fixed or unchanged, by (path, fingerprint).

A finding that is missing from the later report is fixed only if the later run could have raised it: its document was
read, and no source failed to answer about a reference that is still there. Otherwise it was not checked again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from refcheck.findings.stored import StoredDocument, StoredFinding, StoredReference, StoredReport
from refcheck.model import Severity

_RETRACTED = frozenset({"ST301", "ST304"})
_FAILED = frozenset({"partial", "unreachable"})
Key = tuple[str, str]  # path, fingerprint


@dataclass(frozen=True, slots=True)
class Change:
    """A finding of one report, or of both.

    Attributes:
        path: the document.
        finding: as the later report has it; as the earlier one where the later has none.
        reference: the reference that it is about, as printed, or "".
        before: as the earlier report has it, for one that changed.
        newly_retracted: a work that was cited before is now retracted, withdrawn or removed.
    """

    path: str
    finding: StoredFinding
    reference: str = ""
    before: StoredFinding | None = None
    newly_retracted: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """The findings of two reports, each in one of these, in the order of the reports; newly retracted works first."""

    new: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()
    fixed: tuple[Change, ...] = ()
    unchanged: tuple[Change, ...] = ()
    not_checked: tuple[Change, ...] = ()

    @property
    def newly_retracted(self) -> tuple[Change, ...]:
        """Those of `new` that are about works cited before."""
        return tuple(change for change in self.new if change.newly_retracted)

    def fails(self, fail_on: str) -> bool:
        """Whether something new, or changed for the worse, is at or above a severity; never for "never"."""
        if fail_on == "never":
            return False
        least = Severity(fail_on).rank
        worse = [one for one in self.changed if one.before and one.finding.severity.rank < one.before.severity.rank]
        return any(change.finding.severity.rank <= least for change in (*self.new, *worse))


def compare(old: StoredReport, new: StoredReport) -> Comparison:
    """Compare two reports. Suppressed findings do not count: one that is no longer suppressed is new."""
    before, after = _open(old), _open(new)
    hidden = {key for key, (_, finding) in _every(new).items() if finding.suppressed}
    cited = {document.path: _names_of(document.references) for document in old.documents}
    retracted = {document.path: _names_of(_retracted(document)) for document in old.documents}
    added, changed, unchanged = [], [], []
    for key, (document, finding) in after.items():
        reference = _reference(document, finding)
        text = reference.text if reference else ""
        earlier = before.get(key)
        if earlier is None:
            names = _names(reference) if reference and finding.code in _RETRACTED else set()
            newly = bool(names & cited.get(document.path, set())) and not names & retracted[document.path]
            added.append(Change(document.path, finding, text, None, newly))
        elif _differs(earlier[1], finding):
            changed.append(Change(document.path, finding, text, earlier[1]))
        else:
            unchanged.append(Change(document.path, finding, text))
    fixed, not_checked = [], []
    for key, (document, finding) in before.items():
        if key in after:
            continue
        reference = _reference(document, finding)
        gone = Change(document.path, finding, reference.text if reference else "")
        if key in hidden or _checked_again(document, reference, new):
            fixed.append(gone)
        else:
            not_checked.append(gone)
    added.sort(key=lambda change: not change.newly_retracted)  # stable: otherwise in the report's order
    return Comparison(tuple(added), tuple(changed), tuple(fixed), tuple(unchanged), tuple(not_checked))


def _every(report: StoredReport) -> dict[Key, tuple[StoredDocument, StoredFinding]]:
    return {(document.path, finding.fingerprint): (document, finding) for document, finding in _findings(report)}


def _open(report: StoredReport) -> dict[Key, tuple[StoredDocument, StoredFinding]]:
    return {key: value for key, value in _every(report).items() if not value[1].suppressed}


def _findings(report: StoredReport) -> Iterator[tuple[StoredDocument, StoredFinding]]:
    return ((document, finding) for document in report.documents for finding in document.findings)


def _differs(old: StoredFinding, new: StoredFinding) -> bool:
    return (old.severity, old.actual, old.message) != (new.severity, new.actual, new.message)


def _reference(document: StoredDocument, finding: StoredFinding) -> StoredReference | None:
    by_label: Mapping[str, StoredReference] = document.by_label
    return by_label.get(finding.reference) if finding.reference is not None else None


def _names(reference: StoredReference) -> set[str]:
    """What a reference is known by in two reports: its DOI, its PMID, its words. One in common is enough."""
    identifiers = reference.identifiers
    return {identifiers.doi, identifiers.pmid, " ".join(reference.text.casefold().split())} - {""}


def _names_of(references: Iterable[StoredReference]) -> set[str]:
    return {name for reference in references for name in _names(reference)}


def _retracted(document: StoredDocument) -> Iterator[StoredReference]:
    """The references that a report says are retracted, whether or not that is suppressed."""
    for finding in document.findings:
        reference = _reference(document, finding)
        if reference and finding.code in _RETRACTED:
            yield reference


def _checked_again(document: StoredDocument, reference: StoredReference | None, new: StoredReport) -> bool:
    """Whether the later run would have raised a finding again, had it still been so."""
    later = new.by_path.get(document.path)
    if later is None:
        return False
    if not any(use.status in _FAILED for use in new.run.sources.values()):
        return True
    if reference is None:
        return False
    return not _names(reference) & _names_of(later.references)
