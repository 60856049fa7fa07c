"""CSL-YAML: what pandoc keeps references in, under ``references:`` or as a list alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from refcheck.model.document import Document, Entry, Span
from refcheck.readers._tagged import document_of_entries
from refcheck.readers._yaml import Node
from refcheck.readers._yaml_list import entries_of
from refcheck.readers.base import has_extension, peek
from refcheck.readers.csl import FIELDS, entry_of_csl
from refcheck.readers.encoding import is_binary

_LEAD = r"(?:---[ \t]*\n)?(?:[ \t]*(?:#[^\n]{0,1000})?\n){0,100}"
_START = re.compile(rf"\A{_LEAD}(?:references:[ \t]*(?:#[^\n]*)?\n{_LEAD})?[ \t]{{0,9}}-[ \t]+[A-Za-z-]{{2,30}}:[ \t]")
_REFERENCES = re.compile(r"^references:[ \t]*(?:#[^\n]*)?\n", re.MULTILINE)
_SIGNS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (r"^[\s-]{1,9}type:", r"^[\s-]{1,9}title:", r"^[\s-]{1,9}(?:id|issued|container-title|author|DOI):")
)
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$|^[A-Za-z]", re.MULTILINE)


class CslYamlReader:
    """Reads lists of works in CSL-YAML."""

    name = "csl-yaml"
    extensions = ()
    media_types = ("application/vnd.citationstyles.csl+yaml",)

    def recognises(self, head: bytes, name: str) -> float:
        """A list of mappings, alone or under ``references:``, that have a type and a title."""
        if is_binary(head) or has_extension(name, (".md", ".markdown", ".qmd", ".rmd")):
            return 0.0
        beginning = peek(head).replace("\r\n", "\n")
        return 0.92 if _START.match(beginning) and all(sign.search(beginning) for sign in _SIGNS) else 0.0

    def read(self, data: bytes, path: str) -> Document:
        """The works with their fields."""
        return document_of_entries(data, path, self.name, csl_yaml_entries)


def csl_yaml_entries(text: str, problems: list[str]) -> Iterator[Entry]:
    """The entries of the list in a YAML text: that under ``references:``, or the text itself."""
    heading = _REFERENCES.search(text)
    start = heading.end() if heading else 0
    first = re.compile(r"^([ \t]{0,20})-[ \t]", re.MULTILINE).search(text, start)
    if first is None:
        return
    if heading and (end := _END.search(text, first.end())):
        text = text[: end.start()]
    for node in entries_of(text, re.compile(rf"^{first[1]}-[ \t]", re.MULTILINE), problems, start=start):
        yield from (_entry(item, node) for item in node.items if isinstance(item.value, dict))


def _entry(item: Node, whole: Node) -> Entry:
    values: dict[str, Any] = dict(item.plain())  # type: ignore[call-overload]
    values["issued"] = _date(item.get("issued"))
    places = {ours: Span(node.start, node.end) for theirs, ours in FIELDS.items() if (node := item.get(theirs))}
    return entry_of_csl(values, Span(whole.start, item.end), places)


def _date(issued: Node | None) -> dict[str, Any]:
    """A date in CSL-JSON's form: pandoc also has ``2012-08-17``, ``year: 2012`` and a list of such."""
    if issued is None:
        return {}
    if issued.get("date-parts"):
        return dict(issued.plain())  # type: ignore[call-overload,no-any-return]
    first = issued.items[0] if issued.items else issued
    year = first.get("year") or first.get("raw") or first.get("literal") or first
    return {"raw": year.text}


READER = CslYamlReader()
