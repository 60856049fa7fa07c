"""The checked PDF with highlights and notes: of files as programs make them, and of hostile ones."""

import dataclasses
import io
import re
import shutil
import subprocess
from pathlib import Path

import pypdf
import pypdfium2 as pdfium
import pytest
from pypdf.generic import ArrayObject, NameObject, NumberObject, RectangleObject
from readers.pdf_maker import HEIGHT, Page, pdf_of

from refcheck.errors import UnreadableInputError, UsageError
from refcheck.formats import View, formats
from refcheck.model import Report, Severity, Span
from refcheck.readers import read_bytes
from reports import HOSTILE, MALFORMED, finding, report

REAL = sorted((Path(__file__).parents[1] / "e2e/one-article").glob("*.pdf"))
PDFTOTEXT = shutil.which("pdftotext")
LINES = [
    "Doudna reported it in Nature in 2012 [1], and others soon",
    "followed with programmable nucleases of their own.",
    "References",
    "1. Jinek M, Chylinski K. A programmable dual-RNA-guided endonuc-",
    "lease. Nature. 2011;337:816-821.",
]


def article(**values):
    return pdf_of(Page().lines(72, 700, LINES), **values)


def checked(data, *places, **values):
    """A report on a PDF with a finding at each of the texts given; one that is not there has no place."""
    document = read_bytes(data, "paper.pdf")
    findings = []
    for place in places:
        found = re.search(r"\s".join(map(re.escape, place.split())), document.text)
        span = Span(*found.span()) if found else Span(0, 0)
        findings.append(finding(**{"span": span, "claimed": place, "actual": "Science", "reference": "1", **values}))
    ordinary = report()
    one = ordinary.documents[0]
    of = dataclasses.replace(one, article=dataclasses.replace(one.article, document=document), findings=tuple(findings))
    return dataclasses.replace(ordinary, documents=(of,), unreadable=())


def rendered(data, *places, lang="en", **values):
    return formats()["pdf"].render(checked(data, *places, **values), View(lang=lang, original=lambda _: data))


def notes(data, kind="/Highlight"):
    """Each page's annotations of refcheck's, by page from 1."""
    found = []
    for number, page in enumerate(pypdf.PdfReader(io.BytesIO(data), strict=True).pages, 1):
        for each in page.annotations or []:
            note = each.get_object()
            if note.get("/T") == "refcheck" and note["/Subtype"] == kind:
                found.append((number, note))
    return found


def words_under(data, note, page=1):
    """The words of the page that a highlight covers, by poppler: neither of the libraries that wrote it."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    top = float(reader.pages[page - 1].mediabox.top)
    covered = []
    for at in range(0, len(note["/QuadPoints"]), 8):
        points = [float(value) for value in note["/QuadPoints"][at : at + 8]]
        xs, ys = points[::2], points[1::2]
        box = [min(xs), top - max(ys), max(xs) - min(xs), max(ys) - min(ys)]
        x, y, w, h = (str(round(value)) for value in box)
        done = subprocess.run(
            [PDFTOTEXT, "-r", "72", "-f", str(page), "-l", str(page), "-x", x, "-y", y, "-W", w, "-H", h, "-", "-"],
            input=data, capture_output=True, check=True,
        )  # fmt: skip
        covered.append(done.stdout.decode().strip())
    return covered


poppler = pytest.mark.skipif(not PDFTOTEXT, reason="poppler is not installed")


class TestNotes:
    def test_each_finding_is_a_highlight_with_what_to_do(self):
        written = rendered(article(), "Nature in 2012", "2011", suggestion="Correct the year.")
        (_, journal), (_, year) = notes(written)
        assert year["/Contents"] == (
            "error: MD203 title-mismatch [1]\nIt differs.\nclaimed: 2011\nactual: Science\n→ Correct the year.\n"
            "Corrected reference: A programmable endonuclease. Science. 2012. doi:10.1126/science.1225829."
        )
        assert year["/Subj"] == "MD203"
        assert year["/M"] == "D:20261122060000Z"
        assert journal["/Contents"].startswith("error: MD203")

    @poppler
    @pytest.mark.parametrize("words", ["Nature in 2012", "2011", "References", "Chylinski K. A programmable"])
    def test_the_highlight_stands_at_the_words(self, words):
        written = rendered(article(), words)
        ((page, note),) = notes(written)
        assert page == 1
        assert words_under(written, note) == [words]

    @poppler
    def test_what_goes_on_in_the_next_line_is_highlighted_in_both(self):
        written = rendered(article(), "others soon followed with")
        ((_, note),) = notes(written)
        assert words_under(written, note) == ["others soon", "followed with"]

    def test_severities_have_colours(self):
        data = article()
        colours = {str(notes(rendered(data, "2011", severity=severity))[0][1]["/C"]) for severity in Severity}
        assert len(colours) == 3

    def test_findings_at_one_place_are_one_note_and_the_smaller_lies_on_the_larger(self):
        data = article()
        of = checked(data, "2011", "Jinek M, Chylinski K.", "2011", "Jinek M")
        written = formats()["pdf"].render(of, View(original=lambda _: data))
        contents = [note["/Contents"] for _, note in notes(written)]
        assert len(contents) == 3
        assert [text.count("MD203") for text in contents] == [1, 1, 2]
        assert contents[0].splitlines()[2] == "claimed: Jinek M, Chylinski K."

    def test_the_first_note_says_what_was_checked_with_what_and_when(self):
        ((page, note),) = notes(rendered(article(), "2011"), "/Text")
        assert page == 1
        for told in ("References: 1", "Crossref: partial", "2026-11-22T06:00:00Z"):
            assert told in note["/Contents"]

    def test_findings_without_a_place_are_in_a_note_on_the_first_page(self):
        (_, _), (_, note) = notes(rendered(article(), "2011", "not in the text"), "/Text")
        assert note["/Contents"].startswith("Findings without a place in the text\n\nerror: MD203 title-mismatch [1]")

    def test_chinese(self):
        written = rendered(article(), "2011", lang="zh", actual="科学", suggestion="请更正年份。")
        (_, note) = notes(written)[0]
        assert note["/Contents"].startswith("错误")
        assert "记录：科学" in note["/Contents"]
        assert notes(written, "/Text")[0][1]["/Subj"] == "参考文献核查"

    def test_suppressed_findings_are_no_notes(self):
        assert notes(rendered(article(), "2011", suppressed="baseline")) == []

    @pytest.mark.parametrize("payload", [*HOSTILE, *MALFORMED], ids=lambda payload: ascii(payload[:20]))
    def test_hostile_values_are_text(self, payload):
        written = rendered(article(), "2011", message=payload, actual=payload, suggestion=payload, reference=payload)
        ((_, note),) = notes(written)
        assert set(note) == {
            "/Type", "/Subtype", "/Rect", "/T", "/Contents", "/NM", "/M", "/CreationDate", "/Subj", "/C", "/F",
            "/QuadPoints", "/AP",
        }  # fmt: skip
        assert not re.search(r"/(?:JavaScript|JS|Launch|OpenAction|AA)\b", written[len(article()) :].decode("latin-1"))

    def test_the_same_bytes_again(self):
        assert rendered(article(), "2011") == rendered(article(), "2011")


class TestTheFileStaysAsItIs:
    @pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
    def test_files_as_programs_make_them_are_added_to(self, path):
        data = path.read_bytes()
        written = rendered(data, "Cong L", "programmable nuclease", "CRISPR")
        assert written.startswith(data)
        assert len(written) < len(data) + 30_000
        assert read_bytes(written, "a.pdf").text == read_bytes(data, "a.pdf").text
        before, after = (pypdf.PdfReader(io.BytesIO(each)) for each in (data, written))
        assert after.metadata == before.metadata
        assert after.trailer["/ID"][0] == before.trailer["/ID"][0]
        links = [
            len([a for a in page.annotations or [] if a.get_object()["/Subtype"] == "/Link"]) for page in before.pages
        ]
        assert links == [
            len([a for a in page.annotations or [] if a.get_object()["/Subtype"] == "/Link"]) for page in after.pages
        ]
        assert len(notes(written)) == 3

    def test_a_second_run_takes_the_place_of_the_first(self):
        once = rendered(article(), "2011", "Nature in 2012")
        again = rendered(once, "2011")
        assert len(notes(again)) == 1
        assert len(notes(again, "/Text")) == 1

    def test_notes_of_others_stay(self):
        page = Page().lines(72, 700, LINES)
        page.links.append(((72, 690, 200, 710), "https://example.org"))
        written = rendered(pdf_of(page), "2011")
        (one,) = pypdf.PdfReader(io.BytesIO(written)).pages
        assert [each.get_object()["/Subtype"] for each in one.annotations] == ["/Link", "/Highlight", "/Text"]

    def test_it_does_on_every_page(self):
        pages = [Page().lines(72, 700, [f"Page {number} says a thing.", "It is short."]) for number in (1, 2, 3)]
        again = rendered(rendered(pdf_of(*pages), "Page 3 says", "Page 2 says"), "Page 2 says")
        assert [page for page, _ in notes(again)] == [2]

    def test_what_goes_on_overleaf_is_highlighted_on_both_pages(self):
        lines = [
            "It is a long sentence that fills the line to its end and goes",
            "on in the next line, and then overleaf it goes on and it goes",
        ]
        pages = [
            Page().lines(72, 100, lines),
            Page().lines(72, 780, ["on for a whole line more until at the very end of it, it ends.", "So."]),
        ]
        written = rendered(pdf_of(*pages), "overleaf it goes on and it goes on for a whole")
        assert [page for page, _ in notes(written)] == [1, 2]
        assert len({note["/NM"] for _, note in notes(written)}) == 2

    def test_pages_of_their_own(self):
        pages = [Page().lines(72, 700, [f"Page {number} says a thing.", "It is short."]) for number in (1, 2, 3)]
        written = rendered(pdf_of(*pages), "Page 3 says", "Page 1 says")
        assert sorted(page for page, _ in notes(written)) == [1, 3]
        assert [page for page, _ in notes(written, "/Text")] == [1]


def rewritten(data, change):
    """The file as another program would save it."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    change(writer)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


class TestShapes:
    @poppler
    def test_a_page_whose_corner_is_elsewhere(self):
        def move(writer):
            page = writer.pages[0]
            page.mediabox = RectangleObject((0, 0, 595, HEIGHT))
            page.cropbox = RectangleObject((50, 60, 500, 780))

        written = rendered(rewritten(article(), move), "Nature in 2012")
        assert words_under(written, notes(written)[0][1]) == ["Nature in 2012"]
        (_, note) = notes(written, "/Text")[0]
        left, bottom, right, top = map(float, note["/Rect"])
        assert 50 <= left < right <= 500
        assert 60 <= bottom < top <= 780

    @pytest.mark.parametrize("turned", [90, 180, 270])
    def test_a_page_that_is_shown_turned(self, turned):
        def turn(writer):
            writer.pages[0][NameObject("/Rotate")] = NumberObject(turned)

        upright, written = (rendered(each, "2011") for each in (article(), rewritten(article(), turn)))
        assert notes(written)[0][1]["/Rect"] == notes(upright)[0][1]["/Rect"]

    @poppler
    def test_a_list_of_annotations_with_a_number_of_its_own_and_inherited_boxes(self):
        def change(writer):
            page = writer.pages[0]
            page[NameObject("/Annots")] = writer._add_object(ArrayObject())
            tree = page["/Parent"]
            tree[NameObject("/MediaBox")] = page["/MediaBox"]
            del page["/MediaBox"]

        written = rendered(rewritten(article(), change), "2011")
        assert words_under(written, notes(written)[0][1]) == ["2011"]

    def test_a_file_without_a_line_end_at_its_end_and_with_more_behind_it(self):
        for data in (article().rstrip(), article() + b"\n\n\0\0  "):
            written = rendered(data, "2011")
            assert written.startswith(data)
            assert len(notes(written)) == 1

    @pytest.mark.parametrize(
        "break_it",
        [
            lambda data: b"junk before it\n" + data,
            lambda data: re.sub(rb"startxref\n\d+", b"startxref\n999999", data),
            lambda data: re.sub(rb"startxref\n\d+", b"startxref\n17", data),
            lambda data: data.replace(b"0000000000 65535 f \n", b""),
        ],
        ids=["junk", "table-nowhere", "table-elsewhere", "short-table"],
    )
    def test_a_file_whose_table_of_objects_is_broken_is_written_anew(self, break_it):
        data = break_it(article())
        written = rendered(data, "2011")
        assert len(notes(written)) == 1
        assert read_bytes(written, "a.pdf").text == read_bytes(data, "a.pdf").text

    def test_what_cannot_be_written_into_is_told(self):
        with pytest.raises(UnreadableInputError, match="it is damaged, and notes cannot be written into it"):
            rendered(article().replace(b"\nxref\n0", b"\nxrfe\n0"), "2011")

    def test_a_file_that_everybody_may_read_and_nobody_change_is_told(self):
        locked = rewritten(article(), lambda writer: writer.encrypt("", "owner", algorithm="RC4-128"))
        with pytest.raises(UnreadableInputError, match="it is locked"):
            rendered(locked, "2011")

    def test_a_file_that_has_changed_since_is_told(self):
        of = checked(article(), "2011")
        other = pdf_of(Page().lines(72, 700, ["Another text stands here now.", "It has two lines."]))
        with pytest.raises(UnreadableInputError, match="has changed since"):
            formats()["pdf"].render(of, View(original=lambda _: other))
        with pytest.raises(UnreadableInputError):
            formats()["pdf"].render(of, View(original=lambda _: b"%PDF-1.4 nothing"))

    def test_a_file_that_cannot_be_had_is_told(self):
        of = checked(article(), "2011")

        def gone(path):
            raise FileNotFoundError(2, "No such file", path)

        with pytest.raises(UnreadableInputError, match="cannot be opened: No such file"):
            formats()["pdf"].render(of, View(original=gone))
        with pytest.raises(UsageError, match="cannot be had"):
            formats()["pdf"].render(of, View())

    @pytest.mark.parametrize("of", [Report(), report()], ids=["nothing", "a text"])
    def test_what_is_no_pdf_is_told(self, of):
        with pytest.raises(UsageError, match="the PDF that was checked"):
            formats()["pdf"].render(of, View(original=lambda _: b""))

    def test_a_damaged_file_never_takes_the_run_down(self):
        """Bytes changed at every place in turn: it is written into or told, and what is written can be opened."""
        data = article()
        text = read_bytes(data, "a.pdf").text
        for at in range(9, len(data), 97):
            damaged = data[:at] + b"\xff<" + data[at + 2 :]
            try:
                if read_bytes(damaged, "a.pdf").text != text:
                    continue
                written = rendered(damaged, "2011")
            except UnreadableInputError:
                continue
            with pdfium.PdfDocument(written) as opened:
                assert len(opened) == 1

    def test_thousands_of_findings(self):
        data = article()
        document = read_bytes(data, "paper.pdf")
        end = len(document.text)
        of = checked(data)
        findings = tuple(finding(span=Span(at % end, min(end, at % end + 1 + at // end))) for at in range(1_500))
        one = dataclasses.replace(of.documents[0], findings=findings)
        written = formats()["pdf"].render(dataclasses.replace(of, documents=(one,)), View(original=lambda _: data))
        assert len(notes(written)) > 1_000


def test_without_the_library_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"pip install 'refcheck-citations\[pdf\]'"):
        formats()["pdf"].render(Report(), View())
