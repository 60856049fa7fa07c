import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcheck.text.chinese import is_chinese, is_pinyin_of, name_in_pinyin, pinyin, simplify

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("柳叶刀", True), ("ACS纳米", True), ("The Lancet", False), ("", False), ("医学のあゆみ", False), ("《》", False)],
)
def test_chinese_is_told_from_japanese_and_latin(text, expected):
    assert is_chinese(text) is expected


def test_traditional_becomes_simplified_and_the_rest_stays():
    assert simplify("間充質幹細胞 in vitro") == "间充质干细胞 in vitro"
    assert simplify("Stem Cells") == "Stem Cells"


def test_polyphones_are_read_by_the_word():
    assert pinyin("重建外科") == "chong jian wai ke"
    assert pinyin("中华血液学杂志") == "zhong hua xue ye xue za zhi"


@pytest.mark.parametrize(
    ("latin", "chinese", "expected"),
    [
        ("Zhonghua yi xue za zhi", "中华医学杂志", True),
        ("ZHONGHUA YIXUE ZAZHI", "中華醫學雜誌", True),
        ("Zhonghua wai ke za zhi", "中华医学杂志", False),
        ("Zhonghua yi xue", "中华医学杂志", False),
        ("Lüse huaxue", "绿色化学", True),
        ("", "中", False),
        ("Gut", "肠道", False),
    ],
)
def test_pinyin_titles_are_recognised(latin, chinese, expected):
    assert is_pinyin_of(latin, chinese) is expected


@pytest.mark.parametrize(
    ("name", "usual"),
    [
        ("张伟娟", ("Zhang", "Weijuan")),
        ("張偉娟", ("Zhang", "Weijuan")),
        ("李娜", ("Li", "Na")),
        ("欧阳修", ("Ouyang", "Xiu")),
        ("欧阳", ("Ou", "Yang")),
        ("单继刚", ("Shan", "Jigang")),
        ("曾国藩", ("Zeng", "Guofan")),
        ("解晓东", ("Xie", "Xiaodong")),
        ("王 小明", ("Wang", "Xiaoming")),
    ],
)
def test_names_are_read_as_names(name, usual):
    assert name_in_pinyin(name)[0] == usual


def test_all_spellings_of_u_umlaut_are_given():
    assert {family for family, _ in name_in_pinyin("吕布")} == {"Lu", "Lv", "Lyu"}


@pytest.mark.parametrize("name", ["", "张", "约翰·史密斯", "Zhang Wei", "中国科学院生物物理研究所", "\ud800张"])
def test_what_is_no_chinese_name_has_no_pinyin(name):
    assert name_in_pinyin(name) == ()


@given(HAN)
def test_a_text_is_spelt_by_its_own_pinyin(text):
    assert is_pinyin_of(pinyin(text), text) or not pinyin(text).isascii()


@given(st.text(max_size=60))
def test_nothing_raises(text):
    is_chinese(text)
    simplify(text)
    pinyin(text)
    name_in_pinyin(text)
    is_pinyin_of(text, text)


def test_long_input_is_quick():
    began = time.perf_counter()
    simplify("幹" * 200_000)
    pinyin("乐" * 200_000)
    is_pinyin_of("le" * 100_000, "乐" * 100_000)
    name_in_pinyin("乐" * 200_000)
    assert time.perf_counter() - began < 5
