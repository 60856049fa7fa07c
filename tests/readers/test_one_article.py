"""One article in many formats: what is found in each is what is found in the Markdown."""

from __future__ import annotations

from pathlib import Path

import pytest

from refcheck.extract import extract
from refcheck.readers import read, read_bytes

FORMATS = Path(__file__).parent / "fixtures" / "formats"
KEYS = ["jinek2012", "cong2013", "mali2013", "doench2016", "gao2016", "cong2013b"]


def article(name):
    return extract(read(FORMATS / name, root=FORMATS))


def shown(references, *names):
    values = {
        "label": lambda reference: reference.label,
        "doi": lambda reference: reference.identifiers.doi,
        "pmid": lambda reference: reference.identifiers.pmid,
        "authors": lambda reference: [author.family for author in reference.claimed.authors],
        "pages": lambda reference: reference.claimed.pages.replace("–", "-"),
    }
    default = lambda name: lambda reference: getattr(reference.claimed, name)  # noqa: E731
    return [[values.get(name, default(name))(reference) for name in names] for reference in references]


FIELDS = ("doi", "title", "journal", "year", "authors", "volume", "issue", "pages")


@pytest.mark.parametrize("name", ["article.html", "article.tex", "article.txt", "article.xml"])
def test_an_article_says_the_same_in_every_format(name):
    markdown, other = article("article.md"), article(name)
    assert shown(other.references, *FIELDS) == shown(markdown.references, *FIELDS)
    assert [claim.journal for claim in other.claims] == [claim.journal for claim in markdown.claims]
    # LaTeX has keys where the others print numbers
    labels = dict(zip(KEYS, "123456", strict=True)) | {"delivery": "9"}
    translate = (lambda key: labels[key]) if name == "article.tex" else (lambda label: label)
    assert [translate(reference.label) for reference in other.references] == list("123456")
    cited = [[translate(label) for label in citation.labels] for citation in other.citations]
    assert [label for labels in cited for label in labels] == ["1", "2", "3", "4", "5", "9", "6"]
    missing = [translate(label) for citation in other.citations for label in citation.missing]
    assert missing == ["9"]
    assert other.references[5].identifiers.pmid == "23287718"
    # pandoc's template repeats the title it was given; plain text names none
    titles = {"article.html": "Genome editing", "article.txt": markdown.title}
    assert other.title == titles.get(name, markdown.title)


@pytest.mark.parametrize("name", ["list.ris", "list.json", "list.csl.yaml", "list.hayagriva.yml", "list.endnote.xml"])
def test_a_list_says_the_same_in_every_format(name):
    markdown, other = article("article.md"), article(name)
    fields = (*FIELDS, "pmid")
    assert shown(other.references, *fields) == shown(markdown.references, *fields)
    # EndNote numbers its records; the other formats have keys
    assert [reference.label for reference in other.references] == (list("123456") if "endnote" in name else KEYS)
    # "et al." is lost: these formats have no word for it
    assert not any(reference.claimed.et_al for reference in other.references)
    assert all(reference.structured for reference in other.references)
    places = [other.document.place(reference.span).line for reference in other.references]
    assert places == sorted(set(places))


def test_pubmed_shortens_pages_and_keeps_no_keys():
    markdown, nbib = article("article.md"), article("list.nbib")
    fields = ("doi", "title", "journal", "year", "authors", "volume", "issue", "pmid")
    assert shown(nbib.references, *fields) == shown(markdown.references[5:], *fields)
    assert shown(nbib.references, "label", "pages") == [["23287718", "819-23"]]


# Plain text and Markdown have nothing that their name does not say; archives are tested elsewhere.
TOLD = [file for file in sorted(FORMATS.glob("[al]*.*")) if file.suffix in (".tex", ".xml", ".ris", ".json", ".nbib")]
TOLD += [*sorted(FORMATS.glob("*.y*ml")), FORMATS / "article.html"]


@pytest.mark.parametrize("file", TOLD, ids=lambda file: file.name)
@pytest.mark.parametrize("name", ["a.txt", "-", "a.bib", "a.html"])
def test_a_wrong_name_does_no_harm(file, name):
    known = read(file, root=FORMATS).format
    assert read_bytes(file.read_bytes(), name).format == known != "text"
