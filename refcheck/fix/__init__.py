"""Corrected references: what the findings ask for, written into the file where that is certain."""

from __future__ import annotations

from refcheck.fix.anew import Anew
from refcheck.fix.base import Fix, Left, Want
from refcheck.fix.csl import EXTRA, NAMES, can_print, load
from refcheck.fix.files import replace_file
from refcheck.fix.rewrite import WRITERS, Rewritten, rewrite
from refcheck.fix.wants import wants
from refcheck.fix.whole import FIELD as WHOLE

__all__ = [
    "EXTRA",
    "NAMES",
    "WHOLE",
    "WRITERS",
    "Anew",
    "Fix",
    "Left",
    "Rewritten",
    "Want",
    "can_print",
    "load",
    "replace_file",
    "rewrite",
    "wants",
]
