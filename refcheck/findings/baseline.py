"""A baseline: the findings that were there when it was written, so that only new ones count."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from refcheck.errors import ConfigError, UsageError
from refcheck.model import CheckedDocument, Report
from refcheck.spill import row

_VERSION = "1"
Key = tuple[str, str]  # path, fingerprint
Baseline = Counter[Key]


def read(path: Path) -> Baseline:
    """The findings of a baseline file, counted by (path, fingerprint).

    Raises:
        ConfigError: the file is missing or is no baseline.
    """
    try:
        content = json.loads(path.read_text("utf-8"))
        return Counter((entry["path"], entry["fingerprint"]) for entry in content["findings"])
    except FileNotFoundError:
        raise ConfigError(f"{path}: no such baseline; write one with --write-baseline {path}.") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"{path}: is no baseline of refcheck ({type(error).__name__}: {error}).") from None


def write(path: Path, report: Report, *, keep: Baseline | None = None) -> int:
    """Write the findings of a report; with `keep`, only those that are in it as well (pruning never adds).

    Returns:
        How many findings the baseline now holds.

    Raises:
        UsageError: the file cannot be written.
    """
    left = Counter(keep) if keep is not None else None
    entries = []
    for document in report.documents:
        for finding in document.findings:
            key = (document.article.document.path, finding.fingerprint)
            if finding.suppressed in ("inline", "file") or (left is not None and left[key] <= 0):
                continue
            if left is not None:
                left[key] -= 1
            entries.append({"path": key[0], "fingerprint": key[1], "code": finding.code, "message": finding.message})
    entries.sort(key=lambda entry: (entry["path"], entry["code"], entry["fingerprint"]))
    content = {"version": _VERSION, "findings": entries}
    try:
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
    except OSError as error:
        raise UsageError(f"the baseline {path} cannot be written: {error.strerror or error}.") from None
    return len(entries)


def apply(report: Report, baseline: Baseline) -> tuple[Report, int]:
    """Mark the findings that the baseline has; and how many of its entries no longer occur."""
    left = Counter(baseline)

    def mark(document: CheckedDocument) -> CheckedDocument:
        findings = []
        for finding in document.findings:
            key = (document.article.document.path, finding.fingerprint)
            known = left[key] > 0 and not finding.suppressed
            left[key] -= left[key] > 0
            findings.append(dataclasses.replace(finding, suppressed="baseline") if known else finding)
        return dataclasses.replace(document, findings=tuple(findings))

    documents = row(CheckedDocument, map(mark, report.documents), lambda document: len(document.references))
    return dataclasses.replace(report, documents=documents, baseline=True), sum(_positive(left.values()))


def _positive(counts: Iterable[int]) -> Iterable[int]:
    return (count for count in counts if count > 0)
