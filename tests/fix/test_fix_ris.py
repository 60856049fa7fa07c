"""A RIS file is put right on its lines, and stays as it is otherwise."""

import pytest

LI = """TY  - JOUR
AU  - Li, Heng
AU  - Durbin, Richard
TI  - Fast and accurate short read alignment with Burrows-Wheeler transform
JO  - Bioinformatics
PY  - 2009/07/15
VL  - 25
IS  - 14
SP  - 1754
EP  - 1760
DO  - 10.1093/bioinformatics/btp324
N1  - a note: SP  - 99
ER  -

TY  - JOUR
AU  - Jinek, Martin
TI  - A programmable dual-RNA-guided DNA endonuclease in adaptive bacterial immunity
T2  - Science
PY  - 2012
VL  - 337
SP  - 816-821
UR  - https://doi.org/10.1126/science.1225829
ER  -
"""


def test_what_is_right_stays(folder):
    assert folder.fixed(LI, "--unsafe", name="library.ris") == LI


@pytest.mark.parametrize(("right", "wrong", "flag"), [
    ("VL  - 25", "VL  - 26", ""), ("IS  - 14", "IS  - 15", ""), ("SP  - 1754\nEP  - 1760", "SP  - 1854\nEP  - 1860", ""),
    ("SP  - 816-821", "SP  - 916-921", ""), ("PY  - 2009/07/15", "PY  - 2001/07/15", "--unsafe"),
    ("JO  - Bioinformatics", "JO  - Genome Research", "--unsafe"), ("short read alignment", "long read assembly", "--unsafe"),
    ("DO  - 10.1093/", "DO  - https://doi-org.proxy.example.edu/10.1093/", ""), ("btp324", "btp325", ""),
    ("UR  - https://doi.org/", "UR  - https://doi-org.proxy.example.edu/", ""),
])  # fmt: skip
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_value_is_put_right_on_its_line(folder, right, wrong, flag, line_end):
    flags = [flag] if flag else []
    text = LI.replace("\n", line_end).encode()
    bad = LI.replace(right, wrong).replace("\n", line_end).encode()
    assert bad != text
    if flag:
        assert folder.fixed(bad, name="library.ris") == bad
    assert folder.fixed(bad, *flags, name="library.ris") == text


def test_a_missing_doi_has_its_line_in_the_record(folder):
    start, end = LI.split("ER  -\n", maxsplit=1)
    without = start.replace("DO  - 10.1093/bioinformatics/btp324\n", "") + "ER  -\n" + end
    assert folder.fixed(without, name="library.ris") == without.replace(
        "N1  - a note: SP  - 99\n", "N1  - a note: SP  - 99\nDO  - 10.1093/bioinformatics/btp324\n"
    )


def test_names_are_left(folder):
    wrong = LI.replace("Li, Heng", "Doudna, J")
    assert folder.fixed(wrong, "--unsafe", name="library.ris") == wrong
    assert "in your reference manager" in folder.told
