"""Shares, as every page and report rounds them."""

from decimal import ROUND_HALF_UP, Decimal


def percentage(part: int | None, whole: int | None) -> Decimal | None:
    """100 x part / whole to one decimal, half up; None when there is nothing to divide by."""
    return ratio(part, whole, 100)


def ratio(part: int | None, whole: int | None, scale: int) -> Decimal | None:
    """scale x part / whole to one decimal, half up; None when there is nothing to divide by."""
    if part is None or not whole:
        return None
    return (Decimal(scale * part) / Decimal(whole)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
