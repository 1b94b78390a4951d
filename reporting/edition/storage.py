"""Dataclasses as JSON and back, with the number of the format, so that what was stored years ago is still
read."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

FORMAT = 2
"""Raise it when a stored dataclass changes so that the old JSON can't be read any more, and teach `load` the
old one."""
READ = frozenset({1, FORMAT})
"""Format 1 had a chart beside each table; its tables hold the same numbers."""

Stored = TypeVar("Stored")


class UnknownFormat(ValueError):
    """The document was stored by a release that this one does not know."""


def dump(value: Any) -> dict[str, Any]:
    """A dataclass as JSON."""
    return {"format": FORMAT, **_plain(value)}


def load(kind: type[Stored], data: Mapping[str, Any]) -> Stored:
    """The dataclass that was stored. Raises UnknownFormat."""
    if data.get("format") not in READ:
        raise UnknownFormat(f"This document is stored in format {data.get('format')}, which is not known.")
    found: Stored = _typed(kind, {k: v for k, v in data.items() if k != "format"})
    return found


_AS_IT_IS = frozenset({str, int, float, bool, type(None)})


def _plain(value: Any) -> Any:
    """A value as JSON. The commonest types are tested first: a report holds tens of thousands of values."""
    kind: Any = type(value)
    if kind in _AS_IT_IS:
        return value
    if kind is tuple or kind is list:
        return [item if type(item) in _AS_IT_IS else _plain(item) for item in value]
    if kind is Decimal:
        return str(value)
    if is_dataclass(value):
        return {name: _plain(getattr(value, name)) for name in _names(kind)}
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return sorted(value) if kind is frozenset else value


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    return get_type_hints(kind)


def _typed(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{name: _typed(hints[name], item) for name, item in value.items() if name in hints})
    if get_origin(kind) is not None:
        return _generic(get_origin(kind), get_args(kind), value)
    return Decimal(value) if kind is Decimal else value


def _generic(origin: Any, inside: tuple[Any, ...], value: Any) -> Any:
    """A value of a kind such as tuple[str, ...] or Decimal | None."""
    if origin in (Union, types.UnionType):
        return _typed(next(kind for kind in inside if kind is not type(None)), value)
    if origin is tuple:
        kinds = [inside[0]] * len(value) if inside[-1] is Ellipsis else list(inside)
        return tuple(_typed(kind, item) for kind, item in zip(kinds, value, strict=True))
    if origin is frozenset:
        return frozenset(value)
    return {key: _typed(inside[1], item) for key, item in value.items()}
