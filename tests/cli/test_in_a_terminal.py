"""What a person at a terminal sees: colours, links and hints; and what a pipe does not get."""

import os
import pty
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-c", "from refcheck.cli import main; main()"]
LINK = re.compile(r"\x1b\]8;[^;]*;([^\x1b]+)\x1b\\([^\x1b]*(?:\x1b\[[\d;]*m[^\x1b]*)*)")


def in_terminal(tmp_path, *arguments, columns=80, **environment):
    """Everything that the command shows in a terminal of its own."""
    ours, theirs = pty.openpty()
    shown = []

    def read():
        try:
            while part := os.read(ours, 65536):
                shown.append(part)
        except OSError:  # the other end is closed
            pass

    reader = threading.Thread(target=read)
    reader.start()
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("REFCHECK", "COV", "NO_COLOR"))}
    subprocess.run(
        [*COMMAND, *arguments], stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT, check=False, timeout=60,
        env={**clean, "TERM": "xterm-256color", "COLUMNS": str(columns), "REFCHECK_CACHE_DIR": str(tmp_path), **environment},
    )  # fmt: skip
    os.close(theirs)
    reader.join()
    os.close(ours)
    return b"".join(shown).decode()


ARTICLE = ("check", "references/genome-editing.md", "--offline", "--no-progress")


def test_colours_links_and_hints(tmp_path):
    shown = in_terminal(tmp_path, *ARTICLE)
    assert "\x1b[1;31merror" in shown
    links = dict(LINK.findall(shown))
    assert f"file://{ROOT.as_posix()}/references/genome-editing.md" in links
    assert links["https://refcheck-citations.readthedocs.io/rules/#md202"] == "MD202"
    assert links["https://doi.org/10.1126/science.1232033"] == "10.1126/science.1232033"
    assert links["https://doi.org/10.1038/nbt0817-797a"] == "10.1038/nbt0817-797a"
    text = shown.replace("\r\n", "\n")
    assert (
        "hint: Findings that can be put right: 1 of 6; see refcheck fix --diff --offline references/genome-editing.md\n"
        in text
    )


def test_without_colour_there_is_no_escape(tmp_path):
    assert "\x1b" not in in_terminal(tmp_path, *ARTICLE, NO_COLOR="1")


def test_hints_in_chinese_and_none_where_none_are_wanted(tmp_path):
    assert "提示：可改正的问题：6 处中的 1 处；见 refcheck fix --diff --offline" in in_terminal(
        tmp_path, *ARTICLE, "--lang", "zh"
    )
    assert "hint" not in in_terminal(tmp_path, *ARTICLE, "-q")


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_no_line_is_wider_than_the_terminal(tmp_path, columns):
    shown = in_terminal(
        tmp_path, "check", "references", "--offline", "--no-progress", "-v", columns=columns, NO_COLOR="1"
    )
    widths = [len(line) for line in shown.splitlines() if not line.startswith(("hint", "refcheck:"))]
    assert max(widths) <= columns


def test_a_pipe_gets_neither(refcheck):
    done = refcheck(*ARTICLE)
    assert "\x1b" not in done.stdout + done.stderr
    assert "hint" not in done.stderr
