"""What the world may send, and where it may lead: nothing private is asked, nothing without bounds is read."""

import asyncio
import gzip
import logging
import socket
import ssl
import time

import httpx
import pytest
import respx

from refcheck.config.settings import Settings
from refcheck.errors import SourceUnreachableError
from refcheck.net import Channel, Client, ForbiddenAddressError, Limits, Request, TransientError
from refcheck.net import client as client_module
from refcheck.net import guard as guard_module
from refcheck.net.guard import is_public

BASE = "https://api.crossref.org"
URL = f"{BASE}/works/10.1000%2F1"


@pytest.fixture
async def client():
    async with Client(Settings(use_cache=False)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True), ("2606:4700::1111", True), ("64:ff9b::808:808", True), ("::ffff:8.8.8.8", True),
        ("127.0.0.1", False), ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.1.1", False), ("169.254.169.254", False),
        ("100.64.0.1", False), ("224.0.0.1", False), ("::1", False), ("::", False), ("fe80::1%eth0", False),
        ("fd00::1", False), ("::ffff:127.0.0.1", False), ("::ffff:169.254.169.254", False), ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False), ("ff02::1", False),
    ],
)  # fmt: skip
def test_private_addresses_are_told_whatever_they_are_dressed_as(address, public):
    assert is_public(address) is public


@pytest.mark.enable_socket
@pytest.mark.parametrize("known", [True, False])
async def test_a_known_name_that_leads_to_a_private_address_is_sent_nothing(monkeypatch, known):
    """As by DNS rebinding: what counts is the address that the connection was made to."""
    received = []

    async def listen(reader, writer):
        received.append(await reader.read(100))
        writer.close()

    server = await asyncio.start_server(listen, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    resolve = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest, **more: resolve("127.0.0.1", *rest, **more))
    if known:
        monkeypatch.setattr(guard_module, "KNOWN_HOSTS", frozenset({"mirror.example"}))
    url = f"https://mirror.example:{port}"
    async with Client(Settings(crossref_url=url, use_cache=False)) as client:
        with pytest.raises(ForbiddenAddressError if known else TransientError):
            await client.send(Request(f"{url}/works"))
    server.close()
    await asyncio.sleep(0.05)
    sent = b"".join(received)
    assert bool(sent) is not known  # a mirror that the settings name may be private: there the handshake begins


@respx.mock
async def test_packed_answers_are_read_and_their_true_size_counts(client, monkeypatch):
    packed = {"Content-Encoding": "gzip"}
    respx.get(URL).mock(side_effect=[
        httpx.Response(200, content=gzip.compress(b'{"message": 1}'), headers=packed),
        httpx.Response(200, content=gzip.compress(bytes(20_000_000)), headers=packed),
    ])  # fmt: skip
    assert (await client.send(Request(URL))).json() == {"message": 1}
    monkeypatch.setattr(client_module, "MAX_BODY", 1_000_000)
    with pytest.raises(TransientError, match="sent more than"):
        await client.send(Request(URL))


@pytest.mark.parametrize("encoding", ["gzip, gzip", "gzip, gzip, gzip, gzip", "br", "zstd", "deflate", "compress"])
@respx.mock
async def test_a_packing_that_was_not_asked_for_is_not_unpacked(client, encoding):
    body = gzip.compress(gzip.compress(bytes(10_000)))
    route = respx.get(URL).mock(
        side_effect=lambda _: httpx.Response(200, stream=Bytes(body), headers={"Content-Encoding": encoding})
    )
    with pytest.raises(TransientError, match="encoding"):
        await client.send(Request(URL))
    assert route.calls[0].request.headers["accept-encoding"] == "gzip"


class Bytes(httpx.AsyncByteStream):
    def __init__(self, content):
        self.content = content

    async def __aiter__(self):
        yield self.content


@respx.mock
async def test_an_answer_that_drips_is_given_up(client, monkeypatch):
    monkeypatch.setattr(client_module, "_WHOLE", 0.2)

    async def drip():
        while True:
            yield b" "
            await asyncio.sleep(0.01)

    respx.get(URL).mock(side_effect=lambda _: httpx.Response(200, content=drip()))
    channel = Channel("crossref", BASE, client, Limits({"single": 9}, 9))
    began = time.monotonic()
    with pytest.raises(SourceUnreachableError, match="in time"):
        await channel.fetch(Request(URL), lambda answer: answer.json())
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("depth", [500, 990, 5_000, 1_000_000])
@pytest.mark.parametrize("around", [("[", "]"), ('{"a":', "}")])
@respx.mock
async def test_json_without_bottom_is_no_answer_or_a_value(client, depth, around):
    opening, closing = around
    respx.get(URL).respond(text=f"{opening * depth}1{closing * depth}")
    answer = await client.send(Request(URL))
    try:
        assert answer.json()
    except TransientError as error:
        assert "no JSON" in str(error)  # noqa: PT017 - either may be


@pytest.mark.parametrize("url", [f"{BASE}/works/{'x' * 70_000}", f"{BASE}/works/a\nb", "https://[", f"{BASE}/\x00"])
async def test_what_is_no_address_is_not_asked(client, url):
    with pytest.raises(ForbiddenAddressError):
        await client.send(Request(url))


@respx.mock
async def test_keys_do_not_get_into_logs(client, caplog):
    caplog.set_level(logging.DEBUG)
    respx.get(url__startswith=BASE).respond(json={})
    await client.send(Request(f"{BASE}/works?api_key=s3cret", headers={"Crossref-Plus-API-Token": "Bearer s3cret"}))
    assert "s3cret" not in caplog.text


async def test_certificates_are_checked(client):
    context = client._http._transport._pool._ssl_context
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
