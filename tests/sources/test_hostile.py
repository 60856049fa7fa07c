"""Whatever a service sends, making a record of it raises nothing."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.model import Record
from refcheck.sources import _works, datacite, europepmc, openalex

NAMES = [
    "DOI", "doi", "title", "titles", "subtitle", "author", "authors", "creators", "issued", "date-parts", "published-print", "volume",
    "container-title", "container", "relation", "is-preprint-of", "updated-by", "update-to", "type", "types", "name", "family", "given",
    "dates", "date", "dateType", "publisher", "publicationYear", "relatedIdentifiers", "journalInfo", "journal", "authorString",
    "pubYear", "ids", "biblio", "primary_location", "source", "authorships", "display_name", "pageInfo", "ISSN", "page", "id",
]  # fmt: skip
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["2020", "Issued", "retraction", "10.1/X"])
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5),
    max_leaves=25,
)


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), values, max_size=8))
def test_any_json_makes_a_record(work):
    for record in (
        _works.record_of(work, "crossref"), datacite.record_of(work), europepmc.record_of(work), openalex.record_of(work),
    ):  # fmt: skip
        assert isinstance(record, Record)
        hash((record.titles, record.journal_names, record.dates, record.authors, record.updates))


def test_a_title_without_end_costs_little():
    title = "<" * 50_000 + "retracted" * 1000 + "&amp;" * 10_000
    began = time.monotonic()
    assert _works.record_of({"title": [title]}, "crossref").title
    assert time.monotonic() - began < 2
