"""Prose against the record of the work it cites, and against the printed reference alone."""

from __future__ import annotations

import pytest

from refcheck.compare.claim import compare_claim
from refcheck.model import Claim, DateType, Fields, PartialDate, Record, RecordDate, Reference, Span, Verdict

ALPHAFOLD = Record(
    "crossref",
    doi="10.1038/s41586-021-03819-2",
    title="Highly accurate protein structure prediction with AlphaFold",
    titles=("Highly accurate protein structure prediction with AlphaFold",),
    journal="Nature",
    journal_names=("Nature",),
    dates=(RecordDate(DateType.ONLINE, PartialDate(2021, 7, 15)), RecordDate(DateType.PRINT, PartialDate(2021, 8, 26))),
)
STEM = Record(
    "crossref",
    title="Cell therapy for neuropathic pain in spinal cord injury",
    titles=("Cell therapy for neuropathic pain in spinal cord injury",),
    journal="Frontiers in Cell and Developmental Biology",
    journal_names=("Frontiers in Cell and Developmental Biology", "Front. Cell Dev. Biol."),
    dates=(RecordDate(DateType.ISSUED, PartialDate(2025)),),
)


def claim(journal: str = "", date: PartialDate | None = None, title: str = "") -> Claim:
    return Claim("", Span(0, 1), journal, date, title, "1")


def printed(journal: str = "", year: str = "", title: str = "", confidence: float = 1.0, *, structured: bool = False) -> Reference:  # fmt: skip
    sure = dict.fromkeys(("journal", "year", "title"), confidence)
    return Reference("1", "", Span(0, 1), claimed=Fields(title=title, journal=journal, year=year, confidence=sure), structured=structured)  # fmt: skip


def verdicts(found) -> tuple[Verdict, Verdict, Verdict]:
    return found["journal"].verdict, found["date"].verdict, found["title"].verdict


def test_what_is_not_claimed_is_absent():
    assert verdicts(compare_claim(claim(), ALPHAFOLD, None)) == (Verdict.ABSENT,) * 3
    assert verdicts(compare_claim(claim(), None, None)) == (Verdict.ABSENT,) * 3


@pytest.mark.parametrize("journal", ["Nature", "自然", "《自然》"])
def test_the_journal_by_any_of_its_names(journal):
    assert compare_claim(claim(journal), ALPHAFOLD, None)["journal"].verdict is Verdict.SAME


@pytest.mark.parametrize("journal", ["Nature Communications", "Science", "科学", "自然·通讯"])
def test_another_journal_is_different(journal):
    assert compare_claim(claim(journal), ALPHAFOLD, None)["journal"].verdict is Verdict.DIFFERENT


def test_a_translated_name_of_another_journal_is_different():
    found = compare_claim(claim("干细胞研究与治疗"), STEM, None)["journal"]
    assert found.verdict is Verdict.DIFFERENT
    assert found.actual


@pytest.mark.parametrize(
    "date", [PartialDate(2021), PartialDate(2021, 7), PartialDate(2021, 7, 15), PartialDate(2021, 8)]
)
def test_any_date_of_the_record_is_right(date):
    assert compare_claim(claim(date=date), ALPHAFOLD, None)["date"].verdict is Verdict.SAME


@pytest.mark.parametrize(
    ("date", "detail"), [(PartialDate(2015), ""), (PartialDate(2020), "off-by-one"), (PartialDate(2021, 3), "month")]
)
def test_another_date_is_different(date, detail):
    found = compare_claim(claim(date=date), ALPHAFOLD, None)["date"]
    assert (found.verdict, found.detail) == (Verdict.DIFFERENT, detail)


def test_what_the_list_says_as_well_is_told_apart():
    found = compare_claim(claim("Science", PartialDate(2015)), ALPHAFOLD, printed("Science", "2015"))
    assert [found[name].verdict for name in ("journal", "date")] == [Verdict.DIFFERENT] * 2
    assert [found[name].detail for name in ("journal", "date")] == ["as-listed"] * 2


def test_where_the_list_fits_the_prose_is_at_fault():
    found = compare_claim(claim("Science", PartialDate(2015)), ALPHAFOLD, printed("Nature", "2021"))
    assert "as-listed" not in {found["journal"].detail, found["date"].detail}


def test_a_preprint_may_be_called_by_its_published_journal():
    preprint = Record("crossref", journal="bioRxiv", journal_names=("bioRxiv",), preprint_of=("10.1000/x",))
    assert compare_claim(claim("Nature Communications"), preprint, None)["journal"].verdict is Verdict.UNSURE


class TestTitles:
    def test_the_title(self):
        found = compare_claim(
            claim(title="Highly accurate protein structure prediction with AlphaFold"), ALPHAFOLD, None
        )
        assert found["title"].verdict is Verdict.SAME

    def test_a_translation_alone_never_conflicts(self):
        other = claim("自然", PartialDate(2021), "间充质干细胞治疗神经病理性疼痛的临床试验进展与挑战")
        assert compare_claim(other, ALPHAFOLD, None)["title"].verdict is not Verdict.DIFFERENT

    def test_another_title_in_english_is_different(self):
        found = compare_claim(claim(title="A structure for deoxyribose nucleic acid"), ALPHAFOLD, None)
        assert found["title"].verdict is Verdict.DIFFERENT


class TestWithoutRecord:
    def test_the_printed_reference_is_what_counts(self):
        found = compare_claim(claim("Nature", PartialDate(2021)), None, printed("Nature", "2021"))
        assert verdicts(found) == (Verdict.SAME, Verdict.SAME, Verdict.ABSENT)

    def test_a_difference_counts_where_the_reference_is_read_for_certain(self):
        assert (
            compare_claim(claim("Science"), None, printed("Nature", structured=True))["journal"].verdict
            is Verdict.DIFFERENT
        )
        assert (
            compare_claim(claim(date=PartialDate(2015)), None, printed("", "2021"))["date"].verdict is Verdict.DIFFERENT
        )

    def test_else_it_is_unsure(self):
        found = compare_claim(claim("Science", PartialDate(2015)), None, printed("Nature", "2021", confidence=0.4))
        assert verdicts(found)[:2] == (Verdict.UNSURE, Verdict.UNSURE)

    def test_one_year_off_is_unsure(self):
        assert compare_claim(claim(date=PartialDate(2020)), None, printed("", "2021"))["date"].verdict is Verdict.UNSURE

    @pytest.mark.parametrize("year", ["", "in press", "n.d."])
    def test_a_reference_without_year_says_nothing(self, year):
        assert compare_claim(claim(date=PartialDate(2020)), None, printed("", year))["date"].verdict is Verdict.ABSENT
