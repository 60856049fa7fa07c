"""Fixes put into a file's bytes, and read again: what does not come out as it was meant is not done."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from refcheck.compare.reference import compare_reference
from refcheck.errors import UnreadableInputError
from refcheck.extract import extract
from refcheck.fix import bibtex, printed
from refcheck.fix.base import Fix, Left, Task, Want
from refcheck.fix.wants import wants
from refcheck.model import Article, CheckedDocument, Document, Identifiers, MarkType, Record, Reference, Verdict
from refcheck.readers import read_bytes

WRITERS = {"bibtex": bibtex.fix, "text": printed.fix, "markdown": printed.fix, "latex": printed.fix}
"""How a format's source is changed, by the reader's name."""

_FILE = "\0"  # in place of a label: it is the whole file that is wrong
_MOST_TRIES = 40
_MARKS = {"utf-16": (codecs.BOM_UTF16_BE, "utf-16-be"), "utf-32": (codecs.BOM_UTF32_BE, "utf-32-be")}


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file with its fixes: the new bytes (the old ones where nothing is changed), what was done, what was not."""

    data: bytes
    fixes: tuple[Fix, ...] = ()
    left: tuple[Left, ...] = ()


def rewrite(data: bytes, checked: CheckedDocument, *, unsafe: bool) -> Rewritten:
    """Apply to a file what its findings ask for.

    Args:
        data: the file.
        checked: what was found in it.
        unsafe: whether to change also what needs an eye.
    """
    document = checked.article.document
    asked = list(wants(checked))
    wanted = [want for want in asked if want.safe or unsafe]
    left = [Left(want, "needs an eye: --unsafe changes it") for want in asked if not (want.safe or unsafe)]
    if not wanted:
        return Rewritten(data, left=tuple(left))
    if document.format not in WRITERS:
        return Rewritten(data, left=tuple(Left(want, _advice(document.format)) for want in asked))
    if why := _obstacle(data, document):
        return Rewritten(data, left=tuple(Left(want, why) for want in asked))
    by_label = {one.reference.label: one for one in checked.references}
    fixes: list[Fix] = []
    for want in wanted:
        made = WRITERS[document.format](Task(want, checked, by_label.get(want.label)))
        if isinstance(made, Left):
            left.append(made)
        elif document.source[made.span.start : made.span.end] != made.replacement:
            fixes.append(made)
    fixes, overlapping = _apart(fixes)
    attempt = _Attempt(data, checked)
    kept = attempt.keep(fixes)
    new = attempt.data_with(kept)
    left += [*overlapping, *attempt.left]
    return Rewritten(data if new is None else new, tuple(kept if new is not None else ()), tuple(left))


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
        if _FILE in bad and len(labels) > 1 and self.tries < _MOST_TRIES:
            first = set(labels[: len(labels) // 2])
            halves = [[one for one in fixes if (one.want.label in first) is wanted] for wanted in (True, False)]
            return self.keep(halves[0]) + self.keep(halves[1])
        self.left += [Left(one.want, bad.get(one.want.label, bad.get(_FILE, ""))) for one in fixes if _is_bad(one, bad)]
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
        outcome = _tried(self.data, self.checked, fixes)
        self.last = (fixes, outcome)
        return outcome


def _is_bad(fix: Fix, bad: dict[str, str]) -> bool:
    return _FILE in bad or fix.want.label in bad


def _tried(data: bytes, checked: CheckedDocument, fixes: Sequence[Fix]) -> tuple[bytes, dict[str, str]]:
    """The new bytes, and by label what is wrong with them; `_FILE` stands for all of it."""
    document = checked.article.document
    try:
        new = _encoded(_applied(document.source or document.text, fixes), document.encoding, data)
    except UnicodeEncodeError as error:
        return data, {_FILE: f"“{error.object[error.start : error.end]}” cannot be written in {document.encoding}"}
    try:
        read = read_bytes(new, document.path)
    except UnreadableInputError as error:
        return data, {_FILE: f"the file could not be read again: {error.reason}"}
    if not _has_kept(document, read, len(fixes)):
        return data, {_FILE: "the file would not have the same entries"}
    return new, _misread(checked, extract(read), fixes)


def _misread(checked: CheckedDocument, after: Article, fixes: Sequence[Fix]) -> dict[str, str]:
    """The references that do not say what was meant after the change, or changed though nothing was meant."""
    before = checked.article
    old = {one.label: one for one in before.references}
    new = {one.label: one for one in after.references}
    if list(old) != list(new):
        return {_FILE: "the list would not have the same references"}
    if len(before.citations) != len(after.citations) or len(before.claims) != len(after.claims):
        return {_FILE: "the text outside the list would read otherwise"}
    by_label: dict[str, list[Want]] = {}
    for fix in fixes:
        by_label.setdefault(fix.want.label, []).append(fix.want)
    records = {one.reference.label: one.resolution.record for one in checked.references}
    bad = {}
    for label, reference in new.items():
        wanted = by_label.get(label, [])
        if not wanted and _said(old[label]) != _said(reference):
            return {_FILE: f"the reference {label} would read otherwise"}
        if wanted and not _is_as_meant(old[label], reference, wanted, records[label]):
            bad[label] = "it would not read as meant"
    untidy = {one.reference or "" for one in after.identifiers if one.untidy or one.malformed}
    spelt = {label for label, wanted in by_label.items() if any(want.code == "ID106" for want in wanted)}
    return dict.fromkeys(untidy & spelt, "it would still not be in its canonical form") | bad


def _said(reference: Reference) -> tuple[object, ...]:
    return reference.text, reference.identifiers, reference.claimed


def _is_as_meant(old: Reference, new: Reference, wanted: Iterable[Want], record: Record | None) -> bool:
    """Whether the fields that were wanted fit the record, and no other one came to differ from it."""
    identifiers = {str(kind): value for kind, value in old.identifiers.items()}
    fields = {want.field for want in wanted if want.code.startswith("MD")}
    for want in wanted:
        if want.code.startswith("ID") and identifiers.get(want.field, want.old).lower() == want.old.lower():
            identifiers[want.field] = want.value.lower() if want.field == "doi" else want.value
    if new.identifiers != Identifiers(**identifiers):
        return False
    if new.structured and not fields:
        return old.claimed == new.claimed
    if record is None:
        return not fields
    agreement, earlier = compare_reference(new, record), compare_reference(old, record)
    fits = all(agreement[field].verdict in (Verdict.SAME, Verdict.MINOR) for field in fields)
    others = [field for field in agreement if field not in fields]
    return fits and all(agreement[field].verdict is earlier[field].verdict for field in others)


def _has_kept(old: Document, new: Document, changes: int) -> bool:
    """Whether a document has the same entries, comments and problems as before, and no more fields that differ."""
    if [(one.key, one.type) for one in old.entries] != [(one.key, one.type) for one in new.entries]:
        return False
    differing = sum(
        before.fields.get(name) != after.fields.get(name)
        for before, after in zip(old.entries, new.entries, strict=True)
        for name in {*before.fields, *after.fields}
    )
    if differing > changes:
        return False
    comments = [[mark.value for mark in one.marked(MarkType.COMMENT)] for one in (old, new)]
    return comments[0] == comments[1] and len(old.problems) >= len(new.problems) and old.format == new.format


def _applied(source: str, fixes: Iterable[Fix]) -> str:
    pieces, at = [], 0
    for fix in sorted(fixes, key=lambda one: one.span):
        pieces += [source[at : fix.span.start], fix.replacement]
        at = fix.span.end
    return "".join([*pieces, source[at:]])


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
        whole = _encoded(source, document.encoding, data) == data
    except (UnicodeEncodeError, LookupError):
        whole = False
    if not whole:
        return f"the file cannot be written back byte for byte in {document.encoding}; save it as UTF-8 first"
    try:
        alone = read_bytes(data, document.path)
    except UnreadableInputError as error:
        return error.reason
    return "" if alone.text == document.text else "the file draws on others; fix those that hold the references"


def _encoded(source: str, encoding: str, like: bytes) -> bytes:
    """Characters in the encoding of a file, with its byte order mark."""
    mark, codec = _MARKS.get(encoding, (b"", ""))
    if mark and like.startswith(mark):
        return mark + source.encode(codec)
    return source.encode(encoding)


def _advice(form: str) -> str:
    """What to do with a format that cannot be fixed."""
    if form in {"docx", "odt"}:
        return (
            "a word processor's file is not changed; --report docx:PATH of refcheck check writes comments into a copy"
        )
    if form in {"pdf", "html", "epub", "jats"}:
        return f"{form} is made from something else; fix that, or correct it there by hand"
    return f"files of the format {form} are not changed; correct it in your reference manager and export again"
