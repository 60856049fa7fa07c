"""docs/settings.md: every setting, from the model that holds them."""

from __future__ import annotations

import json

from pages.markdown import page, table
from refcheck.config.options import ENVIRONMENT, Ignore, Options

_EXAMPLE = """\
## An example

```toml
# refcheck.toml
paths = ["articles"]
mailto = "editor@journal.example"
fail-on = "warning"
ignore-codes = ["CT403"]
disabled-sources = ["europepmc"]

[severity]
ST305 = "warning"

[[ignore]]
code = "MD203"
doi = "10.1000/example"
reason = "the title was changed in print"
until = 2027-06-01
```
"""


def write() -> str:
    """The page."""
    variables = {name: variable for variable, name in ENVIRONMENT.items()}
    rows = []
    for name, field in Options.model_fields.items():
        meaning = field.description or f"the address of a service, by default {field.default}"
        variable = f"; `{variables[name]}` in the environment" if name in variables else ""
        rows.append((f"`{name.replace('_', '-')}`", meaning + variable, _default(name, field.default)))
    return page(
        "Settings",
        "`refcheck/config/options.py`",
        "They stand in `refcheck.toml`, or in `pyproject.toml` under `[tool.refcheck]`: in this folder or the nearest",
        "one above it. A flag beats the environment, which beats the file. `refcheck config` shows those in force and",
        "where each comes from.",
        "",
        *table(("setting", "meaning", "default"), rows),
        "",
        f"An entry of `ignore` has {', '.join(f'`{name}`' for name in Ignore.model_fields)}; the code and the reason",
        "are required ([more](rules.md#to-suppress-a-finding)).",
        "",
        *_EXAMPLE.split("\n"),
    )


def _default(name: str, value: object) -> str:
    """As it would stand in the file; where the cache is differs from system to system."""
    if name == "cache_dir":
        return "the system's folder for caches"
    if name.endswith("_url"):
        return ""
    shown = list(value) if isinstance(value, tuple) else value
    said = isinstance(shown, bool | int | float | str | list) and shown not in ("", [])
    return f"`{json.dumps(shown)}`" if said else ""
