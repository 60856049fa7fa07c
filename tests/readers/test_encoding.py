"""Decoding: what a user sees must be what was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcheck.errors import UnreadableInputError
from refcheck.readers.encoding import decode


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("糖尿病的治疗", "gb18030"),
        ("杂志", "gb18030"),
        ("肝癌", "gb18030"),
        ("张三, 李四. 肺癌的早期诊断[J]. 中华医学杂志, 2019, 99(3): 12-15.", "gb18030"),
        ("Zhang Y. Effect of 阿司匹林 on heart", "gb18030"),
        ("臨床醫學雜誌", "cp950"),
        ("雜誌", "cp950"),
        ("肝癌", "cp950"),
        ("王小明。糖尿病患者的照護品質。臺灣醫學。2018;22(1):1-9.", "cp950"),
        ("Müller A, Gómez B. Étude sur l’effet – “test”. J Foo.", "cp1252"),
        ("José", "cp1252"),
        ("pages 12–15", "cp1252"),
        ("Größe in µm: 5 ± 2", "cp1252"),
        ("日本の医学雑誌について", "cp932"),
        ("한국의 의학 연구", "cp949"),
        ("Иванов И.И. Медицинский журнал", "cp1251"),
        ("中文标题\n正文在这里 abc", "utf-16-le"),
        ("中文标题\n正文在这里 abc", "utf-16-be"),
        ("Hello world", "utf-16-le"),
        ("Müller 臨床", "utf-8-sig"),
        ("Müller 臨床", "utf-16"),
        ("Müller 臨床", "utf-32"),
    ],
)
def test_short_texts_decode_right(text, encoding):
    assert decode(text.encode(encoding), "x").text == text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff")))
def test_utf_8_is_always_read_as_written(text):
    decoded = decode(text.encode(), "x")
    assert decoded.text == text
    assert decoded.encoding == "utf-8"


@given(st.binary(max_size=300))
def test_any_bytes_give_text_without_surrogates_or_a_clear_error(data):
    try:
        text = decode(data, "x").text
    except UnreadableInputError:
        return
    assert text.encode().decode() == text


def test_a_slip_in_utf_8_is_told_and_costs_only_itself():
    decoded = decode("糖尿病的治疗与研究进展综述\n".encode() * 2 + b"a\xff b", "x")
    assert decoded.text.endswith("a\ufffd b")
    assert decoded.problems == ("line 3: bytes that are not utf-8 were read as \ufffd",)


def test_a_lone_surrogate_is_replaced():
    assert decode(b"\xff\xfea\x00\x00\xd8b\x00", "x").text == "a\ufffdb"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"Smith J.\n10.1000/x\0y", "NUL byte in line 2"),
        (b"\x01\x02\x03" * 50, "control codes"),
        (b"%PDF-1.7 ...", "a PDF file"),
        (b"PK\x03\x04....", "ZIP"),
    ],
)
def test_binary_is_refused_with_a_reason(data, told):
    with pytest.raises(UnreadableInputError, match=told):
        decode(data, "paper.txt")


def test_a_declared_encoding_is_believed_if_it_fits():
    assert decode("Čapek Dvořák".encode("cp1250"), "x", "windows-1250").text == "Čapek Dvořák"
    assert decode("糖尿病".encode(), "x", "gb2312").text == "糖尿病"
    assert decode("糖尿病".encode("gb18030"), "x", "no-such-charset").text == "糖尿病"


def test_old_macintosh_line_ends_count_as_lines():
    assert decode(b"a\rb\r\nc", "x").text == "a\nb\r\nc"
