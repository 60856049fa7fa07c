import pytest
from support import case, different, reference

from refcheck.model import Agreement, Resolution, Severity, Verdict
from refcheck.rules import check

CODES = {"journal": "MD201", "year": "MD202", "title": "MD203", "authors": "MD204", "volume": "MD205",
         "issue": "MD206", "pages": "MD207"}  # fmt: skip


@pytest.mark.parametrize(("field", "code"), CODES.items())
def test_each_field_that_differs_has_its_code(field, code):
    (finding,) = check(case(agreement={field: different("the record's")}))
    assert finding.code == code
    assert finding.actual == "the record's"
    assert finding.severity is (Severity.WARNING if field == "issue" else Severity.ERROR)


@pytest.mark.parametrize("verdict", [Verdict.SAME, Verdict.MINOR, Verdict.UNSURE, Verdict.ABSENT])
def test_only_positive_evidence_says_mismatch(verdict):
    agreement = {field: Agreement(verdict, 0.2, "", "other") for field in CODES}
    assert list(check(case(agreement=agreement))) == []


@pytest.mark.parametrize(
    ("field", "detail"),
    [("year", "off-by-one"), ("pages", "last-page"), ("authors", "other-author"), ("authors", "missing-author")],
)
def test_weak_evidence_is_a_warning(field, detail):
    (finding,) = check(case(agreement={field: different(detail=detail)}))
    assert finding.severity is Severity.WARNING
    assert finding.confidence < 0.9


def test_a_field_of_a_work_that_may_be_another_one_is_a_warning():
    (finding,) = check(case(agreement={"title": different()}, decision="unsure"))
    assert (finding.code, finding.severity) == ("MD203", Severity.WARNING)
    assert finding.confidence < 0.7


def test_without_a_record_there_is_nothing_to_compare():
    findings = check(case(reference(), Resolution(searched=("crossref", "pubmed"))))
    assert [finding.code for finding in findings] == ["NV801"]
