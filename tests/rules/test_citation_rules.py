from support import article, case, record, reference

from refcheck.model import Citation, Resolution, Span
from refcheck.rules import DocumentCase, check


def cited(*labels, listed):
    text = "".join(f"[{label}] " for label in labels)
    references = tuple(reference(label) for label in listed)
    citations = tuple(
        Citation(f"[{label}]", Span(0, 3), (label,), () if label in listed else (label,)) for label in labels
    )
    of = article(text, references=references, citations=citations)
    resolutions = [Resolution(record=record(doi=f"10.1/{entry.label}"), found_by="doi") for entry in references]
    return DocumentCase(of, tuple(case(r, s, of=of) for r, s in zip(references, resolutions, strict=True)))


def test_a_marker_without_an_entry_is_reported_once():
    findings = list(check(cited("1", "2", "9", "9", listed=["1", "2"])))
    assert [(finding.code, finding.claimed) for finding in findings] == [("CT402", "[9]")]


def test_an_entry_that_is_never_cited():
    (finding,) = check(cited("1", "2", "3", listed=["1", "2", "3", "4"]))
    assert (finding.code, finding.reference) == ("CT403", "4")


def test_a_text_that_does_not_cite_by_markers_is_left_alone():
    assert list(check(cited(listed=["1", "2", "3"]))) == []
    assert list(check(cited("1", listed=["1", "2", "3"]))) == []


def test_two_entries_for_one_work():
    of = article(references=(reference("1"), reference("2")))
    one = Resolution(record=record(), found_by="doi")
    both = DocumentCase(of, (case(reference("1"), one, of=of), case(reference("2"), one, of=of)))
    (finding,) = check(both)
    assert (finding.code, finding.reference) == ("CT401", "2")
    assert "1 and 2" in finding.message


def test_an_identifier_in_doubt_makes_no_duplicate():
    of = article(references=(reference("1"), reference("2")))
    one = Resolution(record=record(), found_by="doi")
    doubtful = case(reference("2"), one, of=of, decision="other")
    assert list(check(DocumentCase(of, (case(reference("1"), one, of=of), doubtful)))) == []
