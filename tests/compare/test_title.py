"""Titles: what is the same title in other print, and what is another title."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.compare.title import compare_title
from refcheck.model import Verdict

AIR = "Cerebral arterial gas embolism by helium: an unusual case successfully treated with hyperbaric oxygen and lidocaine"


@pytest.mark.parametrize(
    ("claimed", "actual"),
    [
        ("TopHat: discovering splice junctions with RNA-seq", "TopHat: discovering splice junctions with RNA-Seq."),
        ("THE PLANT IMMUNE SYSTEM", "The plant immune system"),
        ("[Effect of growth on diseases in adults].", "Effect of growth on diseases in adults"),
        ("Iron homeostasis in plants–a brief overview", "Iron homeostasis in plants – a brief overview"),
        ("Role of β-catenin in TGF-β1 signalling", "Role of beta-catenin in TGF-beta1 signaling"),
        ("Loss of <i>BRCA1</i> in tumours", "Loss of BRCA1 in tumors"),
        ("Loss of &lt;i&gt;BRCA1&lt;/i&gt; in tumors &amp; cells", "Loss of BRCA1 in tumors & cells"),
        ('Expression of {\\it p53} in {M}\\"uller cells', "Expression of p53 in Müller cells"),
        ("Water stress studies", "Water-stress studies"),
        ("Characterisation of polarised haemoglobin fibres", "Characterization of polarized hemoglobin fibers"),
        ("RETRACTED: Effect of zinc on growth", "Effect of zinc on growth"),
        ("Effect of zinc on growth", "RETRACTED ARTICLE: Effect of zinc on growth"),
        ("Effect of zinc on growth", "Effect of zinc on growth [Retracted]"),
        ("Plant pattern-recognition receptors[J]", "Plant pattern-recognition receptors"),
        ("Rapid determination of the 2−∆∆Ct value", "Rapid determination of the 2−ΔΔCt value"),
    ],
)
def test_the_same_title_in_other_print(claimed, actual):
    assert compare_title(claimed, [actual]).verdict is Verdict.SAME


@pytest.mark.parametrize(
    ("claimed", "actual"),
    [
        (AIR.split(":", maxsplit=1)[0], AIR),
        (AIR, AIR.split(":", maxsplit=1)[0]),
        ("Cerebral arterial gas embolism by helium: an unusual case…", AIR),
        ("Role of the microbiota in ageing", "The role of microbiota in ageing"),
        (
            "Research is not supported wit consideration to significance",
            "Research is not supported with consideration to significance",
        ),
        ("THE CLOED INTESTINAL LOOP", "The closed intestinal loop"),
        ("Validatin of novel biomarkers in tissue", "Validation of novel biomarkers in tissue"),
        ("Treatment of diabetes in adult", "Treatment of diabetes in adults"),
        ("A phase 2 study of the drug", "A phase II study of the drug"),
        (
            "CYP704B2 catalyzes the hydroxylation of fatty acids",
            "CYP704B2 catalyzes the ω-hydroxylation of fatty acids",
        ),
    ],
)
def test_the_same_title_imprecisely_given(claimed, actual):
    assert compare_title(claimed, [actual]).verdict is Verdict.MINOR


@pytest.mark.parametrize(
    ("claimed", "actual"),
    [
        ("Prevention of type 3 diabetes in adults", "Prevention of type 2 diabetes in adults"),
        ("Loss of BRCA2 in breast cancer", "Loss of BRCA1 in breast cancer"),
        ("Vitamin D and the risk of fracture", "Vitamin E and the risk of fracture"),
        ("Antibiotics reduce infections after surgery", "Antibiotics do not reduce infections after surgery"),
        ("Growth with calcium in the medium", "Growth without calcium in the medium"),
        ("Hypertension in pregnancy and its outcome", "Hypotension in pregnancy and its outcome"),
        ("Management of symptomatic stenosis", "Management of asymptomatic stenosis"),
        ("Afferent pathways of the vagus nerve", "Efferent pathways of the vagus nerve"),
        ("Sclerosing sarcoma of bone II", "Sclerosing sarcoma of bone"),
        ("Life histories of moths: Part II", "Life histories of moths"),
        ("Life histories of moths, XVIII", "Life histories of moths, XVII"),
        ("Diet of low-income response", "Diet of low-income countries"),
        ("Grain length and minor domains identifier", "Grain length and minor QTL for grain width"),
        ("The structure and synthesis of the cell wall", "Simultaneous inference in parametric models"),
    ],
)
def test_another_title(claimed, actual):
    assert compare_title(claimed, [actual]).verdict is Verdict.DIFFERENT


@pytest.mark.parametrize(
    "notice",
    [
        "Reply to: {}",
        "Comment on {}",
        "Correction to: {}",
        "Erratum: {}",
        "Retraction Note: {}",
        "Author Correction: {}",
        "Re: {}",
        "Response to “{}”",
    ],
)
def test_a_notice_is_another_work(notice):
    title = "Effect of zinc on the growth of wheat"
    for claimed, actual in ((notice.format(title), title), (title, notice.format(title))):
        found = compare_title(claimed, [actual])
        assert (found.verdict, found.detail) == (Verdict.DIFFERENT, "notice")
    assert compare_title(notice.format(title), [notice.format(title)]).verdict is Verdict.SAME


def test_titles_that_begin_like_a_notice_are_titles():
    title = "Response to chemotherapy in ovarian cancer"
    assert compare_title(title, [title]).verdict is Verdict.SAME
    assert compare_title("Response to radiotherapy in ovarian cancer", [title]).verdict is Verdict.DIFFERENT


def test_any_title_of_the_record_will_do():
    titles = ["[Air pollution in cities].", "Luftverschmutzung in Städten"]
    assert compare_title("Luftverschmutzung in Staedten", titles).verdict in (Verdict.SAME, Verdict.MINOR)
    assert compare_title("Air pollution in cities", titles).verdict is Verdict.SAME


def test_a_translation_cannot_be_compared():
    found = compare_title(
        "Efectos de la contaminación del aire en las ciudades", ["Effects of the pollution of air in towns"]
    )
    assert found.verdict is Verdict.UNSURE


def test_a_title_cut_without_a_mark_says_so():
    found = compare_title(
        "Mapping of quantitative trait loci for grain", ["Mapping of quantitative trait loci for grain iron in wheat"]
    )
    assert (found.verdict, found.detail) == (Verdict.MINOR, "cut")


def test_a_title_without_its_first_part_says_so():
    found = compare_title(
        "A mutant gibberellin-synthesis gene in rice", ["Green revolution: A mutant gibberellin-synthesis gene in rice"]
    )
    assert (found.verdict, found.detail) == (Verdict.MINOR, "headless")


def test_a_title_closed_by_a_full_stop_is_complete():
    longer = "Indoor air pollution in poor countries: a public health challenge"
    assert compare_title("Indoor air pollution in poor countries", [longer]).verdict is Verdict.MINOR
    assert compare_title("Indoor air pollution in poor countries.", [longer]).verdict is Verdict.UNSURE


def test_a_main_title_of_a_word_or_two_says_too_little():
    assert compare_title("Rhabdomyosarcoma", ["Rhabdomyosarcoma: a case report"]).verdict is Verdict.UNSURE


@pytest.mark.parametrize(
    ("claimed", "titles"), [("", ["A title"]), ("A title", []), ("A title", [""]), ("  ", ["A title"])]
)
def test_nothing_to_compare(claimed, titles):
    assert compare_title(claimed, titles).verdict is Verdict.ABSENT


def test_marks_alone_are_unsure():
    assert compare_title("???", ["A title of a work"]).verdict is Verdict.UNSURE


def test_the_reason_names_the_words():
    found = compare_title("Iron in low-income response", ["Iron in low-income countries"])
    assert "response" in found.why
    assert "countries" in found.why
    assert found.actual == "Iron in low-income countries"


@settings(deadline=None)
@given(st.text(max_size=200))
def test_a_title_is_the_same_as_itself(title):
    assert compare_title(title, [title]).verdict is not Verdict.DIFFERENT


@settings(deadline=None)
@given(st.lists(st.from_regex(r"[A-Za-z]{3,12}", fullmatch=True), min_size=1, max_size=12))
def test_case_marks_and_spacing_do_not_matter(title):
    plain = " ".join(title)
    for other in (plain.upper(), f"{plain}.", f"[{plain}]", " – ".join(title), f"<i>{plain}</i>"):
        assert compare_title(other, [plain]).verdict is Verdict.SAME


@settings(deadline=None)
@given(st.text(max_size=120), st.text(max_size=120))
def test_any_two_texts_compare(left, right):
    found = compare_title(left, [right])
    assert 0 <= found.score <= 1


@pytest.mark.parametrize(
    "hostile",
    [
        "a " * 50_000,
        "(" * 100_000,
        "[" * 50_000 + "]" * 50_000,
        "correction to " * 20_000,
        "&amp;" * 30_000,
        "." * 100_000,
        "re: " * 40_000,
    ],
)
def test_long_titles_take_no_time(hostile):
    began = time.perf_counter()
    compare_title(hostile, ["A title of usual length", hostile + "x"])
    assert time.perf_counter() - began < 1
