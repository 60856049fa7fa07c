"""Real works in the styles of publishers, printed by us."""

from __future__ import annotations

from typing import Any

import pytest

from refcheck.extract.parser import ParsedReference, parse_reference

DNA = {
    "authors": ["Watson", "Crick"],
    "title": "Molecular structure of nucleic acids: a structure for deoxyribose nucleic acid",
    "journal": "Nature",
    "year": "1953",
    "volume": "171",
    "issue": "4356",
    "pages": "737-738",
}
BLAST = {
    "authors": ["Altschul", "Gish", "Miller", "Myers", "Lipman"],
    "title": "Basic local alignment search tool",
    "year": "1990",
    "volume": "215",
}
ARTICLES = {
    "vancouver": (
        (
            "1. Watson JD, Crick FHC. Molecular structure of nucleic acids: a structure for deoxyribose nucleic acid. Nature. "
            "1953;171(4356):737-738. doi:10.1038/171737a0"
        ),
        DNA,
    ),
    "nlm": (
        (
            "Watson JD, Crick FHC. Molecular structure of nucleic acids: a structure for deoxyribose nucleic acid. Nature. "
            "1953 Apr 25;171(4356):737-8. doi: 10.1038/171737a0. PMID: 13054692."
        ),
        {**DNA, "pages": "737-8"},
    ),
    "apa": (
        (
            "Watson, J. D., & Crick, F. H. C. (1953). Molecular structure of nucleic acids: A structure for deoxyribose "
            "nucleic acid. Nature, 171(4356), 737–738. https://doi.org/10.1038/171737a0"
        ),
        DNA,
    ),
    "harvard": (
        (
            "Watson, J.D. and Crick, F.H.C., 1953. Molecular structure of nucleic acids: a structure for deoxyribose nucleic "
            "acid. Nature, 171(4356), pp.737-738."
        ),
        DNA,
    ),
    "chicago": (
        (
            "Watson, James D., and Francis H. C. Crick. 1953. “Molecular Structure of Nucleic Acids: A Structure for Deoxyribose "
            "Nucleic Acid.” Nature 171 (4356): 737–738."
        ),
        DNA,
    ),
    "ieee": (
        (
            "[3] J. D. Watson and F. H. C. Crick, “Molecular structure of nucleic acids: a structure for deoxyribose nucleic "
            "acid,” Nature, vol. 171, no. 4356, pp. 737–738, Apr. 1953."
        ),
        DNA,
    ),
    "gb/t 7714": (
        (
            "[1] WATSON J D, CRICK F H C. Molecular structure of nucleic acids: a structure for deoxyribose nucleic acid[J]. "
            "Nature, 1953, 171(4356): 737-738."
        ),
        DNA,
    ),
    "acs": (
        (
            "Altschul, S. F.; Gish, W.; Miller, W.; Myers, E. W.; Lipman, D. J. Basic Local Alignment Search Tool. J. Mol. Biol. "
            "1990, 215, 403–410."
        ),
        {**BLAST, "journal": "J. Mol. Biol", "pages": "403-410"},
    ),
    "nature": (
        (
            "Altschul, S. F., Gish, W., Miller, W., Myers, E. W. & Lipman, D. J. Basic local alignment search tool. J. Mol. Biol. "
            "215, 403–410 (1990)."
        ),
        {**BLAST, "journal": "J. Mol. Biol", "pages": "403-410"},
    ),
    "springer": (
        "Altschul SF, Gish W, Miller W, Myers EW, Lipman DJ (1990) Basic local alignment search tool. J Mol Biol 215:403–410",
        {**BLAST, "journal": "J Mol Biol", "pages": "403-410"},
    ),
    "elsevier": (
        (
            "S.F. Altschul, W. Gish, W. Miller, E.W. Myers, D.J. Lipman, Basic local alignment search tool, J. Mol. Biol. 215 "
            "(1990) 403–410."
        ),
        {**BLAST, "journal": "J. Mol. Biol", "pages": "403-410"},
    ),
    "mdpi": (
        (
            "Altschul, S.F.; Gish, W.; Miller, W.; Myers, E.W.; Lipman, D.J. Basic local alignment search tool. J. Mol. Biol. "
            "1990, 215, 403–410."
        ),
        {**BLAST, "journal": "J. Mol. Biol", "pages": "403-410"},
    ),
    "frontiers": (
        (
            "Altschul, S. F., Gish, W., Miller, W., Myers, E. W., and Lipman, D. J. (1990). Basic local alignment search tool. "
            "J. Mol. Biol. 215, 403–410."
        ),
        {**BLAST, "journal": "J. Mol. Biol", "pages": "403-410"},
    ),
    "ama": (
        (
            "Altschul SF, Gish W, Miller W, Myers EW, Lipman DJ. Basic local alignment search tool. J Mol Biol. "
            "1990;215(3):403-410."
        ),
        {**BLAST, "journal": "J Mol Biol", "issue": "3", "pages": "403-410"},
    ),
    "abnt": (
        (
            "ALTSCHUL, S. F.; GISH, W.; MILLER, W.; MYERS, E. W.; LIPMAN, D. J. Basic local alignment search tool. Journal of "
            "Molecular Biology, v. 215, n. 3, p. 403-410, 1990."
        ),
        {**BLAST, "journal": "Journal of Molecular Biology", "issue": "3", "pages": "403-410"},
    ),
}


def fold(value: object) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in str(value).casefold()).split())


def assert_fields(parsed: ParsedReference, expected: dict[str, Any]) -> None:
    fields = parsed.fields
    families = [(author.family or author.name).casefold() for author in fields.authors]
    assert families == [name.casefold() for name in expected["authors"]]
    for name, value in expected.items():
        if name != "authors":
            assert fold(getattr(fields, name)) == fold(value), name


@pytest.mark.parametrize("style", ARTICLES)
def test_an_article_is_read_in_every_style(style: str) -> None:
    printed, expected = ARTICLES[style]
    parsed = parse_reference(printed)
    assert_fields(parsed, expected)
    assert parsed.fields.type == "article"


@pytest.mark.parametrize("style", ARTICLES)
def test_spans_are_where_the_fields_stand(style: str) -> None:
    printed, expected = ARTICLES[style]
    spans = parse_reference(printed).spans
    for name in ("title", "journal", "year", "volume"):
        assert fold(printed[spans[name].start : spans[name].end]) == fold(expected[name])


def test_confidence_is_a_probability_for_each_field_that_was_found() -> None:
    parsed = parse_reference(ARTICLES["vancouver"][0])
    assert parsed.fields.confidence.keys() == parsed.spans.keys()
    assert all(0 <= value <= 1 for value in parsed.fields.confidence.values())
    assert parsed.fields.confidence["title"] > 0.8


def test_identifiers_are_found_and_are_no_part_of_other_fields() -> None:
    parsed = parse_reference(ARTICLES["nlm"][0])
    assert [(i.type.value, i.value) for i in parsed.identifiers] == [("doi", "10.1038/171737a0"), ("pmid", "13054692")]
    assert parsed.fields.pages == "737-8"


def test_et_al_is_told() -> None:
    assert parse_reference(
        "Altschul SF, Gish W, Miller W, et al. Basic local alignment search tool. J Mol Biol 1990;215:403-10."
    ).fields.et_al
    assert not parse_reference(ARTICLES["ama"][0]).fields.et_al


@pytest.mark.parametrize(
    ("printed", "kind", "title", "publisher"),
    [
        (
            "Kuhn, T. S. (1962). The structure of scientific revolutions. Chicago: University of Chicago Press.",
            "book",
            "The structure of scientific revolutions",
            "University of Chicago Press",
        ),
        (
            (
                "Shannon, Claude E. A symbolic analysis of relay and switching circuits. Master's thesis, Massachusetts Institute "
                "of Technology, 1940."
            ),
            "thesis",
            "A symbolic analysis of relay and switching circuits",
            "",
        ),
        (
            "Vaswani A, Shazeer N, Parmar N, et al. Attention is all you need. arXiv:1706.03762, 2017.",
            "preprint",
            "Attention is all you need",
            "",
        ),
        ("钱学森. 工程控制论[M]. 北京: 科学出版社, 1958.", "book", "工程控制论", "科学出版社"),
    ],
)
def test_other_kinds_of_work_are_told(printed: str, kind: str, title: str, publisher: str) -> None:
    fields = parse_reference(printed).fields
    assert (fields.type, fields.title) == (kind, title)
    assert not publisher or fields.publisher == publisher
