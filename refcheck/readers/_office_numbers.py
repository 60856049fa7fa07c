"""Numbers as word processors print them before the items of a list."""

from __future__ import annotations

import re
from collections.abc import Callable

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_CHINESE_DIGITS = "〇一二三四五六七八九"
_MOST = 5000
"""Above it, a number is printed in digits whatever the format says: letters and numerals would grow without limit."""


def printed_number(number: int, style: str) -> str:
    """A number in one of the styles: the names are those of WordprocessingML (ST_NumberFormat)."""
    if not 0 < number <= _MOST or style not in _STYLES:
        return str(number)
    return _STYLES[style](number)


def _letters(number: int) -> str:
    """Word repeats letters after the 26th: z, aa, bb."""
    repeats, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (repeats + 1)


def _roman(number: int) -> str:
    printed = ""
    for value, numeral in _ROMAN:
        count, number = divmod(number, value)
        printed += numeral * count
    return printed


def _chinese(number: int) -> str:
    """The counting form: 十, 二十一, 一百零五."""
    digits = f"{number:04d}"
    units = zip(digits, "千百十 ", strict=True)
    printed = "".join("零" if digit == "0" else _CHINESE_DIGITS[int(digit)] + unit.strip() for digit, unit in units)
    printed = re.sub("零+", "零", printed).strip("零")
    return printed[1:] if printed.startswith("一十") else printed


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if number <= 20 else chr(0x3251 + number - 21) if number <= 35 else str(number)


def _full_width(number: int) -> str:
    return str(number).translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})


_STYLES: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02d}",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "ideographDigital": lambda number: "".join(_CHINESE_DIGITS[int(digit)] for digit in str(number)),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalFullWidth": _full_width,
    "none": lambda _: "",
}
