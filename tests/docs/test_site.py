"""The site builds strictly: every page is in the navigation, no link is dead, and nothing is fetched from elsewhere."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("material", reason="mkdocs-material is in the group dev")
ROOT = Path(__file__).parents[2]
# Addresses that a browser fetches by itself: unlike those of <a>, which a reader follows, and of rel=canonical.
FETCHED = re.compile(
    r"<(?:script|img|iframe|source|video|audio)\b[^>]*\bsrc=[\"']?(https?:)?//|@import|url\((?:[\"']?)https?:"
)
LINK = re.compile(r"<link\b[^>]*>")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)],
        cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder


def test_every_page_is_there(site):
    for page in (ROOT / "docs").rglob("*.md"):
        assert (site / page.relative_to(ROOT / "docs").with_suffix(".html")).exists(), page


def test_nothing_is_fetched_from_elsewhere(site):
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        assert not FETCHED.search(text), page
        for link in LINK.findall(text):
            assert 'rel="canonical"' in link or not re.search(r"href=[\"']?(https?:)?//", link), link
    for sheet in site.rglob("*.css"):
        assert not FETCHED.search(sheet.read_text("utf-8")), sheet


def test_searching_works_from_a_folder(site):
    assert (site / "search" / "search_index.js").exists()
    assert "assets/iframe-worker.js" in (site / "index.html").read_text("utf-8")
    assert (site / "assets" / "iframe-worker.js").exists()


def test_chinese_headings_can_be_linked_to(site):
    assert 'id="未能核实不等于造假"' in (site / "zh" / "quickstart.html").read_text("utf-8")


def test_each_page_has_one_place_in_the_navigation():
    pages = re.findall(r"(\S+\.md)$", (ROOT / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)
    assert sorted(pages) == sorted(set(pages))
