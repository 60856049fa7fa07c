"""Code actions: put a finding right, put everything right that needs no eye, or suppress a finding with a comment."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

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

from refcheck.fix import Fix, Want, wants
from refcheck.formats.places import one_line
from refcheck.language_server.checked import Checked
from refcheck.language_server.diagnostics import diagnostic
from refcheck.language_server.libraries import in_library
from refcheck.language_server.suppressing import Comment, comment
from refcheck.model import Finding

FIX_ALL = "source.fixAll.refcheck"
KINDS: tuple[CodeActionKind | str, ...] = (CodeActionKind.QuickFix, FIX_ALL)

_LONGEST = 60  # characters of a value in a title
_MOST = 30  # findings in a range for which something is offered; more are nobody's to choose from


@dataclasses.dataclass(frozen=True, slots=True)
class Client:
    """What the client can do with an edit: hold it against the document's version, let its parts be written over."""

    versions: bool = False
    snippets: bool = False


def actions(
    checked: Checked, at: Range, only: Sequence[CodeActionKind | str] | None, client: Client
) -> list[CodeAction]:
    """What can be done about the findings in a range.

    Args:
        only: the kinds that are asked for, each with its sub-kinds; None for all.
    """
    made = []
    if _is_asked_for(CodeActionKind.QuickFix, only):
        findings = islice(_inside(checked, at), _MOST)
        made += [action for finding in findings for action in _of_finding(checked, finding, client)]
    if _is_asked_for(FIX_ALL, only) and (fixes := checked.safe_fixes.fixes):
        edit = _edit(checked, client, (_text_edit(checked, fix) for fix in fixes))
        made.append(
            CodeAction(checked.say("Put right all that is safe ({count})", count=len(fixes)), FIX_ALL, edit=edit)
        )
    return made


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
    for fix in _fixes(checked, finding):
        edit = _edit(checked, client, [_text_edit(checked, fix)])
        title = _change(checked, fix.want)
        yield CodeAction(title, CodeActionKind.QuickFix, about, is_preferred=fix.want.safe or None, edit=edit)
    if there := in_library(checked, finding):
        library, moved = there
        for fix in _fixes(library, moved):
            edit = _edit(library, client, [_text_edit(library, fix)])
            title = f"{Path(library.buffer.name).name}: {_change(checked, fix.want)}"
            yield CodeAction(title, CodeActionKind.QuickFix, about, edit=edit)
    if made := checked.once(finding.fingerprint, lambda: comment(checked, finding)):
        title = checked.say("Suppress {code} here with a comment", code=finding.code)
        edit = _edit(checked, client, [_insertion(checked, made, client)])
        yield CodeAction(title, CodeActionKind.QuickFix, about, edit=edit)


def _fixes(checked: Checked, finding: Finding) -> Iterator[Fix]:
    """The fixes that a finding asks for; those that are made without the ones that need an eye come first."""
    if checked.document is None:
        return
    wanted = list(wants(dataclasses.replace(checked.document, findings=(finding,)), uniform=False))
    every = (*checked.safe_fixes.fixes, *checked.fixes.fixes) if wanted else ()
    for want in wanted:
        yield from [fix for fix in every if fix.want == want][:1]


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
