"""``refcheck cache``: what is kept of the services' answers, and how to forget it."""

from __future__ import annotations

import typer

from refcheck.cli import settings
from refcheck.net.cache import Cache

app = typer.Typer(add_completion=False, no_args_is_help=True, help="What is kept of the services' answers.")


@app.command()
def info(cache_dir: settings.CacheDir = None) -> None:
    """Show where answers and results are kept, how many of each kind, and how large the file is."""
    with Cache(settings.configuration(cache_dir=cache_dir).options.cache_dir) as cache:
        about = cache.info()
    typer.echo(f"{about.path} ({about.size / 2**20:.1f} MB)")
    for source, count in sorted(about.answers.items()):
        typer.echo(f"  {source}: {count}")


@app.command()
def clear(cache_dir: settings.CacheDir = None) -> None:
    """Forget every answer and result."""
    with Cache(settings.configuration(cache_dir=cache_dir).options.cache_dir) as cache:
        count = cache.clear()
    typer.echo(f"{count} entries forgotten.")
