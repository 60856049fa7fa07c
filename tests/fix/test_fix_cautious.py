"""What a fix must not do: bring markup in, touch what others take from, write what was not asked for."""

import json
from dataclasses import replace

import pytest

import refcheck
from refcheck.errors import UnreadableInputError
from refcheck.fix import replace_file, rewrite
from refcheck.model import Author

ENTRY = """@article{a,
  author  = {Eriksen, B and Baker, A},
  title   = {Growth of tissue in culture and their fate after a year},
  journal = {Nature Medicine},
  volume  = {8},
  number  = {2},
  pages   = {11--19},
  year    = {2010},
  doi     = {10.5555/work}
}
"""


def add_record(folder, record):
    with (folder.path / "records.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(record) + "\n")


@pytest.mark.parametrize("hostile", [
    {"title": "Growth of cells \\input{/etc/passwd} in culture"}, {"journal": "Annals}, note = {mine"},
    {"authors": (Author("Baker}, note = {", "A"),)}, {"title": "Growth of cells\n}\n@string{x = 1}"},
])  # fmt: skip
def test_a_records_markup_does_not_get_into_a_file(folder, hostile):
    add_record(folder, {
        "doi": "10.5555/work", "title": "Growth of cells in culture and their fate after a year", "volume": "8",
        "container_title": "Annals", "issue": "2", "page": "11-19", "issued": [2010, 1],
        "authors": [{"family": "Baker", "given": "A"}, {"family": "Eriksen", "given": "B"}],
    })  # fmt: skip
    (folder.path / "a.bib").write_text(ENTRY, "utf-8")
    report = refcheck.check("a.bib", offline=True, cache=False, records=[str(folder.path / "records.jsonl")])
    (document,) = report.documents
    (checked,) = document.references
    record = replace(checked.resolution.record, **hostile)
    checked = replace(checked, resolution=replace(checked.resolution, record=record))
    result = rewrite(ENTRY.encode(), replace(document, references=(checked,)), unsafe=True)
    assert any(left.why == "the record's value has markup in it" for left in result.left)
    for piece in (b"input", b"note", b"@string"):
        assert piece not in result.data


BOOK = """@article{part,
  title = {A programmable dual-RNA-guided DNA endonuclease in adaptive bacterial immunity},
  author = {Jinek, Martin and Chylinski, Krzysztof and Charpentier, Emmanuelle},
  pages = {916--921},
  doi = {10.1126/science.1225829},
  crossref = {whole}
}

@article{whole,
  title = {A programmable dual-RNA-guided DNA endonuclease in adaptive bacterial immunity},
  author = {Jinek, Martin and Chylinski, Krzysztof and Charpentier, Emmanuelle},
  journal = {Science},
  year = {2012},
  volume = {377},
  doi = {10.1126/science.1225829}
}
"""


def test_an_entry_that_others_take_fields_from_is_left(folder):
    assert folder.fixed(BOOK) == BOOK.replace("916--921", "816--821")
    assert "takes the field from another one" in folder.told
    assert "take their fields from this one" in folder.told


def test_only_the_codes_asked_for(folder):
    wrong = BOOK.replace("crossref = {whole}", "journal = {Science}, volume = {377}")
    new = folder.fixed(wrong, "--select", "MD207")
    assert new == wrong.replace("916--921", "816--821")
    assert folder.fixed(wrong, "--ignore", "MD") == wrong


@pytest.mark.parametrize(("loose", "precise"), [
    ("Stem Cell Rsch Ther", "Stem Cell Res Ther"), ("Stem Cell Res. Thrpy.", "Stem Cell Res. Ther."),
])  # fmt: skip
def test_an_imprecise_abbreviation_becomes_the_journals(folder, loose, precise):
    add_record(folder, {
        "doi": "10.5555/sc", "title": "Growth of cells in culture and their fate after a year of rest", "volume": "7",
        "container_title": "Stem Cell Research & Therapy", "short_container_title": "Stem Cell Res Ther", "page": "11-19",
        "issued": [2010, 1], "authors": [{"family": "Eriksen", "given": "B"}],
    })  # fmt: skip
    text = (
        "@article{a,\n  author = {Eriksen, B},\n  title = {Growth of cells in culture and their fate after a year of rest},"
        "\n  journal = {%s},\n  volume = {7},\n  year = {2010},\n  doi = {10.5555/sc}\n}\n"
    )
    assert folder.fixed(text % loose) == text % precise
    assert folder.fixed(text % "Stem Cell Research and Therapy") == text % "Stem Cell Research and Therapy"


def test_an_identifier_in_the_prose(folder):
    text = (
        "Aligners\n\nThe aligner is described at https://doi-org.proxy.example.edu/10.1093/bioinformatics/btp324 in full, "
        "and much else has been written about it since then.\n"
    )
    assert folder.fixed(text, name="note.txt") == text.replace("doi-org.proxy.example.edu", "doi.org")


def test_a_slip_in_a_file_with_a_broken_entry(folder):
    broken = "@article{x,\n  title = {No end\n\n" + BOOK.replace("  crossref = {whole}", "  journal = {Science}")
    new = folder.fixed(broken)
    assert new.replace("816--821", "916--921").replace("{337}", "{377}") == broken


def test_a_file_that_changed_meanwhile_is_not_written(tmp_path):
    file = tmp_path / "a.bib"
    file.write_bytes(b"theirs")
    with pytest.raises(UnreadableInputError, match="changed meanwhile"):
        replace_file(file, b"ours", b"new")
    assert file.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [file]


def test_what_goes_wrong_while_writing_leaves_the_file(tmp_path, monkeypatch):
    file = tmp_path / "a.bib"
    file.write_bytes(b"old")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("refcheck.fix.files.os.fsync", fail)
    with pytest.raises(UnreadableInputError, match="No space left"):
        replace_file(file, b"old", b"new")
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]
