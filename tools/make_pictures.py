"""The pictures of docs/images: reports of references/ as a browser and a PDF reader show them. Run by ``make samples``.

Needs Chromium and poppler; without them nothing is made. Look at the pictures before they are committed: what they show
is checked by nothing but eyes.
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
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-pdf-header-footer")
# Picture, document, further arguments, width and height in pixels.
PAGES = (
    ("mismatch.png", "references/sequencing.bib", ("--select", "MD"), 960, 1118),
    ("report.png", "references/genome-editing.md", (), 960, 1436),
    ("report.zh.png", "references/neuropathic-pain.zh-Hans.txt", ("--lang", "zh"), 960, 1040),
)
# Picture, document that is printed as PDF and checked, width and height of what is cut out of its first page.
NOTED = ("checked-pdf.png", ROOT / "references" / "reprogramming.html", 860, 545)


def main() -> int:
    """Make every picture."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None or shutil.which("pdftoppm") is None:
        print(f"no pictures: they need pdftoppm and one of {', '.join(BROWSERS)}")
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        flags = [browser, *FLAGS, f"--user-data-dir={folder / 'user'}"]
        for picture, document, arguments, width, height in PAGES:
            page = folder / "report.html"
            check(document, f"html:{page}", *arguments)
            run(*flags, f"--window-size={width},{height}", f"--screenshot={IMAGES / picture}", page.as_uri())
        picture, source, width, height = NOTED
        article, noted = folder / "article.pdf", folder / "noted.pdf"
        run(*flags, f"--print-to-pdf={article}", source.as_uri())
        check(str(article), f"pdf:{noted}", "--records", str(ROOT / "references" / "records.jsonl"))
        cut = ("-x", "10", "-y", "10", "-W", str(width), "-H", str(height))
        run("pdftoppm", "-png", "-r", "104", "-f", "1", "-singlefile", *cut, noted, (IMAGES / picture).with_suffix(""))
    return 0


def check(document: str, report: str, *arguments: str) -> None:
    """Check a document offline and write a report."""
    CliRunner().invoke(
        app, ["check", document, "--offline", "--quiet", "--report", report, *arguments], catch_exceptions=False
    )


def run(*command: str | Path) -> None:
    """Run a program."""
    subprocess.run([*map(str, command)], check=True, capture_output=True, timeout=60)  # noqa: S603 - as found


if __name__ == "__main__":
    sys.exit(main())
