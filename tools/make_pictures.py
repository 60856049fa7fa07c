"""The pictures of docs/images: reports of references/ as Chromium shows them. Run by ``make samples``.

Look at them before they are committed. What they show is checked by nothing but eyes.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from typer.testing import CliRunner

from refcheck.cli.app import app

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars")
# Picture, document, further arguments, width and height in pixels.
PICTURES = (
    ("report.png", "references/genome-editing.md", (), 960, 1436),
    ("report.zh.png", "references/neuropathic-pain.zh-Hans.txt", ("--lang", "zh"), 960, 1040),
)


def main() -> int:
    """Make every picture."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        print(f"no pictures: none of {', '.join(BROWSERS)} is installed")
        return 0
    for name, document, arguments, width, height in PICTURES:
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder, "report.html")
            command = ["check", document, "--offline", "--quiet", "--report", f"html:{page}", *arguments]
            CliRunner().invoke(app, command, catch_exceptions=False)
            flags = [*FLAGS, f"--user-data-dir={folder}/user"]
            shot = [f"--window-size={width},{height}", f"--screenshot={IMAGES / name}", page.as_uri()]
            subprocess.run([browser, *flags, *shot], check=True, capture_output=True, timeout=60)  # noqa: S603 - as found
    return 0


if __name__ == "__main__":
    sys.exit(main())
