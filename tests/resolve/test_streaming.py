"""What is asked while documents are still being read, and what a killed run leaves to the next."""

import asyncio

import pytest

from refcheck.model import Article, Document
from refcheck.progress import Silent
from refcheck.resolve import Planner, identifiers_of, resolve
from refcheck.sources import open_sources

CROSSREF, PUBMED = "api.crossref.org", "eutils.ncbi.nlm.nih.gov"
LIPID_DOI = "10.1016/0003-2697(76)90527-3"


@pytest.fixture
def articles(services, cite):
    """Ten documents of thirty references, each work cited in two of them."""
    work = services.works[LIPID_DOI]
    made = []
    for document in range(10):
        references = []
        for place in range(30):
            number = (document * 30 + place) % 150
            doi, pmid = f"10.1016/j.terns.2019.{number:04d}", f"{30_000_000 + document * 30 + place}"
            services.works[doi] = {**work, "DOI": doi}
            services.pmids[pmid] = services.works[doi]
            references.append(cite(str(place), work=work, identifiers={"doi": doi, "pmid": pmid}))
        made.append(Article(Document(f"{document}.txt", "text", "x"), "en", "", tuple(references)))
    return made


async def test_what_fills_a_request_is_asked_while_more_is_being_read(settings, services, articles):
    async with open_sources(settings, Silent()) as sources:
        together = await resolve(articles, sources, Silent())
    least = len(services.asked)
    services.asked.clear()
    settings = type(settings)(mailto=settings.mailto, cache_dir=settings.cache_dir / "other")
    async with open_sources(settings, Silent()) as sources:
        planner = Planner(sources)
        for article in articles:
            planner.look_ahead(identifiers_of(article))
            await asyncio.sleep(0.02)
        before = services.count(CROSSREF), services.count(PUBMED)
        assert before == (1, 1)  # of two each
        assert await resolve(articles, sources, Silent(), planner) == together
    assert len(services.asked) == least


async def test_offline_nothing_is_asked_ahead(settings, services, articles):
    async with open_sources(type(settings)(offline=True, cache_dir=settings.cache_dir), Silent()) as sources:
        planner = Planner(sources)
        planner.look_ahead(identifiers_of(articles[0]))
        await resolve(articles, sources, Silent(), planner)
    assert services.asked == []


async def test_a_run_that_was_stopped_is_picked_up_where_it_was(settings, services, articles):
    """Whatever was answered before the stop is not asked again; what a kill leaves of the file, tests/net tells."""
    calls = 0

    def latency():
        nonlocal calls
        calls += 1
        return 0.0 if calls < 3 else 30.0

    services.latency = latency
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(1), open_sources(settings, Silent()) as sources:
            await resolve(articles, sources, Silent())
    services.latency = lambda: 0.0
    first = [entry for entry in services.asked if entry[0] == CROSSREF]
    services.asked.clear()
    async with open_sources(settings, Silent()) as sources:
        whole = await resolve(articles, sources, Silent())
    assert all(one.record for one in whole.references.values())
    again = [entry for entry in services.asked if entry in first]
    assert len(again) < len(first)
    fresh = type(settings)(mailto=settings.mailto, cache_dir=settings.cache_dir / "fresh")
    async with open_sources(fresh, Silent()) as sources:
        assert await resolve(articles, sources, Silent()) == whole


async def test_what_is_answered_is_compared_while_the_rest_is_waited_for(settings, services, articles):
    """The last answer takes its time; by then most references are done, with the same result."""

    class Count(Silent):
        done = 0

        def advance(self, steps=1):
            self.done += steps

    count, seen = Count(), []

    def latency():
        seen.append(1)
        return 1.0 if len(seen) == 4 else 0.0  # two lists of DOIs, two of PMIDs

    services.latency = latency
    async with open_sources(settings, Silent()) as sources:
        planner = Planner(sources)
        resolving = asyncio.create_task(resolve(articles, sources, count, planner))
        await asyncio.sleep(0.8)
        meanwhile = count.done
        resolved = await resolving
    assert 0 < meanwhile < count.done == 300
    fresh = type(settings)(mailto=settings.mailto, cache_dir=settings.cache_dir / "fresh")
    async with open_sources(fresh, Silent()) as sources:
        assert await resolve(articles, sources, Silent()) == resolved
