"""Whole references: an error is found, and a slip of the parser is not one."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.compare.printed import Printed
from refcheck.compare.reference import compare_reference
from refcheck.model import Author, DateType, Fields, PartialDate, Record, RecordDate, Reference, Span, Verdict

FITS = (Verdict.SAME, Verdict.MINOR)
FIELDS = {"journal", "title", "year", "authors", "volume", "issue", "pages"}

RECORD = Record(
    source="crossref",
    doi="10.1038/nature05286",
    title="The plant immune system",
    titles=("The plant immune system",),
    journal="Nature",
    journal_names=("Nature",),
    dates=(RecordDate(DateType.ISSUED, PartialDate(2006)),),
    authors=(Author("Jones", "Jonathan D. G."), Author("Dangl", "Jeffery L.")),
    volume="444",
    issue="7117",
    pages="323-329",
)
FERRIC = Record(
    source="crossref",
    title="Characterization of FRO1, a pea ferric-chelate reductase involved in root iron acquisition",
    journal="Plant Physiology",
    journal_names=("Plant Physiology", "Plant Physiol."),
    dates=(RecordDate(DateType.PRINT, PartialDate(2002)),),
    authors=(Author("Waters", "Brian M."), Author("Blevins", "Dale G."), Author("Eide", "David J.")),
    volume="129",
    pages="85-94",
)
VANCOUVER = "Waters BM, Blevins DG, Eide DJ. Characterization of FRO1, a pea ferric-chelate reductase involved in root iron acquisition. Plant Physiol. 2002;129:85-94. doi: 10.1104/pp.010829."
APA = "Waters, B. M., Blevins, D. G., & Eide, D. J. (2002). Characterization of FRO1, a pea ferric-chelate reductase involved in root iron acquisition. Plant Physiology, 129(1), 85–94. https://doi.org/10.1104/pp.010829"
SPRINGER = "Waters BM, Blevins DG, Eide DJ (2002) Characterization of FRO1, a pea ferric-chelate reductase involved in root iron acquisition. Plant Physiol 129:85–94"
GBT = "WATERS B M, BLEVINS D G, EIDE D J. Characterization of FRO1, a pea ferric-chelate reductase involved in root iron acquisition[J]. Plant Physiology, 2002, 129: 85-94."
STYLES = (VANCOUVER, APA, SPRINGER, GBT)
RIGHT = Fields(
    authors=(Author("Waters", "BM"), Author("Blevins", "DG"), Author("Eide", "DJ")),
    title=FERRIC.title,
    journal="Plant Physiol.",
    year="2002",
    volume="129",
    pages="85-94",
)


def printed(text: str, claimed: Fields = RIGHT) -> Reference:
    return Reference("1", text, Span(0, len(text)), claimed=claimed)


def different(reference: Reference, record: Record = FERRIC) -> set[str]:
    return {
        field for field, found in compare_reference(reference, record).items() if found.verdict is Verdict.DIFFERENT
    }


@pytest.mark.parametrize("text", STYLES)
def test_a_right_reference_agrees_in_every_field(text):
    found = compare_reference(printed(text), FERRIC)
    assert set(found) == FIELDS
    assert all(found[field].verdict in FITS for field in FIELDS - {"issue"})


SLIPS = {
    "title swallows the journal": {"title": f"{FERRIC.title}. Plant", "journal": "Physiol"},
    "journal swallows the title": {
        "title": "Characterization of FRO1",
        "journal": "a pea ferric-chelate reductase involved in root iron acquisition. Plant Physiol",
    },
    "volume and pages exchanged": {"volume": "85", "pages": "129"},
    "year and volume exchanged": {"year": "129", "volume": "2002"},
    "first author lost": {"authors": RIGHT.authors[1:]},
    "authors run together": {"authors": (Author("WATERS B M", "BLEVINS D G"), Author("EIDE", "D J"))},
    "title among the authors": {"authors": (*RIGHT.authors, Author("Characterization of"))},
    "nothing parsed": {"authors": (), "title": "", "journal": "", "year": "", "volume": "", "pages": ""},
}


@pytest.mark.parametrize("text", STYLES)
@pytest.mark.parametrize("slip", SLIPS.values(), ids=list(SLIPS))
def test_a_slip_of_the_parser_is_no_error(text, slip):
    assert different(printed(text, replace(RIGHT, **slip))) == set()


ERRORS = {
    "year": ("2002", "1999", {"year": "1999"}),
    "volume": ("129", "192", {"volume": "192"}),
    "pages": ("85-94", "185-194", {"pages": "185-194"}),
    "title": ("pea ferric", "rice ferric", {"title": FERRIC.title.replace("pea", "rice")}),
    "journal": ("Plant Physiol", "Plant Cell", {"journal": "Plant Cell"}),
}


@pytest.mark.parametrize("text", [VANCOUVER, GBT])
@pytest.mark.parametrize("field", list(ERRORS))
def test_an_error_is_found_alone(text, field):
    was, now, claimed = ERRORS[field]
    text = text.replace("Plant Physiology", "Plant Physiol")
    assert different(printed(text.replace(was, now, 1), replace(RIGHT, **claimed))) == {field}


@pytest.mark.parametrize("field", ["year", "volume", "pages", "title", "journal"])
def test_an_error_is_found_though_the_parser_cut_elsewhere(field):
    was, now, claimed = ERRORS[field]
    wrong = replace(RIGHT, authors=(Author("Waters BM", "Blevins DG"),), **claimed)
    assert field in different(printed(VANCOUVER.replace(was, now, 1), wrong))


def test_another_first_author_is_found():
    text = VANCOUVER.replace("Waters BM", "Olumidou F")
    wrong = replace(RIGHT, authors=(Author("Olumidou", "F"), *RIGHT.authors[1:]))
    found = compare_reference(printed(text, wrong), FERRIC)["authors"]
    assert (found.verdict, found.detail) == (Verdict.DIFFERENT, "first-author")


def test_the_record_s_number_in_another_role_is_no_excuse():
    """The record's volume 41 stands in the string, but as a page."""
    record = replace(FERRIC, volume="41", pages="41-50")
    text = VANCOUVER.replace("129:85-94", "14:41-50")
    assert different(printed(text, replace(RIGHT, volume="14", pages="41-50")), record) == {"volume"}
    record = replace(FERRIC, dates=(RecordDate(DateType.ISSUED, PartialDate(1999)),), pages="1999-2003")
    text = VANCOUVER.replace("85-94", "1999-2003")
    assert different(printed(text, replace(RIGHT, pages="1999-2003")), record) == {"year"}


def test_a_number_inside_the_identifier_is_no_excuse():
    record = replace(FERRIC, volume="9876")
    text = VANCOUVER.replace("10.1104/pp.010829", "10.1104/9876:85-94")
    assert different(printed(text), record) == {"volume"}


def test_the_year_of_access_is_no_year_of_publication():
    record = replace(FERRIC, dates=(RecordDate(DateType.ISSUED, PartialDate(2015)),))
    assert different(printed(f"{VANCOUVER} Accessed 3 May 2015."), record) == {"year"}


def test_a_volume_that_was_not_parsed_is_still_checked():
    text = VANCOUVER.replace("129:85-94", "192:85-94")
    assert different(printed(text, replace(RIGHT, volume=""))) == {"volume"}
    assert different(
        printed("Jones JDG, Dangl JL. The plant immune system. Nature 8.", Fields(title="The plant immune system")),
        RECORD,
    ) == {"volume"}


def test_an_article_number_in_the_place_of_pages():
    record = replace(FERRIC, pages="", article_number="1536566", volume="13")
    text = VANCOUVER.replace("129:85-94", "13:1536566")
    assert different(printed(text, replace(RIGHT, volume="13:1536566", pages="")), record) == set()


def test_a_doubtful_field_is_no_evidence():
    doubtful = Fields(volume="5", pages="6", confidence={"volume": 0.3, "pages": 0.9})
    found = compare_reference(printed("Waters, something 5 6", doubtful), FERRIC)
    assert found["volume"].verdict is Verdict.UNSURE
    assert found["pages"].verdict is Verdict.DIFFERENT


def test_a_doubtful_field_in_its_proper_place_is_evidence():
    doubtful = replace(RIGHT, year="1999", volume="192", confidence={"year": 0.1, "volume": 0.1})
    text = VANCOUVER.replace("2002;129", "1999;192")
    assert different(printed(text, doubtful)) == {"year", "volume"}


def test_what_a_format_states_is_taken_as_it_stands():
    claimed = replace(RIGHT, volume="85", pages="129")
    reference = replace(printed(VANCOUVER, claimed), structured=True)
    assert different(reference) == {"volume", "pages"}


def test_an_edited_first_part_of_a_title_is_found():
    record = replace(FERRIC, title="STAMP: statistical analysis of taxonomic and functional profiles", titles=())
    title = record.title.replace("STAMP", "Values")
    text = VANCOUVER.replace(FERRIC.title, title)
    assert different(printed(text, replace(RIGHT, title=title)), record) == {"title"}


def test_a_notice_is_not_excused_by_the_title_inside_it():
    text = VANCOUVER.replace("Characterization", "Comment on: Characterization")
    assert "title" in different(printed(text, replace(RIGHT, title=f"Comment on: {FERRIC.title}")))


def test_a_known_journal_settles_a_doubtful_name():
    claimed = replace(RIGHT, journal="Physiology of Plant")
    reference = replace(printed(VANCOUVER, claimed), structured=True)
    assert compare_reference(reference, FERRIC)["journal"].verdict is Verdict.UNSURE
    known = compare_reference(reference, FERRIC, others=["Cell", "Physiology of Plant"])
    assert known["journal"].verdict is Verdict.DIFFERENT


def test_an_empty_record_says_nothing():
    found = compare_reference(printed(VANCOUVER), Record(source="crossref"))
    assert {agreement.verdict for agreement in found.values()} == {Verdict.ABSENT}


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=300), st.text(max_size=40))
def test_any_text_compares(text, value):
    claimed = Fields(
        authors=(Author(value, value),), title=value, journal=value, year=value, volume=value, issue=value, pages=value
    )
    assert set(compare_reference(printed(text, claimed), FERRIC)) == FIELDS
    assert set(compare_reference(printed(f"{value} {VANCOUVER} {text}", claimed), FERRIC)) == FIELDS


@pytest.mark.parametrize(
    "hostile",
    [
        "1(2" * 30_000,
        "12:" * 30_000,
        "a " * 60_000,
        "(2010) " * 20_000,
        "10." * 40_000,
        "accessed " * 20_000,
        "1,2 (" * 20_000,
        "ix " * 30_000,
    ],
)
def test_long_references_take_no_time(hostile):
    began = time.perf_counter()
    compare_reference(printed(hostile, Fields(title="x")), FERRIC)
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize("tail", ["Front Cell Dev Biol. 2025.", "Front Cell Dev Biol. 2025 Jan 28."])
def test_a_date_is_no_volume(tail):
    printed = Printed.of(f"Zhang WJ. A title of some length. {tail} doi: 10.1/x", ("A title of some length",), "")
    assert printed.loci == ()


def test_a_volume_that_the_parser_missed_is_judged_and_shown():
    cited = Reference(
        "1",
        "Smith J. A title of some length. eLife 8. doi: 10.1/x",
        Span(0, 10),
        claimed=Fields(title="A title of some length"),
    )
    of = Record("crossref", title="A title of some length", journal="eLife", journal_names=("eLife",), volume="3")
    agreement = compare_reference(cited, of)["volume"]
    assert (agreement.verdict, agreement.claimed) == (Verdict.DIFFERENT, "8")
