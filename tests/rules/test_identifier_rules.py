from support import article, case, found, missing, record, reference

from refcheck.model import Identifier, IdentifierType, Lookup, Resolution, Severity, Span, Status
from refcheck.rules import IdentifierCase, check


def codes(findings):
    return [finding.code for finding in findings]


def test_a_doi_that_both_authorities_deny_is_an_error_and_the_right_one_is_offered():
    right = record(doi="10.1016/j.cell.2006.07.024", title="Induction of pluripotent stem cells")
    cited = reference(doi="10.1016/j.cell.2006.07.O24")
    resolution = Resolution(lookups=(missing("doi", "10.1016/j.cell.2006.07.O24"),), record=right, found_by="search",
                            described=right)  # fmt: skip
    (finding,) = check(case(cited, resolution))
    assert (finding.code, finding.severity) == ("ID102", Severity.ERROR)
    assert "10.1016/j.cell.2006.07.024" in finding.suggestion
    assert "doi.org and Crossref" in finding.message


def test_a_doi_that_does_not_exist_is_shown_as_it_is_printed():
    """In capitals, an O for a zero is seen."""
    text = "1. Altschul SF. J Mol Biol. 1990. doi:10.1016/S0022(05)8O36O-2\n"
    value = "10.1016/s0022(05)8o36o-2"
    span = Span(text.index("10."), len(text) - 1)
    of = article(text, identifiers=(Identifier(IdentifierType.DOI, value, text[span.start : span.end], span, "1"),))
    cited = reference("1", doi=value, span=Span(0, len(text) - 1))
    (finding,) = check(case(cited, Resolution(lookups=(missing("doi", value),)), of=of))
    assert "The DOI 10.1016/S0022(05)8O36O-2 does not exist" in finding.message
    assert finding.claimed == value


def test_a_missing_pmid_is_id103_and_never_id102():
    resolution = Resolution(lookups=(missing("pmid", "99999999"),), searchable=False)
    assert "ID103" in codes(check(case(reference(pmid="99999999"), resolution)))
    assert "ID102" not in codes(check(case(reference(pmid="99999999"), resolution)))


def test_an_identifier_of_another_work_is_one_finding_and_no_field_is_reported_beside_it():
    from support import different

    other = record(title="Something else entirely")
    resolution = Resolution(lookups=(found("doi", other.doi, other),), record=other, found_by="doi")
    agreement = {"title": different(), "journal": different(), "year": different()}
    findings = list(check(case(reference(doi=other.doi), resolution, agreement, decision="other")))
    assert codes(findings) == ["ID104"]
    assert "Something else entirely" in findings[0].message


def test_a_pmid_of_another_work_than_the_doi_says_which_one_fits():
    fits, stranger = record(doi="10.1/a", pmid="1"), record(doi="10.1/b", pmid="2", title="A stranger")
    resolution = Resolution(lookups=(found("doi", "10.1/a", fits), found("pmid", "2", stranger)), record=fits,
                            found_by="doi")  # fmt: skip
    (finding,) = check(case(reference(doi="10.1/a", pmid="2"), resolution))
    assert finding.code == "ID105"
    assert finding.claimed == "2"
    assert finding.actual == "10.1/a"


def test_a_doi_and_a_pmid_of_one_work_are_no_conflict_even_when_one_index_lacks_the_other_identifier():
    fits, same_without_doi = record(doi="10.1/a", pmid=""), record(doi="", pmid="2")
    resolution = Resolution(lookups=(found("doi", "10.1/a", fits), found("pmid", "2", same_without_doi)), record=fits)
    assert codes(check(case(reference(doi="10.1/a", pmid="2"), resolution))) == []


def test_an_alias_is_a_note_with_the_prime_doi():
    prime = record(doi="10.1/prime", aliases=("10.1/alias",))
    resolution = Resolution(lookups=(found("doi", "10.1/alias", prime),), record=prime, found_by="doi")
    (finding,) = check(case(reference(doi="10.1/alias"), resolution))
    assert (finding.code, finding.severity, finding.actual) == ("ID106", Severity.NOTE, "10.1/prime")


def test_a_work_found_by_search_alone_has_its_identifier_offered():
    (finding,) = check(case(reference(), Resolution(record=record(), found_by="search")))
    assert (finding.code, finding.actual) == ("ID107", "10.1126/science.1225829")


def test_a_malformed_identifier_says_why_and_nothing_more_is_said_of_it():
    identifier = Identifier(IdentifierType.PMID, "", "PMID: 123456789012", Span(0, 4), malformed="it has 12 digits")
    (finding,) = check(IdentifierCase(article(), identifier))
    assert finding.code == "ID101"
    assert "12 digits" in finding.message


def test_an_identifier_outside_the_list_is_checked_too():
    identifier = Identifier(IdentifierType.DOI, "10.1/none", "10.1/none", Span(0, 4))
    lookup = Lookup(IdentifierType.DOI, "10.1/none", Status.MISSING, asked=("doi.org", "crossref"))
    assert codes(check(IdentifierCase(article(), identifier, lookup))) == ["ID102"]
    unreachable = Lookup(IdentifierType.DOI, "10.1/none", Status.UNREACHABLE, reason="timed out")
    assert codes(check(IdentifierCase(article(), identifier, unreachable))) == ["NV803"]


def test_a_finding_about_an_identifier_stands_at_it():
    text = "1. Smith J. On rain. PMID: 99999999. doi:10.1000/x\n2. Brown K. doi:10.1000/x\n"
    of = article(
        text,
        identifiers=tuple(
            Identifier(kind, value, value, Span(text.index(value, after), text.index(value, after) + len(value)), label)
            for kind, value, after, label in (
                (IdentifierType.PMID, "99999999", 0, "1"),
                (IdentifierType.DOI, "10.1000/x", 0, "1"),
                (IdentifierType.DOI, "10.1000/x", 52, "2"),
            )
        ),
    )
    for label, span in (("1", Span(0, 50)), ("2", Span(51, len(text) - 1))):
        cited = reference(label, doi="10.1000/x", span=span)
        lookups = (missing("doi", "10.1000/x"),)
        (finding,) = (f for f in check(case(cited, Resolution(lookups=lookups), of=of)) if f.code == "ID102")
        assert text[finding.span.start : finding.span.end] == "10.1000/x"
        assert finding.span in span


def test_a_doi_that_a_pdf_hyphenated_at_a_line_end_is_not_called_unregistered():
    import dataclasses

    right = record(doi="10.1093/bioinformatics/btp352")
    cited = reference(doi="10.1093/bioin-formatics/btp352")
    resolution = Resolution(lookups=(missing("doi", "10.1093/bioin-formatics/btp352"),), described=right)
    printed = article(references=(cited,))
    pdf = dataclasses.replace(printed, document=dataclasses.replace(printed.document, format="pdf"))
    assert codes(check(case(cited, resolution, of=pdf))) == ["ID106"]
    assert codes(check(case(cited, resolution, of=printed))) == ["ID102"]
