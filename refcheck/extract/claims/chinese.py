"""Announcements of publications in Chinese sentences, simplified or traditional.

What announces is told by `chinese_frames`. The date of publication is the one beside the journal, inside the
announcement or at the head of its clause; the title is what the words around a quotation call one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from refcheck.extract.claims.chinese_frames import AFTER, COUNT, GLOSS, KIND, STUDY, Frame, find_frames, inner
from refcheck.extract.claims.skeleton import Skeleton, reduce
from refcheck.extract.claims.statement import Statement
from refcheck.model import Span
from refcheck.text.dates import DatedSpan

_ANNOUNCING = re.compile("[发刊登载见]|报道|报告|公布|出版|撰文|研究|论文|文章")
# "2021年《自然》和《科学》分别发表了": which journal is said of which work cannot be told.
_SEVERAL = re.compile(
    f"[BL](?:杂志|期刊|学报)?(?:[、和与及]|以及)?[BL]{AFTER}(?:等|上|中|{KIND}|分别|都|均|同时|先后|发表|刊登)"
)
_MOST = 12  # announcements in a sentence; more are no prose

_BESIDE = re.compile(f"{AFTER}(?:[（(][^（()）D]{{0,12}})?(?P<date>D)(?!年?代)")
_BEHIND = re.compile(
    "[^，。；,;BQLDR]{0,14}[（(](?P<in>D)[）)]"
    "|[，,](?:发表|刊登)?(?:时间)?[为于是：:]?(?P<after>D)(?:[）)]|[，。；,;]?$)"
)
_NOT_SINCE = re.compile("(?:自|从|截至|截止|截止到|截至到|至|到|距|直到)$")
_NOT_THEN = re.compile("(?:以来|起|至|到|后|之后|前|之前|以前|以后|期间|间|开始|版|第|度|讯|电|召开|举行)")
_CLAUSE_HEAD = re.compile(
    r"(?:^|[，。；：、（(,;:—\-•·*#]|[于在与和同据]|早在|当年|时间|论文|文章|综述|研究|成果|结果|[\d一二三四五六七八九十][.、])$"
)
_HEAD_REACH = 8
_OTHER_EVENT = re.compile(
    "进行|开展|启动|招募|纳入|入组|完成|实施|成立|批准|获批|诊断|出生|毕业|创立|创刊|获得|荣获|注册|随访|收集|手术|移植了|"
    "得主|获奖|奖项|获得者|接受了|申请|上市|授权|当选|任职|加入|首例|举行|召开|提出|访问|检索|更新|投稿|去世|离世"
)
_AGENT = re.compile(
    "团队|人员|学者|教授|等人|科学家|大学|医院|研究所|研究院|课题组|作者|专家|医生|医师|博士|院士|研究者|学院|公司|机构"
    "|L等?|他|她|我们"
)
_PAUSE = re.compile(".{0,3}[，,]")  # 2021年7月16日凌晨，
_LONGEST_REACH = 120

_TITLE_LEFT = re.compile(
    f"(?:题为|名为|题目[为是叫]|标题[为是]|名字?叫|{STUDY}|[一两三1](?:篇|项|份)|以)[：:，,]?$|关于$"
)
_TITLE_RIGHT = re.compile(f"{GLOSS}(?:为题|一文|的?[^，。；,;BQ]{{0,14}}?{STUDY})")
_SHORTEST_TITLE = 6

# A work that the sentence does not name: "该研究于2001年发表", "论文发表于2001年", "2001年，他们发表了一项研究".
_WORK = f"(?:该|这|此|上述|其|前述|本|那)(?:一|两)?(?:项|篇|份|则|组)?[^，。；,;BQLDR]{{0,12}}?{STUDY}|{STUDY}"
_PUBLISH = "(?:发表|刊登|刊发|刊载|见刊|刊出)"
_DATED = re.compile(
    f"(?P<work>{_WORK})?[^，。；,;BQLDR]{{0,8}}[，,]?(?:已|最早|最初|首次|正式|原)?[于在]?"
    f"(?P<date>D)[，,]?(?:在线|正式|首次|提前|公开|网络|得以|被|才|就){{0,3}}{_PUBLISH}"
    "(?![了过]?[一两三几多数]?[^，。；,;]{0,10}(?:声明|讲话|演讲|讲座|意见|看法|评价))"
)
_DATED_AFTER = re.compile(
    f"(?P<work>{_WORK})?[^，。；,;BQLDR]{{0,8}}{_PUBLISH}(?:时间|日期|年份)?[于在为是：:]{{1,2}}(?P<date>D)"
)
_DATED_STUDY = re.compile(
    f"(?:发表|刊登|刊发|发布)了?{COUNT}[^，。；,;]{{0,16}}?(?:论文|文章|综述|研究|成果|报告|试验|病例|荟萃分析)"
    "(?!计划|中心|所|院|项目|基金)"
)


def find_statements(
    text: str, sentence: Span, dates: Sequence[DatedSpan], citations: Sequence[Span], italics: Sequence[Span] = ()
) -> list[Statement]:
    """What a Chinese sentence announces.

    Args:
        text: the document's text.
        sentence: the sentence.
        dates: the dates of its paragraph.
        citations: the citation markers of its paragraph.
        italics: not used: Chinese names a journal in brackets.
    """
    del italics
    skeleton = reduce(text, sentence, dates, citations)
    if not _ANNOUNCING.search(skeleton.shape) or _SEVERAL.search(skeleton.shape):
        return []
    frames = list(islice(find_frames(text, skeleton), _MOST))
    if not frames:
        return _without_journal(text, sentence, skeleton)
    title = _title(text, skeleton, {frame.place for frame in frames})
    return [
        Statement(sentence, skeleton.span(frame.start, frame.end), (frame.journal,), _date(skeleton, frame), title)
        for frame in frames
    ]


def _date(skeleton: Skeleton, frame: Frame) -> DatedSpan | None:
    """The date of publication: beside the name, inside the announcement, behind it, or at the clause's head."""
    shape, dates = skeleton.shape, skeleton.dates
    beside = _BESIDE.match(shape, frame.place + 1)
    if beside and beside.start("date") in dates:
        return dates[beside.start("date")]
    inside = [at for at in dates if frame.start <= at < max(frame.end, frame.verb) and shape[at] == "D"]
    if inside:
        return dates[min(inside, key=lambda at: abs(at - frame.place))]
    if behind := _BEHIND.match(shape, frame.end):
        return dates[max(behind.start("in"), behind.start("after"))]
    return _date_before(skeleton, frame.start)


def _date_before(skeleton: Skeleton, start: int) -> DatedSpan | None:
    """The nearest date before an announcement, when nothing else happened on it."""
    shape = skeleton.shape
    at = max((at for at in skeleton.dates if at < start), default=-1)
    if at < 0 or shape[at] != "D" or start - at > _LONGEST_REACH:
        return None
    between, head = shape[at + 1 : start], shape[max(0, at - _HEAD_REACH) : at]
    if _OTHER_EVENT.search(between) or _NOT_THEN.match(between) or _NOT_SINCE.search(head):
        return None
    adjoining = not between and shape[start] != "在"  # 结果2021年发表于
    if not (adjoining or at == 0 or (head and _CLAUSE_HEAD.search(head))):
        return None
    if len(between) > len("年，在") and not _PAUSE.match(between) and not _AGENT.search(between):
        return None  # "2019年全球疾病负担研究发表在": the year names the work
    return skeleton.dates[at]


def _title(text: str, skeleton: Skeleton, journals: set[int]) -> Span | None:
    """Where the cited work's title stands, when the words around it say that it is one."""
    shape = skeleton.shape
    for place, letter in enumerate(shape):
        if letter not in "BQ" or place in journals:
            continue
        span = inner(text, skeleton.spans[place])
        if span.end - span.start < _SHORTEST_TITLE:
            continue
        left = shape[max(0, place - 12) : place]
        if _TITLE_LEFT.search(left) and (not left.endswith(("关于", "以")) or _TITLE_RIGHT.match(shape, place + 1)):
            return span
    return None


def _without_journal(text: str, sentence: Span, skeleton: Skeleton) -> list[Statement]:
    """A date, and perhaps a title, of a work whose journal the sentence does not name."""
    shape = skeleton.shape
    title = _title(text, skeleton, set())
    for match in (*_DATED.finditer(shape), *_DATED_AFTER.finditer(shape)):
        at = match.start("date")
        if not _NOT_SINCE.search(shape[max(0, at - _HEAD_REACH) : at]) and not _NOT_THEN.match(shape, at + 1):
            frame = skeleton.span(match.start(), match.end())
            return [Statement(sentence, frame, (), skeleton.dates[at], title, backward=True, loose=not match["work"])]
    announced = _DATED_STUDY.search(shape)
    date = _date_before(skeleton, announced.start()) if announced else None
    if announced and (date or title):
        return [Statement(sentence, skeleton.span(announced.start(), announced.end()), (), date, title, loose=True)]
    return []
