"""How a list prints what its style leaves open, or what it does otherwise."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from refcheck.fix.journals import Form, usual_form
from refcheck.model import CheckedDocument
from refcheck.text.chinese import is_chinese

RANGE = re.compile(r"(\d{1,9})(\s?(?:-{1,3}|[‐‑–—−])\s?)(\d{1,9})")
"""First page, dash, last page."""

_FULL_WIDTH = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "[": "［", "]": "］"}


@dataclass(frozen=True, slots=True)
class Manner:
    """The manner of a list.

    Attributes:
        journal: the form of a journal's name.
        pages: a range as it prints them, with its dash, shortened or not; "" where none shows it.
        issue: whether the number of the issue is printed.
    """

    journal: Form
    pages: str = ""
    issue: bool = True


def manner_of(document: CheckedDocument) -> Manner:
    """The manner of the references that have a record."""
    known = [(one.reference, one.resolution.record) for one in document.references if one.resolution.record]
    issues = [bool(reference.claimed.issue) for reference, record in known if record.issue]
    text = document.article.document.text
    spans = [reference.field_spans.get("pages") for reference, _ in known]
    pages = [text[span.start : span.end] for span in spans if span]
    kinds = Counter(kind for one in pages if (kind := _kind_of_range(one)))
    usual = kinds.most_common(1)[0][0] if kinds else None
    return Manner(
        usual_form(document.references) or Form.FULL,
        next((one for one in pages if usual and _kind_of_range(one) == usual), ""),
        2 * sum(issues) >= len(issues),
    )


def _kind_of_range(pages: str) -> tuple[str, bool] | None:
    """The dash of a range, and whether it is shortened; None where it does not show."""
    found = RANGE.fullmatch(pages)
    if not found or (len(found[1]) == len(found[3]) and found[1][0] != found[3][0]):
        return None
    return found[2], len(found[3]) < len(found[1])


def in_full_width(text: str, like: str) -> str:
    """A Chinese reference with the full-width punctuation that another one has."""
    if not is_chinese(like):
        return text
    for half, full in _FULL_WIDTH.items():
        if full in like and half not in like:
            text = re.sub(rf"{re.escape(half)}\s?", full, text)
    stop = next((each for each in "．。" if each in like), "")
    return re.sub(r"\.(?:\s|$)", stop, text) if stop else text
