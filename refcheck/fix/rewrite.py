"""Fixes put into a file's bytes; what does not read as it was meant is taken back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from refcheck.errors import UnreadableInputError
from refcheck.fix import bibtex, printed, ris
from refcheck.fix.anew import Anew, anew, of_list
from refcheck.fix.base import Fix, Left, Task, Want
from refcheck.fix.verify import FILE, encoded, tried
from refcheck.fix.wants import FIELDS, wants
from refcheck.model import CheckedDocument, Document, Span
from refcheck.readers import read_bytes

WRITERS = {
    "bibtex": bibtex.fix,
    "ris": ris.fix,
    "text": printed.fix,
    "markdown": printed.fix,
    "latex": printed.fix,
}
"""How a format's source is changed, by the reader's name."""

_MOST_TRIES = 40
_MARKUP = {
    "bibtex": re.compile(r"[{}\\\x00-\x1f]"),
    "latex": re.compile(r"[{}\\\x00-\x1f]"),
    "markdown": re.compile(r"[<>\[\]`*\\\x00-\x1f]"),
    "text": re.compile(r"[\x00-\x1f]"),
    "ris": re.compile(r"[\x00-\x1f]"),
}
"""What an index's value must not bring into a file of a format."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file with its fixes: the new bytes (the old ones where nothing is changed), what was done, what was not."""

    data: bytes
    fixes: tuple[Fix, ...] = ()
    left: tuple[Left, ...] = ()


def rewrite(
    data: bytes, checked: CheckedDocument, *, unsafe: bool, uniform: bool = True, plan: Anew | None = None
) -> Rewritten:
    """Apply to a file what its findings ask for.

    Args:
        data: the file.
        checked: what was found in it.
        unsafe: whether to change also what needs an eye.
        uniform: whether to put imprecise abbreviations of journals right.
        plan: which printed references to write anew; None for none.
    """
    document = checked.article.document
    asked = list(wants(checked, uniform=uniform))
    everything = [of_list(checked)] if plan and plan.everything else []
    if document.format not in WRITERS:
        return Rewritten(data, left=tuple(Left(want, _advice(document.format)) for want in [*asked, *everything]))
    wanted = [want for want in asked if want.safe or unsafe]
    left = [Left(want, "needs an eye: --unsafe changes it") for want in asked if not (want.safe or unsafe)]
    if not wanted and not everything:
        return Rewritten(data, left=tuple(left))
    if why := _obstacle(data, document):
        return Rewritten(data, left=tuple(Left(want, why) for want in [*asked, *everything]))
    fixes, failed = _in_place(checked, wanted)
    fixes, overlapping = _apart(fixes)
    written = list(anew(checked, plan, wanted, failed, unsafe=unsafe)) if plan else []
    whole = [one for one in written if isinstance(one, Fix)]
    attempt = _Attempt(data, checked)
    kept = attempt.keep(_without(fixes, whole) + whole)
    lost = [one for one in whole if one not in kept]
    if lost:  # then what can be changed in its place
        kept = attempt.keep(kept + [one for one in fixes if one.want.label in {each.want.label for each in lost}])
    new = attempt.data_with(kept)
    now_right = {one.want.label for one in kept if one in whole}
    left += [one for one in failed if one.want.label not in now_right or one.want.code not in FIELDS]
    left += [*overlapping, *(one for one in written if isinstance(one, Left)), *attempt.left]
    return Rewritten(data if new is None else new, tuple(kept if new is not None else ()), tuple(left))


def _in_place(checked: CheckedDocument, wanted: Sequence[Want]) -> tuple[list[Fix], list[Left]]:
    """The fixes of single fields where they stand, and what cannot be fixed so."""
    document = checked.article.document
    by_label = {one.reference.label: one for one in checked.references}
    fixes, left = [], []
    for want in wanted:
        task = Task(want, checked, by_label.get(want.label))
        made = (
            Left(want, "the record's value has markup in it") if _has_markup(task) else WRITERS[document.format](task)
        )
        if isinstance(made, Left):
            left.append(made)
        elif document.source[made.span.start : made.span.end] != made.replacement:
            fixes.append(made)
    return fixes, left


def _has_markup(task: Task) -> bool:
    """Whether a value that may be written would be more than text in the file."""
    values, record = [task.want.value], task.record
    if record is not None and task.want.field == "journal":
        values += [record.journal, *record.journal_names]
    if record is not None and task.want.field == "authors":
        values += [f"{one.family}{one.given}{one.name}" for one in record.authors]
    markup = _MARKUP[task.document.article.document.format]
    return any(markup.search(value) for value in values)


@dataclass
class _Attempt:
    """Finds the fixes after which the file reads as it is meant to.

    Where the whole file would read otherwise, the half of the fixes that does it is looked for, again and again; but
    no more often than is worth the time.
    """

    data: bytes
    checked: CheckedDocument
    left: list[Left] = field(default_factory=list)
    tries: int = 0
    last: tuple[Sequence[Fix], tuple[bytes, dict[str, str]]] | None = None

    def keep(self, fixes: list[Fix]) -> list[Fix]:
        """Those of the fixes that can be made together."""
        if not fixes:
            return []
        _, bad = self._tried(fixes)
        if not bad:
            return fixes
        labels = sorted({one.want.label for one in fixes})
        if FILE in bad and len(labels) > 1 and self.tries < _MOST_TRIES:
            first = set(labels[: len(labels) // 2])
            halves = [[one for one in fixes if (one.want.label in first) is wanted] for wanted in (True, False)]
            return self.keep(halves[0]) + self.keep(halves[1])
        self.left += [Left(one.want, bad.get(one.want.label, bad.get(FILE, ""))) for one in fixes if _is_bad(one, bad)]
        return self.keep([one for one in fixes if not _is_bad(one, bad)])

    def data_with(self, fixes: list[Fix]) -> bytes | None:
        """The new bytes; None where fixes that are right alone are not so together."""
        if not fixes:
            return None
        new, bad = self._tried(fixes)
        if bad:
            self.left += [Left(one.want, "the file would read otherwise than meant") for one in fixes]
        return None if bad else new

    def _tried(self, fixes: Sequence[Fix]) -> tuple[bytes, dict[str, str]]:
        if self.last and self.last[0] == fixes:
            return self.last[1]
        self.tries += 1
        outcome = tried(self.data, self.checked, fixes)
        self.last = (fixes, outcome)
        return outcome


def _without(fixes: Sequence[Fix], whole: Sequence[Fix]) -> list[Fix]:
    """The fixes outside the references that are written anew."""
    return [one for one in fixes if not any(_touch(one.span, each.span) for each in whole)]


def _touch(one: Span, other: Span) -> bool:
    return one.overlaps(other) or one.start == one.end == other.end


def _is_bad(fix: Fix, bad: dict[str, str]) -> bool:
    return FILE in bad or fix.want.label in bad


def _apart(fixes: Sequence[Fix]) -> tuple[list[Fix], list[Left]]:
    """The fixes that do not overlap, the earlier ones winning, and the others."""
    kept: list[Fix] = []
    left = []
    for fix in sorted(fixes, key=lambda one: one.span):
        clash = kept and (fix.span.start < kept[-1].span.end or fix.span == kept[-1].span)
        if clash:
            left.append(Left(fix.want, "another fix is at the same place; run again"))
        else:
            kept.append(fix)
    return kept, left


def _obstacle(data: bytes, document: Document) -> str:
    """Why a file cannot be changed at all, or ""."""
    source = document.source or document.text
    try:
        whole = encoded(source, document.encoding, data) == data
    except (UnicodeEncodeError, LookupError):
        whole = False
    if not whole:
        return f"the file cannot be written back byte for byte in {document.encoding}; save it as UTF-8 first"
    try:
        alone = read_bytes(data, document.path)
    except UnreadableInputError as error:
        return error.reason
    return "" if alone.text == document.text else "the file draws on others; fix those that hold the references"


def _advice(form: str) -> str:
    """What to do with a format that cannot be fixed."""
    if form in {"docx", "odt"}:
        return (
            "a word processor's file is not changed; --report docx:PATH of refcheck check writes comments into a copy"
        )
    if form in {"pdf", "html", "epub", "jats"}:
        return f"{form} is made from something else; fix that, or correct it there by hand"
    return f"files of the format {form} are not changed; correct it in your reference manager and export again"
