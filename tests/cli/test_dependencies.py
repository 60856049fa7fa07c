"""What the package imports is what pyproject.toml says it depends on, and without the extras all but theirs works."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from pathlib import Path

from refcheck.cli.app import COMMANDS

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
COMES_WITH = {"pydantic_core": "pydantic", "lsprotocol": "pygls", "attrs": "pygls"}
BLOCKED = """
import sys

class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in BLOCKED:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Blocker())
"""


def name_of(requirement):
    return re.match(r"[\w.-]+", requirement)[0].lower().replace("_", "-")


def with_all_they_need(names):
    """The distributions, and those that they need, whatever the machine."""
    found, waiting = set(), list(names)
    while waiting:
        if (name := waiting.pop()) not in found:
            found.add(name)
            try:
                waiting += [name_of(one) for one in requires(name) or [] if "extra ==" not in one]
            except PackageNotFoundError:  # of another system or an older Python
                continue
    return found


def test_every_import_is_of_a_declared_dependency():
    declared = {name_of(one) for one in PROJECT["dependencies"]}
    declared |= {name_of(one) for extra in PROJECT["optional-dependencies"].values() for one in extra}
    comes_from = packages_distributions()
    for file in sorted((ROOT / "refcheck").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in {name.partition(".")[0] for name in names} - {*sys.stdlib_module_names, "refcheck"}:
                distributions = {name_of(one) for one in comes_from.get(COMES_WITH.get(name, name), [name])}
                assert distributions & declared, f"{file.relative_to(ROOT)} imports {name}"


def test_without_the_extras_all_but_what_needs_them_works(tmp_path):
    base = with_all_they_need(name_of(one) for one in PROJECT["dependencies"])
    blocked = {
        module
        for module, distributions in packages_distributions().items()
        if not {name_of(one) for one in distributions} & {*base, "refcheck-citations"}
    }
    assert {"pypdf", "pygls", "watchfiles", "click"} <= blocked
    reports = [f"--report={form}:{tmp_path / form}" for form in ("html", "docx", "xlsx", "sarif", "json", "markdown")]
    run = f"""
BLOCKED = {blocked!r}
{BLOCKED}
from refcheck.cli import app, main
from refcheck.formats import formats
from refcheck.readers import readers
from refcheck.cli.app import imported
for name in {list(COMMANDS)!r}:
    imported(name)
readers(), formats()
sys.argv = ["refcheck", "check", "references", "--offline", "--fail-on", "never", *{reports!r}]
main()
"""
    done = subprocess.run(
        [sys.executable, "-c", run],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "References: " in done.stdout
