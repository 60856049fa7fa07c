import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcheck.text import tables
from refcheck.text.chinese import han_runs, is_chinese, simplify
from refcheck.text.glosses import gloss, glossary
from refcheck.text.stems import found, normal, stem


@pytest.mark.parametrize(
    ("english", "word"),
    [
        ("therapy", "therapeutics"),
        ("therapy", "immunotherapy"),
        ("oncology", "oncological"),
        ("haematology", "hematological"),
        ("tumour", "tumors"),
        ("behaviour", "behavioral"),
        ("paediatrics", "pediatric"),
        ("signaling", "signalling"),
        ("neuro-", "neuroimaging"),
    ],
)
def test_a_gloss_is_found_in_forms_and_compounds_of_its_word(english, word):
    assert found(stem(english), normal(word)) is not None


@pytest.mark.parametrize(
    ("english", "word"),
    [
        ("urology", "neurology"),
        ("cell", "cancer"),
        ("nation", "international"),
        ("ecology", "gynecology"),
        ("gut", "guttural"),
    ],
)
def test_a_gloss_is_not_found_in_words_that_only_look_alike(english, word):
    assert found(stem(english), normal(word)) is None


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=20))
def test_every_word_has_its_own_stem(word):
    assert found(stem(word), normal(word)) == (0, len(normal(word))) or len(stem(word)) < 3


def test_the_glossary_goes_before_the_dictionary():
    assert gloss("干细胞").known
    assert not gloss("葡萄牙语").known  # in CC-CEDICT alone
    assert gloss("干细胞治疗脑瘫") is None


@pytest.mark.parametrize("table", ["zh_journal_words.tsv", "zh_journals.tsv", "zh_surnames.tsv"])
def test_tables_are_in_simplified_characters_without_repetition(table):
    names = [name for row in tables.rows(table) for name in row[0].split(";")]
    assert len(names) == len(set(names))
    assert all(is_chinese(name) and simplify(name) == name for name in names)


def test_every_entry_of_the_glossary_says_something():
    for word, entry in glossary().items():
        assert "".join(han_runs(word)) == word
        assert entry.alternatives or entry.sort == "function", word
        assert entry.sort in {"", "generic", "kind", "affix", "function"}, word
