"""What the documentation says is so: its commands run, its generated pages are those of the code."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def run(*arguments):
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("REFCHECK", "COV"))}
    return subprocess.run(
        arguments, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
        env={**clean, "PYTHONPATH": str(ROOT), "COLUMNS": "200"},
    )  # fmt: skip


def console():
    """The README's refcheck commands that need no network, each with the output printed below it."""
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL):
        for command, output in re.findall(r"^\$ (refcheck .*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            if "--offline" in command or command.startswith(("refcheck rule", "refcheck compare")):
                yield command, output


@pytest.mark.parametrize(("command", "output"), list(console()))
def test_a_command_of_the_readme_runs_and_prints_what_it_says(command, output):
    done = run(sys.executable, "-c", "from refcheck.cli import main; main()", *shlex.split(command)[1:])
    assert done.returncode in (0, 1)
    if output:
        assert done.stdout == output


def test_there_are_commands_to_run():
    assert len(list(console())) >= 4


def test_every_option_that_the_readme_names_exists():
    commands = ("check", *sorted(set(re.findall(r"^\$ refcheck (\w+) ", README, re.MULTILINE)) - {"check"}))
    help_text = "".join(
        run(sys.executable, "-c", "from refcheck.cli import main; main()", command, "--help").stdout
        for command in commands
    )
    for option in set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", README)) - {"--help"}:
        assert option in help_text, option


def test_the_python_of_the_readme_runs():
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    done = run(sys.executable, "-c", code)
    assert done.returncode == 0, done.stderr
    assert "CL501 error The text says" in done.stdout


def test_the_make_targets_that_the_readme_names_exist():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in set(re.findall(r"make ([a-z]+)\b", README)) - {"it"}:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE) or target == "nothing", target


def test_the_files_that_the_readme_links_to_exist():
    for link in re.findall(r"\]\(([^)#]+)\)", README):
        if not link.startswith("http"):
            assert (ROOT / link).exists(), link


def test_the_generated_pages_are_those_of_the_code():
    done = run(sys.executable, "tools/generate_docs.py", "--check")
    assert done.returncode == 0, done.stdout
