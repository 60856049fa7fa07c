"""Writes small PDF files by hand: text at places on pages, links and pictures."""

from __future__ import annotations

from dataclasses import dataclass, field

FONTS = ("Times-Roman", "Times-Bold", "Times-Italic")
WIDTH, HEIGHT = 595, 842


@dataclass
class Page:
    """A page that text is put on; `y` grows upwards."""

    operators: list[str] = field(default_factory=list)
    links: list[tuple[tuple[float, float, float, float], str]] = field(default_factory=list)
    picture: bool = False

    def text(self, x: float, y: float, text: str, size: float = 10, font: int = 0, matrix: str = "1 0 0 1") -> Page:
        shown = text.encode("cp1252").hex()
        self.operators.append(f"BT /F{font} {size} Tf {matrix} {x} {y} Tm <{shown}> Tj ET")
        return self

    def lines(self, x: float, y: float, lines: list[str], size: float = 10, leading: float = 12) -> Page:
        for number, line in enumerate(lines):
            self.text(x, y - number * leading, line, size)
        return self


def pdf_of(*pages: Page, title: str = "", count: int | None = None) -> bytes:
    """A PDF of the pages; `count` is how many it says that it has."""
    objects: list[bytes] = [b"", b"", b""]  # catalogue, page tree and properties come last

    def add(body: str | bytes) -> int:
        objects.append(body.encode("latin-1") if isinstance(body, str) else body)
        return len(objects)

    def stream(data: bytes, entries: str = "") -> int:
        return add(b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries.encode(), data))

    fonts = " ".join(
        f"/F{number} {add(f'<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>')} 0 R"
        for number, name in enumerate(FONTS)
    )
    picture = stream(
        b"\xff\x00\xff", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceRGB /BitsPerComponent 8"
    )
    kids = []
    for page in pages:
        operators = [*page.operators, *(["q 500 0 0 700 40 40 cm /I Do Q"] if page.picture else [])]
        content = stream("\n".join(operators).encode("latin-1"))
        annotations = " ".join(
            f"<< /Type /Annot /Subtype /Link /Rect [{' '.join(map(str, area))}] /A << /S /URI /URI ({address}) >> >>"
            for area, address in page.links
        )
        kids.append(
            add(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {content} 0 R"
                f" /Annots [{annotations}] /Resources << /Font << {fonts} >> /XObject << /I {picture} 0 R >> >> >>"
            )
        )
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    tree = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Kids [{tree}] /Count {len(kids) if count is None else count} >>".encode()
    objects[2] = f"<< /Title ({title}) >>".encode("latin-1")
    written = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    written += b"trailer\n<< /Size %d /Root 1 0 R /Info 3 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(written)
