"""One work with an error, or another work."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.compare.same_work import same_work
from refcheck.model import Agreement, Author, Fields, Record, Reference, Span, Verdict

RECORD = Record(
    source="crossref",
    title="Reactive oxygen species homeostasis during drought",
    authors=(Author("Miller", "G"), Author("Suzuki", "N")),
)
REFERENCE = Reference("1", "", Span(0, 0), claimed=Fields(title=RECORD.title, authors=RECORD.authors))
SAME = Agreement(Verdict.SAME, 1.0)
DIFFERENT = Agreement(Verdict.DIFFERENT, 0.2)
ABSENT = Agreement(Verdict.ABSENT)
FIELDS = ("journal", "year", "title", "authors", "volume", "issue", "pages")
OTHER_AUTHOR = Agreement(Verdict.DIFFERENT, 0.0, detail="first-author")
WRONG = dict.fromkeys(FIELDS, DIFFERENT) | {"authors": OTHER_AUTHOR}


def decide(**fields: Agreement):
    return same_work({field: fields.get(field, ABSENT) for field in FIELDS}, REFERENCE, RECORD)


ALL_SAME = dict.fromkeys(FIELDS, SAME)


def test_all_fields_agree():
    found = decide(**ALL_SAME)
    assert (found.decision, found.wrong) == ("same", ())
    assert found.probability > 0.999


@pytest.mark.parametrize("field", FIELDS)
def test_one_wrong_field_is_an_error_of_the_same_work(field):
    found = decide(**(ALL_SAME | {field: WRONG[field]}))
    assert (found.decision, found.wrong) == ("same", (field,))


def test_nothing_agrees():
    found = decide(**WRONG)
    assert (found.decision, found.wrong) == ("other", FIELDS)
    assert found.probability < 0.001


def test_another_article_of_the_same_volume():
    fields = {
        "journal": SAME,
        "year": SAME,
        "volume": SAME,
        "title": DIFFERENT,
        "authors": OTHER_AUTHOR,
        "pages": DIFFERENT,
    }
    assert decide(**fields).decision == "other"


def test_a_companion_by_the_same_authors_in_the_same_volume_is_not_settled():
    companion = Agreement(Verdict.DIFFERENT, 0.95)
    fields = {"journal": SAME, "year": SAME, "volume": SAME, "title": companion, "authors": SAME, "pages": DIFFERENT}
    assert decide(**fields).decision == "unsure"


def test_a_preprint_and_its_article_are_one_work():
    fields = {
        "title": SAME,
        "authors": SAME,
        "journal": DIFFERENT,
        "year": Agreement(Verdict.DIFFERENT, 0.5, detail="off-by-one"),
    }
    assert decide(**fields).decision == "same"


def test_a_title_of_one_word_is_shared_by_many_works():
    short = Reference("1", "", Span(0, 0), claimed=Fields(title="Editorial", authors=RECORD.authors))
    agreement = dict.fromkeys(FIELDS, ABSENT) | {"title": SAME, "year": DIFFERENT}
    assert same_work(agreement, short, RECORD).probability < same_work(agreement, REFERENCE, RECORD).probability
    assert same_work(agreement, short, RECORD).decision != "same"


def test_nothing_to_compare_decides_nothing():
    assert decide().decision == "unsure"
    assert decide().probability == pytest.approx(0.5)


AGREEMENTS = st.builds(
    Agreement,
    verdict=st.sampled_from(Verdict),
    score=st.floats(0, 1),
    detail=st.sampled_from(["", "off-by-one", "last-page", "first-author", "other-author", "order", "notice", "cut"]),
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), AGREEMENTS))
def test_more_agreement_never_makes_it_less_likely(agreement):
    found = same_work(agreement, REFERENCE, RECORD)
    assert 0 <= found.probability <= 1
    for field in agreement:
        better = same_work(agreement | {field: SAME}, REFERENCE, RECORD)
        assert better.probability >= found.probability
