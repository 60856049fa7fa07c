from __future__ import annotations

import pytest

from refcheck.extract.parser.repair import numbers


def found(text: str, spans: dict[str, tuple[int, int]] | None = None) -> dict[str, str]:
    return {name: text[a:b] for name, (a, b) in numbers(text, spans or {}).items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nuclear Phys. B, 393(1-2):377-391,1993 .", ("393", "1-2", "377-391")),
        ("Earthquake Spectra, 21(3):685–713.", ("21", "3", "685–713")),
        ("Tectonophysics 12 (4), pp. 5-9", ("12", "4", "5-9")),
        ("Med Sci Sports Exerc. 2005;37(11 Suppl):S512-22", ("37", "11 Suppl", "512-22")),
        ("PLoS One. 2018;13(10):e0204941", ("13", "10", "e0204941")),
        ("J. Spacecraft, Vol. 7, No. 7, 1993, pp. 631–651", ("7", None, "631–651")),
        ("Psychology of the arts, a reader", None),
        ("IEEE Trans., vol. 2, no. 4, pp. 639–643, 1994", ("2", "4", "639–643")),
        ("J Physiol. 2005;568(Pt 2):539-551.", ("568", "Pt 2", "539-551")),
    ],
)
def test_a_group_of_numbers_is_read_as_a_whole(text: str, expected: tuple[str, str | None, str] | None) -> None:
    group = found(text)
    assert (group.get("volume"), group.get("issue"), group.get("pages")) == (expected or (None, None, None))


def test_a_volume_without_an_issue_after_the_year() -> None:
    assert found("Int J Behav Nutr. 2011;8:115.") == {"year": "2011", "volume": "8", "pages": "115"}


def test_a_group_never_reaches_into_the_title() -> None:
    text = "Solutions of 12(3):4 problems. Nature 5, 6"
    assert found(text, {"title": (0, 28), "volume": (37, 38)}) == {}


def test_a_year_with_an_issue_is_no_volume() -> None:
    text = "中国物价, 2005(8): 42-45"
    assert "volume" not in found(text, {"year": (6, 10)})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Production, 27(spe). ", {"volume": "27", "issue": "spe"}),
        ("volume 36 of Mathematical Notes, Princeton", {"volume": "36"}),
        ("The works of Aristotle, vol. IX. Oxford", {"volume": "IX"}),
        ("in the proceedings, pages 19–29, Berkeley", {"pages": "19–29"}),
        ("the volume of the brain", {}),
        ("《药学学报》第16卷第5期", {"volume": "16", "issue": "5"}),
        ("法学, 第41页", {"pages": "41"}),
        ("（2009年10月），頁30-33。", {"year": "2009", "pages": "30-33"}),
        ("中国物价, 2005(8)", {"year": "2005", "issue": "8"}),
    ],
)
def test_a_number_that_a_word_names_is_read_alone(text: str, expected: dict[str, str]) -> None:
    assert found(text) == expected


def test_what_the_model_found_stays() -> None:
    text = "Nature, vol. 5, pp. 6-7"
    assert numbers(text, {"volume": (13, 14), "pages": (20, 23)}) == {}


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("———. 2013. “A title.” Science 339: 819–23", "2013"),
        ("中国互联网络信息中心. 报告[R/OL]. (2012-01-16)[2013-03-26]", "2012"),
        ("A page. Accessed 3 March 2012", None),
        ("Uma página. Acesso em: 20 ago. 2022.", None),
        ("arXiv:1707.06434", None),
        ("https://example.org/2014/05/a.html", None),
        ("pp. 1833-1841", None),
    ],
)
def test_the_year_is_the_first_that_stands_alone(text: str, year: str | None) -> None:
    assert found(text).get("year") == year


def test_a_year_that_the_model_found_stays() -> None:
    assert "year" not in found("1984. Smith, 1949", {"year": (13, 17)})
