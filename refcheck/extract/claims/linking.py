"""Which reference a statement speaks of.

In this order: the marker that follows in the clause (or stands right after the sentence) or right before the words;
the author it names; the work of the sentence before, when it refers back; an earlier claim with the same journal; the
marker of the next sentence, when that refers back; and, in a document without markers, its only reference. A marker
of another clause, a name, and one of several references count only when the journal or year that is stated fits:
a false link would be a false alarm.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence

from refcheck.extract.claims.statement import Statement
from refcheck.model import Citation, Claim, Document, Reference, Span

_RIGHT_BEFORE = 40  # from the marker to the announcement: "Smith et al. [3] reported in"
_OTHER_CLAUSE = re.compile(r"[;；]|\b(?:whereas|while|but|although|another|others?)\b|[，,](?:而|但|另|然而|不过)")
_REFERS_BACK = re.compile(
    r"[^，。；,;]{0,4}(?:该|這|这|此|上述|前述)一?(?:项|項|篇)?(?:研究|论文|論文|文章|综述|綜述|成果|工作|试验|試驗)"
    r"|(?:The|This|That|Their|His|Her|These)\s(?:\w+\s){0,2}"
    r"(?:study|paper|article|work|findings|results|review|report|research|trial|authors)\b|It\b"
)
_OPENING = 40
_SMALL_WORDS = frozenset(["the", "of", "and", "in", "for", "on", "de", "et", "und"])


class Linker:
    """Turns statements into claims, in order of position, and remembers those of before.

    Attributes:
        made: the claims so far.
    """

    def __init__(self, document: Document, references: Sequence[Reference], citations: Sequence[Citation]) -> None:
        self.made: list[Claim] = []
        self._text = document.text
        self._references = references
        self._by_label = {reference.label: reference for reference in references}
        self._citations = sorted(citations, key=lambda citation: citation.span)
        self._starts = [citation.span.start for citation in self._citations]
        self._by_journal: dict[str, set[tuple[str, int]]] = {}  # what was said of a journal: label and year

    def link(self, statement: Statement, paragraph: Span, previous: Span | None, following: int) -> Claim | None:
        """The claim that a statement makes, or None when it is not certain to speak of a cited work.

        Args:
            statement: what a sentence says.
            paragraph: the paragraph it stands in.
            previous: the sentence before.
            following: where the next statement begins, which takes the markers after it.
        """
        cited = self._cited_here(statement, following)
        near = cited is not None and self._near(statement, cited)
        label = self._choose(statement, cited.labels) if cited else None
        if label and not near and not self._agrees(statement, label):
            label = None
        if label is None and near:
            return None  # several references, none of which fits
        if label is None and not statement.loose:
            label = self._named_author(statement) or self._spoken_of(statement, paragraph, previous)
        if label is None and (statement.backward or statement.loose or not statement.journals):
            return None
        claim = self._claim(statement, label)
        self.made.append(claim)
        if claim.journal and claim.reference:
            year = claim.date.year if claim.date else 0
            self._by_journal.setdefault(_key(claim.journal), set()).add((claim.reference, year))
        return claim

    def _between(self, start: int, end: int) -> Sequence[Citation]:
        """The markers that begin between two offsets."""
        return self._citations[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _cited_here(self, statement: Statement, following: int) -> Citation | None:
        """The marker in the sentence that the statement belongs to."""
        sentence, frame = statement.sentence, statement.frame
        inside = [citation for citation in self._between(frame.start, frame.end) if citation.span in frame]
        after = self._between(frame.end - 1, min(sentence.end, max(following, frame.end + 1)))
        before = self._between(sentence.start, frame.start)
        return next(iter((*inside[-1:], *after[:1], *before[-1:])), None)

    def _near(self, statement: Statement, citation: Citation) -> bool:
        """Whether a marker stands in the statement's own clause."""
        gap = self._text[statement.frame.end : citation.span.start]
        if citation.span.start < statement.frame.start:
            gap = self._text[citation.span.end : statement.frame.start]
            if len(gap) > _RIGHT_BEFORE:
                return False
        return not _OTHER_CLAUSE.search(gap)

    def _named_author(self, statement: Statement) -> str | None:
        """The reference whose first author the sentence names, when the year or journal fits too."""
        text = self._text[statement.sentence.start : statement.sentence.end]
        found = []
        for reference in self._references:
            authors = reference.claimed.authors
            family = (authors[0].family or authors[0].name) if authors else ""
            if len(family) > 1 and family in text and _names(text, family) and self._agrees(statement, reference.label):
                found.append(reference.label)
        return found[0] if len(found) == 1 else None

    def _spoken_of(self, statement: Statement, paragraph: Span, previous: Span | None) -> str | None:
        """The work that the sentences around speak of, or that an earlier claim with the same journal was about."""
        sentence = statement.sentence
        opening = self._text[sentence.start : sentence.start + _OPENING]
        if previous and (statement.backward or _REFERS_BACK.match(opening)):
            cited = self._between(previous.start, previous.end)
            labels = cited[-1].labels if cited else ()
            if not cited and self.made and self.made[-1].span.overlaps(previous) and self.made[-1].reference:
                labels = (self.made[-1].reference,)
            if labels:
                return self._choose(statement, labels)
        return self._repeated(statement) or self._followed_up(statement, paragraph) or self._only(statement)

    def _repeated(self, statement: Statement) -> str | None:
        """The reference of earlier claims that named the same journal, and the same year if any."""
        keys = {_key(self._text[span.start : span.end]) for span in statement.journals}
        earlier = {said for key in keys for said in self._by_journal.get(key, ())}
        labels = {label for label, year in earlier if statement.date is None or year == statement.date.date.year}
        return labels.pop() if len(labels) == 1 else None

    def _followed_up(self, statement: Statement, paragraph: Span) -> str | None:
        """The first marker after the sentence, when what it is said of refers back or the statement fits it."""
        rest = self._between(statement.sentence.end, paragraph.end)[:1]
        if not rest or len(rest[0].labels) != 1 or rest[0].labels[0] not in self._by_label:
            return None
        label = rest[0].labels[0]
        opening = self._text[statement.sentence.end : statement.sentence.end + _OPENING].lstrip()
        return label if _REFERS_BACK.match(opening) or self._agrees(statement, label) else None

    def _only(self, statement: Statement) -> str | None:
        """The only reference of a document without markers, for the first journal that it names."""
        alone = not self._citations and len(self._references) == 1
        first = not any(claim.journal for claim in self.made)
        return self._references[0].label if alone and first and statement.journals else None

    def _choose(self, statement: Statement, labels: Sequence[str]) -> str | None:
        """The one label, or that among several which fits what the statement says."""
        if len(labels) == 1:
            return labels[0]
        scores = {label: self._fit(statement, self._by_label[label]) for label in labels if label in self._by_label}
        best = max(scores.values(), default=0)
        fitting = [label for label, score in scores.items() if score == best]
        return fitting[0] if best and len(fitting) == 1 else None

    def _agrees(self, statement: Statement, label: str) -> bool:
        """Whether a reference has the year that is stated, or the journal where no year is."""
        reference = self._by_label.get(label)
        if reference is None:
            return False
        return self._fit(statement, reference) in ({1, 3} if statement.date else {2, 3})

    def _fit(self, statement: Statement, reference: Reference) -> int:
        """1 when the reference has the year that is stated, 2 when it has the journal, 3 when both."""
        year = statement.date is not None and str(statement.date.date.year) in (
            reference.claimed.year or reference.text
        )
        names = (self._text[span.start : span.end] for span in statement.journals)
        return int(year) + 2 * any(same_name(name, reference.claimed.journal) for name in names)

    def _claim(self, statement: Statement, label: str | None) -> Claim:
        text = self._text
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
                if same_name(self._text[span.start : span.end], reference.claimed.journal):
                    return span
        return statement.journals[0]


def same_name(one: str, other: str) -> bool:
    """Whether two journal names are word by word the same or abbreviations of one another.

    A coarse comparison, to choose among readings; verdicts are made elsewhere.
    """
    first, second = _name_words(one), _name_words(other)
    if not first or len(first) != len(second):
        return False
    if len(first) == 1:  # one-word names are not abbreviated
        return first == second
    return all(_abbreviates(*sorted(pair, key=len)) for pair in zip(first, second, strict=True))


def _abbreviates(short: str, long: str) -> bool:
    """Whether a word is cut off ("Commun") or contracted ("Natl")."""
    letters = iter(long)
    return long.startswith(short) or (short[-1] == long[-1] and all(letter in letters for letter in short))


def _name_words(name: str) -> list[str]:
    bare = re.sub(r"\s*\([^()]{0,60}\)$", "", name)  # (Oxford, England)
    folded = unicodedata.normalize("NFKD", bare).casefold()
    return [word for word in re.findall(r"[^\W_]+", folded) if word not in _SMALL_WORDS]


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
