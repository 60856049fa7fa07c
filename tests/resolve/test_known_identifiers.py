"""Identifiers that only the format knows, as a citation manager's field in Word does: looked up, never held against it."""

from dataclasses import replace

from support import case, reference

from refcheck.model import Identifiers, Resolution
from refcheck.rules.identifiers import check_reference

STEM_DOI, LIPID_DOI = "10.1007/s12015-020-10016-7", "10.1016/0003-2697(76)90527-3"


def knowing(one, doi):
    return replace(one, known=Identifiers(doi=doi))


async def test_they_lead_to_the_work_without_a_search(run, services, cite):
    found = (await run(knowing(cite("1"), STEM_DOI)))["1"]
    assert (found.record.doi, found.found_by, found.lookups, found.searched) == (STEM_DOI, "doi", (), ())


async def test_those_of_another_work_or_of_none_are_forgotten_and_the_work_is_searched_for(run, services, cite):
    results = await run(knowing(cite("1"), LIPID_DOI), knowing(cite("2"), "10.9999/none"))
    for label in "12":
        assert (results[label].record.doi, results[label].found_by, results[label].lookups) == (STEM_DOI, "search", ())


def test_the_reference_is_offered_what_it_does_not_print():
    of = case(
        knowing(reference(), "10.1126/science.1225829"), Resolution(record=case().resolution.record, found_by="doi")
    )
    (finding,) = check_reference(of)
    assert (finding.code, finding.actual) == ("ID107", "10.1126/science.1225829")
