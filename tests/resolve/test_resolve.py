"""From references to records: what is asked, what is accepted, and what is never concluded."""

import random
from dataclasses import replace

import pytest

from refcheck.compare.reference import compare_reference
from refcheck.errors import ConfigError
from refcheck.model import Article, Author, Document, Identifier, IdentifierType, Span, Status, Verdict
from refcheck.progress import Silent
from refcheck.resolve import resolve
from refcheck.sources import open_sources

CROSSREF, REGISTRY, PUBMED, EUROPEPMC = "api.crossref.org", "doi.org", "eutils.ncbi.nlm.nih.gov", "www.ebi.ac.uk"
STEM_DOI, LIPID_DOI = "10.1007/s12015-020-10016-7", "10.1016/0003-2697(76)90527-3"
OTHER_TITLE = "Seasonal migration of arctic terns along two oceans as told by light loggers"


async def test_identifiers_of_a_run_are_asked_together_and_once(run, services, cite):
    found = await run(
        cite("1", identifiers={"doi": STEM_DOI, "pmid": "32725316", "pmcid": "PMC7456414"}),
        cite("2", identifiers={"doi": STEM_DOI}),
        cite("3", work=services.works[LIPID_DOI], identifiers={"doi": LIPID_DOI, "pmid": "942051"}),
    )
    assert [found[label].record.doi for label in "123"] == [STEM_DOI, STEM_DOI, LIPID_DOI]
    assert [found[label].found_by for label in "123"] == ["doi", "doi", "doi"]
    assert (services.count(CROSSREF), services.count(PUBMED), len(services.asked)) == (1, 1, 3)
    record = found["1"].record
    assert record.source == "crossref+pubmed"
    assert (record.pmid, record.pmcid) == ("32725316", "PMC7456414")
    assert [lookup.status for lookup in found["1"].lookups] == [Status.FOUND] * 3


async def test_a_second_run_asks_nothing(run, services, cite):
    references = [cite("1", identifiers={"doi": STEM_DOI}), cite("2", work=services.works[LIPID_DOI]),
                  cite("3", title=OTHER_TITLE, pages="1-9", volume="3"), cite("4", identifiers={"doi": "10.9999/none"})]  # fmt: skip
    first = await run(*references)
    asked = len(services.asked)
    assert await run(*references) == first
    assert len(services.asked) == asked
    assert await run(*references, offline=True) == first


async def test_a_doi_is_missing_only_if_registry_and_handle_both_say_so(run, services, cite):
    lookup = (await run(cite("1", identifiers={"doi": "10.9999/none"})))["1"].lookups[0]
    assert (lookup.status, lookup.asked) == (Status.MISSING, ("crossref", "doi.org"))


async def test_a_handle_without_an_agency_exists(run, services, cite):
    services.agencies["10.9999/new"] = ""
    lookup = (await run(cite("1", identifiers={"doi": "10.9999/new"})))["1"].lookups[0]
    assert lookup.status is not Status.MISSING


async def test_without_the_registry_nothing_is_missing(run, services, cite):
    services.down.add(REGISTRY)
    resolution = (await run(cite("1", identifiers={"doi": "10.9999/none"})))["1"]
    assert resolution.lookups[0].status is Status.UNREACHABLE
    assert resolution.record is None


async def test_what_the_list_leaves_out_is_asked_singly(run, services, cite):
    services.omitted.add(STEM_DOI)
    assert (await run(cite("1", identifiers={"doi": STEM_DOI})))["1"].record.doi == STEM_DOI


async def test_an_alias_leads_to_the_prime_doi(run, services, cite):
    services.aliases["10.1007/old"] = STEM_DOI
    record = (await run(cite("1", identifiers={"doi": "10.1007/old"})))["1"].record
    assert (record.doi, record.aliases) == (STEM_DOI, ("10.1007/old",))


async def test_a_thesis_of_cnki_exists_and_is_not_searched_for(run, services, cite):
    services.agencies["10.27249/d.cnki.1"] = "CNKI"
    resolution = (
        await run(cite("1", identifiers={"doi": "10.27249/d.cnki.1"}, title="外周血单核细胞治疗的研究", type="thesis"))
    )["1"]
    assert (resolution.lookups[0].status, resolution.lookups[0].agency) == (Status.UNREADABLE, "CNKI")
    assert (resolution.record, resolution.searched, resolution.covered) == (None, (), False)


async def test_a_doi_of_datacite(run, services, cite):
    doi = "10.5281/zenodo.1"
    services.agencies[doi] = "DataCite"
    services.datacite[doi] = {"titles": [{"title": "Data of terns"}], "publicationYear": 2020}
    assert (await run(cite("1", identifiers={"doi": doi}, title="Data of terns")))["1"].lookups[
        0
    ].record.title == "Data of terns"


async def test_an_arxiv_id(run, services, cite):
    services.datacite["10.48550/arxiv.1706.03762"] = {
        "titles": [{"title": "Attention Is All You Need"}],
        "publisher": "arXiv",
    }
    found = await run(cite("1", identifiers={"arxiv": "1706.03762"}), cite("2", identifiers={"arxiv": "1706.99999"}))
    assert found["1"].lookups[0].record.arxiv == "1706.03762"
    assert (found["2"].lookups[0].status, found["2"].lookups[0].asked) == (Status.MISSING, ("datacite", "doi.org"))
    services.down.add(REGISTRY)
    found = await run(cite("3", identifiers={"arxiv": "1706.99998"}))
    assert found["3"].lookups[0].status is Status.UNREACHABLE


async def test_a_pmcid_without_a_pmid_leads_through_its_doi(run, services, cite):
    services.pmcids["PMC9"] = {"doi": LIPID_DOI}
    found = await run(
        cite("1", work=services.works[LIPID_DOI], identifiers={"pmcid": "PMC9"}),
        cite("2", identifiers={"pmcid": "PMC8"}),
    )
    assert (found["1"].record.doi, found["1"].found_by) == (LIPID_DOI, "pmcid")
    assert found["2"].lookups[0].status is Status.MISSING


async def test_identifiers_outside_the_list_are_asked_too(run, services, cite):
    identifiers = [
        Identifier(IdentifierType.DOI, STEM_DOI, STEM_DOI, Span(0, 1)),
        Identifier(IdentifierType.PMID, "99999999", "99999999", Span(0, 1)),
        Identifier(IdentifierType.DOI, "10.1", "10.1", Span(0, 1), malformed="no suffix"),
    ]
    lookups = (await run(identifiers=identifiers, whole=True)).identifiers
    assert {key: lookup.status for key, lookup in lookups.items()} == {
        ("doi", STEM_DOI): Status.FOUND, ("pmid", "99999999"): Status.MISSING,
    }  # fmt: skip


async def test_the_record_is_the_one_that_fits_the_description(run, services, cite):
    found = await run(
        cite("1", identifiers={"doi": LIPID_DOI, "pmid": "32725316"}),
        cite("2", identifiers={"doi": STEM_DOI, "pmid": "942051"}),
    )
    assert [(found[label].record.doi, found[label].found_by) for label in "12"] == [
        (STEM_DOI, "pmid"),
        (STEM_DOI, "doi"),
    ]
    assert [lookup.record.doi for lookup in found["1"].lookups] == [LIPID_DOI, STEM_DOI]


async def test_what_an_identifier_of_another_work_describes_is_searched_for(run, services, cite):
    resolution = (await run(cite("1", identifiers={"doi": LIPID_DOI})))["1"]
    assert (resolution.record.doi, resolution.found_by, resolution.described.doi) == (LIPID_DOI, "doi", STEM_DOI)


async def test_a_wrong_field_or_two_are_no_other_work(run, services, cite):
    resolution = (await run(cite("1", identifiers={"doi": STEM_DOI}, year="2011", volume="61")))["1"]
    assert (resolution.record.doi, resolution.described, resolution.searched) == (STEM_DOI, None, ())


async def test_exact_matches_come_in_one_request_with_all_that_crossref_knows(run, services, cite):
    found = await run(cite("1"), cite("2", work=services.works[LIPID_DOI]))
    assert [(found[label].record.doi, found[label].found_by) for label in "12"] == [
        (STEM_DOI, "search"),
        (LIPID_DOI, "search"),
    ]
    assert [update.doi for update in found["1"].record.updates] == ["10.1007/e1"]
    assert (services.count(PUBMED), services.count(CROSSREF)) == (2, 1)


async def test_a_reference_that_pubmed_does_not_match_is_searched_for_at_crossref(run, services, cite):
    resolution = (await run(cite("1", pages="", volume="")))["1"]
    assert (resolution.record.doi, resolution.searched) == (STEM_DOI, ("crossref",))


async def test_a_missing_doi_does_not_hide_the_work(run, services, cite):
    resolution = (await run(cite("1", identifiers={"doi": "10.1007/s12015-020-10016-8"})))["1"]
    assert (resolution.record.doi, resolution.found_by) == (STEM_DOI, "search")
    assert resolution.lookups[0].status is Status.MISSING


async def test_an_invented_reference_is_in_none_of_three_indexes(run, services, cite):
    resolution = (await run(cite("1", title=OTHER_TITLE, volume="3", pages="100-110", authors=())))["1"]
    assert (resolution.record, resolution.described) == (None, None)
    assert resolution.searched == ("pubmed", "crossref", "europepmc")
    assert (resolution.unreachable, resolution.searchable, resolution.covered) == ((), True, True)


async def test_the_same_search_is_made_once(run, services, cite):
    await run(*(cite(str(n), title=OTHER_TITLE, volume="3", pages="100-110") for n in range(5)))
    assert (services.count(PUBMED), services.count(CROSSREF), services.count(EUROPEPMC)) == (1, 1, 1)


async def test_while_crossref_is_down_nothing_is_missing_or_not_found(run, services, cite):
    services.down.add(CROSSREF)
    found = await run(
        cite("1", identifiers={"doi": STEM_DOI}),
        cite("2", title=OTHER_TITLE, volume="3", pages="100-110"),
        cite("3"),
        cite("4", identifiers={"doi": "10.9999/none"}, title=OTHER_TITLE, volume="3", pages="100-110"),
    )
    assert found["1"].lookups[0].status is Status.UNREACHABLE
    assert found["2"].unreachable == ("crossref",)
    assert (found["3"].record.doi, found["3"].record.source) == (STEM_DOI, "pubmed")
    assert found["4"].lookups[0].status is Status.MISSING  # the registry has said so
    assert found["4"].unreachable == ("crossref",)


async def test_while_all_are_down_nothing_is_concluded(run, services, cite):
    services.down |= {CROSSREF, REGISTRY, PUBMED, EUROPEPMC, "pmc.ncbi.nlm.nih.gov", "api.datacite.org"}
    found = await run(
        cite("1", identifiers={"doi": STEM_DOI, "pmid": "1", "pmcid": "PMC1", "arxiv": "1706.03762"}),
        cite("2", title=OTHER_TITLE),
    )
    assert {lookup.status for lookup in found["1"].lookups} == {Status.UNREACHABLE}
    assert all(lookup.reason for lookup in found["1"].lookups)
    assert (found["2"].searched, found["2"].unreachable) == ((), ("pubmed", "crossref", "europepmc"))


async def test_offline_nothing_is_asked_and_nothing_is_concluded(run, services, cite):
    found = await run(cite("1", identifiers={"doi": STEM_DOI, "pmid": "1", "pmcid": "PMC1"}), cite("2"), offline=True)
    assert {lookup.status for lookup in found["1"].lookups} == {Status.NOT_ASKED}
    assert (found["2"].searched, found["2"].unreachable, found["2"].record) == ((), (), None)
    assert services.asked == []


@pytest.fixture
def records(tmp_path):
    path = tmp_path / "records.jsonl"
    path.write_text(
        '{"doi": "10.1007/s12015-020-10016-7", "title": "Umbilical cord mesenchymal stem cells in amyotrophic lateral sclerosis: '
        'an original study", "container_title": "Stem Cell Reviews and Reports", "volume": "16", "issue": "5", "page": "922-932", '
        '"issued": [2020], "authors": [{"family": "Barczewska", "given": "Monika"}, {"family": "Maksymowicz", "given": "S"}]}\n',
        "utf-8",
    )
    return (path,)


async def test_offline_embedded_records_stand_in_for_the_indexes(run, services, cite, records):
    found = await run(cite("1", identifiers={"doi": STEM_DOI}), cite("2"), records=records, offline=True)
    assert [(found[label].record.source, found[label].found_by) for label in "12"] == [
        ("embedded", "doi"),
        ("embedded", "search"),
    ]
    assert services.asked == []


async def test_online_an_index_is_believed_before_embedded_records(run, services, cite, records):
    found = await run(cite("1", identifiers={"doi": STEM_DOI}), cite("2"), records=records)
    assert ["embedded" in found[label].record.source for label in "12"] == [False, False]
    services.down |= {CROSSREF, PUBMED, REGISTRY, EUROPEPMC}
    found = await run(cite("1", identifiers={"doi": STEM_DOI}), cite("2"), records=records, use_cache=False)
    assert [found[label].record.source for label in "12"] == ["embedded", "embedded"]


@pytest.mark.parametrize(
    ("changes", "searchable", "covered", "indexes"),
    [
        ({"title": "", "journal": ""}, False, True, ()),
        ({"title": "Notes", "volume": ""}, False, True, ()),
        (
            {"title": "脐带间充质干细胞治疗肌萎缩侧索硬化", "journal": "中华医学杂志", "authors": ()},
            True,
            False,
            ("crossref",),
        ),
        (
            {"title": "A practical handbook of field ornithology", "type": "book", "volume": ""},
            True,
            False,
            ("crossref",),
        ),
        ({"title": "How we count birds around the world", "type": "webpage", "volume": ""}, True, False, ()),
    ],
)
async def test_what_the_indexes_do_not_cover_is_said(run, services, cite, changes, searchable, covered, indexes):
    resolution = (await run(cite("1", **changes)))["1"]
    assert (resolution.searchable, resolution.covered, resolution.searched) == (searchable, covered, indexes)


async def test_a_work_found_by_its_pmid_has_all_that_crossref_knows(run, services, cite):
    resolution = (await run(cite("1", identifiers={"pmid": "32725316"})))["1"]
    assert (resolution.found_by, resolution.record.source) == ("pmid", "crossref+pubmed")
    assert [update.doi for update in resolution.record.updates] == ["10.1007/e1"]
    assert resolution.lookups[0].record.source == "pubmed"
    assert (services.count(CROSSREF), services.count(PUBMED)) == (1, 1)


async def test_the_order_in_which_answers_come_changes_nothing(run, services, cite):
    references = [
        cite("1", identifiers={"doi": STEM_DOI, "pmid": "32725316", "pmcid": "PMC7456414"}), cite("2", identifiers={"doi": LIPID_DOI}),
        cite("3"), cite("4", pages=""), cite("5", title=OTHER_TITLE, volume="3"), cite("6", identifiers={"doi": "10.9999/none"}),
        cite("7", work=services.works[LIPID_DOI], volume=""),
    ]  # fmt: skip
    results = []
    for seed in range(3):
        services.latency = lambda dice=random.Random(seed): dice.random() / 20  # noqa: S311
        results.append(await run(*references, use_cache=False))
    assert results[0] == results[1] == results[2]
    assert list(results[0]) == list("1234567")


async def test_half_a_character_in_a_reference_harms_nothing(run, services, cite):
    half = "\ud800"
    hurt = cite(
        "1",
        title=f"{OTHER_TITLE} {half}",
        journal=f"J {half} Birds",
        authors=(Author(f"Fin{half}ch", "A"),),
        volume=half,
    )
    found = await run(hurt, cite("2", identifiers={"doi": STEM_DOI}))
    assert found["1"].searched
    assert found["2"].record.doi == STEM_DOI


async def test_where_nothing_is_accepted_the_closest_is_named(run, services, cite):
    title = "A rapid and cheap method for the quantitation of microgram quantities of lipid in plant oils"
    authors = (Author("Finch", "A"), Author("Wren", "B"))
    described = cite("1", title=title, journal="Lipids", year="2011", volume="3", pages="7", authors=authors)
    other = cite("2", title=OTHER_TITLE, journal="Ibis", year="2011", volume="3", pages="7", authors=authors)
    near, far = (await run(described, other)).values()
    assert (near.record, near.candidate.record.doi) == (None, LIPID_DOI)
    assert (far.record, far.candidate) == (None, None)


async def test_of_two_works_that_fit_alike_the_other_is_named(run, services, cite):
    work = services.works[LIPID_DOI]
    services.works["10.1016/twin"] = {**work, "DOI": "10.1016/twin"}
    resolution = (await run(cite("1", work=work, volume="", pages="", issue="")))["1"]
    assert {resolution.record.doi, resolution.candidate.record.doi} == {LIPID_DOI, "10.1016/twin"}


async def test_where_two_indexes_differ_either_is_right(run, services, cite):
    work = services.works[LIPID_DOI]
    services.pmids["942051"] = {**work, "volume": "27", "page": "1248-1254"}
    found = await run(
        cite("1", work=work, identifiers={"doi": LIPID_DOI, "pmid": "942051"}),
        cite("2", work=work, identifiers={"doi": LIPID_DOI, "pmid": "942051"}, volume="27", pages="1248-54"),
        cite("3", work=work, identifiers={"doi": LIPID_DOI, "pmid": "942051"}, volume="99"),
    )
    agreements = {label: compare_reference(cite("x", work=work, **claimed), found[label].record) for label, claimed in (
        ("1", {}), ("2", {"volume": "27", "pages": "1248-54"}), ("3", {"volume": "99"}))}  # fmt: skip
    assert [agreements[label]["volume"].verdict for label in "123"] == [Verdict.SAME, Verdict.SAME, Verdict.DIFFERENT]
    assert agreements["2"]["pages"].verdict is Verdict.SAME
    assert "so pubmed, crossref has 72" in agreements["2"]["volume"].why


async def test_an_identifier_in_several_documents_is_asked_once(settings, services, cite):
    articles = [
        Article(Document(f"{n}.txt", "text", "x"), "en", "", (cite("1", identifiers={"doi": STEM_DOI}),))
        for n in range(5)
    ]
    async with open_sources(settings, Silent()) as sources:
        resolved = await resolve(articles, sources, Silent())
    assert len(resolved.references) == 5
    assert len(services.asked) == 1


async def test_a_source_that_is_switched_off_is_not_asked(run, services, cite):
    every = ("crossref", "pubmed", "idconv", "doi.org", "datacite", "europepmc", "openalex")
    references = [
        cite("1", identifiers={"doi": STEM_DOI, "pmid": "1", "pmcid": "PMC1", "arxiv": "1706.03762"}),
        cite("2", title=OTHER_TITLE),
    ]
    hosts = {
        "crossref": CROSSREF,
        "pubmed": PUBMED,
        "doi.org": REGISTRY,
        "europepmc": EUROPEPMC,
        "datacite": "api.datacite.org",
    }
    for name, host in hosts.items():
        found = await run(*references, disabled_sources=(name,), use_cache=False)
        assert not services.count(host)
        assert name not in (*found["2"].searched, *found["2"].unreachable)
        services.asked.clear()
    await run(*references, disabled_sources=every, use_cache=False)
    assert services.asked == []


@pytest.mark.parametrize(
    "doi", ["10.1000/a\r\nHost: evil", "10.1000/a b&filter=x#?", "10.1000/é中/../../etc", "10.1000/" + "x" * 90_000]
)
async def test_a_hostile_doi_stays_in_its_place_and_harms_no_other(run, services, cite, doi):
    found = await run(cite("1", identifiers={"doi": doi}), cite("2", identifiers={"doi": STEM_DOI}))
    assert found["1"].record is None or found["1"].found_by == "search"
    assert found["2"].record.doi == STEM_DOI
    assert {host for host, *_ in services.asked} <= {CROSSREF, REGISTRY, PUBMED, EUROPEPMC}
    assert not any("evil" in name.lower() for _, _, query, _ in services.asked for name in query)


async def test_a_misspelt_source_to_switch_off_is_told(run, cite):
    with pytest.raises(ConfigError, match="croserf"):
        await run(cite("1"), disabled_sources=("croserf",))


async def test_without_an_address_the_report_says_that_the_public_pool_was_used(settings, services, cite):
    for mailto, said in (("", True), ("editor@example.org", False)):
        changed = replace(settings, mailto=mailto, use_cache=False)
        async with open_sources(changed, Silent()) as sources:
            article = Article(Document("a.txt", "text", "x"), "en", "", (cite("1", identifiers={"doi": STEM_DOI}),))
            await resolve([article], sources, Silent())
            assert ("public pool" in sources.use()["crossref"].note) is said
