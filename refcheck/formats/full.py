"""The terminal's report: each finding with the claimed and the actual value aligned, the differing words marked."""

from __future__ import annotations

import io

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from refcheck.formats import terminal_links as links
from refcheck.formats.base import View, first_findings
from refcheck.formats.difference import Piece, difference
from refcheck.formats.printable import printable
from refcheck.formats.translation import Translator
from refcheck.formats.views import DocumentView, documents, unasked
from refcheck.model import Finding, ReferenceVerdict, Report, Severity
from refcheck.rules import catalogue

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}
_WIDEST = 120
# Findings whose two values are of different kinds: an identifier and the work that it leads to, another identifier.
_NOT_COMPARABLE = frozenset({"ID104", "ID105", "CT401"})
_SUMMARY = (
    "References: {references}, in documents: {documents}. Verified: {verified}; mismatch: {mismatch}; "
    "discrepancy: {discrepancy}; not verified: {unverified}."
)


class Full:
    """What a person reads in a terminal."""

    name = "full"
    about = "for a person at a terminal: evidence and advice with each finding"

    def render(self, report: Report, view: View) -> str:
        """The report as text, with colours when the view has them."""
        output = io.StringIO()
        console = Console(
            file=output,
            width=min(view.width, _WIDEST),
            force_terminal=view.colour,
            no_color=not view.colour,
            color_system="standard" if view.colour else None,
            highlight=False,
            emoji=False,
            markup=False,
        )
        _Writer(console, Translator(view.lang), view).report(report)
        return output.getvalue()


FORMAT = Full()


class _Writer:
    """Writes one report on one console."""

    def __init__(self, console: Console, say: Translator, view: View) -> None:
        self._console = console
        self._say = say
        self._view = view
        self._margin = 6

    def report(self, report: Report) -> None:
        for document in documents(first_findings(report, self._view.most)):
            if document.findings or self._view.verbose:
                self._document(document)
        for entry in report.unreadable:
            self._line(Text.assemble((entry.path, "bold"), "  ", (self._say("not read"), "bold red")))
            self._line(Text(entry.reason), self._margin)
        if not self._view.quiet:
            self._summary(report)

    def _document(self, document: DocumentView) -> None:
        article = document.checked.article
        path = article.document.path
        heading = Text.assemble((path, links.to_document(path)), f"  {article.title}")
        heading.truncate(max(self._console.width, cell_len(path)), overflow="ellipsis")
        self._line(heading)
        for problem in article.document.problems:
            self._line(Text(problem), 2)
        for finding in document.findings:
            self._finding(document, finding)
        if self._view.verbose:
            for reference in document.references:
                if not reference.findings:
                    checked = reference.checked
                    text = Text.assemble((f"[{checked.reference.label}]", "bold"), f"  {self._say(checked.verdict)}")
                    self._line(text, 2)
                    self._line(links.with_dois(Text(checked.reference.text)), self._margin)
        self._line(Text())

    def _finding(self, document: DocumentView, finding: Finding) -> None:
        place = document.checked.article.document.place(finding.span)
        rule = catalogue()[finding.code]
        heading = Text.assemble(
            "  ",
            (self._say(finding.severity), _STYLES[finding.severity]),
            "  ",
            (finding.code, links.to_code(finding.code)),
            f" {rule.name}",
            (f"  [{finding.reference}]" if finding.reference else "", "bold"),
            (f"  {self._say('line')} {place.line}:{place.column}", "dim"),
        )
        self._line(heading)
        self._line(links.with_dois(Text(self._say.message(finding))), self._margin)
        if finding.claimed and finding.actual and finding.code not in _NOT_COMPARABLE:
            self._values(finding)
        advice = self._say.suggestion(finding)
        if advice:
            self._line(links.with_dois(Text(f"→ {advice}")), self._margin)

    def _values(self, finding: Finding) -> None:
        """The two values under each other, carets below the words that differ."""
        mine, theirs = difference(finding.claimed, self._say.value(finding.field, finding.actual))
        names = [self._say("claimed"), self._say("actual")]
        column = max(map(cell_len, names)) + 2
        room = max(20, self._console.width - self._margin - column - 2)
        for name, pieces in zip(names, (mine, theirs), strict=True):
            lines = _wrapped(pieces, room)
            for number, (text, carets) in enumerate(lines):
                lead = name if number == 0 else ""
                padding = " " * (column - cell_len(lead))
                self._line(Text.assemble((lead, "dim"), padding, text), self._margin)
                if carets.strip():
                    self._line(Text(" " * column + carets, style="red"), self._margin)

    def _summary(self, report: Report) -> None:
        counts, verdicts = report.counts(), report.verdicts()
        references = sum(len(document.references) for document in report.documents)
        numbers = {verdict.value: verdicts[verdict] for verdict in ReferenceVerdict}
        self._line(Text(self._say(_SUMMARY, documents=len(report.documents), references=references, **numbers)))
        self._line(
            Text.assemble(
                *(
                    part
                    for severity in Severity
                    for part in (
                        (
                            f"{counts[severity]} {self._say(severity.value + ('' if counts[severity] == 1 else 's'))}",
                            _STYLES[severity],
                        ),
                        "  ",
                    )
                )
            )
        )
        if report.run.offline:
            self._line(Text(self._say("Offline: only stored answers and embedded records were used.")))
        for name in unasked(report):
            self._line(Text(self._say("{source} did not answer every question; run again later.", source=name)))

    def _line(self, text: Text, indent: int = 0) -> None:
        width = max(20, self._console.width - indent)
        clean = Text("", end="")
        clean.append_text(_safe(text))
        lines = clean.wrap(self._console, width) if clean.plain else [clean]
        for line in lines:
            line.rstrip()
            self._console.print(Text.assemble(" " * indent, line), no_wrap=True, overflow="ignore", crop=False)


def _safe(text: Text) -> Text:
    """The text without control characters, which could drive the terminal."""
    safe = Text(printable(text.plain, keep=""))
    for span in text.spans:
        safe.stylize(span.style, span.start, span.end)
    return safe


def _wrapped(pieces: list[Piece], room: int) -> list[tuple[Text, str]]:
    """The pieces in lines of at most `room` cells, each with its line of carets."""
    lines: list[tuple[Text, str]] = []
    text, carets, used = Text(), "", 0
    for piece in pieces:
        for character in piece.text:
            shown = printable(character, keep="")
            width = cell_len(shown)
            if used + width > room:
                lines.append((text, carets))
                text, carets, used = Text(), "", 0
            text.append(shown, style="bold red" if piece.differs else "")
            carets += ("^" if piece.differs and shown.strip() else " ") * width
            used += width
    return [*lines, (text, carets)]
