"""Values of the model as bytes and back: what is kept between runs, or put aside within one."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter
from pydantic_core import to_json

T = TypeVar("T")


def pack(value: Any) -> bytes:
    """A value of the model as JSON.

    Raises:
        ValueError: a text in it holds half a surrogate pair, which no UTF-8 can.
    """
    return to_json(value, fallback=dict)  # of read-only mappings


def unpack(kind: type[T], packed: bytes) -> T:
    """The value that `pack` was given, equal to it.

    Args:
        kind: its type, such as ``Article`` or ``tuple[Agreement, ...]``.
        packed: what `pack` gave.

    Raises:
        ValueError: these bytes are no such value.
    """
    value: T = _adapter(cast("Hashable", kind)).validate_json(packed)
    return value


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
