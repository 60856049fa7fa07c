"""What changed between two reports, as text, Markdown or JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from refcheck import __version__
from refcheck.findings.comparison import Change, Comparison
from refcheck.findings.stored import SCHEMA_VERSION, StoredFinding
from refcheck.formats.json_text import dumps
from refcheck.formats.markdown import plain
from refcheck.formats.places import one_line
from refcheck.formats.printable import printable
from refcheck.formats.translation import Translator
from refcheck.rules import catalogue

_LONGEST = 160  # of a printed reference, in characters

# GitHub refuses the body of an issue or a comment of more than 65,536 characters.
_LONGEST_MARKDOWN = 60_000

_SUMMARY = (
    "New: {new}, of which newly retracted: {retracted}; changed: {changed}; fixed: {fixed}; "
    "unchanged: {unchanged}; not checked again: {not_checked}."
)

Renderer = Callable[[Comparison, Translator], str]


def as_text(comparison: Comparison, say: Translator) -> str:
    """One line a finding, under the heading of what became of it; what is unchanged is counted."""
    lines = []
    for heading, changes in _sections(comparison):
        lines.append(f"{say(heading)} ({len(changes)})")
        for change in changes:
            finding = change.finding
            label = f" [{one_line(finding.reference)}]" if finding.reference else ""
            message = f"{_severity(change, say)}{label} {_message(finding, say)}"
            lines.append(f"  {one_line(change.path)}: {one_line(finding.code)} {message}")
            if change.newly_retracted:
                lines.append(f"      {one_line(change.reference, _LONGEST)}")
        lines.append("")
    return "\n".join([*lines, _summary(comparison, say)]) + "\n"


def as_markdown(comparison: Comparison, say: Translator) -> str:
    """For an issue or a comment of a pull request; beyond what these take it is cut, and says so."""
    blocks = [f"# {say('What changed')}", _summary(comparison, say)]
    room = _LONGEST_MARKDOWN - sum(map(len, blocks))
    left = 0
    for heading, changes in _sections(comparison):
        items = [f"## {say(heading)} ({len(changes)})"]
        for change in changes:
            item = _item(change, say)
            room -= len(item) + 1
            if room > 0:
                items.append(item)
            else:
                left += 1
        blocks.append("\n".join([items[0], "", *items[1:]]))
    if left:
        blocks.append(say("{count} more findings are not shown.", count=left))
    return printable("\n\n".join(blocks) + "\n")


def as_json(comparison: Comparison, say: Translator) -> str:  # noqa: ARG001 - JSON is the same in every language
    """Everything, for programs."""
    lists = {
        "new": comparison.new,
        "changed": comparison.changed,
        "fixed": comparison.fixed,
        "unchanged": comparison.unchanged,
        "not_checked": comparison.not_checked,
    }
    content = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "refcheck", "version": __version__},
        "summary": {
            "newly_retracted": len(comparison.newly_retracted),
            **{name: len(changes) for name, changes in lists.items()},
        },
        **{name: [_object(change) for change in changes] for name, changes in lists.items()},
    }
    return dumps(content, indent=2) + "\n"


RENDERERS: dict[str, Renderer] = {"text": as_text, "markdown": as_markdown, "json": as_json}


def _sections(comparison: Comparison) -> Iterator[tuple[str, tuple[Change, ...]]]:
    """The lists that are shown, the gravest first; an empty one is left out."""
    retracted = comparison.newly_retracted
    sections = {
        "Newly retracted": retracted,
        "New": tuple(change for change in comparison.new if not change.newly_retracted),
        "Changed": comparison.changed,
        "Fixed": comparison.fixed,
        "Not checked again": comparison.not_checked,
    }
    return ((heading, changes) for heading, changes in sections.items() if changes)


def _summary(comparison: Comparison, say: Translator) -> str:
    return say(
        _SUMMARY,
        new=len(comparison.new),
        retracted=len(comparison.newly_retracted),
        changed=len(comparison.changed),
        fixed=len(comparison.fixed),
        unchanged=len(comparison.unchanged),
        not_checked=len(comparison.not_checked),
    )


def _severity(change: Change, say: Translator) -> str:
    now = say(change.finding.severity)
    if change.before and change.before.severity is not change.finding.severity:
        return f"{say(change.before.severity)} → {now}"
    return now


def _message(finding: StoredFinding, say: Translator) -> str:
    """What it says. The report keeps the English sentence alone: in another language, its rule's and the two values."""
    rule = catalogue().get(finding.code)
    if say.lang == "en" or rule is None:
        return one_line(finding.message)
    values = {say("claimed"): finding.claimed, say("actual"): finding.actual}
    shown = [f"{name}: {one_line(value)}" for name, value in values.items() if value]
    return " ".join([say(rule.when), *shown])


def _item(change: Change, say: Translator) -> str:
    finding = change.finding
    rule = catalogue().get(finding.code)
    name = f" {rule.name}" if rule else ""
    label = f" \\[{plain(finding.reference)}\\]" if finding.reference else ""
    head = f"- **{_severity(change, say)}** {plain(finding.code)}{name} {plain(change.path)}{label}"
    lines = [f"{head}: {plain(_message(finding, say))}"]
    if change.reference:
        lines.append(f"  > {plain(one_line(change.reference, _LONGEST))}")
    return "\n".join(lines)


def _object(change: Change) -> dict[str, Any]:
    finding = change.finding.model_dump(mode="json", exclude={"suppressed"})
    before = change.before
    return {
        "path": change.path,
        **finding,
        "reference_text": change.reference,
        "newly_retracted": change.newly_retracted,
        "before": {"severity": before.severity, "actual": before.actual, "message": before.message} if before else None,
    }
