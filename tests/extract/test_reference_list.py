"""Finding the reference list and its entries in the forms in which articles print them."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcheck.extract.reference_list import segment
from refcheck.model import Document, Mark, MarkType, Span

WORKS = [
    "Watson JD, Crick FHC. Molecular structure of nucleic acids. Nature. 1953;171:737-738. doi: 10.1038/171737a0",
    "Altschul SF, Gish W, Miller W, et al. Basic local alignment search tool. J Mol Biol. 1990;215(3):403-410.",
    "World Health Organization. Global tuberculosis report. Geneva: WHO; 2020.",
    "青蒿素结构研究协作组.一种新型的倍半萜内酯——青蒿素[J].科学通报,1977,22(3):142.",
    "Sanger F, Nicklen S, Coulson AR. DNA sequencing with chain-terminating inhibitors. PNAS. 1977;74:5463-5467.",
    "de Vries H. Die Mutationstheorie. Leipzig: Veit; 1901.",
]
APA = [
    (
        "Altschul, S. F., Gish, W., Miller, W., Myers, E. W., & Lipman, D. J. (1990). Basic local alignment search tool. "
        "Journal of Molecular Biology, 215(3), 403–410. https://doi.org/10.1016/S0022-2836(05)80360-2"
    ),
    "Darwin, C. (1859). On the origin of species by means of natural selection. London: John Murray.",
    (
        "Jumper, J., Evans, R., Pritzel, A., Green, T., Figurnov, M., Ronneberger, O., Hassabis, D., et al. (2021). Highly "
        "accurate protein structure prediction with AlphaFold. Nature, 596, 583–589."
    ),
    "McClintock, B. (1984). The significance of responses of the genome to challenge. Science, 226, 792–801.",
    (
        "Sanger, F., Nicklen, S., & Coulson, A. R. (1977). DNA sequencing with chain-terminating inhibitors. Proceedings "
        "of the National Academy of Sciences, 74, 5463–5467."
    ),
    (
        "Watson, J. D., & Crick, F. H. C. (1953). Molecular structure of nucleic acids: a structure for deoxyribose "
        "nucleic acid. Nature, 171, 737–738. https://doi.org/10.1038/171737a0"
    ),
    "Wright, S. (1931). Evolution in Mendelian populations. Genetics, 16, 97–159.",
]
PROSE = "Heredity and its molecules\n\nIt has long been known [1] that cells divide. In 1953. a model came [2,3].\n\n"
CIRCLED = "①②③④⑤⑥"


def document(text, *marks):
    return Document("a.txt", "text", text, marks=marks)


def entries(text, *marks):
    return segment(document(text, *marks)).entries


def texts(text, *marks):
    return [entry.text for entry in entries(text, *marks)]


def printed(label, works=WORKS, between="\n"):
    return between.join(label(i, work) for i, work in enumerate(works, 1))


@pytest.mark.parametrize(
    "heading",
    [
        "References", "REFERENCES:", "7. References", "VII. REFERENCES", "## References", "**References**",
        "R E F E R E N C E S", "Bibliography", "Works Cited", "Literature cited", "References and Notes",
        "Supplementary references", "Literaturverzeichnis", "参考文献", "参考文献：", "【参考文献】", "参考文献(References)",
        "六、参考文献", "主要参考资料：", "参考资料：", "參考資料:", "參考文獻", "引用文献",
    ],
)  # fmt: skip
def test_headings(heading):
    text = f"{PROSE}{heading}\n{printed('[{}] {}'.format)}\n\nAcknowledgements\n\nWe thank all of 2013.\n"
    assert texts(text) == WORKS


@pytest.mark.parametrize(
    "label",
    [
        "[{}] {}",
        "[{}]{}",
        "[{}]: {}",
        "{}、{}",
        "{}. {}",
        "{}.{}",
        "{}) {}",
        "({}) {}",
        "（{}）{}",
        "【{}】{}",
        "［{}］{}",
        "{} {}",
        "{}\t{}",
        "{}.\n{}",
        "[{}]\n{}",
    ],
)
@pytest.mark.parametrize("before", [f"{PROSE}References\n", ""], ids=["article", "list only"])
def test_numbers(label, before):
    found = entries(before + printed(label.format) + "\n")
    assert [entry.text for entry in found] == WORKS
    assert [entry.label for entry in found] == list("123456")
    assert all(entry.numbered for entry in found)


def test_circled_numbers():
    found = entries(PROSE + "参考文献\n" + printed(lambda i, work: CIRCLED[i - 1] + work))
    assert [(entry.label, entry.text) for entry in found] == [(str(i), work) for i, work in enumerate(WORKS, 1)]


@pytest.mark.parametrize("label", ["{1}", "• {1}", "- {1}"])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_no_numbers(label, between):
    found = entries(PROSE + "References\n\n" + printed(label.format, between=between) + "\n")
    assert [entry.text for entry in found] == WORKS
    assert [entry.label for entry in found] == list("123456")
    assert not any(entry.numbered for entry in found)


@pytest.mark.parametrize(
    ("start", "between"),
    [("参考资料：", ""), ("参考资料：\n", " "), ("References: ", " "), ("References\n", " ")],
)
@pytest.mark.parametrize("label", ["[{}] {}", "【{}】{}"])
def test_a_list_in_one_line(start, between, label):
    assert texts(PROSE + start + printed(label.format, between=between) + "\n免责说明：本文于2020年发布。") == WORKS


def test_one_entry_on_the_line_of_the_heading():
    assert (
        texts("神经损伤可以修复。\n參考資料：" + WORKS[0] + "\n免責說明：本文僅用於傳播科普知識。\n掃碼添加微信")
        == WORKS[:1]
    )


@pytest.mark.parametrize(
    "end",
    [
        "Acknowledgements\nWe thank Smith (2013).", "Appendix A. Further tables of 2013", "附录", "作者简介：张三，1980年生",
        "致谢\n感谢2013年的同事", "Author contributions\nJS wrote it in 2013.", "Funding: supported by X in 2013.",
        "Figure 1. The helix of 1953.", "Table 1: Yields of 2013", "Supplementary Material", "© 2020 The Authors.",
        "扫码添加微信", "掃碼添加微信", "免責說明:本文2020", "Received: 3 May 2013", "Publisher’s Note Springer Nature remains neutral",
        "Conflict of interest\nNone.", "责任编辑：李四", "Correspondence: J. Smith, 2013 Road", "上一篇：干细胞 2020",
        "How to cite this article: Smith J. X. 2020;1:1-2.", "# Next section\nIn 2013",
    ],
)  # fmt: skip
@pytest.mark.parametrize("label", ["{}. {}", "{1}"])
def test_what_comes_after(end, label):
    assert texts(f"{PROSE}References\n{printed(label.format)}\n{end}\nSome more text of 2014 here.\n") == WORKS


def test_a_heading_of_the_format_ends_the_list():
    text = f"{PROSE}References\n{printed('[{}] {}'.format)}\nClosing words\nIn 2013 it was over.\n"
    start = text.index("Closing words")
    marks = (Mark(MarkType.HEADING, Span(start, start + 13), "2"),)
    assert texts(text, *marks) == WORKS


def test_words_of_an_entry_do_not_end_the_list():
    wrapped = "[1] Finkelberg M. Zastava spaces (with\nan appendix by Galyna D), Adv Math 1, 2 (2015).\n[2] Li X. On maps. Ann Math. 2001;3:4-5.\n"
    assert len(entries("References\n" + wrapped)) == 2


def test_page_furniture_is_left_out():
    page = "\n\n{}\n\fJ. Smith et al. / Field Crops Research 12 (2013) 45-51\n"
    works = "\n".join(f"{i}. {work}{page.format(700 + i) if i % 2 == 0 else ''}" for i, work in enumerate(WORKS, 1))
    assert texts(f"{PROSE}References\n{works}\n") == WORKS


def test_the_rest_of_a_wrapped_line_is_no_page_number():
    text = "References\n[1] Goerdt T, Moore B. Core creation. MNRAS 368,\n1073 (2006).\n[2] Li X. On maps. Ann Math 90-\n101 (2001).\n"
    assert texts(text) == [
        "Goerdt T, Moore B. Core creation. MNRAS 368, 1073 (2006).",
        "Li X. On maps. Ann Math 90-101 (2001).",
    ]


@pytest.mark.parametrize("width", [50, 70, 100])
def test_wrapped_lists_without_labels(width):
    lines = "\n".join(textwrap.fill(work, width, break_long_words=False, break_on_hyphens=False) for work in APA)
    assert texts(f"{PROSE}References\n{lines}\n") == APA


def test_hanging_indents():
    works = "\n".join(
        textwrap.fill(work, 60, subsequent_indent="    ", break_on_hyphens=False, break_long_words=False)
        for work in APA
    )
    assert texts(f"References\n\n{works}\n") == APA


def test_a_year_at_the_start_of_a_line_is_no_label():
    text = "References\n1. Smith J. A first paper, New York,\n2013. With notes. Nature 1:2-3.\n2. Li X. A second. Cell.\n1999. 4:5-6.\n"
    assert [entry.label for entry in entries(text)] == ["1", "2"]


def test_repeated_author_dashes_begin_entries():
    text = (
        "References\nGillespie, J. H. 1978. A general model. Theoretical Population Biology 14: 1-45.\n"
        "———. 1991. The causes of molecular evolution. Oxford University Press, Oxford.\n"
        "--- & C. Langley. 1974. A general model to account for enzyme variation. Genetics 76: 837-848.\n"
        "Wright, S. 1931. Evolution in Mendelian populations. Genetics 16: 97-159.\n"
    )
    assert len(entries(text)) == 4


def test_hyphens_of_the_wrap_are_mended_and_others_kept():
    text = (
        "A large-scale study.\n\nReferences\n[1] Gai W. Experimental demon-\nstration of large-\nscale effects. Phys Rev 61, 2756-\n2758 (1988).\n"
        "[2] Yoon K-\nH. A study. Science 3:4 (2001).\n"
    )
    assert texts(text) == [
        "Gai W. Experimental demonstration of large-scale effects. Phys Rev 61, 2756-2758 (1988).",
        "Yoon K-H. A study. Science 3:4 (2001).",
    ]


def test_several_works_under_one_number():
    text = (
        "References\n[1] A. Smith and B. Jones, Phys. Rev. D 55, 6760 (1997); C. Brown, Phys. Rev. D 58, 116002 (1998).\n"
        "[2] Beal, M.F.; Lang, A.E.; Ludolph, A.C. Neurodegenerative Diseases. Cambridge University Press, 2005.\n"
    )
    assert [(e.label, e.numbered) for e in entries(text)] == [("1", True), ("1b", False), ("2", True)]


def test_repeated_numbers_and_second_lists_get_suffixes():
    again = "[1] Li X. On maps. Ann Math. 2001;3:4-5.\n[2] Wu C. Parity. Phys Rev. 1957;105:1413.\n"
    text = f"References\n{again}\nAcknowledgements\nThanks.\n\nSupplementary references\n{again}"
    assert [entry.label for entry in entries(text)] == ["1", "2", "1a", "2a"]


def test_keys_as_labels():
    text = (
        "References\n[Ahl78] L. Ahlfors, Complex analysis, McGraw-Hill, 1978.\n[AK14] J. Andersen, R. Kashaev, A TQFT,\n"
        "Comm. Math. Phys. 330 (2014), 887-934.\n[Zag07] D. Zagier, The dilogarithm function, Springer, 2007.\n"
    )
    assert [entry.label for entry in entries(text)] == ["Ahl78", "AK14", "Zag07"]


def test_list_items_of_the_format():
    text = "References\n" + "\n".join(WORKS[:3]) + "\n"
    marks = [
        Mark(MarkType.LIST_ITEM, Span(text.index(work), text.index(work) + len(work)), f"{i}.")
        for i, work in enumerate(WORKS[:3], 4)
    ]
    assert [(entry.label, entry.text) for entry in entries(text, *marks)] == list(zip("456", WORKS[:3], strict=True))


@pytest.mark.parametrize("form", ["[{}] {}", "{}. {}", "{1}"])
@pytest.mark.parametrize(
    "tail",
    [
        "Department of Biology, University of Oxford, Oxford, UK\nE-mail: a.smith@ox.ac.uk",
        "1 National Institute of Health, Bethesda, MD 20892, USA\n2 Max Planck Institut, Jena, Germany",
        "a.smith@ox.ac.uk",
    ],
)
def test_addresses_after_the_list_are_no_part_of_its_last_entry(form, tail):
    works = WORKS if "{}" in form else WORKS[:2] + WORKS[4:5]
    found = entries("References\n" + printed(form.format, works) + "\n" + tail + "\n")
    assert [entry.text for entry in found] == works


def test_a_publisher_on_a_line_of_its_own_is_part_of_the_entry():
    text = "References\n[1] Smith J. A book on cells. Oxford.\nUniversity Press, 2005.\n[2] Doe A. A thesis on cells (2006).\nDepartment of Biology, 2006.\n"
    assert [entry.text[-5:] for entry in entries(text)] == ["2005.", "2006."]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "One sentence about Watson, J. in 1953.",
        "1. Introduction\nGenes matter, as Watson (1953) showed in Nature 171, 737.\n\n2. Methods\nWe asked 2013 people, 12 (4%) of them twice.\n\n3. Results\nThey answered.\n",
        "References are given in the appendix of the thesis from 2013, which the library keeps for all readers to see.",
        "Shopping list\n1. Milk\n2. Eggs\n3. Bread\n",
        "References\n",
        "References\n\nNone.\n",
    ],
)
def test_no_list(text):
    assert segment(document(text)).entries == ()


def test_the_span_covers_the_label_and_the_text_maps_back():
    text = PROSE + "References\n" + printed("[{}] {}".format) + "\n"
    found = segment(document(text))
    assert text[found.entries[0].span.start :].startswith("[1] Watson")
    place = found.entries[1].unwrapped.span(Span(0, 8))
    assert text[place.start : place.end] == "Altschul"
    assert found.span == Span(text.index("[1] Watson"), len(text) - 1)


LINES = [
    "References",
    "参考文献",
    "[1] ",
    "[2]",
    "1. ",
    "2. ",
    "Smith J. A b. Nature. 2001;1:2-3.",
    "2013.",
    "\n",
    "\f",
    "---. ",
    "(",
    "[[",
    "a) ",
    "; ",
    "Appendix",
    "J. Smith, Phys. Rev. 1 (1999)",
    "- ",
    "①",
]


@given(st.lists(st.sampled_from(LINES) | st.text(max_size=6), max_size=40).map("\n".join))
def test_entries_are_ordered_apart_and_inside(text):
    found = segment(document(text))
    last = 0
    labels = [entry.label for entry in found.entries]
    assert len(labels) == len(set(labels))
    for entry in found.entries:
        assert last <= entry.span.start < entry.span.end <= len(text)
        assert entry.text
        assert entry.text == " ".join(entry.text.split())
        last = entry.span.end


@pytest.mark.parametrize(
    "text",
    [
        "References\n" + "a" * 300_000,
        "References\n" + "[1] " * 5_000,
        "References\n" + "[" * 50_000,
        "References\n" + "Smith J, " * 5_000,
        "References\n" + "1. a\n" * 2_000,
        "References\n" * 2_000,
        "References\n" + "; A. Smith 2001" * 3_000,
        "References\n[1] " + "J. Smith 2001 " * 3_000,
        "A " * 50_000,
    ],
    ids=["line", "labels", "brackets", "names", "ones", "headings", "works", "entry", "capitals"],
)
def test_hostile_lists_are_read_at_once(text):
    """In a twentieth of a second each; in hours if a search went back and forth."""
    assert len(segment(document(text)).entries) <= 5_000


@pytest.mark.parametrize(("label", "count"), [("[{}] {}", 3_000), ("{1}", 1_000)])
def test_thousands_of_entries(label, count):
    text = (
        "References\n"
        + printed(label.format, [work.replace("1953", "1954") for work in WORKS[:2]] * (count // 2))
        + "\n"
    )
    assert len(entries(text)) == count
