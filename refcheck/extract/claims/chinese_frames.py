"""The announcements in a Chinese sentence that name a journal, and where the name stands.

Short patterns over the skeleton of a sentence (see `skeleton`): "在B上发表", "发表于B", "B刊登", "据B杂志报道".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from refcheck.extract.claims.skeleton import SIMPLIFIED, Skeleton
from refcheck.model import Span

# The parts of the patterns. Each is bounded, so that a match takes linear time.
KIND = "(?:期刊|杂志|刊物|子刊|学刊|周刊|月刊|季刊|旗刊|主刊)"
GLOSS = "(?:[（(][^（()）]{0,40}[）)]){0,2}"  # (Nature Genetics), （2018年）, （IF=12.1）
AFTER = f"(?:{KIND}|学报|系列){{0,2}}"
STUDY = "(?:论文|文章|综述|研究|成果|试验|报告|工作|病例|分析|评论|快报|短文|文献|述评|专论|一文|进展)"
COUNT = "(?:的?(?:一|这|该|另一?|那|两|三|几|数|多|1|2|3|最新)?(?:项|篇|份|则|组|系列)?)"
_BEFORE = f"(?:[^，。；：,;BQLDR]{{0,24}}{KIND})?[：:]?"  # 国际期刊杂志, 行业期刊, 知名学术刊物
_ON = "(?:[上中里内]|网站上|官网上|之上)?"
_HOW = (
    "(?:近日|日前|最近|最新|近期|在线|线上|网络|正式|首次|率先|先后|共同|联合|公开|提前|同步|连续|曾经|曾|也|还|已经|已|又|"
    "刚刚|刚|同期|便|就|并|一同|专门|重点|特别|封面|头条|长文|发起|，|,|于D|在D|D){0,6}"
)
_HOW_NAMED = f"{_HOW}(?:以[BQ]为题)?[，,]?{_HOW}"
_VERB = (
    "(?:发表|刊登|刊发|刊载|登载|发布|见刊|刊出|发文|撰文|刊文|载文|报道|报告|公布|推出|上线|出版|披露|介绍|撰写|"
    "发过|发了)"
)
_FIRM_VERB = "(?:发表|刊登|刊发|刊载|登载|见刊|刊出|刊文|发文|载文|发布|上线)"
_PUT_IN = (
    "(?:(?:发表|刊登|刊发|刊载|登载|发布|刊出|报道|登|载|刊|见刊)(?:于|在|到|至|进)|登上了?|荣登|登陆|见诸|见刊|被)"
)

_RIGHT_VERB = re.compile(f"{GLOSS}{AFTER}{GLOSS}{_ON}{_HOW_NAMED}了?(?P<verb>{_VERB})")
_RIGHT_FIRM = re.compile(f"{GLOSS}(?P<kind>{AFTER}){GLOSS}{_ON}的?{_HOW}(?P<verb>{_FIRM_VERB})")
_RIGHT_STUDY = re.compile(
    f"{GLOSS}(?P<kind>{AFTER}){GLOSS}(?P<on>{_ON})D?{COUNT}[^，。；,;BQ]{{0,16}}?(?P<verb>{STUDY})"
)
_RIGHT_TOLD = re.compile(f"{GLOSS}{KIND}D?(?P<verb>报[道告])")
_RIGHT_BARE = re.compile("(?:D|近日|日前|最新|在线|上){0,2}(?:发表|刊登|刊发)")
_RIGHT_END = re.compile(f"{GLOSS}{AFTER}{_ON}")
_RIGHT_ACCEPTED = re.compile(f"{GLOSS}{AFTER}{_ON}(?:正式|在线)?(?:接收|接受|录用|刊用|发表|刊登|刊发)")
_LEFT_IN = re.compile(f"在(?:D的?)?(?P<before>{_BEFORE})$")
_LEFT_VERB = re.compile(f"(?P<verb>{_PUT_IN})了?(?:D的?)?{_BEFORE}$")
_LEFT_KIND = re.compile(f"{KIND}[：:]?(?:{GLOSS})?$")
_LEFT_ACCORDING = re.compile("[根依]?据$")
_LEFT_REACH = 60

# A plain Chinese name that says itself what it is: 美国运动医学杂志.
_PLAIN = re.compile(
    rf"(?:^|[，。；：、,;在于由据D的])(?P<name>[一-鿿·]{{2,24}}?(?:杂志|学报)){GLOSS}{_ON}{_HOW_NAMED}{_VERB}"
)
_GENERIC = re.compile(
    "^(?:近日|日前|最近|近期|随后|同年|此后|目前|此前|在|由|被|多家|多个|多本|一些|各大|各种|各类|该|本|这|此|同一|某|"
    "国际|国内|国外|外国|中外|海外|全球|世界|著名|知名|权威|顶级|顶尖|核心|学术|医学|科学|专业|行业|领域|一流|重要|主流|"
    "高水平|高影响力|综合性?|相关|同行评议|的|类|家)*(?:期刊|杂志|学报|刊物)+$"
)
_ADVERB = re.compile(
    "^(?:近日|日前|最近|近期|随后|同年|此后|此前|并|曾|还|也|又|国际知名|国际|权威|知名|著名|顶级|由|被|期刊)+"
)
# What stands in 《》 and is no journal: guidelines, laws, newspapers.
_NOT_A_JOURNAL = re.compile(
    "(?:指南|共识|规范|办法|条例|标准|通知|白皮书|蓝皮书|规划|纲要|药典|教材|宣言|细则|规定|声明|手册|词典|全书|公约|"
    "(?:管理|促进|保护|安全|防治|基本|监督|医师)法|日报|晚报|早报|晨报|时报|商报|电视台|新闻网?|新华社|联播|访谈|头条|"
    "公众号)$|^(?:人民网|新华网|光明网|中华人民共和国)"
)
_NOT_A_JOURNAL_LATIN = re.compile(
    r"clinicaltrials|(?:ar|bio|med|chem|psyar)xiv|ssrn|research ?square|preprint|pubmed|medline|embase|scopus"
    r"|web of science|google|twitter|facebook|youtube|github|linkedin|wechat|www|\.(?:gov|com|org|net|cn)\b"
    r"|\b(?:asco|esmo|aacr|ash|who|fda|nih|cdc|ema|nmpa|sci|ssci|cnki|bbc|cnn)\b$",
    re.IGNORECASE,
)
_LATIN_JOURNAL = re.compile(
    r"\b(?:Nature|Science|Cell|Lancet|BMJ|JAMA|NEJM|PNAS|Journal|J|Annals|Research|Reports|Medicine|Letters|Reviews?"
    r"|Neuron|Gut|Blood|Circulation|Immunity|eLife|Advances|Communications|Therapy|Frontiers)\b"
)
_PEOPLE = frozenset("团等教博大医")  # Smith团队, Smith等人, Harvard大学
_IN_BRACKETS = re.compile(r"[（(]L[^（()）]{0,12}[）)]")
_SHORT_FORM = re.compile(r"[A-Z.\s]{1,8}|(?:IF|JCR).{0,20}|Q\d")
_AROUND = '《》〈〉“”「」『』"‘’ \t\n，,。.'


@dataclass(frozen=True, slots=True)
class Frame:
    """An announcement that names a journal: offsets in the skeleton, and the name's span in the text."""

    start: int
    end: int
    place: int
    verb: int
    journal: Span


def find_frames(text: str, skeleton: Skeleton) -> list[Frame]:
    """The announcements of a sentence that name a journal, in order."""
    found = [
        frame
        for place, letter in enumerate(skeleton.shape)
        if letter in "BQL" and (frame := _frame(text, skeleton, place))
    ]
    return found or [frame for match in _PLAIN.finditer(skeleton.shape) if (frame := _plain(skeleton, match))]


def inner(text: str, span: Span) -> Span:
    """A span without the brackets, quotation marks and blanks at its ends."""
    start, end = span.start, span.end
    while start < end and text[start] in _AROUND:
        start += 1
    while end > start and text[end - 1] in _AROUND and not (text[end - 1] == "." and end < span.end):
        end -= 1
    return Span(start, end)


def _frame(text: str, skeleton: Skeleton, place: int) -> Frame | None:
    """The announcement that names a journal at `place`, or None when nothing announces."""
    shape = skeleton.shape
    printed = text[skeleton.spans[place].start : skeleton.spans[place].end]
    if not _can_be_journal(printed, shape[place : place + 2]):
        return None
    framed = _announced_before(shape, place) or _announced_after(shape, place, printed)
    return Frame(framed[0], framed[1], place, framed[2], _named(text, skeleton, place)) if framed else None


def _announced_before(shape: str, place: int) -> tuple[int, int, int] | None:
    """Start, end and verb of "发表于B" or "在B上发表"."""
    left = shape[max(0, place - _LEFT_REACH) : place]
    begin = place - len(left)
    if put := _LEFT_VERB.search(left):
        tail = (_RIGHT_ACCEPTED if put["verb"] == "被" else _RIGHT_END).match(shape, place + 1)
        return (begin + put.start(), tail.end(), begin + put.start("verb")) if tail else None
    if not (opened := _LEFT_IN.search(left)):
        return None
    if verb := _RIGHT_VERB.match(shape, place + 1):
        return begin + opened.start(), verb.end(), verb.start("verb")
    study = _RIGHT_STUDY.match(shape, place + 1)
    if study and study["on"] and (shape[place] == "B" or opened["before"] or study["kind"]):
        return begin + opened.start(), study.end(), study.start("verb")
    return None


def _announced_after(shape: str, place: int, name: str) -> tuple[int, int, int] | None:
    """Start, end and verb of "B刊登", "据B杂志报道" or "B上的一项研究"."""
    left = shape[max(0, place - _LEFT_REACH) : place]
    kind = _LEFT_KIND.search(left)
    start = place - len(left) + kind.start() if kind else place
    if verb := _RIGHT_FIRM.match(shape, place + 1):
        if shape[place] == "B" or kind or verb["kind"]:
            return start, verb.end(), verb.start("verb")
        if shape[place] == "L" and _RIGHT_BARE.match(shape, place + 1) and _LATIN_JOURNAL.search(name):
            return start, verb.end(), verb.start("verb")
    if _LEFT_ACCORDING.search(left) and (told := _RIGHT_TOLD.match(shape, place + 1)):
        return place, told.end(), told.start("verb")
    study = _RIGHT_STUDY.match(shape, place + 1)
    said = study and (study["kind"] or study["on"] or shape[place + 1 : place + 2] == "D")
    if study and said and (shape[place] == "B" or kind):
        return start, study.end(), study.start("verb")
    return None


def _can_be_journal(printed: str, shape: str) -> bool:
    """Whether what is printed can be a journal's name; `shape` is its letter and the one after it."""
    name = printed.strip(_AROUND)
    if _NOT_A_JOURNAL_LATIN.search(name) or _NOT_A_JOURNAL.search(name.translate(SIMPLIFIED)):
        return False
    latin = shape[0] == "L"
    return not latin or (len(name) > 2 and any(map(str.isupper, name)) and shape[1:] not in _PEOPLE)


def _named(text: str, skeleton: Skeleton, place: int) -> Span:
    """The journal's name without brackets: the original name when the Chinese one is glossed by it."""
    if skeleton.shape[place] == "B" and _IN_BRACKETS.match(skeleton.shape, place + 1):
        gloss = skeleton.spans[place + 2]
        name = text[gloss.start : gloss.end]
        if _can_be_journal(name, "L") and not _SHORT_FORM.fullmatch(name):
            return gloss
    return inner(text, skeleton.spans[place])


def _plain(skeleton: Skeleton, match: re.Match[str]) -> Frame | None:
    start, end = match.span("name")
    if adverb := _ADVERB.match(match["name"]):
        start += adverb.end()
    name = skeleton.shape[start:end]
    if _GENERIC.match(name) or "等" in name or len(name) < len("某某杂志"):
        return None
    return Frame(start, match.end(), start, match.end(), skeleton.span(start, end))
