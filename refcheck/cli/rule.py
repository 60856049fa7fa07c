"""``refcheck rule``: what a code means, what to do, how to suppress it."""

from __future__ import annotations

from typing import Annotated

import typer

from refcheck.cli import completion
from refcheck.errors import UsageError
from refcheck.rules import catalogue
from refcheck.rules.base import Rule

app = typer.Typer(add_completion=False)


@app.command()
def rule(
    code: Annotated[
        str, typer.Argument(metavar="[CODE]", help="A code, such as MD201.", autocompletion=completion.code)
    ] = "",
    every: Annotated[bool, typer.Option("--all", help="List every code.")] = False,
) -> None:
    """Explain a code: what it means, what to do, how to suppress it."""
    rules = catalogue()
    if every or not code:
        for one in rules.values():
            typer.echo(f"{one.code}  {one.severity:<8} {one.name:<28} {one.when}")
        return
    if code.upper() not in rules:
        raise UsageError(f"there is no code {code!r}; refcheck rule --all lists every one.")
    typer.echo(explain(rules[code.upper()]))


def explain(one: Rule) -> str:
    """The page of one code."""
    return (
        f"{one.code} {one.name} ({one.severity})\n\n"
        f"{one.when}\n\n{one.why}\n\n"
        f"What to do: {one.action}\n\n"
        f"To suppress it, in a comment beside the reference:\n\n"
        f'    refcheck: ignore[{one.code}] reason="why this is right" until=2027-06-01\n\n'
        f"or in refcheck.toml (in pyproject.toml: [[tool.refcheck.ignore]]):\n\n"
        f'    [[ignore]]\n    code = "{one.code}"\n    doi = "10.1000/example"\n    reason = "why this is right"'
    )
