"""Words of journal names: what ISO 4 shortens, how, and what only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcheck.text.iso4 import STOP_WORDS, Relation, abbreviations, relate
from refcheck.text.tables import rows

WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=25)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("j", "journal"),
        ("int", "international"),
        ("natl", "national"),
        ("ther", "therapy"),
        ("genet", "genetics"),
        ("ichthyol", "ichthyology"),
        ("dtsch", "deutsche"),
        ("kinderheilkd", "kinderheilkunde"),
        ("wochenschr", "wochenschrift"),
        ("cienc", "ciencias"),
        ("maladies", "maladies"),
        ("giorn", "giornale"),
        ("vestn", "vestnik"),
        ("hung", "hungarica"),
        ("am", "amer"),
    ],
)
def test_listed_abbreviations(short: str, full: str) -> None:
    assert relate(short, full) >= Relation.LISTED


@pytest.mark.parametrize(("short", "full"), [("qigong", "qigongology"), ("tandl", "tandlanatomi")])
def test_an_unlisted_word_may_be_cut_after_a_consonant(short: str, full: str) -> None:
    assert Relation.UNUSUAL <= relate(short, full) <= Relation.LISTED


@pytest.mark.parametrize(
    ("one", "other"),
    [("gen", "genetics"), ("phys", "physiology"), ("prot", "protocols"), ("cell", "cells"), ("physics", "physica")],
)
def test_a_form_that_means_another_word_is_doubted(one: str, other: str) -> None:
    assert Relation.NONE < relate(one, other) <= Relation.VARIANT


@pytest.mark.parametrize(
    ("one", "other"),
    [("haematology", "hematology"), ("zuerich", "zurich"), ("oesophagus", "esophagus"), ("acid", "acids")],
)
def test_spellings(one: str, other: str) -> None:
    assert relate(one, other) >= Relation.VARIANT


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("plant", "genomics"),
        ("med", "methods"),
        ("physics", "physiology"),
        ("urology", "neurology"),
        ("1984", "1985"),
        ("neuropharmacology", "neuropsychopharmacology"),
    ],
)
def test_other_words(one: str, other: str) -> None:
    assert relate(one, other) is Relation.NONE


@given(WORDS, WORDS)
def test_the_order_of_the_words_does_not_matter(one: str, other: str) -> None:
    assert relate(one, other) is relate(other, one)


@given(WORDS)
def test_every_listed_abbreviation_of_a_word_relates_to_it(word: str) -> None:
    assert all(relate(short, word) >= Relation.LISTED for short in abbreviations(word))


def test_the_list_is_folded_and_large_enough() -> None:
    table = rows("iso4_words.tsv")
    words = [word for _short, language, listed in table for word in listed.split()]
    english = [word for _short, language, listed in table if language == "eng" for word in listed.split()]
    assert len(english) > 1500
    assert {row[1] for row in table} == {"mul", "eng", "ger", "fre", "spa", "por", "ita", "lat", "oth"}
    assert all(word.strip("-").isascii() and word.strip("-").isalnum() and word == word.lower() for word in words)
    assert not {"journal", "plant", "genetics"} & STOP_WORDS


@pytest.mark.parametrize("word", ["a" * 100_000, "ab" * 50_000])
def test_a_monstrous_word_is_related_to_nothing(word: str) -> None:
    assert relate(word, "journal") is Relation.NONE
    assert relate(word, word + "s") is Relation.NONE
