"""What prose says of a cited work against the work's record, or against its printed reference when there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from refcheck.compare.journal import compare_journal
from refcheck.compare.title import compare_title
from refcheck.compare.year import compare_date
from refcheck.model import Agreement, Claim, DateType, PartialDate, Record, RecordDate, Reference, Verdict
from refcheck.text.chinese import is_chinese

_FITS = (Verdict.SAME, Verdict.MINOR)
_NOTHING = Agreement(Verdict.ABSENT)
_CERTAIN = 0.8  # a parsed field of lower confidence is no evidence against the prose
# The prose gives what the reference list gives: the list's own finding says it.
_AS_LISTED = "as-listed"


def compare_claim(
    claim: Claim, record: Record | None, reference: Reference | None, others: Sequence[str] = ()
) -> dict[str, Agreement]:
    """Compare what prose says of a cited work with the work.

    A difference that the reference list shares has the detail ``as-listed``. Without a record the printed reference
    is what the prose is held against, and a difference counts only where the reference is certain to be read rightly.

    Args:
        claim: what the prose says.
        record: the record of the cited work.
        reference: the reference that the claim belongs to.
        others: names of other journals that the claimed one may be.

    Returns:
        The agreement of journal, date and title.
    """
    journal = _journal(claim, record, reference, others)
    date = _date(claim, record, reference)
    return {"journal": journal, "date": date, "title": _title(claim, record, reference, (journal, date))}


def _journal(claim: Claim, record: Record | None, reference: Reference | None, others: Sequence[str]) -> Agreement:
    if not claim.journal:
        return _NOTHING
    listed = reference.claimed.journal if reference else ""
    with_list = compare_journal(claim.journal, [listed], others=others) if listed else _NOTHING
    if record is None:
        return _certain(with_list, reference, "journal")
    names = list(dict.fromkeys(name for name in (record.journal, *record.journal_names) if name))
    found = compare_journal(claim.journal, names, others=others)
    if found.verdict in _FITS or found.verdict is Verdict.ABSENT:
        return found
    if with_list.verdict in _FITS:
        if compare_journal(listed, names).verdict in _FITS:
            return replace(with_list, why=f"{with_list.why}, as the reference list calls it", actual=record.journal)
        return replace(found, detail=_AS_LISTED)
    if found.verdict is Verdict.DIFFERENT and record.preprint_of:
        return replace(found, verdict=Verdict.UNSURE, why=f"{found.why}; the published version may be meant")
    return found


def _date(claim: Claim, record: Record | None, reference: Reference | None) -> Agreement:
    if claim.date is None:
        return _NOTHING
    listed = reference.claimed.year if reference else ""
    if record is None or not record.dates:
        if not listed[:4].isdecimal():
            return _NOTHING
        found = compare_date(claim.date, [RecordDate(DateType.ISSUED, PartialDate(int(listed[:4])))])
        if found.detail == "off-by-one":  # online in one year, in print in the next
            return replace(found, verdict=Verdict.UNSURE)
        return _certain(found, reference, "year")
    found = compare_date(claim.date, record.dates)
    year = claim.date.year
    if found.verdict is Verdict.DIFFERENT and listed[:4] == str(year) and year not in record.years:
        return replace(found, detail=_AS_LISTED)
    return found


def _title(
    claim: Claim, record: Record | None, reference: Reference | None, rest: tuple[Agreement, Agreement]
) -> Agreement:
    if not claim.title:
        return _NOTHING
    if record is not None:
        titles = tuple(dict.fromkeys(title for title in (record.title, *record.titles) if title))
        found = compare_title(claim.title, titles)
    else:
        listed = reference.claimed.title if reference else ""
        titles = (listed,)
        found = _certain(compare_title(claim.title, [listed]), reference, "title") if listed else _NOTHING
    translated = is_chinese(claim.title) and not any(is_chinese(title) for title in titles)
    if found.verdict is Verdict.DIFFERENT and translated and not any(_conflicts(other) for other in rest):
        return replace(found, verdict=Verdict.UNSURE, why=f"{found.why}; a translation, and nothing else differs")
    return found


def _conflicts(agreement: Agreement) -> bool:
    """Whether a field differs in more than the month or day."""
    return agreement.verdict is Verdict.DIFFERENT and agreement.detail not in {"month", "day"}


def _certain(agreement: Agreement, reference: Reference | None, field: str) -> Agreement:
    """A difference from a printed reference, `unsure` unless its field is certain to be read rightly."""
    if agreement.verdict is not Verdict.DIFFERENT or reference is None or reference.structured:
        return agreement
    if reference.claimed.confidence.get(field, 0.0) >= _CERTAIN:
        return agreement
    return replace(agreement, verdict=Verdict.UNSURE, why=f"{agreement.why} (from the printed reference alone)")
