"""docs/formats.md: what is read and what is written, from the readers and the report formats."""

from __future__ import annotations

import re
import sys

from pages.markdown import page, table
from refcheck.formats import formats, is_binary
from refcheck.readers import readers


def write() -> str:
    """The page."""
    read = [
        (f"`{one.name}`", " ".join(f"`{ending}`" for ending in one.extensions) or "told by its content", _about(one))
        for one in readers()
        if one.name != "unsupported"
    ]
    written = [
        (f"`{name}`", f"{one.about}{'; for a file' if is_binary(one) else ''}") for name, one in formats().items()
    ]
    folders = [f"`--report {name}:FOLDER/`" for name, one in formats().items() if getattr(one, "folder", False)]
    return page(
        "Documents and reports",
        "`refcheck/readers/` and `refcheck/formats/`",
        "## Documents that are read",
        "",
        "The content decides, not the name: a Word file that is called `article.txt` is read as a Word file. From a",
        "folder, files with these endings are picked up; any other file is read when it is named.",
        "",
        *table(("format", "endings", ""), read),
        "",
        "Old Word files (`.doc`), RTF and files with a password are recognised, and the message says how to convert",
        "them.",
        "",
        "## Reports that are written",
        "",
        "`--format NAME` chooses what standard output shows; `--report NAME:PATH` writes a file, and may be given",
        f"several times. A folder, with a stroke at its end, gets one file a document: {', '.join(folders)}.",
        "`docx` and `pdf` give the checked file with notes in it; its text is as it was, the original is untouched.",
        "",
        *table(("format", "what for"), written),
    )


def _about(reader: object) -> str:
    """The first sentence of the reader's module, without what it says of its own making."""
    text = (sys.modules[type(reader).__module__].__doc__ or "").split("\n")[0]
    return re.split(r": | \(ECMA|, as \"Send|\.$", text)[0].rstrip(".")
