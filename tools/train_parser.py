"""Trains the model that parses reference strings: ``python tools/train_parser.py DATA.jsonl… --out MODEL``."""

from __future__ import annotations

import argparse
import json
import random
import re
import unicodedata
import zlib
from pathlib import Path

import pycrfsuite
from reference_styles import render, spoil

from refcheck.extract.identifiers import find_identifiers
from refcheck.extract.parser.features import VERSION, features
from refcheck.extract.parser.tokens import tokenize


def squeeze(text):
    """Letters and digits alone, folded, and the offset in `text` of each."""
    letters, offsets = [], []
    for i, character in enumerate(text):
        for c in unicodedata.normalize("NFKD", character).casefold():
            if c.isalnum() and not unicodedata.combining(c):
                letters.append(c)
                offsets.append(i)
    return "".join(letters), offsets


def places(haystack, offsets, needle, starts, ends):
    """Every (start, end) where the value stands on word borders."""
    value, _ = squeeze(needle)
    found, at = [], haystack.find(value) if value else -1
    while at >= 0:
        a, b = offsets[at], offsets[at + len(value) - 1] + 1
        if a in starts and b in ends:
            found.append((a, b))
        at = haystack.find(value, at + 1)
    return found


def family_given(name):
    return [part.strip() for part in name.split(",")]


def align(row):
    """The label of each token, or None where the fields cannot be found in the string."""
    raw = " ".join(row["raw"].split())
    tokens = tokenize(raw, [(i.span, i.type.value) for i in find_identifiers(raw)])
    n = len(tokens.words)
    if not n:
        return None
    masked = list(raw)
    for word, (a, b) in zip(tokens.words, tokens.spans):
        if word[0] == "<":
            masked[a:b] = " " * (b - a)
    hay, offsets = squeeze("".join(masked))
    starts = {s for s, _ in tokens.spans}
    ends = {e for _, e in tokens.spans}
    fields, skip = row["fields"], set(row.get("skip", ()))
    labels = ["O"] * n
    taken = []

    def free(a, b):
        return all(b <= x or a >= y for x, y in taken)

    def put(label, a, b):
        taken.append((a, b))
        begun = False
        for i, (s, e) in enumerate(tokens.spans):
            if s >= a and e <= b and tokens.words[i][0] != "<":
                labels[i] = ("I-" if begun else "B-") + label if label in "TJ" else label
                begun = True

    def options(name, value):
        return [p for p in places(hay, offsets, value, starts, ends) if free(*p)]

    title = journal = None
    bad = []
    if fields.get("title"):
        got = options("T", fields["title"])
        if not got:
            return None
        title = got[0]
        if fields.get("journal"):  # a title that is also the journal's name: take the first
            title = got[0]
        put("T", *title)
    if fields.get("journal"):
        got = options("J", fields["journal"])
        if not got:
            return None
        after = [p for p in got if title and p[0] >= title[1]]
        journal = (after or got)[0 if after else -1]
        if not title and len(got) > 1:
            journal = got[0]
        put("J", *journal)
    # authors: from the first family name to the last name's end
    if fields.get("authors") and "authors" not in skip:
        limit = min([x[0] for x in (title, journal) if x] or [len(raw)])
        spots, at = [], 0
        for name in fields["authors"]:
            family, *given = family_given(name)
            if not squeeze(family)[0]:
                continue
            got = [p for p in options("A", family) if p[0] >= at]
            near = [p for p in got if p[1] <= limit] or got
            if not near:
                return None
            at = near[0][1]
            spots.append((near[0], given))
        if not spots:
            return None
        first, last = spots[0][0][0], spots[-1][0][1]
        # widen by given names and initials
        given_letters = [g for s in spots for g in s[1]]
        i0 = next(i for i, (s, _) in enumerate(tokens.spans) if s == first)
        i1 = next(i for i, (_, e) in enumerate(tokens.spans) if e == last)
        heads = {squeeze(w)[0][:1] for g in given_letters for w in re.split(r"[\s.\-]+", g) if w}
        def namelike(i):
            w = tokens.words[i]
            if w[0] == "<" or not w[0].isalpha():
                return False
            s = squeeze(w)[0]
            return any(s and s in squeeze(g)[0] for g in spots[0][1]) if i < i0 else (
                any(s and s in squeeze(g)[0] for g in spots[-1][1]) or (len(w) <= 3 and w.isupper() and s[:1] in heads))
        while i0 > 0 and namelike(i0 - 1) and free(*tokens.spans[i0 - 1]):
            i0 -= 1
        while i1 + 1 < n and namelike(i1 + 1) and free(*tokens.spans[i1 + 1]) and ":" not in tokens.gaps[i1 + 1]:
            i1 += 1
        if not free(tokens.spans[i0][0], tokens.spans[i1][1]):
            return None
        put("A", tokens.spans[i0][0], tokens.spans[i1][1])
    elif "authors" in skip and title:  # doubtful names: what stands before the title or year is one all the same
        stop = next(i for i, (s, _) in enumerate(tokens.spans) if s >= title[0])
        year = next((i for i in range(stop) if re.fullmatch(r"(1[5-9]|20)\d\d", tokens.words[i])), stop)
        begin = 0
        while begin < year and tokens.words[begin].isdigit():
            begin += 1
        if year > begin and year - begin < 60:
            put("A", tokens.spans[begin][0], tokens.spans[year - 1][1])
    pivot = (journal or title or (0, 0))[1]
    used = {}
    for name, label in (("year", "Y"), ("volume", "V"), ("issue", "I"), ("pages", "P")):
        value = fields.get(name)
        if not value or name in skip:
            continue
        got = options(label, value)
        if not got and name == "pages":
            first = re.split(r"[-–]", value)[0]
            got = []
            for a, b in options(label, first):
                m = re.match(r"\s{0,2}[-‐‑‒–—―−~～∼]{1,3}\s{0,2}([A-Za-z]{0,2}\d+)", raw[b:])
                e = b + m.end() if m else b
                got.append((a, e if e in ends else b))
        if not got:
            return None
        if name == "year":
            best = min(got, key=lambda p: (abs(p[0] - pivot) if len(got) > 1 else 0))
            paren = [p for p in got if "(" in raw[max(0, p[0] - 1):p[0]]]
            best = best if title is None else min(got, key=lambda p: min(abs(p[0] - pivot), abs(p[1] - title[0]) if title[0] else 9999))
        else:
            anchor = used.get({"volume": "journal", "issue": "volume", "pages": "issue"}[name], pivot)
            after = [p for p in got if p[0] >= pivot]
            near = after or got
            best = min(near, key=lambda p: (p[0] < used.get("last", pivot), abs(p[0] - used.get("last", pivot))))
        put(label, *best)
        if name in ("volume", "issue"):
            used["last"] = best[1]
    return tokens, labels


def hash_of(text):
    return zlib.crc32(text.encode())


def samples(rows, rng, options):
    """The rows themselves, a spoilt copy of each, and a rendering in another style."""
    for row in rows:
        yield row
        for _ in range(options.noise):
            yield spoil(row, rng)
        for _ in range(options.styles):
            work = dict(row["fields"])
            for name in row.get("skip", ()):
                work.pop(name, None)
            if options.journal_names and work.get("journal") and not re.search("[\u3400-\u9fff]", work["journal"]) and work.get("volume") and rng.random() < 0.5:
                work["journal"] = rng.choice(options.journal_names)
            rendered = render(work, rng)
            if rendered:
                yield rendered if rng.random() < 0.7 else spoil(rendered, rng)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--journals", type=Path)
    parser.add_argument("--iterations", type=int, default=100)
    parser.add_argument("--c1", type=float, default=0.1)
    parser.add_argument("--c2", type=float, default=0.02)
    parser.add_argument("--minfreq", type=int, default=2)
    parser.add_argument("--noise", type=int, default=1)
    parser.add_argument("--styles", type=int, default=1)
    parser.add_argument("--holdout", default="", help="k/n")
    options = parser.parse_args()
    options.journal_names = []
    if options.journals:
        for line in options.journals.read_text("utf-8").splitlines():
            pair = json.loads(line)
            if pair["same"]:
                options.journal_names += [pair["a"], pair["b"]]
    rng = random.Random(7714)
    trainer = pycrfsuite.Trainer(verbose=False)
    dropped = kept = 0
    rows = [json.loads(line) for path in options.data for line in path.read_text("utf-8").splitlines()]
    if options.holdout:
        k, n = map(int, options.holdout.split("/"))
        rows = [r for i, r in enumerate(rows) if hash_of(r["id"]) % n != k]
    for row in samples(rows, rng, options):
        got = align(row)
        if got is None or "journal" in row.get("skip", ()):
            dropped += 1
            continue
        tokens, labels = got
        kept += 1
        trainer.append(features(tokens), labels)
    trainer.set_params({"c1": options.c1, "c2": options.c2, "max_iterations": options.iterations, "feature.minfreq": options.minfreq, "feature.possible_transitions": True})
    print(kept, "kept", dropped, "dropped")
    trainer.train(str(options.out))
    print(trainer.logparser.last_iteration)


if __name__ == "__main__":
    main()
