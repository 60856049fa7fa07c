"""Text as the source of a format: characters that would be markup are escaped, emphasis is that of the list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from pylatexenc.latexencode import UnicodeToLatexEncoder

from refcheck.model import CheckedDocument, Document, Span

Wraps = Mapping[str, tuple[str, str]]
"""What the list writes before and after a field: ``*`` and ``*``, ``\\emph{`` and ``}``."""

# APA has journal and volume in italics together; others the full stop of an abbreviated journal with it.
_FIELDS = (("title",), ("journal", "volume"), ("journal",), ("journal.",), ("volume",), ("year",))
_MARKUP = re.compile(r"[*_]{1,3}|</?(?:i|em|b|strong)>|\\[a-z]{2,10}\{|\{\\[a-z]{2,8}\s|\}")
_COMMAND = re.compile(r"\\[A-Za-z]{3,}")  # shorter ones are accents, letters and old-style emphasis
_EMPHASIS = frozenset({r"\emph", r"\textit", r"\textbf", r"\itshape", r"\bfseries"})
_LINK = re.compile(r"\]\([^()\s]{1,500}\)|\]\[[^\]]{1,100}\]|<https?://[^>\s]{1,500}>")
_MARKDOWN = re.compile(r"[\\`*<$]|~~|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w{1,32};)|\](?=[(\[:])|!(?=\[)")
_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "$": r"\$",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "–": "--", "—": "---", "“": "``", "”": "''",
}  # fmt: skip


def escaped(text: str, document: Document) -> str:
    """Text for the source of a document, where it reads as it does here."""
    if document.format == "markdown":
        return _MARKDOWN.sub(lambda match: "\\" + match.group(), text)
    if document.format == "latex":
        text = "".join(_LATEX.get(each, each) for each in text)
        if document.source.isascii():
            encoder = UnicodeToLatexEncoder(non_ascii_only=True, unknown_char_policy="keep", unknown_char_warning=False)
            return str(encoder.unicode_to_latex(text))
    return text


def marked_up(text: str, values: Mapping[str, str], kept: Mapping[str, str], wraps: Wraps, document: Document) -> str:
    """A printed reference as source.

    Args:
        values: its fields as they stand in `text`.
        kept: the source of a field that stays as it is.
        wraps: the emphasis of the list.
    """
    places = _places(text, values)
    pieces = [(span, *wraps[field]) for field, span in places.items() if field in wraps]
    starts = {span.start: opening for span, opening, _ in pieces}
    ends = {span.end: closing for span, _, closing in pieces}
    sources = {places[field]: source for field, source in kept.items() if field in places}
    cuts = sorted({0, len(text), *starts, *ends, *(at for span in sources for at in (span.start, span.end))})
    written = []
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        source = sources.get(Span(start, end))
        written += [ends.get(start, ""), starts.get(start, ""), source or escaped(text[start:end], document)]
    return "".join(written)


def lost_markup(old: str, new: str, form: str) -> str:
    r"""A link or a command of the old source that the new one has not, or ""; emphasis and accents do not count."""
    pattern = {"latex": _COMMAND, "markdown": _LINK}.get(form)
    found = pattern.findall(old) if pattern else []
    return next((one for one in found if one not in _EMPHASIS and one not in new), "")


def _places(text: str, values: Mapping[str, str]) -> dict[str, Span]:
    """Where the fields stand in a printed reference: title, behind it the journal, behind that the volume."""
    places: dict[str, Span] = {}
    at = 0
    for field in ("title", "journal", "volume"):
        found = re.search(rf"(?<!\w){re.escape(values.get(field) or chr(0))}(?!\w)", text[at:])
        if found:
            places[field] = Span(at + found.start(), at + found.end())
            at = places[field].end
    years = re.finditer(rf"(?<!\w){re.escape(values.get('year') or chr(0))}(?!\w)", text)
    free = [Span(*found.span()) for found in years]
    free = [span for span in free if not any(span.overlaps(taken) for taken in places.values())]
    if free:
        places["year"] = free[0]
    if "journal" in places and text[places["journal"].end : places["journal"].end + 1] == ".":
        places["journal."] = Span(places["journal"].start, places["journal"].end + 1)
    if "journal" in places and "volume" in places and _are_together(places["journal"], places["volume"]):
        places["journal volume"] = Span(places["journal"].start, places["volume"].end)
    return places


def _are_together(one: Span, other: Span) -> bool:
    return one.end <= other.start <= one.end + 2


def wraps_of(document: CheckedDocument) -> Wraps:
    """The markup that most references of a list have around a field, or around two that stand together."""
    read = document.article.document
    found: dict[str, tuple[str, str]] = {}
    for fields in _FIELDS:
        spans = [_with_stop(read, one.reference.field_spans) for one in document.references]
        places = [_joined([span[field] for field in fields]) for span in spans if all(one in span for one in fields)]
        usual = Counter(_around(read, span) for span in places if span).most_common(1)
        taken = {one.rstrip(".") for name in found for one in name.split()}
        if usual and all(usual[0][0]) and not taken & {one.rstrip(".") for one in fields}:
            found[" ".join(fields)] = usual[0][0]
    return found


def _with_stop(read: Document, spans: Mapping[str, Span]) -> dict[str, Span]:
    journal = spans.get("journal")
    if journal is None or read.text[journal.end : journal.end + 1] != ".":
        return dict(spans)
    return {**spans, "journal.": Span(journal.start, journal.end + 1)}


def _joined(spans: Sequence[Span]) -> Span | None:
    if len(spans) > 1 and not _are_together(spans[0], spans[1]):
        return None
    return Span(spans[0].start, spans[-1].end)


def _around(read: Document, span: Span) -> tuple[str, str]:
    """The markup in the source right before a stretch of text, and right behind it."""
    place = read.place(span)
    before = read.source[read.source_offset(span.start - 1) + 1 : place.start] if span.start else ""
    behind = read.source[place.end : read.source_offset(span.end)]
    return (before, behind) if _MARKUP.fullmatch(before) and _MARKUP.fullmatch(behind) else ("", "")
