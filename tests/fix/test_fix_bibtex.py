"""A .bib file is put right where it is wrong, and is byte for byte the same everywhere else."""

import stat

import pytest

LI = """% my library
@string{bio = "Bioinformatics"}

@article{li2009,
  author  = {Li, Heng and Durbin, Richard},
  title   = {Fast and accurate short read alignment with {Burrows--Wheeler} transform},
  journal = {Bioinformatics},
  % a comment
  year    = {2009},
  volume  = {25},
  number  = {14},
  pages   = {1754--1760},
  doi     = {10.1093/bioinformatics/btp324},
}
"""


def lines_changed(old, new):
    return [(a, b) for a, b in zip(old.splitlines(), new.splitlines(), strict=True) if a != b]


def test_what_is_right_stays(folder):
    assert folder.fixed(LI, "--unsafe") == LI


def test_numbers_are_put_right_between_their_own_delimiters(folder):
    wrong = LI.replace("{25}", "26").replace("{14}", '"15"').replace("1754--1760", "1854--1860")
    new = folder.fixed(wrong)
    assert lines_changed(wrong, new) == [
        ("  volume  = 26,", "  volume  = 25,"),
        ('  number  = "15",', '  number  = "14",'),
        ("  pages   = {1854--1860},", "  pages   = {1754--1760},"),
    ]


@pytest.mark.parametrize(("wrong", "right"), [
    ("1854-1860", "1754-1760"), ("1854--60", "1754--60"), ("1854–1860", "1754–1760"), ("pp. 1854--1860", "pp. 1754--1760"),
])  # fmt: skip
def test_pages_keep_their_manner(folder, wrong, right):
    new = folder.fixed(LI.replace("1754--1760", wrong))
    assert new == LI.replace("1754--1760", right)


def test_what_needs_an_eye_is_left_and_named(folder):
    wrong = LI.replace("journal = {Bioinformatics}", "journal = {Genome Research}")
    assert folder.fixed(wrong) == wrong
    assert "MD201 [li2009] left" in folder.told
    assert "--unsafe" in folder.told
    assert folder.fixed(wrong, "--unsafe") == LI


def test_year_title_and_authors(folder):
    wrong = LI.replace("{2009}", "{2001}").replace(
        "Li, Heng and Durbin, Richard", "Durbin, Richard and\n    Li, H{\\'e}ng"
    )
    wrong = wrong.replace("short read alignment", "long read assembly")
    new = folder.fixed(wrong, "--unsafe")
    assert new == LI.replace("Li, Heng and Durbin", "Li, H{\\'e}ng and\n    Durbin")


def test_a_journal_is_escaped_and_keeps_its_form(folder):
    entry = """@article{a,
  author = "Akhlaghpasand, M. and Tavanaei, R.",
  title = "Neurological, functional, and quality of life outcomes following combined mesenchymal stem cell and
      {S}chwann cell therapy in spinal cord injury: a 9-year experience",
  journal = "Journal of Translational Medicine",
  year = 2025, volume = 16, pages = "226", doi = "10.1186/s13287-025-04312-7"
}
"""
    new = folder.fixed(entry, "--unsafe")
    assert new == entry.replace("Journal of Translational Medicine", r"Stem Cell Research \& Therapy")
    short = entry.replace("Journal of Translational Medicine", "J. Transl. Med.")
    assert folder.fixed(short, "--unsafe") == entry.replace("Journal of Translational Medicine", "Stem Cell Res. Ther.")


@pytest.mark.parametrize(("before", "after"), [
    ("  pages   = {1754--1760},\n}\n", "  pages   = {1754--1760},\n  doi     = {10.1093/bioinformatics/btp324},\n}\n"),
    ("  pages   = {1754--1760}\n}\n", "  pages   = {1754--1760},\n  doi     = {10.1093/bioinformatics/btp324}\n}\n"),
    ('  pages   = "1754--1760"}\n', '  pages   = "1754--1760",\n  doi     = "10.1093/bioinformatics/btp324"}\n'),
    ("\tPAGES=1754\n, month = jul\n}\n", "\tPAGES=1754\n, month = jul\n, doi = {10.1093/bioinformatics/btp324}\n}\n"),
])  # fmt: skip
def test_a_missing_doi_is_added_in_the_entrys_own_layout(folder, before, after):
    start = LI[: LI.index("  pages")]
    assert folder.fixed(start + before) == start + after


def test_entries_on_one_line(folder):
    one = (
        "@article{li, author={Li, Heng and Durbin, Richard}, title={Fast and accurate short read alignment with "
        "Burrows-Wheeler transform}, journal={Bioinformatics}, year=2009, volume=25, pages={1754--1760}}\n"
    )
    assert folder.fixed(one) == one.replace("--1760}", "--1760}, doi={10.1093/bioinformatics/btp324}")


def test_a_doi_that_does_not_exist_and_is_one_edit_away(folder):
    assert folder.fixed(LI.replace("btp324}", "btp325}")) == LI
    upper = LI.replace("10.1093/bioinformatics/btp324", "https://doi.org/10.1093/Bioinformatics/btp325")
    assert folder.fixed(upper) == upper.replace("btp325", "btp324")


def test_a_doi_that_stands_in_two_fields_is_left(folder):
    twice = LI.replace("btp324}", "btp325},\n  url = {https://doi.org/10.1093/bioinformatics/btp325}")
    assert folder.fixed(twice) == twice
    assert "in more than one field; the work found has 10.1093/bioinformatics/btp324" in folder.told


def test_a_proxys_address_becomes_that_of_the_doi(folder):
    proxied = LI.replace("{10.1093/", "{https://doi-org.proxy.example.edu/10.1093/")
    assert folder.fixed(proxied) == LI
    address = LI.replace("doi     = {", "url     = {https://doi-org.proxy.example.edu/")
    assert folder.fixed(address) == LI.replace("doi     = {", "url     = {https://doi.org/")


def test_what_stands_in_a_string_or_is_inherited_is_left(folder):
    wrong = LI.replace("journal = {Bioinformatics}", "journal = gr").replace(
        "@string{bio", '@string{gr = "Genome Research"}\n@string{bio'
    )
    assert folder.fixed(wrong, "--unsafe") == wrong
    assert "@string" in folder.told


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be-mark", "cp1252", "gb18030"])
def test_encoding_byte_order_mark_and_line_ends_stay(folder, encoding):
    note = {"cp1252": "Überblick für Größen, naïve café", "gb18030": "细胞研究中的新方法和应用"}.get(
        encoding, "Größe 细胞"
    )
    text = LI.replace("my library", note).replace("\n", "\r\n")
    mark, codec = (b"\xfe\xff", "utf-16-be") if encoding == "utf-16-be-mark" else (b"", encoding)
    wrong = text.replace("1754--1760", "1854--1860").replace(",\r\n  doi     = {10.1093/bioinformatics/btp324}", "")
    right = text
    assert folder.fixed(mark + wrong.encode(codec)) == mark + right.encode(codec)


def test_links_are_written_through_and_the_mode_is_kept(folder):
    real = folder.path / "real.bib"
    real.write_text(LI.replace("{25}", "{26}"), "utf-8")
    real.chmod(0o640)
    link = folder.path / "link.bib"
    link.symlink_to(real)
    assert folder.run(link).exit_code == 0
    assert link.is_symlink()
    assert real.read_text("utf-8") == LI
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert sorted(one.name for one in folder.path.iterdir()) == ["link.bib", "real.bib", "records.jsonl"]


def test_diff_and_check_write_nothing(folder):
    wrong = LI.replace("{25}", "{26}")
    file = folder.path / "library.bib"
    file.write_text(wrong, "utf-8")
    shown = folder.run("library.bib", "--diff")
    assert shown.exit_code == 0
    assert "--- a/library.bib\n+++ b/library.bib\n" in shown.stdout
    assert [line for line in shown.stdout.splitlines() if line[:1] in "+-"][2:] == [
        "-  volume  = {26},", "+  volume  = {25},",
    ]  # fmt: skip
    assert folder.run("library.bib", "--check").exit_code == 1
    assert file.read_text("utf-8") == wrong


def test_what_cannot_be_used_is_said(folder):
    assert folder.run(folder.path / "missing.bib").exit_code == 2
    assert folder.run("-").exception is not None


def test_a_suppressed_finding_is_not_fixed(folder):
    ignored = LI.replace("{25}", "{26}").replace("@article", '% refcheck: ignore[MD205] reason="as printed"\n@article')
    assert folder.fixed(ignored) == ignored


def test_hostile_entries_stay_as_they_are(folder):
    broken = "@article{x, title = {" + "{" * 500 + "\n@article{y, pages = {1\n" + LI.replace("{25}", "{26}")
    file = folder.path / "library.bib"
    file.write_text(broken, "utf-8")
    assert folder.run(file).exit_code == 0
    assert file.read_text("utf-8") in (broken, broken.replace("{26}", "{25}"))
