"""docs/json-report.md: the objects of the JSON report, from its JSON Schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pages.markdown import page, table

SCHEMA = Path(__file__).parents[2] / "docs" / "report.schema.json"
_TITLES = {"document": "A document", "reference": "A reference", "claim": "A claim", "finding": "A finding"}


def write() -> str:
    """The page."""
    schema = json.loads(SCHEMA.read_text("utf-8"))
    lines = [
        "What `refcheck check --report json:PATH` writes: [report.schema.json](report.schema.json) has all of it.",
        "Sorted by path, position and code; the same input gives the same bytes outside `run`. `refcheck extract` has",
        "the same without records and findings.",
        "",
        "```json",
        '{"schema_version": "1", "tool": {…}, "run": {…}, "documents": [{…}], "unreadable": [], "summary": {…}}',
        "```",
        "",
        "## The report",
        "",
        *_object(schema),
    ]
    for name, title in _TITLES.items():
        lines += [f"## {title}", "", *_object(schema["$defs"][name])]
    lines += [
        "## Shared parts",
        "",
        "A verdict is `verified`, `discrepancy`, `mismatch` or `unverified` ([what they",
        "mean](mismatch.md#the-verdict-of-a-reference)).",
        "",
        "A `span` has `start`, `end` (characters of what the user wrote, `end` excluded), `line`, `column` (from 1).",
        "An author has `family` and `given`, or `name` alone for a collective. `agreement` has for each field that was",
        "compared a `verdict` (`same`, `minor`, `unsure`, `different`, `absent`), a `score` from 0 to 1 and `why`.",
        "",
        "`fingerprint` hashes the code, the normalised reference and the claimed value, never a line number: a finding",
        "keeps it when the text around it moves.",
    ]
    return page("JSON report", "`docs/report.schema.json`", *lines)


def _object(schema: dict[str, Any]) -> list[str]:
    required = schema.get("required", ())
    rows = [
        (f"`{name}`" + ("" if name in required else " (optional)"), _type(part), part.get("description", ""))
        for name, part in schema["properties"].items()
    ]
    return [*table(("", "type", ""), rows), ""]


def _type(part: dict[str, Any]) -> str:
    """The type in a few words."""
    if "$ref" in part:
        name = str(part["$ref"]).rpartition("/")[2]
        return f"[{name}](#{_TITLES.get(name, 'Shared parts').lower().replace(' ', '-')})"
    if "const" in part:
        return f"`{json.dumps(part['const'])}`"
    if "enum" in part:
        return ", ".join(f"`{json.dumps(value)}`" for value in part["enum"])
    if "anyOf" in part:
        return " or ".join(_type(one) for one in part["anyOf"])
    if part.get("type") == "array":
        return f"list of {_type(part['items'])}"
    if part.get("type") == "object":
        return "object" + (f": {', '.join(f'`{one}`' for one in part['required'])}" if "required" in part else "")
    kind = part.get("type", "")
    return " or ".join(kind) if isinstance(kind, list) else str(kind)
