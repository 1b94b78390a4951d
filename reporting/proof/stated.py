"""A figure as it stands in print: its value, how many decimals it shows, and whether another value rounds to
it."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from reporting.proof.pattern import Pattern

PRINTED = Pattern(r"^£?([+-]?\d[\d,]*(?:\.(\d+))?)\s*(%|per cent)?\*?$")
NOTHING = {
    "",
    "-",
    "–",
    "—",
    "n/a",
    "na",
    "not known",
    "not recorded",
    "not available",
    "not shown",
    "c",
    "z",
    "x",
    "k",
}


@dataclass(frozen=True)
class Stated:
    """A printed figure. None: printed as not available or not known, which is no number."""

    text: str
    value: Fraction | None
    decimals: int = 0
    is_percent: bool = False

    @property
    def half_unit(self) -> Fraction:
        """How far the true value can lie from the printed one."""
        return Fraction(1, 2 * 10**self.decimals)

    def shows(self, exact: Fraction) -> bool:
        """Whether the exact value is printed so, rounded half up to the decimals shown."""
        return self.value is not None and rounded(exact, self.decimals) == self.value


def rounded(value: Fraction, decimals: int) -> Fraction:
    """Half up, away from 0: 2.5 -> 3, 97.145 -> 97.15."""
    scaled = value * 10**decimals
    nearest = (abs(scaled) * 2 + 1) // 2
    return Fraction(nearest if scaled >= 0 else -nearest, 10**decimals)


def shown(value: Fraction, decimals: int) -> str:
    """1,234 or 97.1."""
    exact = rounded(value, decimals)
    number = Decimal(exact.numerator) / Decimal(exact.denominator)
    return f"{number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP):,}"


def stated(text: str) -> Stated | None:
    """A printed figure from its text; None when the text is words."""
    text = text.strip()
    if text.lower().rstrip("*") in NOTHING:
        return Stated(text, None)
    found = PRINTED.match(text)
    if not found:
        return None
    number, decimals, percent = found.groups()
    return Stated(text, Fraction(number.replace(",", "")), len(decimals or ""), bool(percent))


def whole_number_for(printed: Stated, base: Fraction, per: int = 100) -> int | None:
    """A whole number of the base that is printed so; None when there is none (5% of 9 children)."""
    if printed.value is None or base <= 0:
        return None
    nearest = int(printed.value * base / per)
    for part in range(max(0, nearest - 2), nearest + 4):
        if part <= base and printed.shows(Fraction(part) * per / base):
            return part
    return None
