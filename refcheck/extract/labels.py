"""Labels of a numbered list: ``[1]``, ``1.``, ``1、``, ``(1)``, ``①`` …, told from other numbers by their sequence.

A line that begins with "2013." or "12. Aufl." looks like a label; only a number that continues the count is one. The
best chain of counting numbers is found by dynamic programming, in one pass for each style.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from refcheck.extract.lines import Line

_OPENS_TEXT = r"(?=\s*(?:[^\W\d_]|[\"“‘'(（《\[_*—–-]|$))"
_STYLES = {
    "bracket": re.compile(r"[\[［【〔［]\s{0,2}(\d{1,5})\s{0,2}[\]］】〕］]\s{0,2}[:：.．、]?"),
    "dot": re.compile(r"(\d{1,5})\s?[.．](?!\d)" + _OPENS_TEXT),
    "comma": re.compile(r"(\d{1,5})\s?、"),
    "paren": re.compile(r"[(（]?(\d{1,5})[)）](?:[.．、])?" + _OPENS_TEXT),
    "circle": re.compile(r"([①-⑳㉑-㉟㊱-㊿])"),
    "superscript": re.compile(r"([⁰¹²³⁴-⁹]{1,3})\s?" + _OPENS_TEXT),
    "bare": re.compile(r"(\d{1,4})(?:\s+(?=[^\W\d_]|[\"“(])|(?=[^\W\d_a-z])|$)"),
}
_BULLET = re.compile(r"[-•·▪◦‣●○■□◆*–]\s{1,8}(?=\S)")
_KEY = re.compile(r"\[([^\W\d_][\w+.'’&: -]{0,30}?)\](?![\]:(])")
# Inside a line a label is only believed after the end of an entry, or anywhere for the styles of Chinese print.
_INLINE = re.compile(
    r"(?P<bracket>[\[［【]\s?(\d{1,4})\s?[\]］】]\s?[:：]?)"
    r"|(?<=[\s.。;；])(?P<dot>(\d{1,4})[.．、]\s?(?=[^\W\d_]))"
)
_WEAK = {"dot", "paren", "bare", "superscript"}


@dataclass(frozen=True, slots=True)
class Label:
    """A label: offsets in the document of its start and of the text after it, what it prints and what it counts."""

    start: int
    end: int
    printed: str
    value: int
    weight: float


def find_labels(lines: Sequence[Line]) -> list[Label]:
    """The labels of the list that `lines` hold, in order; none when it is not numbered."""
    if not lines:
        return []
    chains = [(style, _chain(list(_candidates(lines, style)))) for style in _STYLES]
    style, best = max(chains, key=lambda pair: (_worth(pair[1]), pair[0] == "bracket"))
    keys = [label for line in lines if (label := _key(line))]
    if len(keys) >= 3 and len(keys) > 1.5 * len(best):
        return keys
    if not best and (bullets := _bullets(lines)):
        return bullets
    inline = _chain(sorted([*_candidates(lines, style), *_inside(lines, style)], key=lambda label: label.start))
    if len(inline) > 1.5 * len(best) + 0.6 and inline[0].value <= 1:
        best = inline
    if not _believable(best, lines, style):
        return []
    return _with_further_chains(best, lines, style)


def _with_further_chains(best: list[Label], lines: Sequence[Line], style: str) -> list[Label]:
    """The chain and those before and after it that count from 1 again, as a list by chapters does."""
    candidates = list(_candidates(lines, style))
    before = _chain([label for label in candidates if label.start < best[0].start])
    after = _chain([label for label in candidates if label.start > best[-1].start])
    head = before if best[0].value == 1 and len(before) >= 3 and before[0].value == 1 else []
    tail = after if len(after) >= 3 and after[0].value == 1 else []
    return [*head, *best, *tail]


def _believable(chain: list[Label], lines: Sequence[Line], style: str) -> bool:
    if not chain:
        return False
    span = chain[-1].value - chain[0].value + 1
    at_top = chain[0].start <= lines[min(2, len(lines) - 1)].span.start
    if len(chain) == 1:
        return at_top and chain[0].value == 1 and style != "superscript" and chain[0].start == lines[0].span.start
    dense = span <= 1.5 * len(chain) + 1
    if style == "bare":
        return len(chain) >= 3 and span == len(chain) and chain[0].value == 1 and len(lines) <= 12 * len(chain)
    if style in _WEAK:
        return dense and len(lines) <= 25 * len(chain) and (at_top or len(chain) >= 5)
    return dense or len(chain) >= 5


def _worth(chain: list[Label]) -> float:
    return sum(label.weight for label in chain)


def _number(printed: str) -> int:
    if printed.isdecimal():
        return int(printed)
    digits = printed.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789"))
    if digits.isdecimal():
        return int(digits)
    code = ord(printed[0])
    first = next(start for start in (0x2460, 0x3251, 0x32B1) if code - start in range(20))
    return code - first + {0x2460: 1, 0x3251: 21, 0x32B1: 36}[first]


def _candidates(lines: Sequence[Line], style: str) -> Iterator[Label]:
    pattern = _STYLES[style]
    previous = ""
    for line in lines:
        match = pattern.match(line.text)
        if match and (value := _number(match[1])):
            # what helps to choose between two of the same number
            weight = 1.0 + 0.1 * previous.endswith((".", "。", "]", ";")) - 0.05 * (style == "bare")
            yield Label(line.span.start, line.span.start + match.end(), str(value), value, weight)
        previous = line.text


def _inside(lines: Sequence[Line], style: str) -> Iterator[Label]:
    group = "bracket" if style == "bracket" else "dot"
    for line in lines:
        for match in _INLINE.finditer(line.text, 1):
            if match[group]:
                digits = re.sub(r"\D", "", match[group])
                if digits and int(digits):
                    start = line.span.start + match.start()
                    before = line.text[max(0, match.start() - 4) : match.start()].rstrip()
                    weight = 0.6 if before.endswith((".", "。", ";", "；")) else 0.45
                    yield Label(start, line.span.start + match.end(), str(int(digits)), int(digits), weight)


def _bullets(lines: Sequence[Line]) -> list[Label]:
    """Bullets, as labels that print nothing; a list of which the first line has none uses dashes for something else."""
    matches = [(line, match) for line in lines if (match := _BULLET.match(line.text))]
    if len(matches) < 2 or matches[0][0] is not lines[0] or len(lines) > 12 * len(matches):
        return []
    return [Label(line.span.start, line.span.start + match.end(), "", 0, 1.0) for line, match in matches]


def _key(line: Line) -> Label | None:
    match = _KEY.match(line.text)
    if match is None or not match[1][0].isupper():
        return None
    return Label(line.span.start, line.span.start + match.end(), match[1].strip(), 0, 1.0)


def _chain(candidates: Sequence[Label]) -> list[Label]:
    """The chain of candidates that counts best: one up is best, a gap of a few costs, the same again is a misprint."""
    best: dict[int, tuple[float, int]] = {}  # by last number: score and place of the last candidate
    came_from: list[int] = []
    top, top_score = -1, 0.0
    for i, label in enumerate(candidates):
        score, origin = label.weight * (1.0 if label.value == 1 else 0.5), -1
        for step, cost in ((1, 0.0), (2, 0.7), (3, 0.8), (4, 0.85), (0, 0.85)):
            if (known := best.get(label.value - step)) and (reached := known[0] + label.weight - cost) > score:
                score, origin = reached, known[1]
        came_from.append(origin)
        if label.value not in best or score > best[label.value][0]:
            best[label.value] = (score, i)
        if score > top_score:
            top, top_score = i, score
    chain = []
    while top >= 0:
        chain.append(candidates[top])
        top = came_from[top]
    return chain[::-1]
