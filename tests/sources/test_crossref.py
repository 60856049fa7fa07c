"""Crossref: batches, aliases, odd answers, and what a record is made of."""

from urllib.parse import parse_qs, unquote, urlsplit

import httpx
import pytest
import respx
from support import gathered

from refcheck.config.settings import Settings
from refcheck.model import Author, DateType, PartialDate, RecordDate, Status, UpdateType
from refcheck.progress import Silent
from refcheck.sources import open_sources
from refcheck.sources._works import record_of, without_status

WORKS = "https://api.crossref.org/works"
LANCET = {  # abridged from the service's own answer
    "DOI": "10.1016/S0140-6736(97)11096-0",
    "type": "journal-article",
    "title": ["RETRACTED: Ileal-lymphoid-nodular hyperplasia, non-specific colitis, and pervasive developmental disorder in children"],
    "container-title": ["The Lancet"],
    "short-container-title": ["The Lancet"],
    "ISSN": ["0140-6736"],
    "volume": "351",
    "issue": "9103",
    "page": "637-641",
    "publisher": "Elsevier BV",
    "author": [
        {"given": "AJ", "family": "Wakefield", "sequence": "first", "affiliation": []},
        {"given": "SH", "family": "Murch", "sequence": "additional", "affiliation": []},
    ],
    "issued": {"date-parts": [[1998, 2]]},
    "published-print": {"date-parts": [[1998, 2]]},
    "created": {"date-parts": [[2002, 10, 11]]},
    "deposited": {"date-parts": [[2024, 5, 1]]},
    "updated-by": [
        {"DOI": "10.1016/S0140-6736(10)60175-4", "type": "retraction", "label": "Retraction", "source": "publisher",
         "updated": {"date-parts": [[2010, 2, 2]]}},
        {"DOI": "10.1016/S0140-6736(04)15715-2", "type": "partial-retraction", "label": "Partial retraction",
         "source": "retraction-watch", "updated": {"date-parts": [[2004, 3, 6]]}},
    ],
}  # fmt: skip


def listed(*works):
    return {"status": "ok", "message-type": "work-list", "message": {"total-results": len(works), "items": list(works)}}


def dois_of(request):
    filters = parse_qs(urlsplit(str(request.url)).query)["filter"][0]
    return [part.removeprefix("doi:") for part in filters.split(",")]


def answer_for(known):
    def answer(request):
        return httpx.Response(200, json=listed(*({"DOI": doi} for doi in dois_of(request) if doi in known)))

    return answer


def test_a_record_has_every_title_name_and_date():
    record = record_of(
        {
            "DOI": "10.3324/HAEMATOL.X",
            "type": "journal-article",
            "title": ["Effect of <i>TP53</i> &amp;amp; IL-1&beta; in H<sub>2</sub>O"],
            "subtitle": ["a randomised trial"],
            "original-title": ["实验研究"],
            "container-title": ["Journal of Things", "J Things (Online)"],
            "short-container-title": ["J. Things"],
            "published-print": {"date-parts": [[2020, 3]]},
            "published-online": {"date-parts": [[2019, 12, 31]]},
            "issued": {"date-parts": [[2019, 12, 31]]},
            "created": {"date-parts": [[2024, 1, 1]]},
            "article-number": "e123",
            "author": [{"name": "The Things Group"}, {"family": "Zhang", "given": "W-J"}, {}, {"given": "Madonna"}],
        },
        "crossref",
    )
    assert record.title == "Effect of TP53 & IL-1β in H2O"
    assert record.titles == (record.title, f"{record.title}: a randomised trial", "实验研究")
    assert record.journal_names == ("Journal of Things", "J Things (Online)", "J. Things")
    assert record.dates == (
        RecordDate(DateType.PRINT, PartialDate(2020, 3)),
        RecordDate(DateType.ONLINE, PartialDate(2019, 12, 31)),
    )
    assert record.years == (2019, 2020)
    assert record.authors == (Author(name="The Things Group"), Author("Zhang", "W-J"), Author(name="Madonna"))
    assert (record.doi, record.article_number) == ("10.3324/haematol.x", "e123")


def test_notices_about_a_work_and_its_status_in_the_title():
    record = record_of(LANCET, "crossref")
    assert record.title.startswith("Ileal-lymphoid-nodular hyperplasia")
    assert any(title.startswith("RETRACTED:") for title in record.titles)
    assert [(u.type, u.doi, u.source) for u in record.updates] == [
        (UpdateType.RETRACTION, "10.1016/s0140-6736(10)60175-4", "publisher"),
        (UpdateType.CORRECTION, "10.1016/s0140-6736(04)15715-2", "retraction-watch"),
    ]
    alone = record_of({**LANCET, "updated-by": []}, "crossref")
    assert [u.type for u in alone.updates] == [UpdateType.RETRACTION]


def test_a_notice_is_not_itself_retracted():
    record = record_of(
        {
            "DOI": "10.1155/2024/1",
            "title": ["Retracted: A Study of Things"],
            "update-to": [{"DOI": "10.1155/2021/9", "type": "retraction"}],
        },
        "crossref",
    )
    assert record.update_of == ("10.1155/2021/9",)
    assert record.updates == ()


def test_a_preprint_knows_its_article():
    record = record_of(
        {
            "DOI": "10.1101/2020.01.01.1", "type": "posted-content", "title": ["T"], "posted": {"date-parts": [[2020, 1, 2]]},
            "institution": [{"name": "bioRxiv"}],
            "relation": {"is-preprint-of": [{"id-type": "doi", "id": "10.7554/eLife.1", "asserted-by": "subject"}]},
        },
        "crossref",
    )  # fmt: skip
    assert record.preprint_of == ("10.7554/elife.1",)
    assert record.journal == "bioRxiv"
    assert record.dates == (RecordDate(DateType.POSTED, PartialDate(2020, 1, 2)),)


def test_a_malformed_record_costs_only_what_is_malformed():
    record = record_of(
        {
            "DOI": "10.1000/1", "title": [None, 5], "container-title": "Plain", "author": "Smith", "issued": {"date-parts": [[None]]},
            "published-print": {"date-parts": [["2020", "13", "45"]]}, "published-online": {"date-parts": []}, "relation": [],
            "updated-by": [None, {"type": "new_version", "DOI": "10.1000/2"}, {}], "volume": 12, "ISSN": {"x": 1}, "page": ["1-2"],
        },
        "crossref",
    )  # fmt: skip
    assert (record.title, record.journal, record.authors, record.updates, record.volume) == ("", "Plain", (), (), "12")
    assert record.years == (2020,)


@respx.mock
async def test_batches_stay_within_what_the_service_takes_and_nothing_is_asked_twice(sources):
    dois = [f"10.1002/(sici)1096-987x(199709)18:{n}<1463::aid-jcc{n}>3.0.co;2-h" for n in range(230)]
    route = respx.get(url__startswith=f"{WORKS}?").mock(side_effect=answer_for(set(dois[1:])))
    answers = await gathered(sources.crossref.works([*dois, *dois]))
    requests = [call.request for call in route.calls]
    assert all(len(request.url.raw_path) <= 4092 for request in requests)
    assert sorted(doi for request in requests for doi in dois_of(request)) == sorted(dois)
    assert all("mailto=editor%40example.org" in str(request.url) for request in requests)
    assert set(answers) == set(dois[1:])  # a DOI that the list leaves out is no answer
    await gathered(sources.crossref.works(dois[1:]))
    assert route.call_count == len(requests)
    assert sources.crossref.channel.use().cached == len(dois) - 1


@respx.mock
async def test_a_hundred_dois_of_usual_length_are_one_request(sources):
    dois = [f"10.1016/j.cell.2020.{n:05}" for n in range(90)]
    route = respx.get(url__startswith=f"{WORKS}?").mock(side_effect=answer_for(set(dois)))
    assert len(await gathered(sources.crossref.works(dois))) == 90
    assert route.call_count == 1


@respx.mock
async def test_a_doi_that_spoils_its_batch_spoils_no_other(sources):
    def answer(request):
        if "10.1000/bad" in dois_of(request):
            return httpx.Response(
                400, json={"status": "failed", "message-type": "validation-failure", "message": [{"type": "doi"}]}
            )
        return answer_for({"10.1000/1", "10.1000/2", "10.1000/3"})(request)

    route = respx.get(url__startswith=f"{WORKS}?").mock(side_effect=answer)
    answers = await gathered(sources.crossref.works(["10.1000/1", "10.1000/bad", "10.1000/2", "10.1000/3"]))
    assert sorted(answers) == ["10.1000/1", "10.1000/2", "10.1000/3"]
    assert route.call_count <= 7


@respx.mock
async def test_a_batch_too_long_for_a_mirror_is_halved(sources):
    dois = [f"10.1000/{n}" for n in range(20)]
    known = answer_for(set(dois))
    respx.get(url__startswith=f"{WORKS}?").mock(
        side_effect=lambda request: httpx.Response(414) if len(dois_of(request)) > 5 else known(request)
    )
    assert len(await gathered(sources.crossref.works(dois))) == 20


@respx.mock
async def test_single_dois_are_quoted_whole_and_commas_are_asked_singly(sources):
    doi = "10.1000/a,b#c?d%e<f>//g;(h)"
    route = respx.get(url__startswith=f"{WORKS}/").respond(
        json={"status": "ok", "message": {"DOI": doi, "title": ["T"]}}
    )
    assert await gathered(sources.crossref.works([doi])) == {}
    assert (await sources.crossref.work(doi)).record.title == "T"
    path = route.calls[0].request.url.raw_path.split(b"?")[0].decode()
    assert path.count("/") == 2
    assert unquote(path.rsplit("/", 1)[1]) == doi


@respx.mock
async def test_an_alias_leads_to_the_prime_doi(sources):
    respx.get(url__startswith=f"{WORKS}/10.1000%2Fold").respond(301, headers={"Location": "/works/10.1000%2Fnew"})
    respx.get(url__startswith=f"{WORKS}/10.1000%2Fnew").respond(
        json={"message": {"DOI": "10.1000/NEW", "title": ["T"]}}
    )
    lookup = await sources.crossref.work("10.1000/old")
    assert lookup.status is Status.FOUND
    assert (lookup.record.doi, lookup.record.aliases) == ("10.1000/new", ("10.1000/old",))


@respx.mock
async def test_a_404_is_text_even_where_it_is_labelled_json(sources):
    route = respx.get(url__startswith=f"{WORKS}/").respond(
        404, text="Resource not found.", headers={"content-type": "application/json"}
    )
    for _ in range(2):
        assert (await sources.crossref.work("10.1000/none")).status is Status.MISSING
    assert route.call_count == 1


@respx.mock
async def test_no_answer_is_no_absence(sources):
    respx.get(url__startswith=WORKS).respond(503)
    answers = await gathered(sources.crossref.works(["10.1000/1"]))
    assert answers["10.1000/1"].status is Status.UNREACHABLE
    assert (await sources.crossref.work("10.1000/1")).status is Status.UNREACHABLE
    found = await sources.crossref.search("Smith J. A title. Journal 2020")
    assert (found.answered, found.records) == (False, ())
    assert "crossref" in found.reason


@respx.mock
async def test_search_sends_the_description_once(sources):
    route = respx.get(url__startswith=f"{WORKS}?").respond(json=listed(LANCET))
    for text in ("Wakefield  AJ. Ileal & lymphoid #1?", "Wakefield AJ. Ileal & lymphoid #1?"):
        found = await sources.crossref.search(text)
        assert found.records[0].doi == "10.1016/s0140-6736(97)11096-0"
    query = parse_qs(urlsplit(str(route.calls[0].request.url)).query)
    assert query["query.bibliographic"] == ["Wakefield AJ. Ileal & lymphoid #1?"]
    assert query["rows"] == ["5"]
    assert "filter" not in query
    assert route.call_count == 1


@respx.mock
async def test_a_description_without_end_fits_into_a_request(sources):
    route = respx.get(url__startswith=f"{WORKS}?").respond(json=listed())
    await sources.crossref.search("干细胞 " * 5000)
    assert len(route.calls[0].request.url.raw_path) <= 4092


@respx.mock
async def test_offline_the_store_answers_at_any_age(tmp_path):
    settings = Settings(cache_dir=tmp_path, max_cache_age=0.0)
    route = respx.get(url__startswith=f"{WORKS}?").respond(json=listed({"DOI": "10.1000/1", "title": ["T"]}))
    async with open_sources(settings, Silent()) as sources:
        await gathered(sources.crossref.works(["10.1000/1"]))
    async with open_sources(Settings(cache_dir=tmp_path, max_cache_age=0.0, offline=True), Silent()) as sources:
        answers = await gathered(sources.crossref.works(["10.1000/1", "10.1000/2"]))
    assert answers["10.1000/1"].record.title == "T"
    assert answers["10.1000/2"].status is Status.NOT_ASKED
    assert route.call_count == 1


@pytest.mark.parametrize(
    ("title", "bare", "status"),
    [
        ("RETRACTED: Cells of the cord", "Cells of the cord", "retraction"),
        ("RETRACTED ARTICLE: Cells of the cord", "Cells of the cord", "retraction"),
        ("[Retracted] Cells of the cord", "Cells of the cord", "retraction"),
        ("Cells of the cord (Retracted)", "Cells of the cord", "retraction"),
        ("Cells of the cord (Retracted article. See vol. 10, pg 5, 2012)", "Cells of the cord", "retraction"),
        ("WITHDRAWN: Cells of the cord", "Cells of the cord", "withdrawal"),
        ("TEMPORARY REMOVAL: Cells of the cord", "Cells of the cord", "removal"),
        ("Removed teeth and their cells", "Removed teeth and their cells", None),
        ("Why papers are retracted", "Why papers are retracted", None),
        ("Retracted", "Retracted", None),
        ("(Retracted)", "(Retracted)", None),
    ],
)
def test_a_status_in_a_title_is_told_from_the_title(title, bare, status):
    assert without_status(title) == (bare, status)
