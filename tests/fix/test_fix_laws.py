"""Whatever the layout of an entry: its slips are put right, a second run changes nothing, all else stays."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FIELDS = {
    "author": "Li, Heng and Durbin, Richard", "journal": "Bioinformatics", "year": "2009", "volume": "25", "number": "14",
    "title": "Fast and accurate short read alignment with {Burrows--Wheeler} transform", "pages": "1754--1760",
}  # fmt: skip
SLIPS = {"volume": "52", "number": "41", "pages": "1745--1760"}

blank = st.sampled_from(["", " ", "  ", "\t"])
layouts = st.fixed_dictionaries({
    "order": st.permutations(sorted(FIELDS)), "slips": st.sets(st.sampled_from(sorted(SLIPS))), "lead": st.sampled_from(["\n  ", "\n", " ", "\n\t"]),
    "padding": blank, "after": blank, "delimiters": st.lists(st.sampled_from(["{}", '""']), min_size=7, max_size=7),
    "upper": st.booleans(), "trailing": st.booleans(), "lines": st.sampled_from(["\n", "\r\n"]), "comma": st.sampled_from([",", " ,"]),
    "around": st.sampled_from(["", "% a note\n", "@comment{ kept }\n", "\ufeff", "Some words between.\n\n"]),
})  # fmt: skip


def written(layout, *, right):
    pieces = []
    for name, (opening, closing) in zip(layout["order"], layout["delimiters"], strict=True):
        value = FIELDS[name] if right or name not in layout["slips"] else SLIPS[name]
        shown = name.upper() if layout["upper"] else name
        pieces.append(f"{layout['lead']}{shown}{layout['padding']}={layout['after']}{opening}{value}{closing}")
    if right:
        shown, (opening, closing) = "DOI" if layout["upper"] else "doi", layout["delimiters"][-1]
        pieces.append(
            f"{layout['lead']}{shown}{layout['padding']}={layout['after']}{opening}10.1093/bioinformatics/btp324{closing}"
        )
    entry = "@article{li2009," + layout["comma"].join(pieces) + ("," if layout["trailing"] else "") + "\n}\n"
    return (layout["around"] + entry).replace("\n", layout["lines"])


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(layouts)
def test_any_layout(folder, layout):
    wrong, right = written(layout, right=False), written(layout, right=True)
    assert folder.fixed(wrong.encode()) == right.encode()


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet='@{}",=#% \n\r\\abArticle', max_size=200), st.integers(0, 400))
def test_damage_costs_nothing(folder, damage, at):
    whole = written({**PLAIN, "slips": {"volume"}}, right=False)
    damaged = whole[:at] + damage + whole[at:]
    file = folder.path / "library.bib"
    file.write_bytes(damaged.encode())
    assert folder.run(file).exit_code in (0, 2)
    after = file.read_bytes().decode()
    kept = iter("".join(each for each in after if not each.isdigit()))
    assert all(each in kept for each in damaged if not each.isdigit())  # in this order


PLAIN = {
    "order": sorted(FIELDS), "lead": "\n  ", "padding": " ", "after": " ", "delimiters": ["{}"] * 7, "upper": False,
    "trailing": False, "lines": "\n", "comma": ",", "around": "",
}  # fmt: skip
