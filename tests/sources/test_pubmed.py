"""PubMed: efetch XML, hostile XML, ECitMatch."""

from urllib.parse import parse_qs

import httpx
import pytest
import respx
from lxml import etree
from support import gathered

from refcheck.model import Author, DateType, PartialDate, RecordDate, Status, UpdateType
from refcheck.sources._articles import parse, parse_one, record_of
from refcheck.sources.pubmed import CitationKey

EUTILS = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
HEAD = (
    '<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" '
    '"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n<PubmedArticleSet>'
)
ARTICLE = """<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">9500320</PMID>
<Article PubModel="Print"><Journal><ISSN IssnType="Print">0140-6736</ISSN><JournalIssue CitedMedium="Print">
<Volume>351</Volume><Issue>9103</Issue><PubDate><Year>1998</Year><Month>Feb</Month><Day>28</Day></PubDate></JournalIssue>
<Title>Lancet (London, England)</Title><ISOAbbreviation>Lancet</ISOAbbreviation></Journal>
<ArticleTitle>Ileal-lymphoid-nodular hyperplasia, <i>non-specific</i> colitis, and pervasive developmental disorder in children.</ArticleTitle>
<Pagination><StartPage>637</StartPage><EndPage>641</EndPage><MedlinePgn>637-41</MedlinePgn></Pagination>
<AuthorList CompleteYN="Y"><Author ValidYN="Y"><LastName>Wakefield</LastName><ForeName>A J</ForeName><Initials>AJ</Initials></Author>
<Author ValidYN="Y"><CollectiveName>Royal Free Group</CollectiveName></Author></AuthorList><Language>eng</Language>
<PublicationTypeList><PublicationType UI="D016428">Journal Article</PublicationType>
<PublicationType UI="D016441">Retracted Publication</PublicationType></PublicationTypeList></Article>
<MedlineJournalInfo><MedlineTA>Lancet</MedlineTA><ISSNLinking>0140-6736</ISSNLinking></MedlineJournalInfo>
<CommentsCorrectionsList><CommentsCorrections RefType="RetractionIn"><RefSource>Lancet. 2010 Feb 6;375(9713):445. doi: 10.1016/S0140-6736(10)60175-4.</RefSource>
<PMID Version="1">20137807</PMID></CommentsCorrections><CommentsCorrections RefType="CommentIn"><RefSource>Lancet. 1998</RefSource></CommentsCorrections>
</CommentsCorrectionsList></MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType="pubmed">9500320</ArticleId>
<ArticleId IdType="doi">10.1016/S0140-6736(97)11096-0</ArticleId></ArticleIdList>
<ReferenceList><Reference><ArticleIdList><ArticleId IdType="doi">10.1000/cited</ArticleId></ArticleIdList></Reference></ReferenceList>
</PubmedData></PubmedArticle>"""
TRANSLATED = """<PubmedArticle><MedlineCitation><PMID>32000001</PMID><Article><Journal><ISSN>0376-2491</ISSN><JournalIssue><Volume>100</Volume>
<PubDate><MedlineDate>1998 Dec-1999 Jan</MedlineDate></PubDate></JournalIssue><Title>Zhonghua yi xue za zhi</Title></Journal>
<ArticleTitle>[Clinical study of stem cells].</ArticleTitle><VernacularTitle>干细胞的临床研究.</VernacularTitle>
<ELocationID EIdType="pii" ValidYN="Y">e1001</ELocationID><ELocationID EIdType="doi" ValidYN="Y">10.3760/cma.j.1</ELocationID>
<ArticleDate DateType="Electronic"><Year>1999</Year><Month>02</Month><Day>03</Day></ArticleDate><Language>chi</Language></Article>
</MedlineCitation></PubmedArticle>"""
BOOK = """<PubmedBookArticle><BookDocument><PMID>28846237</PMID><Book><Publisher><PublisherName>StatPearls Publishing</PublisherName></Publisher>
<BookTitle>StatPearls</BookTitle><PubDate><Year>2026</Year><Month>01</Month></PubDate></Book><ArticleTitle>Amyotrophic Lateral Sclerosis</ArticleTitle>
<AuthorList Type="authors"><Author><LastName>Brotman</LastName><ForeName>Ryan G</ForeName></Author></AuthorList></BookDocument>
<PubmedBookData><ArticleIdList><ArticleId IdType="pubmed">28846237</ArticleId></ArticleIdList></PubmedBookData></PubmedBookArticle>"""


def article_set(*articles):
    return f"{HEAD}{''.join(articles)}</PubmedArticleSet>"


def form_of(request):
    return {name: values[0] for name, values in parse_qs(request.content.decode()).items()}


def read(xml):
    return record_of(parse(article_set(xml).encode())[0])


def test_an_article():
    record = read(ARTICLE)
    assert record.title.startswith("Ileal-lymphoid-nodular hyperplasia, non-specific colitis")
    assert record.journal_names == ("Lancet (London, England)", "Lancet")
    assert (record.doi, record.pmid) == ("10.1016/s0140-6736(97)11096-0", "9500320")
    assert (record.volume, record.issue, record.pages) == ("351", "9103", "637-41")
    assert record.authors == (Author("Wakefield", "A J"), Author(name="Royal Free Group"))
    assert record.dates == (RecordDate(DateType.ISSUE, PartialDate(1998, 2, 28)),)
    assert [(u.type, u.doi, u.pmid) for u in record.updates] == [
        (UpdateType.RETRACTION, "10.1016/s0140-6736(10)60175-4", "20137807")
    ]


def test_a_translated_article_keeps_its_own_title_and_both_years_of_its_issue():
    record = read(TRANSLATED)
    assert record.titles == ("Clinical study of stem cells", "干细胞的临床研究")
    assert record.years == (1998, 1999)
    assert RecordDate(DateType.ARTICLE, PartialDate(1999, 2, 3)) in record.dates
    assert (record.doi, record.pages, record.article_number) == ("10.3760/cma.j.1", "", "e1001")


def test_a_chapter_of_a_book():
    record = read(BOOK)
    assert (record.type, record.title, record.journal, record.years) == (
        "book-chapter", "Amyotrophic Lateral Sclerosis", "StatPearls", (2026,),
    )  # fmt: skip
    assert record.authors[0].family == "Brotman"


@pytest.mark.parametrize(
    ("date", "years"),
    [
        ("<MedlineDate>2000 Spring</MedlineDate>", (2000,)),
        ("<MedlineDate>2019 Nov/Dec</MedlineDate>", (2019,)),
        ("<Year>2020</Year><Season>Winter</Season>", (2020,)),
        ("<Year>20x0</Year>", ()),
        ("", ()),
    ],
)
def test_dates_in_all_their_forms(date, years):
    assert (
        read(
            TRANSLATED.replace("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", date).replace("ArticleDate", "Other")
        ).years
        == years
    )


@respx.mock
async def test_many_pmids_are_one_post_and_silence_is_absence(sources):
    route = respx.post(f"{EUTILS}/efetch.fcgi").respond(text=article_set(ARTICLE, BOOK), content_type="text/xml")
    pmids = ["9500320", "28846237", "99999999", *(str(n) for n in range(1, 190))]
    answers = await gathered(sources.pubmed.articles(pmids))
    assert route.call_count == 1
    assert form_of(route.calls[0].request)["tool"] == "refcheck"
    assert answers["9500320"].record.volume == "351"
    assert answers["28846237"].record.type == "book-chapter"
    assert answers["99999999"].status is Status.MISSING
    assert (await gathered(sources.pubmed.articles(pmids))) == answers
    assert route.call_count == 1


@respx.mock
async def test_an_answer_cut_short_is_asked_again_and_is_never_absence(sources):
    whole = article_set(ARTICLE)
    route = respx.post(f"{EUTILS}/efetch.fcgi").mock(
        side_effect=[
            httpx.Response(200, text=whole[: len(whole) // 2]),
            httpx.Response(200, html="<html>Error</html>"),
            httpx.Response(200, text=""),
            httpx.Response(200, text=whole),
        ]
    )
    assert (await gathered(sources.pubmed.articles(["9500320"])))["9500320"].status is Status.FOUND
    assert route.call_count == 4


@respx.mock
async def test_no_answer_is_no_absence(sources):
    respx.post(f"{EUTILS}/efetch.fcgi").respond(429, html="<html>API rate limit exceeded</html>")
    assert (await gathered(sources.pubmed.articles(["9500320"])))["9500320"].status is Status.UNREACHABLE


def test_no_entity_is_resolved_and_nothing_is_fetched(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("hunter2")
    hostile = (
        f'<?xml version="1.0"?><!DOCTYPE PubmedArticleSet [<!ENTITY x SYSTEM "file://{secret}">'
        '<!ENTITY y SYSTEM "http://169.254.169.254/">]><PubmedArticleSet>'
        f"{ARTICLE.replace('Royal Free Group', '&x;&y;')}</PubmedArticleSet>"
    )
    with pytest.raises(ValueError, match="entities"):
        parse(hostile.encode())
    with pytest.raises(etree.XMLSyntaxError):
        parse_one("<PubmedArticle>&x;</PubmedArticle>")


def test_entities_that_multiply_do_not():
    bomb = '<?xml version="1.0"?><!DOCTYPE PubmedArticleSet [<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)
    ) + f"]><PubmedArticleSet>{ARTICLE.replace('Royal Free Group', '&a11;')}</PubmedArticleSet>"  # fmt: skip
    with pytest.raises((etree.XMLSyntaxError, ValueError)):
        parse(bomb.encode())


KEY = CitationKey("Lancet", "1998", "351", "637", "Wakefield")
OTHER = CitationKey("Proc Natl Acad Sci U S A", "1991", "88", "3248", "Mann")


@respx.mock
async def test_citations_are_matched_many_at_once(sources):
    def answer(request):
        lines = form_of(request)["bdata"].split("\r")
        return httpx.Response(
            200, text="".join(f"{line}{found}\n" for line, found in zip(lines, ("9500320", "NOT_FOUND"), strict=True))
        )

    route = respx.post(f"{EUTILS}/ecitmatch.cgi").mock(side_effect=answer)
    assert await sources.pubmed.match([KEY, OTHER]) == ({KEY: "9500320"}, None)
    assert await sources.pubmed.match([OTHER, KEY]) == ({KEY: "9500320"}, None)
    assert route.call_count == 1


@respx.mock
async def test_an_ambiguous_citation_matches_nothing(sources):
    respx.post(f"{EUTILS}/ecitmatch.cgi").respond(text=f"{KEY}|0|AMBIGUOUS 2 citations\n")
    assert await sources.pubmed.match([KEY]) == ({}, None)


@respx.mock
async def test_a_match_cut_short_is_asked_again(sources):
    whole = f"{KEY}|0|9500320\n{OTHER}|1|NOT_FOUND\n"
    route = respx.post(f"{EUTILS}/ecitmatch.cgi").mock(
        side_effect=[
            httpx.Response(200, text=whole[:40]),
            httpx.Response(200, html="<html></html>"),
            httpx.Response(200, text=whole),
        ]
    )
    assert await sources.pubmed.match([KEY, OTHER]) == ({KEY: "9500320"}, None)
    assert route.call_count == 3


def test_a_bar_or_line_break_in_a_field_does_not_break_the_line():
    assert str(CitationKey("A|B\rC", "1998", "", "1", "d\n")) == "A B C|1998||1|d"


@pytest.mark.parametrize(
    ("source", "date"),
    [
        ("Lancet. 2010 Feb 6;375(9713):445. doi: 10.1016/S0140-6736(10)60175-4.", "2010-02-06"),
        ("Nat Rev Cancer. 2019;12(1):1999-2005", "2019"), ("J Biol Chem", "None"), ("doi: 10.1000/x.2019", "None"), ("", "None"),
    ],
)  # fmt: skip
def test_the_date_of_a_notice(source, date):
    link = f'<CommentsCorrections RefType="RetractionIn"><RefSource>{source}</RefSource><PMID>9</PMID></CommentsCorrections>'
    text = f"<PubmedArticle><MedlineCitation><PMID>1</PMID><CommentsCorrectionsList>{link}</CommentsCorrectionsList></MedlineCitation></PubmedArticle>"
    update = record_of(parse_one(text)).updates[0]
    assert (update.type, update.pmid, str(update.date)) == ("retraction", "9", date)
