"""LaTeX: what it prints, its lists of works, and what it names."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.extract import extract
from refcheck.model.document import MarkType, Span
from refcheck.readers import Beside, read, read_bytes
from refcheck.readers.latex import READER

BIB = """@article{jinek2012, author = {Jinek, M.}, title = {A programmable dual-RNA-guided DNA endonuclease},
  journal = {Science}, year = 2012, doi = {10.1126/science.1225829}}
@article{cong2013, author = {Cong, L.}, title = {Multiplex genome engineering using CRISPR/Cas systems}, year = 2013}
@article{mali2013, author = {Mali, P.}, title = {RNA-guided human genome engineering via Cas9}, year = 2013}
"""


def latex(source):
    return READER.read(source.encode(), "a.tex")


def marked(document, kind):
    return [(mark.value, document.text[mark.span.start : mark.span.end]) for mark in document.marked(kind)]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (
            r"M\"uller, Erd\H{o}s, {\v{S}}koda, Garc\'{\i}a, \c{C}elik, \AA ngstr\"om, stra\ss e",
            "Müller, Erdős, Škoda, García, Çelik, Ångström, straße",
        ),
        (r"50\,\% of \$5 \& more \#1 a\_b", "50 % of $5 & more #1 a_b"),
        ("pages 816--821 --- ``quoted'' and `single'", "pages 816–821 — “quoted” and `single'"),
        (r"one~two\\ three \LaTeX\ four", "one two\nthree LaTeX four"),
        ("one % a comment\n  two", "one two"),
        (r"TGF-$\beta$ and $x^2 \in [1,2]$ and $$E=mc^2$$ end", "TGF-β and and end"),
        (
            r"\textcolor{red}{kept} \unknown{kept} \vspace{2cm}\label{sec:x}gone \unknownopt[x]{kept}",
            "kept kept gone kept",
        ),
        (r"\begin{equation} E = mc^2 \end{equation} after", "after"),
        (r"{\em Cell} and {\bf 12}, \enquote{said}", "Cell and 12, “said”"),
        (r"\newcommand{\nat}{Nature} in \nat.", "in ."),
        ("a\n\nb\\par c", "a\n\nb\nc"),
        (r"cost \$5 and $ alone", "cost $5 and alone"),
        (r"\url{https://a.b/c_d%20e} and \doi{10.1000/a\_b}", "https://a.b/c_d%20e and doi:10.1000/a_b"),
        (r"\begin{tabular}{ll} a & b \\ c & d \end{tabular}", "a\tb\nc\td"),
    ],
)
def test_what_is_printed(source, text):
    assert latex(source).text.strip() == text


def test_the_preamble_is_not_printed_but_its_title_and_words_are_known():
    document = latex(
        "% refcheck: ignore[MD203] reason=x\n\\documentclass[a]{article}\n\\newcommand{\\nat}{\\textit{Nature}\\xspace}\n"
        "\\title[short]{The \\emph{long} one}\\author{Nobody}\n\\begin{document}\\maketitle In \\nat it\n\\end{document} after"
    )
    assert document.title == "The long one"
    assert document.text == "The long one\n\nIn Nature it"
    assert marked(document, MarkType.COMMENT) == [("refcheck: ignore[MD203] reason=x", "")]


def test_marks():
    document = latex(
        "\\section*{On \\textit{Genes}}\nText\\textsuperscript{1} and$^{2,3}$ \\href{https://doi.org/10.1000/a\\%20b}{here}"
        "\\footnote{A note.} % refcheck: x\n\\begin{enumerate}\\item one \\item two\\end{enumerate}\n\\verb|a_b|"
    )
    assert marked(document, MarkType.HEADING) == [("2", "On Genes")]
    assert marked(document, MarkType.ITALIC) == [("", "Genes")]
    assert marked(document, MarkType.SUPERSCRIPT) == [("", "1"), ("", "2,3")]
    assert marked(document, MarkType.LINK) == [("https://doi.org/10.1000/a%20b", "here")]
    assert marked(document, MarkType.FOOTNOTE) == [("1", "A note.)")]
    assert marked(document, MarkType.COMMENT) == [("refcheck: x", "")]
    assert marked(document, MarkType.LIST_ITEM) == [("1", "1. one"), ("2", "2. two")]
    assert marked(document, MarkType.CODE) == [("", "a_b")]


@pytest.mark.parametrize(
    ("command", "keys"),
    [
        (r"\cite{a}", [("a",)]),
        (r"\cite[p.~3]{a, b}", [("a", "b")]),
        (r"\citep*[see][p. 3]{a}", [("a",)]),
        (r"\citet{a} and \Citet{b}", [("a",), ("b",)]),
        (r"\parencite{a}\textcite{b}\autocite{c}\footcite{d}\supercite{e}", [("a",), ("b",), ("c",), ("d",), ("e",)]),
        (r"\parencites(see)(end)[1]{a}[2]{b} and {c}", [("a", "b")]),
        (r"\citeauthor{a} (\citeyear{a})", [("a",), ("a",)]),
        ("\\cite{a,\n  b}", [("a", "b")]),
        (r"\cite {a:2012_x-y/z}", [("a:2012_x-y/z",)]),
        (r"\cite{}, \cite, \citestyle{plain}, \excited{x}, \nocite{a}", []),
        (r"% \cite{a}", []),
        (r"\begin{verbatim}\cite{a}\end{verbatim}", []),
    ],
)
def test_citations(command, keys):
    document = latex(f"Text {command} end.")
    assert [citation.keys for citation in document.citations] == keys
    for citation in document.citations:
        assert document.text[citation.span.start : citation.span.end] == f"[{','.join(citation.keys)}]"
        place = document.place(citation.span)
        assert document.source.startswith("\\", place.start)


def test_a_printed_list_is_known_by_its_keys():
    document = latex(
        "As \\citet{cong:2013_a} and \\cite{none} show.\n\\begin{thebibliography}{9}\n"
        "\\expandafter\\ifx\\csname x\\endcsname\\relax \\fi\n"
        "\\bibitem{jinek2012} Jinek M. A programmable dual-RNA-guided DNA endonuclease. \\emph{Science}. 2012;337:816--821.\n"
        "% refcheck: ignore[MD202] reason=x\n"
        "\\bibitem[Cong et~al.(2013)Cong, Ran]{cong:2013_a}\nCong L.\n\\newblock Multiplex genome engineering using "
        "CRISPR/Cas systems.\n\\newblock {\\em Science}, 339:\\penalty0 819--823, 2013.\n\\end{thebibliography}\n"
    )
    article = extract(document)
    assert [reference.label for reference in article.references] == ["jinek2012", "cong:2013_a"]
    assert article.references[0].text.startswith("Jinek M. A programmable")
    assert [reference.claimed.year for reference in article.references] == ["2012", "2013"]
    assert [document.place(reference.span).line for reference in article.references] == [4, 6]
    assert [(citation.labels, citation.missing) for citation in article.citations] == [
        (("cong:2013_a",), ()),
        (("none",), ("none",)),
    ]


def test_revtex_lists_read_as_they_are_printed():
    document = latex(
        "\\begin{thebibliography}{1}%\n\\bibitem [{\\citenamefont {Jinek}\\ \\emph {et~al.}(2012)}]{Jinek2012}%\n"
        "  \\BibitemOpen\n  \\bibfield  {author} {\\bibinfo {author} {\\bibfnamefont {M.}~\\bibnamefont {Jinek}},\\ }"
        "\\href {https://doi.org/10.1126/science.1225829} {\\bibfield  {journal} {\\bibinfo  {journal} {Science}\\ }"
        "\\textbf {\\bibinfo {volume} {337}},\\ \\bibinfo {pages} {816} (\\bibinfo {year} {2012})}\\BibitemShut {NoStop}%\n"
        "\\end{thebibliography}"
    )
    assert re.sub(r"\s+", " ", document.text).strip() == "References [Jinek2012] M. Jinek, Science 337, 816 ( 2012)"
    assert extract(document).references[0].identifiers.doi == "10.1126/science.1225829"


def test_a_bbl_of_biblatex():
    document = read_bytes(
        rb"""% $ biblatex auxiliary file $
\refsection{0}
  \datalist[entry]{nty/global//global/global}
    \entry{jinek2012}{article}{}{}
      \name{author}{2}{}{%
        {{hash=ab}{%
           family={Jinek},
           familyi={J\bibinitperiod},
           given={Martin},
           giveni={M\bibinitperiod}}}%
        {{hash=cd}{%
           family={M\"uller},
           given={J.}}}%
      }
      \field{journaltitle}{Science}
      \field{title}{A programmable {DNA} endonuclease}
      \field{year}{2012}
      \field{pages}{816\bibrangedash 821}
      \verb{doi}
      \verb 10.1126/science.1225829
      \endverb
    \endentry
    \entry{broken}{book}{}{}
      \field{title}{No end
""",
        "main.bbl",
    )
    assert document.format == "latex"
    assert dict(document.entries[0].fields) == {
        "author": "Jinek, Martin and Müller, J.",
        "journal": "Science",
        "title": "A programmable DNA endonuclease",
        "year": "2012",
        "pages": "816–821",
        "doi": "10.1126/science.1225829",
    }
    assert document.entries[1].key == "broken"


@pytest.fixture
def project(tmp_path):
    (tmp_path / "refs.bib").write_text(BIB)
    return tmp_path


def write(folder, body, name="main.tex"):
    file = folder / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("\\documentclass{article}\n\\begin{document}\n" + body + "\n\\end{document}\n")
    return file


def test_works_of_a_bib_file_stand_where_they_are_cited_first(project):
    file = write(project, "One \\cite{cong2013}.\n\nTwo \\cite{jinek2012,cong2013,none}.\n\\bibliography{refs}")
    article = extract(read(file, root=project))
    assert [reference.label for reference in article.references] == ["cong2013", "jinek2012"]
    assert [article.document.place(reference.span).line for reference in article.references] == [3, 5]
    assert article.references[1].identifiers.doi == "10.1126/science.1225829"
    assert [citation.missing for citation in article.citations] == [(), ("none",)]


@pytest.mark.parametrize("command", ["\\addbibresource{refs.bib}", "\\bibliography{other,refs}"])
def test_everything_is_cited_by_nocite(project, command):
    (project / "other.bib").write_text("@book{b, title = {B}}")
    document = read(write(project, f"\\nocite{{*}} {command}"), root=project)
    assert {"jinek2012", "cong2013", "mali2013"} <= {entry.key for entry in document.entries}


def test_text_that_is_put_in_stands_where_its_command_does(project):
    (project / "sub").mkdir()
    (project / "sub" / "one.tex").write_text("First \\cite{cong2013} \n" + "long " * 200 + "\\input{sub/two}")
    (project / "sub" / "two.tex").write_text("Second \\cite{mali2013}")
    file = write(project, "Before \\cite{jinek2012}\n\\input{sub/one}\nAfter.\n\\bibliography{refs}")
    document = read(file, root=project)
    assert document.text.index("Before") < document.text.index("Second") < document.text.index("After")
    lines = {entry.key: document.place(entry.span).line for entry in document.entries}
    assert lines == {"jinek2012": 3, "cong2013": 4, "mali2013": 4}
    assert document.place(Span(document.text.index("After"), document.text.index("After") + 5)).line == 5
    assert not document.problems


def test_the_list_that_latex_made_is_read_where_the_bib_file_is_missing(project):
    (project / "main.bbl").write_text(
        "\\begin{thebibliography}{1}\n\\bibitem{k} Jinek M. A programmable dual-RNA-guided DNA endonuclease. "
        "Science. 2012;337:816-821.\n\\end{thebibliography}"
    )
    article = extract(read(write(project, "As \\cite{k}.\n\\bibliography{gone}"), root=project))
    assert [reference.label for reference in article.references] == ["k"]
    assert article.document.problems == ("line 4: the bibliography 'gone' was not read: there is no such file",)


def test_a_file_that_the_document_brings_along_is_read():
    document = latex(
        "\\begin{filecontents}[overwrite]{own.bib}\n" + BIB + "\\end{filecontents}\n\\documentclass{article}\n"
        "\\begin{document}\\cite{mali2013}\\bibliography{own}\\end{document}"
    )
    assert [entry.key for entry in document.entries] == ["mali2013"]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../../secret", "outside the project's folder"),
        ("../secret.tex", "outside the project's folder"),
        ("/etc/hosts", "relative to the document"),
        ("~/x", "relative to the document"),
        ("C:/x", "relative to the document"),
        ("|ls", "relative to the document"),
        ("link", "outside the project's folder"),
        (".hidden.tex", "hidden"),
        ("sub/../.git/x", "hidden"),
        ("notes.md", "no such file"),
        ("nothing", "no such file"),
        ("folder.tex", "no such file"),
    ],
)
@pytest.mark.parametrize("command", ["\\input{%s}", "\\include{%s}", "\\bibliography{%s}", "\\addbibresource{%s}"])
def test_nothing_outside_the_project_is_read(tmp_path, command, name, why):
    (tmp_path / "secret.tex").write_text("SECRET")
    (tmp_path / "secret.bib").write_text("SECRET")
    folder = tmp_path / "project"
    for sub in ("sub", ".git", "folder.tex"):
        (folder / sub).mkdir(parents=True, exist_ok=True)
    for suffix in (".tex", ".bib"):
        (folder / f"link{suffix}").symlink_to(tmp_path / "secret.tex")
        (folder / ".git" / f"x{suffix}").write_text("SECRET")
        (folder / f".hidden.tex{suffix if suffix == '.bib' else ''}").write_text("SECRET")
    (folder / "notes.md").write_text("SECRET")
    document = read(write(folder, "Text. " + command % name), root=folder)
    assert "SECRET" not in document.text
    assert len(document.problems) == 1
    assert why in document.problems[0]
    assert name in document.problems[0]


def test_the_folder_above_is_the_project_s_if_it_lies_in_it(project):
    file = write(project / "paper", "\\cite{mali2013}\\bibliography{../refs}")
    assert [entry.key for entry in read(file, root=project).entries] == ["mali2013"]
    assert "outside" in read(file, root=project / "paper").problems[0]


def test_files_that_name_each_other_end(project):
    (project / "a.tex").write_text("x \\input{b} \\input{b}")
    (project / "b.tex").write_text("y \\input{a} \\input{a}")
    document = read(write(project, "\\input{a}"), root=project)
    assert any("too deeply" in problem or "more than" in problem for problem in document.problems)
    assert len(document.problems) <= 101


def test_without_a_folder_nothing_is_followed():
    document = read_bytes(b"\\section{A} \\input{x} \\cite{a}\n\\bibliography{refs}", "-")
    assert document.format == "latex"
    assert [problem.partition(" was not read: ")[2] for problem in document.problems] == [
        "the document was given without its folder"
    ] * 2


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("\\section{Open \\emph{never closed\n\nNext.", "Next."),
        ("Closed } too } often", "too  often"),
        ("\\begin{equation} never ends. Text", "Text"),
        ("\\begin{thebibliography} \\bibitem Smith J. \\bibitem{} Doe", "Smith J."),
        ("\\cite{a, \\emph{b}} text", "text"),
        ("\\cite[never closed text", "text"),
        ("text \\", "text"),
        ("\\verb text", "text"),
        ("\\href{a} text \\url text", "text"),
        ("\\bibitem{k} Smith J. A title. 2012.", "[k] Smith J."),
        ("\\'{} \\\"", ""),
        ("\\end{itemize} \\item text", "text"),
    ],
)
def test_broken_latex_loses_nothing_that_is_printed(source, kept):
    assert kept.replace("  ", " ") in latex(source).text


HOSTILE = {
    "braces": "{" * 200_000,
    "closed": "{" * 100_000 + "}" * 100_000,
    "optional": "\\cite[" * 30_000,
    "emphasis": "\\emph{" * 50_000,
    "quotations": "\\enquote{" * 30_000 + "}" * 30_000,
    "math": "$x" * 50_000,
    "superscripts": "$^{" * 30_000,
    "environments": "\\begin{equation}" * 30_000,
    "verbatim": "\\begin{verbatim}" * 30_000,
    "comments": "%" * 300_000,
    "lines": "% x\n" * 60_000,
    "backslashes": "\\" * 300_000,
    "blank": "\n" * 300_000,
    "blanks": "\n" + " " * 300_000 + "x",
    "accents": '\\"' * 100_000,
    "items": "\\begin{itemize}\\item " * 30_000,
    "works": "\\bibitem{a}" * 30_000,
    "definitions": "\\newcommand{\\a}{" * 20_000,
    "many": "\\cites" + "{a}" * 50_000,
    "keys": "\\cite{" + "a," * 100_000 + "}",
    "entries": "\\entry{a}{b}\\name{author}{1}{}{{{h}{family={" * 5_000,
    "inputs": "\\input{a}" * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_latex_is_read_in_linear_time(name):
    source = "\\section{A} " + HOSTILE[name]
    assert len(latex(source).text) <= 2 * len(source) + 1000


PIECES = st.lists(
    st.sampled_from(
        [
            "\\section{",
            "}",
            "{",
            "\\emph{",
            "\\cite{a,b}",
            "\\bibitem{k} ",
            "\\begin{thebibliography}{9}",
            "\n",
            "\n\n",
            "\\end{thebibliography}",
            "\\item ",
            "\\begin{itemize}",
            "\\end{itemize}",
            "$x^2$",
            "% c\n",
            "~",
            "--",
            "\r\n",
            '\\"o',
            "\\&",
            "\\footnote{",
            "\\url{https://a.b/c%20d}",
            "word ",
            "糖尿病",
            "\\\\",
            "[",
            "]",
            "\\begin{verbatim}",
            "\\textsuperscript{1}",
            "{\\it ",
            "\\begin{document}",
            "\\end{document}",
            "\\title{T}",
            "$^{1}$",
            "&",
            "\\enquote{",
        ]
    ),
    max_size=30,
)


@settings(max_examples=200, deadline=None)
@given(pieces=PIECES)
def test_places_are_those_of_the_source(pieces):
    document = latex("".join(pieces))
    offsets = [document.source_offset(at) for at in range(len(document.text))]
    assert offsets == sorted(offsets)
    for at, character in enumerate(document.text):
        if character in "wd糖尿病":
            assert document.source[document.place(Span(at, at + 1)).start] == character
    for mark in document.marks:
        assert 0 <= mark.span.start <= mark.span.end <= len(document.text)


class TestUnsavedFiles:
    def test_an_editors_text_stands_in_place_of_the_file(self, tmp_path):
        bib = tmp_path / "works.bib"
        bib.write_text("@article{a, title = {Saved}, year = {2001}}")
        text = b"\\documentclass{article}\\begin{document}It rains \\cite{a}.\\bibliography{works}\\end{document}"
        unsaved = b"@article{a, title = {Not saved yet}, year = {2001}}"
        beside = Beside(tmp_path / "a.tex", tmp_path, {bib.resolve(): unsaved})
        assert read_bytes(text, "a.tex", beside).entries[0].fields["title"] == "Not saved yet"

    def test_what_was_looked_for_is_told_also_where_it_is_missing(self, tmp_path):
        (tmp_path / "part.tex").write_text("\\bibliography{works}")
        text = b"\\documentclass{article}\\begin{document}\\input{part}\\input{../out}\\end{document}"
        beside = Beside(tmp_path / "a.tex", tmp_path)
        read_bytes(text, "a.tex", beside)
        named = {file.name for file in beside.asked_for}
        assert {"part.tex", "works.bib"} <= named
        assert "out.tex" not in named
