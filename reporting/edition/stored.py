"""What is stored beside an edition: the figures it was printed from, and what its readers know from then
on."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class StoredFigure:
    kind: str
    value: Decimal | None
    text: str
    what: str
    period: str


@dataclass(frozen=True)
class Evidence:
    """Kept with every document that was made."""

    sections: tuple[str, ...]
    figures: Mapping[str, StoredFigure]
    counts: Mapping[str, int]
    shown: tuple[str, ...]
    """The counts that a reader of this edition knows, because they are printed or follow from a
    percentage."""
    hidden: tuple[str, ...]
    sums: tuple[tuple[tuple[str, int], ...], ...] = ()
    """What adds up to what in its tables, as a reader of them knows: names with their signs."""
