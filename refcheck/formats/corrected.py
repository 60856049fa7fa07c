"""A reference as its record has it, for an author to copy: the order of the ICMJE's samples (Vancouver)."""

from __future__ import annotations

import re

from refcheck.model import Author, Finding, Record, Report
from refcheck.text.chinese import is_chinese

_MANY = 6  # authors that the ICMJE has listed before "et al."
_PARTS = re.compile(r"[^\W\d_]+")
_CODES = frozenset({"ID102", "ID103"})


def corrections(report: Report) -> dict[tuple[str, str], str]:
    """The corrected reference by path and label, for each reference that has a record."""
    return {
        (document.article.document.path, checked.reference.label): printed(checked.resolution.record)
        for document in report.documents
        for checked in document.references
        if checked.resolution.record
    }


def is_correctable(finding: Finding) -> bool:
    """Whether the record says what a reference should be: it may be of another work, or only the prose be wrong."""
    return finding.code.startswith("MD") or finding.code in _CODES


def printed(record: Record) -> str:
    """The record as a reference."""
    names = [_name(author) for author in record.authors[:_MANY]]
    names += ["et al"] if len(record.authors) > _MANY else []
    year = str(record.years[0]) if record.years else ""
    volume = record.volume + (f"({record.issue})" if record.issue else "")
    pages = record.pages or record.article_number
    numbers = volume + (f":{pages}" if pages else "")
    when = ";".join(part for part in (year, numbers) if part)
    parts = [", ".join(names), record.title, record.journal, when]
    parts += [f"doi:{record.doi}"] if record.doi else [f"PMID: {record.pmid}"] if record.pmid else []
    return " ".join(part if part.endswith((".", "?", "!", "。")) else f"{part}." for part in parts if part)


def _name(author: Author) -> str:
    if author.name or is_chinese(author.family):
        return author.name or author.family + author.given
    given = author.given
    initials = (
        given if given.isupper() and given.isalpha() else "".join(part[0].upper() for part in _PARTS.findall(given))
    )
    return " ".join(part for part in (author.family, initials) if part)
