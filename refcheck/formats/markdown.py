"""Markdown: a report for a repository, an issue or an e-mail."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from refcheck import __version__
from refcheck.formats.base import GENERATOR, View
from refcheck.formats.difference import Piece, difference
from refcheck.formats.printable import printable
from refcheck.formats.translation import Translator
from refcheck.formats.views import (
    CHECKED,
    NOT_VERIFIED,
    DocumentView,
    Link,
    Placed,
    ReferenceView,
    Row,
    asked,
    documents,
    unasked,
)
from refcheck.model import ReferenceVerdict, Report, Severity, Verdict
from refcheck.rules import catalogue

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#+!|~$&])")


class Markdown:
    """Summary, then each document: what the text claims, and each reference that is not in order."""

    name = "markdown"
    about = "for a repository, an issue or an e-mail"

    def render(self, report: Report, view: View) -> str:
        """The report as Markdown."""
        say = Translator(view.lang)
        lines = [f"<!-- {GENERATOR} -->", "", f"# {say('Reference check')}", ""]
        lines += _summary(report, say)
        for document in documents(report):
            lines += _document(document, say)
        for entry in report.unreadable:
            lines += [f"## {plain(entry.path)}", "", f"**{say('not read')}**: {plain(entry.reason)}", ""]
        lines += _what_was_checked(report, say)
        return printable("\n".join(lines).rstrip("\n") + "\n")


FORMAT = Markdown()


def plain(text: str) -> str:
    """Text that Markdown shows as it stands: no markup, link or HTML of a hostile title comes through."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split())).replace("@", "@\u2060")


def _summary(report: Report, say: Translator) -> list[str]:
    verdicts = report.verdicts()
    header = [say("Document"), say("References"), *(say(verdict) for verdict in ReferenceVerdict)]
    header += [say(severity.value + "s") for severity in Severity]
    lines = [f"| {' | '.join(header)} |", "|---" * len(header) + "|"]
    for document in report.documents:
        marks = [checked.verdict for checked in document.references]
        counted = [finding.severity for finding in document.findings if not finding.suppressed]
        cells = [plain(document.article.document.path), str(len(marks))]
        cells += [str(marks.count(verdict)) for verdict in ReferenceVerdict]
        cells += [str(counted.count(severity)) for severity in Severity]
        lines.append(f"| {' | '.join(cells)} |")
    counts = report.counts()
    total = [f"**{say('Together')}**", str(verdicts.total()), *(str(verdicts[v]) for v in ReferenceVerdict)]
    total += [str(counts[severity]) for severity in Severity]
    return [*lines, f"| {' | '.join(total)} |", ""]


def _document(document: DocumentView, say: Translator) -> list[str]:
    article = document.checked.article
    lines = [f"## {plain(article.document.path)}", ""]
    lines += [f"*{plain(article.title)}*", ""] if article.title else []
    lines += [f"- {plain(problem)}" for problem in article.document.problems]
    if not document.findings:
        return [*lines, say("No references were found.") if document.empty else say("Nothing to report."), ""]
    for claim in document.claims:
        if claim.findings:
            lines += [f"> {plain(claim.checked.claim.text)}", ""]
            for placed in claim.findings:
                lines += _finding(placed, say)
    for placed in document.others:
        lines += _finding(placed, say)
    for reference in document.references:
        if reference.findings:
            lines += _reference(reference, say)
    return lines


def _reference(view: ReferenceView, say: Translator) -> list[str]:
    reference = view.checked.reference
    verdict = say("; ").join(say(word) for word in (view.fate, view.checked.verdict.value) if word)
    lines = [f"### [{plain(reference.label)}] {verdict}", "", f"> {plain(reference.text)}", ""]
    lines += [linked(view.links), ""] if view.links else []
    for placed in view.findings:
        lines += _finding(placed, say)
    return lines + side_by_side(
        [row for row in view.rows if row.agreement.verdict not in (Verdict.SAME, Verdict.ABSENT)], say
    )


def linked(links: Iterable[Link]) -> str:
    """Links one after the other."""
    return " · ".join(f"[{plain(link.name)}]({link.url.replace('(', '%28').replace(')', '%29')})" for link in links)


def side_by_side(rows: Sequence[Row], say: Translator) -> list[str]:
    """A table of what is claimed beside what the record has, differing words marked; nothing for no rows."""
    if not rows:
        return []
    names = (say("Field"), say("In the article"), say("In the record"), say("Agreement"))
    lines = [f"| {' | '.join(names)} |", "|---|---|---|---|"]
    for row in rows:
        actual = say.value(row.field, row.actual)
        if row.agreement.verdict is Verdict.SAME:  # however it is written
            mine, theirs = [Piece(row.claimed, differs=False)], [Piece(actual, differs=False)]
        else:
            mine, theirs = difference(row.claimed, actual)
        lines.append(f"| {say(row.field)} | {_marked(mine)} | {_marked(theirs)} | {say(row.agreement.verdict.value)} |")
    return [*lines, ""]


def _marked(pieces: list[Piece]) -> str:
    return "".join(f"**{plain(p.text)}**" if p.differs else _kept(p.text) for p in pieces)


def _kept(text: str) -> str:
    """Plain text with the blanks at its ends, which join it to a marked neighbour."""
    inner = plain(text)
    return (" " if text[:1].isspace() else "") + inner + (" " if inner and text[-1:].isspace() else "")


def _finding(placed: Placed, say: Translator) -> list[str]:
    finding = placed.finding
    rule = catalogue()[finding.code]
    advice = say.suggestion(finding)
    head = f"- **{say(finding.severity)}** {finding.code} {rule.name} ({say('line')} {placed.line})"
    return [f"{head}: {plain(say.message(finding))}" + (f" → {plain(advice)}" if advice else ""), ""]


def _what_was_checked(report: Report, say: Translator) -> list[str]:
    lines = [f"## {say('What was checked')}", "", say(CHECKED), ""]
    lines += [say(NOT_VERIFIED), ""] if report.verdicts()[ReferenceVerdict.UNVERIFIED] else []
    if report.run.offline:
        lines.append(f"- {say('Offline: only stored answers and embedded records were used.')}")
    for name, use in asked(report):
        numbers = {"status": say(use.status.value), "requests": use.requests, "cached": use.cached}
        line = say("{source}: {status}; {requests} requests, {cached} stored answers", source=name, **numbers)
        lines.append(f"- {line}" + (f" ({plain(use.note)})" if use.note else ""))
    lines += [
        f"- {say('{source} did not answer every question; run again later.', source=name)}" for name in unasked(report)
    ]
    lines.append(f"- refcheck {__version__} · {report.run.started}")
    return lines
