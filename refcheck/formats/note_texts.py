"""What an author's own file is told of findings: the paragraphs of a comment or note, and of the summary."""

from __future__ import annotations

import hashlib

from refcheck import __version__
from refcheck.formats.corrected import is_correctable
from refcheck.formats.places import one_line
from refcheck.formats.translation import Translator
from refcheck.formats.views import CHECKED, NOT_VERIFIED, asked, unasked
from refcheck.model import Finding, ReferenceVerdict, Report, Severity
from refcheck.rules import catalogue

OURS = "refcheckNote"
"""What the names of annotations in a PDF begin with, so that a second run takes the place of the first. A PDF may write
anything but letters in several ways; these are found among its bytes."""


def finding_heading(finding: Finding, say: Translator) -> str:
    """Severity, code and name, and the reference if there is one."""
    label = f" [{finding.reference}]" if finding.reference else ""
    return one_line(f"{say(finding.severity)}{say(': ')}{finding.code} {catalogue()[finding.code].name}{label}")


def finding_paragraphs(finding: Finding, say: Translator, corrected: str) -> list[str]:
    """What is claimed, what the record says, what to do, and the corrected reference."""
    told, colon = [say.message(finding)], say(": ")
    if finding.claimed and finding.actual:
        actual = say.value(finding.field, finding.actual)
        told += [f"{say('claimed')}{colon}{finding.claimed}", f"{say('actual')}{colon}{actual}"]
    advice = say.suggestion(finding)
    told += [f"→ {advice}"] if advice else []
    told += [f"{say('Corrected reference')}{colon}{corrected}"] if corrected and is_correctable(finding) else []
    return [one_line(text) for text in told]


def summary(report: Report, say: Translator) -> list[str]:
    """What was checked, what was not, with which sources and when."""
    verdicts, counts = report.verdicts(), report.counts()
    colon = say(": ")
    numbers = [f"{say('References')}{colon}{verdicts.total()}"]
    numbers += [f"{say(verdict)}{colon}{verdicts[verdict]}" for verdict in ReferenceVerdict]
    numbers += [f"{say(severity.value + 's')}{colon}{counts[severity]}" for severity in Severity]
    told = [say("; ").join(numbers), say(CHECKED)]
    told += [say(NOT_VERIFIED)] if verdicts[ReferenceVerdict.UNVERIFIED] else []
    if report.run.offline:
        told.append(say("Offline: only stored answers and embedded records were used."))
    for name, use in asked(report):
        values = {"status": say(use.status.value), "requests": use.requests, "cached": use.cached}
        told.append(say("{source}: {status}; {requests} requests, {cached} stored answers", source=name, **values))
    told += [say("{source} did not answer every question; run again later.", source=name) for name in unasked(report)]
    told += [problem for document in report.documents for problem in document.article.document.problems]
    told += [f"{say('not read')}{colon}{entry.path}{colon}{entry.reason}" for entry in report.unreadable]
    told.append(f"refcheck {__version__} · {report.run.started}")
    return [one_line(text) for text in told if text]


def fingerprint(text: str) -> str:
    """What tells that a text is the same as the one that was checked."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
