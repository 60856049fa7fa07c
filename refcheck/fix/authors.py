"""The authors of a record as the field of a .bib entry; names that are right stay as they are written."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from refcheck.model import Author
from refcheck.text.folding import fold

_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_OTHERS = "others"


def people_like(old: str, plain: str, authors: Sequence[Author], write: Callable[[str], str]) -> str | None:
    """The record's authors in place of those of `old`; None where the names cannot be told apart.

    Args:
        old: the names as the source has them.
        plain: the same names as they were read, "Family, Given".
        write: how a new name is written in the source.

    As many are listed as were where `old` ends in "others".
    """
    written, read = _AND.split(old.strip()), _AND.split(plain.strip())
    if len(written) != len(read) or not authors or not all(one.family or one.name for one in authors):
        return None
    et_al = read[-1].casefold() == _OTHERS
    if et_al:
        written, read = written[:-1], read[:-1]
    wanted = authors[: max(1, len(read))] if et_al else authors
    there: dict[str, list[str]] = {}
    for name, source in zip(read, written, strict=True):
        there.setdefault(_family(name), []).append(source)
    names = []
    for one in wanted:
        kept = there.get(fold(one.family or one.name))
        names.append(kept.pop(0) if kept else _written(one, write))
    separator = match.group() if (match := _AND.search(old)) else " and "
    return separator.join([*names, _OTHERS] if et_al and len(authors) > len(wanted) else names)


def _family(name: str) -> str:
    return fold(name.partition(",")[0].strip("{}"))


def _written(author: Author, write: Callable[[str], str]) -> str:
    if author.name:
        return f"{{{write(author.name)}}}"
    return write(f"{author.family}, {author.given}" if author.given else author.family)
