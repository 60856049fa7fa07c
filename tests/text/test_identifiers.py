"""Canonical forms of identifiers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcheck.text.identifiers import normalise_arxiv, normalise_doi, normalise_pmcid, normalise_pmid


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("10.1038/NATURE12373", "10.1038/nature12373"),
        ("https://doi.org/10.1016/S0140-6736(05)66912-9", "10.1016/s0140-6736(05)66912-9"),
        ("http://dx.doi.org/10.1371/journal.pone.0204941", "10.1371/journal.pone.0204941"),
        ("doi:doi: 10.1002/stem.2530", "10.1002/stem.2530"),
        ("info:doi/10.1038/35057062", "10.1038/35057062"),
        ("10.1038%2Fnature12373", "10.1038/nature12373"),
        (r"10.26355/eurrev\_202106\_26050", "10.26355/eurrev_202106_26050"),
        ("10.1016/S0896−6273(00)80500−0", "10.1016/s0896-6273(00)80500-0"),
        ("10.1002/a&lt;1::b&gt;3.0.co;2-i", "10.1002/a<1::b>3.0.co;2-i"),
        ("10. 1038/ nrmicro1460", "10.1038/nrmicro1460"),
        ("11.1000/x", None),
        ("10.100/x", None),
        ("10.1000/", None),
        ("10/f2vbrs", None),
        ("", None),
    ],
)
def test_doi(text, value):
    assert normalise_doi(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("34156687", "34156687"), ("PMID: 0012", "12"), ("123456789", None), ("0", None), ("１２", None), ("12a", None)],
)
def test_pmid(text, value):
    assert normalise_pmid(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("PMC7456414", "PMC7456414"), ("7456414", "PMC7456414"), ("pmc13900.1", "PMC13900"), ("PMC123456789", None)],
)
def test_pmcid(text, value):
    assert normalise_pmcid(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("arXiv:1706.03762v5", "1706.03762"),
        ("https://arxiv.org/pdf/2305.04091.pdf", "2305.04091"),
        ("0704.0001", "0704.0001"),
        ("hep-th/9711200v2", "hep-th/9711200"),
        ("math.GT/0309136", "math/0309136"),
        ("1413.0001", None),  # no thirteenth month
        ("1501.0001", None),  # five digits since 2015
        ("1412.00001", None),
        ("biology/9711200", None),
    ],
)
def test_arxiv(text, value):
    assert normalise_arxiv(text) == value


@given(st.text(max_size=80))
def test_canonical_forms_are_stable(text):
    for normalise in (normalise_doi, normalise_pmid, normalise_pmcid, normalise_arxiv):
        value = normalise(text)
        assert value is None or normalise(value) == value
