"""The bibliographies that a document takes its works from: where an entry stands there, and how it is put right there.

A finding about such a work stands where it is cited (see docs/adr/0005); what is to be changed stands in the .bib file.
"""

from __future__ import annotations

import dataclasses
import re

from lsprotocol.types import Location

from refcheck.errors import UnreadableInputError
from refcheck.extract import extract
from refcheck.language_server.buffers import Buffer
from refcheck.language_server.checked import Checked
from refcheck.language_server.positions import Positions
from refcheck.model import Article, CheckedDocument, Finding, Reference, Span
from refcheck.readers.base import MAX_BYTES
from refcheck.readers.encoding import decode

_ENTRY = re.compile(r"@\w{1,40}\s{0,9}[{(]\s{0,9}([^\s,{}()]{1,300})\s{0,9},")


def entry_of(checked: Checked, finding: Finding) -> Location | None:
    """Where the entry of a finding's work begins, if that is in another file."""
    if not _is_elsewhere(checked, finding):
        return None
    return checked.once("entries", lambda: _entries(checked)).get(finding.reference or "")


def in_library(checked: Checked, finding: Finding) -> tuple[Checked, Finding] | None:
    """The file that the entry of a finding's work is in, as if it had been checked, and the finding there."""
    if not _is_elsewhere(checked, finding):
        return None
    for library in checked.once("libraries", lambda: _libraries(checked)):
        for moved in library.findings():
            if moved.fingerprint == finding.fingerprint:
                return library, moved
    return None


def _is_elsewhere(checked: Checked, finding: Finding) -> bool:
    document = checked.document
    if document is None or not finding.reference or document.article.document.format == "bibtex":
        return False
    return any(one.reference.structured and one.reference.label == finding.reference for one in document.references)


def _entries(checked: Checked) -> dict[str, Location]:
    """Where entries begin, by their keys; of several with one key, the first."""
    found: dict[str, Location] = {}
    for buffer in _files(checked):
        positions = Positions(buffer.text, checked.encoding)
        for entry in _ENTRY.finditer(buffer.text):
            found.setdefault(entry[1], Location(buffer.uri, positions.range(*entry.span())))
    return found


def _libraries(checked: Checked) -> list[Checked]:
    """The .bib files, each with what is known of its works."""
    made = []
    for buffer in _files(checked):
        try:
            article = extract(buffer.read(checked.root, ())[0])
        except UnreadableInputError:
            continue
        if document := _moved(checked, article):
            made.append(dataclasses.replace(checked, buffer=buffer, document=document, _known={}))
    return made


def _moved(checked: Checked, article: Article) -> CheckedDocument | None:
    """What was found of works that are entries of a .bib file, as if it had been found there."""
    if checked.document is None:
        return None
    here = {reference.label: reference for reference in article.references}
    references = tuple(
        dataclasses.replace(one, reference=here[one.reference.label])
        for one in checked.document.references
        if one.reference.label in here
    )
    findings = tuple(
        dataclasses.replace(one, span=_place(article, here[one.reference], one))
        for one in checked.findings()
        if one.reference in here and one.code[:2] != "CL"
    )
    return CheckedDocument(article, references, (), findings)


def _place(article: Article, reference: Reference, finding: Finding) -> Span:
    """Where the identifier or field of a finding stands in an entry; the whole entry where that cannot be told."""
    for identifier in article.identifiers:
        if identifier.reference == reference.label and identifier.value == finding.claimed:
            return identifier.span
    return reference.field_spans.get(finding.field, reference.span)


def _files(checked: Checked) -> list[Buffer]:
    """The .bib files that a document names, as they stand in the editor or else as they are saved."""
    unsaved = {other.file.resolve(): other for other in checked.others if other.file}
    found = []
    for file in sorted(one for one in checked.named if one.suffix.lower() == ".bib"):
        try:
            if file in unsaved:
                found.append(unsaved[file])
            elif file.is_file() and file.stat().st_size <= MAX_BYTES:
                found.append(Buffer(file.as_uri(), decode(file.read_bytes(), file.name).text))
        except (OSError, UnreadableInputError):
            continue
    return found
