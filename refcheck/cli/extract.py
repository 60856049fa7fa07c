"""``refcheck extract``: what is in documents, as JSON; no network."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from refcheck import __version__
from refcheck.cli import progress
from refcheck.cli.exit_status import ExitStatus
from refcheck.engine import read_documents
from refcheck.extract import extract as extract_article
from refcheck.findings.stored import SCHEMA_VERSION
from refcheck.formats.json import article_as_json
from refcheck.formats.json_text import dumps

app = typer.Typer(add_completion=False)


@app.command()
def extract(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Files and folders.")],
) -> None:
    """Print the references, claims and identifiers of documents as JSON, without asking any index."""
    with progress.shown(wanted=False, quiet=True, verbose=False) as bar:
        documents, unreadable = read_documents(paths, Path.cwd(), bar)
    articles = [extract_article(document) for document in sorted(documents, key=lambda document: document.path)]
    content = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "refcheck", "version": __version__},
        "documents": [article_as_json(article) for article in articles],
        "unreadable": [{"path": entry.path, "reason": entry.reason} for entry in unreadable],
    }
    typer.echo(dumps(content, indent=2))
    for entry in unreadable:
        typer.echo(f"refcheck: {entry.path}: {entry.reason}", err=True)
    if unreadable:
        raise typer.Exit(ExitStatus.ERROR)
