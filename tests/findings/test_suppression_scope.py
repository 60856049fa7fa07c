"""Which findings a comment holds for, and comments that cannot be used."""

import datetime as dt
from pathlib import Path

import pytest
from support import article, reference

from refcheck.config.options import Ignore, Options
from refcheck.engine import _from_options
from refcheck.extract import extract
from refcheck.findings.suppression import Suppression, inline, suppress
from refcheck.model import Finding, Severity, Span
from refcheck.readers import read_bytes

TODAY = dt.date(2026, 11, 22)
ENTRIES = (
    "Smith J. On rain. J Hydrol. 2001;1:1-9. doi:10.1000/a",
    "Brown K. On snow. J Hydrol. 2002;2:11-19. doi:10.1000/b",
    "Green L. On hail. J Hydrol. 2003;3:21-29. doi:10.1000/c",
)
COMMENT = '<!-- refcheck: ignore[MD202] reason="as printed" -->'


def markdown(*lines):
    text = "# Weather\n\nIt rains [1-3].\n\n## References\n\n" + "\n".join(lines) + "\n"
    return extract(read_bytes(text.encode(), "a.md"))


def hidden(of):
    every = [Finding("MD202", Severity.ERROR, "A message.", one.span, reference=one.label) for one in of.references]
    return [one.reference for one in suppress(every, inline(of), of, TODAY) if one.suppressed]


class TestScope:
    def test_at_the_end_of_an_entry_it_holds_for_that_entry_alone(self):
        lines = [f"{number}. {entry}" for number, entry in enumerate(ENTRIES, 1)]
        lines[1] += f" {COMMENT}"
        assert hidden(markdown(*lines)) == ["2"]

    def test_before_an_entry_it_holds_for_that_entry_alone(self):
        first, second, third = (f"{number}. {entry}" for number, entry in enumerate(ENTRIES, 1))
        assert hidden(markdown(first, COMMENT, second, third)) == ["2"]

    def test_in_a_bib_file_it_holds_for_the_next_entry(self):
        entry = "@article{%s,\n  title = {On rain},\n  year = {2001},\n}\n"
        text = entry % "one" + '% refcheck: ignore[MD202] reason="as printed"\n' + entry % "two" + entry % "three"
        assert hidden(extract(read_bytes(text.encode(), "a.bib"))) == ["two"]

    def test_comments_above_each_other_hold_for_the_same_entry(self):
        entry = "@article{%s,\n  title = {On rain},\n  year = {2001},\n}\n"
        other = '% refcheck: ignore[MD203] reason="as printed"\n'
        text = entry % "one" + f"{other.replace('203', '202')}{other}% A word.\n" + entry % "two" + entry % "three"
        of = extract(read_bytes(text.encode(), "a.bib"))
        assert hidden(of) == ["two"]
        assert [one.codes for one in inline(of)] == [("MD202",), ("MD203",)]

    def test_in_a_paragraph_of_html_it_holds_for_what_stands_there(self):
        page = f"<p>Before.</p><p>The text says so [9]. {COMMENT}</p><p>After [8].</p>"
        of = extract(read_bytes(page.encode(), "a.html"))
        every = [
            Finding("MD202", Severity.ERROR, marker, Span(at, at + 3))
            for marker in ("[9]", "[8]")
            for at in [of.document.text.index(marker)]
        ]
        assert [one.suppressed for one in suppress(every, inline(of), of, TODAY)] == ["inline", ""]


class TestUnusable:
    @pytest.mark.parametrize(
        ("directive", "why"),
        [
            ('ignore reason="all of it"', "names no code"),
            ('ignore[] reason="all of it"', "names no code"),
            ('ignore[MD999] reason="a slip"', "there is no code MD999"),
            ('ignore[MD202] until=soon reason="later"', "soon is no date"),
            ('ignore[MD202] until=2026-02-30 reason="later"', "2026-02-30 is no date"),
            ('ignore[MD202] until=20270601 reason="later"', "20270601 is no date"),
            ("ignore[MD202]", "no reason"),
        ],
    )
    def test_it_hides_nothing_and_says_why(self, directive, why):
        lines = [f"1. {ENTRIES[0]}", f"2. {ENTRIES[1]} <!-- refcheck: {directive} -->", f"3. {ENTRIES[2]}"]
        of = markdown(*lines)
        assert hidden(of) == []
        (said,) = suppress([], inline(of), of, TODAY)
        assert (said.code, said.severity) == ("SU902", Severity.WARNING)
        assert why in said.message

    def test_case_does_not_matter(self):
        lines = [f"1. {ENTRIES[0]} <!-- Refcheck: Ignore[md202, st] reason='x' -->", f"2. {ENTRIES[1]}"]
        assert hidden(markdown(*lines)) == ["1"]


class TestConfiguration:
    def of(self, **values):
        return article(references=(reference("1", doi="10.1/a"), reference("smith", doi="10.1/b")), **values)

    @pytest.mark.parametrize("names", [{"doi": "10.1/a"}, {"key": "smith"}, {"path": "article.txt"}])
    def test_one_that_names_what_is_there_and_hides_nothing_is_unused(self, names):
        (said,) = suppress([], [Suppression(("MD",), "file", "known", **names)], self.of(), TODAY)
        assert said.code == "SU902"

    @pytest.mark.parametrize("names", [{}, {"doi": "10.1/x"}, {"path": "*.txt"}, {"path": "other.txt", "key": "smith"}])
    def test_one_for_other_documents_is_not_unused_here(self, names):
        assert suppress([], [Suppression(("MD",), "file", "known", **names)], self.of(), TODAY) == []

    def test_its_paths_are_relative_to_its_file_and_its_dois_in_any_form(self, tmp_path, monkeypatch):
        (tmp_path / "inner").mkdir()
        monkeypatch.chdir(tmp_path / "inner")
        ignore = Ignore(code="MD", path="inner/a.md", doi="https://doi.org/10.1000/AbC", reason="known")
        (one,) = _from_options(Options(ignore=(ignore,)), Path(tmp_path))
        assert (one.path, one.doi) == ("a.md", "10.1000/abc")
