"""``refcheck config``: the settings in force and where each comes from, and the plugins that were found."""

from __future__ import annotations

import os

import typer

from refcheck import formats, readers, rules, sources
from refcheck.cli import settings
from refcheck.config.options import SECRETS
from refcheck.registry import OFF

app = typer.Typer(add_completion=False)


@app.command()
def config() -> None:
    """Print every setting, its value and where it comes from. Keys and tokens are not shown.

    Below them stand the plugins that were found, and why one is not used.
    """
    configuration = settings.configuration()
    values = configuration.options.model_dump(mode="json")
    for name, value in values.items():
        shown = "(set, not shown)" if name in SECRETS and value else value
        typer.echo(f"{name.replace('_', '-')} = {shown!r}  # {configuration.origins[name]}")
    if os.environ.get(OFF):
        typer.echo(f"# plugins: switched off by {OFF}")
        return
    for folder in (readers.FOLDER, rules.FOLDER, formats.FOLDER, sources.FOLDER):
        for plugin in folder.plugins:
            state = f" - not used: {plugin.fault}" if plugin.fault else ""
            typer.echo(f"# plugin {plugin.name} ({plugin.group}: {plugin.target}), {plugin.distribution}{state}")
