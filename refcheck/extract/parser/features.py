"""What the model sees of each token of a reference.

Five groups, each a plain string such as ``w=journal``:

- the word itself: lower-cased, its ends, its shape (``Xx``, ``XX``, ``X``, ``9999``), the word lists it stands in;
- the same, in short, of the two words before and after;
- the punctuation before and after it, with the shapes around it;
- its segment (what stands between two full stops, semicolons, quotes or brackets): how long it is, how much of it are
  initials, capitals or digits, and the same of the segments before and after, so that a list of names looks unlike a
  title however far away its end is;
- its place: from the start, from the end, before or after the first year, in quotes, in brackets, after a type mark
  of GB/T 7714 such as ``[J]``, and the script and punctuation habits of the whole reference.

Most of the time that parsing takes goes by the number of features, so what is known of the same thing and takes few
values stands in one; what depends on a word or two alone is remembered.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from refcheck.extract.parser.tokens import Tokens
from refcheck.extract.parser.wordlists import lists_of

VERSION = 3  # of the features: a model is of use with those alone that it was trained with

_STRONG = frozenset(';"[]?!:()《》〈〉')
_PLAIN = frozenset(("", " ", ", ", ". ", ".", ",", "-"))
_TELLING = frozenset(
    "journal publisher place event thesis edition online month in report volume pages".split()  # noqa: SIM905
)
_TYPE_MARKS = frozenset("jmcdrspngaz") | {"db", "cp", "eb", "ol", "ax", "cm", "ds"}
_SHORT_NUMBERS = frozenset(("9", "99", "999", "year"))
_NUMBERS = frozenset(("9", "99", "999", "9999", "99999", "999999", "year"))
_INITIALS = frozenset(("X", "XX"))


class _Word(NamedTuple):
    """What is known of a word wherever it stands.

    Attributes:
        lower: lower-cased.
        form: its shape.
        key: as a feature has it: numbers of three digits and more are all the same.
        telling: the lists it stands in that tell the kind of its segment.
        own: its features where it is the token itself.
        before: its features where the token follows it.
        earlier: its features where one word stands between it and the token after it.
        after: its features where it follows the token.
        later: its features where one word stands between it and the token before it.
    """

    lower: str
    form: str
    key: str
    telling: tuple[str, ...]
    own: tuple[str, ...]
    before: tuple[str, ...]
    earlier: tuple[str, ...]
    after: tuple[str, ...]
    later: tuple[str, ...]


_START = _Word("", "^", "^", (), (), (), (), (), ())
_END = _Word("", "$", "$", (), (), (), (), (), ())


def shape(word: str) -> str:
    """The form of a word: digits by their number, letters by case and rough length."""
    first = word[0]
    if first == "<":
        return word
    if first.isdecimal():
        if len(word) == 4 and 1500 <= int(word) <= 2039:
            return "year"
        return "9" * min(len(word), 6)
    if "\u3400" <= first <= "\u9fff" or "\uf900" <= first <= "\ufaff":
        return "han"
    if len(word) == 1:
        return "X" if word.isupper() else "x"
    if word.isupper():
        return "XX" if len(word) <= 3 else "XXXX"
    if word.islower():
        return "xx" if len(word) <= 3 else "xxxx"
    if first.isupper():
        return "Xx-X" if "-" in word else ("Xx" if word[1:].islower() else "XxX")
    return "xX"


@lru_cache(maxsize=60_000)
def _known(word: str) -> _Word:
    lower, form = word.lower(), shape(word)
    lists = lists_of(lower)
    number = lower.isdecimal()
    key = "#" if number and len(lower) > 2 else lower
    own = [f"w={key}", f"s={form}"]
    if lower[0] != "<" and not number and form != "han":
        own += [f"p3={lower[:3]}", f"e3={lower[-3:]}"]
    if number and len(lower) == 4:
        own.append(f"y={lower[:2]}")
    own += [f"l={name}" for name in lists]

    def near(offset: int) -> tuple[str, ...]:
        found = () if number else (f"w{offset}={lower}",)
        return (*found, *[f"l{offset}={name}" for name in lists]) if lists else found

    telling = tuple(name for name in lists if name in _TELLING)
    return _Word(lower, form, key, telling, tuple(own), near(-1), near(-2), near(1), near(2))


@lru_cache(maxsize=20_000)
def _tight(gap: str) -> str:
    """A gap without its blanks, which are the first thing that printing and extraction get wrong."""
    return gap.replace(" ", "") or ("_" if gap else "")


@lru_cache(maxsize=200_000)
def _left(earlier: str, previous: str, form: str, gap_before: str, gap: str) -> tuple[str, str, str]:
    """The shapes and the punctuation from two words before on."""
    return (f"s-={earlier}|{previous}", f"ss-={previous}{gap}{form}", f"b-={gap_before}|{gap}")


@lru_cache(maxsize=200_000)
def _around(previous: str, form: str, following: str, gap: str, gap_after: str) -> tuple[str, str, str, str]:
    """The shapes and the punctuation from the word before to the word after."""
    return (
        f"ba={gap}|{gap_after}",
        f"sba={form}|{gap}|{gap_after}",
        f"ss+={form}{gap_after}{following}",
        f"sss={_coarse(previous)}{gap}{_coarse(form)}{gap_after}{_coarse(following)}",
    )


@lru_cache(maxsize=200_000)
def _right(form: str, following: str, later: str, gap_after: str, gap_beyond: str) -> tuple[str, str, str]:
    """The shapes and the punctuation up to two words after."""
    return (
        f"s+={following}|{later}",
        f"a+={gap_after}|{gap_beyond}",
        f"sa+={_coarse(form)}{gap_after}{_coarse(following)}{gap_beyond}",
    )


def _coarse(form: str) -> str:
    """The shape of a word, all numbers but years alike."""
    return "9" if form[0] == "9" else form


_LONG = 4_096  # more tokens than a reference that is read can have


def _steps(*bounds: int) -> str:
    """For each number a digit: how many of the bounds it has reached."""
    found = ""
    for reached, bound in enumerate((*bounds, _LONG)):
        found += str(reached) * (bound - len(found))
    return found


_SIZE = _steps(2, 3, 5, 8, 14)
_SEGMENT = _steps(1, 2, 3, 4, 6, 9)
_INTO = _steps(1, 2, 4, 8)
_LEFT = _steps(2, 3, 5, 9)
_FROM_START = _steps(1, 2, 3, 5, 8, 13, 21, 34)
_FROM_END = _steps(2, 3, 4, 6, 9, 14, 22)
_TO_DIGIT = _steps(2, 3, 4, 6, 9, 14)
_FROM_YEAR = _steps(12, 17, 20, 21, 22, 24, 32)  # 20 is the year itself


def _segments(gaps: Sequence[str], forms: Sequence[str]) -> list[tuple[int, int]]:
    """Where each segment begins and ends."""
    starts = [0]
    for i in range(1, len(forms)):
        gap = gaps[i]
        if gap == " " or not gap.strip(" -'/&"):
            continue
        if (
            not _STRONG.isdisjoint(gap)
            or ("." in gap and (forms[i - 1] not in _INITIALS or "," in gap) and (gap != "." or forms[i - 1] != "x"))
            or ("," in gap and forms[i] in _SHORT_NUMBERS)
        ):
            starts.append(i)
    return list(zip(starts, [*starts[1:], len(forms)], strict=True))


def _kind(forms: Sequence[str]) -> str:
    """A segment in two letters: what most of it is, and its length."""
    size = len(forms)
    initials = forms.count("X") + forms.count("XX")
    lower = forms.count("xx") + forms.count("xxxx")
    if 2 * sum(form in _NUMBERS for form in forms) >= size:
        kind = "D"
    elif initials * 3 >= size:
        kind = "N"
    else:
        kind = "t" if lower * 2 >= size else "m" if lower else "C"
    return kind + _SIZE[size]


def _of_segments(
    bounds: Sequence[tuple[int, int]], words: Sequence[_Word], forms: Sequence[str]
) -> list[tuple[str, ...]]:
    """What each segment, and those before and after it, are like."""
    kinds = ["^", *[_kind(forms[a:b]) for a, b in bounds], "$"]
    telling = [sorted({name for word in words[a:b] for name in word.telling}) for a, b in bounds]
    telling = [[], *telling, []]
    return [
        (
            f"k={kinds[n + 1]}{_SEGMENT[n]}",
            f"k-={kinds[n]}",
            f"k+={kinds[n + 2]}",
            f"kk={kinds[n]}{kinds[n + 1]}{kinds[n + 2]}",
            f"h={words[a].key}",
            f"h+={words[b].key if b < len(words) else '$'}",
            *[f"kf={name}" for name in telling[n + 1]],
            *[f"kf-={name}" for name in telling[n]],
            *[f"kf+={name}" for name in telling[n + 2]],
        )
        for n, (a, b) in enumerate(bounds)
    ]


def _next_digit(forms: Sequence[str]) -> list[str]:
    """How far the next number is from each token, and what it looks like."""
    found, following, at = [""] * len(forms), "$", len(forms)
    for i in range(len(forms) - 1, -1, -1):
        found[i] = _TO_DIGIT[at - i] + following
        if forms[i] in _NUMBERS:
            following, at = forms[i], i
    return found


def _habits(gaps: Sequence[str], words: Sequence[_Word], forms: Sequence[str], first_year: int) -> tuple[str, str]:
    """What holds of the whole reference: type marks, quotes, script, where the year is; how it begins."""
    total = len(forms)
    marked = any("[" in gap and word.lower in _TYPE_MARKS for gap, word in zip(gaps[1:-1], words[1:], strict=True))
    quoted = any('"' in gap for gap in gaps)
    chinese = forms.count("han") * 3 > total
    place = "none" if first_year < 0 else "early" if first_year * 2 < total else "late"
    bracket = "(" if first_year >= 0 and "(" in gaps[first_year] else ""
    return (
        f"D={'m' if marked else ''}{'q' if quoted else ''}{'h' if chinese else ''}{place}{bracket}",
        f"B={forms[0]}{gaps[1]}{forms[1] if total > 1 else ''}",
    )


def features(tokens: Tokens) -> list[list[str]]:
    """The features of each token, in order."""
    total = len(tokens.words)
    if not total:
        return []
    words = [_known(word) for word in tokens.words]
    forms = [word.form for word in words]
    gaps, tight = tokens.gaps, [*map(_tight, tokens.gaps), ""]
    bounds = _segments(gaps, forms)
    of_segments = _of_segments(bounds, words, forms)
    next_digit = _next_digit(forms)
    first_year = forms.index("year") if "year" in forms else -1
    habits = _habits(gaps, words, forms, first_year)
    result: list[list[str]] = []
    year_seen = mark_seen = et_al = in_seen = quotes = single = depth = segment = 0
    a, b = bounds[0]
    row = [_START, _START, *words, _END, _END]
    windows = zip(row, row[1:], row[2:], row[3:], row[4:], strict=False)  # each word with two on either side
    for i, (earlier, previous, word, following, later) in enumerate(windows):
        if i == b:
            segment += 1
            a, b = bounds[segment]
        lower, form, gap = word.lower, word.form, gaps[i]
        if gap not in _PLAIN:
            quotes = min(3, quotes + gap.count('"'))
            single = min(3, single + gap.count("'"))
            depth = max(0, depth + gap.count("(") - gap.count(")"))
        since = "no" if first_year < 0 else _FROM_YEAR[max(0, i - first_year + 20)]
        before, after = tight[i], tight[i + 1]
        result.append(
            [
                *word.own,
                *previous.before,
                *earlier.earlier,
                *following.after,
                *later.later,
                *_left(earlier.form, previous.form, form, tight[i - 1] if i else "", before),
                *_around(previous.form, form, following.form, before, after),
                *_right(form, following.form, later.form, after, tight[i + 2]),
                *of_segments[segment],
                *habits,
                f"ww={previous.key}|{word.key}",
                f"i={_INTO[i - a]}{_LEFT[b - i]}",
                f"f={_FROM_START[i]}{_FROM_END[total - i]}",
                f"nda={next_digit[i]}{after}",
                f"o={quotes}{single}{1 if depth else 0}{form}",
                f"c={year_seen}{mark_seen}{et_al}{in_seen}{since}",
            ]
        )
        if form == "year":
            year_seen = 1
        elif lower in ("al", "等"):
            et_al = 1
        elif lower in _TYPE_MARKS and "[" in gap:
            mark_seen = 1
        elif lower == "in" and ("." in gap or "," in gap or ":" in gaps[i + 1]):
            in_seen = 1
    return result
