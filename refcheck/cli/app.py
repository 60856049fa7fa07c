"""The commands together, and what becomes of errors: a message on standard error and an exit status, no traceback."""

from __future__ import annotations

import gc
import importlib
import os
import sys
import traceback
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from refcheck import __version__
from refcheck.cli.exit_status import ExitStatus
from refcheck.errors import RefcheckError
from refcheck.registry import OFF, culprit

# Each command is a file of this folder with an `app` (a dash in the name is an underscore there), and what the help
# says of it: the first sentence of its own.
COMMANDS = {
    "check": "Check the references of documents.",
    "fix": "Put references right in .bib, RIS, text, Markdown and LaTeX files; all else in them stays byte for byte.",
    "watch": "Check documents, and again those that change when they, or the files that they draw on, are saved.",
    "diff": "Show what is new, changed or fixed between two JSON reports; newly retracted works first.",
    "extract": "Print the references, claims and identifiers of documents as JSON, without asking any index.",
    "parse": "Print the fields of reference strings: one JSON object a line, in the same order.",
    "compare": "Compare two values of a field: same, minor, unsure or different, and why.",
    "rule": "Explain a code: what it means, what to do, how to suppress it.",
    "cache": "What is kept of the services' answers.",
    "language-server": "Show findings, evidence and fixes in an editor, by the Language Server Protocol.",
    "config": "Print every setting, its value and where it comes from.",
}


class Commands(TyperGroup):
    """Imports a command's file when it is called for, so that a small command starts fast."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = {name: TyperCommand(name, help=about) for name, about in COMMANDS.items()}

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the arguments call for, and the arguments left to it."""
        name, known, rest = super().resolve_command(ctx, args)
        return name, imported(name) if known and name else None, rest

    def invoke(self, ctx: Any) -> Any:
        """Run the command; what ends it from outside is no fault of ours."""
        try:
            answer = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:  # the reader of our output has gone
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(ExitStatus.OK) from None
        except KeyboardInterrupt:
            typer.echo("refcheck: interrupted; what was answered so far is kept in the cache.", err=True)
            raise typer.Exit(130) from None
        return answer


def imported(name: str) -> Any:
    """The command of that name, from its file."""
    gc.disable()  # what is loaded stays: to look through it for garbage, now or later, is time lost
    module = importlib.import_module(f"refcheck.cli.{name.replace('-', '_')}")
    gc.freeze()
    gc.enable()
    command = typer.main.get_command(module.app)
    command.name = name
    return command


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Checks that each reference of an article is what the article says it is.",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"refcheck {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command line and leave with the contract's exit status."""
    _open_streams()
    try:
        app(prog_name="refcheck")
    except RefcheckError as error:
        typer.echo(f"refcheck: {error}", err=True)
    except Exception as error:  # noqa: BLE001 - the last resort: a user gets a sentence, not a traceback
        if os.environ.get("REFCHECK_TRACEBACK"):
            traceback.print_exc()
        plugin = culprit(error)
        whose = f"{plugin}; {OFF}=1 runs without plugins" if plugin else "refcheck; please report it"
        typer.echo(
            f"refcheck: internal error: {type(error).__name__}: {error}. This is a fault of {whose}. "
            "REFCHECK_TRACEBACK=1 shows where it is.",
            err=True,
        )
    sys.exit(ExitStatus.ERROR)


def _open_streams() -> None:
    """UTF-8 in and out in every locale; a stream that was closed before we began is an empty one."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - open until the end
        else:
            stream.reconfigure(encoding="utf-8", errors="replace")
