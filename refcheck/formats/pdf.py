"""PDF: the author's own file with a highlight and a note at each finding."""

from __future__ import annotations

import datetime as dt
import importlib.util
from collections.abc import Iterable, Mapping
from typing import Any

from refcheck.errors import UnreadableInputError, UsageError
from refcheck.formats.base import View
from refcheck.formats.corrected import corrections
from refcheck.formats.note_texts import OURS, finding_heading, finding_paragraphs, fingerprint, summary
from refcheck.formats.translation import Translator
from refcheck.model import CheckedDocument, Finding, Report, Span
from refcheck.readers import written_in_child

_MOST_NOTES = 10_000
_LONGEST = 4_000  # characters of a paragraph; a title is a tenth of it
_CHILD = "refcheck.formats._pdf_notes"


class Pdf:
    """The document."""

    name = "pdf"
    about = "the checked PDF with highlights and notes"
    binary = True
    folder = True
    only = "pdf"

    def ready(self) -> None:
        """See to it that the library is there.

        Raises:
            UsageError: it is not.
        """
        if importlib.util.find_spec("pypdf") is None:
            raise UsageError("the format pdf needs pypdf: pip install 'refcheck-citations[pdf]'.")

    def wrote(self, content: bytes) -> bool:
        """Whether a file is one that this format wrote."""
        return OURS.encode() in content

    def render(self, report: Report, view: View) -> bytes:
        """The bytes of the file.

        Raises:
            UsageError: the report is not about one PDF whose bytes can still be had.
            UnreadableInputError: nothing can be written into it.
        """
        self.ready()
        documents = list(report.documents)
        if len(documents) != 1 or documents[0].article.document.format != self.only:
            raise UsageError("the format pdf writes into the PDF that was checked: check one, or name a folder.")
        path = documents[0].article.document.path
        if view.original is None or path == "-":
            raise UsageError(f"{path}: its file cannot be had, to write notes into it; name the file.")
        try:
            data = view.original(path)
        except OSError as error:
            raise UnreadableInputError(path, f"cannot be opened: {error.strerror or error}.") from error
        return written_in_child(_CHILD, data, path, notes_of(report, documents[0], view.lang))


FORMAT = Pdf()


def notes_of(report: Report, checked: CheckedDocument, lang: str) -> dict[str, Any]:
    """What is to be written, as plain values: a mark for each place that has findings, and a summary."""
    say = Translator(lang)
    right = corrections(report)
    document = checked.article.document
    at_place: dict[Span, list[Finding]] = {}
    for finding in checked.findings:
        if not finding.suppressed and len(at_place) < _MOST_NOTES:
            at_place.setdefault(finding.span, []).append(finding)
    told = {label: text for (path, label), text in right.items() if path == document.path}
    return {
        "text": fingerprint(document.text),
        "moment": _moment(report.run.started),
        "subject": say("Reference check"),
        "summary": "\n".join([say("Reference check"), *summary(report, say)]),
        "unplaced": say("Findings without a place in the text"),
        "marks": [
            {
                "span": [span.start, span.end],
                "severity": min((finding.severity for finding in found), key=lambda each: each.rank).value,
                "subject": ", ".join(dict.fromkeys(finding.code for finding in found)),
                "contents": "\n\n".join(_contents(found, say, told)),
                "name": f"{number}-{found[0].fingerprint}",
            }
            for number, (span, found) in enumerate(at_place.items(), 1)
        ],
    }


def _contents(findings: Iterable[Finding], say: Translator, right: Mapping[str, str]) -> Iterable[str]:
    """What each finding of a place is told with; the corrected reference once, at the end."""
    for finding in findings:
        corrected = right.get(finding.reference or "", "")
        told = finding_paragraphs(finding, say, corrected)
        yield "\n".join(text[:_LONGEST] for text in (finding_heading(finding, say), *told))


def _moment(started: str) -> str:
    """The beginning of the run as a PDF writes it (7.9.4)."""
    try:
        return dt.datetime.fromisoformat(started).astimezone(dt.UTC).strftime("D:%Y%m%d%H%M%SZ")
    except ValueError:
        return ""
