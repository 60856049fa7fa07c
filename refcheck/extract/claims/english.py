"""Announcements of publications in English prose.

Words announce ("published in", "writing in", "a 2007 article in the journal"; see `english_phrases`), and a name
follows: in italics or quotation marks, or plainly, and then the grammar of the clause says where it ends (see
`venue`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from refcheck.extract.claims import english_phrases as phrases
from refcheck.extract.claims.statement import Statement
from refcheck.extract.claims.venue import Venue, looks_like_journal, read_venue
from refcheck.model import Span
from refcheck.text.dates import DatedSpan

_LATER_REACH = 160
_NAME_REACH = 300
_DATE_REACH = 60
_SUBJECT_REACH = 150
_BEFORE_REACH = 40
_LONGEST_REACH = 160
_MOST = 12  # announcements in a sentence; more are no prose


def find_statements(
    text: str, sentence: Span, dates: Sequence[DatedSpan], citations: Sequence[Span], italics: Sequence[Span] = ()
) -> list[Statement]:
    """What an English sentence announces.

    Args:
        text: the document's text.
        sentence: the sentence.
        dates: the dates of its paragraph.
        citations: the citation markers of its paragraph.
        italics: what its paragraph prints in italics.
    """
    reader = _Reader(text, sentence, dates, citations, italics, _masked(text, sentence, dates))
    return reader.announcements() or list(reader.journal_as_subject()) or list(reader.without_journal())


def _masked(text: str, sentence: Span, dates: Sequence[DatedSpan]) -> str:
    """The sentence with the letters of each date replaced by a mark, and line ends by blanks; offsets hold."""
    letters = list(text[sentence.start : sentence.end].replace("\n", " ").replace("\xa0", " "))
    for date in dates:
        if date.span in sentence:
            start, end = date.span.start - sentence.start, date.span.end - sentence.start
            letters[start:end] = phrases.DATE * (end - start)
    return "".join(letters)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one sentence; offsets in `masked` are those in `text` less the sentence's start."""

    text: str
    sentence: Span
    dates: Sequence[DatedSpan]
    citations: Sequence[Span]
    italics: Sequence[Span]
    masked: str

    def announcements(self) -> list[Statement]:
        """What is announced by words with a journal's name after them."""
        found: list[Statement] = []
        taken = self.sentence.start
        for frame, strong in self._frames():
            statement = self._statement(frame, strong=strong) if frame.start >= taken else None
            while statement and len(found) < _MOST:
                found.append(statement)
                taken = statement.frame.end
                statement = self._second(statement)
        return found

    def journal_as_subject(self) -> Iterator[Statement]:
        """What is announced as "In 2015, Nature published a study"."""
        for match in phrases.JOURNAL_PUBLISHED.finditer(self.masked):
            end = self.sentence.start + match.start()
            before = self.text[max(self.sentence.start, end - _SUBJECT_REACH) : end]
            span = self._subject(before.rstrip(), end - len(before) + len(before.rstrip()))
            venue = Venue((span,), marked=span in self.italics) if span else None
            named = "journal " in before[-_BEFORE_REACH:]
            if span and venue and looks_like_journal(self.text, venue, strong=False, named=named):
                frame = Span(span.start, self.sentence.start + match.end())
                yield Statement(self.sentence, frame, (span,), self._date(frame, venue), self._title(venue))
                return

    def without_journal(self) -> Iterator[Statement]:
        """What is announced as "The study was published in 2001": of a work that was named before or is cited here."""
        by_start = {date.span.start: date for date in self.dates}
        for match in phrases.DATED.finditer(self.masked):
            date = by_start.get(self.sentence.start + match.start("date"))
            if date is None or date.ranged or any(date.span in citation for citation in self.citations):
                continue
            if phrases.REVISED.search(self.masked):
                return  # which edition is cited cannot be told
            frame = Span(self.sentence.start + match.start(), self.sentence.start + match.end())
            yield Statement(self.sentence, frame, (), date, self._title(None), backward=True)
            return

    def _frames(self) -> Iterator[tuple[Span, bool]]:
        """The words that announce, up to the name; whether they are said of publications alone."""
        spans = [(match.span(), True) for match in phrases.STRONG.finditer(self.masked)]
        spans += [(match.span(), False) for pattern in phrases.WEAK for match in pattern.finditer(self.masked)]
        for match in (*phrases.LATER.finditer(self.masked), *phrases.PEOPLE_IN.finditer(self.masked)):
            reach = min(match.end() + _LATER_REACH, len(self.masked))
            stop = self.masked.find(". ", match.end(), reach)
            for later in phrases.IN.finditer(self.masked, match.start(), reach if stop < 0 else stop):
                spans.append(((match.start(), later.end()), False))
        for (start, end), strong in sorted(spans, key=lambda found: (found[0][1], not found[1], found[0][0])):
            yield Span(self.sentence.start + start, self.sentence.start + end), strong

    def _statement(self, frame: Span, *, strong: bool) -> Statement | None:
        lead = phrases.LEAD.match(self.masked, frame.end - self.sentence.start)
        start = self.sentence.start + lead.end() if lead else frame.end
        awaiting = phrases.AWAITING.fullmatch(self.masked, 0, frame.start - self.sentence.start)
        venue = self._venue(start, open_clause=bool(awaiting))
        named = bool(lead and lead["kind"])
        if venue is None or not looks_like_journal(self.text, venue, strong=strong, named=named):
            return None
        sentence = Span(self.sentence.start, max(self.sentence.end, venue.spans[0].end))
        whole = Span(frame.start, venue.spans[0].end)
        return Statement(sentence, whole, venue.spans, self._date(whole, venue), self._title(venue))

    def _second(self, first: Statement) -> Statement | None:
        """The second of two: "published in Science in 2010 [1] and in Cell [2]"."""
        marker = next((span for span in self.citations if 0 <= span.start - first.frame.end <= _BEFORE_REACH), None)
        joined = phrases.AND.match(self.text, marker.end, first.sentence.end) if marker else None
        if not marker or not joined or phrases.MORE.search(self.text, first.frame.end, marker.start):
            return None
        venue = self._venue(joined.end(), open_clause=False)
        if venue is None or not looks_like_journal(self.text, venue, strong=False, named=False):
            return None
        if not any(0 <= span.start - venue.spans[0].end <= _BEFORE_REACH for span in self.citations):
            return None
        frame = Span(joined.end(), venue.spans[0].end)
        return Statement(first.sentence, frame, venue.spans, self._date(frame, venue))

    def _venue(self, start: int, *, open_clause: bool) -> Venue | None:
        """The name at an offset; it may reach over a full stop that looks like the sentence's end."""
        stop = self.text.find("\n", self.sentence.end)
        end = min(len(self.text) if stop < 0 else stop, self.sentence.end + _NAME_REACH)
        return read_venue(self.text, start, end, self.dates, self.citations, self.italics, open_clause=open_clause)

    def _subject(self, before: str, end: int) -> Span | None:
        """The name that ends at an offset, `before` being the text up to there."""
        italic = next((span for span in self.italics if span.end == end), None)
        if italic:
            return italic
        name = phrases.SUBJECT_NAME.search(before)
        bare = phrases.NOT_OF_NAME.sub("", name.group()) if name else ""
        return Span(end - len(bare), end) if bare else None

    def _date(self, frame: Span, venue: Venue) -> DatedSpan | None:
        """The date of publication: right after a reading of the name, inside the announcement, or before it."""
        near = Span(self.sentence.start, frame.end + _DATE_REACH)
        usable = [d for d in self.dates if not d.ranged and d.span in near and not d.span.overlaps(venue.spans[0])]
        for name in venue.spans:
            for date in usable:
                between = self.text[name.end : max(name.end, date.span.start)].replace("\n", " ")
                if date.span.start >= name.end and phrases.AFTER_NAME.fullmatch(between):
                    return date
        usable = [date for date in usable if not any(date.span in citation for citation in self.citations)]
        inside = [date for date in usable if frame.start <= date.span.start < frame.end]
        before = [date for date in usable if date.span.end <= frame.start]
        return inside[-1] if inside else self._date_before(frame, before[-1]) if before else None

    def _date_before(self, frame: Span, date: DatedSpan) -> DatedSpan | None:
        """A date before the announcement, when it is that of the work or heads the clause, and not of another event."""
        head = self.text[max(self.sentence.start, date.span.start - _BEFORE_REACH) : date.span.start]
        between = self.text[date.span.end : frame.start]
        if phrases.NOT_SINCE.search(head):
            return None
        noun = phrases.OF_WORK.match(self.text[date.span.end : frame.start + _BEFORE_REACH])
        if noun and "," not in between[noun.end() :]:
            return date
        if len(between) > _LONGEST_REACH or phrases.OTHER_EVENT.search(between):
            return None
        after_author = head.endswith("(") and len(between) < _BEFORE_REACH  # Jumper et al. (2021) reported in
        return date if after_author or phrases.CLAUSE_HEAD.search(head) else None

    def _title(self, venue: Venue | None) -> Span | None:
        """Where the cited work's title stands in quotation marks, when words before it say so."""
        for match in phrases.QUOTED.finditer(self.text, self.sentence.start, self.sentence.end):
            span = Span(match.start() + 1, match.end() - 1)
            span = Span(span.start, span.start + len(self.text[span.start : span.end].rstrip(",. ")))
            if venue and any(span.overlaps(name) for name in venue.spans):
                continue
            before = self.text[max(self.sentence.start, match.start() - _BEFORE_REACH) : match.start()]
            long = len(self.text[span.start : span.end].split()) >= phrases.SHORTEST_TITLE
            if long and phrases.ENTITLED.search(before):
                return span
        return None
