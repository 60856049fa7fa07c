from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.text.names import person, says_more, split_authors

FAMILIES = ("Smith", "Nguyen", "O’Doherty", "Garcia-Cardena", "van der Berg", "De Luca", "Öztürk", "Li", "Watson", "Ng")


def families(printed: str) -> list[str]:
    return [author.family or author.name for author in split_authors(printed)[0]]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Watson JD, Crick FHC", ["Watson", "Crick"]),
        ("Watson, J. D., & Crick, F. H. C.", ["Watson", "Crick"]),
        ("Watson, J.D., Crick, F.H.C.", ["Watson", "Crick"]),
        ("Watson, J. D.; Crick, F. H. C.", ["Watson", "Crick"]),
        ("J. D. Watson and F. H. C. Crick", ["Watson", "Crick"]),
        ("J.D. Watson, F.H.C. Crick", ["Watson", "Crick"]),
        ("J.D.Watson, F.H.C.Crick", ["Watson", "Crick"]),
        ("James Watson, Francis Crick, and Rosalind Franklin", ["Watson", "Crick", "Franklin"]),
        ("[12] Ning Zhang, Ryan Farrell, and Trevor Darrell", ["Zhang", "Farrell", "Darrell"]),
        ("Watson, James D., and Francis H. C. Crick", ["Watson", "Crick"]),
        ("Kuhn, Thomas S.", ["Kuhn"]),
        ("Kuhn, Thomas", ["Kuhn"]),
        ("WATSON J D, CRICK F H C", ["WATSON", "CRICK"]),
        ("WATSON, J. D.; CRICK, F. H. C.", ["WATSON", "CRICK"]),
        ("Myburg A A, Grattapaglia D, Boroevich K A", ["Myburg", "Grattapaglia", "Boroevich"]),
        ("Zhang M li, Yi S he", ["Zhang", "Yi"]),
        ("Smith AB Lee C Jones DE", ["Smith", "Lee", "Jones"]),
        ("Rammensee H-G, Zhang W-J and Wu M-M", ["Rammensee", "Zhang", "Wu"]),
        ("AM Trinkoff, J Geiger-Brown and BA Brady", ["Trinkoff", "Geiger-Brown", "Brady"]),
        ("LIAO ping, JIANG qin bo", ["LIAO", "JIANG"]),
        ("Takemura Sy, Bharioke A, Lu Z", ["Takemura", "Bharioke", "Lu"]),
    ],
)
def test_every_order_of_names_gives_the_family_names(printed: str, expected: list[str]) -> None:
    assert families(printed) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("van der Berg J, de Souza MA", ["van der Berg", "de Souza"]),
        ("J. van der Berg, M. De Luca", ["van der Berg", "De Luca"]),
        ("Anna van der Berg, Carlo Rossi", ["van der Berg", "Rossi"]),
        ("Carvalho, C. da C., Nozu, C. S.", ["Carvalho", "Nozu"]),
        ("O’Doherty, J.P., D'Angelo, R.", ["O’Doherty", "D'Angelo"]),
        ("Maurer CR Jr, Rohlfing T", ["Maurer", "Rohlfing"]),
        ("Souza, C.M., Jr., Shimbo, J.Z.", ["Souza", "Shimbo"]),
        ("QUIGLEY, JR., Martin", ["QUIGLEY"]),
        ("BARRÓN CRUZ, M.G.", ["BARRÓN CRUZ"]),
        ("Leão e Silva LO, Soares MM", ["Leão e Silva", "Soares"]),
        ("H. Shirakawa e A.J. Heeger", ["Shirakawa", "Heeger"]),
        ("Costa Filho ED, Sanches TL", ["Costa", "Sanches"]),
        ("J. García Márquez", ["García Márquez"]),
        ("Müller-Lüdenscheidt, K. und Öztürk, A.", ["Müller-Lüdenscheidt", "Öztürk"]),
    ],
)
def test_particles_suffixes_and_double_names_stay_with_their_person(printed: str, expected: list[str]) -> None:
    assert families(printed) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("屠呦呦, 倪慕云, 钟裕容", ["屠呦呦", "倪慕云", "钟裕容"]),
        ("屠呦呦、倪慕云、钟裕容", ["屠呦呦", "倪慕云", "钟裕容"]),
        ("屠呦呦，倪慕云，等", ["屠呦呦", "倪慕云"]),
        ("趙宜萱.徐雲飛", ["趙宜萱", "徐雲飛"]),
        ("刘 鹏,王艳君", ["刘鹏", "王艳君"]),
        ("屠呦呦 倪慕云 钟裕容", ["屠呦呦", "倪慕云", "钟裕容"]),
        ("中华医学会糖尿病学分会", ["中华医学会糖尿病学分会"]),
    ],
)
def test_chinese_names_are_kept_whole(printed: str, expected: list[str]) -> None:
    assert families(printed) == expected


@pytest.mark.parametrize(
    "printed",
    [
        "World Health Organization",
        "American College of Obstetricians and Gynecologists",
        "Empresa de Pesquisa Agropecuária e Extensão Rural de Santa Catarina",
        "OMG Inc",
    ],
)
def test_a_group_is_one_name(printed: str) -> None:
    authors, _ = split_authors(printed)
    assert [author.name for author in authors] == [printed]


def test_given_names_are_kept_as_printed() -> None:
    assert person("Watson, James D.").given == "James D."
    assert person("J. D. Watson").given == "J. D."
    assert person("Watson JD").given == "JD"
    assert person("Anna van der Berg").given == "Anna"


@pytest.mark.parametrize(
    "printed",
    ["Max M, Huang L, et al.", "Max M, Huang L et al", "Max M, Huang L, and others", "Max M, Huang L e cols."],
)
def test_et_al_is_told_and_is_no_author(printed: str) -> None:
    authors, more = split_authors(printed)
    assert [author.family for author in authors] == ["Max", "Huang"]
    assert more


def test_a_list_without_et_al_is_complete() -> None:
    assert not split_authors("Etalon A, Alsop B")[1]
    assert families("Etalon A, Alsop B") == ["Etalon", "Alsop"]


def test_editors_are_persons_without_their_mark() -> None:
    assert families("Smith, J., & Brown, K. (Eds.)") == ["Smith", "Brown"]


def test_says_more_looks_at_what_follows() -> None:
    assert says_more(", et al. A title")
    assert says_more(", 等. 题名")
    assert not says_more(". Etching of metals")


@pytest.mark.parametrize("printed", ["", " ", ".,;", "&", "et al.", "1", "，，；", "()[]", "-" * 5000])
def test_nothing_gives_no_author_or_a_harmless_one(printed: str) -> None:
    authors, _ = split_authors(printed)
    assert all(author.family or author.name for author in authors)


@pytest.mark.parametrize(
    "unit", [",", "a.", "A", "é ", " ", "a b, ", "e ", "& ", "'", "A-", "et ", "(ed ", "张", "张 ", "a e ", "1"]
)
def test_hostile_lists_are_answered_soon(unit: str) -> None:
    began = time.process_time()
    split_authors(unit * (20_000 // len(unit)))
    assert time.process_time() - began < 2


def test_a_huge_list_is_split_in_reasonable_time() -> None:
    authors, _ = split_authors(", ".join(f"Smith{chr(97 + i % 26)} AB" for i in range(50_000)))
    assert len(authors) > 1000


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_taken(printed: str) -> None:
    authors, more = split_authors(printed)
    assert isinstance(more, bool)
    assert all(author.family or author.name for author in authors)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(FAMILIES), st.from_regex(r"[A-Z]{1,3}", fullmatch=True)), min_size=1, max_size=12
    )
)
def test_a_vancouver_list_comes_back_as_it_was_written(names: list[tuple[str, str]]) -> None:
    authors, _ = split_authors(", ".join(f"{family} {initials}" for family, initials in names))
    assert [(author.family, author.given) for author in authors] == names


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(FAMILIES), st.lists(st.sampled_from("ABCDEFGH"), min_size=1, max_size=3)),
        min_size=1,
        max_size=12,
    )
)
def test_an_apa_list_comes_back_as_it_was_written(names: list[tuple[str, list[str]]]) -> None:
    authors, _ = split_authors(", ".join(f"{family}, {'. '.join(initials)}." for family, initials in names))
    assert [author.family for author in authors] == [family for family, _ in names]
