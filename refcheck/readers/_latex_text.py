r"""LaTeX to text with offsets: one pass over the tokens with a stack of open groups.

Not TeX: commands are looked up in tables, an unknown one is transparent, and what does not balance does no harm.
Every search either advances, is bounded, or is remembered as hopeless, so the time is linear in the size.
"""

from __future__ import annotations

import re

from refcheck.model.document import FormatCitation, MarkType, Span
from refcheck.readers import _latex_macros as macros
from refcheck.readers._latex_groups import Group, LatexGroups
from refcheck.readers._latex_lists import LISTS, Lists
from refcheck.readers._latex_source import address
from refcheck.readers.bibtex import decode_latex

_KEYS = re.compile(r"[^{}\\%#\n]{1,200}(?:\n[^{}\\%#\n]{0,200}){0,60}")
_DIMENSION = re.compile(
    r"\s{0,9}=?\s{0,9}-?[\d.]{1,9}\s{0,9}[a-z]{2}(?:\s{0,9}(?:plus|minus)\s{0,9}[\d.]{1,9}\s{0,9}[a-z]{2,5}){0,2}"
)
_SUPERSCRIPT = re.compile(
    r"\s{0,9}(?:\{\s{0,9}\})?\s{0,9}\^\s{0,9}(?:\{((?:[^{}$]|\{[^{}$]{0,300}\}){1,400})\}|(\w))\s{0,9}\Z"
)
_NOTES = re.compile(r"\s{0,9}(?:\([^()\n]{0,300}\)\s{0,9}){0,2}")
_ACCENTED = re.compile(r"\s{0,3}(\{\s?\\?[^\W\d_]{0,2}\s?\}|\\[ijo]\b|\\ae\b|[^\W\d_])")
_DEFINED = re.compile(r"\s{0,9}\*?\s{0,9}(?:\{\s{0,9}\\[^{}]{1,60}\}|\\[A-Za-z@]{1,60}|\\.|\{[^{}]{1,60}\})")
_PARAMETERS = re.compile(r"\s{0,9}(?:#\d[^{}\n]{0,60}|=?\\[A-Za-z@]{1,60})?")
_OWN_COMMAND = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand|def)\*?\s{0,9}\{?\\([A-Za-z]{1,60})\}?\s{0,9}\{",
)
_LONGEST_WORD = 300
_TITLE = re.compile(r"^[^%\n]{0,200}?\\title\s{0,9}(?:\[[^\[\]]{0,500}\]\s{0,9})?\{", re.MULTILINE)
_MATH_END = {"$": "$", "$$": "$$", "(": "\\)", "[": "\\]"}
_PLAIN_MATH = re.compile(r"[\w\s.,:;+=<>()/!-]{0,200}")
_LONGEST_FORMULA = 200
_MOST_MATH = 2000


class LatexText(LatexGroups):
    r"""Writes LaTeX to a builder.

    Attributes:
        builder: has the text and its marks.
        citations: in order.
        uncited: keys that ``\nocite`` names, each with the place in the text.
        title: of the document.
        problems: what could not be made sense of, with offsets in the source.
    """

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.citations: list[FormatCitation] = []
        self.uncited: list[tuple[str, int]] = []
        self.problems: list[tuple[int, str]] = []
        self._lists = Lists(self.builder)
        self._words: dict[str, str] = {}
        self._spaced: set[str] = set()  # those of them after which a blank counts
        self._footnotes = 0

    def write(self) -> None:
        """Write the document: all of it, or what its ``document`` environment holds, and the title."""
        begin = re.search(r"^[^%\n]{0,200}\\begin\s{0,9}\{document\}", self._source.text, re.MULTILINE)
        self._definitions(begin.start() if begin else 0)
        start = 0
        if begin:
            for comment in re.finditer(r"(?<!\\)%([^\n]*)", self._source.text[: begin.start()]):
                self.builder.mark(MarkType.COMMENT, self.builder.position, comment[1].strip("% \t"))
            title = _TITLE.search(self._source.text)
            if title and title.end() < begin.start():
                end = max(title.end(), self._source.closing(title.end() - 1))
                self._open("title", MarkType.HEADING, "1")
                self._run(title.end(), end + 1)
            start = begin.end()
        self._run(start, len(self._source.text))
        while self._lists:
            self._lists.end(len(self._source.text))

    # Commands

    def _macro(self, name: str, at: int, after: int) -> int:
        if macros.CITE.fullmatch(name):
            return self._cite(name, at, after)
        if name in {"begin", "end"}:
            return self._environment(name, at, after)
        if name in macros.HEADINGS or name == "title":
            after = self._source.optional(after)
            self.builder.end_paragraph(at)
            return self._enter(after, "title" if name == "title" else "heading", macros.HEADINGS.get(name, "1"))
        if mark := macros.MARKS.get(name):
            self._headed = False
            return self._enter(after, mark.value)
        if font := macros.FONTS.get(name):
            if self._groups:
                self._groups[-1].fonts.append((font, self.builder.position))
            return self._source.skip_blank(after)
        if name == "href":
            return self._href(after)
        if name in macros.ADDRESSES:
            return self._address(name, at, after)
        if name == "bibitem":
            return self._bibitem(at, after)
        if name == "item" and self._lists:
            return self._item(at, after)
        if name in {"footnote", "footnotetext"}:
            self._footnotes += 1
            self.builder.flow_decoded(" (", at)
            return self._enter(self._source.optional(after), "footnote", str(self._footnotes))
        if name in {"enquote", "mkbibquote"}:
            self.builder.flow_decoded("“", at)
            return self._enter(after, "quotation")
        if name in {"verb", "lstinline"}:
            return self._verb(after)
        if name in macros.DEFINITIONS:
            return self._definition(after)
        if name in {"hskip", "vskip", "kern"}:
            dimension = _DIMENSION.match(self._source.text, after, self._source.stop)
            self.builder.flow(" ", at)
            return dimension.end() if dimension else after
        if name in {"par", "newline", "linebreak", "tabularnewline", "maketitle", "entry"}:
            self.builder.end_line(at)
            return after
        if name in macros.SKIPPED:
            return self._source.skip_arguments(after, macros.SKIPPED[name])
        return self._character(name, at, after)

    def _character(self, name: str, at: int, after: int) -> int:
        """A command that prints a character or a word, or one that is not known."""
        if macros.is_accent(name):
            return self._accent(name, at, after)
        printed = self._words.get(name, macros.character(name))
        if printed is not None:
            if printed == " ":
                self.builder.flow(printed, at)
            else:
                self.builder.flow_decoded(printed, at)
            return after if name in self._spaced else self._source.skip_blank(after)
        after = self._source.optional(after) if self._source.text.startswith("[", after) else after
        group = self._source.group(after)
        if group is None:
            return self._source.skip_blank(after)
        self._groups.append(Group("unknown", self.builder.position))
        return group[0]

    def _symbol(self, symbol: str, at: int, after: int) -> int:
        if symbol in "%&_#${}":
            self.builder.flow(symbol, at + 1)
        elif symbol == "\\":
            self.builder.end_line(at)
            return self._source.optional(after + self._source.text.startswith("*", after))
        elif symbol in "([":
            return self._math(symbol, after)
        elif macros.is_accent(symbol):
            return self._accent(symbol, at, after)
        elif symbol.isspace() or symbol in ",;:":
            self.builder.flow(" ", at)
        return after

    def _accent(self, name: str, at: int, after: int) -> int:
        letter = _ACCENTED.match(self._source.text, after, self._source.stop)
        if letter is None or (name.isalpha() and letter.start(1) == after and letter[1].isalpha()):
            return after
        self.builder.flow_decoded(macros.accented(name, letter[1]), at)
        return letter.end()

    def _cite(self, name: str, at: int, after: int) -> int:
        r"""A citation; the many-fold kind, ``\cites[1]{a}[2]{b}``, goes on as long as groups follow."""
        keys: list[str] = []
        many = name.lower().endswith("s")
        end = after
        while not keys or many:
            notes = _NOTES.match(self._source.text, end, self._source.stop) if many else None
            here = self._source.optional(notes.end() if notes else end)
            group = self._source.group(here)
            if group is None or not _KEYS.fullmatch(self._source.text, *group):
                break
            keys += [key.strip() for key in self._inside(group).split(",") if key.strip()]
            end = group[1] + 1
            if not keys:
                break
        if name == "nocite":
            self.uncited += [(key, self.builder.position) for key in keys]
        elif keys:
            self.builder.flow_decoded("", at)
            start = self.builder.position
            self.builder.insert(f"[{','.join(keys)}]", at)
            self.citations.append(FormatCitation(Span(start, self.builder.position), tuple(dict.fromkeys(keys))))
        return end

    def _href(self, after: int) -> int:
        target = self._source.group(self._source.optional(after))
        if target is None:
            return after
        return self._enter(target[1] + 1, MarkType.LINK.value, address(self._inside(target)))

    def _address(self, name: str, at: int, after: int) -> int:
        group = self._source.group(after)
        if group is None:
            return after
        written = self._inside(group)
        shown = address(written)
        self.builder.flow_decoded(macros.PRINTED.get(name, ""), at)
        start = self.builder.position
        if shown == written:
            self.builder.add(shown, group[0])
        else:
            self.builder.insert(shown, group[0])
        begins = macros.ADDRESSES[name]
        is_whole = shown.lower().startswith(("http", "www."))
        self.builder.mark(MarkType.LINK, start, shown if is_whole else begins + shown)
        return group[1] + 1

    def _verb(self, after: int) -> int:
        delimiter = self._source.text[after : after + 1]
        end = self._source.text.find(delimiter, after + 1, after + 500) if delimiter else -1
        if end < 0:
            return after
        start = self.builder.position
        self.builder.add(self._source.text[after + 1 : end], after + 1)
        self.builder.mark(MarkType.CODE, start)
        return end + 1

    def _definition(self, after: int) -> int:
        r"""Skip ``\newcommand{\name}[1][x]{…}`` or ``\def\name#1{…}``."""
        named = _DEFINED.match(self._source.text, after, self._source.stop)
        if named is None:
            return after
        at = self._source.optional(named.end())
        parameters = _PARAMETERS.match(self._source.text, at, self._source.stop)
        return self._source.skip_arguments(parameters.end() if parameters else at, 1)

    def _definitions(self, end: int) -> None:
        r"""Note what the author's own commands without arguments print: ``\newcommand{\nat}{Nature}``."""
        for match in _OWN_COMMAND.finditer(self._source.text, 0, end):
            body = self._source.text[match.end() : self._source.closing(match.end() - 1)]
            if len(body) < _LONGEST_WORD and "#" not in body and macros.character(match[1]) is None:
                self._words[match[1]] = decode_latex(body.replace("\\xspace", ""))
                if body.endswith("\\xspace"):
                    self._spaced.add(match[1])

    def _math(self, opening: str, after: int) -> int:
        """Superscripts and short formulas inside a line are printed; others are not."""
        ending = _MATH_END[opening]
        end = self._source.text.find(ending, after, min(self._source.stop, after + _MOST_MATH))
        if end < 0 or "\n\n" in self._source.text[after:end]:
            return after  # a lone dollar sign
        if opening in {"$$", "["}:
            self.builder.flow(" ", after)
            return end + len(ending)
        superscript = _SUPERSCRIPT.match(self._source.text[after:end])
        if superscript:
            group = 1 if superscript[1] else 2
            self.builder.flow_decoded("", after)
            self._groups.append(Group(MarkType.SUPERSCRIPT.value, self.builder.position))
            self._run(after + superscript.start(group), after + superscript.end(group))
            self._close_group(end)
        elif _PLAIN_MATH.fullmatch(self._source.text, after, end):
            self.builder.flow(self._source.text[after:end], after)
        elif end - after <= _LONGEST_FORMULA:
            printed = macros.formula(self._source.text[after:end])
            if "[" not in printed:  # which would be taken for a citation
                self.builder.flow_decoded(printed, after)
        return end + len(ending)

    # Environments and lists

    def _environment(self, which: str, at: int, after: int) -> int:
        group = self._source.group(after)
        if group is None or group[1] - group[0] > 60:
            return after
        name, after = self._inside(group).strip(), group[1] + 1
        if which == "begin" and (name in macros.HIDDEN or name in macros.VERBATIM):
            return self._unread(name, after)
        if which == "end" and name == "document":
            return self._source.stop
        self.builder.end_paragraph(at)
        if name in LISTS:
            if which == "begin":
                if name == "thebibliography":
                    return self._begin_bibliography(at, after)
                self._lists.begin(name)
            elif self._lists:
                self._lists.end(at)
        if which == "begin":
            if name == "abstract":
                self._heading("Abstract", at)
            return self._source.skip_arguments(after, macros.ENVIRONMENT_ARGUMENTS.get(name, 0))
        return after

    def _unread(self, name: str, after: int) -> int:
        """Pass over an environment; one without an end hides nothing."""
        end = self._source.end_of(name, after)
        if end < 0:
            return after
        if name in macros.VERBATIM:
            start = self.builder.position
            self.builder.add(self._source.text[after:end], after)
            self.builder.mark(MarkType.CODE, start)
        elif name == "comment":
            self.builder.mark(MarkType.COMMENT, self.builder.position, self._source.text[after:end].strip())
        self.builder.flow(" ", end)
        return end + len(f"\\end{{{name}}}")

    def _heading(self, text: str, at: int) -> None:
        start = self.builder.position
        self.builder.insert(text, at)
        self.builder.mark(MarkType.HEADING, start, "2")
        self.builder.end_paragraph(at)

    def _begin_bibliography(self, at: int, after: int) -> int:
        """A list of works; what stands before the first one is set-up that is not printed."""
        if not self._headed:
            self._heading("References", at)
        self._lists.begin("thebibliography")
        after = self._source.skip_arguments(after, 1)
        first = self._source.text.find("\\bibitem", after, self._source.stop)
        return max(after, self._source.text.rfind("\n", after, first) + 1) if first >= 0 else after

    def _bibitem(self, at: int, after: int) -> int:
        r"""``\bibitem[label]{key}``: the key is what the author knows the work by, so it is the label."""
        group = self._source.group(self._source.optional(after))
        if group is None or not _KEYS.fullmatch(self._source.text, *group):
            self.problems.append((at, "a \\bibitem without a key was read as text"))
            return after
        if not self._lists:
            self.builder.end_paragraph(at)
            self._heading("References", at)
            self._lists.begin("thebibliography")
        self._lists.work(self._inside(group).strip(), at)
        return self._source.skip_blank(group[1] + 1)

    def _item(self, at: int, after: int) -> int:
        bullet = self._lists.item(at)
        return self._source.skip_blank(self._source.optional(after) if bullet else after)
