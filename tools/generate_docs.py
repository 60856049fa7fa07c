"""Write the pages of docs/ that come from the code: run by ``make docs``; a test sees that they are up to date.

python tools/generate_docs.py            write them
python tools/generate_docs.py --check    say which are out of date; exit 1 if any is
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import calibrate
from pages import command_line, examples, formats, json_report, python_api, rules, rules_zh, settings

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
sys.path.insert(0, str(ROOT))  # for the benchmarks, which are no package of ours
from bench import comparators  # noqa: E402

PAGES = {
    "calibration.md": calibrate.page,
    "command-line.md": command_line.write,
    "comparators.md": comparators.page,
    "formats.md": formats.write,
    "json-report.md": json_report.write,
    "python-api.md": python_api.write,
    "rules.md": rules.write,
    "settings.md": settings.write,
    "zh/rules.md": rules_zh.write,
}


def contents() -> Iterator[tuple[Path, str]]:
    """Every page that is made here, and what it should be; of the others, the output of the commands they show."""
    for name, page in PAGES.items():
        yield DOCS / name, page()
    made = {DOCS / name for name in PAGES}
    for path in examples.pages():
        if path not in made:
            yield path, examples.shown(path.read_text("utf-8"))


def main() -> int:
    """Write or check the pages."""
    stale = []
    for path, content in contents():
        if not path.exists() or path.read_text("utf-8") != content:
            stale.append(path.relative_to(ROOT).as_posix())
            if "--check" not in sys.argv:
                path.write_text(content, "utf-8")
    if "--check" in sys.argv and stale:
        print(f"out of date, run make docs: {', '.join(stale)}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
