"""Stems of English words: enough to see that a gloss and a word of a title are the same word.

Not a stemmer for retrieval: endings are taken off a gloss ("therapy" → "therap"), and a word has the gloss when it
begins with that stem and goes on with an ending ("therapeutic"), or holds the stem as a part of a compound
("immunotherapy"). British and American spellings come out alike.
"""

from __future__ import annotations

import re
from functools import lru_cache

# Endings taken off a gloss, longest first; what is left has at least four letters.
_TAKEN_OFF = (
    "ivity",
    "ity",
    "ically",
    "ical",
    "ions",
    "ies",
    "ics",
    "ion",
    "ing",
    "ive",
    "ous",
    "ed",
    "es",
    "ic",
    "al",
    "ar",
    "s",
    "y",
    "e",
)
_LEAST = 4

# Endings that a word may have after the stem of its gloss and still be that word.
_ENDING = re.compile(
    r"(?:i?ally|[aeio]?tions?|[ai]?tional|[aei]?tive(?:ly|s)?|ions?|ional|ive|s|es|ies|y|e|ed|er|ers|or|ors|ing|ings|ics?|icals?|als|"
    r"[aeiu]?al|[iu]?ar|[aeiu]ry|ous|i[tc]y|ities|ment(?:s|al)?|[ae]nces?|[ae]ncy|[ae]nts?|i[zs]ed?|i[zs]ing|i[zs]ations?|eutics?|"
    r"ia|ium|us|i|a|um|on|ons|onal|is|itis|atic|etic|o?log(?:y|ies|ical|ic|ists?)|ism|ists?|ly|able|ability|en|ian|ean|an|ese|"
    r"ular|ic?ity|icae?|icum|orum|arum|arity|at(?:e|es|ed|ing|ory)|iatry|iatrics?|o|ographic|ography|graphy|ess|ness|ship|hood|th|d|n)"
)

# What a compound may begin with for the rest of it to be looked at: neurology is not a kind of urology.
_FIRST_PARTS = frozenset(
    """
    adeno aero agro amino angio anthropo anti archeo arteri arthro astro atmo aut auto bacterio baro bi bio bronch
    cardi cardio cardiomyo cardiovascul cephal cerebell cerebr cerebro chemo chromo chrono co cranio cryo cyber
    cysto cyt cyto dent dermato di eco electro encephal endo entero enviro epi esofago ethno euro exo extra farmaco
    ferro fibro fito foto fysio galvano gastro gen geno geo gero giga gluco glyco gyneco hem hemato hepato hetero
    histo homo hydro hyper hypo immuno in infra inter intra iso karyo keto kinesi lact leuko lipid lipo litho lymfo
    macro magneto mamm mechano mega meta metallo meteoro micro mid milli mini mito mono morfo multi muscul musculo
    myco myelo myo nano nefro neo neur neuro neutr non nucleo nutri ofthalmo onco opht opto organo ortho ost oste
    osteo oto over oxi paleo pan para parasit patho peri petro pneumo poly post pre pro proteo pseudo psycho pulmono
    pyro quasi radio re retin retro rheo rhino sarco semi socio sono spectro spino stereo sub super supra syn techno
    tele thermo thorac thrombo thyro tomo tox toxico trans tri tribo ultra un under uni uro utero vagin vas vascul
    vaso video viro xeno zoo
    """.split()  # noqa: SIM905
)

# Letters, not endings: a stem has to remain the beginning of its words.
_SPELLINGS = (
    ("ae", "e"),
    ("oe", "e"),
    ("our", "or"),
    ("ph", "f"),
    ("isation", "ization"),
    ("yse", "yze"),
    ("ise", "ize"),
    ("lling", "ling"),
    ("lled", "led"),
)


@lru_cache(maxsize=50_000)
def normal(word: str) -> str:
    """`word` in lower case and one spelling for British and American."""
    word = word.casefold()
    for british, american in _SPELLINGS:
        word = word.replace(british, american)
    return f"{word[:-2]}er" if word.endswith("tre") else word


@lru_cache(maxsize=50_000)
def stem(gloss: str) -> str:
    """The stem of an English gloss; a combining form keeps its hyphen ("neuro-")."""
    if gloss.endswith("-"):
        return normal(gloss[:-1]) + "-"
    word = normal(gloss)
    for ending in _TAKEN_OFF:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=200_000)
def found(stemmed: str, word: str) -> tuple[int, int] | None:
    """Where a `word` (normal) has a stem: the letters that the stem and its ending account for, or None.

    >>> found(stem("therapy"), "therapeutics"), found(stem("therapy"), "immunotherapy"), found(stem("cell"), "cancer")
    ((0, 12), (6, 13), None)
    """
    combining = stemmed.endswith("-")
    root = stemmed.removesuffix("-")
    at = word.find(root)
    if at < 0 or not root or (at > 0 and word.startswith("international")):
        return None
    tail = word[at + len(root) :]
    whole = not tail or (len(root) >= 3 and _ENDING.fullmatch(tail) is not None)
    if at == 0:
        if whole:
            return 0, len(word)
        if combining or len(root) >= 5:
            return 0, len(root)
        return None
    if (len(root) >= 5 or (combining and len(root) >= 4)) and word[:at] in _FIRST_PARTS:
        return at, len(word) if whole else at + len(root)
    return None
