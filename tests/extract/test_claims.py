"""Claims of whole documents: which sentences make one, and which reference it belongs to."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.extract.claims import find_claims
from refcheck.model import Author, Citation, Claim, Document, Fields, Mark, MarkType, Reference, Span

WORKS = (
    ("Jumper", "Nature", "2021"),
    ("Watson", "Nature", "1953"),
    ("Ioannidis", "PLoS Med", "2005"),
    ("Page", "BMJ", "2021"),
    ("Altschul", "J Mol Biol", "1990"),
    ("Devos", "Theor Appl Genet", "1998"),
)
REFERENCES = tuple(
    Reference(str(number), "", Span(0, 0), claimed=Fields(authors=(Author(family),), journal=journal, year=year))
    for number, (family, journal, year) in enumerate(WORKS, start=1)
)


def claims(text: str, references=REFERENCES, list_span: Span | None = None) -> list[Claim]:
    """The claims of a text in which [1], 【1】 are markers and *…* is italic."""
    marks = []
    while star := re.search(r"\*([^*]+)\*", text):
        text = text[: star.start()] + star.group(1) + text[star.end() :]
        marks.append(Mark(MarkType.ITALIC, Span(star.start(), star.start() + len(star.group(1)))))
    citations = [
        Citation(found.group(), Span(*found.span()), tuple(found.group(1).split(",")))
        for found in re.finditer(r"[\[【](\d[\d,]*)[\]】]", text[: list_span.start if list_span else None])
    ]
    document = Document("sample.txt", "text", text, marks=tuple(marks))
    found = find_claims(document, "en", references, citations, list_span)
    for claim in found:  # spans always say where the words stand
        for span, value in ((claim.journal_span, claim.journal), (claim.title_span, claim.title)):
            assert value == (" ".join(text[span.start : span.end].split()) if span else "")
    return found


def told(text: str, **more) -> list[tuple[str | None, str, str]]:
    """Reference, journal and date of each claim."""
    return [(c.reference, c.journal, str(c.date) if c.date else "") for c in claims(text, **more)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021年7月，DeepMind团队在《自然》杂志上发表论文[1]，介绍了AlphaFold。", ("1", "自然", "2021-07")),
        ("该成果刊登于《自然》（2021年）[1]，引起广泛关注。", ("1", "自然", "2021")),
        ("發表在《自然》（2021年）上的一項工作表明，結構可以預測[1]。", ("1", "自然", "2021")),
        ("这一结论与2021年《自然》刊登的研究结果一致【1】。", ("1", "自然", "2021")),
        ("近日，国际期刊杂志“自然”刊发了一篇文章[1]。", ("1", "自然", "")),
        ("2021年7月15日，英國科研人員在行業期刊「自然」上發表了論文。[1]", ("1", "自然", "2021-07-15")),
        ("相关成果于2021年7月15日在线发表在国际顶尖学术期刊Nature上[1]。", ("1", "Nature", "2021-07-15")),
        ("《自然》（Nature）2021年发表的一项研究显示，结构可以预测[1]。", ("1", "Nature", "2021")),
        ("《英国医学杂志》（BMJ）2021年发表的声明更新了条目[4]。", ("4", "英国医学杂志", "2021")),
        ("他们在《自然》子刊《自然·通讯》上发表了后续研究[1]。", ("1", "自然·通讯", "")),
        ("根据《自然》2021年的一项研究，结构可以预测[1]。", ("1", "自然", "2021")),
        ("2005年，Ioannidis在PLoS Medicine发表了论文[3]。", ("3", "PLoS Medicine", "2005")),
        ("2021年，英国医学杂志发表了PRISMA声明的更新论文[4]。", ("4", "英国医学杂志", "2021")),
        ("据《自然》杂志报道，结构可以预测[1]。", ("1", "自然", "")),
        ("一项由伦敦的公司牵头的研究（发表于《自然》，2021年）显示[1]", ("1", "自然", "2021")),
        ("该方法的论文2021年登上《自然》封面[1]。", ("1", "自然", "2021")),
        ("二〇二一年七月，《自然》杂志发表了该论文[1]。", ("1", "自然", "2021-07")),
        ("北京时间2021年7月16日凌晨，国际学术期刊《自然》在线发表了该成果[1]。", ("1", "自然", "2021-07-16")),
        ("他们将结果发表在了2021年的《自然》上[1]。", ("1", "自然", "2021")),
        ("论文于2021年7月被《自然》接收[1]。", ("1", "自然", "2021-07")),
    ],
)
def test_chinese_announcements(text, expected):
    assert told(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A study published in Nature in 2021 showed that folding can be predicted [1].", ("1", "Nature", "2021")),
        ("A study published online July 15, 2021, in *Nature* made news [1].", ("1", "Nature", "2021-07-15")),
        ("According to a 2005 article in the journal PLoS Medicine, most findings are false [3].", ("3", "PLoS Medicine", "2005")),
        ("In 1990, Altschul and colleagues reported in Journal of molecular biology that a heuristic is enough [5].", ("5", "Journal of molecular biology", "1990")),
        ("The work, which appeared in J. Mol. Biol. in 1990, has been widely cited [5].", ("5", "J. Mol. Biol.", "1990")),
        ("Writing in “Nature” (1953), Watson and Crick proposed a double helix [2].", ("2", "Nature", "1953")),
        ("Writing in TAG. Theoretical and applied genetics. Theoretische und angewandte Genetik (1998), Devos et al. compared maps [6].",
         ("6", "TAG. Theoretical and applied genetics. Theoretische und angewandte Genetik", "1998")),
        ("In 1998, Devos et al. reported in TAG. Theoretical and applied genetics. Theoretische und angewandte Genetik that the maps agree [6].",
         ("6", "TAG. Theoretical and applied genetics. Theoretische und angewandte Genetik", "1998")),
        ("It was published in Nanomedicine : nanotechnology, biology, and medicine in 2012 [1].",
         ("1", "Nanomedicine : nanotechnology, biology, and medicine", "2012")),
        ("A paper published in Bioinformatics (Oxford, England) in 2009 showed it [1].", ("1", "Bioinformatics (Oxford, England)", "2009")),
        ("Published in the Proceedings of the National Academy of Sciences of the United States of America in 2010, it was noted [1].",
         ("1", "Proceedings of the National Academy of Sciences of the United States of America", "2010")),
        ("It was published in the Proceedings of the National Academy of Sciences (PNAS) in 2010 [1].",
         ("1", "Proceedings of the National Academy of Sciences", "2010")),
        ("A paper in the May 2021 issue of Nature described it [1].", ("1", "Nature", "2021-05")),
        ("In 2021, Nature published a study that changed the field [1].", ("1", "Nature", "2021")),
        ("Jumper et al. (2021) reported in Nature that proteins can be folded [1].", ("1", "Nature", "2021")),
        ("It was published in Nature, and the authors received a prize [1].", ("1", "Nature", "")),
        ("It appeared in Nat. Genet. The authors compared genomes.", (None, "Nat. Genet.", "")),
        ("A study in The New phytologist (2009) reviewed endophytes [1].", ("1", "The New phytologist", "2009")),
    ],
)  # fmt: skip
def test_english_announcements(text, expected):
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "本研究评估了2013年8月至2022年9月期间的患者[1]。",
        "2019年，该院开展了一项II期临床试验[1]。",
        "国家卫生健康委发布了《高血压诊疗指南》[1]。",
        "《中国高血压防治指南（2018年修订版）》推荐这种方法[1]。",
        "1859年，达尔文出版了《物种起源》。",
        "《中华人民共和国药品管理法》规定了上述内容[1]。",
        "《人民日报》发表了评论员文章。",
        "该刊被收录于《中国科学引文数据库》[1]。",
        "他们在arXiv上发布了预印本[1]。",
        "图片来源：《自然》[1]",
        "他在《自然》《科学》等期刊上发表论文30余篇。",
        "2021年《自然》和《科学》分别发表了两篇研究[1,2]。",
        "发表在权威期刊上的研究显示有效[1]。",
        "2021年，他们就此发表了声明[1]。",
        "本文仅用于传播科普知识，分享行业观点。",
        "Since 2010, many papers have been published in this field [1].",
        "A 2019 trial enrolled 300 patients [1].",
        "Similar effects were reported in Arabidopsis [1].",
        "Similar effects were described in European populations in 2010 [2].",
        "It was reported in Chinese Han patients that the allele is rare [1].",
        "The disease was first described in London in 1872 [1].",
        "The results were published in English in 2010 [1].",
        "We searched PubMed for articles published in English before 2020 [1].",
        "As shown in Table 2, the results reported in Figure 1 hold [1].",
        "The sequences were published in GenBank in 2010 [1].",
        "As described in Materials and Methods [1], samples were frozen.",
        "The report was first published in 2003 and updated in 2018 [1].",
        "The book was published in 1962 [1].",
        "The preprint appeared in bioRxiv in 2020 [1].",
        "The study was published in a peer-reviewed journal [1].",
        "As reported in The New York Times in 2019, the drug failed [1].",
        "Results were published in Nature and Science in 2020 [1].",
        "It was published in 2021.",
        "On the Origin of Species appeared in London.",
        "Its results were not published until 2019 [1].",
    ],
)
def test_what_announces_no_journal_article_is_no_claim(text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2019年，该院进行了一项试验，结果发表在《自然》上[1]。", ""),
        ("自2010年以来，相关研究陆续发表于《自然》[1]。", ""),
        ("2013年8月至2022年9月期间，患者接受治疗，结果发表在《自然》杂志[1]。", ""),
        ("2018年诺贝尔奖得主在《自然》上发表评论[1]。", ""),
        ("2019年全球疾病负担研究的结果发表于《自然》[1]。", ""),
        ("该药于2019年获批上市，其结果2021年发表在《自然》上[1]。", "2021"),
        ("In 2010, a trial enrolled 30 patients and was published in Nature [1].", ""),
        ("The 2019 outbreak was described in Nature [1].", ""),
        ("The registry was set up in 2008; results were published in Nature in 2016 [1].", "2016"),
        ("Between 2010 and 2015, 30 articles were published in Nature on this topic [1].", ""),
    ],
)
def test_the_date_of_another_event_is_not_the_date_of_publication(text, date):
    assert [found[2] for found in told(text)] == [date]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("2021年，他们在《自然》上发表了一篇题为《高精度蛋白质结构预测》的论文[1]。", "高精度蛋白质结构预测"),
        ("在行業期刊《自然》上發表了一篇關於《蛋白質結構的高精度預測》的研究[1]。", "蛋白質結構的高精度預測"),
        ("研究成果以“Highly accurate protein structure prediction”为题，发表在《自然》上[1]。", "Highly accurate protein structure prediction"),
        ("2021年，某大学发布了一篇学位论文《蛋白质结构预测的初步研究》的研究结果[1]。", "蛋白质结构预测的初步研究"),
        ("The article “Why Most Published Research Findings Are False” appeared in PLoS Medicine in 2005 [3].", "Why Most Published Research Findings Are False"),
        ('Ioannidis published a paper entitled "Why most published research findings are false," in PLoS Medicine (2005) [3].', "Why most published research findings are false"),
    ],
)  # fmt: skip
def test_titles(text, title):
    (claim,) = claims(text)
    assert claim.title == title


def test_a_quoted_table_or_scale_is_no_title():
    (claim,) = claims("他们在《自然》上发表论文，并使用了《生活质量量表简版》评分[1]。")
    assert claim.title == ""


class TestLinking:
    def test_each_claim_takes_the_marker_that_follows_it(self):
        text = "It was published in Nature in 2021 [1] and later work appeared in PLoS Medicine in 2005 [3]."
        assert told(text) == [("1", "Nature", "2021"), ("3", "PLoS Medicine", "2005")]

    def test_the_second_of_two_journals(self):
        assert told("Published in Science [1] and Cell [2], they changed the field.") == [("1", "Science", ""), ("2", "Cell", "")]  # fmt: skip

    def test_two_chinese_claims_in_a_sentence(self):
        text = "这项研究发表于《自然》[1]，而另一项研究则发表于《细胞》[2]。"
        assert told(text) == [("1", "自然", ""), ("2", "细胞", "")]

    def test_a_sentence_that_refers_back_belongs_to_the_work_before(self):
        text = "近日，国际期刊杂志“自然”刊发了一篇文章【1】。该研究于2001年发表，讨论了目前的进展与挑战。"
        assert told(text) == [("1", "自然", ""), ("1", "", "2001")]

    def test_also_when_only_the_sentence_before_is_cited(self):
        assert told("结构可以预测[1]。该研究于2021年发表。") == [("1", "", "2021")]
        assert told("Structures can be predicted [1]. The study was published in 2021.") == [("1", "", "2021")]

    def test_a_marker_after_the_full_stop_belongs_to_the_sentence(self):
        assert told("2021年，他们在《自然》上发表了论文。[1]\n1953年的工作见另文。[2]") == [("1", "自然", "2021")]

    def test_among_several_references_the_one_that_fits(self):
        assert told("A study published in Nature in 1953 [1,2,3] proposed a helix.") == [("2", "Nature", "1953")]

    def test_none_is_guessed_when_none_of_several_fits(self):
        assert told("A study published in Gut in 2018 [1,2] proposed it.") == []

    def test_author_and_year(self):
        assert told("Ioannidis and colleagues argued in PLoS Medicine in 2005 that it is so.") == [("3", "PLoS Medicine", "2005")]  # fmt: skip

    def test_an_author_whose_year_does_not_fit_is_not_enough(self):
        assert told("Jumper and colleagues reported in Gut in 2018 that it is so.") == [(None, "Gut", "2018")]

    def test_a_marker_of_another_clause_does_not_count(self):
        assert told("X is known [1], whereas a study in Gut in 2018 showed Y.") == [(None, "Gut", "2018")]

    def test_nor_does_one_of_another_sentence(self):
        assert told("A paper in Gut in 2018 changed the field. Many have followed [1].") == [(None, "Gut", "2018")]

    def test_a_sentence_after_that_speaks_of_it_counts(self):
        assert told("他们在《肠道》上发表了论文。该文章介绍了新方法[1]。") == [("1", "肠道", "")]

    def test_a_claim_repeated_at_the_end_without_marker(self):
        text = (
            "某医院在国际期刊杂志《自然》上刊发了一篇文章[1]。\n\n写在最后:某医院在《自然》上发表的成果是一座里程碑。"
        )
        assert told(text) == [("1", "自然", ""), ("1", "自然", "")]

    def test_another_publication_in_the_same_journal_is_not_the_repetition(self):
        text = "A study published in Nature in 2021 showed it [1].\n\nIn 2010, a study in Nature said otherwise."
        assert told(text) == [("1", "Nature", "2021"), (None, "Nature", "2010")]

    def test_the_only_reference_of_an_article_without_markers(self):
        text = "近期，某医院在国际期刊《Regen Ther》上发表了一篇文章。\n\n2023年，美国运动医学杂志发表了一项试验。"
        found = told(text, references=REFERENCES[:1])
        assert found == [("1", "Regen Ther", ""), (None, "美国运动医学杂志", "2023")]

    def test_a_label_that_the_list_lacks_is_kept(self):
        assert told("A study published in Nature in 2021 [99] showed it.") == [("99", "Nature", "2021")]

    def test_the_reading_that_the_reference_confirms(self):
        text = "It was published in BMJ, Clinical Research and Practice in 2021 [4]."
        assert told(text) == [("4", "BMJ", "2021")]

    def test_but_a_longer_name_is_not_cut_to_fit(self):
        assert told("It was published in Nature Communications in 2021 [1].") == [
            ("1", "Nature Communications", "2021")
        ]


def test_the_reference_list_makes_no_claims():
    body = "Some text.\n\n"
    listed = "References\n[1] Jumper J. Highly accurate. Published in Nature in 2021.\n"
    after = "\n免责说明：该研究发表于《自然》[1]。"
    span = Span(len(body), len(body) + len(listed))
    assert told(body + listed + after, list_span=span) == [(None, "自然", "")]


def test_lines_broken_to_a_width_are_one_sentence():
    text = "According to a 1990 article published in the Journal of\nMolecular Biology, a heuristic search is enough\nfor most purposes [5].\n"
    assert told(text) == [("5", "Journal of Molecular Biology", "1990")]


def test_the_claim_shows_its_sentence():
    text = "First. A study published in Nature in 2021 showed it [1]. Last."
    (claim,) = claims(text)
    assert claim.text == "A study published in Nature in 2021 showed it [1]."
    assert text[claim.span.start : claim.span.end] == claim.text


_PIECES = (
    "在 《 》 “ ” 发表 刊登 于 上 自然 Nature 2021年 （ ） [1] 。 ， published in the journal A study Nat. Genet. , . : ( )"
    " 2015 that \n ; colleagues reported 该研究 期刊 杂志 & “A 一篇 关于 的研究 TAG. in and"
)
PIECES = _PIECES.split(" ")


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.sampled_from(["", " "]))
def test_never_raises_and_every_span_lies_in_the_text(pieces, joint):
    text = joint.join(pieces).replace("*", "")
    for claim in claims(text):
        assert claim.journal or claim.date or claim.title
        for span in (claim.span, claim.journal_span, claim.date_span, claim.title_span):
            assert span is None or 0 <= span.start < span.end <= len(text)


@given(st.text(max_size=60))
def test_any_text_is_read(text):
    claims(text.replace("*", ""))


@pytest.mark.parametrize(
    "piece",
    [
        "《", "“", "（", "在《自然》上", "《自然》发表", "published in ", "published in Nature, ", "Nature ", "发表在(", "研究",
        "published a ", "study by ", "the journal in ", "A. ", "近日，期刊“自然”刊发了文章[1]。该研究于2016年发表。\n",
        "A study published in Nature in 2015 showed it [1].\n",
    ],
)  # fmt: skip
def test_time_is_linear(piece):
    text = piece * (40_000 // len(piece))
    began = time.perf_counter()
    claims(text)
    assert time.perf_counter() - began < 4
