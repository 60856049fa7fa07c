"""What to do next: a few lines on standard error after a check that a person looks at."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from itertools import islice

from refcheck.config.options import Options
from refcheck.fix import WRITERS, wants
from refcheck.formats.translation import Translator
from refcheck.model import Report

_MOST = 3
_MANY = 50  # findings; more are hard to read in a terminal
_ASKED = 20  # requests; fewer are answered in no time at any pool
_LONGEST = 60  # characters of paths that a command is shown with


def hints(report: Report, paths: Sequence[str], options: Options, *, plain: bool) -> list[str]:
    """The lines, the weightiest first.

    Args:
        report: what was found.
        paths: what was checked, as it was given.
        options: the settings of the run.
        plain: whether the findings were shown one after another in the terminal.
    """
    say = Translator(options.lang)
    return [say("hint: {hint}", hint=text) for text in islice(_hints(report, paths, options, say, plain=plain), _MOST)]


def _hints(report: Report, paths: Sequence[str], options: Options, say: Translator, *, plain: bool) -> Iterator[str]:
    findings = report.findings
    silent = sum(finding.code == "NV803" for finding in findings)
    if silent and not options.offline:
        again = (
            "Run it again: what was answered is kept, and only these are asked." if options.cache else "Run it again."
        )
        yield say("Not looked up because a source did not answer: {count}.", count=silent) + " " + say(again)
    safe, others, hidden = _counted(report)
    if safe or others:
        flags = "--diff" + (" --offline" if options.offline else "") + ("" if safe else " --unsafe")
        command = f"refcheck fix {flags} {_shown(paths)}"
        text = "Findings that can be put right: {count} of {all}; see {command}"
        yield say(text, count=safe or others, all=len(findings), command=command)
    crossref = report.run.sources.get("crossref")
    if crossref and crossref.requests >= _ASKED and crossref.note.startswith("public pool"):
        yield say("Crossref answers faster if you give your address: --mailto ADDRESS, or mailto in refcheck.toml.")
    if hidden:
        yield say("Findings that the baseline hides: {count}.", count=hidden)
    if plain and len(findings) > _MANY:
        yield say("Many findings: --statistics counts them, and --report html:report.html is easier to read.")


def _counted(report: Report) -> tuple[int, int, int]:
    """Findings that can be put right safely, those that need an eye, and those that the baseline hides."""
    safe = others = hidden = 0
    for document in report.documents:
        hidden += sum(finding.suppressed == "baseline" for finding in document.findings)
        if document.article.document.format in WRITERS:
            for want in wants(document, uniform=False):
                safe, others = safe + want.safe, others + (not want.safe)
    return safe, others, hidden


def _shown(paths: Sequence[str]) -> str:
    text = shlex.join(paths)
    return text if len(text) <= _LONGEST else "PATH…"
