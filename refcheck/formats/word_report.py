"""A report for Word: the summary, and for each document a table of its findings (ECMA-376, transitional)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from refcheck.formats.base import GENERATOR, View
from refcheck.formats.corrected import corrections
from refcheck.formats.note_texts import finding_heading, finding_paragraphs, summary
from refcheck.formats.places import one_line
from refcheck.formats.translation import Translator
from refcheck.formats.views import is_empty
from refcheck.formats.zip_parts import HEAD, content_types, relationships, xml, zipped
from refcheck.model import CheckedDocument, ReferenceVerdict, Report, Severity

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_FILLS = {Severity.ERROR: "F8D7DA", Severity.WARNING: "FFF3CD", Severity.NOTE: "DDEBF7"}
_WIDTH = 9600  # of a table, in twentieths of a point
_COUNT = 1150  # of its columns of numbers: the word above fits in, in small print
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="BFBFBF"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" '
    'w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>'
)
_STYLES = (
    f'{HEAD}<w:styles xmlns:w="{_MAIN}"><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
    '<w:name w:val="Normal"/><w:pPr><w:spacing w:after="60"/></w:pPr><w:rPr>'
    '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri" w:eastAsia="DengXian"/><w:sz w:val="20"/>'
    "</w:rPr></w:style>"
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/>'
        f'<w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f'<w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr></w:style>'
        for level, size in ((1, 32), (2, 26))
    )
    + "</w:styles>"
)


def written(report: Report, view: View) -> bytes:
    """The report as the bytes of a DOCX."""
    say = Translator(view.lang)
    right = corrections(report)
    body = [_heading(1, say("Reference check")), _paragraph(GENERATOR), _overview(report, say)]
    for document in report.documents:
        body += _document(document, right, say)
    body += [_heading(2, say("What was checked")), *map(_paragraph, summary(report, say))]
    content = "".join(body) + _PAGE
    return zipped(
        {
            "[Content_Types].xml": content_types(
                {"word/document.xml": f"{_TYPE}.document.main+xml", "word/styles.xml": f"{_TYPE}.styles+xml"}
            ),
            "_rels/.rels": relationships({"word/document.xml": "officeDocument"}),
            "word/document.xml": f'{HEAD}<w:document xmlns:w="{_MAIN}"><w:body>{content}</w:body></w:document>',
            "word/_rels/document.xml.rels": relationships({"styles.xml": "styles"}),
            "word/styles.xml": _STYLES,
        }
    )


def _overview(report: Report, say: Translator) -> str:
    verdicts = (ReferenceVerdict.VERIFIED, ReferenceVerdict.UNVERIFIED)
    rows = [[say("Document"), say("References"), *map(say, verdicts), *(say(f"{each.value}s") for each in Severity)]]
    for document in report.documents:
        found = [checked.verdict for checked in document.references]
        severities = [finding.severity for finding in document.findings if not finding.suppressed]
        counts = [len(found), *map(found.count, verdicts), *map(severities.count, Severity)]
        rows.append([document.article.document.path, *map(str, counts)])
    widths = (_WIDTH - 6 * _COUNT, *(_COUNT for _ in rows[0][1:]))
    cells = [[_paragraph(cell, bold=number == 0, small=True) for cell in row] for number, row in enumerate(rows)]
    return _table(widths, cells)


def _document(checked: CheckedDocument, right: dict[tuple[str, str], str], say: Translator) -> list[str]:
    document = checked.article.document
    findings = [finding for finding in checked.findings if not finding.suppressed]
    parts = [_heading(2, document.path)] + ([_paragraph(checked.article.title)] if checked.article.title else [])
    parts += map(_paragraph, document.problems)
    if not findings:
        return [
            *parts,
            _paragraph(say("No references were found.") if is_empty(checked) else say("Nothing to report.")),
        ]
    rows, fills = [], []
    for finding in findings:
        told = finding_paragraphs(finding, say, right.get((document.path, finding.reference or ""), ""))
        line = f"{say('line')} {document.place(finding.span).line}"
        rows.append(
            [_paragraph(line), _paragraph(finding_heading(finding, say), bold=True) + "".join(map(_paragraph, told))]
        )
        fills.append(_FILLS[finding.severity])
    return [*parts, _table((1200, _WIDTH - 1200), rows, fills)]


def _heading(level: int, text: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="Heading{level}"/></w:pPr>{_run(text)}</w:p>'


def _paragraph(text: str, *, bold: bool = False, small: bool = False) -> str:
    return f"<w:p>{_run(text, bold=bold, small=small)}</w:p>"


def _run(text: str, *, bold: bool = False, small: bool = False) -> str:
    look = ("<w:b/>" if bold else "") + ('<w:sz w:val="15"/>' if small else "")
    look = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{xml(one_line(text))}</w:t></w:r>'


def _table(widths: Sequence[int], rows: Iterable[Sequence[str]], fills: Sequence[str] = ()) -> str:
    """A table of cells that are XML already; the first cell of a row is filled with its colour."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = []
    for number, row in enumerate(rows):
        fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{fills[number]}"/>' if fills else ""
        cells = [
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill if at == 0 else ""}</w:tcPr>{cell}</w:tc>'
            for at, (width, cell) in enumerate(zip(widths, row, strict=True))
        ]
        lines.append(f"<w:tr>{''.join(cells)}</w:tr>")
    properties = f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl><w:p/>"
