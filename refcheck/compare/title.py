"""Titles: compared word by word in order, because no similarity score tells an edited title from a reprinted one.

A threshold of 90 % similarity passes three quarters of the titles in which one word was exchanged. So the words are
aligned, and each stretch that differs is judged for itself: a number, a negation or a word of content makes another
title; spelling, hyphens, articles, a slip of the pen or a missing subtitle do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from refcheck.compare.chinese import compare_chinese_title
from refcheck.model import Agreement, Verdict
from refcheck.text.chinese import is_chinese
from refcheck.text.folding import plain, words
from refcheck.text.roman import roman_to_int
from refcheck.text.spelling import american, inflected, slip


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TRANSLATED: Final = 0.6  # similarity above which two titles are not a title and its translation
_LONGEST: Final = 2000  # characters; a longer title is cut
_TYPE: Final = re.compile(
    r"(?<=[^\s\[［])\s*[\[［]\s?[A-Z]{1,2}(?:/[A-Z]{1,3})?\s?[\]］]\s*$"
)  # GB/T 7714: [J], [EB/OL]
_STATUS: Final = re.compile(
    r"^\W{0,3}(?:retracted|withdrawn|removed|temporary removal|expression of concern)"
    r"(?:\s+(?:article|paper|chapter|publication))?\W{0,3}\s*(?:[:\-–—.\]】]|(?<=[\])]))\s*(?=\S)"
    r"|^withdrawn\s*[:.]\s*|\W{1,3}(?:retracted|withdrawn)(?:\s+article)?\W{0,3}$",
    re.IGNORECASE,
)
_NOTICE: Final = re.compile(
    r"^\W{0,3}(?:(?:author'?s?'?|publisher'?s?'?|editor'?s?'?)\s+)?"
    r"(?:(?:correction|corrections|corrigend(?:um|a)|errat(?:um|a)|addend(?:um|a)|retraction(?:\s+(?:note|notice))?|"
    r"expression\s+of\s+concern|editorial\s+expression\s+of\s+concern|repl(?:y|ies)|response|re|letter\s+re)\s*"
    r"(?:(?:to|for|of|on|by\s+the\s+authors?)\b\s*)?[:.\-–—]\s*"
    r"|(?:correction|corrigendum|erratum|addendum|reply|comments?|commentary|(?:letter\s+in\s+)?response|retraction)\s+"
    r"(?:to|on|for|of)\b\W{0,3}(?=[\w“‘\"'(\[]))",
    re.IGNORECASE,
)
_GREEK: Final = _set(
    """alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi
    omega"""
)
_ELLIPSIS: Final = re.compile(r"(?:…|\.\s?\.\s?\.?|\[\.\.\.\])\W{0,3}$")
_PIECE: Final = re.compile(r"(?<=[:.?!;—–。：？！；])\s+|\s+[-–—]+\s+|-{2,3}|(?<=\w)[:：—](?=\w)|\s*\(|\)\s*")
_FUNCTION_WORDS: Final = _set(
    """a an the and or of in on at to for from by with as into onto upon via is are was were be been its their his
    her our this that these those which who whose among amongst between within during through using towards
    toward under over than der die das des dem den ein eine und von im zur zum la le les du de un une et en
    el los las del da do dos das os na em il lo gli di della delle dei"""
)
_NEGATIONS: Final = _set(
    """not no non nor never neither without nil none cannot lack lacks lacking absence absent fails fail failed
    except against"""
)
_COUNTED: Final = {
    word: value
    for value, names in enumerate(
        (
            "zero",
            "one first",
            "two second",
            "three third",
            "four fourth",
            "five fifth",
            "six sixth",
            "seven seventh",
            "eight eighth",
            "nine ninth",
            "ten tenth",
            "eleven",
            "twelve",
        )
    )
    for word in names.split()
}
_PART_WORDS: Final = _set("part pt section chapter volume vol no number paper study series phase")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_NUMBER: Final = re.compile(r"\d+")
_ENGLISH: Final = _set(
    """the of and in for with on from by to an is are during after between using as at its versus among"""
)
_FOREIGN: Final = _set(
    """de la el los las del y en con para por der die das und von im bei zur des dem mit fur uber eine le les du et
    dans chez une sur pour au aux da do dos das em na com uma il di della dei nel con per och av hos hos med
    w z na u s i v pri pro"""
)


@dataclass(frozen=True, slots=True)
class _Title:
    """A title made ready: its words, where pieces end (in words), and what was taken off its front."""

    words: tuple[str, ...]
    ends: frozenset[int]
    notices: tuple[str, ...]
    cut: bool  # printed with an ellipsis
    closed: bool  # printed with a full stop: complete
    bracketed: bool  # PubMed's sign for a translated title


def compare_title(claimed: str, titles: Sequence[str]) -> Agreement:
    """Compare a printed title with every title of the record; the one that fits best counts.

    MINOR carries detail ``cut`` where the claimed title stops before the end, with no mark of it, and ``headless``
    where one of the two lacks the first part ("Green revolution: …"). DIFFERENT carries detail ``notice`` where only
    one of the two is a correction of, a reply to or a comment on the other. A mark of status ("RETRACTED:") is not
    part of a title.
    """
    titles = [title for title in titles if title and title.strip()]
    if not claimed.strip() or not titles:
        return Agreement(Verdict.ABSENT, why="no title to compare", actual=titles[0] if titles else "")
    if is_chinese(claimed) or any(is_chinese(title) for title in titles):
        han = compare_chinese_title(claimed, titles)
        latin = [title for title in titles if not is_chinese(title)]
        if is_chinese(claimed) or han.verdict in (Verdict.SAME, Verdict.MINOR) or not latin:
            return han
        titles = latin
    return min((_compare(claimed, title) for title in titles), key=lambda found: (_RANK[found.verdict], -found.score))


_RANK: Final = {Verdict.SAME: 0, Verdict.MINOR: 1, Verdict.UNSURE: 2, Verdict.DIFFERENT: 3, Verdict.ABSENT: 4}


def _compare(claimed: str, actual: str) -> Agreement:
    left, right = _ready(claimed), _ready(actual)
    shown = plain(actual)
    if not left.words or not right.words:
        return Agreement(Verdict.UNSURE, 0.0, "the title has no words to compare", shown)
    if len(left.notices) != len(right.notices):
        found = _compare_words(left, right)
        if found.verdict in (Verdict.SAME, Verdict.MINOR):
            why = f"one of the two is a notice about the other: {', '.join(left.notices or right.notices)}"
            return Agreement(Verdict.DIFFERENT, 0.6, why, shown, "notice")
        left, right = _ready(claimed, keep_notice=True), _ready(actual, keep_notice=True)
    found = _compare_words(left, right)
    if found.verdict is Verdict.DIFFERENT and found.score < _TRANSLATED and _other_language(left, right):
        return Agreement(Verdict.UNSURE, found.score, "the titles are in two languages", shown)
    return Agreement(found.verdict, found.score, found.why, shown, found.detail)


@lru_cache(maxsize=1 << 13)
def _ready(title: str, *, keep_notice: bool = False) -> _Title:
    text = plain(title[:_LONGEST])
    cut = bool(_ELLIPSIS.search(text))
    closed = text.rstrip("] ").endswith(".") and not cut
    bracketed = text.startswith("[") and text.rstrip(" .").endswith("]")
    text = _STATUS.sub("", _TYPE.sub("", text)).strip()
    notices: list[str] = []
    while not keep_notice and len(notices) < 3 and (match := _NOTICE.match(text)):
        notices.append(match.group().strip(" :.-–—"))
        text = text[match.end() :]
    found: list[str] = []
    ends: set[int] = set()
    for piece in _PIECE.split(text):
        found += words(piece)
        ends.add(len(found))
    return _Title(tuple(found), frozenset(ends), tuple(notices), cut, closed, bracketed)


def _compare_words(left: _Title, right: _Title) -> Agreement:
    score = fuzz.ratio(" ".join(left.words), " ".join(right.words)) / 100
    if left.words == right.words:
        return Agreement(Verdict.SAME, 1.0, "the same words")
    if "".join(left.words) == "".join(right.words):
        return Agreement(Verdict.SAME, 0.99, "the same words, divided in another way")
    ours, theirs = ([american(word) for word in title.words] for title in (left, right))
    reasons: list[str] = []
    slips = 0
    for i, j, m, n in _gaps(ours, theirs):
        at_end = i and j and (m, n) == (len(ours), len(theirs))
        if at_end and (i == m or j == n):
            reason = _missing_end(left, right, i, j)
        elif i == j == 0 and (m == 0 or n == 0):
            reason = _missing_start(left, right, m, n)
        else:
            reason = _difference(left.words[i:m], right.words[j:n])
        if reason.startswith("!"):
            return Agreement(Verdict.DIFFERENT, score, reason[1:])
        if reason.startswith("?"):
            return Agreement(Verdict.UNSURE, score, reason[1:])
        slips += reason == _SLIP
        if reason:
            reasons.append(reason)
    if slips > max(1, len(ours) // 4):
        return Agreement(Verdict.DIFFERENT, score, "other words")
    if not reasons:
        return Agreement(Verdict.SAME, 0.98, "the same words in another spelling")
    why = "; ".join(dict.fromkeys(reasons))
    detail = "cut" if _CUT in reasons else "headless" if _HEADLESS in reasons else ""
    return Agreement(Verdict.MINOR, min(score, 0.97), why, detail=detail)


def _gaps(ours: list[str], theirs: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """The stretches between the words that two titles share in order, as (start, start, end, end)."""
    i = j = 0
    for block in LCSseq.opcodes(ours, theirs):
        if block.tag == "equal":
            if i < block.src_start or j < block.dest_start:
                yield i, j, block.src_start, block.dest_start
            i, j = block.src_end, block.dest_end
    if i < len(ours) or j < len(theirs):
        yield i, j, len(ours), len(theirs)


_SLIP: Final = "a slip of spelling"
_CUT: Final = "the end is missing"
_HEADLESS: Final = "without its first part"


def _difference(ours: Sequence[str], theirs: Sequence[str]) -> str:
    """Why a stretch of words differs: "" no matter; after "!" it makes another title, after "?" it cannot be told."""
    one, other = "".join(ours), "".join(theirs)
    if american(one) == american(other):
        return ""
    if _numbers(ours) != _numbers(theirs):
        return f"!another number: {_quote(ours)}, {_quote(theirs)}"
    if _NEGATIONS & set(ours) != _NEGATIONS & set(theirs):
        return f"!a negation: {_quote(ours)}, {_quote(theirs)}"
    if slip(one, other) or _all_slips(ours, theirs):
        return _SLIP
    if not ours and _GREEK.issuperset(theirs):
        return "a Greek letter was lost"
    a, b = ([american(word) for word in block if word not in _FUNCTION_WORDS] for block in (ours, theirs))
    if a == b or _counted_alike(a, b):
        return "a small word more, less or changed"
    if slip("".join(a), "".join(b)) or _all_slips(a, b):
        return _SLIP
    if len(a) == len(b) and all(x == y or slip(x, y) or inflected(x, y) for x, y in zip(a, b, strict=True)):
        return "another form of a word"
    return f"!other words: {_quote(ours)}, {_quote(theirs)}"


def _all_slips(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    return len(ours) == len(theirs) and all(
        x == y or slip(x, y) or _letter_lost(x, y) for x, y in zip(ours, theirs, strict=True)
    )


def _letter_lost(one: str, other: str) -> bool:
    """Whether a short word lost a letter without becoming another common word: the, he; low, lw."""
    short, long = sorted((one, other), key=len)
    return (
        len(long) <= 3
        and len(short) == len(long) - 1
        and (long in _FUNCTION_WORDS or short not in _FUNCTION_WORDS)
        and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
        and not (long[-1].isdigit() or short.isdigit())
    )


def _counted_alike(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether two stretches hold nothing but the same numbers, written in different ways: II, 2, two."""
    return bool(ours and theirs) and all(
        word in _COUNTED or word.isdigit() or roman_to_int(word) for word in (*ours, *theirs)
    )


def _missing_end(left: _Title, right: _Title, ours: int, theirs: int) -> str:
    """Judge a title that goes on where the other ends: a subtitle, a cut, or another part of a series."""
    longer, start = (left, ours) if len(left.words) - ours > 0 else (right, theirs)
    shorter = right if longer is left else left
    tail = longer.words[start:]
    if start in longer.ends and len(tail) == 1 and _YEAR.fullmatch(tail[0]):
        return "without its year"
    if all(word in _PART_WORDS or word.isdigit() or roman_to_int(word) or word in _COUNTED for word in tail):
        return f"!another part: {_quote(list(tail))}"
    if shorter.cut:
        return "the end is cut off"
    if start in longer.ends:
        telling = sum(word not in _FUNCTION_WORDS for word in longer.words[:start])
        if telling < 3 or shorter.closed:
            return "?one has a subtitle, which may make it another title"
        return "without its subtitle"
    if all(word in _FUNCTION_WORDS for word in tail):
        return "a small word more, less or changed"
    if longer is right and start >= 5 and not _NEGATIONS & set(tail):
        return _CUT if start >= 0.6 * len(longer.words) else "?only the beginning is given"
    return f"!other words: {_quote(list(tail))}"


def _missing_start(left: _Title, right: _Title, ours: int, theirs: int) -> str:
    """Judge a title that begins before the other: a heading of its own ("Green revolution: …"), or more words."""
    longer, start = (left, ours) if ours else (right, theirs)
    head = longer.words[:start]
    rest = [word for word in longer.words[start:] if word not in _FUNCTION_WORDS]
    if start in longer.ends and len(rest) >= 3 and not _NEGATIONS & set(head) and not _numbers(head):
        return _HEADLESS
    return _difference(left.words[:ours], right.words[:theirs])


def _numbers(block: Sequence[str]) -> list[int]:
    """The numbers of a stretch in order: digits, Roman numerals and numbers in words."""
    found = []
    for word in block:
        if word in _COUNTED:
            found.append(_COUNTED[word])
        elif len(word) > 1 and (value := roman_to_int(word)) and word not in {"mm", "cd", "dm", "md", "mi", "di", "cm"}:
            found.append(value)
        else:
            found += [int(digits[:15]) for digits in _NUMBER.findall(word)]
    return found


def _other_language(left: _Title, right: _Title) -> bool:
    """Whether one title is English and the other is not; a translation cannot be compared."""
    ours, theirs = _language(left.words), _language(right.words)
    if "other script" in (ours, theirs):
        return ours != theirs
    if right.bracketed and ours != "English":
        return True  # the record has the translation alone
    return {ours, theirs} == {"English", "other"}


def _language(title: Sequence[str]) -> str:
    if any(not word.isascii() for word in title):
        return "other script"
    english = sum(word in _ENGLISH for word in title)
    foreign = sum(word in _FOREIGN for word in title)
    if max(english, foreign) == 0:
        return "unknown"
    return "English" if english > foreign else "other" if foreign > english else "unknown"


def _quote(block: Sequence[str]) -> str:
    return f"“{' '.join(block[:6])}”" if block else "nothing"
