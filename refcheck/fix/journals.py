"""A journal's name in the form that a reference list prints: in full, or abbreviated with or without full stops."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from refcheck.compare.journal import compare_journal
from refcheck.model import CheckedReference, Record, Verdict
from refcheck.text.chinese import is_chinese
from refcheck.text.folding import words
from refcheck.text.iso4 import abbreviations


class Form(StrEnum):
    """How a name is printed."""

    FULL = "full"
    SHORT = "short"  # as MEDLINE does: Stem Cell Res Ther
    DOTTED = "dotted"  # as ISO 4 does: Stem Cell Res. Ther.


_ADDITION = re.compile(r"\s+[:=]\s.*$|(?<=\w)\s+\([^()]*,[^()]*\)$")
_SMALL = frozenset({"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "the", "to", "with"})
_FOREIGN = frozenset({
    "da", "de", "del", "della", "der", "des", "di", "do", "du", "e", "el", "en", "et", "fur", "für", "i", "la", "le",
    "les", "och", "og", "und", "van", "y",
})  # fmt: skip
_FULL_STOP = re.compile(r"[^\W\d_]{2}\.(?=\s|$)")


def form_of(name: str, record: Record | None = None) -> Form | None:
    """The form of a name, None where it shows none; the record of its journal, if known, tells more."""
    if _FULL_STOP.search(name):
        return Form.DOTTED
    printed = words(name)
    if record is not None and record.journal:
        if len(words(record.journal)) < 2:
            return None
        return Form.FULL if set(printed) <= set(words(record.journal)) else Form.SHORT
    # "Research" would be "Res" in an abbreviation; that "Genome" would be "Genom" says nothing.
    in_full = any(len(short) < len(word) - 2 for word in printed for short in abbreviations(word))
    return Form.FULL if in_full else None


def usual_form(references: Iterable[CheckedReference]) -> Form | None:
    """The form that most references of a document have, None where none shows any."""
    seen = [
        (form, _tells(form, checked.reference.claimed.journal, checked.resolution.record))
        for checked in references
        if checked.resolution.record
        and (agreement := checked.agreement.get("journal"))
        and agreement.verdict is Verdict.SAME
        and (form := form_of(checked.reference.claimed.journal, checked.resolution.record))
    ]
    forms = Counter(form for form, tells in seen if tells) or Counter(form for form, _ in seen)
    return forms.most_common(1)[0][0] if forms else None


def _tells(form: Form, name: str, record: Record) -> bool:
    """Whether a name shows its form: the full stop behind the last word may be that of the reference."""
    return form is not Form.SHORT or not set(words(name)[:-1]) <= set(words(record.journal))


def name_in(form: Form, record: Record) -> str:
    """The journal's name in a form; "" where the record has no abbreviation of it."""
    full = record.journal
    if form is Form.FULL or len(words(full)) < 2:
        return _as_titled(full)
    shorter = [name for name in record.journal_names if len(name) < len(full) and len(words(name)) > 1]
    shorter = [name for name in shorter if is_chinese(name) == is_chinese(full)]
    wanted = [name for name in shorter if bool(_FULL_STOP.search(name)) == (form is Form.DOTTED)]
    if wanted or not shorter:
        return wanted[0] if wanted else ""
    if form is Form.SHORT:
        return shorter[0].replace(".", "")
    return dotted(shorter[0], full)


def dotted(short: str, full: str) -> str:
    """An abbreviation with full stops, except behind words that the full name has as well."""
    in_full = set(words(full))
    return " ".join(word if set(words(word)) <= in_full else word.rstrip(".") + "." for word in short.split())


def _as_titled(name: str) -> str:
    """A full name as journals print their own: without a catalogue's addition (Science (New York, N.Y.)), in capitals.

    MEDLINE's catalogue has "Journal of cell science". Names with a word that English has not stay as they are.
    """
    bare = _ADDITION.sub("", name)
    pieces = bare.split()
    if len(pieces) < 2 or not bare.isascii() or any(word != word.lower() or word in _FOREIGN for word in pieces[1:]):
        return bare
    return " ".join([pieces[0], *(word if word in _SMALL else word[:1].upper() + word[1:] for word in pieces[1:])])


def precise(checked: CheckedReference) -> str:
    """The right abbreviation for one that is imprecise; "" where the reference gives none, or a precise one."""
    record, claimed = checked.resolution.record, checked.reference.claimed.journal
    agreement = checked.agreement.get("journal")
    if record is None or agreement is None or agreement.verdict is not Verdict.MINOR:
        return ""
    form = form_of(claimed, record)
    name = name_in(form, record) if form in (Form.SHORT, Form.DOTTED) else ""
    if not name or is_chinese(name) != is_chinese(claimed):
        return ""
    return name if compare_journal(name, record.journal_names).verdict is Verdict.SAME else ""


def replacement(claimed: str, record: Record, references: Iterable[CheckedReference]) -> str:
    """The name of the record's journal in place of another journal's; "" where there is none in the same script."""
    several_words = len(words(claimed)) > 1  # none of which would be shorter in an abbreviation
    form = form_of(claimed) or usual_form(references) or (Form.SHORT if several_words else Form.FULL)
    names = (name_in(form, record), name_in(Form.FULL, record), *record.journal_names)
    return next((name for name in names if name and is_chinese(name) == is_chinese(claimed)), "")
