"""LaTeX's source as what reads it wants it: groups, arguments and addresses, each found without searching twice."""

from __future__ import annotations

import re

_BLANK = re.compile(r"[ \t]{0,200}\n?[ \t]{0,200}")
_BRACKET_OR_BRACE = re.compile(r"[\]{]")
_BRACE = re.compile(r"\\(?:url|href|path|nolinkurl|doi)\s{0,9}(\{[^{}\n]{0,2000}\})|\\.|%[^\n]*|[{}]", re.DOTALL)
_MOST_OPTIONAL = 1000


class Source:
    """LaTeX that is being read.

    Attributes:
        text: all of it.
        stop: where the stretch ends that is being read; what begins before it and ends after it is no argument.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.stop = len(text)
        self._closing = _pairs(text)
        self._ends: dict[str, int] = {}

    def skip_blank(self, at: int) -> int:
        """Where the blanks end that begin here, over at most one line end."""
        blank = _BLANK.match(self.text, at)
        return blank.end() if blank else at

    def group(self, at: int) -> tuple[int, int] | None:
        """The inside of the group that begins here, blanks apart."""
        start = self.skip_blank(at)
        end = self._closing.get(start, -1)
        return (start + 1, end) if 0 <= end < self.stop else None

    def optional(self, at: int) -> int:
        """Where the optional arguments end that begin here; `at` if there are none."""
        while True:
            start = self.skip_blank(at)
            if not self.text.startswith("[", start):
                return at
            limit = min(start + _MOST_OPTIONAL, self.stop)
            stopped = _BRACKET_OR_BRACE.search(self.text, start + 1, limit)
            while stopped and stopped[0] == "{":
                stopped = _BRACKET_OR_BRACE.search(self.text, self.closing(stopped.start()) + 1, limit)
            if stopped is None:
                return at
            at = stopped.end()

    def skip_arguments(self, at: int, count: int) -> int:
        """Where a number of arguments end that begin here, the optional ones among them not counted."""
        at = self.optional(at)
        for _ in range(count):
            group = self.group(at)
            if group is None:
                return at
            at = self.optional(group[1] + 1) if count > 1 else group[1] + 1
        return at

    def closing(self, start: int) -> int:
        """Where the group ends whose brace is at `start`; the same place if it does not."""
        return self._closing.get(start, start)

    def end_of(self, environment: str, at: int) -> int:
        r"""Where the ``\end`` of an environment is, -1 if there is none: then it hides nothing."""
        ending = f"\\end{{{environment}}}"
        known = self._ends.get(ending, -2)
        if known != -1 and known < at:
            known = self._ends[ending] = self.text.find(ending, at, self.stop)
        return known


def _pairs(source: str) -> dict[int, int]:
    """The offset of the closing brace for that of each opening one."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for match in _BRACE.finditer(source):
        if match[1]:  # an address, in which "%" begins no comment
            pairs[match.start(1)] = match.end(1) - 1
        elif match[0] == "{":
            opened.append(match.start())
        elif match[0] == "}" and opened:
            pairs[opened.pop()] = match.start()
    return pairs


def address(written: str) -> str:
    r"""An address without LaTeX's escapes and line ends: ``10.1007/978\_3`` and ``\%20``."""
    plain = re.sub(r"\\(?:nolinkurl|url|path|detokenize)\s{0,9}(?=\{)", "", written.replace("\\textunderscore", "_"))
    return re.sub(r"\\([_%&#$~^{}])|[{}]|%\n\s*|\s+", lambda match: match[1] or "", plain)
