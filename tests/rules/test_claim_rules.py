import pytest
from support import article, case, different, reference, same

from refcheck.model import Claim, PartialDate, Resolution, Severity, Span
from refcheck.rules import ClaimCase, check

CLAIM = Claim(
    "该研究发表于《干细胞研究与治疗》。", Span(0, 10), "干细胞研究与治疗", PartialDate(2025), "", "1", Span(6, 9)
)


def claim(agreement, cited=None, **values):
    return ClaimCase(article(), Claim(**{**_fields(CLAIM), **values}), agreement, cited or case())


def _fields(one):
    return {name: getattr(one, name) for name in one.__slots__}


def test_another_journal_in_the_prose_is_the_prose_at_fault():
    (finding,) = check(claim({"journal": different("Frontiers in Cell and Developmental Biology")}))
    assert (finding.code, finding.severity, finding.reference) == ("CL501", Severity.ERROR, "1")
    assert finding.span == CLAIM.journal_span
    assert "Frontiers in Cell and Developmental Biology" in finding.message


@pytest.mark.parametrize(
    ("detail", "severity"), [("", "error"), ("off-by-one", "warning"), ("month", "note"), ("day", "note")]
)
def test_another_date(detail, severity):
    (finding,) = check(claim({"date": different("2013", detail)}))
    assert (finding.code, finding.severity) == ("CL502", severity)


def test_what_agrees_is_not_reported():
    assert list(check(claim({"journal": same(), "date": same(), "title": same()}))) == []


def test_a_claim_about_a_reference_whose_identifier_is_in_doubt_is_left_alone():
    assert list(check(claim({"journal": different()}, case(decision="other")))) == []


def test_a_claim_that_repeats_the_lists_error_is_reported_there_once():
    listed = case(agreement={"journal": different("Cell")})
    assert list(check(claim({"journal": different("Cell", "as-listed")}, listed))) == []


def test_without_a_record_the_printed_reference_is_weaker_evidence():
    listed = case(reference(), Resolution())
    (finding,) = check(claim({"journal": different("Cell")}, listed))
    assert finding.severity is Severity.WARNING


def test_a_publication_without_a_reference_is_a_note():
    (finding,) = check(ClaimCase(article(), Claim("In 2019 …", Span(0, 5), "Nature", PartialDate(2019)), {}))
    assert (finding.code, finding.severity) == ("CL504", Severity.NOTE)
