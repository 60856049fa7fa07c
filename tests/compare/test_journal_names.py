"""The table of known names."""

from __future__ import annotations

from refcheck.compare.journal_names import JournalNames, everyday_names, well_known_names
from refcheck.text.tables import rows


def test_a_name_finds_its_group_whatever_its_dress() -> None:
    group = ("The Journal of Soil Mites", "J Soil Mites")
    names = JournalNames([group, ("Mites",)])
    assert names.lookup("journal of soil mites (Paris)") == (group,)
    assert names.lookup("J. SOIL MITES") == (group,)
    assert names.lookup("Journal of Mites") == ()


def test_a_name_of_several_journals_finds_each() -> None:
    names = JournalNames([("American Journal of Physiology", "AJP"), ("American Journal of Psychiatry", "AJP")])
    assert len(names.lookup("AJP")) == 2


def test_blank_names_belong_to_nobody() -> None:
    names = JournalNames([("", " "), ("Blood", "")])
    assert names.lookup("") == ()
    assert names.lookup("Blood") == (("Blood",),)


def test_the_table_of_everyday_names() -> None:
    table = rows("journal_aliases.tsv")
    assert all(len(row) > 1 and all(name.strip() for name in row) for row in table)
    assert any("PNAS" in group for group in everyday_names().lookup("PNAS"))
    assert well_known_names().lookup("Nature")
    assert not well_known_names().lookup("Journal of Soil Mites")
