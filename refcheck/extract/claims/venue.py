"""Where a journal's name begins and ends in English prose, and whether it can be one.

Names in italics or quotation marks are given. A plain name may hold commas, full stops and lower-case words ("TAG.
Theoretical and applied genetics", "Nanomedicine : nanotechnology, biology, and medicine"): it is read on until the
clause goes on without it, at a date, a citation marker, a verb, a pronoun. Every place where it could have ended before
stays a second reading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from refcheck.extract.claims.sentences import JOURNAL_ABBREVIATIONS, SENTENCE_STARTERS
from refcheck.extract.claims.vocabulary import (
    CLAUSE_WORDS,
    JOURNAL_WORDS,
    NOT_A_JOURNAL,
    ONE_WORD_JOURNALS,
    ORGANISATION,
    PLACES,
)
from refcheck.model import Span
from refcheck.text.dates import DatedSpan

_LONGEST_NAME = 200
_WORD = re.compile(r"[^\W\d_](?:[\w'’/+-]|\.(?=[^\W\d_]))*\.?|&(?:amp;)?|\+")
_BLANK = re.compile(r"\s{1,3}")
_QUALIFIER = re.compile(  # NLM's additions: (Oxford, England), (Baltimore, Md. : 1950), (Online)
    r"\((?:[A-Z][\w. ]{1,30},\s[A-Z][\w. ]{1,30}(?:\s?:\s?\d{4})?|Online|Print|Edinb|Oxf|Lond|Berl|Paris|Basel|Oxford|London)\)"
)
_QUOTES = {"“": "”", '"': '"', "‘": "’", "「": "」", "《": "》", "'": "'"}
_JOINERS = frozenset({"of", "and", "&", "in", "the", "for", "on", "to", "de", "la", "et", "und", "der", "fur", "für", "della", "y", "e"})
_AFTER_JOINER = frozenset({"of", "and", "&", "in", "for", "on", "to"})
_IN_AFTER = re.compile(r"s$|^(?:progress|research|opinion|practice|education|science|work|health|open)$", re.IGNORECASE)
_PEOPLE = frozenset({"et", "colleagues", "coworkers", "co-workers", "authors", "team", "group", "collaborators", "researchers", "scientists"})
_ENDINGS = re.compile(r"(?:[\s,:;&]|\b(?:of|and|in|the|for|on|to|et|de))+$")
# What closes a name for certain.
_DATE_OPENING = re.compile(
    r"[\s,]{1,3}(?:(?:in|on|of|from|dated|during|back in)\s)?(?:(?:early|late)\s|mid-?|the (?:spring|summer|autumn|fall|winter) of\s)?[(\[]?$"
)
_THAT = re.compile(r",?\sthat\s")
_NEW_CLAUSE = re.compile(
    r",\s(?:the|an?|this|these|those|it|we|they|he|she|there|our|their|his|her|its|which|who|where|researchers|scientists"
    r"|authors|investigators|and (?:the|it|we|they|its|has|have|was|were|is|are)|but|as|has|have|was|were|is|are)\s"
)
# What a name does not hold: the clause went on before.
_OTHER_CLAUSE = re.compile(
    r"\s(?:is|are|was|were|be|been|has|have|had|does|did|can|could|may|might|will|would|should|who|which|whose|where|when"
    r"|while|whereas|because|although|if|by|with|after|before|since|until|during|than|we|they|it|he|she|this|these|those"
    r"|their|his|its|found|finds|showed|shows|shown|show|showing|suggest\w*|demonstrat\w*|reveal\w*|describ\w*|indicat\w*"
    r"|concluded|concludes|identif(?:ied|ies)|examined|investigated|compared|analy[sz]ed|provid(?:ed|es)|reported|noted"
    r"|argued|claimed|proposed|using|used|reporting|finding|colleagues|coworkers|co-workers|authors|et al\.?|for the first"
    r"|on the|in (?:mice|rats|humans|patients|men|women|children|adults)|also|recently|online|just|not|only)\b"
    r"|[,;]\s(?:[A-Z][\w’'-]+\s(?:and|&)\s[A-Z]|et al)"
    r"|\.\s(?:The|This|These|In|It|We|They|A|An|However|Here|There|Our|Their|As|For|On|At|By|Since|After|Later|Another|Some)\s"
    r"|[?!“”\"]|;\s(?:the|a|an|it|we|they|this|these|in|for|see)\s|\s[–—]\s",
)
_PARTS = re.compile(r"\s[:/=-]\s|;\s")
_PERIODICAL = re.compile(
    r"\b(?:Journal|Proceedings|Annals|Bulletin|Transactions|Archives|J|Proc|Bull|Ann|Rev|Reviews?|Reports?|Letters|Magazine)\b",
    re.IGNORECASE,
)
_FLAGSHIPS = frozenset("Nature Science Cell Lancet JAMA NEJM BMJ PNAS Blood Circulation Gut Neuron".split()) | {"The Lancet", "the Lancet"}
_SEVERAL = re.compile(r",\s(?:and\s)?|\sand\s|\s&\s")
_NOT_PEOPLE = re.compile(
    r"\b(?:patients|mice|rats|populations?|humans|individuals|participants|subjects|cohorts?|volunteers|samples|strains)\b"
)
_JOURNAL = re.compile(JOURNAL_WORDS)
_PLACE = re.compile(PLACES)
_ORGANISATION = re.compile(ORGANISATION)
_LOWER_START = re.compile(r"(?:e[A-Z]|i[A-Z]|m[A-Z]|npj|bio[A-Z]|mAbs|medRxiv|[a-z]{1,3}[A-Z])")


@dataclass(frozen=True, slots=True)
class Venue:
    """A name.

    Attributes:
        spans: its possible readings, the likeliest first.
        marked: whether the document sets it off by italics or quotation marks.
        before: what a plain name stands before: "date", "that", "comma" (a new clause), or what stopped the reading.
    """

    spans: tuple[Span, ...]
    marked: bool = False
    before: str = ""


def read_venue(
    text: str,
    start: int,
    end: int,
    dates: Sequence[DatedSpan],
    citations: Sequence[Span],
    italics: Sequence[Span],
    *,
    open_clause: bool = False,
) -> Venue | None:
    """The name that begins at `start`, or None when no name does.

    `open_clause` says that the sentence cannot end with the name, since its main verb is still to come.
    """
    if start >= end:
        return None
    for italic in italics:
        if italic.start <= start + 1 < italic.end and start - 1 <= italic.start:
            return Venue((_stripped(text, italic),), marked=True)
    close = _QUOTES.get(text[start])
    if close:
        stop = text.find(close, start + 1, min(start + _LONGEST_NAME, end))
        return Venue((_stripped(text, Span(start + 1, stop)),), marked=True) if stop > start + 2 else None
    if starred := re.compile(r"([*_]{1,2})([^*_\n]{2,150})\1").match(text, start, end):
        return Venue((Span(*starred.span(2)),), marked=True)
    return _plain(text, start, min(end, start + _LONGEST_NAME), dates, citations, open_clause=open_clause)


def looks_like_journal(text: str, venue: Venue, *, strong: bool, named: bool) -> bool:
    """Whether a name after an announcement can be a journal's.

    Args:
        text: the document's text.
        venue: the name.
        strong: whether the words before it are said of publications alone ("published in", not "reported in").
        named: whether they call it a journal.
    """
    name = " ".join(text[venue.spans[0].start : venue.spans[0].end].split())
    words = name.split()
    if not words or not any(letter.isalpha() for letter in name):
        return False
    if named:
        return name[0].isupper() or venue.marked or bool(_LOWER_START.match(name))
    first = words[0].strip(".,").lower()
    journal = bool(_JOURNAL.search(name))
    if (first in NOT_A_JOURNAL or _PLACE.match(name)) and not (len(words) > 1 and journal):
        return False
    if _ORGANISATION.search(_PARTS.split(name)[0]) and not _PERIODICAL.search(name):
        return False
    if not (name[0].isupper() or _LOWER_START.match(name) or (venue.marked and journal)):
        return False
    parts = _SEVERAL.split(name)
    if len(parts) > 1 and all(part in _FLAGSHIPS for part in parts):
        return False  # "in Nature, Science and Cell": which is said of which work cannot be told
    if strong:
        return not re.search(r"\bet al\b|^[A-IK-Z]\. [A-Z][a-z]+$", name)
    if journal or (len(words) == 1 and name.lower() in ONE_WORD_JOURNALS):
        return not _NOT_PEOPLE.search(name)
    # "reported in … that": several words are a name unless they can be a species or a people
    capitals = all(word[0].isupper() or word.lower() in _JOINERS for word in words)
    return venue.before == "that" and (len(words) > 2 or (len(words) == 2 and capitals)) and not _NOT_PEOPLE.search(name)


def _stripped(text: str, span: Span) -> Span:
    """A stretch without the blanks and punctuation at its ends."""
    start, end = span.start, span.end
    while start < end and text[start] in " \t\n,;:":
        start += 1
    while end > start and text[end - 1] in " \t\n,;:":
        end -= 1
    if text[end - 1 : end] == "." and "." not in text[start : end - 1]:  # the sentence's, not an abbreviation's
        end -= 1
    return Span(start, end)


def _plain(
    text: str, start: int, end: int, dates: Sequence[DatedSpan], citations: Sequence[Span], *, open_clause: bool
) -> Venue | None:
    """The readings of a plain name.

    Up to a date, a "that" or a new clause everything is the name, when nothing in between speaks for another clause.
    Else a walk from word to word stops where the clause goes on.
    """
    first = _WORD.match(text, start, end)
    if not first or not (first.group()[0].isupper() or _LOWER_START.match(first.group())):
        return None
    marker = min((c.start for c in citations if c.start >= start), default=end)
    dated = min((d.span.start for d in dates if d.span.start >= start and not _founding(text, d.span)), default=end)
    walk = _Walk(text, start, min(end, marker, dated), open_clause=open_clause)
    walk.run()
    ends = [walk.best(), *reversed(walk.ends)]
    anchor, kind = _anchor(text, start, min(end, marker), dated)
    if kind and anchor >= walk.best():
        ends.insert(0, anchor)
    else:
        kind = ""
    spans = [Span(start, _trimmed(text, start, place)) for place in ends]
    return Venue(tuple(dict.fromkeys(span for span in spans if span.end > span.start)), before=kind or walk.stopped)


def _founding(text: str, span: Span) -> bool:
    """Whether a year is part of NLM's addition to a name: "(Baltimore, Md. : 1950)"."""
    return text[max(0, span.start - 2) : span.start] == ": " and text[span.end : span.end + 1] == ")"


def _anchor(text: str, start: int, end: int, dated: int) -> tuple[int, str]:
    """Where a name ends that a date, "that" or a new clause closes, and which; ("" when nothing does, or too much)."""
    stop, kind = end, ""
    if dated < end and (opening := _DATE_OPENING.search(text, start, dated)):
        stop, kind = opening.start(), "date"
    if found := _THAT.search(text, start, stop):
        stop, kind = found.start(), "that"
    if found := _NEW_CLAUSE.search(text, start, stop):
        stop, kind = found.start(), "comma"
    if not kind or _OTHER_CLAUSE.search(text, start, stop):
        return stop, ""
    return stop, kind


def _trimmed(text: str, start: int, end: int) -> int:
    ending = _ENDINGS.search(text[start:end])
    return start + ending.start() if ending else end


class _Walk:
    """Reads a plain name word by word.

    Attributes:
        ends: where the name could end: before a comma, colon, full stop, bracket, "and" or "in", and at last.
        last: the end of the last word read.
        open_clause: whether the sentence cannot end with the name, since its main verb is still to come.
        doubtful: the first full stop after which a new sentence may have begun, 0 when there is none.
        stopped: what stopped the walk: "limit" (a date, a marker, the text's end), "verb", "comma", "starter", "mark".
    """

    def __init__(self, text: str, start: int, end: int, *, open_clause: bool) -> None:
        self.open_clause = open_clause
        self.text = text
        self.start = start
        self.end = end
        self.place = start
        self.words: list[str] = []
        self.ends: list[int] = []
        self.last = start
        self.doubtful = 0
        self.stopped = ""

    def run(self) -> None:
        """Read on until something stops the name."""
        while not self.stopped:
            self._step()
        self.ends.append(self.last)

    def best(self) -> int:
        """The likeliest end: the last, unless only a new sentence can have led there."""
        if self.doubtful and not self.open_clause and self.stopped not in {"that", "date"}:
            return self.doubtful
        return self.last

    def _step(self) -> None:
        blank = _BLANK.match(self.text, self.place, self.end)
        place = blank.end() if blank else self.place
        if place >= self.end:
            rest = self.text[self.end : self.end + 1]
            self.stopped = "date" if rest.isdigit() or rest.isupper() else "limit"
            return
        letter = self.text[place]
        if letter in ",:":
            self._punctuation(place)
        elif letter == "(":
            qualifier = _QUALIFIER.match(self.text, place, self.end)
            if qualifier:
                self.ends.append(self.last)
                self.place = self.last = qualifier.end()
            else:
                self.stopped = "date" if self.end - place <= 1 else "mark"
        elif word := _WORD.match(self.text, place, self.end):
            self._word(word)
        else:
            self.stopped = "mark"

    def _word(self, match: re.Match[str]) -> None:
        word = match.group()
        bare = word.rstrip(".").lower()
        previous = self.words[-1] if self.words else ""
        if previous.endswith(".") and word[0].isupper() and self._new_sentence(previous, bare):
            return
        if bare == "that":
            self.stopped = "that"
            return
        if word[0].islower() and not (bare in _JOINERS or word[0] == "&"):
            if bare in CLAUSE_WORDS or bare in _PEOPLE:
                self.stopped = "verb"
                return
        elif bare == "the" and previous.lower() not in _AFTER_JOINER and self.words:
            self.stopped = "starter"
            return
        elif bare == "in" and not self._in_goes_on(previous, match.end()):
            self.stopped = "date" if self._next_is_limit(match.end()) else "starter"
            return
        elif bare in {"on", "to", "for"} and self._next_is_limit(match.end()):
            self.stopped = "date"
            return
        elif bare == "and" and self._clause_follows(match.end()):
            self.stopped = "verb"
            return
        if bare in {"and", "&", "in"}:
            self.ends.append(self.last)
        self.words.append(word)
        self.place = match.end()
        if bare not in _JOINERS:
            self.last = match.end() - (word.endswith(".") and self._sentence_ends(match))

    def _new_sentence(self, previous: str, bare: str) -> bool:
        """Whether the capital after a full stop must begin a sentence; notes where one only may."""
        if bare in SENTENCE_STARTERS:
            self.stopped = "starter"
            return True
        short = previous[:-1].lower()
        if not (short in JOURNAL_ABBREVIATIONS or len(short) == 1) and not self.doubtful:
            self.ends.append(self.last)
            self.doubtful = self.last - (self.text[self.last - 1] == ".")
        return False

    def _sentence_ends(self, match: re.Match[str]) -> bool:
        """Whether a full stop closes the sentence rather than an abbreviation."""
        rest = self.text[match.end() : match.end() + 40]
        return not rest.strip() and not any(word.endswith(".") for word in self.words[:-1])

    def _in_goes_on(self, previous: str, after: int) -> bool:
        return bool(_IN_AFTER.search(previous.rstrip("."))) and not self._next_is_limit(after) and len(self.words) > 0

    def _next_is_limit(self, after: int) -> bool:
        """Whether a date or a marker follows, perhaps after "early" or "the"."""
        between = self.text[after : self.end]
        near = self.end - after <= 30 and self.text[self.end : self.end + 1] not in "\n[【("
        return near and bool(re.fullmatch(r"\s*(?:early |late |mid-?|the (?:spring|summer|autumn|fall|winter) of |the )?", between))

    def _clause_follows(self, after: int) -> bool:
        following = re.compile(r"\s{1,3}([\w’'-]{1,30})").match(self.text, after, self.end)
        word = following.group(1).lower() if following else ""
        return not word or word in CLAUSE_WORDS or word in _PEOPLE or word in SENTENCE_STARTERS

    def _punctuation(self, place: int) -> None:
        """A comma or colon: the name goes on when only more of a name stands before the next stop."""
        segment = re.compile(r"[,:]\s{1,3}([^,:;.()\[\]【]{1,80})").match(self.text, place, self.end)
        if not segment or not self.words:
            self.stopped = "comma"
            return
        words = segment.group(1).split()
        bare = [word.lower().strip(".") for word in words]
        lead = bare[1:] if bare[0] in {"and", "&"} else bare
        open_list = bare[0] in {"and", "&"}
        if not lead or lead[0] in SENTENCE_STARTERS or lead[0] in CLAUSE_WORDS or lead[0] in {"the"}:
            self.stopped = "comma"
            return
        first_stop = next((i for i, word in enumerate(bare) if word in CLAUSE_WORDS or word in _PEOPLE or word == "that"), len(bare))
        head = bare[:first_stop]
        if any(word in _PEOPLE for word in bare[: first_stop + 1]) or len(head) > 8:
            self.stopped = "comma"
            return
        listed = open_list or "and" in head or "&" in head or self._list_follows(segment.end())
        series = self.text[place] == ":"
        if not (listed or series):
            self.stopped = "comma"
            return
        self.ends.append(self.last)
        self.place = segment.start(1)
        if open_list:
            self.words.append(words[0])
            self.place = segment.start(1) + len(words[0])

    def _list_follows(self, place: int) -> bool:
        return bool(re.compile(r",?\s{1,3}(?:and|&)\s").match(self.text, place, self.end))
