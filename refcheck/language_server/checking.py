"""One check of a document that is open in an editor."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lsprotocol.types import PositionEncodingKind

from refcheck.config.loading import Configuration
from refcheck.engine import check_documents
from refcheck.errors import UnreadableInputError
from refcheck.findings.selection import select
from refcheck.formats.base import is_own_report
from refcheck.formats.views import unasked
from refcheck.language_server.buffers import Buffer
from refcheck.language_server.checked import Checked
from refcheck.model import Finding, Severity, SourceStatus, Span
from refcheck.progress import Progress
from refcheck.rules.base import named


async def check(
    buffer: Buffer,
    others: Sequence[Buffer],
    folder: Path,
    configuration: Configuration,
    encoding: PositionEncodingKind | str,
    progress: Progress,
) -> Checked:
    """Check a document as it stands in the editor.

    Args:
        buffer: the document.
        others: what else is open.
        folder: the project's folder, outside of which no file is followed.
        configuration: the settings.
        encoding: how the client counts characters.
        progress: is told how it goes.
    """
    options = configuration.options
    about: dict[str, Any] = {"lang": options.lang, "encoding": encoding, "others": tuple(others)}
    try:
        document, files = await asyncio.to_thread(buffer.read, folder, others)
    except UnreadableInputError as error:
        return Checked(buffer, folder, problem=error.explanation, **about)
    if is_own_report(document):
        return Checked(buffer, folder, named=files, **about)
    report = await check_documents([document], options, progress, root=configuration.root)
    journal = Finding("MD201", Severity.NOTE, "", Span(0, 0))
    return Checked(
        buffer,
        folder,
        document=next(iter(report.documents), None),
        named=files,
        answered=tuple(named(name) for name, use in report.run.sources.items() if use.status is SourceStatus.OK),
        unanswered=tuple(unasked(report)),
        uniform=bool(select([journal], only=options.select, ignored=options.ignore_codes)),
        **about,
    )
