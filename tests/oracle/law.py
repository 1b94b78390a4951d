"""The review clock a second time: slow, day by day, from the law paper alone.

It shares no code with statute/ but the calendar.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

DAY = timedelta(days=1)
NOT_TOLD = "?"


@dataclass(frozen=True)
class Row:
    """A row of the Episodes file; its `rec` is NOT_TOLD where it ran when a return that is missing began, and
    no other has it.
    """

    decom: date
    rne: str
    ls: str
    place: str
    dec: date | None = None
    rec: str = ""


@dataclass
class Life:
    """One invented child.

    Meetings are reviews recorded in the portal: first meeting, last meeting or None.
    """

    number: str
    born: date
    rows: list[Row]
    reviews: list[date] = field(default_factory=list)
    meetings: list[tuple[date, date | None]] = field(default_factory=list)


@dataclass(frozen=True)
class Reach:
    """Reviews are known between these days, but for those of a year whose return is missing: from its first
    day to the eve of `again`.
    """

    known_from: date
    known_until: date
    missing: date = date.max
    again: date = date.max

    def tells(self, day: date) -> bool:
        return day <= self.known_until and not self.missing <= day < self.again


@dataclass
class Duty:
    """What runs: the day, or the latest day where nobody knows it; the least number, and whether exactly."""

    due: date | None
    least: int = 1
    exact: bool = True
    latest: date | None = None
    is_latest: bool = False


@dataclass
class Stretch:
    """A time under one law, [start, end)."""

    start: date
    end: date | None
    law: str  # care, breaks, placed
    stay: date
    new: bool
    """Begins a stay in care."""
    before: str = ""
    void_from: date | None = None
    code: str = ""
    other: date | None = None
    """The first day of the other care that a long break turned into."""
    began: bool = True
    """Whether care began on its first day, or had run before, for how long nobody knows."""
    is_end_told: bool = True


def months(day: date, n: int) -> date:
    return day + relativedelta(months=n)


def adult(born: date) -> date:
    try:
        return born.replace(year=born.year + 18)
    except ValueError:  # 29 February
        return date(born.year + 18, 3, 1)


class Clock:
    """A child's turns on one day."""

    def __init__(self, life: Life, reach: Reach, as_at: date, calendar: "Calendar") -> None:
        self.life, self.reach, self.as_at, self.calendar = life, reach, as_at, calendar
        self.adult = adult(life.born)
        self.turns: list[tuple[object, ...]] = []

    def answer(self) -> list[tuple[object, ...]]:
        stretches = self.stretches()
        held = self.held()
        for at, stretch in enumerate(stretches):
            later = stretches[at + 1].start if at + 1 < len(stretches) else None
            mine = [
                d
                for d in held
                if stretch.start <= d
                and (stretch.end is None or d <= stretch.end)
                and (later is None or d < later)
                and d < self.adult
            ]
            if stretch.new:
                self.last: date | None = None
                self.least, self.exact = 0, True
            self.walk(stretch, mine)
        return self.turns

    # --- facts as they were known on the day

    def held(self) -> list[date]:
        found = {d for d in self.life.reviews if d <= self.as_at}
        for first, done in self.life.meetings:
            if done is not None and done <= self.as_at:
                found.add(first if done <= self.calendar.after(first, 20) else done)
        return sorted(found)

    def adjourned(self, opened: date, due: date) -> bool:
        for first, done in self.life.meetings:
            open_still = first <= self.as_at and (done is None or done > self.as_at)
            is_adjourned = done is None or done > first
            if open_still and is_adjourned and opened <= first <= due:
                return self.as_at <= self.calendar.after(first, 20)
        return False

    def rows(self) -> list[Row]:
        found = []
        for row in self.life.rows:
            if row.decom > self.as_at or row.decom >= self.adult:
                continue
            end = row.dec if row.dec is not None and row.dec <= self.as_at else None
            rec = row.rec if end else ""
            if self.adult <= self.as_at and (end is None or end > self.adult):
                end, rec = self.adult, "18"
            found.append(Row(row.decom, row.rne, row.ls, row.place, end, rec))
        return found

    def stretches(self) -> list[Stretch]:
        found: list[Stretch] = []
        stay, place, was, ended = None, "", "", ""
        for row in self.rows():
            begins = row.rne == "S" or stay is None or ended == NOT_TOLD
            if begins:
                stay, place, was = row.decom, "", ""
            others, was = self.with_others(row, place, was), row.place
            place = place if row.place.startswith("T") and place else row.place
            law, code = self.regime(row.ls, place)
            each = Stretch(row.decom, row.dec, law, stay or row.decom, begins, "", code=code)
            each.began, each.is_end_told = not begins or row.rne == "S", row.rec != NOT_TOLD
            ended = row.rec
            found = self.added(found, each, anew=law == "placed" and others)
        return self.series(found)

    def added(self, found: list[Stretch], each: Stretch, *, anew: bool) -> list[Stretch]:
        """A stretch under the same regulation goes on, within a stay and unless it begins anew."""
        last = None if each.new else found[-1]
        if last is not None and (last.law, last.code) == (each.law, each.code) and not anew:
            last.end, last.is_end_told = each.end, each.is_end_told
            return found
        each.before = "" if last is None else last.law
        return [*found, each]

    def with_others(self, row: Row, place: str, was: str) -> bool:
        """Whether the carers change: not into hospital, nor back from there to the same placement."""
        is_back = was.startswith("T") and row.place == place
        return row.rne in ("P", "B") and not is_back and not row.place.startswith("T")

    def regime(self, status: str, place: str) -> tuple[str, str]:
        if place in ("A3", "A4", "A5", "A6"):
            return "placed", ""
        return ("breaks", status) if status in ("V3", "V4") else ("care", "")

    def series(self, found: list[Stretch]) -> list[Stretch]:
        """Breaks (V3) put together; each to which regulation 48 does not apply under the full clock."""
        out: list[Stretch] = []
        chain: list[Stretch] = []
        away: list[date] = []
        for each in found:
            if not self.joins(chain, each):
                out += self.chain(chain, each)
                chain, away = [], []
            if each.code != "V3":
                out.append(each)
                continue
            own = list(self.days(each.start, each.end))
            away += own
            if len(own) > 17 or any(self.too_many(away, day) for day in own):
                each.law = "full"
            chain.append(each)
        out += self.chain(chain, None)
        return self.full_goes_on(sorted(out, key=lambda s: s.start))

    def joins(self, chain: list[Stretch], each: Stretch) -> bool:
        """Whether a stretch belongs to the chain before it; other care has ended the chain already."""
        if each.code != "V3" or not chain or chain[-1].end is None:
            return False
        return each.start <= months(chain[-1].end, 6)

    def full_goes_on(self, found: list[Stretch]) -> list[Stretch]:
        """A long break that turned into other care keeps the clock that runs."""
        out: list[Stretch] = []
        for each in found:
            last = out[-1] if out else None
            if last and last.law == "full" and each.law == "care" and each.before and last.end == each.start:
                last.end, last.other = each.end, last.other or each.start
            else:
                out.append(each)
        return out

    def days(self, start: date, end: date | None) -> Iterator[date]:
        day = start
        while day < (end or self.as_at + DAY):
            yield day
            day += DAY

    def too_many(self, away: list[date], day: date) -> bool:
        return sum(1 for other in away if other <= day < months(other, 12)) > 75

    def chain(self, chain: list[Stretch], after: Stretch | None) -> Iterator[Stretch]:
        group: list[Stretch] = []
        for each in chain:
            if each.law == "full":
                if group:
                    yield self.one(group, each.start)
                yield each
                group = []
            else:
                group.append(each)
        if group:
            ended = group[-1].end
            over = None
            if ended is not None:
                limit = months(ended, 6)
                if after is not None:
                    over = min(limit, after.start)
                elif limit < self.as_at:
                    over = limit
            yield self.one(group, over)

    def one(self, group: list[Stretch], over: date | None) -> Stretch:
        first, last = group[0], group[-1]
        if self.adult <= self.as_at:
            over = self.adult if over is None else min(over, self.adult)
        void_from = None if over is None else min(last.end or over, over)
        return Stretch(first.start, over, "breaks", first.stay, first.new, first.before, void_from, code="V3")

    def orders(self) -> list[tuple[date, date | None]]:
        found: list[tuple[date, date | None]] = []
        for row in self.rows():
            if row.ls != "E1":
                continue
            if found and found[-1][1] == row.decom:
                found[-1] = (found[-1][0], row.dec)
            else:
                found.append((row.decom, row.dec))
        return found

    # --- one stretch, day by day

    def walk(self, stretch: Stretch, held: list[date]) -> None:
        self.now = stretch
        self.mine = self.orders() if stretch.law in ("care", "full") else []
        self.opened = stretch.start
        self.base = self.first(stretch)
        self.duty = self.earlier(self.base, self.opened) if self.in_force(self.opened) else self.base
        day = stretch.start
        while day <= min(stretch.end or self.as_at, self.as_at):
            if day in held:
                self.review_on(day)
            elif day > self.opened and (stretch.end is None or day < stretch.end):
                self.order_on(day)
            day += DAY
        if not (held and self.opened == stretch.end):
            self.leave(stretch)

    def leave(self, stretch: Stretch) -> None:
        self.through_missing(stretch.end or self.as_at, ends=False)
        left = self.judge(stretch, self.duty, self.opened, stretch.end)
        if stretch.law in ("care", "full") and not (
            left.exact and self.all_told(self.opened, stretch.end or self.as_at)
        ):
            self.exact = False

    def all_told(self, first: date, until: date) -> bool:
        """Whether a review held on any day from one to the eve of another would be known."""
        return all(self.reach.tells(day) for day in self.days(first, until))

    def review_on(self, day: date) -> None:
        due = self.duty.due
        if due is not None and due < day and self.may_have_been_held(due, day):
            self.judge(self.now, self.duty, self.opened, due + DAY, parted=True)
            self.opened = due + DAY
            self.duty = Duty(None, self.duty.least, False)
        self.through_missing(day, ends=True)
        done = self.judge(self.now, self.duty, self.opened, day, review=day)
        self.base = self.duty = self.after_review(self.now, done, day)
        if self.in_force(day) and self.duty.due is not None:
            self.duty = Duty(min(self.duty.due, months(day, 6)), self.duty.least, self.duty.exact)
        self.opened = self.last = day
        if self.now.law in ("care", "full"):
            self.least, self.exact = done.least, done.exact

    def may_have_been_held(self, due: date, day: date) -> bool:
        """Whether a review that nobody knows of may lie between the due date and this one, in the same time
        of which no return tells. What is known again in between is looked at in `through_missing`.
        """
        if self.untold(self.now, self.opened):
            return True
        return not self.would_be_told(due) and not self.reach.missing <= due < self.reach.again <= day

    def would_be_told(self, due: date) -> bool:
        """Whether a review held by this day would be known: of a day after the last return, and of returned
        breaks of which no review is recorded yet, no return tells, so one may have been held in time.
        """
        return not self.untold(self.now, self.opened) and self.reach.tells(due)

    def untold(self, stretch: Stretch, opened: date) -> bool:
        """Whether no return need tell of a review of a turn: it began in short breaks, none is recorded."""
        is_long = stretch.law == "full" and (stretch.other is None or opened < stretch.other)
        return (stretch.law == "breaks" or is_long) and not self.recorded(stretch, opened)

    def recorded(self, stretch: Stretch, by: date) -> bool:
        return any(stretch.start <= first <= by for first, _ in self.life.meetings)

    def order_on(self, day: date) -> None:
        begins = any(start == day for start, _ in self.mine)
        if not begins and not any(end == day for _, end in self.mine):
            return
        self.through_missing(day, ends=True)
        self.duty = self.as_known(self.duty, self.opened, day)
        self.base = self.as_known(self.base, self.opened, day)
        wanted = self.earlier(self.duty, day) if begins else self.base
        if self.settled(wanted, day).due != self.settled(self.duty, day).due:
            self.judge(self.now, self.duty, self.opened, day)
            self.opened = day
        self.duty = wanted

    def in_force(self, day: date) -> bool:
        return any(start <= day and (end is None or day < end) for start, end in self.mine)

    def earlier(self, duty: Duty, order: date) -> Duty:
        limit = months(order, 3)
        if duty.due is not None:
            return Duty(min(duty.due, limit), duty.least, duty.exact, is_latest=duty.is_latest)
        if duty.latest is None or order < self.known_at(order):
            return duty
        return Duty(None, duty.least, duty.exact, min(duty.latest, limit))

    def through_missing(self, until: date, *, ends: bool) -> None:
        """What a turn becomes that runs through the year without a return. Due before it, it was missed for
        certain; due in it, it was held or not; due after it, another review may have come first. What follows
        is known no better than where a life is first known, but for how many reviews there were at least.
        """
        missing, again = self.reach.missing, self.reach.again
        if not self.opened < again <= until:
            return
        was, latest = self.settled(self.duty, missing), self.latest_after(again)
        if was.due is None:
            self.duty = Duty(None, was.least, was.exact, latest)
            self.base = Duty(None, self.base.least, self.base.due is None and self.base.exact, latest)
        elif was.due >= again:
            on_time = was.due >= until
            self.duty = Duty(was.due if on_time else None, was.least, False, None if on_time else latest)
        elif was.due < missing or ends or (latest or until) < until:
            self.begin_again(was, again)

    def begin_again(self, was: Duty, again: date) -> None:
        self.judge(self.now, was, self.opened, again, parted=True)
        latest, self.opened = self.latest_after(again), again
        self.duty = Duty(None, was.least, False, latest)
        self.base = Duty(None, self.base.least, False, latest) if self.base.due else self.base

    def latest_after(self, again: date) -> date | None:
        return None if self.now.law == "breaks" else months(again - DAY, 6)

    def first(self, stretch: Stretch) -> Duty:
        known_from = max(self.known_at(stretch.start), stretch.start)
        if (stretch.start < known_from or not stretch.began) and self.last is None:
            # placed from the very first day of care, nobody had a review of care planning before
            self.exact = self.exact and stretch.law != "care" and stretch.began
            return Duty(None, 1, False, self.latest_after(max(known_from, stretch.other or known_from)))
        if stretch.law == "placed":
            return Duty(stretch.start + timedelta(days=28))
        if stretch.law == "breaks":
            return Duty(months(stretch.start, 3))
        twenty = self.calendar.after(stretch.start, 20)
        if stretch.before != "placed":
            return Duty(twenty)
        return Duty(min(twenty, *self.six_months_on(stretch.start)), self.least + 1, self.exact)

    def six_months_on(self, back: date) -> list[date]:
        """Six months from the last review, where they still run on the day of a return, and no other review
        may have been held since.
        """
        on = [months(self.last, 6)] if self.last is not None and self.all_told(self.last, back) else []
        return [day for day in on if back <= day] or [date.max]

    def known_at(self, day: date) -> date:
        """From when on reviews are known, for somebody who came on this day."""
        is_missing = self.reach.missing <= day < self.reach.again
        return self.reach.again if is_missing else self.reach.known_from

    def after_review(self, stretch: Stretch, done: Duty, day: date) -> Duty:
        first = done.exact and done.least == 1
        step = 3 if first and stretch.law != "breaks" else 6
        return Duty(months(day, step), done.least + 1, done.exact)

    def as_known(self, duty: Duty, opened: date, until: date) -> Duty:
        k, other = self.reach.known_from, self.now.other
        if duty.due is not None and other and other < until and self.untold(self.now, opened):
            return Duty(None, duty.least, False, months(other - DAY, 6))
        if duty.due is not None and opened < k <= until and duty.due < k:
            return Duty(None, duty.least, False, months(k - DAY, 6))
        return duty

    def settled(self, duty: Duty, day: date) -> Duty:
        if duty.due is None and duty.latest is not None and duty.latest < day:
            return Duty(duty.latest, duty.least, duty.exact, is_latest=True)
        return duty

    def judge(
        self,
        stretch: Stretch,
        duty: Duty,
        opened: date,
        closed: date | None,
        review: date | None = None,
        *,
        parted: bool = False,
    ) -> Duty:
        until = closed or self.as_at
        duty = duty if parted else self.settled(self.as_known(duty, opened, until), until)
        state = self.state(stretch, duty, opened, closed, review)
        number = duty.least if duty.exact else None
        kind = "not known" if not duty.exact else {1: "first", 2: "second"}.get(duty.least, "later")
        if duty.least >= 3:
            kind = "later"
        if stretch.law == "placed":
            kind = "adoption"
        self.turns.append(
            (stretch.stay, opened, closed, duty.due, duty.is_latest, review, state, number, kind)
        )
        return duty

    def state(
        self, stretch: Stretch, duty: Duty, opened: date, closed: date | None, review: date | None
    ) -> str:
        if duty.due is None:
            return "not_known"
        if review is not None:
            return "met" if review <= duty.due else "late"
        untold = self.untold(stretch, opened) and not (duty.is_latest and stretch.other)
        return self.state_unheld(stretch, duty.due, opened, closed, untold)

    def may_go_on(self, stretch: Stretch, closed: date | None) -> bool:
        """Whether a turn ends on a day only because no return tells how care went on."""
        return closed is not None and not stretch.is_end_told and closed == stretch.end != self.adult

    def state_unheld(
        self, stretch: Stretch, due: date, opened: date, closed: date | None, untold: bool
    ) -> str:
        """The state of a turn in which no review was held."""
        nothing_due = due >= (self.adult if closed is None else stretch.void_from or closed)
        if nothing_due:
            return "unconfirmed" if self.may_go_on(stretch, closed) else "void"
        if untold:
            return "not_known"
        told = self.reach.tells(due)
        if closed is not None:
            return "missed" if told else "unconfirmed"
        if self.adjourned(opened, due):
            return "adjourned"
        if due >= self.as_at:
            return "open"
        return "overdue" if told else "unconfirmed"


class Calendar:
    """Working days by the plain rule: count on, leave out weekends and the days in the list."""

    def __init__(self, holidays: set[date]) -> None:
        self.holidays = holidays

    def after(self, day: date, n: int) -> date:
        while n:
            day += DAY
            if day.weekday() < 5 and day not in self.holidays:
                n -= 1
        return day
