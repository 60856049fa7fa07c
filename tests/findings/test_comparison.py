"""Two reports compared: what is new, changed, fixed, unchanged; what is newly retracted; what cannot be told."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcheck.errors import UsageError
from refcheck.findings import stored
from refcheck.findings.comparison import compare
from refcheck.findings.stored import StoredReport
from refcheck.formats import changes
from refcheck.formats.translation import Translator
from refcheck.rules import catalogue

SMITH = {"label": "1", "text": "Smith J. A title. Cell. 2020.", "identifiers": {"doi": "10.1000/smith", "pmid": None}}
JONES = {"label": "2", "text": "Jones K. Another. Cell. 2021.", "identifiers": {}}


def finding(code="MD201", reference="1", **values):
    return {
        "code": code, "severity": "error", "message": f"{code} is so.", "fingerprint": f"{code}-{reference}",
        "reference": reference, "claimed": "Cell", "actual": "Nature", "suppressed": None, **values,
    }  # fmt: skip


def report(*findings, path="a.md", references=(SMITH, JONES), status="ok"):
    documents = [{"path": path, "references": list(references), "findings": list(findings)}]
    run = {"started": "2026-11-22T00:00:00Z", "sources": {"crossref": {"status": status, "requests": 1, "cached": 0}}}
    return {"schema_version": "1", "run": run, "documents": documents, "summary": {}}


def compared(old, new):
    return compare(StoredReport.model_validate(old), StoredReport.model_validate(new))


def codes(some):
    return [change.finding.code for change in some]


class TestWhatBecameOfAFinding:
    def test_it_is_in_one_list(self):
        old = report(finding("MD201"), finding("MD202"), finding("MD203", severity="warning"))
        result = compared(old, report(finding("MD201"), finding("MD203"), finding("MD205")))
        lists = (result.new, result.changed, result.fixed, result.unchanged, result.not_checked)
        assert [codes(each) for each in lists] == [["MD205"], ["MD203"], ["MD202"], ["MD201"], []]

    def test_a_label_that_moved_is_the_same_reference(self):
        moved = {**SMITH, "label": "2"}, {**JONES, "label": "1"}
        after = finding("ST301", "2", fingerprint="x")
        (change,) = compared(report(), report(after, references=moved)).new
        assert change.newly_retracted
        assert change.reference == SMITH["text"]

    def test_a_retracted_work_cited_for_the_first_time_is_new_and_not_newly_retracted(self):
        result = compared(report(references=(JONES,)), report(finding("ST301")))
        assert codes(result.new) == ["ST301"]
        assert not result.newly_retracted

    def test_a_reference_that_got_an_identifier_is_the_same(self):
        bare = {**SMITH, "identifiers": {}}
        assert compared(report(references=(bare,)), report(finding("ST301"))).newly_retracted

    @pytest.mark.parametrize("suppressed", [None, "baseline"])
    def test_a_retraction_that_was_known_is_not_newly_retracted(self, suppressed):
        known = finding("ST301", fingerprint="before", suppressed=suppressed)
        result = compared(report(known), report(finding("ST301", fingerprint="after")))
        assert codes(result.new) == ["ST301"]
        assert not result.newly_retracted

    def test_newly_retracted_works_come_first(self):
        result = compared(report(), report(finding("ID102"), finding("MD201"), finding("ST304", "2")))
        assert codes(result.new) == ["ST304", "ID102", "MD201"]

    def test_suppressed_ones_do_not_count(self):
        hidden = finding(suppressed="baseline")
        assert codes(compared(report(hidden), report(finding())).new) == ["MD201"]
        assert codes(compared(report(finding()), report(hidden)).fixed) == ["MD201"]
        assert not any(codes(each) for each in (compared(report(hidden), report(hidden)).unchanged,))

    def test_the_same_finding_of_another_document_is_another_one(self):
        result = compared(report(finding()), report(finding(), path="b.md"))
        assert codes(result.new) == ["MD201"]
        assert codes(result.not_checked) == ["MD201"]


class TestWhatWasNotCheckedAgain:
    def test_a_failed_source_fixes_nothing(self):
        result = compared(report(finding()), report(status="partial"))
        assert codes(result.not_checked) == ["MD201"]
        assert not result.fixed

    def test_a_reference_that_was_taken_out_is_fixed_all_the_same(self):
        result = compared(report(finding()), report(references=(JONES,), status="unreachable"))
        assert codes(result.fixed) == ["MD201"]


class TestFailing:
    @pytest.mark.parametrize(
        ("severity", "fail_on", "fails"),
        [("error", "error", True), ("warning", "error", False), ("warning", "warning", True), ("note", "note", True),
         ("note", "warning", False), ("error", "never", False)],
    )  # fmt: skip
    def test_something_new_at_or_above_the_severity(self, severity, fail_on, fails):
        assert compared(report(), report(finding(severity=severity))).fails(fail_on) is fails

    def test_what_was_there_before_does_not_fail_and_what_got_graver_does(self):
        assert not compared(report(finding()), report(finding())).fails("note")
        assert compared(report(finding(severity="note")), report(finding())).fails("error")
        assert not compared(report(finding()), report(finding(severity="warning"))).fails("warning")


class TestReading:
    @pytest.mark.parametrize(
        ("content", "says"),
        [
            ("", "no JSON"),
            ("[]", "schema_version"),
            ("{}", "schema_version"),
            ('{"schema_version": "2"}', "version '1'"),
            ('{"schema_version": "1"}', "documents"),
            ('{"schema_version": "1", "documents": [{"path": 3, "findings": []}]}', r"documents\[0\].path"),
            (json.dumps(report(finding(severity="grave"))), r"documents\[0\].findings\[0\].severity"),
            (json.dumps(report(finding(fingerprint=""))), "fingerprint"),
            ("[" * 100_000, "no JSON"),
        ],
    )
    def test_what_is_wrong_is_said_with_the_files_name(self, tmp_path, content, says):
        file = tmp_path / "old.json"
        file.write_text(content, "utf-8")
        with pytest.raises(UsageError, match=rf"old\.json: .*{says}"):
            stored.read(file)

    def test_a_missing_file_and_a_folder_are_named(self, tmp_path):
        for path in (tmp_path, tmp_path / "none.json"):
            with pytest.raises(UsageError, match=path.name):
                stored.read(path)


HOSTILE = "\x1b[31m<script>@team [x](javascript:1) | \u202e\n::error::\u0007"


class TestRendering:
    @pytest.mark.parametrize("form", sorted(changes.RENDERERS))
    @pytest.mark.parametrize("lang", ["en", "zh"])
    def test_hostile_values_do_nothing(self, form, lang):
        hostile = finding("XX1", HOSTILE, message=HOSTILE, fingerprint=HOSTILE, actual=HOSTILE)
        reference = {"label": HOSTILE, "text": HOSTILE, "identifiers": {}}
        retracted = finding("ST301", HOSTILE, actual=HOSTILE)
        args = {"path": HOSTILE, "references": (reference,)}
        shown = changes.RENDERERS[form](compared(report(**args), report(hostile, retracted, **args)), Translator(lang))
        assert not {"\x1b", "\x07", "\u202e"} & set(shown)
        assert not any(line.startswith("::") for line in shown.splitlines())
        if form == "markdown":
            assert "<script>" not in shown
            assert "@team" not in shown
            assert "](javascript" not in shown.replace("\\](", "")

    def test_markdown_stays_within_what_an_issue_takes(self):
        many = [finding(fingerprint=str(number), message="long " * 50) for number in range(1_000)]
        shown = changes.as_markdown(compared(report(), report(*many)), Translator("en"))
        assert len(shown) < 65_536
        assert f"{1_000 - shown.count('MD201')} more findings are not shown" in shown

    def test_chinese_says_it_in_chinese(self):
        shown = changes.as_text(compared(report(), report(finding("ST301"))), Translator("zh"))
        assert "新近撤稿" in shown
        assert "被引文献已被撤稿" in shown

    def test_every_rule_can_be_named_in_chinese(self):
        say = Translator("zh")
        assert [rule.code for rule in catalogue().values() if say(rule.when) == rule.when] == []

    def test_json_has_every_list(self):
        old = report(finding("MD203", severity="warning"))
        content = json.loads(changes.as_json(compared(old, report(finding("MD203"))), Translator("en")))
        assert content["summary"]["changed"] == 1
        assert content["changed"][0]["before"]["severity"] == "warning"
        assert [content[name] for name in ("new", "fixed", "unchanged", "not_checked")] == [[], [], [], []]


_FINDINGS = st.lists(
    st.builds(finding, st.sampled_from(["MD201", "ST301"]), st.sampled_from(["1", "2"]),
              severity=st.sampled_from(["error", "warning", "note"]), suppressed=st.sampled_from([None, "inline"])),
    max_size=4, unique_by=lambda one: one["fingerprint"],
)  # fmt: skip


@given(_FINDINGS, _FINDINGS)
def test_every_open_finding_is_accounted_for_once(old, new):
    result = compared(report(*old), report(*new))
    after = [one["fingerprint"] for one in new if not one["suppressed"]]
    shown = [change.finding.fingerprint for change in (*result.new, *result.changed, *result.unchanged)]
    assert sorted(shown) == sorted(after)
    before = {one["fingerprint"] for one in old if not one["suppressed"]}
    assert {change.finding.fingerprint for change in result.fixed} == before - set(after)
