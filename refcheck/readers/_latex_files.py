r"""What a LaTeX document is made of: ``\input`` puts files in, ``\bibliography`` names .bib files."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import cast

from refcheck.errors import UnreadableInputError
from refcheck.model.document import Entry, Span
from refcheck.readers._beside import Beside, NotFollowedError
from refcheck.readers._latex_bbl import bbl_entries
from refcheck.readers._tagged import line_finder
from refcheck.readers.base import Origin, through
from refcheck.readers.bibtex import READER as BIBTEX

_COMMAND = re.compile(
    r"\\[^A-Za-z]"
    r"|%[^\n]*"
    r"|\\begin\s{0,9}\{(?P<hidden>verbatim\*?|Verbatim|lstlisting|minted|comment|filecontents\*?)\}"
    r"|\\(?P<put>input|include|subfile)(?![A-Za-z])\s{0,9}(?:\{(?P<braced>[^{}\n]{1,300})\}|(?P<bare>[^\s{}%\\]{1,300}))"
    r"|\\(?P<bib>bibliography|nobibliography|addbibresource|addglobalbib|addsectionbib)\*?\s{0,9}"
    r"(?:\[[^\[\]\n]{0,300}\]\s{0,9})?\{(?P<bibs>[^{}]{1,2000})\}"
    r"|\\(?P<print>printbibliography|bibbysection|printbibheading)(?![A-Za-z])",
    re.DOTALL,
)
_FILECONTENTS = re.compile(r"(?:\[[^\[\]\n]{0,100}\])?\{([^{}\n]{1,200})\}")
_DEEPEST = 10
_LONGEST = 50_000_000


@dataclass
class Expanded:
    """A document with its files put in.

    Attributes:
        pieces: the text, file by file.
        runs: where in the text each stretch begins and where it stands in the main file: from its start on, or, if it
            was put in, all of it at the command that names its file.
        entries: those of the .bib files, by key.
        problems: which files were not followed, and why.
    """

    pieces: list[str] = field(default_factory=list)
    runs: list[tuple[int, int | Span]] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    length: int = 0

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self.pieces)

    def origin(self, runs: Origin, length: int) -> Origin:
        """Where in the main file a text stands that came from this one, at `runs`; it has `length` characters."""
        if len(self.runs) < 2:
            return runs
        starts = [start for start, _ in self.runs]
        placed: list[tuple[int, int]] = []
        command: Span | None = None
        for start, at in [*through(runs, tuple((each, each) for each in starts)), (length, self.length)]:
            begin, stands = self.runs[bisect_right(starts, at) - 1]
            if command and stands is not command and placed and start - 1 > placed[-1][0]:
                placed.append((start - 1, command.end))  # what was put in goes no further than its command
            command = stands if isinstance(stands, Span) else None
            placed.append((start, command.start if command else cast("int", stands) + at - begin))
        return tuple(placed[:-1]) if command is None else tuple(placed)


def expand(text: str, beside: Beside | None) -> Expanded:
    """Follow what a document names; without a folder nothing is followed, and told so."""
    expansion = _Expansion(beside, Expanded())
    expansion.write(text, None, "", 0)
    return expansion.made


class _Expansion:
    """Puts a document together."""

    def __init__(self, beside: Beside | None, made: Expanded) -> None:
        self.made = made
        self._beside = beside
        self._contained: dict[str, str] = {}  # files that the document brings along (filecontents)
        self._no_end: set[str] = set()

    def write(self, text: str, place: Span | None, name: str, depth: int) -> None:
        """Write a file; `place` is where in the main file it is put in, None for the main file itself."""
        line_of = line_finder(text)
        done = at = 0
        while match := _COMMAND.search(text, at):
            at = match.end()
            where = f"{name}, line {line_of(match.start())}" if name else f"line {line_of(match.start())}"
            here = place or Span(*match.span())
            if hidden := match["hidden"]:
                at = self._hidden(text, hidden, at)
            elif match["put"]:
                self._piece(text[done : match.start()], done if place is None else place)
                done = at
                self._put(match["braced"] or match["bare"], here, where, depth)
            elif match["bib"]:
                for bib in match["bibs"].split(","):
                    self._bibliography(bib.strip(), where)
            if (match["print"] or match["bib"] == "bibliography") and not self.made.entries and self._beside:
                self._piece(text[done:at], done if place is None else place)
                done = at
                self._compiled(here, depth)
        self._piece(text[done:], done if place is None else place)

    def _piece(self, text: str, origin: int | Span) -> None:
        if text:
            self.made.pieces.append(text)
            self.made.runs.append((self.made.length, origin))
            self.made.length += len(text)

    def _hidden(self, text: str, environment: str, at: int) -> int:
        """Where an environment ends whose text is not LaTeX; files in it are kept."""
        end = -1 if environment in self._no_end else text.find(f"\\end{{{environment}}}", at)
        if end < 0:
            self._no_end.add(environment)
            return at
        if environment.startswith("filecontents") and (named := _FILECONTENTS.match(text, at)):
            self._contained[named[1].strip()] = text[named.end() : end]
        return end

    def _put(self, name: str, place: Span, where: str, depth: int) -> None:
        if depth >= _DEEPEST or self.made.length > _LONGEST:
            self.made.problems.append(f"{where}: {name!r} was not read: files name each other too deeply")
            return
        try:
            text = self._text(name, (".tex", ".ltx", ".bbl"))
        except NotFollowedError as error:
            self.made.problems.append(f"{where}: {name!r} was not read: {error}")
            return
        self.write(text, place, name, depth + 1)

    def _text(self, name: str, extensions: tuple[str, ...]) -> str:
        if name in self._contained:
            return self._contained[name]
        if self._beside is None:
            raise NotFollowedError("the document was given without its folder")
        return self._beside.text(name, extensions)

    def _bibliography(self, name: str, where: str) -> None:
        try:
            if (contained := self._contained.get(name, self._contained.get(f"{name}.bib"))) is not None:
                data = contained.encode()
            elif self._beside is None:
                raise NotFollowedError("the document was given without its folder")  # noqa: TRY301
            else:
                data = self._beside.data(name, (".bib",))
            bibliography = BIBTEX.read(data, name)
        except NotFollowedError as error:
            self.made.problems.append(f"{where}: the bibliography {name!r} was not read: {error}")
            return
        except UnreadableInputError as error:
            self.made.problems.append(f"{where}: the bibliography {name!r} was not read: {error.reason}")
            return
        for entry in bibliography.entries:
            self.made.entries.setdefault(entry.key, entry)

    def _compiled(self, place: Span, depth: int) -> None:
        """Put in the list that LaTeX made of .bib files that are not there, as articles on arXiv come."""
        if self._beside is None or depth >= _DEEPEST:
            return
        try:
            text = self._beside.text(f"{self._beside.stem}.bbl", (".bbl",))
        except NotFollowedError:
            return
        entries = bbl_entries(text)
        if entries:
            self.made.entries.update((entry.key, entry) for entry in entries)
        else:
            self.write(text, place, f"{self._beside.stem}.bbl", depth + 1)
