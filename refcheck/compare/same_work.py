"""Whether a reference and a record are one work, decided from the agreement of their fields (Fellegi and Sunter 1969).

Each field's outcome adds the logarithm of how much more often it occurs between a reference and the record of the
work it cites than between a reference and the record of another. A reference with one wrong field is then still the
same work, and that field is its error; one whose title, authors and numbers all differ describes another work.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from refcheck.model import Agreement, Record, Reference, Verdict
from refcheck.text.folding import words


@dataclass(frozen=True, slots=True)
class SameWork:
    """The decision.

    Attributes:
        probability: that the two are one work, before anything is known but the fields.
        decision: "same", "other", or "unsure" between the two.
        wrong: the fields that differ, in the order of the contract's codes.
    """

    probability: float
    decision: Literal["same", "other", "unsure"]
    wrong: tuple[str, ...]


# Natural logarithms of P(outcome | same work) / P(outcome | another work). Measured on 1,600 references, as printed
# in the lists of CC BY articles in six citation styles (a tenth of them with one wrong field), each against the
# record of the work it cites and against three works cited beside it, so works on the same subject; rounded to
# halves, and kept within bounds that sparse counts can bear. An outcome that is not named weighs nothing.
WEIGHTS: Final[Mapping[str, Mapping[str, float]]] = MappingProxyType(
    {
        "journal": {"same": 2.5, "minor": 2.5, "unsure": -0.5, "different": -3.0},
        "year": {"same": 2.5, "off-by-one": -1.5, "different": -3.5},
        "title": {"same": 7.0, "minor": 4.0, "near": 2.5, "unsure": -2.0, "notice": -2.0, "different": -5.0},
        "authors": {"same": 6.5, "minor": 3.0, "unsure": -1.0, "order": -2.5, "first-author": -4.0},
        "volume": {"same": 4.5, "minor": 2.0, "unsure": -1.0, "different": -4.0},
        "issue": {"same": 2.5, "unsure": -1.0, "different": -2.5},
        "pages": {"same": 7.0, "minor": 3.5, "last-page": 2.0, "unsure": -2.0, "different": -3.5},
    }
)
# A title of few words and a single author are shared by many works: their agreement weighs no more than this.
_SHORT_TITLE: Final = {1: 2.0, 2: 2.5, 3: 4.0, 4: 5.0}
_ONE_AUTHOR: Final = 4.5
_FIELDS: Final = ("journal", "year", "title", "authors", "volume", "issue", "pages")
_NEAR_TITLE: Final = 0.75  # similarity from which a different title looks like an edited one
_SAME: Final = 0.9
_OTHER: Final = 0.1


def same_work(agreement: Mapping[str, Agreement], reference: Reference, record: Record) -> SameWork:
    """Decide whether a reference and a record are one work.

    Args:
        agreement: of each field, as `compare_reference` gives it.
        reference: the reference; how much its title and authors tell depends on their length.
        record: the record.
    """
    weights = {field: WEIGHTS.get(field, {}).get(outcome, 0.0) for field, outcome in outcomes(agreement).items()}
    if "title" in weights:
        weights["title"] = min(
            weights["title"], _SHORT_TITLE.get(len(words(reference.claimed.title or record.title)), 7.0)
        )
    if "authors" in weights and min(len(reference.claimed.authors), len(record.authors)) == 1:
        weights["authors"] = min(weights["authors"], _ONE_AUTHOR)
    total = sum(weights.values())
    if _differ(agreement, "title"):
        total = min(total, _ceiling(agreement))
    probability = 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))
    decision: Literal["same", "other", "unsure"] = "unsure"
    if probability >= _SAME:
        decision = "same"
    elif probability <= _OTHER:
        decision = "other"
    wrong = tuple(field for field in _FIELDS if _differ(agreement, field))
    return SameWork(probability, decision, wrong)


def _ceiling(agreement: Mapping[str, Agreement]) -> float:
    """How much a pair with different titles can reach, for fields are not independent.

    Journal, year, volume and authors are what the parts of a series share; journal, year and volume are what all the
    works of a volume share.
    """
    pages, authors = agreement.get("pages"), agreement.get("authors")
    if authors and authors.detail == "first-author":
        return 0.0 if pages and pages.verdict in (Verdict.SAME, Verdict.MINOR) else -3.0
    return 0.0 if _differ(agreement, "pages") else 50.0


def _differ(agreement: Mapping[str, Agreement], field: str) -> bool:
    return field in agreement and agreement[field].verdict is Verdict.DIFFERENT


def outcomes(agreement: Mapping[str, Agreement]) -> dict[str, str]:
    """The outcome of each field in the terms of the table of weights."""
    return {field: _outcome(field, found) for field, found in agreement.items()}


def _outcome(field: str, found: Agreement) -> str:
    if found.detail == "last-page":
        return found.detail
    if found.verdict is not Verdict.DIFFERENT:
        return found.verdict.value
    if field == "title":
        return "notice" if found.detail == "notice" else "near" if found.score >= _NEAR_TITLE else "different"
    return found.detail or "different"
