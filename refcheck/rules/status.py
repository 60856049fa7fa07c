"""ST3xx: what became of the cited work after it was published."""

from __future__ import annotations

from collections.abc import Iterator

from refcheck.model import Finding, PartialDate, Severity, UpdateType
from refcheck.rules.base import ReferenceCase, Rule, find, named
from refcheck.rules.identifiers import is_another_work

RETRACTED = Rule(
    "ST301",
    "retracted",
    Severity.ERROR,
    "The cited work has been retracted.",
    "Crossref (publisher and Retraction Watch) and PubMed are asked. Citing a retracted work in order to discuss its "
    "retraction is legitimate: suppress the finding with that reason.",
    "Remove the reference, or say in the text that the work was retracted and cite the notice.",
)
CONCERN = Rule(
    "ST302",
    "expression-of-concern",
    Severity.WARNING,
    "The journal has published an expression of concern about the cited work.",
    "Its results may not be reliable.",
    "Read the notice and decide whether the citation still holds.",
)
CORRECTED = Rule(
    "ST303",
    "corrected",
    Severity.NOTE,
    "A correction or erratum to the cited work exists.",
    "What is quoted from the work may have been corrected.",
    "Read the correction; cite it beside the work where it matters.",
)
WITHDRAWN = Rule(
    "ST304",
    "withdrawn-or-removed",
    Severity.ERROR,
    "The cited work has been withdrawn or removed.",
    "It is no longer part of the literature.",
    "Remove the reference or cite another source.",
)
PUBLISHED = Rule(
    "ST305",
    "published-version-exists",
    Severity.NOTE,
    "A preprint is cited whose version in a journal is known.",
    "The reviewed version may differ, and is the one to cite.",
    "Cite the published version, or say that the preprint is meant.",
)
NOTICE = Rule(
    "ST306",
    "notice-cited",
    Severity.WARNING,
    "The identifier leads to a retraction notice, an erratum or a reply, not to the work that the reference describes.",
    "Notices often bear the work's own title behind a prefix and are easily mistaken for it.",
    "Replace the identifier by that of the work.",
)

RULES = (RETRACTED, CONCERN, CORRECTED, WITHDRAWN, PUBLISHED, NOTICE)

_BY_TYPE = {
    UpdateType.RETRACTION: (RETRACTED, "The cited work was retracted{when}{notice} ({source})."),
    UpdateType.EXPRESSION_OF_CONCERN: (
        CONCERN,
        "There is an expression of concern about the cited work{when}{notice} ({source}).",
    ),
    UpdateType.CORRECTION: (CORRECTED, "There is a correction to the cited work{when}{notice} ({source})."),
    UpdateType.WITHDRAWAL: (WITHDRAWN, "The cited work was withdrawn{when}{notice} ({source})."),
    UpdateType.REMOVAL: (WITHDRAWN, "The cited work was removed{when}{notice} ({source})."),
}

_UPDATE_SOURCES = {"publisher": "the publisher (Crossref)", "retraction-watch": "Retraction Watch (Crossref)"}

# Where the article says when it was written: to cite what was already retracted is another matter than bad luck.
_AS_DATED = {
    (
        UpdateType.RETRACTION,
        "after",
    ): "The cited work was retracted{when}{notice} ({source}), before this article ({dated}).",
    (
        UpdateType.RETRACTION,
        "before",
    ): "The cited work was retracted{when}{notice} ({source}), after this article ({dated}).",
}


def _order(dated: str, noticed: PartialDate | None) -> str:
    """Whether an article of that date was written "before" or "after" a notice, "" where the dates do not tell."""
    if not dated or noticed is None:
        return ""
    written = [int(part) for part in dated.split("-")]
    known = [part for part in (noticed.year, noticed.month, noticed.day) if part]
    shared = min(len(written), len(known))
    if written[:shared] == known[:shared]:
        return ""
    return "before" if written[:shared] < known[:shared] else "after"


def check_reference(case: ReferenceCase) -> Iterator[Finding]:
    """Every ST3xx code, each at most once."""
    record = case.resolution.record
    if record is None or is_another_work(case):
        return
    reinstated = any(update.type is UpdateType.REINSTATEMENT for update in record.updates)
    said: set[str] = set()
    for update in record.updates:
        rule, message = _BY_TYPE.get(update.type, (None, ""))
        dated = case.article.document.date
        if rule is None or rule.code in said or (reinstated and rule is not CORRECTED):
            continue
        said.add(rule.code)
        yield find(
            rule,
            case.reference.span,
            _AS_DATED.get((update.type, _order(dated, update.date)), message),
            action=rule.action,
            confidence=0.98,
            reference=case.reference.label,
            field="status",
            actual=update.doi or update.pmid,
            when=f" ({update.date})" if update.date else "",
            notice=f" [{update.doi}]" if update.doi else "",
            source=_UPDATE_SOURCES.get(update.source) or named(update.source or record.source),
            dated=dated,
        )
    if record.type == "posted-content" and record.preprint_of:
        yield find(
            PUBLISHED,
            case.reference.span,
            "The preprint {claimed} has been published as {actual}.",
            action=PUBLISHED.action,
            reference=case.reference.label,
            field="doi",
            claimed=record.doi,
            actual=record.preprint_of[0],
        )
    title = case.agreement.get("title")
    if (record.update_of and not _describes_notice(case)) or (title and title.detail == "notice"):
        yield find(
            NOTICE,
            case.reference.span,
            "What is cited is a notice about a work, ‘{actual}’, not the work itself.",
            action=NOTICE.action,
            reference=case.reference.label,
            field="title",
            claimed=case.reference.claimed.title,
            actual=record.title,
        )


_NOTICE_WORDS = (
    "correction",
    "corrigendum",
    "erratum",
    "retraction",
    "retracted",
    "reply",
    "comment",
    "response to",
    "expression of concern",
    "withdrawal",
    "更正",
    "勘误",
    "撤稿",
    "撤回",
)


def _describes_notice(case: ReferenceCase) -> bool:
    """Whether the author evidently meant to cite the notice."""
    return any(word in case.reference.text.casefold() for word in _NOTICE_WORDS)
