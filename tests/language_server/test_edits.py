"""The law of edits: what a client makes of them is what `refcheck fix` writes, whatever stands around."""

import asyncio
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol import types as t

from refcheck.config.loading import load
from refcheck.fix import rewrite
from refcheck.language_server.actions import FIX_ALL, Client, actions
from refcheck.language_server.buffers import Buffer
from refcheck.language_server.checking import check
from refcheck.language_server.diagnostics import diagnostics
from refcheck.language_server.hover import hover
from refcheck.progress import Silent

RECORD = {
    "doi": "10.1093/bioinformatics/btp324", "type": "journal-article", "volume": "25", "issue": "14",
    "title": "Fast and accurate short read alignment with Burrows–Wheeler transform", "page": "1754-1760",
    "container_title": "Bioinformatics", "issued": [2009, 7, 15],
    "authors": [{"family": "Li", "given": "Heng"}, {"family": "Durbin", "given": "Richard"}],
}  # fmt: skip
BIB = """@article{li%d,
  author = {Li, Heng and Durbin, Richard}, title = {%sFast and accurate short read alignment},
  journal = {Bioinformatics}, year = {2009}, volume = {%s}, number = {%s}, note = {%s},
  doi = {10.1093/bioinformatics/btp324},
}
"""
LIST = """# 😀 On reads

Words %s [1].

## References

1. Li H, Durbin R. Fast and accurate short read alignment with Burrows–Wheeler transform. Bioinformatics. 2009;%s(%s):1754-60. doi:10.1093/bioinformatics/btp324
"""
ODD = st.text(st.sampled_from("a é文𝒳😀\u2028\x0b\x85"), max_size=6)
NUMBERS = st.sampled_from(["25", "26", "14", "15"])
ENCODINGS = st.sampled_from(t.PositionEncodingKind)
UNITS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("project")
    (folder / "records.jsonl").write_text(json.dumps(RECORD), "utf-8")
    (folder / "refcheck.toml").write_text('records = ["records.jsonl"]\noffline = true\ncache = false\n')
    return folder


def offset(text, position, encoding):
    """The offset of a position, found by another way than the server's."""
    codec, size = UNITS[encoding.value]
    start = [0, *(end.end() for end in re.finditer(r"\r\n|\r|\n", text))][position.line]
    return start + len(text[start:].encode(codec)[: position.character * size].decode(codec))


def changed(text, edits, encoding):
    for edit in sorted(edits, key=lambda one: offset(text, one.range.start, encoding), reverse=True):
        start, end = (offset(text, place, encoding) for place in (edit.range.start, edit.range.end))
        text = text[:start] + edit.new_text + text[end:]
    return text


def verified(project, name, text, encoding):
    """Check a text, make the fixes as a client does, and hold them against what is written into files."""
    buffer = Buffer((project / name).as_uri(), text, 1)
    done = asyncio.run(check(buffer, [], project, load({}, {}, project), encoding, Silent()))
    for one in diagnostics(done):
        assert 0 <= offset(text, one.range.start, encoding) <= offset(text, one.range.end, encoding) <= len(text)
    everything = t.Range(t.Position(0, 0), t.Position(10_000, 0))
    written = rewrite(buffer.data, done.document, unsafe=False)
    found = actions(done, everything, [FIX_ALL], Client())
    edits = found[0].edit.changes[buffer.uri] if found else []
    assert changed(text, edits, encoding).encode() == written.data
    return len(edits)


@settings(max_examples=12)
@given(
    st.lists(st.tuples(ODD, NUMBERS, NUMBERS, ODD), min_size=1, max_size=3),
    ENCODINGS,
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_in_a_bib_file(project, entries, encoding, line_end, mark):
    text = "% 𝒳\u2028\n" + "".join(BIB % (number, *entry) for number, entry in enumerate(entries))
    wrong = sum((volume != "25") + (issue != "14") for _, volume, issue, _ in entries)
    made = verified(project, "a.bib", "\ufeff" * mark + text.replace("\n", line_end), encoding)
    assert made == wrong or any(title for title, *_ in entries)  # a title may be too odd to be sure of the work


@settings(max_examples=12)
@given(ODD, NUMBERS, NUMBERS, ENCODINGS, st.sampled_from(["\n", "\r\n"]), st.sampled_from(["a.md", "a.txt"]))
def test_in_a_printed_list(project, words, volume, issue, encoding, line_end, name):
    text = (LIST % (words, volume, issue)).replace("\n", line_end)
    verified(project, name, text, encoding)


@settings(max_examples=15)
@given(st.sampled_from(["a.bib", "a.md", "a.txt", "a.tex"]), st.data())
def test_no_half_written_text_stops_it(project, name, data):
    whole = BIB % (1, "", "26", "14", "") if name == "a.bib" else LIST % ("", "26", "14")
    at = data.draw(st.integers(0, len(whole)))
    odd = data.draw(
        st.sampled_from(["{", "}", "\\", "😀", "<!--", "% ", "@article{", "\r", "\u2028", "\ud83d", "\0", "$"])
    )
    text = whole[:at] + odd + whole[data.draw(st.integers(at, min(len(whole), at + 60))) :]
    buffer = Buffer((project / name).as_uri(), text, 1)
    done = asyncio.run(check(buffer, [], project, load({}, {}, project), "utf-16", Silent()))
    found = diagnostics(done)
    assert all(one.range.start <= one.range.end for one in found)
    hover(done, t.Position(data.draw(st.integers(0, 9)), data.draw(st.integers(0, 90))))
    for one in found:
        for action in actions(done, one.range, None, Client()):
            assert action.edit
