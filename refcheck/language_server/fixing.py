"""What can be put right about a finding, and where: in the document, or in the .bib file that the work is taken from.

Whether a fix can be written is known at once. That the file then reads as it is meant to is found out by reading it
again, which takes a moment for a long one, and is left until the fix is wanted.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from refcheck.fix import WRITERS, Fix, Want, rewrite, wants
from refcheck.fix.base import Task
from refcheck.language_server.checked import Checked
from refcheck.language_server.libraries import in_library
from refcheck.model import CheckedDocument, Finding


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that a finding asks for and that its file has a place for."""

    checked: Checked
    finding: Finding
    want: Want

    def verified(self) -> Fix | None:
        """The change, if the file reads as it is meant to after it and is otherwise as it was."""
        return self.checked.once(("fix", self.finding.fingerprint), self._verified)

    def _verified(self) -> Fix | None:
        document = _about(self.checked, self.finding)
        if document is None:
            return None
        made = rewrite(self.checked.buffer.data, document, unsafe=True, uniform=False)
        return next((fix for fix in made.fixes if fix.want == self.want), None)


def proposal(checked: Checked, finding: Finding) -> Proposal | None:
    """The change for a finding, in the document or else in the bibliography."""
    found = _proposed(checked, finding)
    if found is None and (there := in_library(checked, finding)):
        found = _proposed(*there)
    return found


def is_safe_to_propose(checked: Checked) -> bool:
    """Whether something in the document can be put right without an eye on it."""
    document = checked.document
    if document is None:
        return False
    return any(_writes(document, want) for want in wants(document, uniform=checked.uniform) if want.safe)


def _proposed(checked: Checked, finding: Finding) -> Proposal | None:
    document = _about(checked, finding)
    if document is None:
        return None
    asked = [want for want in wants(document, uniform=False) if _writes(document, want)]
    return Proposal(checked, finding, asked[0]) if asked else None


def _about(checked: Checked, finding: Finding) -> CheckedDocument | None:
    """The document as if it had this finding alone."""
    return dataclasses.replace(checked.document, findings=(finding,)) if checked.document else None


def _writes(document: CheckedDocument, want: Want) -> bool:
    """Whether a want can be written into the document, as far as can be told without reading it again."""
    write = WRITERS.get(document.article.document.format)
    if write is None:
        return False
    reference = next((one for one in document.references if one.reference.label == want.label), None)
    return isinstance(write(Task(want, document, reference)), Fix)
