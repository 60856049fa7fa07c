"""The Python interface: ``refcheck.check(paths) -> Report``.

>>> import refcheck
>>> report = refcheck.check("references/neuropathic-pain.zh-Hans.txt", offline=True)
>>> [finding.code for finding in report.findings]
['CL501', 'CL501']
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from refcheck.config.loading import load
from refcheck.engine import check_files
from refcheck.model import Report
from refcheck.progress import Progress, Silent
from refcheck.reading import Reading

Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]


def check(paths: Paths = (), *, progress: Progress | None = None, **settings: Any) -> Report:
    """Check documents and return the report.

    Args:
        paths: files and folders; none means the ``paths`` setting, by default ``references/``.
        progress: is told how the run goes; silent if left out.
        settings: any setting of the configuration by its name, such as ``offline=True`` or ``mailto="me@example.org"``;
            they beat the environment and the configuration file. Files are read in this process; ``jobs=4`` lets up
            to four others do it, each of which runs a main program that does not guard itself by ``__name__``.

    Raises:
        ConfigError: a setting is unknown or cannot be used.

    What cannot be read is in the report's `unreadable`; sources that do not answer are in `run.sources`.
    """
    return asyncio.run(acheck(paths, progress=progress, **settings))


async def acheck(paths: Paths = (), *, progress: Progress | None = None, **settings: Any) -> Report:
    """Like `check`, within a running event loop."""
    # A process of a script that does not guard its main program would run all of it again: only where it is wanted.
    configuration = load({"jobs": 1, **settings}, os.environ, Path.cwd())
    given = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    wanted = [Path(path) for path in given] or [configuration.root / path for path in configuration.options.paths]
    shown = progress or Silent()
    reading = Reading(wanted, Path.cwd(), shown)
    return await check_files(reading, configuration.options, shown, root=configuration.root)
