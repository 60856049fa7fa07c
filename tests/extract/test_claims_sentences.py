"""Sentences and paragraphs, whose bounds decide which marker belongs to which claim."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcheck.extract.claims.sentences import paragraphs, sentences
from refcheck.model import Span


def split(text: str, markers: tuple[Span, ...] = ()) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text, Span(0, len(text)), markers)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("第一句。第二句！第三句？", ["第一句。", "第二句！", "第三句？"]),
        ("他说：“很好。”然后走了。", ["他说：“很好。”", "然后走了。"]),
        ("他们发表了《为什么？一个问题。》一文。完。", ["他们发表了《为什么？一个问题。》一文。", "完。"]),
        ("Smith et al. Found it. They left.", ["Smith et al. Found it.", "They left."]),
        ("It fell by 3.5 percent (Fig. 2). It rose.", ["It fell by 3.5 percent (Fig. 2).", "It rose."]),
        ("See Proc. Natl. Acad. Sci. USA for it. Next.", ["See Proc. Natl. Acad. Sci. USA for it.", "Next."]),
        ("It appeared in Nat. Genet. The end.", ["It appeared in Nat. Genet.", "The end."]),
        ("J. D. Watson wrote it. F. Crick agreed.", ["J. D. Watson wrote it.", "F. Crick agreed."]),
        ("研究完成.结果良好", ["研究完成.", "结果良好"]),
        ("比例为3.5倍", ["比例为3.5倍"]),
        ("《没有关上的书名。第二句。", ["《没有关上的书名。", "第二句。"]),
    ],
)
def test_sentences(text, parts):
    assert split(text) == parts


def test_a_marker_after_the_full_stop_stays_with_its_sentence():
    text = "他们发表了论文。[1][2]该文很短。"
    assert split(text, (Span(8, 11), Span(11, 14))) == ["他们发表了论文。[1][2]", "该文很短。"]


def test_a_narrative_citation_begins_the_next_sentence():
    text = "It is so. Watson (1953) agreed."
    assert split(text, (Span(10, 23),)) == ["It is so.", "Watson (1953) agreed."]


def test_paragraphs_are_lines_unless_prose_was_broken_to_a_width():
    text = "标题\n第一段。\n\nThis line of prose was broken to some width by a\nprogram and goes on here.\nShort\nheading\n"
    found = [text[span.start : span.end] for span in paragraphs(text, 0, len(text))]
    assert found == [
        "标题",
        "第一段。",
        "This line of prose was broken to some width by a\nprogram and goes on here.",
        "Short",
        "heading",
    ]


@given(st.text(alphabet="aB.。！?《》“”[1] \n中文et al.", max_size=100))
def test_nothing_is_lost_and_nothing_overlaps(text):
    end = 0
    seen = ""
    for paragraph in paragraphs(text, 0, len(text)):
        for span in sentences(text, paragraph):
            assert end <= span.start < span.end <= len(text)
            seen += text[span.start : span.end]
            end = span.end
    assert "".join(seen.split()) == "".join(text.split())
