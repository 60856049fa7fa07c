"""Where paragraphs and sentences of English and Chinese text begin and end.

A sentence ends at its full stop, closing quotation marks and citation markers included ("…的研究成果。[1]"). Full stops
of abbreviations, initials and decimals end nothing, nor does punctuation inside 《…》.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from refcheck.model import Span


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words whose full stop does not end a sentence.
_ABBREVIATIONS = _set(
    """
    al approx apr aug cf ch chap co corp dec dept dr e.g ed eds eg eq eqs esp etc ext feb fig figs i.e ie inc
    jan jr jul jun ltd mar mr mrs ms no nos nov nr oct p pp prof ref refs resp sec sect sep sept sp spp sr st
    subsp suppl tab u.k u.s u.s.a univ var viz vol vols vs
    """
)
# Abbreviated words of journal names (ISO 4): a sentence may end with one, when the next word can only begin another.
JOURNAL_ABBREVIATIONS = _set(
    """
    acad acta adv agric anal ann annu appl arch assoc behav biochem bioinf bioinform biol biomed biophys
    bioresour biosci biotechnol bot br brit bull cardiol chem chim clin commun comput conserv crit curr dev dis
    ecol econ educ electron endocrinol eng entomol environ epidemiol eur exp gastroenterol genet genom geol
    geophys hematol hepatol hist hum immunol infect inst int integr invest lett lond mater math med microb
    microbiol mol nanotechnol nat natl neurol neurosci nucl nutr oncol ophthalmol opin opt pathol pediatr pharm
    pharmacol philos photosynth phys physiol phytopathol proc prog protoc psychiatr psychol quant radiat rep res
    resour respir rev rheumatol sci semin ser soc sociol struct surg symp syst technol theor ther toxicol transl
    transplant trop univ urol virol zool
    """
)
# Words that a sentence begins with and a journal's name, after a full stop, does not.
SENTENCE_STARTERS = _set(
    """
    a after all although an another as at because both but by contrary despite during each earlier even every
    finally first for from furthermore given he hence her here his however i if in indeed instead it its last
    later like many more moreover most much my nearly nevertheless no none nor not now of on once one only or
    other others our overall perhaps previous recent recently researchers she similarly since so some still
    subsequent subsequently such than that the their then there therefore these they this those though three
    through thus to together two under unlike until we what when where whereas whether which while who whose
    with within without yet you
    """
)
_TERMINATOR = re.compile(r"[。！？!?]+|\.")
_CLOSING = re.compile(r"[”’」』》）)\]】\"']{0,3}")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LAST_WORD = re.compile(r"[^\s(\[（]{1,20}$")
_BRACKETS = {"《": "》", "「": "」", "『": "』", "“": "”"}
_LONGEST_BRACKET = 400  # an opening mark with no partner within this many characters is a slip of the pen
_SOFT_WRAP = 45  # a line of prose that a program broke is at least this long


def is_chinese(text: str) -> bool:
    """Whether a sentence is written in Chinese: it has a Han character."""
    return bool(_HAN.search(text))


def paragraphs(text: str, start: int, end: int) -> Iterator[Span]:
    """The paragraphs between two offsets: lines, and lines of Latin prose that were broken to a width, together."""
    begin = start
    while begin < end:
        stop = _line_end(text, begin, end)
        line_start = begin
        while stop < end and _continues(text, line_start, stop, end):
            line_start = stop + 1
            stop = _line_end(text, line_start, end)
        if text[begin:stop].strip():
            yield Span(begin, stop)
        begin = stop + 1


def _line_end(text: str, start: int, end: int) -> int:
    stop = text.find("\n", start, end)
    return end if stop < 0 else stop


def _continues(text: str, start: int, stop: int, end: int) -> bool:
    """Whether the line that ends at `stop` goes on in the next one."""
    line, following = text[start:stop].rstrip(), text[stop + 1 : min(stop + 40, end)].lstrip(" \t")
    if len(line) < _SOFT_WRAP or is_chinese(line[-1:]) or is_chinese(following[:1]):
        return False
    return line[-1] not in ".!?:;。！？：；" and bool(re.match(r"[A-Za-z0-9(\"“‘'&]", following))


def sentences(text: str, paragraph: Span, citations: Sequence[Span] = ()) -> list[Span]:
    """The sentences of a paragraph, in order; `citations` are the markers inside it, in order."""
    found: list[Span] = []
    begin = paragraph.start
    closed = _bracketed(text, paragraph)
    starts = {citation.start: citation for citation in citations}
    for match in _TERMINATOR.finditer(text, paragraph.start, paragraph.end):
        if match.start() < begin or match.start() in closed or not _ends(text, match, paragraph.end):
            continue
        closing = _CLOSING.match(text, match.end(), paragraph.end)
        stop = _with_markers(text, closing.end() if closing else match.end(), paragraph.end, starts)
        found.append(Span(begin, stop))
        begin = stop
    found.append(Span(begin, paragraph.end))
    return [trimmed for span in found if (trimmed := _trim(text, span)).end > trimmed.start]


def _ends(text: str, match: re.Match[str], end: int) -> bool:
    if match.group() != ".":
        return True
    after = text[match.end() : min(match.end() + 20, end)]
    if not after.strip():
        return True
    before = text[max(0, match.start() - 20) : match.start()]
    if is_chinese(before[-1:]):
        return not after[0].isdigit()
    if after[0].isalnum() and not is_chinese(after[0]):
        return False
    if not re.match(r"[\s\[【(\"”’'」』》）)]{1,3}", after) and not is_chinese(after[0]):
        return False
    following = after.strip(" \t\n\"“”‘’'([")
    if following[:1].islower():
        return False
    word = _LAST_WORD.search(before)
    last = word.group().lower().strip("\"“‘'") if word else ""
    if last in JOURNAL_ABBREVIATIONS:
        return (re.split(r"\W", following, maxsplit=1)[0].lower()) in SENTENCE_STARTERS
    return not (last in _ABBREVIATIONS or (len(last) == 1 and last.isalpha()) or re.fullmatch(r"(?:\w\.){1,5}\w", last))


def _with_markers(text: str, stop: int, end: int, starts: dict[int, Span]) -> int:
    """The end of a sentence, with the citation markers that stand right after its full stop."""
    while stop < end:
        place = stop
        while place < min(stop + 2, end) and text[place] in " \t\u3000":
            place += 1
        marker = starts.get(place)
        if marker is None or marker.end > end or text[place].isalpha():  # not "Smith et al. (2020) reported"
            return stop
        stop = marker.end
    return stop


def _bracketed(text: str, paragraph: Span) -> set[int]:
    """Offsets of terminators inside titles and quotations that are closed soon enough.

    The last of a quotation may end the sentence ("他说：“很好。”"), that of a title 《…？》 never does.
    """
    inside: set[int] = set()
    place = paragraph.start
    while place < paragraph.end:
        close = _BRACKETS.get(text[place])
        if close:
            stop = text.find(close, place, min(place + _LONGEST_BRACKET, paragraph.end))
            if stop > 0:
                inside.update(m.start() for m in _TERMINATOR.finditer(text, place, stop - (close != "》")))
                place = stop
        place += 1
    return inside


def _trim(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
