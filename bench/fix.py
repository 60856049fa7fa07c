"""A .bib file of 1,000 entries, four in five with a slip, put right and checked again; lists in their styles."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

from typer.testing import CliRunner

from refcheck.cli.app import app

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from fix import library

COUNT = 1000
FIXED = {"ID106", "ID107", "MD205", "MD206", "MD207"}


STYLES = ("vancouver", "apa", "nature", "ieee", "gb-t-7714-2015-numeric")


def run() -> str:
    return f"{entries()}\n{lists()}"


def entries() -> str:
    with tempfile.TemporaryDirectory() as folder:
        file, records = Path(folder, "library.bib"), Path(folder, "records.jsonl")
        works = list(library.works(COUNT))
        records.write_text("".join(json.dumps(work) + "\n" for work in works), "utf-8")
        right = [library.entry(number, work) for number, work in enumerate(works)]
        file.write_text("".join(library.slipped(*one) for one in zip(range(COUNT), right, works, strict=True)), "utf-8")
        flags = [str(file), "--offline", "--no-cache", "--no-progress", "--records", str(records)]
        began = time.perf_counter()
        done = CliRunner().invoke(app, ["fix", *flags])
        seconds = time.perf_counter() - began
        assert done.exit_code == 0, done.output
        changed = sum(map(str.__ne__, file.read_text("utf-8").splitlines(), "".join(right).splitlines()))
        report = json.loads(CliRunner().invoke(app, ["check", *flags, "--format", "json"]).stdout)
    left = sum(finding["code"] in FIXED for finding in report["documents"][0]["findings"])
    slips = len(done.stdout.splitlines())
    return f"fix: {slips} slips in {COUNT} entries in {seconds:.1f} s; {left} left, {changed} lines wrong"


def lists() -> str:
    """Lists of 30 references, three with a wrong name, each in a style that has to be found."""
    right = seconds = 0.0
    for style in STYLES:
        with tempfile.TemporaryDirectory() as folder:
            file, records = Path(folder, "article.txt"), Path(folder, "records.jsonl")
            works = list(library.works(30))
            records.write_text("".join(json.dumps(work) + "\n" for work in works), "utf-8")
            text = wrong = library.printed(style, works)
            for work in works[5:8]:
                family = work["authors"][0]["family"]
                wrong = wrong.replace(family, "Zimmermann").replace(family.upper(), "ZIMMERMANN")
            file.write_text(wrong, "utf-8")
            flags = ["--unsafe", "--offline", "--no-cache", "--no-progress", "--records", str(records)]
            began = time.perf_counter()
            done = CliRunner().invoke(app, ["fix", str(file), *flags])
            seconds += time.perf_counter() - began
            assert done.exit_code == 0, done.output
            right += file.read_text("utf-8") == text
    return f"styles: {right:.0f} of {len(STYLES)} lists of 30 with 3 wrong names as they were before, {seconds:.1f} s"
