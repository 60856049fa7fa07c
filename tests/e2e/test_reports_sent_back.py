"""What an editor sends back: the author's PDF with notes, and a folder of pages."""

import shutil
from pathlib import Path
from urllib.parse import unquote

import pypdf
import pytest
from office import docx, p
from readers.pdf_maker import Page, pdf_of
from selectolax.lexbor import LexborHTMLParser

ROOT = Path(__file__).parents[2]
RECORDS = ROOT / "references" / "records.jsonl"
ARTICLE = ROOT / "tests" / "e2e" / "one-article" / "libreoffice.pdf"
LINES = ["Genome editing began with work in Cell [1].", "References", "1. Jinek M. Science. 2012. doi:10.5555/nosuch"]
TEXT = "\n".join(LINES) + "\n"


@pytest.fixture
def run(refcheck, tmp_path):
    def check(*arguments):
        return refcheck("check", *arguments, "--offline", "--records", RECORDS, folder=tmp_path)

    return check


def notes(path):
    pages = pypdf.PdfReader(path).pages
    found = [each.get_object() for page in pages for each in page.annotations or []]
    return [each for each in found if each.get("/T") == "refcheck"]


class TestPdf:
    def test_the_report_is_the_authors_file_with_notes(self, run, tmp_path):
        shutil.copy(ARTICLE, tmp_path / "paper.pdf")
        done = run("paper.pdf", "--report", "pdf:out/paper.pdf", "--lang", "zh")
        assert done.returncode == 1
        written = (tmp_path / "out/paper.pdf").read_bytes()
        assert written.startswith(ARTICLE.read_bytes())
        assert (tmp_path / "paper.pdf").read_bytes() == ARTICLE.read_bytes()
        said = " ".join(str(note["/Contents"]) for note in notes(tmp_path / "out/paper.pdf"))
        for told in ("MD202", "文中：2009", "所引文献已被撤稿", "更正后的文献", "离线"):
            assert told in said

    def test_a_folder_has_a_file_for_each_pdf_and_leaves_others_out(self, run, tmp_path):
        (tmp_path / "in").mkdir()
        for name in ("one.pdf", "two.pdf"):
            (tmp_path / "in" / name).write_bytes(pdf_of(Page().lines(72, 700, LINES)))
        (tmp_path / "in" / "three.txt").write_text(TEXT)
        run("in", "--report", "pdf:out/")
        files = sorted(path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.*"))
        assert files == ["in/one.pdf", "in/two.pdf"]
        assert notes(tmp_path / "out/in/two.pdf")

    def test_what_cannot_be_written_into_is_told_and_the_others_are_written(self, run, tmp_path):
        (tmp_path / "in").mkdir()
        writer = pypdf.PdfWriter(clone_from=ARTICLE)
        writer.encrypt("", "owner", algorithm="RC4-128")
        writer.write(tmp_path / "in" / "a-locked.pdf")
        shutil.copy(ARTICLE, tmp_path / "in" / "b.pdf")
        done = run("in", "--report", "pdf:out/")
        assert done.returncode == 2
        assert "a-locked.pdf was not written: in/a-locked.pdf: it is locked" in done.stderr
        assert "MD202" in done.stdout
        assert notes(tmp_path / "out/in/b.pdf")

    @pytest.mark.parametrize(
        ("files", "target", "told"),
        [
            (["a.txt"], "pdf:out.pdf", "writes into the PDF that was checked"),
            (["a.pdf", "b.pdf"], "pdf:out.pdf", "name a folder: --report pdf:FOLDER/"),
            (["a.txt"], "pdf:out/", "holds nothing"),
            (["a.pdf"], "pdf:./", "is being checked"),
            (["a.pdf"], "pdf:a.pdf", "is being checked"),
        ],
    )
    def test_what_it_is_not_for_is_told(self, run, tmp_path, files, target, told):
        for name in files:
            content = TEXT.encode() if name.endswith(".txt") else pdf_of(Page().lines(72, 700, LINES))
            (tmp_path / name).write_bytes(content)
        before = {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
        done = run(*files, "--report", target)
        assert done.returncode == 2
        assert told in done.stderr
        assert before == {path: path.read_bytes() for path in before}

    def test_a_file_that_is_not_refchecks_is_not_written_over_and_its_own_is(self, run, tmp_path):
        (tmp_path / "a.pdf").write_bytes(pdf_of(Page().lines(72, 700, LINES)))
        (tmp_path / "out").mkdir()
        (tmp_path / "out/a.pdf").write_bytes(b"%PDF-1.4 mine")
        done = run("a.pdf", "--report", "pdf:out/")
        assert done.returncode == 2
        assert "is there already and is no report of refcheck's" in done.stderr
        assert (tmp_path / "out/a.pdf").read_bytes() == b"%PDF-1.4 mine"
        (tmp_path / "out/a.pdf").unlink()
        for _ in range(2):
            done = run("a.pdf", "--report", "pdf:out/")
            assert "is no report" not in done.stderr
            assert notes(tmp_path / "out/a.pdf")

    @pytest.mark.parametrize("name", ["pdf", "docx"])
    def test_reports_of_an_earlier_run_are_not_checked_unless_they_are_named(self, run, tmp_path, name):
        content = pdf_of(Page().lines(72, 700, LINES)) if name == "pdf" else docx("".join(map(p, LINES)))
        (tmp_path / f"a.{name}").write_bytes(content)
        for _ in range(2):
            done = run(".", "--report", f"{name}:out/", "--format", "concise")
            assert done.returncode in (1, 3), done.stderr
            assert f"out/a.{name}:" not in done.stdout
        assert [path.name for path in (tmp_path / "out").rglob("*.*")] == [f"a.{name}"]
        done = run(f"out/a.{name}", "--format", "concise", "--report", f"{name}:again/")
        assert f"out/a.{name}:" in done.stdout


class TestHtmlFolder:
    def links(self, page):
        parsed = LexborHTMLParser(page.read_text("utf-8"))
        addresses = [link.attributes["href"] for link in parsed.css("a")]
        return [address for address in addresses if not address.startswith(("http", "#"))]

    def test_each_document_has_a_page_and_the_index_leads_to_it_and_back(self, run, tmp_path):
        folder = tmp_path / "in" / "第一期 #1"
        folder.mkdir(parents=True)
        for name in ("a.txt", "100% sure?.txt", "参考文献.md", "index.html", "A.TXT", "x" * 240 + ".txt"):
            (folder / name).write_text(TEXT if not name.endswith("html") else f"<p>{TEXT}</p>", "utf-8")
        (tmp_path / "index.html").write_text(f"<p>{TEXT}</p>")
        run("in", "index.html", "--report", "html:site/")
        index = tmp_path / "site/index.html"
        targets = {(index.parent / unquote(address.partition("#")[0])).resolve() for address in self.links(index)}
        assert len(targets) == 7
        for page in targets:
            assert page.is_relative_to(tmp_path / "site")
            back = self.links(page)[0]
            assert (page.parent / unquote(back)).resolve() == index.resolve()

    def test_paths_that_lead_out_stay_below_the_folder(self, run, tmp_path):
        (tmp_path / "here").mkdir()
        outside = tmp_path / "outside.txt"
        outside.write_text(TEXT)
        run(outside, "here/../outside.txt", "--report", "html:site/")
        assert {path.name for path in tmp_path.rglob("*.html")} == {"index.html", "outside.txt.html"}

    @pytest.mark.parametrize("there", ["site/index.html", "site/a.txt.html"])
    def test_a_file_that_is_not_refchecks_is_not_written_over(self, run, tmp_path, there):
        (tmp_path / "a.txt").write_text(TEXT)
        (tmp_path / "site").mkdir()
        (tmp_path / there).write_text("<h1>My page</h1>")
        done = run("a.txt", "--report", "html:site/")
        assert done.returncode == 2
        assert f"{there} is there already and is no report of refcheck's; name another folder." in done.stderr
        assert (tmp_path / there).read_text() == "<h1>My page</h1>"
        assert len([path for path in (tmp_path / "site").iterdir() if path.is_file()]) == 1

    def test_a_second_run_takes_the_place_of_the_first_and_is_not_checked(self, run, tmp_path):
        (tmp_path / "a.txt").write_text(TEXT)
        for _ in range(2):
            done = run(".", "--report", "html:site/")
            assert done.returncode in (1, 3)
        assert sorted(path.name for path in (tmp_path / "site").iterdir()) == ["a.txt.html", "index.html"]

    @pytest.mark.parametrize("target", ["html:report.html", "markdown:report.md"])
    def test_so_does_a_report_in_one_file(self, run, tmp_path, target):
        (tmp_path / "a.txt").write_text(TEXT)
        for _ in range(2):
            done = run(".", "--report", target)
            assert done.returncode in (1, 3), done.stderr

    def test_what_could_not_be_read_stands_in_the_index(self, run, tmp_path):
        (tmp_path / "a.txt").write_text(TEXT)
        (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4 nothing")
        run("a.txt", "b.pdf", "--report", "html:site/", "--lang", "zh")
        text = (tmp_path / "site/index.html").read_text("utf-8")
        assert "b.pdf" in text
        assert "未能读取" in text
