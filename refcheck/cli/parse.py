"""``refcheck parse``: reference strings in, their fields out, a line each."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer

from refcheck.errors import UnreadableInputError
from refcheck.extract.parser import parse_reference
from refcheck.formats.json_text import dumps

app = typer.Typer(add_completion=False)


@app.command()
def parse(
    file: Annotated[str, typer.Argument(metavar="[FILE|-]", help="One reference a line; - is standard input.")] = "-",
) -> None:
    """Print the fields of reference strings: one JSON object a line, in the same order."""
    if file == "-":
        _parse_lines(sys.stdin)
    else:
        try:
            with Path(file).open(encoding="utf-8", errors="replace") as lines:
                _parse_lines(lines)
        except OSError as error:
            raise UnreadableInputError(file, f"cannot be read ({error.strerror}).", "Check the path.") from None


def _parse_lines(lines: TextIO) -> None:
    for line in lines:
        raw = line.rstrip("\r\n")
        sys.stdout.write(dumps({"raw": raw, **parsed(raw)}) + "\n")


def parsed(raw: str) -> dict[str, Any]:
    """The fields of one reference string, and how sure each is, as the contract's object has them."""
    reference = parse_reference(raw)
    fields = reference.fields
    identifiers: dict[str, str] = {}
    for identifier in reference.identifiers:
        if not identifier.malformed:
            identifiers.setdefault(identifier.type, identifier.value)
    return {
        "fields": {
            "authors": [
                {"name": author.name} if author.name else {"family": author.family, "given": author.given}
                for author in fields.authors
            ],
            **{name: getattr(fields, name) for name in ("title", "journal", "year", "volume", "issue", "pages")},
            **{name: identifiers.get(name, "") for name in ("doi", "pmid", "pmcid", "arxiv")},
            "type": fields.type,
        },
        "confidence": dict(sorted(fields.confidence.items())),
    }
