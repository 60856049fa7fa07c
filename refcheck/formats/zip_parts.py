"""Office files: a zip archive of XML parts, the same bytes for the same parts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from refcheck.formats.printable import printable

_MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip archive can say
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """The archive, its parts in the order given."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0  # the same on every system
            archive.writestr(info, content)
    return output.getvalue()


def xml(text: str) -> str:
    """Text between two tags or in double quotes; what XML has no place for is replaced."""
    return escape(printable(text, keep="\n\t"), {'"': "&quot;"})


def content_types(overrides: Mapping[str, str]) -> str:
    """The part that says what the others are: content type by name of part."""
    each = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{each}</Types>'
    )


def relationships(targets: Mapping[str, str]) -> str:
    """A part that links others: the last word of the relationship's type by target."""
    each = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (target, kind) in enumerate(targets.items(), 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{each}</Relationships>'
