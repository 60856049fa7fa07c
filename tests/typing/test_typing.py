"""The types that users see: their programs pass mypy and basedpyright at their strictest, and wrong ones do not."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/how-to/plugins.md").read_text("utf-8")
# What pyright calls strict; a comment that silences nothing is an error, as in mypy.
PYRIGHT = {
    "typeCheckingMode": "strict",
    "enableTypeIgnoreComments": False,
    "reportUnnecessaryTypeIgnoreComment": "error",
}


@pytest.fixture(scope="module")
def programs(tmp_path_factory):
    """The programs beside this file and the modules of the plugin's page, away from this project's settings."""
    folder = tmp_path_factory.mktemp("programs")
    for name in ("user_program.py", "plugin_protocols.py"):
        (folder / name).write_text((ROOT / "tests/typing" / name).read_text("utf-8"), "utf-8")
    for code in re.findall(r"^```python\n(# .*?)^```$", PAGE, re.MULTILINE | re.DOTALL):
        file = folder / code.split("\n", 1)[0].removeprefix("# ")
        file.parent.mkdir(exist_ok=True)
        file.write_text(code, "utf-8")
    (folder / "refcheck_acme/__init__.py").touch()
    (folder / "pyrightconfig.json").write_text(json.dumps(PYRIGHT), "utf-8")
    return folder


def checked(folder, *command):
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_mypy(programs):
    checked(programs, "mypy", "--strict", "--cache-dir", str(ROOT / ".mypy_cache/typing"), ".")


def test_basedpyright(programs):
    pytest.importorskip("basedpyright")
    checked(programs, "basedpyright", "--pythonpath", sys.executable, ".")


def test_every_public_name_is_there_and_has_a_docstring():
    import refcheck

    for name in refcheck.__all__:
        assert getattr(refcheck, name).__doc__, name
    assert (ROOT / "refcheck/py.typed").exists()
