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

VERSION = 1

_TYPE_MARKS = frozenset("j m c d r s p n g a z db cp eb ol ax cm ds".split())


@lru_cache(maxsize=60_000)
def shape(word: str) -> str:
    """The form of a word: digits by their number, letters by case and rough length."""
    first = word[0]
    if first == "<":
        return word
    if first.isdigit():
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
def _own(word: str) -> tuple[str, ...]:
    lower = word.lower()
    form = shape(word)
    found = [f"w={lower}" if not lower.isdigit() or len(lower) < 3 else "w=#", f"s={form}"]
    if lower[0] != "<" and not lower.isdigit() and form != "han":
        found += [f"p3={lower[:3]}", f"e3={lower[-3:]}", f"e2={lower[-2:]}", f"n={min(len(lower), 9)}"]
    if lower.isdigit() and len(lower) == 4:
        found.append(f"y={lower[:2]}")
    found += [f"l={name}" for name in lists_of(lower)]
    return tuple(found)


@lru_cache(maxsize=200_000)
def _near(word: str, offset: int) -> tuple[str, ...]:
    lower = word.lower()
    found = [f"s{offset}={shape(word)}"]
    if not lower.isdigit():
        found.append(f"w{offset}={lower}")
    found += [f"l{offset}={name}" for name in lists_of(lower)]
    return tuple(found)


@lru_cache(maxsize=200_000)
def _around(before: str, form: str, after: str) -> tuple[str, ...]:
    return (f"b={before}", f"a={after}", f"ba={before}|{after}", f"sba={form}|{before}|{after}")


def _bucket(number: int, *bounds: int) -> int:
    return sum(number >= bound for bound in bounds)


def _segments(tokens: Tokens, forms: Sequence[str]) -> list[int]:
    """The number of the segment of each token."""
    found: list[int] = []
    number = 0
    for i, gap in enumerate(tokens.gaps[:-1]):
        if i and gap.strip(" -'/&"):
            previous = forms[i - 1]
            if any(mark in gap for mark in ';"[]?!:()《》〈〉'):
                number += 1
            elif "." in gap and (previous not in ("X", "XX") or "," in gap) and (gap != "." or previous != "x"):
                number += 1
            elif "," in gap and forms[i] in ("9", "99", "999", "year"):
                number += 1
        found.append(number)
    return found


def _describe(words: Sequence[str], forms: Sequence[str]) -> str:
    """A segment in a few letters: its length, and what most of it is."""
    size = len(words)
    initials = sum(form in ("X", "XX") for form in forms)
    digits = sum(form[0] in "9y" for form in forms)
    lower = sum(form in ("xx", "xxxx") for form in forms)
    kind = "D" if digits * 2 >= size else "N" if initials * 3 >= size else "t" if lower * 2 >= size else "m" if lower else "C"
    return f"{kind}{_bucket(size, 2, 3, 5, 8, 14)}"


def features(tokens: Tokens) -> list[list[str]]:
    """The features of each token, in order."""
    words, gaps = tokens.words, tokens.gaps
    total = len(words)
    forms = [shape(word) for word in words]
    number = _segments(tokens, forms)
    bounds: list[tuple[int, int]] = []
    for i, segment in enumerate(number):
        if segment == len(bounds):
            bounds.append((i, i + 1))
        else:
            bounds[segment] = (bounds[segment][0], i + 1)
    kinds = ["^", *(_describe(words[a:b], forms[a:b]) for a, b in bounds), "$"]
    lowers = [word.lower() for word in words]
    marked = any("[" in gaps[i] and lowers[i] in _TYPE_MARKS for i in range(1, total))
    years = [i for i, form in enumerate(forms) if form == "year"]
    first_year = years[0] if years else -1
    quoted = any('"' in gap for gap in gaps)
    habits = [
        f"D={'m' if marked else ''}{'q' if quoted else ''}{'h' if forms.count('han') * 3 > total else ''}",
        f"Y={'none' if first_year < 0 else 'early' if first_year * 2 < total else 'late'}"
        f"{'(' if first_year >= 0 and '(' in gaps[first_year] else ''}",
        f"B={forms[0] if forms else ''}{gaps[1] if total > 1 else ''}{forms[1] if total > 1 else ''}",
    ]
    result: list[list[str]] = []
    year_seen = mark_seen = quotes = 0
    depth = 0
    et_al = in_seen = 0
    for i, word in enumerate(words):
        before, after = gaps[i], gaps[i + 1]
        form = forms[i]
        quotes += before.count('"')
        depth = max(0, depth + before.count("(") - before.count(")"))
        a, b = bounds[number[i]]
        found = [
            *_own(word),
            *_around(before, form, after),
            *(_near(words[i - 1], -1) if i else ("s-1=^",)),
            *(_near(words[i - 2], -2) if i > 1 else ("s-2=^",)),
            *(_near(words[i + 1], 1) if i + 1 < total else ("s1=$",)),
            *(_near(words[i + 2], 2) if i + 2 < total else ("s2=$",)),
        ]
        if i:
            found.append(f"ss-={forms[i - 1]}{before}{form}")
            found.append(f"b-={gaps[i - 1]}|{before}")
            found.append(f"ww={lowers[i - 1]}|{lowers[i]}")
        if i + 1 < total:
            found.append(f"ss+={form}{after}{forms[i + 1]}")
            found.append(f"a+={after}|{gaps[i + 2]}")
            found.append(f"sss={forms[i - 1] if i else '^'}{before}{form}{after}{forms[i + 1]}")
        kind = kinds[number[i] + 1]
        found += [
            f"k={kind}",
            f"k-={kinds[number[i]]}",
            f"k+={kinds[number[i] + 2]}",
            f"kk={kinds[number[i]]}{kind}{kinds[number[i] + 2]}",
            f"g={_bucket(number[i], 1, 2, 3, 4, 6, 9)}",
            f"i={_bucket(i - a, 1, 2, 4, 8)}{_bucket(b - i, 2, 3, 5, 9)}",
            f"f={_bucket(i, 1, 2, 3, 5, 8, 13, 21, 34)}",
            f"t={_bucket(total - i, 2, 3, 4, 6, 9, 14, 22)}",
            f"q={quotes if quotes < 3 else 3}",
            f"o={min(depth, 1)}{form}",
            f"c={year_seen}{mark_seen}{et_al}{in_seen}",
            f"cy={'no' if first_year < 0 else 'at' if i == first_year else _bucket(i - first_year, -8, -3, 0, 2, 4, 12)}",
            f"cq={year_seen}{quotes if quotes < 3 else 3}{habits[0]}",
            *habits,
        ]
        result.append(found)
        if form == "year":
            year_seen = 1
        if "[" in before and lowers[i] in _TYPE_MARKS:
            mark_seen = 1
        if lowers[i] in ("al", "等"):
            et_al = 1
        if lowers[i] == "in" and ("." in before or "," in before or ":" in after):
            in_seen = 1
    return result
