"""Which addresses may be asked: the services that the settings name and, over https, the hosts they redirect to.

A redirect is written by someone else (whoever registered a DOI, or whoever broke into a landing page), so it is
followed to known hosts alone, and never over plain http. And names are resolved by someone else too: the address that a
connection was made to is looked at before anything is sent over it, so that no name leads into a private network.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

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

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class ForbiddenAddressError(RefcheckError):
    """An address outside the known services: not asked."""


class Guard:
    """Says which addresses may be asked."""

    def __init__(self, base_urls: Iterable[str]) -> None:
        """`base_urls`: what the settings name; their hosts are trusted with scheme and port as written."""
        self._named = {(origin(url), url.userinfo) for url in map(httpx.URL, base_urls)}
        self._own = {host for (_, host, _), _ in self._named} - KNOWN_HOSTS  # mirrors, which may be private

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

    def secured(self, url: httpx.URL) -> httpx.URL:
        """The address over https, where a redirect names a known host in the plain way: agencies' still do."""
        plain = url.scheme == "http" and url.host in KNOWN_HOSTS and url.port in (None, 80)
        return url.copy_with(scheme="https", port=None) if plain else url

    def watch(self, url: httpx.URL) -> Callable[[str, Mapping[str, Any]], Awaitable[None]]:
        """A trace for httpx that breaks off a connection to a private address before anything is sent over it.

        Not of a mirror that the settings name, nor of a proxy, which resolves names itself.
        """
        direct = False

        async def trace(event: str, info: Mapping[str, Any]) -> None:
            nonlocal direct
            if event == "connection.connect_tcp.started":
                direct = _text(info["host"]) == url.host
            elif event == "connection.connect_tcp.complete" and direct and url.host not in self._own:
                stream = info["return_value"]
                address = stream.get_extra_info("server_addr")
                if not is_public(str(address[0])):
                    await stream.aclose()
                    raise ForbiddenAddressError(f"{url.host} leads to {address[0]}, a private address; not asked.")

        return trace


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet; an IPv4 address inside an IPv6 one decides."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        translated = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None
        ip = ip.ipv4_mapped or ip.sixtofour or translated or ip
    return ip.is_global and not ip.is_multicast


def _text(host: str | bytes) -> str:
    return host.decode("ascii", "replace") if isinstance(host, bytes) else host


def origin(url: httpx.URL) -> tuple[str, str, int | None]:
    """Scheme, host and port, the scheme's own port written out."""
    return url.scheme, url.host, url.port or {"http": 80, "https": 443}.get(url.scheme)
