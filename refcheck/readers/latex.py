r"""LaTeX: the text that it prints, its list of works, and what its citations lead to.

A list in the document (``thebibliography``, or the .bbl file of an article whose .bib files are not there) is read as
it is printed; its labels are the keys. Of a .bib file that the document names, the works that it cites are taken over:
each stands where it is cited first, since the document has one source, and the .bib file is checked as a document of
its own when its folder is. Text put in by ``\input`` belongs to the document, and stands where the command does.
"""

from __future__ import annotations

import re

from refcheck.model.document import Document
from refcheck.readers._beside import Beside
from refcheck.readers._carried import carried_over
from refcheck.readers._latex_bbl import bbl_entries
from refcheck.readers._latex_files import expand
from refcheck.readers._latex_text import LatexText
from refcheck.readers._tagged import fewer, line_finder
from refcheck.readers.base import has_extension, peek, through, unix_newlines
from refcheck.readers.encoding import decode, is_binary

_BEGINS = re.compile(r"\s{0,2000}(?:%[^\n]{0,2000}\n\s{0,2000}){0,500}\\[A-Za-z@]")
_SIGN = re.compile(
    r"\\(?:documentclass|documentstyle|bibitem|begin\s?\{(?:document|thebibliography|abstract)\}|(?:sub)?section\*?\s?\{"
    r"|chapter\*?\s?\{|[a-z]{0,10}cite[a-z]{0,5}[\[{]|entry\{)"
)


class LatexReader:
    """Reads LaTeX documents and parts of them, and .bbl files."""

    name = "latex"
    extensions = (".tex", ".ltx", ".latex")
    media_types = ("application/x-tex", "text/x-tex", "application/x-latex")

    def recognises(self, head: bytes, name: str) -> float:
        """A command to begin with and one of LaTeX's own after it; a .bbl is made from others, and read if named."""
        if is_binary(head):
            return 0.0
        beginning = peek(head).replace("\r\n", "\n")
        if _BEGINS.match(beginning) and _SIGN.search(beginning):
            return 0.45 if has_extension(name, (".bbl",)) else 0.92
        return 0.65 if has_extension(name, self.extensions) else 0.0

    def read(self, data: bytes, path: str) -> Document:
        """The document by itself: what it names is not followed."""
        return self.read_beside(data, path, None)

    def read_beside(self, data: bytes, path: str, beside: Beside | None) -> Document:
        """The document, with the files that it names."""
        decoded = decode(data, path)
        main, newlines = unix_newlines(decoded.text)
        if entries := bbl_entries(main):
            return Document(
                path=path,
                format=self.name,
                text=main,
                source=decoded.text,
                origin=newlines,
                entries=tuple(entries),
                encoding=decoded.encoding,
                problems=decoded.problems,
            )
        expanded = expand(main, beside)
        latex = LatexText(expanded.text)
        latex.write()
        text = latex.builder.text
        origin = expanded.origin(latex.builder.origin, len(text))
        line_of = line_finder(expanded.text)
        problems = [f"line {line_of(at)}: {problem}" for at, problem in latex.problems]
        return Document(
            path=path,
            format=self.name,
            text=text,
            source=decoded.text,
            origin=through(origin, newlines),
            marks=latex.builder.sorted_marks(),
            entries=tuple(carried_over(expanded.entries, latex.citations, latex.uncited)),
            citations=tuple(latex.citations),
            title=latex.title,
            encoding=decoded.encoding,
            problems=fewer([*decoded.problems, *expanded.problems, *problems]),
        )


READER = LatexReader()
