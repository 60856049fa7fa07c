r"""The .bbl files that Biber writes for BibLaTeX: ``\entry{key}{type}{}{} … \endentry`` with a macro for each field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from types import MappingProxyType

from refcheck.model.document import Entry, Span
from refcheck.readers.base import MAX_ENTRIES
from refcheck.readers.bibtex import decode_latex

_ENTRY = re.compile(r"\\entry\s{0,9}\{([^{}\n]{1,300})\}\s{0,9}\{([a-zA-Z]{1,40})\}")
_END = "\\endentry"
_FIELD = re.compile(r"\\(?:field|strng)\s{0,9}\{([a-z]{1,40})\}\s{0,9}\{")
_VERBATIM = re.compile(r"\\verb\s{0,9}\{(doi|url|eprint)\}\s{0,9}\\verb\s([^\n]{1,2000})\n\s{0,9}\\endverb")
_NAMES = re.compile(r"\\name\s{0,9}\{(author|editor)\}\s{0,9}\{\d{1,5}\}")
_NAME_PART = re.compile(r"(?<![a-z])(family|given|prefix|suffix)=\{")
_PERSON = re.compile(r"\{\{[^{}]{0,500}\}\{")
_LONGEST = 20_000
_OURS = {"journaltitle": "journal", "eprinttype": "archiveprefix"}
_NAMED = "title journaltitle booktitle year volume number pages publisher doi url eprint eprinttype note institution"
_WANTED = frozenset(_NAMED.split())


def bbl_entries(text: str) -> list[Entry]:
    """The entries of a .bbl file of BibLaTeX; none if it is of another kind."""
    entries: dict[str, Entry] = {}
    starts = list(_ENTRY.finditer(text))[:MAX_ENTRIES]
    for number, match in enumerate(starts):
        limit = starts[number + 1].start() if number + 1 < len(starts) else len(text)
        end = text.find(_END, match.end(), limit)
        end = limit if end < 0 else end + len(_END)
        fields: dict[str, str] = {}
        spans: dict[str, Span] = {}
        for name, value, span in _fields(text, match.end(), end):
            if value:
                fields.setdefault(name, value)
                spans.setdefault(name, span)
        entry = Entry(match[1], match[2].lower(), MappingProxyType(fields), Span(match.start(), end), spans)
        entries.setdefault(entry.key, entry)
    return list(entries.values())


def _fields(text: str, start: int, end: int) -> Iterator[tuple[str, str, Span]]:
    for names in _NAMES.finditer(text, start, end):
        stop = text.find("\n      }%", names.end(), end)
        stop = end if stop < 0 else stop
        yield names[1], " and ".join(_people(text[names.end() : stop])), Span(names.end(), stop)
    for match in _FIELD.finditer(text, start, end):
        if match[1] in _WANTED:
            closing = closing_brace(text, match.end() - 1, end)
            value = re.sub(r"\\bibrangedash\s?", "–", text[match.end() : closing])
            yield _OURS.get(match[1], match[1]), decode_latex(value), Span(match.end(), closing)
    for match in _VERBATIM.finditer(text, start, end):
        yield match[1], match[2].strip(), Span(match.start(2), match.end(2))


def _people(block: str) -> Iterator[str]:
    r"""The names in the list of a ``\name``, each ``{{hash=…}{family={Jinek}, given={M.}, …}}``."""
    starts = [match.end() for match in _PERSON.finditer(block)]
    for start, stop in pairwise([*starts, len(block)]):
        parts = {
            match[1]: decode_latex(block[match.end() : closing_brace(block, match.end() - 1, stop)])
            for match in _NAME_PART.finditer(block, start, stop)
        }
        family = " ".join(part for part in (parts.get("prefix"), parts.get("family")) if part)
        given = " ".join(part for part in (parts.get("given"), parts.get("suffix")) if part)
        if family:
            yield f"{family}, {given}" if given else f"{{{family}}}" if " " in family else family


def closing_brace(text: str, start: int, end: int) -> int:
    """Where the brace is that closes the one at `start`; `end`, or where it is far enough, if there is none."""
    depth = 0
    end = min(end, start + _LONGEST)
    for match in re.compile(r"\\.|[{}]", re.DOTALL).finditer(text, start, end):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth -= 1
            if depth == 0:
                return match.start()
    return end
