"""Plain text: what is read is what was written."""

from __future__ import annotations

from refcheck.model.document import Document
from refcheck.readers.base import has_extension, unix_newlines
from refcheck.readers.encoding import decode, is_binary


class TextReader:
    """Reads plain text in any encoding."""

    name = "text"
    extensions = (".txt", ".text")
    media_types = ("text/plain",)

    def recognises(self, head: bytes, name: str) -> float:
        """Anything that is text can be read as text."""
        if is_binary(head):
            return 0.0
        return 0.5 if name == "-" or has_extension(name, self.extensions) else 0.1

    def read(self, data: bytes, path: str) -> Document:
        """The text as it stands."""
        decoded = decode(data, path)
        text, origin = unix_newlines(decoded.text)
        return Document(
            path=path,
            format=self.name,
            text=text,
            source=decoded.text,
            origin=origin,
            encoding=decoded.encoding,
            problems=decoded.problems,
        )


READER = TextReader()
