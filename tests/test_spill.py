"""Values put aside are the values that were put, whatever is held in memory and whatever the disk does."""

import gc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcheck import spill
from refcheck.model import Author
from refcheck.spill import Spill, row

texts = st.text(max_size=20)
authors = st.builds(Author, family=texts, given=texts)


@given(st.lists(st.tuples(st.integers(0, 9), authors, st.integers(0, 3))), st.integers(0, 8))
def test_a_spill_is_a_mapping_wherever_its_values_are(puts, most):
    kept, plain = Spill(Author, most=most), {}
    for key, value, weight in puts:
        kept.put(key, value, weight=weight)
        plain[key] = value
    assert dict(kept) == plain
    assert len(kept) == len(plain)
    assert all(key in kept for key in plain)
    assert "none" not in kept


@given(st.lists(authors), st.integers(0, 4))
def test_a_row_is_a_sequence_wherever_its_values_are(values, most):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spill, "MOST", most)
        kept = row(Author, values, lambda _: 1)
    assert list(kept) == values
    assert kept == tuple(values)
    assert (kept != (*values, Author("one more"))) is True
    assert tuple(kept[1:3]) == tuple(values[1:3])
    assert [kept[-1 - number] for number in range(len(values))] == values[::-1]
    with pytest.raises(IndexError):
        kept[len(values)]
    assert isinstance(kept, tuple) == (len(values) <= most)


def test_half_a_character_is_held_where_it_cannot_be_written():
    kept = Spill(Author, most=0)
    kept.put("a", Author("M\udc00ller"))
    kept.put("b", Author("Smith"))
    assert kept["a"] == Author("M\udc00ller")
    assert kept["b"] == Author("Smith")
    assert "1 in memory" in repr(kept)


def test_a_full_disk_costs_memory_and_no_value(monkeypatch):
    class Full:
        room = 60

        def seek(self, *_):
            return 0

        def write(self, data):
            self.room -= len(data)
            if self.room < 0:
                raise OSError(28, "No space left on device")
            return len(data)

        def close(self):
            pass

    monkeypatch.setattr(spill.tempfile, "TemporaryFile", lambda **_: Full())
    kept = Spill(Author, most=0)
    kept.put("a", Author("Smith"))
    kept.put("b", Author("Jones"))
    assert "1 in memory" in repr(kept)
    assert kept["b"] == Author("Jones")


def test_the_file_is_closed_with_the_spill():
    kept = Spill(Author, most=0)
    kept.put("a", Author("Smith"))
    file = kept._file
    del kept
    gc.collect()
    assert file.closed
