"""The skeleton of a Chinese sentence: its shape, on which short patterns can tell what is announced.

Characters are simplified one by one, blanks and citation markers left out, and what has a name of its own is replaced
by one letter: B for 《…》, Q for a quotation, L for a run of Latin letters, D for a date, R for an end of a stretch of
time. "2021年，他们在《自然》上发表了论文[1]" becomes "D，他们在B上发表了论文".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from refcheck.model import Span
from refcheck.text.dates import DatedSpan

# Traditional and simplified, in pairs: only the characters that the patterns below use; one for one, so offsets hold.
_PAIRS = (
    "發发於于雜杂誌志論论學学載载報报線线見见錄录國国際际權权業业項项關关為为題题該该與与團团這这過过進进"
    "時时間间綜综來来後后據据網网絡络佈布開开裡里裏里醫医頂顶號号獲获實实試试驗验標标專专隨随創创聯联連连"
    "續续內内訊讯電电議议評评納纳組组啟启動动註注個个從从獻献寫写陸陆種种"
)
SIMPLIFIED = str.maketrans(_PAIRS[::2], _PAIRS[1::2])

_ITEM = re.compile(
    r"(?P<B>《(?:[^《》\n]|《[^《》\n]{0,80}》){1,200}》|〈[^〈〉\n]{1,120}〉)"
    r"|(?P<Q>“[^“”\n]{1,300}”|「[^「」\n]{1,200}」|『[^『』\n]{1,200}』|\"[^\"\n]{1,300}\"|‘[^‘’\n]{1,200}’)"
)
_LATIN = re.compile(r"[A-Za-zÀ-ɏ](?:[A-Za-zÀ-ɏ0-9 .&:'’/\-–]|, (?=[A-Za-z])){0,120}")


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A sentence reduced to its shape; `spans` says where each of its characters stands in the text."""

    shape: str
    spans: tuple[Span, ...]
    dates: Mapping[int, DatedSpan]

    def span(self, start: int, end: int) -> Span:
        """Where a stretch of the shape stands in the text."""
        return Span(self.spans[start].start, self.spans[max(start, end - 1)].end)


def reduce(text: str, sentence: Span, dates: Sequence[DatedSpan], citations: Sequence[Span]) -> Skeleton:
    """The skeleton of a sentence; `dates` and `citations` are those of its paragraph."""
    shape: list[str] = []
    spans: list[Span] = []
    kept: dict[int, DatedSpan] = {}
    dated = {date.span.start: date for date in dates}
    cited = {citation.start: citation for citation in citations}
    breaks = sorted({*dated, *cited, sentence.end})
    place = sentence.start
    upcoming = 0
    while place < sentence.end:
        while breaks[upcoming] <= place and upcoming < len(breaks) - 1:
            upcoming += 1
        if place in cited and cited[place].end <= sentence.end:
            place = cited[place].end
            continue
        if place in dated:
            span = dated[place].span
            kept[len(shape)] = dated[place]
            shape.append("R" if dated[place].ranged else "D")
        elif item := _ITEM.match(text, place, sentence.end):
            span = Span(place, item.end())
            shape.append(item.lastgroup or "Q")
        elif latin := _LATIN.match(text, place, breaks[upcoming] if breaks[upcoming] > place else sentence.end):
            span = Span(place, place + len(latin.group().rstrip(" .,:-–")))
            shape.append("L")
        else:
            span = Span(place, place + 1)
            if not text[place].isspace():
                shape.append(text[place].translate(SIMPLIFIED))
        if len(spans) < len(shape):
            spans.append(span)
        place = span.end
    return Skeleton("".join(shape), tuple(spans), kept)
