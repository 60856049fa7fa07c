"""The formats that programs read: each fits its schema, and says what its reader needs."""

import csv
import dataclasses
import gzip
import io
import json
import random
import re
import zipfile
from functools import cache
from pathlib import Path

import jsonschema
import pytest
from lxml import etree

import refcheck
from refcheck.formats import View, formats, sarif
from refcheck.model import Document, ReferenceVerdict, Report, Severity, Span
from refcheck.rules import catalogue
from reports import HOSTILE, MALFORMED, finding, hostile_report, many, report

ROOT = Path(__file__).parents[2]
SCHEMAS = Path(__file__).parent / "schemas"
PAYLOADS = [*HOSTILE, *MALFORMED]
every_report = pytest.mark.parametrize(
    "of",
    [report(), Report(), *map(hostile_report, PAYLOADS)],
    ids=["plain", "empty", *map(ascii, range(len(PAYLOADS)))],
)


def render(name, of, **view):
    return formats()[name].render(of, View(**view))


@cache
def validator(schema):
    """What validates against a JSON Schema of the folder, in the draft that the schema names."""
    content = json.loads((SCHEMAS / schema).read_text("utf-8"))
    return jsonschema.validators.validator_for(content)(content, format_checker=jsonschema.FormatChecker())


def validate(content, schema):
    validator(schema).validate(content)


@cache
def xml_schema(schema):
    return etree.XMLSchema(etree.parse(str(SCHEMAS / schema)))


def with_findings(*findings, text="Some text [1].\n", path="a.txt", **values):
    one = report().documents[0]
    article = dataclasses.replace(one.article, document=Document(path, "text", text))
    document = dataclasses.replace(one, article=article, findings=findings)
    return Report((document,), **values)


@pytest.fixture(scope="module")
def references(tmp_path_factory):
    """The report on this project's own articles, which has findings of most kinds."""
    records = [str(ROOT / "references" / "records.jsonl")]
    cache_dir = str(tmp_path_factory.mktemp("cache"))
    return refcheck.check([ROOT / "references"], offline=True, records=records, cache_dir=cache_dir)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_format_of_the_projects_own_articles_fits_its_schema(references, lang):
    assert len(references.findings) > 10
    log = json.loads(render("sarif", references, lang=lang))
    validate(log, "sarif-2.1.0-rtm.5.json")
    assert_github_takes(log)
    root = etree.fromstring(render("junit", references, lang=lang).encode())
    for schema in ("junit-10.xsd", "junit-common.xsd"):
        xml_schema(schema).assertValid(root)
    validate(json.loads(render("gitlab", references, lang=lang)), "gitlab.schema.json")
    for line in render("rdjsonl", references, lang=lang).splitlines():
        validate(json.loads(line), "rdjson.schema.json")


def assert_github_takes(log):
    """GitHub, "SARIF support for code scanning": the limits of an upload, and what it needs of a result."""
    assert log["version"] == "2.1.0"
    assert len(log["runs"]) == 1  # of 20
    for run in log["runs"]:
        rules = run["tool"]["driver"]["rules"]
        assert len(run["results"]) <= 25_000
        assert len(rules) <= 25_000
        for rule in rules:
            assert len(rule["id"]) <= 255
            assert max(len(rule[name]["text"]) for name in ("shortDescription", "fullDescription")) <= 1024
            assert len(rule["properties"]["tags"]) <= 10  # shown, of 20
        for result in run["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
            assert len(result["message"]["text"]) <= 1024
            assert result["partialFingerprints"]
            assert result["locations"]
            for location in result["locations"]:
                place = location["physicalLocation"]
                assert re.fullmatch(r"[A-Za-z0-9._~/%-]*", place["artifactLocation"]["uri"])
                assert min(value for name, value in place["region"].items() if not name.startswith("char")) >= 1


class TestSarif:
    @every_report
    @pytest.mark.parametrize("lang", ["en", "zh"])
    def test_it_fits_the_schema_and_what_github_asks_for(self, of, lang):
        log = json.loads(render("sarif", of, lang=lang))
        validate(log, "sarif-2.1.0-rtm.5.json")
        assert_github_takes(log)

    def test_of_thirty_thousand_findings_github_takes_the_file(self):
        """Every one with other values, as long as titles are: what is sent compressed has 10 MB at most."""
        number = random.Random(0)  # noqa: S311 - for texts
        letters = "abcdefghij klmnop qrstu vwxyz"
        texts = ["".join(number.choices(letters, k=120)) for _ in range(300)]
        findings = [
            finding(fingerprint=f"{number.getrandbits(128):x}", claimed=texts[at % 300], actual=texts[at * 7 % 300])
            for at in range(30_000)
        ]
        text = render("sarif", with_findings(*findings))
        log = json.loads(text)
        assert len(log["runs"][0]["results"]) == 25_000
        assert len(gzip.compress(text.encode(), 6)) < 10_000_000
        assert_github_takes(log)
        log["runs"][0]["results"] = log["runs"][0]["results"][::100]  # all of them take ten seconds
        validate(log, "sarif-2.1.0-rtm.5.json")

    def run(self, of, **view):
        return json.loads(render("sarif", of, **view))["runs"][0]

    def test_every_rule_is_described(self):
        run = self.run(report())
        assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == list(catalogue())
        for result in run["results"]:
            assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]

    def test_the_place_is_that_of_the_document(self):
        text = "一行\nsecond 行 here\nthird\n"
        start = text.index("行 here")
        run = self.run(with_findings(finding(span=Span(start, text.index("rd\n"))), text=text, path="a b/参考.txt"))
        place = run["results"][0]["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "a%20b/%E5%8F%82%E8%80%83.txt"
        assert place["region"] == {
            "startLine": 2, "startColumn": 8, "endLine": 3, "endColumn": 4, "charOffset": start, "charLength": 10,
        }  # fmt: skip
        assert run["columnKind"] == "unicodeCodePoints"

    def test_suppressions_say_why_and_a_baseline_tells_old_from_new(self):
        of = with_findings(
            finding(), finding(suppressed="inline", justification="printed so"), finding(suppressed="file"),
            finding(suppressed="baseline"), baseline=True,
        )  # fmt: skip
        results = self.run(of)["results"]
        assert [result["baselineState"] for result in results] == ["new", "new", "new", "unchanged"]
        assert results[1]["suppressions"] == [{"kind": "inSource", "justification": "printed so"}]
        assert results[2]["suppressions"][0]["kind"] == "external"
        assert "suppressions" not in results[0]
        assert "suppressions" not in results[3]
        assert all("baselineState" not in result for result in self.run(report())["results"])

    def test_what_was_not_read_or_asked_is_notified(self):
        invocation = self.run(report())["invocations"][0]
        assert invocation["executionSuccessful"] is False
        told = [note["message"]["text"] for note in invocation["toolExecutionNotifications"]]
        assert told == ["is no text", "Crossref did not answer every question; run again later."]
        assert invocation["startTimeUtc"] == "2026-11-22T06:00:00.000Z"
        assert invocation["endTimeUtc"] == "2026-11-22T06:00:01.500Z"

    def test_of_too_many_results_the_gravest_are_kept(self, monkeypatch):
        assert sarif._MOST_RESULTS == 25_000
        monkeypatch.setattr(sarif, "_MOST_RESULTS", 3)
        findings = [finding(Severity.NOTE, fingerprint=f"n{number}") for number in range(3)]
        findings += [finding(Severity.ERROR, fingerprint="last")]
        run = self.run(with_findings(*findings))
        assert [result["partialFingerprints"]["refcheck/v1"] for result in run["results"]] == ["n0", "n1", "last"]
        assert any("1 findings" in n["message"]["text"] for n in run["invocations"][0]["toolExecutionNotifications"])

    @pytest.mark.parametrize("text", ["[click](javascript:alert(1))", "![x](https://evil.example/x.png)"])
    def test_no_message_has_a_link_of_a_title(self, text):
        message = self.run(with_findings(finding(message=text)))["results"][0]["message"]["text"]
        assert not re.search(r"(?<!\\)\[[^\]]*(?<!\\)\]\(", message)


class TestJUnit:
    @every_report
    def test_it_fits_the_schemas_in_use(self, of):
        for schema in ("junit-10.xsd", "junit-common.xsd"):
            for lang in ("en", "zh"):
                xml_schema(schema).assertValid(etree.fromstring(render("junit", of, lang=lang).encode()))

    def test_errors_fail_and_what_is_not_verified_is_skipped(self):
        root = etree.fromstring(render("junit", report()).encode())
        suite, unread = root
        assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("2", "1", "0")
        failure = suite.find("testcase/failure")
        assert failure.get("type") == "MD202, MD203"
        assert "Correct the year." in failure.text
        assert unread.get("errors") == "1"
        ordinary = report()
        one = ordinary.documents[0]
        unverified = dataclasses.replace(one.references[0], verdict=ReferenceVerdict.UNVERIFIED)
        of = Report((dataclasses.replace(one, references=(unverified,), findings=()),))
        root = etree.fromstring(render("junit", of).encode())
        assert root[0].get("skipped") == "1"
        assert root[0].find("testcase/skipped") is not None

    def test_warnings_and_notes_are_output(self):
        root = etree.fromstring(render("junit", with_findings(finding(Severity.WARNING, reference="1"))).encode())
        assert root.find("testsuite/testcase/failure") is None
        assert "MD206 warning: It differs." in root.findtext("testsuite/system-out")


class TestGitLab:
    @every_report
    def test_it_fits_the_documentation(self, of):
        issues = json.loads(render("gitlab", of))
        validate(issues, "gitlab.schema.json")

    def test_a_fingerprint_is_unique_across_documents(self):
        one = report().documents[0]
        article = dataclasses.replace(one.article, document=Document("b.txt", "text", "x\n"))
        of = Report((one, dataclasses.replace(one, article=article)))
        marks = [issue["fingerprint"] for issue in json.loads(render("gitlab", of))]
        assert len(set(marks)) == len(marks) == 4


class TestReviewdog:
    @every_report
    def test_each_line_fits_the_message(self, of):
        for line in render("rdjsonl", of).splitlines():
            validate(json.loads(line), "rdjson.schema.json")

    def test_columns_count_bytes(self):
        text = "参考 paper\n"
        line = json.loads(render("rdjsonl", with_findings(finding(span=Span(3, 8)), text=text)))
        assert line["location"]["range"] == {"start": {"line": 1, "column": 8}, "end": {"line": 1, "column": 13}}


class TestGitHub:
    @every_report
    def test_each_line_is_one_command(self, of):
        for line in render("github", of).splitlines():
            assert re.fullmatch(r"::(error|warning|notice) [a-zA-Z]+=[^,:]*(,[a-zA-Z]+=[^,:]*)*::.*", line)

    def test_place_and_escaping(self):
        text = render("github", with_findings(finding(message="100% sure,\n::error::no"), path="a,b:c.txt"))
        assert text == (
            "::error file=a%2Cb%3Ac.txt,line=1,endLine=1,col=1,endColumn=4,title=MD203 title-mismatch"
            "::100%25 sure, ::error::no\n"
        )

    def test_at_most_ten_a_level_and_the_rest_is_summed_up(self):
        lines = render("github", many(25)).splitlines()
        assert sum(line.startswith("::error") for line in lines) == 10
        assert lines[-1].startswith("::notice")
        assert "15 more findings" in lines[-1]
        lines = render("github", many(11, Severity.NOTE)).splitlines()
        assert len(lines) == 10
        assert "2 more findings" in lines[-1]
        assert len(render("github", many(10, Severity.NOTE)).splitlines()) == 10


class TestJsonLines:
    @every_report
    def test_a_line_an_object(self, of):
        lines = [json.loads(line) for line in render("jsonl", of).splitlines()]
        findings = [each for document in of.documents for each in document.findings]
        assert len(lines) == len(findings) + len(of.unreadable)
        assert all({"path", "code", "severity", "message"} <= set(line) for line in lines)

    def test_a_finding_is_that_of_the_json_report(self):
        line = json.loads(render("jsonl", report()).splitlines()[-1])
        assert line.pop("path") == "article.txt"
        assert line == json.loads(render("json", report()))["documents"][0]["findings"][-1]


class TestCsv:
    @every_report
    def test_no_cell_is_a_formula(self, of):
        text = render("csv", of)
        assert text.startswith("\ufeffpath,")
        rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
        assert len(rows) == sum(len(document.findings) for document in of.documents) + len(of.unreadable)
        for row in rows:
            assert None not in row
            for cell in row.values():
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))

    def test_lines_end_as_the_standard_says(self):
        assert render("csv", report()).count("\r\n") == 4
        assert "'=1+1" in render("csv", with_findings(finding(claimed="=1+1")))


class TestXlsx:
    def cells(self, of, **view):
        archive = zipfile.ZipFile(io.BytesIO(render("xlsx", of, **view)))
        assert archive.testzip() is None
        for name in archive.namelist():
            root = etree.fromstring(archive.read(name))
            if "worksheets" in name:
                yield from (cell for cell in root.iter("{*}c"))

    @every_report
    def test_text_is_text_and_nothing_is_a_formula(self, of):
        for cell in self.cells(of):
            assert cell.find("{*}f") is None
            if cell.get("t") == "inlineStr":
                assert len(cell.findtext("{*}is/{*}t") or "") <= 32_767
            else:
                assert re.fullmatch(r"\d+(\.\d+)?", cell.findtext("{*}v"))

    def test_findings_references_and_sources(self):
        texts = [cell.findtext("{*}is/{*}t") for cell in self.cells(report())]
        for expected in ("MD202", "A programmable endonuclease", "Crossref", "partial", "is no text"):
            assert expected in texts
        assert "发现" not in texts

    def test_chinese_has_chinese_headers_and_words(self):
        texts = [cell.findtext("{*}is/{*}t") for cell in self.cells(report(), lang="zh")]
        for expected in ("文件", "级别", "错误", "年份", "记录题名", "不符", "部分应答", "未能读取"):
            assert expected in texts
        assert not {"path", "severity", "error", "mismatch", "partial", "stored_answers"} & set(texts)

    def test_the_filter_covers_the_table(self):
        archive = zipfile.ZipFile(io.BytesIO(render("xlsx", report())))
        root = etree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
        assert root.find("{*}autoFilter").get("ref") == f"A1:P{len(root.findall('.//{*}row'))}"

    def test_an_escape_of_excel_stays_as_it_is_printed(self):
        texts = [cell.findtext("{*}is/{*}t") for cell in self.cells(with_findings(finding(claimed="_x0041_")))]
        assert "_x005F_x0041_" in texts
