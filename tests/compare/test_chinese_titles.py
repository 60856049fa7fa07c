import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.compare.chinese import compare_chinese_title
from refcheck.model.agreement import Verdict

AGREE = {Verdict.SAME, Verdict.MINOR}


def verdict(claimed, *titles):
    return compare_chinese_title(claimed, titles).verdict


@pytest.mark.parametrize(
    ("claimed", "title"),
    [
        ("用于图像识别的深度残差学习", "Deep Residual Learning for Image Recognition"),
        ("深度神經網絡和樹搜索掌握圍棋", "Mastering the game of Go with deep neural networks and tree search"),
        ("衰老的标志", "The Hallmarks of Aging"),
        ("睡眠驱动成年大脑的代谢物清除", "Sleep Drives Metabolite Clearance from the Adult Brain"),
        ("双黑洞并合引力波的观测", "Observation of Gravitational Waves from a Binary Black Hole Merger"),
        ("地塞米松用于住院新冠肺炎患者", "Dexamethasone in Hospitalized Patients with Covid-19"),
        (
            "运动与癌症患者的生存率",
            "Exercise and survival in patients with cancer: protocol of a cohort study in ten countries of Europe",
        ),
    ],
)
def test_translations_are_recognised(claimed, title):
    assert verdict(claimed, title) in AGREE
    assert verdict(title, claimed) in AGREE


@pytest.mark.parametrize(
    ("claimed", "title"),
    [
        ("利拉鲁肽与2型糖尿病的心血管结局", "Metformin alters the gut microbiome of individuals with type 2 diabetes"),
        ("间充质干细胞治疗膝骨关节炎", "Mesenchymal stem cells for acute ischemic stroke"),
        (
            "新型冠状病毒在武汉的早期传播动力学",
            "Clinical features of patients infected with novel coronavirus in Wuhan",
        ),
        ("强化降压并未减少心血管事件", "Intensive blood pressure lowering reduces cardiovascular events"),
        ("3期临床试验中的疫苗有效性", "Vaccine efficacy in a phase 2 clinical trial"),
    ],
)
def test_another_work_on_the_subject_is_not_accepted(claimed, title):
    assert verdict(claimed, title) not in AGREE


def test_nothing_in_common_is_another_work():
    assert (
        verdict("中国城市空气污染与死亡率的关系", "Map-based cloning of a blast resistance gene in rice")
        is Verdict.DIFFERENT
    )


def test_chinese_titles_are_compared_by_character():
    title = "脐带间充质干细胞治疗膝骨关节炎的临床研究"
    assert verdict(title, title) is Verdict.SAME
    assert verdict("臍帶間充質幹細胞治療膝骨關節炎的臨床研究", title) is Verdict.SAME
    assert verdict("脐带间充质干细胞治疗膝骨关节炎临床研究", title) is Verdict.MINOR
    assert verdict("脐带间充质干细胞不能治疗膝骨关节炎的临床研究", title) is Verdict.UNSURE
    assert verdict("土壤微生物群落对氮添加的响应", title) is Verdict.DIFFERENT


def test_the_title_that_fits_best_decides():
    assert verdict("衰老的标志", "衰老研究", "The Hallmarks of Aging") in AGREE


def test_nothing_to_compare_is_absent():
    assert verdict("", "Title") is Verdict.ABSENT
    assert verdict("衰老的标志") is Verdict.ABSENT


@given(st.text("干细胞治疗脑瘫的随机对照试验在中国2019", min_size=1, max_size=30))
@settings(max_examples=50)
def test_a_title_is_the_same_as_itself(title):
    assert verdict(title, title) is Verdict.SAME


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=80)
def test_nothing_raises(claimed, title):
    compare_chinese_title(claimed, [title])
    compare_chinese_title(f"干{claimed}", [title])


def test_hostile_titles_are_quick():
    began = time.perf_counter()
    verdict("干细胞治疗" * 20_000, "stem cell therapy " * 20_000)
    verdict("干" * 50_000, "干" * 50_000 + "湿")
    assert time.perf_counter() - began < 8
