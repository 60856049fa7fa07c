"""Seconds and memory of the whole command over 50, 1,000 and 10,000 references: a first run, and a second.

Text files of 50 references each, printed as in biomedical journals; the services are the stand-in of bench/limits.py,
the least is what Crossref's limits allow. The report is JSON. Written to bench/command.md.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

from bench.limits import LATENCY, RATE, SIZES, StandIn, doi_of, fields

PAGE = Path(__file__).with_suffix(".md")


def document(start: int, count: int) -> str:
    """An article of fifty references, each cited once."""
    numbers = range(start, min(start + 50, count))
    cited = [fields(doi_of(number)) for number in numbers]
    printed = (
        f"{place}. Finch AB. {one.title.capitalize()}. {one.journal}. {one.year};{one.volume}:{one.pages}. "
        f"doi:{doi_of(number)}\n"
        for place, (number, one) in enumerate(zip(numbers, cited, strict=True), 1)
    )
    prose = "".join(f"This was seen before [{place}].\n" for place in range(1, len(cited) + 1))
    return f"A review of terns\n\n{prose}\nReferences\n\n{''.join(printed)}"


async def run_command(folder: Path, url: str) -> tuple[float, int]:
    """Seconds and peak megabytes of one run of the command."""
    environment = {
        **os.environ,
        "REFCHECK_CROSSREF_URL": url,
        "REFCHECK_MAILTO": "bench@example.org",
        "REFCHECK_CACHE_DIR": str(folder / "cache"),
    }
    arguments = ["check", str(folder / "articles"), "--report", f"json:{folder}/report.json", "--format", "concise"]
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "refcheck",
        *arguments,
        "--no-progress",
        env=environment,
        stdout=asyncio.subprocess.DEVNULL,
    )
    peak = 0
    while process.returncode is None:
        try:
            status = Path(f"/proc/{process.pid}/status").read_text("utf-8")  # noqa: ASYNC240 - is no file
            peak = max(
                peak, *(int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmHWM"))
            )
        except (OSError, TypeError):
            pass
        try:
            await asyncio.wait_for(asyncio.shield(process.wait()), 0.05)
        except TimeoutError:
            continue
    assert process.returncode == 0, process.returncode
    return time.perf_counter() - began, peak


async def measure(count: int, folder: Path) -> str:
    stand_in = StandIn()
    server = await asyncio.start_server(stand_in.serve, "127.0.0.1", 0, limit=2**16)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    (folder / "articles").mkdir()
    for start in range(0, count, 50):
        (folder / "articles" / f"{start:06d}.txt").write_text(document(start, count), "utf-8")
    cold, peak = await run_command(folder, url)
    least = (stand_in.requests - 1) // RATE + LATENCY
    asked = stand_in.requests
    warm, again = await run_command(folder, url)
    server.close()
    assert stand_in.requests == asked
    return f"| {count:,} | {asked} | {cold:.1f} | {least:.1f} | {warm:.2f} | {peak} | {again} |"


def run() -> str:
    rows = []
    for count in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            rows.append(asyncio.run(measure(count, Path(folder))))
    head = "| references | requests | first run | least | second run | peak MB | peak MB again |"
    table = "\n".join([head, "|" + " ---: |" * 7, *rows])
    PAGE.write_text(f"# The whole command\n\n{(__doc__ or '').strip()}\n\n{table}\n", "utf-8")
    return f"command: {rows[-1]}; see bench/{PAGE.name}"
