"""The command, as the end-to-end tests run it."""

from e2e.conftest import refcheck

__all__ = ["refcheck"]
