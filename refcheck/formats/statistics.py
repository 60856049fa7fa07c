"""Findings counted by code, the most frequent first: what ``refcheck check --statistics`` shows in their place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

from refcheck.formats.json_text import dumps
from refcheck.formats.translation import Translator
from refcheck.model import Report, Severity
from refcheck.rules import catalogue


@dataclass(frozen=True, slots=True)
class Count:
    """How often a code was found; `severity` is the gravest of its findings."""

    count: int
    code: str
    name: str
    severity: Severity


def counts(report: Report) -> list[Count]:
    """A count a code; of those that are equally frequent, in order of code."""
    often = Counter(finding.code for finding in report.findings)
    gravest: dict[str, Severity] = {}
    for finding in report.findings:
        gravest[finding.code] = min(gravest.get(finding.code, finding.severity), finding.severity, key=lambda s: s.rank)
    made = [Count(count, code, catalogue()[code].name, gravest[code]) for code, count in often.items()]
    return sorted(made, key=lambda one: (-one.count, one.code))


def as_text(report: Report, lang: str) -> str:
    """A line a code."""
    say = Translator(lang)
    rows = [(str(one.count), one.code, say(one.severity.value), one.name) for one in counts(report)]
    most, code, severity, _ = (max(map(cell_len, column)) for column in zip(*rows, strict=True)) if rows else (0,) * 4
    return "".join(f"{row[0]:>{most}}  {row[1]:<{code}}  {set_cell_size(row[2], severity)}  {row[3]}\n" for row in rows)


def as_json(report: Report) -> str:
    """A list of objects."""
    found = counts(report)
    return (
        dumps([{"code": o.code, "name": o.name, "severity": o.severity, "count": o.count} for o in found], indent=2)
        + "\n"
    )
