"""Who is who: numbers that look like one child are never silently two, and nobody's name is written on
somebody else.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from accounts.models import Authority
from accounts.templatetags.govuk import day as day_words
from accounts.ui.spreadsheets import neutral
from children.models import Child, Episode, SameChild

LONGEST_NUMBER = 20


@dataclass(frozen=True)
class Person:
    """What says who a child is."""

    number: str
    born_on: date | None
    sex: str
    upn: str
    started: frozenset[date] = frozenset()
    """The days on which the child's episodes start."""


@dataclass(frozen=True)
class Decision:
    """Something only a person can decide: whether two numbers are one child."""

    child: str
    other: str
    why: str
    kind: str = "same_child"

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


def fault_of_number(number: str) -> str:
    """What is wrong with a number that is given to a child; empty where nothing is. One that a spreadsheet
    runs would be another number in every file that is handed out, where it gets an apostrophe in front.
    """
    if len(number) > LONGEST_NUMBER:
        return f"The child's number is longer than {LONGEST_NUMBER} characters."
    if neutral(number) != number:
        return "The child's number begins with a sign that a spreadsheet takes for a formula: =, +, - or @."
    return ""


def plain_number(number: str) -> str:
    """A number without what programs do to it: blanks, capitals, hyphens and other marks, zeros in front,
    `.0` behind.
    """
    if number.isascii() and number.isalnum():  # as nearly all are; the patterns take ten times as long
        return number.upper().lstrip("0")
    bare = re.sub(r"\.0+$", "", re.sub(r"\s", "", number).upper())
    return re.sub(r"[\W_]", "", bare).lstrip("0")


def is_real_upn(upn: str) -> bool:
    return len(upn) == 13


def likeness(one: Person, two: Person, *, still_told: bool) -> str:
    """Why two numbers look like one child; empty where they do not. `still_told`: the return has both
    numbers.
    """
    same_birth = one.born_on is not None and one.born_on == two.born_on
    same_upn = is_real_upn(one.upn) and one.upn == two.upn
    if same_upn and same_birth:
        return f"The same unique pupil number {one.upn} and date of birth."
    if same_upn and not still_told:
        return f"The same unique pupil number {one.upn}; the other number is not in this return."
    return _alike(one, two, still_told=still_told) if same_birth else ""


def _alike(one: Person, two: Person, *, still_told: bool) -> str:
    """Why two numbers of children born on one day look like one child."""
    if one.sex and two.sex and one.sex != two.sex:
        return ""
    if plain_number(one.number) == plain_number(two.number):
        return "The same date of birth and sex, and numbers that are written almost alike."
    if not still_told and one.started & two.started:
        started = day_words(min(one.started & two.started))
        return (
            f"The same date of birth, sex and episode of {started}; the other number is not in this return."
        )
    return ""


@dataclass
class Numbers:
    """Which numbers of a council are one child, by what people decided."""

    same: dict[str, str]
    different: frozenset[frozenset[str]]

    @classmethod
    def of(cls, authority: Authority) -> "Numbers":
        decided = list(
            SameChild.objects.filter(authority=authority).values_list("number", "other", "is_same")
        )
        return cls(
            {number: other for number, other, is_same in decided if is_same},
            frozenset(frozenset((number, other)) for number, other, is_same in decided if not is_same),
        )

    def root(self, number: str) -> str:
        """The number that stands for the child."""
        seen = {number}
        while (other := self.same.get(number)) is not None and other not in seen:
            seen.add(other)
            number = other
        return number

    def groups(self) -> dict[str, set[str]]:
        """Root -> all its numbers, for children with more than one."""
        found: dict[str, set[str]] = defaultdict(set)
        for number in self.same:
            root = self.root(number)
            found[root] |= {root, number}
        return found

    def group_of(self, number: str) -> set[str]:
        """All numbers of the child who has this one."""
        return self.groups().get(self.root(number), {number})

    def are_different(self, one: str, two: str) -> bool:
        return frozenset((one, two)) in self.different


def stored_people(authority: Authority, numbers: Iterable[str] = ()) -> list[Person]:
    """The children of the council."""
    starts: dict[int, set[date]] = defaultdict(set)
    episodes = Episode.objects.filter(child__authority=authority).order_by()
    for child, start in episodes.values_list("child", "started_on"):
        starts[child].add(start)
    rows = Child.objects.filter(authority=authority, merged_into=None).values_list(
        "pk", "number", "born_on", "sex", "upn"
    )
    return [
        Person(number, born, sex, upn, frozenset(starts[pk]))
        for pk, number, born, sex, upn in rows.iterator()
    ]


def decide(
    new: Mapping[str, Person], known: Iterable[Person], numbers: Numbers, told: Iterable[str]
) -> list[Decision]:
    """For each number that is new to the council: whether it looks like a child who is known, or like
    another new one.
    """
    said = set(told)
    by_upn: dict[str, list[Person]] = defaultdict(list)
    by_birth: dict[Any, list[Person]] = defaultdict(list)

    def add(person: Person) -> None:
        if is_real_upn(person.upn):
            by_upn[person.upn].append(person)
        by_birth[person.born_on].append(person)

    for person in known:
        add(person)
    found: list[Decision] = []
    for person in sorted(new.values(), key=lambda p: (len(p.number), p.number)):
        alike = by_birth[person.born_on]
        every = [*by_upn[person.upn], *alike] if is_real_upn(person.upn) else alike
        like = [
            (other, why)
            for other in every
            if (why := likeness(person, other, still_told=other.number in said))
            and numbers.root(person.number) != numbers.root(other.number)
            and not numbers.are_different(person.number, other.number)
        ]
        if like:
            nearest_first = sorted(like, key=lambda pair: _unlikeness(person, pair[0]))
            asks = [Decision(person.number, other.number, why) for other, why in nearest_first]
            found.append(_likeliest(asks, {decision.other for decision in found}, by_upn[person.upn]))
        else:
            add(person)
    return found


def _unlikeness(one: Person, two: Person) -> tuple[bool, int]:
    """How far two people born on one day are apart, of whom more than one may be meant: a number written
    almost alike says more than the first day of an episode, and the first days of all say more than one.
    """
    return plain_number(one.number) != plain_number(two.number), len(one.started ^ two.started)


def _likeliest(like: Sequence[Decision], asked: Container[str], same_upn: Iterable[Person]) -> Decision:
    """The child that a number is most like; of twins, of whom nothing but the number differs, the first of
    whom it was not asked yet whether another new number is that child.
    """
    by_upn = {person.number for person in same_upn}
    sure = next((decision for decision in like if decision.other in by_upn), None)
    return sure or next((decision for decision in like if decision.other not in asked), like[0])


def is_somebody_else(known: Person, told: Person) -> bool:
    """Whether everything that is said of both differs: another date of birth, and another sex or unique pupil
    number, with neither of them nor an episode in common.
    """
    if not known.born_on or not told.born_on or known.born_on == told.born_on or known.started & told.started:
        return False
    both = [(known.sex, told.sex)] if {known.sex, told.sex} <= {"M", "F"} else []
    both += [(known.upn, told.upn)] if is_real_upn(known.upn) and is_real_upn(told.upn) else []
    return bool(both) and all(one != two for one, two in both)


def contradictions(child: Child | Person, *, born_on: date | None, sex: str, upn: str) -> list[str]:
    """Where what another source says of a child differs from the record: both sides, in words."""
    found = []
    if born_on and born_on != child.born_on:
        found.append(f"date of birth {day_words(born_on)} here, {day_words(child.born_on)} in the portal")
    if sex in ("M", "F") and child.sex in ("M", "F") and sex != child.sex:
        found.append(f"sex {sex} here, {child.sex} in the portal")
    if is_real_upn(upn) and is_real_upn(child.upn) and upn != child.upn:
        found.append(f"unique pupil number {upn} here, {child.upn} in the portal")
    return found


IN_THE_FILE = "{former} is in the file as a person of its own."
CLAIMED_TWICE = "Another person of the file has this former number too."


def former_numbers(
    said: Mapping[str, Person],
    children: Mapping[str, Child],
    numbers: Numbers,
    own: Container[str],
    claims: Mapping[str, int],
) -> tuple[dict[str, str], dict[str, str], list[Decision]]:
    """Which persons of the dataset are children who are known by the number that they had before.

    `said`: number of a person -> the former number, with what else the row says of the person; `own`: the
    numbers that stand in the file for themselves; `claims`: how many persons had a number before. Returns
    the child's number for those who are believed, why not for those who are somebody else, and what only a
    person can decide: the facts contradict the number.
    """
    believed: dict[str, str] = {}
    doubted: dict[str, str] = {}
    decisions: list[Decision] = []
    for number, former in said.items():
        child = children.get(numbers.root(former.number)) or children.get(former.number)
        if child is None:
            continue
        differ = contradictions(child, born_on=former.born_on, sex=former.sex, upn=former.upn)
        if former.number in own:
            doubted[number] = IN_THE_FILE.format(former=former.number)
        elif claims.get(former.number, 0) > 1:
            doubted[number] = CLAIMED_TWICE
        elif former.born_on and not differ:
            believed[number] = child.number
        elif not numbers.are_different(number, child.number):
            differs = "; ".join(differ) if differ else "no date of birth here"
            why = f"The file says that {number} had the number {former.number} before, but: {differs}."
            decisions.append(Decision(number, child.number, why))
    return believed, doubted, decisions
