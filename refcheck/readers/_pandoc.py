"""The works that Markdown's front matter names, as pandoc, Quarto and R Markdown have it.

``references:`` holds them in CSL-YAML; ``bibliography:`` names files that do.
"""

from __future__ import annotations

from collections.abc import Callable

from refcheck.errors import UnreadableInputError
from refcheck.model.document import Document, Entry
from refcheck.readers._beside import Beside, NotFollowedError
from refcheck.readers._yaml import BrokenYamlError, parse
from refcheck.readers.bibtex import READER as BIBTEX
from refcheck.readers.csl import READER as CSL
from refcheck.readers.cslyaml import READER as CSL_YAML
from refcheck.readers.cslyaml import csl_yaml_entries
from refcheck.readers.ris import READER as RIS

_READ: dict[str, Callable[[bytes, str], Document]] = {
    ".bib": BIBTEX.read,
    ".json": CSL.read,
    ".yaml": CSL_YAML.read,
    ".yml": CSL_YAML.read,
    ".ris": RIS.read,
}


def works_of(front_matter: str, beside: Beside | None) -> tuple[dict[str, Entry], list[str]]:
    """The works by key, and what could not be read; `front_matter` is without its lines of dashes."""
    if "references:" not in front_matter and "bibliography:" not in front_matter:
        return {}, []
    problems: list[str] = []
    source = "\n" + front_matter  # it begins in the second line
    works: dict[str, Entry] = {}
    if "\nreferences:" in source:
        works = {entry.key: entry for entry in csl_yaml_entries(source, problems)}
    try:
        named = (tree := parse(source)) and tree.get("bibliography")
    except BrokenYamlError as error:
        return works, [*problems, f"line {source.count(chr(10), 0, error.at) + 1}: the front matter is broken"]
    for file in named.items if named else ():
        try:
            for entry in _read(file.text, beside).entries:
                works.setdefault(entry.key, entry)
        except (NotFollowedError, UnreadableInputError) as error:
            reason = error.reason if isinstance(error, UnreadableInputError) else str(error)
            line = source.count("\n", 0, file.start) + 1
            problems.append(f"line {line}: the bibliography {file.text!r} was not read: {reason}")
    return works, problems


def _read(name: str, beside: Beside | None) -> Document:
    """The list of works in a file beside the document.

    Raises:
        NotFollowedError: it must not be read, or is not there.
        UnreadableInputError: it is broken.
    """
    if beside is None:
        raise NotFollowedError("the document was given without its folder")
    suffix = next((suffix for suffix in _READ if name.lower().endswith(suffix)), ".bib")
    return _READ[suffix](beside.data(name, (suffix,)), name)
