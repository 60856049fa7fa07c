"""What reports say, in the reader's language.

The English text is the key: a rule's message template, a label of a table. A text without a translation is shown in
English; a test sees to it that every template of the rules has one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

from refcheck.formats import clauses
from refcheck.model import Finding


class Translator:
    """Says things in one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._texts = _catalogue(lang)

    def __call__(self, text: str, **values: object) -> str:
        """The text in this language, its ``{names}`` filled in."""
        template = self._texts.get(text, text)
        return (
            template.format_map({name: self._value(name, value) for name, value in values.items()})
            if values
            else template
        )

    def message(self, finding: Finding) -> str:
        """What a finding says."""
        return self._filled(finding, "message", finding.message)

    def suggestion(self, finding: Finding) -> str:
        """What a finding advises."""
        return self._filled(finding, "suggestion", finding.suggestion)

    def _filled(self, finding: Finding, part: str, english: str) -> str:
        arguments = dict(finding.arguments)
        template = self._texts.get(arguments.pop(part, ""))
        if template is None:
            return english
        actual = self.value(finding.field, finding.actual)
        values = {"claimed": finding.claimed, "actual": actual, **arguments}
        return template.format_map({name: self._value(name, value) for name, value in values.items()})

    def source(self, names: str) -> str:
        """Sources as `refcheck.rules.base.named` names them."""
        if not self._texts:
            return names
        return "、".join(self._texts.get(part, part) for part in re.split(r", | and ", names))

    def why(self, clause: str) -> str:
        """What a comparison says for its verdict."""
        return clauses.translated(clause, self.lang)

    def value(self, field: str, actual: str) -> str:
        """A record's value of a field: dates name their kinds."""
        return clauses.dates(actual, self.lang) if field in _DATED else actual

    def _value(self, name: str, value: object) -> object:
        if not isinstance(value, str):
            return value
        if name in _CLAUSES:
            return self.why(value)
        return self.source(value) if name in _SOURCES else value


# The values that name indexes; every other value is the document's or the record's own and stays as it is.
_SOURCES = frozenset({"source", "sources"})
# Those that say why.
_CLAUSES = frozenset({"why", "reason"})
_DATED = frozenset({"year", "date"})


@cache
def _catalogue(lang: str) -> Mapping[str, str]:
    if lang == "en":
        return {}
    text = resources.files("refcheck.data").joinpath(f"messages.{lang}.json").read_text("utf-8")
    catalogue: dict[str, str] = json.loads(text)
    return catalogue
