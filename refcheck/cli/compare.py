"""``refcheck compare``: the verdict of one comparison, and why."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable
from typing import Annotated

import typer

from refcheck.cli import completion
from refcheck.errors import UsageError
from refcheck.formats.json_text import dumps
from refcheck.model import Agreement

app = typer.Typer(add_completion=False)

Comparator = Callable[[str, str], Agreement]

# Each comparator is imported when it is asked for: together they take longer to load than a thousand comparisons.


def _journal() -> Comparator:
    from refcheck.compare.journal import compare_journal  # noqa: PLC0415

    return lambda claimed, actual: compare_journal(claimed, (actual,))


def _title() -> Comparator:
    from refcheck.compare.title import compare_title  # noqa: PLC0415

    return lambda claimed, actual: compare_title(claimed, (actual,))


def _authors() -> Comparator:
    from refcheck.compare.authors import compare_authors  # noqa: PLC0415
    from refcheck.text.names import split_authors  # noqa: PLC0415

    def compare(claimed: str, actual: str) -> Agreement:
        mine, mine_abridged = split_authors(claimed)
        theirs, theirs_abridged = split_authors(actual)
        return compare_authors(mine, theirs, et_al=mine_abridged or theirs_abridged)

    return compare


def _pages() -> Comparator:
    from refcheck.compare.numbers import compare_pages  # noqa: PLC0415

    return compare_pages


COMPARATORS: dict[str, Callable[[], Comparator]] = {
    "journal": _journal,
    "title": _title,
    "authors": _authors,
    "pages": _pages,
}


@app.command()
def compare(
    what: Annotated[
        str,
        typer.Argument(
            metavar="journal|title|authors|pages", help="Which field.", autocompletion=completion.words(*COMPARATORS)
        ),
    ],
    a: Annotated[str, typer.Argument(metavar="A", help="As claimed; - reads JSON lines {a, b}.")],
    b: Annotated[str, typer.Argument(metavar="B", help="As the record has it.")] = "",
) -> None:
    """Compare two values of a field: same, minor, unsure or different, and why."""
    if what not in COMPARATORS:
        raise UsageError(f"there is no comparison {what!r}; there are: {', '.join(COMPARATORS)}.")
    if a == "-":
        _compare_lines(COMPARATORS[what]())
        return
    if not b:
        raise UsageError("compare needs two values, A and B; or - for A, and JSON lines on standard input.")
    answer = COMPARATORS[what]()(a, b)
    typer.echo(f"{answer.verdict} ({answer.score:.2f})" + (f": {answer.why}" if answer.why else ""))


def _compare_lines(comparator: Comparator) -> None:
    gc.disable()  # nothing here refers to itself, and looking for what does would take a tenth of the time
    decode = json.JSONDecoder().decode
    write = sys.stdout.write
    for number, line in enumerate(sys.stdin, 1):
        try:
            pair = decode(line)
            claimed, actual = str(pair["a"]), str(pair["b"])
        except (ValueError, KeyError, TypeError):
            raise UsageError(f'line {number} of standard input is not a JSON object {{"a": …, "b": …}}.') from None
        answer = comparator(claimed, actual)
        write(dumps({"verdict": answer.verdict, "score": round(answer.score, 3), "why": answer.why}) + "\n")
