"""The PMC id converter: PMCIDs to PMIDs and DOIs. It knows articles in PMC only.

Documentation: https://pmc.ncbi.nlm.nih.gov/tools/id-converter-api/.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from refcheck.config.settings import Settings
from refcheck.errors import SourceUnreachableError
from refcheck.model import Identifiers, Status
from refcheck.net import (
    Answer,
    Cache,
    Channel,
    Client,
    ForbiddenAddressError,
    Limits,
    NotAskedError,
    Request,
    TransientError,
)
from refcheck.sources.base import Index, items_of, string

NAME = "idconv"
_MOST = 200


class IdConverter(Index):
    """PMCIDs to the other identifiers of the same article."""

    name = NAME

    def __init__(self, settings: Settings, client: Client, cache: Cache, *, enabled: bool) -> None:
        limits = Limits({"single": 3}, concurrency=3)
        super().__init__(Channel(NAME, settings.idconv_url, client, limits, enabled=enabled), cache)
        self._who = {"tool": "refcheck", **({"email": settings.mailto} if settings.mailto else {})}

    async def convert(self, pmcids: Sequence[str]) -> dict[str, tuple[Status, Identifiers, str]]:
        """For each PMCID FOUND with its identifiers, MISSING, or why there is no answer."""
        stored = self.recall(pmcids)
        answers = {pmcid: _answer(value) for pmcid, value in stored.items()}
        asked = [pmcid for pmcid in dict.fromkeys(pmcids) if pmcid not in stored]
        batches = [asked[start : start + _MOST] for start in range(0, len(asked), _MOST)]
        for found in await asyncio.gather(*map(self._batch, batches)):
            answers |= found
        return answers

    async def _batch(self, pmcids: Sequence[str]) -> dict[str, tuple[Status, Identifiers, str]]:
        query = urlencode({"ids": ",".join(pmcids), "idtype": "pmcid", "format": "json", **self._who})
        request = Request(f"{self.channel.base_url}/?{query}")
        try:
            records = await self.channel.fetch(request, _records)
        except NotAskedError:
            return {pmcid: (Status.NOT_ASKED, Identifiers(), "") for pmcid in pmcids}
        except (SourceUnreachableError, ForbiddenAddressError) as error:
            return {pmcid: (Status.UNREACHABLE, Identifiers(), str(error)) for pmcid in pmcids}
        known = {pmcid: records.get(pmcid) for pmcid in pmcids if pmcid in records}
        self.keep(known)
        silent = (Status.UNREACHABLE, Identifiers(), f"{NAME}: did not answer for this one")
        return {pmcid: _answer(known[pmcid]) if pmcid in known else silent for pmcid in pmcids}


def _answer(value: dict[str, str] | None) -> tuple[Status, Identifiers, str]:
    if value is None:
        return Status.MISSING, Identifiers(), ""
    return Status.FOUND, Identifiers(doi=value["doi"] or None, pmid=value["pmid"] or None, pmcid=value["pmcid"]), ""


def _records(answer: Answer) -> dict[str, dict[str, str] | None]:
    """Each requested PMCID and its identifiers, None for one that is not in PMC."""
    content: Any = answer.json()
    if not isinstance(content, dict) or not isinstance(content.get("records"), list):
        raise TransientError(f"answered with no records (status {answer.status})")
    found: dict[str, dict[str, str] | None] = {}
    for record in items_of(content["records"]):
        asked = (string(record.get("requested-id")) or string(record.get("pmcid"))).upper()
        if record.get("status") == "error" or not record.get("pmcid"):
            found[asked] = None
        else:
            doi, pmid = string(record.get("doi")).lower(), string(record.get("pmid"))
            found[asked] = {"pmcid": string(record["pmcid"]).upper(), "pmid": pmid, "doi": doi}
    return found
