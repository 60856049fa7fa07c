"""Where reports go: ``--report FORMAT:PATH``, standard output and the step summary of a GitHub workflow."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from refcheck.cli import report_folders
from refcheck.errors import UnreadableInputError, UsageError
from refcheck.formats import Format, View, format_named, formats, pieces
from refcheck.formats.base import FolderFormat, IndexedFormat, is_own_page
from refcheck.model import Document, Report
from refcheck.readers import relative_path

# GitHub takes 1 MiB of summary from a step, and nothing of a larger one.
_MOST_SUMMARY = 1_000_000
_HEAD = 8_000  # bytes of a file in which a report says that it is one


@dataclass(frozen=True, slots=True)
class Target:
    """A report to be written; in a `folder` one a document."""

    format: Format
    path: Path
    folder: bool = False

    def files(self, documents: Iterable[Document]) -> dict[str, Path]:
        """Where the report of each document goes, by the document's path; all in one file are under ""."""
        if isinstance(self.format, FolderFormat) and self.folder:
            return report_folders.places(self.path, self.format, documents)
        return {"": self.path}


def named_format(name: str) -> Format:
    """The format of that name."""
    form = format_named(name)
    if form is None:
        raise UsageError(f"there is no format {name!r}; formats are: {', '.join(formats())}.")
    see_to_library = getattr(form, "ready", None)
    if see_to_library:
        see_to_library()
    return form


def targets(texts: Iterable[str]) -> list[Target]:
    """The reports to write. What cannot be written is said now, and not after a long run."""
    found: dict[Path, Target] = {}
    for text in texts:
        name, colon, path = text.partition(":")
        if not colon or not path:
            raise UsageError(f"--report {text}: give a format and a path, such as html:reports/report.html.")
        form = named_format(name)
        folder = isinstance(form, FolderFormat) and (path.endswith(("/", os.sep)) or Path(path).is_dir())
        target = Target(form, Path(path), folder)
        if target.path.resolve() in found:
            raise UsageError(f"--report {text}: {path} is already the path of another report.")
        try:
            (target.path if folder else target.path.parent).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unwritable(target.path, error) from None
        if target.path.is_dir() and not folder:
            raise UsageError(f"--report {text}: {path} is a folder; name a file in it.")
        if not os.access(target.path if target.path.exists() else target.path.parent, os.W_OK):
            raise UsageError(f"--report {text}: {path} cannot be written; name another path.")
        found[target.path.resolve()] = target
    return list(found.values())


def without_earlier(files: Sequence[Path], named: Iterable[Path], targets: Iterable[Target]) -> tuple[Path, ...]:
    """The files to be checked without the reports of an earlier run that a folder of reports holds.

    Args:
        files: those that were found.
        named: those that the user named, which are checked whatever they are.
        targets: where this run writes.
    """
    kept = {path.resolve() for path in named if path.is_file()}
    for target in targets:
        if target.folder and isinstance(target.format, FolderFormat):
            earlier = report_folders.earlier(target.format, target.path, files)
            files = [file for file in files if file not in earlier or file.resolve() in kept]
    return tuple(files)


def protect(outputs: Iterable[Target | Path], inputs: Sequence[Path]) -> None:
    """Refuse to write over a file that is being checked; said before a long run as far as file names tell."""
    checked = {path.resolve() for path in inputs}
    for output in outputs:
        for path in _expected(output, inputs) if isinstance(output, Target) else (output,):
            if path.resolve() in checked and not _is_own_report(path):
                raise UsageError(f"--report would overwrite {path}, which is being checked; name another file.")


def _expected(target: Target, inputs: Sequence[Path]) -> list[Path]:
    """The files that a report is expected to be written to, by the names of the inputs."""
    form = target.format
    if not target.folder:
        if getattr(form, "only", "") and len(inputs) > 1:
            raise UsageError(
                f"--report {form.name}:{target.path} is for one document, and {len(inputs)} are checked; "
                f"name a folder: --report {form.name}:FOLDER/"
            )
        return [target.path]
    if isinstance(form, IndexedFormat):
        report_folders.refuse_to_replace(form, [target.path / form.index_name])
    named = [path for path in inputs if path.suffix.lower() == f".{form.name}"]
    return [target.path / report_folders.below(relative_path(path, Path.cwd())) for path in named]


def _is_own_report(path: Path) -> bool:
    """Whether a file is a report of an earlier run, which is passed over when its folder is checked."""
    try:
        with path.open("rb") as file:
            return is_own_page(file.read(_HEAD).decode("utf-8", "replace"))
    except OSError:
        return False


def write(target: Target, report: Report, view: View, inputs: Sequence[Path]) -> list[str]:
    """Write a report: one file, or one a document; never over one of the `inputs`.

    Returns:
        What of a folder could not be written, a sentence each.
    """
    form = target.format
    if not target.folder or not isinstance(form, FolderFormat):
        _write(target.path, pieces(form, report, view))
        return []
    files = target.files(checked.article.document for checked in report.documents)
    protect(files.values(), inputs)
    report_folders.refuse_to_replace(form, files.values())
    failed = []
    for file, content in report_folders.contents(form, report, view, files, target.path):
        if isinstance(content, UnreadableInputError):
            failed.append(f"{file} was not written: {content}")
        else:
            _write(file, [content])
    if not files and report.documents and not isinstance(form, IndexedFormat):
        failed.append(f"--report {form.name}:{target.path}/ holds nothing: no document that was checked is one.")
    return failed


def show(content: str | bytes) -> None:
    """Print a report on standard output."""
    if isinstance(content, bytes):
        sys.stdout.buffer.write(content)
    else:
        sys.stdout.write(content)
    sys.stdout.flush()


def step_summary(report: Report, view: View, environment: Mapping[str, str]) -> None:
    """Add the Markdown report to the summary of a GitHub workflow's step, where the workflow names a file for it."""
    path = environment.get("GITHUB_STEP_SUMMARY")
    if not path:
        return
    content = str(named_format("markdown").render(report, view)).encode(errors="replace")
    if len(content) > _MOST_SUMMARY:
        content = content[: content.rfind(b"\n", 0, _MOST_SUMMARY) + 1] + b"\n(The rest is in the reports.)\n"
    try:
        with Path(path).open("ab") as file:
            file.write(content)
    except OSError as error:
        typer.echo(f"refcheck: the step summary cannot be written: {error.strerror or error}.", err=True)


def _write(path: Path, content: Iterable[str | bytes]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.writelines(part.encode(errors="replace") if isinstance(part, str) else part for part in content)
    except OSError as error:
        raise _unwritable(path, error) from None


def _unwritable(path: Path, error: OSError) -> UsageError:
    return UsageError(f"the report {path} cannot be written: {error.strerror or error}.")
