"""Code actions: put a finding right, put everything right that needs no eye, or suppress a finding with a comment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import attrs
from lsprotocol.types import (
    CodeAction,
    CodeActionKind,
    OptionalVersionedTextDocumentIdentifier,
    Range,
    SnippetTextEdit,
    StringValue,
    TextDocumentEdit,
    TextEdit,
    WorkspaceEdit,
)

from refcheck.fix import Fix, Want
from refcheck.formats.places import one_line
from refcheck.language_server.checked import Checked
from refcheck.language_server.diagnostics import diagnostic
from refcheck.language_server.fixing import is_safe_to_propose, proposal
from refcheck.language_server.suppressing import Comment, comment
from refcheck.model import Finding

FIX_ALL = "source.fixAll.refcheck"
KINDS: tuple[CodeActionKind | str, ...] = (CodeActionKind.QuickFix, FIX_ALL)

_LONGEST = 60  # characters of a value in a title
_MOST = 30  # findings in a range for which something is offered; more are nobody's to choose from


@dataclass(frozen=True, slots=True)
class Client:
    """What the client can do.

    Attributes:
        versions: hold an edit against the document's version.
        snippets: let a part of what is inserted be written over.
        resolves: ask for an action's edit when the action is chosen.
    """

    versions: bool = False
    snippets: bool = False
    resolves: bool = False


def actions(
    checked: Checked, at: Range, only: Sequence[CodeActionKind | str] | None, client: Client
) -> list[CodeAction]:
    """What can be done about the findings in a range.

    Args:
        checked: the document.
        at: the range.
        only: the kinds that are asked for, each with its sub-kinds; None for all.
        client: what the client can do.
    """
    made: list[CodeAction] = []
    if _is_asked_for(CodeActionKind.QuickFix, only):
        for finding in islice(_inside(checked, at), _MOST):
            made += _of_finding(checked, finding, client)
    if _is_asked_for(FIX_ALL, only) and is_safe_to_propose(checked):
        every = CodeAction(checked.say("Put right all that is safe"), FIX_ALL, data={"uri": checked.buffer.uri})
        made += _with_edit(checked, every, client)
    return made


def resolved(checked: Checked, action: CodeAction, client: Client) -> CodeAction:
    """An action with its edit; without one where the file would not read as it is meant to."""
    data = action.data if isinstance(action.data, dict) else {}
    fingerprint = data.get("finding")
    if fingerprint is None:
        edits = [_text_edit(checked, fix) for fix in checked.safe_fixes.fixes]
        return attrs.evolve(action, edit=_edit(checked, client, edits) if edits else None)
    for finding in checked.findings():
        if finding.fingerprint == fingerprint and (found := proposal(checked, finding)) and (fix := found.verified()):
            return attrs.evolve(action, edit=_edit(found.checked, client, [_text_edit(found.checked, fix)]))
    return action


def _with_edit(checked: Checked, action: CodeAction, client: Client) -> list[CodeAction]:
    """An action as a list, with its edit now unless the client asks for that later; none where there is no edit."""
    if client.resolves:
        return [action]
    now = resolved(checked, action, client)
    return [now] if now.edit else []


def _is_asked_for(kind: CodeActionKind | str, only: Sequence[CodeActionKind | str] | None) -> bool:
    if only is None:
        return True
    wanted, asked = _plain(kind), [_plain(one) for one in only]
    return any(wanted == one or wanted.startswith(f"{one}.") or not one for one in asked)


def _plain(kind: CodeActionKind | str) -> str:
    return kind.value if isinstance(kind, CodeActionKind) else kind


def _inside(checked: Checked, at: Range) -> Iterator[Finding]:
    start, end = checked.positions.offset(at.start), checked.positions.offset(at.end)
    for finding in checked.findings():
        place = checked.stretch(finding.span)
        if place.start <= end and start <= place.end:
            yield finding


def _of_finding(checked: Checked, finding: Finding, client: Client) -> Iterator[CodeAction]:
    about = [diagnostic(checked, finding)]
    if found := proposal(checked, finding):
        file = "" if found.checked is checked else f"{Path(found.checked.buffer.name).name}: "
        fix = CodeAction(
            file + _change(checked, found.want),
            CodeActionKind.QuickFix,
            about,
            is_preferred=found.want.safe or None,
            data={"uri": checked.buffer.uri, "finding": finding.fingerprint},
        )
        yield from _with_edit(checked, fix, client)
    if made := checked.once(finding.fingerprint, lambda: comment(checked, finding)):
        title = checked.say("Suppress {code} here with a comment", code=finding.code)
        edit = _edit(checked, client, [_insertion(checked, made, client)])
        yield CodeAction(title, CodeActionKind.QuickFix, about, edit=edit)


def _change(checked: Checked, want: Want) -> str:
    """What a fix does, in one line."""
    old, new, field = one_line(want.old, _LONGEST), one_line(want.value, _LONGEST), checked.say(want.field)
    title = f"{field}: {old} → {new}" if old else f"{field}: + {new}"
    return title if want.safe else checked.say("{change} (needs an eye)", change=title)


def _text_edit(checked: Checked, fix: Fix) -> TextEdit:
    start, end = fix.span.start + checked.shift, fix.span.end + checked.shift
    return TextEdit(checked.positions.range(start, end), fix.replacement)


def _insertion(checked: Checked, made: Comment, client: Client) -> TextEdit | SnippetTextEdit:
    place = checked.positions.range(made.offset, made.offset)
    if not client.snippets:
        return TextEdit(place, made.text)
    before, reason, after = (_literal(part) for part in (made.before, made.reason, made.after))
    return SnippetTextEdit(place, StringValue(f"{before}${{1:{reason}}}{after}"))


def _literal(text: str) -> str:
    """Text as it stands in a snippet."""
    return text.replace("\\", "\\\\").replace("$", "\\$").replace("}", "\\}")


def _edit(checked: Checked, client: Client, edits: Iterable[TextEdit | SnippetTextEdit]) -> WorkspaceEdit:
    buffer = checked.buffer
    if not client.versions:
        plain = [edit for edit in edits if isinstance(edit, TextEdit)]
        return WorkspaceEdit(changes={buffer.uri: plain})
    document = OptionalVersionedTextDocumentIdentifier(buffer.uri, buffer.version)
    return WorkspaceEdit(document_changes=[TextDocumentEdit(document, [*edits])])
