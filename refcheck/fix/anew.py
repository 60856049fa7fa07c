"""Which references are written anew, and in which style."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from refcheck.fix.base import Fix, Left, Want
from refcheck.fix.csl import Style
from refcheck.fix.manner import manner_of
from refcheck.fix.markup import wraps_of
from refcheck.fix.recognise import recognised
from refcheck.fix.wants import FIELDS, is_sure
from refcheck.fix.whole import FIELD, Printing, written_anew
from refcheck.model import CheckedDocument, CheckedReference, Span, Verdict

UNRECOGNISED = "the style of the list was not recognised: name it with --style"
FORMATS = frozenset({"text", "markdown", "latex"})
"""Those whose references are printed, and not kept as fields."""


@dataclass(frozen=True, slots=True)
class Anew:
    """What is to be written anew.

    Attributes:
        style: by which; None for the list's own.
        everything: every reference, and not only where a field cannot be changed in its place.
    """

    style: Style | None = None
    everything: bool = False


def anew(
    document: CheckedDocument, plan: Anew, wanted: Sequence[Want], left: Sequence[Left], *, unsafe: bool
) -> Iterator[Fix | Left]:
    """The references of a document that are written anew.

    Only a work that is surely the one cited is, and only if all that differs may be changed.

    Args:
        wanted: what may be changed.
        left: what of it could not be changed in its place.
        unsafe: whether also what may or may not differ is.
    """
    asked = {one.want.label: one.want for one in reversed(left) if one.want.code in FIELDS}
    if plan.everything:
        asked = {
            one.reference.label: Want(one.reference.label, FIELD, "", "style", True, "", one.reference.span)
            for one in document.references
            if one.resolution.record and not one.reference.structured
        } | asked
    if document.article.document.format not in FORMATS:
        if plan.everything:
            yield Left(of_list(document), "its references are fields, which a style prints elsewhere")
        return
    if not asked:
        return
    style = plan.style or recognised(document)
    if style is None:
        yield from (Left(want, UNRECOGNISED) for want in ([of_list(document)] if plan.everything else asked.values()))
        return
    manner = None if plan.style and plan.everything else manner_of(document)
    printing = Printing(style, manner, wraps_of(document))
    for checked in document.references:
        want = asked.get(checked.reference.label)
        if want is None:
            continue
        why = _obstacle(checked, {one.field for one in wanted if one.label == want.label}, unsafe=unsafe)
        made = Left(want, why) if why else written_anew(document, checked, printing, want)
        if made is not None:
            yield made


def of_list(document: CheckedDocument) -> Want:
    """The wish to write a whole list anew."""
    return Want("", FIELD, "", "style", True, "", document.article.list_span or Span(0, 0))


def _obstacle(checked: CheckedReference, wanted: set[str], *, unsafe: bool) -> str:
    """Why a reference is not written anew, or ""."""
    if not is_sure(checked):
        return "the work found is not surely the one cited"
    verdicts = {field: one.verdict for field, one in checked.agreement.items() if field not in wanted}
    if differing := [field for field, verdict in verdicts.items() if verdict is Verdict.DIFFERENT]:
        return f"{' and '.join(differing)} would change too, which was not asked for"
    doubtful = [field for field, verdict in verdicts.items() if verdict is Verdict.UNSURE and not unsafe]
    return f"{' and '.join(doubtful)} may be another one: --unsafe changes it" if doubtful else ""
