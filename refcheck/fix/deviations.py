"""What a list does otherwise than its style with the names of authors: learnt from how its references are printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from lxml import etree

from refcheck.fix.csl import Style

Score = Callable[[Style], float]

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_LEAST_GAIN = 0.0005
_WAYS = {
    "and": ("", "text", "symbol"),
    "sort-separator": (" ", ", "),
    "initialize-with": ("", ".", ". "),
    "delimiter": (", ", "; "),
    "delimiter-precedes-last": ("always", "never"),
    "delimiter-precedes-et-al": ("always", "never"),
    "et al": ("et al", "et al."),
    "suffix": ("", "."),
}
"""What journals of one style set each in its own way: the options of names in CSL, a word, the end of a reference."""


def adapted(style: Style, counts: Iterable[int], score: Score) -> tuple[float, Style]:
    """The style with the options by which references come out likest to what is printed, and how like.

    Args:
        counts: how many authors are named before "et al.".
        score: how like the references of a list come out.
    """
    best = score(style)
    cut = [{"et-al-min": str(count + 1), "et-al-use-first": str(count)} for count in sorted(set(counts))]
    ways = [{option: value} for option, values in _WAYS.items() for value in values]
    for options in (*cut, {"et-al-min": "999"}, *ways):
        tried = _with(style, options)
        reached = score(tried) if best < 1 and tried.xml != style.xml else 0
        if reached > best + _LEAST_GAIN:
            best, style = reached, tried
    return best, style


def _with(style: Style, options: dict[str, str]) -> Style:
    """The style with options of names; one that is empty is taken out."""
    root = etree.fromstring(style.xml)
    if "et al" in options:
        _set_term(root, "et-al", options["et al"])
        return replace(style, xml=etree.tostring(root, encoding="utf-8"))
    if "suffix" in options:
        for layout in root.iterfind("{*}bibliography/{*}layout"):
            layout.set("suffix", options["suffix"])
        return replace(style, xml=etree.tostring(root, encoding="utf-8"))
    for element in root.iter("{*}name", "{*}bibliography", "{*}style"):
        is_name = etree.QName(element).localname == "name"
        for option, value in options.items():
            key = "name-delimiter" if option == "delimiter" and not is_name else option
            if value or option != "and":
                element.set(key, value)
            elif key in element.attrib:
                del element.attrib[key]
    return replace(style, xml=etree.tostring(root, encoding="utf-8"))


def _set_term(root: etree._Element, name: str, value: str) -> None:
    """An English word of a style, in place of that of CSL's own locale."""
    locale = next((one for one in root.iter("{*}locale") if one.get(_LANGUAGE) == "en"), None)
    if locale is None:
        locale = etree.SubElement(root, _tag(root, "locale"), {_LANGUAGE: "en"})
    terms = locale.find("{*}terms")
    if terms is None:
        terms = etree.SubElement(locale, _tag(root, "terms"))
    for term in terms.findall("{*}term"):
        if term.get("name") == name and not term.get("form"):
            terms.remove(term)
    etree.SubElement(terms, _tag(root, "term"), {"name": name}).text = value


def _tag(root: etree._Element, name: str) -> str:
    return f"{{{etree.QName(root).namespace}}}{name}"
