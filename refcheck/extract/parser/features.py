"""What the model sees of each token of a reference.

Five groups, each a plain string such as ``w=journal``:

- the word itself: lower-cased, its ends, its shape (``Xx``, ``XX``, ``X``, ``9999``), the word lists it stands in;
- the same, in short, of the two words before and after;
- the punctuation before and after it, alone and together with the shapes around it;
- its segment (what stands between two full stops, semicolons, quotes or brackets): how long it is, how much of it are
  initials, capitals or digits, and the same of the segments before and after, so that a list of names looks unlike a
  title however far away its end is;
- its place: from the start, from the end, before or after the first year, in quotes, in brackets, after a type mark
  of GB/T 7714 such as ``[J]``, and the script and punctuation habits of the whole reference.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from refcheck.extract.parser.tokens import Tokens
from refcheck.extract.parser.wordlists import lists_of

VERSION = 2  # of the features: a model is of use with those alone that it was trained with

_STRONG = frozenset(';"[]?!:()《》〈〉')
_PLAIN = frozenset(("", " ", ", ", ". ", ".", ",", "-"))
_TELLING = frozenset(
    "journal publisher place event thesis edition online month in report volume pages".split()  # noqa: SIM905
)
_TYPE_MARKS = frozenset("jmcdrspngaz") | {"db", "cp", "eb", "ol", "ax", "cm", "ds"}


@lru_cache(maxsize=60_000)
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


def _key(lower: str) -> str:
    """The word as a feature has it: numbers of three digits and more are all the same."""
    return "#" if len(lower) > 2 and lower.isdecimal() else lower


@lru_cache(maxsize=60_000)
def _own(word: str) -> tuple[str, ...]:
    lower = word.lower()
    form = shape(word)
    found = [f"w={_key(lower)}", f"s={form}"]
    if lower[0] != "<" and not lower.isdecimal() and form != "han":
        found += [f"p3={lower[:3]}", f"e3={lower[-3:]}", f"e2={lower[-2:]}"]
    if lower.isdecimal() and len(lower) == 4:
        found.append(f"y={lower[:2]}")
    found += [f"l={name}" for name in lists_of(lower)]
    return tuple(found)


@lru_cache(maxsize=200_000)
def _near(word: str, offset: int) -> tuple[str, ...]:
    lower = word.lower()
    found = [f"s{offset}={shape(word)}"]
    if not lower.isdecimal():
        found.append(f"w{offset}={lower}")
    found += [f"l{offset}={name}" for name in lists_of(lower)]
    return tuple(found)


@lru_cache(maxsize=200_000)
def _around(before: str, form: str, after: str) -> tuple[str, ...]:
    left, right = _tight(before), _tight(after)
    return (f"b={before}", f"a={after}", f"ba={left}|{right}", f"sba={form}|{left}|{right}")


@lru_cache(maxsize=20_000)
def _tight(gap: str) -> str:
    """A gap without its blanks, which are the first thing that printing and extraction get wrong."""
    return gap.replace(" ", "") or ("_" if gap else "")


@lru_cache(maxsize=100_000)
def _before(previous: str, form: str, gap_before: str, gap: str) -> tuple[str, str]:
    """The shapes and the punctuation from the word before on."""
    return (f"ss-={previous}{gap}{form}", f"b-={gap_before}|{gap}")


@lru_cache(maxsize=200_000)
def _after(
    previous: str, form: str, following: str, gap: str, gap_after: str, gap_beyond: str
) -> tuple[str, str, str, str, str]:
    """The shapes and the punctuation up to the word after."""
    pair = f"{_coarse(form)}{gap_after}{_coarse(following)}"
    return (
        f"ss+={form}{gap_after}{following}",
        f"rr+={pair}",
        f"a+={gap_after}|{gap_beyond}",
        f"sss={_coarse(previous)}{gap}{pair}",
        f"sa+={pair}{gap_beyond}",
    )


def _coarse(form: str) -> str:
    """The shape of a word, all numbers but years alike."""
    return "9" if form[0] == "9" else form


_LONG = 4_096  # more tokens than a reference that is read can have


def _steps(name: str, *bounds: int) -> tuple[str, ...]:
    """The feature for each number: how many of the bounds it has reached."""
    found: tuple[str, ...] = ()
    for reached, bound in enumerate((*bounds, _LONG)):
        found += (f"{name}{reached}",) * (bound - len(found))
    return found


_SIZE = _steps("", 2, 3, 5, 8, 14)
_SEGMENT = _steps("g=", 1, 2, 3, 4, 6, 9)
_INTO = _steps("i=", 1, 2, 4, 8)
_LEFT = _steps("", 2, 3, 5, 9)
_FROM_START = _steps("f=", 1, 2, 3, 5, 8, 13, 21, 34)
_FROM_END = _steps("t=", 2, 3, 4, 6, 9, 14, 22)
_TO_DIGIT = _steps("", 2, 3, 4, 6, 9, 14)
_FROM_YEAR = _steps("cy=", 12, 17, 20, 21, 22, 24, 32)  # 20 is the year itself


def _segments(tokens: Tokens, forms: Sequence[str]) -> list[tuple[int, int]]:
    """Where each segment begins and ends."""
    starts = [0]
    for i in range(1, len(forms)):
        gap = tokens.gaps[i]
        if not gap.strip(" -'/&"):
            continue
        previous = forms[i - 1]
        if (
            not _STRONG.isdisjoint(gap)
            or ("." in gap and (previous not in ("X", "XX") or "," in gap) and (gap != "." or previous != "x"))
            or ("," in gap and forms[i] in ("9", "99", "999", "year"))
        ):
            starts.append(i)
    return list(zip(starts, [*starts[1:], len(forms)], strict=True))


def _describe(forms: Sequence[str]) -> str:
    """A segment in two letters: what most of it is, and its length."""
    size = len(forms)
    initials = forms.count("X") + forms.count("XX")
    lower = forms.count("xx") + forms.count("xxxx")
    if 2 * sum(form[0] in "9y" for form in forms) >= size:
        kind = "D"
    elif initials * 3 >= size:
        kind = "N"
    else:
        kind = "t" if lower * 2 >= size else "m" if lower else "C"
    return kind + _SIZE[size]


def _segment_features(
    bounds: Sequence[tuple[int, int]], lowers: Sequence[str], forms: Sequence[str]
) -> list[tuple[str, ...]]:
    """What each segment, and those before and after it, are like."""
    kinds = ["^", *(_describe(forms[a:b]) for a, b in bounds), "$"]
    flags = [
        (),
        *({name for word in lowers[a:b] for name in lists_of(word) if name in _TELLING} for a, b in bounds),
        (),
    ]
    return [
        (
            f"k={kinds[n + 1]}",
            f"k-={kinds[n]}",
            f"k+={kinds[n + 2]}",
            f"kk={kinds[n]}{kinds[n + 1]}{kinds[n + 2]}",
            _SEGMENT[n],
            f"h+={_key(lowers[b]) if b < len(lowers) else '$'}",
            *[f"kf={flag}" for flag in sorted(flags[n + 1])],
            *[f"kf-={flag}" for flag in sorted(flags[n])],
            *[f"kf+={flag}" for flag in sorted(flags[n + 2])],
        )
        for n, (_, b) in enumerate(bounds)
    ]


def _next_digit(forms: Sequence[str]) -> list[str]:
    """How far the next number is from each token, and what it looks like."""
    found, following, at = [""] * len(forms), "$", len(forms)
    for i in range(len(forms) - 1, -1, -1):
        found[i] = _TO_DIGIT[at - i] + following
        if forms[i][0] in "9y":
            following, at = forms[i], i
    return found


def _habits(tokens: Tokens, lowers: Sequence[str], forms: Sequence[str], first_year: int) -> tuple[str, str, str]:
    """What holds of the whole reference: type marks, quotes, script, where the year is, how it begins."""
    gaps, total = tokens.gaps, len(forms)
    marked = any("[" in gaps[i] and lowers[i] in _TYPE_MARKS for i in range(1, total))
    quoted = any('"' in gap for gap in gaps)
    chinese = forms.count("han") * 3 > total
    place = "none" if first_year < 0 else "early" if first_year * 2 < total else "late"
    bracket = "(" if first_year >= 0 and "(" in gaps[first_year] else ""
    return (
        f"D={'m' if marked else ''}{'q' if quoted else ''}{'h' if chinese else ''}",
        f"Y={place}{bracket}",
        f"B={forms[0]}{gaps[1]}{forms[1] if total > 1 else ''}",
    )


def features(tokens: Tokens) -> list[list[str]]:
    """The features of each token, in order."""
    words, gaps = tokens.words, tokens.gaps
    total = len(words)
    if not total:
        return []
    forms = [shape(word) for word in words]
    lowers = [word.lower() for word in words]
    bounds = _segments(tokens, forms)
    of_segment = _segment_features(bounds, lowers, forms)
    next_digit = _next_digit(forms)
    keys = [_key(lower) for lower in lowers]
    tight = [_tight(gap) for gap in gaps]
    first_year = forms.index("year") if "year" in forms else -1
    habits = _habits(tokens, lowers, forms, first_year)
    result: list[list[str]] = []
    year_seen = mark_seen = et_al = in_seen = quotes = single = depth = segment = 0
    a, b = bounds[0]
    for i, word in enumerate(words):
        if i == b:
            segment += 1
            a, b = bounds[segment]
        before, form, lower = gaps[i], forms[i], lowers[i]
        if before not in _PLAIN:
            quotes = min(3, quotes + before.count('"'))
            single = min(3, single + before.count("'"))
            depth = max(0, depth + before.count("(") - before.count(")"))
        since_year = "cy=no" if first_year < 0 else _FROM_YEAR[max(0, i - first_year + 20)]
        found = [
            *_own(word),
            *_around(before, form, gaps[i + 1]),
            *of_segment[segment],
            *habits,
            _INTO[i - a] + _LEFT[b - i],
            f"h={keys[a]}." if i == a else f"h={keys[a]}",
            _FROM_START[i],
            _FROM_END[total - i],
            f"q={quotes}{single}",
            "nd=" + next_digit[i],
            f"nda={next_digit[i]}{tight[i + 1]}",
            f"o={'1' if depth else '0'}{form}",
            f"c={year_seen}{mark_seen}{et_al}{in_seen}",
            since_year,
        ]
        if i:
            found += _near(words[i - 1], -1)
            found += _before(forms[i - 1], form, tight[i - 1], tight[i])
            found.append(f"ww={keys[i - 1]}|{keys[i]}")
        else:
            found.append("s-1=^")
        found += _near(words[i - 2], -2) if i > 1 else ("s-2=^",)
        if i + 1 < total:
            found += _near(words[i + 1], 1)
            found += _after(forms[i - 1] if i else "^", form, forms[i + 1], tight[i], tight[i + 1], tight[i + 2])
        else:
            found.append("s1=$")
        found += _near(words[i + 2], 2) if i + 2 < total else ("s2=$",)
        result.append(found)
        if form == "year":
            year_seen = 1
        elif lower in ("al", "等"):
            et_al = 1
        elif lower in _TYPE_MARKS and "[" in before:
            mark_seen = 1
        elif lower == "in" and ("." in before or "," in before or ":" in gaps[i + 1]):
            in_seen = 1
    return result
