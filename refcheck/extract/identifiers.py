"""Finding DOI, PMID, PMCID and arXiv ids in running text as people and programs print them.

A DOI has no end of its own: any printable character may belong to it. So a generous run is taken first, then continued
where a line or a space breaks it, then cut where something else is glued on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from refcheck.model import Identifier, IdentifierType, Span
from refcheck.text.identifiers import INVISIBLE, NORMALISERS, ONE_TO_ONE, normalise_arxiv

# Characters of a run: printable ASCII that does not usually follow a DOI, escapes, and what is invisible in print.
_UNSEEN = "".join(map(chr, INVISIBLE))
# (SciELO has DOIs such as 10.1590/1984-0462/;2018;36;2;00004.)
_RUN = (
    r"(?:/;\d{4};\d{1,4};\d{1,3};\d{3,6}"
    rf"|[A-Za-z0-9._\-()/:+*~%\\{_UNSEEN}]|,(?=\d)(?!10\.|(?:19|20)\d\d(?!\d)))"
)
_SLASH = r"(?:/|%(?:25)?2[Ff])"
_DOI = re.compile(
    rf"10(?:(?<![\d.]10)|(?<=\bdoi\.10)|(?<=\bDOI\.10))[{_UNSEEN}]?\.[ \n{_UNSEEN}]?\d{{4,9}}(?:\.\d{{1,9}}){{0,3}}"
    rf"\s?{_SLASH}"
    # Serial Item and Contribution Identifiers (ANSI/NISO Z39.56) of the 1990s hold brackets and a semicolon
    r"(?:(?P<sici>[^\s<>\[\]]{1,80}?(?:<|&lt;|%3[Cc]|\[)[^\s<>\[\]]{1,60}?(?:>|&gt;|%3[Ee]|\])\d\.\d\.[A-Z]{2};2(?:-[A-Za-z0-9#])?)"
    rf"|(?P<run>{_RUN}{{0,150}}))"
)
_NEXT_TOKEN = re.compile(rf"[ \t]{{0,3}}(?P<break>\n[ \t]{{0,12}})?(?P<token>{_RUN}{{1,120}})")
_LABEL = re.compile(r"\(?\d{1,4}[.)](?!\d)|\d{1,3}$|(?:19|20)\d\d\b")
# The PII-like DOIs of Elsevier journals, "j.stem.2018.05.008": unfinished until the last number.
_UNFINISHED = re.compile(r"j\.[a-z]+(?:\.\d{4}(?:\.\d{2})?)?\.?$", re.IGNORECASE)

_GLUED = re.compile(
    r"[.,;:]*(?:(?:PMCID|PMID|PMC\d{3}|PubMed|Epub|(?:e?ISSN|ISBN)(?!\.)|URL\s?:?\s?https?|https?:|doi:|www\.|available|accessed|retrieved)"
    r"|(?-i:Cross[Rr]ef|Medline|Google|Article|Published|View)(?![a-z0-9])).*",
    re.IGNORECASE | re.DOTALL,
)
_SENTENCE = re.compile(r"(?<=\d)\.[A-Z][a-z]{2,}$")
_PAGE_TAIL = re.compile(
    r"(?:/(?:full|pdf|epdf|pdfdirect|abstract|abs|html|meta|fulltext|full-text|summary|references|citation|asset"
    r"|suppl_file|supplementary-material)(?:/[^/]{0,60}){0,2}|\.(?:full\.pdf|full|pdf|abstract|html))$",
    re.IGNORECASE,
)
_PREPRINT_VERSION = re.compile(
    r"(10\.1101/[\d.]{6,25}|10\.48550/arxiv\.[\d.]{9,10})v\d{1,2}(?:\.full|\.abstract)?$", re.IGNORECASE
)

_BEFORE = re.compile(
    r"(?P<resolver>(?:https?\s?:\s?//\s?)?(?:www\.)?(?:dx\.)?doi\.\s?org\s?/\s*)$"
    r"|(?P<url>(?:https?://|www\.)[^\s<>\"'“”{}|]{3,160})$"
    r"|(?P<twice>doi[\s:=]{0,3}doi[\s:=]{1,3})$"
    r"|(?P<cue>\bdoi[\s:=：>({\[\"]{0,6}|info:doi/|urn:doi:|\bDO {1,3}- )$",
    re.IGNORECASE,
)
_DOI_CUE = re.compile(r"\bdoi(?:\.org/|\s?[:：=]\s?)(?!10/)(?=[^\s]{0,20}\d)([^\s，。；、<>\"]{3,80})", re.IGNORECASE)

_SEPARATOR = r"[\s:：=#{\"]{0,4}(?:(?<=\n)[^\S\n]{0,12})?"  # also a line's end and the indent of the next
_PMID = re.compile(
    rf"(?<![A-Za-z])(?:PMID|PubMed\s?ID|PubMed{_SEPARATOR}PMID){_SEPARATOR}(?P<first>\d{{1,20}})(?![\d.]\d)(?P<rest>(?:\s?[;,；，、]\s?\d{{6,8}}(?!\d)){{0,50}})"
    r"|(?:pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/(?:m/)?pubmed/(?:\?term=)?|europepmc\.org/(?:article|abstract)/med/)"
    r"(?P<url>\d{1,20})",
    re.IGNORECASE,
)
_PMCID = re.compile(
    rf"(?<![A-Za-z0-9])(?:PMCID{_SEPARATOR}(?:PMC\s?)?(?P<labelled>\d{{1,20}})|PMC\s?:?\s?(?P<bare>\d{{5,20}})|PMC(?P<short>\d{{1,4}}))(?!\d)",
    re.IGNORECASE,
)
_ARXIV = re.compile(
    r"(?<![A-Za-z])arxiv(?:\.org/(?:abs|pdf|html|format|ps)/"
    r"|(?:[\s.,:\[]{0,3}(?:e-?prints?|preprints?|abs/|arxiv)){0,3}[\s:.,]{0,3})"
    r"(?:(?P<new>\d{4}\.\d{1,9})|(?P<old>[a-z]{2,8}(?:-[a-z]{2,4})?(?:\.[A-Z]{2})?/\d{7}))(?:v\d{1,2})?(?!\d)"
    r"|(?<![A-Za-z0-9/.-])(?P<bare>(?:astro-ph|cond-mat|gr-qc|hep-(?:ex|lat|ph|th)|math-ph|nucl-(?:ex|th)|quant-ph|q-(?:bio|alg|fin)|nlin|math|physics|cs)"
    r"(?:\.[A-Z]{2})?/\d{7})(?:v\d{1,2})?(?![\d/])",
    re.IGNORECASE,
)


def find_identifiers(text: str, offset: int = 0) -> list[Identifier]:
    """Every identifier in `text`, in order of position; `offset` is where `text` begins in its document.

    The span is the identifier itself without a label, and the whole address where it stands in one.
    """
    plain = text.translate(ONE_TO_ONE)
    dois = list(_dois(text, plain))
    found = [*dois, *_malformed_dois(text, plain, [doi.span for doi in dois])]
    found += _pmids(text, plain)
    found += _pmcids(text, plain)
    found += _arxiv_ids(text, plain)
    found.sort(key=lambda one: (one.span, one.type))
    return [_moved(one, offset) for one in found] if offset else found


def _moved(one: Identifier, offset: int) -> Identifier:
    span = Span(one.span.start + offset, one.span.end + offset)
    return Identifier(one.type, one.value, one.raw, span, one.reference, one.malformed, one.untidy)


def _printed(text: str, start: int, end: int) -> tuple[str, Span]:
    return text[start:end], Span(start, end)


def _dois(text: str, plain: str) -> Iterator[Identifier]:
    position = 0
    while match := _DOI.search(plain, position):
        start, end = match.span()
        notes: list[str] = []
        position = end
        if match["sici"] is None:
            end = _continued(plain, start, end)
            end = _cut(plain, start, end, notes)
        printed = plain[start:end]
        version = _PREPRINT_VERSION.match(printed)
        value = NORMALISERS[IdentifierType.DOI](version[1] if version else printed)
        before = _BEFORE.search(plain, max(0, start - 180), start)
        position = max(end, match.start() + 1)
        if value is None or (before is None and re.fullmatch(r"[\d.,]{1,6}", value.split("/", 1)[1])):
            continue  # nothing after the slash, or a ratio such as 10.1234/5678
        if " " in printed and "\n" not in printed:
            notes.append("a space inside")
        if version:
            notes.append("a version of a preprint at its end")
        whole = start
        if before and (before["resolver"] or before["url"] or before["twice"]):
            whole = before.start()
            notes += _untidy_prefix(before)
        yield Identifier(IdentifierType.DOI, value, *_printed(text, whole, end), untidy="; ".join(notes))
        if value.startswith("10.48550/arxiv.") and (arxiv := normalise_arxiv(value.removeprefix("10.48550/arxiv."))):
            place = plain.lower().find("arxiv", start, end) + len("arxiv.")
            yield Identifier(IdentifierType.ARXIV, arxiv, *_printed(text, place, end))


def _untidy_prefix(before: re.Match[str]) -> list[str]:
    if before["twice"]:
        return ["the prefix doi: twice"]
    if before["resolver"]:
        return ["a space inside the address"] if re.search(r"\s", before["resolver"].strip()) else []
    address = before["url"].lower()
    host = re.sub(r"^https?://", "", address).split("/", 1)[0]
    if "proxy" in address or host.startswith(("doi-org.", "dx-doi-org.")):
        return ["the address of a library's proxy"]
    if address.count("doi.org/") > 1 or address.endswith(("doi:", "doi.org/doi/")):
        return ["the prefix of the resolver twice"]
    return ["the address of a publisher's or other page"]


def _continued(plain: str, start: int, end: int) -> int:
    """Where a DOI ends that a space or a line break interrupts."""
    for _ in range(3):
        match = _NEXT_TOKEN.match(plain, end)
        if match is None or match.start("token") == end:
            return end
        run = plain[start:end]
        suffix = re.split(_SLASH, run, maxsplit=1)[1].strip()
        if not _belongs(suffix, match["token"], broken=match["break"] is not None, plain=plain, after=match.end()):
            return end
        end = match.end()
    return end


def _belongs(suffix: str, token: str, *, broken: bool, plain: str, after: int) -> bool:
    """Whether the next token is the rest of a DOI whose suffix so far is `suffix`; `broken` by a line end."""
    word = token.rstrip(".,;:)")
    if not re.search(r"\d", word) or _GLUED.match(token) or re.match(r"10\.\d{4}|\(?(?:19|20)\d\d\)?$", word):
        return False
    if (suffix.startswith("(") and word.endswith("-")) or not re.search(r"[A-Za-z0-9)]", word):
        return False
    if token[0] == "/" and not re.search(r"\d", suffix):
        return True  # "10.1093/molbev /msu300"
    if _UNFINISHED.fullmatch(suffix):
        return re.match(r"\.?(?:\d{2,6}|[a-z]+\.\d)", token) is not None
    if _LABEL.match(token) and (token.rstrip(".)").isdigit() or plain[after : after + 1] in " \t"):
        return suffix == "" and len(word) > 4
    if suffix == "" or (not re.search(r"\d", suffix) and suffix[-1] in ".-_/"):
        return True  # "10.1038/ nrmicro1460", "10.1371/ journal. pone.0066212"
    if not broken:
        return False
    if token[0] in "/.-_" and token[1:2].isalnum():
        return True
    if suffix[-1] in "-_/(":
        return re.match(r"[a-z0-9(]", token) is not None
    if suffix[-1] == ".":
        return re.match(r"[a-z0-9]\S*\d$", word) is not None and len(word) > 3
    return not re.search(r"\d", suffix) and re.fullmatch(r"[a-z]{1,8}\d{3,}\S*", word) is not None


def _cut(plain: str, start: int, end: int, notes: list[str]) -> int:
    """Where a DOI ends when what is glued to it is cut off; says in `notes` what was."""
    run = plain[start:end]
    head = re.match(rf"10\S?\.\s?[\d.]+\s?{_SLASH}", run)
    least = head.end() if head else 0
    if match := _GLUED.search(run, least):
        run = run[: match.start()]
    while True:
        before = run
        run = run.rstrip(".,;:*~\\%" + _UNSEEN + " ")
        run = _SENTENCE.sub("", run)
        if (match := _PAGE_TAIL.search(run, least)) and match.start() > least:
            run = run[: match.start()]
            notes.append("the tail of a page's address")
        run = _balanced(run)
        if run == before:
            break
    query = re.match(r"[?#][A-Za-z_.-]{1,30}=?", plain[start + len(run) : start + len(run) + 40])
    if query:
        notes.append("the query of an address")
    return start + max(len(run), least)


def _balanced(run: str) -> str:
    """The run without a bracket at its end that it does not open, or from one that it does not close."""
    depth = 0
    opened = len(run)
    for i, character in enumerate(run):
        if character == "(":
            opened = i if depth == 0 else opened
            depth += 1
        elif character == ")":
            if depth == 0:
                return run[:i]
            depth -= 1
    return run[:opened] if depth and opened else run


def _malformed_dois(text: str, plain: str, spans: list[Span]) -> Iterator[Identifier]:
    """What is labelled as a DOI and cannot be one: ``doi: 11.1000/x``, ``doi:10.1000/``."""
    taken = {position for span in spans for position in (span.start, span.end)}
    for match in _DOI_CUE.finditer(plain):
        token = match[1].rstrip(".,;:)]}*'")
        lower = token.lower()
        start, end = match.start(1), match.start(1) + len(token)
        if "http" in lower or "doi" in lower or any(p in taken for p in range(match.start(), end + 2)):
            continue
        if any(span.start < end and start < span.end for span in spans) or not re.match(r"[\dlIOo]", token):
            continue
        if re.match(r"10/[a-z0-9]", token):
            continue  # a short DOI, which only the resolver can spell out
        if re.fullmatch(r"10\.\d{4,9}(?:\.\d+)*/?", token):
            why = "nothing follows the prefix"
        elif re.match(r"10\.\d{1,3}/", token):
            why = "the number of the registrant has four or more digits"
        else:
            why = "a DOI begins with 10., a number of four or more digits and a slash"
        yield Identifier(IdentifierType.DOI, "", *_printed(text, start, end), malformed=why)


def _pmids(text: str, plain: str) -> Iterator[Identifier]:
    for match in _PMID.finditer(plain):
        group = "url" if match["url"] else "first"
        start = match.start() if match["url"] else match.start(group)
        value = NORMALISERS[IdentifierType.PMID](match[group])
        why = "" if value else "a PMID is a number of one to eight digits"
        yield Identifier(IdentifierType.PMID, value or "", *_printed(text, start, match.end(group)), malformed=why)
        for more in re.finditer(r"\d+", match["rest"] or ""):
            value = NORMALISERS[IdentifierType.PMID](more[0])
            start = match.start("rest") + more.start()
            yield Identifier(IdentifierType.PMID, value or "", more[0], Span(start, start + len(more[0])))


def _pmcids(text: str, plain: str) -> Iterator[Identifier]:
    for match in _PMCID.finditer(plain):
        digits = match["labelled"] or match["bare"] or match["short"]
        start = match.start("labelled") if match["labelled"] else match.start()
        if match["labelled"] and plain[max(0, start - 3) : start].upper() == "PMC":
            start -= 3
        value = NORMALISERS[IdentifierType.PMCID](digits)
        why = "" if value else "a PMCID is PMC and a number of one to eight digits"
        untidy = "the prefix PMC is missing" if plain[start].isdigit() and value else ""
        raw, span = _printed(text, start, match.end())
        yield Identifier(IdentifierType.PMCID, value or "", raw, span, malformed=why, untidy=untidy)


def _arxiv_ids(text: str, plain: str) -> Iterator[Identifier]:
    for match in _ARXIV.finditer(plain):
        group = "new" if match["new"] else "old" if match["old"] else "bare"
        value = normalise_arxiv(match[group])
        if value is None and (group != "new" or plain[: match.start()].endswith("10.48550/")):
            continue
        if plain[max(0, match.start() - 9) : match.start()] == "10.48550/":
            continue  # told with its DOI
        why = "" if value else "an arXiv id is YYMM.NNNN or YYMM.NNNNN"
        start, end = match.start(group), match.end()
        if ".org/" in match[0].lower():
            start = match.start()
        yield Identifier(IdentifierType.ARXIV, value or "", *_printed(text, start, end), malformed=why)
