"""doi.org: agencies, existence, and metadata from agencies of every kind."""

from urllib.parse import unquote

import httpx
import pytest
import respx

from refcheck.model import Status

DOI = "https://doi.org"


@respx.mock
async def test_agencies_are_asked_together_and_unknown_is_no_answer(sources):
    route = respx.get(url__startswith=f"{DOI}/doiRA/").respond(
        json=[
            {"DOI": "10.5281/zenodo.1", "RA": "DataCite"},
            {"DOI": "10.9999/none", "status": "DOI does not exist"},
            {"DOI": "10.1/?", "status": "Invalid DOI"},
            {"DOI": "10.1000/odd", "status": "Unknown"},
        ]
    )
    dois = ["10.5281/zenodo.1", "10.9999/none", "10.1/?", "10.1000/odd", "10.1000/silent"]
    assert await sources.doi_org.agencies(dois) == {"10.5281/zenodo.1": "DataCite", "10.9999/none": "", "10.1/?": ""}
    assert route.call_count == 1
    assert unquote(route.calls[0].request.url.raw_path.decode()).removeprefix("/doiRA/").split(",") == dois


@respx.mock
async def test_long_lists_are_split_and_a_doi_with_a_comma_goes_alone(sources):
    route = respx.get(url__startswith=f"{DOI}/doiRA/").respond(json=[])
    dois = [f"10.1002/(sici)1096-987x(199709)18:{n}<1463::aid-jcc{n}>3.0.co;2-h" for n in range(60)]
    await sources.doi_org.agencies([*dois, "10.1000/a,b"])
    paths = [call.request.url.raw_path for call in route.calls]
    assert all(len(path) < 5000 for path in paths)
    assert [path for path in paths if b"a%2Cb" in path] == [b"/doiRA/10.1000%2Fa%2Cb"]


@respx.mock
async def test_a_doi_with_a_comma_does_not_exist_if_none_of_its_halves_does(sources):
    respx.get(url__startswith=f"{DOI}/doiRA/").respond(
        json=[{"DOI": "10.1000/a", "status": "DOI does not exist"}, {"DOI": "b", "status": "Invalid DOI"}]
    )
    assert await sources.doi_org.agencies(["10.1000/a,b"]) == {"10.1000/a,b": ""}


@pytest.mark.parametrize(("code", "status", "exists"), [(1, 200, True), (200, 200, True), (100, 404, False)])
@respx.mock
async def test_existence(sources, code, status, exists):
    route = respx.get(url__startswith=f"{DOI}/api/handles/10.1000%2F1").respond(status, json={"responseCode": code})
    assert await sources.doi_org.exists("10.1000/1") is exists
    assert await sources.doi_org.exists("10.1000/1") is exists
    assert route.call_count == 1


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, json={"responseCode": 2}),
        httpx.Response(200, html="<html></html>"),
        httpx.Response(404, text="Not Found"),
        httpx.Response(500),
        httpx.Response(200, json=[100]),
    ],
)
@respx.mock
async def test_anything_else_says_nothing_about_existence(sources, answer):
    respx.get(url__startswith=f"{DOI}/api/handles/").mock(return_value=answer)
    assert await sources.doi_org.exists("10.1000/1") is None


@respx.mock
async def test_metadata_of_another_agency(sources):
    respx.get(f"{DOI}/10.3303%2Fcet1").respond(302, headers={"Location": "https://data.medra.org/10.3303/cet1"})
    asked = respx.get("https://data.medra.org/10.3303/cet1").respond(
        json={
            "title": "A study", "container-title": "Chemical Engineering Transactions", "author": [{"literal": "A. Rossi"}],
            "issued": {"date-parts": [["2012"]]}, "type": "article-journal", "volume": "29", "page": "1-6",
        }
    )  # fmt: skip
    lookup = await sources.doi_org.work("10.3303/cet1", "mEDRA")
    assert (lookup.status, lookup.agency) == (Status.FOUND, "mEDRA")
    assert (lookup.record.title, lookup.record.journal, lookup.record.years) == (
        "A study", "Chemical Engineering Transactions", (2012,),
    )  # fmt: skip
    assert "csl+json" in asked.calls[0].request.headers["accept"]


@respx.mock
async def test_agencies_that_give_no_metadata_are_not_even_asked(sources):
    route = respx.get(url__startswith=DOI).respond(html="<html></html>")
    for agency in ("CNKI", "ISTIC"):
        lookup = await sources.doi_org.work("10.27249/d.cnki.gnjyu.2023.000262", agency)
        assert (lookup.status, lookup.agency) == (Status.UNREADABLE, agency)
    assert not route.called


@pytest.mark.parametrize(
    "location", ["http://168.160.16.186/conf/1", "https://landing.example.com/1", "http://127.0.0.1/"]
)
@respx.mock
async def test_a_redirect_to_a_stranger_is_unreadable_and_not_followed(sources, location):
    respx.get(f"{DOI}/10.1000%2F1").respond(302, headers={"Location": location})
    assert (await sources.doi_org.work("10.1000/1", "KISTI")).status is Status.UNREADABLE


@respx.mock
async def test_a_web_page_of_the_agency_is_unreadable_but_one_of_the_registry_is_bad_weather(sources):
    respx.get(f"{DOI}/10.1000%2F1").respond(302, headers={"Location": "https://api.japanlinkcenter.org/1"})
    respx.get("https://api.japanlinkcenter.org/1").respond(html="<html>landing page</html>")
    respx.get(f"{DOI}/10.1000%2F2").respond(html="<html>Maintenance</html>")
    assert (await sources.doi_org.work("10.1000/1", "JaLC")).status is Status.UNREADABLE
    assert (await sources.doi_org.work("10.1000/2", "JaLC")).status is Status.UNREACHABLE


@respx.mock
async def test_no_answer_about_agencies_is_no_answer(sources):
    respx.get(url__startswith=f"{DOI}/doiRA/").respond(503)
    assert await sources.doi_org.agencies(["10.1000/1"]) == {}
