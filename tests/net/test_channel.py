"""Bad weather, at the HTTP boundary."""

import asyncio

import httpx
import pytest
import respx

from refcheck.config.settings import Settings
from refcheck.errors import ConfigError, SourceUnreachableError
from refcheck.model import SourceStatus
from refcheck.net import Channel, Client, ForbiddenAddressError, Limits, NotAskedError, Request
from refcheck.net import client as client_module

BASE = "https://api.crossref.org"
URL = f"{BASE}/works/10.1000%2F1"


@pytest.fixture
async def channel():
    async with Client(Settings(mailto="editor@example.org")) as client:
        yield Channel("crossref", BASE, client, Limits({"single": 100, "list": 100}, 50))


def read(answer):
    return answer.json()


@pytest.mark.parametrize(
    "bad",
    [
        httpx.Response(500, text="upstream error"),
        httpx.Response(504, html="<html>Gateway Time-out</html>"),
        httpx.Response(200, html="<html><h1>Maintenance</h1></html>"),
        httpx.Response(200, content=b'{"message": {"title": ["cut sh', headers={"content-type": "application/json"}),
        httpx.Response(429, json={"error": "API rate limit exceeded"}, headers={"Retry-After": "0"}),
        httpx.Response(429, html="<html>Too Many Requests</html>"),
        httpx.Response(429, headers={"Retry-After": "Sat, 01 Jan 2000 00:00:00 GMT"}),
        httpx.ReadError("reset by peer"),
        httpx.RemoteProtocolError("peer closed connection without sending complete message body"),
        httpx.ReadTimeout("hang"),
        httpx.ConnectError("refused"),
    ],
)
async def test_what_may_be_better_the_next_time_is_tried_again(channel, bad):
    good = httpx.Response(200, json={"message": "there"})
    with respx.mock:
        route = respx.get(URL).mock(side_effect=[bad, good])
        assert await channel.fetch(Request(URL), read) == {"message": "there"}
    assert route.call_count == 2
    assert channel.use().status is SourceStatus.OK
    assert channel.use().requests == 2


@respx.mock
async def test_it_says_who_asks(channel):
    route = respx.get(URL).respond(json={})
    await channel.fetch(Request(URL), read)
    assert "mailto:editor@example.org" in route.calls[0].request.headers["user-agent"]


@respx.mock
async def test_a_429_holds_back_the_others_too(channel):
    route = respx.get(URL).mock(side_effect=[httpx.Response(429), *[httpx.Response(200, json={})] * 6])
    await channel.fetch(Request(URL), read)
    await asyncio.gather(*(channel.fetch(Request(URL), read) for _ in range(5)))
    assert route.call_count == 7


@pytest.mark.parametrize("status", [401, 403])
@respx.mock
async def test_a_refusal_is_not_tried_again(channel, status):
    route = respx.get(URL).respond(status)
    with pytest.raises(SourceUnreachableError, match=str(status)):
        await channel.fetch(Request(URL), read)
    with pytest.raises(SourceUnreachableError):
        await channel.fetch(Request(URL), read)
    assert route.call_count == 1
    assert channel.use().status is SourceStatus.UNREACHABLE


@respx.mock
async def test_a_service_that_is_down_is_given_up(channel):
    route = respx.get(url__startswith=BASE).respond(503)
    answers = await asyncio.gather(
        *(channel.fetch(Request(f"{BASE}/works/{n}"), read) for n in range(60)), return_exceptions=True
    )
    assert all(isinstance(answer, SourceUnreachableError) for answer in answers)
    assert route.call_count < 120  # of 360 that six attempts for each would be
    before = route.call_count
    with pytest.raises(SourceUnreachableError, match="given up"):
        await channel.fetch(Request(URL), read)
    assert route.call_count == before


@respx.mock
async def test_a_service_that_hangs_costs_a_few_time_outs_not_one_for_each_request(channel):
    route = respx.get(url__startswith=BASE).mock(side_effect=httpx.ReadTimeout("hang"))
    for number in range(10):
        with pytest.raises(SourceUnreachableError):
            await channel.fetch(Request(f"{BASE}/works/{number}"), read)
    assert route.call_count == 2


@respx.mock
async def test_some_losses_are_told_as_partial(channel):
    respx.get(URL).respond(json={})
    respx.get(f"{BASE}/bad").respond(500)
    await channel.fetch(Request(URL), read)
    with pytest.raises(SourceUnreachableError, match="500"):
        await channel.fetch(Request(f"{BASE}/bad"), read)
    assert channel.use().status is SourceStatus.PARTIAL


@respx.mock
async def test_a_body_without_end_is_cut_off(channel, monkeypatch):
    monkeypatch.setattr(client_module, "MAX_BODY", 10_000)
    sent = []

    async def endless():
        while True:
            sent.append(1)
            yield b"x" * 1000

    respx.get(URL).mock(side_effect=lambda _: httpx.Response(200, content=endless()))
    with pytest.raises(SourceUnreachableError, match="sent more than"):
        await channel.fetch(Request(URL), read)
    assert len(sent) < 100


@respx.mock
async def test_an_alias_is_followed_within_the_service(channel):
    respx.get(URL).respond(301, headers={"Location": "/works/10.1000%2F2"})
    respx.get(f"{BASE}/works/10.1000%2F2").respond(json={"message": "prime"})
    assert await channel.fetch(Request(URL), read) == {"message": "prime"}


@pytest.mark.parametrize(
    "location",
    [
        "http://169.254.169.254/latest/meta-data/",
        "https://127.0.0.1/",
        "https://localhost/",
        "https://[::1]/",
        "http://2130706433/",
        "http://api.crossref.org:8080/works",
        "http://evil.example/works",
        "https://api.crossref.org:8443/works",
        "https://user:secret@api.crossref.org/works",
        "https://api.crossref.org.evil.example/works",
        "https://evil.example/api.crossref.org",
        "file:///etc/passwd",
        "//10.0.0.1/x",
    ],
)
@respx.mock
async def test_a_redirect_to_an_unknown_or_private_address_is_not_followed(channel, location):
    route = respx.get(URL).respond(302, headers={"Location": location})
    with pytest.raises(ForbiddenAddressError):
        await channel.fetch(Request(URL), read)
    assert route.call_count == 1


@respx.mock
async def test_a_redirect_to_a_known_host_is_followed_over_https_however_it_is_written(channel):
    respx.get(URL).respond(302, headers={"Location": "http://data.medra.org/10.1000/1"})
    respx.get("https://data.medra.org/10.1000/1").respond(json={"message": "of another agency"})
    assert await channel.fetch(Request(URL), read) == {"message": "of another agency"}


@pytest.mark.parametrize("location", ["https://[::1", "https://api.crossref.org:99999999/", "\x01"])
@respx.mock
async def test_a_redirect_to_no_address_is_no_answer(channel, location):
    respx.get(URL).respond(302, headers={"Location": location})
    with pytest.raises((SourceUnreachableError, ForbiddenAddressError)):
        await channel.fetch(Request(URL), read)


@respx.mock
async def test_a_circle_of_redirects_ends(channel):
    route = respx.get(URL).respond(302, headers={"Location": URL})
    with pytest.raises(SourceUnreachableError):
        await channel.fetch(Request(URL), read)
    assert route.call_count <= 40


@respx.mock
async def test_a_token_stays_with_its_service(channel):
    respx.get(URL).respond(302, headers={"Location": "https://api.datacite.org/dois/x"})
    other = respx.get("https://api.datacite.org/dois/x").respond(json={})
    await channel.fetch(Request(URL, headers={"Crossref-Plus-API-Token": "Bearer secret"}), read)
    assert "secret" not in str(other.calls[0].request.headers)


@respx.mock
async def test_a_base_url_in_the_settings_may_be_private_but_opens_nothing_else():
    settings = Settings(crossref_url="http://127.0.0.1:8900/crossref")
    respx.get("http://127.0.0.1:8900/crossref/works").respond(302, headers={"Location": "http://127.0.0.1:22/"})
    async with Client(settings) as client:
        local = Channel("crossref", settings.crossref_url, client, Limits({"single": 9}, 9))
        with pytest.raises(ForbiddenAddressError):
            await local.fetch(Request("http://127.0.0.1:8900/crossref/works"), read)


@respx.mock
async def test_offline_nothing_is_sent():
    async with Client(Settings()) as client:
        silent = Channel("crossref", BASE, client, Limits({"single": 9}, 9), enabled=False)
        with pytest.raises(NotAskedError):
            await silent.fetch(Request(URL), read)
    assert silent.use().status is SourceStatus.UNUSED


@respx.mock
async def test_a_service_that_asks_for_an_hour_is_not_waited_for(channel):
    route = respx.get(URL).respond(429, headers={"Retry-After": "3600"})
    for _ in range(3):
        with pytest.raises(SourceUnreachableError):
            await channel.fetch(Request(URL), read)
    assert route.call_count == 1


@pytest.mark.parametrize("bad", [httpx.ReadTimeout("hang"), httpx.ConnectError("refused")])
@respx.mock
async def test_that_another_host_is_down_says_nothing_about_the_service_that_refers_to_it(channel, bad):
    respx.get(url__startswith=f"{BASE}/to/").respond(302, headers={"Location": "https://data.medra.org/1"})
    respx.get("https://data.medra.org/1").mock(side_effect=bad)
    respx.get(URL).respond(json={})
    for number in range(20):
        with pytest.raises(SourceUnreachableError, match="medra"):
            await channel.fetch(Request(f"{BASE}/to/{number}"), read)
    assert await channel.fetch(Request(URL), read) == {}
    assert channel.use().status is SourceStatus.OK


@pytest.mark.parametrize("proxy", ["socks9://127.0.0.1:1080", "ftp://proxy.example"])
async def test_a_proxy_that_cannot_be_used_is_told_in_words(monkeypatch, tmp_path, proxy):
    monkeypatch.setenv("ALL_PROXY", proxy)
    async with Client(Settings(cache_dir=tmp_path)) as client:  # a run that asks nothing needs no proxy
        with pytest.raises(ConfigError, match="ALL_PROXY"):
            await client.send(Request(URL))
