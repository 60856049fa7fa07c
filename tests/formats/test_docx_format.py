import dataclasses
import io
import shutil
import subprocess
import zipfile

import pytest
from lxml import etree
from office import archive, docx, docx_parts, field, p, r

from refcheck.formats import View, formats
from refcheck.model import Report, Span
from refcheck.readers import docx as reader
from refcheck.readers import read_bytes
from reports import HOSTILE, MALFORMED, finding, hostile_report, report

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = (
    p("Genome editing", '<w:pStyle w:val="Heading1"/>')
    + p(r("Doudna reported it in ") + r("Nature", "<w:i/>") + r(" in 2012 [1]."))
    + p("References")
    + p(r("1. Jinek M, Chylinski K. A programmable dual-RNA endonuclease. ") + r("Nature", "<w:i/>") + r(". 2011;337:816."))
)  # fmt: skip


def checked(data, *places, **values):
    """A report on a DOCX with a finding at each of the texts given; one that is not there has no place."""
    document = reader.READER.read(data, "paper.docx")
    findings = []
    for place in places:
        at = document.text.find(place)
        span = Span(at, at + len(place)) if at >= 0 else Span(0, 0)
        findings.append(finding(span=span, **{"claimed": place, "actual": "Science", "reference": "1", **values}))
    ordinary = report()
    one = ordinary.documents[0]
    article = dataclasses.replace(one.article, document=document)
    checked_document = dataclasses.replace(one, article=article, findings=tuple(findings))
    return dataclasses.replace(ordinary, documents=(checked_document,), unreadable=())


def rendered(data, *places, lang="en", **values):
    return formats()["docx"].render(checked(data, *places, **values), View(lang=lang, original=lambda _: data))


def part(data, name):
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def comments(data):
    """Each comment's paragraphs and the text that it stands at."""
    body = part(data, "word/document.xml")
    found = []
    for comment in part(data, "word/comments.xml"):
        number = comment.get(f"{W}id")
        inside, text = False, ""
        for element in body.iter():
            if element.tag == f"{W}commentRangeStart" and element.get(f"{W}id") == number:
                inside = True
            if element.tag == f"{W}commentRangeEnd" and element.get(f"{W}id") == number:
                inside = False
            if inside and element.tag == f"{W}t":
                text += element.text
        assert len([e for e in body.iter(f"{W}commentReference") if e.get(f"{W}id") == number]) == 1
        found.append((text, ["".join(paragraph.itertext()) for paragraph in comment]))
    return found


def body_text(data):
    return ["".join(t.text for t in each.iter(f"{W}t")) for each in part(data, "word/document.xml").iter(f"{W}p")]


class TestComments:
    def test_each_finding_is_a_comment_at_its_words_with_what_to_do(self):
        written = rendered(docx(BODY), "Nature in 2012", "2011", suggestion="Correct the year.")
        _, journal, year = comments(written)
        assert journal[0] == "Nature in 2012"
        assert year[0] == "2011"
        assert year[1] == [
            "error: MD203 title-mismatch [1]", "It differs.", "claimed: 2011", "actual: Science",
            "→ Correct the year.",
            "Corrected reference: A programmable endonuclease. Science. 2012. doi:10.1126/science.1225829.",
        ]  # fmt: skip

    def test_the_first_comment_says_what_was_checked_with_what_and_when(self):
        told = " ".join(comments(rendered(docx(BODY), "2011"))[0][1])
        assert "References: 1" in told
        assert "Crossref: partial" in told
        assert "2026-11-22T06:00:00Z" in told

    def test_text_and_looks_stay(self):
        before, after = docx(BODY), rendered(docx(BODY), "Nature in 2012", "2011", "programmable dual", "Doudna")
        assert body_text(after) == body_text(before)
        assert read_bytes(after, "a.docx").text == read_bytes(before, "a.docx").text
        looks = {(m.type, m.span) for m in read_bytes(before, "a.docx").marks}
        assert looks <= {(m.type, m.span) for m in read_bytes(after, "a.docx").marks}

    def test_every_other_part_stays_byte_for_byte(self):
        parts = docx_parts(BODY, styles="<w:style/>") | {
            "word/media/image1.png": b"\x89PNG\x00",
            "docProps/x.xml": "<x/>",
        }
        after = zipfile.ZipFile(io.BytesIO(rendered(archive(parts), "2011")))
        changed = {"[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels"}
        for name, content in parts.items():
            if name not in changed:
                assert after.read(name) == (content.encode() if isinstance(content, str) else content), name

    def test_findings_without_a_place_go_on_a_page_at_the_end(self):
        written = rendered(docx(BODY + "<w:sectPr/>"), "2011", "not in the text")
        body = part(written, "word/document.xml")[0]
        assert body[-1].tag == f"{W}sectPr"
        assert body.findall(f".//{W}br")[-1].get(f"{W}type") == "page"
        tail = body_text(written)[4:]
        assert tail[1:4] == ["Findings without a place in the text", "error: MD203 title-mismatch [1]", "It differs."]
        assert len(comments(written)) == 2

    def test_a_file_with_comments_keeps_them(self):
        body = '<w:p><w:commentRangeStart w:id="7"/>' + r("Genome") + '<w:commentRangeEnd w:id="7"/></w:p>' + BODY
        old = '<w:comment w:id="7" w:author="Ann"><w:p><w:r><w:t>Is it so?</w:t></w:r></w:p></w:comment>'
        written = rendered(docx(body, comments=old), "2011")
        root = part(written, "word/comments.xml")
        assert [comment.get(f"{W}id") for comment in root] == ["7", "8", "9"]
        assert "Is it so?" in "".join(root[0].itertext())
        assert (
            len([link for link in part(written, "word/_rels/document.xml.rels") if "comments" in link.get("Type")]) == 1
        )

    def test_links_fields_and_insertions_are_commented_as_a_whole(self):
        body = BODY + p('<w:hyperlink w:anchor="x">' + r("https://doi.org/10.1/x") + "</w:hyperlink>")
        body += p(field("ADDIN ZOTERO_ITEM", "(Jinek 2012)")) + p("<w:ins>" + r("A late addition") + "</w:ins>")
        found = comments(rendered(docx(body), "10.1/x", "Jinek 2012", "late"))
        assert [text for text, _ in found[1:]] == ["https://doi.org/10.1/x", "Jinek 2012", "A late addition"]
        for mark in part(rendered(docx(body), "10.1/x", "late"), "word/document.xml").iter(f"{W}commentRangeStart"):
            assert mark.getparent().tag == f"{W}p"

    def test_what_a_note_says_is_commented_where_the_note_is_called(self):
        note = '<w:footnote w:id="2">' + p("Smith J. Nature. 2010.") + "</w:footnote>"
        body = p(r("It is known") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + r(" by now."))
        written = rendered(docx(body, footnotes=note), "Nature")
        *_, start = part(written, "word/document.xml").iter(f"{W}commentRangeStart")
        assert start.getnext().find(f"{W}footnoteReference") is not None

    def test_chinese(self):
        _, (_, told) = comments(rendered(docx(BODY), "2011", lang="zh"))
        assert told[0].startswith("错误")
        assert told[2] == "文中：2011"

    def test_suppressed_findings_are_no_comments(self):
        assert len(comments(rendered(docx(BODY), "2011", suppressed="baseline"))) == 1

    @pytest.mark.parametrize("payload", [*HOSTILE, *MALFORMED], ids=lambda payload: ascii(payload[:20]))
    def test_hostile_values_are_text(self, payload):
        written = rendered(docx(BODY), "2011", message=payload, actual=payload, suggestion=payload, reference=payload)
        assert len(comments(written)) == 2
        assert {each.tag for each in part(written, "word/comments.xml").iter()} == {
            f"{W}{name}" for name in ("comments", "comment", "p", "r", "rPr", "b", "t")
        }

    def test_the_same_bytes_again(self):
        data = docx(BODY)
        assert rendered(data, "2011") == rendered(data, "2011")


class TestReportOfItsOwn:
    def text(self, data):
        return read_bytes(data, "report.docx").text

    def test_of_a_document_that_is_no_docx(self):
        text = self.text(formats()["docx"].render(report(), View()))
        assert "Reference check" in text
        assert "MD202 year-mismatch" in text
        assert "articles/one.txt: is no text" in text

    def test_where_the_file_has_changed_since_or_cannot_be_had(self):
        of = checked(docx(BODY), "2011")

        def gone(path):
            raise FileNotFoundError(path)

        for original in (None, gone, lambda _: docx(p("Another text")), lambda _: b"PK\x03\x04 no archive"):
            text = self.text(formats()["docx"].render(of, View(original=original)))
            assert text.startswith("Reference check")

    @pytest.mark.parametrize("broken", ["[Content_Types].xml", "word/_rels/document.xml.rels", "word/comments.xml"])
    def test_where_a_part_that_would_be_changed_is_broken(self, broken):
        parts = docx_parts(BODY, comments="") | {broken: "<!DOCTYPE x><x"}
        of = checked(docx(BODY), "2011")
        written = formats()["docx"].render(of, View(original=lambda _: archive(parts)))
        assert self.text(written).startswith("Reference check")

    def test_where_the_file_has_no_namespaces(self):
        parts = docx_parts(BODY) | {
            "word/document.xml": "<document><body><p><r><t>In 2011.</t></r></p></body></document>"
        }
        of = checked(archive(parts), "2011")
        written = formats()["docx"].render(of, View(original=lambda _: archive(parts)))
        assert self.text(written).startswith("Reference check")

    @pytest.mark.parametrize("payload", [*HOSTILE, *MALFORMED], ids=lambda payload: ascii(payload[:20]))
    def test_hostile_values_are_text(self, payload):
        written = formats()["docx"].render(hostile_report(payload), View())
        assert "Reference check" in self.text(written)

    def test_an_empty_report(self):
        assert "References: 0" in self.text(formats()["docx"].render(Report(), View()))


SOFFICE = shutil.which("soffice")


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_lists_the_comments(tmp_path):
    (tmp_path / "commented.docx").write_bytes(rendered(docx(BODY), "Nature in 2012", "2011"))
    subprocess.run(
        [SOFFICE, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "fodt",
         "--outdir", str(tmp_path), str(tmp_path / "commented.docx")],
        check=True, capture_output=True, timeout=100,
    )  # fmt: skip
    root = etree.parse(str(tmp_path / "commented.fodt")).getroot()
    found = [
        "".join(each.itertext()) for each in root.iter("{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation")
    ]
    assert len(found) == 3
    assert any("Corrected reference" in each for each in found)
