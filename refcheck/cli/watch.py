"""``refcheck watch``: check, and check again what changes."""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
import os
import shutil
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from refcheck.cli import progress, settings
from refcheck.cli.exit_status import ExitStatus
from refcheck.cli.outputs import named_format, show
from refcheck.cli.watched import Watched
from refcheck.config.loading import Configuration
from refcheck.engine import check_documents
from refcheck.errors import ConfigError, UsageError
from refcheck.findings.comparison import Change, compare
from refcheck.findings.stored import StoredDocument, StoredReport
from refcheck.formats import View
from refcheck.formats.json import as_json
from refcheck.formats.places import one_line
from refcheck.formats.translation import Translator
from refcheck.readers import find, relative_path

_FORMATS = ("full", "concise")
_QUIET = 200  # milliseconds without a change, after which a save is taken to be complete
_AGAIN = 1000  # milliseconds after which files that were missing are looked for again

app = typer.Typer(add_completion=False)


@app.command()
def watch(  # noqa: PLR0913, PLR0917 - a command has as many options as it has
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Files and folders.")],
    form: Annotated[str, typer.Option("--format", metavar="full|concise", help="How findings are shown.")] = "full",
    max_findings: Annotated[
        int | None, typer.Option(metavar="N", min=0, help="Show at most N findings at a time.")
    ] = None,
    select: settings.Select = None,
    ignore: settings.Ignore = None,
    offline: settings.Offline = None,
    records: settings.Records = None,
    no_cache: settings.NoCache = False,
    cache_dir: settings.CacheDir = None,
    max_cache_age: settings.MaxCacheAge = None,
    mailto: settings.Mailto = None,
    lang: settings.Lang = None,
    no_progress: settings.NoProgress = False,
    quiet: settings.Quiet = False,
    verbose: settings.Verbose = False,
) -> None:
    """Check documents, and again those that change when they, or the files that they draw on, are saved.

    After each save it says what is new and what is fixed. Ctrl-C ends it, with exit status 0.
    """
    if form not in _FORMATS:
        raise UsageError(f"refcheck watch shows the formats {' and '.join(_FORMATS)}; {form} is for refcheck check.")
    events = _events()

    def configured() -> Configuration:
        return settings.configuration(
            select=select,
            ignore=ignore,
            offline=offline,
            records=records,
            no_cache=no_cache,
            cache_dir=cache_dir,
            max_cache_age=max_cache_age,
            mailto=mailto,
            lang=lang,
        )

    find(paths)  # what is not there now is a mistake of the command line
    session = _Session(
        paths, configured, form, wanted=not no_progress, quiet=quiet, verbose=verbose, max_findings=max_findings
    )
    try:
        for changed, gone in session.changes(events):
            session.check(changed, gone)
    except KeyboardInterrupt:
        typer.echo(err=True)
        raise typer.Exit(ExitStatus.OK) from None


class _Session:
    """What was found in each document, and how it is shown."""

    def __init__(
        self,
        paths: list[Path],
        configured: Callable[[], Configuration],
        form: str,
        *,
        wanted: bool,
        quiet: bool,
        verbose: bool,
        max_findings: int | None,
    ) -> None:
        self._configured = configured
        self._configuration = configured()
        self._form = named_format(form)
        self._wanted = wanted
        self._view = View(
            lang=self._configuration.options.lang,
            colour=sys.stdout.isatty() and not os.environ.get("NO_COLOR"),
            verbose=verbose,
            quiet=quiet,
            most=max_findings,
        )
        self._say = Translator(self._view.lang)
        root = self._configuration.root
        shared = ("refcheck.toml", "pyproject.toml", *self._configuration.options.records)
        self._watched = Watched(paths, Path.cwd(), [root / name for name in shared])
        self._known: dict[str, StoredDocument] | None = None
        self._printed = ""

    def changes(self, events: Events) -> Iterator[tuple[list[Path], list[Path]]]:
        """The documents that changed and those that are gone, each time that there are any; at first, all."""
        yield self._watched.changes()
        while True:
            folders = self._watched.folders()
            look = True  # what changed before the watching began
            for event in events(folders):
                if event or look or self._watched.unsettled:
                    look = False
                    changed, gone = self._watched.changes()
                    if changed or gone:
                        yield changed, gone
                if self._watched.folders() != folders:
                    break

    def check(self, changed: Sequence[Path], gone: Sequence[Path]) -> None:
        """Check documents and show what was found, and what is new or fixed."""
        try:
            self._configuration = self._configured()
        except ConfigError as error:  # perhaps half written; the settings from before serve until it is put right
            typer.echo(f"refcheck: {error}", err=True)
        with progress.shown(wanted=self._wanted, quiet=self._view.quiet, verbose=False) as bar:
            documents, unreadable = self._watched.read(changed, self._printed)
            report = asyncio.run(
                check_documents(
                    documents, self._configuration.options, bar, root=self._configuration.root, unreadable=unreadable
                )
            )
        if self._known is not None and not (documents or unreadable or gone):
            return
        width = shutil.get_terminal_size((100, 24)).columns
        text = str(self._form.render(report, dataclasses.replace(self._view, width=width)))
        now = StoredReport.model_validate(as_json(report))
        if self._known is None:
            self._known = dict(now.by_path)
            show(text)
            count = self._say("Documents watched: {count}. Ctrl-C ends it.", count=len(self._watched))
            typer.echo(f"refcheck: {count}", err=True)
        else:
            Console(file=sys.stdout).clear()  # of a terminal alone
            names = ", ".join(one_line(path) for path in (*now.by_path, *map(_shown, gone)))
            text = f"{dt.datetime.now().astimezone():%H:%M:%S}  {names}\n{text}{self._compared(now, gone)}"
            show(text)
        self._printed = text

    def _compared(self, now: StoredReport, gone: Sequence[Path]) -> str:
        """What is new and what is fixed since these documents were last checked."""
        known = self._known or {}
        before = tuple(known[path] for path in now.by_path if path in known)
        found = compare(now.model_copy(update={"documents": before}), now)
        lines = [f"{one_line(_shown(file))}: {self._say('no longer there')}" for file in gone]
        if found.unchanged:  # else, everything that is shown is new
            lines += [self._line("New", change) for change in found.new]
        lines += [self._line("Fixed", change) for change in found.fixed]
        counts = {
            "{count} new": found.new,
            "{count} changed": found.changed,
            "{count} fixed": found.fixed,
            "{count} as before": found.unchanged,
            "{count} not checked again": found.not_checked,
        }
        told = [self._say(text, count=len(changes)) for text, changes in counts.items() if changes]
        lines.append(", ".join(told) or self._say("nothing to report"))
        left = {path: document for path, document in known.items() if path not in map(_shown, gone)}
        self._known = left | now.by_path
        return "".join(f"{line}\n" for line in lines)

    def _line(self, what: str, change: Change) -> str:
        finding = change.finding
        label = f" [{finding.reference}]" if finding.reference else ""
        return one_line(f"{change.path}: {self._say(what)}: {finding.code}{label} {finding.message}")


def _shown(file: Path) -> str:
    return relative_path(file, None)


Events = Callable[[Iterable[Path]], Iterator[Collection[object]]]
"""Tells, folder by folder, that something happened there; an empty set now and then where nothing did."""


def _events() -> Events:
    try:
        import watchfiles  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        if error.name != "watchfiles":
            raise
        raise UsageError("watching needs an extra: pip install 'refcheck-citations[watch]'.") from None

    def events(folders: Iterable[Path]) -> Iterator[Collection[object]]:
        """Each time that files have come to rest."""
        try:
            yield from watchfiles.watch(
                *folders,
                watch_filter=None,
                recursive=False,
                step=_QUIET,
                rust_timeout=_AGAIN,
                yield_on_timeout=True,
                ignore_permission_denied=True,
            )
        except (OSError, RuntimeError) as error:
            raise UsageError(f"the folders cannot be watched: {error}; name fewer or smaller ones.") from None

    return events
