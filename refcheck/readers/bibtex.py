"""BibTeX and BibLaTeX: bibtexparser splits the file, and each entry and value is then located in it.

The text is the file itself. A line, or a block of lines, that begins with ``%`` is a comment: BibTeX says otherwise
inside entries, but that is what people mean by it.
"""

from __future__ import annotations

import calendar
import logging
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from refcheck.model.document import Document, Entry, Mark, MarkType, Span
from refcheck.readers.base import MAX_ENTRIES, has_extension, peek, unix_newlines
from refcheck.readers.encoding import decode, is_binary

if TYPE_CHECKING:
    from bibtexparser import model

logging.getLogger("bibtexparser").addHandler(logging.NullHandler())  # what it would print stands in `problems`

_ENTRY = re.compile(r"^[ \t]*@[ \t]*([A-Za-z]{2,40})[ \t]*[{(][ \t]*[^\s{}()\"]{0,200}[ \t]*[,=]", re.MULTILINE)
_START = re.compile(r"\A(?:[ \t]*(?:%[^\n]*)?\n){0,200}[ \t]*@[A-Za-z]{2,40}[ \t]*[{(]")
# Whole lines, and what stands behind the comma of a field: ``year = {2012},  % as printed``.
_COMMENT_LINES = re.compile(r"(?:^[ \t]*%[^\n]*(?:\n|\Z))+|(?<=[}\"\w],)[ \t]+%[^\n]*", re.MULTILINE)
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_NEXT_FIELD = re.compile(r"\s*([A-Za-z][\w-]{0,40})\s*=")
_MONTHS = {name.lower(): calendar.month_name[number] for number, name in enumerate(calendar.month_abbr) if number}
_SAME = {"journaltitle": "journal", "date": "year", "issue": "number", "eprinttype": "archiveprefix"}
"""BibLaTeX's names of BibTeX's fields, used where the entry lacks the latter."""
_UNUSED = frozenset({"abstract", "file", "keywords", "annote", "annotation"})
_ADDRESSES = frozenset({"doi", "url", "eprint", "pmid", "pmcid", "isbn", "issn", "crossref"})
_NAMES = frozenset({"author", "editor"})
_NOT_INHERITED = frozenset({"title", "subtitle", "author", "crossref", "doi", "url", "pages", "pmid", "pmcid"})
_MAX_DEPTH = 40
_MAX_DECODED = 20_000


class BibtexReader:
    """Reads .bib files."""

    name = "bibtex"
    extensions = (".bib", ".bibtex")
    media_types = ("application/x-bibtex", "text/x-bibtex")

    def recognises(self, head: bytes, name: str) -> float:
        """A file that begins with an entry is certain."""
        if is_binary(head):
            return 0.0
        beginning = peek(head).replace("\r\n", "\n")
        if _START.match(beginning) and _ENTRY.search(beginning):
            return 0.9
        return 0.65 if has_extension(name, self.extensions) else 0.3 if _ENTRY.search(beginning) else 0.0

    def read(self, data: bytes, path: str) -> Document:
        """The entries with their fields; a broken one is named in the problems and costs only itself."""
        decoded = decode(data, path)
        text, origin = unix_newlines(decoded.text)
        bibliography = _Bibliography(text)
        bibliography.read()
        return Document(
            path=path,
            format=self.name,
            text=text,
            source=decoded.text,
            origin=origin,
            marks=tuple(sorted(bibliography.marks, key=lambda mark: mark.span)),
            entries=tuple(_inherit(bibliography.entries)),
            encoding=decoded.encoding,
            problems=(*decoded.problems, *bibliography.problems),
        )


@dataclass
class _Bibliography:
    """What has been read of a file."""

    text: str
    entries: list[Entry] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    _strings: dict[str, str] = field(default_factory=lambda: dict(_MONTHS))
    _keys: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", self.text))]

    def read(self) -> None:
        """Split the file and read each block."""
        from bibtexparser.entrypoint import parse_string  # noqa: PLC0415 - slow to load, and needed for BibTeX alone

        masked = self._without_comments()
        at = 0
        for block in parse_string(masked, parse_stack=[]).blocks:
            raw = block.raw or ""
            at = masked.find(raw, at) if raw else at
            self._block(block, raw, at)
            at += len(raw)
            if len(self.entries) >= MAX_ENTRIES:
                self.problems.append(
                    f"line {self._line(at)}: more than {MAX_ENTRIES} entries; the rest was passed over"
                )
                return

    def _without_comments(self) -> str:
        """The text with comment lines blanked out, which are marked."""

        def blank(lines: re.Match[str]) -> str:
            whole = lines.group()
            if whole.count("{") != whole.count("}"):
                return whole  # a line of a value that happens to begin so
            at = lines.start()
            for line in whole.splitlines(keepends=True):
                span = Span(at + len(line) - len(line.lstrip()), at + len(line.rstrip()))
                self.marks.append(Mark(MarkType.COMMENT, span, line.strip().lstrip("%").strip()))
                at += len(line)
            return re.sub(r"[^\n]", " ", whole)

        return _COMMENT_LINES.sub(blank, self.text)

    def _line(self, at: int) -> int:
        return bisect_right(self._line_starts, at)

    def _block(self, block: Any, raw: str, at: int) -> None:
        from bibtexparser import model  # noqa: PLC0415

        line = self._line(at)
        if isinstance(block, model.DuplicateBlockKeyBlock):
            block = block.ignore_error_block
        if isinstance(block, model.DuplicateFieldKeyBlock):
            named = ", ".join(sorted(block.duplicate_keys))
            self.problems.append(f"line {line}: {named} is given more than once in one entry; the first one counts")
            block = block.ignore_error_block
        if isinstance(block, model.Entry):
            if block.key in self._keys:
                self.problems.append(f"line {line}: the key {block.key!r} is used more than once")
            self._keys.add(block.key)
            self._entry(block, raw, at)
        elif isinstance(block, model.String):
            pieces, _ = self._value(block.value, 0)
            self._strings.setdefault(block.key.lower(), "".join(text for text, _ in pieces))
        elif isinstance(block, model.ExplicitComment):
            self.marks.append(Mark(MarkType.COMMENT, Span(at, at + len(raw)), block.comment))
        elif isinstance(block, model.ParsingFailedBlock):
            key = re.match(r"@\s*\w+\s*[{(]\s*([^\s,{}]{1,80})", raw)
            name = f"the entry {key.group(1)!r}" if key else "an entry"
            self.problems.append(f"line {line}: {name} is broken and was passed over: {_reason(block)}")

    def _entry(self, block: model.Entry, raw: str, at: int) -> None:
        fields: dict[str, str] = {}
        spans: dict[str, Span] = {}
        here = raw.find(",") + 1
        for each in block.fields:
            here = raw.index("=", raw.index(each.key, here) + len(each.key)) + 1
            here += len(raw[here : here + 1000]) - len(raw[here : here + 1000].lstrip())
            here = raw.find(each.value, here)
            for name, text, span in self._fields(each.key, each.value, at + here):
                if name not in fields and name not in _UNUSED:
                    fields[name] = _plain(name, text)
                    spans[name] = span
            here += len(each.value)
        for theirs, ours in _SAME.items():
            if theirs in fields and ours not in fields:
                fields[ours], spans[ours] = fields.pop(theirs), spans.pop(theirs)
        if year := re.match(r"[0-9]{4}(?=[-/~?.])", fields.get("year", "")):
            fields["year"] = year.group()
            spans["year"] = Span(spans["year"].start, spans["year"].start + 4)
        if fields.get("archiveprefix", "").lower() in {"pubmed", "pmid"} and "eprint" in fields:
            fields.setdefault("pmid", fields["eprint"])
            spans.setdefault("pmid", spans["eprint"])
        self.entries.append(
            Entry(
                key=block.key,
                type=block.entry_type.lower(),
                fields=MappingProxyType(fields),
                span=Span(at, at + len(raw)),
                field_spans=MappingProxyType(spans),
            )
        )

    def _fields(self, key: str, value: str, at: int) -> Iterator[tuple[str, str, Span]]:
        """A field, and those that follow it without the comma that should stand between."""
        name = key.lower()
        while True:
            pieces, end = self._value(value, at)
            if pieces:
                span = Span(pieces[0][1].start, pieces[-1][1].end)
                yield name, "".join(text for text, _ in pieces), span
            following = _NEXT_FIELD.match(value, end)
            if not pieces or not following:
                return
            self.problems.append(f"line {self._line(at + end)}: a comma is missing after the field {name!r}")
            name, at, value = following.group(1).lower(), at + following.end(), value[following.end() :]

    def _value(self, value: str, at: int) -> tuple[list[tuple[str, Span]], int]:
        """The pieces of a value, ``{a} # "b" # jan``, each with its span without the delimiters, and where they end."""
        pieces: list[tuple[str, Span]] = []
        here = 0
        while True:
            here += len(value[here:]) - len(value[here:].lstrip())
            if here >= len(value):
                return pieces, here
            first = value[here]
            if first in '{"':
                end = _closing(value, here)
                pieces.append((value[here + 1 : end], Span(at + here + 1, at + end)))
                here = end + 1
            else:
                word = re.compile(r"[^\s#{}\",=]{1,2000}").match(value, here)
                if word is None:
                    return pieces, here
                text = self._strings.get(word.group().lower(), word.group())
                pieces.append((text, Span(at + here, at + word.end())))
                here = word.end()
            joined = re.compile(r"\s*#").match(value, here)
            if joined is None:
                return pieces, here
            here = joined.end()


def _closing(value: str, start: int) -> int:
    """Where the delimiter is that closes the one at `start`; the end of the value if it is missing."""
    quoted = value[start] == '"'
    depth = 0
    for match in re.compile(r"\\.|[{}\"]", re.DOTALL).finditer(value, start + 1):
        character = match.group()
        if character == "{":
            depth += 1
        elif character == "}" and (depth or not quoted):
            if depth == 0:
                return match.start()
            depth -= 1
        elif character == '"' and quoted and depth == 0:
            return match.start()
    return len(value)


def _reason(block: model.ParsingFailedBlock) -> str:
    """Why an entry could not be read, in a user's words."""
    told = str(getattr(block.error, "abort_reason", block.error))
    if "block start" in told or "end of file" in told:
        return "a closing brace or quotation mark is missing"
    return " ".join(told.split()).rstrip(".")


def _plain(name: str, value: str) -> str:
    """A value as plain text."""
    if name in _NAMES:
        return " and ".join(filter(None, (_person(each) for each in _people(value))))
    if name in _ADDRESSES:  # no dashes or accents are meant here
        address = re.sub(r"\\url\s*\{([^{}]*)\}", r"\1", value)
        return " ".join(re.sub(r"\\([_%&#$~^{}])", r"\1", address.replace("{\\_}", "_")).strip("{} \n\t").split())
    return decode_latex(value)


def decode_latex(value: str) -> str:
    r"""LaTeX to characters: ``\"o``, ``{\'e}``, ``\textit{x}``, ``--``."""
    if any(special in value for special in "\\${}~") or "--" in value or "``" in value:
        if len(value) > _MAX_DECODED or _depth(value) > _MAX_DEPTH:
            value = re.sub(r"[{}]", "", value)
        else:
            value = _decoder()(re.sub(r"(?<!\\)%", r"\\%", value))
    return " ".join(value.split())


@cache
def _decoder() -> Callable[[str], str]:
    from pylatexenc.latex2text import LatexNodes2Text  # noqa: PLC0415 - slow to load, and few values have any LaTeX
    from pylatexenc.latexwalker import LatexWalkerError  # noqa: PLC0415

    decoder = LatexNodes2Text(math_mode="text", strict_latex_spaces=False)

    def characters(value: str) -> str:
        try:
            return str(decoder.latex_to_text(value))
        except LatexWalkerError:
            return re.sub(r"[{}]", "", value)

    return characters


def _depth(value: str) -> int:
    depth = deepest = 0
    for brace in re.findall(r"[{}]", value):
        depth += 1 if brace == "{" else -1
        deepest = max(deepest, depth)
    return deepest


def _people(value: str) -> list[str]:
    """The names of a list; an "and" inside braces belongs to a name."""
    braces = [(match.start(), match.group()) for match in re.finditer(r"[{}]", value)]
    names, begin, depth, brace = [], 0, 0, 0
    for separator in _AND.finditer(value):
        while brace < len(braces) and braces[brace][0] < separator.start():
            depth += 1 if braces[brace][1] == "{" else -1
            brace += 1
        if depth == 0:
            names.append(value[begin : separator.start()])
            begin = separator.end()
    return [name.strip() for name in (*names, value[begin:]) if name.strip()]


def _person(name: str) -> str:
    """A name as "Family, Given" with particles before the family name and "Jr" after the given; a group in braces."""
    if name.startswith("{") and _closing(name, 0) == len(name) - 1:
        inside = decode_latex(name[1:-1])
        return f"{{{inside}}}" if " " in inside else inside
    if len(name) > 1000 or _depth(name) > _MAX_DEPTH:
        return decode_latex(name)
    from bibtexparser.middlewares.names import parse_single_name_into_parts  # noqa: PLC0415

    parts = parse_single_name_into_parts(name, strict=False)
    family = decode_latex(" ".join((*parts.von, *parts.last)))
    given = decode_latex(" ".join((*parts.first, *parts.jr)))
    return f"{family}, {given}" if family and given else family or given


def _inherit(entries: list[Entry]) -> Iterator[Entry]:
    """The entries, with what those that name another by `crossref` take from it."""
    by_key: Mapping[str, Entry] = {entry.key.lower(): entry for entry in reversed(entries)}
    for entry in entries:
        parent = by_key.get(entry.fields.get("crossref", "").lower())
        if parent is None or parent is entry:
            yield entry
            continue
        taken = {name: value for name, value in parent.fields.items() if name not in _NOT_INHERITED}
        if "title" in parent.fields:
            taken["booktitle"] = parent.fields.get("booktitle", parent.fields["title"])
        yield Entry(entry.key, entry.type, MappingProxyType({**taken, **entry.fields}), entry.span, entry.field_spans)


READER = BibtexReader()
