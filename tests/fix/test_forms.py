"""The manner of the old value in the new one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcheck.compare.numbers import compare_pages
from refcheck.fix.authors import people_like
from refcheck.fix.forms import number_like, pages_like, title_like
from refcheck.fix.identifiers import respelled
from refcheck.fix.journals import Form, name_in
from refcheck.model import Author, Record, Verdict


@pytest.mark.parametrize(("old", "new", "printed"), [
    ("280-91", "180-191", "180-91"), ("280–291", "180-191", "180–191"), ("280--291", "180-191", "180--191"),
    ("300", "180-191", "180-191"), ("e12", "180-191", "180-191"), ("280-91", "e1234", "e1234"),
    ("12-20, 35", "180-191", None), ("280-91", "180-191, 205", None), ("280-91", "998-1004", "998-1004"),
])  # fmt: skip
def test_pages(old, new, printed):
    assert pages_like(old, new) == printed


pages = st.integers(1, 99_999)
dashes = st.sampled_from(["-", "--", "–", " - "])


@given(old=pages, length=st.integers(1, 60), dash=dashes, new=pages, more=st.integers(1, 60), short=st.booleans())
def test_pages_in_any_manner_are_those_of_the_record(old, length, dash, new, more, short):
    last = str(old + length)
    printed = pages_like(
        f"{old}{dash}{last[-1] if short and len(last) == len(str(old)) else last}", f"{new}-{new + more}"
    )
    assert printed is not None
    assert dash in printed
    assert compare_pages(printed, f"{new}-{new + more}").verdict is Verdict.SAME


@pytest.mark.parametrize(("old", "new", "printed"), [
    ("12", "13", "13"), ("Vol. 12", "13", "Vol. 13"), ("12 (Suppl 1)", "13", None), ("XII", "13", "13"), ("12", "{x}", None),
])  # fmt: skip
def test_numbers(old, new, printed):
    assert number_like(old, new) == printed


def test_a_title_keeps_its_braces_case_and_lines():
    old = "{{A Study of {DNA}\n   repair in {E. coli} cells}}"
    new = title_like(
        old, "A study of DNA damage in E. coli cells", decode=lambda word: word.strip("{}"), write=str.upper
    )
    assert new == "{{A Study of {DNA}\n   DAMAGE in {E. coli} cells}}"


@pytest.mark.parametrize(("name", "printed"), [
    ("Science (New York, N.Y.)", "Science"), ("Journal of cell science", "Journal of Cell Science"),
    ("Cell growth : the official journal of growers", "Cell Growth"), ("Annales de chimie", "Annales de chimie"),
    ("Proceedings (Baylor University. Medical Center)", "Proceedings (Baylor University. Medical Center)"),
    ("Journal of Physics: Condensed Matter", "Journal of Physics: Condensed Matter"), ("中国科学", "中国科学"),
])  # fmt: skip
def test_a_catalogues_name_becomes_that_of_the_journal(name, printed):
    assert name_in(Form.FULL, Record("pubmed", journal=name, journal_names=(name,))) == printed


def test_names_that_are_right_stay_as_written():
    authors = [Author("Gödel", "K."), Author("Turing", "Alan"), Author(name="The Group")]
    new = people_like('G{\\"o}del, Kurt and Church, A.', "Gödel, Kurt and Church, A.", authors, str)
    assert new == 'G{\\"o}del, Kurt and Turing, Alan and {The Group}'
    assert people_like("Church, A. and others", "Church, A. and others", authors, str) == "Gödel, K. and others"


@pytest.mark.parametrize(("raw", "value", "old", "printed"), [
    ("https://doi-org.proxy.edu/10.1/ABC", "10.1/abc", "", "https://doi.org/10.1/ABC"),
    ("doi:doi:10.1/a", "10.1/a", "", "doi:10.1/a"), ("doi: 10.1/aB1", "10.1/ab2", "10.1/ab1", "doi: 10.1/aB2"),
    ("1234567", "PMC1234567", "", "PMC1234567"), ("https://example.org/PMC1", "PMC1", "", ""),
])  # fmt: skip
def test_identifiers(raw, value, old, printed):
    assert respelled(raw, value, old) == printed
