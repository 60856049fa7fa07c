"""Markdown: CommonMark with tables, footnotes, front matter, superscripts, HTML and Pandoc's citations.

Each character of the readable text keeps its place in the source.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from refcheck.model.document import Document, FormatCitation, Mark, MarkType, Span
from refcheck.readers._beside import Beside
from refcheck.readers._carried import carried_over
from refcheck.readers._markup import MarkupText
from refcheck.readers._pandoc import works_of
from refcheck.readers.base import TextBuilder, has_extension, peek, through, unix_newlines
from refcheck.readers.encoding import decode, is_binary

if TYPE_CHECKING:
    from markdown_it.token import Token

_SIGNS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"\A---\n(?:[^\n]{0,500}\n){1,60}?---\n",
        r"^#{1,6} \S",
        r"\]\(https?://",
        r"^```",
        r"^\[\^[^\]\s]{1,40}\]:",
        r"^\|[ :|-]{3,}\|$",
        r"\[@[\w:.-]{1,80}[\];]",
    )
)
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_TITLE = re.compile(r"^title:[ \t]*([^\n]*)$", re.MULTILINE | re.IGNORECASE)
_DATE = re.compile(r"^date:[ \t]*[\"']?(\d{4}(?:-\d{2}){0,2})\b", re.MULTILINE | re.IGNORECASE)
_LABEL = re.compile(r"[ \t>]*(?:[-*+][ \t]+)*(\d{1,9}[.)])")
_CITED_GROUP = re.compile(r"\[[^\[\]@\n]{0,200}@[^\[\]\n]{1,500}\]")
_CITED_KEY = re.compile(r"(?<![\w.@/\\])-?@(?:\{([^{}\s]{1,200})\}|(\w(?:[\w:.#$%&+?<>~/-]{0,200}\w)?))")
_KINDS = {"em": MarkType.ITALIC, "strong": MarkType.BOLD, "sup": MarkType.SUPERSCRIPT, "link": MarkType.LINK}


class MarkdownReader:
    """Reads Markdown and its common extensions."""

    name = "markdown"
    extensions = (".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd")
    media_types = ("text/markdown", "text/x-markdown")

    def recognises(self, head: bytes, name: str) -> float:
        """By its name, or by two kinds of signs that plain text hardly has."""
        if is_binary(head):
            return 0.0
        beginning = peek(head).replace("\r\n", "\n")
        signs = sum(1 for sign in _SIGNS if sign.search(beginning))
        return 0.7 if has_extension(name, self.extensions) else 0.6 if signs > 1 else 0.05

    def read(self, data: bytes, path: str) -> Document:
        """The text as it reads when rendered; lines stay as they were written, paragraphs end in an empty line."""
        return self.read_beside(data, path, None)

    def read_beside(self, data: bytes, path: str, beside: Beside | None) -> Document:
        """The document, with the works that it cites of the bibliographies that its front matter names."""
        decoded = decode(data, path)
        content, newlines = unix_newlines(decoded.text)
        content = content.replace("\0", "\ufffd")
        writer = _Writer(content)
        writer.write()
        text, marks = writer.builder.text, writer.builder.sorted_marks()
        headings = [mark for mark in marks if mark.type is MarkType.HEADING]
        first = min(headings, key=lambda mark: (mark.value != "1", mark.span.start), default=None)
        citations = _citations(text, marks)
        works, problems = works_of(writer.front_matter, beside)
        return Document(
            path=path,
            format=self.name,
            text=text,
            source=decoded.text,
            origin=through(writer.builder.origin, newlines),
            marks=marks,
            entries=tuple(carried_over(works, citations)),
            citations=citations,
            title=writer.title or (text[first.span.start : first.span.end] if first else ""),
            date=date[1] if (date := _DATE.search(writer.front_matter)) else "",
            encoding=decoded.encoding,
            problems=(*decoded.problems, *problems),
        )


class _Writer:
    """Writes the tokens of one document to a builder."""

    def __init__(self, content: str) -> None:
        self.builder = TextBuilder()
        self.title = ""
        self.front_matter = ""
        self._content = content
        self._markup = MarkupText(self.builder)
        self._lines = [0, *(match.end() for match in re.finditer("\n", content))]
        self._line = 0  # the line of the block that is being written
        self._cursor = 0  # where the next block's text can begin
        self._lists: list[int | None] = []
        self._open: list[tuple[int, str]] = []
        self._definitions: list[tuple[int, int, str]] = []

    def write(self) -> None:
        """Write everything."""
        from refcheck.readers._markdown_parser import parse  # noqa: PLC0415 - slow to load, needed for Markdown alone

        env: dict[str, Any] = {}
        tokens = parse(self._content, env)
        references = [(label, ref["map"]) for label, ref in env.get("references", {}).items()]
        references += [(ref["label"], ref["map"]) for ref in env.get("duplicate_refs", [])]
        self._definitions = sorted(((first, last, label) for label, (first, last) in references), reverse=True)
        for token in tokens:
            if token.map and token.nesting >= 0:
                self._write_definitions(token.map[0])
                self._line = token.map[0]
                self._cursor = max(self._cursor, self._at(self._line))
            self._block(token)
        self._write_definitions(len(self._lines))
        self._markup.close(len(self._content))

    def _at(self, line: int) -> int:
        return self._lines[line] if line < len(self._lines) else len(self._content)

    def _write_definitions(self, before: int) -> None:
        """Link definitions, ``[1]: https://…``, are the list of some articles: they stay where they are."""
        while self._definitions and self._definitions[-1][0] < before:
            first, last, label = self._definitions.pop()
            text = self._content[self._at(first) : self._at(last)].rstrip()
            if label in {"//", "COMMENT", "#"}:  # the usual ways to write a comment
                comment = re.search(r"[(\"']([^\n]*)[)\"']\s*$", text)
                self.builder.mark(MarkType.COMMENT, self.builder.position, comment.group(1) if comment else text)
            elif not label.startswith("@"):
                self.builder.add(text, self._at(first))
                self.builder.end_line(self._at(last))

    def _block(self, token: Token) -> None:
        kind, here = token.type, max(self._cursor, self._at(self._line))
        if kind == "inline":
            self._inline(token)
        elif kind in {"fence", "code_block"}:
            start = self.builder.position
            self._code(token.content, self._line + (kind == "fence"))
            self.builder.mark(MarkType.CODE, start)
            self.builder.end_paragraph(self._cursor)
        elif kind == "html_block":
            self._html(token.content)
            self.builder.end_paragraph(self._cursor)
        elif kind == "front_matter":
            self.front_matter = token.content
            title = _TITLE.search(token.content)
            self.title = title.group(1).strip().strip("\"'").strip() if title else ""
        elif kind in {"ordered_list_open", "bullet_list_open"}:
            self._lists.append(int(token.attrs.get("start", 1)) if kind.startswith("ordered") else None)
        elif kind in {"ordered_list_close", "bullet_list_close"}:
            self._lists.pop()
            if not self._lists:
                self.builder.end_paragraph(here)
        elif kind == "list_item_open":
            self._open_item()
        elif kind == "list_item_close":
            start, label = self._open.pop()
            self.builder.mark(MarkType.LIST_ITEM, start, label)
            self.builder.end_line(here)
        elif kind == "footnote_reference_open":
            label = token.meta["label"]
            self._open.append((self.builder.position, label))
            at = max(here, self._content.find("[^", here))
            self.builder.add(f"[^{label}]:", at)
            self.builder.insert(" ", at + len(label) + 4)
            self._cursor = at + len(label) + 4
        elif kind == "footnote_reference_close":
            start, label = self._open.pop()
            self.builder.mark(MarkType.FOOTNOTE, start, label)
        elif kind == "heading_open":
            self.builder.end_paragraph(here)
            self._open.append((self.builder.position, token.tag[1]))
        elif kind == "heading_close":
            start, level = self._open.pop()
            self.builder.mark(MarkType.HEADING, start, level)
            self.builder.end_paragraph(here)
        elif kind in {"td_open", "th_open"}:
            self.builder.end_cell(here)
        elif kind == "tr_close" or (kind == "paragraph_close" and token.hidden):
            self.builder.end_line(here)
        elif kind in {"paragraph_close", "table_close", "blockquote_close", "hr"}:
            self.builder.end_paragraph(here)

    def _open_item(self) -> None:
        number = self._lists[-1]
        if number is None:
            self._open.append((self.builder.position, "•"))
            return
        printed = _LABEL.match(self._content, self._cursor, self._cursor + 1000)
        at = printed.start(1) if printed else self._cursor
        self._open.append((self.builder.position, str(number)))
        self.builder.insert(f"{number}. ", at)
        self._lists[-1] = number + 1
        if printed:
            self._cursor = printed.end(1)

    def _html(self, text: str) -> None:
        """Write a block of HTML: as a whole or, where a quotation or list indents it, line by line."""
        start = max(self._cursor, self._at(self._line))
        if self._content.startswith(text, start):
            self._markup.feed(self._content, start, start + len(text))
            self._cursor = start + len(text)
            return
        for piece, source in self._located(text, self._line):
            self._markup.feed(piece, offset=source)

    def _code(self, text: str, line: int) -> None:
        """Write a code block; of a tab at the beginning of a line, the parser makes blanks."""
        for piece, source in self._located(text, line):
            if self._content.startswith(piece.rstrip("\n"), source):
                self.builder.add(piece, source)
                continue
            word = piece.lstrip(" \t")
            at = max(source, self._content.find(word.rstrip("\n"), source))
            self.builder.insert(piece[: len(piece) - len(word)], source)
            self.builder.add(word, at)
            self._cursor = max(self._cursor, at + len(word.rstrip("\n")))

    def _located(self, text: str, line: int) -> list[tuple[str, int]]:
        """Each line of a block's text with where it stands in the source."""
        located = []
        for number, piece in enumerate(_LINE.findall(text)):
            begin = max(self._cursor, self._at(line + number))
            end = self._at(line + number + 1)
            at = self._content.find(piece.rstrip("\n"), begin, end)
            if at < 0:  # of a tab before it, the parser makes blanks
                word = piece.lstrip(" \t")
                at = self._content.find(word.rstrip("\n"), begin, end) - (len(piece) - len(word))
            located.append((piece, at if at >= 0 else begin))
            self._cursor = located[-1][1] + len(piece.rstrip("\n"))
        return located

    def _inline(self, token: Token) -> None:
        located = self._located(token.content, self._line)
        starts, sources, at = [], [], 0
        for piece, source in located:
            starts.append(at)
            sources.append(source)
            at += len(piece)
        _InlineWriter(self.builder, self._markup, token.content, starts, sources).write(token.children or [])


class _InlineWriter:
    """Writes the inline tokens of one block: text, emphasis, links."""

    def __init__(
        self, builder: TextBuilder, markup: MarkupText, content: str, starts: list[int], sources: list[int]
    ) -> None:
        self._builder = builder
        self._markup = markup
        self._content = content
        self._flat = content.replace("\n", " ")
        self._starts = starts
        self._sources = sources
        self._line = 0
        self._open: list[tuple[int, str, bool]] = []

    def write(self, tokens: list[Token]) -> None:
        """Write them in order."""
        for token in tokens:
            at = max(0, (token.map or [0])[0])
            self._token(token, at)

    def _source(self, at: int) -> int:
        """Where in the source a place of the block's inline text is; asked in ascending order."""
        while self._line + 1 < len(self._starts) and self._starts[self._line + 1] <= at:
            self._line += 1
        if not self._starts:
            return 0
        return self._sources[self._line] + at - self._starts[self._line]

    def _token(self, token: Token, at: int) -> None:
        kind, source = token.type, self._source(at)
        if kind == "text":
            if self._content.startswith(token.content, at):
                self._builder.add(token.content, source)
            elif self._content.startswith(token.content, at + 1):  # an autolink, inside its brackets
                self._builder.add(token.content, source + 1)
            else:
                self._builder.insert(token.content, source)
        elif kind == "text_special":
            if token.info == "escape" and len(token.content) == 1:
                self._builder.add(token.content, source + 1)
            else:
                self._builder.insert(token.content, source)
        elif kind in {"softbreak", "hardbreak"}:
            self._builder.insert("\n", source)
        elif kind == "code_inline":
            start = self._builder.position
            self._stretch(token.content, at, source)
            self._builder.mark(MarkType.CODE, start)
        elif kind == "html_inline":
            self._markup.feed(token.content, offset=source)
        elif kind == "footnote_ref":
            start = self._builder.position
            label = str(token.meta["label"])
            self._builder.insert(f"[^{label}]", source)
            self._builder.mark(MarkType.FOOTNOTE, start, label)
        elif kind == "image":
            self._stretch(token.content, at, source)
        elif kind.endswith("_open"):
            shortcut = kind == "link_open" and token.info != "auto" and self._is_shortcut(token)
            if shortcut:
                self._builder.insert("[", source)
            self._open.append((self._builder.position, str(token.attrGet("href") or ""), shortcut))
        elif kind.endswith("_close") and self._open:
            start, value, shortcut = self._open.pop()
            if mark := _KINDS.get(kind.removesuffix("_close")):
                self._builder.mark(mark, start, value)
            if shortcut:
                self._builder.insert("]", source)

    def _stretch(self, text: str, at: int, source: int) -> None:
        """Write text that stands as it is somewhere after `at`, perhaps over several lines."""
        begin = self._flat.find(text.replace("\n", " "), at)
        if begin < 0:
            self._builder.insert(text, source)
            return
        for line in _LINE.findall(self._content[begin : begin + len(text)]):
            self._builder.add(line, self._source(begin))
            begin += len(line)

    def _is_shortcut(self, token: Token) -> bool:
        """Whether a link is ``[1]`` or ``[1][]``, whose brackets readers see as those of a citation."""
        end = (token.map or [0, 0])[1]  # the end of the label, which the parser had narrowed itself to
        return not self._content.startswith(("](", "]["), end) or self._content.startswith("][]", end)


def _citations(text: str, marks: tuple[Mark, ...]) -> tuple[FormatCitation, ...]:
    """Pandoc's citations, ``[see @a, p. 3; -@b]`` and ``@a``, outside code and links."""
    closed = sorted((m.span.start, m.span.end) for m in marks if m.type in {MarkType.CODE, MarkType.LINK})
    hidden = list(text)
    for start, end in closed:
        hidden[start:end] = " " * (end - start)
    visible = "".join(hidden)
    found: list[FormatCitation] = []
    for group in _CITED_GROUP.finditer(visible):
        keys = tuple(key.group(1) or key.group(2) for key in _CITED_KEY.finditer(group.group()))
        if keys:
            found.append(FormatCitation(Span(*group.span()), keys))
    grouped = {at for citation in found for at in range(citation.span.start, citation.span.end)}
    found += [
        FormatCitation(Span(*key.span()), (key.group(1) or key.group(2),))
        for key in _CITED_KEY.finditer(visible)
        if key.start() not in grouped
    ]
    return tuple(sorted(found, key=lambda citation: citation.span))


READER = MarkdownReader()
