"""Additions to a PDF file, behind its last byte: what stands in it stays as it is (ISO 32000-1, 7.5.6).

Everything that this file does to a PDF is new objects, and pages whose list of annotations has grown. A file whose
table of objects is broken cannot be added to; it is written anew.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import groupby
from typing import Protocol

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
)

from refcheck.formats.note_texts import OURS

_TAIL = 2_048  # bytes in which the end of a file says where its table is
_DEEPEST = 60  # levels of a tree of pages; one of a million pages in tens has six
_START = re.compile(rb"startxref\s{1,10}(\d{1,12})")
_OBJECT = re.compile(rb"\s{0,10}\d{1,10}\s{1,10}\d{1,5}\s{1,10}obj\b")
_OF_THE_TABLE = ("/Type", "/Index", "/W", "/Filter", "/DecodeParms", "/Length", "/Prev", "/XRefStm", "/Size")


class Sink(Protocol):
    """Where objects and annotations go."""

    def add(self, obj: PdfObject) -> IndirectObject:
        """Add an object and say how others name it."""

    def annotate(self, number: int, annotations: Iterable[DictionaryObject]) -> None:
        """Put annotations on a page, which counts from 0, behind those that others made."""

    def written(self) -> bytes:
        """The file."""


def sinks(data: bytes) -> list[Callable[[], Sink]]:
    """The ways to write into a file, the one that leaves it as it is first; each begins with the file as it was."""
    place = _place_of_table(data)
    addition = [] if place is None else [partial(_Addition, data, place)]
    return [*addition, partial(_Copy, data)]


def _place_of_table(data: bytes) -> int | None:
    """Where the last table of objects begins; None if the file does not say so, or not truly."""
    found = _START.findall(data[-_TAIL:])
    place = int(found[-1]) if found else 0
    if not data.startswith(b"%PDF-") or not 0 < place < len(data):
        return None
    head = data[place : place + 40]
    return place if head.startswith(b"xref") or _OBJECT.match(head) else None


class _Addition:
    """New objects, the pages that name them, and a table of both."""

    def __init__(self, data: bytes, table: int) -> None:
        self._data, self._table = data, table
        self._reader = PdfReader(io.BytesIO(data))
        numbers = [number for of_generation in self._reader.xref.values() for number in of_generation]
        size = self._reader.trailer.get("/Size", 0)
        self._next = max(int(size), *numbers, *self._reader.xref_objStm, 0) + 1
        self._objects: dict[tuple[int, int], PdfObject] = {}  # by number and generation

    def add(self, obj: PdfObject) -> IndirectObject:
        """A new object."""
        number, self._next = self._next, self._next + 1
        self._objects[number, 0] = obj
        return IndirectObject(number, 0, self._reader)

    def annotate(self, number: int, annotations: Iterable[DictionaryObject]) -> None:
        """The page with a list of annotations of its own."""
        name = _page_name(self._reader, number)
        key = name.idnum, name.generation
        page = self._objects.get(key) or self._reader.get_object(name)
        if not isinstance(page, DictionaryObject):
            raise TypeError("a page that is no dictionary")
        self._objects[key] = with_annotations(page, map(self.add, annotations))

    def written(self) -> bytes:
        """The file and what is new."""
        output = io.BytesIO()
        output.write(self._data)
        if not self._data.endswith((b"\n", b"\r")):
            output.write(b"\n")
        places: dict[tuple[int, int], int] = {}
        for (number, generation), obj in sorted(self._objects.items()):
            places[number, generation] = output.tell()
            output.write(b"%d %d obj\n" % (number, generation))
            obj.write_to_stream(output)
            output.write(b"\nendobj\n")
        if self._data.startswith(b"xref", self._table):
            start = self._write_table(output, places)
        else:
            start = self._write_stream(output, places)
        output.write(b"startxref\n%d\n%%%%EOF\n" % start)
        return output.getvalue()

    def _write_table(self, output: io.BytesIO, places: Mapping[tuple[int, int], int]) -> int:
        start = output.tell()
        output.write(b"xref\n0 1\n0000000000 65535 f \n")  # some readers want every table to begin with 0
        for block in _blocks(places):
            output.write(b"%d %d\n" % (block[0][0], len(block)))
            output.writelines(b"%010d %05d n \n" % (places[key], key[1]) for key in block)
        output.write(b"trailer\n")
        self._trailer(output.getvalue()).write_to_stream(output)
        output.write(b"\n")
        return start

    def _write_stream(self, output: io.BytesIO, places: Mapping[tuple[int, int], int]) -> int:
        """The table as a stream (7.5.8), which has a number itself."""
        start, number = output.tell(), self._next
        self._next += 1
        rows = {**places, (number, 0): start}
        stream = StreamObject()
        stream.update(self._trailer(output.getvalue()))
        index = [NumberObject(value) for block in _blocks(rows) for value in (block[0][0], len(block))]
        stream[NameObject("/Type")] = NameObject("/XRef")
        stream[NameObject("/Index")] = ArrayObject(index)
        stream[NameObject("/W")] = ArrayObject(map(NumberObject, (1, 8, 2)))
        content = (b"\1" + rows[key].to_bytes(8, "big") + key[1].to_bytes(2, "big") for key in sorted(rows))
        stream.set_data(b"".join(content))
        output.write(b"%d 0 obj\n" % number)
        stream.write_to_stream(output)
        output.write(b"\nendobj\n")
        return start

    def _trailer(self, content: bytes) -> DictionaryObject:
        """What the file's own says, with the new size, and the identifier of what it has become."""
        trailer = _copied(self._reader.trailer, without=_OF_THE_TABLE)
        trailer[NameObject("/Size")] = NumberObject(self._next)
        trailer[NameObject("/Prev")] = NumberObject(self._table)
        identifiers = self._reader.trailer.get("/ID")
        if isinstance(identifiers, ArrayObject) and identifiers:
            new = ByteStringObject(hashlib.sha256(content).digest()[:16])
            trailer[NameObject("/ID")] = ArrayObject([identifiers[0], new])
        return trailer


def _page_name(reader: PdfReader, number: int) -> IndirectObject:
    """The name of a page, which counts from 0; the library's list of pages would read all of them (7.7.3.2)."""
    node = reader.root_object["/Pages"].get_object()
    left = number
    for _ in range(_DEEPEST):
        kids = node.get("/Kids") if isinstance(node, DictionaryObject) else None
        if not isinstance(kids, ArrayObject):
            raise TypeError("a node of the tree of pages that has no pages")
        for name in kids:
            kid = name.get_object()
            below = int(kid["/Count"]) if "/Kids" in kid else 1
            if left < below:
                break
            left -= below
        else:
            raise IndexError(number)
        if "/Kids" not in kid:
            if not isinstance(name, IndirectObject):
                raise TypeError("a page without a number")
            return name
        node = kid
    raise RecursionError(number)


class _Copy:
    """All that a reader can make of the file, written anew."""

    def __init__(self, data: bytes) -> None:
        self._writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))

    def add(self, obj: PdfObject) -> IndirectObject:
        """A new object."""
        return self._writer._add_object(obj)  # noqa: SLF001 - the library's own examples do so

    def annotate(self, number: int, annotations: Iterable[DictionaryObject]) -> None:
        """The page of the copy."""
        page = self._writer.pages[number]
        page[NameObject("/Annots")] = with_annotations(page, map(self.add, annotations))["/Annots"]

    def written(self) -> bytes:
        """The copy."""
        output = io.BytesIO()
        self._writer.write(output)
        return output.getvalue()


def with_annotations(page: DictionaryObject, added: Iterable[IndirectObject]) -> DictionaryObject:
    """A page with annotations behind those that are not refcheck's."""
    found = page.get("/Annots")
    kept = [each for each in found if not _is_ours(each)] if isinstance(found, ArrayObject) else []
    new = _copied(page)
    new[NameObject("/Annots")] = ArrayObject([*kept, *added])
    return new


def _is_ours(annotation: PdfObject) -> bool:
    found = annotation.get_object()
    return isinstance(found, DictionaryObject) and str(found.get("/NM", "")).startswith(OURS)


def _copied(old: DictionaryObject, without: Iterable[str] = ()) -> DictionaryObject:
    """The same entries; those that name other objects still do."""
    left_out = frozenset(without)
    new = DictionaryObject()
    for key in old:
        if key not in left_out:
            new[NameObject(key)] = old.raw_get(key)
    return new


def _blocks(keys: Iterable[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Keys in order, in blocks of numbers that follow each other."""
    numbered = enumerate(sorted(keys))
    return [[key for _, key in block] for _, block in groupby(numbered, key=lambda pair: pair[1][0] - pair[0])]
