"""Volume, issue and pages by the patterns in which nearly every style prints them.

The model labels each number by itself; a whole group such as ``29(3):187-220`` or ``vol. 2, no. 4, pp. 639-643``
says more than its parts. A group counts where the model saw at least one of its numbers as what it is, so that
numbers in a title stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_DASH = r"\s?[-‐-―−~～∼]{1,3}\s?"
_PAGES = rf"(?P<pages>[A-Za-z]{{0,2}}\d{{1,7}}[A-Za-z]?(?:{_DASH}[A-Za-z]{{0,2}}\d{{1,7}}[A-Za-z]?)?)"
_VOLUME = rf"(?P<volume>\d{{1,4}}(?:{_DASH}\d{{1,4}})?)"
_NUMBER = rf"\d{{1,3}}(?:{_DASH}\d{{1,3}}|/\d{{1,3}})?[A-Za-z]?"
_SUPPLEMENT = r"(?:suppl?|supplement|pt|part|spec(?:ial)?|esp|增刊)\.?(?:\s?(?:No\.?\s?)?[A-Z\d]{1,3})?"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # 29(3):187-220; 29 (3), pp. 187-220; 12(Suppl 1): S5-9
        rf"(?<![\d/.(-]){_VOLUME}\s?\(\s?(?:no?\.?\s?|n[º°.]\s?)?(?P<issue>{_NUMBER}|{_SUPPLEMENT}|{_NUMBER}\s{_SUPPLEMENT})\s?\)"
        rf"\s?[:,;.]?\s?(?:pp?\.?\s?|e?-?pages?\s)?{_PAGES}(?![\d(])",
        # vol. 2, no. 4, pp. 639-643
        rf"\b(?:vol(?:ume)?|v)\.?\s?{_VOLUME}\s?[,;.]\s?(?:no?|num|nr|issue|n[º°])\.?\s?(?P<issue>{_NUMBER})\s?[,;.:]\s?"
        rf"(?:pp?|pages?|pgs?)\.?\s?{_PAGES}(?!\d)",
    )
)


def numbers(text: str, spans: Mapping[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """Where a group of numbers puts volume, issue and pages, if one of the three stands in `spans` already."""
    if not {"volume", "issue", "pages"} & spans.keys():
        return {}
    years = [spans["year"]] if "year" in spans else []
    titled = [spans[name] for name in ("title", "authors") if name in spans]
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            groups = {name: match.span(name) for name, value in match.groupdict().items() if value}
            if any(_overlap(span, other) for span in groups.values() for other in (*years, *titled)):
                continue
            if any(name in spans and _overlap(spans[name], span) for name, span in groups.items()):
                return groups
    return {}


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
