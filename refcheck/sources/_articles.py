"""PubMed's XML to records. See https://www.nlm.nih.gov/bsd/licensee/elements_descriptions.html.

The XML comes from outside: no DTD is loaded, no entity resolved, nothing fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from refcheck.model import Author, DateType, PartialDate, Record, RecordDate, Update, UpdateType
from refcheck.sources._works import without_status
from refcheck.sources.base import make_date
from refcheck.text.folding import plain

_MONTHS = {name: number for number, name in enumerate(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1)}  # fmt: skip
_SEASON_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b(?:\s+([A-Za-z]{3}))?(?:\s+(\d{1,2}))?(?![\d])")
_DOI = re.compile(r"doi:\s{0,3}(10\.\d{4,9}/\S{1,200})", re.IGNORECASE)
_ARTICLE_NUMBER = re.compile(r"[A-Za-z]{0,6}\d{1,12}")
_UPDATES = {
    "RetractionIn": UpdateType.RETRACTION,
    "RetractedandRepublishedIn": UpdateType.RETRACTION,
    "ExpressionOfConcernIn": UpdateType.EXPRESSION_OF_CONCERN,
    "ErratumIn": UpdateType.CORRECTION,
    "CorrectedandRepublishedIn": UpdateType.CORRECTION,
    "PartialRetractionIn": UpdateType.CORRECTION,
}
_NOTICES = frozenset({
    "RetractionOf", "ExpressionOfConcernFor", "ErratumFor", "CorrectedandRepublishedFrom", "PartialRetractionOf",
})  # fmt: skip
_HISTORY = {"epublish": DateType.ONLINE, "ppublish": DateType.PRINT}


def parse(body: bytes) -> list[etree._Element]:
    """The articles and books of an efetch answer.

    Raises:
        etree.XMLSyntaxError: the answer is no whole XML.
        ValueError: it uses entities of its own, which PubMed never does.
    """
    root = etree.fromstring(body, _parser())
    if next(root.iter(etree.Entity), None) is not None:
        raise ValueError("entities in the XML")
    return [item for item in root if item.tag in ("PubmedArticle", "PubmedBookArticle")]


def parse_one(text: str) -> etree._Element:
    """The article that `to_text` has kept."""
    return etree.fromstring(text, _parser())


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)


def to_text(item: etree._Element) -> str:
    """The XML of one article, for keeping."""
    return etree.tostring(item, encoding="unicode", with_tail=False)


def pmid_of(item: etree._Element) -> str:
    """The PMID of an article or book."""
    return _text(item, "MedlineCitation/PMID") or _text(item, "BookDocument/PMID")


def record_of(item: etree._Element) -> Record:
    """The record that a PubmedArticle or PubmedBookArticle holds."""
    return _book(item) if item.tag == "PubmedBookArticle" else _article(item)


def _article(item: etree._Element) -> Record:
    kinds = {_all_text(kind) for kind in item.iterfind(".//PublicationTypeList/PublicationType")}
    preprint = "Preprint" in kinds
    title, status = without_status(_title(_all_text(item.find(".//Article/ArticleTitle"))))
    titles = (title, _title(_all_text(item.find(".//Article/VernacularTitle"))))
    names = (
        _text(item, ".//Article/Journal/Title"), _text(item, ".//Article/Journal/ISOAbbreviation"),
        _text(item, ".//MedlineJournalInfo/MedlineTA"),
    )  # fmt: skip
    updates, notice_of, published = _corrections(item)
    retracted = UpdateType.RETRACTION if "Retracted Publication" in kinds else status
    if retracted and not notice_of and not any(update.type is retracted for update in updates):
        updates = (*updates, Update(retracted, source="pubmed"))
    pages = _pages(item)
    pmid = pmid_of(item)
    return Record(
        source="pubmed",
        doi=_identifier(item, "doi").lower(),
        pmid=pmid,
        pmcid=_identifier(item, "pmc").upper(),
        type="posted-content" if preprint else "journal-article",
        title=title,
        titles=_distinct(titles),
        journal=next(iter(_distinct(names)), ""),
        journal_names=_distinct(names),
        issns=_distinct([*(_all_text(issn) for issn in item.iterfind(".//Article/Journal/ISSN")),
                         _text(item, ".//MedlineJournalInfo/ISSNLinking")]),
        dates=_dates(item),
        authors=_authors(item.find(".//Article/AuthorList")),
        volume=_text(item, ".//JournalIssue/Volume"),
        issue=_text(item, ".//JournalIssue/Issue"),
        pages=pages,
        article_number="" if pages else _article_number(item),
        language=_text(item, ".//Article/Language"),
        updates=updates,
        update_of=notice_of,
        preprint_of=published if preprint else (),
        url=f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/",
    )  # fmt: skip


def _book(item: etree._Element) -> Record:
    chapter = _title(_all_text(item.find(".//BookDocument/ArticleTitle")))
    book = _title(_all_text(item.find(".//BookDocument/Book/BookTitle")))
    date = _date_of(item.find(".//Book/PubDate"))
    authors = next((found for found in item.iterfind(".//BookDocument/AuthorList")), None)
    if authors is None:
        authors = item.find(".//Book/AuthorList")
    pmid = pmid_of(item)
    return Record(
        source="pubmed",
        doi=_identifier(item, "doi").lower(),
        pmid=pmid,
        type="book-chapter" if chapter else "book",
        title=chapter or book,
        titles=_distinct((chapter or book,)),
        journal=book if chapter else "",
        journal_names=_distinct((book,)) if chapter else (),
        dates=tuple(RecordDate(DateType.ISSUE, day) for day in date),
        authors=_authors(authors),
        publisher=_text(item, ".//Publisher/PublisherName"),
        language=_text(item, ".//BookDocument/Language"),
        url=f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/",
    )


def _title(title: str) -> str:
    """A title without the brackets of a translated one and the full stop that PubMed adds."""
    title = title.strip()
    if title.startswith("[") and title.rstrip(".").endswith("]"):
        title = title.rstrip(".")[1:-1]
    return title.removesuffix(".")


def _pages(item: etree._Element) -> str:
    pages = _text(item, ".//Article/Pagination/MedlinePgn")
    if pages:
        return pages
    first, last = _text(item, ".//Article/Pagination/StartPage"), _text(item, ".//Article/Pagination/EndPage")
    return f"{first}-{last}" if first and last and first != last else first


def _article_number(item: etree._Element) -> str:
    """The publisher's item identifier, where it is short enough to be printed as an article number."""
    number = _text(item, ".//Article/ELocationID[@EIdType='pii']")
    return number if _ARTICLE_NUMBER.fullmatch(number) else ""


def _dates(item: etree._Element) -> tuple[RecordDate, ...]:
    dates = [RecordDate(DateType.ISSUE, date) for date in _date_of(item.find(".//JournalIssue/PubDate"))]
    dates += [RecordDate(DateType.ARTICLE, date) for found in item.iterfind(".//Article/ArticleDate")
              for date in _date_of(found)]  # fmt: skip
    for event in item.iterfind(".//PubmedData/History/PubMedPubDate"):
        kind = _HISTORY.get(event.get("PubStatus", ""))
        if kind:
            dates += [RecordDate(kind, date) for date in _date_of(event)]
    return tuple(dict.fromkeys(dates))


def _date_of(element: etree._Element | None) -> list[PartialDate]:
    """The date of an element; a MedlineDate such as "1998 Dec-1999 Jan" or "2000 Spring" has one for each year."""
    if element is None:
        return []
    date = make_date(_text(element, "Year"), _month(_text(element, "Month")), _text(element, "Day"))
    if date:
        return [date]
    found = (make_date(year, _month(month), day) for year, month, day in
             _SEASON_YEAR.findall(_text(element, "MedlineDate")[:100]))  # fmt: skip
    return [date for date in found if date]


def _month(text: str) -> int:
    if text.isascii() and text.isdigit():
        return int(text[:4])
    return _MONTHS.get(text[:3].lower(), 0)


def _authors(authors: etree._Element | None) -> tuple[Author, ...]:
    if authors is None:
        return ()
    found = []
    for person in authors.iterfind("Author"):
        family, name = _text(person, "LastName"), _text(person, "CollectiveName")
        if family:
            found.append(Author(family=family, given=_text(person, "ForeName") or _text(person, "Initials")))
        elif name:
            found.append(Author(name=name))
    return tuple(found)


def _corrections(item: etree._Element) -> tuple[tuple[Update, ...], tuple[str, ...], tuple[str, ...]]:
    """Notices about this work, the works that it is itself a notice about, and the later version of a preprint."""
    updates: list[Update] = []
    notice_of: list[str] = []
    published: list[str] = []
    for link in item.iterfind(".//CommentsCorrectionsList/CommentsCorrections"):
        kind = link.get("RefType", "")
        source = _text(link, "RefSource")[:1000]  # such as "Lancet. 2010 Feb 6;375(9713):445. doi: 10.1016/…"
        match = _DOI.search(source)
        doi = match[1].rstrip(".,;").lower() if match else ""
        pmid = _text(link, "PMID")
        if kind in _UPDATES:
            updates.append(Update(_UPDATES[kind], doi=doi, pmid=pmid, source="pubmed", date=_notice_date(source)))
        elif kind in _NOTICES:
            notice_of.append(doi or f"pmid:{pmid}")
        elif kind == "UpdateIn" and doi:
            published.append(doi)
    return tuple(dict.fromkeys(updates)), tuple(notice_of), tuple(published)


def _notice_date(source: str) -> PartialDate | None:
    found = _SEASON_YEAR.match(source.partition(". ")[2])
    return make_date(found[1], _month(found[2] or ""), found[3]) if found else None


def _identifier(item: etree._Element, kind: str) -> str:
    for path in (f"PubmedData/ArticleIdList/ArticleId[@IdType='{kind}']",
                 f"PubmedBookData/ArticleIdList/ArticleId[@IdType='{kind}']",
                 f"BookDocument/ArticleIdList/ArticleId[@IdType='{kind}']",
                 f".//Article/ELocationID[@EIdType='{kind}']"):  # fmt: skip
        value = _text(item, path)
        if value:
            return value
    return ""


def _distinct(values: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _text(element: etree._Element, path: str) -> str:
    return _all_text(element.find(path))


def _all_text(element: etree._Element | None) -> str:
    """All text inside, markup such as <i> and <sup> left out."""
    return plain("".join(_strings(element))) if element is not None else ""


def _strings(element: etree._Element) -> Iterator[str]:
    for text in element.itertext():
        yield str(text)
