"""A cited work as CSL-JSON, in the manner of its list: what is right stays as it is printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from refcheck.compare.journal import compare_journal
from refcheck.compare.numbers import compare_pages
from refcheck.compare.title import compare_title
from refcheck.fix.forms import pages_like
from refcheck.fix.journals import Form, form_of, name_in, usual_form
from refcheck.fix.rendering import Item, unchanged
from refcheck.fix.wants import year_of
from refcheck.model import Author, CheckedDocument, CheckedReference, Record, Verdict
from refcheck.text.chinese import is_chinese
from refcheck.text.folding import fold, plain, words

_GOOD = (Verdict.SAME, Verdict.MINOR)
_WORD = re.compile(r"[^\W\d_]{3,}|[㐀-鿿]")
_FULL_WIDTH = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "[": "［", "]": "］"}
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


def item_of(text: str, checked: CheckedReference, record: Record, manner: Manner | None) -> Item:
    """The work as CSL-JSON; with a manner as the list prints it, without one as the style will have it.

    Args:
        text: that the reference stands in.
    """
    claimed = checked.reference.claimed
    printed = {field: " ".join(text[at.start : at.end].split()) for field, at in checked.reference.field_spans.items()}
    title, year = record.title, year_of(record)
    own_journal = compare_journal(claimed.journal, (record.journal, *record.journal_names)).verdict
    own_title = compare_title(printed.get("title", ""), (title, *record.titles)).verdict
    # A journal that is read right says that the title was read to its end.
    if own_title in _GOOD and own_journal in _GOOD and _is_all_of(text, "title", checked):
        title = printed["title"]
    if claimed.year in map(str, record.years):
        year = claimed.year
    pages = record.pages or record.article_number
    own = _letters_before(text, checked) + printed.get("pages", "")
    if not pages or compare_pages(own, record.pages, record.article_number).verdict is Verdict.SAME:
        pages = own
    own = _text(claimed.journal) if own_journal is Verdict.SAME else ""
    own += _stop(text, checked, record) if own and manner else ""
    full, short = _journals(own, record, manner)
    issue = next((one for one in (record.issue, claimed.issue) if one and one != pages), "")
    fields = {
        "title": _text(title).rstrip(". "),
        "container-title": full,
        "container-title-short": short,
        "volume": _text(record.volume or claimed.volume),
        "issue": _text(issue) if manner is None or manner.issue or issue == claimed.issue else "",
        "page": _pages(_text(pages), manner.pages if manner else ""),
        "language": "zh" if is_chinese(title) else record.language[:2] or "en",
    }
    people = _people(checked, record)
    if manner is None and len(people) == len(record.authors):
        people = record.authors
    return {
        "id": "1", "type": "article-journal", **{name: value for name, value in fields.items() if value},
        **({"issued": {"date-parts": [[int(year)]]}} if year.isdigit() else {}),
        **({"author": [_person(author) for author in people]} if people else {}),
    }  # fmt: skip


def _journals(printed: str, record: Record, manner: Manner | None) -> tuple[str, str]:
    """The journal's name in full and in short; both are the same where the list has one form for all.

    Args:
        printed: as it is printed, if that is right.
    """
    if manner is not None:
        name = unchanged(printed or _text(name_in(manner.journal, record) or name_in(Form.FULL, record)))
        return name, name
    full = printed if printed and form_of(printed, record) is Form.FULL else _text(name_in(Form.FULL, record))
    return full, _text(name_in(Form.DOTTED, record) or name_in(Form.SHORT, record)) or full


def _stop(text: str, checked: CheckedReference, record: Record) -> str:
    """The full stop behind a journal's name that ends in an abbreviation; the parser leaves it out."""
    span = checked.reference.field_spans.get("journal")
    printed, full = words(checked.reference.claimed.journal), words(record.journal)
    abbreviated = printed[-1:] != full[-1:] or (printed == full and len(full) > 1)  # the record may be as short
    return "." if span and abbreviated and text[span.end : span.end + 1] == "." else ""


def _people(checked: CheckedReference, record: Record) -> Sequence[Author]:
    """The record's authors; one who is printed in the same place stays as printed, and so do all where it has fewer."""
    printed = checked.reference.claimed.authors
    if len(record.authors) < len(printed) and checked.agreement["authors"].verdict in _GOOD:
        return printed
    return [
        printed[at] if at < len(printed) and one.family and fold(printed[at].family) == fold(one.family) else one
        for at, one in enumerate(record.authors)
    ]


def _text(value: str) -> str:
    """A value of an index as text: no markup, no characters that steer a terminal or the direction of writing."""
    return " ".join("".join(each if each.isprintable() else " " for each in plain(value)).split())


def _letters_before(text: str, checked: CheckedReference) -> str:
    """Of S20–S32 the first letter, where the parser took it for something else."""
    span = checked.reference.field_spans.get("pages")
    found = re.search(r"(?<=[\s:])[A-Za-z]{1,3}\Z", text[max(0, span.start - 4) : span.start]) if span else None
    return found.group() if found else ""


def _is_all_of(text: str, field: str, checked: CheckedReference) -> bool:
    """Whether the field is printed to its end where it was read: no word stands between it and the next one."""
    spans = checked.reference.field_spans
    if field not in spans:
        return False
    end = min((one.start for one in spans.values() if one.start >= spans[field].end), default=spans[field].end)
    own = text[spans[field].start : spans[field].end]
    balanced = all(own.count(opening) == own.count(closing) for opening, closing in ("()", "[]", "{}"))
    return balanced and not _WORD.search(text[spans[field].end : end])


def _pages(pages: str, like: str) -> str:
    """The pages in the manner of a range; in full, for the style to shorten, where there is none."""
    found = _RANGE.fullmatch(pages)
    if found:
        first, _, last = found.groups()
        pages = f"{first}-{first[: max(0, len(first) - len(last))]}{last}"
    return unchanged(pages_like(like, pages) or pages) if like else pages


def in_full_width(text: str, like: str) -> str:
    """A Chinese reference with the full-width punctuation that another one has."""
    if not is_chinese(like):
        return text
    for half, full in _FULL_WIDTH.items():
        if full in like and half not in like:
            text = re.sub(rf"{re.escape(half)}\s?", full, text)
    stop = next((each for each in "．。" if each in like), "")
    return re.sub(r"\.(?:\s|$)", stop, text) if stop else text


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
