"""A library of works that do not exist, as records and as .bib entries with known slips."""

import random
import re

from refcheck.fix.csl import load
from refcheck.fix.rendering import rendered

JOURNALS = [("Journal of Cell Biology", "J. Cell Biol."), ("Nature Medicine", "Nat. Med."), ("Neuron", "Neuron")]
WORDS = [
    "receptor",
    "signalling",
    "kinase",
    "membrane",
    "neuron",
    "cortex",
    "plasticity",
    "growth",
    "tissue",
    "repair",
    "enzyme",
    "binding",
    "structure",
    "lipid",
    "transport",
    "calcium",
    "channel",
    "immune",
    "response",
    "antigen",
    "vaccine",
    "bacteria",
    "resistance",
    "genome",
    "variation",
    "cancer",
    "therapy",
    "hormone",
    "liver",
    "kidney",
    "heart",
    "muscle",
    "bone",
    "retina",
    "cornea",
    "synapse",
    "memory",
    "sleep",
    "stress",
    "ageing",
    "diet",
    "exercise",
]
NAMES = [
    "Abbott",
    "Baker",
    "Castillo",
    "Dietrich",
    "Eriksen",
    "Fontaine",
    "Garcia",
    "Haddad",
    "Ivanov",
    "Jensen",
    "Kowalski",
    "Laurent",
    "Moreau",
]


def works(count):
    chance = random.Random(11)  # noqa: S311 - the same library every time
    for number in range(count):
        journal, short = JOURNALS[number % len(JOURNALS)]
        first = chance.randint(100, 4000)
        yield {
            "doi": f"10.5555/lib.{number:05d}x{chance.randint(1000, 9999)}", "container_title": journal,
            "short_container_title": short, "title": " ".join(chance.sample(WORDS, 7)).capitalize() + f" in cohort {number}",
            "volume": str(chance.randint(2, 400)), "issue": str(chance.randint(1, 12)),
            "page": f"{first}-{first + chance.randint(5, 20)}", "issued": [chance.randint(1990, 2020), 5],
            "authors": [{"family": f"{chance.choice(NAMES)}{chr(97 + number % 26)}", "given": "A. B."},
                        {"family": chance.choice(NAMES), "given": "C."}],
        }  # fmt: skip


def entry(number, work):
    names = " and ".join(f"{one['family']}, {one['given']}" for one in work["authors"])
    return (
        f"@article{{key{number},\n  author  = {{{names}}},\n  title   = {{{work['title']}}},\n"
        f"  journal = {{{work['container_title']}}},\n  year    = {work['issued'][0]},\n  volume  = {{{work['volume']}}},\n"
        f'  number  = "{work["issue"]}",\n  pages   = {{{work["page"].replace("-", "--")}}},\n'
        f"  doi     = {{{work['doi']}}},\n  abstract = {{Anything goes: 50\\% {{of}} it.}},\n}}\n\n"
    )


def slipped(number, text, work):
    """One slip in four entries out of five; the right lines are those of the entry without it."""
    kind = number % 5
    if kind == 0:
        return re.sub(r"(volume  = \{)(\d+)", lambda m: f"{m[1]}{int(m[2]) + 40}", text)
    if kind == 1:
        return re.sub(r"(pages   = \{)(\d+)--(\d+)", lambda m: f"{m[1]}{int(m[2]) + 1000}--{int(m[3]) + 1000}", text)
    if kind == 2:
        return text.replace("{" + work["doi"], "{https://doi-org.proxy.example.edu/" + work["doi"])
    if kind == 3:
        return text.replace(f"  doi     = {{{work['doi']}}},\n", "")
    return text


def item(work):
    return {
        "id": "1", "type": "article-journal", "title": work["title"], "container-title": work["container_title"],
        "container-title-short": work["short_container_title"], "volume": work["volume"], "issue": work["issue"],
        "page": work["page"], "issued": {"date-parts": [work["issued"][:1]]}, "author": work["authors"], "language": "en",
    }  # fmt: skip


def printed(style, works):
    lines = [f"[{n}] {rendered(load(style), item(one))} doi: {one['doi']}" for n, one in enumerate(works, 1)]
    return "References\n\n" + "\n".join(lines) + "\n"
