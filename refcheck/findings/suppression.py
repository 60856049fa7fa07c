"""Suppressions: in a comment beside the reference, or in the configuration. A reason is required.

In a comment of the format: ``refcheck: ignore[MD203] until=2027-06-01 reason="the title was changed in print"``. It
holds for the reference or paragraph in which it stands, or else for the next one.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch

from refcheck.model import Article, Document, Finding, MarkType, Reference, Severity, Span
from refcheck.rules.base import find
from refcheck.rules.suppressions import EXPIRED, UNUSED

_DIRECTIVE = re.compile(r"refcheck:\s{0,9}ignore\[([A-Z0-9, ]{2,200})\]([^\n]{0,500})")
_UNTIL = re.compile(r"\buntil=(\d{4}-\d{2}-\d{2})")
_REASON = re.compile(r"\breason=(?:\"([^\"]{1,300})\"|(\S{1,300}))")


@dataclass(frozen=True, slots=True)
class Suppression:
    """One suppression, from wherever it was given.

    Attributes:
        codes: codes or families.
        kind: "inline" or "file", as findings are marked.
        scope: the stretch of the document it holds for; None for the whole document.
        doi, key, path: what a suppression of the configuration is limited to; `path` may hold wildcards.
        place: where it stands in the document, None for one of the configuration.
        problem: why it cannot be used, or "".
    """

    codes: tuple[str, ...]
    kind: str
    reason: str = ""
    until: dt.date | None = None
    scope: Span | None = None
    doi: str = ""
    key: str = ""
    path: str = ""
    place: Span | None = None
    problem: str = ""

    def covers(self, finding: Finding, document: Document, reference: Reference | None) -> bool:
        """Whether a finding is one of those meant, whatever the date."""
        return (
            any(finding.code.startswith(code) for code in self.codes)
            and (self.scope is None or self.scope.overlaps(finding.span))
            and (not self.path or fnmatch(document.path, self.path))
            and (not self.key or (bool(reference) and reference.label == self.key))  # type: ignore[union-attr]
            and (not self.doi or (bool(reference) and reference.identifiers.doi == self.doi.lower()))  # type: ignore[union-attr]
        )


def inline(article: Article) -> list[Suppression]:
    """The suppressions in the comments of a document."""
    return [
        _parse(match, _scope(article, mark.span), mark.span)
        for mark in article.document.marked(MarkType.COMMENT)
        for match in _DIRECTIVE.finditer(mark.value)
    ]


def _parse(match: re.Match[str], scope: Span, place: Span) -> Suppression:
    codes = tuple(code.strip() for code in match[1].split(",") if code.strip())
    until, reason = _UNTIL.search(match[2]), _REASON.search(match[2])
    problem = "" if reason else 'it gives no reason (reason="…")'
    date = None
    if until:
        try:
            date = dt.date.fromisoformat(until[1])
        except ValueError:
            problem = f"{until[1]} is no date"
    return Suppression(
        codes, "inline", (reason[1] or reason[2]) if reason else "", date, scope, place=place, problem=problem
    )


def _scope(article: Article, comment: Span) -> Span:
    text = article.document.text
    start = text.rfind("\n", 0, comment.start) + 1
    for reference in article.references:
        if reference.span.end > comment.end and (
            reference.span.start <= comment.start or not text[comment.end : reference.span.start].strip()
        ):
            return Span(min(start, reference.span.start), reference.span.end)
    after = comment.end + len(text[comment.end :]) - len(text[comment.end :].lstrip())
    same_line = text[start : comment.start].strip()
    end = text.find("\n", comment.end if same_line else after)
    return Span(start, end if end >= 0 else len(text))


def suppress(
    findings: Sequence[Finding], suppressions: Iterable[Suppression], article: Article, today: dt.date
) -> list[Finding]:
    """Mark the suppressed findings, and add SU901 and SU902 for suppressions that do nothing.

    A suppression of the configuration is unused only where it names this document or a reference of it, so that one
    for another document is not reported here.
    """
    references = {reference.label: reference for reference in article.references}
    marked = list(findings)
    extra: list[Finding] = []
    for suppression in suppressions:
        covered = [
            number
            for number, finding in enumerate(marked)
            if suppression.covers(finding, article.document, references.get(finding.reference or ""))
        ]
        place = suppression.place or Span(0, 0)
        codes = ", ".join(suppression.codes)
        if suppression.problem:
            extra.append(
                find(
                    UNUSED,
                    place,
                    "The suppression of {claimed} is not used: {why}.",
                    action="Mend it.",
                    severity=Severity.WARNING,
                    claimed=codes,
                    why=suppression.problem,
                )
            )
        elif suppression.until and suppression.until < today:
            if covered or suppression.place:
                extra.append(
                    find(
                        EXPIRED,
                        place,
                        "The suppression of {claimed} expired on {until} (reason: {why}).",
                        action=EXPIRED.action,
                        claimed=codes,
                        until=str(suppression.until),
                        why=suppression.reason,
                    )
                )
        elif covered:
            for number in covered:
                marked[number] = dataclasses.replace(marked[number], suppressed=suppression.kind)
        elif suppression.place:
            extra.append(
                find(
                    UNUSED,
                    place,
                    "The suppression of {claimed} matches no finding (reason: {why}).",
                    action=UNUSED.action,
                    claimed=codes,
                    why=suppression.reason,
                )
            )
    return marked + extra
