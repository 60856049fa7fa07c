"""HTML: one self-contained page that an editor reads, prints and sends on. No script, style or picture from outside."""

from __future__ import annotations

from collections.abc import Iterable

from jinja2 import Environment, PackageLoader, StrictUndefined

from refcheck import __version__
from refcheck.formats.base import GENERATOR, View, is_own_page
from refcheck.formats.difference import difference
from refcheck.formats.html_index import Entry
from refcheck.formats.printable import printable
from refcheck.formats.translation import Translator
from refcheck.formats.views import CHECKED, NOT_VERIFIED, asked, documents, gravest, unasked
from refcheck.model import ReferenceVerdict, Report, Severity
from refcheck.rules import catalogue
from refcheck.rules.base import named

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
    """The page; in a folder a page a document, and one that leads to them."""

    name = "html"
    about = "a page for an editor: summary first, then claimed and found side by side"
    folder = True
    index_name = "index.html"

    def wrote(self, content: bytes) -> bool:
        """Whether a file is one that this format wrote."""
        return is_own_page(content.decode("utf-8", "replace"))

    def render(self, report: Report, view: View) -> str:
        """The page as HTML; every value of a document or an index is escaped."""
        return self.page(report, view)

    def page(self, report: Report, view: View, index: str = "") -> str:
        """The same with a link to the index."""
        return _filled("report.html.j2", report, view, documents=documents(report), index=index)

    def index(self, entries: Iterable[Entry], report: Report, view: View) -> str:
        """The page that leads to the others, the worst document first."""
        ordered = sorted(entries, key=lambda entry: entry.order)
        return _filled("index.html.j2", report, view, documents=ordered, entries=ordered)


FORMAT = Html()


def _filled(template: str, report: Report, view: View, **values: object) -> str:
    environment = Environment(
        loader=PackageLoader("refcheck.formats"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["signs"] = _SIGNS
    page = environment.get_template(template).render(
        report=report,
        say=Translator(view.lang),
        lang={"en": "en", "zh": "zh-Hans"}[view.lang],
        difference=difference,
        named=named,
        generator=GENERATOR,
        gravest=gravest,
        rules=catalogue(),
        severities=list(Severity),
        verdicts=list(ReferenceVerdict),
        asked=asked(report),
        unasked=unasked(report),
        checked=CHECKED,
        not_verified=NOT_VERIFIED,
        version=__version__,
        **values,
    )
    return printable(page, keep="\n\t")
