"""A cited work as CSL-JSON: the record's values, and what is right as it is printed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from refcheck.compare.journal import compare_journal
from refcheck.compare.numbers import compare_pages
from refcheck.compare.title import compare_title
from refcheck.fix.forms import pages_like
from refcheck.fix.journals import Form, dotted, form_of, name_in
from refcheck.fix.manner import RANGE, Manner
from refcheck.fix.rendering import Item, unchanged
from refcheck.fix.wants import year_of
from refcheck.model import Author, CheckedReference, Fields, Record, Span, Verdict
from refcheck.text.chinese import is_chinese
from refcheck.text.folding import fold, plain, words

_GOOD = (Verdict.SAME, Verdict.MINOR)
_WORD = re.compile(r"[^\W\d_]{3,}|[㐀-鿿]")
_ARTICLE_NUMBER = re.compile(r"[A-Za-z]{1,3}\d{3,9}|\d{5,9}")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(
    r"\s(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\b\.?(?:\s([12]?[1-9]|[123]0|31)\b)?(?=[;:,.)])",
    re.IGNORECASE,
)


def item_of(text: str, checked: CheckedReference, record: Record, manner: Manner | None) -> Item:
    """The work as CSL-JSON; with a manner as the list prints it, without one as the style will have it.

    Args:
        text: that the reference stands in.
    """
    claimed, spans = checked.reference.claimed, checked.reference.field_spans
    printed = {field: " ".join(text[span.start : span.end].split()) for field, span in spans.items()}
    journal_is_right = compare_journal(claimed.journal, (record.journal, *record.journal_names)).verdict
    title = record.title
    # A journal that is read right says that the title was read to its end.
    if _is_right_title(printed, record) and journal_is_right in _GOOD and _is_all_of(text, spans["title"], spans):
        title = printed["title"]
    own = _text(claimed.journal) if journal_is_right is Verdict.SAME else ""
    if own and manner and _has_own_stop(text, checked, record):
        own += "."
    full, short = _journals(own, record, manner)
    pages = _pages(_letters_before(text, spans) + printed.get("pages", ""), record)
    issue = next((one for one in (record.issue, claimed.issue) if one and one != pages), "")
    if not pages and _ARTICLE_NUMBER.fullmatch(issue):  # which some indexes have in place of the issue
        pages, issue = issue, ""
    fields = {
        "title": _text(title).rstrip(". "),
        "container-title": full,
        "container-title-short": short,
        "volume": _text(record.volume or claimed.volume),
        "issue": _text(issue) if manner is None or manner.issue or issue == claimed.issue else "",
        "page": _in_manner(_text(pages), manner.pages if manner else ""),
        "language": "zh" if is_chinese(title) else record.language[:2] or "en",
    }
    date = _date(text, claimed, spans, record)
    people = [_person(author) for author in _people(checked, record, manner)]
    return {
        "id": "1", "type": "article-journal", **{name: value for name, value in fields.items() if value},
        **({"issued": {"date-parts": [date]}} if date else {}), **({"author": people} if people else {}),
    }  # fmt: skip


def _is_right_title(printed: Mapping[str, str], record: Record) -> bool:
    return compare_title(printed.get("title", ""), (record.title, *record.titles)).verdict in _GOOD


def _is_all_of(text: str, span: Span, spans: Mapping[str, Span]) -> bool:
    """Whether a field is printed to its end where it was read: no word stands between it and the next one."""
    end = min((one.start for one in spans.values() if one.start >= span.end), default=span.end)
    own = text[span.start : span.end]
    balanced = all(own.count(opening) == own.count(closing) for opening, closing in ("()", "[]", "{}"))
    return balanced and not _WORD.search(text[span.end : end])


def _journals(printed: str, record: Record, manner: Manner | None) -> tuple[str, str]:
    """The journal's name in full and in short; both are the same where the list has one form for all.

    Args:
        printed: as it is printed, if that is right.
    """
    full = _text(name_in(Form.FULL, record))
    if manner is not None:
        name = unchanged(printed or _text(name_in(manner.journal, record)) or full)
        return name, name
    form = form_of(printed, record) if printed else None
    if form is Form.FULL:
        full = printed
    if form in (Form.SHORT, Form.DOTTED):
        return full, dotted(printed, full)
    return full, _text(name_in(Form.DOTTED, record) or name_in(Form.SHORT, record)) or full


def _has_own_stop(text: str, checked: CheckedReference, record: Record) -> bool:
    """Whether a full stop stands behind a name that ends in an abbreviation; the parser leaves it out."""
    span = checked.reference.field_spans.get("journal")
    printed, full = words(checked.reference.claimed.journal), words(record.journal)
    abbreviated = printed[-1:] != full[-1:] or (printed == full and len(full) > 1)  # the record may be as short
    return abbreviated and span is not None and text[span.end : span.end + 1] == "."


def _pages(printed: str, record: Record) -> str:
    """The record's pages, unless those that are printed say the same."""
    pages = record.pages or record.article_number
    same = compare_pages(printed, record.pages, record.article_number).verdict is Verdict.SAME
    return printed if same or not pages else pages


def _letters_before(text: str, spans: Mapping[str, Span]) -> str:
    """Of S20–S32 the first letter, where the parser took it for something else."""
    span = spans.get("pages")
    found = re.search(r"(?<=[\s:])[A-Za-z]{1,3}\Z", text[max(0, span.start - 4) : span.start]) if span else None
    return found.group() if found else ""


def _in_manner(pages: str, like: str) -> str:
    """The pages in the manner of a range; in full, for the style to shorten, where there is none."""
    found = RANGE.fullmatch(pages)
    if found:
        first, _, last = found.groups()
        pages = f"{first}-{first[: max(0, len(first) - len(last))]}{last}"
    return unchanged(pages_like(like, pages) or pages) if like else pages


def _date(text: str, claimed: Fields, spans: Mapping[str, Span], record: Record) -> list[int]:
    """The year; with the month and day that are printed behind it (2020 Oct 3), if it is right."""
    if claimed.year not in map(str, record.years):
        year = year_of(record)
        return [int(year)] if year.isdigit() else []
    found = _MONTH.match(text, spans["year"].end) if "year" in spans else None
    month = [_MONTHS.index(found[1][:3].lower()) + 1, *([int(found[2])] if found[2] else [])] if found else []
    return [int(claimed.year), *month]


def _people(checked: CheckedReference, record: Record, manner: Manner | None) -> Sequence[Author]:
    """The record's authors; in a list's manner those whom it names right as it does, and all of them if it has more."""
    printed = checked.reference.claimed.authors
    if len(record.authors) < len(printed) and checked.agreement["authors"].verdict in _GOOD:
        return printed
    if manner is None:
        return record.authors
    return [
        printed[at] if at < len(printed) and one.family and fold(printed[at].family) == fold(one.family) else one
        for at, one in enumerate(record.authors)
    ]


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


def _text(value: str) -> str:
    """A value of an index as text: no markup, no characters that steer a terminal or the direction of writing."""
    return " ".join("".join(each if each.isprintable() else " " for each in plain(value)).split())
