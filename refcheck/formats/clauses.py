"""What a comparison says for its verdict, in the reader's language.

A comparator puts its clause together where it compares: "another year (online 2019)", "a slip of spelling; without its
subtitle". In a report it is taken apart again by the templates of ``data/clauses.LANG.json``. In these, `{clause}` is
another clause, `{dates}` dates, `{either}` and `{or}` a clause or a value, and any other name a value, which stays.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib import resources

_LONGEST = 500  # characters of a clause; a longer one is shown as it is
_PLACE = re.compile(r"\{(\w+)\}")
_DATE = re.compile(r"\b(in print|online|issued|in issue|posted) (?=\d{4}\b)")


def translated(clause: str, lang: str) -> str:
    """The clause in a language, or as it is where that is English or a part of it is not known."""
    if lang == "en" or not clause or len(clause) > _LONGEST:
        return clause
    return _translated(clause, lang) or clause


def dates(text: str, lang: str) -> str:
    """Dates of a record with their kinds in a language: "online 2019, in print 2020"."""
    known = _templates(lang)
    return _DATE.sub(lambda match: f"{known.get(match[1], match[1])} ", text) if known else text


@lru_cache(maxsize=4_096)
def _translated(clause: str, lang: str) -> str | None:
    """The clause, None if no template and no part of it fits."""
    exact = _templates(lang).get(clause)
    if exact is not None:
        return exact
    several, single = _patterns(lang)
    return _by_pattern(clause, several, lang) or _by_parts(clause, lang) or _by_pattern(clause, single, lang)


def _by_pattern(clause: str, patterns: Iterable[tuple[re.Pattern[str], str]], lang: str) -> str | None:
    for pattern, template in patterns:
        match = pattern.fullmatch(clause)
        values = _values(match, lang) if match else None
        if values is not None:
            return template.format_map(values)
    return None


def _by_parts(clause: str, lang: str) -> str | None:
    """Several reasons in a row."""
    head, separator, tail = clause.partition("; ")
    while separator:
        before = _translated(head, lang)
        after = _translated(tail, lang) if before else None
        if after:
            return f"{before}；{after}"
        more, separator, tail = tail.partition("; ")
        head = f"{head}; {more}"
    return None


def _values(match: re.Match[str], lang: str) -> Mapping[str, str] | None:
    """What stands at the places of a template; None if a clause there is not known."""
    values = {}
    for name, value in match.groupdict().items():
        if name == "clause":
            inner = _translated(value, lang)
            if inner is None:
                return None
            values[name] = inner
        elif name == "dates":
            values[name] = dates(value, lang)
        elif name in ("either", "or"):
            values[name] = _templates(lang).get(value, value)
        else:
            values[name] = value
    return values


@cache
def _templates(lang: str) -> Mapping[str, str]:
    if lang == "en":
        return {}
    text = resources.files("refcheck.data").joinpath(f"clauses.{lang}.json").read_text("utf-8")
    found: dict[str, str] = json.loads(text)
    return found


@cache
def _patterns(lang: str) -> tuple[list[tuple[re.Pattern[str], str]], list[tuple[re.Pattern[str], str]]]:
    """The templates with places, those with most words of their own first: of several reasons, and of one."""
    found = [template for template in _templates(lang) if _PLACE.search(template)]
    found.sort(key=lambda template: -len(_PLACE.sub("", template)))
    several, single = (
        [(_pattern(template), _templates(lang)[template]) for template in found if ("; " in template) is wanted]
        for wanted in (True, False)
    )
    return several, single


def _pattern(template: str) -> re.Pattern[str]:
    parts = _PLACE.split(template)
    pieces = [f"(?P<{part}>.+?)" if number % 2 else re.escape(part) for number, part in enumerate(parts)]
    return re.compile("".join(pieces), re.DOTALL)
