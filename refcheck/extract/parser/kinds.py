"""What kind of work a reference names, and who published it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from refcheck.extract.parser import gbt7714
from refcheck.model import Identifier, IdentifierType

_ONLINE = r"https?\s?:|www\.|\[(?:internet|online)\]|\b(?:retrieved|accessed|available (?:from|at)|dispon[ií]vel em)\b"
_THESIS = (
    r"\b(?:(?:ph\.?\s?d\.?|doctoral|master'?s?|m\.?sc\.?|bachelor'?s?|diploma)\.?\s(?:thesis|dissertation)|thesis\b"
    r"|dissertation(?! abstracts)|tese\b|dissertação|th[eè]se\b|diplomarbeit|habilitation)|(?:硕士|博士|學位|学位)论文"
)
_PATENT = r"\b(?:(?:US|EP|WO|CN|JP|DE)\s?(?:patent|\d{6,12}\s?[AB]\d?)\b|patent no\b|U\.?S\.? patent\b)|专利"
_STANDARD = r"\b(?:GB/T\s?\d|ISO(?:/IEC)?\s\d{3,5}|ASTM\s[A-Z]\d|IEC\s\d{4,5}|NBR\s?\d{4,5}|DIN\s(?:EN\s)?\d{3,5})"
_REPORT = r"\b(?:technical report|tech\.? rep|working paper|research report|report no|white paper|discussion paper)\b"
# In order: the first that the reference shows decides.
_SIGNS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("preprint", r"\b(?:arxiv|biorxiv|medrxiv|chemrxiv|psyarxiv|research square|ssrn|preprint)\b"),
        ("dataset", r"\[(?:data\s?set|dataset)\]|\b(?:zenodo|figshare|dryad digital|pangaea)\b"),
        ("thesis", _THESIS),
        ("patent", _PATENT),
        ("standard", _STANDARD),
        ("report", _REPORT),
    )
)
_PREPRINTS = re.compile(r"arxiv|[a-z]rxiv", re.IGNORECASE)
_EVENT = re.compile(
    r"\b(?:proc(?:eedings)?|conference|conf|symposium|workshop|congress|anais|simp[oó]sio|congresso|colloqui)\b"
    r"|会议|研讨会|论文集",
    re.IGNORECASE,
)
_CONTAINED = re.compile(
    r"\b(?:[Ii]n|[Ee]m|[Dd]ans)\s?:|\bIn\s(?=[A-Z“\"])|\b(?:[Ee]ds?|editors?|Hrsg|[Oo]rgs?)\b\.?|//"
)
_WEB = re.compile(_ONLINE, re.IGNORECASE)
_UPPER = r"[^\W\d_a-zß-ÿ]"
_HOUSE = re.compile(
    rf"(?P<publisher>(?:{_UPPER}[\w.&'’-]{{1,25}}\s(?:(?:of|the|and|&|for|de|do|da)\s){{0,2}}){{0,6}}"
    r"(?:University\sPress|Press|Publishers?|Publishing(?:\sCompany|\sHouse)?|Verlag|Publications|Books|Springer(?:-Verlag)?"
    r"|Elsevier|Wiley(?:-Blackwell)?|Routledge|Blackwell|McGraw-Hill|Sage|Academic|Editora(?:\s\w{2,20})?"
    r"|Palgrave(?:\sMacmillan)?|Kluwer)(?:\s(?:&|and)\s(?:Sons|Co\.?|Business\sMedia|Francis))?)(?![\w-])"
    r"|(?P<chinese>[\u3400-\u9fff]{2,20}(?:出版社|出版公司|书局|書局|印书馆|大学|学院|大學|學院))"
)
_PLACED = re.compile(
    rf"{_UPPER}[\w\s,.'’()-]{{2,40}}\s?:\s?(?P<publisher>{_UPPER}[^.;:,()\d\[\]]{{2,60}}?)\s?(?=[.;,)]|$)"
)


def kind_of(text: str, values: Mapping[str, str], identifiers: Sequence[Identifier]) -> str:
    """The type of work that the reference describes, or ""."""
    mark = gbt7714.mark(text)
    if mark:
        kind = gbt7714.TYPES.get(mark[0], "")
        if kind == "book" and values.get("journal"):
            return "chapter"
        if kind:
            return kind
    journal, title = values.get("journal", ""), values.get("title", "")
    rest = text.replace(title, " ", 1) if title else text
    numbered = bool(journal and (values.get("volume") or values.get("issue")))
    if numbered and not _PREPRINTS.search(journal):
        return "proceedings" if _EVENT.search(journal) and "In" in rest and not values.get("issue") else "article"
    for kind, sign in _SIGNS:
        if sign.search(text if kind in ("standard", "patent") else rest):
            return kind
    if any(identifier.type is IdentifierType.ARXIV for identifier in identifiers) and not journal:
        return "preprint"
    if journal:
        if _EVENT.search(journal):
            return "proceedings"
        return "chapter" if _CONTAINED.search(rest) else "article"
    if _WEB.search(rest) and not values.get("publisher"):
        return "webpage"
    return "book" if title and (values.get("publisher") or values.get("year")) else ""


def publisher_of(text: str, spans: Mapping[str, tuple[int, int]]) -> tuple[int, int] | None:
    """Where the publisher or university stands, for a work that is not in a journal with a volume."""
    if "volume" in spans and "journal" in spans:
        return None
    begin = max((spans[name][1] for name in ("title", "journal") if name in spans), default=0)
    for pattern in (_PLACED, _HOUSE):
        match = pattern.search(text, begin)
        if match:
            name = "publisher" if match["publisher"] else "chinese"
            return match.span(name)
    return None
