"""The plugin that docs/how-to/plugins.md shows works as the page says."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/how-to/plugins.md").read_text("utf-8")
PROJECT = tomllib.loads(re.search(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[1])["project"]
FILES = {
    code.split("\n", 1)[0].removeprefix("# "): code
    for code in re.findall(r"^```python\n(# .*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
}
DOI = "10.1016/s0022-2836(05)80360-2"
WORK = {
    "doi": DOI,
    "title": "Basic local alignment search tool",
    "journal": "Journal of Molecular Biology",
    "year": 1991,
    "authors": [["Altschul", "Stephen F."]],
}
LIST = f"#acme\nAltschul, S\t1990\t{WORK['title']}\t{WORK['journal']}\t{DOI.upper()}\n"


@pytest.fixture
def acme(installation):
    installation.install(PROJECT["name"], PROJECT["entry-points"], FILES, PROJECT["version"])
    (installation.folder / "list.acme").write_text(LIST, "utf-8")
    return installation


def checked(installation, *arguments, **environment):
    done = installation.refcheck("check", ".", "--format", "json", *arguments, **environment)
    assert done.stdout, done.stderr
    return json.loads(done.stdout)["documents"][0]


def test_every_module_of_its_entry_points_is_shown():
    named = {module for names in PROJECT["entry-points"].values() for module in names.values()}
    assert named == {path.removesuffix(".py").replace("/", ".") for path in FILES}


def test_its_parts_are_listed(acme):
    listed = acme.refcheck("config").stdout
    for group, names in PROJECT["entry-points"].items():
        for name, module in names.items():
            assert f"# plugin {name} ({group}: {module}), refcheck-acme 1.0\n" in listed


def test_a_reader_reads_its_format(acme):
    document = checked(acme, "--offline")
    assert document["format"] == "acme-list"
    (reference,) = document["references"]
    assert (reference["label"], reference["span"]["line"]) == ("work1", 2)
    assert reference["identifiers"]["doi"] == DOI
    assert reference["claimed"]["authors"] == [{"family": "Altschul", "given": "S"}]


@pytest.fixture
def recorded(acme):
    return acme, ("--offline", "--records", ROOT / "references/records.jsonl")


def test_a_rule_finds_and_is_explained_selected_and_suppressed(recorded):
    acme, records = recorded
    explained = acme.refcheck("rule", "acme101").stdout
    assert explained.startswith("ACME101 old-method (warning)\n\nA work from before 2000 is cited.")
    (finding,) = checked(acme, *records, "--select", "ACME")["findings"]
    assert (finding["code"], finding["name"], finding["actual"]) == ("ACME101", "old-method", "1990")
    assert finding["message"] == "The work is from 1990."
    assert finding["help_url"] == "https://acme.example/guide#old"
    settings = '[severity]\nACME101 = "error"\n[[ignore]]\ncode = "ACME"\nreason = "a classic"\n'
    (acme.folder / "refcheck.toml").write_text(settings, "utf-8")
    (finding,) = checked(acme, *records)["findings"]
    assert (finding["severity"], finding["suppressed"]) == ("error", "file")


def test_a_format_writes_its_report_and_every_report_shows_the_findings(recorded):
    acme, records = recorded
    forms = ("acme-summary", "concise", "html", "sarif", "csv", "github", "gitlab", "jsonl", "junit", "markdown")
    reports = [f"--report={form}:{form}" for form in forms]
    done = acme.refcheck("check", "list.acme", *records, "--lang", "zh", *reports)
    assert "The work is from 1990." in done.stdout
    for form in forms[1:]:
        assert "The work is from 1990." in (acme.folder / form).read_text("utf-8"), form
    assert (acme.folder / "acme-summary").read_text("utf-8") == "list.acme: 1 references, 1 findings\n"


@pytest.fixture
def library(acme):
    """The service of the page, and no other index."""
    served = acme.folder / "served"
    (served / "works/10.1016").mkdir(parents=True)
    (served / "works" / DOI).write_text(json.dumps(WORK), "utf-8")
    (served / "search").write_text(json.dumps([WORK]), "utf-8")
    others = ["crossref", "pubmed", "idconv", "doi.org", "datacite", "europepmc", "openalex"]
    (acme.folder / "refcheck.toml").write_text(f"disabled-sources = {others}\n", "utf-8")
    command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", served]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        port = re.search(r"port (\d+)", server.stdout.readline())[1]
        yield acme, {"ACME_URL": f"http://127.0.0.1:{port}", "NO_PROXY": "127.0.0.1"}
        server.kill()


def test_an_index_is_asked_for_identifiers_that_no_other_has(library):
    acme, where = library
    document = checked(acme, **where)
    (reference,) = document["references"]
    assert reference["record"]["source"] == "acme-library"
    assert reference["agreement"]["title"]["verdict"] == "same"
    assert [finding["actual"] for finding in document["findings"] if finding["code"] == "MD202"] == ["1991"]
    again = json.loads(acme.refcheck("check", "list.acme", "--format", "json", **where).stdout)
    assert again["run"]["sources"]["acme-library"] == {"status": "ok", "requests": 0, "cached": 1, "note": ""}
    assert again["documents"][0] == document


def test_an_index_is_searched(library):
    acme, where = library
    (acme.folder / "list.acme").write_text(LIST.replace(DOI.upper(), ""), "utf-8")
    document = checked(acme, **where)
    assert document["references"][0]["record"]["source"] == "acme-library"
    assert any(finding["code"] == "ID107" for finding in document["findings"])


def test_an_index_can_be_switched_off(library):
    acme, where = library
    settings = acme.folder / "refcheck.toml"
    settings.write_text(settings.read_text("utf-8").replace("'openalex'", "'openalex', 'acme-library'"), "utf-8")
    assert checked(acme, **where)["references"][0]["record"] is None


def test_an_index_that_does_not_answer_is_evidence_of_nothing(library):
    acme, _ = library
    document = checked(acme, ACME_URL="http://127.0.0.1:1", NO_PROXY="127.0.0.1")
    assert not {finding["code"] for finding in document["findings"]} - {"NV803"}


def test_without_plugins_nothing_of_it_is_there(acme):
    off = {"REFCHECK_NO_PLUGINS": "1"}
    assert acme.refcheck("config", **off).stdout.endswith("# plugins: switched off by REFCHECK_NO_PLUGINS\n")
