"""Completion as shells ask for it: the scripts, and what is offered for codes, formats and closed lists."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from refcheck.cli import completion

ROOT = Path(__file__).parents[2]


def asked(how, **environment):
    """What the command answers a shell."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("REFCHECK", "COV"))}
    done = subprocess.run(
        [sys.executable, "-c", "from refcheck.cli import main; main()"], capture_output=True, text=True, cwd=ROOT,
        timeout=60, check=False, env={**clean, "_REFCHECK_COMPLETE": how, **environment},
    )  # fmt: skip
    return done.stdout


def test_codes_and_families_are_offered_also_after_a_comma():
    assert dict(completion.codes("st")) == {"ST": "all ST codes", **dict(completion.code("st"))}
    assert [text for text, _ in completion.codes("MD201,cl50")] == [
        "MD201,CL501",
        "MD201,CL502",
        "MD201,CL503",
        "MD201,CL504",
    ]
    assert dict(completion.code("ST301")) == {"ST301": "retracted"}
    assert list(completion.codes("XX")) == []


def test_formats_are_offered_with_what_they_are_for():
    assert {"full", "json", "sarif", "html", "docx"} <= {text for text, about in completion.formats("") if about}
    assert [text for text, _ in completion.reports("sar")] == ["sarif:"]


def test_words_of_a_closed_list():
    assert [text for text, _ in completion.words("error", "warning")("w")] == ["warning"]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("refcheck rul", ["rule"]),
        ("refcheck rule ID10", [f"ID10{n}" for n in range(1, 8)]),
        ("refcheck check --fail-on w", ["warning"]),
        ("refcheck check --select MD20", [f"MD20{n}" for n in range(1, 8)]),
        ("refcheck check --stat", ["--statistics"]),
        ("refcheck check refer", []),  # left to the shell, which knows files
    ],
)
def test_bash_is_offered(line, offered):
    words = asked("complete_bash", COMP_WORDS=line, COMP_CWORD=str(len(line.split()) - 1)).split()
    assert words == offered


def test_zsh_and_fish_are_offered_help_as_well():
    assert '"ST301":"retracted"' in asked("complete_zsh", _TYPER_COMPLETE_ARGS="refcheck rule ST301")
    fish = asked("complete_fish", _TYPER_COMPLETE_FISH_ACTION="get-args", _TYPER_COMPLETE_ARGS="refcheck rule ST301")
    assert fish == "ST301\tretracted\n"


@pytest.mark.skipif(not shutil.which("bash"), reason="no bash here")
def test_bash_takes_the_script_and_completes(tmp_path):
    command = tmp_path / "refcheck"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "from refcheck.cli import main; main()" "$@"\n', "utf-8")
    command.chmod(0o755)
    script = (
        'eval "$(_REFCHECK_COMPLETE=source_bash refcheck)"; COMP_WORDS=(refcheck check --format sar); COMP_CWORD=3; '
        '_refcheck_completion refcheck; printf "%s\\n" "${COMPREPLY[@]}"; complete -p refcheck'
    )
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run([shutil.which("bash"), "-c", script], capture_output=True, text=True, cwd=ROOT, timeout=60, check=False,
                          env={**os.environ, "PATH": path})  # fmt: skip
    assert done.stdout.splitlines() == ["sarif", "complete -o default -F _refcheck_completion refcheck"], done.stderr
