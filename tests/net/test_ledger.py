"""Limits among processes: two that share a cache folder are one to the services."""

import asyncio
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from functools import partial

import httpx
import pytest
import respx

from refcheck.config.settings import Settings
from refcheck.net import Channel, Client, Limits, Request
from refcheck.net.ledger import Allowed, Ledger

WINDOW = 0.2


def allowed(rate=3, concurrency=9):
    return Allowed(rate, WINDOW, concurrency)


@pytest.fixture
def two(tmp_path):
    ledgers = Ledger(tmp_path), Ledger(tmp_path)
    yield ledgers
    for ledger in ledgers:
        ledger.close()


async def send(ledger, arrivals, busy, limit, seconds=0.01, service="crossref"):
    async with ledger.slot(service, "list", limit):
        arrivals.append(time.monotonic())
        busy[0] += 1
        busy[1] = max(busy)
        await asyncio.sleep(seconds)
        busy[0] -= 1


async def test_no_window_holds_more_requests_of_both_than_the_limit(two):
    arrivals, busy = [], [0, 0]
    await asyncio.gather(*(send(two[n % 2], arrivals, busy, allowed) for n in range(10)))
    arrivals.sort()
    assert all(later - earlier > WINDOW for earlier, later in zip(arrivals, arrivals[3:], strict=False))


async def test_no_more_are_under_way_at_both_than_the_limit(two):
    arrivals, busy = [], [0, 0]
    await asyncio.gather(*(send(two[n % 2], arrivals, busy, partial(allowed, 99, 2)) for n in range(6)))
    assert busy[1] == 2


async def test_services_do_not_wait_for_each_other(two):
    arrivals, busy = [], [0, 0]
    began = time.monotonic()
    await asyncio.gather(*(send(two[0], arrivals, busy, partial(allowed, 1), service=str(n)) for n in range(8)))
    assert time.monotonic() - began < WINDOW


async def test_a_pause_holds_for_the_other_process_and_that_service_alone(two):
    two[0].pause("crossref", 0.15)
    arrivals = []
    began = time.monotonic()
    await asyncio.gather(*(send(two[1], arrivals, [0, 0], allowed, service=name) for name in ("crossref", "pubmed")))
    assert sorted(moment - began > 0.14 for moment in arrivals) == [False, True]


async def test_a_request_that_timed_out_keeps_its_place(two):
    with pytest.raises(TimeoutError):
        async with two[0].slot("crossref", "list", allowed):
            raise TimeoutError
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(WINDOW * 1.5), two[1].slot("crossref", "list", partial(allowed, 1)):
            pass


@pytest.mark.skipif(os.name != "posix", reason="elsewhere the end of the lease tells")
def test_what_a_killed_process_had_under_way_does_not_hold_up_the_next(tmp_path):
    script = (
        "import asyncio, os, pathlib, signal, sys; from refcheck.net.ledger import Allowed, Ledger\n"
        "async def run():\n"
        "    async with Ledger(pathlib.Path(sys.argv[1])).slot('crossref', 'list', lambda: Allowed(9, 0.1, 1)):\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "asyncio.run(run())\n"
    )
    assert subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False).returncode == -9
    ledger = Ledger(tmp_path)

    async def take():
        async with asyncio.timeout(2), ledger.slot("crossref", "list", partial(allowed, 9, 1)):
            pass

    asyncio.run(take())
    ledger.close()


async def test_a_process_on_another_machine_is_believed_until_its_lease_ends(tmp_path):
    now = [1000.0]
    ledger = Ledger(tmp_path, lambda: now[0])
    with closing(sqlite3.connect(tmp_path / "limits.sqlite")) as db, db:
        db.execute("INSERT INTO request VALUES (1, 'crossref', 'list', '1@elsewhere', 1, 1060)")
        db.execute("INSERT INTO request VALUES (2, 'crossref', 'list', '1@elsewhere', 1, 9e9)")  # a clock that is wrong
    db.close()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1), ledger.slot("crossref", "list", partial(allowed, 9, 1)):
            pass
    now[0] = 1061
    async with asyncio.timeout(1), ledger.slot("crossref", "list", partial(allowed, 9, 1)):
        pass
    ledger.close()


@pytest.mark.parametrize("content", [b"no database" * 100, None])
async def test_a_file_that_cannot_be_used_costs_the_sharing_only(tmp_path, content):
    if content:
        (tmp_path / "limits.sqlite").write_bytes(content)
    else:
        (tmp_path / "limits.sqlite").mkdir()
    ledger = Ledger(tmp_path)
    async with ledger.slot("crossref", "list", allowed):
        ledger.pause("crossref", 1)
    ledger.close()


async def test_two_checks_with_one_cache_keep_to_the_limit_together(tmp_path):
    settings = Settings(cache_dir=tmp_path)
    arrivals = []

    def answer(_):
        arrivals.append(time.monotonic())
        return httpx.Response(200, json={}, headers={"x-rate-limit-limit": "3", "x-rate-limit-interval": "200ms"})

    with respx.mock:
        respx.route().mock(side_effect=answer)
        async with Client(settings) as one, Client(settings) as other:
            channels = [
                Channel("crossref", settings.crossref_url, client, Limits({"single": 3}, 9)) for client in (one, other)
            ]
            for channel in channels:
                channel._limiter._windows["single"].interval = WINDOW
            request = Request(f"{settings.crossref_url}/works/x")
            await asyncio.gather(*(channel.fetch(request, lambda got: got.json()) for channel in channels * 5))
    arrivals.sort()
    assert len(arrivals) == 10
    assert all(later - earlier > WINDOW for earlier, later in zip(arrivals, arrivals[3:], strict=False))


async def test_a_place_in_the_ledger_costs_little(tmp_path):
    ledger = Ledger(tmp_path)
    began = time.monotonic()
    for _ in range(200):
        async with ledger.slot("crossref", "list", lambda: Allowed(10_000, 1.0, 9)):
            pass
    ledger.close()
    assert time.monotonic() - began < 2
