"""Plugins that cannot be used: each is named once, with its distribution and entry point, and the run goes on."""

RULE = """
from refcheck.model import Severity
from refcheck.rules.base import Rule

RULES = (Rule("{code}", "a-name", Severity.NOTE, "When.", "Why.", "What."),)
"""
READER = """
class Reader:
    name = "{name}"
    extensions = (".x",)
    media_types = ()

    def recognises(self, head, name):
        {recognises}

    def read(self, data, path):
        raise AssertionError


READER = Reader()
"""
ARTICLE = "References\n\n1. Jinek M. A programmable endonuclease. Science. 2012;337:816.\n"


BROKEN = [
    ("readers", "wiki", "import a_module_that_is_not_there", "it cannot be imported (ModuleNotFoundError: No module"),
    ("readers", "wiki", "def f(:", "it cannot be imported (SyntaxError:"),
    ("readers", "wiki", "raise SystemExit(7)", "it cannot be imported (SystemExit: 7)"),
    ("readers", "wiki", "", "it has no READER"),
    ("readers", "wiki", "READER = object()", "what it offers has no name and no extensions and no media_types"),
    ("readers", "wiki", READER.format(name="other", recognises="return 0.0"), "its reader is named 'other'"),
    ("readers", "markdown", READER.format(name="markdown", recognises="return 1.0"), "one of that name is built in"),
    ("readers", "csl-yaml", READER.format(name="csl-yaml", recognises="return 1.0"), "and no other reader"),
    ("rules", "acme", "RULES = ()", "its RULES are empty"),
    ("rules", "acme", "RULES = (1,)", "what it offers has no code"),
    ("rules", "acme", RULE.format(code="acme1"), "the code 'acme1' is not two to eight capital letters"),
    ("rules", "acme", RULE.format(code="MD208"), "the code MD208 begins as a built-in family does"),
    ("rules", "acme", RULE.format(code="CLIN1"), "the code CLIN1 begins as a built-in family does"),
    ("rules", "status", RULE.format(code="ACME1"), "one of that name is built in"),
    ("sources", "acme", "SOURCE = dict", "its SOURCE is no class derived from refcheck.sources.base.Source"),
    ("sources", "crossref", "from refcheck.sources.base import Source\n\n\nclass SOURCE(Source):\n    name = 'crossref'",
     "its source is named 'crossref'"),
]  # fmt: skip


def test_each_is_named_once_and_the_run_goes_on(installation):
    for number, (group, name, content, _) in enumerate(BROKEN):
        module = f"broken{number}"
        installation.install(module, {f"refcheck.{group}": {name: module}}, {f"{module}.py": content})
    (installation.folder / "a.txt").write_text(ARTICLE, "utf-8")
    done = installation.refcheck("check", "a.txt", "--offline", "--no-cache", "--allow-incomplete")
    assert done.returncode == 0
    assert "References: 1, in documents: 1." in done.stdout
    listed = installation.refcheck("config")
    for number, (group, name, _, fault) in enumerate(BROKEN):
        plugin = f"the plugin {name!r} of broken{number} 1.0 (refcheck.{group}: broken{number}) is not used: "
        (told,) = (line for line in done.stderr.splitlines() if plugin in line)
        assert fault in told
        (entry,) = (line for line in listed.stdout.splitlines() if f"broken{number} 1.0" in line)
        assert f"# plugin {name} (refcheck.{group}: broken{number})" in entry
        assert fault in entry
    assert len(done.stderr.splitlines()) == len(BROKEN)


def test_a_broken_format_is_told_of_only_where_it_is_wanted(installation):
    installation.install("broken", {"refcheck.formats": {"wall": "broken"}}, {"broken.py": "FORMAT = 1"})
    assert not installation.refcheck("rule", "--all").stderr
    wanted = installation.refcheck("check", "a.txt", "--offline", "--format", "wall")
    assert wanted.returncode == 2
    assert "what it offers has no name and no about and no render" in wanted.stderr
    assert "there is no format 'wall'" in wanted.stderr


def test_of_two_with_one_name_the_second_is_not_used(installation):
    for name in ("aaa", "bbb"):
        content = RULE.format(code=f"{name.upper()}1")
        installation.install(name, {"refcheck.rules": {"house": f"{name}.rules"}}, {f"{name}/rules.py": content})
    listed = installation.refcheck("rule", "--all")
    assert (
        "the plugin 'house' of bbb 1.0 (refcheck.rules: bbb.rules) is not used: aaa 1.0 has one of that name"
        in listed.stderr
    )
    assert "AAA1" in listed.stdout
    assert "BBB1" not in listed.stdout


def test_the_fault_of_a_plugin_while_it_runs_is_laid_to_it(installation):
    reader = READER.format(name="wiki", recognises="return 1 / 0")
    installation.install("broken", {"refcheck.readers": {"wiki": "broken.module"}}, {"broken/module.py": reader})
    (installation.folder / "a.txt").write_text(ARTICLE, "utf-8")
    done = installation.refcheck("extract", "a.txt")
    assert done.returncode == 2
    assert "a fault of the plugin 'wiki' of broken 1.0 (refcheck.readers: broken.module)" in done.stderr
    assert "REFCHECK_NO_PLUGINS=1 runs without plugins" in done.stderr
