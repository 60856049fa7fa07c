"""Which codes are reported, and at which severity: what the settings say."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from refcheck.model import Finding, Severity
from refcheck.rules import catalogue


def select(
    findings: Iterable[Finding],
    *,
    only: Sequence[str] = (),
    ignored: Sequence[str] = (),
    severity: Mapping[str, Severity] | None = None,
) -> list[Finding]:
    """Keep the findings whose code or family is wanted, at the severity that the settings give their code.

    Args:
        only: codes ("MD201") or families ("MD"); empty means all.
        ignored: codes or families that are left out; a longer one beats a shorter one of `only`.
        severity: code or family to severity, the longer one first. A finding that its rule raised below the code's
            default, because the evidence is weaker, is not raised above that.
    """
    kept = [finding for finding in findings if _wanted(finding.code, only, ignored)]
    return [_at(finding, severity) for finding in kept] if severity else kept


def unknown_codes(codes: Iterable[str]) -> list[str]:
    """Those that are neither a code nor a family of codes."""
    return sorted({code for code in codes if not any(known.startswith(code) for known in catalogue())})


def _at(finding: Finding, severity: Mapping[str, Severity]) -> Finding:
    named = max((code for code in severity if finding.code.startswith(code)), key=len, default=None)
    if named is None:
        return finding
    weaker = finding.severity.rank > catalogue()[finding.code].severity.rank
    wanted = max(severity[named], finding.severity, key=lambda one: one.rank) if weaker else severity[named]
    return dataclasses.replace(finding, severity=wanted)


def _wanted(code: str, only: Sequence[str], ignored: Sequence[str]) -> bool:
    def longest(prefixes: Sequence[str]) -> int:
        return max((len(prefix) for prefix in prefixes if code.startswith(prefix)), default=-1)

    chosen = longest(only) if only else 0
    return chosen >= 0 and chosen > longest(ignored)
