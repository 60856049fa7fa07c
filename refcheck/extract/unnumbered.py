"""Splitting a list without labels into its entries.

Nothing tells for sure where an entry begins: a line may open with an author's name because the entry does, or because
the authors fill two lines. Each line gets a score from what it and the line before look like; the split that scores
best over the whole list is found by dynamic programming. A second pass then knows the habits of the list itself:
whether it is in alphabetical order, where its years stand, how its entries end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from refcheck.extract.lines import Line

MOST_LINES = 14  # of one entry

_UP = "A-ZÀ-ÖØ-ÞĀĂĄĆĈČĎĐĒĖĘĚĜĞĢĪĮİĶĹĻŁŃŅŇŌŐŒŔŘŚŜŞŠȘŢŤȚŪŮŰŲŴŶŹŻŽА-ЯΑ-Ω"
_PARTICLES = "de|van|von|den|der|dem|da|das|di|do|dos|du|la|le|del|della|el|al|bin|ben|ter|ten|zu|zur|af|av"
_PARTICLE = rf"(?:(?:{_PARTICLES})[\s'’-]|[dDlL]['’]|O['’]|St\.\s)"
_FAMILY = rf"{_PARTICLE}{{0,3}}[{_UP}][\w'’´`¨^~-]{{1,30}}(?:[\s-](?:{_PARTICLE})?[{_UP}][\w'’´`¨^~-]{{1,30}}){{0,2}}"
_INITIALS = rf"[{_UP}](?:\.|\b)(?:\s?-?[{_UP}](?:\.|\b)){{0,4}}"
_PATTERNS = (
    ("dash", re.compile(r"(?:[-—–―_]{1,8}|\*{3})\s?[,.;:(&\s]")),
    ("comma-initials", re.compile(rf"{_FAMILY},\s?[{_UP}](?:\.|\w?\.|[{_UP}]{{0,3}}\b)")),
    ("initials-first", re.compile(rf"(?:[{_UP}][\w]?\.[\s-]?){{1,4}}{_FAMILY}")),
    (
        "family-initials",
        re.compile(
            rf"{_FAMILY}\s(?:[{_UP}]{{1,4}}|{_INITIALS})(?:\s(?:Jr|Sr|II|III))?"
            r"(?:[,.;:(&]|\s\(|\sand\b|\set\b|\sin\b|\s(?:19|20)\d\d|$)"
        ),
    ),
    ("comma-given", re.compile(rf"{_FAMILY},\s[{_UP}][\w-]+")),
    (
        "given-family",
        re.compile(
            rf"[{_UP}][\w'’-]{{1,30}}(?:\s(?:{_PARTICLE}|[{_UP}]\.\s?){{0,3}}[{_UP}][\w'’.-]{{0,30}}){{1,4}}"
            r"(?:,|\sand\b|\.|\s&|\set\sal)"
        ),
    ),
    (
        "lost-dash",
        re.compile(
            rf"[-—–~_\d]{{0,4}}[.,]?\s?(?:1[89]|20)\d\d[a-z]?[.,]\s[{_UP}]"
            rf"|[,&]\s(?:[{_UP}]\.\s?){{1,3}}[{_UP}]\w+[, ]"
        ),
    ),
    ("chinese", re.compile(r"[\u4e00-\u9fff]{2,4}(?:[,，、.．。:：]|\s)")),
    ("group", re.compile(rf"[{_UP}][\w&'’. /-]{{2,80}}[.,(]\s?\(?(?:19|20)\d\d")),
)
_CHINESE_GROUP = re.compile(r"[\u4e00-\u9fff]{2,25}[,，.．。]")
_PATTERN_SCORES = {
    "dash": 3.0, "": -1.0, "given-family": 0.0, "comma-given": 0.3, "group": 0.5, "lost-dash": 1.5, "chinese": 1.0,
}  # fmt: skip
_NEVER_START = re.compile(
    rf"(?!(?:{_PARTICLES})\s)[a-z]{{1,20}}(?![\w'’])"
    r"|[)\],.;:&%/=?+]|https?:|www\.|doi|10\.\d{4}|arXiv:|ISBN|ISSN|PMID|PMCID|Available|Retrieved|Accessed"
    r"|In[:\s]|Vol\b|pp?\.\s?\d|Eds?\.|(?:CrossRef|Medline|PubMed|Google)\b|\[(?:online|PubMed|CrossRef|arXiv|Google|DOI)",
)
_YEAR = re.compile(
    r"(?<![\d./-])(?:1[6-9]|20)\d\d(?![\d/])[a-z]?"
    r"|(?:in press|forthcoming|n\.d\.|submitted|in preparation|to appear|unpublished|soumis)",
    re.IGNORECASE,
)
_EARLY_YEAR = re.compile(r"(?:^|[\s,.(])\(?((?:1[6-9]|20)\d\d[a-z]?|in press|n\.d\.|forthcoming)\b", re.IGNORECASE)
_OPEN_END = re.compile(
    r"(?:[,&:;(\[/–—-]|\b(?:and|et|of|the|in|for|on|with|to|by|an?|from|eds?\.|vol\.|no\.|pp\.|pages|retrieved|accessed|available"
    r"|at|see|Proc\.|J\.|Int\.)|\[[A-Z](?:/OL)?\]\.?)$",
    re.IGNORECASE,
)
_CLOSED_END = re.compile(r"[.。!?”\"]$|\.?\)\.?$|\b(?:CrossRef|Medline|PubMed|Google Scholar)\]?$")
_INITIAL_END = re.compile(rf"(?:^|[\s.-])[{_UP}]\.$")
_IDENTIFIED_END = re.compile(r"(?:10\.\d{4,9}/\S{3,90}|\bPMID:?\s?\d{4,8}|\bPMC\d{4,8})[.\])]?$", re.IGNORECASE)
_NUMERIC_END = re.compile(r"\d[\w).,\]]{0,6}$|\S{12,}$")


@dataclass(frozen=True, slots=True)
class _View:
    """What a line looks like, worked out once."""

    line: Line
    pattern: str
    key: str
    never: bool
    open_end: bool
    closed_end: bool
    identified_end: bool
    numeric_end: bool
    years: int
    early_year: int  # where the first year as it follows authors ends, -1 if there is none


@dataclass(frozen=True, slots=True)
class _Habits:
    """What the first pass has learnt of a list."""

    alphabetical: bool = False
    dated: bool = False  # nearly every entry has a year
    closed: bool = False  # nearly every entry ends in a full stop
    early_year: bool = False  # the year stands behind the authors
    pattern: str = ""  # how most entries begin


def split(lines: Sequence[Line]) -> list[Sequence[Line]]:
    """The entries of a list without labels, each as its lines."""
    if not lines:
        return []
    if paragraphs := _by_gaps(lines) or _by_indent(lines):
        return paragraphs
    views = [_view(line) for line in lines]
    if _one_a_line(views):
        return _join_continuations(views)
    starts = _best_split(views, _Habits())
    for _ in range(2):
        starts = _best_split(views, _habits(views, starts))
    return [lines[a:b] for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]


def _by_gaps(lines: Sequence[Line]) -> list[Sequence[Line]]:
    """The paragraphs, where blank lines part entry from entry."""
    starts = [i for i, line in enumerate(lines) if i == 0 or line.after_gap]
    parts = [lines[a:b] for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]
    if len(parts) < 3 or max(map(len, parts)) > MOST_LINES:
        return []
    whole = sum(bool(_YEAR.search(_text(part))) and not _NEVER_START.match(part[0].text) for part in parts)
    return parts if whole >= 0.85 * len(parts) else []


def _by_indent(lines: Sequence[Line]) -> list[Sequence[Line]]:
    """The entries of a list with hanging or first-line indents, where the indents say so consistently."""
    indents = sorted({min(line.indent, 20) for line in lines})
    if len(indents) < 2 or indents[-1] - indents[0] < 2:
        return []
    middle = (indents[0] + indents[-1]) / 2
    for outdented in (True, False):
        starts = [i for i, line in enumerate(lines) if (line.indent < middle) == outdented]
        if len(starts) < 2 or starts[0] != 0 or len(starts) > 0.7 * len(lines):
            continue
        parts = [lines[a:b] for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]
        if sum(bool(_YEAR.search(_text(part))) for part in parts) >= 0.9 * len(parts):
            return parts
    return []


def _text(lines: Sequence[Line]) -> str:
    return " ".join(line.text for line in lines)


def _view(line: Line) -> _View:
    text = line.text
    head = text[:220]
    pattern = next((name for name, regex in _PATTERNS if regex.match(head)), "")
    early = _EARLY_YEAR.search(text, 0, 400)
    never = _NEVER_START.match(head) is not None or (text[0].isdigit() and pattern == "")
    return _View(
        line=line,
        pattern=pattern,
        key=_sort_key(head, pattern),
        never=never and pattern not in {"dash", "lost-dash"},
        open_end=_OPEN_END.search(text[-40:]) is not None or not any(map(str.isalnum, text)),
        closed_end=_CLOSED_END.search(text[-40:]) is not None and not _INITIAL_END.search(text[-8:]),
        identified_end=_IDENTIFIED_END.search(text[-120:]) is not None,
        numeric_end=_NUMERIC_END.search(text[-40:]) is not None,
        years=len(_YEAR.findall(text, 0, 400)),
        early_year=early.end() if early else -1,
    )


def _sort_key(text: str, pattern: str) -> str:
    """The letters by which an alphabetical list would sort the line."""
    if pattern in {"dash", "lost-dash"}:
        return ""
    if pattern == "initials-first":
        text = re.sub(rf"^(?:[{_UP}]\w?\.[\s-]?){{1,4}}", "", text)
    elif pattern == "given-family":
        text = re.split(r",|\sand\b|\.\s|\s&|\set\s", text, maxsplit=1)[0].rsplit(" ", 1)[-1]
    text = re.sub(rf"^{_PARTICLE}+", "", text)
    return re.sub(r"[\W\d_]", "", text).casefold()[:4]


def _one_a_line(views: Sequence[_View]) -> bool:
    """Whether the lines are paragraphs, not wrapped: they are long and differ much, or each is a whole reference."""
    widths = sorted(len(view.line.text) for view in views)
    if len(views) == 1:
        return True
    whole = sum(view.years > 0 and not view.never for view in views)
    if whole >= 0.9 * len(views):
        return True
    return widths[-1] > 200 and widths[-1] > 1.35 * widths[int(0.75 * (len(widths) - 1))]


def _join_continuations(views: Sequence[_View]) -> list[Sequence[Line]]:
    entries: list[list[Line]] = []
    for view in views:
        if entries and view.never and (view.pattern == "" or view.line.text.startswith(("http", "doi", "10."))):
            entries[-1].append(view.line)
        else:
            entries.append([view.line])
    return list(entries)


def _best_split(views: Sequence[_View], habits: _Habits) -> list[int]:
    """The places of the lines that begin an entry, by the best sum of scores."""
    width = _width(views)
    count = len(views)
    start_score = [0.0, *(_start_score(views[i - 1], views[i], habits, width) for i in range(1, count))]
    possible = [i for i in range(count) if i == 0 or start_score[i] > -2.5]
    years = [0, *accumulate(view.years for view in views)]
    lengths = [0, *accumulate(len(view.line.text) for view in views)]
    early = _year_soon(views) if habits.early_year else []
    # best[i]: the score of the lines before i, split so that an entry begins at i; and where the one before began
    best: dict[int, tuple[float, int]] = {0: (0.0, -1)}
    ends = [*possible[1:], count]
    live = [0]
    for end in ends:
        options: list[tuple[float, int]] = []
        for start in reversed(live):
            if end - start > MOST_LINES and options:
                break
            length = lengths[end] - lengths[start]
            score = best[start][0] + _entry_score(end - start, length, years[end] - years[start], habits)
            if habits.early_year and not early[start]:
                score -= 0.8
            if habits.alphabetical and best[start][1] >= 0:
                score += _order_score(views[best[start][1]].key, views[start].key)
            options.append((score, start))
        score, origin = max(options)
        best[end] = (score + (start_score[end] if end < count else 0.0), origin)
        live.append(end)
    starts = []
    place = best[count][1]
    while place >= 0:
        starts.append(place)
        place = best[place][1]
    return starts[::-1]


def _year_soon(views: Sequence[_View]) -> list[bool]:
    """For each line, whether it or one of the four after it has a year where authors are followed by one."""
    has = [view.early_year >= 0 for view in views]
    return [any(has[i : i + 5]) for i in range(len(has))]


def _width(views: Sequence[_View]) -> int:
    """How long the lines may be; a line that is little but an address says nothing of it."""
    widths = sorted(len(view.line.text) for view in views if view.line.text.count(" ") >= 3)
    return widths[int(0.9 * (len(widths) - 1))] if widths else 80


def _start_score(before: _View, view: _View, habits: _Habits, width: int) -> float:
    """How much the two lines look like the end of an entry and the beginning of the next."""
    if view.never:
        return -4.0
    score = _PATTERN_SCORES.get(view.pattern, 1.2)
    if view.pattern == "lost-dash" and not (habits.early_year and habits.alphabetical and before.closed_end):
        return -4.0
    if before.open_end:
        score -= 3.0
    elif before.identified_end:
        score += 1.8
    elif before.closed_end:
        score += 1.0
    elif before.numeric_end:
        score += -0.5 if habits.closed else 0.7
    else:
        score -= 2.0 if habits.closed else 1.0
    first_word = view.line.text.split(" ", 1)[0]
    room = width - len(before.line.text) - len(first_word) - 1
    if room > 0.06 * width:  # the next word would have fitted: the line was ended on purpose
        score += min(2.0, 0.6 + 4.0 * room / width)
    else:
        score -= 0.3
    if habits.pattern and view.pattern not in {"dash", "lost-dash"}:
        score += 0.6 if view.pattern == habits.pattern else -0.8
    if 0 <= view.early_year <= 120 and view.pattern:
        score += 1.0 if habits.early_year else 0.3
    return score + (0.5 if view.line.after_gap else 0.0)


def _entry_score(lines: int, length: int, years: int, habits: _Habits) -> float:
    """How much so many lines, characters and years look like one whole reference."""
    score = 0.0
    if years == 0:
        score -= 2.5 if habits.dated else 1.2
    if length < 25:
        score -= 1.5
    return score - 0.5 * max(0, lines - MOST_LINES)


def _order_score(before: str, key: str) -> float:
    """Whether two entries stand in alphabetical order."""
    if not before or not key:
        return 0.0
    return 0.6 if before <= key else -2.5


def _habits(views: Sequence[_View], starts: Sequence[int]) -> _Habits:
    entries = list(zip(starts, [*starts[1:], len(views)], strict=True))
    if len(entries) < 3:
        return _Habits()
    keys = [key for a, _ in entries if (key := views[a].key)]
    pairs = list(pairwise(keys))
    patterns = [views[a].pattern for a, _ in entries if views[a].pattern]
    common = max(set(patterns), key=patterns.count) if patterns else ""
    dated = sum(any(view.years for view in views[a:b]) for a, b in entries)
    closed = sum(views[b - 1].closed_end for _, b in entries)
    heads = (" ".join(view.line.text for view in views[a : min(b, a + 3)])[:160] for a, b in entries)
    early = sum(_EARLY_YEAR.search(head) is not None for head in heads)
    many = len(entries)
    return _Habits(
        alphabetical=len(pairs) >= 4 and sum(a <= b for a, b in pairs) >= 0.75 * len(pairs),
        dated=dated >= 0.8 * many,
        closed=closed >= 0.8 * many,
        early_year=early >= 0.8 * many,
        pattern=common if patterns.count(common) >= 0.7 * many else "",
    )


def begins_with_authors(text: str) -> bool:
    """Whether a text begins as references do, with names, a group or a repeated-author dash."""
    return any(regex.match(text) for _, regex in _PATTERNS) or _CHINESE_GROUP.match(text) is not None
