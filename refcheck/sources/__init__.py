"""Indexes of works, one a file: identifiers to records."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from types import ModuleType

from refcheck.config.settings import Settings
from refcheck.errors import ConfigError
from refcheck.model import SourceStatus, SourceUse
from refcheck.net import Cache, Channel, Client
from refcheck.progress import Progress
from refcheck.registry import Folder
from refcheck.sources.base import Found, Index, Source
from refcheck.sources.crossref import Crossref
from refcheck.sources.datacite import DataCite
from refcheck.sources.doi_org import DoiOrg
from refcheck.sources.embedded import Embedded, load
from refcheck.sources.europepmc import EuropePmc
from refcheck.sources.idconv import IdConverter
from refcheck.sources.openalex import OpenAlex
from refcheck.sources.pubmed import PubMed

__all__ = ["FOLDER", "NAMES", "Found", "Source", "Sources", "open_sources"]

NAMES = ("crossref", "pubmed", "idconv", "doi.org", "datacite", "europepmc", "openalex")


def _fault(name: str, plugin: ModuleType) -> str:
    """What is wrong with a plugin's source."""
    source = plugin.SOURCE
    if not (isinstance(source, type) and issubclass(source, Source)):
        return "its SOURCE is no class derived from refcheck.sources.base.Source"
    if source.name != name or name in (*NAMES, "embedded", "cache"):
        return f"its source is named {source.name!r}; the entry point must have that name, and no built-in source"
    return "" if source.url.startswith(("https://", "http://")) else "its source has no url"


FOLDER = Folder(__name__, "SOURCE", _fault)


@dataclass(frozen=True, slots=True)
class Sources:
    """Every index that a run may ask."""

    crossref: Crossref
    pubmed: PubMed
    idconv: IdConverter
    doi_org: DoiOrg
    datacite: DataCite
    europepmc: EuropePmc
    openalex: OpenAlex
    embedded: Embedded
    cache: Cache
    offline: bool = False
    added: tuple[Source, ...] = ()

    def use(self) -> dict[str, SourceUse]:
        """What each index was asked so far, by name; the embedded records only where they were of use."""
        indexes: tuple[Index, ...] = (
            self.crossref, self.datacite, self.doi_org, self.europepmc, self.idconv, self.openalex, self.pubmed,
            *self.added,
        )  # fmt: skip
        used = {index.name: index.channel.use() for index in indexes}
        if self.embedded.used:
            used[self.embedded.name] = SourceUse(SourceStatus.OK, 0, self.embedded.used)
        return used


@asynccontextmanager
async def open_sources(settings: Settings, progress: Progress) -> AsyncIterator[Sources]:
    """The indexes, ready to be asked; connections and cache are closed at the end.

    Raises:
        UnreadableInputError: a file of embedded records cannot be read.
        ConfigError: the settings switch off a source that does not exist.
    """
    added: list[type[Source]] = [plugin.module.SOURCE for plugin in FOLDER.plugins if plugin.module]
    names = (*NAMES, *(source.name for source in added))
    unknown = sorted(set(settings.disabled_sources) - set(names))
    if unknown:
        raise ConfigError(f"disabled-sources: there is no {', '.join(unknown)}; sources are {', '.join(names)}.")
    embedded = load(settings.records)
    folder = settings.cache_dir if settings.use_cache else None
    with Cache(folder, max_age=settings.max_cache_age, any_age=settings.offline) as cache:
        async with Client(settings, [source.url for source in added]) as client:
            on = {name: not settings.offline and name not in settings.disabled_sources for name in names}
            sources = Sources(
                Crossref(settings, client, cache, enabled=on["crossref"]),
                PubMed(settings, client, cache, enabled=on["pubmed"]),
                IdConverter(settings, client, cache, enabled=on["idconv"]),
                DoiOrg(settings, client, cache, enabled=on["doi.org"]),
                DataCite(settings, client, cache, enabled=on["datacite"]),
                EuropePmc(settings, client, cache, enabled=on["europepmc"]),
                OpenAlex(settings, client, cache, enabled=on["openalex"]),
                embedded,
                cache,
                settings.offline,
                tuple(
                    source(Channel(source.name, source.url, client, source.limits, enabled=on[source.name]), cache)
                    for source in added
                ),
            )
            yield sources
        for name, use in sources.use().items():
            if use.status in (SourceStatus.PARTIAL, SourceStatus.UNREACHABLE):
                progress.note(f"{name}: {use.note or 'some questions were not answered'}.")
        if cache.problem:
            progress.note(cache.problem)
