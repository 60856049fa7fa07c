"""What a sentence says of a publication, before it is known which reference it speaks of."""

from __future__ import annotations

from dataclasses import dataclass

from refcheck.model import Span
from refcheck.text.dates import DatedSpan


@dataclass(frozen=True, slots=True)
class Statement:
    """One announcement of a publication.

    Attributes:
        sentence: the sentence (two, when a full stop inside a journal's name looked like its end).
        frame: the words that announce the publication, the journal and the title among them.
        journals: where the journal's name may stand, the likeliest reading first: a name printed plainly in running
            text can end at several places.
        date: when it was published.
        title: where its title stands.
        backward: whether it speaks of a work named in an earlier sentence ("该研究于2001年发表").
        loose: whether it counts only for a reference that is cited in the sentence: the words alone do not tell a
            publication from another event.
    """

    sentence: Span
    frame: Span
    journals: tuple[Span, ...] = ()
    date: DatedSpan | None = None
    title: Span | None = None
    backward: bool = False
    loose: bool = False
