"""The options that several commands share, and the configuration that they make together with files and environment."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from refcheck.config.loading import Configuration, load

Offline = Annotated[
    bool | None, typer.Option("--offline", help="Ask nothing: use the cache and the embedded records only.")
]
Mailto = Annotated[str | None, typer.Option(metavar="ADDRESS", help="Your address, for the services' polite pool.")]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Neither read nor keep stored answers.")]
CacheDir = Annotated[Path | None, typer.Option(metavar="DIR", help="Where answers are kept.")]
MaxCacheAge = Annotated[float | None, typer.Option(metavar="DAYS", help="Ask again for answers older than this.")]
Records = Annotated[list[Path] | None, typer.Option(metavar="FILE", help="Embedded records, JSON lines. Repeatable.")]
Lang = Annotated[str | None, typer.Option(metavar="en|zh", help="The language of the report.")]


def codes(value: str | None) -> tuple[str, ...] | None:
    """``"MD203, CL"`` as codes; None stays None."""
    return None if value is None else tuple(code.strip().upper() for code in value.split(",") if code.strip())


def configuration(**flags: Any) -> Configuration:
    """The settings in force, these flags included."""
    return load(flags, os.environ, Path.cwd())
