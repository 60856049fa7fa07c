"""Printed lists: a field is replaced where it stands, in the manner of the list; what is not certain is left."""

import pytest

TEXT = """Short reads

Aligners are fast [1, 2], and editing began with an enzyme [3].

References

[1] Li H, Durbin R. Fast and accurate short read alignment with Burrows-Wheeler transform. Bioinformatics. 2009;25(14):1754-60. doi: 10.1093/bioinformatics/btp324.
[2] Langmead B, Trapnell C, Pop M, Salzberg SL. Ultrafast and memory-efficient alignment of short DNA sequences to the human genome. Genome Biol. 2009;10(3):R25. doi: 10.1186/gb-2009-10-3-r25.
[3] Jinek M, Chylinski K, Charpentier E. A programmable dual-RNA-guided DNA endonuclease in adaptive bacterial immunity. Science. 2012;337(6096):816-21. doi: 10.1126/science.1225829.
"""


def test_what_is_right_stays(folder):
    assert folder.fixed(TEXT, "--unsafe", name="article.txt") == TEXT


@pytest.mark.parametrize("name", ["article.txt", "article.md"])
def test_numbers_are_put_right_where_they_stand(folder, name):
    wrong = TEXT.replace("25(14):1754-60", "26(14):1854-60").replace("337(6096):816-21", "373(6096):816-21")
    assert folder.fixed(wrong, name=name) == TEXT


def test_a_missing_doi_is_added_as_its_neighbours_have_it(folder):
    wrong = TEXT.replace(" doi: 10.1093/bioinformatics/btp324.", "")
    assert folder.fixed(wrong, name="article.txt") == TEXT
    linked = (
        TEXT.replace("doi: ", "https://doi.org/")
        .replace("25829.", "25829")
        .replace("r25.", "r25")
        .replace("btp324.", "btp324")
    )
    wrong = linked.replace(" https://doi.org/10.1126/science.1225829", "")
    assert folder.fixed(wrong, name="article.md") == linked


def test_journal_and_year_need_an_eye(folder):
    wrong = TEXT.replace("Genome Biol.", "Genome Res.").replace("2012;", "2002;")
    assert folder.fixed(wrong, name="article.txt") == wrong
    assert folder.fixed(wrong, "--unsafe", name="article.txt") == TEXT


def test_markdown_keeps_its_emphasis_and_line_ends(folder):
    marked = (
        TEXT.replace("Science. 2012", "*Science*. **2012**")
        .replace("References", "## References")
        .replace("\n", "\r\n")
    )
    wrong = marked.replace(":816-21", ":716-21")
    assert folder.fixed(wrong.encode(), name="article.md") == marked.encode()


def test_names_in_a_list_whose_style_is_not_known_are_left_to_the_author(folder):
    wrong = TEXT.replace("Jinek M, Chylinski K, Charpentier E", "Doudna J, Chylinski K, Charpentier E")
    wrong = wrong.replace(". Genome Biol. 2009;10(3):R25", ". 2009 — Genome Biol — vol. 10 — page R25")
    assert folder.fixed(wrong, "--unsafe", name="article.txt") == wrong
    assert "MD204 [3] left" in folder.told
    assert "name it with --style" in folder.told


def test_a_bibitem_of_latex(folder):
    items = r"""\documentclass{article}
\begin{document}
Aligners are fast \cite{li}. Editing began \cite{jinek}.
\begin{thebibliography}{9}
\bibitem{li} H. Li, R. Durbin. Fast and accurate short read alignment with Burrows-Wheeler transform. \emph{Bioinformatics}, 25(14):1754--1760, 2009. doi: 10.1093/bioinformatics/btp324.
\bibitem{jinek} M. Jinek, K. Chylinski, E. Charpentier. A programmable dual-RNA-guided DNA endonuclease in adaptive bacterial immunity. \emph{Science}, 337(6096):816--821, 2012. doi: 10.1126/science.1225829.
\end{thebibliography}
\end{document}
"""
    assert folder.fixed(items.replace("337(", "373("), name="article.tex") == items


def test_formats_that_are_not_changed_are_named(folder):
    html = "<html><body><h2>References</h2><ol>" + "".join(
        f"<li>{line[4:]}</li>" for line in TEXT.replace("337(", "373(").splitlines() if line.startswith("[")
    )
    assert folder.fixed(html + "</ol></body></html>", name="article.html") == html + "</ol></body></html>"
    assert "html is made from something else" in folder.told
