"""One record of several."""

from hypothesis import given
from hypothesis import strategies as st

from refcheck.model import DateType, PartialDate, Record, RecordDate, Update, UpdateType
from refcheck.resolve.reconcile import one_work, union

CROSSREF = Record(
    "crossref", doi="10.1000/1", title="Cells of the cord", titles=("Cells of the cord",), journal="The Journal of Cells",
    journal_names=("The Journal of Cells",), dates=(RecordDate(DateType.ONLINE, PartialDate(2019, 12)),), volume="5",
    updates=(Update(UpdateType.RETRACTION, doi="10.1000/r", source="publisher"),), aliases=("10.1000/old",),
)  # fmt: skip
PUBMED = Record(
    "pubmed", doi="10.1000/1", pmid="12", title="Cells of the cord", titles=("Cells of the cord", "脐带细胞"),
    journal="J Cells", journal_names=("J Cells",), dates=(RecordDate(DateType.ISSUE, PartialDate(2020)),), pages="1-9",
    updates=(Update(UpdateType.RETRACTION, source="pubmed"), Update(UpdateType.CORRECTION, pmid="13", source="pubmed")),
)  # fmt: skip


def test_every_name_and_date_of_either_is_kept_and_its_origin_known():
    record = union([CROSSREF, PUBMED])
    assert record.source == "crossref+pubmed"
    assert record.titles == ("Cells of the cord", "脐带细胞")
    assert record.journal_names == ("The Journal of Cells", "J Cells")
    assert record.years == (2019, 2020)
    assert (record.volume, record.pages, record.pmid) == ("5", "1-9", "12")
    assert (record.origin["volume"], record.origin["pages"]) == ("crossref", "pubmed")


def test_a_notice_is_counted_once():
    assert [update.type for update in union([CROSSREF, PUBMED]).updates] == [
        UpdateType.RETRACTION,
        UpdateType.CORRECTION,
    ]


def test_identifiers_decide_before_titles():
    assert one_work(CROSSREF, PUBMED)
    assert one_work(CROSSREF, Record("doi.org", doi="10.1000/OLD"))
    assert not one_work(CROSSREF, Record("crossref", doi="10.1000/2", title="Cells of the cord"))


def test_without_a_common_identifier_title_and_year_decide():
    assert one_work(CROSSREF, Record("pubmed", pmid="12", title="Cells of the Cord."))
    long_before = (RecordDate(DateType.ISSUE, PartialDate(2010)),)
    assert not one_work(CROSSREF, Record("pubmed", pmid="12", title="Cells of the cord", dates=long_before))
    assert not one_work(CROSSREF, Record("pubmed", pmid="12", title="Fish of the cold seas"))
    assert not one_work(Record("pubmed", pmid="1"), Record("crossref", doi="10.1000/3"))


records = st.builds(
    Record, source=st.sampled_from(["crossref", "pubmed"]), doi=st.sampled_from(["", "10.1000/1"]), title=st.text(max_size=5),
    titles=st.lists(st.text(max_size=3), max_size=2).map(tuple), volume=st.text(max_size=2),
)  # fmt: skip


@given(records, records)
def test_a_union_loses_nothing(one, other):
    both = union([one, other])
    assert {*one.titles, *other.titles} == set(both.titles)
    assert both.volume == (one.volume or other.volume)
    assert union([one]) is one
