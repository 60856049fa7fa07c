"""What holds for every reader: the format is told by content, and each character keeps its place."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import refcheck.readers as package
from refcheck.errors import UnreadableInputError
from refcheck.model.document import Span
from refcheck.readers import find, read, read_bytes, readers

HTML = b"<!DOCTYPE html><html><body><h1>T</h1><p>Smith J.</p></body></html>"
BIB = b"@article{a, title = {T}, year = 2020}\n"
MARKDOWN = b"# T\n\nSee [x](https://doi.org/10.1000/x).\n"


@pytest.mark.parametrize(
    ("data", "name", "format_"),
    [
        (HTML, "page.txt", "html"),
        (HTML, "list.bib", "html"),
        (HTML.decode().encode("utf-16"), "page.txt", "html"),
        (BIB, "list.html", "bibtex"),
        (BIB, "-", "bibtex"),
        (b"% mine\n\n" + BIB, "list.md", "bibtex"),
        (b"", "list.bib", "bibtex"),
        (MARKDOWN, "notes.txt", "markdown"),
        (MARKDOWN, "-", "markdown"),
        (b"Smith J. Title. J Foo. 2020.", "a.md", "markdown"),
        (b"1. Smith J. Title <b. J Foo. 2020.", "a.txt", "text"),
        (b"Smith J. Title. J Foo. 2020.", "-", "text"),
        (b"Smith J. Title. J Foo. 2020.", "REFERENCES", "text"),
    ],
)
def test_the_content_tells_the_format(data, name, format_):
    assert read_bytes(data, name).format == format_


PIECES = st.lists(
    st.sampled_from(
        [
            *(
                "# ",
                "*",
                "**",
                "_",
                "`",
                "[",
                "](https://doi.org/10.1000/a_b)",
                "\n",
                "\n\n",
                "\r\n",
                "\r",
                "> ",
                "1. ",
                "- ",
            ),
            *(
                "&amp;",
                "\\_",
                "<i>",
                "</i>",
                "<p>",
                "<ol><li>",
                "</ol>",
                "<!-- c -->",
                "<br>",
                "^",
                "[^1]",
                "[^1]: ",
                "| a | b |\n|--|--|\n",
            ),
            *(
                "@article{k, title = {",
                "}, year = ",
                "}",
                ",\n",
                "% ",
                " ",
                "word",
                "糖尿病",
                "10.1007/978-3_5_",
                "<https://a.b/c_d>",
                "\t",
                "```\n",
            ),
        ]
    ),
    max_size=40,
)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.bib"])
@settings(max_examples=150, deadline=None)
@given(pieces=PIECES)
def test_places_are_those_of_the_source(name, pieces):
    source = "".join(pieces)
    reader = next(each for each in readers() if name.endswith(each.extensions))
    document = reader.read(source.encode(), name)
    text, origin = document.text, document.origin or ((0, 0),)
    assert [start for start, _ in origin] == sorted(start for start, _ in origin)
    offsets = [document.source_offset(at) for at in range(len(text))]
    assert offsets == sorted(offsets)
    for at, character in enumerate(text):
        place = document.place(Span(at, at + 1))
        lines = document.source.split("\n")
        assert 1 <= place.line <= len(lines)
        assert 1 <= place.column <= len(lines[place.line - 1]) + 1
        if character in "worde糖尿病7":  # never the result of decoding
            assert document.source[place.start] == character or character == "1"
    for mark in document.marks:
        assert 0 <= mark.span.start <= mark.span.end <= len(text)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.bib"])
def test_line_and_column_are_those_of_the_file(name, newline):
    source = newline.join(["first 糖", "", "second *x* TARGET", ""])
    reader = next(each for each in readers() if name.endswith(each.extensions))
    document = reader.read(source.encode("utf-16"), name)
    at = document.text.index("TARGET")
    place = document.place(Span(at, at + 6))
    assert (place.line, place.column) == (3, 12)
    assert document.source[place.start : place.end] == "TARGET"


HOSTILE = {
    "nest.html": b"<html>" + b"<div>" * 200_000 + b"x",
    "lists.html": b"<html>" + b"<ol><li>" * 30_000 + b"x",
    "comments.html": b"<html>" + b"<!--" * 100_000,
    "tags.html": b"<html>" + b"<a " * 100_000,
    "quotes.html": b"<html>" + b"<a '" * 100_000,
    "far.html": b"<html>" + b'<a ">' * 50_000 + b'"',
    "unread.html": b"<html>" + b"<script>" * 100_000,
    "line.txt": b"word " * 2_000_000,
    "bomb.html": b'<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><html>' + b"&b;" * 10_000,
    "brackets.md": b"[" * 20_000,
    "stars.md": b"*a _b " * 5_000,
    "quote.md": b">" * 50_000,
    "ticks.md": b"`a``" * 5_000,
    "braces.bib": b"@article{a, title = " + b"{" * 100_000 + b"}" * 100_000 + b"}",
    "open.bib": b"@article{a, title = {" * 5_000,
    "names.bib": b"@article{a, author = {" + b"A B and " * 5_000 + b"}}",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_read_in_linear_time(name):
    document = read_bytes(HOSTILE[name], name)
    assert len(document.text) <= len(HOSTILE[name]) + 1_000_000


def test_a_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(package, "MAX_BYTES", 10)
    with pytest.raises(UnreadableInputError, match="Split it"):
        read_bytes(b"x" * 11, "a.txt")


def test_a_binary_file_with_a_text_name_is_refused():
    with pytest.raises(UnreadableInputError, match="not text"):
        read_bytes(b"\x89PNG\r\n\x1a\n\0\0\0", "a.txt")


def test_a_folder_gives_what_a_reader_knows_in_order(tmp_path):
    for name in (
        "b.md",
        "a.txt",
        ".hidden.md",
        "code.py",
        "sub/list",
        "node_modules/x.md",
        ".git/x.md",
        "b.md~",
        "#b.md#",
    ):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(BIB if name == "sub/list" else b"print(1)")
    outside = tmp_path.parent / "outside.md"
    outside.write_text("x")
    (tmp_path / "leads-out.md").symlink_to(outside)
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.txt")
    assert [file.relative_to(tmp_path).as_posix() for file in find([tmp_path, tmp_path / "a.txt"])] == [
        *("a.txt", "b.md", "sub/list"),
    ]
    assert find([tmp_path / "code.py"]) == [tmp_path / "code.py"]
    with pytest.raises(UnreadableInputError, match="no such file"):
        find([tmp_path / "missing.md"])


def test_paths_are_relative_with_forward_slashes(tmp_path):
    file = tmp_path / "sub" / "a.txt"
    file.parent.mkdir()
    file.write_text("x")
    assert read(file, root=tmp_path).path == "sub/a.txt"
    with pytest.raises(UnreadableInputError, match="folder"):
        read(file.parent, root=tmp_path)
    with pytest.raises(UnreadableInputError, match="cannot be opened"):
        read(tmp_path / "none.txt", root=tmp_path)


def test_a_word_behind_the_tab_of_a_list_item_is_where_it_stands():
    document = read_bytes(b"- **\n\tword", "a.md")
    at = document.text.index("word")
    assert document.source[document.place(Span(at, at + 4)).start :] == "word"


@pytest.mark.parametrize(
    ("name", "source", "date"),
    [
        ("a.md", "---\ntitle: T\ndate: 2024-05-01\n---\nText\n", "2024-05-01"),
        ("a.md", '---\ndate: "2024"\n---\nText\n', "2024"),
        ("a.md", "date: 2024-05-01\n", ""),
        (
            "a.html",
            '<html><head><meta name="citation_publication_date" content="2020/07/28"></head><p>T</p>',
            "2020-07-28",
        ),
        (
            "a.html",
            '<html><meta property="article:published_time" content="2021-03-02T10:00:00Z"><p>T</p>',
            "2021-03-02",
        ),
        ("a.html", "<html><p>date 2020</p>", ""),
    ],
)
def test_the_date_that_a_format_states(name, source, date):
    assert read_bytes(source.encode(), name).date == date
