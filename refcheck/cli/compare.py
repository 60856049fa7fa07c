"""``refcheck compare``: the verdict of one comparison, and why."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Annotated

import typer

from refcheck.compare.authors import compare_authors
from refcheck.compare.journal import compare_journal
from refcheck.compare.numbers import compare_pages
from refcheck.compare.title import compare_title
from refcheck.errors import UsageError
from refcheck.model import Agreement
from refcheck.text.names import split_authors

app = typer.Typer()


def _authors(claimed: str, actual: str) -> Agreement:
    mine, mine_abridged = split_authors(claimed)
    theirs, theirs_abridged = split_authors(actual)
    return compare_authors(mine, theirs, et_al=mine_abridged or theirs_abridged)


COMPARATORS: dict[str, Callable[[str, str], Agreement]] = {
    "journal": lambda claimed, actual: compare_journal(claimed, [actual]),
    "title": lambda claimed, actual: compare_title(claimed, [actual]),
    "authors": _authors,
    "pages": compare_pages,
}


@app.command()
def compare(
    what: Annotated[str, typer.Argument(metavar="journal|title|authors|pages", help="Which field.")],
    a: Annotated[str, typer.Argument(metavar="A", help="As claimed; - reads JSON lines {a, b}.")],
    b: Annotated[str, typer.Argument(metavar="B", help="As the record has it.")] = "",
) -> None:
    """Compare two values of a field: same, minor, unsure or different, and why."""
    if what not in COMPARATORS:
        raise UsageError(f"there is no comparison {what!r}; there are: {', '.join(COMPARATORS)}.")
    if a == "-":
        _compare_lines(COMPARATORS[what])
        return
    if not b:
        raise UsageError("compare needs two values, A and B; or - for A, and JSON lines on standard input.")
    answer = COMPARATORS[what](a, b)
    typer.echo(f"{answer.verdict} ({answer.score:.2f})" + (f": {answer.why}" if answer.why else ""))


def _compare_lines(comparator: Callable[[str, str], Agreement]) -> None:
    for number, line in enumerate(sys.stdin, 1):
        try:
            pair = json.loads(line)
            claimed, actual = str(pair["a"]), str(pair["b"])
        except (ValueError, KeyError, TypeError):
            raise UsageError(f'line {number} of standard input is not a JSON object {{"a": …, "b": …}}.') from None
        answer = comparator(claimed, actual)
        result = {"verdict": answer.verdict, "score": round(answer.score, 3), "why": answer.why}
        sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
