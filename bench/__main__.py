"""Runs every benchmark of this folder, or those named: `python -m bench pdf`."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from pathlib import Path


def main(names: list[str]) -> None:
    known = sorted(info.name for info in pkgutil.iter_modules([str(Path(__file__).parent)]))
    for name in names or [name for name in known if not name.startswith("_")]:
        print(importlib.import_module(f"bench.{name}").run(), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
