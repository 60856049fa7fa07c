"""The law of positions: where an offset is, that offset is."""

from hypothesis import example, given
from hypothesis import strategies as st
from lsprotocol.types import Position, PositionEncodingKind

from refcheck.language_server.positions import Positions

PIECES = ["a", "é", "文", "𝒳", "😀", "\r", "\n", "\r\n", "\u2028", "\f", "\t", "\ufeff", "\ud800"]
TEXTS = st.lists(st.sampled_from(PIECES)).map("".join)
ENCODINGS = st.sampled_from(PositionEncodingKind)


@given(TEXTS, ENCODINGS, st.data())
def test_an_offset_has_one_position_and_is_found_again(text, encoding, data):
    offset = data.draw(st.integers(0, len(text)))
    positions = Positions(text, encoding)
    inside_line_end = text[offset - 1 : offset + 1] == "\r\n" if offset else False
    assert positions.offset(positions.position(offset)) == offset - inside_line_end


@given(TEXTS, st.data())
def test_lines_are_counted_as_the_protocol_has_them(text, data):
    offset = data.draw(st.integers(0, len(text)))
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    if offset and text[offset - 1 : offset + 1] == "\r\n":
        before = before[:-1]
    position = Positions(text).position(offset)
    assert position.line == before.count("\n")
    assert position.character == len(before[before.rfind("\n") + 1 :].encode("utf-16-le", "surrogatepass")) // 2


@given(TEXTS, ENCODINGS, st.integers(0, 40), st.integers(0, 40))
@example("a😀b", PositionEncodingKind.Utf16, 0, 2)
def test_any_position_of_a_client_is_somewhere_in_the_text(text, encoding, line, character):
    offset = Positions(text, encoding).offset(Position(line, character))
    assert 0 <= offset <= len(text)


def test_a_position_inside_a_character_is_its_beginning():
    assert Positions("a😀b").offset(Position(0, 2)) == 1


def test_a_line_that_is_not_there_is_the_last():
    assert Positions("one\ntwo").whole_line(9).end == Position(1, 3)
