"""What comparisons say for their verdicts, in Chinese."""

import ast
import json
import re
import time
from pathlib import Path

import pytest

from refcheck.compare.authors import compare_authors
from refcheck.compare.journal import compare_journal
from refcheck.compare.numbers import compare_pages, compare_volume
from refcheck.compare.title import compare_title
from refcheck.compare.year import compare_year
from refcheck.extract.identifiers import find_identifiers
from refcheck.formats.clauses import dates, translated
from refcheck.model import Author, DateType, PartialDate, RecordDate
from reports import HOSTILE, MALFORMED

ROOT = Path(__file__).parents[2]
CLAUSES = json.loads((ROOT / "refcheck/data/clauses.zh.json").read_text("utf-8"))


def constants():
    """The texts that modules of comparators keep under a name."""
    for path in (ROOT / "refcheck/compare").glob("*.py"):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Constant):
                yield node.target.id, node.value.value


NAMED = {name: value for name, value in constants() if isinstance(value, str)}
# What stands at the places of a clause that is put together: another clause, the word for a field, or a value.
PLACES = {
    "what": ["volume", "issue"],
    "left_out": ["the subtitle", "the parallel title", "the place", "the body that issues it"],
}


def samples(node):
    """The texts that an expression of the source may come to, "Xyz" being a value of an article or record."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return [*samples(node.body), *samples(node.orelse)]
    if isinstance(node, ast.JoinedStr):
        texts = [""]
        for part in node.values:
            if isinstance(part, ast.Constant):
                texts = [text + part.value for text in texts]
                continue
            code = ast.unparse(part.value)
            name = code.split("(")[0]
            inner = PLACES.get(code) or ([NAMED[code]] if code in NAMED else None)
            inner = inner or (["the same words"] if code == "why" or code.endswith(".why") else None)
            inner = inner or (["“Xyz”", "nothing"] if name == "_quote" else ["Xyz"])
            texts = [text + each for text in texts for each in inner]
        return texts
    return []


def said():
    """Every clause of the comparators and of what finds identifiers, read off the source."""
    for path in [*sorted((ROOT / "refcheck/compare").glob("*.py")), ROOT / "refcheck/extract/identifiers.py"]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            found = []
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                if called in ("Agreement", "Judgement", "_different"):
                    found += node.args[(1 if called == "_different" else 2) :][:1]
                found += [each.value for each in node.keywords if each.arg in ("why", "malformed", "untidy")]
                found += node.args[:1] if called == "notes.append" else []
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in ("why", "untidy"):
                found.append(node.value)
            if isinstance(node, ast.Return) and path.name == "title.py":
                found += [node.value] if samples(node.value) and " " in samples(node.value)[0] else []
            if isinstance(node, ast.Return) and isinstance(node.value, ast.List) and path.name == "identifiers.py":
                found += node.value.elts
            for each in found:
                for text in samples(each):
                    yield path.name, text.lstrip("!?")
    for name in ("_SLIP", "_CUT", "_HEADLESS", "_FOUND"):
        yield name, f"the same words, {NAMED[name]}" if name == "_FOUND" else NAMED[name]
    yield from (("journal_parts.py", text) for text in PLACES["left_out"])


ALL = sorted({text for _, text in said() if text and not re.fullmatch(r"(?:“?Xyz”?|other script|;| )+", text)})


def test_the_source_says_many():
    assert len(ALL) > 90
    for text in ("another first author", "another year (Xyz)", "a slip of spelling", "Xyz is the Chinese name of Xyz"):
        assert text in ALL


@pytest.mark.parametrize("clause", ALL)
def test_every_clause_has_a_translation(clause):
    shown = translated(clause, "zh")
    assert shown != clause
    rest = re.sub(r"Xyz|Web of Science|ISO 4|DOI|PMID|PMC(?:ID)?|arXiv|doi:|YYMM\.N+", "", shown)
    assert not re.search(r"[a-z]{3}", rest), shown
    assert shown.count("Xyz") == clause.count("Xyz")


def test_translations_have_the_places_of_their_templates():
    for template, shown in CLAUSES.items():
        assert sorted(re.findall(r"\{(\w+)\}", template)) == sorted(re.findall(r"\{(\w+)\}", shown)), template


PRINT, ONLINE = RecordDate(DateType.PRINT, PartialDate(2020)), RecordDate(DateType.ONLINE, PartialDate(2019))


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        (compare_year("2015", [PRINT, ONLINE]), "年份不同（印刷版 2020, 网络版 2019）"),
        (compare_volume("12", "13"), "卷号不同"),
        (compare_pages("12-19", "12-20"), "仅末页不同"),
        (compare_title("Iron in the heart", ["Iron in the brain"]), "用词不同：“heart”，“brain”"),
        (compare_authors([Author("Li", "A")], [Author("Wang", "B"), Author("Li", "A")]), "列在首位的是另一位作者"),
        (compare_journal("柳叶刀", ["Nature"]), "“柳叶刀”是 The Lancet 的中文名"),
    ],
)  # fmt: skip
def test_what_comparisons_say(found, shown):
    assert translated(found.why, "zh") == shown


def test_several_reasons_in_a_row():
    assert translated("a slip of spelling; without its subtitle", "zh") == "拼写小误；缺副题名"
    assert translated("matched 治疗; not in the record: 长期; only in the record: gut", "zh") == (
        "对应上的：治疗；记录中没有的：长期；仅见于记录的：gut"
    )
    assert translated("another day (online 2019-02-03) (from the printed reference alone)", "zh") == (
        "日期不同（网络版 2019-02-03）（仅据所印条目）"
    )


def test_what_is_not_known_stays_as_it_is():
    for clause in ("", "something new", "a slip of spelling; something new", "x" * 1_000):
        assert translated(clause, "zh") == clause
    assert translated("a slip of spelling", "en") == "a slip of spelling"


def test_dates():
    assert dates("in print 2013-02-15, online 2013-01-03", "zh") == "印刷版 2013-02-15, 网络版 2013-01-03"
    assert dates("an online survey", "zh") == "an online survey"
    assert dates("online 2019", "en") == "online 2019"


@pytest.mark.parametrize("payload", [*HOSTILE, *MALFORMED], ids=lambda payload: ascii(payload[:20]))
def test_hostile_values_stay_values(payload):
    for clause in (payload, f"not among the authors: {payload}", f"without “{payload}”", f"{payload}; {payload}"):
        assert payload.strip() in translated(clause, "zh") or len(clause) > 500 or not payload.strip()


def test_a_clause_takes_no_time():
    started = time.perf_counter()
    for text in ("; " * 250, "a slip of spelling; " * 25, "the same " * 55, "a; so b, c has " * 33, " = ?" * 120):
        translated(text, "zh")
    assert time.perf_counter() - started < 2


def test_what_is_wrong_with_identifiers():
    for text in ("doi: doi:10.1126/science.1225829", "10.1016/", "PMID: 123456789012"):
        for identifier in find_identifiers(text):
            for clause in (identifier.malformed, identifier.untidy):
                assert not clause or translated(clause, "zh") != clause
