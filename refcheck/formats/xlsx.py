"""XLSX (ECMA-376): the findings, the references and what was checked, a sheet each. Text is text, never a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from refcheck.formats.base import View
from refcheck.formats.places import one_line
from refcheck.formats.table import HEADER, Cell, rows
from refcheck.formats.translation import Translator
from refcheck.formats.views import FIELDS
from refcheck.formats.zip_parts import HEAD, OFFICE, content_types, relationships, xml, zipped
from refcheck.model import Report

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_LONGEST = 32_000  # characters of a cell; Excel counts 32,767 halves of UTF-16
_MOST_ROWS = 1_048_576  # of a sheet
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads _x0041_ as the letter A
_REFERENCE_HEADER = ("path", "reference", "verdict", *FIELDS, "record_doi", "record_pmid", "record_title", "text")
_STYLES = (
    f'{HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf/><xf fontId="1" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
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
            say("Findings"): _sheet(HEADER, rows(report, view.lang)),
            say("References"): _sheet(_REFERENCE_HEADER, _references(report, say)),
            say("What was checked"): _sheet(("source", "status", "requests", "stored_answers", "note"), _run(report)),
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


def _references(report: Report, say: Translator) -> Iterable[Sequence[Cell]]:
    for document in report.documents:
        for checked in document.references:
            record = checked.resolution.record
            found = (record.doi, record.pmid, record.title) if record else ("", "", "")
            reference = checked.reference
            claimed = [checked.reference.claimed.shown(field) for field in FIELDS]
            path = document.article.document.path
            yield path, reference.label, say(checked.verdict), *claimed, *found, reference.text


def _run(report: Report) -> Iterable[Sequence[Cell]]:
    for name, use in sorted(report.run.sources.items()):
        yield name, use.status.value, use.requests, use.cached, use.note
    yield "offline", str(report.run.offline).lower()
    yield "started", report.run.started
    for document in report.documents:
        for problem in document.article.document.problems:
            yield document.article.document.path, "problem", "", "", problem
    for entry in report.unreadable:
        yield entry.path, "unreadable", "", "", entry.reason


def _workbook(names: Sequence[str]) -> str:
    sheets = "".join(
        f'<sheet name="{xml(name)}" sheetId="{number}" r:id="rId{number}"/>' for number, name in enumerate(names, 1)
    )
    return f'{HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>'


def _sheet(header: Sequence[str], content: Iterable[Sequence[Cell]]) -> str:
    """A sheet whose first row stays in sight."""
    lines = [_row(header, style=1)]
    for row in content:
        if len(lines) == _MOST_ROWS:
            break
        lines.append(_row(row))
    return (
        f'{HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
        'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        f'<cols><col min="1" max="{len(header)}" width="18" customWidth="1"/></cols>'
        f"<sheetData>{''.join(lines)}</sheetData></worksheet>"
    )


def _row(cells: Sequence[Cell], style: int = 0) -> str:
    return f"<row>{''.join(_cell(cell, style) for cell in cells)}</row>"


def _cell(value: Cell, style: int) -> str:
    if not isinstance(value, str):
        return f"<c><v>{value}</v></c>"
    text = xml(_ESCAPE.sub("_x005F_", one_line(value, _LONGEST)))
    return f'<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{text}</t></is></c>'
