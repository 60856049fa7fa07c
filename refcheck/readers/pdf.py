"""PDF: the text of its pages in the order in which they are read, by pdfium.

A PDF says where each letter is printed and in which font, and nothing more. Lines, columns, paragraphs and headings
are worked out from that; running heads and page numbers are left out.
"""

from __future__ import annotations

from refcheck.model.document import Document
from refcheck.readers.base import has_extension

_SIGNATURE_WITHIN = 1024  # bytes from the beginning, as readers of PDF allow


class PdfReader:
    """Reads PDF files that hold text."""

    name = "pdf"
    extensions = (".pdf",)
    media_types = ("application/pdf",)
    isolated = True

    def recognises(self, head: bytes, name: str) -> float:
        """The signature near the beginning is certain; a file so named without it is told to be broken."""
        if head.startswith(b"%PDF-"):
            return 0.99
        if has_extension(name, self.extensions):
            return 0.85 if b"%PDF-" in head[:_SIGNATURE_WITHIN] else 0.55
        return 0.0

    def read(self, data: bytes, path: str) -> Document:
        """The text of all pages."""
        from refcheck.readers._pdf_document import document_of  # noqa: PLC0415 - needed in the child process alone

        return document_of(data, path, self.name)


READER = PdfReader()
