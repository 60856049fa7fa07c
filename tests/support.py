"""Builders for the tests: the smallest article, reference or record that says what a test is about."""

from __future__ import annotations

from typing import Any

from refcheck.compare.same_work import SameWork
from refcheck.model import (
    Agreement,
    Article,
    Author,
    Document,
    Fields,
    Identifiers,
    IdentifierType,
    Lookup,
    PartialDate,
    Record,
    RecordDate,
    Reference,
    Resolution,
    Span,
    Status,
    Verdict,
)
from refcheck.model.record import DateType
from refcheck.rules import ReferenceCase


def article(text: str = "Some text [1].\n", **values: Any) -> Article:
    return Article(
        Document("article.txt", "text", text), values.pop("language", "en"), values.pop("title", ""), **values
    )


def reference(label: str = "1", text: str = "Jinek M. Science. 2012;337:816.", **values: Any) -> Reference:
    identifiers = {name: values.pop(name) for name in ("doi", "pmid", "pmcid", "arxiv") if name in values}
    authors = tuple(Author(*name.split(", ")) for name in values.pop("authors", ()))
    fields = Fields(authors=authors, **values.pop("claimed", {}))
    span = values.pop("span", Span(0, 5))
    return Reference(label, text, span, Identifiers(**identifiers), fields, **values)


def record(**values: Any) -> Record:
    years = values.pop("years", ())
    dates = tuple(RecordDate(DateType.PRINT, PartialDate(year)) for year in years)
    defaults: dict[str, Any] = {
        "source": "crossref", "doi": "10.1126/science.1225829", "title": "A programmable endonuclease",
        "journal": "Science", "journal_names": ("Science",),
    }  # fmt: skip
    return Record(**{**defaults, "dates": dates, **values})


def found(kind: str, value: str, of: Record) -> Lookup:
    return Lookup(IdentifierType(kind), value, Status.FOUND, of, ("crossref",), "Crossref")


def missing(kind: str, value: str) -> Lookup:
    return Lookup(IdentifierType(kind), value, Status.MISSING, None, ("doi.org", "crossref"))


def case(
    cited: Reference | None = None,
    resolution: Resolution | None = None,
    agreement: dict[str, Agreement] | None = None,
    *,
    decision: str = "same",
    of: Article | None = None,
) -> ReferenceCase:
    cited = cited or reference()
    resolution = resolution or Resolution(record=record(), found_by="doi")
    same = SameWork(0.99 if decision == "same" else 0.01, decision, ()) if resolution.record else None
    return ReferenceCase(of or article(references=(cited,)), cited, resolution, agreement or {}, same)


def different(actual: str = "", detail: str = "", why: str = "another value") -> Agreement:
    return Agreement(Verdict.DIFFERENT, 0.1, why, actual, detail)


def same(actual: str = "") -> Agreement:
    return Agreement(Verdict.SAME, 1.0, "equal", actual)


async def gathered(answers: Any) -> dict[str, Lookup]:
    """All the lookups of an index that gives them as they come."""
    return {value: lookup async for some in answers for value, lookup in some.items()}
