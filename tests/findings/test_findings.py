import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import article, reference

from refcheck.errors import ConfigError, UsageError
from refcheck.findings import baseline
from refcheck.findings.fingerprint import with_fingerprints
from refcheck.findings.selection import select
from refcheck.findings.suppression import Suppression, inline, suppress
from refcheck.model import (
    CheckedDocument,
    Document,
    Finding,
    Mark,
    MarkType,
    Report,
    Severity,
    Span,
)

TODAY = dt.date(2026, 11, 22)


def finding(code="MD201", span=Span(0, 5), label="1", **values):
    return Finding(code, Severity.ERROR, "A message.", span, reference=label, **values)


class TestFingerprint:
    def test_neither_place_nor_label_matters(self):
        one = with_fingerprints([finding(claimed="Cell")], {"1": reference("1", doi="10.1/a")})
        moved = with_fingerprints(
            [finding(claimed="Cell", span=Span(90, 95), label="7")], {"7": reference("7", doi="10.1/a")}
        )
        assert one[0].fingerprint == moved[0].fingerprint

    def test_code_work_and_claim_matter(self):
        references = {"1": reference("1", doi="10.1/a"), "2": reference("2", doi="10.1/b")}
        several = [finding(claimed="Cell"), finding("MD202", claimed="Cell"), finding(claimed="Nature"),
                   finding(claimed="Cell", label="2")]  # fmt: skip
        assert len({one.fingerprint for one in with_fingerprints(several, references)}) == 4

    def test_equal_findings_stay_apart(self):
        marked = with_fingerprints([finding(), finding()], {"1": reference()})
        assert marked[0].fingerprint != marked[1].fingerprint


class TestSelection:
    @pytest.mark.parametrize(
        ("only", "ignored", "kept"),
        [
            ((), (), ["MD201", "MD202", "ST301"]),
            (("MD",), (), ["MD201", "MD202"]),
            (("MD",), ("MD201",), ["MD202"]),
            ((), ("MD",), ["ST301"]),
            (("MD201",), ("MD",), ["MD201"]),
            ((), ("MD201", "ST301"), ["MD202"]),
        ],
    )
    def test_the_longer_prefix_wins(self, only, ignored, kept):
        every = [finding(code) for code in ("MD201", "MD202", "ST301")]
        assert [one.code for one in select(every, only=only, ignored=ignored)] == kept

    def test_a_setting_changes_the_severity(self):
        (one,) = select([finding("CT403")], severity={"CT403": Severity.NOTE})
        assert one.severity is Severity.NOTE


def commented(comment, text="[1] First entry.\n[2] Second entry.\n", at=17):
    document = Document("a.md", "markdown", text, marks=(Mark(MarkType.COMMENT, Span(at, at), comment),))
    entries = (reference("1", span=Span(0, 16)), reference("2", span=Span(17, 34)))
    return dataclasses.replace(article(), document=document, references=entries)


class TestSuppression:
    def test_a_comment_before_an_entry_hides_that_code_of_that_entry_alone(self):
        of = commented('refcheck: ignore[MD203] reason="retitled in print"')
        every = [finding("MD203", Span(0, 16), "1"), finding("MD203", Span(17, 34), "2"),
                 finding("MD201", Span(17, 34), "2")]  # fmt: skip
        after = suppress(every, inline(of), of, TODAY)
        assert [one.suppressed for one in after] == ["", "inline", ""]

    @pytest.mark.parametrize("quoted", ["“retitled in print”", "‘retitled in print’", "'retitled in print'"])
    def test_quotation_marks_as_word_makes_them(self, quoted):
        of = commented(f"refcheck: ignore[MD203] until=“2027-01-01” reason={quoted}")
        (given,) = inline(of)
        assert (given.reason, str(given.until)) == ("retitled in print", "2027-01-01")

    def test_a_reason_is_required(self):
        of = commented("refcheck: ignore[MD203]")
        after = suppress([finding("MD203", Span(17, 34), "2")], inline(of), of, TODAY)
        assert [(one.code, one.suppressed) for one in after] == [("MD203", ""), ("SU902", "")]
        assert "reason" in after[1].message

    def test_an_expired_one_hides_nothing_and_says_so(self):
        of = commented('refcheck: ignore[MD203] until=2026-01-01 reason="for now"')
        after = suppress([finding("MD203", Span(17, 34), "2")], inline(of), of, TODAY)
        assert [(one.code, one.suppressed) for one in after] == [("MD203", ""), ("SU901", "")]

    def test_one_that_matches_nothing_says_so(self):
        of = commented('refcheck: ignore[MD203] reason="it was wrong once"')
        assert [one.code for one in suppress([], inline(of), of, TODAY)] == ["SU902"]

    def test_the_configuration_hides_by_doi_key_and_path(self):
        of = dataclasses.replace(commented(""), references=(reference("1", doi="10.1/a", span=Span(0, 16)),))
        one = finding("MD203", Span(0, 16), "1")
        for hides in ({"doi": "10.1/A"}, {"key": "1"}, {"path": "*.md"}, {}):
            (after,) = suppress([one], [Suppression(("MD",), "file", "known", **hides)], of, TODAY)
            assert after.suppressed == "file", hides
        for other in ({"doi": "10.1/b"}, {"key": "2"}, {"path": "*.txt"}):
            (after,) = suppress([one], [Suppression(("MD",), "file", "known", **other)], of, TODAY)
            assert after.suppressed == "", other

    @given(st.text(max_size=200))
    def test_no_comment_is_too_strange(self, text):
        of = commented("refcheck: ignore[" + text)
        assert isinstance(suppress([finding()], inline(of), of, TODAY), list)


def report(*findings):
    checked = CheckedDocument(article(), (), (), tuple(with_fingerprints(list(findings), {})))
    return Report((checked,))


class TestBaseline:
    def test_only_what_is_new_counts(self, tmp_path):
        file = tmp_path / "baseline.json"
        assert baseline.write(file, report(finding("MD201"))) == 1
        after, stale = baseline.apply(report(finding("MD201"), finding("ST301")), baseline.read(file))
        assert [one.code for one in after.findings] == ["ST301"]
        assert stale == 0

    def test_pruning_drops_what_is_gone_and_never_adds(self, tmp_path):
        file = tmp_path / "baseline.json"
        baseline.write(file, report(finding("MD201"), finding("MD202")))
        known = baseline.read(file)
        now = report(finding("MD202"), finding("ST301"))
        _, stale = baseline.apply(now, known)
        assert stale == 1
        assert baseline.write(file, now, keep=known) == 1
        assert [code for code in ("MD201", "MD202", "ST301") if code in file.read_text("utf-8")] == ["MD202"]

    @pytest.mark.parametrize("content", ["", "[]", '{"findings": [1]}', '{"findings": [{"path": 1}]}'])
    def test_what_is_no_baseline_is_named(self, tmp_path, content):
        file = tmp_path / "baseline.json"
        file.write_text(content, "utf-8")
        with pytest.raises(ConfigError, match=r"baseline\.json"):
            baseline.read(file)


class TestSeverity:
    def test_a_family_has_one_too_and_the_code_beats_it(self):
        every = [finding("MD201"), finding("MD202"), finding("ST301")]
        changed = select(every, severity={"MD": Severity.NOTE, "MD202": Severity.WARNING})
        assert [one.severity for one in changed] == [Severity.NOTE, Severity.WARNING, Severity.ERROR]

    def test_weaker_evidence_is_not_raised(self):
        weak = dataclasses.replace(finding("MD202"), severity=Severity.WARNING)
        assert select([weak], severity={"MD202": Severity.ERROR})[0].severity is Severity.WARNING
        assert select([weak], severity={"MD202": Severity.NOTE})[0].severity is Severity.NOTE
        usual = dataclasses.replace(finding("MD206"), severity=Severity.WARNING)
        assert select([usual], severity={"MD206": Severity.ERROR})[0].severity is Severity.ERROR


def test_a_baseline_that_cannot_be_written_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"none.*cannot be written"):
        baseline.write(tmp_path / "none" / "baseline.json", report())
