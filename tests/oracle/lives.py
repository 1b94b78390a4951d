"""Random lives as a council returns them: moves, orders, adoption and disruption, short breaks, leaving and
coming back.
"""

import random
from collections.abc import Iterable
from datetime import date, timedelta

from tests.oracle.law import NOT_TOLD, Life, Row, adult, months

FIRST, LAST = date(2022, 4, 1), date(2026, 3, 31)  # what the returns tell of
MISSING = (date(2023, 4, 1), date(2024, 3, 31))


def days(n: int) -> timedelta:
    return timedelta(days=n)


class Story:
    """Writes the rows of one child; `quiet`: a year whose return is missing, or came without its reviews
    (`is_care_told`).
    """

    def __init__(
        self, rng: random.Random, number: str, quiet: tuple[date, date] | None, *, is_care_told: bool
    ) -> None:
        self.rng, self.quiet, self.is_care_told = rng, quiet, is_care_told
        self.born = date(2006, 1, 1) + days(rng.randint(0, 6200))
        self.rows: list[Row] = []
        self.reviews: list[date] = []
        self.meetings: list[tuple[date, date | None]] = []
        self.number = number

    def some_day(self, first: date, last: date) -> date:
        """A day from one to another, none of the quiet year."""
        for _ in range(30):
            day = first + days(self.rng.randint(0, max(0, (last - first).days)))
            if not self.is_quiet(day):
                return day
        return last

    def is_quiet(self, day: date) -> bool:
        if self.quiet is None or self.is_care_told:
            return False
        return self.quiet[0] <= day <= self.quiet[1] + days(1)

    def stay(self, steps: list[tuple[date, str, str]], end: date | None, rec: str) -> None:
        """A stay in care: from each day a legal status and a placement; steps too late are left out."""
        kept = [steps[0]]
        for step in sorted(steps[1:]):
            if step[0] > kept[-1][0] and (end is None or step[0] < end):
                kept.append(step)
        ends = [*((day, "X1") for day, _, _ in kept[1:]), (end, rec if end else "")]
        for at, (day, ls, place) in enumerate(kept):
            rne = "S" if at == 0 else _reason(kept[at - 1], ls, place)
            self.rows.append(Row(day, rne, ls, place, *ends[at]))

    def review(self, start: date, end: date | None) -> None:
        """Reviews roughly as the law asks, some late, some not at all."""
        day, step = start, self.rng.randint(8, 34)
        until = min(end or LAST, LAST, adult(self.born) - days(1))
        for at in range(14):
            day += days(step)
            if day > until:
                break
            if self.rng.random() > 0.08:
                self.reviews.append(day)
            step = (
                self.rng.randint(50, 105)
                if at == 0
                else self.rng.choice([180, 181, 184, 120, 190, 200, 30, 175])
            )

    def life(self) -> Life:
        told = [_told_by(r) for r in self.rows if r.decom <= LAST and (r.dec is None or r.dec >= FIRST)]
        if self.quiet and not self.is_care_told:
            first, last = self.quiet
            told = [_open_at(r, self.quiet) for r in told if not first <= r.decom <= (r.dec or LAST) <= last]
        reviews = sorted({d for d in self.reviews if FIRST <= d <= LAST and self._told(told, d)})
        return Life(self.number, self.born, told, reviews, self.meetings)

    def _told(self, rows: list[Row], day: date) -> bool:
        in_care = any(r.decom <= day and (r.dec is None or day <= r.dec) for r in rows)
        return in_care and not (self.quiet and self.quiet[0] <= day <= self.quiet[1])


def _reason(before: tuple[date, str, str], ls: str, place: str) -> str:
    """RNE of an episode after another one of the same stay."""
    if place == before[2]:
        return "L"
    return "P" if ls == before[1] else "B"


def _open_at(row: Row, quiet: tuple[date, date]) -> Row:
    """A row that ended in the year without a return: it was open at the end of the return before."""
    first, last = quiet
    if row.decom < first and row.dec and first <= row.dec <= last:
        return Row(row.decom, row.rne, row.ls, row.place, first, NOT_TOLD)
    return row


def _told_by(row: Row) -> Row:
    """A row as the last return has it."""
    return Row(row.decom, row.rne, row.ls, row.place) if row.dec and row.dec > LAST else row


def plain(s: Story) -> None:
    """Care under an order, moves and changes of status, hospital, perhaps an end and a return."""
    rng = s.rng
    start = s.some_day(date(2020, 1, 1), date(2025, 12, 1))
    change = max(start, FIRST)
    steps = [(start, rng.choice(["C1", "C2", "V2", "J1"]), rng.choice(["U6", "U4", "K2"]))]
    for _ in range(rng.randint(0, 3)):
        status, place = rng.choice(["C2", "C1", "V2"]), rng.choice(["U6", "U4", "U1", "K2"])
        steps.append((s.some_day(change + days(5), LAST), status, place))
    if rng.random() < 0.2:
        away = s.some_day(change + days(5), LAST - days(40))
        if not s.is_quiet(away + days(9)):
            steps += [(away, steps[0][1], "T1"), (away + days(9), steps[0][1], steps[0][2])]
    end = s.some_day(change + days(10), LAST) if rng.random() < 0.5 else None
    s.stay(steps, end, rng.choice(["E4A", "E8", "E3", "E2"]))
    s.review(start, end)
    if end and rng.random() < 0.6 and s.rows[-1].rec != "E2":
        back = s.some_day(end + days(2), LAST)
        if end < back <= LAST:
            s.stay([(back, "V2", "U6")], None, "")
            s.review(back, None)


def adoption(s: Story) -> None:
    """A placement order, perhaps taken back, placed for adoption, perhaps disrupted, perhaps adopted."""
    rng = s.rng
    s.born = date(2020, 1, 1) + days(rng.randint(0, 700))
    start = s.some_day(date(2021, 2, 1), date(2025, 3, 1))
    order = s.some_day(max(start, FIRST) + days(3), date(2025, 12, 1))
    steps = [(start, "C1", "U6"), (order, "E1", "U6")]
    end = None
    roll = rng.random()
    if roll < 0.2:
        steps.append((s.some_day(order + days(20), LAST), "C2", "U6"))
    elif roll < 0.85:
        placed = s.some_day(order + days(10), date(2026, 2, 1))
        steps.append((placed, "E1", rng.choice(["A6", "A4"])))
        if rng.random() < 0.5:
            back = s.some_day(placed + days(5), LAST)
            steps.append((back, rng.choice(["E1", "C2"]), "U6"))
        elif rng.random() < 0.5:
            end = s.some_day(placed + days(80), LAST)
        elif rng.random() < 0.4:
            steps.append((s.some_day(placed + days(15), LAST), "E1", "A6" if steps[-1][2] == "A4" else "A4"))
    s.stay(steps, end, "E11")
    s.review(start, end)


def resumed(s: Story) -> None:
    """Placed for adoption and back again, at any time: before what returns tell of, in a year without a
    return, or later; care may have begun with the placement.
    """
    rng = s.rng
    s.born = date(2016, 1, 1) + days(rng.randint(0, 1200))
    start = date(2021, 2, 1) + days(rng.randint(0, 900))
    day, steps = start, [(start, "E1", rng.choice(["U4", "U4", "A6"]))]
    for status, place in [("E1", "A6"), (rng.choice(["E1", "C2"]), "U4"), ("C2", "U6")]:
        day += days(rng.choice([5, 40, 100, 200, 300]) + rng.randint(0, 30))
        if place != steps[-1][2]:
            steps.append((day, status, place))
    s.stay(steps, None, "")
    s.review(start, None)
    s.reviews += [steps[-1][0] + days(n) for n in (rng.randint(5, 30), rng.randint(95, 190), 300)]


def untold_before(s: Story) -> None:
    """A life of which the returns tell only from a change on: care began before, on a day that is not
    known.
    """
    s.rng.choice([plain, adoption, resumed])(s)
    first = s.rng.randint(1, 2)
    if len(s.rows) > first and s.rows[first].rne != "S":
        s.rows = s.rows[first:]


def breaks(s: Story) -> None:
    """Single short breaks, regular or not, some long, some many; perhaps other care in the end."""
    rng = s.rng
    s.born = date(2010, 1, 1) + days(rng.randint(0, 3000))
    day = s.some_day(date(2022, 5, 1), date(2025, 6, 1))
    length = rng.choice([2, 3, 5, 9, 14, 17])
    for _ in range(rng.randint(1, 14)):
        last = day + days(rng.choice([length, length, length, 16, 18, 25]))
        if last > LAST:
            break
        s.stay([(day, "V3", "U6")], last, "E8")
        day = last + days(rng.choice([10, 20, 28, 28, 60, 170, 184, 186, 250]))
    if s.rows and day < LAST:
        _after_breaks(s, day)
    for row in s.rows:
        if rng.random() < 0.25:
            meeting = ((row.dec or row.decom) + days(rng.randint(0, 20)),) * 2
            if meeting not in s.meetings:  # two breaks may lie so near that one day would do for both
                s.meetings.append(meeting)


def _after_breaks(s: Story, day: date) -> None:
    """Perhaps a last break that becomes other care, or one that still runs."""
    roll = s.rng.random()
    if roll < 0.3:
        s.stay([(day, "V3", "U6"), (day + days(s.rng.randint(3, 30)), "V2", "U6")], None, "")
    elif roll < 0.5:
        s.stay([(day, "V3", "U6")], None, "")


def agreed(s: Story) -> None:
    """One agreement about short breaks (V4), perhaps ordinary care after it."""
    start = s.some_day(date(2021, 5, 1), date(2025, 6, 1))
    change = s.some_day(max(start, FIRST) + days(30), LAST)
    if s.rng.random() < 0.5:
        s.stay([(start, "V4", "U6"), (change, "V2", "U6")], None, "")
        s.review(change, None)
    else:
        s.stay([(start, "V4", "U6")], change if s.rng.random() < 0.5 else None, "E8")


def recorded(s: Story) -> None:
    """Plain care whose latest reviews are in the portal, some of them adjourned."""
    start = s.some_day(date(2025, 1, 5), date(2026, 2, 1))
    s.born = date(2012, 1, 1) + days(s.rng.randint(0, 3000))
    s.stay([(start, "C2", "U6")], None, "")
    day, step = start, s.rng.randint(10, 32)
    for at in range(5):
        day += days(step)
        if day > date(2026, 11, 1):
            break
        wait = s.rng.choice([0, 0, 12, 26, 29, 40])
        done: date | None = day + days(wait)
        if s.rng.random() < 0.25:
            s.meetings.append((day, day + days(25) if s.rng.random() < 0.5 else None))
            break
        s.meetings.append((day, done))
        step = wait + (s.rng.randint(50, 100) if at == 0 else s.rng.randint(120, 200))


KINDS = [(plain, 7), (adoption, 4), (resumed, 3), (untold_before, 3), (breaks, 4), (agreed, 1), (recorded, 3)]


def lives(
    rng: random.Random, count: int, *, quiet: tuple[date, date] | None = None, is_care_told: bool = False
) -> list[Life]:
    """So many lives that leave something in the returns."""
    found: list[Life] = []
    tellers = [kind for kind, weight in KINDS for _ in range(weight)]
    while len(found) < count:
        story = Story(rng, f"L{len(found):05}", quiet, is_care_told=is_care_told)
        teller = rng.choice([plain, adoption, resumed] if quiet and not is_care_told else tellers)
        teller(story)
        life = story.life()
        if life.rows and _is_sound(life):
            found.append(life)
    return found


def _is_sound(life: Life) -> bool:
    """Whether a return can tell this life: born before care, in care before 18, no row of no days, no day
    twice.
    """
    grown = adult(life.born)
    for row in life.rows:
        if (
            row.decom <= life.born
            or row.decom >= grown
            or (row.dec and (row.dec <= row.decom or row.dec > grown))
        ):
            return False
    starts = [row.decom for row in life.rows]
    return len(set(starts)) == len(starts) and months(grown, 0) > date(2022, 6, 1)


def files(found: Iterable[Life], year: int) -> dict[str, bytes]:
    """The return of one year: rows as they were known at its end."""
    header = ["CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"]
    rows = ["CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"]
    reviews = ["CHILD,DOB,REVIEW,REVIEW_CODE"]
    first, last = date(year - 1, 4, 1), date(year, 3, 31)
    for life in found:
        mine = [r for r in life.rows if r.decom <= last and (r.dec is None or r.dec >= first)]
        if mine:
            header.append(f"{life.number},M,{life.born:%d/%m/%Y},WBRI,,,")
            rows += [_row(life, r, last) for r in mine]
            reviews += [_review(life, day) for day in life.reviews if first <= day <= last]
    tables = {"header.csv": header, "episodes.csv": rows, "reviews.csv": reviews}
    return {name: ("\n".join(lines) + "\n").encode() for name, lines in tables.items()}


def _row(life: Life, r: Row, last: date) -> str:
    dec, rec = (f"{r.dec:%d/%m/%Y}", r.rec) if r.dec and r.dec <= last else ("", "")
    provider = "" if r.place.startswith("T") else "PR1"
    return f"{life.number},{r.decom:%d/%m/%Y},{r.rne},{r.ls},N1,{r.place},{provider},{dec},{rec},,,,"


def _review(life: Life, day: date) -> str:
    code = "PN0" if day < months(life.born, 48) else "PN1"
    return f"{life.number},{life.born:%d/%m/%Y},{day:%d/%m/%Y},{code}"
