"""A reference against a record, field by field; what a parser cut in the wrong place is not the author's error."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from refcheck.compare.authors import compare_authors
from refcheck.compare.journal import compare_journal
from refcheck.compare.names import misspelt, readings, same_family
from refcheck.compare.numbers import compare_issue, compare_pages, compare_volume
from refcheck.compare.printed import Printed
from refcheck.compare.title import compare_title
from refcheck.compare.year import compare_year
from refcheck.model import Agreement, Author, Fields, Record, Reference, Verdict
from refcheck.text.folding import fold, words

_FITS: Final = (Verdict.SAME, Verdict.MINOR)
_DOUBTFUL: Final = 0.5  # a parsed field of lower confidence is no evidence of a mismatch
_NAME: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_NO_NAMES: Final = frozenset({"and", "et", "al", "etal", "eds", "others", "with"})
_FOUND: Final = "found in the printed reference"


def compare_reference(reference: Reference, record: Record, *, others: Sequence[str] = ()) -> dict[str, Agreement]:
    """Compare each field that a reference claims with a record.

    Args:
        reference: the reference.
        record: the record of the work that it may cite.
        others: names of other journals that are known, as those of a run's other records: one of these claimed in
            place of the record's journal is a mismatch, even where the names differ in one word only.

    Fields that a format states (.bib) are compared as they are. Those of a printed reference were parsed: where the
    parsed value does not fit, the record's value is looked for in the printed string, in the place of its field, and
    where the parser was not sure, a difference is `unsure`.

    Returns:
        The agreement of journal, title, year, authors, volume, issue and pages.
    """
    found = _compare_fields(reference.claimed, record)
    if others and found["journal"].verdict is Verdict.UNSURE:
        found["journal"] = compare_journal(reference.claimed.journal, _names_of(record), others=others)
    if reference.structured or not reference.text:
        return found
    printed = Printed.of(reference.text, _titles_of(record), reference.claimed.title)
    aligned = {
        "title": _title(found["title"], printed, reference.claimed, record),
        "journal": _journal(found["journal"], printed, reference.claimed, record),
        "year": _year(found["year"], printed, reference.claimed, record),
        "authors": _authors(found["authors"], printed, record),
        **_numbers(found, printed, reference.claimed, record),
    }
    return {field: _unless_doubtful(field, aligned[field], found[field], printed, reference.claimed) for field in found}


def _names_of(record: Record) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in (record.journal, *record.journal_names) if name))


def _titles_of(record: Record) -> tuple[str, ...]:
    return tuple(dict.fromkeys(title for title in (record.title, *record.titles) if title))


def _compare_fields(claimed: Fields, record: Record) -> dict[str, Agreement]:
    return {
        "journal": compare_journal(claimed.journal, _names_of(record)),
        "title": compare_title(claimed.title, _titles_of(record)),
        "year": compare_year(claimed.year, record.dates),
        "authors": _any_index(
            record, "authors", lambda one: compare_authors(claimed.authors, one.authors, et_al=claimed.et_al)
        ),
        "volume": _any_index(record, "volume", lambda one: compare_volume(claimed.volume, one.volume)),
        "issue": _any_index(record, "issue", lambda one: compare_issue(claimed.issue, one.issue)),
        "pages": _any_index(record, "pages", lambda one: compare_pages(claimed.pages, one.pages, one.article_number)),
    }


def _any_index(record: Record, field: str, judge: Callable[[Record], Agreement]) -> Agreement:
    """A field held against each index's value, where several hold the work: any that agrees wins.

    That two indexes differ is their matter and not the author's error; it is said, and the first one's value shown.
    """
    agreement = judge(record)
    if agreement.verdict is not Verdict.DIFFERENT:
        return agreement
    for part in record.parts:
        other = judge(part)
        if other.verdict in _FITS:
            first = record.origin.get(field, record.source)
            return replace(other, why=f"{other.why}; so {part.source}, {first} has {agreement.actual}")
    return agreement


def _unless_doubtful(field: str, aligned: Agreement, parsed: Agreement, printed: Printed, claimed: Fields) -> Agreement:
    """A difference that rests on a doubtful parse alone, in a place that does not confirm it, is no evidence."""
    doubtful = claimed.confidence.get(field, 1.0) < _DOUBTFUL and aligned == parsed
    if aligned.verdict is Verdict.DIFFERENT and doubtful and not _confirmed(field, printed, claimed):
        return replace(aligned, verdict=Verdict.UNSURE, why=f"{aligned.why} (the reference is hard to read)")
    return aligned


def _confirmed(field: str, printed: Printed, claimed: Fields) -> bool:
    """Whether a parsed value stands where its field does in the printed reference."""
    value = getattr(claimed, field)
    match field:
        case "year":
            return value in printed.years()
        case "title":
            return printed.aligned and fold(value) == fold(printed.title_text)
        case "journal":
            return fold(value) in map(fold, printed.journal_windows())
        case "volume" | "issue":
            return any(fold(getattr(locus, field)) == fold(value) for locus in printed.loci)
        case "pages":
            return any(compare_pages(value, locus.pages).verdict in _FITS for locus in printed.loci)
    return False


def _best(agreements: Iterable[Agreement]) -> Agreement | None:
    """The first agreement that fits, the same before the imprecise."""
    fitting = [agreement for agreement in agreements if agreement.verdict in _FITS]
    return min(fitting, key=lambda agreement: agreement.verdict is Verdict.MINOR, default=None)


def _title(parsed: Agreement, printed: Printed, claimed: Fields, record: Record) -> Agreement:
    cut = parsed.detail == "cut" and printed.goes_on(claimed.title)
    if (parsed.verdict in _FITS and not cut) or parsed.detail == "notice":
        return parsed
    if printed.title:
        window = compare_title(printed.title_text, _titles_of(record))
        if window.verdict in _FITS and window.detail != "headless":  # the window may begin behind an edited head
            return replace(window, why=f"{window.why}, {_FOUND}")
        if window.score > parsed.score:
            return window
    if parsed.verdict is Verdict.DIFFERENT and _is_no_title(claimed.title, record):
        return replace(parsed, verdict=Verdict.UNSURE, why="the reference gives no title that can be read")
    return parsed


def _is_no_title(title: str, record: Record) -> bool:
    """Whether what was parsed as the title is made of authors and journal: some styles print no title."""
    people = [word for author in record.authors for word in words(f"{author.family} {author.given} {author.name}")]
    known = [*people, *(word for name in _names_of(record) for word in words(name))]
    return all(word.isdigit() or any(other.startswith(word) for other in known) for word in words(title))


def _journal(parsed: Agreement, printed: Printed, claimed: Fields, record: Record) -> Agreement:
    names = _names_of(record)
    if parsed.verdict in _FITS or not names:
        return parsed
    windows = [compare_journal(window, names) for window in dict.fromkeys(printed.journal_windows())]
    if best := _best(windows):
        return replace(best, why=f"{best.why}, {_FOUND}")
    if parsed.verdict is Verdict.ABSENT and windows and printed.loci and record.type in {"", "journal-article"}:
        return windows[0]  # what stands between the title and the volume
    if parsed.verdict is Verdict.DIFFERENT and _is_title_text(claimed.journal, record):
        return windows[0] if windows else replace(parsed, verdict=Verdict.UNSURE)
    return parsed


def _is_title_text(journal: str, record: Record) -> bool:
    """Whether what was parsed as the journal holds words of the title: the parser cut in the wrong place."""
    title = {word for text in _titles_of(record) for word in words(text) if len(word) > 3}
    ours = [word for word in words(journal) if len(word) > 3]
    return len(ours) > 2 and sum(word in title for word in ours) > len(ours) / 2


def _year(parsed: Agreement, printed: Printed, claimed: Fields, record: Record) -> Agreement:
    if not record.dates:
        return parsed
    printed_years = printed.years()
    if claimed.year and printed_years and claimed.year not in printed_years:
        parsed = compare_year("", ())  # it was read out of the title or a range of pages
    if parsed.verdict in _FITS:
        return parsed
    years = [year for year in printed_years if year != claimed.year]
    found = [compare_year(year, record.dates) for year in years]
    if best := _best(found):
        return replace(best, why=f"{best.why}, {_FOUND}")
    if found and parsed.verdict in {Verdict.ABSENT, Verdict.UNSURE}:
        return max(found, key=lambda agreement: agreement.score)
    return parsed


def _numbers(parsed: dict[str, Agreement], printed: Printed, claimed: Fields, record: Record) -> dict[str, Agreement]:
    """Volume, issue and pages: judged by the groups of numbers behind the title where the parsed ones do not fit."""
    judges: dict[str, Callable[[str], Agreement]] = {
        "volume": lambda value: _any_index(record, "volume", lambda one: compare_volume(value, one.volume)),
        "issue": lambda value: _any_index(record, "issue", lambda one: compare_issue(value, one.issue)),
        "pages": lambda value: _any_index(
            record, "pages", lambda one: compare_pages(value, one.pages, one.article_number)
        ),
    }
    found = {}
    for field, judge in judges.items():
        found[field] = parsed[field]
        if parsed[field].verdict in _FITS:
            continue
        values = [value for locus in printed.loci if (value := getattr(locus, field))]
        # An article number may stand where others have the issue: 8(11).
        likely = [locus.issue for locus in printed.loci if locus.issue and not locus.pages] if field == "pages" else []
        if best := _best(judge(value) for value in (*values, *likely)):
            found[field] = replace(best, why=f"{best.why}, {_FOUND}")
        elif not getattr(claimed, field) and len(printed.loci) == 1 and values:
            found[field] = replace(judge(values[0]), claimed=values[0])
    return found


def _authors(parsed: Agreement, printed: Printed, record: Record) -> Agreement:
    if parsed.verdict in _FITS or not record.authors or not printed.head.strip():
        return parsed
    names = [word for word in _NAME.findall(printed.head) if fold(word) not in _NO_NAMES]
    spelt_first = next((word for word in names if len(word) > 1), "")
    if not spelt_first or not _names(spelt_first, record.authors[0]):
        return parsed
    # Behind the first, words of one or two letters are initials, and so are three or four capitals.
    shout = printed.head.replace("et al", "").isupper()
    spelt = [word for word in names[1:] if len(word) > 2 and (shout or len(word) > 4 or not word.isupper())]
    strangers = [word for word in spelt if not any(_names(word, author) for author in record.authors)]
    if not strangers:
        return Agreement(Verdict.SAME, 0.9, f"the same authors, {_FOUND}", parsed.actual)
    if parsed.detail in {"first-author", "order"}:
        return replace(parsed, verdict=Verdict.UNSURE, why="the list cannot be read in full")
    return parsed


def _names(word: str, author: Author) -> bool:
    """Whether a word of the printed list is a part of an author's name."""
    folded = set(words(word))
    parts = set(words(f"{author.family} {author.given} {author.name}"))
    if folded <= parts:
        return True
    return any(
        same_family(left, right) or misspelt(left, right)
        for left in readings(word, "")
        for right in readings(author.family, "", author.name)
    )
