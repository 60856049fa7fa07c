import pytest

from refcheck.config.loading import load
from refcheck.errors import ConfigError
from refcheck.model import Severity


def test_a_flag_beats_the_environment_which_beats_the_file_which_beats_the_default(tmp_path):
    (tmp_path / "refcheck.toml").write_text('mailto = "file@example.org"\nlang = "zh"\n', "utf-8")
    environment = {"REFCHECK_MAILTO": "environment@example.org"}
    assert load({}, {}, tmp_path).options.mailto == "file@example.org"
    assert load({}, environment, tmp_path).options.mailto == "environment@example.org"
    loaded = load({"mailto": "flag@example.org", "lang": None}, environment, tmp_path)
    assert loaded.options.mailto == "flag@example.org"
    assert loaded.origins["mailto"] == "flag"
    assert loaded.origins["lang"].endswith("refcheck.toml")
    assert loaded.origins["offline"] == "default"


def test_a_pyproject_above_the_folder_is_found(tmp_path):
    (tmp_path / "pyproject.toml").write_text('[tool.refcheck]\npaths = ["articles"]\n', "utf-8")
    inner = tmp_path / "a/b"
    inner.mkdir(parents=True)
    loaded = load({}, {}, inner)
    assert loaded.options.paths == ("articles",)
    assert loaded.root == tmp_path


def test_suppressions_and_severities(tmp_path):
    (tmp_path / "refcheck.toml").write_text(
        '[severity]\nCT403 = "note"\n[[ignore]]\ncode = "MD203"\ndoi = "10.1/a"\nuntil = 2027-06-01\nreason = "why"\n',
        "utf-8",
    )
    options = load({}, {}, tmp_path).options
    assert options.severity == {"CT403": Severity.NOTE}
    assert options.ignore[0].until.year == 2027


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('mail = "x"', "there is no setting 'mail'"),
        ('fail-on = "sometimes"', "fail-on"),
        ('[[ignore]]\ncode = "MD203"', "reason"),
        ('[[ignore]]\ncode = "MD203"\nreason = ""', "reason"),
        ("max-cache-age = -1", "max-cache-age"),
        ('crossref-url = "ftp://x"', "crossref-url"),
        ("not toml", "cannot be read as TOML"),
    ],
)
def test_a_bad_setting_is_named_with_its_file(tmp_path, content, message):
    (tmp_path / "refcheck.toml").write_text(content, "utf-8")
    with pytest.raises(ConfigError, match=message) as caught:
        load({}, {}, tmp_path)
    assert "refcheck.toml" in str(caught.value)


def test_a_named_file_that_is_missing(tmp_path):
    with pytest.raises(ConfigError, match="no such configuration file"):
        load({}, {"REFCHECK_CONFIG": str(tmp_path / "none.toml")}, tmp_path)


def test_paths_of_records_are_relative_to_the_file(tmp_path):
    (tmp_path / "refcheck.toml").write_text('records = ["facts.jsonl"]\n', "utf-8")
    loaded = load({}, {}, tmp_path)
    assert loaded.options.settings(loaded.root).records == (tmp_path / "facts.jsonl",)
