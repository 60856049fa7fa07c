"""The exceptions that refcheck raises, from the general to the particular.

Every message names what was wrong, where, and what to do about it: it is shown to the user as it stands.
"""

from __future__ import annotations


class RefcheckError(Exception):
    """Anything that refcheck itself raises."""


class UsageError(RefcheckError):
    """The command line, a setting or an argument is wrong."""


class ConfigError(UsageError):
    """A configuration file or an environment variable holds something that cannot be used."""


class UnreadableInputError(RefcheckError):
    """A document cannot be read: missing, too large, of an unknown format, or broken."""

    def __init__(self, path: str, reason: str, advice: str = "") -> None:
        """Name the file, what is wrong with it, and what to do."""
        super().__init__(f"{path}: {reason}" + (f" {advice}" if advice else ""))
        self.path = path
        self.reason = reason
        self.advice = advice

    @property
    def explanation(self) -> str:
        """What is wrong and what to do, without the file's name."""
        return " ".join(part for part in (self.reason, self.advice) if part)


class SourceUnreachableError(RefcheckError):
    """An index did not answer, or not in a form that can be used. Never evidence about a reference."""

    def __init__(self, source: str, reason: str) -> None:
        """Name the source and what happened."""
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason
