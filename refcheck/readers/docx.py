"""DOCX, as Word, WPS, LibreOffice and Google Docs write it (ECMA-376, transitional and strict)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from refcheck.model.document import Document
from refcheck.readers._docx_body import BodyWriter, Parts
from refcheck.readers._docx_numbering import Numbering
from refcheck.readers._docx_styles import Styles
from refcheck.readers._office_archive import Archive, attribute, child, local, resolved
from refcheck.readers._office_text import NoteKind
from refcheck.readers.base import TextBuilder, has_extension

_ZIP = b"PK\x03\x04"
_ADVICE = "Save the document as .docx."


@dataclass(frozen=True, slots=True)
class _Link:
    """A relationship of a part: its id, the last word of its type, and where it leads."""

    id: str
    type: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """A Word document as XML, and where its text stands in it: for a report that is written into it.

    Attributes:
        archive: the file.
        main: the name of the part that holds the body.
        root: that part.
        text: as `Document.text`.
        pieces: pairs (offset in text, element "t" whose characters begin there), ascending.
    """

    archive: Archive
    main: str
    root: etree._Element
    text: str
    pieces: tuple[tuple[int, etree._Element], ...]


class DocxReader:
    """Reads Word documents and templates, with or without macros (which are not looked at)."""

    name = "docx"
    extensions = (".docx", ".docm", ".dotx", ".dotm")
    media_types = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",)
    isolated = True

    def recognises(self, head: bytes, name: str) -> float:
        """A zip archive that has Word's folder; its name decides where that folder does not show at the beginning."""
        if not head.startswith(_ZIP):
            return 0.0
        if b"word/" in head and (b"[Content_Types].xml" in head or b"_rels/.rels" in head):
            return 0.95
        return 0.6 if has_extension(name, self.extensions) else 0.0

    def read(self, data: bytes, path: str) -> Document:
        """The text with every tracked change accepted; footnotes and endnotes follow the body."""
        archive = Archive(data, path)
        _, _, builder, writer = _written(archive)
        text = builder.text
        return Document(
            path=path,
            format=self.name,
            text=text,
            marks=builder.sorted_marks(),
            entries=tuple(writer.works.entries),
            citations=tuple(writer.works.citations),
            title=writer.title or _title(archive, text),
            problems=tuple(dict.fromkeys(writer.problems)),
        )


def opened(data: bytes, path: str) -> Opened:
    """A Word document as XML.

    Raises:
        UnreadableInputError: as `DocxReader.read`.
    """
    archive = Archive(data, path)
    main, root, builder, writer = _written(archive)
    return Opened(archive, main, root, builder.text, tuple(writer.pieces))


def _written(archive: Archive) -> tuple[str, etree._Element, TextBuilder, BodyWriter]:
    """The main part's name and root, and the builder and the writer that wrote all of its text."""
    main = next((link.target for link in _links(archive, "") if link.type == "officeDocument"), "word/document.xml")
    if main not in archive.names:
        raise archive.unreadable("there is no Word document in it.", _ADVICE)
    root = archive.xml(main)
    body = child(root, "body")
    if local(root) != "document" or body is None:
        raise archive.unreadable("it is an Office file, but no Word document.", _ADVICE)
    builder = TextBuilder()
    writer = BodyWriter(builder, _parts(archive, main))
    writer.write(body)
    return main, root, builder, writer


def _parts(archive: Archive, main: str) -> Parts:
    """What the main part refers to."""
    names = {link.type: link.target for link in _links(archive, main) if not link.external}

    def part(kind: str) -> etree._Element | None:
        return archive.optional_xml(names.get(kind, ""))

    styles = Styles(part("styles"))
    kinds: tuple[NoteKind, ...] = ("footnote", "endnote")
    notes = {
        (kind, attribute(note, "id")): note
        for kind in kinds
        for note in _children(part(f"{kind}s"))
        if local(note) == kind
    }
    return Parts(
        styles=styles,
        numbering=Numbering(part("numbering"), styles),
        links={
            (kind, link.id): link.target
            for kind, name in (("document", main), *((f"{kind}s", names.get(f"{kind}s", "")) for kind in kinds))
            for link in (_links(archive, name) if name else ())
            if link.type == "hyperlink"
        },
        notes=notes,
        comments={attribute(comment, "id"): _comment(comment) for comment in _children(part("comments"))},
    )


def _children(element: etree._Element | None) -> Iterator[etree._Element]:
    yield from element if element is not None else ()


def _links(archive: Archive, part: str) -> Iterator[_Link]:
    """The relationships of a part; those of the whole package for ""."""
    folder, _, file = part.rpartition("/")
    for element in _children(archive.optional_xml(f"{folder}/_rels/{file}.rels".lstrip("/"))):
        external = attribute(element, "TargetMode") == "External"
        target = attribute(element, "Target")
        yield _Link(
            attribute(element, "Id"),
            attribute(element, "Type").rpartition("/")[2],
            target if external else resolved(part, target),
            external,
        )


def _comment(comment: etree._Element) -> str:
    """A comment's text. Word makes typed quotation marks curly, which means nothing there."""
    text = "".join(str(each.text or "") for each in comment.iter() if local(each) == "t")
    return text.translate({ord("“"): '"', ord("”"): '"'}).strip()


def _title(archive: Archive, text: str) -> str:
    """The title in the file's properties, if it is printed too: it often is that of an older document."""
    core = next((link.target for link in _links(archive, "") if link.type == "core-properties"), "")
    element = child(archive.optional_xml(core), "title")
    title = " ".join(((element.text if element is not None else "") or "").split())
    return title if title and title in " ".join(text[:5000].split()) else ""


READER = DocxReader()
