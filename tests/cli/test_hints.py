"""The hints after a run: what they say, and that there are never more than three."""

import dataclasses

from refcheck.cli.hints import hints
from refcheck.config.options import Options
from refcheck.model import Run, SourceStatus, SourceUse
from reports import report


def lines(of, *, plain=True, paths=("a.txt",), **options):
    return hints(of, paths, Options(**options), plain=plain)


def repeated(of, times, **values):
    """The report with its first finding so many times."""
    document = of.documents[0]
    finding = dataclasses.replace(document.findings[0], **values)
    return dataclasses.replace(of, documents=(dataclasses.replace(document, findings=(finding,) * times),))


def test_what_was_not_answered_is_asked_again():
    of = repeated(report(), 3, code="NV803")
    assert lines(of)[0] == (
        "hint: Not looked up because a source did not answer: 3. "
        "Run it again: what was answered is kept, and only these are asked."
    )
    assert lines(of, cache=False)[0].endswith("3. Run it again.")
    assert not any("did not answer" in line for line in lines(of, offline=True))


def test_an_address_is_asked_for_where_it_would_have_helped():
    def with_requests(count, note):
        use = SourceUse(SourceStatus.OK, count, 0, note)
        return dataclasses.replace(report(), run=Run(sources={"crossref": use}))

    told = "Crossref answers faster"
    assert any(
        told in line for line in lines(with_requests(100, "public pool: no address to write to was given (mailto)"))
    )
    assert not any(
        told in line for line in lines(with_requests(3, "public pool: no address to write to was given (mailto)"))
    )
    assert not any(told in line for line in lines(with_requests(100, "")))


def test_what_a_baseline_hides_is_counted():
    assert "hint: Findings that the baseline hides: 7." in lines(repeated(report(), 7, suppressed="baseline"))
    assert lines(repeated(report(), 7, suppressed="inline")) == []


def test_many_findings_are_for_a_report_and_only_where_they_were_shown():
    of = repeated(report(), 60, code="ST301")
    assert any("--statistics" in line for line in lines(of))
    assert not any("--statistics" in line for line in lines(of, plain=False))


def test_there_are_three_at_most():
    of = repeated(report(), 60, code="NV803")
    use = SourceUse(SourceStatus.PARTIAL, 100, 0, "public pool: no address to write to was given (mailto)")
    of = dataclasses.replace(of, run=Run(sources={"crossref": use}))
    hidden = dataclasses.replace(of.documents[0].findings[0], suppressed="baseline")
    document = dataclasses.replace(of.documents[0], findings=(*of.documents[0].findings, hidden))
    of = dataclasses.replace(of, documents=(document,))
    assert [line.split()[1] for line in lines(of)] == ["Not", "Crossref", "Findings"]


def test_a_command_is_shown_with_what_was_checked():
    of = repeated(report(), 2, code="ID106", field="doi", claimed="10.1000/X", actual="10.1000/x")
    assert lines(of)[0].startswith("hint: Findings that can be put right: 2 of 2; ")
    assert any(line.endswith("see refcheck fix --diff 'my file.txt'") for line in lines(of, paths=["my file.txt"]))
    assert any(line.endswith("PATH…") for line in lines(of, paths=["a" * 99]))
