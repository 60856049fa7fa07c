"""A comment that suppresses a finding, in the way of each format, put where it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from refcheck.errors import UnreadableInputError
from refcheck.extract import extract
from refcheck.findings.suppression import inline
from refcheck.language_server.checked import Checked
from refcheck.model import Article, CheckedDocument, Finding, Span

_DIRECTIVE = 'refcheck: ignore[{code}] reason="{reason}"'
_BEHIND = {"latex": "% {}", "markdown": "<!-- {} -->", "html": "<!-- {} -->"}
"""A comment behind other text, by the reader's name. Plain text has none."""


@dataclass(frozen=True, slots=True)
class Comment:
    """Text to insert at an offset of the editor's text; the reason in the middle of it is to be written over."""

    offset: int
    before: str
    reason: str
    after: str

    @property
    def text(self) -> str:
        """All of it."""
        return self.before + self.reason + self.after


def comment(checked: Checked, finding: Finding) -> Comment | None:
    """The comment for a finding; None where the format has none, or where one would not hold or do harm."""
    document = checked.document
    if document is None:
        return None
    if document.article.document.format == "bibtex":
        return _above_entry(checked, document, finding)
    tried = _behind(checked, document, finding)
    return next((made for made in tried if _holds(checked, document.article, finding, made)), None)


def _above_entry(checked: Checked, document: CheckedDocument, finding: Finding) -> Comment | None:
    """A line above the entry: BibTeX takes what stands between entries for a comment, and nothing within one."""
    entries = document.article.document.entries
    entry = next((one for one in entries if one.span.start <= finding.span.start < one.span.end), None)
    if entry is None:
        return None
    at = checked.stretch(entry.span).start
    line_end = "\r\n" if "\r\n" in checked.buffer.text else "\n"
    alone = not checked.buffer.text[checked.positions.start_of_line(at) : at].strip()
    return _made(checked, at, ("" if alone else line_end) + "% {}" + line_end, finding)


def _behind(checked: Checked, document: CheckedDocument, finding: Finding) -> Iterator[Comment]:
    """The places behind a finding: the end of its line, its own end, that of its reference."""
    form = document.article.document.format
    if form not in _BEHIND:
        return
    manner, stretch = f" {_BEHIND[form]}", checked.stretch(finding.span)
    line = checked.buffer.text[stretch.start : checked.positions.end_of_line(stretch.start)]
    yield _made(checked, stretch.start + len(line.rstrip()), manner, finding)  # blanks there may mean a line break
    if form != "latex":  # where a comment goes to the end of the line
        yield _made(checked, stretch.end, manner, finding)
        for reference in document.article.references:
            if reference.label == finding.reference:
                yield _made(checked, checked.stretch(reference.span).end, manner, finding)


def _made(checked: Checked, at: int, manner: str, finding: Finding) -> Comment:
    directive = _DIRECTIVE.format(code=finding.code, reason="\0")
    before, _, after = manner.format(directive).partition("\0")
    return Comment(at, before, checked.say("why this is right"), after)


def _holds(checked: Checked, before: Article, finding: Finding, made: Comment) -> bool:
    """Whether a reader takes the comment for one, it holds for the finding, and nothing else reads otherwise."""
    text = checked.buffer.text[: made.offset] + made.text + checked.buffer.text[made.offset :]
    try:
        after = extract(checked.read_as(text))
    except UnreadableInputError:
        return False
    place = Span(finding.span.start, finding.span.start + 1)  # the comment stands behind it
    return (
        [one.label for one in before.references] == [one.label for one in after.references]
        and len(before.claims) == len(after.claims)
        and any(
            one.codes == (finding.code,) and not one.problem and one.scope is not None and one.scope.overlaps(place)
            for one in inline(after)
        )
    )
