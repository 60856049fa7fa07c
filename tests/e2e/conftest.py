"""The command, run in this process."""

import io
import os
import sys
from pathlib import Path

import pytest

from refcheck.cli import main

ROOT = Path(__file__).parents[2]


class Done:
    """What a run of the command printed and its exit status."""

    def __init__(self, returncode, stdout, stderr):
        self.returncode, self.stdout, self.stderr = returncode, stdout, stderr


def stream(text=""):
    return io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8", write_through=True)


@pytest.fixture
def refcheck(tmp_path, monkeypatch):
    """The command, run as its entry point runs it, in this process."""

    def run(*arguments, stdin="", folder=ROOT, **environment):
        for name in [name for name in os.environ if name.startswith(("REFCHECK", "NCBI", "CROSSREF", "OPENALEX"))]:
            monkeypatch.delenv(name)
        for name, value in {"REFCHECK_CACHE_DIR": str(tmp_path / "cache"), **environment}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.chdir(folder)
        out, err = stream(), stream()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["refcheck", *map(str, arguments)])
            patch.setattr(sys, "stdin", stream(stdin))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            with pytest.raises(SystemExit) as left:
                main()
        return Done(int(left.value.code or 0), *(text.buffer.getvalue().decode() for text in (out, err)))

    return run
