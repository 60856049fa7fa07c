"""Builds DOCX, ODT and EPUB files in memory, with only what a test is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "text": "text",
        "style": "style",
        "table": "table",
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
    }.items()
)
ODF += ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive; the media type, if there is one, is stored as it is."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as writer:
        for name, content in parts.items():
            writer.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return file.getvalue()


def relationships(links: Mapping[str, tuple[str, str]]) -> str:
    """A relationships part: type and target by id. A target with a colon is outside."""
    each = (
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}" '
        f'TargetMode="{"External" if ":" in target else "Internal"}"/>'
        for key, (kind, target) in links.items()
    )
    return f'<Relationships xmlns="{RELATIONSHIPS}">{"".join(each)}</Relationships>'


def docx_parts(body: str, links: Mapping[str, str] | None = None, **parts: str) -> dict[str, str | bytes]:
    """The parts of a DOCX: its body, the addresses of its links by id, and the content of other parts by name."""
    linked = {f"part{name}": (name, f"{name}.xml") for name in parts}
    linked |= {key: ("hyperlink", address) for key, address in (links or {}).items()}
    return {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": relationships({"main": ("officeDocument", "word/document.xml")}),
        "word/document.xml": f"<w:document {W} {R} {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relationships(linked),
        **{f"word/{name}.xml": f"<w:{name} {W} {R}>{content}</w:{name}>" for name, content in parts.items()},
    }


def docx(body: str, links: Mapping[str, str] | None = None, **parts: str) -> bytes:
    """A DOCX."""
    return archive(docx_parts(body, links, **parts))


def p(content: str, properties: str = "") -> str:
    """A paragraph; plain text becomes one run."""
    inside = content if content.startswith("<") else r(content)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inside}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def field(code: str, result: str, data: str = "") -> str:
    """A field: its code is cut into pieces, as Word does."""
    pieces = (code[at : at + 100] for at in range(0, len(code), 100))
    inside = "".join(f'<w:instrText xml:space="preserve">{_escaped(piece)}</w:instrText>' for piece in pieces)
    kept = f"<w:fldData>{data}</w:fldData>" if data else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{kept}</w:fldChar></w:r><w:r>{inside}</w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def odt(body: str, styles: str = "", **parts: str) -> bytes:
    """An ODT: its body, its automatic styles, and other parts by their names without the extension."""
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {ODF}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
            **{f"{name}.xml": content for name, content in parts.items()},
        }
    )


def epub(pages: Mapping[str, str], *, title: str = "", extra: Mapping[str, str] | None = None) -> bytes:
    """An EPUB: its pages by name, in order; one called "nav" in its name is its table of contents."""
    items = "".join(
        f'<item id="i{number}" href="{name}" media-type="application/xhtml+xml" '
        f'properties="{"nav" if "nav" in name else "scripted"}"/>'
        for number, name in enumerate(pages)
    )
    spine = "".join(f'<itemref idref="i{number}"/>' for number in range(len(pages)))
    return archive(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
            "OEBPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc='
            f'"http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></metadata>'
            f"<manifest>{items}</manifest><spine>{spine}</spine></package>",
            **{f"OEBPS/{name}": content for name, content in pages.items()},
            **(extra or {}),
        }
    )
