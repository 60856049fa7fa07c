"""DataCite, the PMC id converter, Europe PMC and OpenAlex."""

from urllib.parse import parse_qs, urlsplit

import httpx
import respx

from refcheck.config.settings import Settings
from refcheck.model import Author, Identifiers, Status
from refcheck.progress import Silent
from refcheck.sources import open_sources

DATACITE = "https://api.datacite.org/dois"
IDCONV = "https://pmc.ncbi.nlm.nih.gov/tools/idconv/api/v1/articles/"
EUROPEPMC = "https://www.ebi.ac.uk/europepmc/webservices/rest/search"
OPENALEX = "https://api.openalex.org/works"
ATTENTION = {
    "doi": "10.48550/ARXIV.1706.03762",
    "titles": [{"title": "Attention Is All You Need"}],
    "creators": [{"name": "Vaswani, Ashish", "nameType": "Personal", "givenName": "Ashish", "familyName": "Vaswani"},
                 {"name": "Some Consortium", "nameType": "Organizational"}, {"name": "Shazeer, Noam"}],
    "publisher": "arXiv", "publicationYear": 2017, "types": {"resourceTypeGeneral": "Preprint"}, "container": {},
    "dates": [{"date": "2017-06-12T17:57:34Z", "dateType": "Submitted"}, {"date": "2017-06", "dateType": "Issued"},
              {"date": "2023-08-03", "dateType": "Updated"}],
    "relatedIdentifiers": [{"relationType": "IsVersionOf", "relatedIdentifier": "10.5555/3295222", "relatedIdentifierType": "DOI"}],
}  # fmt: skip


@respx.mock
async def test_datacite_work(sources):
    respx.get(f"{DATACITE}/10.48550%2Farxiv.1706.03762").respond(json={"data": {"attributes": ATTENTION}})
    record = (await sources.datacite.work("10.48550/arxiv.1706.03762")).record
    assert (record.title, record.arxiv, record.type, record.journal) == (
        "Attention Is All You Need", "1706.03762", "posted-content", "arXiv",
    )  # fmt: skip
    assert record.authors == (Author("Vaswani", "Ashish"), Author(name="Some Consortium"), Author("Shazeer", "Noam"))
    assert record.years == (2017,)
    assert record.preprint_of == ("10.5555/3295222",)


@respx.mock
async def test_datacite_absence_is_json_and_a_page_is_bad_weather(sources):
    missing = {"errors": [{"status": "404", "title": "The resource you are looking for doesn't exist."}]}
    respx.get(f"{DATACITE}/10.1%2Fnone").respond(404, json=missing)
    respx.get(f"{DATACITE}/10.1%2Fpage").respond(404, html="<html>Not found</html>")
    assert (await sources.datacite.work("10.1/none")).status is Status.MISSING
    assert (await sources.datacite.work("10.1/page")).status is Status.UNREACHABLE


@respx.mock
async def test_pmcids_are_converted_together(sources):
    route = respx.get(url__startswith=IDCONV).respond(
        json={"status": "ok", "records": [
            {"requested-id": "PMC7456414", "pmid": 32725316, "pmcid": "PMC7456414", "doi": "10.1007/S12015-020-10016-7"},
            {"requested-id": "PMC1", "status": "error", "errmsg": "Identifier not found in PMC"},
        ]}
    )  # fmt: skip
    answers = await sources.idconv.convert(["PMC7456414", "PMC1", "PMC2"])
    assert answers["PMC7456414"][:2] == (
        Status.FOUND, Identifiers("10.1007/s12015-020-10016-7", "32725316", "PMC7456414"),
    )  # fmt: skip
    assert answers["PMC1"][0] is Status.MISSING
    assert answers["PMC2"][0] is Status.UNREACHABLE  # silence is no absence
    assert route.call_count == 1
    assert parse_qs(urlsplit(str(route.calls[0].request.url)).query)["ids"] == ["PMC7456414,PMC1,PMC2"]


@respx.mock
async def test_europe_pmc_search(sources):
    route = respx.get(url__startswith=EUROPEPMC).respond(
        json={"resultList": {"result": [
            {"id": "32725316", "source": "MED", "pmid": "32725316", "doi": "10.1007/X", "title": "Umbilical cord cells.",
             "authorString": "Barczewska M, Maksymowicz S, ALS Study Group.", "pubYear": "2020", "pageInfo": "922-932",
             "journalInfo": {"volume": "16", "issue": "5", "yearOfPublication": 2020,
                             "journal": {"title": "Stem cell reviews and reports", "isoabbreviation": "Stem Cell Rev Rep"}}},
        ]}}
    )  # fmt: skip
    found = await sources.europepmc.search('Umbilical "cord" (cells): OR AND TITLE:x')
    record = found.records[0]
    assert (record.doi, record.volume, record.pages, record.years) == ("10.1007/x", "16", "922-932", (2020,))
    assert record.authors == (Author("Barczewska", "M"), Author("Maksymowicz", "S"), Author(name="ALS Study Group"))
    assert record.journal_names == ("Stem cell reviews and reports", "Stem Cell Rev Rep")
    query = parse_qs(urlsplit(str(route.calls[0].request.url)).query)["query"][0]
    assert query == "TITLE:(umbilical cord cells or and title x)"


@respx.mock
async def test_openalex_is_asked_with_a_key_only(sources, tmp_path):
    route = respx.get(url__startswith=OPENALEX).respond(
        json={"results": [{"doi": "https://doi.org/10.1000/X", "ids": {"pmid": "https://pubmed.ncbi.nlm.nih.gov/12"}, "title": "T",
                           "publication_date": "2020-02-03", "biblio": {"volume": "1", "first_page": "5", "last_page": "9"},
                           "primary_location": {"source": None}, "type": "article",
                           "authorships": [{"author": {"display_name": "Jane van Doe"}}]}]}
    )  # fmt: skip
    unasked = await sources.openalex.search("A title")
    assert (unasked.answered, unasked.reason, route.called) == (False, "", False)
    async with open_sources(Settings(openalex_api_key="k", cache_dir=tmp_path / "2"), Silent()) as keyed:
        record = (await keyed.openalex.search("A title")).records[0]
    assert (record.doi, record.pmid, record.pages, record.years) == ("10.1000/x", "12", "5-9", (2020,))
    assert record.authors == (Author("Doe", "Jane van"),)


@respx.mock
async def test_a_source_that_is_switched_off_is_not_asked(tmp_path):
    route = respx.route().mock(return_value=httpx.Response(200, json={}))
    async with open_sources(
        Settings(cache_dir=tmp_path, disabled_sources=("datacite", "europepmc")), Silent()
    ) as sources:
        assert (await sources.datacite.work("10.1/1")).status is Status.NOT_ASKED
        assert not (await sources.europepmc.search("a title of words")).answered
    assert not route.called


@respx.mock
async def test_a_retraction_that_a_search_index_knows_of_is_kept(tmp_path):
    respx.get(url__startswith=OPENALEX).respond(json={"results": [
        {"doi": "https://doi.org/10.1/X", "title": "Cells of the cord", "is_retracted": True},
        {"doi": "https://doi.org/10.1/Y", "title": "RETRACTED: Cells of the cord", "is_retracted": False},
        {"doi": "https://doi.org/10.1/Z", "title": "Cells of the cord", "is_retracted": False},
    ]})  # fmt: skip
    respx.get(url__startswith=EUROPEPMC).respond(json={"resultList": {"result": [
        {"id": "1", "title": "Cells of the cord.", "pubType": "retracted publication; journal article"},
        {"id": "2", "title": "Retracted: Cells of the cord.", "pubType": "journal article"},
        {"id": "3", "title": "Cells of the cord.", "pubType": "journal article"},
    ]}})  # fmt: skip
    async with open_sources(Settings(cache_dir=tmp_path, openalex_api_key="k"), Silent()) as sources:
        for found in (
            await sources.openalex.search("Cells of the cord"),
            await sources.europepmc.search("Cells of the cord"),
        ):
            assert {record.title for record in found.records} == {"Cells of the cord"}
            assert [[update.type for update in record.updates] for record in found.records] == [
                ["retraction"],
                ["retraction"],
                [],
            ]
