"""Which reference a statement speaks of.

In this order: the marker that follows in the sentence (or stands right after it), the author and year it names, the
work of the sentence before when it refers back, the only marker of the paragraph, an earlier claim with the same
journal, and, in a document without any marker, its only reference. Where several references are possible, what the
statement says decides, and when nothing fits, nothing is claimed: a false link would be a false alarm.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from refcheck.extract.claims.statement import Statement
from refcheck.model import Citation, Claim, Document, Reference, Span


@dataclass
class Linker:
    """Turns statements into claims, in order of position, and remembers those of before."""

    document: Document
    references: Sequence[Reference]
    citations: Sequence[Citation]
    made: list[Claim] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._by_label = {reference.label: reference for reference in self.references}

    def link(self, statement: Statement, paragraph: Span, previous: Span | None, following: int) -> Claim | None:
        """The claim that a statement makes, or None when it is not certain to speak of a cited work.

        Args:
            statement: what a sentence says.
            paragraph: the paragraph it stands in.
            previous: the sentence before.
            following: where the next statement begins, which takes the markers after it.
        """
        labels, explicit = self._labels(statement, paragraph, previous, following)
        label = self._choose(statement, labels)
        if label is None and (labels or statement.backward or statement.loose or not statement.journals):
            return None
        if statement.loose and not explicit:
            return None
        claim = self._claim(statement, label)
        self.made.append(claim)
        return claim

    def _labels(
        self, statement: Statement, paragraph: Span, previous: Span | None, following: int
    ) -> tuple[tuple[str, ...], bool]:
        """The labels that a statement may speak of, and whether its own sentence names them."""
        sentence = statement.sentence
        own = [c for c in self.citations if sentence.start <= c.span.start < sentence.end]
        after = [c for c in own if statement.frame.end - 1 <= c.span.start < max(following, statement.frame.end + 1)]
        inside = [c for c in own if c.span in statement.frame]
        before = [c for c in own if c.span.start < statement.frame.start]
        for citation in (*inside[-1:], *after[:1], *before[-1:]):
            return citation.labels, True
        named = self._named_authors(statement)
        if named:
            return named, True
        if statement.backward or _refers_back(self.document.text[sentence.start : sentence.start + 30]):
            back = self._before(previous)
            if back:
                return back, False
        same = self._same_journal(statement)
        if same:
            return same, False
        here = {c.labels for c in self.citations if c.span in paragraph and c.span.start >= sentence.end}
        if len(here) == 1 and len(next(iter(here))) == 1:
            return here.pop(), False
        alone = not self.citations and len(self.references) == 1
        if alone and statement.journals and not any(claim.journal for claim in self.made):
            return (self.references[0].label,), False
        return (), False

    def _named_authors(self, statement: Statement) -> tuple[str, ...]:
        """References whose first author the sentence names with others or with the year."""
        text = self.document.text[statement.sentence.start : statement.sentence.end]
        found = []
        for reference in self.references:
            if not reference.claimed.authors:
                continue
            family = reference.claimed.authors[0].family or reference.claimed.authors[0].name
            if len(family) > 1 and family in text and _names(text, family):
                found.append(reference.label)
        if len(found) > 1 and statement.date:
            year = str(statement.date.date.year)
            same = [label for label in found if self._by_label[label].claimed.year.startswith(year)]
            found = same or found
        return tuple(found) if len(found) == 1 else ()

    def _before(self, previous: Span | None) -> tuple[str, ...]:
        if previous is None:
            return ()
        cited = [c for c in self.citations if previous.start <= c.span.start < previous.end]
        if cited:
            return cited[-1].labels
        claims = [claim for claim in self.made if claim.span.overlaps(previous) and claim.reference]
        return (claims[-1].reference,) if claims and claims[-1].reference else ()

    def _same_journal(self, statement: Statement) -> tuple[str, ...]:
        """The references of earlier claims that named the same journal."""
        if not statement.journals:
            return ()
        names = {_key(self.document.text[span.start : span.end]) for span in statement.journals}
        return tuple(
            dict.fromkeys(c.reference for c in self.made if c.reference and c.journal and _key(c.journal) in names)
        )

    def _choose(self, statement: Statement, labels: Sequence[str]) -> str | None:
        """The one label among several that fits what the statement says."""
        known = [label for label in labels if label in self._by_label]
        if len(labels) == 1:
            return labels[0]
        scores = {label: self._fit(statement, self._by_label[label]) for label in known}
        best = max(scores.values(), default=0)
        fitting = [label for label, score in scores.items() if score == best]
        return fitting[0] if best and len(fitting) == 1 else None

    def _fit(self, statement: Statement, reference: Reference) -> int:
        year = statement.date is not None and str(statement.date.date.year) in (
            reference.claimed.year or reference.text
        )
        names = (self.document.text[span.start : span.end] for span in statement.journals)
        return int(year) + 2 * any(same_name(name, _journal(reference)) for name in names)

    def _claim(self, statement: Statement, label: str | None) -> Claim:
        text = self.document.text
        journal = self._reading(statement, self._by_label.get(label or ""))
        date = statement.date
        return Claim(
            text=" ".join(text[statement.sentence.start : statement.sentence.end].split()),
            span=statement.sentence,
            journal=" ".join(text[journal.start : journal.end].split()) if journal else "",
            date=date.date if date else None,
            title=" ".join(text[statement.title.start : statement.title.end].split()) if statement.title else "",
            reference=label,
            journal_span=journal,
            date_span=date.span if date else None,
            title_span=statement.title,
        )

    def _reading(self, statement: Statement, reference: Reference | None) -> Span | None:
        """The reading of the journal's name that the reference's own journal confirms, else the likeliest."""
        if not statement.journals:
            return None
        if reference is not None and len(statement.journals) > 1:
            for span in statement.journals:
                if same_name(self.document.text[span.start : span.end], _journal(reference)):
                    return span
        return statement.journals[0]


def _journal(reference: Reference) -> str:
    return reference.claimed.journal


def same_name(one: str, other: str) -> bool:
    """Whether two journal names are word by word the same or abbreviations of one another.

    A coarse comparison, to choose among readings; verdicts are made elsewhere.
    """
    first, second = _name_words(one), _name_words(other)
    if not first or len(first) != len(second):
        return False
    return all(
        a[0] == b[0] and (a.startswith(b[:2]) or b.startswith(a[:2])) for a, b in zip(first, second, strict=True)
    )


def _name_words(name: str) -> list[str]:
    bare = re.sub(r"\s*\([^()]{0,60}\)$", "", name)  # (Oxford, England)
    folded = unicodedata.normalize("NFKD", bare).casefold()
    return [
        word
        for word in re.findall(r"[^\W_]+", folded)
        if word not in {"the", "of", "and", "in", "for", "on", "de", "et", "und"}
    ]


def _key(name: str) -> str:
    return "".join(_name_words(name)) or name


def _names(text: str, family: str) -> bool:
    """Whether a text speaks of an author: by "et al.", "and colleagues", 等, a possessive, or a year in brackets."""
    pattern = re.escape(family) + (
        r"(?:\s(?:[A-Z][a-z]*\.?\s?){0,2})?"
        r"(?:[,\s]{0,2}(?:et al|and (?:(?:his|her|their)\s)?(?:co-?workers|colleagues|collaborators|team|others)"
        r"|\(?\d{4})"
        r"|[’']s|\s?等|\s?团队|\s?團隊|\sand\s[A-Z])"
    )
    return bool(re.search(r"(?<!\w)" + pattern, text))


def _refers_back(opening: str) -> bool:
    """Whether a sentence begins by speaking of a work named before."""
    return bool(
        re.match(
            r"(?:[^，。；,;]{0,4})?(?:该|這|这|此|上述|前述)(?:一)?(?:项|項|篇)?(?:研究|论文|論文|文章|综述|綜述|成果|工作|试验|試驗)"
            r"|(?:The|This|That|Their|His|Her|These)\s(?:\w+\s){0,2}(?:study|paper|article|work|findings|results|review|report|research|trial)\b"
            r"|It\b",
            opening,
        )
    )


def cited_spans(citations: Iterable[Citation]) -> list[Span]:
    """Where the markers stand, in order."""
    return sorted(citation.span for citation in citations)
