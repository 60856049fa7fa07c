"""docs/rules.md: every code, family by family, from the rules themselves."""

from __future__ import annotations

import re

from pages.markdown import page, table
from refcheck.rules import FOLDER, catalogue
from refcheck.rules.base import Rule

_TITLES = {
    "CL": "Claims of the text",
    "CT": "Citations and the list",
    "ID": "Identifiers",
    "MD": "Fields of a reference",
    "NV": "Not verified",
    "ST": "What became of the work",
    "SU": "Suppressions",
}
_HEAD = """\
`refcheck rule CODE` shows the same. A code is never given another meaning. The severity is the default: a finding is
raised at a lower one where the evidence is weaker (a year off by one, only the last page), and the setting `severity`
changes it.

"""
_SUPPRESS = """\
## To suppress a finding

In a comment beside the reference; a reason is required, a last day is not:

```text
refcheck: ignore[MD203] reason="the title was changed in print" until=2027-06-01
```

In .bib and LaTeX a comment begins with `%`; in Markdown and HTML it stands in `<!-- … -->`; in Word it is a comment of
the margin. Or in `refcheck.toml` (in `pyproject.toml`: `[[tool.refcheck.ignore]]`), for the work with a DOI, the entry
with a key, or the documents under a path:

```toml
[[ignore]]
code = "MD203"
doi = "10.1000/example"
reason = "the title was changed in print"
until = 2027-06-01
```

A code may be a family: `MD` stands for all of MD201 to MD207. Reports keep suppressed findings, marked as such.
"""


def write() -> str:
    """The page."""
    rules = catalogue().values()
    lines = _HEAD.split("\n")
    lines += table(
        ("code", "name", "severity", "when"),
        [(f"[{rule.code}](#{rule.code.lower()})", rule.name, rule.severity, rule.when) for rule in rules],
    )
    for family in sorted(FOLDER.files, key=lambda one: one.RULES[0].code):
        prefix = family.RULES[0].code[:2]
        about = (family.__doc__ or "").split("\n")[0].partition(": ")[2]
        lines += ["", f"## {_TITLES[prefix]} ({prefix})", "", _sentence(about), ""]
        for rule in sorted(family.RULES, key=lambda one: one.code):
            lines += _section(rule)
    return page("Rules", "`refcheck/rules/`", *lines, *_SUPPRESS.split("\n"))


def _section(rule: Rule) -> list[str]:
    return [
        f'### <a id="{rule.code.lower()}"></a>{rule.code} {rule.name}',
        "",
        f"{rule.severity.capitalize()}. {rule.when} {rule.why}",
        "",
        f"**What to do:** {rule.action}",
        "",
    ]


def _sentence(text: str) -> str:
    first = re.split(r"(?<=[.?]) Raised by", text)[0]
    return first[:1].upper() + first[1:]
