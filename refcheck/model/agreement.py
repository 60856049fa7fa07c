"""The outcome of comparing one claimed field with a record."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How two values of one field stand to each other.

    Only positive evidence says DIFFERENT; UNSURE never becomes an error.
    """

    SAME = "same"
    MINOR = "minor"  # the same thing, imprecisely given
    UNSURE = "unsure"
    DIFFERENT = "different"
    ABSENT = "absent"  # one side, or both, have nothing to compare


@dataclass(frozen=True, slots=True)
class Agreement:
    """One comparison.

    Attributes:
        verdict: see `Verdict`.
        score: 0 (nothing in common) to 1 (equal), for ranking only; rules decide by the verdict.
        why: a short clause for a reader: "abbreviation by ISO 4", "another year; online 2019, print 2020".
        actual: the record's value that fits best, for display.
        claimed: the printed value that was compared, where the parser gave none.
        detail: a machine-readable qualifier that rules may use: "off-by-one", "last-page", "other-author" …
    """

    verdict: Verdict
    score: float = 0.0
    why: str = ""
    actual: str = ""
    detail: str = ""
    claimed: str = ""
