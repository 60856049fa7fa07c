"""Chinese references: GB/T 7714 with its type marks, and the styles without them."""

from __future__ import annotations

import pytest

from refcheck.extract.parser import parse_reference
from refcheck.extract.parser.gbt7714 import mark, numbers

TITLE = "中药青蒿化学成分的研究"


def printed_numbers(text: str) -> dict[str, str]:
    return {name: text[start:end] for name, (start, end) in numbers(text).items()}


@pytest.mark.parametrize(
    "text",
    [
        f"屠呦呦, 倪慕云, 钟裕容, 等. {TITLE}[J]. 药学学报, 1981, 16(5): 366-370.",
        f"屠呦呦，倪慕云，钟裕容，等．{TITLE}［J］．药学学报，1981，16（5）：366—370．",
        f"[3]屠呦呦,倪慕云,钟裕容,等.{TITLE}[J].药学学报,1981,16(5):366-370.",
        f"屠呦呦 , 倪慕云 , 钟裕容 , 等 . {TITLE} [J]. 药学学报 ，1981，16 ( 5) : 366 - 370.",
    ],
)
def test_an_article_with_its_mark(text: str) -> None:
    fields = parse_reference(text).fields
    assert [author.name for author in fields.authors] == ["屠呦呦", "倪慕云", "钟裕容"]
    assert fields.et_al
    assert (fields.title, fields.journal, fields.year) == (TITLE, "药学学报", "1981")
    assert (fields.volume, fields.issue, fields.pages, fields.type) == ("16", "5", "366-370", "article")


def test_an_article_without_its_mark() -> None:
    fields = parse_reference(f"屠呦呦, 倪慕云, 钟裕容. {TITLE}. 药学学报, 1981, 16(5): 366～370").fields
    assert (fields.title, fields.journal, fields.volume, fields.pages) == (TITLE, "药学学报", "16", "366-370")


def test_an_article_with_its_year_after_the_authors() -> None:
    fields = parse_reference(f"屠呦呦, 倪慕云, 1981. {TITLE}[J]. 药学学报, 16(5): 366-370.").fields
    assert (fields.year, fields.journal, fields.volume, fields.issue) == ("1981", "药学学报", "16", "5")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("某. 题名[J]. 刊名, 2005(8): 42-45", {"journal": "刊名", "year": "2005", "issue": "8", "pages": "42-45"}),
        ("某. 题名[J]. 刊名(8): 42-45", {"journal": "刊名", "issue": "8", "pages": "42-45"}),
        ("某. 题名[J/OL]. 刊名, 2023, 12: giad067[2025-12-02].", {"journal": "刊名", "year": "2023", "volume": "12"}),
        (
            "某. 题名[M]. 北京: 科学出版社, 1958: 12-15.",
            {"publisher": "科学出版社", "year": "1958", "pages": "12-15"},
        ),
        ("某. 题名[N]. 某日报, 2000-11-20(15).", {"journal": "某日报", "year": "2000", "pages": "15"}),
        (
            "某. 题名[M]//李某. 植物科学进展: 上册. 北京: 高等教育出版社, 1998: 146-163.",
            {"journal": "植物科学进展", "year": "1998", "pages": "146-163"},
        ),
        (
            "某. 题名[A]//许某，赵某. 长江流域洪涝灾害[M]. 2版. 北京: 科学出版社，1999: 32.",
            {"journal": "长江流域洪涝灾害", "pages": "32"},
        ),
        ("某. 题名. 刊名, 2005, 3(1): 4", {}),
    ],
)
def test_numbers_are_read_after_the_mark(text: str, expected: dict[str, str]) -> None:
    found = printed_numbers(text)
    assert {name: found.get(name) for name in expected} == expected
    assert expected or not found


def test_the_mark_is_found_in_either_width() -> None:
    assert (mark("题名［Ｄ］") or mark("题名［D］") or ("",))[0] == "D"
    assert mark("a title [in Russian]. Nature") is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("李某. 题名[D]. 武汉: 武汉大学, 2016.", "thesis"),
        ("李某. 题名[EB/OL]. (2001-12-19)[2002-04-15]. http://example.org/a.html.", "webpage"),
        ("李某. 一种方法: CN1318281A[P]. 2001-10-24.", "patent"),
        ("李某. 题名[R]. 北京: 某研究所, 2007.", "report"),
    ],
)
def test_the_mark_gives_the_kind(text: str, kind: str) -> None:
    assert parse_reference(text).fields.type == kind


def test_the_number_of_a_patent_is_no_part_of_its_title() -> None:
    assert parse_reference("李某. 一种方法: CN1318281A[P]. 2001-10-24.").fields.title == "一种方法"
