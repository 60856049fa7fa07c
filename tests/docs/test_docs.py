"""What the documentation says is so: its commands run, its links lead somewhere, its generated pages are up to date."""

import html
import re
import shlex
import sys
import tomllib
from pathlib import Path

import pytest
import typer.main

import refcheck
from refcheck.cli.app import app
from refcheck.config.loading import load
from refcheck.rules import HELP_URL, catalogue

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import generate_docs  # noqa: E402
from pages import command_line, examples  # noqa: E402

README = (ROOT / "README.md").read_text("utf-8")
PAGES = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in examples.pages()}
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
# Options of other programs that the pages name.
FOREIGN = {"--build", "--install-extension", "--rm", "--strict", "--tag", "--volume"}
# Tables of other programs' settings: a package's, an editor's.
FOREIGN_TABLES = {"build-system", "project", "language", "language-server"}
each_page = pytest.mark.parametrize("page", PAGES)


def parsed(arguments):
    """Parse a command line as refcheck would, without running it; a usage error is raised."""
    command, name = typer.main.get_command(app), "refcheck"
    context = command.make_context(name, [], resilient_parsing=True)
    while hasattr(command, "resolve_command"):
        called = arguments[0]
        name, command, arguments = command.resolve_command(context, list(arguments))
        assert command is not None, f"there is no command {called}"
    return command.make_context(name, list(arguments))


def blocks(page, language):
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGES[page], re.MULTILINE | re.DOTALL)


def options():
    every = [*(one for _, command in command_line.commands() for one in command.params), *command_line.root_options()]
    return {name for one in every for name in one.opts if name.startswith("-")} | {"--help", "-h"}


def anchors(page):
    slugs = pytest.importorskip("pymdownx.slugs")
    slug = slugs.slugify(case="lower")
    text = FENCE.sub("", PAGES[page])
    found = set(re.findall(r'id="([^"]+)"', text))
    for heading in re.findall(r"^#+ (.*)$", text, re.MULTILINE):
        plain = html.unescape(re.sub(r"<[^>]*>|`|\*|\[([^\]]*)\]\([^)]*\)", r"\1", heading))
        found.add(slug(plain, "-"))
    return found


def test_what_is_generated_and_every_output_shown_is_that_of_the_code():
    for path, content in generate_docs.contents():
        assert path.read_text("utf-8") == content, f"{path} is out of date, run make docs"


@each_page
def test_commands_are_valid(page):
    for command in examples.commands(PAGES[page]):
        for part in command.split(" | "):
            name, *arguments = shlex.split(part, comments=True)
            if name == "refcheck" and arguments != ["--version"]:
                parsed(arguments)


@each_page
def test_commands_and_options_that_are_named_exist(page):
    text = FENCE.sub("", PAGES[page])
    known = options()
    for code in re.findall(r"`([^`\n]+)`", text):
        for name in re.findall(r"^refcheck ([a-z][a-z-]*)", code):
            assert name in command_line.COMMANDS, code
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]*", code):
            assert option in known | FOREIGN, f"{option} in `{code}`"


def test_the_commands_of_the_tutorial_are_run():
    shown = [command for command in examples.commands(PAGES["docs/tutorial.md"]) if "--offline" in command]
    assert len(shown) >= 7
    assert len([command for command in examples.commands(README) if "--offline" in command]) >= 3


def test_an_output_that_is_not_real_is_put_right():
    page = '```console\n$ refcheck compare journal "Cell" "Cell"\nsomething else\n```\n'
    assert examples.shown(page) == page.replace("something else", "same (1.00): the same words")


def test_an_excerpt_stays_where_all_of_it_occurs():
    page = "```console\n$ refcheck rule ID102\n…\n    [[ignore]]\n…\n```\n"
    assert examples.shown(page) == page
    assert "possibly so" not in examples.shown(page.replace("[[ignore]]", "possibly so"))


def test_a_command_that_does_not_exist_is_noticed():
    with pytest.raises(Exception, match="chek"):
        parsed(["chek", "references"])
    with pytest.raises(Exception, match="--offlin"):
        parsed(["check", "--offlin=1", "references"])


def test_every_command_and_option_is_in_the_reference():
    page = html.unescape(PAGES["docs/command-line.md"])
    for name, command in command_line.commands():
        section = page.partition(f"## refcheck {name}\n")[2].partition("\n## ")[0]
        assert section, name
        for one in command.params:
            for option in [each for each in one.opts if each.startswith("-")]:
                assert re.search(rf"[`>]{option}\b", section), f"{name} {option}"


@each_page
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)\s]+)\)", FENCE.sub("", PAGES[page])):
        if target.startswith(("https://", "http://", "mailto:")):
            continue
        path, _, anchor = target.partition("#")
        file = (ROOT / page).parent / path if path else ROOT / page
        assert file.exists(), target
        if anchor:
            assert anchor in anchors(file.resolve().relative_to(ROOT).as_posix()), target


@each_page
def test_settings_that_are_shown_can_be_used(page, tmp_path):
    for block in blocks(page, "toml"):
        content = tomllib.loads(block)
        if not FOREIGN_TABLES & set(content):
            (tmp_path / "refcheck.toml").write_text(block, "utf-8")
            load({}, {}, tmp_path)


@each_page
def test_python_that_is_shown_runs(page, capsys):
    for code in blocks(page, "python"):
        if code.startswith("import refcheck\n"):
            with examples.workplace():
                exec(compile(code, page, "exec"), {})  # noqa: S102 - our own page
            assert "CL501" in capsys.readouterr().out


@each_page
def test_codes_that_are_named_exist(page):
    for code in set(re.findall(r"\b(?:CL|CT|ID|MD|NV|ST|SU)\d{3}\b", PAGES[page])):
        assert code in catalogue(), code


@each_page
def test_make_targets_that_are_named_exist(page):
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in set(re.findall(r"`make ([a-z]+)`|^\$ make ([a-z]+)", PAGES[page], re.MULTILINE)):
        assert re.search(rf"^{''.join(target)}:", makefile, re.MULTILINE), target


def test_the_address_in_reports_leads_to_each_rule():
    (site,) = re.findall(r"^site_url: (\S+)$", (ROOT / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)
    assert HELP_URL.startswith(site)
    for code in catalogue():
        page, anchor = HELP_URL.format(code.lower()).split("/")[-2:]
        assert anchor.removeprefix("#") in anchors(f"docs/{page}.md")


def test_every_variable_that_the_code_reads_is_in_the_reference():
    source = "".join(path.read_text("utf-8") for path in (ROOT / "refcheck").rglob("*.py"))
    for variable in set(re.findall(r"\"(REFCHECK_[A-Z_]+|NO_COLOR)\"", source)):
        assert f"`{variable}`" in PAGES["docs/command-line.md"], variable


def test_the_comment_of_the_tutorial_hides_its_finding():
    (block,) = blocks("docs/tutorial.md", "bibtex")
    comment, entry = block.splitlines()
    with examples.workplace():
        library = Path("references/sequencing.bib")
        before = refcheck.check(library, offline=True)
        library.write_text(library.read_text("utf-8").replace(entry, f"{comment}\n{entry}"), "utf-8")
        after = refcheck.check(library, offline=True)
    assert {one.code for one in before.findings} - {one.code for one in after.findings} == {"ST305"}
