import pytest
from support import case, reference

from refcheck.model import IdentifierType, Lookup, Resolution, Severity, Status
from refcheck.rules import check


def findings_of(**values):
    return list(check(case(reference(doi="10.1/x"), Resolution(**values))))


def test_two_indexes_that_know_nothing_make_it_possibly_fabricated():
    (finding,) = findings_of(searched=("crossref", "pubmed"))
    assert finding.code == "NV801"
    assert "Crossref and PubMed" in finding.message
    assert "fabricated" in finding.message


def test_one_index_does_not():
    (finding,) = findings_of(searched=("crossref",))
    assert finding.code == "NV801"
    assert "fabricated" not in finding.message


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"covered": False, "searched": ("crossref",)}, "NV804"),  # a Chinese journal is not "not found"
        ({"searchable": False}, "NV804"),
        ({"unreachable": ("crossref",)}, "NV803"),
        ({"unreachable": ("crossref",), "searched": ("pubmed",)}, "NV803"),
    ],
)
def test_absence_is_no_evidence_where_the_index_does_not_cover_the_work_or_did_not_answer(values, code):
    (finding,) = findings_of(**values)
    assert (finding.code, finding.severity) == (code, Severity.NOTE)


@pytest.mark.parametrize(
    ("status", "code"),
    [(Status.UNREADABLE, "NV802"), (Status.UNREACHABLE, "NV803"), (Status.NOT_ASKED, "NV803")],
)
def test_an_identifier_without_a_readable_record(status, code):
    lookup = Lookup(IdentifierType.DOI, "10.27249/d.cnki.x", status, agency="CNKI", reason="timed out")
    findings = findings_of(lookups=(lookup,))
    assert [finding.code for finding in findings] == [code]
    assert findings[0].severity is Severity.NOTE


def test_what_was_neither_looked_up_nor_searched_for_is_not_called_uncovered():
    (finding,) = check(case(reference(), Resolution()))
    assert finding.code == "NV803"
    assert "no index could be asked" in finding.message
