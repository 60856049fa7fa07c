"""Reading a plain journal name word by word, until the clause goes on without it."""

from __future__ import annotations

import re

from refcheck.extract.claims.sentences import JOURNAL_ABBREVIATIONS, SENTENCE_STARTERS
from refcheck.extract.claims.vocabulary import CLAUSE_WORDS

WORD = re.compile(r"[^\W\d_](?:[\w'’/+-]|\.(?=[^\W\d_]))*\.?|&(?:amp;)?|\+")
JOINERS = frozenset(
    ["of", "and", "&", "in", "the", "for", "on", "to", "de", "la", "et", "und", "der", "für", "della", "y"]
)
_AFTER_JOINER = frozenset(["of", "and", "&", "in", "for", "on", "to"])
_BLANK = re.compile(r"\s{1,3}")
_QUALIFIER = re.compile(  # NLM's additions: (Oxford, England), (Baltimore, Md. : 1950), (Online)
    r"\((?:[A-Z][\w. ]{1,30},\s[A-Z][\w. ]{1,30}(?:\s?:\s?\d{4})?|Online|Print|Edinb|Oxf|Lond|Berl|Paris|Basel|Oxford"
    r"|London)\)"
)
_IN_AFTER = re.compile(r"s$|^(?:progress|research|opinion|practice|education|science|work|health|open)$", re.IGNORECASE)
_PEOPLE = frozenset(
    ["et", "colleagues", "coworkers", "co-workers", "authors", "team", "group", "collaborators", "researchers"]
)


class Walk:
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
        elif word := WORD.match(self.text, place, self.end):
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
        if word[0].islower() and not (bare in JOINERS or word[0] == "&"):
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
        if bare not in JOINERS:
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
        return near and bool(
            re.fullmatch(r"\s*(?:early |late |mid-?|the (?:spring|summer|autumn|fall|winter) of |the )?", between)
        )

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
        if not lead or lead[0] in SENTENCE_STARTERS or lead[0] in CLAUSE_WORDS or lead[0] == "the":
            self.stopped = "comma"
            return
        first_stop = next(
            (i for i, word in enumerate(bare) if word in CLAUSE_WORDS or word in _PEOPLE or word == "that"), len(bare)
        )
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
