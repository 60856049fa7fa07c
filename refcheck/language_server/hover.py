"""What an editor shows where the pointer rests: the evidence for a reference, citation or claim; what a code means."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lsprotocol.types import Hover, MarkupContent, MarkupKind, Position

from refcheck.formats.markdown import linked, plain, side_by_side
from refcheck.formats.printable import printable
from refcheck.formats.views import Row, links, rows
from refcheck.language_server.checked import Checked
from refcheck.model import CheckedClaim, CheckedDocument, CheckedReference, Finding, Span
from refcheck.rules import catalogue, help_url
from refcheck.rules.base import named

_MOST = 5  # works of one citation that are shown
_LONGEST = 600  # characters of a title or a reference
_DIRECTIVE = re.compile(r"refcheck:\s{0,9}ignore\s{0,9}\[([^\]\n]{0,200})\]", re.IGNORECASE)
_CODE = re.compile(r"[A-Za-z]{2}\d{3}")


def hover(checked: Checked, position: Position) -> Hover | None:
    """The evidence for what stands at a position; None where nothing does."""
    at = checked.positions.offset(position)
    found = _suppression(checked, at)
    if found is None and checked.document is not None:
        found = _evidence(checked, checked.document, at)
    if found is None:
        return None
    span, text = found
    return Hover(MarkupContent(MarkupKind.Markdown, printable(text)), checked.positions.range(span.start, span.end))


def _evidence(checked: Checked, document: CheckedDocument, at: int) -> tuple[Span, str] | None:
    """A claim of the prose, else a citation, else an entry of the list; each with the works that it is about."""
    by_label = {reference.reference.label: reference for reference in document.references}
    about: list[tuple[Span, list[CheckedClaim], list[str]]] = [
        *((claim.claim.span, [claim], [claim.claim.reference or ""]) for claim in document.claims),
        *((citation.span, [], [*citation.labels]) for citation in document.article.citations),
        *((reference.reference.span, [], [reference.reference.label]) for reference in document.references),
    ]
    here = [(checked.stretch(span), claims, labels) for span, claims, labels in about]
    here = [one for one in here if one[0].start <= at < one[0].end or one[0].start == at]
    if not here:
        return None
    span, claims, labels = min(here, key=lambda one: one[0].end - one[0].start)
    works = [by_label[label] for label in labels if label in by_label]
    blocks = [_claim(checked, claim) for claim in claims]
    blocks += [_reference(checked, work) for work in works[:_MOST]]
    if len(works) > _MOST:
        blocks.append(f"… (+{len(works) - _MOST})")
    return (span, "\n\n---\n\n".join(blocks)) if blocks else None


def _claim(checked: Checked, view: CheckedClaim) -> str:
    """What a sentence says of a work, beside what the work's record says."""
    claim, say = view.claim, checked.say
    claimed = {"journal": claim.journal, "date": str(claim.date or ""), "title": claim.title}
    shown = [
        Row(field, claimed.get(field, ""), agreement.actual, agreement)
        for field, agreement in view.agreement.items()
        if claimed.get(field)
    ]
    lines = [f"**{say(view.verdict)}** · {plain(_short(claim.text))}", "", *side_by_side(shown, say)]
    return "\n".join([*lines, *(_said(checked, one) for one in checked.findings() if one.span in claim.spans)])


def _reference(checked: Checked, view: CheckedReference) -> str:
    """A reference beside its record: every field, where the record is from, and what was found."""
    say, record = checked.say, view.resolution.record
    lines = [f"**[{plain(view.reference.label)}]** **{say(view.verdict)}**"]
    if record is not None:
        lines[0] += f" · {say('source')}: {plain(say(named(record.source)))}"
        lines += ["", plain(_short(record.title))]
    lines += ["", *side_by_side(rows(view), say)]
    if pages := links(view):
        lines += [linked(pages), ""]
    label = view.reference.label
    lines += [_said(checked, one) for one in checked.findings() if one.reference == label and one.code[:2] != "CL"]
    return "\n".join(lines).rstrip("\n")


def _said(checked: Checked, finding: Finding) -> str:
    """A finding as an item of a list, its code a link to what it means."""
    say = checked.say
    advice = say.suggestion(finding)
    code = f"[{finding.code}]({help_url(finding.code)})"
    return f"- **{say(finding.severity)}** {code} {plain(say.message(finding))}" + (
        f" → {plain(advice)}" if advice else ""
    )


def _suppression(checked: Checked, at: int) -> tuple[Span, str] | None:
    """What the codes of a suppression mean, where the pointer is on one."""
    positions, text = checked.positions, checked.buffer.text
    start = positions.start_of_line(at)
    line = text[start : positions.end_of_line(at)]
    for directive in _DIRECTIVE.finditer(line):
        for code in _CODE.finditer(line, directive.start(1), directive.end(1)):
            rule = catalogue().get(code.group().upper())
            if rule and start + code.start() <= at <= start + code.end():
                return Span(start + code.start(), start + code.end()), "\n\n".join(_rule(checked, rule.code))
    return None


def _rule(checked: Checked, code: str) -> Iterator[str]:
    rule, say = catalogue()[code], checked.say
    yield f"**[{rule.code}]({help_url(code)})** {plain(rule.name)} ({say(rule.severity)})"
    yield from (plain(say(text)) for text in (rule.when, rule.why, rule.action) if text)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
