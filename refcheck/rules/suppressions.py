"""SU9xx: suppressions that no longer do anything. Raised by findings/suppression.py, described here."""

from __future__ import annotations

from refcheck.model import Severity
from refcheck.rules.base import Rule

EXPIRED = Rule(
    "SU901",
    "suppression-expired",
    Severity.WARNING,
    "A suppression's date (until=) has passed.",
    "What it hid is reported again.",
    "Look at the finding again; remove the suppression or set a new date with a reason.",
)
UNUSED = Rule(
    "SU902",
    "suppression-unused",
    Severity.NOTE,
    "A suppression matches no finding.",
    "It would hide a later error.",
    "Remove it.",
)

RULES = (EXPIRED, UNUSED)
