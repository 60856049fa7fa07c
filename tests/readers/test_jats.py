"""JATS and NLM XML: prose, citations, and references whose fields are tagged, printed, or both."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.extract import extract
from refcheck.model.document import MarkType, Span
from refcheck.readers import read_bytes
from refcheck.readers.jats import READER

HEAD = '<article xmlns:xlink="http://www.w3.org/1999/xlink" article-type="review-article">'
TAGGED = """<element-citation publication-type="journal"><person-group person-group-type="author"><name><surname>Jinek</surname>
<given-names>M</given-names></name><collab>Genome Group</collab><etal/></person-group>
<article-title>A programmable <italic>dual-RNA-guided</italic> DNA endonuclease</article-title><source>Science</source>
<year iso-8601-date="2012">2012</year><volume>337</volume><issue>6096</issue><fpage>816</fpage><lpage>821</lpage>
<pub-id pub-id-type="doi">10.1126/science.1225829</pub-id><pub-id pub-id-type="pmid">22745249</pub-id></element-citation>"""
PRINTED = (
    "<mixed-citation>Mali P, Yang L. RNA-guided human genome engineering via Cas9. <italic>Science</italic>. "
    '2013;339(6121):823-826. <ext-link xlink:href="https://doi.org/10.1126/science.1232033">link</ext-link></mixed-citation>'
)
BOTH = (
    '<mixed-citation publication-type="journal"><string-name><surname>Doench</surname> <given-names>JG</given-names>'
    "</string-name>, et al. <article-title>Optimized sgRNA design</article-title>. <source>Nat Biotechnol</source>. "
    "<year>2016</year>;<volume>34</volume>(<issue>2</issue>):<fpage>184</fpage>–<lpage>191</lpage>. "
    '<pub-id pub-id-type="doi">10.1038/nbt.3437</pub-id></mixed-citation>'
)


def jats(body, refs="", front=""):
    listed = f"<back><ref-list>{refs}</ref-list></back>" if refs else ""
    return READER.read(f"{HEAD}{front}<body>{body}</body>{listed}</article>".encode(), "a.xml")


def ref(citation, number=1, label=True):
    return f'<ref id="B{number}">' + (f"<label>{number}.</label>" if label else "") + citation + "</ref>\n"


def marked(document, kind):
    return [(mark.value, document.text[mark.span.start : mark.span.end]) for mark in document.marked(kind)]


@pytest.mark.parametrize(
    "beginning",
    [
        HEAD,
        '<?xml version="1.0"?>\n<!DOCTYPE article PUBLIC "-//NLM//DTD Journal Publishing DTD v2.3 20070202//EN" "x.dtd"><article>',
        '<pmc-articleset><article xmlns:mml="x" dtd-version="1.3">',
        "<ref-list><ref><mixed-citation>x</mixed-citation></ref></ref-list>",
    ],
)
def test_it_is_told_by_its_content(beginning):
    assert read_bytes(beginning.encode(), "a.txt").format == "jats"
    assert read_bytes(("\ufeff" + beginning).encode("utf-16-le"), "a.html").format == "jats"


def test_the_title_and_the_prose_but_not_the_article_s_own_data():
    document = jats(
        "<sec><title>Intro <sup>a</sup></title><p>One\n <bold>two</bold> &lt; 3&#x2009;mm &nbsp;&amp; more.</p>"
        "<sec><title>Deep</title><p>See <ext-link xlink:href='https://a.b/c'>there</ext-link>.</p></sec></sec>"
        "<disp-formula><mml:math>x</mml:math></disp-formula><!-- refcheck: ignore[MD203] reason=x -->"
        "<table-wrap><table><tr><th>a</th><td>b</td></tr></table></table-wrap>",
        front="<front><journal-meta><journal-title>J</journal-title></journal-meta><article-meta>"
        '<article-id pub-id-type="doi">10.1000/self</article-id><title-group><article-title>On <italic>E. coli</italic>'
        "</article-title></title-group><abstract><p>Short.</p></abstract></article-meta></front>",
    )
    assert document.title == "On E. coli"
    assert document.text.split("\n\n")[:4] == ["On E. coli", "Short.", "Intro a", "One two < 3\u2009mm \xa0& more."]
    assert "10.1000/self" not in document.text
    assert "x" not in document.text
    assert marked(document, MarkType.HEADING) == [("1", "On E. coli"), ("2", "Intro a"), ("3", "Deep")]
    assert marked(document, MarkType.LINK) == [("https://a.b/c", "there")]
    assert marked(document, MarkType.COMMENT) == [("refcheck: ignore[MD203] reason=x", "")]
    assert "a\tb" in document.text


def test_references_are_tagged_or_printed_or_both():
    article = extract(jats("<p>Text.</p>", ref(TAGGED, 1) + ref(PRINTED, 2) + ref(BOTH, 3)))
    first, second, third = article.references
    assert [reference.label for reference in article.references] == ["1", "2", "3"]
    assert [reference.structured for reference in article.references] == [True, False, True]
    assert first.text == (
        "Jinek M, Genome Group, et al. A programmable dual-RNA-guided DNA endonuclease. Science. 2012;337(6096):816-821. "
        "doi:10.1126/science.1225829. pmid:22745249"
    )
    assert [str(author) for author in first.claimed.authors] == ["Jinek, M", "Genome Group"]
    assert first.claimed.et_al
    assert (first.claimed.title, first.claimed.journal) == (
        "A programmable dual-RNA-guided DNA endonuclease",
        "Science",
    )
    assert (first.identifiers.doi, first.identifiers.pmid) == ("10.1126/science.1225829", "22745249")
    assert second.identifiers.doi == "10.1126/science.1232033"
    assert second.claimed.title == "RNA-guided human genome engineering via Cas9"
    assert third.text.startswith("Doench JG, et al. Optimized sgRNA design. Nat Biotechnol. 2016;34(2):184–191.")
    assert (third.claimed.pages, third.claimed.issue) == ("184-191", "2")
    assert [article.document.place(reference.span).line for reference in article.references] == [1, 6, 7]


def test_of_alternatives_the_tags_are_taken_and_the_print_is_shown():
    both = f"<citation-alternatives>{PRINTED}{TAGGED}</citation-alternatives>"
    reference = extract(jats("<p>Text.</p>", ref(both))).references[0]
    assert reference.text.startswith("Mali P, Yang L.")
    assert reference.claimed.title == "A programmable dual-RNA-guided DNA endonuclease"


@pytest.mark.parametrize(
    ("citation", "kind", "fields"),
    [
        (
            (
                '<nlm-citation citation-type="book"><person-group><name><surname>Alberts</surname><given-names>B</given-names>'
                "</name></person-group><source>Molecular Biology of the Cell</source><publisher-name>Garland</publisher-name>"
                "<year>2002</year></nlm-citation>"
            ),
            "book",
            {"title": "Molecular Biology of the Cell", "publisher": "Garland", "year": "2002", "author": "Alberts, B"},
        ),
        (
            (
                '<element-citation publication-type="book"><chapter-title>One</chapter-title><source>All</source>'
                '<person-group person-group-type="editor"><name><surname>Doe</surname></name></person-group></element-citation>'
            ),
            "chapter",
            {"title": "One", "booktitle": "All", "editor": "Doe"},
        ),
        (
            (
                '<element-citation publication-type="preprint"><article-title>P</article-title><source>bioRxiv</source>'
                "<elocation-id>042</elocation-id><pub-id pub-id-type='arxiv'>1706.03762</pub-id></element-citation>"
            ),
            "preprint",
            {"title": "P", "journal": "bioRxiv", "pages": "042", "eprint": "1706.03762"},
        ),
    ],
)
def test_kinds_of_works(citation, kind, fields):
    entry = jats("<p>Text.</p>", ref(citation)).entries[0]
    assert entry.type == kind
    assert dict(entry.fields) == fields


def test_citations_have_the_labels_of_the_list():
    document = jats(
        '<p>A [<xref ref-type="bibr" rid="B1">1</xref>], B<sup><xref ref-type="bibr" rid="B2 B3">2,3</xref></sup>, '
        'Fig. <xref ref-type="fig" rid="F1">1</xref>, <xref ref-type="bibr" rid="gone">9</xref>.</p>',
        ref(TAGGED, 1) + ref(PRINTED, 2) + ref(BOTH, 3),
    )
    assert [citation.keys for citation in document.citations] == [("1",), ("2", "3"), ("gone",)]
    assert [document.text[c.span.start : c.span.end] for c in document.citations] == ["1", "2,3", "9"]


def test_without_labels_the_place_counts():
    document = jats(
        '<p>As <xref ref-type="bibr" rid="B2">Mali and Yang (2013)</xref> show.</p>',
        ref(TAGGED, 1, label=False) + ref(PRINTED, 2, label=False),
    )
    article = extract(document)
    assert [reference.label for reference in article.references] == ["1", "2"]
    assert [citation.labels for citation in article.citations] == [("2",)]


def test_several_works_under_one_label():
    article = extract(jats("<p>Text.</p>", ref(TAGGED + PRINTED, 1) + ref(BOTH, 2)))
    assert [reference.label for reference in article.references] == ["1", "1b", "2"]


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("<p>p < 0.05 and more</p>", 'line 1: a "<" that begins no tag was read as text'),
        ("<p>One <italic>two and more</p>", "line 1: <italic> is not closed"),
        ("<p>One and more</sec></p>", "line 1: </sec> closes nothing"),
        ("\n\n<p and more <p>and more</p>", 'line 3: a "<" that begins no tag was read as text'),
    ],
)
def test_a_mistake_is_told_and_costs_nothing_else(source, problem):
    document = jats(source, ref(TAGGED))
    assert document.problems == (problem,)
    assert "and more" in document.text
    assert [entry.fields["year"] for entry in document.entries] == ["2012"]


def test_a_reference_that_holds_nothing_costs_only_itself():
    document = jats("<p>Text.</p>", ref("", 1) + "<ref><label>2</label><mixed-citation/></ref>" + ref(TAGGED, 3))
    assert document.problems == ("line 1: the reference 'B1' holds no citation",)
    assert [entry.key for entry in document.entries] == ["3"]
    assert extract(document).references[-1].label == "3"


def test_a_cut_file_is_read_to_where_it_is_cut():
    whole = f"{HEAD}<body><p>Text.</p></body><back><ref-list>{ref(TAGGED)}{ref(PRINTED, 2)}".encode()
    document = READER.read(whole[:-60], "a.xml")
    assert [entry.key for entry in document.entries] == ["1"]
    assert "Mali P, Yang L." in document.text
    assert any("is not closed" in problem for problem in document.problems)


def test_nothing_is_loaded_and_no_entity_is_expanded(tmp_path):
    (tmp_path / "secret").write_text("SECRET")
    document = READER.read(
        f'<!DOCTYPE article SYSTEM "file://{tmp_path}/secret" [<!ENTITY a SYSTEM "file://{tmp_path}/secret">'
        f'<!ENTITY b "bomb"> ]>{HEAD}<body><p>x &a; &b; &lt; y</p></body></article>'.encode(),
        "a.xml",
    )
    assert document.text == "x &a; &b; < y\n\n"
    assert document.problems == ("line 1: the document declares entities of its own, which are not expanded",)


def test_cdata_instructions_and_declared_encodings():
    source = (
        f'<?xml version="1.0" encoding="gb18030"?><?x y?>{HEAD}<body><p>糖尿病<![CDATA[a < b]]></p></body></article>'
    )
    assert READER.read(source.encode("gb18030"), "a.xml").text == "糖尿病a < b\n\n"


HOSTILE = {
    "deep": "<sec>" * 100_000,
    "deep and closed": "<italic>" * 50_000 + "</italic>" * 50_000,
    "tags": "<a " * 100_000,
    "attributes": "<a " + "b='c' " * 50_000 + ">",
    "quotes": '<a b="' * 100_000,
    "brackets": "<" * 100_000,
    "comments": "<!--" * 100_000,
    "data": "<![CDATA[" * 50_000,
    "declarations": "<!x [" * 50_000,
    "instructions": "<?x" * 100_000,
    "closing": "</a>" * 100_000,
    "crossed": "<a><b></a>" * 30_000,
    "entities": "&amp;" * 100_000,
    "ampersands": "&a" * 100_000,
    "names": "<" + "a" * 300_000,
    "blanks": "<a" + " " * 300_000,
    "refs": "<ref-list>" * 1000 + "<ref>" * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_xml_is_read_in_linear_time(name):
    source = HEAD + "<body>" + HOSTILE[name]
    assert len(READER.read(source.encode(), "a.xml").text) <= 2 * len(source)


PIECES = st.lists(
    st.sampled_from(
        [
            *(
                "<p>",
                "</p>",
                "<sec>",
                "</sec>",
                "<title>",
                "</title>",
                "<italic>",
                "</italic>",
                "word ",
                "糖尿病",
                "&amp;",
            ),
            *(
                "<xref ref-type='bibr' rid='B1'>",
                "</xref>",
                "<ref-list>",
                "</ref-list>",
                "<ref id='B1'>",
                "</ref>",
                "\n",
            ),
            *("<label>1</label>", "<mixed-citation>", "</mixed-citation>", "<element-citation>", "</element-citation>"),
            *(
                "<surname>",
                "</surname>",
                "<year>",
                "</year>",
                "<issue>",
                "</issue>",
                "<etal/>",
                "<",
                "<!-- c -->",
                "\r\n",
            ),
            *(
                "<name>",
                "</name>",
                "<person-group>",
                "</person-group>",
                "<fn>",
                "</fn>",
                "<td>",
                "<pub-id pub-id-type='d'>",
            ),
        ]
    ),
    max_size=30,
)


@settings(max_examples=200, deadline=None)
@given(pieces=PIECES)
def test_places_are_those_of_the_source(pieces):
    document = READER.read((HEAD + "".join(pieces)).encode(), "a.xml")
    offsets = [document.source_offset(at) for at in range(len(document.text))]
    assert offsets == sorted(offsets)
    for at, character in enumerate(document.text):
        if character in "w糖尿病":
            assert document.source[document.place(Span(at, at + 1)).start] == character
    for mark in document.marks:
        assert 0 <= mark.span.start <= mark.span.end <= len(document.text)
