"""Announcements of publications in English prose.

Words announce ("published in", "writing in", "a 2007 article in the journal"), and a name follows: in italics or
quotation marks, or plainly, and then the grammar of the clause says where it ends (see `venue`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from refcheck.extract.claims.statement import Statement
from refcheck.extract.claims.venue import Venue, looks_like_journal, read_venue
from refcheck.model import Span
from refcheck.text.dates import DatedSpan

_STUDY = (
    r"(?:article|paper|study|studies|report|review|letter|editorial|commentary|essay|work|trial|research|meta-analysis"
    r"|analysis|survey|papers|articles|findings|results|note|correspondence|perspective|overview|publication|piece)"
)
# Between the verb and "in": adverbs, and a date.
_HOW = (
    r"(?:[\s,]{1,3}(?:online|recently|first|originally|electronically|earlier|today|yesterday|ahead of print|back|then|later"
    r"|simultaneously|last (?:week|month|year)|this (?:week|month|year)|as (?:an?|the) [\w -]{1,40}?|by [\w .,&'’-]{1,60}?"
    r"|findings|results|their findings|their results|his findings|her findings)){0,3}"
)
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_WHEN = (
    rf"(?:[\s,]{{1,3}}(?:(?:in|on)\s)?(?:early |late |mid-?)?(?:\ue000{{1,40}}|{_MONTH}\s\d{{1,2}}|\d{{1,2}}\s{_MONTH}))?"
)
_STRONG = re.compile(
    rf"\b(?:published|appear(?:ed|s|ing)|printed|publication|writing|wrote){_HOW}{_WHEN}{_HOW}[\s,]{{1,3}}in\s",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"\b(?:report(?:ed|s|ing)?|describ(?:ed|es|ing)|announced|detailed|documented|outlined|argued|concluded|demonstrated|show(?:ed|n|s)"
    rf"|highlighted|reviewed|summari[sz]ed|noted|proposed|suggested|revealed|found|presented){_HOW}{_WHEN}[\s,]{{1,3}}in\s",
    re.IGNORECASE,
)
_NOUN = re.compile(rf"\b{_STUDY}{_WHEN}\s(?:by [\w .,&'’-]{{1,60}}?\s)?in\s", re.IGNORECASE)
# "published a paper on … in", "Zhang and colleagues in": what follows must look like a journal.
_LATER = re.compile(r"\bpublished\s(?=(?:an?|the|his|her|their|its|our|two|three|several|this|another)\s)", re.IGNORECASE)
_LATER_REACH = 160
_PEOPLE_IN = re.compile(r"\b(?:colleagues|co-?workers|et al\.?,?)\sin\s", re.IGNORECASE)
_ATTRIBUTED = re.compile(r"\b[Ii]n\s(?=(?:the|its|a)\s(?:[\w-]+\s){0,3}(?:journal|issue)\b)")
_BY = re.compile(r"\bpublished(?: online)? by\s", re.IGNORECASE)

# What may stand between "in" and the name.
_LEAD = re.compile(
    r"(?:(?:the|an?|its|this)\s(?:[\w\ue000,-]+\s){0,5}(?:issue|edition|number|volume)s?\s(?:\ue000+\s)?of\s)?"
    r"(?P<kind>(?:(?:the|an?|one of the)\s)?(?:[a-z][\w-]*\s){0,4}?(?:journals?|magazine|periodical)[,:]?\s)?(?P<article>the\s)?",
)
_JOURNAL_PUBLISHED = re.compile(
    r"(?:has |have |had )?(?:also |just |recently |then |first )?"
    r"(?:published\s(?:online\s)?(?:an?|the|their|his|her|two|three|another|our)\b(?:[^.;:,\ue000]{1,40}?\s(?:in|on)\s\ue000{1,40})?"
    r"|reported\s(?:(?:in|on)\s\ue000{1,40}\s)?that\b)"
)
# What stands before an announcement when the sentence's main verb is still to come: "According to", "A study"
_AWAITING = re.compile(
    rf"(?:(?:According to|As|In|Writing|Published|Reporting|Appearing)\b[^,.;:]{{0,60}}|(?:(?:A|An|The|One|This|Another|Their)\s(?:[\w\ue000-]+\s){{0,5}}?"
    rf"{_STUDY}[,]?\s(?:(?:that|which)\s(?:was|were|has been)?\s?)?(?:first |recently |also )?)|)"
)

# "A 2007 article", "In 2003,", "published in 2010 in"
_GENITIVE = re.compile(rf"^[\s-](?:[\w-]+\s){{0,4}}?{_STUDY}\b", re.IGNORECASE)
_AND = re.compile(r",?\s(?:and|or|&)\s(?:then |later |also )?(?:in\s)?(?:the\s)?")
_AFTER_NAME = re.compile(
    r"^[\s,]{0,3}(?:\([A-Z][A-Za-z .&-]{1,15}\)[\s,]{0,2})?(?:by [\w .,&'’-]{1,50}\s)?(?:(?:back |published |online )?(?:in|on|from|of|dated|during|for)\s)?"
    r"(?:early |late |mid-?|the (?:spring|summer|autumn|fall|winter) of )?[(\[]?(?:[^()\d]{0,12}[,;\s])?$"
)
_OTHER_EVENT = re.compile(
    r"\b(?:enrolled|recruited|conducted|started|began|launched|initiated|diagnosed|founded|established|born|died|approved|"
    r"introduced|completed|undertook|underwent|treated|collected|sampled|surveyed|visited|won|awarded|received|emerged|"
    r"declared|outbreak|pandemic|guidelines?|trial|census|conference|meeting|since|until|before|after)\b",
    re.IGNORECASE,
)
_HEAD = re.compile(r"(?:^|[.;:,(]\s{0,2}|[—–-]\s?)(?:(?:back|early|late|and|then|later|again|only|also|first)[\s,]{1,2}){0,2}(?:[Ii]n|[Oo]n)\s(?:early |late |mid-?)?$")
_NOT_SINCE = re.compile(r"\b(?:since|until|before|after|by|from|to|between|during|through|till|prior to|as of|up to)\s(?:early |late |mid-?)?$", re.IGNORECASE)

_ENTITLED = re.compile(r"\b(?:entitled|titled|called|headed|headlined|under the (?:title|heading)|with the title)[,:]?\s{1,3}$|\b(?:paper|article|study|report|review|letter|editorial|essay)s?[,:]?\s{1,3}$", re.IGNORECASE)
_QUOTED = re.compile(r"“[^“”\n]{3,300}”|\"[^\"\n]{3,300}\"|「[^「」\n]{2,200}」|《[^《》\n]{2,200}》|‘[^‘’\n]{3,200}’")

_SUBJECT = (
    rf"\b(?:the|this|that|these|those|their|his|her|its|whose|our)\s(?:[\w’'-]+\s){{0,4}}?{_STUDY}\b|\b(?:it|which|they)\b"
)
_DATED = re.compile(
    rf"(?P<subject>{_SUBJECT})?[^.;:()\ue000]{{0,30}}?\b(?P<verb>(?:was|were|is|being|been|first|originally|later)\s(?:first |originally |finally |formally |later )?"
    r"published|appeared)(?:\s(?:online|electronically|in print|ahead of print|first))?[\s,]{1,2}(?:in|on)\s(?:early |late |mid-?)?(?P<date>\ue000{1,40})",
    re.IGNORECASE,
)
_DATE_MASK = "\ue000"


def find_statements(
    text: str, sentence: Span, dates: Sequence[DatedSpan], citations: Sequence[Span], italics: Sequence[Span] = ()
) -> list[Statement]:
    """What an English sentence announces; `dates`, `citations` and `italics` are those of its paragraph."""
    masked = _masked(text, sentence, dates)
    found: list[Statement] = []
    taken = sentence.start
    for frame, strong in _frames(masked, sentence):
        if frame.start < taken:
            continue
        statement = _statement(text, masked, sentence, frame, dates, citations, italics, strong=strong)
        while statement:
            found.append(statement)
            taken = statement.frame.end
            statement = _also(text, statement, dates, citations, italics)
    if not found:
        found += _subject_journal(text, masked, sentence, dates, citations, italics)
    return found or _without_journal(text, masked, sentence, dates, citations)


def _masked(text: str, sentence: Span, dates: Sequence[DatedSpan]) -> str:
    """The text with each date inside the sentence replaced, letter by letter, by a mark, and line ends by blanks."""
    letters = list(text[sentence.start : sentence.end].replace("\n", " ").replace("\xa0", " "))
    for date in dates:
        if date.span in sentence:
            at = date.span.start - sentence.start
            letters[at : date.span.end - sentence.start] = _DATE_MASK * (date.span.end - date.span.start)
    return "".join(letters)


def _frames(masked: str, sentence: Span) -> Iterator[tuple[Span, bool]]:
    """The words that announce, up to the name; whether they are said of publications alone."""
    spans: list[tuple[int, int, bool]] = []
    for pattern, strong in ((_STRONG, True), (_BY, False), (_WEAK, False), (_NOUN, False), (_ATTRIBUTED, False)):
        spans += [(match.start(), match.end(), strong) for match in pattern.finditer(masked)]
    for match in (*_LATER.finditer(masked), *_PEOPLE_IN.finditer(masked)):
        reach = min(match.end() + _LATER_REACH, len(masked))
        clause = masked.find(". ", match.end(), reach)
        for later in re.compile(r"\bin\s").finditer(masked, match.start(), reach if clause < 0 else clause):
            spans.append((match.start(), later.end(), False))
    for start, end, strong in sorted(spans, key=lambda span: (span[1], not span[2], span[0])):
        yield Span(sentence.start + start, sentence.start + end), strong


def _statement(
    text: str,
    masked: str,
    sentence: Span,
    frame: Span,
    dates: Sequence[DatedSpan],
    citations: Sequence[Span],
    italics: Sequence[Span],
    *,
    strong: bool,
) -> Statement | None:
    lead = _LEAD.match(masked, frame.end - sentence.start)
    start = sentence.start + (lead.end() if lead else frame.end - sentence.start)
    named = bool(lead and lead["kind"])
    awaiting = bool(_AWAITING.fullmatch(masked, 0, frame.start - sentence.start))
    venue = read_venue(text, start, _limit(text, sentence), dates, citations, italics, open_clause=awaiting)
    if venue is None or not looks_like_journal(text, venue, strong=strong, named=named):
        return None
    sentence = Span(sentence.start, max(sentence.end, venue.spans[0].end))
    whole = Span(frame.start, venue.spans[0].end)
    return Statement(
        sentence, whole, venue.spans, _date(text, sentence, whole, venue, dates, citations), _title(text, sentence, venue)
    )


def _also(
    text: str,
    statement: Statement,
    dates: Sequence[DatedSpan],
    citations: Sequence[Span],
    italics: Sequence[Span],
) -> Statement | None:
    """The second of two: "published in Science in 2010 [1] and in Cell [2]"."""
    marker = next((span for span in citations if 0 <= span.start - statement.frame.end <= 30), None)
    joined = _AND.match(text, marker.end, statement.sentence.end) if marker else None
    if not marker or not joined or re.search(r"[.;:]\s|\w{12}", text[statement.frame.end : marker.start]):
        return None
    venue = read_venue(text, joined.end(), _limit(text, statement.sentence), dates, citations, italics)
    if venue is None or not looks_like_journal(text, venue, strong=False, named=False):
        return None
    if not any(0 <= span.start - venue.spans[0].end <= 30 for span in citations):
        return None
    frame = Span(joined.end(), venue.spans[0].end)
    return Statement(statement.sentence, frame, venue.spans, _date(text, statement.sentence, frame, venue, dates, citations))


def _limit(text: str, sentence: Span) -> int:
    """How far a name may be read: the paragraph, since a full stop in a name may look like a sentence's."""
    stop = text.find("\n", sentence.end)
    return min(len(text) if stop < 0 else stop, sentence.end + 300)


def _subject_journal(
    text: str,
    masked: str,
    sentence: Span,
    dates: Sequence[DatedSpan],
    citations: Sequence[Span],
    italics: Sequence[Span],
) -> Iterator[Statement]:
    """ "In 2015, Nature published a study": the journal is the subject."""
    for match in _JOURNAL_PUBLISHED.finditer(masked):
        before = text[sentence.start : sentence.start + match.start()].rstrip()
        end = sentence.start + len(before)
        italic = next((span for span in italics if span.end == end), None)
        if italic:
            span = italic
        else:
            name = re.search(r"(?:[A-Z][\w’'.-]*|&|of|the|and|in|for)(?:\s(?:[A-Z][\w’'.-]*|&|of|the|and|in|for)){0,9}$", before)
            if not name:
                continue
            words = re.sub(r"^(?:(?:In|On|The|A|of|the|and|in|for|by|journal)\s)+", "", name.group())
            span = Span(end - len(words), end)
        venue = Venue((span,), marked=bool(italic))
        if text[span.start : span.end] and looks_like_journal(text, venue, strong=False, named="journal " in before[-40:]):
            whole = Span(span.start, sentence.start + match.end())
            date = _date(text, sentence, whole, venue, dates, citations)
            yield Statement(sentence, whole, (span,), date, _title(text, sentence, venue))
            return


def _date(
    text: str,
    sentence: Span,
    frame: Span,
    venue: Venue,
    dates: Sequence[DatedSpan],
    citations: Sequence[Span],
) -> DatedSpan | None:
    """The date of publication: right after a reading of the name, inside the announcement, or at the clause's head."""
    usable = [
        date
        for date in dates
        if not date.ranged and sentence.start <= date.span.start < frame.end + 60 and not date.span.overlaps(venue.spans[0])
    ]
    for name in venue.spans:
        for date in usable:
            if name.end <= date.span.start <= name.end + 60 and _AFTER_NAME.match(text[name.end : date.span.start].replace("\n", " ")):
                return date
    usable = [d for d in usable if not any(d.span in citation for citation in citations)]
    inside = [date for date in usable if frame.start <= date.span.start < frame.end]
    if inside:
        return inside[-1]
    for date in reversed([date for date in usable if date.span.end <= frame.start]):
        head = text[max(sentence.start, date.span.start - 40) : date.span.start]
        tail = text[date.span.end : frame.start + 60]
        between = text[date.span.end : frame.start]
        if _NOT_SINCE.search(head):
            return None
        noun = _GENITIVE.match(tail)
        if noun and not re.search(r"\b(?:trial|survey)\b", noun.group()) and "," not in between[len(noun.group()) + 40 :]:
            return date
        if len(between) <= 160 and _HEAD.search(head) and not _OTHER_EVENT.search(between):
            return date
        if head.endswith("(") and len(between) < 30 and not _OTHER_EVENT.search(between):
            return date
        return None
    return None


def _title(text: str, sentence: Span, venue: Venue | None) -> Span | None:
    """Where the cited work's title stands in quotation marks, when words before it say so."""
    for match in _QUOTED.finditer(text, sentence.start, sentence.end):
        span = Span(match.start() + 1, match.end() - 1)
        if venue and any(span.overlaps(name) for name in venue.spans):
            continue
        while span.end > span.start and text[span.end - 1] in ",. ":
            span = Span(span.start, span.end - 1)
        if len(text[span.start : span.end].split()) >= 3 and _ENTITLED.search(text, max(sentence.start, match.start() - 40), match.start()):  # noqa: E501
            return span
    return None


def _without_journal(
    text: str, masked: str, sentence: Span, dates: Sequence[DatedSpan], citations: Sequence[Span]
) -> list[Statement]:
    """ "The study was published in 2001": a date alone, of a work named before or cited here."""
    by_start = {date.span.start: date for date in dates}
    for match in _DATED.finditer(masked):
        date = by_start.get(sentence.start + match.start("date"))
        if date is None or date.ranged or any(date.span in citation for citation in citations):
            continue
        frame = Span(sentence.start + match.start(), sentence.start + match.end())
        return [Statement(sentence, frame, (), date, _title(text, sentence, None), True, not match["subject"])]
    return []


