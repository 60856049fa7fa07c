"""A journal name taken apart: its words, its section letters and numbers, its places, and the ways to read it.

Indexes add to a name what the title page has not (a place, a subtitle, a parallel title, the body that issues it),
and authors leave it out. Each `Reading` is the name with some of these taken away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import Final

from refcheck.text.folding import latin
from refcheck.text.iso4 import STOP_WORD_LANGUAGES, STOP_WORDS, abbreviations, languages
from refcheck.text.roman import roman_to_int

_MAX_LENGTH: Final = 600  # of a name; the longest in PubMed's catalogue has about 400 characters
_MAX_WORDS: Final = 40

_TOKEN: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_TOKEN_AND_SIGN: Final = re.compile(r"([^\W_]+(?:'[^\W_]+)?)(?=(.?))")
_PARENTHESIS: Final = re.compile(r"[(\[]([^()\[\]]{0,200})[)\]]")
_BRACKET: Final = re.compile(r"\[([^()\[\]]{4,200})\]")
_DIVIDED: Final = re.compile(r"[:;=/.,-]")
_UNCLOSED: Final = re.compile(r"\([^()]{0,200}$")
_ROUND: Final = re.compile(r"\([^()]{0,200}\)")
_SUBTITLE: Final = re.compile(
    r"\s*(?:\s=|=\s|:\s|;|\s/|/\s|[-,]+\s?(?=(?:an?|the official|devoted|including|einschliesslich)\s)"
    r"|\seinschliesslich\s|---)\s*",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"(?<=[A-Za-z)\]]{3})\.\s+(?=[A-Za-z])")
_SECTION: Final = re.compile(r"(?:[A-Z]|[IVX]{1,5})[,.:]|(?:part|sect|ser|serie|series|section)\b", re.IGNORECASE)
_NEW_SERIES: Final = re.compile(
    r"[,.]?\s\(?(?:(?:new|neue|nouvelle|nueva|nova|nuova) (?:series|serie|seria|folge|ser\b\.?)"
    r"|N\. ?[SF]\.(?=\)|$))\)?",
    re.IGNORECASE,
)
_PAIR: Final = re.compile(r"\b([A-Z])\s?(?:&|\band\b)\s?([A-Z])\b")  # R&D
_COMPOUND: Final = re.compile(r"(?<=[a-z])\.(?=[a-z]{2})")  # Nat.wiss. is one word
SECTION_WORDS: Final = frozenset((
    "series", "serie", "ser", "part", "pt", "parts", "section", "sections", "sect", "sec", "seccion", "sezione",
    "teil", "reihe", "abteilung", "abt", "partie", "parte", "tome", "fasc", "sectio", "seriya", "seria", "ausg",
    "ausgabe",
))  # fmt: skip
_ORDINALS: Final = {"first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6"}
# Stop words that may be abbreviations when capitalised: Am. is American, An. Anales, For. Forest.
AMBIGUOUS: Final = frozenset(["am", "an", "at", "av", "del", "des", "din", "ed", "for", "im", "par", "per", "ter", "z"])
_SPECIAL: Final = STOP_WORDS | AMBIGUOUS | SECTION_WORDS | frozenset(_ORDINALS)
# A title of these words alone is none: "Proceedings : …" needs what follows.
GENERIC: Final = frozenset((
    "proceedings", "transactions", "bulletin", "journal", "annals", "reports", "report", "memoirs", "papers",
    "acta", "annales", "anales", "revista", "revue", "zeitschrift", "archives", "quarterly", "newsletter", "series",
))  # fmt: skip
# How words begin that name a body: a sentence with one tells who issues the journal.
_BODIES: Final = (
    "univer", "societ", "socied", "gesellschaft", "associa", "academ", "akadem", "institut", "college", "depart",
    "dept", "council", "commission", "laborator", "bureau", "minist", "museum", "bundes",
)  # fmt: skip
# How a subtitle or a second title begins that only explains the first.
_EXPLAINS: Final = re.compile(
    r"(?:an?|the|eine?|das|der|die|le|la|une?|including|einschliesslich|theory|principles|"
    r"international|official|organ|deutsche ausgabe|"
    r"(?:[a-z]+ )?(?:journal|bulletin|review|archives?)|zeitschrift|revue|revista|archiv|annals|acta|folia|advances)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a name.

    Attributes:
        words: the folded words without stop words and section markers, in order.
        labels: section letters and numbers, folded ("2" for II), in order.
        labelled_at: how many words stand before the first label.
        whole: True if nothing but a place, a form or an explanation was left out.
        places: the words in parentheses: where the journal appears, or another note that tells it from a namesake.
        left_out: what was, for the explanation.
    """

    words: tuple[str, ...]
    labels: tuple[str, ...]
    labelled_at: int
    whole: bool
    places: tuple[str, ...] = ()
    left_out: str = ""


@dataclass(frozen=True)
class JournalName:
    """A name as printed, and the ways to read it, which are worked out when they are asked for.

    Attributes:
        text: as printed.
        name: in Latin script, signs written out.
        bare: without what stands in parentheses.
        inside: what does.
        fullest: the whole name but for what stands in parentheses.
    """

    text: str
    name: str
    bare: str
    inside: tuple[str, ...]
    fullest: Reading

    @property
    def places(self) -> tuple[str, ...]:
        """The words in parentheses: where the journal appears, or another note that tells it from a namesake."""
        return self.fullest.places

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """Every way to read the name that leaves it a word, the fullest first."""
        fullest = self.fullest
        found = {(fullest.words, fullest.labels): fullest} if fullest.words else {}
        for part, whole, left_out in _ways(self.name, self.bare, self.inside):
            words, labels, labelled_at = _labelled(part)
            if words and (words, labels) not in found:
                found[words, labels] = Reading(words, labels, labelled_at, whole, self.places, left_out)
        return tuple(found.values())


@lru_cache(maxsize=1 << 15)
def take_apart(text: str) -> JournalName:
    """Takes a journal name apart.

    Args:
        text: a name in any form, full or abbreviated; Latin script or what transliterates to it.
    """
    name = latin(text[:_MAX_LENGTH]).replace("+", " and ")
    if "&" in name or " and " in name:
        name = _PAIR.sub(r"\1-\2", name).replace("&", " and ")
    if "." in name:
        name = _COMPOUND.sub("", name)
    if "N." in name or "ser" in (lower := name.lower()) or "folge" in lower:  # the pattern is slow
        name = _NEW_SERIES.sub(" ", name)
    bare, inside = _without_parentheses(name)
    places = tuple(word for group in inside for word in _labelled(group)[0] if word.isalpha()) if inside else ()
    return JournalName(text, name, bare, tuple(inside), Reading(*_labelled(bare), whole=True, places=places))


def is_initialism(letters: str, words: Sequence[str]) -> bool:
    """Whether the letters are initials of these words in order, and of most of them (TAG, APJCP)."""
    if not 2 <= len(letters) <= 8 or not letters.isalpha():
        return False
    found = 0
    for word in words:
        if found < len(letters) and word[:1] == letters[found]:
            found += 1
    content = sum(word not in STOP_WORDS for word in words)
    return found == len(letters) and found * 2 > content


def _without_parentheses(name: str) -> tuple[str, list[str]]:
    inside: list[str] = []
    if "(" not in name and "[" not in name:
        return name, inside
    name = _UNCLOSED.sub(" ", name)
    for _ in range(3):  # parentheses stand within parentheses
        found = _PARENTHESIS.findall(name)
        if not found:
            break
        inside += found
        name = _PARENTHESIS.sub(" ", name)
    return name, inside


def _ways(name: str, bare: str, inside: Sequence[str]) -> Iterator[tuple[str, bool, str]]:
    """The parts of a name that may stand for it too: the text, whether it is the whole name, what was left out."""
    if not inside and not _DIVIDED.search(bare):
        return
    if inside:
        yield name, True, ""
        if ("[" in name and "(" in name) or len(inside) > 1:
            yield _ROUND.sub(" ", name), True, ""
        brackets = _BRACKET.findall(name)
        for group in brackets:
            if len(_tokens(group)) > 1 or (len(brackets) > 1 and name.startswith("[")):
                yield group, True, "the parallel title"
    title, *subtitles = [part for part in _SUBTITLE.split(bare) if part.strip()] or [bare]
    if subtitles and not set(_tokens(title)) <= GENERIC:
        # Catalogues set a subtitle off with blanks; "The Journal of X: In Practice" is another journal.
        explained = "=" in bare or _explains(subtitles[0], title)
        if explained or " : " in bare or ";" in bare or "/" in bare:
            yield title, explained, "the subtitle"
    halves = title.split("/")
    if len(halves) == 2 and _are_parallel(*(_labelled(half)[0] for half in halves)):
        yield from ((half, True, "the parallel title") for half in halves)
    if "=" in bare:
        for part in bare.split("=")[1:]:
            yield part, True, "the parallel title"
    yield from _sentences(title)
    if "[" in name:
        yield from _sentences(name)


def _sentences(title: str) -> Iterator[tuple[str, bool, str]]:
    """TAG. Theoretical and applied genetics. Theoretische und angewandte Genetik."""
    sentences = [part for part in _SENTENCE.split(title) if part.strip()]
    if len(sentences) > 1 and is_initialism(sentences[0].strip().lower(), _tokens(sentences[1])):
        sentences = sentences[1:]
        yield ". ".join(sentences), True, ""
    if len(sentences) < 2 or (len(sentences) * 2 > title.count(" ") + 1 and min(map(len, sentences)) < 8):
        return  # the full stops are those of abbreviations
    first = _labelled(sentences[0])[0]
    others = [
        part for part in sentences[1:] if _are_parallel(first, _labelled(part)[0]) or _foreign(sentences[0], part)
    ]
    for part in (sentences[0], *others) if others else ():
        yield part, True, "the parallel title"
    if set(first) <= GENERIC:
        # Revista. Guayaquil. Hospital …: the place before the body says little.
        yield ". ".join([sentences[0], *sentences[2:]]), False, "the place"
        return
    if not _SECTION.match(sentences[1]) and _second_explains(first, sentences[1:]):
        yield sentences[0], False, "the subtitle"
    if len(sentences) > 2 and names_a_body(sentences[-1]):
        yield ". ".join(sentences[:-1]), False, "the body that issues it"


def _second_explains(first: Sequence[str], rest: Sequence[str]) -> bool:
    """Whether what follows the first sentence is a subtitle, or names the body that issues the journal."""
    second = _labelled(" ".join(rest))[0]
    if len(first) >= len(second) and set(second) <= set(first):
        return True
    # A section's title is short (Nature reviews. Immunology); what goes on is a subtitle or a translation.
    return len(second) > 3 or bool(_EXPLAINS.match(rest[0].strip())) or names_a_body(" ".join(rest))


def names_a_body(text: str) -> bool:
    """Whether a word of the text names a body, such as a university."""
    return any(word.startswith(_BODIES) for word in _labelled(text)[0])


def _tokens(text: str) -> list[str]:
    """All folded words."""
    return [token.lower() for token in _TOKEN.findall(text)[:_MAX_WORDS]]


@lru_cache(maxsize=1 << 15)
def _labelled(text: str) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    """The folded content words, the section letters and numbers, and how many words stand before the first."""
    found = _TOKEN_AND_SIGN.findall(text)[:_MAX_WORDS]
    tokens = [token for token, _sign in found]
    words: list[str] = []
    labels: list[str] = []
    labelled_at = 0
    word = ""
    for place, (token, sign) in enumerate(found):
        before, word = word, token.lower()
        if len(word) > 1 and word.isalpha() and not token.isupper() and before not in SECTION_WORDS:
            if word not in _SPECIAL:
                words.append(word)
                continue
            if word in STOP_WORDS and word not in AMBIGUOUS:
                continue
        if "'" in word:
            word = _without_apostrophe(word)
        after = tokens[place + 1] if place + 1 < len(tokens) else ""
        if _is_year(token):
            continue
        if word in _ORDINALS and after.lower() in SECTION_WORDS:
            label = _ORDINALS[word]
        else:
            label = _label(token, before, after, sign=sign)
        if label and words:
            labelled_at = labelled_at if labels else len(words)
            labels.append(label)
        elif word in SECTION_WORDS and words and (_may_be_label(after) or (labels and before in _ORDINALS)):
            continue
        elif (token.isupper() and not text.isupper() and (len(token) > 1 or sign == ".")) or not _is_left_out(
            word, token, after, before, titled=_is_titled(tokens)
        ):
            words.append(word)
    if not words:  # a name of stop words alone
        return tuple(token.lower() for token in tokens), (), 0
    return tuple(words), tuple(labels), labelled_at


def _is_titled(tokens: Sequence[str]) -> bool:
    """Whether more words than the first begin with a capital."""
    return sum(map(str.isupper, map(itemgetter(0), tokens))) > 1


def _without_apostrophe(word: str) -> str:
    head, _, tail = word.partition("'")
    if tail == "s":
        return head + "s"
    return tail if len(head) <= 2 or head in STOP_WORDS else head + tail


def _is_left_out(word: str, token: str, after: str, before: str, *, titled: bool) -> bool:
    """Whether a word is one that abbreviated titles leave out."""
    if word not in STOP_WORDS and word not in AMBIGUOUS:
        return False
    if len(word) == 1 and token.isupper() and word not in AMBIGUOUS:
        if len(after) == 1 or len(before) == 1:
            return False  # letters in a row are initials
        return word not in "dl" or after[:1].lower() in "aeiouh"  # in French, an elision
    if word == "an" and before:
        return True  # only a name's first word may be Anales
    return word not in AMBIGUOUS or (titled and token.islower())


def _is_year(token: str) -> bool:
    return len(token) == 4 and token.isdigit() and "1500" < token < "2100"


def _may_be_label(token: str) -> bool:
    return len(token) == 1 or token.isdigit() or roman_to_int(token) is not None


def _label(printed: str, before: str, after: str, *, sign: str) -> str:
    """The section that a printed word stands for, or nothing.

    Letters in a row are initials (N. Z.), a capital inside French may be an elision (D Oto-laryngologie).
    """
    if printed.isdigit():
        return printed.lstrip("0") or "0"
    marked = before in SECTION_WORDS
    value = roman_to_int(printed) if len(printed) > 1 or marked else None
    ended = not after or sign in (",", ":", ";", ")", "]")
    if value and value < 40 and (marked or (printed.isupper() and (ended or set(printed) <= set("IVX")))):
        return str(value)
    if len(printed) > 1 or not (marked or printed.isupper()) or printed in "JZNQ":
        return ""
    alone = (len(before) > 1 or before in "jzq") and (len(after) != 1 or after in "JZQ") and before not in STOP_WORDS
    if marked or (alone and ended):
        return "1" if printed == "I" else printed.lower()
    if printed == "D" and sign == "." and alone and len(before) > 4 and len(after) > 3 and after[0].isupper():
        return printed.lower()  # Physica D. Nonlinear phenomena
    if printed in "ABCFG" or (printed == "E" and sign != "." and before[-1:] not in "aeos"):
        return printed.lower() if alone else ""
    return ""


def _explains(subtitle: str, title: str) -> bool:
    """Whether what stands behind a colon or slash only explains the title: an initialism or a longer subtitle."""
    rest = _labelled(subtitle)[0]
    if len(rest) > 2 or _EXPLAINS.match(subtitle):
        return True
    # JPEM : Journal of …, or European Physical Journal QT: Quantum Technology.
    titled = _tokens(title)
    return bool(rest and titled) and (is_initialism(rest[0], titled) or is_initialism(titled[-1], _tokens(subtitle)))


def _foreign(first: str, second: str) -> bool:
    """Whether two sentences are in different languages, as their stop words or their known words tell."""
    if _languages(first) and _languages(second) and not _languages(first) & _languages(second):
        return True
    names = [_labelled(part)[0] for part in (first, second)]
    if any(_is_english(one) and _is_not_english(other) for one, other in (names, names[::-1])):
        return True
    known = [sum(bool(abbreviations(word)) for word in words) for words in names]
    return len("".join(names[0])) > 6 and known[0] * 3 <= len(names[0]) and known[1] * 2 > len(names[1])


def _is_english(words: Sequence[str]) -> bool:
    """Whether two words or more are listed as English, and none as of other languages only."""
    spoken = [found for word in words if (found := languages(word))]
    return len(spoken) > 1 and all("eng" in found for found in spoken)


def _is_not_english(words: Sequence[str]) -> bool:
    """Whether some words are listed, and none of them as English."""
    spoken = [found for word in words if (found := languages(word))]
    return bool(spoken) and not any("eng" in found for found in spoken)


def _languages(text: str) -> frozenset[str]:
    """The languages that all stop words of a text belong to."""
    found = [spoken for token in _tokens(text) if len(token) > 1 and (spoken := STOP_WORD_LANGUAGES.get(token))]
    return frozenset.intersection(*found) if found else frozenset()


def _are_parallel(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether two sentences are one title in two languages: their words begin alike, and are not the same."""
    if abs(len(first) - len(second)) > 2 or set(first) <= set(second) or set(second) <= set(first):
        return False
    alike = sum(any(word[:3] == other[:3] for other in second) for word in first)
    return alike * 2 >= len(first) > 1 or (len(first) == len(second) == 1 and first[0][:5] == second[0][:5])
