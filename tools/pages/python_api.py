"""docs/python-api.md: the functions and classes that a program may use, from signatures and Google docstrings."""

from __future__ import annotations

import dataclasses
import inspect
import re
from enum import Enum
from typing import Any

import refcheck
import refcheck.errors
import refcheck.model
import refcheck.progress
from pages.markdown import page, table

# What `refcheck.check` returns leads to these, the report first.
_MODEL = (
    "Report", "CheckedDocument", "CheckedReference", "CheckedClaim", "Finding", "Severity", "ReferenceVerdict",
    "Agreement", "Verdict", "Article", "Reference", "Fields", "Author", "Claim", "Citation", "Identifier",
    "Identifiers", "IdentifierType", "PartialDate", "Resolution", "Lookup", "Status", "Candidate", "Record",
    "RecordDate", "DateType", "Update", "UpdateType", "Document", "Place", "Span", "Run", "SourceUse", "SourceStatus",
    "Unreadable",
)  # fmt: skip
_SECTION = re.compile(r"^(Args|Attributes|Raises|Returns|Yields):$", re.MULTILINE)
_ITEM = re.compile(r"^    (\S[^:\n]*): (.*(?:\n {6,}.*)*)", re.MULTILINE)
_HEAD = """\
`import refcheck` is enough for a program: what stands on this page keeps its meaning. Every function and class has
types; the package is marked `py.typed`.

```python
import refcheck

report = refcheck.check("references", offline=True)
for document in report.documents:
    for finding in document.findings:
        place = document.article.document.place(finding.span)
        print(f"{document.article.document.path}:{place.line} {finding.code} {finding.message}")
```

Every format of the command line is there too; a [binary one](formats.md) gives bytes:

```python
import refcheck
from refcheck.formats import View, formats

report = refcheck.check("references", offline=True)
print(formats()["markdown"].render(report, View(lang="zh")))
```
"""


def write() -> str:
    """The page."""
    lines = [*_HEAD.split("\n"), "## Functions", ""]
    for name in ("check", "acheck"):
        lines += _function(name, getattr(refcheck, name))
    lines += _class("Progress", refcheck.progress.Progress)
    lines += ["## Errors", "", "In `refcheck.errors`; their texts are for the user.", "", *_errors(), ""]
    lines += ["## The report and what it holds", "", "Frozen dataclasses of `refcheck.model`.", ""]
    for name in _MODEL:
        lines += _class(name, getattr(refcheck.model, name))
    return page("Python", "the signatures and docstrings of `refcheck`", *lines)


def _function(name: str, function: Any) -> list[str]:
    parts = _parts(function)
    return [
        f"### refcheck.{name}", "", "```python", *_signature(name, function), "```", "", *_text(parts[""]), "",
        *_list(parts.get("Args", ())), *_list(parts.get("Raises", ()), "Raises "),
    ]  # fmt: skip


def _signature(name: str, function: Any) -> list[str]:
    """One parameter a line."""
    signature = inspect.signature(function)
    lines, starred = [f"{name}("], False
    for parameter in signature.parameters.values():
        if parameter.kind is parameter.KEYWORD_ONLY and not starred:
            lines, starred = [*lines, "    *,"], True
        lines.append(f"    {parameter},".replace("'", ""))
    return [*lines, f") -> {signature.return_annotation}".replace("'", "")]


def _class(name: str, kind: Any) -> list[str]:
    parts = _parts(kind)
    lines = [f"### {name}", "", *_text(parts[""]), ""]
    if issubclass(kind, Enum):
        return [*lines, ", ".join(f"`{member.value}`" for member in kind), ""]
    if not dataclasses.is_dataclass(kind):
        return [*lines, *_methods(kind), ""]
    said = {one: text for names, text in parts.get("Attributes", ()) for one in names.split(", ")}
    fields = dataclasses.fields(kind)
    rows = [(f"`{field.name}`", f"`{field.type}`", _code(said.get(field.name, ""))) for field in fields]
    lines += [*table(("attribute", "type", "meaning"), rows), ""]
    methods = _methods(kind)
    return [*lines, *methods, ""] if methods else lines


def _errors() -> list[str]:
    """Each class of errors, and what it is a kind of."""
    kinds = [kind for _, kind in inspect.getmembers(refcheck.errors, inspect.isclass)]
    kinds.sort(key=lambda kind: inspect.getsourcelines(kind)[1])
    rows = [(f"`{kind.__name__}`", f"`{kind.__mro__[1].__name__}`", inspect.getdoc(kind) or "") for kind in kinds]
    return table(("error", "is a", "when"), rows)


def _methods(kind: Any) -> list[str]:
    lines = []
    for method, value in vars(kind).items():
        if not method.startswith("_") and (inspect.isfunction(value) or isinstance(value, property)):
            about = inspect.getdoc(value) or ""
            called = method if isinstance(value, property) else f"{method}{_arguments(value)}"
            first = _code(about.split("\n\n")[0].replace("\n", " "))
            lines.append(f"- `.{called}`: {first[:1].lower()}{first[1:]}")
    return lines


def _arguments(function: Any) -> str:
    return str(inspect.signature(function)).replace("'", "").replace("(self, ", "(").replace("(self)", "()")


def _parts(thing: Any) -> dict[str, Any]:
    """A docstring's text under "", and each section's items as (name, text)."""
    pieces = _SECTION.split(inspect.getdoc(thing) or "")
    parts: dict[str, Any] = {"": pieces[0].strip()}
    for name, body in zip(pieces[1::2], pieces[2::2], strict=True):
        parts[name] = [(item, " ".join(text.split())) for item, text in _ITEM.findall(body)]
        after = re.split(r"\n\n(?=\S)", body, maxsplit=1)
        if after[1:]:
            parts[""] += f"\n\n{after[1].strip()}"
    return parts


def _text(text: str) -> list[str]:
    return _code(text).split("\n")


def _list(items: Any, before: str = "") -> list[str]:
    lines = [f"- {before}`{name}`: {_code(text)}" for name, text in items]
    return [*lines, ""] if lines else []


def _code(text: str) -> str:
    """Docstrings have code in two backticks, Markdown in one."""
    return text.replace("``", "`")
