"""Where reports go: ``--report FORMAT:PATH``, standard output and the step summary of a GitHub workflow."""

from __future__ import annotations

import dataclasses
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import typer

from refcheck.errors import UsageError
from refcheck.formats import Format, View, format_named, formats
from refcheck.model import Document, Report
from refcheck.readers import relative_path

# GitHub takes 1 MiB of summary from a step, and nothing of a larger one.
_MOST_SUMMARY = 1_000_000


@dataclass(frozen=True, slots=True)
class Target:
    """A report to be written; in a `folder` one a document."""

    format: Format
    path: Path
    folder: bool = False

    def files(self, documents: Iterable[Document]) -> dict[str, Path]:
        """Where the report of each document goes, by the document's path; all in one file are under ""."""
        if not self.folder:
            return {"": self.path}
        taken: set[Path] = set()
        places = {}
        for document in documents:
            file = self.path / _name(document, self.format.name)
            plain, number = file, 2
            while file in taken:
                file, number = plain.with_stem(f"{plain.stem}-{number}"), number + 1
            taken.add(file)
            places[document.path] = file
        return places


def named_format(name: str) -> Format:
    """The format of that name."""
    form = format_named(name)
    if form is None:
        raise UsageError(f"there is no format {name!r}; formats are: {', '.join(formats())}.")
    return form


def targets(texts: Iterable[str]) -> list[Target]:
    """The reports to write. What cannot be written is said now, and not after a long run."""
    found: dict[Path, Target] = {}
    for text in texts:
        name, colon, path = text.partition(":")
        if not colon or not path:
            raise UsageError(f"--report {text}: give a format and a path, such as html:reports/report.html.")
        form = named_format(name)
        folder = form.name == "docx" and (path.endswith(("/", os.sep)) or Path(path).is_dir())
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


def protect(outputs: Iterable[Target | Path], inputs: Sequence[Path]) -> None:
    """Refuse to write over a file that is being checked; said before a long run as far as file names tell."""
    checked = {path.resolve() for path in inputs}
    for output in outputs:
        if isinstance(output, Path):
            written = [output]
        elif output.folder:
            written = [path for path in inputs if path.suffix.lower() == f".{output.format.name}"]
            written = [output.path / _below(relative_path(path, Path.cwd())) for path in written]
        else:
            written = [output.path]
        for path in written:
            if path.resolve() in checked:
                raise UsageError(f"--report would overwrite {path}, which is being checked; name another file.")


def write(target: Target, report: Report, view: View, inputs: Sequence[Path]) -> None:
    """Write a report: one file, or one a document; never over one of the `inputs`."""
    if not target.folder:
        _write(target.path, target.format.render(report, view))
        return
    files = target.files(checked.article.document for checked in report.documents)
    protect(files.values(), inputs)
    for checked in report.documents:
        alone = dataclasses.replace(report, documents=(checked,), unreadable=())
        _write(files[checked.article.document.path], target.format.render(alone, view))


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


def _write(path: Path, content: str | bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode(errors="replace") if isinstance(content, str) else content)
    except OSError as error:
        raise _unwritable(path, error) from None


def _unwritable(path: Path, error: OSError) -> UsageError:
    return UsageError(f"the report {path} cannot be written: {error.strerror or error}.")


def _name(document: Document, form: str) -> Path:
    """The name of a document's own report: its path, always below the folder; the format's ending is added."""
    name = _below(document.path)
    return name if document.format == form else name.with_name(f"{name.name}.{form}")


def _below(path: str) -> Path:
    parts = [part for part in PurePosixPath(path).parts if part not in ("/", "..", ".")]
    return Path(*parts) if parts and path != "-" else Path("standard-input")
