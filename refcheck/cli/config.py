"""``refcheck config``: the settings in force and where each comes from."""

from __future__ import annotations

import typer

from refcheck.cli import settings
from refcheck.config.options import SECRETS

app = typer.Typer(add_completion=False)


@app.command()
def config() -> None:
    """Print every setting, its value and where it comes from. Keys and tokens are not shown."""
    configuration = settings.configuration()
    values = configuration.options.model_dump(mode="json")
    for name, value in values.items():
        shown = "(set, not shown)" if name in SECRETS and value else value
        typer.echo(f"{name.replace('_', '-')} = {shown!r}  # {configuration.origins[name]}")
