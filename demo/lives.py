"""Lives of invented children in care: who they are and how their care went, as plain data. No database, no
clock."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from demo import names
from demo.journeys import Stretch, adoption, ordinary, short_breaks, unaccompanied
from statute.working_days import age_on, birthday

ETHNICITIES = (
    ["WBRI"] * 58
    + ["WOTH"] * 6
    + ["MWBC"] * 6
    + ["MWAS"] * 3
    + ["MOTH"] * 4
    + ["APKN"] * 4
    + ["ABAN"] * 2
    + ["AIND"] * 2
    + ["BAFR"] * 5
    + ["BCRB"] * 3
    + ["BOTH"] * 2
    + ["OOTH"] * 3
    + ["WROM"]
    + ["NOBT"]
)
AGES_AT_START = (
    [0] * 17 + [1, 2, 3, 4] * 5 + [5, 6, 7, 8, 9] * 5 + [10, 11, 12, 13] * 6 + [14, 15] * 9 + [16, 17] * 4
)


@dataclass
class Life:
    """One child, the stretches of care in order, and the days on which reviews were held."""

    number: str
    forename: str
    surname: str
    sex: str
    ethnicity: str
    born_on: date
    kind: str
    stretches: list[Stretch]
    need: str
    family: int
    mothers_child_born_on: date | None = None
    held_on: list[date] = field(default_factory=list)

    @property
    def started_on(self) -> date:
        """The first day of the first period of care."""
        return self.stretches[0].started_on

    @property
    def is_in_care(self) -> bool:
        return self.stretches[-1].ended_on is None


class Numbers:
    """Child numbers and families, in order."""

    def __init__(self, first: int) -> None:
        self.next_child, self.next_family = first, 1

    def child(self) -> str:
        self.next_child += 7
        return str(self.next_child)

    def family(self) -> int:
        self.next_family += 1
        return self.next_family


def make_life(
    rng: random.Random,
    numbers: Numbers,
    *,
    start: date,
    end: date | None,
    age: int,
    today: date,
    kind: str = "ordinary",
    surname: str = "",
    family: int = 0,
    ethnicity: str = "",
) -> Life | None:
    """A child of about this age when care starts; None where the age and the dates do not go together."""
    born_on = start - timedelta(days=365 * age + age // 4 + rng.randint(3, 340))
    adult_on = birthday(born_on, 18)
    if end is None and adult_on <= today + timedelta(days=3):
        return None
    if adult_on <= start + timedelta(days=20):
        return None
    if end is not None:
        end = min(end, adult_on)
    journey = {
        "ordinary": ordinary,
        "adoption": adoption,
        "uasc": unaccompanied,
        "short_breaks": short_breaks,
    }[kind]
    sex = rng.choice("MMF") if kind == "uasc" else rng.choice("FM")
    needs = {"uasc": "N8", "short_breaks": "N2"}
    return Life(
        number=numbers.child(),
        forename=names.forename(rng, sex),
        surname=surname or rng.choice(names.SURNAMES),
        sex=sex,
        ethnicity="AOTH" if kind == "uasc" else ethnicity or rng.choice(ETHNICITIES),
        born_on=born_on,
        kind=kind,
        stretches=journey(rng, born_on=born_on, start=start, end=end, today=today),
        need=needs.get(kind) or rng.choice(["N1", "N1", "N1", "N1", "N3", "N4", "N5", "N5", "N6"]),
        family=family or numbers.family(),
    )


def make_family(
    rng: random.Random, numbers: Numbers, *, start: date, end: date | None, today: date
) -> list[Life]:
    """One child or a few brothers and sisters who came into care on the same day."""
    size = rng.choices([1, 2, 3], [78, 16, 6])[0]
    surname, family, ethnicity = rng.choice(names.SURNAMES), numbers.family(), rng.choice(ETHNICITIES)
    age = rng.choice(AGES_AT_START)
    found = []
    for number in range(size):
        life = make_life(
            rng,
            numbers,
            start=start,
            end=end,
            age=max(0, age - 2 * number),
            today=today,
            surname=surname,
            family=family,
            ethnicity=ethnicity,
        )
        if life:
            found.append(life)
    return found


def start_for_today(rng: random.Random, today: date) -> date:
    """When a child who is in care now came into care: many lately, some long ago."""
    lowest, highest = rng.choices(
        [(3, 120), (120, 365), (365, 730), (730, 1100), (1100, 3600)], [14, 20, 24, 14, 28]
    )[0]
    return today - timedelta(days=rng.randint(lowest, highest))


def make_lives(
    rng: random.Random, *, today: date, since: date, in_care: int, leavers: int, first_number: int
) -> list[Life]:
    """The children of a council: those in care today, and those who left since a day."""
    numbers = Numbers(first_number)
    lives = list(_special(rng, numbers, today))
    while sum(life.is_in_care for life in lives) < in_care:
        start = start_for_today(rng, today)
        kind = _kind(rng, start, today)
        if kind == "ordinary":
            lives += make_family(rng, numbers, start=start, end=None, today=today)
        else:
            age = 0 if kind == "adoption" else 16
            life = make_life(rng, numbers, start=start, end=None, age=age, today=today, kind=kind)
            lives += [life] if life else []
    wanted = len(lives) + leavers
    while len(lives) < wanted:
        end = since + timedelta(days=rng.randint(5, max(6, (today - since).days)))
        start = end - timedelta(days=int(rng.expovariate(1 / 420)) + 6)
        if rng.random() < 0.09:
            start = end - timedelta(days=rng.randint(560, 760))
            life = make_life(rng, numbers, start=start, end=end, age=0, today=today, kind="adoption")
            lives += [life] if life else []
        else:
            lives += make_family(rng, numbers, start=start, end=end, today=today)
    return lives


def _kind(rng: random.Random, start: date, today: date) -> str:
    days = (today - start).days
    if 240 < days < 600 and rng.random() < 0.12:
        return "adoption"
    if days < 500 and rng.random() < 0.12:
        return "uasc"
    return "ordinary"


def _special(rng: random.Random, numbers: Numbers, today: date) -> list[Life]:
    """Lives the council must have: short breaks, a looked-after mother and her baby, a child who came
    back."""
    found: list[Life] = []
    for days in (610, 400, 190, 45):
        start = today - timedelta(days=days)
        life = make_life(rng, numbers, start=start, end=None, age=9, today=today, kind="short_breaks")
        found += [life] if life else []
    family, surname = numbers.family(), "Marlowby"
    mother = make_life(
        rng,
        numbers,
        start=today - timedelta(days=500),
        end=None,
        age=15,
        today=today,
        surname=surname,
        family=family,
    )
    baby = make_life(
        rng,
        numbers,
        start=today - timedelta(days=96),
        end=None,
        age=0,
        today=today,
        surname=surname,
        family=family,
    )
    if mother and baby:
        mother.sex, mother.forename = "F", "Carys"
        mother.born_on = today - timedelta(days=365 * 16 + 200)
        baby.born_on = baby.started_on - timedelta(days=9)
        mother.mothers_child_born_on = baby.born_on
        mother.ethnicity = baby.ethnicity = "WBRI"
        found += [mother, baby]
    returned = make_life(
        rng, numbers, start=today - timedelta(days=900), end=today - timedelta(days=560), age=8, today=today
    )
    if returned:
        again = ordinary(
            rng, born_on=returned.born_on, start=today - timedelta(days=130), end=None, today=today
        )
        returned.stretches = [*returned.stretches, *again]
        found.append(returned)
    return found


def is_teenager(life: Life, day: date) -> bool:
    return 13 <= age_on(life.born_on, day) < 18
