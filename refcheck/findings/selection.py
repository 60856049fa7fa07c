"""Which codes are reported, and at which severity: what the settings say."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from refcheck.model import Finding, Severity


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
        severity: code to severity. A finding that its rule raised below the default is not raised above that.
    """
    kept = [finding for finding in findings if _wanted(finding.code, only, ignored)]
    wanted = severity or {}
    return [dataclasses.replace(f, severity=wanted[f.code]) if f.code in wanted else f for f in kept]


def _wanted(code: str, only: Sequence[str], ignored: Sequence[str]) -> bool:
    def longest(prefixes: Sequence[str]) -> int:
        return max((len(prefix) for prefix in prefixes if code.startswith(prefix)), default=-1)

    chosen = longest(only) if only else 0
    return chosen >= 0 and chosen > longest(ignored)
