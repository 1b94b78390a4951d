"""Harrow 2014/15: the monthly indicators, ages, sexes and ethnic groups, from records loaded to match.

Where the printed figures contradict each other (starters and leavers against the number of children;
placement shares that add up to 71 or 120), no records can give them all: there the tables give what follows
from the flows, and what can be true of one month.
"""

from calendar import TUESDAY
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest

from children.models import IroAllocation, MissingEpisode
from reporting.measures.base import Scope, compute
from reporting.measures.registry import MEASURES
from reporting.models import Area, Benchmark
from reporting.periods import Period, collection_year, month
from reporting.results.store import store, store_months
from reviews.models import ReviewCycle
from statute.schooling import births_of_school_age
from statute.working_days import add_months
from tests import factories as make
from tests.rebuild import SEED, Life, analyse, build, council, hold, keep, page
from tests.turns import has_days

pytestmark = [pytest.mark.django_db, has_days(TUESDAY)]
TODAY = date(2015, 6, 1)
YEAR = collection_year(2015)
MONTHS = YEAR.months()
SHARES = {
    "F-030": "placed_over_20_miles",
    "F-039": "placed_out_of_area",
    "F-040": "three_placements",
    "F-041": "settled_placement",
}


def row(figure: str) -> list[str]:
    """The twelve printed values of a monthly row, as they are printed."""
    values = next(iter(SEED[figure]["rows"].values()))
    return [str(v) if v is not None else "" for v in values][-12:]


def fits(part: int, of: int, printed: str) -> bool:
    """Whether part of of, in per cent, half up, is the printed value with its decimals."""
    places = Decimal(printed).as_tuple().exponent
    exact = Fraction(100 * part, of)
    found = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(
        Decimal(1).scaleb(places), rounding=ROUND_HALF_UP
    )
    return found == Decimal(printed)


def whole_children(printed: str, most: int) -> tuple[int, int]:
    """The children that give a printed share, of as many as possible of those there are; those left over are
    not known."""
    for of in range(most, 0, -1):
        for part in {int(of * float(printed) / 100), int(of * float(printed) / 100) + 1}:
            if part <= of and fits(part, of, printed):
                return part, of
    raise AssertionError(f"{printed}% is no share of {most} children or fewer")


class Month:
    """One month of Harrow, rebuilt: what each child must be for every indicator of the month to come out."""

    def __init__(self, number: int) -> None:
        self.period, self.end = MONTHS[number], MONTHS[number].end
        self.number = number
        self.children = int(row("F-006")[number])
        self.moved, self.moved_known = whole_children(row("F-040")[number], self.children)
        self.far, self.far_known = whole_children(
            row("F-030")[number], self.moved_known
        )  # no distance without a placement
        self.outside, self.outside_known = whole_children(row("F-039")[number], self.moved_known)
        self.settled, self.long_in_care = whole_children(
            row("F-041")[number], 29 if row("F-041")[number] != "40.9" else 22
        )
        school = row("F-043")[number]
        self.school = int(float(school)) if school.replace(".", "").isdigit() else 80
        self.school_year = int(float(row("F-044")[number] or 50))
        printed = row("F-028")[number]
        self.printed_in_time = printed if printed != "N/A" else row("F-021")[number]
        self.in_time, self.timed = whole_children(self.printed_in_time, self.children)
        self.population = SEED["F-024"]["recomputed"]["implied_population"][number]

    def build(self):
        authority = council(name="Harrow", ons_code=f"E0900{9000 + self.number}"[:9])
        area = Area.objects.create(code=authority.ons_code, name="Harrow")
        Benchmark.objects.create(
            area=area,
            indicator="population_0_17",
            year=2013,
            number=self.population,
            rounding="none",
            source="ONS",
        )
        lives = [self._life(n) for n in range(self.children)]
        short = [
            Life(date(2008, 1, 1), add_months(self.end, -20), legal="V4")
            for _ in range(int(float(row("F-025")[self.number])))
        ]
        children = build(authority, lives + short)
        self._facts(authority, children[: self.children])
        return authority

    def _life(self, n: int) -> Life:
        """The first have been in care for three years, the next for over one; of school age as many as are
        printed."""
        first, last = births_of_school_age(self.end)
        in_school = n < self.school
        born = add_months(first, 60) if in_school else add_months(last, 20)
        assert not in_school or first <= born <= last
        if n < self.long_in_care:
            started = add_months(self.end, -40)
        elif n < self.school_year or not in_school:
            started = add_months(self.end, -20)
        else:
            started = add_months(self.end, -8)
        return Life(born, started, homes=self._homes(n, started))

    def _homes(self, n: int, started: date) -> list[tuple[str, str, date]]:
        april = YEAR.start
        homes = [("U6", "PR1", started)]
        if (
            n < self.long_in_care and n >= self.settled
        ):  # not settled: came to this placement a year ago, before April
            homes.append(("U4", "PR1", add_months(april, -3)))
        if self.moved_first <= n < self.moved_first + self.moved:
            homes += [("K2", "PR4", april + timedelta(days=5)), ("U6", "PR4", april + timedelta(days=15))]
        return homes

    @property
    def moved_first(self) -> int:
        """Those who moved often come after the settled, so that neither figure touches the other."""
        return self.long_in_care

    def _facts(self, authority, children):
        last = authority.children.count() - 1
        assert last
        placements = {
            p.child_id: p
            for p in type(children[0].placements.first())
            .objects.filter(child__in=children)
            .order_by("started_on")
        }
        for n, child in enumerate(children):
            home = placements[child.pk]
            home.distance_miles = (
                None if n >= self.far_known else Decimal("25.0") if n < self.far else Decimal("5.0")
            )
            home.is_out_of_area = None if n >= self.outside_known else n < self.outside
        type(home).objects.bulk_update(placements.values(), ["distance_miles", "is_out_of_area"])
        bare = children[self.moved_known :]
        type(home).objects.filter(child__in=bare).delete()
        ReviewCycle.objects.bulk_create(self._turn(authority, child, n) for n, child in enumerate(children))
        MissingEpisode.objects.bulk_create(
            MissingEpisode(
                child=child,
                kind="M",
                started_on=self.period.start + timedelta(days=3),
                ended_on=self.period.start + timedelta(days=4),
            )
            for child in children[: int(row("F-045")[self.number])]
        )
        iros = [
            make.make_worker(authority, is_iro=True, full_time_equivalent=Decimal(h))
            for h in ("1", "1", "1", "0.2")
        ]
        IroAllocation.objects.bulk_create(
            IroAllocation(child=child, worker=iros[n % 4], started_on=self.period.start)
            for n, child in enumerate(children)
        )

    def _turn(self, authority, child, n: int) -> ReviewCycle:
        known = n < self.timed
        due = self.end + timedelta(days=9) if n < self.in_time else self.end - timedelta(days=9)
        opened = add_months(self.end, -5)
        return ReviewCycle(
            authority=authority,
            child=child,
            sequence=1,
            period_start=opened,
            clock="CPR",
            number=2,
            opened_on=opened,
            due_on=due if known else None,
            rule="RC-3",
            reason="6 months after the review before; Regulation 33",
            state="open" if known and n < self.in_time else "overdue" if known else "not_known",
        )


@pytest.mark.parametrize("number", range(12), ids=lambda n: f"{MONTHS[n].start:%b-%y}")
def test_the_indicators_of_a_month(number):
    built = Month(number)
    authority = built.build()
    analyse()
    tables = page(authority, "months", 2015, today=TODAY, periods=[built.period])
    found = {code: row[number] for code, row in tables["Indicators by month"].raw.items()}
    assert found["looked_after_at_end"].numerator == built.children == int(row("F-006")[number])
    assert found["rate_per_10000"].value == Decimal(row("F-024")[number]).quantize(Decimal("0.1"))
    assert found["short_breaks_at_end"].numerator == int(float(row("F-025")[number]))
    for figure, code in SHARES.items():
        result = found[code]
        assert fits(result.numerator, result.denominator, row(figure)[number]), (figure, result)
    in_time = found["timeliness_snapshot"]
    assert fits(in_time.numerator, in_time.denominator, built.printed_in_time)
    assert found["school_age"].numerator == built.school
    assert found["school_age_one_year"].numerator == built.school_year
    assert found["children_missing"].numerator == int(row("F-045")[number])
    caseload = compute(MEASURES["caseload"], Scope(authority, built.period, as_at=TODAY)).value
    assert caseload == (Decimal(built.children) / Decimal("3.2")).quantize(
        Decimal("0.1"), rounding=ROUND_HALF_UP
    )
    if number in (3, 5):  # the lowest and the highest month, as the catalogue works them out again
        key = {3: "monthly_min", 5: "monthly_max"}[number]
        assert str(caseload) in SEED["F-004"]["recomputed"][key]


@pytest.fixture
def flows():
    """168 children on 31 March 2014, and the printed starters and leavers of each month."""
    authority = council(name="Harrow")
    lives = [Life(date(2004, 1, 1), date(2012, 5, 1)) for _ in range(168)]
    staying = list(lives)
    for period, came, left in zip(MONTHS, row("F-026"), row("F-027"), strict=True):
        begun = [Life(date(2004, 1, 1), period.start + timedelta(days=4)) for _ in range(int(float(came)))]
        for life in staying[: int(left.split(".")[0])]:
            life.ended_on = period.start + timedelta(days=10)
        staying = staying[int(left.split(".")[0]) :] + begun
        lives += begun
    build(authority, lives)
    return authority


def test_starters_and_leavers_give_the_number_of_children(flows):
    tables = page(flows, "months", 2015, today=TODAY, periods=[*MONTHS, YEAR])
    found = tables["Indicators by month"].raw
    came = [r.numerator for r in found["starters"]]
    left = [r.numerator for r in found["leavers"]]
    assert came[:-1] == [int(float(v)) for v in row("F-026")]
    assert left[:-1] == [int(float(v)) for v in row("F-027")]
    assert (came[-1], left[-1]) == (
        SEED["F-026"]["recomputed"]["year_total"],
        SEED["F-027"]["recomputed"]["year_total"],
    )
    balance = tables["How the number of children changed"]
    assert balance.notes == []
    assert [r[0] for r in balance.raw.values()][1:12] == [r[-1] for r in balance.raw.values()][:11]
    end = [r.numerator for r in found["looked_after_at_end"]][:-1]
    assert end[0] == int(row("F-006")[0]) == 170
    assert end[-1] - end[0] == 23  # May to March: 105 came, 82 left; printed are 170 and 179
    assert balance.raw["The year"] == [168, 115, 90, 0, 0, 168 + 115 - 90]


def test_the_months_at_once_are_the_same(flows):
    analyse()
    wanted = [MEASURES[c] for c in ("starters", "leavers", "looked_after_at_end")]
    store_months(flows, YEAR, today=TODAY, measures=wanted)
    before = {(r.code, r.period_from): r.numerator for r in flows.measure_results.all()}
    assert len(before) == 36
    for period in MONTHS:
        store(flows, period, today=TODAY, dimensions=False, measures=wanted)
    assert {(r.code, r.period_from): r.numerator for r in flows.measure_results.all()} == before


def test_starters_far_from_home_where_whole_children_give_the_share():
    """October 3 of 10 and November 1 of 11; the other printed shares are not of whole children (X-12)."""
    for number in (6, 7):
        came, printed = int(float(row("F-026")[number])), row("F-029")[number]
        far = round(float(printed) * came / 100)
        authority, begun = council(), MONTHS[number].start + timedelta(days=2)
        build(authority, [Life(date(2004, 1, 1), begun, miles=30.0 if n < far else 3.0) for n in range(came)])
        result = compute(MEASURES["started_over_20_miles"], Scope(authority, MONTHS[number]))
        assert fits(result.numerator, result.denominator, printed)
    for number in (1, 2, 3, 4):
        came, printed = int(float(row("F-026")[number])), row("F-029")[number]
        assert not any(fits(part, came, printed) for part in range(came + 1))


MIX = {
    "F-031": ("K2", "PR4"),
    "F-032": ("U3", "PR1"),
    "F-033": ("U6", "PR1"),
    "F-034": ("U6", "PR4"),
    "F-035": ("A6", "PR1"),
    "F-036": ("H5", "PR4"),
    "F-037": ("P1", "PR0"),
}
CODES = {
    "F-031": "placed_residential",
    "F-032": "placed_kinship",
    "F-033": "placed_in_house_foster",
    "F-034": "placed_agency_foster",
    "F-035": "placed_adoptive",
    "F-036": "placed_semi_independent",
    "F-037": "placed_with_parents",
}


def test_the_placement_mix_of_april_and_that_it_adds_up():
    """April is the one month whose seven printed shares add up to 100; the eleven others can be of no
    children."""
    authority, total = council(), 170
    numbers = {figure: round(float(row(figure)[0]) * total / 100) for figure in MIX}
    assert sum(numbers.values()) == total
    start = date(2013, 5, 1)
    build(
        authority,
        [
            Life(date(2004, 1, 1), start, homes=[(*MIX[f], start)])
            for f, n in numbers.items()
            for _ in range(n)
        ],
    )
    tables = page(authority, "months", 2015, today=TODAY, periods=[MONTHS[0]])
    found = {code: r[0] for code, r in tables["Indicators by month"].raw.items()}
    for figure, code in CODES.items():
        assert fits(found[code].numerator, found[code].denominator, row(figure)[0]), figure
    assert sum(found[c].numerator for c in CODES.values()) == found["looked_after_at_end"].numerator
    sums = SEED["F-038"]["recomputed"]["sums"]
    assert [n for n, s in enumerate(sums) if abs(s - 100) < 0.35] == [0]


def test_ages_and_sexes_of_2014():
    """The rotated columns of the age table, put right: 15, 25, 20, 50, 55 of 165, and 100 boys and 65
    girls."""
    corrected = SEED["F-011"]["recomputed"]["corrected"]["Harrow (number)"]
    numbers, (young, older) = corrected[:5], corrected[5:]
    ages = dict(
        zip(
            ("Under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over"),
            zip((0, 3, 7, 12, 16), numbers, strict=True),
            strict=True,
        )
    )
    boys, girls = SEED["F-018"]["rows"]["Harrow - 2013-14"][2:]
    authority, sexes = council(), ["M"] * boys + ["F"] * girls
    years = [age for age, n in ages.values() for _ in range(n)]
    build(
        authority,
        [Life(date(2013 - age, 9, 1), date(2014, 1, 6), sex=s) for age, s in zip(years, sexes, strict=True)],
    )
    tables = page(authority, "children", 2014, today=TODAY)
    found = tables["Children in care by age"].raw
    assert [found[label][0] for label in ages] == numbers
    assert found["All"][0] == sum(numbers) == 165
    assert (sum(numbers[:3]), sum(numbers[3:])) == (young, older) == (60, 105)
    assert [str(found[label][1]) for label in ages] == ["9.1", "15.2", "12.1", "30.3", "33.3"]
    again = SEED["F-011"]["recomputed"]["Harrow_n_vs_pct"]
    assert all(f"= {found[label][1]}" in again for label in ages)
    by_sex = tables["Children in care by sex"].raw
    assert (by_sex["Male"][0], by_sex["Female"][0]) == (100, 65)
    assert (
        f"100/165 = {by_sex['Male'][1]}, 65/165 = {by_sex['Female'][1]}"
        in SEED["F-018"]["recomputed"]["2013-14"]
    )


def test_sexes_of_2015_and_ethnic_groups():
    authority = council()
    boys, girls = SEED["F-018"]["rows"]["Harrow 2014-15"][2:]
    build(authority, [Life(date(2004, 1, 1), date(2014, 1, 6), sex=s) for s in ["M"] * boys + ["F"] * girls])
    found = page(authority, "children", 2015, today=TODAY)["Children in care by sex"].raw
    assert f"{found['Male'][1]} / {found['Female'][1]}" in SEED["F-018"]["recomputed"]["2014-15"]
    numbers = SEED["F-015"]["rows"]["Harrow (number)"]
    codes = ("WBRI", "MWBC", "AIND", "BAFR", "OOTH", "REFU")
    other = council()
    build(
        other,
        [
            Life(date(2004, 1, 1), date(2014, 1, 6), ethnicity=c)
            for c, n in zip(codes, numbers, strict=True)
            for _ in range(n)
        ],
    )
    groups = page(other, "children", 2014, today=TODAY)["Children in care by ethnic group"].raw
    labels = ("White", "Mixed", "Asian or Asian British", "Black or Black British", "Other ethnic groups")
    assert [groups[label][0] for label in labels] == numbers[:5]
    assert groups["All"][0] == sum(numbers) == 170
    assert groups["Mixed"][1] == groups["Asian or Asian British"][1]  # 30 and 30: printed as 17.0 and 18.0


def test_reviews_in_time_in_the_year():
    values = SEED["F-022"]["values"]
    authority = council()
    children = build(authority, [Life(date(2004, 1, 1), date(2012, 1, 6)) for _ in range(values["total"])])
    keep([hold(authority, c, date(2014, 9, 1), late=n >= values["on_time"]) for n, c in enumerate(children)])
    found = page(authority, "reviews", 2015, today=TODAY)["Reviews in time"].raw["timeliness_reviews_held"][0]
    assert (found.numerator, found.denominator) == (158, 172)
    assert str(found.value) in SEED["F-022"]["recomputed"]["158/172"]
    assert isinstance(month(date(2014, 9, 1)), Period)
