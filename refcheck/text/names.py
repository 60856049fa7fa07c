"""Splits a printed list of authors into persons and groups.

The orders in use: ``Smith AB, Lee C`` (Vancouver), ``Smith, A. B., & Lee, C.`` (APA), ``Smith, A.B.; Lee, C.`` (ACS),
``A. B. Smith and C. Lee`` (IEEE), ``Anna Smith, Carl Lee``, ``Smith, Anna, and Carl Lee`` (Chicago), ``SMITH A B``
(GB/T 7714) and Chinese names without any inner mark. The list as a whole tells which one it is.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from refcheck.model import Author

PARTICLES = frozenset(
    "de da do dos das del della dello di du la le les van von vom zu zur zum der den dem het ter ten te op 't af av "  # noqa: SIM905
    "al el bin ibn ben abu st st. y e d'".split()
)
_LONGEST_NAMES = 200  # characters; two names and the word between them are no longer
_LONGEST = 20_000  # characters; the largest collaborations print some three thousand names

_GENERATION = re.compile(r"(?:jr|sr|ii|iii|iv|2nd|3rd|4th)\.?", re.IGNORECASE)
_GENERATION_AFTER = re.compile(r",?\s*\b(?:jr|sr|ii|iii|iv|2nd|3rd|4th)\b\.?\s*,?\s*$", re.IGNORECASE)
# Words that follow a Brazilian family name and do not name the family.
_KINSHIP = re.compile(r"(?:filho|neto|júnior|junior|sobrinho)\.?", re.IGNORECASE)
_MORE = (
    r"(?:\(?\bet[\s.]{0,3}als?\b\.?\)?|\bet\.?\s?alii\b"
    r"|\band\s(?:\d+\s)?(?:others|colleagues|co-?workers)\b|\b[ey]\s(?:cols?|colab)\b\.?"
    r"|等人|等(?=[\s.．。,，:：;；]|$)|\bu\.\s?a\.|…|\.\.\.)"
)
_ASCII = str.maketrans("，；．、·", ",;., ")
_BETWEEN = " ,，;；.．?&"
_ET_AL = re.compile(_MORE, re.IGNORECASE)
_ET_AL_NEXT = re.compile(rf"[\s{_BETWEEN}]{{0,6}}{_MORE}", re.IGNORECASE)
_EDITORS = re.compile(
    r"[\s,;]{0,4}(?:[(（\[]\s?(?:[Ee]ds?|EDS?|[Ee]ditors?|[Hh]rsgs?|Hgs?|[Oo]rgs?|ORGS?|[Cc]oords?|[Cc]omps?|[Dd]irs?|éds?)\b[.\s]{0,3}[)）\]]"
    r"|\b(?:eds?|editors?|orgs?|coords?|Hrsg)\b\.?)"
)
_LABEL = re.compile(r"^\s*[\[(（【〔]?\d{1,4}(?:[\])）】〕.．、:,-]|\s)[\s.)\]-]*")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_HAN_BLANK = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_HAN_BETWEEN = re.compile(r"[,，;；、·]|\s[和与]\s|(?<=[\u3400-\u9fff])\s*[.．。]\s*(?=[\u3400-\u9fff])|\band\b")
_HAN_ROW = re.compile(r"(?:[\u3400-\u9fff]{2,3}\s+){1,50}[\u3400-\u9fff]{2,3}")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.[\s\-‐-‒'’]*){1,8}|(?:[^\W\d_a-z][\s.\-‐-‒'’]*){1,6}")
_GLUED = re.compile(r"((?:[^\W\d_]\.[-‐]?){1,6})([^\W\d_]{2,}.*)")
_AND = re.compile(r"\s?(?:\b(?:and|And|AND|und|et)\b|&amp;|&|＆|和|与)\s?(?=[^\W\d_*'’“])")
_AND_FIRST = re.compile(r"\s*(?:(?:and|e|y|und|et|en)\s+(?=\S)|&\s*)")
# A Portuguese "e" or Spanish "y" joins two persons, or two parts of one name: "Leão e Silva LO".
_ROMANCE_AND = re.compile(r"^(.*(?:\.|\.\S+|\s\S+))\s[ey]\s(\S.*)$")
# "Smith AB Lee C": persons that nothing parts.
_RUN = re.compile(r"\b([^\W\d_]{2,40}(?:['’\-‐][^\W\d_]{1,40}){0,4})\s((?:[A-Z]{1,3}|[A-Z]-[A-Z]))(?=\s[A-Z][a-z]|$)")
_POINTED = re.compile(r"[^\W\d_]{1,2}\.")
_SPELT = re.compile(r"[^\W\d_]{2}")
_COMMA = re.compile(r"\s?,\s?|(?<=\.):\s?")
_SPLIT_GIVEN = re.compile(r"\b[^\W\d_]{2,40}\s[A-Z]\s[a-z]{2,40}$")  # Zhang M li
_GROUP_WORDS = frozenset(  # without their accents
    "group consortium collaboration collaborative collaborators committee organisation organization association "  # noqa: SIM905
    "society institute ministry department agency university council network investigators team center centre "
    "commission bureau foundation bank office federation academy college board nations project initiative force inc "
    "ltd company corporation program government service survey authority working ministerio ministere ministerium "
    "universidade universidad universitat universite instituto institut sociedade societe organizacao organizacion "
    "empresa conselho consejo secretaria centro associacao asociacion agencia governo fundacao departamento comissao "
    "comision comite grupo confederacao federacao".split()
)
_UNACCENTED = str.maketrans("ãäçéèêó", "aaceeeo")
_WORD = re.compile(r"\w+")


def split_authors(text: str) -> tuple[tuple[Author, ...], bool]:
    """The persons and groups of a printed list, and whether it says that there are more."""
    text = _LABEL.sub("", unicodedata.normalize("NFC", " ".join(text[:_LONGEST].split())))
    more = _ET_AL.search(text)
    text = _EDITORS.sub(" ", text[: more.start()].rstrip(_BETWEEN) if more else text).strip()
    if re.search(r"[^\W\d_]{2}\.$", text) and text[-2].islower() and not _GENERATION.fullmatch(text.split()[-1]):
        text = text[:-1]
    if not text.isascii() and len(_HAN.findall(text)) >= 2:
        found = [person(part) for part in _chinese_parts(text)]
    else:
        text = text.translate(_ASCII).replace("&amp;", "&")
        found = _by_semicolons(text) if ";" in text else _by_commas(text)
    return tuple(author for author in found if author.family or author.name), more is not None


def says_more(text: str) -> bool:
    """Whether what follows a list of authors begins by saying that there are more: "et al.", "等"."""
    return bool(_ET_AL_NEXT.match(text))


def person(text: str, *, family_first: bool = False) -> Author:
    """One name, in whichever order it is printed.

    Args:
        text: the name alone: "Smith, Anna", "Smith AB", "A. B. Smith", "Anna van der Berg", "张伟".
        family_first: whether the family name comes first in the list that it stands in, where nothing else tells.
    """
    text = " ".join(text.split())
    if _HAN.search(text):
        return Author(name=_bare(_HAN_BLANK.sub("", re.sub(r"[（(][^()（）]{0,20}[)）]$", "", text)) or text))
    if "," in text:
        family, _, given = text.partition(",")
        given = _GENERATION_AFTER.sub("", given)
        return Author(_bare(family), _given(given)) if given.strip() else person(family, family_first=family_first)
    words = text.split()
    if _is_group(text) and len(words) > 1:
        return Author(name=_bare(text))
    words = _without_generation(words)
    if len(words) < 2:
        return _single(text)
    return _by_initials(words) or _by_case(words, family_first=family_first)


def _is_group(text: str) -> bool:
    """Whether a word says that this is no person."""
    return not _GROUP_WORDS.isdisjoint(_WORD.findall(text.lower().translate(_UNACCENTED)))


def _bare(text: str) -> str:
    return text.strip(" \t\r\n,，;；:：.．。、*†‡§#\"“”'‘()（）[]【】<>《》!?？/|")


def _given(text: str) -> str:
    return text.strip(" ,;:*†‡()")


@lru_cache(maxsize=20_000)
def _is_initials(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    most = 6 if "." in text or " " in text else 4
    return (
        0 < len(letters) <= most
        and any(c.isupper() for c in letters)
        and text not in ("Jr.", "Sr.", "St.")
        and bool(_INITIALS.fullmatch(text.strip()))
    )


def _without_generation(words: list[str]) -> list[str]:
    """A name without "Jr" or "III" at its end; in "van der Berg II" these are initials."""
    if len(words) < 3 or not _GENERATION.fullmatch(words[-1]):
        return words
    return words[:-1] if _is_initials(words[-2]) or words[0].lower() not in PARTICLES else words


def _single(text: str) -> Author:
    """A name of one word: "A.B.Smith", "Plato", "UNESCO"."""
    glued = _GLUED.fullmatch(text)
    return Author(_bare(glued[2]), glued[1]) if glued else Author(_bare(text))


def _by_initials(words: list[str]) -> Author | None:
    """A name whose initials stand at one end: that end is the given name."""
    head, tail = 0, len(words)
    while head < len(words) - 1 and _is_initials(words[head]) and ("." in words[head] or len(words[head]) <= 2):
        head += 1
    while tail > 1 and _is_initials(words[tail - 1]):
        tail -= 1
    if tail < len(words) and not (head and "." in words[0]):
        family = words[: tail - 1] if tail > 1 and _KINSHIP.fullmatch(words[tail - 1]) else words[:tail]
        return Author(_bare(" ".join(family)), _given(" ".join(words[tail:])))
    return _given_first(words, head) if head else None


def _by_case(words: list[str], *, family_first: bool) -> Author:
    """A name written out in full: capitals, or the order of the list, say which part is the family."""
    if len(words) >= 3 and len(words[1].strip(".")) == 1 and words[2].islower() and words[2] not in PARTICLES:
        return Author(words[0], " ".join(words[1:]))  # Zhang M li
    stop = 0
    while stop < len(words) - 1 and words[stop].isupper() and len(words[stop]) > 1:
        stop += 1
    if stop and not words[-1].isupper():
        return Author(_bare(" ".join(words[:stop])), " ".join(words[stop:]))  # LIAO Ping
    if family_first:
        stop = 1
        while stop < len(words) - 1 and words[stop - 1].lower() in PARTICLES:
            stop += 1
        return Author(_bare(" ".join(words[:stop])), _given(" ".join(words[stop:])))
    return _given_first(words, 1)


def _given_first(words: list[str], head: int) -> Author:
    """The first `head` words are given names; the family name is the last word with the particles before it."""
    particles = [word.lower() in PARTICLES for word in words]
    if True in particles[head:-1]:
        start = particles.index(True, head)
    elif len(words) - head == 2 and all(_is_initials(word) for word in words[:head]):
        start = head  # J. García Márquez
    else:
        start = len(words) - 1
    return Author(_bare(" ".join(words[start:])), _given(" ".join(words[:start])))


def _chinese_parts(text: str) -> list[str]:
    parts = text.split() if _HAN_ROW.fullmatch(text.strip()) else _HAN_BETWEEN.split(text)
    return [part for part in parts if part.strip()]


def _by_semicolons(text: str) -> list[Author]:
    found: list[Author] = []
    for part in text.split(";"):
        bare = _AND_FIRST.sub("", part, count=1) if _AND_FIRST.match(part) else part
        for chunk in [bare] if _is_group(bare) else _joined_by_and(bare):
            name = chunk.strip(" ,.")
            if name.count(",") >= 2 and not _is_group(name):
                found += _by_commas(name)
            elif name:
                found.append(person(name))
    return found


def _joined_by_and(text: str) -> list[str]:
    found: list[str] = []
    for piece in _AND.split(text):
        whole = (" e " not in piece and " y " not in piece) or len(piece) > _LONGEST_NAMES or _is_group(piece)
        romance = None if whole else _ROMANCE_AND.match(piece)
        found += [romance[1], romance[2]] if romance else [piece]
    return found


@dataclass(frozen=True, slots=True)
class _Chunk:
    """What stands between two commas or conjunctions."""

    text: str
    words: list[str]
    joined: bool  # by a conjunction to the chunk before

    @property
    def is_initials(self) -> bool:
        return _is_initials(self.text)

    @property
    def is_single(self) -> bool:
        return len(self.words) == 1 and not self.is_initials

    @property
    def has_initials_first(self) -> bool:
        return bool(_POINTED.match(self.text) and _SPELT.search(self.text)) and not all(
            _is_initials(word) for word in self.words
        )

    @property
    def has_initials_last(self) -> bool:
        words = _without_generation(self.words)
        if len(words) < 2 or not _is_initials(words[-1]) or _is_initials(words[0]):
            return False
        return len(words[-1]) < 4 or "." in words[-1] or not self.text.isupper()  # BARRÓN CRUZ is a family name

    @property
    def is_family(self) -> bool:
        """Whether it may be a family name alone."""
        return not self.has_initials_first and not self.has_initials_last

    @property
    def is_initials_and_particles(self) -> bool:
        """Whether it is initials with particles among them: "C. da C.", "A. P. dos"."""
        words = self.words
        return _is_initials(words[0]) and all(
            _is_initials(word) or word.lower() in PARTICLES or _GENERATION.fullmatch(word) for word in words
        )

    @property
    def is_given(self) -> bool:
        """Whether it may be a given name written out."""
        words = self.words
        return len(words) <= 4 and all(
            word[0].isupper() or word.lower() in PARTICLES for word in words if word[0].isalpha()
        )


def _chunks(text: str) -> list[_Chunk]:
    found: list[_Chunk] = []
    for part in _COMMA.split(text):
        opened = _AND_FIRST.match(part)
        for i, piece in enumerate(_joined_by_and(part[opened.end() :] if opened else part)):
            name = piece.strip(" *†‡§#'")
            if name.strip(" ."):
                found.append(_Chunk(name, name.split(), bool(opened) or i > 0))
    return found


def _by_commas(text: str) -> list[Author]:
    """Commas part persons, or family from given names, or both."""
    if _is_group(text) and "," not in text:
        return [Author(name=_bare(text))]
    chunks = [chunk for chunk in _chunks(text) if not _GENERATION.fullmatch(chunk.text)]
    after_family = sum([chunk.has_initials_last for chunk in chunks])
    family_first = bool(chunks) and (bool(_SPLIT_GIVEN.search(chunks[0].text)) or 1 < len(chunks) <= 2 * after_family)
    found: list[Author] = []
    i = 0
    while i < len(chunks):
        chunk = chunks[i]
        if i + 1 < len(chunks) and _are_one(chunks, i):
            found.append(Author(_bare(chunk.text), _given(chunks[i + 1].text)))
            i += 2
            continue
        runs = _RUN.findall(chunk.text)
        if len(runs) > 1 and " ".join(f"{family} {given}" for family, given in runs) == " ".join(chunk.words):
            found += [Author(family, given) for family, given in runs]
        else:
            found.append(person(chunk.text, family_first=family_first))
        i += 1
    return found


def _are_one(chunks: list[_Chunk], i: int) -> bool:
    """Whether a chunk and the next are family and given name of one person."""
    chunk, following = chunks[i], chunks[i + 1]
    if following.joined or not chunk.is_family:
        return False
    if following.is_initials or following.is_initials_and_particles:
        return True
    if chunk.joined or not following.is_given:
        return False
    if i > 0:  # Falout, James, Elwood, Mary
        return chunk.is_single and (following.is_single or following.has_initials_last)
    if not (chunk.is_single or (len(chunk.words) <= 4 and all(w.lower() in PARTICLES for w in chunk.words[:-1]))):
        return False
    if len(chunks) == 2 or not following.is_single or chunks[2].joined or len(chunks[2].words) > 1:
        return True
    return all(other.is_single for other in chunks)
