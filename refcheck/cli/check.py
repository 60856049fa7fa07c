"""``refcheck check``: read, extract, resolve, compare, report."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from refcheck.cli import exit_status, progress, settings
from refcheck.config.loading import Configuration
from refcheck.engine import check_documents, read_documents
from refcheck.errors import UnreadableInputError, UsageError
from refcheck.findings import baseline as baselines
from refcheck.formats import Format, View, formats, is_binary
from refcheck.model import Document, Report, Unreadable
from refcheck.readers import read_bytes

app = typer.Typer()


@dataclass(frozen=True, slots=True)
class _Target:
    """A report to be written: ``--report FORMAT:PATH``."""

    format: Format
    path: Path


@app.command()
def check(  # noqa: PLR0913, PLR0917 - a command has as many options as it has
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH…|-]", help="Files and folders; - is standard input.")
    ] = None,
    report: Annotated[
        list[str] | None, typer.Option("--report", metavar="FORMAT:PATH", help="Write a report too. Repeatable.")
    ] = None,
    form: Annotated[str, typer.Option("--format", metavar="NAME", help="What standard output shows.")] = "full",
    fail_on: Annotated[
        str | None,
        typer.Option(metavar="error|warning|note|never", help="The least severity that makes the exit status 1."),
    ] = None,
    select: Annotated[str | None, typer.Option(metavar="CODES", help="Report these codes or families only.")] = None,
    ignore: Annotated[str | None, typer.Option(metavar="CODES", help="Do not report these codes or families.")] = None,
    baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Count only findings that this baseline does not have.")
    ] = None,
    write_baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the findings of this run as a baseline.")
    ] = None,
    prune_baseline: Annotated[
        bool, typer.Option("--prune-baseline", help="Drop from --baseline what no longer occurs; never add.")
    ] = False,
    allow_incomplete: Annotated[
        bool | None, typer.Option("--allow-incomplete", help="Exit 0 even when a source could not be reached.")
    ] = None,
    offline: settings.Offline = None,
    records: settings.Records = None,
    no_cache: settings.NoCache = False,
    cache_dir: settings.CacheDir = None,
    max_cache_age: settings.MaxCacheAge = None,
    mailto: settings.Mailto = None,
    lang: settings.Lang = None,
    no_progress: Annotated[bool, typer.Option("--no-progress", help="Show no progress.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Findings alone.")] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Also what is in order.")] = False,
) -> None:
    """Check the references of documents.

    Exit status: 0 nothing at or above --fail-on; 1 such a finding; 2 a usage error, an unreadable input or an internal
    error; 3 no such finding, but a source could not be reached.
    """
    configuration = settings.configuration(
        fail_on=fail_on,
        select=settings.codes(select),
        ignore_codes=settings.codes(ignore),
        allow_incomplete=allow_incomplete,
        offline=offline,
        records=tuple(map(str, records)) if records else None,
        cache=False if no_cache else None,
        cache_dir=cache_dir,
        max_cache_age=max_cache_age,
        mailto=mailto,
        lang=lang,
    )
    options = configuration.options
    known = _baseline(baseline, prune=prune_baseline)
    wanted = paths or _default_paths(configuration)
    targets = _targets(report or [])
    shown = _format(form)
    if is_binary(shown) and sys.stdout.isatty():
        raise UsageError(f"--format {form} is for a file; use --report {form}:PATH, or redirect the output.")
    with progress.shown(wanted=not no_progress, quiet=quiet, verbose=verbose) as bar:
        documents, unreadable = read_documents([Path(path) for path in wanted if path != "-"], Path.cwd(), bar)
        if "-" in wanted:
            _standard_input(documents, unreadable)
        _protect([*(target.path for target in targets), *([write_baseline] if write_baseline else [])], documents)
        result = asyncio.run(check_documents(documents, options, bar, root=configuration.root, unreadable=unreadable))
    stale = 0
    if known is not None:
        result, stale = baselines.apply(result, known)
    view = View(
        lang=options.lang,
        colour=sys.stdout.isatty() and not os.environ.get("NO_COLOR"),
        width=_width(),
        verbose=verbose,
        quiet=quiet,
        original=lambda path: Path(path).read_bytes(),
    )
    for target in targets:
        _write(target.path, target.format.render(result, view))
    if write_baseline:
        count = baselines.write(write_baseline, result)
        typer.echo(f"refcheck: {write_baseline} holds {count} findings.", err=True)
    _print(shown.render(result, view))
    _say_what_was_written(targets, quiet=quiet)
    if stale and baseline:
        _stale(baseline, stale, result, known, prune=prune_baseline)
    raise typer.Exit(exit_status.of(result, options.fail_on, allow_incomplete=options.allow_incomplete))


def _baseline(path: Path | None, *, prune: bool) -> baselines.Baseline | None:
    if path is None:
        if prune:
            raise UsageError("--prune-baseline needs --baseline FILE, the baseline to prune.")
        return None
    return baselines.read(path)


def _stale(path: Path, stale: int, report: Report, known: baselines.Baseline | None, *, prune: bool) -> None:
    if prune:
        baselines.write(path, report, keep=known)
        typer.echo(f"refcheck: {stale} entries that no longer occur were dropped from {path}.", err=True)
    else:
        typer.echo(f"refcheck: {stale} entries of {path} no longer occur; --prune-baseline drops them.", err=True)


def _format(name: str) -> Format:
    known = formats()
    if name not in known:
        raise UsageError(f"there is no format {name!r}; formats are: {', '.join(known)}.")
    return known[name]


def _default_paths(configuration: Configuration) -> list[str]:
    paths = [configuration.root / path for path in configuration.options.paths]
    if configuration.origins["paths"] == "default" and not any(path.exists() for path in paths):
        raise UsageError("there is nothing to check: name files or folders, or set paths in refcheck.toml.")
    return [str(path) for path in paths]


def _targets(texts: list[str]) -> list[_Target]:
    """The reports to write. What cannot be written is said now, and not after a long run."""
    targets: dict[Path, _Target] = {}
    for text in texts:
        name, colon, path = text.partition(":")
        if not colon or not path:
            raise UsageError(f"--report {text}: give a format and a path, such as html:reports/report.html.")
        target = _Target(_format(name), Path(path))
        if target.path.resolve() in targets:
            raise UsageError(f"--report {text}: {path} is already the path of another report.")
        try:
            target.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unwritable(target.path, error) from None
        if target.path.is_dir():
            raise UsageError(f"--report {text}: {path} is a folder; name a file in it.")
        if not os.access(target.path if target.path.exists() else target.path.parent, os.W_OK):
            raise UsageError(f"--report {text}: {path} cannot be written; name another path.")
        targets[target.path.resolve()] = target
    return list(targets.values())


def _unwritable(path: Path, error: OSError) -> UsageError:
    return UsageError(f"the report {path} cannot be written: {error.strerror or error}.")


def _standard_input(documents: list[Document], unreadable: list[Unreadable]) -> None:
    try:
        documents.append(read_bytes(sys.stdin.buffer.read(), "-"))
    except UnreadableInputError as error:
        unreadable.append(Unreadable(error.path, error.explanation))


def _protect(outputs: list[Path], documents: list[Document]) -> None:
    """Refuse to write over a document that is being checked."""
    inputs = {Path(document.path).resolve() for document in documents}
    for path in outputs:
        if path.resolve() in inputs:
            raise UsageError(f"--report would overwrite {path}, which is being checked; name another file.")


def _write(path: Path, content: str | bytes) -> None:
    try:
        path.write_bytes(content.encode(errors="replace") if isinstance(content, str) else content)
    except OSError as error:
        raise _unwritable(path, error) from None


def _print(content: str | bytes) -> None:
    if isinstance(content, bytes):
        sys.stdout.buffer.write(content)
    else:
        sys.stdout.write(content)
    sys.stdout.flush()


def _say_what_was_written(targets: list[_Target], *, quiet: bool) -> None:
    for target in targets if not quiet else []:
        typer.echo(f"refcheck: wrote {target.path}", err=True)


def _width() -> int:
    return shutil.get_terminal_size((100, 24)).columns
