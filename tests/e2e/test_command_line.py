"""The command as a user starts it: its output, its exit status."""

import json
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import jsonschema
import pytest

from refcheck.cli import main

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs/report.schema.json").read_text("utf-8"))


def test_the_installed_command_is_that_entry_point():
    (entry,) = (one for one in entry_points(group="console_scripts") if one.name == "refcheck")
    assert entry.load() is main
    done = subprocess.run(
        [sys.executable, "-m", "refcheck", "--version"], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.startswith("refcheck 0.")


def report(refcheck, tmp_path, *arguments, **options):
    out = tmp_path / "report.json"
    done = refcheck("check", *arguments, "--report", f"json:{out}", **options)
    return done, json.loads(out.read_text("utf-8"))


class TestCheck:
    def test_the_samples_show_what_they_are_written_to_show(self, refcheck, tmp_path):
        done, found = report(refcheck, tmp_path, "references", "--offline")
        jsonschema.validate(found, SCHEMA)
        codes = {
            Path(document["path"]).name: sorted(
                (finding["code"], finding["reference"])
                for finding in document["findings"]
                if finding["severity"] != "note"
            )
            for document in found["documents"]
        }
        assert codes == {
            "neuropathic-pain.zh-Hans.txt": [("CL501", "1"), ("CL501", "1")],
            "spinal-cord-injury.zh-Hant.txt": [],
            "als-cell-therapy.zh-Hans.txt": [],
            "vaccine-scare.zh-Hant.md": [("CL502", "1"), ("ST301", "1")],
            "genome-editing.md": [
                ("CT401", "6"), ("CT402", None), ("ID104", "3"), ("MD202", "2"), ("MD205", "4"), ("ST301", "5"),
            ],
            "sequencing.bib": [("MD201", "langmead2009bowtie"), ("MD204", "bolger2014trimmomatic")],
            "reprogramming.html": [("CL501", "3"), ("ID105", "2"), ("ST301", "4")],
            "mesenchymal-cells.txt": [],
            "alignment.txt": [("ID102", "1")],
        }  # fmt: skip
        assert done.returncode == 1
        assert found["summary"]["documents"] == 9

    def test_the_founding_case_is_at_its_place_in_the_text(self, refcheck, tmp_path):
        path = ROOT / "references/neuropathic-pain.zh-Hans.txt"
        _, found = report(refcheck, tmp_path, path, "--offline")
        finding = found["documents"][0]["findings"][0]
        text = path.read_text("utf-8")
        assert text[finding["span"]["start"] : finding["span"]["end"]] == "干细胞研究与治疗"
        assert finding["span"]["line"] == 5
        assert finding["actual"] == "Frontiers in Cell and Developmental Biology"

    def test_the_same_bytes_for_the_same_input(self, refcheck, tmp_path):
        both = [report(refcheck, tmp_path, "references", "--offline")[1] for _ in range(2)]
        for one in both:
            one["run"] = None
        assert both[0] == both[1]

    def test_a_clean_document_is_status_0(self, refcheck):
        done = refcheck("check", "references/mesenchymal-cells.txt", "--offline")
        assert done.returncode == 0
        assert "Verified: 4" in done.stdout

    def test_standard_input(self, refcheck):
        text = (ROOT / "references/alignment.txt").read_text("utf-8")
        done = refcheck("check", "-", "--offline", "--format", "concise", stdin=text)
        assert done.returncode == 1
        assert done.stdout.startswith("-:7:130: ID102 error [1] ")

    def test_fail_on(self, refcheck):
        path = "references/alignment.txt"
        assert refcheck("check", path, "--offline", "--fail-on", "never").returncode == 0
        assert refcheck("check", path, "--offline", "--ignore", "ID102").returncode == 0
        assert refcheck("check", path, "--offline", "--select", "MD").returncode == 0

    def test_what_is_not_stored_is_status_3_offline_and_says_so(self, refcheck, tmp_path):
        (tmp_path / "a.txt").write_text("References\n\n1. Smith J. A title. Cell. 2020. doi:10.1016/j.x.2020.01\n")
        done = refcheck("check", tmp_path / "a.txt", "--offline", folder=tmp_path)
        assert done.returncode == 3
        assert "NV803" in done.stdout
        assert refcheck("check", tmp_path / "a.txt", "--offline", "--allow-incomplete").returncode == 0

    def test_one_unreadable_file_costs_that_file_only(self, refcheck, tmp_path):
        (tmp_path / "bad.txt").write_bytes(b"\x00\x01\x02\xff" * 400)
        (tmp_path / "good.txt").write_text((ROOT / "references/alignment.txt").read_text("utf-8"), "utf-8")
        done, found = report(refcheck, tmp_path, tmp_path / "bad.txt", tmp_path / "good.txt", "--offline")
        assert done.returncode == 2
        assert len(found["documents"]) == 1
        assert found["unreadable"][0]["path"].endswith("bad.txt")

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["check", "no-such-file.txt"], "no-such-file.txt"),
            (["check", "references", "--format", "nonsense"], "there is no format 'nonsense'"),
            (["check", "references", "--report", "html"], "--report html"),
            (["check", "references", "--fail-on", "sometimes"], "fail-on"),
            (["check", "references", "--baseline", "none.json"], "no such baseline"),
            (["check", "references", "--offline", "--report", "json:references/alignment.txt"], "would overwrite"),
            (["compare", "journal", "Cell"], "two values"),
            (["compare", "colour", "a", "b"], "there is no comparison"),
            (["rule", "XX999"], "there is no code"),
            (["parse", "no-such-file.txt"], "no-such-file.txt"),
            (["nonsense"], "No such command"),
        ],
    )
    def test_bad_use_is_status_2_with_a_message_and_no_traceback(self, refcheck, arguments, message):
        done = refcheck(*arguments)
        assert done.returncode == 2
        assert message in done.stderr + done.stdout
        assert "Traceback" not in done.stderr
        assert "internal error" not in done.stderr

    def test_results_alone_on_standard_output(self, refcheck):
        done = refcheck("check", "references", "--offline", "--format", "json", "-v")
        json.loads(done.stdout)

    def test_a_baseline_makes_only_new_findings_count(self, refcheck, tmp_path):
        file = tmp_path / "baseline.json"
        arguments = ["check", "references", "--offline"]
        assert refcheck(*arguments, "--write-baseline", file).returncode == 1
        done = refcheck(*arguments, "--baseline", file)
        assert done.returncode == 0
        assert "0 errors" in done.stdout

    def test_an_inline_suppression_in_a_bib_file(self, refcheck, tmp_path):
        text = (ROOT / "references/sequencing.bib").read_text("utf-8")
        assert text.count("@article{langmead") == 1
        comment = '% refcheck: ignore[MD201] reason="cited as printed in the thesis"\n@article{langmead'
        (tmp_path / "a.bib").write_text(text.replace("@article{langmead", comment), "utf-8")
        records = ROOT / "references/records.jsonl"
        _, found = report(refcheck, tmp_path, tmp_path / "a.bib", "--offline", "--records", records)
        marks = {finding["code"]: finding["suppressed"] for finding in found["documents"][0]["findings"]}
        assert marks["MD201"] == "inline"
        assert marks["MD204"] is None

    def test_chinese(self, refcheck):
        done = refcheck("check", "references/neuropathic-pain.zh-Hans.txt", "--offline", "--lang", "zh")
        assert "正文写“干细胞研究与治疗”；所引文献 [1] 实际发表于“Frontiers in Cell" in "".join(
            done.stdout.split("\n      ")
        )


class TestOtherCommands:
    def test_extract_needs_no_network_and_gives_no_findings(self, refcheck):
        done = refcheck("extract", "references/neuropathic-pain.zh-Hans.txt")
        (document,) = json.loads(done.stdout)["documents"]
        assert document["language"] == "zh-Hans"
        assert [claim["journal"] for claim in document["claims"]] == ["干细胞研究与治疗"] * 2
        assert document["references"][0]["identifiers"] == {
            "doi": "10.3389/fcell.2025.1536566", "pmid": None, "pmcid": None, "arxiv": None,
        }  # fmt: skip
        assert "findings" not in document

    def test_parse_gives_one_line_for_each_line(self, refcheck):
        lines = ["Watson JD, Crick FHC. Molecular structure of nucleic acids. Nature. 1953;171:737-8.", "", "???"]
        done = refcheck("parse", stdin="\n".join(lines) + "\n")
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        assert [answer["raw"] for answer in answers] == lines
        assert answers[0]["fields"]["journal"] == "Nature"
        assert answers[0]["fields"]["year"] == "1953"
        assert [author["family"] for author in answers[0]["fields"]["authors"]] == ["Watson", "Crick"]

    def test_compare(self, refcheck):
        done = refcheck("compare", "journal", "Stem Cell Res Ther", "Stem Cell Research & Therapy")
        assert done.stdout.startswith("same")
        pairs = '{"a": "BMC Plant Biol", "b": "BMC Genomics"}\n{"a": "Cell", "b": "Cell"}\n'
        done = refcheck("compare", "journal", "-", stdin=pairs)
        assert [json.loads(line)["verdict"] for line in done.stdout.splitlines()] == ["different", "same"]

    def test_rule(self, refcheck):
        done = refcheck("rule", "cl501")
        assert done.stdout.startswith("CL501 claimed-journal-mismatch (error)")
        assert "ignore[CL501]" in done.stdout
        assert len(refcheck("rule", "--all").stdout.splitlines()) == 33

    def test_config_shows_origins_and_no_secrets(self, refcheck):
        done = refcheck("config", REFCHECK_MAILTO="me@example.org", NCBI_API_KEY="hush-hush")
        assert "mailto = 'me@example.org'  # environment (REFCHECK_MAILTO)" in done.stdout
        assert "hush" not in done.stdout

    def test_cache(self, refcheck):
        assert "answers.sqlite" in refcheck("cache", "info").stdout
        assert refcheck("cache", "clear").returncode == 0
