"""The page on dependencies names each of them, and nothing is imported that is none."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]


def names(requirements):
    return {re.split(r"[<>=\[ ]", one, maxsplit=1)[0].lower().replace("_", "-") for one in requirements}


DECLARED = names([*PROJECT["dependencies"], *(one for extra in EXTRAS.values() for one in extra)]) - {PROJECT["name"]}

# What declared distributions are made of, and show in their own interface: pydantic, pygls (lsprotocol and its classes).
PARTS = {"pydantic-core", "lsprotocol", "attrs"}


def imported():
    """Top-level modules that the package imports, and where."""
    for path in (ROOT / "refcheck").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((alias.name.split(".")[0], path) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
                yield node.module.split(".")[0], path


def test_every_dependency_has_its_line():
    page = (ROOT / "docs/adr/0002-dependencies.md").read_text("utf-8").lower()
    for name in DECLARED:
        assert re.search(rf"(?<![\w-]){name}(?![\w])", page), name


def test_what_is_imported_is_declared():
    homes = packages_distributions()
    for module, path in sorted(set(imported())):
        if module != "refcheck" and module not in sys.stdlib_module_names:
            assert {one.lower().replace("_", "-") for one in homes[module]} & (DECLARED | PARTS), f"{module} in {path}"
