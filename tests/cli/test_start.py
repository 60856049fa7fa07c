"""A command loads what it needs and no more: what a run does not use costs it no time."""

import subprocess
import sys
from pathlib import Path

import pytest

from refcheck.cli.app import COMMANDS, imported

ROOT = Path(__file__).parents[2]
RUN = """
import sys
from refcheck.cli import main
sys.argv = ["refcheck", *sys.argv[1:]]
try:
    main()
except SystemExit:
    pass
print(*sys.modules, file=sys.stderr)
"""


def loaded(*arguments, folder=ROOT):
    done = subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder,
        check=True,
    )
    return done.stdout, set(done.stderr.splitlines()[-1].split())


def test_the_help_of_all_loads_no_command():
    shown, modules = loaded("--help")
    assert all(name in shown for name in COMMANDS)
    assert not {f"refcheck.cli.{name}" for name in COMMANDS} & modules
    assert "refcheck.engine" not in modules


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_all_says_what_the_command_says_itself(name):
    assert " ".join(imported(name).help.split()).startswith(COMMANDS[name])


def test_a_rule_is_explained_without_the_pipeline():
    shown, modules = loaded("rule", "ST301")
    assert shown.startswith("ST301 retracted")
    assert not {"httpx", "refcheck.engine", "refcheck.extract", "refcheck.readers", "refcheck.sources"} & modules


def test_a_check_of_a_text_offline_loads_neither_other_readers_nor_other_formats():
    shown, modules = loaded("check", "references/alignment.txt", "--offline", "--no-cache")
    assert "ID102" in shown
    libraries = {"charset_normalizer", "jinja2", "markdown_it", "opencc", "pylatexenc", "pypdfium2", "pypinyin", "yaml"}
    assert not {*libraries, "habanero", "refcheck.formats.html", "refcheck.formats.docx"} & modules
    assert "refcheck.extract.claims.chinese" not in modules
