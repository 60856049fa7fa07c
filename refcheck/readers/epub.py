"""EPUB 2 and 3: the files of the book in the order of its spine, each read as the HTML reader reads a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from refcheck.errors import UnreadableInputError
from refcheck.model.document import Document
from refcheck.readers._markup import MarkupText
from refcheck.readers._office_archive import Archive, attribute, child, local, resolved
from refcheck.readers.base import TextBuilder, has_extension, unix_newlines
from refcheck.readers.encoding import decode

_ZIP = b"PK\x03\x04"
_CONTAINER = "META-INF/container.xml"
_PAGES = frozenset({"application/xhtml+xml", "text/html", "text/x-oeb1-document"})
_CLOSED_AT_ONCE = re.compile(
    r"<(?:title|script|style|iframe|object|audio|video|textarea|select|button)\b[^<>]{0,2000}/>"
)
"""Elements that XHTML may close in their start tag, which HTML takes for the beginning of what is not read."""


class EpubReader:
    """Reads electronic books."""

    name = "epub"
    extensions = (".epub",)
    media_types = ("application/epub+zip",)
    isolated = True

    def recognises(self, head: bytes, name: str) -> float:
        """A zip archive that says its media type at its beginning; the name is believed of one that does not."""
        if not head.startswith(_ZIP):
            return 0.0
        if b"mimetypeapplication/epub+zip" in head[:200] or _CONTAINER.encode() in head:
            return 0.95
        return 0.6 if has_extension(name, self.extensions) else 0.0

    def read(self, data: bytes, path: str) -> Document:
        """The text of the book; tables of contents are left out."""
        archive = Archive(data, path)
        package = _package_name(archive)
        root = archive.xml(package)
        protected = set(_protected(archive))
        builder = TextBuilder()
        problems: list[str] = []
        for page in _spine(root, package):
            if page in protected:
                raise archive.unreadable("it is protected against copying.", "Use a copy without the protection.")
            try:
                source = decode(archive.read(page), path).text
            except UnreadableInputError as error:
                problems.append(error.reason)
                continue
            content, _ = unix_newlines(_CLOSED_AT_ONCE.sub("", source))
            markup = MarkupText(builder)
            markup.feed(content)
            markup.close(0)
            builder.end_paragraph(0)
        if not builder.position and problems:
            raise archive.unreadable(problems[0], "Open it in the program that it was made with and save it again.")
        return Document(
            path=path,
            format=self.name,
            text=builder.text,
            marks=builder.sorted_marks(),
            title=_title(root),
            problems=tuple(problems),
        )


def _package_name(archive: Archive) -> str:
    """The name of the part that lists the book's files."""
    container = archive.xml(_CONTAINER)
    files = (each for each in container.iter() if local(each) == "rootfile")
    name = next((attribute(each, "full-path") for each in files), "")
    if not name:
        raise archive.unreadable("the file is damaged: it does not say where the book's contents are.", "")
    return resolved("", name)


def _spine(package: etree._Element, name: str) -> Iterator[str]:
    """The names of the book's pages in reading order, without tables of contents."""
    items = {attribute(item, "id"): item for item in _children(package, "manifest") if local(item) == "item"}
    contents = {
        resolved(name, attribute(each, "href"))
        for each in _children(package, "guide")
        if attribute(each, "type") == "toc"
    }
    for reference in _children(package, "spine"):
        item = items.get(attribute(reference, "idref"))
        if item is None or attribute(item, "media-type") not in _PAGES:
            continue
        page = resolved(name, attribute(item, "href"))
        if "nav" not in attribute(item, "properties").split() and page not in contents:
            yield page


def _protected(archive: Archive) -> Iterator[str]:
    """The names of the parts that are encrypted; the fonts of unprotected books may be."""
    root = archive.optional_xml("META-INF/encryption.xml")
    for element in root.iter() if root is not None else ():
        if local(element) == "CipherReference":
            yield resolved("", attribute(element, "URI"))


def _title(package: etree._Element) -> str:
    element = child(package, "metadata", "title")
    return " ".join(((element.text if element is not None else "") or "").split())


def _children(package: etree._Element, name: str) -> list[etree._Element]:
    element = child(package, name)
    return list(element) if element is not None else []


READER = EpubReader()
