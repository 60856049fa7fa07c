"""docs/zh/rules.md: every code in Chinese, in the words of the Chinese reports."""

from __future__ import annotations

from pages.markdown import table
from refcheck.formats.translation import Translator
from refcheck.rules import catalogue

_HEAD = """\
<div lang="zh-Hans" markdown>

# 规则一览

<!-- Made by `make docs` from `refcheck/rules/` and `refcheck/data/messages.zh.json`. -->

报告里每处发现都有编号。等级是默认的：证据较弱时（如年份只差一年、只有末页不同）会降一级。详细说明（英文）见各编号的链接；怎样让\
某条认可的发现不再提示，见[快速上手](quickstart.md#认可的发现不再提示)。
"""


def write() -> str:
    """The page."""
    say = Translator("zh")
    rows = [
        (f"[{rule.code}](../rules.md#{rule.code.lower()})", say(rule.severity.value), say(rule.when), say(rule.action))
        for rule in catalogue().values()
    ]
    return "\n".join([*_HEAD.split("\n"), *table(("编号", "等级", "意思", "怎么办"), rows), "", "</div>", ""])
