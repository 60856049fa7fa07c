"""A style and a record are what strangers wrote: neither brings in a file, markup, or a run without end."""

import json
import re

import pytest
from markdown_it import MarkdownIt

from refcheck.errors import UsageError
from refcheck.fix.csl import load
from refcheck.fix.rendering import rendered

HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>t</title></info>'
TITLE = f'{HEAD}<bibliography><layout suffix="."><text variable="title"/></layout></bibliography></style>'
BOMB = (
    HEAD
    + "".join(f'<macro name="m{n}"><group>' + f'<text macro="m{n + 1}"/>' * 10 + "</group></macro>" for n in range(9))
    + '<macro name="m9"><text variable="title"/></macro>'
    + '<bibliography><layout><text macro="m0"/></layout></bibliography></style>'
)


@pytest.mark.parametrize(("content", "why"), [
    ("", "not XML"),
    ("<style", "not XML"),
    ("<html/>", "not a CSL style: its first element is <html>"),
    ('<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + TITLE.replace("<title>t", "<title>&x;"), "document type"),
    ('<!DOCTYPE s [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + TITLE, "document type"),
    (HEAD + "</style>", "no bibliography"),
    (BOMB, "too often"),
    (HEAD + '<macro name="m"><text macro="m"/></macro><bibliography><layout><text macro="m"/></layout></bibliography></style>', "calls itself"),
    (HEAD + '<bibliography><layout><text macro="m"/></layout></bibliography></style>', "is missing"),
    (" " * 1_000_001, "larger than"),
    ("<a>" * 5000, "not XML"),
])  # fmt: skip
def test_a_style_that_cannot_be_used_is_named_with_what_is_wrong(folder, content, why):
    file = folder.path / "mine.csl"
    file.write_text(content, "utf-8")
    with pytest.raises(UsageError, match=why) as raised:
        load(str(file))
    assert str(file) in str(raised.value)


@pytest.mark.parametrize("name", ["missing.csl", "no-such-style", "../apa", "a" * 5000, "", "nature\n"])
def test_a_name_that_is_none(name):
    with pytest.raises(UsageError):
        load(name)


def test_a_style_of_ones_own_and_one_that_depends_on_another(folder):
    own = folder.path / "own.csl"
    own.write_text(TITLE, "utf-8")
    assert rendered(load(str(own)), {"id": "1", "type": "article-journal", "title": "On growth"}) == "On growth."
    own.write_text(
        HEAD.replace("</info>", '<link rel="independent-parent" href="http://www.zotero.org/styles/nature"/></info>')
        + "</style>",
        "utf-8",
    )
    assert load(str(own)).xml == load("nature").xml


@pytest.mark.parametrize("broken", [
    '<names variable="author"><name et-al-min="many" et-al-use-first="x"/></names>',
    '<number variable="volume" form="ordinal"/>', '<date variable="issued"><date-part name="month" form="odd"/></date>',
    '<text term="no-such-term"/>', '<label variable="page"/>', "<unknown/>", '<choose><if type="book"/></choose>',
])  # fmt: skip
def test_a_style_that_citeproc_stumbles_over_prints_nothing_and_breaks_nothing(folder, broken):
    file = folder.path / "own.csl"
    file.write_text(TITLE.replace('<text variable="title"/>', broken), "utf-8")
    from fix.test_fix_printed import TEXT

    assert folder.fixed(TEXT, "--rewrite", "--style", str(file), name="article.txt") == TEXT


def test_nothing_is_asked_of_the_network_and_nothing_printed(capfd):
    from refcheck.fix.csl import NAMES

    item = {"id": "1", "type": "article-journal", "title": "On growth", "container-title": "Neuron", "volume": "3"}
    for name in NAMES:
        assert "growth" in rendered(load(name), item).lower(), name
    assert capfd.readouterr() == ("", "")


HOSTILE = [
    r"Growth <i>in vitro</i> of <sub>2</sub> cells <script>alert(1)</script>",
    r"A \input{/etc/passwd} study of {braces} and $math$ with 50% & more_less #1 ~ ^",
    "[click](javascript:alert) ![x](y) `code` *stars* __lines__ <!-- comment --> &lt;b&gt; of growth",
    "Growth of cells\nand of \x1b[31mtheir\x00 ends\r\n\r\n# Heading \u202egnitirw\u202c",
    "השפעת הטיפול על תאי גזע — effect of growth on cells",
    "<mml:math><mml:mi>x</mml:mi></mml:math> growth of cells in α-synuclein",
]


@pytest.mark.parametrize("title", HOSTILE)
@pytest.mark.parametrize("name", ["article.txt", "article.md", "article.tex"])
def test_what_a_record_says_is_text_in_every_format(folder, title, name):
    work = {
        "doi": "10.5555/hostile", "title": title, "container_title": "Journal of Growth", "volume": "7", "issue": "2",
        "page": "11-19", "issued": [2010], "authors": [{"family": "Eriksen", "given": "B"}, {"family": "Baker\\{}", "given": "A"}],
    }  # fmt: skip
    with (folder.path / "records.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(work) + "\n")
    plain = "Eriksen B, Baker A. Growth. Journal of Growth. 2010;7(2):11-19. doi: 10.5555/hostile"
    heading = {
        "article.txt": "References\n\n1. ",
        "article.md": "# References\n\n1. ",
        "article.tex": "\\begin{thebibliography}{9}\n\\bibitem{a} ",
    }
    text = heading[name] + plain + ("\n\\end{thebibliography}\n" if name.endswith("tex") else "\n")
    new = folder.fixed(text, "--rewrite", "--unsafe", "--style", "apa", name=name)
    assert len(new.splitlines()) == len(text.splitlines())
    assert not {"\x1b", "\x00", "\u202e"} & set(new)
    if name == "article.md":
        page = MarkdownIt("commonmark").render(new)
        assert set(re.findall(r"<(/?\w+|!)", page)) <= {"h1", "/h1", "ol", "/ol", "li", "/li", "p", "/p"}
    assert name != "article.tex" or r"\input" not in new


@pytest.mark.parametrize(("given", "printed"), [
    ("SL", "Salzberg SL"), ("Steven L", "Salzberg SL"), ("Hai-yan", "Salzberg HY"), ("Jean-Pierre", "Salzberg JP"), ("", "Salzberg"),
    ("S. L.", "Salzberg SL"), ("S.L.", "Salzberg SL"),
])  # fmt: skip
def test_initials(given, printed):
    from refcheck.fix.item import _person
    from refcheck.model import Author

    item = {"id": "1", "type": "article-journal", "title": "On growth", "author": [_person(Author("Salzberg", given))]}
    assert rendered(load("vancouver"), item) == f"{printed}. On growth."


def test_a_group_is_printed_as_it_is_called():
    item = {
        "id": "1", "type": "article-journal", "title": "Guidelines?", "container-title": "Neuron", "language": "en",
        "author": [{"literal": "World Health Organization"}], "issued": {"date-parts": [[2010]]}, "volume": "3",
    }  # fmt: skip
    assert rendered(load("gb-t-7714-2015-numeric"), item).startswith("World Health Organization. Guidelines?")
    assert "?." not in rendered(load("vancouver"), item)
    assert rendered(load("chicago"), item).startswith("World Health Organization. 2010. “Guidelines?” Neuron")


def test_capitals_behind_a_hyphen_where_the_style_has_capitals():
    item = {"id": "1", "type": "article-journal", "title": "A memory-efficient follow-up of cells", "language": "en"}
    assert "A Memory-Efficient Follow-up of Cells" in rendered(load("chicago"), item)
    assert "A memory-efficient follow-up of cells" in rendered(load("vancouver"), item)
