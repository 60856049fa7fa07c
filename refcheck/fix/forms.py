"""New values in the manner of the old ones: dashes and shortened ranges, labels beside numbers, words of a title."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import SequenceMatcher

from refcheck.text.folding import fold
from refcheck.text.pages import parse_pages

_PAGE = r"[A-Za-z]{0,6}\.?\d{1,12}[A-Za-z]{0,2}"
_DASH = r"[ \t]{0,2}(?:-{1,3}|[‐‑‒–—−－~～])[ \t]{0,2}"
_RANGE = re.compile(rf"({_PAGE})({_DASH})({_PAGE})")
_PAGES = re.compile(rf"{_PAGE}(?:{_DASH}{_PAGE})?")
_NUMBER = re.compile(r"\d+")


def pages_like(old: str, new: str, *, dash: str = "-", keep_single: bool = False) -> str | None:
    """The pages `new` printed as `old` is; None where that is not certain.

    Args:
        dash: for a range in place of a single page.
        keep_single: print the first page alone where `old` is a page alone.
    """
    places = list(_PAGES.finditer(old))
    value = new.strip()
    if len(places) != 1 or not _PAGES.fullmatch(value):
        return None
    before = _RANGE.fullmatch(places[0].group())
    after = _RANGE.fullmatch(value)
    printed = first = value
    if after:
        first, _, last = after.groups()
        if before:
            if _is_shortened(before[1], before[3]):
                last = _shortened(first, last)
            printed = first + before[2] + last
        elif keep_single and old.strip().isdigit():
            printed = first
        else:
            printed = first + dash + last
    if printed != first and parse_pages(printed) != parse_pages(value):
        return None
    return old[: places[0].start()] + printed + old[places[0].end() :]


def _is_shortened(first: str, last: str) -> bool:
    return first.isdigit() and last.isdigit() and len(last) < len(first)


def _shortened(first: str, last: str) -> str:
    """The last page without the digits that it shares with the first: 280-291 is 280-91."""
    if not (first.isdigit() and last.isdigit() and len(first) == len(last)):
        return last
    shared = next((at for at, (a, b) in enumerate(zip(first, last, strict=True)) if a != b), len(last) - 1)
    return last[shared:]


def number_like(old: str, new: str) -> str | None:
    """The number `new` where `old` stood, a label before it kept ("Vol. 12"); None where that is not certain."""
    value = new.strip()
    if not re.fullmatch(r"[\w .()/–-]{1,40}", value):
        return None
    if re.fullmatch(r"[\w./–-]{1,40}", old.strip()):
        return value
    if len(_NUMBER.findall(old)) == 1 and value.isdigit():
        return _NUMBER.sub(value, old)
    return None


def title_like(old: str, new: str, *, decode: Callable[[str], str], write: Callable[[str], str]) -> str:
    """The title `new`, with the words that `old` has as they stand there: their braces, case and line ends.

    Args:
        decode: what a word of the source says.
        write: how a new word is written in the source.
    """
    wrapped = 0
    while _is_wrapped(old):
        old, wrapped = old[1:-1], wrapped + 1
    tokens = _tokens(old)
    keys = [fold(decode(word)) for word, _ in tokens]
    there = _grouped(new.split(), keys)
    matcher = SequenceMatcher(None, keys, list(map(fold, there)), autojunk=False)
    pieces: list[str] = []
    for kind, start, end, begin, stop in matcher.get_opcodes():
        if kind == "equal":
            pieces += [word + (blank or " ") for word, blank in tokens[start:end]]
        else:
            pieces += [write(word) + " " for word in there[begin:stop]]
    return "{" * wrapped + "".join(pieces).strip() + "}" * wrapped


def _grouped(new: list[str], keys: list[str]) -> list[str]:
    """The new words, those together that stand together in braces in the old title: {E. coli}."""
    groups = {key for key in keys if " " in key}
    longest = max((key.count(" ") + 1 for key in groups), default=1)
    grouped, at = [], 0
    while at < len(new):
        sizes = range(min(longest, len(new) - at), 0, -1)
        size = next((size for size in sizes if size == 1 or fold(" ".join(new[at : at + size])) in groups), 1)
        grouped.append(" ".join(new[at : at + size]))
        at += size
    return grouped


def _tokens(text: str) -> list[tuple[str, str]]:
    """The words, each with the white space behind it; what stands in braces is one word."""
    tokens, depth, begin = [], 0, 0
    for match in re.finditer(r"[{}]|\s+", text):
        piece = match.group()
        if piece in "{}":
            depth += 1 if piece == "{" else -1
        elif depth <= 0:
            if match.start() > begin:
                tokens.append((text[begin : match.start()], piece))
            begin = match.end()
    return [*tokens, (text[begin:], "")] if begin < len(text) else tokens


def _is_wrapped(text: str) -> bool:
    """Whether one pair of braces is around all of it."""
    if not (text.startswith("{") and text.endswith("}")):
        return False
    depth = 0
    for match in re.finditer(r"[{}]", text):
        depth += 1 if match.group() == "{" else -1
        if depth == 0:
            return match.end() == len(text)
    return False
