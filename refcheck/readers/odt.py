"""ODT: OpenDocument text, as LibreOffice and others write it (ODF 1.3)."""

from __future__ import annotations

from refcheck.model.document import Document
from refcheck.readers._odt_body import BodyWriter
from refcheck.readers._odt_styles import Styles
from refcheck.readers._office_archive import Archive, child
from refcheck.readers.base import TextBuilder, has_extension

_ZIP = b"PK\x03\x04"
_MEDIA_TYPE = b"application/vnd.oasis.opendocument.text"


class OdtReader:
    """Reads OpenDocument texts and templates."""

    name = "odt"
    extensions = (".odt", ".ott")
    media_types = ("application/vnd.oasis.opendocument.text",)
    isolated = True

    def recognises(self, head: bytes, name: str) -> float:
        """A zip archive that says its media type at its beginning; the name is believed of one that does not."""
        if not head.startswith(_ZIP):
            return 0.0
        if b"mimetype" + _MEDIA_TYPE in head[:200]:
            return 0.95
        return 0.6 if has_extension(name, self.extensions) else 0.0

    def read(self, data: bytes, path: str) -> Document:
        """The text with every tracked change accepted; footnotes and endnotes follow the body."""
        archive = Archive(data, path)
        if "META-INF/manifest.xml" in archive.names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise archive.unreadable("it is protected by a password.", "Save it without the password.")
        content = archive.xml("content.xml")
        body = child(content, "body", "text")
        if body is None:
            raise archive.unreadable("it is an OpenDocument file, but no text.", "Save the text as .odt or .docx.")
        builder = TextBuilder()
        writer = BodyWriter(builder, Styles(archive.optional_xml("styles.xml"), content))
        writer.write(body)
        text = builder.text
        return Document(
            path=path,
            format=self.name,
            text=text,
            marks=builder.sorted_marks(),
            entries=tuple(writer.works.entries),
            citations=tuple(writer.works.citations),
            title=writer.title or _title(archive, text),
        )


def _title(archive: Archive, text: str) -> str:
    """The title in the file's properties, if it is printed too: it often is that of an older document."""
    element = child(archive.optional_xml("meta.xml"), "meta", "title")
    title = " ".join(((element.text if element is not None else "") or "").split())
    return title if title and title in " ".join(text[:5000].split()) else ""


READER = OdtReader()
