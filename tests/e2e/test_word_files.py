"""A Word document, as its author checks it."""

import io
import os
import subprocess
import sys
import zipfile

import pytest
from office import docx, p

BODY = (
    p("Genome editing began with work in Cell [1].")
    + p("References")
    + p("1. Jinek M. Science. 2012. doi:10.5555/nosuch")
)

COMMAND = (sys.executable, "-c", "from refcheck.cli import main; main()")


def test_the_report_is_the_authors_file_with_comments(refcheck, tmp_path):
    original = docx(BODY)
    (tmp_path / "paper.docx").write_bytes(original)
    refcheck("check", "paper.docx", "--offline", "--report", "docx:out/paper.docx", folder=tmp_path)
    written = zipfile.ZipFile(tmp_path / "out" / "paper.docx")
    assert b"Genome editing began" in written.read("word/document.xml")
    assert b"Reference check" in written.read("word/comments.xml")
    assert (tmp_path / "paper.docx").read_bytes() == original


def test_a_file_format_can_be_redirected(tmp_path):
    (tmp_path / "paper.docx").write_bytes(docx(BODY))
    done = subprocess.run(
        [*COMMAND, "check", "paper.docx", "--offline", "--format", "xlsx"],
        cwd=tmp_path, capture_output=True, check=False, env={**os.environ, "REFCHECK_CACHE_DIR": str(tmp_path / "c")},
    )  # fmt: skip
    assert zipfile.ZipFile(io.BytesIO(done.stdout)).testzip() is None


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_a_file_format_is_not_printed_on_a_terminal(tmp_path):
    (tmp_path / "paper.docx").write_bytes(docx(BODY))
    outer, inner = os.openpty()
    done = subprocess.run(
        [*COMMAND, "check", "paper.docx", "--offline", "--format", "docx"],
        cwd=tmp_path, stdout=inner, stderr=subprocess.PIPE, check=False,
    )  # fmt: skip
    os.close(inner)
    os.close(outer)
    assert done.returncode == 2
    assert b"use --report docx:PATH" in done.stderr
