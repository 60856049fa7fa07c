"""``refcheck fix``: the check, and then what it found put right in the files."""

from __future__ import annotations

import asyncio
import difflib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer

from refcheck.cli import completion, progress, settings
from refcheck.cli.exit_status import ExitStatus
from refcheck.config.loading import Configuration
from refcheck.engine import check_documents, read_documents
from refcheck.errors import UnreadableInputError, UsageError
from refcheck.findings.selection import select
from refcheck.fix import EXTRA, NAMES, WHOLE, Anew, Fix, Left, Want, can_print, load, replace_file, rewrite
from refcheck.model import CheckedDocument, Document, Finding, Severity, Span
from refcheck.progress import Progress
from refcheck.readers import read_bytes

app = typer.Typer(add_completion=False)

_PASSES = 4  # a DOI that was put right may lead to a record that says more


@dataclass
class _File:
    """What becomes of one file: its bytes, what was done line by line, and what was left in the last pass."""

    path: str
    old: bytes
    new: bytes
    done: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


@app.command()
def fix(  # noqa: PLR0913, PLR0917 - a command has as many options as it has
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="Files and folders.")],
    diff: Annotated[bool, typer.Option("--diff", help="Show what would change; write nothing.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit 1 when something would be changed.")
    ] = False,
    unsafe: Annotated[
        bool, typer.Option("--unsafe", help="Also change what needs an eye: journal, year, title, authors.")
    ] = False,
    style: Annotated[
        str | None,
        typer.Option(
            metavar="NAME|FILE.csl",
            help="Write a reference anew, in this style, where a field cannot be changed in its place: vancouver, apa, "
            "ama, nature, chicago, gb-t-7714-2015-numeric …; detect is the list's own.",
            autocompletion=completion.words("detect", *NAMES),
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--rewrite", help="Write every reference anew that is surely the work cited.")
    ] = False,
    only: Annotated[
        str | None, typer.Option("--select", metavar="CODES", help="Fix these codes or families only.")
    ] = None,
    ignore: Annotated[str | None, typer.Option(metavar="CODES", help="Do not fix these codes or families.")] = None,
    offline: settings.Offline = None,
    records: settings.Records = None,
    no_cache: settings.NoCache = False,
    cache_dir: settings.CacheDir = None,
    max_cache_age: settings.MaxCacheAge = None,
    mailto: settings.Mailto = None,
    no_progress: settings.NoProgress = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Do not say what was left.")] = False,
) -> None:
    """Put references right in .bib, RIS, text, Markdown and LaTeX files; all else in them stays byte for byte.

    Safe fixes: the spelling of an identifier, one that is missing, an imprecise abbreviation of the journal; volume,
    issue and pages of a work that is surely the one cited. With --unsafe also journal, year, title and authors; a
    printed reference that cannot be changed in its place is then written anew in the style of its list.

    Exit status: 0 done, or nothing to do, whatever findings remain (refcheck check tells of those); 1 with --check
    when something would be changed; 2 a usage error, or a file that cannot be read or written.
    """
    if "-" in paths:
        raise UsageError("refcheck fix changes files; standard input is none. Name a file.")
    configuration = settings.configuration(
        select=only,
        ignore=ignore,
        offline=offline,
        records=records,
        no_cache=no_cache,
        cache_dir=cache_dir,
        max_cache_age=max_cache_age,
        mailto=mailto,
    )
    plan = _plan(style, everything=everything, unsafe=unsafe)
    with progress.shown(wanted=not no_progress, quiet=quiet, verbose=False) as bar:
        documents, unreadable = read_documents([Path(path) for path in paths], Path.cwd(), bar)
        files = asyncio.run(_fixed(documents, configuration, bar, unsafe=unsafe, plan=plan))
    failed = [f"{entry.path}: {entry.reason}" for entry in unreadable]
    changed = [file for file in files if file.new != file.old]
    for file in changed:
        if diff:
            typer.echo(_difference(file), nl=False)
        if not (diff or check):
            try:
                replace_file(Path(file.path), file.old, file.new)
            except UnreadableInputError as error:
                failed.append(str(error))
                continue
        for line in file.done:
            typer.echo(line, err=diff)
    for line in [line for file in files for line in file.left] if not quiet else []:
        typer.echo(f"refcheck: {line}", err=True)
    for line in failed:
        typer.echo(f"refcheck: {line}", err=True)
    if failed:
        raise typer.Exit(ExitStatus.ERROR)
    if check and changed:
        raise typer.Exit(ExitStatus.FINDINGS)


def _plan(style: str | None, *, everything: bool, unsafe: bool) -> Anew | None:
    """What to write anew: nothing, unless a style is named or what needs an eye may be changed."""
    if style is None and not everything:
        return Anew() if unsafe and can_print() else None
    if not can_print():
        raise UsageError(EXTRA)
    return Anew(None if style in (None, "detect") else load(style), everything)


def _file(path: str) -> _File:
    data = Path(path).read_bytes()
    return _File(path, data, data)


async def _fixed(
    documents: list[Document], configuration: Configuration, shown: Progress, *, unsafe: bool, plan: Anew | None
) -> list[_File]:
    """The files as they are to be. What was changed is checked again, until nothing more changes."""
    options = configuration.options
    journal = Finding("MD201", Severity.NOTE, "", Span(0, 0))
    uniform = bool(select([journal], only=options.select, ignored=options.ignore_codes))
    files = {document.path: _file(document.path) for document in documents}
    for _ in range(_PASSES):
        report = await check_documents(documents, options, shown, root=configuration.root)
        documents = []
        for checked in report.documents:
            file = files[checked.article.document.path]
            result = rewrite(file.new, checked, unsafe=unsafe, uniform=uniform, plan=plan)
            file.done += [_line(checked, each) for each in result.fixes]
            file.left = [_line(checked, each) for each in result.left]
            if result.data != file.new:
                file.new = result.data
                documents.append(read_bytes(file.new, file.path))
        if not documents:
            break
    return list(files.values())


def _line(checked: CheckedDocument, one: Fix | Left) -> str:
    """One line that says what was done, or what was left and why."""
    document = checked.article.document
    place = document.place(one.want.span)
    where = f"{document.path}:{place.line}: {one.want.code}" + (f" [{one.want.label}]" if one.want.label else "")
    change = _change(one.want)
    return f"{where} {change}" if isinstance(one, Fix) else f"{where} left{change and ', '}{change}: {one.why}."


def _change(want: Want) -> str:
    if want.field == WHOLE:  # which is long enough once
        return want.value and f"{want.field}: → {want.value}"
    return f"{want.field}: {want.old} → {want.value}" if want.old else f"{want.field}: + {want.value}"


def _difference(file: _File) -> str:
    """A unified diff of the two texts, as the reader decodes them."""
    old, new = (read_bytes(data, file.path).source.splitlines(keepends=True) for data in (file.old, file.new))
    shown = file.path.lstrip("/")
    lines = difflib.unified_diff(old, new, f"a/{shown}", f"b/{shown}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
