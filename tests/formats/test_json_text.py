import json

from hypothesis import given
from hypothesis import strategies as st

from refcheck.formats.json_text import dumps


@given(st.text())
def test_what_is_read_back_is_what_was_written(text):
    assert json.loads(dumps({"text": text})) == {"text": text}


@given(st.text(alphabet=st.characters(), max_size=20))
def test_one_line_that_prints_and_that_utf_8_can_hold(text):
    written = dumps([text])
    assert written.isprintable()
    assert len(written.splitlines()) == 1
    written.encode()


def test_half_a_surrogate_pair_is_replaced_and_a_whole_astral_character_kept():
    assert dumps("\ud83d") == '"\ufffd"'
    assert json.loads(dumps("😀\U000e0001")) == "😀\U000e0001"
