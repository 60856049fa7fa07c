"""HTML: the text that a browser shows, with what the tags say of it."""

from __future__ import annotations

import re

from refcheck.model.document import Document, MarkType
from refcheck.readers._markup import MarkupText
from refcheck.readers.base import TextBuilder, has_extension, peek, through, unix_newlines
from refcheck.readers.encoding import decode

# The names by which publishers and web pages state the date: Highwire Press, Dublin Core, Open Graph.
_DATE = re.compile(
    r"<meta[^>]{0,100}?(?:name|property)\s?=\s?[\"']?(?:citation_publication_date|dc\.date(?:\.issued)?|date"
    r"|article:published_time)[\"']?\s[^>]{0,50}?content\s?=\s?[\"']?(\d{4}(?:[-/]\d{2}){0,2})",
    re.IGNORECASE,
)
_HEAD = 50_000  # characters in which the date is looked for
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_ROOT = re.compile(
    r"\s{0,2000}(?:<\?xml[^>]{0,200}>\s{0,200})?(?:<!--[^>]{0,2000}-->\s{0,200}){0,5}<(?:!doctype\s+html|html)\b",
    re.IGNORECASE,
)
_ELEMENT = re.compile(
    r"\s{0,2000}<(?:head|body|div|main|article|section|p|ol|ul|table|h[1-6])(?:\s[^<>]{0,500})?>", re.IGNORECASE
)


class HtmlReader:
    """Reads HTML and XHTML pages and fragments of them."""

    name = "html"
    extensions = (".html", ".htm", ".xhtml")
    media_types = ("text/html", "application/xhtml+xml")

    def recognises(self, head: bytes, name: str) -> float:
        """A document type or root element is certain; a block element to begin with is likely."""
        beginning = peek(head)
        if _ROOT.match(beginning):
            return 0.95
        named = has_extension(name, self.extensions)
        if _ELEMENT.match(beginning) and re.search(r"</[A-Za-z]", beginning):
            return 0.7 if named or not name.lower().endswith((".md", ".markdown")) else 0.3
        return 0.6 if named and re.search(r"<[A-Za-z!]", beginning) else 0.0

    def read(self, data: bytes, path: str) -> Document:
        """The page's text: scripts, styles and navigation are left out, entities decoded."""
        declared = _CHARSET.search(data[:4096])
        decoded = decode(data, path, declared.group(1).decode("ascii") if declared else "")
        content, newlines = unix_newlines(decoded.text)
        builder = TextBuilder()
        page = MarkupText(builder)
        page.feed(content)
        page.close(len(content))
        text, marks = builder.text, builder.sorted_marks()
        headings = [mark for mark in marks if mark.type is MarkType.HEADING]
        first = min(headings, key=lambda mark: (mark.value != "1", mark.span.start), default=None)
        return Document(
            path=path,
            format=self.name,
            text=text,
            source=decoded.text,
            origin=through(builder.origin, newlines),
            marks=marks,
            title=page.title or (" ".join(text[first.span.start : first.span.end].split()) if first else ""),
            date=date[1].replace("/", "-") if (date := _DATE.search(decoded.text, 0, _HEAD)) else "",
            encoding=decoded.encoding,
            problems=decoded.problems,
        )


READER = HtmlReader()
