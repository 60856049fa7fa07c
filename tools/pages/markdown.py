"""What the generated pages share: tables, and text that cannot be taken for markup."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

_CODE_WITH_BAR = re.compile(r"`([^`|]*\|[^`]*)`")


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """The lines of a table; a bar in a cell is no end of the cell, a newline no end of the row."""
    cells = [list(head), *(list(row) for row in rows)]
    cells.insert(1, ["---"] * len(cells[0]))
    return [f"| {' | '.join(map(_cell, row))} |" for row in cells]


def page(title: str, made_from: str, *lines: str) -> str:
    """A whole page: its title, where it comes from, and its text."""
    origin = f"<!-- Made by `make docs` from {made_from}. -->"
    return "\n".join([f"# {title}", "", origin, "", *lines]).rstrip() + "\n"


def _cell(text: str) -> str:
    """A bar is written so that GitHub and the site both show it, in code as well."""
    code = _CODE_WITH_BAR.sub(lambda match: f"<code>{html.escape(match[1])}</code>", text)
    return code.replace("|", "&#124;").replace("\n", " ")
