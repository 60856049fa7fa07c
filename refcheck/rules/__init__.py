"""The rules, one family a file: record and agreement in, findings out."""

from __future__ import annotations

from collections.abc import Iterator

import refcheck.rules as families
from refcheck.model import Finding
from refcheck.registry import modules
from refcheck.rules.base import ClaimCase, DocumentCase, IdentifierCase, ReferenceCase, Rule

__all__ = ["Case", "ClaimCase", "DocumentCase", "IdentifierCase", "ReferenceCase", "Rule", "catalogue", "check"]


Case = ReferenceCase | ClaimCase | IdentifierCase | DocumentCase


def catalogue() -> dict[str, Rule]:
    """Every rule by its code, in order of code."""
    rules = [rule for family in modules(families, "RULES") for rule in family.RULES]
    return {rule.code: rule for rule in sorted(rules, key=lambda rule: rule.code)}


def check(case: Case) -> Iterator[Finding]:
    """What every family has to say about a case."""
    name = {
        ReferenceCase: "check_reference",
        ClaimCase: "check_claim",
        IdentifierCase: "check_identifier",
        DocumentCase: "check_document",
    }[type(case)]
    for family in modules(families, name):
        yield from getattr(family, name)(case)
