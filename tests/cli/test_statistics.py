"""``check --statistics``: findings by code, in their place."""

import json

import pytest

WHAT = ("check", "references", "--offline", "--statistics", "--fail-on", "never")


def test_the_most_frequent_come_first(refcheck):
    lines = refcheck(*WHAT).stdout.splitlines()
    assert lines[:2] == [
        "3  CL501  error    claimed-journal-mismatch",
        "3  ST301  error    retracted",
    ]
    found = [tuple(line.split()) for line in lines]
    assert found == sorted(found, key=lambda row: (-int(row[0]), row[1]))
    findings = refcheck("check", "references", "--offline", "--format", "concise").stdout.splitlines()
    assert sum(int(row[0]) for row in found) == len(findings)


def test_columns_stand_below_each_other_in_chinese(refcheck):
    assert "1  CT401  警告  duplicate-reference" in refcheck(*WHAT, "--lang", "zh").stdout.splitlines()


def test_as_json(refcheck):
    first = json.loads(refcheck(*WHAT, "--format", "json").stdout)[0]
    assert first == {"code": "CL501", "name": "claimed-journal-mismatch", "severity": "error", "count": 3}


def test_a_selection_counts_alone_and_nothing_gives_nothing(refcheck):
    assert refcheck(*WHAT, "--select", "NV804").stdout == "1  NV804  note  too-little-to-search\n"
    assert refcheck(*WHAT, "--select", "SU").stdout == ""


def test_the_exit_status_is_that_of_the_findings(refcheck):
    assert refcheck("check", "references/genome-editing.md", "--offline", "--statistics").returncode == 1


def test_what_cannot_be_read_is_said(refcheck, tmp_path):
    done = refcheck("check", tmp_path / "no.txt", "--statistics")
    assert done.returncode == 2
    assert "no.txt" in done.stderr


@pytest.mark.parametrize("form", ["html", "sarif", "csv"])
def test_other_formats_show_every_finding(refcheck, form):
    done = refcheck(*WHAT, "--format", form)
    assert done.returncode == 2
    assert "--statistics goes with the formats full, concise, json" in done.stderr
