"""Sums as an author writes them: `In time / Due`, `previous Children + New - Ceased`, `34/118 > 1/2`. Exact,
and nothing but sums.

`?` stands for some whole number: `? / 849` asks whether a printed percentage of 849 can come from whole
reviews at all.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from reporting.proof.pattern import Pattern

NUMBER = Pattern(r"\d[\d,]*(?:\.\d+)?|\.\d+")
COMPARE = ("<=", ">=", "<", ">", "=")
Look = Callable[[str, bool], Fraction | None]  # a name, and whether the row above is meant


class BadSum(ValueError):
    """The sum can't be read; the text says where."""


class NotKnown(Exception):
    """A part of the sum has no number (not available, not known): there is nothing to check."""


@dataclass(frozen=True)
class Sum:
    """A sum that has been read. `terms` counts the names and numbers that are added: each may be rounded by
    half a unit."""

    tokens: tuple[str, ...]

    @property
    def terms(self) -> int:
        return sum(t not in "+-*/()?" and t not in COMPARE and t != "previous" for t in self.tokens)

    @property
    def is_linear(self) -> bool:
        return not any(t in ("*", "/", "?") or t in COMPARE for t in self.tokens)

    @property
    def is_share(self) -> bool:
        """One thing divided by another: a part can't be more than its whole."""
        return len(self.tokens) == 3 and self.tokens[1] == "/"

    @property
    def is_comparison(self) -> bool:
        return any(t in COMPARE for t in self.tokens)

    def value(self, look: Look) -> Fraction:
        """What it comes to. Raises NotKnown, BadSum."""
        reader = _Reader(self.tokens, look)
        found = reader.plus()
        if reader.at < len(self.tokens):
            raise BadSum(f"“{self.tokens[reader.at]}” can’t stand there")
        return found

    def holds(self, look: Look) -> bool:
        """Whether a comparison (also a chain, 3 > 2 > 1) is true. Raises NotKnown, BadSum."""
        reader = _Reader(self.tokens, look)
        left, true = reader.plus(), True
        while reader.at < len(self.tokens) and self.tokens[reader.at] in COMPARE:
            sign = self.tokens[reader.at]
            reader.at += 1
            right = reader.plus()
            outcome = {"<": left < right, ">": left > right, "<=": left <= right, ">=": left >= right}
            true, left = true and outcome.get(sign, left == right), right
        if reader.at < len(self.tokens):
            raise BadSum(f"“{self.tokens[reader.at]}” can’t stand there")
        return true

    @property
    def whole_base(self) -> "Sum | None":
        """For `? / base` the base, else None."""
        return Sum(self.tokens[2:]) if self.tokens[:2] == ("?", "/") else None


def read(text: str, names: Sequence[str] = ()) -> Sum:
    """Read a sum in which these names may stand, the longest first. Raises BadSum."""
    names = sorted((n for n in names if n), key=len, reverse=True)
    rest, found = text.strip(), []
    while rest:
        token = _first_token(rest, names)
        found.append(token)
        rest = rest[len(token) :].removeprefix("%" if NUMBER.fullmatch(token) else "").strip()
    if not found:
        raise BadSum("there is nothing to add up")
    return Sum(tuple(found))


def _first_token(rest: str, names: Sequence[str]) -> str:
    """The name, number or sign with which a sum begins. Raises BadSum."""
    name = next((n for n in names if rest.lower().startswith(n.lower()) and _ends(rest, n)), None)
    if name:
        return name
    if rest.lower().startswith("previous "):
        return "previous"
    if number := NUMBER.match(rest):
        return number.group()
    sign = next((s for s in (*COMPARE, *"+-*/()?") if rest.startswith(s)), None)
    if sign:
        return sign
    raise BadSum(f"“{rest.split(maxsplit=1)[0]}” is no column, row or number")


def _ends(rest: str, name: str) -> bool:
    """Whether the name ends where a word ends."""
    after = rest[len(name) : len(name) + 1]
    return not (after.isalnum() and name[-1].isalnum())


class _Reader:
    def __init__(self, tokens: tuple[str, ...], look: Look) -> None:
        self.tokens, self.look, self.at = tokens, look, 0

    def _peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def _take(self) -> str:
        token = self._peek()
        if not token:
            raise BadSum("the sum ends too early")
        self.at += 1
        return token

    def plus(self) -> Fraction:
        found = self._times()
        while self._peek() in ("+", "-"):
            sign = self._take()
            part = self._times()
            found = found + part if sign == "+" else found - part
        return found

    def _times(self) -> Fraction:
        found = self._one()
        while self._peek() in ("*", "/"):
            sign = self._take()
            part = self._one()
            if sign == "/" and part == 0:
                raise NotKnown
            found = found * part if sign == "*" else found / part
        return found

    def _one(self) -> Fraction:
        token = self._take()
        if token == "(":
            found = self.plus()
            if self._take() != ")":
                raise BadSum("a bracket is not closed")
            return found
        if token == "-":
            return -self._one()
        is_previous = token == "previous"
        if is_previous:
            token = self._take()
        elif NUMBER.fullmatch(token):
            return Fraction(token.replace(",", ""))
        value = self.look(token, is_previous)
        if value is None:
            raise NotKnown
        return value
