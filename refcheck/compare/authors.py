"""Authors: the first decides, the others are looked for, and a list that was badly split is never a mismatch."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from refcheck.compare.names import compatible, misspelt, part_of, perhaps_swapped, readings, same_family
from refcheck.model import Agreement, Author, Verdict
from refcheck.text.folding import fold

_MOST: Final = 60  # authors compared; a longer list is compared up to there
_NOT_A_NAME: Final = re.compile(
    r"\d|https?:"
    r"|[\[\]<>=@:;?!\"“”]|\b(?:et\s+al|the|and|of|in|for|with|on|by|from|vol|doi|accessed|available|"
    r"eds?|editors?)\b",
    re.IGNORECASE,
)
_GROUP: Final = re.compile(
    r"\b(?:group|consortium|collaborat|committee|society|association|organi[sz]ation|institute|network|project|team|"
    r"investigators|foundation|agency|centers?|centres?|council|ministry|department|initiative|task force|working|"
    r"study|trial|university|academy|board|commission|federation|office|program|survey|writing|members|participants)",
    re.IGNORECASE,
)


def compare_authors(claimed: Sequence[Author], actual: Sequence[Author], *, et_al: bool = False) -> Agreement:
    """Compare a printed list of authors with the record's.

    Args:
        claimed: in printed order.
        actual: the record's.
        et_al: the printed list says that there are more.

    Returns:
        DIFFERENT with detail ``first-author``, ``other-author`` or ``order``; MINOR with ``missing-author`` where a
        list without "et al." is shorter than the record's.
    """
    claimed, actual = list(claimed)[:_MOST], list(actual)[:_MOST]
    shown = _show(actual)
    if not claimed or not actual:
        return Agreement(Verdict.ABSENT, why="no authors to compare", actual=shown)
    first = compare_author(claimed[0], actual[0])
    rest = [best_match(author, actual) for author in claimed[1:]]
    found = sum(verdict in _FITS for verdict, _ in rest) + (first in _FITS)
    share = found / len(claimed)
    if first not in _FITS:
        return _first_differs(claimed, actual, first, rest, shown)
    minor = first is Verdict.MINOR or any(verdict is Verdict.MINOR for verdict, _ in rest)
    strangers = [author for author, (verdict, _) in zip(claimed[1:], rest, strict=True) if verdict is Verdict.DIFFERENT]
    if strangers:
        return _strangers(strangers, claimed, actual, share, shown)
    if any(verdict is Verdict.UNSURE for verdict, _ in rest):
        return Agreement(Verdict.UNSURE, share, "the list cannot be read in full", shown)
    places = [place for _, place in rest]
    if places != sorted(places):
        return Agreement(Verdict.MINOR, 0.9, "the authors in another order", shown, "order")
    if len(claimed) < len(actual) and not et_al:
        return Agreement(Verdict.MINOR, 0.9, "not all the authors are named", shown, "missing-author")
    return Agreement(Verdict.MINOR if minor else Verdict.SAME, 0.9 if minor else 1.0, "the same authors", shown)


@lru_cache(maxsize=1 << 15)
def compare_author(claimed: Author, actual: Author) -> Verdict:
    """Whether two names can be one person's, or one group's."""
    if _is_group(claimed) or _is_group(actual):
        return _compare_groups(claimed, actual)
    pairs = [
        (left, right)
        for left in readings(claimed.family, claimed.given, claimed.name)
        for right in readings(actual.family, actual.given, actual.name)
    ]
    if not pairs:
        return Verdict.UNSURE
    families = [(left, right) for left, right in pairs if same_family(left, right)]
    if any(compatible(left, right) for left, right in families):
        return Verdict.SAME
    if families:
        return Verdict.MINOR  # another initial: a slip far more often than a namesake
    if any((part_of(left, right) and compatible(left, right)) or misspelt(left, right) for left, right in pairs):
        return Verdict.MINOR
    if any(perhaps_swapped(left, right) for left, right in pairs):
        return Verdict.UNSURE
    if not readable(claimed) or (not (claimed.family + claimed.name).isascii() and _other_script(claimed, actual)):
        return Verdict.UNSURE
    return Verdict.DIFFERENT


def best_match(author: Author, others: Sequence[Author]) -> tuple[Verdict, int]:
    """The best verdict on an author among others, and the place of the one it is about."""
    best = (Verdict.DIFFERENT, len(others))
    for place, other in enumerate(others):
        verdict = compare_author(author, other)
        if verdict is Verdict.SAME:
            return verdict, place
        if _RANK[verdict] < _RANK[best[0]]:
            best = (verdict, place)
    return best


def readable(author: Author) -> bool:
    """Whether this looks like a name, and not like a piece of a title or a list that was split in the wrong place."""
    text = str(author)
    return 1 < len(text) <= 60 and len(text.split()) <= 6 and not _NOT_A_NAME.search(text)


_FITS: Final = (Verdict.SAME, Verdict.MINOR)
_RANK: Final = {Verdict.SAME: 0, Verdict.MINOR: 1, Verdict.UNSURE: 2, Verdict.DIFFERENT: 3}


def _first_differs(
    claimed: list[Author], actual: list[Author], first: Verdict, rest: list[tuple[Verdict, int]], shown: str
) -> Agreement:
    """Judge a list whose first author is not the record's."""
    share = sum(verdict in _FITS for verdict, _ in rest) / len(claimed)
    if _is_group(actual[0]) and len(actual) > 1 and compare_author(claimed[0], actual[1]) in _FITS:
        return Agreement(Verdict.MINOR, 0.8, "the group that the record names first is left out", shown)
    if first is Verdict.UNSURE:
        return Agreement(Verdict.UNSURE, share, "the first author cannot be compared", shown)
    _, place = best_match(claimed[0], actual)
    if place < len(actual):
        return Agreement(Verdict.DIFFERENT, 0.6, "another author stands first", shown, "order")
    if any(verdict in _FITS and position == 0 for verdict, position in rest) and not claimed[0].given:
        return Agreement(Verdict.UNSURE, share, "something stands before the first author", shown)
    return Agreement(Verdict.DIFFERENT, share, "another first author", shown, "first-author")


def _strangers(
    strangers: list[Author], claimed: list[Author], actual: list[Author], share: float, shown: str
) -> Agreement:
    """Judge a list with authors that the record does not have."""
    if len(claimed) > len(actual) + 1 and len(actual) in {1, 3, 6, 10}:
        return Agreement(Verdict.UNSURE, share, "the record may not hold all the authors", shown)
    if not all(readable(author) for author in strangers) or any(_is_group(author) for author in strangers):
        return Agreement(Verdict.UNSURE, share, "the list cannot be read in full", shown)
    names = ", ".join(str(author) for author in strangers[:3])
    return Agreement(Verdict.DIFFERENT, share, f"not among the authors: {names}", shown, "other-author")


def _is_group(author: Author) -> bool:
    text = author.name or (author.family if not author.given else "")
    return bool(_GROUP.search(text)) or bool(author.name and len(author.name.split()) > 4)


def _compare_groups(claimed: Author, actual: Author) -> Verdict:
    """A group's name is given in full, in part or as an acronym; against a person nothing can be said."""
    if not (_is_group(claimed) and _is_group(actual)):
        return Verdict.UNSURE
    left, right = fold(str(claimed)), fold(str(actual))
    if left == right:
        return Verdict.SAME
    return Verdict.MINOR if fuzz.token_set_ratio(left, right) >= 90 else Verdict.UNSURE


def _other_script(claimed: Author, actual: Author) -> bool:
    """Whether one name is transliterated from another script, where spellings vary beyond a slip."""
    left, right = (fold(author.family or author.name) for author in (claimed, actual))
    return fuzz.ratio(left, right) >= 60 or not left.isascii() or not right.isascii()


def _show(authors: Sequence[Author]) -> str:
    return "; ".join(str(author) for author in authors[:3]) + ("; …" if len(authors) > 3 else "")
