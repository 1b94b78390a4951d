"""What people put in an order of their own: a button says where something goes, not which way."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def placed(order: Sequence[T], what: T, place: int) -> list[T]:
    """The order with this at a place, 1 for the first; as it was where there is no such place.

    Done twice it is as done once, so that a button pressed twice moves once.
    """
    found = list(order)
    if what in found and 1 <= place <= len(found):
        found.remove(what)
        found.insert(place - 1, what)
    return found


def place_in(value: str) -> int:
    """The place that a button names; 0, which is none, where it names none."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 5 else 0
