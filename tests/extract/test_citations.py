"""Citations in the text: what they point to, and what is missing."""

from __future__ import annotations

import pytest

from refcheck.extract.citations import find_citations
from refcheck.model import Author, Document, Fields, FormatCitation, Mark, MarkType, Reference, Span


def numbered(count):
    return [
        Reference(str(i), f"Author{i} A. Title. 2001.", Span(10_000 + 50 * i, 10_040 + 50 * i), numbered=True)
        for i in range(1, count + 1)
    ]


def by_author(*works):
    return [
        Reference(
            str(i),
            f"{name}, A. ({year}). A title.",
            Span(10_000 + 50 * i, 10_040 + 50 * i),
            claimed=Fields(authors=(Author(name, "A."),), year=year),
        )
        for i, (name, year) in enumerate(works, 1)
    ]


def cited(text, references, **kwargs):
    return [(one.text, one.labels) for one in find_citations(Document("a", "text", text, **kwargs), None, references)]


def missing(text, references, **kwargs):
    return [
        label
        for one in find_citations(Document("a", "text", text, **kwargs), None, references)
        for label in one.missing
    ]


@pytest.mark.parametrize(
    ("marker", "labels"),
    [
        ("[1]", ("1",)), ("[2,3]", ("2", "3")), ("[4-6]", ("4", "5", "6")), ("[4–6,9]", ("4", "5", "6", "9")),
        ("【1】", ("1",)), ("［1，2］", ("1", "2")), ("[1]-[3]", ("1", "2", "3")), ("[1; 3]", ("1", "3")),
    ],
)  # fmt: skip
def test_numeric_markers(marker, labels):
    assert cited(f"It is known{marker} that cells divide.", numbered(9)) == [(marker, labels)]


@pytest.mark.parametrize(
    "text",
    [
        "the interval [0, 1] is",
        "- [ ] task\n- [x] done",
        "in [2020] it",
        "[J].",
        "[10](https://a.b)",
        "a range [1, 5] of",
        "arr[[1]]",
        "[Fe(CN)6]",
    ],
)
def test_what_is_no_citation(text):
    home = "Cells [1] divide [2] and grow [3]. "
    assert cited(home + text, numbered(3))[3:] in ([], [("[1]", ("1",))])
    assert missing(home + text, numbered(3)) == []


def test_a_number_beyond_the_list_is_missing():
    assert missing("Cells [1] divide [2] and grow [3,4].", numbered(3)) == ["4"]


def test_a_gap_in_the_list_is_missing():
    references = [one for one in numbered(4) if one.label != "3"]
    assert missing("Cells [1] divide [2], grow [3] and die [4]. See [1], [2].", references) == ["3"]


def test_numbers_far_from_the_list_are_not_claimed():
    assert missing("Cells [1] divide [2]; the value [400] of [2020].", numbered(3)) == []


def test_nothing_is_missing_where_markers_do_not_fit_the_list():
    assert missing("Step [7], step [8], step [9] and a citation [1].", numbered(3)) == []


def test_superscripts_of_the_format_and_of_unicode():
    text = "Cells divide.1,2 An area of 5 m2 grows.³"
    marks = (Mark(MarkType.SUPERSCRIPT, Span(13, 16)), Mark(MarkType.SUPERSCRIPT, Span(30, 31)))
    assert cited(text, numbered(3), marks=marks) == [("1,2", ("1", "2")), ("³", ("3",))]


def test_units_and_powers_are_no_citations():
    assert cited("An area of 5 cm² and 10⁻³ mol at 3 × 10² K.", numbered(3)) == []


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("(Smith et al., 2020)", [("1",)]),
        ("(Smith, 2020; Lee & Park, 2019a)", [("1",), ("2",)]),
        ("Smith (2020) showed", [("1",)]),
        ("Smith and Jones (2020) showed", [("1",)]),
        ("Smith et al. (2020) showed", [("1",)]),
        ("(see van Dijk, 2018)", [("3",)]),
        ("（王伟等，2021）", [("4",)]),
    ],
)
def test_author_and_year(text, labels):
    references = by_author(("Smith", "2020"), ("Lee", "2019"), ("van Dijk", "2018"), ("王伟", "2021"))
    assert [one for _, one in cited(text, references)] == labels


def test_an_author_of_one_work_is_linked_whatever_the_year():
    assert cited("(Smith et al., 2019)", by_author(("Smith", "2020"), ("Lee", "2019"))) == [
        ("Smith et al., 2019", ("1",))
    ]


HOME = "Cells (Smith, 2020) divide (Lee, 2019) and grow (Brown, 2001). As (Smith, 2020) and (Lee, 2019) say. "
LISTED = by_author(("Smith", "2020"), ("Lee", "2019"), ("Brown", "2001"))


def test_an_author_nowhere_in_the_list_is_missing():
    assert missing(HOME + "They die (Novak et al., 2015).", LISTED) == ["Novak 2015"]


@pytest.mark.parametrize(
    "text",
    [
        "In spring (May, 2015) it",
        "(data of Berlin, 2015)",
        "(Smith et al., 1999)",
        "(Version 2, 2015)",
        "(n = 5, 2015)",
    ],
)
def test_author_and_year_are_not_claimed_missing_lightly(text):
    assert missing(HOME + text, LISTED) == []


def test_keys_of_the_format():
    references = [
        Reference("smith20", "Smith", Span(900, 901), structured=True),
        Reference("lee19", "Lee", Span(901, 902), structured=True),
    ]
    citations = (FormatCitation(Span(0, 5), ("smith20", "lee19")), FormatCitation(Span(6, 9), ("novak15",)))
    found = find_citations(Document("a", "latex", "aaaaa bbb", citations=citations), None, references)
    assert [(one.labels, one.missing) for one in found] == [(("smith20", "lee19"), ()), (("novak15",), ("novak15",))]


def test_the_list_itself_cites_nothing():
    text = "Cells [1] divide.\n\nReferences\n[1] A. Title [2].\n"
    assert len(find_citations(Document("a", "text", text), Span(30, len(text)), numbered(2))) == 1


def test_hostile_brackets_take_linear_time():
    for piece in ("[", "[1,", "(A 2001 ", "[1]-", "¹", "（", "Smith, "):
        find_citations(Document("a", "text", piece * (10_000 // len(piece))), None, numbered(3))
