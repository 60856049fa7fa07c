"""XLSX (ECMA-376): the findings, the references and what was checked, a sheet each. Text is text, never a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from refcheck import __version__
from refcheck.formats.base import View
from refcheck.formats.places import one_line
from refcheck.formats.table import HEADER, Cell, rows
from refcheck.formats.translation import Translator
from refcheck.formats.views import CHECKED, FIELDS, NOT_VERIFIED
from refcheck.formats.zip_parts import HEAD, OFFICE, content_types, relationships, xml, zipped
from refcheck.model import Report
from refcheck.rules.base import named

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_LONGEST = 32_000  # characters of a cell; Excel counts 32,767 halves of UTF-16
_MOST_ROWS = 1_048_576  # of a sheet
_RUN_HEADER = ("source", "status", "requests", "stored_answers", "details")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads _x0041_ as the letter A
_REFERENCE_HEADER = ("path", "reference", "verdict", *FIELDS, "record_doi", "record_pmid", "record_title", "text")
_WIDTHS = {
    "path": 30, "line": 7, "column": 7, "code": 9, "name": 26, "severity": 10, "confidence": 10, "reference": 10,
    "field": 10, "claimed": 34, "actual": 34, "message": 60, "suggestion": 50, "help_url": 22, "fingerprint": 18,
    "suppressed": 11, "verdict": 13, "authors": 34, "title": 50, "journal": 26, "year": 7, "volume": 8, "issue": 7,
    "pages": 12, "record_doi": 26, "record_pmid": 12, "record_title": 50, "text": 80, "source": 30, "status": 13,
    "requests": 10, "stored_answers": 14, "details": 80,
}  # fmt: skip
_SAID = frozenset({"severity", "field", "suppressed", "verdict", "status"})
"""Columns whose values are words of refcheck's own, which are said in the reader's language."""

_HEADING = 1  # numbers of the styles below
_SEVERITY_STYLES = {"error": 2, "warning": 3, "note": 4}
_FILLS = ("F8D7DA", "FFF3CD", "DDEBF7")
_FILL = '<fill><patternFill patternType="solid"><fgColor rgb="FF{}"/></patternFill></fill>'
_TOP = '<alignment vertical="top" wrapText="1"/>'
_STYLES = (
    f'{HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="5"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    + "".join(
        f'<fill><patternFill patternType="solid"><fgColor rgb="FF{each}"/></patternFill></fill>' for each in _FILLS
    )
    + '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    f'<cellXfs count="5"><xf applyAlignment="1">{_TOP}</xf>'
    f'<xf fontId="1" applyFont="1" applyAlignment="1">{_TOP}</xf>'
    + "".join(f'<xf fillId="{number}" applyFill="1" applyAlignment="1">{_TOP}</xf>' for number in (2, 3, 4))
    + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


class Xlsx:
    """The workbook."""

    name = "xlsx"
    about = "a workbook: findings, references, what was checked"
    binary = True

    def render(self, report: Report, view: View) -> bytes:
        """The workbook's bytes."""
        say = Translator(view.lang)
        sheets = {
            say("Findings"): _sheet(HEADER, rows(report, view.lang), say),
            say("References"): _sheet(_REFERENCE_HEADER, _references(report), say),
            say("What was checked"): _sheet(_RUN_HEADER, _run(report, say), say),
        }
        names = [f"xl/worksheets/sheet{number}.xml" for number in range(1, len(sheets) + 1)]
        overrides = dict.fromkeys(names, f"{_TYPE}.worksheet+xml")
        overrides |= {"xl/workbook.xml": f"{_TYPE}.sheet.main+xml", "xl/styles.xml": f"{_TYPE}.styles+xml"}
        links = {name.removeprefix("xl/"): "worksheet" for name in names} | {"styles.xml": "styles"}
        return zipped(
            {
                "[Content_Types].xml": content_types(overrides),
                "_rels/.rels": relationships({"xl/workbook.xml": "officeDocument"}),
                "xl/workbook.xml": _workbook(list(sheets)),
                "xl/_rels/workbook.xml.rels": relationships(links),
                "xl/styles.xml": _STYLES,
                **dict(zip(names, sheets.values(), strict=True)),
            }
        )


FORMAT = Xlsx()


def _references(report: Report) -> Iterable[Sequence[Cell]]:
    for document in report.documents:
        for checked in document.references:
            record = checked.resolution.record
            found = (record.doi, record.pmid, record.title) if record else ("", "", "")
            reference = checked.reference
            claimed = [checked.reference.claimed.shown(field) for field in FIELDS]
            path = document.article.document.path
            yield path, reference.label, checked.verdict.value, *claimed, *found, reference.text


def _run(report: Report, say: Translator) -> Iterable[Sequence[Cell]]:
    for name, use in sorted(report.run.sources.items()):
        yield say.source(named(name)), use.status.value, use.requests, use.cached, use.note
    yield say("offline"), say(str(report.run.offline).lower())
    yield say("started"), report.run.started
    yield "refcheck", __version__, "", "", say(CHECKED)
    yield "", "", "", "", say(NOT_VERIFIED)
    for document in report.documents:
        for problem in document.article.document.problems:
            yield document.article.document.path, say("problem"), "", "", problem
    for entry in report.unreadable:
        yield entry.path, say("not read"), "", "", entry.reason


def _workbook(names: Sequence[str]) -> str:
    sheets = "".join(
        f'<sheet name="{xml(name)}" sheetId="{number}" r:id="rId{number}"/>' for number, name in enumerate(names, 1)
    )
    return f'{HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>'


def _sheet(header: Sequence[str], content: Iterable[Sequence[Cell]], say: Translator) -> str:
    """A sheet whose first row stays in sight, and can be filtered by."""
    lines = [_row([say(name) for name in header], [_HEADING] * len(header))]
    for row in content:
        if len(lines) == _MOST_ROWS:
            break
        named_cells = [*zip(header, row, strict=False)]
        cells = [
            say(value) if name in _SAID and isinstance(value, str) and value else value for name, value in named_cells
        ]
        styles = [_SEVERITY_STYLES.get(str(value), 0) if name == "severity" else 0 for name, value in named_cells]
        lines.append(_row(cells, styles))
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{_WIDTHS[name]}" customWidth="1"/>'
        for number, name in enumerate(header, 1)
    )
    return (
        f'{HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
        'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        f"<cols>{columns}</cols><sheetData>{''.join(lines)}</sheetData>"
        f'<autoFilter ref="A1:{chr(ord("A") + len(header) - 1)}{len(lines)}"/></worksheet>'
    )


def _row(cells: Sequence[Cell], styles: Sequence[int]) -> str:
    return f"<row>{''.join(map(_cell, cells, styles))}</row>"


def _cell(value: Cell, style: int) -> str:
    if not isinstance(value, str):
        return f'<c s="{style}"><v>{value}</v></c>'
    text = xml(_ESCAPE.sub("_x005F_", one_line(value, _LONGEST)))
    return f'<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{text}</t></is></c>'
