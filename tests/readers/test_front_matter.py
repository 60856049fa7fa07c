"""Works that Markdown's front matter brings along or names."""

from __future__ import annotations

import pytest

from refcheck.extract import extract
from refcheck.readers import read, read_bytes

OWN = """---
title: Mine
references:
- id: jinek2012
  type: article-journal
  title: A programmable dual-RNA-guided DNA endonuclease
  issued: 2012
- id: unused
  type: book
  title: Nobody cites it
---

As shown [@cong2013] and, before, [see @jinek2012, p. 3].
"""
FILES = {
    "refs.bib": "@article{jinek2012, title = {A programmable DNA endonuclease}, year = 2012}",
    "refs.json": '[{"id": "jinek2012", "type": "book", "title": "A programmable DNA endonuclease"}]',
    "refs.yaml": "references:\n- id: jinek2012\n  type: book\n  title: A programmable DNA endonuclease\n",
}


def test_works_in_the_front_matter_stand_where_they_are_cited():
    article = extract(read_bytes(OWN.encode(), "a.md"))
    assert [reference.label for reference in article.references] == ["jinek2012"]
    assert article.references[0].claimed.title == "A programmable dual-RNA-guided DNA endonuclease"
    assert article.document.place(article.references[0].span).line == 13
    assert [citation.labels for citation in article.citations][-1] == ("jinek2012",)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("form", ["bibliography: %s", "bibliography: [gone.bib, '%s']", "bibliography:\n- %s"])
def test_the_bibliographies_that_it_names_are_read(tmp_path, name, form):
    (tmp_path / name).write_text(FILES[name])
    file = tmp_path / "a.md"
    file.write_text("---\ntitle: T\n" + form % name + "\n---\n\nAs shown [@jinek2012].\n")
    document = read(file, root=tmp_path)
    assert [entry.fields["title"] for entry in document.entries] == ["A programmable DNA endonuclease"]
    gone = "line 3: the bibliography 'gone.bib' was not read: there is no such file"
    assert document.problems == ((gone,) if "gone" in form else ())


@pytest.mark.parametrize(
    ("front", "problem"),
    [
        ("bibliography: ../secret.bib", "line 2: the bibliography '../secret.bib' was not read: it lies outside"),
        ("bibliography: /etc/passwd", "line 2: the bibliography '/etc/passwd' was not read: only files named relative"),
        ("title: T\nbibliography: [a", "line 3: the front matter is broken"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path, front, problem):
    (tmp_path / "secret.bib").write_text("@article{a, title = {SECRET}}")
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "a.md").write_text(f"---\n{front}\n---\n\nText [@a].\n")
    document = read(folder / "a.md", root=folder)
    assert not document.entries
    assert document.problems[0].startswith(problem)
