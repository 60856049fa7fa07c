import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.compare.chinese import compare_chinese_journal
from refcheck.model.agreement import Verdict
from refcheck.text import tables


def verdict(claimed, *names, others=()):
    return compare_chinese_journal(claimed, names, others).verdict


@pytest.mark.parametrize(
    ("claimed", "name"),
    [
        ("《柳叶刀》", "The Lancet"),
        ("柳叶刀", "Lancet (London, England)"),
        ("美国医学会杂志", "JAMA"),
        ("新英格兰医学杂志", "N Engl J Med"),
        ("美国国家科学院院刊", "Proc. Natl. Acad. Sci. U.S.A."),
        ("自然—遗传学", "Nature Genetics"),
        ("自然·遗传学", "Nat. Genet."),
        ("自然通讯（Nature Communications）", "Nature Communications"),
        ("血液", "Blood, The Journal of the American Society of Hematology"),
        ("幹細胞研究與治療", "Stem Cell Research & Therapy"),
        ("干细胞研究与治疗", "Stem Cell Res Ther"),
        ("神经退行性疾病前沿", "Frontiers in Neurodegeneration"),
        ("国际肥胖期刊", "International Journal of Obesity"),
        ("消化疾病与科学", "Digestive Diseases and Sciences"),
        ("农业、生态系统与环境", "Agriculture, Ecosystems & Environment"),
        ("国际传热传质杂志", "International Journal of Heat and Mass Transfer"),
        ("光学学报", "Acta Optica Sinica"),
        ("ACS催化", "ACS Catalysis"),
        ("中华结核和呼吸杂志", "Zhonghua jie he he hu xi za zhi"),
        ("中华男科学杂志", "Zhonghua nan ke xue"),
        ("Stem Cell Research & Therapy", "干细胞研究与治疗"),
        ("中華醫學雜誌", "中华医学杂志"),
        ("中国科学(化学)", "中国科学·化学"),
    ],
)
def test_renderings_of_the_same_journal_are_accepted(claimed, name):
    assert verdict(claimed, name) in {Verdict.SAME, Verdict.MINOR}


@pytest.mark.parametrize(
    ("claimed", "name"),
    [
        ("柳叶刀·肿瘤学", "The Lancet Neurology"),
        ("柳叶刀", "The Lancet Oncology"),
        ("柳叶刀·肿瘤学", "The Lancet"),
        ("自然", "Nature Communications"),
        ("细胞研究", "Cell Reports"),
        ("科学", "Gut"),
        ("免疫学前沿", "Frontiers in Oncology"),
        ("中华医学杂志", "Zhonghua wai ke za zhi"),
        ("中华医学杂志", "中华外科杂志"),
        ("国际土壤力学杂志", "Pediatric Cardiology"),
        ("自然·通讯 (Nature Communications)", "Cell"),
    ],
)
def test_another_journal_is_said_to_be_another(claimed, name):
    assert verdict(claimed, name) is Verdict.DIFFERENT


@pytest.mark.parametrize(
    ("claimed", "name"),
    [
        ("先进科学", "Science Advances"),  # also the Chinese name of Advanced Science
        ("细胞", "Cells"),
        ("基因", "Genes"),
        ("神经肿瘤", "Journal of Neurosurgery"),
        ("系统生物学", "Molecular Systems Biology"),
        ("免疫学评论", "Autoimmunity Reviews"),
        ("某某学刊", "Heliyon"),
    ],
)
def test_doubt_stays_doubt(claimed, name):
    assert verdict(claimed, name) in {Verdict.UNSURE, Verdict.DIFFERENT}
    assert verdict(claimed, name) not in {Verdict.SAME, Verdict.MINOR}


def test_ties_are_unsure():
    assert verdict("先进科学", "Science Advances") is Verdict.UNSURE
    assert verdict("细胞", "Cells") is Verdict.UNSURE


def test_a_name_in_the_wrong_order_is_not_the_same():
    assert verdict("海洋植物", "Plant Ocean") is Verdict.UNSURE


def test_any_name_of_the_record_will_do():
    assert verdict("干细胞研究与治疗", "SCRT", "Stem cell research and therapy") is Verdict.SAME


def test_another_known_journal_is_named():
    agreement = compare_chinese_journal("深海机器人学年鉴", ["Pediatric Nephrology"], ["Annals of Deep Sea Robotics"])
    assert agreement.verdict is Verdict.DIFFERENT
    assert "Annals of Deep Sea Robotics" in agreement.why


def test_the_reader_is_told_which_words_were_found():
    why = compare_chinese_journal("分子植物育种", ["Molecular Animal Breeding"], []).why
    assert "分子" in why
    assert "植物" in why
    assert "animal" in why


def test_nothing_to_compare_is_absent():
    assert verdict("", "Gut") is Verdict.ABSENT
    assert verdict("肠道") is Verdict.ABSENT
    assert verdict("肠道", " ") is Verdict.ABSENT


def test_every_well_known_journal_is_known_by_its_chinese_names():
    for chinese, english in tables.rows("zh_journals.tsv"):
        for claimed in chinese.split(";"):
            for name in english.split(";"):
                expected = Verdict.UNSURE if name.startswith("?") else Verdict.SAME
                assert verdict(claimed, name.removeprefix("?")) in {expected, Verdict.SAME}, (claimed, name)


@given(st.text("干细胞研究与治疗杂志学报国际中华美欧分子植物医", min_size=1, max_size=12))
@settings(max_examples=50)
def test_a_name_is_the_same_as_itself(name):
    assert verdict(name, name) is Verdict.SAME


@given(st.text(max_size=40), st.text(max_size=40))
@settings(max_examples=80)
def test_nothing_raises(claimed, name):
    compare_chinese_journal(claimed, [name], [claimed])
    compare_chinese_journal(f"干{claimed}", [name])


def test_hostile_names_are_quick():
    began = time.perf_counter()
    verdict("干细胞" * 50_000, "stem cell " * 50_000)
    verdict("(" * 100_000 + "自然", "Nature" + " (" * 50_000)
    assert time.perf_counter() - began < 8
