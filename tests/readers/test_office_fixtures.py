"""Files that LibreOffice and pandoc wrote; fixtures/README.md says how."""

from __future__ import annotations

from pathlib import Path

import pytest

from refcheck.extract import extract
from refcheck.model.document import MarkType
from refcheck.readers import read

FOLDER = Path(__file__).with_name("fixtures")


@pytest.mark.parametrize(
    "name", ["genome-editing.docx", "genome-editing.odt", "genome-editing.with-pandoc.docx", "genome-editing.epub"]
)
def test_an_article_by_a_word_processor(name):
    document = read(FOLDER / name, root=FOLDER)
    assert (document.path, document.problems) == (name, ())
    assert document.title == "Genome editing: how a bacterial defence became a tool"
    assert "steer Cas9 to a chosen sequence1. Human cells" in document.text
    assert "2012\tcleavage in a test tube\n" in document.text or name.endswith(".epub")
    assert "Which is another story." in document.text
    article = extract(document)
    assert [one.label for one in article.references] == ["1", "2", "3"]
    assert [one.claimed.authors[0].family for one in article.references] == ["Jinek", "Cong", "Mali"]
    assert article.references[0].identifiers.doi == "10.1126/science.1225829"
    assert ("1",) in [one.labels for one in article.citations]
    assert article.language == "en"


@pytest.mark.parametrize("name", ["genome-editing.docx", "genome-editing.odt", "genome-editing.with-pandoc.docx"])
def test_what_a_word_processor_says_of_the_text(name):
    document = read(FOLDER / name, root=FOLDER)

    def marked(kind):
        return [document.text[mark.span.start : mark.span.end] for mark in document.marked(kind)]

    assert marked(MarkType.HEADING) == [
        "Genome editing: how a bacterial defence became a tool",
        *("From a bacterium to a tool", "References", "Footnotes"),
    ]
    assert marked(MarkType.ITALIC) == ["Science"] * 4
    assert marked(MarkType.SUPERSCRIPT) == ["1", "2,3", "1"]
    assert [mark.value for mark in document.marked(MarkType.LIST_ITEM)] == ["1.", "2.", "3.", "1"]
    assert [mark.value for mark in document.marked(MarkType.LINK)] == ["https://doi.org/10.1126/science.1225829"]


def test_a_chinese_article():
    document = read(FOLDER / "neuropathic-pain.zh-Hans.docx", root=FOLDER)
    article = extract(document)
    assert (article.language, article.title) == ("zh-Hans", "神经病理性疼痛：间充质干细胞能带来什么？")
    (one,) = article.references
    assert one.identifiers.doi == "10.3389/fcell.2025.1536566"
    assert [claim.journal for claim in article.claims] == ["干细胞研究与治疗"] * 2
