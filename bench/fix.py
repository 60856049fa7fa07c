"""A .bib file of 1,000 entries, four in five with a slip, put right and checked again offline."""

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


def run() -> str:
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
