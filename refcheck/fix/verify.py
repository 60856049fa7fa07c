"""A file read again with its fixes: does it say what was meant, and nothing else that is new?"""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Iterable, Sequence

from refcheck.compare.reference import compare_reference
from refcheck.compare.same_work import same_work
from refcheck.errors import UnreadableInputError
from refcheck.extract import extract
from refcheck.fix.base import Fix, Want
from refcheck.fix.whole import FIELD as WHOLE
from refcheck.model import Article, CheckedDocument, Document, Identifiers, MarkType, Record, Reference, Verdict
from refcheck.readers import read_bytes
from refcheck.text.folding import words

FILE = "\0"
"""In place of a label: it is the whole file that is wrong."""

_MARKS = {"utf-16": (codecs.BOM_UTF16_BE, "utf-16-be"), "utf-32": (codecs.BOM_UTF32_BE, "utf-32-be")}


def tried(data: bytes, checked: CheckedDocument, fixes: Sequence[Fix]) -> tuple[bytes, dict[str, str]]:
    """The new bytes, and by label what is wrong with them; `FILE` stands for all of it."""
    document = checked.article.document
    try:
        new = encoded(_applied(document.source or document.text, fixes), document.encoding, data)
    except UnicodeEncodeError as error:
        return data, {FILE: f"“{error.object[error.start : error.end]}” cannot be written in {document.encoding}"}
    try:
        read = read_bytes(new, document.path)
    except UnreadableInputError as error:
        return data, {FILE: f"the file could not be read again: {error.reason}"}
    if not _has_kept(document, read, len(fixes)):
        return data, {FILE: "the file would not have the same entries"}
    return new, _misread(checked, extract(read), fixes)


def _misread(checked: CheckedDocument, after: Article, fixes: Sequence[Fix]) -> dict[str, str]:
    """The references that do not say what was meant after the change, or changed though nothing was meant."""
    before = checked.article
    old = {one.label: one for one in before.references}
    new = {one.label: one for one in after.references}
    if list(old) != list(new):
        return {FILE: "the list would not have the same references"}
    if len(before.citations) != len(after.citations) or len(before.claims) != len(after.claims):
        return {FILE: "the text outside the list would read otherwise"}
    by_label: dict[str, list[Want]] = {}
    for fix in fixes:
        by_label.setdefault(fix.want.label, []).append(fix.want)
    records = {one.reference.label: one.resolution.record for one in checked.references}
    bad = dict.fromkeys(_uncited(before, after) & by_label.keys(), "the text cites it by what would change")
    for label, reference in new.items():
        wanted = by_label.get(label, [])
        if not wanted and _said(old[label]) != _said(reference):
            return {FILE: f"the reference {label} would read otherwise"}
        if wanted and not _is_as_meant(old[label], reference, wanted, records[label]):
            bad[label] = "it would not read as meant"
    untidy = {one.reference or "" for one in after.identifiers if one.untidy or one.malformed}
    spelt = {label for label, wanted in by_label.items() if any(want.code == "ID106" for want in wanted)}
    return dict.fromkeys(untidy & spelt, "it would still not be in its canonical form") | bad


def _uncited(before: Article, after: Article) -> set[str]:
    """The references that fewer citations lead to than before."""
    earlier = Counter(label for one in before.citations for label in one.labels)
    later = Counter(label for one in after.citations for label in one.labels)
    return {label for label, count in earlier.items() if later[label] < count}


def _said(reference: Reference) -> tuple[object, ...]:
    return reference.text, reference.identifiers, reference.claimed


def _is_as_meant(old: Reference, new: Reference, wanted: Iterable[Want], record: Record | None) -> bool:
    """Whether the fields that were wanted fit the record, and no other one came to differ from it."""
    written = next((want.value for want in wanted if want.field == WHOLE), "")
    if written and (record is None or not _is_written(new, written) or not _is_the_work(old, new, record)):
        return False
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
    if written:
        return True
    agreement, earlier = compare_reference(new, record), compare_reference(old, record)
    fits = all(agreement[field].verdict in (Verdict.SAME, Verdict.MINOR) for field in fields)
    others = [field for field in agreement if field not in fields]
    return fits and all(agreement[field].verdict is earlier[field].verdict for field in others)


def _is_written(reference: Reference, text: str) -> bool:
    """Whether a reference begins with what was to be written, whatever marks a format prints in its own way."""
    return "".join(words(reference.text)).startswith("".join(words(text)))


def _is_the_work(old: Reference, new: Reference, record: Record) -> bool:
    """Whether a reference written anew is surely the work of the record, and nothing in it differs."""
    agreement, earlier = compare_reference(new, record), compare_reference(old, record)
    good = (Verdict.SAME, Verdict.MINOR, Verdict.ABSENT)
    worse = [field for field, one in agreement.items() if one.verdict not in good and earlier[field].verdict in good]
    differing = [field for field, one in agreement.items() if one.verdict is Verdict.DIFFERENT]
    return not worse and not differing and same_work(agreement, new, record).decision == "same"


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


def encoded(source: str, encoding: str, like: bytes) -> bytes:
    """Characters in the encoding of a file, with its byte order mark."""
    mark, codec = _MARKS.get(encoding, (b"", ""))
    if mark and like.startswith(mark):
        return mark + source.encode(codec)
    return source.encode(encoding)
