"""What the report knows beside a figure: its share of all, and the same of other groups."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from reporting.proof.manuscript import Known
from reporting.proof.sentence import Said
from reporting.proof.stated import stated

Figures = Mapping[str, Known]
SHARES = ("share", "percent")


def group_of(ref: str) -> tuple[str, str]:
    """The dimension and the group of a reference: team, Adolescents; empty for all together."""
    dimension, _, key = ref.partition("|")[2].partition("|")[2].partition("|")[2].partition("=")
    return dimension, key


def part_of(ref: str) -> str:
    """Which of its counts a reference is of: count, base, percent, share."""
    return ref.split("|")[2] if ref.count("|") > 1 else ""


def number(known: Known | None) -> Fraction | None:
    """The number that a figure prints."""
    found = stated(known.text) if known is not None and known.is_known else None
    return found.value if found else None


def share_of(figures: Figures, one: Said) -> Fraction | None:
    """A count as the share that the report prints of it, or that follows from its whole."""
    code, _, rest = one.ref.partition("|")
    when, _, tail = rest.partition("|")
    part, _, group = tail.partition("|")
    if part != "count" or one.printed.value is None:
        return None
    after = f"|{group}" if group else ""
    of_it = (number(figures.get(f"{code}|{when}|{name}{after}")) for name in SHARES)
    printed = next((share for share in of_it if share is not None), None)
    if printed is not None:
        return printed / 100
    whole = number(figures.get(f"{code}|{when}|base{after}")) or (None if group else _whole(one))
    return one.printed.value / whole if whole else None


def _whole(one: Said) -> Fraction | None:
    """What a count is counted among, though nobody printed it."""
    found = stated(one.known.aside.whole) if one.known and one.known.aside else None
    return found.value if found else None


def others(figures: Figures, one: Said) -> Iterator[tuple[str, Known, Fraction]]:
    """The same figure of each other group, with the group's name."""
    dimension, key = group_of(one.ref)
    head = one.ref.partition("=")[0]
    for ref, known in figures.items() if dimension else ():
        value = number(known) if ref.startswith(f"{head}=") else None
        name = group_of(ref)[1]
        if value is not None and name not in (key, "not known", "not recorded"):
            yield name, known, value
