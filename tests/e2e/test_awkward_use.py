"""The command among awkward files, folders, streams and settings."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RECORDS = ROOT / "references/records.jsonl"
SAMPLE = (ROOT / "references/alignment.txt").read_text("utf-8")
COMMAND = [sys.executable, "-c", "from refcheck.cli import main; main()"]


OFFLINE = ("--offline", "--records", RECORDS)


def test_the_same_file_by_many_names_is_checked_once(refcheck, tmp_path):
    (tmp_path / "a b").mkdir()
    file = tmp_path / "a b" / "réf 文.txt"
    file.write_text(SAMPLE, "utf-8")
    (tmp_path / "link.txt").symlink_to(file)
    names = (file, "a b/réf 文.txt", "./a b/../a b", "link.txt")
    done = refcheck("check", *names, *OFFLINE, "--format", "json", folder=tmp_path)
    assert [one["path"] for one in json.loads(done.stdout)["documents"]] == ["a b/réf 文.txt"]


def test_reports_beside_the_articles_are_not_checked(refcheck, tmp_path):
    (tmp_path / "a.txt").write_text(SAMPLE, "utf-8")
    reports = ["--report", "html:r.html", "--report", "markdown:r.md", "--report", "json:r.json"]
    first, second = (
        refcheck("check", ".", *OFFLINE, *reports, "--format", "concise", folder=tmp_path) for _ in range(2)
    )
    assert first.stdout == second.stdout
    assert "r.html: passed over, a report of refcheck" in second.stderr


@pytest.mark.parametrize(("name", "text"), [("folder", None), ("empty.txt", ""), ("prose.txt", "It rains.\n" * 9)])
def test_nothing_to_check_is_said(refcheck, tmp_path, name, text):
    (tmp_path / "folder").mkdir()
    if text is not None:
        (tmp_path / name).write_text(text, "utf-8")
    done = refcheck("check", name, *OFFLINE, folder=tmp_path)
    assert done.returncode == 0
    assert f"{name}: nothing to check" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check"], "there is nothing to check"),
        (["check", "a.txt", "--select", "XX,MD999"], "there is no code MD999, XX"),
        (["check", "a.txt", "--ignore", "2md"], "--ignore: is neither a code (MD201) nor a family (MD)"),
        (["check", "a.txt", "--lang", "fr"], "--lang: Input should be 'en' or 'zh'"),
        (["check", "a.txt", "--report", "json:x", "--report", "html:./x"], "already the path of another report"),
        (["check", "a.txt", "--report", "json:."], "is a folder"),
        (["check", "a.txt", "--report", "json:a.txt/x"], "cannot be written"),
        (["check", "a.txt", "--write-baseline", "a.txt"], "would overwrite"),
    ],
)
def test_bad_use_is_named(refcheck, tmp_path, arguments, message):
    (tmp_path / "a.txt").write_text(SAMPLE, "utf-8")
    done = refcheck(*arguments, "--offline", folder=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr
    assert (tmp_path / "a.txt").read_text("utf-8") == SAMPLE


@pytest.mark.parametrize("arguments", [["check", "--help"], ["compare", "journal", "细胞", "Cell"]])
def test_any_locale_will_do(arguments):
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run([*COMMAND, *arguments], cwd=ROOT, env=environment, capture_output=True, check=False)
    assert done.returncode == 0
    assert "…" in done.stdout.decode() or "细胞" in done.stdout.decode()


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_closed_streams_are_empty_ones(closed, tmp_path):
    (tmp_path / "a.txt").write_text(SAMPLE, "utf-8")
    command = f'"$0" -c "from refcheck.cli import main; main()" check a.txt --offline --no-cache {closed}'
    done = subprocess.run(
        ["/bin/sh", "-c", command, sys.executable], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 3  # nothing is stored of what the sample cites


def test_a_reader_that_leaves_early_is_no_error():
    lines = "Watson JD, Crick FHC. Nature. 1953;171:737-8.\n" * 1_000
    with subprocess.Popen(
        [*COMMAND, "parse"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as process:
        process.stdout.close()
        try:
            process.stdin.write(lines.encode())
            process.stdin.close()
        except BrokenPipeError:
            pass
        assert process.stderr.read() == b""
        assert process.wait(30) == 0


def test_an_interruption_is_status_130(tmp_path):
    with subprocess.Popen([*COMMAND, "check", "-"], stdin=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as process:
        time.sleep(3)  # waits for its input by then
        process.send_signal(signal.SIGINT)
        try:
            assert process.wait(30) == 130
        finally:
            process.kill()
        assert b"interrupted" in process.stderr.read()
