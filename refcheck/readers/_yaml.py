"""YAML to a tree in which every value knows its place.

PyYAML's parser gives the events; the tree is made here, because its own may be made to run out of stack. Values stay
the text that was written; anchors and tags mean nothing, and an alias is an empty value: none can be made a bomb of.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import yaml

_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Node:
    """A value with the span of its text: a scalar, a list, or a mapping by keys that are scalars."""

    value: str | list[Node] | dict[str, Node]
    start: int
    end: int

    @property
    def text(self) -> str:
        """A scalar in one line; of anything else, nothing."""
        return " ".join(self.value.split()) if isinstance(self.value, str) else ""

    @property
    def items(self) -> list[Node]:
        """The items of a list; a single value is taken for a list of one."""
        return self.value if isinstance(self.value, list) else [self]

    def get(self, key: str) -> Node | None:
        """The value of a key, if this is a mapping that has it."""
        return self.value.get(key) if isinstance(self.value, dict) else None

    def plain(self) -> object:
        """The value as nested strings, lists and dictionaries."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        return [node.plain() for node in self.value] if isinstance(self.value, list) else self.value


class BrokenYamlError(Exception):
    """YAML that cannot be read; has the offset and the reason."""

    def __init__(self, at: int, reason: str) -> None:
        super().__init__(reason)
        self.at = at
        self.reason = reason


def parse(text: str, start: int = 0) -> Node | None:
    """The tree of the first document in a text; None if it is empty. `start` is added to all places.

    Raises:
        BrokenYamlError: it is no YAML, or nested too deeply.
    """
    import yaml  # noqa: PLC0415 - slow to load, and few documents have any

    shift = start - text.startswith("\ufeff")
    try:
        events = yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                first = next(events)
                return None if isinstance(first, yaml.DocumentEndEvent) else _node(first, events, shift, 0)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise BrokenYamlError(start + (mark.index if mark else 0), str(error.problem or error.context)) from None
    except yaml.YAMLError as error:
        raise BrokenYamlError(start, " ".join(str(error).split())[:200]) from None
    return None


def _node(event: yaml.Event, events: Iterator[yaml.Event], shift: int, depth: int) -> Node:
    """The value that begins with an event."""
    import yaml  # noqa: PLC0415

    begin, end = (mark.index + shift if mark else shift for mark in (event.start_mark, event.end_mark))
    if depth > _DEEPEST:
        raise BrokenYamlError(begin, "it is nested too deeply")
    if isinstance(event, yaml.ScalarEvent):
        quoted = event.style in {"'", '"'}
        return Node(event.value, begin + quoted, end - quoted)
    if isinstance(event, yaml.SequenceStartEvent):
        items = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(_node(event, events, shift, depth + 1))
        return Node(items, begin, items[-1].end if items else end)
    if isinstance(event, yaml.MappingStartEvent):
        pairs: dict[str, Node] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = _node(event, events, shift, depth + 1)
            end = (value := _node(next(events), events, shift, depth + 1)).end
            pairs.setdefault(key.text, value)
        return Node(pairs, begin, end)
    return Node("", begin, end)
