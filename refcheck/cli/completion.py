"""What a shell offers for an option or argument: codes, formats and the words of a closed list, each with its help."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

Offers = Iterator[tuple[str, str]]


def codes(incomplete: str) -> Offers:
    """Codes and families, also after a comma: ``MD201,ST``."""
    before, comma, last = incomplete.rpartition(",")
    offered = list(_codes())
    families = dict.fromkeys(code.rstrip("0123456789") for code, _ in offered)
    whole = [(family, f"all {family} codes") for family in families]
    yield from ((f"{before}{comma}{code}", about) for code, about in _beginning(last.upper(), [*whole, *offered]))


def code(incomplete: str) -> Offers:
    """One code."""
    yield from _beginning(incomplete.upper(), _codes())


def formats(incomplete: str) -> Offers:
    """Formats of reports."""
    yield from _beginning(incomplete, _formats())


def reports(incomplete: str) -> Offers:
    """Formats with the colon that a path follows."""
    yield from _beginning(incomplete, ((f"{name}:", about) for name, about in _formats()))


def words(*known: str) -> Callable[[str], Offers]:
    """The words of a closed list."""

    def offer(incomplete: str) -> Offers:
        yield from _beginning(incomplete, ((word, "") for word in known))

    return offer


def _beginning(incomplete: str, offered: Iterable[tuple[str, str]]) -> Offers:
    return ((text, about) for text, about in offered if text.startswith(incomplete))


def _codes() -> Offers:
    from refcheck.rules import catalogue  # noqa: PLC0415 - loaded when a shell asks, and not with every command

    return ((rule.code, rule.name) for rule in catalogue().values())


def _formats() -> Offers:
    from refcheck.formats import formats as known  # noqa: PLC0415

    return ((name, form.about) for name, form in known().items())
