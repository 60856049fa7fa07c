"""What citation managers and indexes export: fields, their places, and what a broken record costs."""

from __future__ import annotations

import json

import pytest

from refcheck.errors import UnreadableInputError
from refcheck.extract import extract
from refcheck.readers import find, read_bytes

RIS = """TY  - JOUR
AU  - Jinek, Martin
AU  - Smith, John, Jr
AU  - World Health Organization
TI  - A programmable dual-RNA-guided
  DNA endonuclease
JO  - Science
PY  - 2012/08/17/
VL  - 337
IS  - 6096
SP  - 816
EP  - 821
DO  - 10.1126/science.1225829
ID  - jinek2012
ER  - """
NBIB = """PMID- 22745249
TI  - [A programmable dual-RNA-guided DNA
      endonuclease.]
AID - science.1225829 [pii]
AID - 10.1126/science.1225829 [doi]
FAU - Jinek, Martin
AU  - Jinek M
CN  - Genome Group
TA  - Science
JT  - Science (New York, N.Y.)
DP  - 2012 Aug 17
PT  - Journal Article
"""
CSL = [
    {
        "id": "jinek2012",
        "type": "article-journal",
        "author": [{"family": "Jinek", "given": "M."}, {"literal": "Genome Group"}],
        "title": "A programmable <i>dual</i>-RNA-guided DNA endonuclease",
        "container-title": "Science",
        "issued": {"date-parts": [[2012, 8, 17]]},
        "DOI": "10.1126/science.1225829",
    },
    {"id": 2, "type": "book", "title": "Molecular Biology of the Cell", "issued": {"raw": "in 2002"}},
]
ENDNOTE = """<?xml version="1.0" encoding="UTF-8"?><xml><records>
<record><rec-number>7</rec-number><ref-type name="Journal Article">17</ref-type><contributors><authors>
<author><style face="normal">Jinek, M.</style></author></authors></contributors><titles><title><style>A programmable DNA
endonuclease &amp; more</style></title><secondary-title>Science</secondary-title></titles><dates><year>2012</year></dates>
<electronic-resource-num>10.1126/science.1225829</electronic-resource-num></record>
%s</records></xml>"""
YAML = """# mine
references:
- id: jinek2012
  type: article-journal
  author:
    - family: Jinek
      given: Martin
  title: 'A programmable "dual-RNA-guided" DNA endonuclease'
  container-title: Science
  issued:
    - year: 2012
  DOI: 10.1126/science.1225829
"""
HAYAGRIVA = """jinek2012:
    type: Article
    title: {value: "A programmable DNA endonuclease", short: "Short"}
    author: [{name: Jinek, given-name: Martin}, "Smith, John"]
    date: 2012-08-17
    page-range: 816-821
    serial-number: {doi: "10.1126/science.1225829"}
    parent: {type: Periodical, title: Science, volume: 337, issue: 6096}
"""


def read(source, name="a.txt"):
    return read_bytes(source.encode(), name)


def placed(document, number=0):
    entry = document.entries[number]
    return {name: document.text[span.start : span.end] for name, span in entry.field_spans.items()}


def test_ris():
    document = read(RIS)
    assert document.format == "ris"
    assert not document.problems
    entry = document.entries[0]
    assert (entry.key, entry.type) == ("jinek2012", "jour")
    assert dict(entry.fields) == {
        "author": "Jinek, Martin and Smith, John Jr and {World Health Organization}",
        "title": "A programmable dual-RNA-guided DNA endonuclease",
        "journal": "Science",
        "year": "2012",
        "volume": "337",
        "number": "6096",
        "pages": "816-821",
        "doi": "10.1126/science.1225829",
    }
    assert placed(document)["title"] == "A programmable dual-RNA-guided\n  DNA endonuclease"
    assert placed(document)["year"] == "2012"
    assert document.text[entry.span.start : entry.span.end].startswith("TY  - JOUR\n")


@pytest.mark.parametrize(
    ("lines", "fields"),
    [
        (["TY  - JOUR", "DB  - PubMed", "AN  - 22745249"], {"pmid": "22745249"}),
        (["TY  - JOUR", "DB  - WOS", "AN  - 22745249"], {}),
        (["TY  - JOUR", "UR  - https://pubmed.ncbi.nlm.nih.gov/22745249/"], {"pmid": "22745249"}),
        (["TY  - JOUR", "C2  - PMC6286148", "U2  - PMID: 22745249"], {"pmcid": "PMC6286148", "pmid": "22745249"}),
        (["TY  - JOUR", "JA  - Sci.", "JF  - Science", "C7  - e12"], {"journal": "Science", "pages": "e12"}),
        (["TY  - CHAP", "TI  - One", "T2  - All"], {"title": "One", "booktitle": "All"}),
        (["TY  - BOOK", "BT  - All", "A2  - Doe, J."], {"title": "All", "editor": "Doe, J."}),
        (["TY - JOUR", "AU - Jinek M", "SP - 1-9"], {"author": "Jinek, M", "pages": "1-9"}),
    ],
)
def test_what_exporters_do_with_ris(lines, fields):
    entry = read("\r\n".join([*lines, "ER  - ", ""])).entries[0]
    assert {name: value for name, value in entry.fields.items() if name != "url"} == fields


def test_a_broken_record_of_ris_costs_only_itself():
    document = read("Exported by X\nAU  - Nobody\n" + RIS.removesuffix("\nER  - ") + "\n" + RIS + "\nAU  - Lost\n")
    assert [entry.key for entry in document.entries] == ["jinek2012", "jinek2012"]
    assert document.problems == (
        "line 1: this is not a field of any record; passed over",
        "line 2: the field AU stands outside any record; passed over",
        "line 3: the record does not end with ER; read all the same",
        "line 32: the field AU stands outside any record; passed over",
    )
    assert [reference.label for reference in extract(document).references] == ["jinek2012", "jinek2012a"]


def test_nbib():
    document = read(NBIB + "\n" + NBIB.replace("22745249", "23287718"))
    assert document.format == "nbib"
    assert [entry.key for entry in document.entries] == ["22745249", "23287718"]
    assert dict(document.entries[0].fields) == {
        "author": "Jinek, Martin and {Genome Group}",
        "title": "A programmable dual-RNA-guided DNA endonuclease",
        "journal": "Science (New York, N.Y.)",
        "year": "2012",
        "doi": "10.1126/science.1225829",
        "pmid": "22745249",
    }
    assert placed(document)["doi"] == "10.1126/science.1225829"
    assert document.place(document.entries[1].span).line == 14


def test_csl_json():
    document = read(json.dumps(CSL, indent=2))
    assert document.format == "csl"
    first, second = document.entries
    assert dict(first.fields) == {
        "author": "Jinek, M. and {Genome Group}",
        "title": "A programmable dual-RNA-guided DNA endonuclease",
        "journal": "Science",
        "year": "2012",
        "doi": "10.1126/science.1225829",
    }
    assert placed(document)["doi"] == "10.1126/science.1225829"
    assert placed(document)["title"] == "A programmable <i>dual</i>-RNA-guided DNA endonuclease"
    assert (second.key, second.type, second.fields["year"]) == ("2", "book", "2002")


@pytest.mark.parametrize("source", [json.dumps(CSL[0]), json.dumps({"items": CSL}), json.dumps({"references": CSL})])
def test_csl_json_alone_or_wrapped(source):
    assert [entry.key for entry in read(source).entries][:1] == ["jinek2012"]


@pytest.mark.parametrize(
    ("broken", "line"),
    [
        ('{"id": "x", "type": "book", "title": "a "quoted" word"}', 2),
        ('{"id": "x", "type": "book" "title": "no comma"}', 2),
        ('{"id": "x", "type": "book", "title": "line\nend"}', 2),
        ('{"id": "x",\n "type": book}', 3),
        ('{"id": "x"}', 2),
    ],
)
def test_a_broken_object_of_csl_json_costs_only_itself(broken, line):
    first, second = map(json.dumps, CSL)
    document = read(f"[{first},\n{broken},\n{second}]")
    assert [entry.key for entry in document.entries] == ["jinek2012", "2"]
    assert len(document.problems) == 1
    assert document.problems[0].startswith(f"line {line}: ")


@pytest.mark.parametrize(
    "source",
    [
        '{"name": "x", "version": "1", "title": "package"}',
        '[{"type": "function", "title": "a schema"}]',
        '{"schema_version": "1", "documents": [{"title": "a report of ours", "references": []}]}',
        "services:\n  web:\n    title: x\n    image: y\n",
        "title: a\nauthor: b\n",
        "- type: note\n  body: x\n",
        "<xml><recordset/></xml>",
    ],
)
def test_other_json_yaml_and_xml_is_not_picked_up(tmp_path, source):
    for name in ("a.json", "a.yaml", "a.yml", "a.xml"):
        (tmp_path / name).write_text(source)
    assert find([tmp_path]) == []


def test_endnote():
    document = read(ENDNOTE % "")
    assert document.format == "endnote"
    assert document.entries[0].key == "7"
    assert dict(document.entries[0].fields) == {
        "author": "Jinek, M.",
        "title": "A programmable DNA endonuclease & more",
        "journal": "Science",
        "year": "2012",
        "doi": "10.1126/science.1225829",
    }
    assert placed(document)["doi"] == "10.1126/science.1225829"
    assert document.place(document.entries[0].span).line == 2


@pytest.mark.parametrize(
    "broken",
    [
        "<record><titles><title>a < b</title></titles></record>",
        "<record><titles><title>a</titles></record>",
        "<record><titles><title>&undeclared;</title></titles></record>",
        "<record><titles><title>never ends",
    ],
)
def test_a_broken_record_of_endnote_costs_only_itself(broken):
    good = "\n<record><rec-number>9</rec-number><titles><title>Good</title></titles></record>"
    document = read(ENDNOTE % (broken + good))
    assert [entry.key for entry in document.entries] == ["7", "9"]
    assert "line 6" in document.problems[0]


def test_csl_yaml():
    document = read(YAML)
    assert document.format == "csl-yaml"
    assert dict(document.entries[0].fields) == {
        "author": "Jinek, Martin",
        "title": 'A programmable "dual-RNA-guided" DNA endonuclease',
        "journal": "Science",
        "year": "2012",
        "doi": "10.1126/science.1225829",
    }
    assert placed(document)["doi"] == "10.1126/science.1225829"
    assert document.place(document.entries[0].span).line == 3


def test_hayagriva():
    document = read(HAYAGRIVA)
    assert document.format == "hayagriva"
    entry = document.entries[0]
    assert (entry.key, entry.type) == ("jinek2012", "article")
    assert dict(entry.fields) == {
        "author": "Jinek, Martin and Smith, John",
        "title": "A programmable DNA endonuclease",
        "journal": "Science",
        "year": "2012",
        "volume": "337",
        "number": "6096",
        "pages": "816-821",
        "doi": "10.1126/science.1225829",
    }
    assert placed(document)["title"] == "A programmable DNA endonuclease"
    chapter = "a:\n  type: chapter\n  title: One\n  parent:\n    - type: book\n      title: All\n"
    assert read(chapter).entries[0].fields["booktitle"] == "All"


@pytest.mark.parametrize(
    ("source", "line"),
    [
        (YAML + "- id: x\n  type: book\n  title: a: b\n- id: y\n  type: book\n  title: Y\n", 15),
        (YAML + "- id: x\n  type: [book\n  title: T\n- id: y\n  type: book\n  title: Y\n", 15),
        (HAYAGRIVA + "x:\n  title: 'never closed\ny:\n  type: book\n  title: Y\n", 11),
        (HAYAGRIVA + "x:\n  title: T\n year: 3\ny:\n  type: book\n  title: Y\n", 11),
        (HAYAGRIVA + "x:\n  title: " + "[" * 100 + "\ny:\n  type: book\n  title: Y\n", 10),
    ],
)
def test_a_broken_entry_of_yaml_costs_only_itself(source, line):
    document = read(source)
    assert [entry.key for entry in document.entries] == ["jinek2012", "y"]
    assert len(document.problems) == 1
    assert document.problems[0].startswith(f"line {line}: ")


def test_yaml_makes_no_objects_and_no_bombs():
    bomb = (
        "x:\n  type: book\n  a: &a [l, l]\n  b: &b [*a, *a]\n  title: *b\n  url: !!python/object/apply:os.system [ls]\n"
    )
    entry = read(HAYAGRIVA + bomb).entries[1]
    assert dict(entry.fields) == {}


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("TY  - JOUR\n" * 15_000, "a.ris"),
        ("TY  - JOUR\nTI  - x\n" + "  more\n" * 100_000, "a.ris"),
        ("x\n" * 200_000, "a.ris"),
        ("PMID- 1\n" * 15_000, "a.nbib"),
        ('[{"type": "book", "title": ' + "[" * 200_000, "a.csljson"),
        ('{"type":"book","DOI":' * 20_000, "a.csljson"),
        ('[{"type": "book", "title": "' * 20_000, "a.csljson"),
        ("<xml><record><titles>" * 30_000, "a.enx"),
        ("<record>" + "<a>" * 100_000 + "</record>", "a.enx"),
        ("<record><title>" + "<style>" * 50_000 + "</record>", "a.enx"),
        ("references:\n" + "- id: x\n  type: book\n  title: [\n" * 3_000, "a.txt"),
        ("references:\n- id: x\n  type: b\n  title: " + "[" * 100_000, "a.txt"),
        ("a:\n  type: book\n  title: " + "{a: " * 30_000, "a.txt"),
    ],
)
def test_hostile_lists_are_read_in_linear_time(source, name):
    document = read(source, name)
    assert document.format != "text"
    assert len(document.problems) <= 101


@pytest.mark.parametrize("name", ["a.ris", "a.nbib", "a.csljson", "a.enx"])
def test_an_empty_or_foreign_file_is_an_empty_list_and_a_binary_one_is_refused(name):
    assert read_bytes(b"", name).entries == ()
    assert read_bytes(b"Smith J. Title. 2020.", name).entries == ()
    with pytest.raises(UnreadableInputError, match=r"a\.(ris|nbib|csljson|enx): "):
        read_bytes(b"\x89PNG\r\n\x1a\n\0\0\0", name)
