import pytest
from support import case, different, reference

from refcheck.model import Agreement, Resolution, Severity, Verdict
from refcheck.rules import check

CODES = {"journal": "MD201", "year": "MD202", "title": "MD203", "authors": "MD204", "volume": "MD205",
         "issue": "MD206", "pages": "MD207"}  # fmt: skip


def claiming(agreement, **values):
    """A case whose reference claims something in every field."""
    claimed = {"title": "A", "journal": "B", "year": "2001", "volume": "1", "issue": "2", "pages": "3-4"}
    return case(reference(authors=["Jinek, M"], claimed=claimed), agreement=agreement, **values)


@pytest.mark.parametrize(("field", "code"), CODES.items())
def test_each_field_that_differs_has_its_code(field, code):
    (finding,) = check(claiming({field: different("the record's")}))
    assert finding.code == code
    assert finding.actual == "the record's"
    assert finding.severity is (Severity.WARNING if field == "issue" else Severity.ERROR)


@pytest.mark.parametrize("verdict", [Verdict.SAME, Verdict.MINOR, Verdict.UNSURE, Verdict.ABSENT])
def test_only_positive_evidence_says_mismatch(verdict):
    agreement = {field: Agreement(verdict, 0.2, "", "other") for field in CODES}
    assert list(check(claiming(agreement))) == []


@pytest.mark.parametrize(
    ("field", "detail"),
    [("year", "off-by-one"), ("pages", "last-page"), ("authors", "other-author"), ("authors", "missing-author")],
)
def test_weak_evidence_is_a_warning(field, detail):
    (finding,) = check(claiming({field: different(detail=detail)}))
    assert finding.severity is Severity.WARNING
    assert finding.confidence < 0.9


def test_a_field_of_a_work_that_may_be_another_one_is_a_warning():
    (finding,) = check(claiming({"title": different()}, decision="unsure"))
    assert (finding.code, finding.severity) == ("MD203", Severity.WARNING)
    assert finding.confidence < 0.7


def test_without_a_record_there_is_nothing_to_compare():
    findings = check(case(reference(), Resolution(searched=("crossref", "pubmed"))))
    assert [finding.code for finding in findings] == ["NV801"]


@pytest.mark.parametrize("field", CODES)
def test_where_nothing_is_claimed_nothing_is_wrong(field):
    assert list(check(case(reference(), agreement={field: different("the record's")}))) == []
