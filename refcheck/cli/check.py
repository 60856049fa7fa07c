"""``refcheck check``: read, extract, resolve, compare, report."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from refcheck.cli import exit_status, outputs, progress, settings
from refcheck.cli.changed import only_changed
from refcheck.config.loading import Configuration
from refcheck.config.options import Options
from refcheck.engine import check_files
from refcheck.errors import UnreadableInputError, UsageError
from refcheck.findings import baseline as baselines
from refcheck.formats import View, is_binary, pieces
from refcheck.formats import statistics as counted
from refcheck.model import Document, Report, Unreadable
from refcheck.readers import read_bytes
from refcheck.reading import Reading

app = typer.Typer(add_completion=False)

# How findings are counted, by the format that they are to be in.
_COUNTED: dict[str, Callable[[Report, str], str]] = {
    "full": counted.as_text,
    "concise": counted.as_text,
    "json": lambda report, _: counted.as_json(report),
}


@app.command()
def check(  # noqa: PLR0913, PLR0917 - a command has as many options as it has
    paths: settings.Paths = None,
    report: settings.Reports = None,
    form: settings.Format = "full",
    fail_on: settings.FailOn = None,
    since: Annotated[
        str | None, typer.Option(metavar="REV", help="Only files that changed since this revision of git.")
    ] = None,
    max_findings: settings.MaxFindings = None,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Count findings by code in place of showing them.")
    ] = False,
    select: settings.Select = None,
    ignore: settings.Ignore = None,
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
    jobs: Annotated[
        int | None,
        typer.Option("-j", "--jobs", metavar="N", min=0, help="Read files in at most N processes; 0: one a processor."),
    ] = None,
    no_progress: settings.NoProgress = False,
    quiet: settings.Quiet = False,
    verbose: settings.Verbose = False,
) -> None:
    """Check the references of documents.

    Exit status: 0 nothing at or above --fail-on; 1 such a finding; 2 a usage error, an unreadable input or an internal
    error; 3 no such finding, but a source could not be reached.
    """
    configuration = settings.configuration(
        fail_on=fail_on,
        select=select,
        ignore=ignore,
        allow_incomplete=allow_incomplete,
        offline=offline,
        records=records,
        no_cache=no_cache,
        cache_dir=cache_dir,
        max_cache_age=max_cache_age,
        mailto=mailto,
        lang=lang,
        jobs=jobs,
    )
    options = configuration.options
    if since is not None and (prune_baseline or write_baseline):
        raise UsageError("--since leaves files out, and a baseline is of all of them: write or prune it without.")
    known = _baseline(baseline, prune=prune_baseline)
    wanted = paths or _default_paths(configuration)
    files = [Path(path) for path in wanted if path != "-"]
    if since is not None:
        files = only_changed(files, since)
    targets = outputs.targets(report or [])
    shown = outputs.named_format(form)
    if is_binary(shown) and sys.stdout.isatty():
        raise UsageError(f"--format {form} is for a file; use --report {form}:PATH, or redirect the output.")
    if statistics and form not in _COUNTED:
        raise UsageError(f"--statistics goes with the formats {', '.join(_COUNTED)}; {form} shows every finding.")
    with progress.shown(wanted=not no_progress, quiet=quiet, verbose=verbose) as bar:
        reading = Reading(files, Path.cwd(), bar, given=_standard_input() if "-" in wanted else ())
        reading.files = outputs.without_earlier(reading.files, files, targets)
        outputs.protect([*targets, *([write_baseline] if write_baseline else [])], reading.files)
        result = asyncio.run(check_files(reading, options, bar, root=configuration.root))
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
        most=max_findings,
    )
    failed = [problem for target in targets for problem in outputs.write(target, result, view, reading.files)]
    if form == "github":
        outputs.step_summary(result, view, os.environ)
    if write_baseline:
        count = baselines.write(write_baseline, result)
        typer.echo(f"refcheck: {write_baseline} holds {count} findings.", err=True)
    if statistics:
        outputs.show(_COUNTED[form](result, options.lang))
        _say_what_was_not_read(result)
    else:
        for part in pieces(shown, result, view):
            outputs.show(part)
        _say_what_was_left_out(files, since, result, max_findings if form in ("full", "concise") else None)
    _say_what_was_written(targets, quiet=quiet)
    if stale and baseline and since is None:
        _stale(baseline, stale, result, known, prune=prune_baseline)
    if failed:
        raise UsageError("\n".join(failed))
    if sys.stderr.isatty() and not quiet:
        plain = form == "full" and not statistics and sys.stdout.isatty()
        _hint(result, wanted, options, plain=plain)
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


def _default_paths(configuration: Configuration) -> list[str]:
    paths = [configuration.root / path for path in configuration.options.paths]
    if configuration.origins["paths"] == "default" and not any(path.exists() for path in paths):
        raise UsageError("there is nothing to check: name files or folders, or set paths in refcheck.toml.")
    return [str(path) for path in paths]


def _standard_input() -> list[Document | Unreadable]:
    try:
        return [read_bytes(sys.stdin.buffer.read(), "-")]
    except UnreadableInputError as error:
        return [Unreadable(error.path, error.explanation)]


def _say_what_was_left_out(files: list[Path], since: str | None, report: Report, most: int | None) -> None:
    if since is not None and not files:
        typer.echo(f"refcheck: no file changed since {since}; nothing to check.", err=True)
    if most is not None and len(report.findings) > most:
        left = len(report.findings) - most
        typer.echo(f"refcheck: {left} more findings are not shown (--max-findings {most}).", err=True)


def _say_what_was_not_read(report: Report) -> None:
    for entry in report.unreadable:
        typer.echo(f"refcheck: {entry.path}: {entry.reason}", err=True)


def _hint(report: Report, paths: Sequence[str], options: Options, *, plain: bool) -> None:
    from refcheck.cli.hints import hints  # noqa: PLC0415 - loads what writes fixes, and is for a terminal alone

    for line in hints(report, paths, options, plain=plain):
        typer.echo(line, err=True)


def _say_what_was_written(targets: list[outputs.Target], *, quiet: bool) -> None:
    for target in targets if not quiet else []:
        typer.echo(f"refcheck: wrote {target.path}", err=True)


def _width() -> int:
    return shutil.get_terminal_size((100, 24)).columns
