"""The action, the examples and the hooks do what they say: their steps are run here, with stand-ins for `gh` and `pip`."""

import importlib
import json
import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import typer
import yaml
from ci.actions import BASH, load, run_steps

from refcheck.readers import readers

ROOT = Path(__file__).parents[2]
ACTION = load(ROOT / "action.yml")
EXAMPLES = sorted((ROOT / "docs/examples").glob("*.yml"))
GIT = shutil.which("git")
pytestmark = pytest.mark.skipif(BASH is None or os.name == "nt", reason="needs bash")

GH = """
import json, os, pathlib, sys
said = pathlib.Path(os.environ["SAID"])
bodies = [pathlib.Path(a.removeprefix("body=@")).read_text("utf-8") for a in sys.argv if a.startswith("body=@")]
bodies += [pathlib.Path(sys.argv[i + 1]).read_text("utf-8") for i, a in enumerate(sys.argv) if a == "--body-file"]
with said.open("a", encoding="utf-8") as file:
    file.write(json.dumps({"arguments": sys.argv[1:], "bodies": bodies}) + "\\n")
answers = json.loads(os.environ.get("ANSWERS", "{}"))
line = " ".join(sys.argv[1:])
for start, answer in answers.items():
    if line.startswith(start):
        print(answer)
if line.startswith("run download"):
    folder = pathlib.Path(sys.argv[sys.argv.index("--dir") + 1])
    folder.joinpath("report.json").write_text(pathlib.Path(os.environ["LAST"]).read_text("utf-8"), "utf-8")
"""


def script(path, text):
    path.write_text(text, "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def bench(tmp_path):
    """A repository with articles, and on the PATH refcheck, a `gh` that notes what it is told and a `pip` that does nothing."""
    folder, scratch, programs = (tmp_path / name for name in ("repository", "scratch", "bin"))
    for each in (folder / "articles", scratch, programs):
        each.mkdir(parents=True)
    for name in ("alignment.txt", "genome-editing.md"):
        shutil.copy(ROOT / "references" / name, folder / "articles" / name)
    records = (ROOT / "references/records.jsonl").as_posix()
    (folder / "refcheck.toml").write_text(f'paths = ["articles"]\noffline = true\nrecords = ["{records}"]\n', "utf-8")
    script(
        programs / "refcheck", f"#!/bin/sh\nexec '{sys.executable}' -c 'from refcheck.cli import main; main()' \"$@\"\n"
    )
    script(programs / "gh", f"#!{sys.executable} -IS{GH}")
    script(programs / "pip", "#!/bin/sh\n")
    environment = {"PYTHONPATH": str(ROOT), "SAID": str(scratch / "said.jsonl"), "GITHUB_REPOSITORY": "o/r",
                   "GITHUB_ACTION_PATH": str(ROOT), "GITHUB_WORKFLOW": "Recheck references"}  # fmt: skip

    class Bench:
        articles, root = folder / "articles", folder

        def run(self, steps, contexts=None, **more):
            return run_steps(steps, folder, scratch, contexts=contexts, path=[programs], environment=environment | more)

        def said(self):
            file = scratch / "said.jsonl"
            return [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []

        def action(self, event="pull_request", answers=None, reports=None, **inputs):
            """Runs the action; with the `reports` of an earlier run, what comes after the check."""
            values = {name: str(value.get("default", "")) for name, value in ACTION["inputs"].items()}
            values |= {name.replace("_", "-"): value for name, value in inputs.items()}
            github = {"event_name": event, "event": {"pull_request": {"number": "7"}}}
            contexts = {"inputs": values, "github": github, "runner": {"temp": str(scratch / "temp"), "os": "Linux"}}
            steps = ACTION["runs"]["steps"]
            if reports:
                contexts["steps"] = {"check": {"outputs": {"status": "0", "reports": reports}}}
                steps = steps[-2:]
            return self.run(steps, contexts, ANSWERS=json.dumps(answers or {}))

    return Bench()


class TestAction:
    def test_findings_are_annotated_summed_up_and_fail(self, bench):
        done = bench.action()
        assert done.status == 1
        assert done.names == ["Install", "Check", "Result"]
        assert "::error file=articles/genome-editing.md," in done.output
        assert "ST301" in done.summary
        assert sorted(path.name for path in Path(done.outputs["reports"]).iterdir()) == [
            "refcheck.json", "refcheck.md", "refcheck.sarif",
        ]  # fmt: skip

    def test_inputs_reach_the_command(self, bench):
        (bench.articles / "a b.md").write_text("Nothing is cited.\n", "utf-8")
        assert bench.action(paths="articles/a b.md\n").status == 0
        assert bench.action(fail_on="sometimes", comment="true").status == 2
        assert not bench.said()
        assert "--since needs a git repository" in bench.action(since="no-such-revision").output

    def test_a_baseline_hides_what_it_has(self, bench):
        bench.run([{"run": "refcheck check --write-baseline known.json --fail-on never"}])
        assert bench.action(baseline="known.json").status == 0

    def test_an_input_is_no_command(self, bench):
        value = '$(touch stolen)"; touch stolen; "`touch stolen`'
        bench.action(paths=value, fail_on=value, mailto=value, baseline=value, since=value, allow_incomplete=value)
        assert not (bench.root / "stolen").exists()

    def test_a_path_is_no_option(self, bench):
        assert "::error file=--report=json%3Astolen," in bench.action(paths="--report=json:stolen").output
        assert not (bench.root / "stolen").exists()

    def test_no_script_has_an_expression_in_it(self):
        assert not [step for step in ACTION["runs"]["steps"] if "${{" in step.get("run", "")]

    def test_a_comment_is_made_once_and_then_changed(self, bench):
        done = bench.action(comment="true")
        (listed, made) = bench.said()
        assert "--method POST repos/o/r/issues/7/comments" in " ".join(made["arguments"])
        assert made["bodies"][0].startswith("<!-- refcheck: comment -->\n")
        assert "ST301" in made["bodies"][0]
        bench.action(comment="true", answers={"api --paginate": "41\n42"}, reports=done.outputs["reports"])
        assert "--method PATCH repos/o/r/issues/comments/41" in " ".join(bench.said()[-1]["arguments"])
        assert "Bot" in " ".join(listed["arguments"])

    def test_no_comment_where_there_is_no_pull_request(self, bench):
        assert bench.action(comment="true", event="push").status == 1
        assert not bench.said()

    def test_every_input_is_used_and_every_used_one_declared(self):
        used = set(re.findall(r"inputs\.([\w-]+)", (ROOT / "action.yml").read_text("utf-8")))
        assert used == set(ACTION["inputs"])

    def test_the_cache_is_the_folder_that_is_used(self):
        cached = [step["with"]["path"] for step in ACTION["runs"]["steps"] if "cache" in step.get("uses", "")]
        (check,) = [step for step in ACTION["runs"]["steps"] if step.get("id") == "check"]
        assert cached == ["~/.cache/refcheck"]
        assert 'REFCHECK_CACHE_DIR="$HOME/.cache/refcheck"' in check["run"]


def test_the_pull_request_example_gives_inputs_that_the_action_has():
    job = load(ROOT / "docs/examples/github-pull-request.yml")["jobs"]["references"]
    (step,) = [step for step in job["steps"] if "refcheck" in step["uses"]]
    assert set(step["with"]) <= set(ACTION["inputs"])


@pytest.fixture(scope="module")
def last_report(tmp_path_factory):
    """What a run on the bench's articles reports, made once."""
    kept = tmp_path_factory.mktemp("last") / "report.json"

    def of(bench):
        if not kept.exists():
            bench.run([{"run": f"refcheck check articles --fail-on never --report json:{kept}"}])
        return json.loads(kept.read_text("utf-8"))

    return of


class TestScheduledWorkflow:
    @pytest.fixture
    def recheck(self, bench, last_report, tmp_path):
        """Runs the workflow; `without` are codes that the last report did not have, None where there is none."""
        (job,) = load(ROOT / "docs/examples/github-scheduled.yml")["jobs"].values()

        def run(without=None, issue=""):
            answers = {"issue list": issue} if issue else {}
            last = tmp_path / "last.json"
            if without is not None:
                content = last_report(bench)
                for document in content["documents"]:
                    document["findings"] = [one for one in document["findings"] if one["code"] not in without]
                last.write_text(json.dumps(content), "utf-8")
                answers["run list"] = "99"
            return bench.run(job["steps"], ANSWERS=json.dumps(answers), LAST=str(last))

        return run

    def test_the_first_run_keeps_its_report_and_says_nothing(self, recheck, bench):
        done = recheck()
        assert done.status == 0
        assert (bench.root / "kept/report.json").exists()
        assert not any(said["arguments"][0] in ("issue", "label") for said in bench.said())

    def test_a_retraction_since_opens_an_issue(self, recheck, bench):
        done = recheck(without=("ST301",))
        assert done.status == 0
        assert "Newly retracted (1)" in done.summary
        (made,) = [said for said in bench.said() if said["arguments"][:2] == ["issue", "create"]]
        assert "Newly retracted (1)" in made["bodies"][0]

    def test_an_open_issue_is_added_to(self, recheck, bench):
        recheck(without=("ST301",), issue="12")
        assert [said["arguments"][:3] for said in bench.said() if said["bodies"]] == [["issue", "comment", "12"]]

    def test_nothing_new_opens_none(self, recheck, bench):
        done = recheck(without=())
        assert done.status == 0
        assert not [said for said in bench.said() if said["bodies"]]

    def test_an_incomplete_run_keeps_the_last_report(self, recheck, bench):
        (bench.articles / "unknown.txt").write_text(
            "References\n1. Doe J. Title. Cell. 2020. doi:10.1016/j.cell.2020.01.001\n"
        )
        recheck(without=("ST301",))
        kept = json.loads((bench.root / "kept/report.json").read_text("utf-8"))
        assert "ST301" not in {one["code"] for document in kept["documents"] for one in document["findings"]}

    def test_an_error_fails_and_keeps_nothing(self, recheck, bench):
        shutil.rmtree(bench.articles)
        assert recheck().status == 2
        assert not (bench.root / "kept/report.json").exists()


def test_the_gitlab_job_writes_the_reports_that_it_names(bench):
    job = load(ROOT / "docs/examples/gitlab-ci.yml")["references"]
    done = bench.run([{"run": "\n".join([*job["before_script"], *job["script"]])}])
    assert done.status == 1
    named = [*job["artifacts"]["paths"], *job["artifacts"]["reports"].values()]
    assert all((bench.root / name).stat().st_size for name in named)
    assert job["allow_failure"]["exit_codes"] == 3
    assert job["variables"]["REFCHECK_CACHE_DIR"].endswith(job["cache"]["paths"][0])


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_no_example_puts_an_expression_into_a_script(path):
    for job in (value for value in load(path).get("jobs", {}).values()):
        assert not [step for step in job["steps"] if "${{" in step.get("run", "")]


HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}


class TestHooks:
    def test_there_are_two_and_one_asks_nothing(self):
        assert sorted(HOOKS) == ["refcheck", "refcheck-online"]
        assert "--offline" in shlex.split(HOOKS["refcheck"]["entry"])
        assert "--offline" not in shlex.split(HOOKS["refcheck-online"]["entry"])

    def test_they_take_what_the_readers_know(self):
        for hook in HOOKS.values():
            for extension in {extension for reader in readers() for extension in reader.extensions}:
                assert re.search(hook["files"], f"a/b{extension}"), extension
            assert not re.search(hook["files"], "a/b.py")

    @pytest.mark.parametrize(("name", "status"), [("articles/genome-editing.md", 1), ("articles/fine.md", 0)])
    def test_the_entry_with_file_names_added_checks_them(self, bench, name, status):
        (bench.articles / "fine.md").write_text("Nothing is cited.\n", "utf-8")
        done = bench.run([{"run": f"{HOOKS['refcheck']['entry']} {name}"}])
        assert done.status == status
        assert ("ST301" in done.output) is bool(status)

    @pytest.mark.skipif(GIT is None or not (ROOT / ".git").exists(), reason="needs git, and this as a repository")
    def test_pre_commit_runs_one_in_a_repository(self, tmp_path):
        """It clones this repository, installs it into an environment of its own, and gives it the files."""
        repository = tmp_path / "journal"
        shutil.copytree(ROOT / "references", repository)
        for arguments in (["init", "-q"], ["add", "."]):
            subprocess.run([GIT, *arguments], cwd=repository, check=True)
        done = subprocess.run(
            [sys.executable, "-m", "pre_commit", "try-repo", ROOT, "refcheck", "--files", "genome-editing.md"],
            cwd=repository, env={**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "home")},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if "pip" in done.stdout and "CalledProcessError" in done.stdout:
            pytest.skip("its environment cannot be installed: no package index can be reached")
        assert done.returncode == 1, done.stdout + done.stderr
        assert "hook id: refcheck" in done.stdout
        assert "genome-editing.md:8:69: CT402 error [9]" in done.stdout


class TestPage:
    PAGE = (ROOT / "docs/how-to/ci.md").read_text("utf-8")

    def test_its_table_has_the_inputs_of_the_action(self):
        table = self.PAGE[self.PAGE.index("| input |") : self.PAGE.index("The services' answers")]
        assert set(re.findall(r"^\| `([\w-]+)`", table, re.MULTILINE)) == set(ACTION["inputs"])

    def test_what_it_links_to_is_there(self):
        for link in re.findall(r"\]\(([^)#]+)\)", self.PAGE):
            assert (ROOT / "docs/how-to" / link).exists(), link

    def test_its_commands_have_the_options_that_they_show(self):
        shown = {name: set() for name in ("check", "diff")}
        for command, rest in re.findall(r"^\$ refcheck (\w+) (.*)$", self.PAGE, re.MULTILINE):
            shown[command] |= set(re.findall(r"--[a-z-]+", rest))
        for command, options in shown.items():
            module = importlib.import_module(f"refcheck.cli.{command}")
            known = {name for option in typer.main.get_command(module.app).params for name in option.opts}
            assert options
            assert options <= known


class TestContainer:
    LINES = (ROOT / "Containerfile").read_text("utf-8").splitlines()

    def test_what_it_copies_is_there(self):
        for line in self.LINES:
            if line.startswith("COPY ") and "--from" not in line:
                for name in line.split()[1:-1]:
                    assert (ROOT / name).exists(), name

    def test_it_does_not_run_as_root(self):
        users = [line.split()[1] for line in self.LINES if line.startswith("USER ")]
        assert users == ["refcheck"]
        assert self.LINES.index("USER refcheck") < self.LINES.index('ENTRYPOINT ["refcheck"]')
