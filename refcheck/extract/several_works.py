"""Several works under one number, as physics and chemistry print them: ``[1] A. Smith, …; B. Jones, …``, ``a) … b) …``.

Each is a work of its own and is checked as one. A semicolon also parts authors, so a new work is only seen where what
stands before it is complete (it has a year) and what follows begins with an author and has a year as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from refcheck.extract.lines import Line
from refcheck.model import Span

_INITIALS = r"(?:[A-ZÀ-ÖØ-Þ]\w?\.[\s-]?){1,4}(?:(?:de|van|von|der|den|di|da|du|la|le)\s){0,2}[A-ZÀ-ÖØ-Þ][\w'’-]+"
_BARE_INITIALS = r"[A-Z]{1,2}\s[A-ZÀ-ÖØ-Þ][\w'’-]+(?=,|\sand\s)"
_FAMILY = r"[A-ZÀ-ÖØ-Þ][\w'’-]+,?\s(?:[A-ZÀ-ÖØ-Þ]\.[\s-]?){1,3}"
_BEGINS = re.compile(
    r"\s*(?:\(?[b-z]\s?\)\s?|(?:see also|also|and)\s)?(?!J\.\s?(?:[A-Z][a-z][\w-]*\.|Phys|Chem))"
    rf"(?:{_INITIALS}|{_FAMILY}|{_BARE_INITIALS})(?:,|\s(?:and|et|in|&)\b|\.|\s\(|$|\s)"
)
_LETTER = re.compile(r"\s*\(?([b-z])\s?\)\s?\S")
_LONGEST = 20_000  # characters; what is longer is no entry, and would be looked through again for each semicolon
_COMPLETE = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)|arXiv|[a-z-]{4,8}/\d{7}|in press|submitted|to appear")


def split_works(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of a numbered entry, parted into works."""
    text = "\n".join(line.text for line in lines)
    cuts = [0]
    letter = "a"
    if len(text) > _LONGEST:
        return [list(lines)]
    for match in re.finditer(r";\s*|(?:(?<=\d[.)\]])|(?<=\d[)\]]\.))\n", text):
        done, rest = text[cuts[-1] : match.start()], text[match.end() :]
        following = re.split(r";\s", rest, maxsplit=1)[0]
        lettered = _LETTER.match(rest)
        if lettered and lettered[1] == chr(ord(letter) + 1) and _COMPLETE.search(done):
            letter = lettered[1]
        elif not (_COMPLETE.search(done) and _BEGINS.match(rest) and _COMPLETE.search(following)):
            continue
        cuts.append(match.end())
    return [part for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True) if (part := _between(lines, a, b))]


def _between(lines: Sequence[Line], start: int, end: int) -> list[Line]:
    """The lines, or their parts, between two offsets of the lines joined by one character each."""
    parts = []
    offset = 0
    for line in lines:
        low, high = max(start - offset, 0), min(end - offset, len(line.text))
        body = line.text[low:high] if low < high else ""
        if body.strip():
            low += len(body) - len(body.lstrip())
            body = body.strip()
            span = Span(line.span.start + low, line.span.start + low + len(body))
            parts.append(replace(line, span=span, text=body))
        offset += len(line.text) + 1
    return parts
