"""The rules, one family a file: record and agreement in, findings out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

import refcheck.rules as families
from refcheck.model import Finding
from refcheck.registry import modules
from refcheck.rules.base import ClaimCase, DocumentCase, IdentifierCase, ReferenceCase, Rule

__all__ = ["Case", "ClaimCase", "DocumentCase", "IdentifierCase", "ReferenceCase", "Rule", "catalogue", "check"]


Case = ReferenceCase | ClaimCase | IdentifierCase | DocumentCase


@cache
def catalogue() -> Mapping[str, Rule]:
    """Every rule by its code, in order of code."""
    rules = [rule for family in modules(families, "RULES") for rule in family.RULES]
    return MappingProxyType({rule.code: rule for rule in sorted(rules, key=lambda rule: rule.code)})


_ENTRY_POINTS: Mapping[type[Case], str] = {
    ReferenceCase: "check_reference",
    ClaimCase: "check_claim",
    IdentifierCase: "check_identifier",
    DocumentCase: "check_document",
}


def check(case: Case) -> Iterator[Finding]:
    """What every family has to say about a case."""
    name = _ENTRY_POINTS[type(case)]
    for family in modules(families, name):
        yield from getattr(family, name)(case)
