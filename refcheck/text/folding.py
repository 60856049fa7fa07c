"""One folding of text for every comparison.

Publishers, indexes and authors write the same words with different markup, entities, LaTeX, Greek letters,
diacritics, dashes and case. `plain` takes the markup away, `fold` the rest, `words` splits what is left.
Chinese, Japanese and Korean characters stay as they are: `refcheck.text.chinese` knows more about them.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

_INLINE = (
    "a|b|i|u|em|strong|small|sub|sup|inf|sc|scp|scriptstyle|span|font|tt|ins|del|s|italic|bold|underline|overline|"
    "roman|monospace|styled-content|named-content|inline-formula|alternatives|fn|xref|"
    "math|semantics|m(?:i|n|o|row|text|space|style|frac|sqrt|root|sub|sup|subsup|under|over|underover|table|tr|td|"
    "fenced|enclose|padded|phantom|multiscripts|prescripts)"
)
_BLOCK = "p|br|div|li|ul|ol|title|subtitle|sec|h[1-6]|td|tr|table|hr"
_TAG = re.compile(
    rf"</?(?:(?:jats|mml|m|xhtml|ali|xlink):[a-z-]{{1,30}}|{_INLINE})(?:\s[^<>]{{0,300}})?/?>", re.IGNORECASE
)
_BREAK = re.compile(rf"</?(?:jats:|xhtml:)?(?:{_BLOCK})(?:\s[^<>]{{0,300}})?/?>", re.IGNORECASE)
# The TeX source that some records carry beside the MathML says the same twice.
_SECOND_COPY = re.compile(r"<(?:mml:)?(annotation|tex-math)\b[^<>]{0,300}>[^<>]{0,2000}</(?:mml:)?\1>", re.IGNORECASE)

_LATEX_ACCENT = re.compile(r"""\\(?:(["'`^~=.])|([uvHcdbkr])(?=[\s{]))\s{0,2}\{?(\\[ij]|[A-Za-z])\}?""")
# Each accent command of LaTeX and the combining character that it stands for.
_ACCENTS = {
    '"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "d": "\u0323", "b": "\u0331", "k": "\u0328",
    "r": "\u030a",
}  # fmt: skip
_LATEX_LETTER = re.compile(r"\\(ss|ae|AE|oe|OE|aa|AA|o|O|l|L|i|j|dh|DH|th|TH)(?![A-Za-z])\s{0,2}(?:\{\})?")
_LETTERS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "o": "ø", "O": "Ø", "l": "ł",
    "L": "Ł", "i": "i", "j": "j", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ",
}  # fmt: skip
_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta", "θ": "theta",
    "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "ο": "omicron", "π": "pi",
    "ρ": "rho", "σ": "sigma", "ς": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "χ": "chi", "ψ": "psi",
    "ω": "omega",
}  # fmt: skip
_MATHEMATICAL = str.maketrans("∆∏∑", "ΔΠΣ")  # increment, product and sum, printed for the Greek capitals
_LATEX_GREEK = re.compile(rf"\\(?:var)?({'|'.join(set(_GREEK.values()))})(?![A-Za-z])", re.IGNORECASE)
_LATEX_ESCAPED = re.compile(r"\\([%&_#$ {}])")
_LATEX_COMMAND = re.compile(r"\\[A-Za-z]{1,30}\*?\s{0,2}")
_LATEX_SIGNS = str.maketrans("", "", "{}$")

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1f]")
# One or two Greek letters are symbols (α, γδ); a longer run is a Greek word.
_GREEK_SYMBOLS = re.compile(r"(?<![\u0370-\u03ff])[\u0391-\u03c9]{1,2}(?![\u0370-\u03ff])")
_NOT_CJK = re.compile("[^\x00-\x7f\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+")
_POSSESSIVE = re.compile(r"(?<=[a-z])'(?=s\b)")
_NOT_WORD = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """The text without entities, markup, LaTeX and invisible characters; case and punctuation are kept."""
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub(" ", _SECOND_COPY.sub("", text)))
    if "\\" in text or ("{" in text and "}" in text):
        text = _without_latex(text)
    if not (text.isascii() and text.isprintable()):
        text = _INVISIBLE.sub("", text)
    return " ".join(text.split())


@lru_cache(maxsize=1 << 15)
def fold(text: str) -> str:
    """The text as plain lower-case words with one blank between them.

    Args:
        text: what was printed, in any script.

    Returns:
        ASCII letters and digits for alphabetic scripts; Chinese, Japanese and Korean characters unchanged.
    """
    return _NOT_WORD.sub(" ", _POSSESSIVE.sub("", latin(text).casefold())).strip()


def latin(text: str) -> str:
    """The plain text in ASCII letters; case, punctuation and Chinese, Japanese and Korean characters are kept."""
    text = plain(text)
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text.translate(_MATHEMATICAL))
    text = _GREEK_SYMBOLS.sub(_greek_names, text)
    return _NOT_CJK.sub(lambda match: anyascii(match.group()), text)


def words(text: str) -> list[str]:
    """The folded words of the text, in order."""
    return fold(text).split()


def _greek_names(match: re.Match[str]) -> str:
    """TNFα becomes "TNF alpha", TGF-β1 "TGF- beta1"; the μ of a unit (μm) becomes u."""
    symbols = match.group().lower()
    if symbols == "μ" and match.string[match.end() : match.end() + 1].isalpha():
        return "u"
    return " " + " ".join(_GREEK.get(symbol, symbol) for symbol in symbols)


def _without_latex(text: str) -> str:
    text = _LATEX_ACCENT.sub(_accented, text)
    text = _LATEX_LETTER.sub(lambda match: _LETTERS[match[1]], text)
    text = _LATEX_GREEK.sub(lambda match: " " + match[1], text)
    text = _LATEX_ESCAPED.sub(r"\1", text)
    return _LATEX_COMMAND.sub("", text).translate(_LATEX_SIGNS)


def _accented(match: re.Match[str]) -> str:
    letter = match[3].lstrip("\\")
    return unicodedata.normalize("NFC", letter + _ACCENTS[match[1] or match[2]])
