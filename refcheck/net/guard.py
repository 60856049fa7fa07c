"""Which addresses may be asked: the services that the settings name and, over https, the hosts they redirect to.

A redirect is written by someone else (whoever registered a DOI, or whoever broke into a landing page), so it is
followed to known hosts alone: never to a private address, never to plain http.
"""

from __future__ import annotations

from collections.abc import Iterable

import httpx

from refcheck.errors import RefcheckError

# The services themselves and where doi.org's content negotiation leads for each agency that answers with CSL-JSON.
KNOWN_HOSTS = frozenset({
    "api.crossref.org", "data.crossref.org", "doi.org", "dx.doi.org", "www.doi.org",
    "api.datacite.org", "data.datacite.org", "data.crosscite.org", "citation.crosscite.org",
    "data.medra.org", "www.medra.org", "api.medra.org",
    "japanlinkcenter.org", "api.japanlinkcenter.org", "www.doi.or.kr", "doi.or.kr", "publications.europa.eu",
    "eutils.ncbi.nlm.nih.gov", "pmc.ncbi.nlm.nih.gov", "www.ncbi.nlm.nih.gov", "www.ebi.ac.uk", "api.openalex.org",
})  # fmt: skip


class ForbiddenAddressError(RefcheckError):
    """An address outside the known services: not asked."""


class Guard:
    """Says which addresses may be asked."""

    def __init__(self, base_urls: Iterable[str]) -> None:
        """`base_urls`: what the settings name; their hosts are trusted with scheme and port as written."""
        self._named = {(origin(url), url.userinfo) for url in map(httpx.URL, base_urls)}

    def check(self, url: httpx.URL) -> None:
        """Pass an address that may be asked.

        Raises:
            ForbiddenAddressError: for any other.
        """
        if (origin(url), url.userinfo) in self._named:
            return
        if url.scheme == "https" and url.host in KNOWN_HOSTS and url.port in (None, 443) and not url.userinfo:
            return
        raise ForbiddenAddressError(f"{url.scheme}://{url.host} is not the address of a known service; not followed.")


def origin(url: httpx.URL) -> tuple[str, str, int | None]:
    """Scheme, host and port, the scheme's own port written out."""
    return url.scheme, url.host, url.port or {"http": 80, "https": 443}.get(url.scheme)
