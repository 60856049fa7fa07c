"""A file that crashes, hangs or fills the memory of the process that reads it costs this file alone."""

from __future__ import annotations

import dataclasses
import os
import sys

import pytest

from refcheck.errors import UnreadableInputError
from refcheck.model.document import Document, Entry, FormatCitation, Mark, MarkType, Span
from refcheck.readers import _child, _transfer

HOSTILE = """
import ctypes, os, time
from refcheck.errors import UnreadableInputError
from refcheck.model.document import Document

class Reader:
    def read(self, data, path):
        command, _, rest = data[:1000].decode("latin-1").partition(" ")
        if command == "crash":
            ctypes.string_at(0)
        if command == "exit":
            os._exit(0)
        if command == "hang":
            time.sleep(100)
        if command == "memory":
            bytearray(8 * 1024 ** 3)
        if command == "raise":
            raise ValueError("inside")
        if command == "refuse":
            raise UnreadableInputError(path, "protected.", "Take the password off.")
        if command == "print":
            os.write(1, b"x" * 100)
            print("y" * 100)
        if command == "write":
            with open(rest, "w") as file:
                file.write("x")
        if command == "environment":
            return Document(path, "x", " ".join(os.environ))
        return Document(path, "x", data.decode("latin-1") + str(os.getpid()))

READER = Reader()
"""


LIMITED = pytest.mark.skipif(sys.platform != "linux", reason="the system does not hold such limits")


@pytest.fixture(scope="module")
def worker(tmp_path_factory):
    folder = tmp_path_factory.mktemp("modules")
    (folder / "hostile_reader.py").write_text(HOSTILE)
    sys.path.append(str(folder))
    worker = _child.Worker(seconds=3)
    yield worker
    worker.close()
    sys.path.remove(str(folder))


def ask(worker, data):
    return worker.read("hostile_reader", data, "a.docx")


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (b"crash", "it is broken"),
        (b"exit", "it is broken"),
        pytest.param(b"memory", "too much memory", marks=LIMITED),
        (b"raise", r"it is broken \(ValueError\)"),
        (b"refuse", "protected. Take the password off"),
    ],
)
def test_what_goes_wrong_in_the_child_is_told_and_the_next_file_is_read(worker, command, told):
    with pytest.raises(UnreadableInputError, match=told) as raised:
        ask(worker, command)
    assert str(raised.value).startswith("a.docx: ")
    assert ask(worker, b"fine").text.startswith("fine")


def test_a_file_that_takes_too_long_is_given_up(worker):
    impatient = _child.Worker(seconds=0.5)
    with pytest.raises(UnreadableInputError, match=r"longer than 0\.5 seconds"):
        ask(impatient, b"hang")
    impatient.close()


def test_one_child_serves_many_files(worker):
    assert ask(worker, b"a").text[1:] == ask(worker, b"b").text[1:] != str(os.getpid())


def test_a_large_file_passes(worker):
    assert len(ask(worker, b"z" * 20_000_000).text) > 20_000_000


def test_what_a_library_prints_is_no_answer(worker):
    assert ask(worker, b"print").text.startswith("print")


@LIMITED
def test_the_child_writes_no_files(worker, tmp_path):
    with pytest.raises(UnreadableInputError):
        ask(worker, f"write {tmp_path / 'written'}".encode())
    assert not (tmp_path / "written").exists() or not (tmp_path / "written").stat().st_size


def test_the_child_knows_no_keys(worker, monkeypatch):
    monkeypatch.setenv("CROSSREF_PLUS_TOKEN", "secret")
    other = _child.Worker()
    assert "TOKEN" not in ask(other, b"environment").text
    other.close()


def test_the_current_folder_is_not_searched_for_modules(worker, tmp_path, monkeypatch):
    (tmp_path / "json.py").write_text("import os; os._exit(3)")
    monkeypatch.chdir(tmp_path)
    other = _child.Worker()
    assert ask(other, b"fine").text.startswith("fine")
    other.close()


def test_a_child_that_cannot_be_started_is_told(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(UnreadableInputError, match="cannot be started: No such file"):
        ask(_child.Worker(), b"fine")


def test_a_document_travels_whole():
    document = Document(
        path="a.docx",
        format="docx",
        text="Jinek \ud800 et al. 糖",
        source="s",
        origin=((0, 3), (4, 9)),
        marks=(Mark(MarkType.LINK, Span(0, 5), "https://doi.org/10.1126/science.1225829"),),
        entries=(Entry("jinek", "article", {"year": "2012"}, Span(0, 5), {"year": Span(1, 2)}),),
        citations=(FormatCitation(Span(0, 5), ("jinek", "cong")),),
        title="T",
        date="2012-08",
        encoding="utf-16",
        problems=("p",),
    )
    unset = Document("", "", "")
    same = [one.name for one in dataclasses.fields(Document) if getattr(document, one.name) == getattr(unset, one.name)]
    assert same == []  # each of them has something to lose
    assert _transfer.load(_transfer.decode(_transfer.encode(_transfer.dump(document)))) == document
