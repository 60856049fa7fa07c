"""MD2xx: does each field of the reference fit the record of the work it cites?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from refcheck.model import Finding, Severity, Verdict
from refcheck.rules.base import ReferenceCase, Rule, find, named
from refcheck.rules.identifiers import is_another_work
from refcheck.text.tables import rows

_BOTH = "Every name and date that the record has is compared; only positive evidence counts."

JOURNAL = Rule(
    "MD201",
    "journal-mismatch",
    Severity.ERROR,
    "The reference names another journal than the record of the cited work.",
    "Abbreviations (ISO 4, MEDLINE, Web of Science), former names, initials and translated names are recognised; "
    "siblings such as BMC Plant Biology and BMC Genomics are told apart.",
    "Check the journal on the publisher's page and correct the reference.",
)
YEAR = Rule(
    "MD202",
    "year-mismatch",
    Severity.ERROR,
    "No date of the record has the year of the reference. Off by one from all of them is a warning.",
    "Print, online, issue and article dates may fall in different years; any one that agrees is enough.",
    "Correct the year.",
)
TITLE = Rule(
    "MD203",
    "title-mismatch",
    Severity.ERROR,
    "The work is the same, by its other fields, but its title is not the one printed.",
    "Case, punctuation, markup, spelling variants and a left-out subtitle do not count; a changed word or number does.",
    "Copy the title from the record.",
)
AUTHOR = Rule(
    "MD204",
    "author-mismatch",
    Severity.ERROR,
    "The first author of the reference is not the first author of the record. Other authors are a warning.",
    "Initials, order of names, particles, transliteration and “et al.” are taken into account.",
    "Correct the names.",
)
VOLUME = Rule(
    "MD205",
    "volume-mismatch",
    Severity.ERROR,
    "The volume differs from the record's.",
    "Supplements, Roman numerals and combined volumes are understood. " + _BOTH,
    "Correct the volume.",
)
ISSUE = Rule(
    "MD206",
    "issue-mismatch",
    Severity.WARNING,
    "The issue differs from the record's.",
    "Ranges, supplements and parts are understood. " + _BOTH,
    "Correct the issue.",
)
PAGES = Rule(
    "MD207",
    "page-mismatch",
    Severity.ERROR,
    "The first page or the article number differs from the record's. Only the last page: a warning.",
    "Shortened ranges (280-91), electronic locators and article numbers in place of pages are understood.",
    "Correct the pages.",
)

RULES = (JOURNAL, YEAR, TITLE, AUTHOR, VOLUME, ISSUE, PAGES)

_BY_FIELD = {
    "journal": JOURNAL,
    "year": YEAR,
    "title": TITLE,
    "authors": AUTHOR,
    "volume": VOLUME,
    "issue": ISSUE,
    "pages": PAGES,
}

# Evidence too weak for the default severity, by the comparators' `detail` (see the contract's "when" column).
_WEAKER = {
    "off-by-one": Severity.WARNING,
    "other-author": Severity.WARNING,
    "missing-author": Severity.WARNING,
    "last-page": Severity.WARNING,
}

_MESSAGES = {
    "journal": "The reference says the journal is “{claimed}”; the record has “{actual}” ({source}).",
    "year": "The reference says {claimed}; the dates of the record are: {actual} ({source}).",
    "title": "The title differs from the record's ({source}; {why}).",
    "authors": "The authors differ from the record's ({source}; {why}).",
    "volume": "The reference says volume {claimed}; the record has {actual} ({source}).",
    "issue": "The reference says issue {claimed}; the record has {actual} ({source}).",
    "pages": "The reference says pages {claimed}; the record has {actual} ({source}; {why}).",
}

_ACTIONS = {"year": YEAR.action, "authors": AUTHOR.action}


def check_reference(case: ReferenceCase) -> Iterator[Finding]:
    """A finding for each field that is different; none when the identifier is of another work (ID104 says so)."""
    record = case.resolution.record
    if record is None or is_another_work(case):
        return
    doubtful = case.same is not None and case.same.decision == "unsure"  # a companion paper, or two errors at once
    for field, rule in _BY_FIELD.items():
        agreement = case.agreement.get(field)
        if agreement is None or agreement.verdict is not Verdict.DIFFERENT:
            continue
        claimed = case.reference.claimed.shown(field, most=6) or agreement.claimed
        if not claimed:
            continue  # where nothing is claimed, nothing is wrong
        severity = Severity.WARNING if doubtful and rule is not ISSUE else _WEAKER.get(agreement.detail, rule.severity)
        yield find(
            rule,
            case.reference.field_spans.get(field, case.reference.span),
            _MESSAGES[field],
            action=_ACTIONS.get(field, "Check the work's page; if the record is right, print “{actual}”."),
            severity=severity,
            confidence=_confidence(rule, severity, case),
            reference=case.reference.label,
            field=field,
            claimed=claimed,
            actual=agreement.actual,
            source=named(record.source),
            why=agreement.why,
        )


def _confidence(rule: Rule, severity: Severity, case: ReferenceCase) -> float:
    """The probability that the field is wrong: how often such findings were right, and that this is the work at all."""
    right, raised = _measured().get((rule.code, severity.value), (0, 0))
    # Before any was judged, four in five; so a kind that was raised twice does not claim certainty.
    rate = (right + 4) / (raised + 5)
    return round(rate * (case.same.probability if case.same else 1.0), 3)


@cache
def _measured() -> dict[tuple[str, str], tuple[int, int]]:
    """How many findings of a code and severity were right, and how many were raised, on lists with known errors."""
    return {(code, severity): (int(right), int(raised)) for code, severity, right, raised in rows("finding_rates.tsv")}
