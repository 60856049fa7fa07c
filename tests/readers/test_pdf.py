"""What is printed on pages is read in the order in which people read it, and nothing that only a page needs."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readers.pdf_maker import Page, pdf_of

from refcheck.extract import extract
from refcheck.model.document import MarkType
from refcheck.readers import find, read
from refcheck.readers._pdf_text import with_accents
from refcheck.readers.pdf import READER

FIXTURES = Path(__file__).parent / "fixtures"
PROSE = [
    "The step from a bacterial immune system to a programmable nuclease",
    "was short, and the groups that took it wrote of it within a few months",
    "in journals that had not been interested in repeats of short sequences",
    "before; what the repeats are for had been known to very few people.",
]
LEFT = [f"left line {word} of a column that is wide" for word in ["one", "two", "three", "four", "five", "six"]]
RIGHT = [f"right line {word} of the other column too" for word in ["one", "two", "three", "four", "five", "six"]]


def document(*pages, **options):
    return READER.read(pdf_of(*pages, **options), "a.pdf")


def marked(document, kind):
    return [(document.text[mark.span.start : mark.span.end], mark.value) for mark in document.marked(kind)]


@pytest.fixture(scope="module")
def two_columns():
    return read(FIXTURES / "genome-editing.two-columns.pdf", root=FIXTURES)


def test_an_article_in_two_columns_says_what_its_markdown_says(two_columns):
    printed, markdown = extract(two_columns), extract(read(FIXTURES / "two-columns.md"))
    assert [each.label for each in printed.references] == [each.label for each in markdown.references] == list("123456")
    for one, other in zip(printed.references, markdown.references, strict=True):
        assert one.identifiers == other.identifiers
        assert one.claimed.title.replace("-", "") == other.claimed.title.replace("-", "")
        assert (one.claimed.year, one.claimed.pages) == (other.claimed.year, other.claimed.pages)
    assert [each.labels for each in printed.citations] == [each.labels for each in markdown.citations]
    assert [claim.journal for claim in printed.claims] == [claim.journal for claim in markdown.claims]
    assert printed.title == markdown.title


def test_heads_and_page_numbers_of_a_real_article_are_left_out(two_columns):
    assert "GENOME EDITING" not in two_columns.text
    assert two_columns.text.rstrip().endswith("PMID:\n23287718.")
    assert [mark.value for mark in two_columns.marked(MarkType.PAGE)] == ["1", "2"]
    assert ("Natronobacterium gregoryi", "") in marked(two_columns, MarkType.ITALIC)
    assert "https://doi.org/10.1038/nbt.3437" in [address for _, address in marked(two_columns, MarkType.LINK)]


def test_chinese_prose_has_no_line_ends_inside_its_paragraphs():
    article = extract(read(FIXTURES / "spinal-cord-injury.zh-Hant.pdf"))
    assert "雪旺細胞聯合移植的效果。\n" in article.document.text
    assert [each.identifiers.doi for each in article.references] == [
        "10.1177/09636897241298128",
        "10.1186/s13287-025-04312-7",
    ]
    assert [claim.journal for claim in article.claims] == ["細胞移植", "幹細胞研究與治療"]


def test_a_column_is_read_before_the_next_and_full_width_lines_part_them():
    page = Page().text(60, 760, "A line of full width above the columns, long enough to cross the gutter between them")
    page.lines(60, 730, LEFT).lines(310, 730, RIGHT)
    page.text(60, 640, "A line of full width below the columns, long enough to cross the gutter between them")
    text = document(page).text
    places = [text.index(each) for each in ("above", *LEFT, *RIGHT, "below")]
    assert places == sorted(places)


def test_a_column_drawn_line_by_line_across_the_page_is_still_read_down():
    page = Page()
    for number, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        page.text(60, 730 - 12 * number, left).text(310, 730 - 12 * number, right)
    text = document(page).text
    assert text.index(LEFT[-1]) < text.index(RIGHT[0])


def test_labels_that_stand_apart_are_no_column():
    page = Page().text(60, 700, "References", size=14)
    for number in range(1, 9):
        page.text(60, 700 - 20 * number, f"[{number}]")
        page.text(
            100, 700 - 20 * number, f"Jinek M, Hauer M. A programmable endonuclease. Science. 2012;337:{number}16."
        )
    article = extract(document(page))
    assert [each.label for each in article.references] == [str(number) for number in range(1, 9)]


def test_lines_of_a_paragraph_are_joined_and_hyphens_mended():
    lines = [
        "The programme of a bacterial immune system was turned to a nucle-",
        "ase of the well-known kind, which is",
        "short.",
    ]
    text = document(Page().lines(60, 700, [*PROSE[:3], *lines])).text
    assert "a nuclease of the well-known kind, which is\nshort." in text.replace("is short", "is\nshort")


def test_a_control_character_in_place_of_a_sign_takes_no_letter_from_the_line_before():
    lines = [*PROSE[:3], "before; what the repeats are for had been known to few, and less than", "\x1c 2310", *PROSE]
    assert "less than " in document(Page().lines(60, 700, lines)).text.replace("\n", " ")


def test_space_above_a_line_begins_a_paragraph():
    text = document(Page().lines(60, 700, PROSE).lines(60, 630, PROSE)).text
    assert text.count("\n\n") == 1


@pytest.mark.parametrize("head", ["Journal of Examples 12 (2024)", "Doe and Roe: Genome editing"])
def test_what_repeats_on_pages_is_left_out(head):
    pages = [
        Page().text(60, 800, head, 8).lines(60, 760, [f"{line} {number}" for line in PROSE]).text(290, 40, str(number))
        for number in range(17, 20)
    ]
    text = document(*pages).text
    assert head not in text
    assert not {"17", "18", "19"} & set(text.split("\n"))
    assert text.count("The step") == 3


def test_a_repeated_line_inside_the_text_is_kept():
    pages = [Page().lines(60, 760, [*PROSE, "The same words stand on every page", *PROSE]) for _ in range(3)]
    assert document(*pages).text.count("The same words") == 3


def test_labels_at_the_top_of_pages_are_no_page_numbers():
    pages = []
    for page in range(3):
        made = Page().text(60, 770, "References", size=14) if page == 0 else Page()
        for row in range(12):
            number = page * 12 + row + 1
            name = "".join("ABCDEFGHIJ"[int(digit)] for digit in str(number)) + "al"
            made.text(60, 740 - 24 * row, str(number)).text(
                80, 740 - 24 * row, f"Cong L, Ran FA. {name} genome engineering."
            )
            made.text(80, 728 - 24 * row, f"{name} Sci. 2013;339:8{number}-{number}9.")
        pages.append(made)
    assert [each.label for each in extract(document(*pages)).references] == [str(number) for number in range(1, 37)]


def test_a_stamp_up_the_margin_is_left_out():
    page = Page().lines(60, 700, PROSE).text(30, 300, "arXiv:1706.03762v5 [cs.CL] 6 Dec 2017", matrix="0 1 -1 0")
    assert "arXiv" not in document(page).text


def test_a_page_turned_as_a_whole_is_read():
    page = Page()
    for number, line in enumerate(PROSE):
        page.text(100 + 12 * number, 100, line, matrix="0 1 -1 0")
    assert "the groups that took it" in document(page).text.replace("\n", " ")


def test_the_line_numbers_of_a_manuscript_are_left_out():
    page = Page()
    for number in range(1, 25):
        page.text(30, 780 - 24 * number, str(number), 8).text(80, 780 - 24 * number, PROSE[number % 4])
    assert not [line for line in document(page).text.split("\n") if line.strip().isdecimal()]


def test_raised_numbers_are_superscripts_and_lowered_ones_are_not():
    page = (
        Page()
        .lines(60, 700, PROSE)
        .text(60, 652, "Cas9")
        .text(81, 656, "1,2", 6)
        .text(95, 652, "and H")
        .text(120, 650, "2", 6)
    )
    assert marked(document(page), MarkType.SUPERSCRIPT) == [("1,2", "")]


def test_fonts_tell_italics_and_headings():
    page = Page().text(60, 760, "Genome editing", 18).text(60, 735, "Background", 10, font=1)
    page.lines(60, 715, PROSE).text(60, 660, "It appeared in").text(130, 660, "Nature Genetics", font=2)
    read_document = document(page)
    assert read_document.title == "Genome editing"
    assert marked(read_document, MarkType.HEADING) == [("Genome editing", "1"), ("Background", "3")]
    assert marked(read_document, MarkType.ITALIC) == [("Nature Genetics", "")]


def test_the_title_in_the_properties_counts_only_if_it_is_printed():
    page = Page().text(60, 760, "Genome editing", 18).lines(60, 715, PROSE)
    assert document(page, title="Template of the journal").title == "Genome editing"
    assert (
        document(page, title="The step from a bacterial immune system").title
        == "The step from a bacterial immune system"
    )


def test_a_link_says_where_it_leads():
    page = Page().lines(60, 700, [*PROSE, "Read more of it here"])
    page.links.append(((60, 648, 150, 662), "https://doi.org/10.1126/science.1225829"))
    assert [address for _, address in marked(document(page), MarkType.LINK)] == [
        "https://doi.org/10.1126/science.1225829"
    ]
    assert [each.value for each in extract(document(page)).identifiers] == ["10.1126/science.1225829"]


@pytest.mark.parametrize(
    ("first", "second", "doi"),
    [
        ("https://doi.org/", "10.1126/science.1225829", "10.1126/science.1225829"),
        ("https://doi.org/10.1126/", "science.1225829", "10.1126/science.1225829"),
        ("doi: 10.", "1038/nbt.3437", "10.1038/nbt.3437"),
        ("doi: 10.1016/j.cell.2014.05.", "010. PMID: 24906146", "10.1016/j.cell.2014.05.010"),
        ("doi: 10.1139/G09-", "042. PMID: 19935921", "10.1139/g09-042"),
    ],
)
def test_an_identifier_broken_at_a_line_end_is_whole(first, second, doi):
    before = "Mali P, Yang L. RNA-guided human genome engineering. Science. 2013;339:82. "
    page = Page().text(60, 760, "References", 14).lines(60, 740, ["1. " + before + first, second, "2. " + before])
    assert [each.identifiers.doi for each in extract(document(page)).references] == [doi, None]


def test_footnotes_do_not_come_between_the_lines_of_a_paragraph():
    first = (
        Page()
        .lines(60, 700, PROSE * 8)
        .text(60, 310, "It is known")
        .text(109, 314, "1", 6)
        .text(115, 310, "that the last line of a page may go on, as sentences often do, in the")
    )
    first.text(60, 100, "1", 5).text(64, 97, "Others differ.", 8)
    text = document(first, Page().lines(60, 760, ["line goes on overleaf.", *PROSE])).text
    assert text.index("Others differ") > text.index("goes on overleaf")


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Kr¨amer", "Krämer"),
        ("Mar`e", "Marè"),
        ("Rodr´ıguez", "Rodríguez"),
        ("Gonc¸alves", "Gonçalves"),
        ("a `quote'", "a `quote'"),
    ],
)
def test_accents_that_stand_before_their_letter(printed, meant):
    assert with_accents(printed) == meant


@given(st.text(max_size=60))
def test_accents_leave_other_text_alone(text):
    assert with_accents(text) == text or any(sign in text for sign in "`´¨ˆ˜ˇ˘˙˝˚¸")


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 560),
            st.integers(5, 830),
            st.text("abc 12.-/[]", min_size=1, max_size=20),
            st.integers(4, 30),
        ),
        min_size=1,
        max_size=40,
    )
)
def test_marks_and_spans_hold_whatever_is_printed(pieces):
    page = Page()
    for x, y, text, size in pieces:
        page.text(x, y, text, size)
    made = document(page.lines(60, 700, PROSE))
    assert all(0 <= mark.span.start < mark.span.end <= len(made.text) for mark in made.marks)


def test_a_pdf_is_recognised_by_its_signature():
    assert READER.recognises(pdf_of(Page())[:100], "noname") > 0.8
    assert READER.recognises(b"plain text", "a.txt") == 0
    assert FIXTURES / "genome-editing.two-columns.pdf" in find([FIXTURES])
