"""Volume, issue and pages: numbers whose notation varies and whose value does not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from refcheck.model import Agreement, Verdict
from refcheck.text.pages import Page, Pages, parse_pages
from refcheck.text.roman import roman_to_int

_LONGEST: Final = 80
_SUPPLEMENT: Final = re.compile(
    r"suppl?(?:ement)?\w{0,4}|\bs(?=\d)|增刊?|別冊|別刊|special\s+issue|spec\s+iss", re.IGNORECASE
)
_LABEL: Final = re.compile(
    r"\b(?:vol(?:ume)?s?|no|nr|num(?:ber)?|iss(?:ue)?|band|bd|tome?|t|v|n|heft|fasc|pt|part|n[°º])\b|[№第卷期号號]",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"\d+")
_WORD: Final = re.compile(r"[^\W\d_]+")
_MONTH: Final = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|spring|summer|autumn|fall|winter)", re.IGNORECASE
)
_WHOLE_NUMBER: Final = 60  # an issue above it is counted through all volumes: no journal has 60 issues a volume
_NEAR: Final = 2  # pages: indexes themselves differ so much about where an article ends


@dataclass(frozen=True, slots=True)
class _Count:
    """A volume or issue: its numbers in order (two of a double issue), and the supplement's."""

    numbers: tuple[int, ...]
    letters: str
    supplement: bool
    supplement_numbers: tuple[int, ...]


def compare_volume(claimed: str, actual: str) -> Agreement:
    """Compare volumes: ``Vol. 12``, ``XII``, ``12(3 Suppl 1)`` and ``12`` are the same volume."""
    return _compare_count(claimed, actual, "volume")


def compare_issue(claimed: str, actual: str) -> Agreement:
    """Compare issues: ``3-4`` and ``3/4`` are the same; an issue and a month, or a whole number, cannot be compared."""
    return _compare_count(claimed, actual, "issue")


def compare_pages(claimed: str, pages: str, article_number: str = "") -> Agreement:
    """Compare pages; the first page decides.

    Args:
        claimed: as printed; an article number may stand there.
        pages: of the record.
        article_number: of the record.

    Returns:
        Detail ``last-page`` where only the last page differs: DIFFERENT, or MINOR where by a page or two. An article
        number is never compared with pages: the record holds one, the reference the other.
    """
    actual = pages or article_number
    if not claimed.strip() or not actual.strip():
        return Agreement(Verdict.ABSENT, why="no pages to compare", actual=actual)
    if _squeeze(claimed) in {_squeeze(pages), _squeeze(article_number)} - {""}:
        return Agreement(Verdict.SAME, 1.0, "the same pages", actual)
    left = parse_pages(claimed)
    if left is None:
        return Agreement(Verdict.UNSURE, why="the pages cannot be read", actual=actual)
    found = [_compare_ranges(left, right, text) for text in (pages, article_number) if (right := parse_pages(text))]
    if not found:
        return Agreement(Verdict.UNSURE, why="the record's pages cannot be read", actual=actual)
    best = min(found, key=lambda agreement: _RANK[agreement.verdict, agreement.detail])
    if len(found) == 2 and best.verdict is Verdict.DIFFERENT and not best.detail:
        # The record has both, and the claim fits neither: pages are judged by pages.
        return found[0] if not left.is_article_number else found[1]
    return best


_RANK: Final = {
    (Verdict.SAME, ""): 0,
    (Verdict.MINOR, ""): 1,
    (Verdict.MINOR, "last-page"): 1,
    (Verdict.DIFFERENT, "last-page"): 2,
    (Verdict.DIFFERENT, ""): 3,
    (Verdict.UNSURE, ""): 4,
}


def _compare_ranges(left: Pages, right: Pages, actual: str) -> Agreement:
    if left.first.same_number(right.first):
        if left.first.prefix != right.first.prefix or left.first.suffix != right.first.suffix:
            return Agreement(Verdict.MINOR, 0.9, "the same number with other letters", actual)
        if left.last and right.last and not left.last.same_number(right.last):
            near = abs(left.last.number - right.last.number) <= _NEAR
            verdict = Verdict.MINOR if near else Verdict.DIFFERENT
            return Agreement(verdict, 0.7, "only the last page differs", actual, "last-page")
        both = left.last is not None and right.last is not None
        return Agreement(Verdict.SAME, 1.0, "the same pages" if both else "the same first page", actual)
    if left.is_article_number != right.is_article_number and not _alike(left.first, right.first):
        return Agreement(Verdict.UNSURE, 0.3, "one is an article number, the other pages", actual)
    alone = left.last is None and right.last is None
    if left.is_internal or (right.is_internal and left.last is None) or (alone and left.first.number == 1):
        return Agreement(Verdict.UNSURE, 0.3, "pages within the article", actual)
    if left.first.roman != right.first.roman:
        return Agreement(Verdict.UNSURE, 0.3, "Roman and Arabic pages", actual)
    inside = right.last and left.last is None and right.first.number < left.first.number <= right.last.number
    if inside and left.first.prefix == right.first.prefix:
        return Agreement(Verdict.MINOR, 0.6, "a page within the article", actual)
    return Agreement(Verdict.DIFFERENT, 0.0, "another first page", actual)


def _alike(left: Page, right: Page) -> bool:
    """Whether two numbers are of one series, though one stands alone: E1011–1018, E911; 15400, 14400–14405."""
    if left.prefix or right.prefix:
        return left.prefix == right.prefix
    return left.digits == right.digits


def _compare_count(claimed: str, actual: str, what: str) -> Agreement:
    if not claimed.strip() or not actual.strip():
        return Agreement(Verdict.ABSENT, why=f"no {what} to compare", actual=actual)
    if _squeeze(claimed) == _squeeze(actual):
        return Agreement(Verdict.SAME, 1.0, f"the same {what}", actual)
    left, right = (_count(_outside_brackets(text) if what == "volume" else text) for text in (claimed, actual))
    if what == "volume" and right.numbers and left.numbers[:1] == right.numbers[:1]:
        exact = left == right
        return Agreement(Verdict.SAME if exact else Verdict.MINOR, 1.0 if exact else 0.9, f"the same {what}", actual)
    if left == right and (left.numbers or left.supplement):
        return Agreement(Verdict.SAME, 1.0, f"the same {what}", actual)
    if set(left.numbers) & set(right.numbers):
        return Agreement(Verdict.MINOR, 0.8, f"the same {what}, given in another way", actual)
    if left.supplement and right.supplement and not (left.numbers and right.numbers):
        if left.supplement_numbers == right.supplement_numbers or not (
            left.supplement_numbers and right.supplement_numbers
        ):
            return Agreement(Verdict.MINOR, 0.8, "the same supplement", actual)
        return Agreement(Verdict.DIFFERENT, 0.2, "another supplement", actual)
    if not left.numbers or not right.numbers:
        return Agreement(Verdict.UNSURE, 0.3, f"the {what} cannot be compared", actual)
    if what == "issue" and (_MONTH.search(claimed) or _MONTH.search(actual)):
        return Agreement(Verdict.UNSURE, 0.3, "an issue named by its month", actual)
    if what == "issue" and (max(left.numbers) > _WHOLE_NUMBER) != (max(right.numbers) > _WHOLE_NUMBER):
        return Agreement(Verdict.UNSURE, 0.3, "an issue counted through all volumes", actual)
    if left.letters != right.letters and left.letters and right.letters:
        return Agreement(Verdict.UNSURE, 0.3, f"the {what} cannot be compared", actual)
    return Agreement(Verdict.DIFFERENT, 0.0, f"another {what}", actual)


def _count(text: str) -> _Count:
    text = text[:_LONGEST]
    head, *tail = _SUPPLEMENT.split(text.replace("_", " "), maxsplit=1)
    head = _LABEL.sub(" ", head)
    numbers = [int(number[:12]) for number in _NUMBER.findall(head)]
    letters = [word.lower() for word in _WORD.findall(head)]
    if not numbers and len(letters) == 1 and (roman := roman_to_int(letters[0])):
        numbers, letters = [roman], []
    if not numbers and tail and not letters:
        after = tuple(int(number[:12]) for number in _NUMBER.findall(tail[0]))
        return _Count((), "", True, after)
    after = tuple(int(number[:12]) for number in _NUMBER.findall(tail[0])) if tail else ()
    return _Count(tuple(numbers), "".join(letters), bool(tail), after)


def _outside_brackets(text: str) -> str:
    """A volume without the issue printed behind it: ``12(3)`` is 12."""
    return re.split(r"[(（\[]", text, maxsplit=1)[0].strip() or text


def _squeeze(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text[:_LONGEST].lower()).split())
