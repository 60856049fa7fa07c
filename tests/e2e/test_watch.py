"""``refcheck watch`` as a writer sees it: a process, and files that are saved in all the ways that editors have."""

import os
import pty
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

COMMAND = (sys.executable, "-c", "from refcheck.cli import main; main()", "watch")
RECORDS = Path(__file__).parents[2] / "references" / "records.jsonl"
ENTRY = """@article{langmead,
  author  = {Langmead, Ben and Trapnell, Cole and Pop, Mihai and Salzberg, Steven L.},
  title   = {Ultrafast and memory-efficient alignment of short {DNA} sequences to the human genome},
  journal = {Genome Biology},
  year    = {2009},
  volume  = {10},
  doi     = {10.1186/gb-2009-10-3-r25},
}
"""
WRONG = ENTRY.replace("Genome Biology", "Genome Research")
PAPER = "\\documentclass{article}\\begin{document}Bowtie \\cite{langmead}.\\bibliography{works}\\end{document}\n"


def soon(until, about=lambda: None):
    """Wait until it is so: on a busy machine that may take a while, but not for ever."""
    end = time.monotonic() + 60
    while not until():
        assert time.monotonic() < end, about()
        time.sleep(0.02)


class Watching:
    """A run of the command; what it prints is read as it comes."""

    def __init__(self, folder, *arguments, stdout=subprocess.PIPE):
        environment = {**os.environ, "REFCHECK_CACHE_DIR": str(folder.parent / "cache")}
        self.process = subprocess.Popen(
            [*COMMAND, *arguments],
            cwd=folder,
            env=environment,
            stdout=stdout,
            stderr=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        self.out, self.err = [], []
        streams = ((self.process.stdout, self.out), (self.process.stderr, self.err))
        self.readers = [threading.Thread(target=self.read, args=each) for each in streams if each[0]]
        for reader in self.readers:
            reader.start()
        self.wait(lambda: any("watched" in line for line in self.err))

    @staticmethod
    def read(stream, lines):
        with stream:
            lines.extend(stream)

    def wait(self, until):
        soon(lambda: until() or self.process.poll() is not None, lambda: (self.out, self.err))
        assert until(), (self.out, self.err)

    def told(self, words):
        """Wait for a line with these words, and take what was printed until then."""
        self.wait(lambda: any(words in line for line in self.out))
        lines = list(self.out)
        del self.out[: len(lines)]
        return "".join(lines)

    def kill(self):
        self.process.kill()
        self.process.wait()
        for reader in self.readers:
            reader.join()

    def end(self):
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "文章 of mine"
    root.mkdir()
    (root / "refcheck.toml").write_text(f'records = ["{RECORDS}"]\noffline = true\ncache = false\n')
    (root / "works.bib").write_text(WRONG)
    (root / "paper.tex").write_text(PAPER)
    return root


@pytest.fixture
def watch(folder):
    started = []

    def start(*arguments, **options):
        started.append(Watching(folder, *arguments, **options))
        return started[-1]

    yield start
    for one in started:
        one.kill()


def renamed_over(file, text):
    """Save as many editors do: another file takes the place of this one."""
    new = file.with_name(f".{file.name}.swp~")
    new.write_text(text)
    new.replace(file)


def removed_and_written(file, text):
    """Save as some editors do: the file is away for a moment."""
    backup = file.with_name(f"{file.name}~")
    file.rename(backup)
    time.sleep(0.25)
    file.write_text(text)
    backup.unlink()


def test_a_save_shows_what_is_new_and_what_is_fixed_also_where_a_paper_draws_on_it(folder, watch):
    running = watch(".", "--format", "concise")
    every = running.told("works.bib")
    assert every.count("MD201") == 2  # at the \\cite and in the entry
    for save in (Path.write_text, renamed_over, removed_and_written):
        save(folder / "works.bib", ENTRY)
        shown = running.told("2 fixed")
        assert shown.splitlines()[0].split("  ")[1] == "paper.tex, works.bib"
        save(folder / "works.bib", WRONG)
        shown += running.told("2 new")
        assert "no longer there" not in shown
        every += shown
    save(folder / "paper.tex", PAPER.replace("Bowtie", "We used Bowtie"))
    assert "works.bib" not in running.told("1 as before")
    save(folder / "works.bib", WRONG.replace("{10}", "{11}"))
    assert "works.bib: New: MD205 [langmead]" in running.told("2 new, 2 as before")
    assert running.end() == 0
    assert "Traceback" not in "".join(running.err)
    assert "\x1b" not in every


def test_files_come_and_go_and_settings_change(folder, watch):
    running = watch(".", "--format", "concise")
    running.told("works.bib")
    deep = folder / "new" / "deeper"
    deep.mkdir(parents=True)
    (deep / "more.bib").write_text(WRONG)
    assert "new/deeper/more.bib" in running.told("1 new")
    (folder / "report.md").write_text("<!-- Generated by refcheck -->\n\n10.1186/gb-2009-10-3-r25\n")
    (deep / "more.bib").write_text(ENTRY)
    assert "report.md" not in running.told("1 fixed")
    (deep / "more.bib").unlink()
    running.told("new/deeper/more.bib: no longer there")
    settings = folder / "refcheck.toml"
    good = settings.read_text()
    settings.write_text("offline = ")
    running.wait(lambda: any("TOML" in line for line in running.err))
    settings.write_text(good + 'ignore-codes = ["MD201"]\n')
    running.told("2 fixed")


def test_a_file_that_is_named_alone_and_one_that_it_misses(folder, watch):
    (folder / "works.bib").unlink()
    running = watch("paper.tex", "--format", "concise")
    (folder / "other.bib").write_text(WRONG)
    (folder / "works.bib").write_text(WRONG)
    shown = running.told("new")
    assert "paper.tex" in shown
    assert "other.bib" not in shown


def test_output_that_goes_into_the_folder_is_not_checked_over_and_over(folder):
    """By a redirection, and by way of tee, of which nobody can know beforehand."""
    copy = folder / "copy.txt"
    with (folder / "errors.txt").open("w") as errors:
        tee = subprocess.Popen(["/usr/bin/env", "tee", copy], stdin=subprocess.PIPE, stdout=errors)
        command = [*COMMAND, ".", "--format", "concise"]
        process = subprocess.Popen(command, cwd=folder, stdout=tee.stdin, stderr=errors)
    try:
        soon(lambda: copy.exists() and "MD201" in copy.read_text())
        (folder / "works.bib").write_text(WRONG + "\n")
        soon(lambda: "as before" in copy.read_text())
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.wait()
        tee.stdin.close()
        tee.wait()
    assert copy.read_text().count("as before") <= 2  # its own output was taken for a document at most once
    assert len(copy.read_text().splitlines()) < 20


def test_a_terminal_is_cleared_before_what_is_new(folder, watch):
    mine, theirs = pty.openpty()
    running = watch("works.bib", stdout=theirs)
    os.close(theirs)
    shown = b""

    def until(words):
        nonlocal shown
        end = time.monotonic() + 15
        while words not in shown:
            assert time.monotonic() < end, shown
            shown += os.read(mine, 4096)

    until(b"References: ")
    assert b"\x1b[2J" not in shown
    (folder / "works.bib").write_text(ENTRY)
    until(b"1 fixed")
    assert b"\x1b[2J" in shown
    assert running.end() == 0
    os.close(mine)


def test_a_path_that_is_not_there_is_a_mistake(refcheck, folder):
    done = refcheck("watch", "missing.tex", folder=folder)
    assert done.returncode == 2
    assert "missing.tex" in done.stderr


def test_without_the_extra_it_says_what_to_install(refcheck, folder, monkeypatch):
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    done = refcheck("watch", ".", folder=folder)
    assert done.returncode == 2
    assert "pip install 'refcheck-citations[watch]'" in done.stderr


def test_a_format_for_files_is_not_for_watching(refcheck, folder):
    done = refcheck("watch", ".", "--format", "html", folder=folder)
    assert done.returncode == 2
    assert "full and concise" in done.stderr
