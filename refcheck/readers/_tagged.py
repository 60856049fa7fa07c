"""Records of tagged lines, ``TI  - A title``, which RIS and MEDLINE share, and what both make of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from types import MappingProxyType

from refcheck.model.document import Document, Entry, Span
from refcheck.readers.base import MAX_ENTRIES, unix_newlines
from refcheck.readers.encoding import decode

_INITIALS = re.compile(r"([^\W\d_][\w'’-]{1,60}) ([A-Z]{1,3}|[A-Z]\.(?: ?[A-Z]\.){0,3})")
_MOST_PROBLEMS = 100


@dataclass(slots=True)
class Line:
    """A tagged line with those that continue it: its value, where that stands, and its number in the file."""

    tag: str
    value: str
    span: Span
    number: int


@dataclass
class Fields:
    """The fields of one record as they are read; of a field that comes again, the first value counts."""

    values: dict[str, str] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)
    people: dict[str, list[str]] = field(default_factory=dict)

    def put(self, name: str, value: str, span: Span) -> None:
        """Keep a value."""
        if value and name not in self.values:
            self.values[name], self.spans[name] = value, span

    def add_person(self, role: str, name: str, span: Span) -> None:
        """Keep one of several names; `span` becomes that of all."""
        if name:
            self.people.setdefault(role, []).append(name)
            first = self.spans.get(role, span)
            self.spans[role] = Span(first.start, span.end)

    def entry(self, key: str, kind: str, span: Span) -> Entry:
        """The record as an entry."""
        names = {role: " and ".join(people) for role, people in self.people.items()}
        return Entry(key, kind, MappingProxyType({**names, **self.values}), span, MappingProxyType(self.spans))


def tagged_lines(text: str, pattern: re.Pattern[str]) -> Iterator[Line | int]:
    """The tagged lines of a text in order; the number of a line alone where it has no tag and continues none.

    Args:
        text: with line feeds.
        pattern: a tag with what sets it off, at the beginning of a line; group 1 is the tag.
    """
    current: Line | None = None
    more: list[str] = []
    at = 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        body = line.strip()
        if tag := pattern.match(line):
            if current:
                yield _whole(current, more)
            lead = tag.end() + len(line[tag.end() :]) - len(line[tag.end() :].lstrip())
            value = line[tag.end() :].strip()
            begin = at + (lead if value else tag.end())
            current = Line(tag[1], value, Span(begin, begin + len(value)), number)
        elif body and current:
            more.append(body)
            current.span = Span(current.span.start, at + len(line.rstrip()))
        elif body:
            yield number
        at += len(line)
    if current:
        yield _whole(current, more)


def _whole(line: Line, more: list[str]) -> Line:
    """The line with those that continue it, which are used up."""
    line.value = " ".join([line.value, *more]).strip()
    more.clear()
    return line


def records(lines: Iterable[Line | int], first: str, last: str, problems: list[str]) -> Iterator[list[Line]]:
    """The records, each from a line with the tag `first` to the next one or to one with the tag `last`.

    What stands outside is told in `problems`, and so is a record that does not end, where the format has an end.
    """
    record: list[Line] = []
    count = 0
    for line in lines:
        if isinstance(line, int):
            problems.append(f"line {line}: this is not a field of any record; passed over")
        elif line.tag == first or (record and line.tag == last):
            if record:
                if last and line.tag == first:
                    problems.append(f"line {record[0].number}: the record does not end with {last}; read all the same")
                yield record
                count += 1
            record = [line] if line.tag == first else []
        elif record:
            record.append(line)
        elif line.tag != last:
            problems.append(f"line {line.number}: the field {line.tag} stands outside any record; passed over")
        if count >= MAX_ENTRIES:
            problems.append(f"more than {MAX_ENTRIES} entries; the rest was passed over")
            return
    if record:
        if last:
            problems.append(f"line {record[0].number}: the record does not end with {last}; read all the same")
        yield record


def document_of_entries(
    data: bytes, path: str, name: str, read: Callable[[str, list[str]], Iterable[Entry]]
) -> Document:
    """The document of a file that holds nothing but entries: its text is the file itself."""
    decoded = decode(data, path)
    text, origin = unix_newlines(decoded.text)
    problems = list(decoded.problems)
    entries = tuple(read(text, problems))
    return Document(
        path=path,
        format=name,
        text=text,
        source=decoded.text,
        origin=origin,
        entries=entries,
        encoding=decoded.encoding,
        problems=fewer(problems),
    )


def fewer(problems: list[str]) -> tuple[str, ...]:
    """The problems, without those that nobody reads to the end of."""
    told = tuple(problems[:_MOST_PROBLEMS])
    more = len(problems) - len(told)
    return (*told, f"and {more} more of these") if more else told


def line_finder(text: str) -> Callable[[int], int]:
    """A function that tells the number of the line in which an offset stands."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    return lambda at: bisect_right(starts, at)


def person(name: str) -> str:
    """A name as "Family, Given": from "Family, Given, Suffix" or "Family AB"; any other of several words is a group."""
    parts = [part.strip() for part in name.split(",") if part.strip()]
    if len(parts) > 1:
        return f"{parts[0]}, {' '.join(parts[1:])}"
    name = parts[0] if parts else ""
    if initials := _INITIALS.fullmatch(name):
        return f"{initials[1]}, {initials[2]}"
    return f"{{{name}}}" if " " in name else name
