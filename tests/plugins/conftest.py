"""A distribution that lies in a folder, as pip would have installed it, and refcheck run beside it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


class Installation:
    """A folder on the import path with distributions in it."""

    def __init__(self, folder):
        self.site = folder / "site"
        self.folder = folder / "work"
        self.folder.mkdir()

    def install(self, name, entry_points, files, version="1.0"):
        """Install a distribution: `entry_points` is group to name to module, `files` is path to content."""
        info = self.site / f"{name.replace('-', '_')}-{version}.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n", "utf-8")
        lines = []
        for group, names in entry_points.items():
            lines += [f"[{group}]", *(f"{one} = {module}" for one, module in names.items())]
        (info / "entry_points.txt").write_text("\n".join(lines), "utf-8")
        for path, content in files.items():
            file = self.site / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, "utf-8")

    def refcheck(self, *arguments, **environment):
        """Run the command in a process of its own."""
        clean = {name: value for name, value in os.environ.items() if not name.upper().startswith(("REFCHECK", "COV"))}
        return subprocess.run(
            [sys.executable, "-c", "from refcheck.cli import main; main()", *map(str, arguments)],
            cwd=self.folder, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
            env={**clean, "PYTHONPATH": f"{self.site}{os.pathsep}{ROOT}", "PYTHONDONTWRITEBYTECODE": "1",
                 "REFCHECK_CACHE_DIR": str(self.folder / "cache"), **environment},
        )  # fmt: skip


@pytest.fixture
def installation(tmp_path):
    return Installation(tmp_path)
