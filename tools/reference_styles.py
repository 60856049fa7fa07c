"""Prints references in the styles of publishers, and spoils them as typesetting, PDF and web pages do.

Used by ``train_parser.py`` to show the model more styles and more noise than its data holds. A work is the fields of
the training data (authors as "Family, Given"); a style is a way to print names and some templates. In a template
``⟨…⟩`` is left out when a field in it is missing.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Work = Mapping[str, Any]
Row = dict[str, Any]

_HAN = re.compile(r"[\u3400-\u9fff]")
_OPTIONAL = re.compile(r"⟨([^⟨⟩]*)⟩")
_FIELD = re.compile(r"\{(\w+)\}")


# ------------------------------------------------------------------ names


def _parts(name: str) -> tuple[str, list[str]]:
    family, _, given = name.partition(",")
    pieces = [word for word in re.split(r"[\s.]+", given.strip()) if word]
    if len(pieces) == 1 and pieces[0].isupper() and len(pieces[0]) <= 3:
        pieces = list(pieces[0])
    return family.strip(), pieces


def _initials(pieces: list[str], dot: str, gap: str) -> str:
    return gap.join("-".join(part[:1].upper() + dot for part in word.split("-") if part) for word in pieces)


def _as_is(name: str) -> str:
    return name


def _full(name: str) -> str:
    """Anna Smith."""
    family, _, given = name.partition(",")
    return f"{given.strip()} {family.strip()}".strip()


def _inverted(between: str, dot: str, gap: str, *, upper: bool = False) -> Callable[[str], str]:
    """Smith AB; Smith, A. B.; SMITH A B."""

    def write(name: str) -> str:
        family, given = _parts(name)
        family = family.upper() if upper else family
        return family + (between + _initials(given, dot, gap) if given else "")

    return write


def _straight(dot: str, gap: str) -> Callable[[str], str]:
    """A. B. Smith."""

    def write(name: str) -> str:
        family, given = _parts(name)
        return (_initials(given, dot, gap) + " " if given else "") + family

    return write


@dataclass(frozen=True)
class Style:
    """How a publisher prints an article.

    Attributes:
        write: prints one name.
        comma: what parts two names.
        last: what parts the last two.
        more: what stands for the names after the first few, where the style cuts the list.
        templates: the ways to print the rest.
    """

    write: Callable[[str], str]
    comma: str
    last: str
    more: str
    templates: tuple[str, ...]

    def names(self, people: list[str], most: int) -> str:
        """The list of authors, cut after `most` of them."""
        written = [self.write(name) for name in people]
        if len(written) > most:
            return self.comma.join(written[:most]) + self.more
        return self.comma.join(written[:-1]) + (self.last if len(written) > 1 else "") + "".join(written[-1:])


_VANCOUVER = _inverted(" ", "", "")
_APA = _inverted(", ", ".", " ")
_TIGHT = _inverted(", ", ".", "")
_SPACED = _inverted(" ", "", " ")

STYLES = (
    # Vancouver, NLM, AMA, Elsevier-Vancouver
    Style(
        _VANCOUVER, ", ", ", ", ", et al",
        (
            "{authors}. {title}. {journal}. {year}⟨;{volume}⟩⟨({issue})⟩⟨:{pages}⟩.",
            "{authors}. {title}. {journal}. {year} {month}⟨;{volume}⟩⟨({issue})⟩⟨:{short}⟩.",
            "{authors}. {title}. {journal} {year}⟨; {volume}⟩⟨ ({issue})⟩⟨: {pages}⟩.",
            "{authors}. {title}. {journal} {year}⟨;{volume}⟩⟨:{short}⟩.",
            "{authors}. {title}. {journal} ({year}) ⟨{volume}⟩⟨:{pages}⟩.",
        ),
    ),
    # APA
    Style(
        _APA, ", ", ", & ", ", et al.",
        (
            "{authors} ({year}). {title}. {journal}⟨, {volume}⟩⟨({issue})⟩⟨, {pages}⟩.",
            "{authors} ({year}) {title}. {journal}⟨, {volume}⟩⟨ ({issue})⟩⟨, {pages}⟩.",
        ),
    ),
    # Harvard, Frontiers, Cell
    Style(
        _TIGHT, ", ", " and ", " et al.",
        (
            "{authors}, {year}. {title}. {journal}⟨, {volume}⟩⟨({issue})⟩⟨, pp.{pages}⟩.",
            "{authors} {year}, {title}, {journal}⟨, vol. {volume}⟩⟨, no. {issue}⟩⟨, pp. {pages}⟩.",
            "{authors} ({year}). {title}. {journal}⟨ {volume}⟩⟨, {pages}⟩.",
            "{authors}, {year}. {title}. {journal}⟨ {volume}⟩⟨: {pages}⟩.",
        ),
    ),
    # IEEE
    Style(
        _straight(".", " "), ", ", ", and ", " et al.",
        (
            "{authors}, “{title},” {journal}⟨, vol. {volume}⟩⟨, no. {issue}⟩⟨, pp. {pages}⟩, {month} {year}.",
            '{authors}, "{title}," {journal}⟨, vol. {volume}⟩⟨, pp. {pages}⟩, {year}.',
            "{authors}, '{title},' {journal}⟨, Vol. {volume}⟩⟨, No. {issue}⟩⟨, pp. {pages}⟩, {year}.",
        ),
    ),
    # ACS, MDPI
    Style(
        _APA, "; ", "; ", "; et al.",
        (
            "{authors} {title}. {journal} {year}⟨, {volume}⟩⟨ ({issue})⟩⟨, {pages}⟩.",
            "{authors}. {title}. {journal} {year}⟨, {volume}⟩⟨, {pages}⟩.",
        ),
    ),
    # Nature, Science
    Style(_APA, ", ", " & ", " et al.", ("{authors} {title}. {journal}⟨ {volume}⟩⟨, {pages}⟩ ({year}).",)),
    Style(
        _straight(".", " "), ", ", ", ", " et al.", ("{authors}, {title}. {journal}⟨ {volume}⟩⟨, {pages}⟩ ({year}).",)
    ),
    # Springer
    Style(
        _VANCOUVER, ", ", ", ", " et al",
        (
            "{authors} ({year}) {title}. {journal}⟨ {volume}⟩⟨({issue})⟩⟨:{pages}⟩",
            "{authors} {year}. {title}. {journal}⟨ {volume}⟩⟨: {pages}⟩.",
        ),
    ),
    Style(
        _TIGHT, ", ", ", ", " et al.", ("{authors}: {title}. {journal}⟨ {volume}⟩⟨({issue})⟩⟨, {pages}⟩ ({year})",)
    ),
    # Elsevier, American Physical Society, astronomy, Institute of Physics
    Style(
        _straight(".", ""), ", ", " and ", " et al.",
        (
            "{authors}, {title}, {journal}⟨ {volume}⟩ ({year})⟨ {pages}⟩.",
            "{authors}, {journal}⟨ {volume}⟩⟨, {first}⟩ ({year}).",
            "{authors}, {journal}⟨ {volume}⟩ ({year})⟨ {first}⟩",
        ),
    ),
    Style(_inverted(" ", ".", ""), ", ", ", ", ", et al.", ("{authors}, {year}, {journal}⟨, {volume}⟩⟨, {first}⟩",)),
    Style(
        _SPACED, ", ", " and ", " et al",
        ("{authors} {year} {title} {journal}⟨ {volume}⟩⟨ {pages}⟩", "{authors} {year} {journal}⟨ {volume}⟩⟨ {first}⟩"),
    ),
    # ABNT
    Style(
        _inverted(", ", ".", " ", upper=True), "; ", "; ", " et al.",
        (
            "{authors} {title}. {journal}⟨, v. {volume}⟩⟨, n. {issue}⟩⟨, p. {pages}⟩, {year}.",
            "{authors} {title}. {journal}, {place}⟨, v. {volume}⟩⟨, n. {issue}⟩⟨, p. {pages}⟩, {month} {year}.",
        ),
    ),
    # Chicago, MLA, computer science: given names in full
    Style(
        _full, ", ", ", and ", ", et al.",
        (
            "{authors}. {year}. “{title}.” {journal}⟨ {volume}⟩⟨ ({issue})⟩⟨: {pages}⟩.",
            "{authors}. “{title}.” {journal}⟨, vol. {volume}⟩⟨, no. {issue}⟩, {year}⟨, pp. {pages}⟩.",
            "{authors}. {title}. {journal}⟨, {volume}⟩⟨({issue})⟩⟨:{pages}⟩, {year}.",
            "{authors}. {title}. {journal}⟨, {volume}⟩⟨, pages {pages}⟩, {month} {year}.",
        ),
    ),
    # GB/T 7714
    Style(
        _SPACED, ", ", ", ", ", et al",
        (
            "{authors}. {title}[J]. {journal}, {year}⟨, {volume}⟩⟨({issue})⟩⟨: {pages}⟩.",
            "{authors}.{title}[J].{journal},{year}⟨,{volume}⟩⟨({issue})⟩⟨:{pages}⟩.",
            "{authors}. {title}. {journal}, {year}⟨, {volume}⟩⟨({issue})⟩⟨: {pages}⟩",
        ),
    ),
)  # fmt: skip

_CHINESE = Style(_as_is, ", ", ", ", ", 等", (
    "{authors}. {title}[J]. {journal}, {year}⟨, {volume}⟩⟨({issue})⟩⟨: {pages}⟩.",
    "{authors}.{title}[J].{journal},{year}⟨,{volume}⟩⟨({issue})⟩⟨:{pages}⟩.",
    "{authors}．{title}［J］．{journal}，{year}⟨，{volume}⟩⟨（{issue}）⟩⟨：{pages}⟩．",
    "{authors}. {title}. {journal}, {year}⟨, {volume}⟩⟨({issue})⟩⟨: {pages}⟩",
    "{authors}. {title}. {journal}. {year}⟨;{volume}⟩⟨({issue})⟩⟨:{pages}⟩.",
    "{authors}. {title}. {journal}. {year}⟨. {volume}⟩⟨({issue})⟩.",
    "{authors} ({year}). {title}. {journal}⟨, {volume}⟩⟨({issue})⟩⟨, {pages}⟩.",
    "{authors}, '{title},' {journal}⟨, Vol.{volume}⟩⟨, No.{issue}⟩⟨, pp.{pages}⟩, {year}.",
    "{authors}, {title}, {journal}, {year}年⟨第{issue}期⟩⟨, 第{pages}页⟩.",
    "{authors}：〈{title}〉，《{journal}》⟨第{volume}卷⟩⟨第{issue}期⟩（{year}年），⟨頁{pages}⟩。",
    "{authors}: 《{title}》, 《{journal}》{year}年⟨第{issue}期⟩⟨, 第{pages}页⟩。",
))  # fmt: skip

_MONTHS = ("Jan", "Mar 5", "June", "Oct", "Dec 12", "Nov-Dec", "set.", "jan./jun.")
_PLACES = ("London", "São Paulo", "Rio de Janeiro", "Paris", "New York")


def _shortened(pages: str) -> str:
    """552-561 as 552-61."""
    first, _, last = pages.partition("-")
    if not (first.isdigit() and last.isdigit() and len(first) == len(last)):
        return pages
    same = next((i for i, (a, b) in enumerate(zip(first, last, strict=True)) if a != b), 0)
    return f"{first}-{last[same:]}"


def render(work: Work, rng: random.Random) -> Row | None:
    """An article in a style chosen at random, or None where it has too few fields for one."""
    if work.get("type") != "article" or not all(work.get(name) for name in ("authors", "title", "journal", "year")):
        return None
    chinese = bool(_HAN.search(work["title"]))
    if not chinese and any("," not in name for name in work["authors"]):
        return None
    style = _CHINESE if chinese else rng.choice(STYLES)
    pages = work.get("pages", "")
    dash = rng.choice(("-", "–"))
    values = {
        **{name: work.get(name, "") for name in ("journal", "year", "volume", "issue")},
        "authors": style.names(work["authors"], rng.choice((3, 6, 99))),
        "title": work["title"].rstrip("."),
        "pages": pages.replace("-", dash),
        "short": _shortened(pages).replace("-", dash),
        "first": pages.partition("-")[0],
        "month": rng.choice(_MONTHS),
        "place": rng.choice(_PLACES),
    }
    template = _OPTIONAL.sub(
        lambda part: part[1] if all(values[name] for name in _FIELD.findall(part[1])) else "",
        rng.choice(style.templates),
    )
    raw = " ".join(_FIELD.sub(lambda name: str(values[name[1]]), template).replace("..", ".").split())
    printed = {"authors", "journal", "year", "type"} | {name for name in _FIELD.findall(template) if values[name]}
    if {"short", "first"} & printed:
        printed.add("pages")
    fields = {name: value for name, value in work.items() if name in printed}
    fields["authors"] = [name for name in work["authors"] if name.partition(",")[0].casefold() in raw.casefold()]
    return {"raw": raw, "fields": fields}


# ------------------------------------------------------------------ noise


def _full_width(text: str, rng: random.Random) -> str:
    marks = {",": "，", ";": "；", ":": "："}
    if rng.random() < 0.3:
        marks |= {"(": "（", ")": "）", ".": "．"}
    return re.sub(r"([,;:().])\s?", lambda m: marks.get(m[1], m[0]), text)


def _no_space(text: str, rng: random.Random) -> str:
    return re.sub(r"(?<=[.,;:])\s(?=\S)", lambda m: "" if rng.random() < 0.6 else m[0], text)


def _pdf_space(text: str, rng: random.Random) -> str:
    """Blanks before punctuation and lost after it, and two words in one, as some PDF extraction has them."""
    text = re.sub(r"\s?([.,;:()])\s?", lambda m: rng.choice((m[0], m[0], f" {m[1]}", f"{m[1]} ", m[1])), text)
    return re.sub(r"(?<=[a-z]{4})\s(?=[A-Z][a-z]{2})", lambda m: "" if rng.random() < 0.08 else m[0], text)


def _broken_word(text: str, rng: random.Random) -> str:
    words = list(re.finditer(r"[a-z]{7,}", text))
    if not words:
        return text
    word = rng.choice(words)
    cut = word.start() + rng.randrange(3, len(word[0]) - 3)
    return f"{text[:cut]}- {text[cut:]}"


def _dash(text: str, rng: random.Random) -> str:
    return re.sub(r"(?<=\d)\s?[-–]\s?(?=\d)", rng.choice("–—−‐‑～~"), text)


def _number(text: str, rng: random.Random) -> str:
    labels = ("[{}] ", "[{}]", "{}. ", "{}.", "({}) ", "{}) ", "{} ", "［{}］", "【{}】", "{}、", "〔{}〕", "{}- ")
    return rng.choice(labels).format(rng.randrange(1, 200)) + text


def _tail(text: str, rng: random.Random) -> str:
    tails = (
        " [PubMed] [Google Scholar]", "[Article]", " View Article Google Scholar", " CrossRef PubMed Google Scholar",
        " [CrossRef]", " PMID: 12345678", " Available from: https://example.org/a", " Accessed 12 May 2020.",
    )  # fmt: skip
    return text + rng.choice(tails)


def _question_mark(text: str, _: random.Random) -> str:
    """Blanks that a wrong encoding has turned into question marks."""
    return text.replace(" et al. ", "?et al.?").replace(", et al.", ",?et al.")


def _bare(text: str, _: random.Random) -> str:
    return text.rstrip(".")


NOISE = (
    _full_width, _no_space, _no_space, _pdf_space, _pdf_space, _broken_word, _dash, _number, _number, _tail,
    _question_mark, _bare,
)  # fmt: skip


def spoil(row: Row, rng: random.Random) -> Row:
    """The same reference with one or two kinds of damage."""
    text = " ".join(row["raw"].split())
    for noise in rng.sample(NOISE, rng.choice((1, 1, 2))):
        text = noise(text, rng)
    return {**row, "raw": text}
