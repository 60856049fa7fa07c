"""Announcements of publications in Chinese sentences, simplified or traditional.

A sentence is first reduced to its skeleton: characters simplified one by one, blanks and citation markers left out, and
what has a name of its own replaced by one letter: B for 《…》, Q for a quotation, L for a run of Latin letters, D for a
date, R for a stretch of time. The ways of announcing a publication are then short patterns over the skeleton, such as
"在…B上…发表" and "B…刊登".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from refcheck.extract.claims.statement import Statement
from refcheck.model import Span
from refcheck.text.dates import DatedSpan

# Traditional and simplified, in pairs: only the characters that the patterns below use; one for one, so offsets hold.
_PAIRS = (
    "發发於于雜杂誌志論论學学載载報报線线見见錄录國国際际權权業业項项關关為为題题該该與与團团這这過过進进時时間间綜综來来後后據据網网絡络佈布開开裡里裏里醫医頂顶號号獲获實实試试驗验標标專专隨随創创聯联連连續续內内訊讯電电議议評评納纳組组啟启動动註注個个從从獻献寫写陸陆種种"
)
_SIMPLIFIED = str.maketrans(_PAIRS[::2], _PAIRS[1::2])

_ITEM = re.compile(
    r"(?P<B>《(?:[^《》\n]|《[^《》\n]{0,80}》){1,200}》|〈[^〈〉\n]{1,120}〉)"
    r"|(?P<Q>“[^“”\n]{1,300}”|「[^「」\n]{1,200}」|『[^『』\n]{1,200}』|\"[^\"\n]{1,300}\"|‘[^‘’\n]{1,200}’)"
)
_LATIN = re.compile(r"[A-Za-zÀ-ɏ](?:[A-Za-zÀ-ɏ0-9 .&:'’/\-–]|, (?=[A-Za-z])){0,120}")

# The parts of the patterns. Each is bounded, so that a match takes linear time.
_KIND = "(?:期刊|杂志|刊物|子刊|学刊|周刊|月刊|季刊|旗刊|主刊)"
_BEFORE = f"(?:[^，。；：,;BQLDR]{{0,24}}{_KIND})?[：:]?"  # 国际期刊杂志, 行业期刊, 知名学术刊物
_GLOSS = "(?:[（(][^（()）]{0,40}[）)]){0,2}"  # (Nature Genetics), （2018年）, （IF=12.1）
_AFTER = f"(?:{_KIND}|学报|系列){{0,2}}"
_ON = "(?:[上中里内]|网站上|官网上|之上)?"
_HOW = (
    "(?:近日|日前|最近|最新|近期|在线|线上|网络|正式|首次|率先|先后|共同|联合|公开|提前|同步|连续|曾经|曾|也|还|已经|已|又|"
    "刚刚|刚|同期|便|就|并|一同|专门|重点|特别|封面|头条|长文|发起|，|,|于D|在D|D){0,6}"
)
_HOW_NAMED = f"{_HOW}(?:以[BQ]为题)?[，,]?{_HOW}"
_VERB = (
    "(?:发表|刊登|刊发|刊载|登载|发布|见刊|刊出|发文|撰文|刊文|载文|报道|报告|公布|推出|上线|出版|披露|介绍|撰写|发过|发了)"
)
_FIRM_VERB = "(?:发表|刊登|刊发|刊载|登载|见刊|刊出|刊文|发文|载文|发布|上线)"
_PUT_IN = (
    "(?:(?:发表|刊登|刊发|刊载|登载|发布|刊出|出版|报道|收录|上线|登|载|刊|见刊)(?:于|在|到|至|进)"
    "|登上了?|荣登|登陆|见诸|见刊|被|来自|出自|源自)"
)
_STUDY = "(?:论文|文章|综述|研究|成果|试验|报告|工作|病例|分析|评论|快报|短文|文献|述评|专论|一文|进展)"
_COUNT = "(?:的?(?:一|这|该|另一?|那|两|三|几|数|多|1|2|3|最新)?(?:项|篇|份|则|组|系列)?)"

_RIGHT_VERB = re.compile(f"{_GLOSS}{_AFTER}{_GLOSS}{_ON}{_HOW_NAMED}了?(?P<verb>{_VERB})")
_RIGHT_FIRM = re.compile(f"{_GLOSS}(?P<kind>{_AFTER}){_GLOSS}{_ON}的?{_HOW}(?P<verb>{_FIRM_VERB})")
_RIGHT_STUDY = re.compile(f"{_GLOSS}(?P<kind>{_AFTER}){_GLOSS}(?P<on>{_ON})D?{_COUNT}[^，。；,;BQ]{{0,16}}?(?P<verb>{_STUDY})")
_LEFT_IN = re.compile(f"在(?:D的?)?(?P<before>{_BEFORE})$")
_LEFT_VERB = re.compile(f"(?P<verb>{_PUT_IN})(?:D的?|了)?(?P<before>{_BEFORE})$")
_LEFT_KIND = re.compile(f"{_KIND}[：:]?(?:{_GLOSS})?$")
_RIGHT_END = re.compile(f"{_GLOSS}{_AFTER}{_ON}")
_ACCEPTED = re.compile(f"{_GLOSS}{_AFTER}{_ON}(?:正式|在线)?(?:接收|接受|录用|刊用|发表|刊登|刊发)")

_SEVERAL = re.compile(f"B{_AFTER}(?:[、和与及]|以及)?B{_AFTER}(?:等|上|中|{_KIND}|分别|都|均|同时|先后|发表|刊登)")

# A plain Chinese name that says itself what it is: 美国运动医学杂志.
_PLAIN = re.compile(
    rf"(?P<left>^|[，。；：、,;在于由据D的])(?P<name>[一-鿿·]{{2,24}}?(?:杂志|学报))(?P<right>{_GLOSS}{_ON}{_HOW_NAMED}{_VERB})"
)
_GENERIC = re.compile(
    "^(?:(?:近日|日前|最近|近期|随后|同年|此后|目前|此前|在|由|被|多家|多个|多本|一些|各大|各种|各类|该|本|这本?|此|同一|某|"
    "国际|国内|国外|外国|中外|海外|全球|世界|著名|知名|权威|顶级|顶尖|核心|学术|医学|科学|专业|行业|领域|一流|重要|主流|"
    "高水平|高影响力|综合性?|相关|同行评议|的|类|家|本)+)?(?:期刊|杂志|学报|刊物)+$"
)
_ADVERB = re.compile("^(?:近日|日前|最近|近期|随后|同年|此后|此前|并|曾|还|也|又|国际知名|国际|权威|知名|著名|顶级|由|被|期刊)+")
# What stands in 《》 and is no journal.
_NOT_A_JOURNAL = re.compile(
    "(?:指南|共识|规范|办法|条例|标准|通知|白皮书|蓝皮书|规划|纲要|药典|教材|宣言|细则|规定|声明|手册|词典|全书|(?:管理|促进|保护|安全|防治|基本|监督|医师)法|公约|"
    "日报|晚报|早报|晨报|时报|商报|电视台|新闻网?|新华社|联播|访谈|头条|公众号)$|^(?:人民网|新华网|光明网|中华人民共和国)"
)
_NOT_A_JOURNAL_LATIN = re.compile(
    r"clinicaltrials|pubmed|medline|embase|scopus|web of science|google|twitter|facebook|youtube|github|linkedin|wechat|"
    r"\b(?:asco|esmo|aacr|ash|who|fda|nih|cdc|ema|nmpa|sci|ssci|cnki|bbc|cnn)\b$|www|\.(?:gov|com|org|net|cn)\b",
    re.IGNORECASE,
)

_TITLE_LEFT = re.compile(
    f"(?:题为|名为|题目[为是叫]|标题[为是]|名字?叫|{_STUDY}|[一两三1](?:篇|项|份)|以)[：:，,]?$|关于$"
)
_TITLE_RIGHT = re.compile(f"{_GLOSS}(?:为题|一文|的?[^，。；,;BQ]{{0,14}}?{_STUDY})")
_SHORTEST_TITLE = 6

_NOT_SINCE = re.compile("(?:自|从|截至|截止|截止到|截至到|至|到|距|直到)$")
_NOT_THEN = re.compile("(?:以来|起|至|到|后|之后|前|之前|以前|以后|期间|间|开始|版|第|度|讯|电|召开|举行)")
_OTHER_EVENT = re.compile(
    "进行|开展|启动|招募|纳入|入组|完成|实施|成立|批准|获批|诊断|出生|毕业|创立|创刊|获得|荣获|注册|随访|收集|手术|移植了|"
    "得主|获奖|奖项|获得者|接受了|申请|上市|授权|当选|任职|加入|首例|举行|召开|提出|访问|检索|更新|投稿|去世|离世"
)
_AGENT = re.compile(
    "团队|人员|学者|教授|等人|科学家|大学|医院|研究所|研究院|课题组|作者|专家|医生|医师|博士|院士|研究者|学院|公司|机构|L等?|他|她|我们"
)
_LONGEST_REACH = 120

_WORK = f"(?:该|这|此|上述|其|前述|本|那)(?:一|两)?(?:项|篇|份|则|组)?[^，。；,;BQLDR]{{0,12}}?{_STUDY}|{_STUDY}"
_DATED = re.compile(
    f"(?P<subject>{_WORK})?[^，。；,;BQLDR]{{0,8}}[，,]?(?:已|最早|最初|首次|正式|原)?[于在]?"
    "(?P<date>D)[，,]?(?:在线|正式|首次|提前|公开|网络|得以|被|才|就){0,3}"
    "(?P<verb>发表|刊登|刊发|刊载|见刊|刊出|在线发表)(?![了过]?[一两三几多数]?[^，。；,;]{0,10}(?:声明|讲话|演讲|讲座|意见|看法|评价))"
)
_DATED_AFTER = re.compile(
    f"(?P<subject>{_WORK})?[^，。；,;BQLDR]{{0,8}}(?P<verb>发表|刊登|刊发|刊载|见刊|刊出)(?:时间|日期|年份)?[于在为是：:]{{1,2}}(?P<date>D)"
)
_DATED_STUDY = re.compile(
    f"(?P<verb>发表|刊登|刊发|发布)了?(?:{_COUNT})[^，。；,;]{{0,16}}?(?:论文|文章|综述|研究|成果|报告|试验|病例|荟萃分析)(?!计划|中心|所|院|项目|基金)"
)


@dataclass(frozen=True, slots=True)
class _Skeleton:
    """A sentence reduced to its shape; `spans` says where each of its characters stands in the text."""

    shape: str
    spans: tuple[Span, ...]
    dates: dict[int, DatedSpan]

    def span(self, start: int, end: int) -> Span:
        """Where a stretch of the shape stands in the text."""
        return Span(self.spans[start].start, self.spans[max(start, end - 1)].end)


def find_statements(
    text: str, sentence: Span, dates: Sequence[DatedSpan], citations: Sequence[Span], italics: Sequence[Span] = ()
) -> list[Statement]:
    """What a Chinese sentence announces; `dates`, `citations` and `italics` are those inside it."""
    del italics  # Chinese names a journal in brackets
    skeleton = _skeleton(text, sentence, dates, citations)
    if not re.search("[发刊登载见]|报道|报告|公布|出版|撰文|研究|论文|文章", skeleton.shape):
        return []
    if _SEVERAL.search(skeleton.shape):
        return []  # which journal is said of which work cannot be told
    found = list(_with_journal(text, sentence, skeleton))
    return found or _without_journal(text, sentence, skeleton)


def _skeleton(text: str, sentence: Span, dates: Sequence[DatedSpan], citations: Sequence[Span]) -> _Skeleton:
    shape: list[str] = []
    spans: list[Span] = []
    kept: dict[int, DatedSpan] = {}
    dated = {date.span.start: date for date in dates}
    cited = {citation.start: citation for citation in citations}
    breaks = sorted({*dated, *cited, sentence.end})
    place = sentence.start
    upcoming = 0
    while place < sentence.end:
        while breaks[upcoming] <= place and upcoming < len(breaks) - 1:
            upcoming += 1
        if place in cited and cited[place].end <= sentence.end:
            place = cited[place].end
            continue
        if place in dated:
            span = dated[place].span
            kept[len(shape)] = dated[place]
            shape.append("R" if dated[place].ranged else "D")
        elif item := _ITEM.match(text, place, sentence.end):
            span = Span(place, item.end())
            shape.append(item.lastgroup or "Q")
        elif latin := _LATIN.match(text, place, breaks[upcoming] if breaks[upcoming] > place else sentence.end):
            span = Span(place, place + len(latin.group().rstrip(" .,:-–")))
            shape.append("L")
        else:
            span = Span(place, place + 1)
            if not text[place].isspace():
                shape.append(text[place].translate(_SIMPLIFIED))
        if len(spans) < len(shape):
            spans.append(span)
        place = span.end
    return _Skeleton("".join(shape), tuple(spans), kept)


def _with_journal(text: str, sentence: Span, skeleton: _Skeleton) -> Iterator[Statement]:
    shape = skeleton.shape
    frames: list[tuple[int, int, int, Span, int]] = []  # start and end of the frame, place and span of the journal, verb
    for place, letter in enumerate(shape):
        if letter in "BQL" and (frame := _frame(text, skeleton, place)):
            start, end, verb = frame
            frames.append((start, end, place, _named(text, skeleton, place), verb))
    if not frames:
        for match in _PLAIN.finditer(shape):
            name = _plain_name(match)
            if name:
                verb = match.end()
                frames.append((match.start("name"), verb, match.start("name"), skeleton.span(*name), verb))
    journals = {place for _, _, place, _, _ in frames}
    for start, end, place, journal, verb in frames:
        date = _date(skeleton, start, end, place, verb)
        title = _title(text, skeleton, journals)
        yield Statement(sentence, skeleton.span(start, end), (journal,), date, title)


def _frame(text: str, skeleton: _Skeleton, place: int) -> tuple[int, int, int] | None:
    """Start, end and verb of the announcement that names a journal at `place`, or None when nothing announces."""
    shape, letter = skeleton.shape, skeleton.shape[place]
    span = skeleton.spans[place]
    name = text[span.start : span.end].strip("《》〈〉“”「」『』\"‘’ ")
    if letter == "L" and (not _latin_name(name) or shape[place + 1 : place + 2] in ("团", "等", "教", "博", "大", "医")):
        return None
    if letter != "L" and (_NOT_A_JOURNAL.search(name.translate(_SIMPLIFIED)) or _NOT_A_JOURNAL_LATIN.search(name)):
        return None
    left = shape[max(0, place - 60) : place]
    begin = place - len(left)
    if match := _LEFT_VERB.search(left):
        tail = _RIGHT_END.match(shape, place + 1)
        end = tail.end() if tail else place + 1
        quiet = match["verb"] in {"来自", "出自", "源自", "被", "见刊"}
        if match["verb"] == "被":
            return (begin + match.start(), end, place) if _ACCEPTED.match(shape, place + 1) else None
        if not quiet or (match["verb"] == "见刊" and letter == "B"):
            return begin + match.start(), end, begin + match.start("verb")
    if match := _LEFT_IN.search(left):
        if verb := _RIGHT_VERB.match(shape, place + 1):
            return begin + match.start(), verb.end(), verb.start("verb")
        study = _RIGHT_STUDY.match(shape, place + 1)
        if study and study["on"] and (letter == "B" or match["before"] or study["kind"]):
            return begin + match.start(), study.end(), study.start("verb")
    kind = _LEFT_KIND.search(left)
    start = begin + kind.start() if kind else place
    if verb := _RIGHT_FIRM.match(shape, place + 1):
        if letter == "B" or kind or verb["kind"]:
            return start, verb.end(), verb.start("verb")
        if letter == "L" and re.match("(?:D|近日|日前|最新|在线|[上]){0,2}(?:发表|刊登|刊发)", shape[place + 1 : place + 12]):
            return (start, verb.end(), verb.start("verb")) if _latin_journal(name) else None
    if re.search("[根依]?据$", left) and (told := re.match(f"{_GLOSS}{_KIND}D?报[道告]", shape[place + 1 : place + 60])):
        return place, place + 1 + told.end(), place + told.end()
    study = _RIGHT_STUDY.match(shape, place + 1)
    if study and (letter == "B" or kind) and (study["kind"] or study["on"] or shape[place + 1 : place + 2] == "D"):
        return start, study.end(), study.start("verb")
    return None


def _latin_name(name: str) -> bool:
    """Whether Latin letters can be a journal's name: a capital, and no site, database or body."""
    return any(letter.isupper() for letter in name) and not _NOT_A_JOURNAL_LATIN.search(name) and len(name) > 2


def _latin_journal(name: str) -> bool:
    """Whether Latin letters before a verb are more likely a journal than a person or a firm."""
    return bool(
        re.search(
            r"\b(?:Nature|Science|Cell|Lancet|BMJ|JAMA|NEJM|PNAS|Journal|J|Annals|Research|Reports|Medicine|Letters"
            r"|Reviews?|Neuron|Gut|Blood|Circulation|Immunity|eLife|Advances|Communications|Therapy|Frontiers)\b",
            name,
        )
    )


def _named(text: str, skeleton: _Skeleton, place: int) -> Span:
    """The journal's name without brackets: the original name when the Chinese one is glossed by it."""
    gloss = re.match(r"[（(]L[^（()）]{0,12}[）)]", skeleton.shape[place + 1 : place + 20])
    if gloss and skeleton.shape[place] == "B":
        span = skeleton.spans[place + 2]
        name = text[span.start : span.end]
        if _latin_name(name) and not re.fullmatch(r"[A-Z.\s]{1,8}|IF.{0,20}|JCR.{0,20}|Q\d", name):
            return span
    return _inner(text, skeleton.spans[place])


def _inner(text: str, span: Span) -> Span:
    """A span without the brackets, quotation marks and blanks at its ends."""
    start, end = span.start, span.end
    around = "《》〈〉“”「」『』\"‘’ \t\n，,。."
    while start < end and text[start] in around:
        start += 1
    while end > start and text[end - 1] in around and not (text[end - 1] == "." and end < span.end):
        end -= 1
    return Span(start, end)


def _plain_name(match: re.Match[str]) -> tuple[int, int] | None:
    start, end = match.span("name")
    name = match["name"]
    if adverb := _ADVERB.match(name):
        start += adverb.end()
        name = name[adverb.end() :]
    return None if _GENERIC.match(name) or len(name) < 4 else (start, end)


def _date(skeleton: _Skeleton, start: int, end: int, place: int, verb: int) -> DatedSpan | None:
    """The date of publication: beside the journal's name, inside the announcement, after it, or at the clause's head."""
    shape, dates = skeleton.shape, skeleton.dates
    beside = re.compile(f"{_AFTER}(?:[（(][^（()）D]{{0,12}})?(D)(?!年?代)").match(shape, place + 1)
    if beside and beside.start(1) in dates:
        return dates[beside.start(1)]
    inside = [at for at in dates if start <= at < max(end, verb) and shape[at] == "D"]
    if inside:
        return dates[min(inside, key=lambda at: abs(at - place))]
    if after := re.match(r"[^，。；,;BQLDR]{0,14}[（(](D)[）)]|[，,](?:发表|刊登)?(?:时间)?[为于是：:]?(D)(?:[）)]|[，。；,;]?$)", shape[end:]):
        return dates[end + (after.start(1) if after.group(1) else after.start(2))]
    earlier = [at for at in dates if at < start]
    if not earlier:
        return None
    at = max(earlier)
    between = shape[at + 1 : start]
    if shape[at] != "D" or len(between) > _LONGEST_REACH or _OTHER_EVENT.search(between) or _NOT_THEN.match(between):
        return None
    head = shape[:at]
    if _NOT_SINCE.search(head) or not re.search(r"(?:^|[，。；：、（(,;:—\-•·*#\s]|[于在与和同据]|早在|当年|根据|[\d一二三四五六七八九十][.、])$", head):
        return None
    if between and between[0] not in "，," and len(between) > 3 and not _AGENT.search(between):
        return None  # "2019年全球疾病负担研究发表在": the year names the work
    return dates[at]


def _title(text: str, skeleton: _Skeleton, journals: set[int]) -> Span | None:
    """Where the cited work's title stands, when the words around it say that it is one."""
    shape = skeleton.shape
    for place, letter in enumerate(shape):
        if letter not in "BQ" or place in journals:
            continue
        span = _inner(text, skeleton.spans[place])
        if span.end - span.start < _SHORTEST_TITLE:
            continue
        left = shape[max(0, place - 12) : place]
        right = _TITLE_RIGHT.match(shape, place + 1)
        if _TITLE_LEFT.search(left) and (right or not left.endswith(("关于", "以"))):
            return span
    return None


def _without_journal(text: str, sentence: Span, skeleton: _Skeleton) -> list[Statement]:
    """A date, and perhaps a title, of a work whose journal the sentence does not name."""
    shape = skeleton.shape
    for pattern in (_DATED, _DATED_AFTER):
        for match in pattern.finditer(shape):
            at = match.start("date")
            head, rest = shape[:at], shape[at + 1 :]
            if _NOT_SINCE.search(head) or _NOT_THEN.match(rest):
                continue
            loose = not match["subject"]
            frame = skeleton.span(match.start(), match.end())
            return [Statement(sentence, frame, (), skeleton.dates[at], _title(text, skeleton, set()), True, loose)]
    if match := _DATED_STUDY.search(shape):
        date = _date(skeleton, match.start(), match.end(), match.start(), match.start())
        title = _title(text, skeleton, set())
        if date or title:
            frame = skeleton.span(match.start(), match.end())
            return [Statement(sentence, frame, (), date, title, loose=True)]
    return []
