"""doi.org: which agency registered a DOI, whether it exists at all, and its metadata by content negotiation.

Documentation: https://www.doi.org/doi-handbook/HTML/index.html. A DOI is proved not to exist when the handle system and
the agency list both say so.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote, urlsplit

from refcheck.config.settings import Settings
from refcheck.errors import SourceUnreachableError
from refcheck.model import IdentifierType, Lookup, Status
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
from refcheck.sources._works import record_of
from refcheck.sources.base import Index, items_of, string

NAME = "doi.org"
NONE = ""  # the agency of a DOI that does not exist
_MOST_BYTES = 3500  # of a path; the service takes about 5,000
_MOST_DOIS = 50
_NO_SUCH = ("doi does not exist", "invalid doi")
# Agencies whose metadata content negotiation does not give: a web page comes instead, or a redirect to nowhere.
UNREADABLE_AGENCIES = frozenset({"cnki", "istic", "airiti"})


class DoiOrg(Index):
    """The registry of all DOIs."""

    name = NAME

    def __init__(self, settings: Settings, client: Client, cache: Cache, *, enabled: bool) -> None:
        limits = Limits({"single": 20}, concurrency=8)
        super().__init__(Channel(NAME, settings.doi_url, client, limits, enabled=enabled), cache)

    async def agencies(self, dois: Sequence[str]) -> dict[str, str]:
        """The agency of each DOI, `NONE` if the registry says that there is none; no answer leaves it out."""
        stored = self.recall(dois, ".agency")
        answers = {doi: agency or NONE for doi, agency in stored.items()}
        asked = [doi for doi in dict.fromkeys(dois) if doi not in stored]
        for found in await asyncio.gather(*map(self._agencies, _batches(asked))):
            answers |= found
        return answers

    async def exists(self, doi: str) -> bool | None:
        """Whether the handle system knows the DOI; None if it does not say."""
        stored = self.recall([doi], ".handle")
        if doi in stored:
            return stored[doi] is not None
        try:
            url = f"{self.channel.base_url}/api/handles/{quote(doi, safe='')}?type=URL"
            known = await self.channel.fetch(Request(url), _handle)
        except (NotAskedError, SourceUnreachableError, ForbiddenAddressError):
            return None
        self.keep({doi: True if known else None}, ".handle")
        return known

    async def work(self, doi: str, agency: str) -> Lookup:
        """The metadata of a DOI that exists, as CSL-JSON from its agency; UNREADABLE if there is none to be had."""
        unreadable = Lookup(IdentifierType.DOI, doi, Status.UNREADABLE, asked=(NAME,), agency=agency,
                            reason=f"{agency or 'its agency'} gives no metadata that can be read")  # fmt: skip
        if agency.casefold() in UNREADABLE_AGENCIES:
            return unreadable
        stored = self.recall([doi])
        if doi not in stored:
            host = urlsplit(self.channel.base_url).hostname or ""
            request = Request(
                f"{self.channel.base_url}/{quote(doi, safe='')}",
                headers={"Accept": "application/vnd.citationstyles.csl+json"},
            )
            try:
                stored = {doi: await self.channel.fetch(request, lambda answer: _csl(answer, host))}
            except ForbiddenAddressError:
                return unreadable
            except NotAskedError:
                return Lookup(IdentifierType.DOI, doi, Status.NOT_ASKED, agency=agency)
            except SourceUnreachableError as error:
                return Lookup(IdentifierType.DOI, doi, Status.UNREACHABLE, agency=agency, reason=str(error))
            self.keep(stored)
        if stored[doi] is None:
            return unreadable
        return self.found(IdentifierType.DOI, doi, record_of({**stored[doi], "DOI": doi}, NAME), agency)

    async def _agencies(self, dois: Sequence[str]) -> dict[str, str]:
        url = f"{self.channel.base_url}/doiRA/{','.join(quote(doi, safe='') for doi in dois)}"
        try:
            rows = await self.channel.fetch(Request(url), _rows)
        except (NotAskedError, SourceUnreachableError, ForbiddenAddressError):
            return {}
        if len(dois) == 1:  # a comma in the DOI makes several rows of it
            every = [_agency(row) for row in rows]
            known = {dois[0]: next((agency for agency in every if agency), every[0])} if every else {}
        else:
            known = {string(row.get("DOI")).lower(): _agency(row) for row in rows}
        answers = {doi: agency for doi in dois if (agency := known.get(doi)) is not None}
        self.keep({doi: agency or None for doi, agency in answers.items()}, ".agency")
        return answers


def _batches(dois: Sequence[str]) -> Iterator[list[str]]:
    """DOIs packed into paths of a length that the service takes; one with a comma goes alone."""
    batch: list[str] = []
    size = 0
    for doi in dois:
        length = len(quote(doi, safe="")) + 1
        if "," in doi:
            yield [doi]
            continue
        if batch and (size + length > _MOST_BYTES or len(batch) == _MOST_DOIS):
            yield batch
            batch, size = [], 0
        batch.append(doi)
        size += length
    if batch:
        yield batch


def _rows(answer: Answer) -> list[Any]:
    content = answer.json()
    if not isinstance(content, list):
        raise TransientError(f"answered with no list of agencies (status {answer.status})")
    return [dict(row) for row in items_of(content)]


def _agency(row: dict[str, Any]) -> str | None:
    """The agency of a row, `NONE` if it says that the DOI does not exist, None for "Unknown" and the like."""
    if string(row.get("RA")):
        return string(row["RA"])
    return NONE if string(row.get("status")).casefold() in _NO_SUCH else None


def _handle(answer: Answer) -> bool:
    content = answer.json()
    code = content.get("responseCode") if isinstance(content, dict) else None
    if code in (1, 200):  # 200: the handle exists and has no value of the type asked for
        return True
    if code == 100:
        return False
    raise TransientError(f"answered with handle code {code}")


def _csl(answer: Answer, host: str) -> dict[str, Any] | None:
    """The CSL-JSON of an agency, None if it has none or gives a web page, as CNKI does whatever is asked."""
    page = answer.body.lstrip()[:1] == b"<"
    if answer.status >= 500:
        raise SourceUnreachableError(NAME, f"{answer.url.host}, to which it refers, answers with an error")
    if page and answer.status == 200 and answer.url.host == host:
        raise TransientError("answered with a web page")
    if answer.status != 200 or page:
        return None
    content = answer.json()
    return content if isinstance(content, dict) and content.get("title") else None
