"""What each format says of its text: marks, labels, fields, titles."""

from __future__ import annotations

from refcheck.model.document import MarkType
from refcheck.readers import read_bytes


def marked(document, kind):
    return [(mark.value, document.text[mark.span.start : mark.span.end]) for mark in document.marked(kind)]


def html(body):
    return read_bytes(("<!DOCTYPE html>" + body).encode(), "a.html")


def markdown(source):
    return read_bytes(source.encode(), "a.md")


def bibtex(source):
    return read_bytes(source.encode(), "a.bib")


def test_html_reads_as_a_browser_shows_it():
    page = html(
        "<title>On &alpha; &amp; more</title><style>p{}</style><script>if (a<b) x()</script><nav>Home</nav>"
        "<h1>The  <i>Great</i>\n One</h1><p>p &lt; 0.05,\n\t5 < 6&nbsp;mm<br>next</p>"
    )
    assert page.title == "On α & more"
    assert page.text == "The Great One\n\np < 0.05, 5 < 6\xa0mm\nnext\n\n"
    assert marked(page, MarkType.HEADING) == [("1", "The Great One")]
    assert marked(page, MarkType.ITALIC) == [("", "Great")]


def test_html_list_items_have_their_printed_numbers_even_without_end_tags():
    page = html('<ol start="3"><li>Smith<li value=7><p>Doe</p><ul><li>sub</ul></li><li>Last</ol>')
    assert page.text == "3. Smith\n7. Doe\nsub\n8. Last\n\n"
    assert [value for value, _ in marked(page, MarkType.LIST_ITEM)] == ["3", "7", "•", "8"]


def test_html_links_comments_superscripts_and_tables():
    page = html(
        '<p>As shown<sup><a href="#r1">1</a></sup> <a href="https://doi.org/10.1000/x?a=1&copy=2">there</a>.</p>'
        "<!-- refcheck: ignore[MD203] --><table><tr><td>a<td>b</tr><tr><td>c</td><td>d</td></tr></table>"
    )
    assert marked(page, MarkType.LINK) == [("#r1", "1"), ("https://doi.org/10.1000/x?a=1&copy=2", "there")]
    assert marked(page, MarkType.SUPERSCRIPT) == [("", "1")]
    assert marked(page, MarkType.COMMENT) == [("refcheck: ignore[MD203]", "")]
    assert page.text.endswith("a\tb\nc\td\n\n")


def test_an_unclosed_element_hides_nothing():
    assert "Smith J." in html("<nav><p>Smith J.").text
    assert "Smith J." in html("<p title='x>Smith J.</p>").text


def test_html_in_the_encoding_that_it_declares():
    page = read_bytes("<html><meta charset=gb2312><p>糖尿病</p></html>".encode("gb18030"), "a.html")
    assert page.text.strip() == "糖尿病"
    assert html("<p>糖尿病的\n  治疗</p>").text.strip() == "糖尿病的治疗"


def test_identifiers_survive_markdown():
    for identifier in (
        "10.1007/978-3-319_5_7",
        "https://doi.org/10.1000/_abc_d",
        "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2",
        "10.1000/a*b*c",
    ):
        assert markdown(f"Smith J. *J Foo*. {identifier} end").text == f"Smith J. J Foo. {identifier} end\n\n"
    assert markdown(r"10.1000/a\_b\_c").text.strip() == "10.1000/a_b_c"
    assert marked(markdown("<https://doi.org/10.1000/x_y>"), MarkType.LINK)[0][1] == "https://doi.org/10.1000/x_y"
    assert marked(markdown("**10.1000/ab**"), MarkType.BOLD) == [("", "10.1000/ab")]


def test_markdown_marks():
    page = markdown(
        '---\ntitle: "My study: a review"\n---\n# Intro\n\nSmith^1^ and <sup>2</sup> [here](https://doi.org/10.1/x "t") '
        "**b** `c_d`[^n] <!-- note -->\n\n[^n]: The *note*.\n"
    )
    assert page.title == "My study: a review"
    assert marked(page, MarkType.SUPERSCRIPT) == [("", "1"), ("", "2")]
    assert marked(page, MarkType.LINK) == [("https://doi.org/10.1/x", "here")]
    assert marked(page, MarkType.CODE) == [("", "c_d")]
    assert marked(page, MarkType.COMMENT) == [("note", "")]
    assert marked(page, MarkType.FOOTNOTE) == [("n", "[^n]"), ("n", "[^n]: The note.")]


def test_markdown_lists_print_the_numbers_that_are_shown():
    page = markdown("## References\n\n3. Smith\n   more\n3. Doe\n\nafter\n")
    assert page.title == "References"
    assert page.text == "References\n\n3. Smith\nmore\n4. Doe\n\nafter\n\n"
    assert marked(page, MarkType.LIST_ITEM) == [("3", "3. Smith\nmore"), ("4", "4. Doe")]


def test_markdown_link_definitions_stay_as_the_list_that_they_are():
    page = markdown(
        "See [1] and [Foo][f].\n\n[1]: https://doi.org/10.1000/x\n[f]: https://a.b\n[//]: # (refcheck: x)\n"
    )
    assert page.text == "See [1] and Foo.\n\n[1]: https://doi.org/10.1000/x\n[f]: https://a.b\n"
    assert marked(page, MarkType.COMMENT) == [("refcheck: x", "")]


def test_pandoc_citations():
    page = markdown("As [see @smith_2020, p. 3; -@doe] and @x:y. Mail a@b.org, `@code` and [@l](https://a.b/@c).")
    assert [citation.keys for citation in page.citations] == [("smith_2020", "doe"), ("x:y",)]
    first = page.citations[0].span
    assert page.text[first.start : first.end] == "[see @smith_2020, p. 3; -@doe]"


def test_bibtex_fields_are_plain_text_and_know_their_place():
    page = bibtex(
        '@string{nat = "Nature" # { Methods}}\n@Article{s,\n  Author = {van der Berg, Jan and M{\\"u}ller, J{\\"o}rg and '
        "{World Health Organization} and King, Jr, Martin and John von Neumann and 张三},\n"
        '  title = "The {DNA} of $\\alpha$: 5% \\& more", journal = nat, month = feb,\n'
        "  date = {2020-03-01}, pages = {1--9}, doi = {10.1007/978\\_5}}\n"
    )
    entry = page.entries[0]
    assert (entry.key, entry.type) == ("s", "article")
    assert entry.fields == {
        "author": "van der Berg, Jan and Müller, Jörg and {World Health Organization} and King, Martin Jr"
        " and von Neumann, John and 张三",
        "title": "The DNA of α: 5% & more",
        "journal": "Nature Methods",
        "month": "February",
        "year": "2020",
        "pages": "1–9",
        "doi": "10.1007/978_5",
    }
    places = {name: page.text[span.start : span.end] for name, span in entry.field_spans.items()}
    assert places["title"] == "The {DNA} of $\\alpha$: 5% \\& more"
    assert places["year"] == "2020"
    assert places["doi"] == "10.1007/978\\_5"
    assert page.place(entry.span).line == 2
    assert not page.problems


def test_a_broken_entry_costs_only_itself():
    page = bibtex(
        "@article{a, title = {A}}\n\n@article{b, title = {Unclosed, year = 2000\n"
        "@article{c, title = {C}\n  year = 2001}\n@article{a, title = {D}}\n"
    )
    assert [(entry.key, entry.fields["title"]) for entry in page.entries] == [("a", "A"), ("c", "C"), ("a", "D")]
    assert page.entries[1].fields["year"] == "2001"
    assert [problem.split(":")[0] for problem in page.problems] == ["line 3", "line 4", "line 6"]
    assert "'b'" in page.problems[0]


def test_bibtex_comments_are_marked_and_not_read():
    page = bibtex(
        '% one "x, {y}"\n@comment{two}\n@article{a,\n  % refcheck: ignore[MD203] reason="a, b"\n  title = {T}}\n'
        "% @article{old,\n%   title = {Old}}\n"
    )
    assert [entry.key for entry in page.entries] == ["a"]
    assert [value for value, _ in marked(page, MarkType.COMMENT)] == [
        *('one "x, {y}"', "two", 'refcheck: ignore[MD203] reason="a, b"', "@article{old,", "title = {Old}}")
    ]


def test_crossref_gives_what_the_entry_lacks():
    page = bibtex("@inproceedings{c, title={Chap}, crossref={P}}\n@proceedings{p, title={Proc}, year={2018}}")
    assert page.entries[0].fields["booktitle"] == "Proc"
    assert page.entries[0].fields["year"] == "2018"
    assert page.entries[0].fields["title"] == "Chap"


def test_a_comment_behind_a_field_takes_nothing_with_it():
    text = b"""@article{k,
  journal = {Cell},  % as printed
  year = 2012, % refcheck: ignore[MD202] reason=x
  title = {50 % of it},
}
"""
    document = read_bytes(text, "a.bib")
    (entry,) = document.entries
    assert (entry.fields["journal"], entry.fields["year"], entry.fields["title"]) == ("Cell", "2012", "50 % of it")
    comments = [mark.value for mark in document.marked(MarkType.COMMENT)]
    assert comments == ["as printed", "refcheck: ignore[MD202] reason=x"]
