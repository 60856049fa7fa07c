"""Canonical forms of DOI, PMID, PMCID and arXiv id. Pure; None for what cannot be one.

Sources: the DOI Handbook 2.2 (prefix ``10.`` and four or more digits), NLM's description of PMID (1 to 8 digits) and
PMCID, and arXiv's "Understanding the arXiv identifier" (schemes before and since April 2007).
"""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

from refcheck.model import IdentifierType

DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), None)
# Full-width ASCII, one character for one, so that offsets stay; sentence punctuation (，：；) ends things and is left.
FULL_WIDTH = {0xFF01 + i: chr(0x21 + i) for i in range(94) if chr(0x21 + i) not in ",:;!?"}
ONE_TO_ONE = {**FULL_WIDTH, **DASHES, ord("∕"): "/", ord("⁄"): "/"}

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d{1,9}){0,4}/[!-~]{1,300}")
_DOI_PREFIX = re.compile(
    r"(?:\s|info:doi/|urn:doi:|doi(?![./])[\s:=]*|(?:https?://)?(?:www\.)?(?:dx\.)?doi\.org/)*", re.IGNORECASE
)
_PMID = re.compile(r"(?:pmid[\s:#=]*)?0{0,8}([1-9]\d{0,7})(?:\.0)?", re.IGNORECASE)
_PMCID = re.compile(r"(?:pmcid[\s:#=]*)?(?:pmc\s?)?0{0,8}([1-9]\d{0,7})(?:\.\d{1,2})?", re.IGNORECASE)
_ARXIV_NEW = re.compile(r"(\d\d)(\d\d)\.(\d{4,5})(?:v\d{1,2})?")
_ARXIV_OLD = re.compile(r"([a-z]+(?:-[a-z]+)?)(?:\.[a-z]{2})?/(\d\d)(\d\d)(\d{3})(?:v\d{1,2})?")
_ARXIV_PREFIX = re.compile(r"(?:https?://)?(?:\w+\.)?arxiv(?:\.org/(?:abs|pdf|html|format|ps))?[:/.\s]*", re.IGNORECASE)

# The archives of the scheme used until March 2007, living and subsumed.
_ARCHIVES = (
    "acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas cond-mat cs dg-ga "
    "funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph mtrl-th nlin nucl-ex nucl-th patt-sol physics plasm-ph "
    "q-alg q-bio quant-ph solv-int supr-con"
)
ARXIV_ARCHIVES = frozenset(_ARCHIVES.split())


def normalise_doi(text: str) -> str | None:
    """A DOI in lower case and without prefix, or None. Nothing is cut from its end: that takes the context."""
    plain = html.unescape(text.strip()).translate(INVISIBLE).translate(ONE_TO_ONE)
    plain = _DOI_PREFIX.sub("", plain, count=1)
    if "%" in plain:
        plain = unquote(unquote(plain))
    plain = re.sub(r"\\([_&#%$])", r"\1", plain)
    plain = re.sub(r"\s+", "", plain)
    return plain.lower() if _DOI.fullmatch(plain) else None


def normalise_pmid(text: str) -> str | None:
    """The digits of a PMID without leading zeros, or None."""
    match = _PMID.fullmatch(text.strip())
    return match[1] if match and match[1].isascii() else None


def normalise_pmcid(text: str) -> str | None:
    """``PMC`` and the digits, or None; the prefix may be missing in `text`."""
    match = _PMCID.fullmatch(text.strip())
    return f"PMC{match[1]}" if match and match[1].isascii() else None


def normalise_arxiv(text: str) -> str | None:
    """An arXiv id of either scheme without version and subject class, or None."""
    plain = _ARXIV_PREFIX.sub("", text.strip(), count=1).lower().removesuffix(".pdf")
    if not plain.isascii():
        return None
    if match := _ARXIV_NEW.fullmatch(plain):
        year, month, number = match.groups()
        digits = 4 if int(year) < 15 else 5  # five since January 2015
        right = 1 <= int(month) <= 12 and "0704" <= year + month < "9100" and len(number) == digits
        return f"{year}{month}.{number}" if right else None
    if (match := _ARXIV_OLD.fullmatch(plain)) and match[1] in ARXIV_ARCHIVES:
        archive, year, month, number = match.groups()
        right = 1 <= int(month) <= 12 and (int(year) >= 91 or year + month <= "0703")
        return f"{archive}/{year}{month}{number}" if right else None
    return None


NORMALISERS = {
    IdentifierType.DOI: normalise_doi,
    IdentifierType.PMID: normalise_pmid,
    IdentifierType.PMCID: normalise_pmcid,
    IdentifierType.ARXIV: normalise_arxiv,
}
