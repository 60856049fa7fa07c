import ast
import json
import re
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from selectolax.lexbor import LexborHTMLParser

from refcheck.formats import View, formats, full
from refcheck.formats.difference import difference
from refcheck.formats.translation import Translator
from refcheck.model import Report
from reports import HOSTILE, MALFORMED, hostile_report, report

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs/report.schema.json").read_text("utf-8"))


# Those that are written for any document; the others are written into the author's own file, and have their own tests.
OF_ANY = {name: form for name, form in formats().items() if not hasattr(form, "only")}


@pytest.mark.parametrize("name", OF_ANY)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_format_is_the_same_text_for_the_same_report(name, lang):
    render = formats()[name].render
    assert render(report(), View(lang=lang)) == render(report(), View(lang=lang))


@pytest.mark.parametrize("name", OF_ANY)
@pytest.mark.parametrize("payload", HOSTILE)
def test_every_format_survives_hostile_values(name, payload):
    text = formats()[name].render(report(title=payload, claimed=payload), View(colour=False))
    if isinstance(text, str) and name != "json":
        assert "\x1b" not in text
        assert "\x07" not in text


@pytest.mark.parametrize("payload", [*HOSTILE, *MALFORMED], ids=lambda payload: ascii(payload[:20]))
def test_every_format_survives_a_hostile_value_in_every_field(payload):
    of = hostile_report(payload)
    for name, form in OF_ANY.items():
        written = form.render(of, View(lang="zh"))
        assert written
        if isinstance(written, str):
            written.encode()  # nothing that a file cannot hold
            assert not set("\x00\x07\x1b\x7f\u202e") & set(written), name


def test_json_fits_its_published_schema():
    for payload in ["plain", *HOSTILE]:
        jsonschema.validate(json.loads(formats()["json"].render(report(payload, payload), View())), SCHEMA)


def test_json_of_an_empty_report_fits_the_schema():
    jsonschema.validate(json.loads(formats()["json"].render(Report(), View())), SCHEMA)


class TestHtml:
    @pytest.mark.parametrize("payload", HOSTILE)
    def test_no_markup_of_a_document_comes_through(self, payload):
        page = LexborHTMLParser(formats()["html"].render(report(payload, payload), View()))
        assert len(page.css("script")) == 1  # the page's own
        assert not page.css("img, iframe, object, embed, link, form")
        assert not [node for node in page.css("*") if any(name.startswith("on") for name in node.attributes)]
        for anchor in page.css("a"):
            assert anchor.attributes["href"].startswith(("https://doi.org/", "https://pubmed.ncbi.nlm.nih.gov/", "#"))

    def test_it_needs_nothing_from_outside(self):
        text = formats()["html"].render(report(), View())
        assert "default-src 'none'" in text
        assert not re.search(r"<(?:link|img|script)[^>]+(?:src|href)=", text)

    def test_differences_are_marked_in_words_too(self):
        page = LexborHTMLParser(formats()["html"].render(report(), View()))
        row = next(row for row in page.css("table.side tbody tr") if row.css_first("th").text() == "year")
        assert "different" in row.text()
        assert [mark.text() for mark in row.css("mark")] == ["2009", "2012"]

    def test_it_says_what_could_not_be_read_and_asked(self):
        text = LexborHTMLParser(formats()["html"].render(report(), View())).text()
        assert "articles/one.txt" in text
        assert "is no text" in text
        assert "Crossref did not answer every question" in text

    def test_chinese(self):
        page = LexborHTMLParser(formats()["html"].render(report(), View(lang="zh")))
        assert page.css_first("html").attributes["lang"] == "zh-Hans"
        assert page.css_first("h1").text() == "参考文献核查"
        assert "文中写 2009；Crossref所载的日期是：2012" in page.text()


class TestFull:
    def test_claimed_and_actual_stand_under_each_other_with_carets_below_the_difference(self):
        text = formats()["full"].render(report(), View(width=100))
        lines = text.splitlines()
        claimed = next(number for number, line in enumerate(lines) if line.strip().startswith("claimed  2009"))
        assert lines[claimed + 1].strip() == "^^^^"
        assert lines[claimed + 2].split() == ["actual", "2012"]
        assert lines[claimed].index("2009") == lines[claimed + 2].index("2012") == lines[claimed + 1].index("^")

    @pytest.mark.parametrize("width", [40, 80, 200])
    @pytest.mark.parametrize("lang", ["en", "zh"])
    def test_no_line_is_wider_than_the_terminal(self, width, lang):
        of = report("间充质干细胞治疗神经病理性疼痛的进展与挑战" * 5, "A rather long title that is wrapped " * 5)
        text = formats()["full"].render(of, View(width=width, lang=lang))
        assert max(map(cell_len, text.splitlines())) <= max(width, 40)

    def test_colour_only_where_wanted(self):
        assert "\x1b[" in formats()["full"].render(report(), View(colour=True))
        assert "\x1b[" not in formats()["full"].render(report(), View(colour=False))

    def test_quiet_leaves_the_summary_out(self):
        assert "Verified" in formats()["full"].render(report(), View())
        assert "Verified" not in formats()["full"].render(report(), View(quiet=True))


class TestMarkdown:
    @pytest.mark.parametrize("payload", HOSTILE)
    def test_nothing_of_a_document_becomes_markup(self, payload):
        from markdown_it import MarkdownIt

        html = MarkdownIt("commonmark", {"html": True}).enable("table").render(
            formats()["markdown"].render(report(payload, payload), View())
        )  # fmt: skip
        page = LexborHTMLParser(html)
        assert not page.css("script, img, h1 + table + h1")
        assert len(page.css("h1")) == 1
        for anchor in page.css("a"):
            assert anchor.attributes["href"].startswith("https://doi.org/")


def test_concise_is_one_line_a_finding():
    lines = formats()["concise"].render(report("two\nlines", "three\nlines"), View()).splitlines()
    assert len(lines) == 3  # the unreadable file, title and year
    assert lines[1].startswith("article.txt:1:1: MD20")


class TestDifference:
    def test_words_and_han_characters(self):
        mine, theirs = difference("iron in low-income response", "iron in low-income countries")
        assert [piece.text for piece in mine if piece.differs] == ["response"]
        assert [piece.text for piece in theirs if piece.differs] == ["countries"]
        mine, _ = difference("脊髓损伤", "脊髓修复")
        assert [piece.text for piece in mine if piece.differs] == ["损伤"]

    @given(st.text(max_size=60), st.text(max_size=60))
    def test_the_pieces_are_the_values(self, one, other):
        mine, theirs = difference(one, other)
        assert "".join(piece.text for piece in mine) == one
        assert "".join(piece.text for piece in theirs) == other


def templates():
    """Every sentence that a rule can say, read off the source."""
    for path in [*sorted((ROOT / "refcheck/rules").glob("*.py")), ROOT / "refcheck/findings/suppression.py"]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if re.search(r"(?<!`)\{[a-z_]+\}", node.value):
                    yield node.value
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Rule":
                yield ast.literal_eval(node.args[-1])


def test_every_sentence_of_the_rules_has_a_chinese_translation_with_the_same_values():
    say = Translator("zh")
    for template in templates():
        translated = say(template)
        assert translated != template, template
        assert set(re.findall(r"\{(\w+)\}", translated)) <= set(re.findall(r"\{(\w+)\}", template)), template


def test_every_label_of_the_reports_has_a_chinese_translation():
    say = Translator("zh")
    folder = ROOT / "refcheck/formats"
    sources = [path.read_text("utf-8") for path in [*folder.glob("*.py"), *folder.glob("templates/*")]]
    labels = {full._SUMMARY} | {
        label for text in sources for label in re.findall(r"""say\(\s*["']([^"']+)["']""", text)
    }
    assert len(labels) > 20
    for label in labels:
        assert say(label) != label, label
