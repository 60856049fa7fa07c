"""One article in all formats: the same references and the same findings in each; what a format loses is told here."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

import refcheck

ROOT = Path(__file__).parents[2]
WRITTEN = ROOT / "tests" / "e2e" / "one-article"
BY_HAND = ROOT / "tests" / "readers" / "fixtures" / "formats"
KEYS = ("jinek2012", "cong2013", "mali2013", "doench2016", "gao2016", "cong2013b")
NO_TEXT = frozenset({("CT402", None)})


@dataclass(frozen=True)
class Variant:
    """What a file has that the Markdown has not, and the other way round; works are numbered as in the Markdown."""

    path: Path
    order: tuple[int, ...] = (1, 2, 3, 4, 5, 6)  # the works in the order of this list
    labels: tuple[str, ...] = ("1", "2", "3", "4", "5", "6")  # as this list prints them
    lost: frozenset[tuple[str, int | None]] = field(default=frozenset())  # findings: code and work
    added: frozenset[tuple[str, int | None]] = field(default=frozenset())
    dois: dict[int, str | None] = field(default_factory=dict)  # where another DOI is read
    claims: bool = True

    def __str__(self) -> str:
        return self.path.name


def of_keys(path, **values):
    return Variant(path, labels=KEYS, **values)


SAME = [
    "pandoc.docx", "pandoc.epub", "libreoffice.docx", "libreoffice.epub", "libreoffice.html", "libreoffice.odt", "libreoffice.pdf",
]  # fmt: skip
LISTS = ["list.ris", "list.json", "list.csl.yaml", "list.hayagriva.yml"]
# An alphabetical list without numbers: labels are places. Of two works by the same author the dash comes second.
BY_NAME = {"order": (2, 6, 4, 5, 1, 3)}
VARIANTS = [
    *(Variant(WRITTEN / name) for name in SAME),
    *(Variant(BY_HAND / name) for name in ("article.html", "article.txt", "article.xml")),
    of_keys(BY_HAND / "article.tex"),
    of_keys(WRITTEN / "natbib.tex"),
    of_keys(WRITTEN / "pandoc-citations.md"),
    *(Variant(WRITTEN / f"author-date.{end}", **BY_NAME) for end in ("docx", "html", "txt")),
    # Lists alone have no text in which something could be cited.
    *(of_keys(BY_HAND / name, lost=NO_TEXT, claims=False) for name in LISTS),
    of_keys(WRITTEN / "list.bib", lost=NO_TEXT, claims=False),
    Variant(BY_HAND / "list.endnote.xml", lost=NO_TEXT, claims=False),
    # LaTeX prints [?] for a key that it does not know. It also broke a DOI that is not in \url at "sci-": a page does
    # not tell whether such a hyphen belongs to the DOI.
    Variant(
        WRITTEN / "latex-two-columns.pdf",
        lost=NO_TEXT,
        added=frozenset({("NV803", 6)}),
        dois={6: "10.1126/sci-ence.1231143"},
    ),
]


@cache
def checked(path, cache_dir):
    report = refcheck.check(
        [path], offline=True, records=[str(ROOT / "references" / "records.jsonl")], cache_dir=str(cache_dir)
    )
    assert not report.unreadable
    (document,) = report.documents
    return document


@pytest.fixture(scope="module")
def markdown(tmp_path_factory):
    return checked(ROOT / "references" / "genome-editing.md", tmp_path_factory.getbasetemp())


@pytest.fixture(params=VARIANTS, ids=str)
def variant(request):
    return request.param


@pytest.fixture
def document(variant, tmp_path_factory):
    return checked(variant.path, tmp_path_factory.getbasetemp())


def work(variant, label):
    return variant.order[variant.labels.index(label)] if label in variant.labels else None


def first_page(pages):
    return re.split(r"[-–]", pages)[0]


def shown(reference):
    claimed = reference.claimed
    title = re.sub(r"\W+", "", claimed.title).casefold()  # a hyphen at the end of a printed line may be the word's own
    return (
        title, claimed.journal, claimed.year, claimed.volume, claimed.issue, first_page(claimed.pages),
        [author.family for author in claimed.authors],
    )  # fmt: skip


def test_the_references_are_the_same(markdown, variant, document):
    references = [one.reference for one in document.references]
    assert tuple(reference.label for reference in references) == variant.labels
    expected = [markdown.references[number - 1].reference for number in variant.order]
    assert [shown(one) for one in references] == [shown(one) for one in expected]
    dois = {
        number: variant.dois.get(number, markdown.references[number - 1].reference.identifiers.doi)
        for number in variant.order
    }
    assert [one.identifiers.doi for one in references] == [dois[number] for number in variant.order]


def test_the_findings_are_the_same(markdown, variant, document):
    expected = {(one.code, int(one.reference) if one.reference else None) for one in markdown.findings}
    assert expected >= {("ID104", 3), ("MD202", 2), ("MD205", 4), ("ST301", 5), ("CT401", 6), ("CT402", None)}
    found = {(one.code, work(variant, one.reference)) for one in document.findings}
    assert found == expected - variant.lost | variant.added
    severities = {(one.code, one.severity) for one in markdown.findings}
    assert {(one.code, one.severity) for one in document.findings if one.code != "NV803"} <= severities


def test_the_citations_lead_to_the_same_works(variant, document):
    cited = [work(variant, label) for citation in document.article.citations for label in citation.labels]
    if variant.claims:
        assert [number for number in cited if number] == [1, 2, 3, 4, 5, 6]
    else:
        assert cited == []


def test_the_claims_are_the_same(variant, document):
    claims = [(one.claim.journal, str(one.claim.date), work(variant, one.claim.reference)) for one in document.claims]
    assert claims == ([("Science", "2012", 1)] if variant.claims else [])


def test_pubmed_gives_the_same_findings_for_the_work_that_it_has(tmp_path_factory):
    document = checked(BY_HAND / "list.nbib", tmp_path_factory.getbasetemp())
    (only,) = document.references
    assert (only.reference.label, only.reference.identifiers.doi) == ("23287718", "10.1126/science.1231143")
    assert document.findings == ()
