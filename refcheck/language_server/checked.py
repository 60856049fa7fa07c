"""What came of checking a document that is open in an editor: the findings, and where they stand there."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar, cast

from lsprotocol.types import PositionEncodingKind, Range

from refcheck.fix import Rewritten, rewrite
from refcheck.formats.translation import Translator
from refcheck.language_server.buffers import Buffer
from refcheck.language_server.positions import Positions
from refcheck.model import CheckedDocument, Document, Finding, Span

T = TypeVar("T")

_PUTS_IN = re.compile(r"\\(?:input|include|subfile)(?![A-Za-z])\s{0,9}(?:\{[^{}\n]{1,300}\}|[^\s{}%\\]{1,300})")
_MARK = "\ufeff"  # a byte order mark, which a reader takes off


@dataclass(frozen=True, eq=False)
class Checked:
    """A version of a document and what was found in it.

    Attributes:
        root: the project's folder.
        others: what else was open.
        document: None where it could not be read; `problem` then says why.
        named: every file that it names; when one of them changes, it is checked again.
        answered, unanswered: the sources that did, and those that did not.
        uniform: whether imprecise abbreviations of journals are put right.
    """

    buffer: Buffer
    root: Path
    others: tuple[Buffer, ...] = ()
    lang: str = "en"
    encoding: PositionEncodingKind | str = PositionEncodingKind.Utf16
    document: CheckedDocument | None = None
    problem: str = ""
    named: frozenset[Path] = frozenset()
    answered: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    uniform: bool = True
    _known: dict[Hashable, object] = field(default_factory=dict, repr=False)

    @cached_property
    def positions(self) -> Positions:
        """Where offsets are in the editor's text."""
        return Positions(self.buffer.text, self.encoding)

    @cached_property
    def say(self) -> Translator:
        """The language of the settings."""
        return Translator(self.lang)

    @property
    def shift(self) -> int:
        """How far the editor's text is ahead of the source as it was read."""
        return len(self.buffer.text[:1]) if self.buffer.text.startswith(_MARK) else 0

    def stretch(self, span: Span) -> Span:
        """Where a span of the document's text stands in the editor's text."""
        if self.document is None:
            return Span(0, 0)
        read = self.document.article.document
        place = read.place(span)
        start, end = place.start + self.shift, place.end + self.shift
        if self.buffer.text[start:end] != read.text[span.start : span.end]:
            # It is written otherwise than it reads, as \cite{key} is: then it goes on to where the next text begins,
            # or for text that \input{file} puts in, to the end of that command.
            behind = min(read.source_offset(span.end) + self.shift, self.positions.end_of_line(end))
            end += len(self.buffer.text[end:behind].rstrip())
            if command := _PUTS_IN.match(self.buffer.text, start):
                end = max(end, command.end())
        return Span(start, end)

    def range(self, span: Span) -> Range:
        """The same, as a range."""
        stretch = self.stretch(span)
        return self.positions.range(stretch.start, stretch.end)

    def read_as(self, text: str) -> Document:
        """The document that it would be with another text.

        Raises:
            UnreadableInputError: it would be none.
        """
        return dataclasses.replace(self.buffer, text=text).read(self.root, self.others)[0]

    def findings(self) -> Iterator[Finding]:
        """Those that count."""
        if self.document is not None:
            yield from (finding for finding in self.document.findings if not finding.suppressed)

    def once(self, key: Hashable, work: Callable[[], T]) -> T:
        """What takes a moment to work out, and is asked for whenever the cursor moves."""
        if key not in self._known:
            self._known[key] = work()
        return cast("T", self._known[key])

    @cached_property
    def safe_fixes(self) -> Rewritten:
        """What can be put right without an eye on it, all of it together. Reads the document again."""
        if self.document is None:
            return Rewritten(self.buffer.data)
        return rewrite(self.buffer.data, self.document, unsafe=False, uniform=self.uniform)
