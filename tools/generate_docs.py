"""Write the pages of docs/ that come from the code: run by ``make docs``; a test sees that they are up to date.

python tools/generate_docs.py            write them
python tools/generate_docs.py --check    say which are out of date; exit 1 if any is
"""

from __future__ import annotations

import sys
from pathlib import Path

import calibrate

from refcheck.cli.rule import explain
from refcheck.config.options import ENVIRONMENT, Options
from refcheck.rules import catalogue

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
sys.path.insert(0, str(ROOT))  # for the benchmarks, which are no package of ours
from bench import comparators  # noqa: E402


def rules() -> str:
    """The page of every code."""
    lines = ["# Rules", "", "Generated from `refcheck/rules/` by `make docs`. The same page: `refcheck rule CODE`.", ""]
    for rule in catalogue().values():
        heading, _, rest = explain(rule).partition("\n\n")
        lines += [f'## <a id="{rule.code.lower()}"></a>{heading}', "", rest, ""]
    return "\n".join(lines).rstrip() + "\n"


def settings() -> str:
    """The table of settings."""
    variables = {name: variable for variable, name in ENVIRONMENT.items()}
    lines = [
        "# Settings",
        "",
        "Generated from `refcheck/config/options.py` by `make docs`. In `refcheck.toml`, or in `pyproject.toml` under",
        (
            "`[tool.refcheck]`. A flag beats the environment, which beats the file. "
            "`refcheck config` shows those in force."
        ),
        "",
        "| setting | environment | meaning |",
        "|---|---|---|",
    ]
    for name, field in Options.model_fields.items():
        variable = f"`{variables[name]}`" if name in variables else ""
        meaning = field.description or f"the address of a service (default `{field.default}`)"
        lines.append(f"| `{name.replace('_', '-')}` | {variable} | {meaning} |")
    return "\n".join(lines) + "\n"


PAGES = {
    "rules.md": rules,
    "settings.md": settings,
    "comparators.md": comparators.page,
    "calibration.md": calibrate.page,
}


def main() -> int:
    """Write or check the pages."""
    stale = []
    for name, page in PAGES.items():
        path = DOCS / name
        content = page()
        if not path.exists() or path.read_text("utf-8") != content:
            stale.append(name)
            if "--check" not in sys.argv:
                path.write_text(content, "utf-8")
    if "--check" in sys.argv and stale:
        print(f"out of date, run make docs: {', '.join(stale)}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
