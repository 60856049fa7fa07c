"""The command line: one command a file, wiring only."""

from refcheck.cli.app import main

__all__ = ["main"]
