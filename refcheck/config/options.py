"""Every setting: its name, type, default and meaning. The keys in a file are the names with dashes."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, HttpUrl, TypeAdapter

from refcheck.config.settings import Settings
from refcheck.model import Severity

_DEFAULT = Settings()

FailOn = Literal["error", "warning", "note", "never"]


def _address(value: str) -> str:
    TypeAdapter(HttpUrl).validate_python(value)
    return value.rstrip("/")


Address = Annotated[str, AfterValidator(_address)]


def _code(value: str) -> str:
    if not re.fullmatch(r"[A-Z]{2,8}(\d{1,4})?", value):
        raise ValueError("is neither a code (MD201) nor a family (MD)")
    return value


Code = Annotated[str, AfterValidator(_code)]


class _Strict(BaseModel):
    model_config = ConfigDict(
        extra="forbid", frozen=True, populate_by_name=True, alias_generator=lambda name: name.replace("_", "-")
    )


class Ignore(_Strict):
    """One suppression: which findings, why, and until when. A reason is required."""

    code: Code
    doi: str = ""
    key: str = ""
    path: str = ""
    until: dt.date | None = None
    reason: str = Field(min_length=1)


class Options(_Strict):
    """The settings of a run."""

    paths: tuple[str, ...] = Field(("references",), description="what is checked when no path is given")
    fail_on: FailOn = Field("error", description="the least severity that makes the exit status 1")
    select: tuple[Code, ...] = Field((), description="report these codes or families only")
    ignore_codes: tuple[Code, ...] = Field((), description="do not report these codes or families")
    severity: dict[Code, Severity] = Field(default_factory=dict, description="another severity for a code")
    ignore: tuple[Ignore, ...] = Field((), description="suppressions: code, doi|key|path, until, reason")
    allow_incomplete: bool = Field(False, description="exit 0 even when a source could not be reached")
    jobs: int = Field(0, ge=0, description="how many processes read files at most; 0: as many as there are processors")
    lang: Literal["en", "zh"] = Field("en", description="the language of reports")

    offline: bool = Field(False, description="ask nothing: the cache and the embedded records only")
    records: tuple[str, ...] = Field((), description="files of embedded records (JSON lines)")
    mailto: str = Field("", description="an address that the services can write to; gives the polite pool")
    cache: bool = Field(True, description="keep answers between runs")
    cache_dir: Path = Field(_DEFAULT.cache_dir, description="where answers are kept")
    max_cache_age: float = Field(
        _DEFAULT.max_cache_age, ge=0, description="days after which a stored answer is asked for again"
    )
    disabled_sources: tuple[str, ...] = Field((), description="indexes that are not asked")

    crossref_url: Address = _DEFAULT.crossref_url
    ncbi_url: Address = _DEFAULT.ncbi_url
    idconv_url: Address = _DEFAULT.idconv_url
    doi_url: Address = _DEFAULT.doi_url
    datacite_url: Address = _DEFAULT.datacite_url
    europepmc_url: Address = _DEFAULT.europepmc_url
    openalex_url: Address = _DEFAULT.openalex_url
    ncbi_api_key: str = Field("", description="raises the limit at NCBI")
    crossref_plus_token: str = Field("", description="a Crossref Metadata Plus token")
    openalex_api_key: str = Field("", description="switches OpenAlex on")

    def settings(self, root: Path) -> Settings:
        """What the sources need to know; paths in a file are relative to its folder, `root`."""
        shared = {field.name: getattr(self, field.name) for field in fields(Settings) if hasattr(self, field.name)}
        records = tuple(root / path for path in self.records)
        return Settings(**{**shared, "use_cache": self.cache, "records": records})


SECRETS = frozenset({"ncbi_api_key", "crossref_plus_token", "openalex_api_key"})

ENVIRONMENT = {
    "REFCHECK_CROSSREF_URL": "crossref_url",
    "REFCHECK_NCBI_URL": "ncbi_url",
    "REFCHECK_IDCONV_URL": "idconv_url",
    "REFCHECK_DOI_URL": "doi_url",
    "REFCHECK_DATACITE_URL": "datacite_url",
    "REFCHECK_EUROPEPMC_URL": "europepmc_url",
    "REFCHECK_OPENALEX_URL": "openalex_url",
    "REFCHECK_MAILTO": "mailto",
    "REFCHECK_CACHE_DIR": "cache_dir",
    "REFCHECK_OFFLINE": "offline",
    "NCBI_API_KEY": "ncbi_api_key",
    "CROSSREF_PLUS_TOKEN": "crossref_plus_token",
    "OPENALEX_API_KEY": "openalex_api_key",
}
