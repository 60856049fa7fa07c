"""``refcheck diff`` as a user starts it."""

import json

import pytest


@pytest.fixture
def reports(refcheck, tmp_path):
    """A report from before the retractions were known, and one of now."""
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    refcheck("check", "references/genome-editing.md", "--offline", "--report", f"json:{new}")
    content = json.loads(new.read_text("utf-8"))
    (document,) = content["documents"]
    document["findings"] = [one for one in document["findings"] if one["code"] not in ("ST301", "MD202")]
    old.write_text(json.dumps(content), "utf-8")
    return old, new


def test_a_retraction_since_is_shown_first_and_fails(refcheck, reports):
    done = refcheck("diff", *reports)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[0] == "Newly retracted (1)"
    assert "ST301 error [5]" in lines[1]
    assert "New (1)" in lines


def test_the_exit_status_is_that_of_what_is_new(refcheck, reports):
    old, new = reports
    assert refcheck("diff", new, new).returncode == 0
    assert refcheck("diff", new, old).returncode == 0
    assert refcheck("diff", old, new, "--fail-on", "never").returncode == 0


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_the_same_bytes_each_time(refcheck, reports, form):
    assert refcheck("diff", *reports, "--format", form).stdout == refcheck("diff", *reports, "--format", form).stdout


def test_bad_input_is_named(refcheck, reports, tmp_path):
    old, new = reports
    (tmp_path / "other.json").write_text('{"schema_version": "9"}', "utf-8")
    for arguments, says in (
        ((old, tmp_path / "other.json"), "other.json: its schema_version is '9'"),
        ((tmp_path / "none.json", new), "none.json: cannot be opened"),
        ((old, new, "--format", "html"), "no format 'html'"),
        ((old, new, "--fail-on", "sometimes"), "sometimes"),
    ):
        done = refcheck("diff", *arguments)
        assert done.returncode == 2
        assert says in done.stderr
        assert not done.stdout
