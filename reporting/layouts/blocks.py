"""The kinds of table that a page of figures is laid out from. They are plain data: what is stored and what
is shown both follow them.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Months:
    """Measures down, the months of the year across."""

    title: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Breakdown:
    """One measure of the year by one breakdown: number and share; the parts add up to all."""

    title: str
    code: str
    dimension: str


@dataclass(frozen=True)
class Cross:
    """One measure of the year by two breakdowns."""

    title: str
    code: str
    down: str
    across: str


@dataclass(frozen=True)
class Years:
    """One measure by a breakdown, or as a whole, in the years that are stored."""

    title: str
    code: str
    dimension: str = ""


@dataclass(frozen=True)
class Figures:
    """Measures of the year beside the year before and the target."""

    title: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Balance:
    """Start + came - left = end, month by month and for the year."""

    title: str


Block = Months | Breakdown | Cross | Years | Figures | Balance


@dataclass(frozen=True)
class Page:
    """A page of figures."""

    key: str
    title: str
    about: str
    blocks: tuple[Block, ...]


BALANCE = (
    "looked_after_at_start",
    "starters",
    "leavers",
    "crossed_in",
    "crossed_out",
    "looked_after_at_end",
)

MIX = (
    "placed_residential",
    "placed_kinship",
    "placed_in_house_foster",
    "placed_agency_foster",
    "placed_adoptive",
    "placed_semi_independent",
    "placed_with_parents",
)
