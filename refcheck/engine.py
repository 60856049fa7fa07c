"""The pipeline: documents are read, references and claims extracted, works resolved, fields compared, rules applied."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from pathlib import Path

from refcheck.config.options import Options
from refcheck.errors import ConfigError
from refcheck.findings.selection import unknown_codes
from refcheck.findings.suppression import Suppression
from refcheck.judging import judge
from refcheck.memo import Memo
from refcheck.model import Article, CheckedDocument, Document, Report, Run, Unreadable
from refcheck.progress import Progress
from refcheck.reading import Reading, extracted
from refcheck.resolve import Planner, identifiers_of, resolve
from refcheck.sources import open_sources
from refcheck.spill import Row, Spill, row
from refcheck.text.identifiers import normalise_doi


def read_documents(paths: Sequence[Path], root: Path, progress: Progress) -> tuple[list[Document], list[Unreadable]]:
    """Read every document that the paths name, each once; what cannot be read costs only itself."""
    reading = Reading(paths, root, progress)
    return list(reading.documents()), reading.unreadable


async def check_documents(
    documents: Iterable[Document],
    options: Options,
    progress: Progress,
    *,
    root: Path,
    unreadable: Iterable[Unreadable] = (),
    today: dt.date | None = None,
) -> Report:
    """Check documents that were read; see the module's first line.

    Args:
        documents: read one after another as they are needed.
        options: the settings of the run.
        progress: is told how it goes.
        root: the folder that paths of the configuration are relative to.
        unreadable: inputs that could not be read, carried into the report.
        today: the date by which suppressions expire; the current one if left out.

    Raises:
        ConfigError: the options name a code that does not exist.
    """
    return await _check(lambda memo: extracted(documents, memo), unreadable, options, progress, root=root, today=today)


async def check_files(
    reading: Reading, options: Options, progress: Progress, *, root: Path, today: dt.date | None = None
) -> Report:
    """Read files and check what is in them, like `check_documents`; meanwhile the indexes answer for those before."""
    return await _check(
        lambda memo: reading.articles(memo, options.jobs or os.cpu_count() or 1),
        reading.unreadable, options, progress, root=root, today=today,
    )  # fmt: skip


async def _check(
    found_in: Callable[[Memo], AsyncIterator[Article]],
    unreadable: Iterable[Unreadable],
    options: Options,
    progress: Progress,
    *,
    root: Path,
    today: dt.date | None,
) -> Report:
    _require_known_codes(options)
    started = dt.datetime.now(dt.UTC)
    articles: Spill[int, Article] = Spill(Article)
    paths: list[tuple[str, int]] = []
    async with open_sources(options.settings(root), progress) as sources:
        with Memo(sources.cache) as memo:
            planner = Planner(sources)
            async for article in found_in(memo):
                number = len(articles)
                paths.append((article.document.path, number))
                articles.put(number, article, weight=len(article.references))
                planner.look_ahead(identifiers_of(article))
                if not (article.references or article.identifiers or article.claims):
                    progress.note(
                        f"{article.document.path}: nothing to check, no reference or identifier was found in it."
                    )
            ordered = Row(articles, [number for _, number in sorted(paths)])
            resolved = await resolve(ordered, sources, progress, planner, memo)
            use = sources.use()
            progress.stage("comparing", len(paths))
            suppressions = _from_options(options, root)

            def judged() -> Iterator[CheckedDocument]:
                for article in ordered:
                    yield judge(article, resolved, memo, options, suppressions, today or started.date())
                    progress.advance()

            documents = row(CheckedDocument, judged(), lambda document: len(document.references))
    run = Run(
        started=started.isoformat(timespec="seconds").replace("+00:00", "Z"),
        seconds=round((dt.datetime.now(dt.UTC) - started).total_seconds(), 3),
        offline=options.offline,
        sources=use,
    )
    return Report(documents, tuple(sorted(unreadable, key=lambda entry: entry.path)), run)


def _require_known_codes(options: Options) -> None:
    given = (*options.select, *options.ignore_codes, *options.severity, *(entry.code for entry in options.ignore))
    if wrong := unknown_codes(given):
        raise ConfigError(f"there is no code {', '.join(wrong)}; refcheck rule --all lists every one.")


def _from_options(options: Options, root: Path) -> list[Suppression]:
    """The suppressions of the configuration; their paths are relative to `root`, those of documents to this folder."""
    return [
        Suppression(
            (entry.code,),
            "file",
            entry.reason,
            entry.until,
            doi=normalise_doi(entry.doi) or entry.doi,
            key=entry.key,
            path=Path(os.path.relpath(root / entry.path)).as_posix() if entry.path else "",
        )
        for entry in options.ignore
    ]
