"""A cited work as CSL-JSON, in the manner of its list: what is right stays as it is printed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from refcheck.compare.numbers import compare_pages
from refcheck.fix.forms import pages_like
from refcheck.fix.journals import Form, form_of, name_in, usual_form
from refcheck.fix.rendering import Item, unchanged
from refcheck.fix.wants import year_of
from refcheck.model import Author, CheckedDocument, CheckedReference, Record, Verdict
from refcheck.text.chinese import is_chinese
from refcheck.text.folding import fold, plain, words

_RANGE = re.compile(r"(\d{1,9})(\s?(?:-{1,3}|[‐‑–—−])\s?)(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Manner:
    """How a list prints what its style leaves open, or what it does otherwise.

    Attributes:
        journal: the form of a journal's name.
        pages: a range as it prints them, with its dash, shortened or not; "" where none shows it.
        issue: whether the number of the issue is printed.
    """

    journal: Form
    pages: str = ""
    issue: bool = True


def manner_of(document: CheckedDocument) -> Manner:
    """The manner of the references that have a record."""
    known = [(one.reference, one.resolution.record) for one in document.references if one.resolution.record]
    issues = [bool(reference.claimed.issue) for reference, record in known if record.issue]
    text = document.article.document.text
    spans = [reference.field_spans.get("pages") for reference, _ in known]
    pages = [text[span.start : span.end] for span in spans if span]
    kinds = Counter(kind for one in pages if (kind := _kind_of_range(one)))
    usual = kinds.most_common(1)[0][0] if kinds else None
    return Manner(
        usual_form(document.references) or Form.FULL,
        next((one for one in pages if usual and _kind_of_range(one) == usual), ""),
        2 * sum(issues) >= len(issues),
    )


def _kind_of_range(pages: str) -> tuple[str, bool] | None:
    """The dash of a range, and whether it is shortened; None where it does not show."""
    found = _RANGE.fullmatch(pages)
    if not found or (len(found[1]) == len(found[3]) and found[1][0] != found[3][0]):
        return None
    return found[2], len(found[3]) < len(found[1])


def item_of(checked: CheckedReference, record: Record, manner: Manner | None) -> Item:
    """The work as CSL-JSON; with a manner as the list prints it, without one as the style will have it."""
    claimed = checked.reference.claimed
    title, year = record.title, year_of(record)
    if fold(claimed.title) in {fold(one) for one in (record.title, *record.titles)} and _is_balanced(claimed.title):
        title = claimed.title
    if claimed.year in map(str, record.years):
        year = claimed.year
    pages = record.pages or record.article_number
    if not pages or compare_pages(claimed.pages, record.pages, record.article_number).verdict is Verdict.SAME:
        pages = claimed.pages
    full, short = _journals(checked, record, manner)
    fields = {
        "title": _text(title).rstrip(". "),
        "container-title": full,
        "container-title-short": short,
        "volume": _text(record.volume or claimed.volume),
        "issue": _text(record.issue or claimed.issue) if manner is None or manner.issue else "",
        "page": _pages(_text(pages), manner.pages if manner else ""),
        "language": "zh" if is_chinese(title) else record.language[:2] or "en",
    }
    people = _people(checked, record) if manner else record.authors
    return {
        "id": "1", "type": "article-journal", **{name: value for name, value in fields.items() if value},
        **({"issued": {"date-parts": [[int(year)]]}} if year.isdigit() else {}),
        **({"author": [_person(author) for author in people]} if people else {}),
    }  # fmt: skip


def _journals(checked: CheckedReference, record: Record, manner: Manner | None) -> tuple[str, str]:
    """The journal's name in full and in short; both are the same where the list has one form for all."""
    claimed, agreement = _text(checked.reference.claimed.journal), checked.agreement.get("journal")
    printed = claimed if agreement and agreement.verdict is Verdict.SAME else ""
    if manner is not None:
        name = printed or _text(name_in(manner.journal, record) or record.journal)
        if manner.journal is Form.DOTTED and not set(words(name)[-1:]) <= set(words(record.journal)):
            name = name.rstrip(".") + "."
        return unchanged(name), unchanged(name)
    full = printed if printed and form_of(printed, record) is Form.FULL else _text(record.journal)
    return full, _text(name_in(Form.DOTTED, record) or name_in(Form.SHORT, record)) or full


def _people(checked: CheckedReference, record: Record) -> list[Author]:
    """The record's authors; one who is printed in the same place stays as printed."""
    printed = checked.reference.claimed.authors
    return [
        printed[at] if at < len(printed) and one.family and fold(printed[at].family) == fold(one.family) else one
        for at, one in enumerate(record.authors)
    ]


def _text(value: str) -> str:
    """A value of an index as text: no markup, no characters that steer a terminal or the direction of writing."""
    return " ".join("".join(each if each.isprintable() else " " for each in plain(value)).split())


def _is_balanced(text: str) -> bool:
    return all(text.count(opening) == text.count(closing) for opening, closing in ("()", "[]", "{}"))


def _pages(pages: str, like: str) -> str:
    """The pages in the manner of a range; in full, for the style to shorten, where there is none."""
    found = _RANGE.fullmatch(pages)
    if found:
        first, _, last = found.groups()
        pages = f"{first}-{first[: max(0, len(first) - len(last))]}{last}"
    return unchanged(pages_like(like, pages) or pages) if like else pages


def _person(author: Author) -> dict[str, str]:
    family, given = _text(author.family), _text(author.given)
    if not family:
        return {"literal": _text(author.name)}
    if is_chinese(family):
        return {"family": family + given}
    return {"family": family, "given": _initials_apart(given)} if given else {"family": family}


def _initials_apart(given: str) -> str:
    """SL as S. L., which citeproc-py would take for one name; Hai-yan as Hai-Yan, of which it would lose the half."""
    if given.isalpha() and given.isupper() and len(given) <= 3:
        return " ".join(f"{letter}." for letter in given)
    return re.sub(r"-([a-z])", lambda match: match[0].upper(), given)
