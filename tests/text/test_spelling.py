"""Spellings of one word, slips of the pen, and words that only look alike."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.text.spelling import american, inflected, opposite, slip


@pytest.mark.parametrize(
    ("british", "us"),
    [
        ("characterisation", "characterization"),
        ("tumour", "tumor"),
        ("haemoglobin", "hemoglobin"),
        ("oestrogen", "estrogen"),
        ("fibre", "fiber"),
        ("analysed", "analyzed"),
        ("signalling", "signaling"),
        ("catalogue", "catalog"),
        ("programme", "program"),
        ("defence", "defense"),
        ("sulphate", "sulfate"),
        ("leucocyte", "leukocyte"),
    ],
)
def test_british_and_american_are_one_word(british, us):
    assert american(british) == american(us)


@pytest.mark.parametrize(("one", "other"), [("four", "for"), ("genes", "genus"), ("rise", "rize")])
def test_the_rules_keep_short_words_apart(one, other):
    assert american(one) != american(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hypotension", "hypertension"),
        ("typical", "atypical"),
        ("known", "unknown"),
        ("afferent", "efferent"),
        ("male", "female"),
        ("intracellular", "intercellular"),
        ("regulation", "deregulation"),
    ],
)
def test_opposites_are_no_slips(one, other):
    assert opposite(one, other)
    assert not slip(one, other)
    assert not inflected(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("analysis", "nalysis"), ("phosphorylation", "phosphorylaton"), ("patient", "ptient"), ("recieve", "receive")],
)
def test_slips(one, other):
    assert slip(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("rat", "cat"), ("gene", "cell"), ("virus", "fungus"), ("response", "countries")]
)
def test_other_words_are_no_slips(one, other):
    assert not slip(one, other)


@settings(deadline=None)
@given(st.text(alphabet=st.characters(codec="ascii"), max_size=30), st.text(max_size=30))
def test_any_words_compare(one, other):
    assert slip(one, other) == slip(other, one)
    assert opposite(one, other) == opposite(other, one)
    assert american(one) == american(one)
    assert slip(one, one) or opposite(one, one)
