"""``check`` as a pipeline calls it: changed files only, a bounded list, the step summary, one annotated file a document."""

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from refcheck.formats import View, formats

ROOT = Path(__file__).parents[2]
GIT = shutil.which("git")
RECORDS = ROOT / "references/records.jsonl"


def git(folder, *arguments):
    identity = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run([GIT, "-C", folder, *identity, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path):
    """Two committed articles; the settings name the embedded records."""
    folder = tmp_path / "repository"
    (folder / "articles").mkdir(parents=True)
    for name in ("alignment.txt", "genome-editing.md"):
        shutil.copy(ROOT / "references" / name, folder / "articles" / name)
    (folder / "refcheck.toml").write_text(f'paths = ["articles"]\nrecords = ["{RECORDS.as_posix()}"]\n', "utf-8")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "articles")
    return folder


def paths_of(done):
    return {line.split(":")[0] for line in done.stdout.splitlines()}


@pytest.mark.skipif(GIT is None, reason="needs git")
class TestSince:
    def check(self, refcheck, folder, *arguments, **options):
        return refcheck("check", "--offline", "--format", "concise", *arguments, folder=folder, **options)

    def test_only_the_changed_file_is_checked(self, refcheck, repository):
        with (repository / "articles/alignment.txt").open("a", encoding="utf-8") as file:
            file.write("\n")
        done = self.check(refcheck, repository, "--since", "HEAD")
        assert paths_of(done) == {"articles/alignment.txt"}
        assert done.returncode == 1
        assert paths_of(self.check(refcheck, repository)) == {"articles/alignment.txt", "articles/genome-editing.md"}

    def test_from_a_folder_of_the_repository_and_with_committed_changes(self, refcheck, repository):
        shutil.copy(ROOT / "references/sequencing.bib", repository / "articles/new ü.bib")
        git(repository, "add", ".")
        git(repository, "commit", "-q", "-m", "more")
        done = self.check(refcheck, repository / "articles", ".", "--since", "HEAD~1")
        assert paths_of(done) == {"new ü.bib"}

    def test_a_file_that_is_not_committed_yet_has_changed(self, refcheck, repository):
        shutil.copy(ROOT / "references/sequencing.bib", repository / "articles/more.bib")
        assert paths_of(self.check(refcheck, repository, "--since", "HEAD")) == {"articles/more.bib"}

    def test_a_document_that_names_a_changed_bibliography_is_checked(self, refcheck, repository):
        (repository / "articles/main.tex").write_text("\\documentclass{article}\\begin{document}As in "
            "\\cite{langmead2009bowtie}.\\bibliography{works}\\end{document}\n", "utf-8")  # fmt: skip
        git(repository, "add", ".")
        git(repository, "commit", "-q", "-m", "tex")
        shutil.copy(ROOT / "references/sequencing.bib", repository / "articles/works.bib")
        assert "articles/main.tex" in paths_of(self.check(refcheck, repository, "--since", "HEAD"))

    def test_nothing_changed_is_said_and_is_no_failure(self, refcheck, repository):
        done = self.check(refcheck, repository, "--since", "HEAD")
        assert done.returncode == 0
        assert not done.stdout
        assert "no file changed since HEAD" in done.stderr

    @pytest.mark.parametrize("revision", ["nowhere", "--output=stolen", "-h", "HEAD HEAD", "", "HEAD^{tree}"])
    def test_what_is_no_revision_is_an_error_and_no_option_of_git(self, refcheck, repository, revision):
        done = self.check(refcheck, repository, f"--since={revision}")
        assert done.returncode == 2
        assert "no such revision" in done.stderr
        assert sorted(path.name for path in repository.iterdir()) == [".git", "articles", "refcheck.toml"]

    def test_no_repository_no_git_and_a_file_outside_are_errors(self, refcheck, repository, tmp_path):
        (tmp_path / "plain").mkdir()
        article = tmp_path / "plain/a.txt"
        shutil.copy(ROOT / "references/alignment.txt", article)
        assert "git repository" in self.check(refcheck, tmp_path / "plain", "a.txt", "--since", "HEAD").stderr
        assert "outside the repository" in self.check(refcheck, repository, article, "--since", "HEAD").stderr
        (tmp_path / "bin").mkdir()
        done = self.check(refcheck, repository, "--since", "HEAD", PATH=str(tmp_path / "bin"))
        assert "no git" in done.stderr
        assert done.returncode == 2

    def test_a_baseline_is_of_all_files(self, refcheck, repository):
        self.check(refcheck, repository, "--write-baseline", "known.json")
        with (repository / "articles/alignment.txt").open("a", encoding="utf-8") as file:
            file.write("\n")
        done = self.check(refcheck, repository, "--since", "HEAD", "--baseline", "known.json")
        assert done.returncode == 0
        assert "no longer occur" not in done.stderr
        for option in (("--write-baseline", "known.json"), ("--baseline", "known.json", "--prune-baseline")):
            assert self.check(refcheck, repository, "--since", "HEAD", *option).returncode == 2


class TestMaxFindings:
    @pytest.mark.parametrize("form", ["concise", "full"])
    def test_the_first_are_shown_and_the_rest_counted(self, refcheck, form):
        every = refcheck("check", "references/genome-editing.md", "--offline", "--format", form)
        done = refcheck("check", "references/genome-editing.md", "--offline", "--format", form, "--max-findings", "2")
        codes = ("ID10", "MD20", "ST30", "CT40")
        shown, total = (sum(line.count(code) for line in out.stdout.splitlines() for code in codes if code in line)
                        for out in (done, every))  # fmt: skip
        assert shown == 2
        assert total > 2
        assert f"{total - 2} more findings are not shown" in done.stderr
        assert done.returncode == every.returncode == 1
        if form == "full":  # what was found is counted all the same
            assert done.stdout.splitlines()[-2:] == every.stdout.splitlines()[-2:]

    def test_reports_have_them_all(self, refcheck, tmp_path):
        out = tmp_path / "r.json"
        refcheck("check", "references/genome-editing.md", "--offline", "--max-findings", "0", "--report", f"json:{out}")
        assert '"code": "ST301"' in out.read_text("utf-8")


class TestStepSummary:
    def test_the_markdown_report_is_added_to_it(self, refcheck, tmp_path):
        summary = tmp_path / "summary.md"
        summary.write_text("before\n", "utf-8")
        refcheck("check", "references/genome-editing.md", "--offline", "--format", "github",
                 GITHUB_STEP_SUMMARY=str(summary))  # fmt: skip
        text = summary.read_text("utf-8")
        assert text.startswith("before\n<!-- ")
        assert "ST301" in text

    def test_other_formats_do_not_touch_it(self, refcheck, tmp_path):
        refcheck("check", "references/alignment.txt", "--offline", GITHUB_STEP_SUMMARY=str(tmp_path / "s.md"))
        assert not (tmp_path / "s.md").exists()

    def test_one_that_cannot_be_written_costs_a_message(self, refcheck, tmp_path):
        done = refcheck("check", "references/alignment.txt", "--offline", "--format", "github",
                        GITHUB_STEP_SUMMARY=str(tmp_path))  # fmt: skip
        assert done.returncode == 1
        assert "step summary cannot be written" in done.stderr

    def test_a_very_long_one_is_cut_at_a_line(self, refcheck, tmp_path, monkeypatch):
        line = "é" * 99 + "\n"
        monkeypatch.setattr(type(formats()["markdown"]), "render", lambda self, report, view: line * 10_000)
        refcheck("check", "references/alignment.txt", "--offline", "--format", "github",
                 GITHUB_STEP_SUMMARY=str(tmp_path / "s.md"))  # fmt: skip
        lines = (tmp_path / "s.md").read_text("utf-8").splitlines()
        assert set(lines[:-2]) == {line.rstrip()}
        assert "the reports" in lines[-1]
        assert (tmp_path / "s.md").stat().st_size < 2**20


class TestOneWordFileADocument:
    @pytest.fixture
    def folder(self, refcheck, tmp_path):
        """A manuscript for Word and one of text with the same stem; the former is a file of this project's own making."""
        folder = tmp_path / "manuscripts"
        folder.mkdir()
        shutil.copy(ROOT / "references/alignment.txt", folder / "one.txt")
        refcheck("check", "references/alignment.txt", "--offline", "--report", f"docx:{folder / 'one.docx'}")
        return folder

    def test_each_has_its_own(self, refcheck, folder, tmp_path):
        refcheck("check", folder, "--offline", "--report", "docx:out/", folder=tmp_path)
        written = sorted(path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.docx"))
        assert written == ["manuscripts/one.docx", "manuscripts/one.txt.docx"]
        for name in written:
            with zipfile.ZipFile(tmp_path / "out" / name) as archive:
                assert archive.testzip() is None

    def test_a_manuscript_is_not_written_over(self, refcheck, folder):
        before = (folder / "one.docx").read_bytes()
        done = refcheck("check", ".", "--offline", "--report", "docx:./", folder=folder)
        assert done.returncode == 2
        assert "overwrite" in done.stderr
        assert (folder / "one.docx").read_bytes() == before

    def test_a_document_outside_stays_below_the_folder(self, refcheck, folder, tmp_path):
        (tmp_path / "here").mkdir()
        done = refcheck("check", "../manuscripts/one.txt", "-", "--offline", "--report", "docx:out/",
                        folder=tmp_path / "here", stdin="Text.\n")  # fmt: skip
        assert done.returncode != 2
        written = {path.name for path in (tmp_path / "here/out").rglob("*.docx")}
        assert written == {"one.txt.docx", "standard-input.docx"}
        assert not list(tmp_path.glob("*.docx"))

    def test_other_formats_need_a_file(self, refcheck, tmp_path):
        done = refcheck("check", "references/alignment.txt", "--offline", "--report", f"csv:{tmp_path}")
        assert done.returncode == 2
        assert "is a folder" in done.stderr


def test_two_documents_of_one_name_get_two_files():
    from refcheck.cli.outputs import Target
    from refcheck.model import Document

    documents = [Document("../a.txt", "text", ""), Document("a.txt", "text", "")]
    files = Target(formats()["docx"], Path("out"), folder=True).files(documents)
    assert sorted(path.as_posix() for path in files.values()) == ["out/a.txt-2.docx", "out/a.txt.docx"]
    assert View().most is None
