"""Seconds to resolve 50, 1,000 and 10,000 DOIs against the least that Crossref's limits allow, and what memory grows.

The services are a stand-in on loopback that answers as Crossref does, takes 150 ms for it and counts how often it was
asked faster than three times a second. Written to bench/limits.md.
"""

from __future__ import annotations

import asyncio
import json
import random
import resource
import tempfile
import time
from collections import deque
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from refcheck.config.settings import Settings
from refcheck.model import Article, Author, Document, Fields, Identifiers, Reference, Span
from refcheck.progress import Silent
from refcheck.resolve import resolve
from refcheck.sources import open_sources

PAGE = Path(__file__).with_suffix(".md")
SIZES = (50, 1_000, 10_000)
RATE, LATENCY = 3, 0.15
WORDS = ("rapid", "chronic", "murine", "novel", "renal", "dietary", "clinical", "marine", "adult", "terns", "maize")


class StandIn:
    """Crossref in miniature: lists of works by DOI, no more than the polite pool allows."""

    def __init__(self) -> None:
        self.requests = self.refused = 0
        self._recent: deque[float] = deque()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := (await reader.readline()).decode():
            while (await reader.readline()).strip():
                pass
            self.requests += 1
            now = time.monotonic()
            while self._recent and self._recent[0] <= now - 1:
                self._recent.popleft()
            over = len(self._recent) >= RATE
            self.refused += over
            self._recent.append(now)
            await asyncio.sleep(LATENCY * random.uniform(0.5, 1.5))
            query = parse_qs(urlsplit(line.split()[1]).query)
            dois = [unquote(part).removeprefix("doi:") for part in query.get("filter", [""])[0].split(",")]
            body = json.dumps({"message": {"items": [work(doi) for doi in dois]}}).encode()
            head = f"HTTP/1.1 {'429 Too Many Requests' if over else '200 OK'}\r\nContent-Length: {len(body)}\r\n"
            writer.write(f"{head}x-rate-limit-limit: {RATE}\r\n\r\n".encode() + body)
            await writer.drain()
        writer.close()


def fields(doi: str) -> Fields:
    """What is cited under a DOI: the same at each call."""
    dice = random.Random(doi)
    return Fields(
        authors=(Author("Finch", "A. B."),),
        title=" ".join(dice.choices(WORDS, k=9)),
        journal="Journal of Marine Terns",
        year=str(dice.randint(1990, 2020)),
        volume=str(dice.randint(1, 90)),
        pages=str(dice.randint(1, 2000)),
        type="article",
    )


def work(doi: str) -> dict[str, object]:
    cited = fields(doi)
    return {
        "DOI": doi,
        "type": "journal-article",
        "title": [cited.title],
        "container-title": [cited.journal],
        "volume": cited.volume,
        "page": cited.pages,
        "issued": {"date-parts": [[int(cited.year)]]},
        "author": [{"family": "Finch", "given": "A. B."}],
    }


def doi_of(number: int) -> str:
    return f"10.{1000 + number % 7}/j.bench.2019.{number:06d}"


def article(start: int, count: int) -> Article:
    dois = [doi_of(number) for number in range(start, min(start + 50, count))]
    cited = [Reference(doi, "", Span(0, 1), Identifiers(doi=doi), fields(doi), structured=True) for doi in dois]
    return Article(Document(f"{start}.txt", "text", ""), "en", "", tuple(cited))


async def measure(count: int, folder: str) -> list[tuple[float, int, int]]:
    """Seconds, requests and refusals of a first run and of a second."""
    stand_in = StandIn()
    server = await asyncio.start_server(stand_in.serve, "127.0.0.1", 0, limit=2**16)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    settings = Settings(crossref_url=url, mailto="bench@example.org", cache_dir=Path(folder))
    articles = [article(start, count) for start in range(0, count, 50)]
    runs = []
    for _ in range(2):
        stand_in.requests = 0
        began = time.perf_counter()
        async with open_sources(settings, Silent()) as sources:
            resolved = await resolve(articles, sources, Silent())
        runs.append((time.perf_counter() - began, stand_in.requests, stand_in.refused))
        assert all(one.record for one in resolved.references.values())
    server.close()
    return runs


def run() -> str:
    rows, ratio = [], 0.0
    for count in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            (cold, requests, refused), (warm, again, _) = asyncio.run(measure(count, folder))
        least = (requests - 1) // RATE + LATENCY  # so many whole seconds pass before the last may be sent
        ratio = cold / least
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        seconds = f"{cold:.1f} | {least:.1f} | {ratio:.2f}"
        rows.append(f"| {count:,} | {requests} | {seconds} | {refused} | {warm:.2f} | {again} | {memory} |")
    head = "| references | requests | seconds | least | ratio | refused | second run | its requests | peak MB |"
    table = "\n".join([head, "|" + " ---: |" * 9, *rows])
    PAGE.write_text(f"# Limits\n\n{(__doc__ or '').strip()}\n\n{table}\n", "utf-8")
    return f"limits: {SIZES[-1]:,} references in {ratio:.2f} of the least that the limits allow; see bench/{PAGE.name}"
