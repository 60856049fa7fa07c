"""Tables of known journal names: which names are one journal's."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from refcheck.compare.journal_parts import take_apart
from refcheck.text.tables import rows

Group = tuple[str, ...]


class JournalNames:
    """Known names, in groups that each belong to one journal; immutable once built."""

    def __init__(self, groups: Iterable[Iterable[str]]) -> None:
        """Builds the table.

        Args:
            groups: the names of one journal each: of one record, or of the records that share an ISSN.
        """
        index: dict[tuple[str, ...], dict[Group, None]] = {}
        for names in groups:
            group = tuple(dict.fromkeys(name for name in names if name.strip()))
            for name in group:
                for key in _keys(name):
                    index.setdefault(key, {})[group] = None
        self._groups = {key: tuple(found) for key, found in index.items()}

    def lookup(self, name: str) -> tuple[Group, ...]:
        """The groups that have this name, but for case, punctuation, stop words and places."""
        found = {group: None for key in _keys(name) for group in self._groups.get(key, ())}
        return tuple(found)


def _keys(name: str) -> list[tuple[str, ...]]:
    return [(*reading.words, *reading.labels) for reading in take_apart(name).readings if reading.whole]


@cache
def everyday_names() -> JournalNames:
    """The journals known by initials or an everyday name (`refcheck/data/journal_aliases.tsv`)."""
    return JournalNames(rows("journal_aliases.tsv"))


@cache
def well_known_names() -> JournalNames:
    """Journals that every reader knows: those with everyday names, and those with a Chinese name."""
    groups = [[name for name in english.split(";") if name[0] != "?"] for _chinese, english in rows("zh_journals.tsv")]
    return JournalNames([*rows("journal_aliases.tsv"), *groups])
