"""What a reader is, how much it may be given, and the builder that keeps track of where each character came from."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Protocol

from refcheck.model.document import Document, Mark, MarkType, Span

MAX_BYTES = 50 * 1024 * 1024
"""The largest file that is read; the longest book is a tenth of it."""

MAX_ENTRIES = 100_000
"""The most entries that are taken from one bibliography."""

Origin = tuple[tuple[int, int], ...]


class Reader(Protocol):
    """Makes a Document of the bytes of one file format.

    A reader is one module of this folder with an attribute ``READER``. A reader of a text format keeps the decoded
    file in `Document.source` and says in `Document.origin` where each run of the readable text came from. A reader of
    a binary format leaves both empty: there, offsets refer to the extracted text. Where it also says
    ``isolated = True``, its `read` is called in a child process; its name is then that of its module. The reader of a
    plugin is never isolated, since the child knows no plugins.
    """

    @property
    def name(self) -> str:
        """What `Document.format` says, "markdown"."""

    @property
    def extensions(self) -> tuple[str, ...]:
        """In lower case with the dot, (".md", ".markdown")."""

    @property
    def media_types(self) -> tuple[str, ...]:
        """As an upload states them, ("text/markdown",)."""

    def recognises(self, head: bytes, name: str) -> float:
        """How sure it is, 0 to 1, that a file which begins with `head` and is called `name` is of its format.

        Above 0.8: the content leaves no doubt. 0.5 and more: good enough to be picked up from a folder. Below: can be
        read if the user names the file. 0: not this format. Content outweighs the name.
        """

    def read(self, data: bytes, path: str) -> Document:
        """The document.

        Raises:
            UnreadableInputError: it cannot be read at all; what can be read in part is told in `Document.problems`.
        """


def has_extension(name: str, extensions: tuple[str, ...]) -> bool:
    """Whether a file name ends in one of the extensions, in upper or lower case."""
    return name.lower().endswith(extensions)


def peek(head: bytes) -> str:
    """The beginning of a file for a look at its markup: ASCII comes out right whatever the encoding."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head[:4]:
        return head.replace(b"\0", b"").decode("latin-1")[2 if head[0] >= 0xFE else 0 :]
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def unix_newlines(source: str) -> tuple[str, Origin]:
    r"""The source with every ``\r\n`` as ``\n``, and where each run of it came from (empty if nothing changed)."""
    pieces = source.split("\r\n")
    if len(pieces) == 1:
        return source, ()
    runs, start, origin = [], 0, 0
    for piece in pieces:
        runs.append((start, origin))
        start += len(piece) + 1
        origin += len(piece) + 2
        # the "\n" takes the place of the "\r": one character off, on the same line
    return "\n".join(pieces), tuple(runs)


def through(outer: Origin, inner: Origin) -> Origin:
    """Where a text came from whose source, at `outer`, itself came from `inner`."""
    if not outer or not inner:
        return outer or inner
    starts = [start for start, _ in inner]
    runs: list[tuple[int, int]] = []
    for number, (start, middle) in enumerate(outer):
        run = bisect_right(starts, middle) - 1
        runs.append((start, inner[run][1] + middle - inner[run][0]))
        end = outer[number + 1][0] if number + 1 < len(outer) else None
        for inner_start, source in inner[run + 1 :]:
            at = start + inner_start - middle
            if end is not None and at >= end:
                break
            runs.append((at, source))
    return tuple(runs)


def _tight(span: Span, text: str) -> Span:
    """A span without the white space at its ends; no more is looked at than a page may sensibly have there."""
    head, tail = text[span.start : min(span.end, span.start + 40)], text[max(span.start, span.end - 40) : span.end]
    start, end = span.start + len(head) - len(head.lstrip()), span.end - len(tail) + len(tail.rstrip())
    return Span(start, max(start, end))


_SPACE = re.compile(r"[ \t\n\r\f]+")


def _is_chinese(character: str) -> bool:
    return "\u3000" <= character <= "\u303f" or "\u4e00" <= character <= "\u9fff" or "\uff00" <= character <= "\uffef"


class TextBuilder:
    """Puts the readable text together from pieces of the source, and remembers where each came from.

    Pieces are added in the order of the source. `position` is the offset that the next piece will have.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._runs: list[tuple[int, int]] = []
        self._follows = -1  # the source offset at which the present run would go on
        self._tail = ""  # the last two characters, for line and paragraph ends
        self._space = -1  # the source offset of white space not yet written
        self._wrapped = False  # whether that white space has a line end in it
        self.position = 0
        self.marks: list[Mark] = []

    def add(self, text: str, source: int) -> None:
        """Add characters that stand in the source, at `source`, as they are."""
        if not text:
            return
        if source != self._follows:
            self._runs.append((self.position, source))
        self._append(text)
        self._follows = source + len(text)

    def insert(self, text: str, source: int) -> None:
        """Add characters that the source does not have, or has in another form, at `source`."""
        if not text:
            return
        before = self._runs[-1][1] if self._runs else 0
        self._runs.append((self.position, max(before, self._follows, source)))  # places never go back
        self._append(text)
        self._follows = -1

    def flow(self, text: str, source: int) -> None:
        """Add text whose white space means no more than a blank, as in HTML."""
        at = 0
        for blank in _SPACE.finditer(text):
            if blank.group() == " " and at < blank.start() and blank.end() < len(text):
                continue  # a single blank between words stays in the run
            self._word(text[at : blank.start()], source + at)
            if self._space < 0:
                self._space = source + blank.start()
                self._wrapped = "\n" in blank.group()
            at = blank.end()
        self._word(text[at:], source + at)

    def flow_decoded(self, text: str, source: int) -> None:
        """Add a decoded character of flowing text: an entity."""
        self._write_space()
        self.insert(text, source)

    def drop_space(self) -> None:
        """Leave out white space of flowing text that stands here: at the end of a paragraph."""
        self._space = -1

    def end_line(self, source: int) -> None:
        """See to it that the next piece begins a line."""
        self._space = -1
        if self.position and not self._tail.endswith("\n"):
            self.insert("\n", source)

    def end_paragraph(self, source: int) -> None:
        """See to it that an empty line stands before the next piece."""
        self.end_line(source)
        if self.position and self._tail != "\n\n":
            self.insert("\n", source)

    def end_cell(self, source: int) -> None:
        """Set the next cell of a table off from the one before it."""
        self._space = -1
        if self.position and not self._tail.endswith("\n"):
            self.insert("\t", source)

    def mark(self, kind: MarkType, start: int, value: str = "", end: int | None = None) -> None:
        """Mark the text from `start` to `end` or, without it, to here; an empty stretch is marked only by a comment."""
        span = Span(start, self.position if end is None else end)
        if span.start < span.end or kind is MarkType.COMMENT:
            self.marks.append(Mark(kind, span, value))

    def since(self, position: int) -> str:
        """What was put together from an offset on."""
        pieces: list[str] = []
        at = self.position
        while at > position and len(pieces) < len(self._pieces):
            pieces.append(self._pieces[-1 - len(pieces)])
            at -= len(pieces[-1])
        return "".join(reversed(pieces))[max(0, position - at) :]

    @property
    def text(self) -> str:
        """What was put together."""
        return "".join(self._pieces)

    @property
    def origin(self) -> Origin:
        """Where it came from, as `Document.origin` wants it."""
        return tuple(self._runs)

    def sorted_marks(self) -> tuple[Mark, ...]:
        """The marks in order of position, the wider before the narrower, white space at their ends left out."""
        text = self.text
        tight = (Mark(mark.type, _tight(mark.span, text), mark.value) for mark in self.marks)
        wanted = (mark for mark in tight if mark.span.start < mark.span.end or mark.type is MarkType.COMMENT)
        return tuple(sorted(wanted, key=lambda mark: (mark.span.start, -mark.span.end)))

    def _word(self, text: str, source: int) -> None:
        if text:
            if self._wrapped and _is_chinese(text[0]) and _is_chinese(self._tail[-1:]):
                self._space = -1  # Chinese has no blank where a line of the source ends
            self._write_space()
            self.add(text, source)

    def _write_space(self) -> None:
        if self._space >= 0 and self.position and not self._tail.endswith(("\n", "\t")):
            self.insert(" ", self._space)
            self._follows = self._space + 1
        self._space = -1
        self._wrapped = False

    def _append(self, text: str) -> None:
        self._pieces.append(text)
        self._tail = (self._tail + text[-2:])[-2:]
        self.position += len(text)
