"""Word comments in the author's own file, which stays as it is otherwise (ECMA-376, part 1, section 17.13.4)."""

from __future__ import annotations

import io
import posixpath
import shutil
import zipfile
import zlib
from collections.abc import Mapping, Sequence

from lxml import etree

from refcheck.errors import UnreadableInputError
from refcheck.formats.base import View
from refcheck.formats.corrected import corrections
from refcheck.formats.note_texts import finding_heading, finding_paragraphs, summary
from refcheck.formats.translation import Translator
from refcheck.formats.word_runs import Runs, Stretch
from refcheck.formats.zip_parts import OFFICE, PACKAGE
from refcheck.model import Finding, Report
from refcheck.readers.docx import Opened, opened

_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_STRICT = "http://purl.oclc.org/ooxml/"
_UNPACKING = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError, ValueError)


def annotated(original: bytes, report: Report, view: View) -> bytes | None:
    """The file with the findings as comments; None if it cannot be read, or is not what was checked.

    The first comment is the summary. What has no place in the text goes on a page at the end.
    """
    checked = report.documents[0]
    document = checked.article.document
    try:
        file = opened(original, document.path)
        if file.text != document.text or not etree.QName(file.root).namespace:
            return None
        word = _Word(file, report.run.started)
    except UnreadableInputError:
        return None
    say = Translator(view.lang)
    right = corrections(report)
    findings = [finding for finding in checked.findings if not finding.suppressed]
    runs = Runs(file)
    runs.cut(sorted({offset for finding in findings for offset in (finding.span.start, finding.span.end)}))
    left: list[tuple[Finding, list[str]]] = []
    start = runs.first()
    if start is not None:
        word.comment(start, say("Reference check"), summary(report, say))
    for finding in findings:
        told = finding_paragraphs(finding, say, right.get((document.path, finding.reference or ""), ""))
        stretch = runs.stretch(finding.span) if finding.span.start < finding.span.end else None
        if stretch is None:
            left.append((finding, told))
        else:
            word.comment(stretch, finding_heading(finding, say), told)
    if left:
        word.page_at_end(say("Findings without a place in the text"))
        for finding, told in left:
            word.at_end(finding_heading(finding, say), told)
    try:
        return _repacked(original, word.changed_parts())
    except _UNPACKING:
        return None


class _Word:
    """The parts of a document that comments are written in."""

    def __init__(self, file: Opened, moment: str) -> None:
        self._file = file
        self._moment = moment
        self._namespace = str(etree.QName(file.root).namespace)
        self._links_name = posixpath.join(
            posixpath.dirname(file.main), "_rels", f"{posixpath.basename(file.main)}.rels"
        )
        self._links = _part(file, self._links_name, f"{{{PACKAGE}/relationships}}Relationships", "r")
        self._types = file.archive.xml("[Content_Types].xml")
        self._name = self._comments_part()
        self._comments = _part(file, self._name, self._tag("comments"), "w")
        ids = [str(comment.get(self._tag("id"))) for comment in self._comments]
        self._next = max((int(each) for each in ids if each.isdecimal() and len(each) < 9), default=-1) + 1

    def comment(self, stretch: Stretch, heading: str, told: Sequence[str]) -> None:
        """Add a comment on a stretch of the text."""
        key = {self._tag("id"): str(self._next)}
        self._next += 1
        comment = etree.SubElement(self._comments, self._tag("comment"), key)
        comment.set(self._tag("author"), "refcheck")
        comment.set(self._tag("initials"), "rc")
        if self._moment:
            comment.set(self._tag("date"), self._moment)
        comment.append(self._paragraph(heading, bold=True))
        comment.extend(self._paragraph(text) for text in told)
        first, last = stretch
        first.addprevious(first.makeelement(self._tag("commentRangeStart"), key))
        reference = last.makeelement(self._tag("r"))
        etree.SubElement(reference, self._tag("commentReference"), key)
        last.addnext(reference)
        last.addnext(last.makeelement(self._tag("commentRangeEnd"), key))

    def page_at_end(self, heading: str) -> None:
        """Begin a page behind the text."""
        page = self._paragraph("")
        etree.SubElement(page[0], self._tag("br"), {self._tag("type"): "page"})
        self._append(page)
        self._append(self._paragraph(heading, bold=True))

    def at_end(self, heading: str, told: Sequence[str]) -> None:
        """Write paragraphs on the last page."""
        self._append(self._paragraph(heading, bold=True))
        for text in told:
            self._append(self._paragraph(text))

    def changed_parts(self) -> dict[str, bytes]:
        """The parts that are to be written, by name."""
        parts = {
            "[Content_Types].xml": self._types,
            self._links_name: self._links,
            self._file.main: self._file.root,
            self._name: self._comments,
        }
        return {
            name: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            for name, root in parts.items()
        }

    def _append(self, paragraph: etree._Element) -> None:
        body = self._file.root.find(self._tag("body"))
        if body is None:  # the reader has seen to it that there is one
            return
        if len(body) and body[-1].tag == self._tag("sectPr"):
            body[-1].addprevious(paragraph)
        else:
            body.append(paragraph)

    def _paragraph(self, text: str, *, bold: bool = False) -> etree._Element:
        paragraph = self._file.root.makeelement(self._tag("p"))
        run = etree.SubElement(paragraph, self._tag("r"))
        if bold:
            etree.SubElement(etree.SubElement(run, self._tag("rPr")), self._tag("b"))
        if text:
            content = etree.SubElement(run, self._tag("t"))
            content.text = text
            content.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return paragraph

    def _comments_part(self) -> str:
        """The name of the part that holds comments, made known to the package if it is a new one."""
        folder = posixpath.dirname(self._file.main)
        for link in self._links:
            if str(link.get("Type")).endswith("/comments") and link.get("TargetMode") != "External":
                return posixpath.normpath(posixpath.join("/", folder, str(link.get("Target")))).lstrip("/")
        taken = {str(link.get("Id")) for link in self._links}
        number = next(number for number in range(1, 100_000) if f"rIdRefcheck{number}" not in taken)
        file = "comments.xml"
        if posixpath.join(folder, file) in self._file.archive.names:  # a part that nothing refers to
            file = f"comments-refcheck{number}.xml"
        kind = f"{_STRICT}officeDocument/relationships" if self._namespace.startswith(_STRICT) else OFFICE
        etree.SubElement(
            self._links,
            f"{{{PACKAGE}/relationships}}Relationship",
            {"Id": f"rIdRefcheck{number}", "Type": f"{kind}/comments", "Target": file},
        )
        name = posixpath.join(folder, file)
        etree.SubElement(
            self._types,
            f"{{{PACKAGE}/content-types}}Override",
            {"PartName": f"/{name}", "ContentType": _COMMENTS},
        )
        return name

    def _tag(self, local: str) -> str:
        return f"{{{self._namespace}}}{local}"


def _part(file: Opened, name: str, tag: str, prefix: str) -> etree._Element:
    """The root of a part, an empty one if there is none."""
    root = file.archive.optional_xml(name)
    return root if root is not None else etree.Element(tag, nsmap={prefix: str(etree.QName(tag).namespace)})


def _repacked(original: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The archive with some parts changed or added; the others are copied as they are."""
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(original)) as old, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as new:
        names = list(dict.fromkeys(info.filename for info in old.infolist()))
        for name in [*names, *(name for name in changed if name not in names)]:
            info = zipfile.ZipInfo(name, old.getinfo(name).date_time if name in names else (1980, 1, 1, 0, 0, 0))
            info.compress_type = old.getinfo(name).compress_type if name in names else zipfile.ZIP_DEFLATED
            if name in changed:
                new.writestr(info, changed[name])
            else:
                with old.open(name) as source, new.open(info, "w") as target:
                    shutil.copyfileobj(source, target)
    return output.getvalue()
