"""Values put aside: the first in memory, the rest in a temporary file, so that a large run stays small."""

from __future__ import annotations

import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import IO, Any, TypeVar, overload

from refcheck.packing import pack, unpack

K = TypeVar("K")
V = TypeVar("V")

MOST = 2_000
"""What is held in memory, in weights: about as many references or records."""


class Spill(Mapping[K, V]):
    """A mapping of values of the model to which more can be added."""

    def __init__(self, kind: type[V], *, most: int | None = None) -> None:
        """Begin an empty one.

        Args:
            kind: the type of the values.
            most: the weight of what is held in memory; `MOST` if left out.
        """
        self._kind: type[V] = kind
        self._left = MOST if most is None else most
        self._held: dict[K, V] = {}
        self._aside: dict[K, tuple[int, int]] = {}  # where it stands in the file, and how long it is
        self._file: IO[bytes] | None = None

    def put(self, key: K, value: V, *, weight: int = 1) -> None:
        """Add a value, or replace it. What cannot be put aside (a full disk, text that is no UTF-8) is held."""
        if key not in self._held and (self._left < weight or key in self._aside) and self._put_aside(key, value):
            return
        self._left -= 0 if key in self._held else weight
        self._aside.pop(key, None)
        self._held[key] = value

    def __getitem__(self, key: K) -> V:
        if key in self._held:
            return self._held[key]
        start, length = self._aside[key]
        assert self._file is not None  # noqa: S101 - something was put into it
        self._file.seek(start)
        return unpack(self._kind, self._file.read(length))

    def __iter__(self) -> Iterator[K]:
        yield from self._held
        yield from self._aside

    def __len__(self) -> int:
        return len(self._held) + len(self._aside)

    def __contains__(self, key: object) -> bool:
        return key in self._held or key in self._aside

    @property
    def is_on_disk(self) -> bool:
        """Whether some of it is."""
        return bool(self._aside)

    def __repr__(self) -> str:
        return f"<Spill of {len(self)}: {len(self._held)} in memory>"

    def _put_aside(self, key: K, value: V) -> bool:
        try:
            packed = pack(value)
            if self._file is None:
                # Unbuffered, so that a full disk is told of the value that does not fit, not of one before it.
                self._file = tempfile.TemporaryFile(buffering=0, prefix="refcheck-")  # noqa: SIM115 - open as long as the spill
                weakref.finalize(self, self._file.close)
            start = self._file.seek(0, 2)
            if self._file.write(packed) < len(packed):
                return False
        except (OSError, ValueError):
            return False
        self._aside[key] = start, len(packed)
        return True


class Row(Sequence[V]):
    """Values of a spill, one after another."""

    def __init__(self, values: Mapping[K, V], keys: Sequence[K]) -> None:
        """Values by their keys, in the order of the keys."""
        self._values: Mapping[Any, V] = values
        self._keys = keys

    @overload
    def __getitem__(self, index: int) -> V: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[V, ...]: ...
    def __getitem__(self, index: int | slice) -> V | tuple[V, ...]:
        if isinstance(index, slice):
            return tuple(self._values[key] for key in self._keys[index])
        return self._values[self._keys[index]]

    def __len__(self) -> int:
        return len(self._keys)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or len(self) != len(other):
            return False
        return all(mine == theirs for mine, theirs in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{len(self)} values>"


def row(kind: type[V], values: Iterable[V], weight: Callable[[V], int]) -> Sequence[V]:
    """The values one after another: a tuple of a few, else a sequence that reads each when it is asked for.

    Args:
        kind: the type of the values.
        values: taken one at a time, and not held.
        weight: of a value, against `MOST`, what is held in memory.
    """
    spill: Spill[int, V] = Spill(kind)
    for number, value in enumerate(values):
        spill.put(number, value, weight=weight(value))
    return Row(spill, range(len(spill))) if spill.is_on_disk else tuple(spill.values())
