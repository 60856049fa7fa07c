"""Identifiers as real texts print them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcheck.extract.identifiers import find_identifiers
from refcheck.model import IdentifierType


def values(text, kind="doi"):
    return [one.value for one in find_identifiers(text) if one.type == kind and not one.malformed]


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("doi:10.1016/j.reth.2024.12.017.PMID:39896446", "10.1016/j.reth.2024.12.017"),
        ("10.1038/nature11899 nature11899 [pii]", "10.1038/nature11899"),
        ("10.1038/nature11899[pii]", "10.1038/nature11899"),
        ("https://www.frontiersin.org/articles/10.3389/fimmu.2021.631244/full", "10.3389/fimmu.2021.631244"),
        ("https://onlinelibrary.wiley.com/doi/10.1111/jcmm.16544/pdf", "10.1111/jcmm.16544"),
        ("https://doi.org/10.1002/stem.2530?utm_source=x", "10.1002/stem.2530"),
        ("https://www.biorxiv.org/content/10.1101/2022.04.13.488149v2.full.pdf", "10.1101/2022.04.13.488149"),
        ("doi: 10.1093/molbev /msu300", "10.1093/molbev/msu300"),
        ("doi: 10. 1038/nrmicro1460", "10.1038/nrmicro1460"),
        ("doi: 10.1038/ nrmicro1460", "10.1038/nrmicro1460"),
        ("https://doi. org/10.1007/s12015-020-10016-7", "10.1007/s12015-020-10016-7"),
        ("https://doi.org/10.1186/\ns13287-025-04312-7\n[2] Smith J.", "10.1186/s13287-025-04312-7"),
        ("https://doi.org/10.1016/j.\nannepidem.2010.08.004, PMID: 2", "10.1016/j.annepidem.2010.08.004"),
        ("doi:10.1016/j.stem.2018.05.\n008. [2] Li", "10.1016/j.stem.2018.05.008"),
        ("https://doi.org/10.1007/s00422-\n010-0405-5", "10.1007/s00422-010-0405-5"),
        ("doi: 10.1002/stem.2530.\n2. Smith J.", "10.1002/stem.2530"),
        ("doi: 10.1002/stem.2530\n2021 was a year", "10.1002/stem.2530"),
        ("doi: 10.3390/\u200bijms22041824", "10.3390/ijms22041824"),
        ("doi:10.1175/1520-0493(2000)128<2169:TQBMOM>2.0.CO;2", "10.1175/1520-0493(2000)128<2169:tqbmom>2.0.co;2"),
        (
            "10.1002/(SICI)1096(1997)386:3%3C417::AID-C6%3E3.0.CO;2-4",
            "10.1002/(sici)1096(1997)386:3<417::aid-c6>3.0.co;2-4",
        ),
        ("(doi:10.1016/0092-8674(90)90001-X)", "10.1016/0092-8674(90)90001-x"),
        ("见doi:10.13334/j.0258-8013.pcsee.190001的报道", "10.13334/j.0258-8013.pcsee.190001"),
        ("DOI：１０．１０３８／nature12373。", "10.1038/nature12373"),
        ("doi:10.1016/S0140-6736（05）17709-5（见图）", "10.1016/s0140-6736(05)17709-5"),
        ("doi = {10.1016/S0168-9525(99)01777-1},", "10.1016/s0168-9525(99)01777-1"),
        ("10.1186/1471-2164-14-821.Front Plant Sci", "10.1186/1471-2164-14-821"),
        ("doi10.1038/nature12373", "10.1038/nature12373"),
        ("“10.1056/NEJMoa2034577”", "10.1056/nejmoa2034577"),
    ],
)
def test_messy_dois(text, doi):
    assert values(text) == [doi]


def test_two_dois_glued_by_a_comma():
    assert values("10.1038/a10,10.1038/b20") == ["10.1038/a10", "10.1038/b20"]


@pytest.mark.parametrize(
    "text",
    [
        "ratio 10.1234/5678 at p<0.001",
        "Telegram:+86-139-6700-7000",
        "ISBN 978-7-302-58978-5; NCT01909154",
        "DOI: https://doi.org/10/f2vbrs",
        "PMC is PubMed Central",
        "Epub 2017 May 9. 28481359",
        "110.1038/nature12373",
        "doi: n/a",
    ],
)
def test_what_is_no_identifier(text):
    assert find_identifiers(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("PMID: 33858409; 34330259", "pmid", ["33858409", "34330259"]),
        ("PMID：34156687。", "pmid", ["34156687"]),
        ("https://pubmed.ncbi.nlm.nih.gov/24314719/", "pmid", ["24314719"]),
        ("https://europepmc.org/article/MED/33858409", "pmid", ["33858409"]),
        ("PMID 39896446, PMCID PMC11782851", "pmcid", ["PMC11782851"]),
        ("PMCID: 7456414", "pmcid", ["PMC7456414"]),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC7456414/", "pmcid", ["PMC7456414"]),
        ("arXiv preprint arXiv:2003.10555, 2020", "arxiv", ["2003.10555"]),
        ("ArXiv, abs/2001.09977, 2020", "arxiv", ["2001.09977"]),
        ("hep-th/9711200", "arxiv", ["hep-th/9711200"]),
        ("https://doi.org/10.48550/arXiv.2603.25640", "arxiv", ["2603.25640"]),
    ],
)
def test_other_schemes(text, kind, expected):
    assert values(text, kind) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("PMID: 123456789012", "pmid"),
        ("doi: 11.1000/x", "doi"),
        ("doi:10.1000/", "doi"),
        ("doi: 10.103/abc", "doi"),
        ("https://doi.org/1O.1038/nature12373", "doi"),
        ("PMCID: PMC12345678901", "pmcid"),
        ("arXiv:2399.12345", "arxiv"),
    ],
)
def test_malformed(text, kind):
    (found,) = find_identifiers(text)
    assert (found.type, found.value) == (IdentifierType(kind), "")
    assert found.malformed


@pytest.mark.parametrize(
    ("text", "untidy"),
    [
        ("https://doi.org/10.1038/nature12373", False),
        ("http://dx.doi.org/10.1038/nature12373.", False),
        ("doi: 10.1038/nature12373", False),
        ("10.1038/\nnature12373", False),  # wrapping is the page's doing
        ("https://doi-org.ezproxy.lib.edu/10.1038/nature12373", True),
        ("doi:doi:10.1038/nature12373", True),
        ("https://doi.org/10.1038/nature12373/full", True),
        ("10. 1038/nature12373", True),
        ("https://doi.org/https://doi.org/10.1038/nature12373", True),
    ],
)
def test_untidy_forms_are_told(text, untidy):
    (found,) = find_identifiers(text)
    assert found.value == "10.1038/nature12373"
    assert bool(found.untidy) is untidy


def test_span_takes_in_the_address_and_offset_shifts_it():
    text = "See https://doi.org/10.1038/nature12373."
    (found,) = find_identifiers(text, offset=100)
    assert found.raw == "https://doi.org/10.1038/nature12373"
    assert text[found.span.start - 100 : found.span.end - 100] == found.raw


PIECES = [
    "10.1038/",
    "nature123",
    "doi:",
    "PMID: ",
    "123",
    "\n",
    " ",
    ".",
    "(",
    ")",
    "arXiv:",
    "1706.03762",
    "PMC",
    "，",
    "<",
    ">",
    "%2F",
    "/full",
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=30).map("".join))
def test_spans_lie_in_the_text_in_order(text):
    found = find_identifiers(text)
    assert [one.span.start for one in found] == sorted(one.span.start for one in found)
    for one in found:
        assert text[one.span.start : one.span.end] == one.raw
        assert bool(one.value) is not bool(one.malformed)


@pytest.mark.parametrize("piece", ["a", "10.1038/a,", "doi:", "http://", "PMID: 1;", "(", "10.1/<", "arxiv ", "10. "])
def test_long_lines_are_read_at_once(piece):
    """In a twentieth of a second each; in hours if a search went back and forth."""
    text = piece * (20_000 // len(piece))
    assert all(one.raw in text for one in find_identifiers(text))


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("DOI:10.3969/j.issn.1001-6252.2025.02.021.", "10.3969/j.issn.1001-6252.2025.02.021"),  # most Chinese journals
        ("10.11606/issn.2179-0892.geousp.2004.73958.", "10.11606/issn.2179-0892.geousp.2004.73958"),
        ("doi: 10.1007/BF02345020.ISSN1432-0916", "10.1007/bf02345020"),
        ("doi: 10.1007/BF02345020.URLhttps://doi.org/10.1007/BF02345020", "10.1007/bf02345020"),
        ("2018; doi.10.1093/cid/ciy936. PMID: 30383203.", "10.1093/cid/ciy936"),
        ("https://doi.org/10.1590/1984-0462/;2018;36;2;00004", "10.1590/1984-0462/;2018;36;2;00004"),
    ],
)
def test_what_belongs_to_a_doi_and_what_is_glued_on(text, doi):
    assert {found.value for found in find_identifiers(text) if found.type is IdentifierType.DOI} == {doi}
