"""``refcheck diff``: what changed between two JSON reports."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from refcheck.cli import completion, settings
from refcheck.cli.exit_status import ExitStatus
from refcheck.errors import UsageError
from refcheck.findings.comparison import compare
from refcheck.findings.stored import read
from refcheck.formats.changes import RENDERERS
from refcheck.formats.translation import Translator

app = typer.Typer(add_completion=False)


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD.json", help="The earlier JSON report.")],
    new: Annotated[Path, typer.Argument(metavar="NEW.json", help="The later JSON report.")],
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="text|markdown|json",
            help="What standard output shows.",
            autocompletion=completion.words(*RENDERERS),
        ),
    ] = "text",
    fail_on: settings.FailOn = None,
    lang: settings.Lang = None,
) -> None:
    """Show what is new, changed or fixed between two JSON reports; newly retracted works first.

    Exit status: 0 nothing new at or above --fail-on; 1 such a finding, or one that is graver than before; 2 a report
    that cannot be read, or another error.
    """
    if form not in RENDERERS:
        raise UsageError(f"there is no format {form!r} of diff; there are: {', '.join(RENDERERS)}.")
    options = settings.configuration(fail_on=fail_on, lang=lang).options
    comparison = compare(read(old), read(new))
    sys.stdout.write(RENDERERS[form](comparison, Translator(options.lang)))
    raise typer.Exit(ExitStatus.FINDINGS if comparison.fails(options.fail_on) else ExitStatus.OK)
