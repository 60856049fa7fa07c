"""A list of works in YAML, entry by entry, so that a broken one costs only itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from refcheck.readers._tagged import line_finder
from refcheck.readers._yaml import BrokenYamlError, Node, parse
from refcheck.readers.base import MAX_ENTRIES


def entries_of(text: str, begins: re.Pattern[str], problems: list[str], *, start: int = 0) -> Iterator[Node]:
    """The tree of each entry.

    Args:
        text: with line feeds.
        begins: what an entry begins with, at the beginning of a line.
        problems: takes what cannot be read.
        start: where in `text` the first entry may begin.
    """
    line_of = line_finder(text)
    starts = [match.start() for match in begins.finditer(text, start)]
    for number, (begin, end) in enumerate(pairwise([*starts, len(text)])):
        if number >= MAX_ENTRIES:
            problems.append(f"more than {MAX_ENTRIES} entries; the rest was passed over")
            return
        try:
            node = parse(text[begin:end], begin)
        except BrokenYamlError as error:
            at = f"line {line_of(error.at)}: the entry that begins in line {line_of(begin)}"
            problems.append(f"{at} is broken and was passed over: {error.reason}")
            continue
        if node:
            yield node
