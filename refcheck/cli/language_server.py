"""``refcheck language-server``: findings, evidence and fixes in an editor."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from refcheck.cli import settings
from refcheck.errors import UsageError

app = typer.Typer(add_completion=False)


@app.command()
def language_server(  # noqa: PLR0913, PLR0917 - a command has as many options as it has
    stdio: Annotated[bool, typer.Option("--stdio", help="Standard input and output, as without it.")] = False,  # noqa: ARG001 - many clients add it
    on_save: Annotated[
        bool, typer.Option("--on-save", help="Check what is opened and saved, and not what is being written.")
    ] = False,
    select: Annotated[str | None, typer.Option(metavar="CODES", help="Report these codes or families only.")] = None,
    ignore: Annotated[str | None, typer.Option(metavar="CODES", help="Do not report these codes or families.")] = None,
    offline: settings.Offline = None,
    records: settings.Records = None,
    no_cache: settings.NoCache = False,
    cache_dir: settings.CacheDir = None,
    max_cache_age: settings.MaxCacheAge = None,
    mailto: settings.Mailto = None,
    lang: settings.Lang = None,
) -> None:
    """Show findings, evidence and fixes in an editor, by the Language Server Protocol.

    For .bib, LaTeX, Markdown and text, as they are written. The settings are those of the folder that is open; options
    here beat them.
    """
    flags = {
        "select": settings.codes(select),
        "ignore_codes": settings.codes(ignore),
        "offline": offline,
        "records": tuple(str(path.absolute()) for path in records) if records else None,
        "cache": False if no_cache else None,
        "cache_dir": cache_dir,
        "max_cache_age": max_cache_age,
        "mailto": mailto,
        "lang": lang,
    }
    try:
        from refcheck.language_server.protocol import serve  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise UsageError(
            "the language server needs an extra: pip install 'refcheck-citations[language-server]'."
        ) from None
    if sys.stdin.isatty():
        typer.echo("refcheck: this is started by an editor, which speaks to it here; Ctrl-C ends it.", err=True)
    serve({name: value for name, value in flags.items() if value is not None}, while_writing=not on_save)
