"""HTML: one self-contained page that an editor reads, prints and sends on. No script, style or picture from outside."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from refcheck.formats.base import GENERATOR, View
from refcheck.formats.difference import difference
from refcheck.formats.printable import printable
from refcheck.formats.translation import Translator
from refcheck.formats.views import documents, gravest, unasked
from refcheck.model import ReferenceVerdict, Report, Severity
from refcheck.rules import catalogue

# Words, signs and colours together, so that nothing is told by colour alone.
_SIGNS = {
    "error": "✕",
    "warning": "!",
    "note": "i",
    "mismatch": "✕",
    "discrepancy": "!",
    "verified": "✓",
    "unverified": "?",
    "same": "=",
    "minor": "≈",
    "unsure": "?",
    "different": "≠",
    "absent": "–",
}


class Html:
    """The page."""

    name = "html"
    about = "a page for an editor: summary first, then claimed and found side by side"

    def render(self, report: Report, view: View) -> str:
        """The page as HTML; every value of a document or an index is escaped."""
        environment = Environment(
            loader=PackageLoader("refcheck.formats"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        page = environment.get_template("report.html.j2").render(
            report=report,
            documents=documents(report),
            say=Translator(view.lang),
            lang={"en": "en", "zh": "zh-Hans"}[view.lang],
            signs=_SIGNS,
            difference=difference,
            generator=GENERATOR,
            gravest=gravest,
            rules=catalogue(),
            severities=list(Severity),
            verdicts=list(ReferenceVerdict),
            unasked=unasked(report),
        )
        return printable(page, keep="\n\t")


FORMAT = Html()
