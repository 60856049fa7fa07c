"""Runs the `run:` steps of GitHub workflows and composite actions as a runner does; `uses:` steps are left out.

Expressions are those that our files use: names with dots, strings, ==, !=, && and ||.
"""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import yaml

BASH = shutil.which("bash")


@dataclass
class Ran:
    """What became of the steps."""

    status: int = 0
    names: list = field(default_factory=list)
    output: str = ""
    outputs: dict = field(default_factory=dict)
    summary: str = ""


def load(path):
    """A YAML file of GitHub; `on`, which YAML takes for a truth value, by its name."""
    content = yaml.safe_load(Path(path).read_text("utf-8"))
    return {"on" if key is True else key: value for key, value in content.items()}


def run_steps(steps, folder, scratch, *, contexts=None, path=(), environment=None):
    """Run the steps in a folder, with `path` before the PATH; stops where one fails."""
    done = Ran()
    contexts = {"steps": {}, **(contexts or {})}
    files = {name: scratch / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    base = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ}
    base |= {"HOME": str(scratch), "PATH": os.pathsep.join([*map(str, path), base["PATH"]]), **(environment or {})}
    base |= {name: str(file) for name, file in files.items()}
    for number, step in enumerate(steps):
        if "run" not in step or not _holds(step.get("if", "true"), contexts):
            continue
        for file in files.values():
            file.write_text("", "utf-8")
        own = {name: _filled(str(value), contexts) for name, value in step.get("env", {}).items()}
        script = scratch / f"step-{number}.sh"
        script.write_text(_filled(step["run"], contexts), "utf-8")
        ran = subprocess.run([BASH, "--noprofile", "--norc", "-eo", "pipefail", script], cwd=folder, env=base | own,
                             capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)  # fmt: skip
        done.names.append(step.get("name", step["run"]))
        done.output += ran.stdout + ran.stderr
        done.summary += files["GITHUB_STEP_SUMMARY"].read_text("utf-8")
        outputs = dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text("utf-8").splitlines())
        contexts["steps"][step.get("id", str(number))] = {"outputs": outputs}
        done.outputs |= outputs
        if ran.returncode and not step.get("continue-on-error"):
            done.status = ran.returncode
            break
    return done


def _value(name, contexts):
    value = contexts
    for part in name.split("."):
        value = value.get(part, "") if isinstance(value, dict) else ""
    return value


def _filled(text, contexts):
    return re.sub(r"\$\{\{\s*([\w.-]+)\s*\}\}", lambda match: str(_value(match[1], contexts)), text)


def _holds(condition, contexts):
    def term(text):
        text = text.strip()
        return text[1:-1] if text.startswith("'") else str(_value(text, contexts)) if text != "true" else "true"

    def compared(text):
        for sign, equal in (("!=", False), ("==", True)):
            if sign in text:
                left, right = text.split(sign)
                return (term(left) == term(right)) is equal
        return term(text) not in ("", "false")

    return any(all(compared(part) for part in one.split("&&")) for one in str(condition).split("||"))
