"""A JSON report that was written before: the parts of it that are compared, checked for their shape."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import from_json

from refcheck.errors import UsageError
from refcheck.model import Severity

SCHEMA_VERSION = "1"
_MOST_BYTES = 256 * 2**20

# A value that the report leaves out or gives as null is "".
Text = Annotated[str, BeforeValidator(lambda value: "" if value is None else value)]


class _Part(BaseModel):
    """A part of the report. What the contract has and is not needed here is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)


class StoredIdentifiers(_Part):
    """The identifiers that a reference is known by."""

    doi: Text = ""
    pmid: Text = ""


class StoredReference(_Part):
    """A reference of the list."""

    label: str
    text: str
    identifiers: StoredIdentifiers = StoredIdentifiers()


class StoredFinding(_Part):
    """A finding."""

    code: str = Field(min_length=1)
    name: str = ""
    severity: Annotated[Severity, Field(strict=False)]
    message: str
    fingerprint: str = Field(min_length=1)
    reference: str | None = None
    field: Text = ""
    claimed: Text = ""
    actual: Text = ""
    suggestion: Text = ""
    help_url: Text = ""
    suppressed: Text = ""


class StoredDocument(_Part):
    """A document with its references and findings."""

    path: str
    references: tuple[StoredReference, ...] = Field(default=(), strict=False)
    findings: tuple[StoredFinding, ...] = Field(strict=False)

    @cached_property
    def by_label(self) -> dict[str, StoredReference]:
        """Its references by their labels."""
        return {reference.label: reference for reference in self.references}


class StoredUse(_Part):
    """How a source fared."""

    status: str


class StoredRun(_Part):
    """How the run went."""

    started: str = ""
    sources: dict[str, StoredUse] = {}


class StoredReport(_Part):
    """The report."""

    schema_version: str
    run: StoredRun = StoredRun()
    documents: tuple[StoredDocument, ...] = Field(strict=False)

    @cached_property
    def by_path(self) -> dict[str, StoredDocument]:
        """Its documents by their paths."""
        return {document.path: document for document in self.documents}


def read(path: Path) -> StoredReport:
    """The report in a file.

    Raises:
        UsageError: it is missing, no JSON, of another version of the schema, or not of the contract's shape.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{path}: cannot be opened: {error.strerror or error}.") from None
    if len(data) > _MOST_BYTES:
        raise UsageError(f"{path}: larger than {_MOST_BYTES // 2**20} MB; compare the reports of fewer documents.")
    try:
        content = from_json(data)
    except ValueError as error:
        raise UsageError(f"{path}: is no JSON: {error}. Write one with refcheck check --report json:{path}.") from None
    version = content.get("schema_version") if isinstance(content, dict) else None
    if version is None:
        raise UsageError(f"{path}: is no JSON report of refcheck: it has no schema_version.")
    if version != SCHEMA_VERSION:
        raise UsageError(
            f"{path}: its schema_version is {version!r}, and this refcheck compares version {SCHEMA_VERSION!r}; "
            "use the refcheck that wrote it, or write the report anew."
        )
    try:
        return StoredReport.model_validate(content)
    except ValidationError as error:
        raise UsageError(f"{path}: is no report of refcheck: {_explain(error)}") from None


def _explain(error: ValidationError) -> str:
    """The first problem, with its place in the file; and how many more there are."""
    problems = error.errors(include_url=False, include_input=False)
    place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in problems[0]["loc"]).lstrip(".")
    more = f" ({len(problems) - 1} more)" if len(problems) > 1 else ""
    return f"{place}: {problems[0]['msg'][:1].lower()}{problems[0]['msg'][1:]}{more}."
