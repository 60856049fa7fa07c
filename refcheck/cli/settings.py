"""The options that several commands share, and the configuration that they make together with files and environment."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from refcheck.cli import completion
from refcheck.config.loading import Configuration, load

Paths = Annotated[list[str] | None, typer.Argument(metavar="[PATH…|-]", help="Files and folders; - is standard input.")]
Format = Annotated[
    str,
    typer.Option("--format", metavar="NAME", help="What standard output shows.", autocompletion=completion.formats),
]
Reports = Annotated[
    list[str] | None,
    typer.Option(
        "--report",
        metavar="FORMAT:PATH",
        help="Write a report too; html:, docx: and pdf:FOLDER/ one a document. Repeatable.",
        autocompletion=completion.reports,
    ),
]
FailOn = Annotated[
    str | None,
    typer.Option(
        metavar="error|warning|note|never",
        help="The least severity that makes the exit status 1.",
        autocompletion=completion.words("error", "warning", "note", "never"),
    ),
]
Select = Annotated[
    str | None,
    typer.Option(metavar="CODES", help="Report these codes or families only.", autocompletion=completion.codes),
]
Ignore = Annotated[
    str | None,
    typer.Option(metavar="CODES", help="Do not report these codes or families.", autocompletion=completion.codes),
]
MaxFindings = Annotated[
    int | None, typer.Option(metavar="N", min=0, help="Show at most N findings in the formats full and concise.")
]
Offline = Annotated[
    bool | None, typer.Option("--offline", help="Ask nothing: use the cache and the embedded records only.")
]
Records = Annotated[list[Path] | None, typer.Option(metavar="FILE", help="Embedded records, JSON lines. Repeatable.")]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Neither read nor keep stored answers.")]
CacheDir = Annotated[Path | None, typer.Option(metavar="DIR", help="Where answers are kept.")]
MaxCacheAge = Annotated[float | None, typer.Option(metavar="DAYS", help="Ask again for answers older than this.")]
Mailto = Annotated[str | None, typer.Option(metavar="ADDRESS", help="Your address, for the services' polite pool.")]
Lang = Annotated[
    str | None,
    typer.Option(metavar="en|zh", help="The language of the report.", autocompletion=completion.words("en", "zh")),
]
NoProgress = Annotated[bool, typer.Option("--no-progress", help="Show no progress.")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Findings alone.")]
Verbose = Annotated[bool, typer.Option("-v", "--verbose", help="Also what is in order.")]


def codes(value: str | None) -> tuple[str, ...] | None:
    """``"MD203, CL"`` as codes; None stays None."""
    return None if value is None else tuple(code.strip().upper() for code in value.split(",") if code.strip())


def configuration(
    *,
    select: str | None = None,
    ignore: str | None = None,
    records: Sequence[Path] | None = None,
    no_cache: bool = False,
    **flags: Any,
) -> Configuration:
    """The settings in force, these options included as they were given; None was not given.

    Args:
        select, ignore: codes, by commas.
        records: files.
        no_cache: switches the cache off.
        flags: others, by the names of the settings.
    """
    given = {
        "select": codes(select),
        "ignore_codes": codes(ignore),
        "records": tuple(map(str, records)) if records else None,
        "cache": False if no_cache else None,
    }
    return load({**given, **flags}, os.environ, Path.cwd())
