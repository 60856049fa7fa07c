"""References written anew in a style: the style is found or named, what stands around the reference stays."""

import json
import re

import pytest
from fix.test_fix_printed import TEXT

JINEK = "Jinek M, Chylinski K, Charpentier E"


def test_a_name_in_a_printed_list_is_put_right_in_the_style_of_the_list(folder):
    wrong = TEXT.replace(JINEK, "Doudna J, Chylinski K, Charpentier E")
    assert folder.fixed(wrong, name="article.txt") == wrong
    assert folder.fixed(wrong, "--unsafe", name="article.txt") == TEXT


def test_markdown_keeps_emphasis_labels_comments_and_line_ends(folder):
    right = TEXT.replace("References", "## References")
    for journal in ("Bioinformatics", "Genome Biol", "Science"):
        right = re.sub(rf"{journal}\. (\d+);(\d+)", rf"*{journal}*. \1;**\2**", right)
    right = right.replace("1225829.\n", "1225829. <!-- kept -->\n").replace("\n", "\r\n")
    wrong = right.replace(JINEK, "Doudna J, Chylinski K, Charpentier E")
    assert folder.fixed(wrong.encode(), "--unsafe", name="article.md") == right.encode()


def test_emphasis_over_two_fields_as_apa_has_it(folder):
    right = """## References

- Jinek, M., Chylinski, K., & Charpentier, E. (2012). A programmable dual-RNA-guided DNA endonuclease in adaptive bacterial immunity. *Science, 337*(6096), 816–821. https://doi.org/10.1126/science.1225829
- Langmead, B., Trapnell, C., Pop, M., & Salzberg, S. L. (2009). Ultrafast and memory-efficient alignment of short DNA sequences to the human genome. *Genome Biology, 10*(3), R25. https://doi.org/10.1186/gb-2009-10-3-r25
- Li, H., & Durbin, R. (2009). Fast and *accurate* short read alignment with Burrows-Wheeler transform. *Bioinformatics, 25*(14), 1754–1760. [10.1093/bioinformatics/btp324](https://doi.org/10.1093/bioinformatics/btp324)
"""
    assert folder.fixed(right.replace("Li, H.", "Lee, H."), "--unsafe", name="article.md") == right


APA = """References

Jinek, M., Chylinski, K., & Charpentier, E. (2012). A programmable dual-RNA-guided DNA endonuclease in adaptive bacterial
    immunity. Science, 337(6096), 816–821. https://doi.org/10.1126/science.1225829
Langmead, B., Trapnell, C., Pop, M., & Salzberg, S. L. (2009). Ultrafast and memory-efficient alignment of short DNA
    sequences to the human genome. Genome Biology, 10(3), R25. https://doi.org/10.1186/gb-2009-10-3-r25
Li, H., & Durbin, R. (2009). Fast and accurate short read alignment with Burrows-Wheeler transform. Bioinformatics,
    25(14), 1754–1760. https://doi.org/10.1093/bioinformatics/btp324
"""


def test_a_wrapped_list_stays_wrapped(folder):
    wrong = APA.replace("Langmead, B., Trapnell, C., Pop", "Langmead, B., Trapp, C., Pope")
    new = folder.fixed(wrong, "--unsafe", name="article.txt")
    assert " ".join(new.split()) == " ".join(APA.split())
    assert [line[:4] == "    " for line in new.splitlines()] == [line[:4] == "    " for line in APA.splitlines()]


NATURE = """
[1] Li, H. & Durbin, R. Fast and accurate short read alignment with Burrows-Wheeler transform. Bioinformatics 25, 1754–1760 (2009). doi: 10.1093/bioinformatics/btp324.
[2] Langmead, B., Trapnell, C., Pop, M. & Salzberg, S. L. Ultrafast and memory-efficient alignment of short DNA sequences to the human genome. Genome Biol. 10, R25 (2009). doi: 10.1186/gb-2009-10-3-r25.
[3] Jinek, M., Chylinski, K. & Charpentier, E. A programmable dual-RNA-guided DNA endonuclease in adaptive bacterial immunity. Science 337, 816–821 (2012). doi: 10.1126/science.1225829.
"""
GB = """
[1] LI H, DURBIN R. Fast and accurate short read alignment with Burrows-Wheeler transform[J/OL]. Bioinformatics, 2009, 25(14): 1754-1760. DOI:10.1093/bioinformatics/btp324.
[2] LANGMEAD B, TRAPNELL C, POP M, et al. Ultrafast and memory-efficient alignment of short DNA sequences to the human genome[J/OL]. Genome Biology, 2009, 10(3): R25. DOI:10.1186/gb-2009-10-3-r25.
[3] JINEK M, CHYLINSKI K, CHARPENTIER E. A programmable dual-RNA-guided DNA endonuclease in adaptive bacterial immunity[J/OL]. Science, 2012, 337(6096): 816-821. DOI:10.1126/science.1225829.
"""


@pytest.mark.parametrize(("style", "expected"), [("nature", NATURE), ("gb-t-7714-2015-numeric", GB)])
@pytest.mark.parametrize("name", ["article.txt", "article.md"])
def test_a_whole_list_in_another_style(folder, style, expected, name):
    new = folder.fixed(TEXT, "--rewrite", "--style", style, name=name)
    assert new == TEXT[: TEXT.index("\n[1] ")] + expected


@pytest.mark.parametrize("style", ["chicago", "ieee", "mdpi", "elsevier-harvard", "mla"])
def test_the_list_reads_as_before_in_any_style(folder, style):
    file = folder.path / "article.txt"
    file.write_text(TEXT, "utf-8")
    done = folder.run(file, "--rewrite", "--style", style)
    assert done.exit_code == 0, done.output
    assert len(done.stdout.splitlines()) == 3
    assert " left" not in done.stderr
    checked = json.loads(folder.run(file, "--format", "json", command="check").stdout)["documents"][0]
    assert [one["verdict"] for one in checked["references"]] == ["verified"] * 3
    assert not checked["findings"]


def test_the_month_that_a_list_of_pubmed_prints_stays(folder):
    dated = (
        TEXT.replace("2009;25", "2009 Jul 15;25")
        .replace("2009;10", "2009 Mar;10")
        .replace("2012;337", "2012 Aug 17;337")
    )
    wrong = dated.replace("Langmead B, Trapnell C", "Langmead B, Trappist C")
    assert folder.fixed(wrong, "--unsafe", name="article.txt") == dated


def test_the_style_of_the_list_is_found(folder):
    assert folder.fixed(TEXT, "--rewrite", name="article.txt") == TEXT
    nature = TEXT[: TEXT.index("\n[1] ")] + NATURE
    assert folder.fixed(nature, "--rewrite", "--style", "detect", name="article.txt") == nature


def test_what_differs_and_may_not_be_changed_keeps_a_reference_as_it_is(folder):
    wrong = TEXT.replace("Science. 2012", "Science. 2002")
    new = folder.fixed(wrong, "--rewrite", "--style", "nature", name="article.txt")
    assert "Science. 2002;337(6096):816-21. doi" in new
    assert "Bioinformatics 25, 1754–1760 (2009)" in new
    assert "year would change too" in folder.told
    ignored = folder.fixed(wrong, "--rewrite", "--style", "nature", "--unsafe", "--ignore", "MD202", name="article.txt")
    assert "Science. 2002;" in ignored
    assert "Science 337, 816–821 (2012)" in folder.fixed(
        wrong, "--rewrite", "--style", "nature", "--unsafe", name="article.txt"
    )


def test_a_reference_that_the_text_cites_by_its_author_keeps_it(folder):
    text = "Editing began with an enzyme (Doudna et al., 2012).\n\n" + APA.replace("Jinek, M.,", "Doudna, J.,")
    new = folder.fixed(text, "--unsafe", name="article.txt")
    assert new == text
    assert re.search(r"the text (cites it by what|outside the list) would", folder.told)


@pytest.mark.parametrize("name", ["library.bib", "library.ris"])
def test_what_is_kept_as_fields_is_never_written_anew(folder, name):
    entry = {
        "library.bib": "@article{li, author = {Li, H}, title = {Fast and accurate short read alignment with Burrows-Wheeler transform},"
        "\n journal = {Bioinformatics}, year = 2009, doi = {10.1093/bioinformatics/btp324}}\n",
        "library.ris": "TY  - JOUR\nAU  - Li, H\nTI  - Fast and accurate short read alignment with Burrows-Wheeler transform\n"
        "JO  - Bioinformatics\nPY  - 2009\nDO  - 10.1093/bioinformatics/btp324\nER  - \n",
    }[name]
    assert folder.fixed(entry, "--rewrite", "--style", "apa", name=name) == entry


@pytest.mark.parametrize(("name", "why"), [
    ("article.html", "html is made from something else"), ("library.ris", "fields, which a style prints elsewhere"),
])  # fmt: skip
def test_what_has_no_list_to_write_anew_is_named(folder, name, why):
    text = {
        "article.html": "<html><body><p>Words.</p></body></html>",
        "library.ris": "TY  - JOUR\nTI  - On growth\nER  -\n",
    }[name]
    assert folder.fixed(text, "--rewrite", "--style", "apa", name=name) == text
    assert why in folder.told


def test_latex_is_escaped_and_keeps_its_commands(folder):
    text = r"""\documentclass{article}
\begin{document}
Cells were given \cite{akh}; aligners are fast \cite{li}, editing began \cite{jinek}.
\begin{thebibliography}{9}
\bibitem{akh} Akhlaghi M, Tavanaei R. Neurological, functional, and quality of life outcomes following combined mesenchymal stem cell and Schwann cell therapy in spinal cord injury: a 9-year experience. \emph{Stem Cell Res Ther}. 2025;16(1):226. doi: 10.1186/s13287-025-04312-7.
\bibitem{li} Li H, Durbin R. Fast and accurate short read alignment with Burrows-Wheeler transform. \emph{Bioinformatics}. 2009;25(14):1754--60. doi: 10.1093/bioinformatics/btp324.
\bibitem{jinek} Jinek M, Chylinski K, Charpentier E. A programmable dual-RNA-guided DNA endonuclease in adaptive bacterial immunity. \emph{Science}. 2012;337(6096):816--21. doi: 10.1126/science.1225829.
\end{thebibliography}
\end{document}
"""
    new = folder.fixed(text, "--unsafe", name="article.tex")
    assert new == text.replace("Akhlaghi M", "Akhlaghpasand M")
    full = folder.fixed(new, "--rewrite", "--style", "apa", name="article.tex")
    assert r"\emph{Stem Cell Research \& Therapy}, 16(1), 226." in full
    assert "Bioinformatics}, 25(14), 1754--1760." in full


@pytest.mark.parametrize(("name", "marked"), [
    ("article.md", "[A programmable dual-RNA-guided DNA endonuclease in adaptive bacterial immunity](https://example.org/a)"),
    ("article.tex", r"\newblock A programmable dual-RNA-guided DNA endonuclease in adaptive bacterial immunity"),
])  # fmt: skip
def test_a_link_or_a_command_is_not_lost(folder, name, marked):
    text = TEXT.replace("A programmable dual-RNA-guided DNA endonuclease in adaptive bacterial immunity", marked)
    if name == "article.md":
        text = text.replace("References", "## References")
    else:
        items = re.sub(r"^\[(\d)\] ", r"\\bibitem{r\1} ", text[text.index("[1] Li") :], flags=re.MULTILINE)
        text = "\\begin{thebibliography}{9}\n" + items + "\\end{thebibliography}\n"
    wrong = text.replace(JINEK, "Doudna J, Chylinski K, Charpentier E")
    assert folder.fixed(wrong, "--unsafe", name=name) == wrong
    assert "would be lost" in folder.told


def test_chinese_references_keep_their_full_width_marks(folder):
    works = [
        {"doi": "10.5555/zh.1", "title": "脊髓损伤后神经再生的研究进展", "container_title": "中国康复医学杂志", "volume": "35",
         "issue": "6", "page": "701-706", "issued": [2020], "authors": [{"family": "王", "given": "小明"}, {"family": "李", "given": "华"}]},
        {"doi": "10.5555/zh.2", "title": "干细胞移植治疗脊髓损伤的临床观察", "container_title": "中华神经外科杂志", "volume": "28",
         "issue": "2", "page": "120-124", "issued": [2012], "authors": [{"family": "陈", "given": "伟"}, {"family": "赵", "given": "敏"}]},
        {"doi": "10.5555/zh.3", "title": "脊髓损伤患者生活质量的调查分析", "container_title": "中国脊柱脊髓杂志", "volume": "21",
         "issue": "4", "page": "311-315", "issued": [2011], "authors": [{"family": "刘", "given": "洋"}]},
    ]  # fmt: skip
    with (folder.path / "records.jsonl").open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(work) + "\n" for work in works)
    text = """参考文献

[1] 王小明，李华．脊髓损伤后神经再生的研究进展［J］．中国康复医学杂志，2020，35（6）：701-706．doi：10.5555/zh.1
[2] 陈伟，赵敏．干细胞移植治疗脊髓损伤的临床观察［J］．中华神经外科杂志，2012，28（2）：120-124．doi：10.5555/zh.2
[3] 刘洋．脊髓损伤患者生活质量的调查分析［J］．中国脊柱脊髓杂志，2011，21（4）：311-315．doi：10.5555/zh.3
"""
    wrong = text.replace("王小明，李华", "张建国，李华")
    assert folder.fixed(wrong, "--rewrite", name="article.txt") == wrong  # the record's names are not surely right
    assert "authors may be another one" in folder.told
    assert folder.fixed(wrong, "--rewrite", "--unsafe", name="article.txt") == text


def test_without_the_extra_it_is_said_what_to_install(folder, monkeypatch):
    monkeypatch.setattr("refcheck.cli.fix.can_print", lambda: False)
    wrong = TEXT.replace(JINEK, "Doudna J, Chylinski K, Charpentier E")
    assert folder.fixed(wrong, "--unsafe", name="article.txt") == wrong
    asked = folder.run("article.txt", "--style", "apa")
    assert "pip install 'refcheck-citations[styles]'" in str(asked.exception)
