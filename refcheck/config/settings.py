"""What the sources and the resolver need to know of the settings: a plain value, wherever it came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_cache_path


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the services are, who asks, and what may be asked.

    Attributes:
        ncbi_url: the folder of the E-utilities.
        mailto: an address the services can write to; gives Crossref's polite pool.
        max_cache_age: days after which a stored answer is asked for again.
        records: files of embedded records (JSON lines).
        disabled_sources: names of sources that are never asked.
    """

    crossref_url: str = "https://api.crossref.org"
    ncbi_url: str = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
    idconv_url: str = "https://pmc.ncbi.nlm.nih.gov/tools/idconv/api/v1/articles"
    doi_url: str = "https://doi.org"
    datacite_url: str = "https://api.datacite.org"
    europepmc_url: str = "https://www.ebi.ac.uk/europepmc/webservices/rest"
    openalex_url: str = "https://api.openalex.org"
    mailto: str = ""
    ncbi_api_key: str = field(default="", repr=False)
    crossref_plus_token: str = field(default="", repr=False)
    openalex_api_key: str = field(default="", repr=False)
    cache_dir: Path = field(default_factory=lambda: user_cache_path("refcheck"))
    max_cache_age: float = 30.0
    use_cache: bool = True
    offline: bool = False
    records: tuple[Path, ...] = ()
    disabled_sources: tuple[str, ...] = ()

    @property
    def base_urls(self) -> tuple[str, ...]:
        """The addresses of all services."""
        return (
            self.crossref_url, self.ncbi_url, self.idconv_url, self.doi_url, self.datacite_url, self.europepmc_url,
            self.openalex_url,
        )  # fmt: skip
