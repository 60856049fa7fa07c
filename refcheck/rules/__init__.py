"""The rules, one family a file: record and agreement in, findings out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType, ModuleType

from refcheck.model import Finding
from refcheck.registry import Folder, lacking
from refcheck.rules.base import ClaimCase, DocumentCase, IdentifierCase, ReferenceCase, Rule

__all__ = [
    "FOLDER",
    "HELP_URL",
    "Case",
    "ClaimCase",
    "DocumentCase",
    "IdentifierCase",
    "ReferenceCase",
    "Rule",
    "catalogue",
    "check",
    "help_url",
]


Case = ReferenceCase | ClaimCase | IdentifierCase | DocumentCase


_CODE = re.compile(r"([A-Z]{2,8})\d{1,4}")


def _fault(_: str, plugin: ModuleType) -> str:
    """What is wrong with a plugin's rules: codes that cannot be told from ours, or are not of one family."""
    if not plugin.RULES:
        return "its RULES are empty"
    known = {rule.code[:2] for family in FOLDER.files for rule in family.RULES}
    for rule in plugin.RULES:
        if fault := lacking(rule, "code", "name", "severity", "when", "why", "action"):
            return fault
        code = _CODE.fullmatch(rule.code)
        if code is None:
            return f"the code {rule.code!r} is not two to eight capital letters and one to four digits"
        if rule.code[:2] in known:
            return f"the code {rule.code} begins as a built-in family does ({', '.join(sorted(known))})"
    return ""


FOLDER = Folder(__name__, "RULES", _fault)


@cache
def catalogue() -> Mapping[str, Rule]:
    """Every rule by its code, in order of code."""
    rules = [rule for family in FOLDER.modules for rule in family.RULES]
    return MappingProxyType({rule.code: rule for rule in sorted(rules, key=lambda rule: rule.code)})


HELP_URL = "https://refcheck-citations.readthedocs.io/rules/#{}"


def help_url(code: str) -> str:
    """The page that explains a code."""
    return catalogue()[code].url or HELP_URL.format(code.lower())


_ENTRY_POINTS: Mapping[type[Case], str] = {
    ReferenceCase: "check_reference",
    ClaimCase: "check_claim",
    IdentifierCase: "check_identifier",
    DocumentCase: "check_document",
}


def check(case: Case) -> Iterator[Finding]:
    """What every family has to say about a case."""
    name = _ENTRY_POINTS[type(case)]
    for family in FOLDER.modules:
        if find := getattr(family, name, None):
            yield from find(case)
