"""Formats that people send and that cannot be read: recognised, so that the user is told what to do."""

from __future__ import annotations

from typing import NoReturn

from refcheck.errors import UnreadableInputError
from refcheck.readers.base import has_extension

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_DOCUMENTS = (".doc", ".dot", ".rtf", ".wps", ".docx", ".docm", ".odt", ".epub", ".pages")
_ADVICE = "Open it in Word or LibreOffice and save it as .docx."


class UnsupportedReader:
    """Says of old Word documents, protected ones, RTF and other archives what they are."""

    name = "unsupported"
    extensions = ()
    media_types = ()

    def recognises(self, head: bytes, name: str) -> float:
        """By the first bytes; what looks like a document is picked up from a folder, so that the user hears of it."""
        if not head.lstrip().startswith((_OLE, _RTF, *_ZIP)):
            return 0.55 if not head and has_extension(name, _DOCUMENTS) else 0.0
        return 0.55 if has_extension(name, _DOCUMENTS) or head.lstrip().startswith(_RTF) else 0.2

    def read(self, data: bytes, path: str) -> NoReturn:
        """Say what it is and what to do.

        Raises:
            UnreadableInputError: always.
        """
        start = data[:1000].lstrip()
        if not data:
            raise UnreadableInputError(path, "the file is empty.", "Send it again.")
        if start.startswith(_RTF):
            raise UnreadableInputError(path, "it is in Rich Text Format.", _ADVICE)
        if start.startswith(_OLE):
            if "EncryptedPackage".encode("utf-16-le") in data:
                raise UnreadableInputError(path, "it is protected by a password.", "Save it without the password.")
            if "WordDocument".encode("utf-16-le") in data:
                raise UnreadableInputError(path, "it is in the format of Word before 2007 (.doc).", _ADVICE)
            raise UnreadableInputError(path, "it is in an Office format from before 2007.", _ADVICE)
        raise UnreadableInputError(
            path,
            "it is a zip archive, and no document of a kind that can be read.",
            "Unpack it and name the files in it, or save the document as .docx.",
        )


READER = UnsupportedReader()
