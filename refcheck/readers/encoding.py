"""Bytes to characters, whatever encoding they are in.

What is certain comes first: a byte order mark, then strict UTF-8, which other encodings hardly ever satisfy by chance.
Between the legacy encodings nothing is certain, and a general detector is often wrong on a few lines of Chinese. So
each is tried, and the one whose characters are the most plausible wins: characters that Chinese text is made of, or
accented letters inside Latin words. What none of them explains is left to charset-normalizer.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import NamedTuple

from refcheck.errors import UnreadableInputError

_BYTE_ORDER_MARKS = (  # UTF-32 before UTF-16, whose mark it begins with
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030", "gb18030"),
)

_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old Microsoft Office document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x7fELF", "a program"),
)

_LEGACY = ("gb18030", "cp950", "big5hkscs", "cp1252", "utf-16-le", "utf-16-be", "cp932", "cp949", "cp1251", "cp1250")
"""The encodings tried, the likelier first: between equals the first wins."""

_SAMPLE = 64 * 1024
_PLAUSIBLE = 0.35
"""The least average score at which a guess is believed; wrong guesses score below 0.2."""

# The characters that modern Chinese is mostly made of: the five hundred most used ones (half of any text and more),
# common family names and words of reference lists; then the traditional forms of those that have one.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定"
    "行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其"
    "些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建"
    "月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接"
    "知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器"
    "压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议"
    "声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复"
    "容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标"
    "写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严医病症疗药刊"
    "杂患床癌瘤肿糖尿诊胞疫卫护版编著献析评述综陈李刘黄赵吴杨徐孙胡朱郭罗郑梁谢宋唐冯邓曹彭曾萧田董潘袁蔡蒋余杜叶魏苏"
    "吕丁沈"
    "這爲個國時來們於對會發動過說產種後學經進電裏現實兩體機當點從業應開還義間樣與關線內數麼質氣變條沒結問無軍並題黨員"
    "總設長頭資邊級圖統較將組見計別論運農幾區強決幹戰則據處隊給門規熱領東導壓爭濟階術極聯認權證採轉單風帶場車務萬達積"
    "議聲報鬥類離華確張馬節話況溫傳許羣廣記觀織裝衆書覆兒須際驗連斷難礦備辦習響約勞團歷構稱準號維劃選標寫親養層卻專狀"
    "廠識適屬圓調滿縣參紅細聽該鐵價嚴醫療藥雜誌牀腫診衛護編獻評綜陳劉黃趙吳楊孫羅鄭謝馮鄧蕭蔣餘葉蘇呂為裡眾"
)
_CHINESE_PUNCTUATION = frozenset("，。、；：（）《》“”‘’？！【】〔〕—…·　－．［］〈〉「」『』")
_LATIN_PUNCTUATION = frozenset("\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u2022\u20ac\u2122\u00a0°±×µ·®©§«»´–²³")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


class Decoded(NamedTuple):
    """A decoded file: its text without a byte order mark, the encoding, and what could not be decoded."""

    text: str
    encoding: str
    problems: tuple[str, ...] = ()


def is_binary(head: bytes) -> bool:
    """Whether bytes are of a binary format that no decoding makes text of."""
    if any(head.startswith(signature) for signature, _ in _SIGNATURES):
        return True
    if any(head.startswith(mark) for mark, _, _ in _BYTE_ORDER_MARKS):
        return False
    return _has_controls(head) and _utf_16(head[:_SAMPLE]) is None


def _has_controls(data: bytes) -> bool:
    """Whether there is a NUL byte, or more than one control code in a hundred bytes."""
    return b"\0" in data or len(_CONTROL.findall(data[:_SAMPLE])) * 100 > len(data[:_SAMPLE])


def decode(data: bytes, path: str, declared: str = "") -> Decoded:
    r"""The text of a file.

    A lone ``\r`` (an old Macintosh line end) becomes ``\n``, so that lines count right; offsets are not changed.

    Args:
        data: the file.
        path: its name, for the message.
        declared: the encoding that the file says it has, as ``<meta charset>`` does; believed if it fits.

    Raises:
        UnreadableInputError: it is binary, or no encoding makes sense of it.
    """
    decoded = _decode(data, path, declared)
    text = decoded.text
    return decoded._replace(text=re.sub("\r(?!\n)", "\n", text)) if "\r" in text else decoded


def _decode(data: bytes, path: str, declared: str) -> Decoded:
    for mark, name, codec in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _told(data[len(mark) :].decode(codec, "replace"), name)
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableInputError(path, f"this is {what}, not text.", "Save it as text, Markdown, HTML or .bib.")
    if _has_controls(data):
        if wide := _utf_16(data[:_SAMPLE]):
            return _told(data.decode(wide, "replace"), wide)
        nul = data.find(b"\0")
        what = f"there is a NUL byte in line {_line(data, nul)}" if nul >= 0 else "it has control codes"
        raise UnreadableInputError(path, f"this is not text: {what}.", "Save it as text in UTF-8.")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    if almost := _almost_utf_8(data):
        return almost
    encoding = _fitting(declared, data) or _most_plausible(_sample(data))
    if not encoding:
        raise UnreadableInputError(path, "its character encoding cannot be told.", "Save it as UTF-8.")
    return _told(data.decode(encoding, "replace"), encoding)


def _line(data: bytes, at: int) -> int:
    return data.count(b"\n", 0, at) + 1


def _told(text: str, encoding: str) -> Decoded:
    """The text, with a word on what could not be decoded."""
    lost = text.find("\ufffd")
    if lost < 0:
        return Decoded(text, encoding)
    line = text.count("\n", 0, lost) + 1
    return Decoded(text, encoding, (f"line {line}: bytes that are not {encoding} were read as \ufffd",))


def _almost_utf_8(data: bytes) -> Decoded | None:
    """UTF-8 with a slip in it: a cut character, a pasted line. Ten good characters for each bad one."""
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    good = sum(1 for character in text if character > "\x7f") - lost
    return _told(text, "utf-8") if good > 10 * lost else None


def _fitting(declared: str, data: bytes) -> str | None:
    """The declared encoding if the bytes are valid in it, in the form that is in use for that name."""
    usual = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950", "iso8859-1": "cp1252", "ascii": "cp1252"}
    try:
        name = codecs.lookup(declared).name
        name = usual.get(name, name)
        data.decode(name)
    except (LookupError, ValueError):
        return None
    return None if name.startswith("utf") else name


def _sample(data: bytes) -> bytes:
    """A stretch that begins where ASCII ends: there, a multibyte character begins in every encoding."""
    first = next((match.start() for match in re.finditer(rb"[\x80-\xff]", data)), 0)
    begin = max(0, first - 40)
    return data[begin - begin % 2 : begin + _SAMPLE]


def _utf_16(sample: bytes) -> str | None:
    """Which UTF-16 without a byte order mark the bytes are, if any; ASCII in it shows by its NUL bytes."""
    best = max(("utf-16-le", "utf-16-be"), key=lambda codec: _wide_score(sample, codec))
    return best if len(sample) > 1 and _wide_score(sample, best) > 0.6 else None


def _wide_score(sample: bytes, codec: str) -> float:
    """The share of characters that are usual in text."""
    text = sample[: len(sample) // 2 * 2].decode(codec, "replace")
    usual: float = sum(1 for c in text if c in "\r\n\t" or " " <= c <= "~" or c in _COMMON or c in _CHINESE_PUNCTUATION)
    usual += sum(0.7 for c in text if c not in _COMMON and "\u4e00" <= c <= "\u9fa5")
    usual += sum(0.5 for c in text if "\u00a0" <= c <= "\u04ff")
    unusual = sum(1 for c in text if (c < " " and c not in "\r\n\t\f") or c == "\ufffd")
    return (usual - 5 * unusual) / max(1, len(text))


def _most_plausible(sample: bytes) -> str | None:
    """The encoding that makes the most sense of bytes that are not UTF-8."""
    scores = {codec: _score(sample, codec) for codec in _LEGACY}
    best = max(_LEGACY, key=lambda codec: scores[codec])
    if scores[best] >= _PLAUSIBLE:
        return best
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to load, and seldom needed

    guess = from_bytes(sample).best()
    if guess is not None and _score(sample, guess.encoding) > 0:
        return guess.encoding
    return best if scores[best] > 0 else None


def _score(sample: bytes, codec: str) -> float:
    """How plausible the characters outside ASCII are, on average: 1 is as good as certain, below 0 is nonsense."""
    text = sample.decode(codec, "replace")
    if len(sample) == _SAMPLE:
        text = text.rstrip("\ufffd")  # the sample may end inside a character
    weights = [_weight(text, at, codec) for at, character in enumerate(text) if character > "\x7f"]
    if codec.startswith("utf-16"):  # there, ASCII proves nothing: it must not leave a few characters to decide
        weights += [-2.0 for character in text if character < " " and character not in "\r\n\t"]
    return sum(weights) / len(weights) if weights else 0.0


def _weight(text: str, at: int, codec: str) -> float:
    """How plausible one character is in text of an encoding, given its neighbours."""
    character = text[at]
    if codec in {"cp1252", "cp1251", "cp1250"}:
        return _latin_weight(text, at, codec)
    if character in _COMMON or character in _CHINESE_PUNCTUATION:
        # Chinese between Latin letters is what a decoder makes of an accented letter
        return -0.5 if _is_ascii_letter(text[at - 1 : at]) and _is_ascii_letter(text[at + 1 : at + 2]) else 1.0
    if "\u4e00" <= character <= "\u9fff":
        return 0.3 if _is_frequent(character, codec) else -0.5
    if codec == "cp932" and "\u3041" <= character <= "\u30fc":
        return 0.9
    if codec == "cp949" and "\uac00" <= character <= "\ud7a3":
        return 0.55 if _encodes(character, "euc_kr") else -0.5
    if "\uff01" <= character <= "\uff5e":
        return 0.5
    if character == "\ufffd" or unicodedata.category(character) in {"Co", "Cn", "Cc", "Cs"}:
        return -3.0
    return -0.5


def _latin_weight(text: str, at: int, codec: str) -> float:
    """An accented letter stands in a word with plain ones; a Cyrillic one with its like, in small letters."""
    character, before, after = text[at], text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if character in _LATIN_PUNCTUATION:
        inside = before.isalpha() and after.isalpha() and character not in "\u2019\u2013\u2014"
        return -0.5 if inside else 0.4
    if character == "\ufffd" or unicodedata.category(character) in {"Co", "Cn", "Cc", "Cs"}:
        return -3.0
    if not character.isalpha():
        return -0.5
    if codec == "cp1251":
        near = [other for other in (before, after) if "\u0400" <= other <= "\u04ff"]
        return 0.5 if near and (character.islower() or not before.isalpha()) else -0.5
    neighbours = sum(1 for other in (before, after) if _is_ascii_letter(other))
    weight = 0.8 if neighbours and (character.islower() or not before.islower()) else -0.5
    return weight - (0.2 if codec == "cp1250" else 0.0)  # Western texts are the commoner


def _is_ascii_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _is_frequent(character: str, codec: str) -> bool:
    """Whether a character set that is ordered by frequency has the character in its first part.

    GB 2312 keeps its 3,755 frequent characters below row 0xD8, Big5 its 5,401 below row 0xC9.
    """
    charset, limit = ("big5", 0xC9) if codec in {"cp950", "big5hkscs"} else ("gb2312", 0xD8)
    if codec in {"utf-16-le", "utf-16-be", "cp932", "cp949"}:
        return _encodes(character, "shift_jis" if codec == "cp932" else "gb2312")
    try:
        return character.encode(charset)[0] < limit
    except UnicodeEncodeError:
        return False


def _encodes(character: str, charset: str) -> bool:
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True
