"""The bibliographies that a document takes its works from: where an entry stands there, and how it is put right there.

A finding about such a work stands where it is cited (see docs/adr/0005); what is to be changed stands in the .bib file.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from lsprotocol.types import Location

from refcheck.errors import UnreadableInputError
from refcheck.extract import extract
from refcheck.language_server.buffers import Buffer
from refcheck.language_server.checked import Checked
from refcheck.language_server.positions import Positions
from refcheck.model import Article, CheckedDocument, Finding, Reference, Span
from refcheck.readers.encoding import decode


def entry_of(checked: Checked, finding: Finding) -> Location | None:
    """Where the entry of a finding's work begins, if that is in another file."""
    if not _is_elsewhere(checked, finding):
        return None
    begins = re.compile(rf"@\w{{1,40}}\s{{0,9}}[{{(]\s{{0,9}}{re.escape(finding.reference or '')}\s{{0,9}},")
    for library in _libraries(checked):
        if found := begins.search(library.text):
            return Location(library.uri, Positions(library.text, checked.encoding).range(*found.span()))
    return None


def in_library(checked: Checked, finding: Finding) -> tuple[Checked, Finding] | None:
    """The finding as it would be in the file that its entry is in, and what else is known of that file's works."""
    if checked.document is None or not _is_elsewhere(checked, finding):
        return None
    for library in _libraries(checked):
        try:
            article = extract(library.read(checked.root, ())[0])
        except UnreadableInputError:
            continue
        here = {reference.label: reference for reference in article.references}
        if reference := here.get(finding.reference or ""):
            known = [
                dataclasses.replace(one, reference=here[one.reference.label])
                for one in checked.document.references
                if one.reference.label in here
            ]
            moved = dataclasses.replace(finding, span=_place(article, reference, finding))
            document = CheckedDocument(article, tuple(known), (), (moved,))
            return dataclasses.replace(checked, buffer=library, document=document, _known={}), moved
    return None


def _is_elsewhere(checked: Checked, finding: Finding) -> bool:
    document = checked.document
    if document is None or not finding.reference or document.article.document.format == "bibtex":
        return False
    return any(one.reference.structured and one.reference.label == finding.reference for one in document.references)


def _libraries(checked: Checked) -> Iterator[Buffer]:
    """The .bib files that a document names, as they stand in the editor or else as they are saved."""
    unsaved = {other.file.resolve(): other for other in checked.others if other.file}
    for file in sorted(checked.named):
        if file.suffix.lower() != ".bib":
            continue
        if file in unsaved:
            yield unsaved[file]
            continue
        try:
            yield Buffer(file.as_uri(), decode(file.read_bytes(), file.name).text)
        except (OSError, UnreadableInputError):
            continue


def _place(article: Article, reference: Reference, finding: Finding) -> Span:
    """Where the identifier or field of a finding stands in an entry; the whole entry where that cannot be told."""
    for identifier in article.identifiers:
        if identifier.reference == reference.label and identifier.value == finding.claimed:
            return identifier.span
    return reference.field_spans.get(finding.field, reference.span)
