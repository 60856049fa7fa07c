"""Authors: one person's name in its many prints, and lists of them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.compare.authors import compare_author, compare_authors
from refcheck.model import Author, Verdict

FITS = (Verdict.SAME, Verdict.MINOR)
KNOX, POZNIAK, CLARKE, SINGH = (
    Author("Knox", "R. E."),
    Author("Pozniak", "Curtis"),
    Author("Clarke", "F"),
    Author("Singh", "A"),
)
ALL = (KNOX, POZNIAK, CLARKE, SINGH)


@pytest.mark.parametrize(
    "claimed",
    [
        Author("Zhang", "W-J"),
        Author("Zhang", "W.-J."),
        Author("Zhang", "W"),
        Author("Zhang", "Weijuan"),
        Author("ZHANG", "W J"),
        Author(name="ZHANG WJ"),
        Author(name="Wei-Juan Zhang"),
        Author(name="Zhang, Wei-Juan"),
        Author(name="张伟娟"),
        Author("张", "伟娟"),
        Author(name="張偉娟"),
        Author("Wei-Juan", "Zhang"),
    ],
)
def test_one_chinese_author_in_many_prints(claimed):
    assert compare_author(claimed, Author("Zhang", "Wei-Juan")) is Verdict.SAME


@pytest.mark.parametrize(
    ("claimed", "actual"),
    [
        (Author("Muller", "H"), Author("Müller", "Hans")),
        (Author("Mueller", "H"), Author("Müller", "Hans")),
        (Author("O’Connell", "TC"), Author("O'Connell", "T. C.")),
        (Author("van der Berg", "J"), Author("Berg", "J van der")),
        (Author("García", "G"), Author("García Márquez", "Gabriel")),
        (Author("García-Márquez", "G"), Author("García Márquez", "Gabriel")),
        (Author("Smith", "J"), Author("Smith Jr.", "John")),
        (Author("Smith-Jones", "A"), Author("Jones", "A. S.")),
        (Author("Patcher", "L"), Author("Pachter", "Lior")),
        (Author("Иванов", "И"), Author("Ivanov", "Igor")),
        (Author("Østergaard", "I"), Author("Ostergaard", "I")),
        (Author(name="World Health Organization"), Author(name="The World Health Organization")),
    ],
)
def test_one_author_in_two_prints(claimed, actual):
    assert compare_author(claimed, actual) in FITS
    assert compare_author(actual, claimed) in FITS


@pytest.mark.parametrize(
    ("claimed", "actual"),
    [
        (Author("Wang", "L"), Author("Yang", "L")),
        (Author("Halvorsted", "F"), KNOX),
        (Author("Liu", "F"), Author("Lu", "F")),
    ],
)
def test_two_authors(claimed, actual):
    assert compare_author(claimed, actual) is Verdict.DIFFERENT


def test_a_group_and_a_person_cannot_be_compared():
    assert compare_author(Author(name="World Medical Association"), KNOX) is Verdict.UNSURE
    assert compare_author(Author(name="WHO Working Group"), Author(name="GBD Collaborators")) is Verdict.UNSURE


def test_a_romanisation_that_is_not_pinyin_is_no_mismatch():
    assert compare_author(Author(name="陈大文"), Author("Chan", "Tai-man")) is Verdict.UNSURE


def test_a_list_up_to_et_al():
    assert compare_authors(ALL[:2], ALL, et_al=True).verdict is Verdict.SAME
    found = compare_authors(ALL[:3], ALL)
    assert (found.verdict, found.detail) == (Verdict.MINOR, "missing-author")


def test_another_first_author():
    found = compare_authors((Author("Halvorsted", "F"), *ALL[1:]), ALL)
    assert (found.verdict, found.detail) == (Verdict.DIFFERENT, "first-author")
    assert found.actual.startswith("Knox")


def test_another_author_among_the_others_is_named():
    found = compare_authors((KNOX, Author("Halvorsted", "F"), CLARKE), ALL)
    assert (found.verdict, found.detail) == (Verdict.DIFFERENT, "other-author")
    assert "Halvorsted" in found.why


def test_the_order_of_the_authors():
    assert compare_authors((POZNIAK, KNOX), ALL, et_al=True).detail == "order"
    assert compare_authors((POZNIAK, KNOX), ALL, et_al=True).verdict is Verdict.DIFFERENT
    assert compare_authors((KNOX, CLARKE, POZNIAK, SINGH), ALL).verdict is Verdict.MINOR


def test_a_group_named_first_by_the_record_may_be_left_out():
    assert compare_authors(ALL, (Author(name="Wheat Genome Consortium"), *ALL)).verdict is Verdict.MINOR


@pytest.mark.parametrize(
    "debris",
    [
        Author(name="The role of the gene in wheat"),
        Author("2010", "34"),
        Author(name="Genome. 2009;52"),
        Author(name="https://example.org"),
    ],
)
def test_a_list_that_was_badly_split_is_no_mismatch(debris):
    assert compare_authors((KNOX, debris), ALL, et_al=True).verdict is Verdict.UNSURE
    assert compare_authors((debris, KNOX), ALL, et_al=True).verdict is not Verdict.DIFFERENT


def test_nothing_to_compare():
    assert compare_authors((), ALL).verdict is Verdict.ABSENT
    assert compare_authors(ALL, ()).verdict is Verdict.ABSENT


AUTHORS = st.builds(Author, family=st.text(max_size=20), given=st.text(max_size=10), name=st.text(max_size=20))


@settings(deadline=None)
@given(st.lists(AUTHORS, max_size=5), st.lists(AUTHORS, max_size=5), st.booleans())
def test_any_lists_compare(left, right, et_al):
    assert 0 <= compare_authors(left, right, et_al=et_al).score <= 1
    assert compare_authors(left, left).verdict is not Verdict.DIFFERENT


@settings(deadline=None)
@given(st.from_regex(r"[A-Z][a-zé]{2,12}", fullmatch=True), st.from_regex(r"[A-Z][a-z]{2,8}", fullmatch=True))
def test_initials_and_order_do_not_matter(family, given_name):
    full = Author(family, given_name)
    for other in (
        Author(family, given_name[0]),
        Author(family.upper(), given_name[0]),
        Author(name=f"{given_name} {family}"),
        Author(name=f"{family} {given_name[0]}"),
    ):
        assert compare_author(other, full) is Verdict.SAME


def test_long_lists_take_no_time():
    began = time.perf_counter()
    many = [Author(f"Name{i}x" * 3, "A" * 2000) for i in range(3000)]
    compare_authors(many, many[::-1])
    compare_authors([Author(name="van der " * 20_000)], [Author(name="a b " * 20_000)])
    assert time.perf_counter() - began < 3
