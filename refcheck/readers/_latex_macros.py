"""What LaTeX's commands mean for the readable text: a table for each kind of command."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from refcheck.model.document import MarkType
from refcheck.readers.bibtex import decode_latex

CITE = re.compile(
    r"(?:no|foot|foot?full|full|paren|text|auto|super|smart|short|online|block|bracket|inline|author|year|p|P|t|T|s)?"
    r"[Cc]ite(?:s|p|t|alt|alp|author|title|year|yearpar|date|num|online|text(?=s)|A|NP|ANP|yearNP|authorNP|par|url)?"
    r"|(?:foot|paren|text|auto|super|smart)?[Cc]ites|[Pp]arencites?|[Tt]extcites?|[Aa]utocites?|[Ff]ootcite(?:text|s)?"
    r"|[Ss]upercites?|[Ss]martcites?|onlinecite|citeonline|shortcite[A-Z]{0,3}|[Cc]iteal[tp]|citefield|pcite|tcite"
)
"""Commands that cite: those of LaTeX, natbib, BibLaTeX, apacite, revtex and jurabib, and what people name theirs."""

HEADINGS = {
    "part": "1",
    "chapter": "1",
    "section": "2",
    "subsection": "3",
    "subsubsection": "4",
    "paragraph": "5",
    "subparagraph": "6",
}
MARKS = {
    "emph": MarkType.ITALIC,
    "textit": MarkType.ITALIC,
    "textsl": MarkType.ITALIC,
    "mkbibemph": MarkType.ITALIC,
    "bibemph": MarkType.ITALIC,
    "textbf": MarkType.BOLD,
    "mkbibbold": MarkType.BOLD,
    "textsuperscript": MarkType.SUPERSCRIPT,
    "textsuper": MarkType.SUPERSCRIPT,
    "texttt": MarkType.CODE,
}
FONTS = {
    "em": MarkType.ITALIC,
    "it": MarkType.ITALIC,
    "itshape": MarkType.ITALIC,
    "sl": MarkType.ITALIC,
    "slshape": MarkType.ITALIC,
    "bf": MarkType.BOLD,
    "bfseries": MarkType.BOLD,
}
ADDRESSES = {
    "url": "",
    "nolinkurl": "",
    "path": "",
    "Url": "",
    "burl": "",
    "doi": "https://doi.org/",
    "DOI": "https://doi.org/",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/",
    "arxiv": "https://arxiv.org/abs/",
}
"""Commands whose argument is an address or the end of one, and what an address of the kind begins with."""
PRINTED = {"doi": "doi:", "DOI": "doi:", "pmid": "PMID: ", "arxiv": "arXiv:"}
"""What they print before it."""

_ONE_ARGUMENT = """
    label ref eqref pageref cref Cref autoref nameref vref hypertarget phantom hphantom vphantom pdfbookmark
    usepackage RequirePackage documentclass bibliographystyle citestyle setcitestyle bibpunct urlstyle
    input include subfile bibliography nobibliography addbibresource addglobalbib addsectionbib
    includegraphics includepdf
    pagestyle thispagestyle pagenumbering vspace hspace color textcolor fontfamily selectlanguage foreignlanguage
    hypersetup graphicspath setlist captionsetup usetikzlibrary theoremstyle definecolor externaldocument
    author address affiliation affil email ead institute thanks date orcid corref cortext fnref tnoteref
    titlerunning authorrunning markboth tocauthor toctitle index glossary bibdata bibcite bibcommenthead
    bibinfo bibfield BibitemShut Eprint eprint bibAnnoteFile
"""
_TWO_ARGUMENTS = "setcounter addtocounter setlength addtolength fontsize newtheorem rule raisebox resizebox scalebox"
_THREE_ARGUMENTS = "addcontentsline multirow"
_SKIPPED = ((1, _ONE_ARGUMENT), (2, _TWO_ARGUMENTS), (3, _THREE_ARGUMENTS))
SKIPPED = {name: count for count, names in _SKIPPED for name in names.split()}
"""Commands with arguments that are not printed, and how many of them; what follows is printed."""

_DEFINITIONS = """
    newcommand renewcommand providecommand DeclareRobustCommand newenvironment renewenvironment def gdef edef let
    NewDocumentCommand RenewDocumentCommand newlength newcounter
"""
DEFINITIONS = frozenset(_DEFINITIONS.split())
_HIDDEN = """
    equation equation* align align* gather gather* multline multline* eqnarray eqnarray* displaymath math flalign
    flalign* alignat alignat* tikzpicture pgfpicture comment filecontents filecontents* picture forest
"""
HIDDEN = frozenset(_HIDDEN.split())
"""Environments whose text is not read."""
VERBATIM = frozenset({"verbatim", "verbatim*", "Verbatim", "lstlisting", "minted"})
_ONE = "tabular array longtable minipage multicols wrapfigure thebibliography supertabular CJK CJK*"
_TWO = "tabular* tabularx tabulary adjustwidth"
ENVIRONMENT_ARGUMENTS = {name: count for count, names in ((1, _ONE), (2, _TWO)) for name in names.split()}
_ACCENTS = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
}
_WORDS = {
    "textendash": "–",
    "textemdash": "—",
    "bibrangedash": "–",
    "ldots": "…",
    "dots": "…",
    "TeX": "TeX",
    "LaTeX": "LaTeX",
    "textasciitilde": "~",
    "textunderscore": "_",
    "textless": "<",
    "textgreater": ">",
    "slash": "/",
    "and": ", ",
    "newblock": " ",
    "quad": " ",
    "qquad": " ",
    "space": " ",
    "enspace": " ",
    "bibnamedelima": " ",
    "addspace": " ",
}


def is_accent(name: str) -> bool:
    """Whether a command puts an accent on the letter after it."""
    return name in _ACCENTS


def accented(name: str, letter: str) -> str:
    r"""A letter with the accent of a command; ``\i`` and ``\j`` are letters without their dots."""
    plain = {"\\i": "i", "\\j": "j", "\\ae": "æ", "\\o": "ø"}.get(letter.strip("{} "), letter.strip("{} "))
    return unicodedata.normalize("NFC", plain[:1] + _ACCENTS[name] + plain[1:]) if plain else ""


@cache
def character(name: str) -> str | None:
    r"""What a command without arguments prints, ``\alpha`` or ``\ss``; None if it is not known to print anything."""
    if name in _WORDS:
        return _WORDS[name]
    from pylatexenc.latex2text import get_default_latex_context_db  # noqa: PLC0415 - slow to load

    spec = get_default_latex_context_db().get_macro_spec(name)
    printed = getattr(spec, "simplify_repl", None)
    return printed if isinstance(printed, str) and "%" not in printed and len(printed) < 12 else None


@lru_cache(maxsize=4096)
def formula(source: str) -> str:
    """A short formula as text; the same ones come again and again."""
    return decode_latex(f"${source}$")
