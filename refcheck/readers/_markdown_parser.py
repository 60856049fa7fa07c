"""CommonMark as markdown-it-py parses it, with tables, footnotes, front matter and superscripts.

markdown-it-py tells the lines of a block but not where inside it a piece of text stands. `_OffsetState` notes that
while it parses.
"""

from __future__ import annotations

import re
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.superscript import superscript_plugin

_VERBATIM = re.compile(r"(?:https?://|\b10\.\d{4,9}/)[^\s\[\]\"`|]{1,2000}")


class _OffsetState(StateInline):
    """Notes on each token, in its `map`, where in the inline text it stands."""

    def push(self, ttype: str, tag: str, nesting: Any) -> Token:
        """Add a token, which begins where the parser is."""
        token = super().push(ttype, tag, nesting)
        token.map = [self.pos, self.posMax]
        return token

    def pushPending(self) -> Token:  # noqa: N802
        """Add plain text, which ends where the parser is or, after a stripped blank or a bracket, just before."""
        token = super().pushPending()
        token.map = [self.src.rfind(token.content, 0, self.pos), self.pos]
        return token


class _OffsetParser(ParserInline):
    """The inline parser with our state."""

    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        """Parse one block's inline text."""
        state = _OffsetState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _verbatim(state: StateInline, silent: bool) -> bool:
    """Keep ``_ * ^ ~`` inside a bare address or DOI: there they are no emphasis."""
    if state.src[state.pos] not in "_*^~":
        return False
    if state.env.get("verbatim_of") is not state.src:
        state.env["verbatim_of"] = state.src
        found = _VERBATIM.finditer(state.src)
        stretches = ((each.start(), each.start() + len(each.group().rstrip("_*^~.,;:)>"))) for each in found)
        state.env["verbatim"] = {at for start, end in stretches for at in range(start, end) if state.src[at] in "_*^~"}
    if state.pos not in state.env["verbatim"]:
        return False
    if not silent:
        state.pending += state.src[state.pos]
    state.pos += 1
    return True


def parse(content: str, env: dict[str, Any]) -> list[Token]:
    """The tokens of a text; those inside a block have in `map` the offsets where they begin and end in its text."""
    md = MarkdownIt("commonmark", {"html": True, "maxNesting": 60})
    md.inline = _OffsetParser()
    md.inline.ruler.disable(["linkify"])
    md.enable("table")
    md.use(footnote_plugin, inline=False, move_to_end=False).use(front_matter_plugin).use(superscript_plugin)
    md.inline.ruler.before("escape", "verbatim", _verbatim)
    # Joining pieces of text would lose where each began.
    md.inline.ruler2.disable(["fragments_join"])
    md.core.ruler.disable(["text_join"])
    return md.parse(content, env)
