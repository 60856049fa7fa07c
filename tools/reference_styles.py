"""Prints references in the styles of publishers, and spoils them as typesetting, PDF and web pages do.

Used by ``train_parser.py`` to show the model more styles and more noise than its data holds. A style is a function
from the fields of a work to a string; the fields are those of the training data (authors as "Family, Given").
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from typing import Any

Work = Mapping[str, Any]
Row = dict[str, Any]
_HAN = re.compile(r"[\u3400-\u9fff]")


# ------------------------------------------------------------------ names


def _parts(name: str) -> tuple[str, list[str]]:
    family, _, given = name.partition(",")
    pieces = [w for w in re.split(r"[\s.]+", given.strip()) if w]
    if len(pieces) == 1 and pieces[0].isupper() and len(pieces[0]) <= 3:
        pieces = list(pieces[0])
    return family.strip(), pieces


def _initials(pieces: list[str], dot: str, gap: str) -> str:
    return gap.join("-".join(p[:1].upper() + dot for p in w.split("-") if p) for w in pieces)


def family_first(between: str, dot: str, gap: str) -> Callable[[str], str]:
    """Family name, then initials: "Smith AB", "Smith, A. B."."""

    def write(name: str) -> str:
        family, given = _parts(name)
        return family + (between + _initials(given, dot, gap) if given else "")

    return write


def given_first(dot: str, gap: str) -> Callable[[str], str]:
    """Initials, then the family name: "A. B. Smith"."""

    def write(name: str) -> str:
        family, given = _parts(name)
        return (_initials(given, dot, gap) + " " if given else "") + family

    return write


def upper(write: Callable[[str], str]) -> Callable[[str], str]:
    """The family name in capitals, as ABNT and GB/T 7714 have it."""

    def shout(name: str) -> str:
        family, given = _parts(name)
        return write(f"{family.upper()}, {' '.join(given)}")

    return shout


def full(name: str) -> str:
    """The given name as the data has it, before the family name."""
    family, _, given = name.partition(",")
    return f"{given.strip()} {family.strip()}".strip()


def names(
    work: Work, write: Callable[[str], str], comma: str = ", ", last: str = ", ", most: int = 6, more: str = ", et al."
) -> str:
    """The list of authors, cut after `most` of them."""
    people = [write(n) for n in work.get("authors", ())]
    if len(people) > most:
        return comma.join(people[: min(most, 3) if most < 6 else most]) + more
    return comma.join(people[:-1]) + last + people[-1] if len(people) > 1 else "".join(people)


# ------------------------------------------------------------------ parts


def _first(pages: str) -> str:
    return re.split(r"[-–]", pages)[0]


def _range(pages: str, dash: str = "–", short: bool = False) -> str:
    ends = re.split(r"[-–]", pages)
    if len(ends) == 2:
        a, b = ends
        if short and a.isdigit() and b.isdigit() and len(a) == len(b):
            keep = next((i for i in range(len(a)) if a[i] != b[i]), 0)
            b = b[keep:]
        return f"{a}{dash}{b}"
    return pages


def _end(text: str, mark: str = ".") -> str:
    return text if text.endswith((".", "?", "!", "。")) else text + mark


def _opt(before: str, value: str | None, after: str = "") -> str:
    return f"{before}{value}{after}" if value else ""


_PLACES = "London|New York|Berlin|Paris|Oxford|Amsterdam|Cambridge, MA|São Paulo|Rio de Janeiro|Boston|Chicago|Beijing|Madrid|Dordrecht"
_HOUSES = (
    "Springer|Oxford University Press|Cambridge University Press|Wiley|Elsevier|Routledge|Academic Press|MIT Press|Sage|"
    "McGraw-Hill|Editora Atlas|Vozes|Springer-Verlag|Blackwell|Harvard University Press|Palgrave Macmillan|Gallimard|Suhrkamp|CRC Press"
)
_EDITORS = "J. Smith|A. Brown & C. Lee|M. Müller|R. García and P. López|H. Tanaka, K. Sato|S. Rossi|L. Chen|D. Armitage"
_ED_MARKS = "(Eds.)|(eds.)|(Ed.)|(Org.)|, editors|, eds.|(eds)"


def _pick(rng: random.Random, choices: str) -> str:
    return rng.choice(choices.split("|"))


# ------------------------------------------------------------------ articles


def _vancouver(w: Work, r: random.Random) -> str:
    people = names(w, family_first(" ", "", ""), most=r.choice((3, 6, 99)))
    date = w.get("year", "") + r.choice(("", "", _opt(" ", _pick(r, "Jan|Mar 5|Oct|Dec 12|Nov-Dec"))))
    gap = r.choice(("", " "))
    return (
        f"{_end(people)} {_end(w['title'])} {w['journal']}{r.choice(('. ', ' '))}{date}{_opt(';' + gap, w.get('volume'))}"
        f"{_opt('(', w.get('issue'), ')')}{_opt(':' + gap, _range(w.get('pages', ''), r.choice('-–'), r.random() < 0.5))}."
    )


def _apa(w: Work, r: random.Random) -> str:
    people = names(w, family_first(", ", ".", r.choice((" ", ""))), last=r.choice((", & ", " & ", ", and ")), most=r.choice((7, 99)))
    return (
        f"{people} ({w.get('year', 'n.d.')}). {_end(w['title'])} {w['journal']}{_opt(', ', w.get('volume'))}"
        f"{_opt(r.choice(('(', ' (')), w.get('issue'), ')')}{_opt(', ', _range(w.get('pages', ''), r.choice('-–')))}."
    )


def _harvard(w: Work, r: random.Random) -> str:
    people = names(w, family_first(", ", ".", ""), last=r.choice((" and ", ", ", ", and ")), most=99)
    year = r.choice((f", {w.get('year', '')}. ", f" {w.get('year', '')}. ", f" ({w.get('year', '')}) ", f", {w.get('year', '')}, "))
    return (
        f"{people}{year}{w['title']}{r.choice(('. ', ', '))}{w['journal']}{_opt(r.choice((' ', ', ', ', vol. ')), w.get('volume'))}"
        f"{_opt(r.choice(('(', ', no. ')), w.get('issue'), '').replace('(' + str(w.get('issue')), '(' + str(w.get('issue')) + ')')}"
        f"{_opt(r.choice((', ', ', pp. ', ': ')), _range(w.get('pages', ''), r.choice('-–')))}."
    )


def _chicago(w: Work, r: random.Random) -> str:
    people = [full(n) if i else n for i, n in enumerate(w.get("authors", ()))]
    listed = ", ".join(people[:-1]) + ", and " + people[-1] if len(people) > 1 else "".join(people)
    a, b = r.choice(("“”", '""'))
    if r.random() < 0.5:
        return (
            f"{_end(listed)} {w.get('year', '')}. {a}{_end(w['title'])}{b} {w['journal']}{_opt(' ', w.get('volume'))}"
            f"{_opt(' (', w.get('issue'), ')')}{_opt(': ', _range(w.get('pages', '')))}."
        )
    return (
        f"{_end(listed)} {a}{_end(w['title'])}{b} {w['journal']}{_opt(' ', w.get('volume'))}{_opt(', no. ', w.get('issue'))}"
        f"{_opt(' (', w.get('year'), ')')}{_opt(': ', _range(w.get('pages', '')))}."
    )


def _ieee(w: Work, r: random.Random) -> str:
    people = names(w, given_first(".", r.choice((" ", ""))), last=r.choice((", and ", " and ")), most=99)
    a, b = r.choice(("“”", '""', "''"))
    return (
        f"{people}, {a}{w['title']},{b} {w['journal']}{_opt(', vol. ', w.get('volume'))}{_opt(', no. ', w.get('issue'))}"
        f"{_opt(', pp. ', _range(w.get('pages', '')))}{_opt(', ' + r.choice(('', 'Mar. ', 'Sep. ', 'June ')), w.get('year'))}."
    )


def _acs(w: Work, r: random.Random) -> str:
    people = names(w, family_first(", ", ".", " "), "; ", "; ", most=99)
    return (
        f"{_end(people)} {_end(w['title'])} {w['journal']} {w.get('year', '')}{_opt(', ', w.get('volume'))}"
        f"{_opt(r.choice(('(', ' (')), w.get('issue'), ')')}{_opt(', ', _range(w.get('pages', '')))}."
    )


def _nature(w: Work, r: random.Random) -> str:
    people = names(w, family_first(", ", ".", r.choice((" ", ""))), last=" & ", most=5, more=" et al.")
    return (
        f"{_end(people)} {_end(w['title'])} {w['journal']}{_opt(' ', w.get('volume'))}{_opt(', ', _range(w.get('pages', '')))}"
        f"{_opt(' (', w.get('year'), ')')}."
    )


def _springer(w: Work, r: random.Random) -> str:
    people = names(w, family_first(" ", "", ""), most=r.choice((3, 99)), more=" et al")
    if r.random() < 0.5:
        return (
            f"{people} ({w.get('year', '')}) {w['title']}. {w['journal']}{_opt(' ', w.get('volume'))}{_opt('(', w.get('issue'), ')')}"
            f"{_opt(r.choice((':', ': ')), _range(w.get('pages', '')))}"
        )
    listed = names(w, family_first(", ", ".", ""), most=99)
    return (
        f"{listed}: {_end(w['title'])} {w['journal']}{_opt(' ', w.get('volume'))}{_opt('(', w.get('issue'), ')')}"
        f"{_opt(', ', _range(w.get('pages', '')))}{_opt(' (', w.get('year'), ')')}"
    )


def _elsevier(w: Work, r: random.Random) -> str:
    people = names(w, given_first(".", ""), most=99)
    return (
        f"{people}, {w['title']}, {w['journal']}{_opt(' ', w.get('volume'))}{_opt(' (', w.get('year'), ')')}"
        f"{_opt(' ', _range(w.get('pages', ''), r.choice('-–')))}."
    )


def _physics(w: Work, r: random.Random) -> str:
    people = names(w, given_first(".", r.choice((" ", ""))), last=r.choice((" and ", ", and ", ", ")), most=r.choice((3, 99)), more=r.choice((" et al.", ", et al.")))
    title = r.choice(("", "", f"{w['title']}, ", f'"{w["title"]}," '))
    return (
        f"{people}, {title}{w['journal']}{_opt(' ', w.get('volume'))}{_opt(', no. ', w.get('issue')) if r.random() < 0.3 else ''}"
        f"{_opt(r.choice((', ', ' ')), _first(w.get('pages', '')))}{_opt(' (', w.get('year'), ')')}{r.choice(('.', '', ';'))}"
    )


def _astronomy(w: Work, r: random.Random) -> str:
    people = names(w, family_first(r.choice((" ", ", ")), ".", ""), last=r.choice((", ", " & ", " and ")), most=r.choice((3, 8, 99)), more=" et al.")
    title = r.choice(("", "", f"{w['title']}, "))
    return f"{people}, {w.get('year', '')}, {title}{w['journal']}{_opt(', ', w.get('volume'))}{_opt(', ', _first(w.get('pages', '')))}"


def _iop(w: Work, r: random.Random) -> str:
    people = names(w, family_first(" ", "", " "), last=" and ", most=99)
    title = r.choice(("", w["title"] + " "))
    return f"{people} {w.get('year', '')} {title}{w['journal']}{_opt(' ', w.get('volume'))}{_opt(' ', _range(w.get('pages', '')))}"


def _abnt(w: Work, r: random.Random) -> str:
    people = names(w, upper(family_first(", ", ".", " ")), "; ", "; ", most=r.choice((3, 99)), more=" et al.")
    issue = f"{_opt(', n. ', w.get('issue'))}"
    place = r.choice(("", "", f", {_pick(r, _PLACES)}"))
    return (
        f"{_end(people)} {_end(w['title'])} {w['journal']}{place}{_opt(', v. ', w.get('volume'))}{issue}"
        f"{_opt(', p. ', _range(w.get('pages', ''), '-'))}{_opt(', ' + r.choice(('', 'jan./jun. ', 'mar. ', 'set. ')), w.get('year'))}."
    )


def _mdpi(w: Work, r: random.Random) -> str:
    people = names(w, family_first(", ", ".", ""), "; ", "; ", most=99)
    return (
        f"{_end(people)} {_end(w['title'])} {w['journal']} {w.get('year', '')}{_opt(', ', w.get('volume'))}"
        f"{_opt(', ', _range(w.get('pages', '')))}."
    )


def _frontiers(w: Work, r: random.Random) -> str:
    people = names(w, family_first(" ", "", ""), last=r.choice((" and ", ", and ")), most=6)
    if r.random() < 0.5:
        people = names(w, family_first(", ", ".", " "), last=", and ", most=6, more=", et al.")
    return f"{people} ({w.get('year', '')}). {_end(w['title'])} {w['journal']}{_opt(' ', w.get('volume'))}{_opt(', ', _range(w.get('pages', '')))}."


def _mla(w: Work, r: random.Random) -> str:
    people = list(w.get("authors", ()))
    listed = people[0] + (", et al" if len(people) > 2 else f", and {full(people[1])}" if len(people) == 2 else "") if people else ""
    return (
        f"{_end(listed)} “{_end(w['title'])}” {w['journal']}{_opt(', vol. ', w.get('volume'))}{_opt(', no. ', w.get('issue'))}"
        f"{_opt(', ', w.get('year'))}{_opt(', pp. ', _range(w.get('pages', '')))}."
    )


def _plain(w: Work, r: random.Random) -> str:
    """Full given names, sentence after sentence, as computer science has it."""
    people = names(w, full, last=r.choice((", and ", " and ")), most=99)
    issue = _opt("(", w.get("issue"), ")")
    return (
        f"{_end(people)} {_end(w['title'])} {w['journal']}{_opt(', ', w.get('volume'))}{issue}"
        f"{_opt(r.choice((':', ', pages ')), _range(w.get('pages', ''), r.choice(('-', '–', '--'))))}{_opt(', ' + r.choice(('', 'May ')), w.get('year'))}."
    )


def _korean(w: Work, r: random.Random) -> str:
    people = names(w, given_first(".", " "), last=", and ", most=99)
    return (
        f"{people}, '{w['title']},' {w['journal']}{_opt(', Vol. ', w.get('volume'))}{_opt(', No. ', w.get('issue'))}"
        f"{_opt(', pp. ', _range(w.get('pages', ''), '-'))}{_opt(', ', w.get('year'))}."
    )


def _gbt(w: Work, r: random.Random) -> str:
    write = r.choice((family_first(" ", "", " "), upper(family_first(" ", "", " ")), family_first(" ", "", "")))
    chinese = bool(_HAN.search(w["title"]))
    more = r.choice((", 等", ",等")) if chinese else ", et al"
    people = names(w, (lambda n: n) if chinese else write, most=r.choice((3, 99)), more=more)
    comma = r.choice((", ", ","))
    mark = r.choice(("[J]", "[J]", "[J]", "[J/OL]", "")) if not chinese else r.choice(("[J]", "[J]", "[J/OL]", ""))
    pages = _opt(r.choice((": ", ":")), _range(w.get("pages", ""), r.choice(("-", "～", "—"))))
    text = (
        f"{people}. {w['title']}{r.choice(('', ' '))}{mark}. {w['journal']}{comma}{w.get('year', '')}"
        f"{_opt(comma, w.get('volume'))}{_opt('(' if r.random() < 0.8 else ' (', w.get('issue'), ')')}{pages}{r.choice(('.', ''))}"
    )
    return _full_width(text, r) if r.random() < 0.3 else text


def _chinese_prose(w: Work, r: random.Random) -> str:
    """Taiwan's and the humanities' way: names, title and journal in Chinese brackets."""
    people = "、".join(w.get("authors", ()))
    a, b = r.choice(("〈〉", "《》", "“”"))
    volume = _opt("第", w.get("volume"), "卷")
    issue = _opt("第", w.get("issue"), "期")
    if r.random() < 0.5:
        return f"{people}：{a}{w['title']}{b}，《{w['journal']}》{volume}{issue}（{w.get('year', '')}年{r.choice(('', '10月', '3月'))}），{_opt('頁', _range(w.get('pages', ''), '-'))}。"
    return f"{people}: {a}{w['title']}{b}, 《{w['journal']}》{w.get('year', '')}年{volume}{issue}{_opt(', 第', _range(w.get('pages', ''), '-'), '页')}."


def _chinese_loose(w: Work, r: random.Random) -> str:
    """What is met in Korean and older Chinese lists: fields parted by full stops or commas alone."""
    people = r.choice((", ", "、", ",")).join(w.get("authors", ()))
    kind = r.randrange(4)
    pages = _range(w.get("pages", ""), "-")
    if kind == 0:
        return f"{people}. {w['title']}. {w['journal']}. {w.get('year', '')}{_opt(r.choice((';', '. ')), w.get('volume'))}{_opt('(', w.get('issue'), ')')}{_opt(':', pages)}."
    if kind == 1:
        return f"{people}, '{w['title']},' {w['journal']}{_opt(', Vol.', w.get('volume'))}{_opt(', No.', w.get('issue'))}{_opt(', pp.', pages)}, {w.get('year', '')}."
    if kind == 2:
        return f"{people} ({w.get('year', '')}). {w['title']}. {w['journal']}{_opt(', ', w.get('volume'))}{_opt('(', w.get('issue'), ')')}{_opt(', ', pages)}."
    return f"{people}, {w['title']}, {w['journal']}, {w.get('year', '')}年{_opt('第', w.get('issue'), '期')}{_opt(', 第', pages, '页')}."


# ------------------------------------------------------------------ books, chapters, theses


def _book(w: Work, r: random.Random) -> str:
    year, house, place = w.get("year", ""), _pick(r, _HOUSES), _pick(r, _PLACES)
    title = w["title"]
    kind = r.randrange(7)
    if kind == 0:
        return f"{names(w, family_first(', ', '.', ' '), last=', & ', most=99)} ({year}). {_end(title)} {place}: {house}."
    if kind == 1:
        return f"{names(w, family_first(' ', '', ''), most=6)}. {title}. {r.choice(('', '2nd ed. ', '3rd ed. '))}{place}: {house}; {year}."
    if kind == 2:
        return f"{names(w, upper(family_first(', ', '.', ' ')), '; ', '; ', most=99)} {title}. {place}: {house}, {year}{r.choice(('', '. 230 p'))}."
    if kind == 3:
        return f"{_end(names(w, lambda n: n, last=', and ', most=99))} {title}. {place}: {house}, {year}."
    if kind == 4:
        return f"{names(w, given_first('.', ' '), last=' and ', most=99)}, {title} ({house}, {place}, {year})."
    if kind == 5:
        return f"{_end(names(w, full, last=', and ', most=99))} {title}. {house}, {year}."
    return f"{names(w, family_first(', ', '.', ''), last=' and ', most=99)} {year}. {_end(title)} {house}, {place}."


def _chapter(w: Work, r: random.Random) -> str:
    year, house, place, editors = w.get("year", ""), _pick(r, _HOUSES), _pick(r, _PLACES), f"{_pick(r, _EDITORS)} {_pick(r, _ED_MARKS)}"
    title, book, pages = w["title"], w["journal"], _range(w.get("pages", ""))
    kind = r.randrange(7)
    if kind == 0:
        return f"{names(w, family_first(', ', '.', ' '), last=', & ', most=99)} ({year}). {_end(title)} In {editors}, {book}{_opt(' (pp. ', pages, ')')}. {place}: {house}."
    if kind == 1:
        return f"{names(w, family_first(' ', '', ''), most=6)}. {_end(title)} In: {editors.replace(' (Eds.)', ', editors')}. {book}. {place}: {house}; {year}{_opt('. p. ', pages)}."
    if kind == 2:
        return f"{names(w, upper(family_first(', ', '.', ' ')), '; ', '; ', most=99)} {_end(title)} In: {editors.upper() if r.random() < 0.3 else editors}. {book}. {place}: {house}, {year}{_opt('. p. ', pages)}."
    if kind == 3:
        return f"{_end(names(w, full, last=', and ', most=99))} {_end(title)} In {book}{_opt(', pages ', pages)}, {year}{r.choice(('', '. ' + house))}."
    if kind == 4:
        return f"{names(w, given_first('.', ' '), last=', and ', most=99)}, “{title},” in {book}{_opt(', ', year)}{_opt(', pp. ', pages)}."
    if kind == 5:
        return f"{names(w, family_first(', ', '.', ''), last=', ', most=99)}: {title}. In: {editors} {book}{_opt(', pp. ', pages)}. {house}, {place} ({year})"
    return f"{_end(names(w, lambda n: n, last=', and ', most=99))} {year}. “{_end(title)}” In {book}, edited by {_pick(r, _EDITORS)}{_opt(', ', pages)}. {place}: {house}."


_SCHOOLS = "Stanford University|University of Cambridge|Universidade de São Paulo|Université Paris VII|University of California, Berkeley|MIT|Universidade Federal do Rio de Janeiro"
_DEGREES = "PhD thesis|Ph.D. dissertation|Master's thesis|Doctoral dissertation|Unpublished doctoral dissertation|Tese (Doutorado)|Dissertação (Mestrado)"


def _thesis(w: Work, r: random.Random) -> str:
    year, school, degree = w.get("year", ""), _pick(r, _SCHOOLS), _pick(r, _DEGREES)
    kind = r.randrange(4)
    if kind == 0:
        return f"{names(w, family_first(', ', '.', ' '), most=99)} ({year}). {w['title']} ({degree}). {school}."
    if kind == 1:
        return f"{_end(names(w, full, most=99))} {w['title']}. {degree}, {school}, {year}."
    if kind == 2:
        return f"{names(w, upper(family_first(', ', '.', ' ')), '; ', '; ', most=99)} {w['title']}. {year}. {r.choice(('', '120 f. '))}{degree} – {school}, {_pick(r, _PLACES)}, {year}."
    return f"{names(w, family_first(' ', '', ''), most=99)}. {w['title']} [{degree.lower()}]. {_pick(r, _PLACES)}: {school}; {year}."


_CN_PLACES = "北京|上海|武汉|广州|南京|成都"
_CN_HOUSES = "科学出版社|人民卫生出版社|高等教育出版社|中华书局|清华大学出版社|商务印书馆"
_CN_SCHOOLS = "北京大学|武汉大学|中国科学院大学|南京医科大学|复旦大学"


def _gbt_other(w: Work, r: random.Random) -> str:
    chinese = bool(_HAN.search(w["title"]))
    people = names(w, (lambda n: n) if chinese else family_first(" ", "", " "), most=3, more=", 等" if chinese else ", et al")
    place, house = (_pick(r, _CN_PLACES), _pick(r, _CN_HOUSES)) if chinese else (_pick(r, _PLACES), _pick(r, _HOUSES))
    year, pages = w.get("year", ""), _opt(": ", _range(w.get("pages", ""), "-"))
    if w.get("type") == "thesis":
        text = f"{people}. {w['title']}[{r.choice(('D', 'D/OL'))}]. {place}: {_pick(r, _CN_SCHOOLS) if chinese else _pick(r, _SCHOOLS)}, {year}."
    elif w.get("journal"):
        editor = r.choice(("", "", "李明. " if chinese else "SMITH J. "))
        text = f"{people}. {w['title']}[{r.choice(('C', 'M', 'A'))}]//{editor}{w['journal']}. {place}: {house}, {year}{pages}."
    else:
        text = f"{people}. {w['title']}[{r.choice(('M', 'M', 'R', 'S'))}]. {r.choice(('', '2版. ' if chinese else '2nd ed. '))}{place}: {house}, {year}."
    return _full_width(text, r) if r.random() < 0.3 else text


ARTICLE = (
    _vancouver, _vancouver, _apa, _apa, _harvard, _harvard, _chicago, _ieee, _acs, _nature, _springer, _elsevier, _physics,
    _physics, _astronomy, _iop, _abnt, _abnt, _mdpi, _frontiers, _mla, _plain, _plain, _korean, _gbt,
)  # fmt: skip
CHINESE_ARTICLE = (_gbt, _gbt, _gbt, _chinese_prose, _chinese_loose, _chinese_loose)


def render(work: Work, rng: random.Random) -> Row | None:
    """A work in a style chosen at random, or None where it has too few fields for one."""
    if not work.get("title") or not work.get("year") or not work.get("authors") or len(work["title"]) < 4:
        return None
    fields = dict(work)
    chinese = bool(_HAN.search(work["title"]))
    for name in ("doi", "pmid", "pmcid", "arxiv"):
        fields.pop(name, None)
    if not chinese and any("," not in name for name in work["authors"]):
        return None
    kind = work.get("type")
    if work.get("journal") and kind in ("chapter", "conference"):
        style = _gbt_other if chinese or rng.random() < 0.1 else _chapter
    elif work.get("journal"):
        style = rng.choice(CHINESE_ARTICLE if chinese else ARTICLE)
    elif kind == "thesis":
        style = _gbt_other if chinese or rng.random() < 0.1 else _thesis
    elif kind == "book":
        style = _gbt_other if chinese or rng.random() < 0.1 else _book
    else:
        return None
    raw = " ".join(style(fields, rng).split())
    if kind == "thesis" or not work.get("journal"):
        fields = {k: v for k, v in fields.items() if k not in ("volume", "issue", "pages", "journal")}
    if fields["title"] not in raw:  # styles without titles
        fields.pop("title")
    fields["authors"] = [name for name in work["authors"] if name.partition(",")[0].casefold() in raw.casefold()]
    return {"raw": raw, "fields": fields}


# ------------------------------------------------------------------ noise


def _full_width(text: str, rng: random.Random) -> str:
    return "".join({",": "，", ";": "；", ":": "：", "(": "（", ")": "）"}.get(c, c) for c in text).replace("， ", "，").replace("： ", "：")


def _full(text: str, rng: random.Random) -> str:
    return re.sub(r"([,;:])\s?", lambda m: {",": "，", ";": "；", ":": "："}[m[1]], text)


def _no_space(text: str, rng: random.Random) -> str:
    return re.sub(r"(?<=[.,;:])\s(?=\S)", lambda m: "" if rng.random() < 0.6 else m[0], text)


def _pdf_space(text: str, rng: random.Random) -> str:
    """Blanks before punctuation and lost after it, as some PDF extraction has them."""
    text = re.sub(r"\s?([.,;:()])\s?", lambda m: rng.choice((m[0], m[0], f" {m[1]}", f"{m[1]} ", m[1])), text)
    return re.sub(r"(?<=[a-z]{4})\s(?=[A-Z][a-z]{2})", lambda m: "" if rng.random() < 0.08 else m[0], text)


def _break(text: str, rng: random.Random) -> str:
    words = [m for m in re.finditer(r"[a-z]{7,}", text)]
    if not words:
        return text
    at = rng.choice(words)
    cut = at.start() + rng.randrange(3, len(at[0]) - 3)
    return f"{text[:cut]}- {text[cut:]}"


def _dash(text: str, rng: random.Random) -> str:
    mark = rng.choice("–—−‐‑～~")
    return re.sub(r"(?<=\d)\s?[-–]\s?(?=\d)", mark, text)


def _number(text: str, rng: random.Random) -> str:
    n = rng.randrange(1, 200)
    return rng.choice((f"[{n}] ", f"[{n}]", f"{n}. ", f"{n}.", f"({n}) ", f"{n}) ", f"{n} ", f"［{n}］", f"【{n}】", f"{n}、", f"〔{n}〕", f"{n}- ")) + text


def _tail(text: str, rng: random.Random) -> str:
    return text + _pick(rng, " [PubMed] [Google Scholar]|[Article]| View Article Google Scholar| CrossRef PubMed Google Scholar| [CrossRef]| PMID: 12345678| Available from: https://example.org/a| Accessed 12 May 2020.")


def _question(text: str, rng: random.Random) -> str:
    return text.replace(" et al. ", "?et al.?").replace(", et al.", ",?et al.")


def _bare(text: str, rng: random.Random) -> str:
    return text.rstrip(".")


NOISE = (_full, _no_space, _no_space, _pdf_space, _pdf_space, _break, _dash, _number, _number, _tail, _question, _bare)


def spoil(row: Row, rng: random.Random) -> Row:
    """The same reference with one or two kinds of damage."""
    text = " ".join(row["raw"].split())
    for noise in rng.sample(NOISE, rng.choice((1, 1, 2))):
        text = noise(text, rng)
    return {**row, "raw": text}
