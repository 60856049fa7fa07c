"""DOCX: the author's own file with a comment at each finding; a report of its own where there is no such file."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from refcheck.errors import UnreadableInputError
from refcheck.formats.base import GENERATOR, View
from refcheck.formats.word_comments import annotated
from refcheck.formats.word_report import written
from refcheck.model import Report

_OWN_PARTS = re.compile(r"/(?:document|comments[^/]{0,40})\.xml$")
_OWN = re.compile(rb'w:author="refcheck"|' + GENERATOR.encode())
_MOST_OF_A_PART = 20_000_000  # bytes


class Docx:
    """The document."""

    name = "docx"
    about = "the checked Word file with comments, or a report for Word"
    binary = True
    folder = True

    def wrote(self, content: bytes) -> bool:
        """Whether a file is one that this format wrote: a report of its own, or comments in an author's file."""
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                names = [name for name in archive.namelist() if _OWN_PARTS.search(name)]
                return any(_OWN.search(archive.open(name).read(_MOST_OF_A_PART)) for name in names[:10])
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError, ValueError):
            return False

    def render(self, report: Report, view: View) -> bytes:
        """The bytes of the file.

        The author's file is written into where the report is about that one Word document, and its bytes can still
        be had and are those that were checked.
        """
        original = _original(report, view)
        if original is not None:
            with_comments = annotated(original, report, view)
            if with_comments is not None:
                return with_comments
        return written(report, view)


FORMAT = Docx()


def _original(report: Report, view: View) -> bytes | None:
    if len(report.documents) != 1 or report.unreadable or view.original is None:
        return None
    document = report.documents[0].article.document
    if document.format != "docx":
        return None
    try:
        return view.original(document.path)
    except (OSError, UnreadableInputError):
        return None
