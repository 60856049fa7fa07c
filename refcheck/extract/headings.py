"""Where reference lists begin and end: the headings of the list and of what comes after it, in their many forms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from refcheck.extract.lines import Line, lines_of
from refcheck.model import Document, MarkType, Span

_NAMES = (
    r"(?:(?:selected|main|key|supplementa(?:l|ry)|additional|further|online|literature)\s)?references?"
    r"(?:\s(?:cited|list|and\snotes|&\snotes|and\sfurther\sreading|and\slinks))?"
    r"|r\se\sf\se\sr\se\sn\sc\se\ss|reference\slist|list\sof\sreferences|notes\sand\sreferences|references\sand\snotes"
    r"|(?:selected\s)?bibliography|bibliographic\sreferences|works\scited|(?:cited\s)?literature(?:\scited)?|citations"
    r"|sources\scited|r[ée]f[ée]rences(?:\sbibliographiques)?|bibliographie|referencias(?:\sbibliogr[áa]ficas)?"
    r"|refer[êe]ncias(?:\sbibliogr[áa]ficas)?|bibliograf[íi]a|literatur(?:verzeichnis|angaben)?|riferimenti(?:\sbibliografici)?"
    r"|literatura|список\s(?:использованной\s)?литературы|литература"
    r"|(?:主要|重要|部分|英文|中文|附)?(?:参考|參考|参照)(?:文献|文獻|资料|資料|书目|書目|来源|來源)(?:目录|目錄|列表|及注释|与注释|和注释)?"
    r"|引用(?:文献|文獻|资料|資料|来源|來源)|文献来源|文獻來源|资料来源|資料來源|(?:主要)?文献|文獻|引文(?:出处|來源|来源)?|참고\s?문헌"
)
_BEFORE = (
    r"(?:[#>*_【\[(（■◆●▶]{1,6}\s?)?"
    r"(?:(?:\d{1,2}(?:\.\d{1,2})?|[IVX]{1,5}|[一二三四五六七八九十]{1,3}|[A-H])[.、．\s)）]{1,2}\s?)?(?:\*{1,3}|__)?"
)
_AFTER = r"(?:\*{1,3}|__|[】\])）]|\s?#{1,6})?"
_HEADING = re.compile(
    rf"{_BEFORE}(?:{_NAMES}){_AFTER}(?:\s?[/(（]?\s?(?:references?|bibliography)\s?[)）]?)?\s?[:：.]?{_AFTER}",
    re.IGNORECASE,
)
# The first entry on the line of the heading. In English it takes a colon or a label; Chinese print needs neither.
_HEADING_AND_ENTRY = re.compile(
    rf"{_BEFORE}(?:(?:{_NAMES}){_AFTER}\s?[:：]{_AFTER}\s?(?=\S)"
    rf"|(?:{_NAMES}){_AFTER}\s{{0,3}}(?=[\[［【]\s?1\s?[\]］】]|1\s?[.、)]\s?[^\W\d_]|①))",
    re.IGNORECASE,
)

_END_LINE = re.compile(
    rf"{_BEFORE}(?:acknowledge?ments?|appendi(?:x|ces)(?:\s[A-Z0-9].{{0,80}})?|annex(?:\s[A-Z0-9].{{0,60}})?|funding(?:\s(?:information|statement|sources?))?"
    r"|(?:author|authors[’']?|authors?[’']s?)\s(?:contributions?|information|details|biograph(?:y|ies)|affiliations?|notes?)"
    r"|about\sthe\sauthors?|(?:conflicts?|declarations?)\sof\s(?:competing\s)?interests?|competing\s(?:financial\s)?interests?"
    r"|disclosures?(?:\sstatement)?|data\s(?:and\scode\s)?availability(?:\sstatement)?|ethic(?:s|al)\s(?:approval|statement|declarations?)"
    r"|(?:supplementa(?:ry|l)|supporting|additional)\s(?:material|information|data|files?|figures?|tables?)s?"
    r"|(?:figure|table)\s(?:legends?|captions?)|(?:figures?|tables?|abbreviations|footnotes?|endnotes|notes|biograph(?:y|ies)|nomenclature|orcid(?:\sids?)?|index|glossary|disclaimer|vita)"
    r"|publisher[’']s\snote|rights\sand\spermissions|cite\sthis\sarticle|how\sto\scite.{0,40}|related\s(?:articles?|posts?|reading)|comments?|share\sthis.{0,20}"
    r"|致\s?谢|致\s?謝|附\s?录.{0,30}|附\s?錄.{0,30}|作者(?:简介|簡介|贡献|貢獻|单位|單位)|基金(?:项目|項目)|利益冲突.{0,10}|利益衝突.{0,10}|免责.{0,6}|免責.{0,6}|版权.{0,6}|版權.{0,6}"
    rf"|相关(?:阅读|文章|推荐)|相關(?:閱讀|文章|推薦)|延伸阅读|延伸閱讀|往期.{{0,10}}|推荐阅读|推薦閱讀|注释|註釋|注釋|声明|聲明){_AFTER}\s?[:：.]?{_AFTER}",
    re.IGNORECASE,
)
_END_START = re.compile(
    r"(?:[#>*【\[(（■◆●▶—–-]{1,6}\s?)?(?:(?:acknowledge?ments?|funding|appendix(?:\s[A-Z0-9])?|disclaimer|copyright(?:\snotice)?|correspondence(?:\sto)?"
    r"|conflicts?\sof\sinterests?|competing\sinterests?|author\scontributions?|data\savailability|supplementary\s(?:material|information)|(?:received|accepted|submitted)(?:\son)?"
    r"|e-?mail(?:\saddress)?|how\sto\scite\sthis\sarticle|cite\sthis\sarticle(?:\sas)?)\s?[:：]"
    r"|publisher[’']s\snote\b"
    r"|(?:fig(?:ure|\.)|table)\s?s?\d{1,2}\s?[.:|]\s?\S"
    r"|(?:this\sis\san\sopen\saccess\sarticle|open\saccess\s+this\sarticle|springer\snature\sremains\sneutral|©\s?(?:19|20)\d\d|copyright\s(?:©|\(c\)))"
    r"|(?:免责|免責|版权|版權|侵权|侵權|特别|特別)(?:说明|說明|声明|聲明|提示)"
    r"|(?:扫码|掃碼|扫一扫|掃一掃|长按|長按|识别二维码|點擊|点击(?:下方|上方|阅读)|关注我们|關注我們|欢迎关注|歡迎關注)"
    r"|(?:责任编辑|責任編輯|责编|責編|编辑|編輯|编译|編譯|排版|校对|校對|审核|審核|撰文|作者简介|作者簡介|通讯作者|通訊作者|收稿日期|修回日期|基金项目|基金項目|本文(?:来自|來自|转载|轉載|仅|僅)|原文链接|原文鏈接|(?:文章)?(?:来源|來源|转载|轉載)(?:于|自|於)?|声明|聲明|注|註)\s?[:：]"
    r"|上一篇|下一篇|«\s?上一|本文仅|本文僅|返回搜狐|阅读原文|閱讀原文)",
    re.IGNORECASE,
)


def find_regions(document: Document) -> list[Span]:
    """The stretches of text that the headings of reference lists announce, without the headings, in order."""
    text = document.text
    lines = lines_of(text, Span(0, len(text)))
    breaks = _heading_marks(document)
    regions = []
    opened: int | None = None
    for line in lines:
        start = _list_start(line)
        if start is not None:
            if opened is not None:
                regions.append(Span(opened, line.span.start))
            opened = start
        elif opened is not None and (_ends_list(line.text) or _begins_section(line, breaks)):
            regions.append(Span(opened, line.span.start))
            opened = None
    if opened is not None:
        regions.append(Span(opened, len(text)))
    return [region for region in regions if text[region.start : region.end].strip()]


def end_of_list(lines: list[Line]) -> int:
    """How many of the lines come before something that ends a list."""
    return next((i for i, line in enumerate(lines) if i and _ends_list(line.text)), len(lines))


def _list_start(line: Line) -> int | None:
    """Where the entries begin if the line is the heading of a list or begins with one, else None."""
    body = line.text
    if len(body) <= 60 and _HEADING.fullmatch(body):
        return line.span.end
    match = _HEADING_AND_ENTRY.match(body)
    if match and (len(body) - match.end() >= 20 or re.search(r"\d{4}", body[match.end() :])):
        return line.span.start + match.end()
    return None


def _ends_list(body: str) -> bool:
    first = next((character for character in body if character.isalpha()), "")
    if first.islower():
        return False  # a wrapped line of an entry: "with an appendix by …"
    return (len(body) <= 100 and _END_LINE.fullmatch(body) is not None) or _END_START.match(body) is not None


def _heading_marks(document: Document) -> list[Span]:
    return [mark.span for mark in document.marked(MarkType.HEADING)]


def _begins_section(line: Line, headings: list[Span]) -> bool:
    if re.match(r"#{1,6}\s+\S", line.text):
        return True
    return any(span.start <= line.span.start < span.end for span in _near(headings, line.span))


def _near(headings: list[Span], span: Span) -> Iterator[Span]:
    return (heading for heading in headings if heading.overlaps(span))
