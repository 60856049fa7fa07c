"""Spellings of one English word: British and American, opposites that look alike, and slips of the pen."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

# British to American, as regular correspondences. Both sides of a comparison are rewritten, so that a rule may make
# a key that is no word (science, sciense) as long as it keeps different words apart.
_RULES: Final = tuple(
    (re.compile(pattern), american)
    for pattern, american in (
        (r"(?<=..)is(?=(?:e[drs]?|ers|ing|able|ations?|ational)$)", "iz"),
        (r"(?<=..)ys(?=(?:e[drs]?|ers|ing)$)", "yz"),
        (r"(?<=[bdlmnptv])our", "or"),
        (r"ae|oe", "e"),
        (r"(?<=[btc])re(?=s?$)", "er"),
        (r"ll(?=(?:ed|ing|ers?|ors?)$)", "l"),
        (r"(?<=[lom])ogue(?=s?$)", "og"),
        (r"mme(?=s?$)", "m"),
        (r"ence(?=s?$)", "ense"),
        (r"sulph", "sulf"),
        (r"aluminium", "aluminum"),
        (r"leuco", "leuko"),
        (r"^grey", "gray"),
    )
)
_NEGATIVE: Final = ("un", "in", "im", "ir", "il", "non", "dis", "de", "an", "anti", "mis")
# With a- the rest must be one of these: "nalysis" is a slip for "analysis", "septic" is not one for "aseptic".
_NEGATED_BY_A: Final = re.compile(
    r"a(?:symptomatic|typical|septic|vascular|cellular|trophic|sexual|social|symmetr|synchron|polar|biotic|febrile|"
    r"political|theis|moral|tonic|phasic|chromatic|periodic)"
)
# Prefixes that turn the rest of a word into its opposite, or into another thing of the same series.
_OPPOSITES: Final = (
    ("hypo", "hyper"), ("intra", "inter"), ("pre", "post"), ("ante", "post"), ("ab", "ad"), ("af", "ef"), ("in", "ex"),
    ("im", "ex"), ("in", "de"), ("endo", "exo"), ("endo", "ecto"), ("macro", "micro"), ("nano", "micro"),
    ("milli", "micro"), ("mono", "poly"), ("mono", "di"), ("mono", "bi"), ("uni", "bi"), ("uni", "multi"),
    ("di", "tri"), ("bi", "tri"), ("oligo", "poly"), ("homo", "hetero"), ("over", "under"), ("up", "down"),
    ("pro", "anti"), ("brady", "tachy"), ("supra", "infra"), ("sub", "super"), ("auto", "allo"), ("cis", "trans"),
    ("ortho", "para"), ("meta", "para"), ("maxi", "mini"),
)  # fmt: skip
# Words a letter or two apart that are no slips for each other.
_CONFUSABLE: Final = frozenset(
    frozenset(pair.split())
    for pair in (
        "male female", "males females", "man woman", "men women", "affect effect", "affects effects", "oral aural",
        "ileum ilium", "mucus mucous", "peroneal perineal", "rural mural", "bovine ovine", "cation anion",
        "cations anions", "alkane alkene", "alkanes alkenes", "alkene alkyne", "ethane ethene", "sulfate sulfite",
        "nitrate nitrite", "nitrates nitrites", "phosphate phosphite", "dna rna", "adenine adenosine", "preterm term",
        "thymine thiamine", "afferent efferent",
    )
)  # fmt: skip


@lru_cache(maxsize=1 << 15)
def american(word: str) -> str:
    """A key under which the British and the American spelling of a word are equal."""
    if len(word) < 4:
        return word
    for pattern, replacement in _RULES:
        word = pattern.sub(replacement, word)
    return word


def opposite(one: str, other: str) -> bool:
    """Whether two words that look alike say something else: typical, atypical; hypotension, hypertension."""
    short, long = sorted((one, other), key=len)
    if frozenset((one, other)) in _CONFUSABLE or (_NEGATED_BY_A.match(long) and long[1:] == short):
        return True
    if len(short) > 3 and any(long == prefix + short for prefix in _NEGATIVE):
        return True
    return any(
        {a + one[len(a) :], b + one[len(a) :]} == {one, other} or {a + one[len(b) :], b + one[len(b) :]} == {one, other}
        for a, b in _OPPOSITES
    )


def slip(one: str, other: str) -> bool:
    """Whether two words, or runs of words written together, differ by letters mistyped or misread in scanning.

    One letter may differ in a word of four to seven, two in a longer one; an opposite or a digit may not.
    """
    if opposite(one, other):
        return False
    longest = max(len(one), len(other))
    allowed = 0 if longest < 4 else 1 if longest < 8 else 2
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed


def inflected(one: str, other: str) -> bool:
    """Whether two words are forms of one stem: analysis, analyses; inhibit, inhibition."""
    if opposite(one, other):
        return False
    if {one + "s", one + "es"} & {other} or {other + "s", other + "es"} & {one}:
        return True
    longest = max(len(one), len(other))
    shared = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return longest > 5 and shared >= 0.7 * longest
