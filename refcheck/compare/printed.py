"""Where a record's values stand in the printed reference.

Once the record is known, the reference need not be parsed blindly: the record's title says where the title ends, and
so where to look for the journal and the numbers. Each finder looks only where its field can stand, so that a page
number never passes for a volume, nor a word of the title for the journal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from rapidfuzz import fuzz

from refcheck.model import Span
from refcheck.text.folding import fold

_LONGEST: Final = 3000  # characters; what follows is no part of a reference
_LIKE: Final = 72  # per cent: a title with an edited word is far above, another on the same subject below
_IDENTIFIER: Final = re.compile(
    r"https?://\S{1,500}|www\.\S{1,300}|(?:doi|DOI)\s{0,2}[:：]?\s{0,2}10\.\S{1,300}|\b10\.\d{4,9}/\S{1,300}"
    r"|\b(?:PMID|PMCID|PubMed|PMC|pmid|CSTR|ISSN|ISBN|CNKI)\s{0,2}[:：]?\s{0,2}[\d-]{1,17}X?"
    r"|\barXiv\s{0,2}[:：]?\s{0,2}[\w./-]{4,30}"
)
_ACCESSED: Final = re.compile(
    r"(?:accessed|cited|retrieved|viewed|available|updated|last visited|引用日期|访问)[^\d\]]{0,40}[^\]()]{0,30}",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W_]+")
_TITLE_ENDS: Final = re.compile(r"[.:](?=\s|[\"”’»\[［]|$)|[?!\[,;(“”\"»/。，：；［]|$")
_TITLE_STARTS: Final = re.compile(r"[.,:;?!)\]］）”\"“«》。．：，]\s*|^")
_YEAR: Final = re.compile(
    r"(?<![\d:–—−-])(?P<open>\(?)\s*(?P<year>1[6-9]\d\d|20\d\d)[a-z]?\b(?!\s*[-–—−/]\s*\d|\d)(?!\s*:\s*\d)"
)
_DATE: Final = re.compile(
    r"""
    \(?(?<![\d:–—−-])\b(?:1[6-9]|20)\d\d[a-z]?\b(?!\s*[-–—−]\s*\d)\)?
    (?:
        \s*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?
        (?:\s*[-–/]\s*[a-z]{3,9})?(?:\s+\d{1,2}(?=\s*(?:[;.]|$)))?
    )?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LOCUS: Final = re.compile(
    r"""
    (?<![\w.:/–—−-])
    (?:(?:vol(?:ume)?s?|bd|t|v)\b\.?\s{0,2})?
    (?P<volume>[a-z]{0,2}\d{1,5}[a-z]?(?:\s?[-–/]\s?\d{1,4})?|[ivxlc]{1,7})
    (?:
        \s{0,2}[,.]?\s{0,2}
        (?:[(\[（]\s{0,2}|\b(?:no|nr|iss(?:ue)?|n[°º])\b\.?\s{0,2})
        (?P<issue>[^()\[\]（）:;,]{1,24}?)
        \s{0,2}(?:[)\]）]|(?=[,:;]))
    )?
    \s{0,2}(?:[:：,;，]|\b(?=pp?\b)|(?<=[)\]）]))\s{0,2}
    (?:(?:pp?|pages?|art(?:icle)?|no|id)\b\.?\s{0,2}){0,2}
    (?P<pages>
        (?:[a-z]{1,3}[\s.-]?)?\d[\w.]{0,11}(?:\s?[-–—−‑~]{1,2}\s?[a-z]{0,2}\d[\w.]{0,11})?
        | [ivxlc]{1,7}(?:\s?[-–—−]\s?[ivxlc]{1,7})?
    )
    (?![\w(（])
    """,
    re.IGNORECASE | re.VERBOSE,
)
_REPEATED: Final = re.compile(r"(?:[,;:.]\s?){1,4}([,;:])")  # what a date taken out leaves behind
_LIKE_A_YEAR: Final = re.compile(r"(?:19|20)\d\d\b")
# What stands between title and journal: marks, a type of document (GB/T 7714: [J]), "In:".
_BEFORE_JOURNAL: Final = re.compile(
    r"^[\s.,;:!?\"”’\])»/]*(?:[\[［]\s?[A-Z](?:/[A-Z]{1,3})?\s?[\]］])?[\s.,:;/]*(?:In\s?:\s?|in\s)?"
)
# A journal's name, a number, perhaps another in brackets (an issue or an article number), and no more: eLife 8.
_NO_PAGES: Final = re.compile(
    r"^\D{3,200}[\s,;.](?P<volume>\d{1,5})\s?(?:[(（](?P<issue>[a-z]?\d{1,12})[)）])?[\s.,;]*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Locus:
    """A volume, an issue and pages that are printed as one group: ``52(3): 741–747``."""

    volume: str
    issue: str
    pages: str


@dataclass(frozen=True)
class Printed:
    """A printed reference, with the record's title found in it.

    Attributes:
        text: the reference, identifiers and dates of access blanked out (offsets are kept).
        title: where the record's title stands, or else the title as it was parsed; None if neither is there.
        aligned: whether it is something like the record's title.
    """

    text: str
    title: Span | None
    aligned: bool

    @classmethod
    def of(cls, text: str, titles: Sequence[str], parsed_title: str) -> Printed:
        """Read a printed reference in the light of a record's titles."""
        text = text[:_LONGEST]
        text = _IDENTIFIER.sub(lambda match: " " * len(match.group()), text)
        title = _find_title(text, titles)
        aligned = title is not None
        if title is None and parsed_title and (start := text.find(parsed_title)) >= 0:
            title = Span(start, start + len(parsed_title))
        end = title.end if title else 0  # "an updated guideline" in a title is no date of access
        text = text[:end] + _ACCESSED.sub(lambda match: " " * len(match.group()), text[end:])
        return cls(text, title, aligned)

    @property
    def title_text(self) -> str:
        """What is printed where the record has its title."""
        return self.text[self.title.start : self.title.end].strip() if self.title else ""

    def goes_on(self, value: str) -> bool:
        """Whether the text goes on behind a parsed value without a mark: the parser cut in the middle."""
        start = self.text.find(value)
        return bool(value) and start >= 0 and bool(re.match(r"\s*\w", self.text[start + len(value) :][:10]))

    @property
    def head(self) -> str:
        """What stands before the title, up to the year in parentheses: the authors."""
        head = self.text[: self.title.start] if self.title else ""
        year = _YEAR.search(head)
        return head[: year.start()] if year else head

    @property
    def tail(self) -> str:
        """What stands behind the title: journal and numbers."""
        return self.text[self.title.end :] if self.title else self.text

    @cached_property
    def loci(self) -> tuple[Locus, ...]:
        """The groups of volume, issue and pages behind the title."""
        # A year in brackets may stand between volume and pages: 8 (2013) 65.
        undated = _DATE.sub(lambda match: " , " if match[0].startswith("(") else " ", self.tail)
        undated = _REPEATED.sub(r"\1 ", " ".join(undated.split()))
        for tail in (undated, self.tail):  # a volume may look like a year: 1823
            found = [
                Locus(match["volume"], _no_year(match["issue"]), match["pages"].strip(" ."))
                for match in _LOCUS.finditer(tail)
            ]
            found = [locus for locus in found if not _LIKE_A_YEAR.match(locus.volume)]
            if tail is not undated:
                found = [locus for locus in found if not _LIKE_A_YEAR.fullmatch(locus.pages)]
            if not found and (match := _NO_PAGES.search(tail)) and not _LIKE_A_YEAR.fullmatch(match["volume"]):
                found = [Locus(match["volume"], match["issue"] or "", "")]
            if found:
                return tuple(found)
        return ()

    def years(self) -> list[str]:
        """The years that stand where a year of publication can: outside the title, ranges and page numbers."""
        text = self.text
        if self.title:
            text = text[: self.title.start] + " " * (self.title.end - self.title.start) + text[self.title.end :]
        return [match["year"] for match in _YEAR.finditer(text)]

    def journal_windows(self) -> Iterator[str]:
        """Stretches behind the title that may be the journal, the most likely first."""
        tail = re.sub(
            r"^[\s.,;:!?\"”’\])»/]*(?:\[\s?[A-Z](?:/[A-Z]{1,3})?\s?\]|［[A-Z]］)?[\s.,:;/]*(?:In\s?:\s?|in\s)?",
            "",
            self.tail,
        )
        to_number = re.match(r"[^\d;(（]{2,200}", tail)
        if to_number:
            yield to_number.group().strip(" .,;:([（")
        for stop in (r"[\s.,]\d|;", r"[,;，]", r"\.\s", r"\(\d"):
            found = re.split(stop, tail, maxsplit=1)[0][:200].strip(" .,;:([（")
            if len(found) > 1:
                yield found


def _no_year(issue: str | None) -> str:
    return "" if not issue or _LIKE_A_YEAR.fullmatch(issue.strip()) else issue.strip()


def _find_title(text: str, titles: Sequence[str]) -> Span | None:
    """The stretch of the text that is most like one of the titles, widened to where a title can end."""
    tokens = [(fold(match.group()), match.start(), match.end()) for match in _WORD.finditer(text)]
    tokens = [token for token in tokens if token[0]]
    if not tokens:
        return None
    starts: list[int] = []
    position = 0
    for folded, _, _ in tokens:
        starts.append(position)
        position += len(folded) + 1
    joined = " ".join(folded for folded, _, _ in tokens)
    best: tuple[float, int, int, int] | None = None
    for which, title in enumerate(titles):
        wanted = fold(title)
        if len(wanted) < 4:
            continue
        found = fuzz.partial_ratio_alignment(wanted, joined, score_cutoff=_LIKE)
        if found is None or len(joined) < len(wanted) * 0.6:
            continue
        if best is None or (found.score, found.dest_end - found.dest_start) > (best[0], best[2] - best[1]):
            best = (found.score, found.dest_start, found.dest_end, which)
    if best is None:
        return None
    _, left, right, which = best
    inside = [
        i
        for i, (start, (folded, _, _)) in enumerate(zip(starts, tokens, strict=True))
        if 2 * (min(start + len(folded), right) - max(start, left)) >= len(folded)
    ]
    if not inside:
        return None
    first = inside[0]
    opening = fold(titles[which]).split(maxsplit=1)[0]
    first = next((i for i in inside[:4] if tokens[i][0] == opening), first)
    return Span(_widen_back(text, tokens[first][1]), _widen(text, tokens[inside[-1]][2]))


def _widen_back(text: str, start: int) -> int:
    """The start of the title at or before `start`: what stands behind the last mark that can come before a title."""
    marks = list(_TITLE_STARTS.finditer(text, max(0, start - 40), start))
    return marks[-1].end() if marks else start


def _widen(text: str, end: int) -> int:
    """The end of the title at or behind `end`: the next mark that can close it, if one comes within a few words."""
    mark = _TITLE_ENDS.search(text, end)
    return mark.start() if mark and mark.start() - end <= 40 else end
