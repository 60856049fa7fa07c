"""Everything together: what a whole document is found to hold."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.extract import extract
from refcheck.extract.language import language_of
from refcheck.model import Document, Entry, Mark, MarkType, Span
from refcheck.readers import read_bytes

ARTICLE = """The helix and its readers

Two papers of 1953 [1] and of 1977 [2] changed biology. A later one is at doi:10.1126/science.15739260.

References
[1] Watson JD, Crick FHC. Molecular structure of nucleic acids. Nature. 1953;171:737-738. doi: 10.1038/171737a0. PMID: 13054692.
[2] Sanger F, Nicklen S, Coulson AR. DNA sequencing with chain-terminating inhibitors. PNAS. 1977;74:5463-5467.
"""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The cells of the plant are divided by the wall.", "en"),
        ("间充质干细胞具有自我更新的能力，在再生医学领域得到了广泛的研究。", "zh-Hans"),
        ("間充質幹細胞具有自我更新的能力，在再生醫學領域得到了廣泛的研究。", "zh-Hant"),
        ("Die Zellen der Pflanze sind durch die Wand und den Kern geteilt.", "und"),
        ("細胞の研究はとても重要である。", "und"),
        ("", "und"),
        ("12345", "und"),
    ],
)
def test_language(text, language):
    assert language_of(text) == language


def test_an_article():
    article = extract(Document("a.txt", "text", ARTICLE))
    assert (article.language, article.title) == ("en", "The helix and its readers")
    assert [reference.label for reference in article.references] == ["1", "2"]
    assert article.references[0].identifiers.doi == "10.1038/171737a0"
    assert article.references[0].identifiers.pmid == "13054692"
    assert [(one.value, one.reference) for one in article.identifiers] == [
        ("10.1126/science.15739260", None), ("10.1038/171737a0", "1"), ("13054692", "1"),
    ]  # fmt: skip
    assert [one.labels for one in article.citations] == [("1",), ("2",)]
    assert article.list_span is not None


def test_the_language_is_that_of_the_prose_not_of_the_list():
    text = (
        "神经损伤可以修复，也可以再生，这是近年来研究的重点内容之一，也是临床医生最关心的问题，值得继续研究和讨论。\n参考文献\n"
        + ARTICLE.split("References\n")[1]
    )
    assert extract(Document("a.txt", "text", text)).language == "zh-Hans"


def test_identifiers_in_the_addresses_of_links():
    text = "References\n[1] Watson JD. Molecular structure. Nature. 1953;171:737. Link\n"
    place = Span(text.index("Link"), text.index("Link") + 4)
    marks = (Mark(MarkType.LINK, place, "https://doi.org/10.1038/171737a0"),)
    article = extract(Document("a.html", "html", text, marks=marks))
    assert article.references[0].identifiers.doi == "10.1038/171737a0"


def test_structured_entries_are_taken_as_they_are():
    text = "@article{watson53, …}\n@online{x, …}"
    entries = (
        Entry(
            "watson53",
            "article",
            {
                "author": "Watson, James D. and Crick, Francis and others",
                "title": "Molecular {S}tructure",
                "journaltitle": "Nature",
                "date": "1953-04-25",
                "volume": "171",
                "pages": "737--738",
                "url": "https://doi.org/10.1038/171737a0",
            },
            Span(0, 21),
        ),
        Entry(
            "x",
            "misc",
            {
                "author": "{World Health Organization}",
                "title": "Report",
                "year": "2020",
                "eprint": "2003.10555",
                "archiveprefix": "arXiv",
            },
            Span(22, 37),
        ),
    )
    first, second = extract(Document("a.bib", "bibtex", text, entries=entries)).references
    assert (first.label, first.structured, first.claimed.year, first.claimed.pages) == (
        "watson53",
        True,
        "1953",
        "737-738",
    )
    assert (first.claimed.journal, first.claimed.type, first.identifiers.doi) == (
        "Nature",
        "article",
        "10.1038/171737a0",
    )
    assert [author.family for author in first.claimed.authors] == ["Watson", "Crick"]
    assert first.claimed.et_al
    assert first.claimed.title == "Molecular Structure"
    assert second.claimed.authors[0].name == "World Health Organization"
    assert (second.identifiers.arxiv, second.claimed.type) == ("2003.10555", "preprint")


def test_repeated_keys_stay_unique():
    entries = tuple(Entry("same", "article", {"title": "T", "year": "2001"}, Span(i, i + 1)) for i in range(3))
    labels = [one.label for one in extract(Document("a.bib", "bibtex", "abc", entries=entries)).references]
    assert labels == ["same", "samea", "sameaa"]


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=300)
    | st.lists(st.sampled_from([*ARTICLE.split(" "), "\n", "[1]", "References\n"]), max_size=80).map(" ".join)
)
def test_any_text_can_be_read(text):
    article = extract(Document("a.txt", "text", text))
    for reference in article.references:
        assert 0 <= reference.span.start < reference.span.end <= len(text)
        for span in reference.field_spans.values():
            assert span in reference.span
    for one in (*article.identifiers, *article.citations):
        assert 0 <= one.span.start < one.span.end <= len(text)


def test_entries_of_a_database_make_no_claims_and_the_prose_between_them_does():
    entry = (
        "@article{a%d,\n  author = {Smith, John and Jones, Ann},\n  title = {Smith et al. published it in Nature in 2012},\n"
        "  journal = {Cell},\n  year = {2015}\n}\n"
    )
    prose = "Jones et al. reported in Science in 2015 that terns migrate.\n"
    article = extract(read_bytes((entry % 1 + prose + entry % 2).encode(), "list.bib"))
    assert [claim.journal for claim in article.claims] == ["Science"]
