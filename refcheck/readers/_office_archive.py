"""What DOCX, ODT and EPUB have in common: a zip archive of XML parts. Both are read within limits.

Nothing is unpacked to disk, so the names inside lead nowhere; an archive inside the archive is never opened. The sizes
that the archive declares are checked before anything is unpacked, and `zipfile` unpacks no more than was declared.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import unquote

from lxml import etree

from refcheck.errors import UnreadableInputError

_MAX_ENTRIES = 20_000
_MAX_TOTAL = 1024**3
_MAX_PART = 128 * 1024**2
_MAX_RATIO = 200
"""How much smaller a part may be packed than unpacked. XML of word processors packs to between a 5th and a 50th."""
_RATIO_MATTERS = 4 * 1024**2
"""Unpacked bytes below which the ratio does not matter."""

_AGAIN = "Open it in the program that it was made with and save it again."
_BROKEN = "the file is damaged: "
_ENCRYPTED = 0x1


class Archive:
    """The parts of a document that is a zip archive."""

    def __init__(self, data: bytes, path: str) -> None:
        """Open it and check what it declares.

        Raises:
            UnreadableInputError: it is no zip archive, cut short, protected, or it would unpack to more than is read.
        """
        self.path = path
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
            raise self.unreadable(_BROKEN + "its end is missing or it is no zip archive.", _AGAIN) from error
        parts = self._zip.infolist()
        self.names = frozenset(part.filename for part in parts)
        large = [part for part in parts if part.file_size > _RATIO_MATTERS]
        if (
            len(parts) > _MAX_ENTRIES
            or sum(part.file_size for part in parts) > _MAX_TOTAL
            or any(part.file_size > _MAX_RATIO * part.compress_size for part in large)
        ):
            raise self.unreadable(
                "unpacks to far more than a document holds, as archives made to do harm do.",
                "If it is genuine, save it without its pictures, or give the text or the list alone.",
            )

    def unreadable(self, reason: str, advice: str) -> UnreadableInputError:
        """The error that says why this file cannot be read."""
        return UnreadableInputError(self.path, reason, advice)

    def read(self, name: str) -> bytes:
        """A part's bytes.

        Raises:
            UnreadableInputError: it is missing, damaged, protected or too large.
        """
        try:
            part = self._zip.getinfo(name)
        except KeyError:
            raise self.unreadable(f"{_BROKEN}its part {name[:200]!r} is missing.", _AGAIN) from None
        if part.flag_bits & _ENCRYPTED:
            raise self.unreadable("it is protected by a password.", "Take the protection off and save it again.")
        if part.file_size > _MAX_PART:
            raise self.unreadable(
                f"its text is larger than {_MAX_PART // 1024**2} MB.", "Split it, or give the reference list alone."
            )
        try:
            return self._zip.read(part)
        except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, OSError, EOFError) as error:
            raise self.unreadable(f"{_BROKEN}its part {name[:200]!r} cannot be unpacked.", _AGAIN) from error

    def xml(self, name: str, prepare: Callable[[bytes], bytes] = bytes) -> etree._Element:
        """The root element of a part that is XML; its bytes go through `prepare` first.

        Raises:
            UnreadableInputError: as `read`, or it is no well-formed XML, or has a document type: none of these formats
                has one, and the entities of one can grow without limit.
        """
        parser = etree.XMLParser(
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(prepare(self.read(name)), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.unreadable(f"{_BROKEN}its part {name[:200]!r} is broken XML ({error}).", _AGAIN) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise self.unreadable(f"its part {name[:200]!r} has a document type, which is not allowed there.", _AGAIN)
        return root

    def optional_xml(self, name: str, prepare: Callable[[bytes], bytes] = bytes) -> etree._Element | None:
        """As `xml`, None if there is no such part."""
        return self.xml(name, prepare) if name in self.names else None


def resolved(base: str, target: str) -> str:
    """The name of the part that a link in the part `base` leads to."""
    target = unquote(target.partition("#")[0])
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(base), target)).lstrip("/")


def local(element: etree._Element) -> str:
    """An element's name without its namespace; "" for what is no element."""
    return _local(element.tag)


@lru_cache(maxsize=4096)
def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element | None, name: str, default: str = "") -> str:
    """The attribute of that name in any namespace."""
    if element is not None:
        for key, value in element.items():
            if _local(key) == name:
                return str(value)
    return default


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first descendant along a path of local names."""
    for name in path:
        for each in element if element is not None else ():
            if _local(each.tag) == name:
                element = each
                break
        else:
            return None
    return element
