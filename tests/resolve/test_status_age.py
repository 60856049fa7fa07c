"""A work may be retracted any day: what a stored answer says of that holds for one."""

import sqlite3
from contextlib import closing

import pytest

from refcheck.model import Status, UpdateType

CROSSREF, PUBMED = "api.crossref.org", "eutils.ncbi.nlm.nih.gov"
LIPID_DOI = "10.1016/0003-2697(76)90527-3"
RETRACTION = {
    "type": "retraction",
    "DOI": "10.1016/notice",
    "source": "retraction-watch",
    "updated": {"date-parts": [[2026, 3, 1]]},
}


@pytest.fixture
def days_pass(settings):
    def go(days):
        with closing(sqlite3.connect(settings.cache_dir / "answers.sqlite")) as db, db:
            db.execute("UPDATE answer SET stored = stored - ?", (days * 86_400,))
        db.close()

    return go


@pytest.mark.parametrize("identifiers", [{"doi": LIPID_DOI}, {"pmid": "942051"}, {}])
async def test_a_retraction_since_the_last_run_is_seen_a_day_later(run, services, cite, days_pass, identifiers):
    reference = cite("1", work=services.works[LIPID_DOI], identifiers=identifiers)
    assert not (await run(reference))["1"].record.updates
    services.works[LIPID_DOI] = {**services.works[LIPID_DOI], "updated-by": [RETRACTION]}
    asked = len(services.asked)
    assert not (await run(reference))["1"].record.updates
    assert len(services.asked) == asked
    days_pass(1.5)
    update = (await run(reference))["1"].record.updates[0]
    assert (update.type, update.doi, str(update.date)) == (UpdateType.RETRACTION, "10.1016/notice", "2026-03-01")


async def test_what_a_search_found_is_asked_for_again_but_not_searched_for(run, services, cite, days_pass):
    reference = cite("1", pages="", volume="")
    assert (await run(reference))["1"].found_by == "search"
    services.works["10.1007/s12015-020-10016-7"] = {
        **services.works["10.1007/s12015-020-10016-7"],
        "updated-by": [RETRACTION],
    }
    days_pass(2)
    before = len(services.asked)
    assert [update.type for update in (await run(reference))["1"].record.updates] == [UpdateType.RETRACTION]
    assert ["filter" in query for _, _, query, _ in services.asked[before:]] == [True]


async def test_an_older_answer_is_better_than_none(run, services, cite, days_pass):
    references = [
        cite("1", identifiers={"doi": LIPID_DOI}, work=services.works[LIPID_DOI]),
        cite("2", identifiers={"pmid": "32725316"}),
    ]
    first = await run(*references)
    days_pass(3)
    services.down |= {CROSSREF, PUBMED}
    second = await run(*references)
    assert {label: one.record for label, one in second.items()} == {label: one.record for label, one in first.items()}
    assert await run(*references, offline=True) == first
    days_pass(40)
    assert {one.lookups[0].status for one in (await run(*references)).values()} == {Status.UNREACHABLE}
