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

from refcheck.extract.claims.vocabulary import (
    JOURNAL_WORDS,
    NOT_A_JOURNAL,
    ONE_WORD_JOURNALS,
    ORGANISATION,
    PLACES,
    SECTIONS,
)
from refcheck.extract.claims.walk import JOINERS, WORD, Walk
from refcheck.model import Span
from refcheck.text.dates import DatedSpan

_LONGEST_NAME = 200
_QUOTES = {"“": "”", '"': '"', "‘": "’", "「": "」", "《": "》", "'": "'"}
_ENDINGS = re.compile(r"(?:[\s,:;&]|\b(?:of|and|in|the|for|on|to|et|de))+$")
_ACRONYM = re.compile(r"\s\([A-Z]{2,8}\)$")  # Proceedings of the National Academy of Sciences (PNAS)
# What closes a name for certain.
_DATE_OPENING = re.compile(
    r"[\s,]{1,3}(?:(?:in|on|of|from|dated|during|back in)\s)?"
    r"(?:(?:early|late)\s|mid-?|the (?:spring|summer|autumn|fall|winter) of\s)?[(\[]?$"
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
    r"|argued|claimed|proposed|using|used|reporting|finding|colleagues|coworkers|co-workers|authors|et al\.?"
    r"|for the first|on the|in (?:mice|rats|humans|patients|men|women|children|adults)"
    r"|also|recently|online|just|not|only)\b"
    r"|[,;]\s(?:[A-Z][\w’'-]+\s(?:and|&)\s[A-Z]|et al)"
    r"|\.\s(?:The|This|These|In|It|We|They|A|An|However|Here|There|Our|Their|As|For|On|At|By|Since|After|Later|Another"
    r"|Some)\s"
    r"|[?!“”\"]|;\s(?:the|a|an|it|we|they|this|these|in|for|see)\s|\s[–—]\s",
)
_PARTS = re.compile(r"\s[:/=-]\s|;\s")
_PERIODICAL = re.compile(
    r"\b(?:Journal|Proceedings|Annals|Bulletin|Transactions|Archives|J|Proc|Bull|Ann|Rev|Reviews?|Reports?|Letters"
    r"|Magazine)\b",
    re.IGNORECASE,
)
# Journals that prose names in one breath: "in Nature, Science and Cell".
_FLAGSHIPS = frozenset(
    ["Nature", "Science", "Cell", "Lancet", "The Lancet", "the Lancet", "JAMA", "NEJM", "BMJ", "PNAS", "Blood", "Gut"]
)
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
    if SECTIONS.fullmatch(name) and venue.before not in {"that", "date"}:
        return False
    parts = _SEVERAL.split(name)
    if len(parts) > 1 and all(part in _FLAGSHIPS for part in parts):
        return False  # which is said of which work cannot be told
    if strong:
        return not re.search(r"\bet al\b|^[A-IK-Z]\. [A-Z][a-z]+$", name)
    if journal or (len(words) == 1 and name.lower() in ONE_WORD_JOURNALS):
        return not _NOT_PEOPLE.search(name)
    # "reported in … that": several words are a name unless they can be a species or a people
    capitals = all(word[0].isupper() or word.lower() in JOINERS for word in words)
    return (
        venue.before == "that" and (len(words) > 2 or (len(words) == 2 and capitals)) and not _NOT_PEOPLE.search(name)
    )


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
    first = WORD.match(text, start, end)
    if not first or not (first.group()[0].isupper() or _LOWER_START.match(first.group())):
        return None
    marker = min((c.start for c in citations if c.start >= start), default=end)
    dated = min((d.span.start for d in dates if d.span.start >= start and not _founding(text, d.span)), default=end)
    walk = Walk(text, start, min(end, marker, dated), open_clause=open_clause)
    walk.run()
    ends = [walk.best(), *reversed(walk.ends)]
    anchor, kind = _anchor(text, start, min(end, marker), dated)
    if kind and anchor >= walk.best():
        ends.insert(0, anchor)
    else:
        kind = ""
    spans = [Span(start, _trimmed(text, start, place)) for place in ends]
    spans = [span for span in dict.fromkeys(spans) if span.end > span.start]
    return Venue(tuple(spans), before=kind or walk.stopped) if spans else None


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
    if acronym := _ACRONYM.search(text[start:end]):
        end = start + acronym.start()
    ending = _ENDINGS.search(text[start:end])
    return start + ending.start() if ending else end
