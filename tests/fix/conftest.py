"""The command in this process, on files of a temporary folder, with records of works known to the reader."""

import json

import pytest
from typer.testing import CliRunner

from refcheck.cli.app import app

RECORDS = [
    {"doi": "10.1093/bioinformatics/btp324", "pmid": "19451168", "issn": ["1367-4803"],
     "title": "Fast and accurate short read alignment with Burrows-Wheeler transform",
     "container_title": "Bioinformatics", "short_container_title": "Bioinformatics",
     "volume": "25", "issue": "14", "page": "1754-1760", "issued": [2009, 7, 15],
     "authors": [{"family": "Li", "given": "Heng"}, {"family": "Durbin", "given": "Richard"}]},
    {"doi": "10.1186/gb-2009-10-3-r25", "issn": ["1474-760X"],
     "title": "Ultrafast and memory-efficient alignment of short DNA sequences to the human genome",
     "container_title": "Genome Biology", "short_container_title": "Genome Biol",
     "volume": "10", "issue": "3", "page": "R25", "issued": [2009, 3, 4],
     "authors": [{"family": "Langmead", "given": "Ben"}, {"family": "Trapnell", "given": "Cole"},
                 {"family": "Pop", "given": "Mihai"}, {"family": "Salzberg", "given": "Steven L"}]},
    {"doi": "10.1126/science.1225829", "issn": ["0036-8075"],
     "title": "A programmable dual-RNA-guided DNA endonuclease in adaptive bacterial immunity",
     "container_title": "Science", "volume": "337", "issue": "6096", "page": "816-821", "issued": [2012, 8, 17],
     "authors": [{"family": "Jinek", "given": "Martin"}, {"family": "Chylinski", "given": "Krzysztof"},
                 {"family": "Charpentier", "given": "Emmanuelle"}]},
    {"doi": "10.1186/s13287-025-04312-7", "issn": ["1757-6512"],
     "title": "Neurological, functional, and quality of life outcomes following combined mesenchymal stem cell and "
              "Schwann cell therapy in spinal cord injury: a 9-year experience",
     "container_title": "Stem Cell Research & Therapy", "short_container_title": "Stem Cell Res Ther",
     "volume": "16", "issue": "1", "article_number": "226", "issued": [2025, 5, 5],
     "authors": [{"family": "Akhlaghpasand", "given": "M"}, {"family": "Tavanaei", "given": "R"}]},
    {"doi": "10.1093/bioinformatics/btp325", "registered": False},
]  # fmt: skip


class Folder:
    """A folder with files, and ``refcheck fix`` in it."""

    def __init__(self, path):
        self.path = path
        (path / "records.jsonl").write_text("".join(json.dumps(one) + "\n" for one in RECORDS), "utf-8")

    def run(self, *arguments, command="fix"):
        offline = ["--offline", "--no-cache", "--no-progress", "--records", str(self.path / "records.jsonl")]
        return CliRunner().invoke(app, [command, *map(str, arguments), *offline])

    def fixed(self, content, *flags, name="library.bib"):
        """What becomes of a file; a second run is held to change nothing."""
        file = self.path / name
        data = content.encode() if isinstance(content, str) else content
        file.write_bytes(data)
        done = self.run(file, *flags)
        assert done.exit_code == 0, (done.output, done.exception)
        after = file.read_bytes()
        self.told = done.output
        again = self.run(file, "--check", *flags)
        assert again.exit_code == 0, "a second run would change something"
        assert file.read_bytes() == after
        return after.decode() if isinstance(content, str) else after


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("REFCHECK_CONFIG", "REFCHECK_RECORDS"):
        monkeypatch.delenv(name, raising=False)
    return Folder(tmp_path)
