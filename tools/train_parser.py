"""Trains the model that parses printed references.

    python tools/train_parser.py references.jsonl [more.jsonl …]

Each line of the data is one reference with its fields, {"raw", "fields": {"authors": ["Family, Given"], "title",
"journal", "year", "volume", "issue", "pages", "type"}, "skip": [fields that are in doubt]}. The fields are looked for
in the string to label its words; a reference in which one cannot be found is left out. To each are added two copies
with damage (lost blanks, full-width punctuation, broken words …), to some their fields in another style
(`reference_styles`).

The run is deterministic. It writes the model and beside it a JSON file that says how it was made.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pycrfsuite
from reference_styles import render, spoil

from refcheck.extract.identifiers import find_identifiers
from refcheck.extract.parser.crf import MODEL
from refcheck.extract.parser.features import VERSION, features
from refcheck.extract.parser.tokens import Tokens, tokenize

Row = dict[str, Any]
Place = tuple[int, int]

DATA = Path(__file__).resolve().parent.parent / "refcheck" / "data"
SEED = 7714
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_RANGE = re.compile(r"\s{0,2}[-‐‑‒–—―−~～∼]{1,3}\s{0,2}([A-Za-z]{0,2}\d+)")
_LONGEST_AUTHORS = 60  # tokens that are taken for authors where the data is in doubt about them


def squeeze(text: str) -> tuple[str, list[int]]:
    """The letters and digits of a text alone, folded, and the offset in it of each."""
    letters: list[str] = []
    offsets: list[int] = []
    for i, character in enumerate(text):
        for c in unicodedata.normalize("NFKD", character).casefold():
            if c.isalnum() and not unicodedata.combining(c):
                letters.append(c)
                offsets.append(i)
    return "".join(letters), offsets


class Aligner:
    """Labels the words of one reference from its fields."""

    def __init__(self, row: Row) -> None:
        self.raw = " ".join(row["raw"].split())
        self.fields: dict[str, Any] = row["fields"]
        self.skip = frozenset(row.get("skip", ()))
        self.tokens = tokenize(self.raw, [(i.span, i.type.value) for i in find_identifiers(self.raw)])
        self.labels = ["O"] * len(self.tokens.words)
        self.taken: list[Place] = []
        self.starts = {start for start, _ in self.tokens.spans}
        self.ends = {end for _, end in self.tokens.spans}
        masked = list(self.raw)
        for word, (start, end) in zip(self.tokens.words, self.tokens.spans, strict=True):
            if word[0] == "<":
                masked[start:end] = " " * (end - start)
        self.hay, self.offsets = squeeze("".join(masked))

    def align(self) -> tuple[Tokens, list[str]] | None:
        """The words and their labels, or None where a field cannot be found."""
        if not self.labels or "journal" in self.skip:
            return None
        title = self._text("title", "T", 0)
        if self.fields.get("title") and title is None:
            return None
        journal = self._text("journal", "J", title[1] if title else 0)
        if self.fields.get("journal") and journal is None:
            return None
        if not self._authors(min([p[0] for p in (title, journal) if p] or [len(self.raw)]), title):
            return None
        if not self._numbers(title, journal):
            return None
        return self.tokens, self.labels

    def _places(self, value: str) -> list[Place]:
        """Everywhere that a value stands between the borders of words and no other field does."""
        needle, _ = squeeze(value)
        found: list[Place] = []
        at = self.hay.find(needle) if needle else -1
        while at >= 0:
            start, end = self.offsets[at], self.offsets[at + len(needle) - 1] + 1
            if start in self.starts and end in self.ends and all(end <= a or start >= b for a, b in self.taken):
                found.append((start, end))
            at = self.hay.find(needle, at + 1)
        return found

    def _put(self, label: str, place: Place) -> None:
        self.taken.append(place)
        begun = False
        for i, (start, end) in enumerate(self.tokens.spans):
            if start >= place[0] and end <= place[1] and self.tokens.words[i][0] != "<":
                self.labels[i] = ("I-" if begun else "B-") + label if label in "TJ" else label
                begun = True

    def _text(self, name: str, label: str, begin: int) -> Place | None:
        places = self._places(self.fields.get(name) or "")
        if not places:
            return None
        place = next((p for p in places if p[0] >= begin), places[-1])
        self._put(label, place)
        return place

    def _authors(self, limit: int, title: Place | None) -> bool:
        """Label from the first family name to the last with the given names around; False if one is not there."""
        if "authors" in self.skip:
            if title:
                self._presumed_authors(title)
            return True
        names = [name.partition(",") for name in self.fields.get("authors", ())]
        names = [name for name in names if squeeze(name[0])[0]]
        places: list[Place] = []
        at = 0
        for family, _, _ in names:
            after = [p for p in self._places(family) if p[0] >= at]
            near = [p for p in after if p[1] <= limit] or after
            if not near:
                return False
            places.append(near[0])
            at = near[0][1]
        if not places:
            return not self.fields.get("authors")
        first = next(i for i, (start, _) in enumerate(self.tokens.spans) if start == places[0][0])
        last = next(i for i, (_, end) in enumerate(self.tokens.spans) if end == places[-1][1])
        heads = {squeeze(word)[0][:1] for _, _, given in names for word in re.split(r"[\s.\-]+", given) if word}
        while first > 0 and self._is_given(first - 1, names[0][2], frozenset()):
            first -= 1
        while last + 1 < len(self.labels) and self._is_given(last + 1, names[-1][2], heads):
            if ":" in self.tokens.gaps[last + 1]:
                break
            last += 1
        self._put("A", (self.tokens.spans[first][0], self.tokens.spans[last][1]))
        return True

    def _is_given(self, i: int, given: str, heads: Iterable[str]) -> bool:
        word, (start, end) = self.tokens.words[i], self.tokens.spans[i]
        folded = squeeze(word)[0]
        if not word[0].isalpha() or not folded or any(start < b and a < end for a, b in self.taken):
            return False
        return folded in squeeze(given)[0] or (len(word) <= 3 and word.isupper() and folded[:1] in heads)

    def _presumed_authors(self, title: Place) -> None:
        """Doubtful names: what stands before the title or the year is a list of names all the same."""
        stop = next(i for i, (start, _) in enumerate(self.tokens.spans) if start >= title[0])
        stop = next((i for i in range(stop) if _YEAR.fullmatch(self.tokens.words[i])), stop)
        begin = next((i for i in range(stop) if not self.tokens.words[i].isdecimal()), stop)
        if 0 < stop - begin < _LONGEST_AUTHORS:
            self._put("A", (self.tokens.spans[begin][0], self.tokens.spans[stop - 1][1]))

    def _numbers(self, title: Place | None, journal: Place | None) -> bool:
        pivot = (journal or title or (0, 0))[1]
        last = pivot
        for name, label in (("year", "Y"), ("volume", "V"), ("issue", "I"), ("pages", "P")):
            value = self.fields.get(name)
            if not value or name in self.skip:
                continue
            places = self._places(value) or (self._page_ranges(value) if name == "pages" else [])
            if not places:
                return False
            if name == "year":
                edge = title[0] if title else pivot
                best = min(places, key=lambda p: min(abs(p[0] - pivot), abs(p[1] - edge) if edge else 9999))
            else:
                after = [p for p in places if p[0] >= pivot] or places
                best = min(after, key=lambda p: (p[0] < last, abs(p[0] - last)))
            self._put(label, best)
            if name in ("volume", "issue"):
                last = best[1]
        return True

    def _page_ranges(self, value: str) -> list[Place]:
        """Ranges that begin with the first page, in whatever way they are shortened."""
        found: list[Place] = []
        for start, end in self._places(re.split(r"[-–]", value)[0]):
            match = _RANGE.match(self.raw, end)
            found.append((start, match.end() if match and match.end() in self.ends else end))
        return found


def samples(rows: Iterable[Row], rng: random.Random) -> Iterator[Row]:
    """The references themselves, two spoilt copies of each, and the fields of some in another style."""
    for row in rows:
        yield row
        yield spoil(row, rng)
        doubtful = row.get("skip", ())
        rendered = render({name: value for name, value in row["fields"].items() if name not in doubtful}, rng)
        yield spoil(row, rng)
        if rendered and rng.random() < 0.3:
            yield rendered if rng.random() < 0.7 else spoil(rendered, rng)


def main() -> None:
    """Read the data, train, write the model and what it was made of."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=DATA / MODEL)
    parser.add_argument("--iterations", type=int, default=90)
    parser.add_argument("--c1", type=float, default=0.05, help="L1 penalty: higher is smaller")
    parser.add_argument("--c2", type=float, default=0.1, help="L2 penalty")
    parser.add_argument("--minfreq", type=int, default=2, help="leave out features that occur less often")
    options = parser.parse_args()
    rows = [json.loads(line) for path in options.data for line in path.read_text("utf-8").splitlines()]
    trainer = pycrfsuite.Trainer(verbose=False)
    parameters = {"c1": options.c1, "c2": options.c2, "max_iterations": options.iterations}
    trainer.set_params({**parameters, "feature.minfreq": options.minfreq, "feature.possible_transitions": True})
    kept = dropped = 0
    for row in samples(rows, random.Random(SEED)):  # noqa: S311
        aligned = Aligner(row).align()
        if aligned is None:
            dropped += 1
            continue
        kept += 1
        trainer.append(features(aligned[0]), aligned[1])
    trainer.train(str(options.out))
    last = trainer.logparser.last_iteration
    figures = {
        "features_version": VERSION,
        "references": len(rows),
        "sequences": kept,
        "left_out": dropped,
        "parameters": {**parameters, "minfreq": options.minfreq, "seed": SEED},
        "active_features": last["active_features"],
        "loss": round(last["loss"], 1),
    }
    options.out.with_suffix(".json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
