"""Suppressions: in a comment beside the reference, or in the configuration. A reason is required.

In a comment of the format: ``refcheck: ignore[MD203] until=2027-06-01 reason="the title was changed in print"``. It
holds for the reference or line in which it stands, or else for the next one. One that cannot be used says so (SU902).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch

from refcheck.findings.selection import unknown_codes
from refcheck.model import Article, Document, Finding, MarkType, Reference, Severity, Span
from refcheck.rules.base import find
from refcheck.rules.suppressions import EXPIRED, UNUSED

_DIRECTIVE = re.compile(r"refcheck:\s{0,9}ignore\b(?:\s{0,9}\[([^\]\n]{0,200})\])?([^\n]{0,500})", re.IGNORECASE)
# Word turns quotation marks into curly ones as they are typed.
_UNTIL = re.compile(r"\buntil=[\"'“”‘’]?([^\s\"'“”‘’]{0,20})")
_REASON = re.compile(r"\breason=(?:[\"“”]([^\"“”]{1,300})[\"“”]|['‘’]([^'‘’]{1,300})['‘’]|(\S{1,300}))")


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
            finding.code.startswith(self.codes)
            and (self.scope is None or self.scope.overlaps(finding.span))
            and (not self.path or fnmatch(document.path, self.path))
            and (not self.key or (bool(reference) and reference.label == self.key))  # type: ignore[union-attr]
            and (not self.doi or (bool(reference) and reference.identifiers.doi == self.doi.lower()))  # type: ignore[union-attr]
        )

    def concerns(self, article: Article) -> bool:
        """Whether it was written for this document: stands in it, or names it or one of its references.

        One for all documents, or for those that fit a pattern, is right to be without effect in some of them.
        """
        if self.place:
            return True
        here = self.path in ("", article.document.path)
        cited = any(
            (self.key and self.key == reference.label) or (self.doi and self.doi.lower() == reference.identifiers.doi)
            for reference in article.references
        )
        return here and (cited if self.key or self.doi else bool(self.path))


def inline(article: Article) -> list[Suppression]:
    """The suppressions in the comments of a document."""
    return [
        _parse(match, _scope(article, mark.span), mark.span)
        for mark in article.document.marked(MarkType.COMMENT)
        for match in _DIRECTIVE.finditer(mark.value)
    ]


def _parse(match: re.Match[str], scope: Span, place: Span) -> Suppression:
    codes = tuple(code.strip().upper() for code in (match[1] or "").split(",") if code.strip())
    until, reason = _UNTIL.search(match[2]), _REASON.search(match[2])
    date, problem = None, ""
    if not codes:
        problem = "it names no code (ignore[MD203])"
    elif wrong := unknown_codes(codes):
        problem = f"there is no code {', '.join(wrong)}"
    elif not reason:
        problem = 'it gives no reason (reason="…")'
    elif until:
        try:
            date = dt.datetime.strptime(until[1], "%Y-%m-%d").date()  # noqa: DTZ007 - a day, of no time zone
        except ValueError:
            problem = f"{until[1] or 'until='} is no date (until=2027-06-01)"
    return Suppression(
        codes,
        "inline",
        (reason[1] or reason[2] or reason[3]) if reason else "",
        date,
        scope,
        place=place,
        problem=problem,
    )


def _scope(article: Article, comment: Span) -> Span:
    """The reference or line that a comment stands in or at the end of; where it stands alone, the next of these."""
    text = article.document.text
    start, end = _line(text, comment.start, comment.end)
    alone = not (text[start : comment.start] + text[comment.end : end]).strip()
    if alone:
        after = _behind_comments(article, end)
        start, end = _line(text, after, after)
    for span in (reference.span for reference in article.references):
        if span.start < comment.start < span.end:
            return span
        if span.overlaps(Span(start, end)):
            return Span(min(start, span.start), max(end, span.end))
    return Span(start, end)


def _behind_comments(article: Article, at: int) -> int:
    """The first place from an offset on that is neither blank nor in a comment: comments may follow each other."""
    text = article.document.text
    at = len(text) - len(text[at:].lstrip())
    for mark in article.document.marked(MarkType.COMMENT):
        if mark.span.start <= at < mark.span.end:
            at = len(text) - len(text[mark.span.end :].lstrip())
    return at


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    """The line, or the lines, that a stretch of the text stands in."""
    newline = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, newline if newline >= 0 else len(text)


def suppress(
    findings: Sequence[Finding], suppressions: Iterable[Suppression], article: Article, today: dt.date
) -> list[Finding]:
    """Mark the suppressed findings, and add SU901 and SU902 for suppressions that do nothing.

    A suppression of the configuration is unused only where it was written for this document.
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
        codes = ", ".join(suppression.codes) or "[]"
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
            if covered or suppression.concerns(article):
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
                marked[number] = dataclasses.replace(
                    marked[number], suppressed=suppression.kind, justification=suppression.reason
                )
        elif suppression.concerns(article):
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
