"""The page that leads to the pages of all documents."""

import dataclasses

import pytest
from selectolax.lexbor import LexborHTMLParser
from support import reference

from refcheck.formats import View, formats
from refcheck.formats.base import is_own_report
from refcheck.formats.html_index import entry
from refcheck.model import Document, ReferenceVerdict, Severity, Unreadable
from refcheck.readers import read_bytes
from reports import HOSTILE, MALFORMED, finding, hostile_report, report


def checked(path, *findings, title="", **values):
    """A document of a report, of that path and with those findings."""
    one = report().documents[0]
    article = dataclasses.replace(one.article, document=Document(path, "text", "Some text.\n"), title=title)
    return dataclasses.replace(one, article=article, findings=findings, **values)


def index(*documents, lang="en", **values):
    of = dataclasses.replace(report(), documents=documents, **values)
    entries = [entry(each, f"{each.article.document.path}.html") for each in documents]
    return LexborHTMLParser(formats()["html"].index(entries, of, View(lang=lang)))


def retraction(label="1", code="ST301"):
    return finding(code=code, message="The cited work was retracted.", reference=label)


class TestOrder:
    def test_the_worst_first_and_those_that_cite_retracted_works_before_all(self):
        page = index(
            checked("clean.txt"),
            checked("notes.txt", finding(Severity.NOTE)),
            checked("two.txt", finding(), finding()),
            checked("retracted.txt", retraction()),
            checked("warned.txt", finding(Severity.WARNING)),
            checked("also-two.txt", finding(), finding()),
        )
        found = [link.text() for link in page.css("table.documents tbody a")]
        assert found == ["retracted.txt", "also-two.txt", "two.txt", "warned.txt", "notes.txt", "clean.txt"]

    def test_retracted_works_stand_above_with_a_link_to_their_place(self):
        page = index(checked("a.txt", retraction()), checked("b.txt", retraction(code="ST304", label="9")))
        cards = page.css("article.card")
        assert [card.css_first("a").attributes["href"] for card in cards] == ["a.txt.html#reference-1-1", "b.txt.html"]
        assert "Jinek M. A different title." in cards[0].text()
        page = LexborHTMLParser(formats()["html"].render(report(), View()))
        assert page.css_first("article#reference-1-1") is not None

    def test_what_is_suppressed_does_not_count(self):
        page = index(checked("a.txt", dataclasses.replace(retraction(), suppressed="baseline")))
        assert not page.css("article.card")
        assert "Nothing to report." in page.css_first("table.documents").text()


class TestWhatItSays:
    def test_counts(self):
        unverified = dataclasses.replace(report().documents[0].references[0], verdict=ReferenceVerdict.UNVERIFIED)
        page = index(checked("a.txt", finding(), finding(Severity.WARNING), references=(unverified,)))
        cells = [cell.text() for cell in page.css("table.documents tbody td.number")]
        assert cells == ["1", "1", "1", "0", "1"]

    def test_what_was_not_read_which_sources_were_asked_and_when(self):
        page = index(checked("a.txt"), unreadable=(Unreadable("broken.pdf", "it is broken."),))
        for told in ("broken.pdf", "it is broken.", "Crossref", "partial", "2026-11-22T06:00:00Z", "was not checked"):
            assert told in page.text()

    def test_a_document_without_references_is_not_called_in_order(self):
        empty = checked("a.txt", references=())
        empty = dataclasses.replace(
            empty, article=dataclasses.replace(empty.article, references=(), identifiers=(), claims=())
        )
        assert "No references were found." in index(empty).css_first("table.documents").text()

    def test_nothing_was_checked(self):
        assert "No references were found." in index().text()

    def test_it_can_be_filtered_without_a_script(self):
        page = index(checked("a.txt", retraction()), checked("b.txt"))
        assert not page.css("script")
        assert [each.attributes["id"] for each in page.css("input")] == [
            "show-all",
            "show-retracted",
            "show-error",
            "show-clean",
        ]
        style = page.css_first("style").text()
        for row in page.css(".documents tbody tr"):
            for mark in row.attributes["data-has"].split():
                assert f"#show-{mark}:checked) .documents tbody" in style

    def test_chinese(self):
        page = index(checked("a.txt", retraction()), lang="zh")
        assert page.css_first("html").attributes["lang"] == "zh-Hans"
        for label in ("全部文档", "所引的已撤稿文献", "未能核实", "检查了什么"):
            assert label in page.text()

    def test_it_is_known_as_a_report_when_it_is_read(self):
        text = formats()["html"].index([], report(), View())
        assert is_own_report(read_bytes(text.encode(), "index.html"))


@pytest.mark.parametrize("payload", [*HOSTILE, *MALFORMED], ids=lambda payload: ascii(payload[:20]))
def test_no_markup_of_a_document_comes_through(payload):
    of = hostile_report(payload)
    one = dataclasses.replace(of.documents[0], findings=(dataclasses.replace(retraction(payload), message=payload),))
    of = dataclasses.replace(of, documents=(one,))
    text = formats()["html"].index([entry(one, "a%20b.html")], of, View())
    text.encode()
    page = LexborHTMLParser(text)
    assert not page.css("script, img, iframe, object, embed, link, form")
    assert not [node for node in page.css("*") if any(name.startswith("on") for name in node.attributes)]
    assert {anchor.attributes["href"].partition("#")[0] for anchor in page.css("a")} == {"a%20b.html"}
    assert not set("\x00\x07\x1b\x7f\u202e") & set(text)


def test_a_reference_that_is_there_twice_leads_to_the_first():
    one = report().documents[0]
    twice = tuple(
        dataclasses.replace(one.references[0], reference=reference("1", text)) for text in ("First one.", "Second one.")
    )
    (work,) = entry(checked("a.txt", retraction(), references=twice), "a.html").retracted
    assert (work.text, work.href) == ("First one.", "a.html#reference-1-1")
