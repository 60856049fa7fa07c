"""References as printed: their labels stay out of `text` and in `span`; what a dash or a field code adds to them."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from refcheck.extract import extract
from refcheck.formats.json import article_as_json
from refcheck.model import Document, Entry, FormatCitation, Identifiers, Span
from refcheck.readers import read_bytes

WORKS = (
    "Jinek M, Chylinski K. A programmable dual-RNA-guided DNA endonuclease. Science. 2012;337(6096):816-821.",
    "Cong L, Ran FA. Multiplex genome engineering using CRISPR/Cas systems. Science. 2013;339(6121):819-823.",
    "Mali P, Yang L. RNA-guided human genome engineering via Cas9. Science. 2013;339(6121):823-826.",
)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.txt", "[{}] "), ("a.txt", "[{}]"), ("a.txt", "{}. "), ("a.txt", "{}、"), ("a.txt", "【{}】"), ("a.txt", "({}) "),
        ("a.txt", "［{}］"), ("a.txt", "{}) "), ("a.md", "{}. "), ("a.md", "[{}] "), ("a.md", "[^{}]: "),
    ],
)  # fmt: skip
def test_a_printed_number_is_the_label_and_no_part_of_the_text(name, form):
    listed = [form.format(i) + work for i, work in enumerate(WORKS, 1)]
    gap = "\n\n" if name == "a.md" else "\n"
    article = extract(read_bytes(("Some text.\n\nReferences\n\n" + gap.join(listed) + "\n").encode(), name))
    assert [(one.label, one.text, one.numbered) for one in article.references] == [
        (str(i), work, True) for i, work in enumerate(WORKS, 1)
    ]
    assert [one["text"] for one in article_as_json(article)["references"]] == [one.strip() for one in listed]


def test_circled_numbers():
    listed = "\n".join(f"{circle}{work}" for circle, work in zip("①②③", WORKS, strict=True))
    article = extract(read_bytes(f"Some text.\n\nReferences\n{listed}\n".encode(), "a.txt"))
    assert [(one.label, one.text) for one in article.references] == list(zip("123", WORKS, strict=True))
    assert article_as_json(article)["references"][0]["text"] == "①" + WORKS[0]


@pytest.mark.parametrize(
    ("name", "form", "around"),
    [("a.md", "- {}\n", "{}"), ("a.html", "<li>{}</li>", "<ul>{}</ul>"), ("a.txt", "• {}\n", "{}")],
)
def test_a_bullet_is_no_label(name, form, around):
    listed = around.format("".join(form.format(work) for work in WORKS))
    heading = "<h2>References</h2>" if name == "a.html" else "References\n\n"
    article = extract(read_bytes(f"{heading}{listed}".encode(), name))
    assert [(one.label, one.text, one.numbered) for one in article.references] == [
        (str(i), work, False) for i, work in enumerate(WORKS, 1)
    ]


def test_the_numbers_of_a_list_in_html_are_printed():
    listed = "".join(f"<li>{work}</li>" for work in WORKS)
    article = extract(read_bytes(f"<h2>References</h2><ol start='7'>{listed}</ol>".encode(), "a.html"))
    assert [(one.label, one.text) for one in article.references] == list(zip("789", WORKS, strict=True))
    assert article_as_json(article)["references"][0]["text"] == "7. " + WORKS[0]


@pytest.mark.parametrize("dash", ["———. ", "—— ", "---, ", "___. "])
def test_a_dash_stands_for_the_authors_before(dash):
    text = (
        "It is known (Cong and Ran 2009; Cong and Ran 2013).\n\nReferences\n\n"
        "Cong, L., and F. A. Ran. 2009. “A first paper on genomes.” Science 320 (1): 819–23.\n\n"
        f"{dash}2013. “Multiplex genome engineering using CRISPR/Cas systems.” Science 339 (6121): 819–23.\n\n"
        "Mali, P., and L. Yang. 2013. “RNA-guided genome engineering via Cas9.” Science 339 (6121): 823–26.\n"
    )
    article = extract(read_bytes(text.encode(), "a.txt"))
    assert [str(one.claimed.authors[0]) for one in article.references] == ["Cong, L.", "Cong, L.", "Mali, P."]
    assert [one.labels for one in article.citations] == [("1",), ("2",)]


def test_what_a_field_code_knows_of_a_printed_reference():
    text = f"Cells divide (1).\nReferences\n1. {WORKS[0]}\n2. {WORKS[1]} doi:10.1126/science.1231143\n"
    entries = [
        Entry("jinek", "article", MappingProxyType({"title": title, "doi": "10.1126/science.1225829"}), Span(13, 16))
        for title in ("A programmable dual-RNA-guided DNA endonuclease", "Another title that nobody printed here")
    ]
    cited = (FormatCitation(Span(13, 16), ("jinek",)),)
    article = extract(Document("a.docx", "docx", text, entries=tuple(entries[:1]), citations=cited))
    first, second = article.references
    assert (first.identifiers, first.known) == (Identifiers(), Identifiers(doi="10.1126/science.1225829"))
    assert (second.identifiers, second.known) == (Identifiers(doi="10.1126/science.1231143"), Identifiers())
    assert first.leads == first.known
    assert second.leads == second.identifiers
    assert article.citations[0].labels == ("1",)
    unlinked = extract(Document("a.docx", "docx", text, entries=tuple(entries[1:])))
    assert not any(one.known for one in unlinked.references)


def test_the_ends_of_entries_are_no_running_heads():
    ends = "2012;337(6096):816–821. https://doi.org/10.1126/science.12258{}"
    works = ["Jinek M, Hauer M. A title of two\nlines that breaks. Science.\n" + ends.format(i) for i in range(25, 30)]
    listed = "\n\n".join(f"[{i}] {work}" for i, work in enumerate(works, 1))
    article = extract(read_bytes(f"Some text.\n\nReferences\n\n{listed}\n".encode(), "a.txt"))
    assert [one.identifiers.doi for one in article.references] == [f"10.1126/science.12258{i}" for i in range(25, 30)]


def test_a_hyphen_inside_an_address_does_not_keep_that_of_a_wrapped_word():
    text = (
        "Text.\n\nReferences\n[1] Cong L, Ran FA. Genome engineering. Sci-\nence. 2013;339:819–823. doi: 10.1126/sci-ence.1.\n[2] "
        + WORKS[0]
    )
    assert "Science. 2013" in extract(read_bytes(text.encode(), "a.txt")).references[0].text


def test_a_number_on_the_line_after_its_name():
    text = f"Text.\n\nReferences\n\n1.  {WORKS[0]} PMID:\n    22745249.\n\n2.  {WORKS[1]} PMCID:\n    PMC3795411.\n"
    first, second = extract(read_bytes(text.encode(), "a.txt")).references
    assert (first.identifiers.pmid, second.identifiers.pmcid) == ("22745249", "PMC3795411")
