import pytest
from support import case, different, record, reference

from refcheck.model import PartialDate, Resolution, Severity, Update, UpdateType
from refcheck.rules import check


def findings_of(**values):
    return list(check(case(resolution=Resolution(record=record(**values), found_by="doi"))))


@pytest.mark.parametrize(
    ("kind", "code", "severity"),
    [
        (UpdateType.RETRACTION, "ST301", Severity.ERROR),
        (UpdateType.EXPRESSION_OF_CONCERN, "ST302", Severity.WARNING),
        (UpdateType.CORRECTION, "ST303", Severity.NOTE),
        (UpdateType.WITHDRAWAL, "ST304", Severity.ERROR),
        (UpdateType.REMOVAL, "ST304", Severity.ERROR),
    ],
)
def test_each_kind_of_notice(kind, code, severity):
    update = Update(kind, doi="10.1038/nature13598", source="retraction-watch", date=PartialDate(2014, 7))
    (finding,) = findings_of(updates=(update,))
    assert (finding.code, finding.severity, finding.actual) == (code, severity, "10.1038/nature13598")
    assert "2014-07" in finding.message
    assert "Retraction Watch" in finding.message


def test_several_notices_of_one_kind_are_one_finding():
    update = Update(UpdateType.RETRACTION, doi="10.1/notice")
    assert len(findings_of(updates=(update, Update(UpdateType.RETRACTION, pmid="1")))) == 1


def test_a_reinstated_work_is_not_called_retracted():
    updates = (Update(UpdateType.RETRACTION), Update(UpdateType.REINSTATEMENT))
    assert findings_of(updates=updates) == []


def test_a_preprint_with_a_published_version():
    (finding,) = findings_of(type="posted-content", preprint_of=("10.1186/s13059-014-0550-8",))
    assert (finding.code, finding.actual) == ("ST305", "10.1186/s13059-014-0550-8")


def test_a_notice_cited_for_the_work_and_one_cited_on_purpose():
    notice = Resolution(record=record(title="Retraction: A programmable endonuclease", update_of=("10.1/x",)))
    by_mistake = case(reference(text="A programmable endonuclease. Science 2012."), notice)
    on_purpose = case(reference(text="Retraction: A programmable endonuclease. Science 2014."), notice)
    assert [finding.code for finding in check(by_mistake)] == ["ST306"]
    assert list(check(on_purpose)) == []


def test_the_status_of_another_work_says_nothing_of_the_one_described():
    retracted = Resolution(record=record(updates=(Update(UpdateType.RETRACTION),)), found_by="doi")
    findings = check(case(resolution=retracted, agreement={"title": different()}, decision="other"))
    assert [finding.code for finding in findings] == ["ID104"]


@pytest.mark.parametrize(
    ("dated", "says"),
    [
        ("2013-05-01", "after this article (2013-05-01)"),
        ("2014-08", "before this article (2014-08)"),
        ("2014-07-15", "[10.1/notice] (the publisher (Crossref))."),  # the same month: not told
        ("2014", "[10.1/notice] (the publisher (Crossref))."),
        ("", "[10.1/notice] (the publisher (Crossref))."),
    ],
)
def test_whether_the_article_was_written_before_or_after_the_retraction(dated, says):
    import dataclasses

    from support import article

    of = article()
    of = dataclasses.replace(of, document=dataclasses.replace(of.document, date=dated))
    update = Update(UpdateType.RETRACTION, doi="10.1/notice", source="publisher", date=PartialDate(2014, 7))
    (finding,) = check(case(resolution=Resolution(record=record(updates=(update,)), found_by="doi"), of=of))
    assert says in finding.message
