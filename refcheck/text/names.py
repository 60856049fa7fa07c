"""Splits a printed list of authors into persons and groups.

The orders in use: ``Smith AB, Lee C`` (Vancouver), ``Smith, A. B., & Lee, C.`` (APA), ``Smith, A.B.; Lee, C.`` (ACS),
``A. B. Smith and C. Lee`` (IEEE), ``Anna Smith, Carl Lee``, ``Smith, Anna, and Carl Lee`` (Chicago), ``SMITH A B``
(GB/T 7714) and Chinese names without any inner mark. The list as a whole tells which one it is.
"""

from __future__ import annotations

import re
import unicodedata

from refcheck.model.reference import Author

PARTICLES = frozenset(
    "de da do dos das del della dello di du la le les van von vom zu zur zum der den dem het ter ten te op 't af av "
    "al el bin ibn ben abu st st. y e d'".split()
)
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|v|filho|neto|júnior|junior|sobrinho|phd|md)\.?", re.I)
_GENERATION = re.compile(r"(?:jr|sr|ii|iii|iv|2nd|3rd|4th)\.?", re.I)
_ET_AL = re.compile(
    r"[\s,，;；.．?&]*(?:\(?\bet[\s.]{0,3}als?\b\.?\)?|\bet\.?\s?alii\b|\band\s(?:\d+\s)?(?:others|colleagues|co-?workers)\b|\be\s(?:cols?|colab)\b\.?|\by\scols?\b\.?"
    r"|[，,、\s]?等(?=[\s.．。,，:：;；]|$)|等人|\bu\.\s?a\.|…|\.\.\.)",
    re.I,
)
_EDITORS = re.compile(
    r"[\s,;]*(?:[(（\[]\s?(?:[Ee]ds?|EDS?|[Ee]ditors?|[Hh]rsgs?|Hgs?|[Oo]rgs?|ORGS?|[Cc]oords?|[Cc]omps?|[Dd]irs?|éds?)\b[.\s]*[)）\]]"
    r"|\b(?:eds?|editors?|orgs?|coords?|Hrsg)\b\.?)"
)
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.[\s\-‐-‒'’]*)+|(?:[^\W\d_a-z][\s.\-‐-‒'’]*){1,4}")
_AND = re.compile(r"\s*(?:\b(?:and|And|AND|und|et)\b|&amp;|&|＆|和|与)\s*(?=[^\W\d_*'’“])")
_ROMANCE_AND = re.compile(r"^(.*(?:\.|\.\S+|\s\S+))\s+[ey]\s+(\S.*)$")
_LABEL = re.compile(r"^\s*[\[(（【〔]?\d{1,4}(?:[\])）】〕.．、:,-]|\s)[\s.)\]-]*")
_GROUP = re.compile(
    r"\b(?:group|consortium|collaboration|committee|organi[sz]ation|association|society|institute|ministry|minist[eé]rio"
    r"|department|agency|university|universidade|council|network|investigators|team|center|centre|commission|bureau|foundation|bank"
    r"|office|federation|academy|college|board|nations|project|initiative|force|instituto|inc|ltd|company|corporation|program"
    r"|sociedade|organiza[cç][aã]o|organizaci[oó]n|empresa|conselho|consejo|secretaria|centro|associa[cç][aã]o|asociaci[oó]n|ag[eê]ncia"
    r"|governo|funda[cç][aã]o|departamento|comiss[aã]o|comisi[oó]n|universit[äaé]t?|universidad|soci[eé]t[eé]|institut|comit[eê]|grupo"
    r"|confedera[cç][aã]o|federa[cç][aã]o|minist[eè]re|ministerium|government|service|survey|authority|collaborators|working)\b",
    re.I,
)


def _is_initials(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return (
        bool(letters)
        and len(letters) <= (6 if "." in text or " " in text else 4)
        and bool(_INITIALS.fullmatch(text.strip()))
        and any(c.isupper() for c in text)
        and text not in ("Jr.", "St.", "Sr.")
    )


def _clean(text: str) -> str:
    return text.strip(" \t\r\n,，;；:：.．。、*†‡§#\"“”'‘()（）[]【】<>《》!?？/|")


def _tidy_given(text: str) -> str:
    return text.strip(" ,;:*†‡()")


def person(text: str, *, family_first: bool | None = None) -> Author:
    """One name, in whichever order it is printed.

    Args:
        text: the name alone: "Smith, Anna", "Smith AB", "A. B. Smith", "Anna van der Berg", "张伟".
        family_first: the order of the list that it stands in, where that is known.
    """
    text = " ".join(text.split())
    if _HAN.search(text):
        return _chinese(text)
    if "," in text:
        family, _, given = text.partition(",")
        given = re.sub(rf",?\s*{_GENERATION.pattern}\s*,?\s*$", "", given, flags=re.I)
        if _SUFFIX.fullmatch(given.strip()) and not _is_initials(given):
            return person(family, family_first=family_first)
        return Author(_clean(family), _tidy_given(given))
    bare = re.sub(rf"[\s,]+{_GENERATION.pattern}$", "", text, flags=re.I) if len(text.split()) > 2 else text
    if _GROUP.search(text) and len(text.split()) > 1:
        return Author(name=_clean(text))
    words = bare.split()
    if len(words) == 1:
        glued = re.fullmatch(r"((?:[^\W\d_]\.[-‐]?)+)([^\W\d_]{2,}.*)", bare)
        if glued:  # A.B.Smith
            return Author(_clean(glued[2]), glued[1])
        return Author(name=_clean(bare)) if bare.isupper() and len(bare) > 1 and not bare.isalpha() else Author(_clean(bare))
    # initials at one end decide
    head = 0
    while head < len(words) - 1 and _is_initials(words[head]) and ("." in words[head] or len(words[head]) <= 2):
        head += 1
    tail = len(words)
    while tail > 1 and _is_initials(words[tail - 1]):
        tail -= 1
    dotted_head = head and "." in words[0]
    if tail < len(words) and not (dotted_head and head):
        rest = words[tail:]
        if tail > 1 and _SUFFIX.fullmatch(words[tail - 1]) and not words[tail - 1].isupper():
            return Author(_clean(" ".join(words[: tail - 1])), " ".join(rest))
        return Author(_clean(" ".join(words[:tail])), _tidy_given(" ".join(rest)))
    if head:
        return _given_first(words, head)
    if family_first:
        # Zhang M li; or Kim Deok Ryong
        stop = 1
        while stop < len(words) - 1 and words[stop - 1].lower() in PARTICLES:
            stop += 1
        return Author(_clean(" ".join(words[:stop])), _tidy_given(" ".join(words[stop:])))
    if len(words) >= 3 and _is_initials(words[1]) and len(words[1].strip(".")) == 1 and words[2].islower() and words[2].lower() not in PARTICLES:
        return Author(words[0], " ".join(words[1:]))  # Zhang M li
    if words[0].isupper() and len(words[0]) > 1 and not words[-1].isupper():
        stop = 1
        while stop < len(words) - 1 and words[stop].isupper() and len(words[stop]) > 1:
            stop += 1
        return Author(_clean(" ".join(words[:stop])), " ".join(words[stop:]))  # LIAO ping
    return _given_first(words, 1)


def _given_first(words: list[str], head: int) -> Author:
    """The family name is the last word, with the particles before it."""
    start = len(words) - 1
    while start > head and words[start - 1].lower() in PARTICLES and (words[start - 1][0].islower() or words[start - 1].lower() not in ("e", "y", "al")):
        start -= 1
    # after bare initials everything is the family name: A. B. De Luca, J. García Márquez
    if all(_is_initials(word) for word in words[:head]) and not any(_is_initials(word) for word in words[head:]):
        lower = [word.lower() in PARTICLES for word in words[head:]]
        if len(words) - head <= 2 or any(lower):
            start = next((head + i for i, is_particle in enumerate(lower) if is_particle), start if len(words) - head > 2 else start)
    return Author(_clean(" ".join(words[start:])), _tidy_given(" ".join(words[:start])))


def _chinese(text: str) -> Author:
    squeezed = re.sub(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])", "", text)
    squeezed = _clean(re.sub(r"[（(][^()（）]{0,20}[)）]$", "", squeezed)) or _clean(squeezed)
    return Author(name=_clean(squeezed))


def split_authors(text: str) -> tuple[tuple[Author, ...], bool]:
    """The persons and groups of a printed list, and whether it says that there are more."""
    text = _LABEL.sub("", unicodedata.normalize("NFC", text)[:20_000])
    et_al = False
    match = _ET_AL.search(text)
    if match:
        et_al = True
        text = text[: match.start()]
    text = _EDITORS.sub(" ", text) if len(text) < 4000 else text
    text = text.strip()
    if re.search(r"[^\W\d_]{2,}\.$", text) and text[-2].islower() and not _GENERATION.fullmatch(text.split()[-1]):
        text = text[:-1]
    if not text:
        return (), et_al
    if len(_HAN.findall(text)) >= 2:
        parts = _chinese_parts(text)
        return tuple(person(part) for part in parts if _clean(part)), et_al
    text = text.replace("，", ",").replace("；", ";").replace("．", ".").replace("、", ",").replace("&amp;", "&").replace("·", " ")
    return tuple(a for a in _western(text) if a.family or a.name), et_al


def says_more(text: str) -> bool:
    """Whether what follows a list of authors begins by saying that there are more: "et al.", "等"."""
    return bool(_ET_AL.match(text))


def _chinese_parts(text: str) -> list[str]:
    parts = re.split(r"[,，;；、·]|\s和\s|\s与\s|(?<=[\u3400-\u9fff])\s*[.．。]\s*(?=[\u3400-\u9fff])", text)
    if len(parts) == 1 and re.fullmatch(r"(?:[\u3400-\u9fff]{2,3}\s+)+[\u3400-\u9fff]{2,3}", text.strip()):
        parts = text.split()
    return [part for part in parts if part.strip()]


def _western(text: str) -> list[Author]:
    if ";" in text:
        chunks = [c for part in text.split(";") for c in _and_in_semicolons(part)]
        found = []
        for chunk in chunks:
            chunk = chunk.strip(" ,.")
            if chunk.count(",") >= 2 and not _GROUP.search(chunk):
                found += _commas(chunk)
            elif chunk:
                found.append(person(chunk))
        return found
    return _commas(text)


def _and_in_semicolons(part: str) -> list[str]:
    part = re.sub(r"^\s*(?:and|&|e|y|und|et)\s+", "", part)
    if _GROUP.search(part):
        return [part]
    return [name for piece in _AND.split(part) for name in _romance(piece)]


def _commas(text: str) -> list[Author]:
    chunks: list[tuple[str, bool]] = []  # a chunk, and whether "and" stands before it
    if _GROUP.search(text) and len(text.split(",")) == 1:
        return [Author(name=_clean(text))]
    for i, part in enumerate(re.split(r"\s*,\s*|(?<=\.):\s*", text)):
        opened = re.match(r"\s*(?:and|&|e|y|und|et|en)\s+(?=\S)|\s*&", part)
        rest = part[opened.end() :] if opened else part
        pieces = [part for piece in _AND.split(rest) for part in _romance(piece)]
        for j, piece in enumerate(pieces):
            piece = piece.strip(" *†‡§#'")
            if piece.strip(" ."):
                chunks.append((piece, bool(opened) or j > 0))
    found: list[Author] = []
    i = 0
    single = [len(c.split()) == 1 and not _is_initials(c) for c, _ in chunks]
    initials_after = sum(_is_initials(c) for c, _ in chunks)
    family_first_style = initials_after == 0 and bool(chunks) and bool(re.search(r"[^\W\d_]{2,}\s[A-Z]\s[a-z]{2,}$", chunks[0][0]))
    while i < len(chunks):
        chunk, joined = chunks[i]
        following = chunks[i + 1] if i + 1 < len(chunks) else None
        if _GENERATION.fullmatch(chunk) and found:
            i += 1
            continue
        if following and not following[1] and _is_initials(following[0]) and not _ends_in_initials(chunk) and not _starts_with_initials(chunk):
            found.append(Author(_clean(chunk), _tidy_given(following[0])))
            i += 2
            continue
        if following and not following[1] and _initials_and_suffix(following[0]) and not _ends_in_initials(chunk):
            found.append(Author(_clean(chunk), _tidy_given(following[0])))
            i += 2
            continue
        pair = following and not following[1] and not joined and not _starts_with_initials(chunk) and not _ends_in_initials(chunk)
        if pair and following and _given_like(following[0]) and (
            (i == 0 and (single[0] or _particle_name(chunk)) and (len(chunks) == 2 or not single[1] or chunks[2][1] or len(chunks[2][0].split()) > 1 or all(single)))
            or (i > 0 and single[i] and (single[i + 1] or _ends_in_initials(following[0])))
        ):
            found.append(Author(_clean(chunk), _tidy_given(following[0])))
            i += 2
            continue
        found.extend(_runs(chunk, family_first_style))
        i += 1
    return found


def _romance(piece: str) -> list[str]:
    """Both sides of a Portuguese "e" or Spanish "y", which are also parts of a name: "Leão e Silva LO"."""
    match = None if _GROUP.search(piece) else _ROMANCE_AND.match(piece)
    return [match[1], match[2]] if match else [piece]


def _particle_name(chunk: str) -> bool:
    words = chunk.split()
    return len(words) <= 4 and all(word.lower() in PARTICLES for word in words[:-1])


def _given_like(text: str) -> bool:
    words = text.split()
    return 1 <= len(words) <= 4 and all(word[0].isupper() or word.lower() in PARTICLES for word in words if word[0].isalpha()) and any(c.isalpha() for c in text)


def _initials_and_suffix(text: str) -> bool:
    """"C. da C.", "A. P. dos", "R. J., Jr": initials with a particle between or after."""
    words = text.split()
    return bool(words) and _is_initials(words[0]) and all(_is_initials(w) or w.lower() in PARTICLES or _GENERATION.fullmatch(w) for w in words)


def _ends_in_initials(text: str) -> bool:
    words = text.split()
    if len(words) > 2 and _GENERATION.fullmatch(words[-1]):
        words = words[:-1]
    if len(words) < 2 or not _is_initials(words[-1]) or _is_initials(words[0]):
        return False
    return len(words[-1]) < 4 or "." in words[-1] or not text.isupper()  # BARRÓN CRUZ is a family name


def _starts_with_initials(text: str) -> bool:
    words = text.split()
    return bool(re.match(r"[^\W\d_]{1,2}\.", text)) and bool(re.search(r"[^\W\d_]{2,}", text)) and not all(_is_initials(w) for w in words)


_RUN = re.compile(r"([^\W\d_]{2,}(?:['’\-‐][^\W\d_]+)*)\s((?:[A-Z]{1,3}|[A-Z]-[A-Z]))(?=\s[A-Z][a-z]|$)")


def _runs(chunk: str, family_first: bool) -> list[Author]:
    """A chunk is one person, or several that nothing parts: "Smith AB Lee C"."""
    runs = _RUN.findall(chunk)
    if len(runs) > 1 and " ".join(f"{a} {b}" for a, b in runs) == " ".join(chunk.split()):
        return [Author(a, b) for a, b in runs]
    return [person(chunk, family_first=family_first or None)]
