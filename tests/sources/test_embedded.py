"""Records from files."""

import json

import pytest

from refcheck.errors import UnreadableInputError
from refcheck.model import IdentifierType, Status, UpdateType
from refcheck.sources.embedded import load

LINES = [
    {
        "doi": "10.1007/S12015-020-10016-7", "title": "Umbilical cord mesenchymal stem cells", "subtitle": "a case series",
        "container_title": "Stem Cell Reviews and Reports", "short_container_title": "Stem Cell Rev and Rep", "volume": "16",
        "page": "922-932", "authors": [{"family": "Barczewska", "given": "Monika"}], "issued": [2020, 7, 28],
        "published_print": [2020, 10], "pmid": "32725316", "pmcid": "PMC7456414",
        "updated_by": [{"type": "correction", "doi": "10.1007/e1", "date": [2021]}],
    },
    {"doi": "10.27249/d.cnki.1", "ra": "CNKI", "type": "dissertation", "title": "外周血单核细胞治疗"},
    {"doi": "10.1007/old", "alias_of": "10.1007/s12015-020-10016-7"},
    {"title": "Only a title about umbilical cords"},
]  # fmt: skip


@pytest.fixture
def embedded(tmp_path):
    path = tmp_path / "records.jsonl"
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in LINES) + "\n\n", "utf-8")
    return load([path])


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (IdentifierType.DOI, "10.1007/s12015-020-10016-7"),
        (IdentifierType.DOI, "10.1007/old"),
        (IdentifierType.PMID, "32725316"),
        (IdentifierType.PMCID, "PMC7456414"),
    ],
)
def test_every_identifier_leads_to_the_record(embedded, kind, value):
    lookup = embedded.lookup(kind, value)
    assert lookup.status is Status.FOUND
    assert lookup.record.pages == "922-932"
    assert lookup.record.titles[1].endswith(": a case series")
    assert lookup.record.updates[0].type is UpdateType.CORRECTION
    assert lookup.record.years == (2020,)


def test_a_dissertation_of_cnki_exists_and_cannot_be_read(embedded):
    lookup = embedded.lookup(IdentifierType.DOI, "10.27249/d.cnki.1")
    assert (lookup.status, lookup.agency) == (Status.UNREADABLE, "CNKI")


def test_what_the_files_do_not_hold_they_say_nothing_about(embedded):
    assert embedded.lookup(IdentifierType.DOI, "10.1000/none") is None


def test_search_prefers_what_shares_the_rarest_words(embedded):
    found = embedded.search("Barczewska M. Umbilical cord mesenchymal stem cells. Stem Cell Rev Rep 2020;16:922.")
    assert found[0].pmid == "32725316"
    assert embedded.search("nothing in common") == ()


@pytest.mark.parametrize("line", ["{", "[1]", '"text"', "[" * 100_000])
def test_a_broken_line_is_named(tmp_path, line):
    path = tmp_path / "records.jsonl"
    path.write_text('{"title": "T"}\n' + line, "utf-8")
    with pytest.raises(UnreadableInputError, match="line 2"):
        load([path])


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(UnreadableInputError, match="nowhere"):
        load([tmp_path / "nowhere.jsonl"])
