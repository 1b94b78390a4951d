"""Westminster 2018/19: tables B to H and 490 reviews, from records loaded to match; the tables give the
recomputed figures."""

from calendar import SATURDAY
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest

from reporting.council import actions as act
from reporting.measures.base import Result
from reporting.periods import collection_year
from tests import factories as make
from tests.rebuild import SEED, Life, build, council, hold, keep, page
from tests.turns import has_days

pytestmark = pytest.mark.django_db
TODAY = date(2019, 9, 2)
YEARS = {"2016/17": 2017, "2017/18": 2018, "2018/19": 2019}
BORN = {"0-5": 3, "6-13": 10, "14+": 14}
BANDS = [
    {"label": "0-5", "low": 0, "high": 5},
    {"label": "6-13", "low": 6, "high": 13},
    {"label": "14+", "low": 14, "high": None},
]
KINDS = {
    "Kinship Foster Care": ("U3", "PR1"),
    "LA Foster Care": ("U6", "PR1"),
    "Independent Foster Care": ("U6", "PR4"),
    "Residential Care": ("K2", "PR4"),
    "Supported Lodgings": ("H5", "PR4"),
    "Other": ("Z1", ""),
}
GROUPS = [
    {"label": "Kinship Foster Care", "codes": ["U1", "U2", "U3"]},
    {"label": "LA Foster Care", "codes": ["U4/PR1", "U5/PR1", "U6/PR1"]},
    {
        "label": "Independent Foster Care",
        "codes": ["U4/PR4", "U5/PR4", "U6/PR4", "U4/PR5", "U5/PR5", "U6/PR5"],
    },
    {"label": "Residential Care", "codes": ["K1", "K2", "R1", "R2", "R3", "R5", "S1"]},
    {"label": "Supported Lodgings", "codes": ["H5", "K3", "P2"]},
]
NEEDS = {
    "Abuse or neglect": "N1",
    "Child's disability": "N2",
    "Parental disability or illness": "N3",
    "Family in acute stress": "N4",
    "Family dysfunction": "N5",
    "Socially unacceptable behaviour": "N6",
    "Absent parenting": "N8",
}
LABELS = {
    "N1": "Abuse or neglect",
    "N2": "Child's disability",
    "N3": "Parental illness or disability",
    "N4": "Family in acute stress",
    "N5": "Family dysfunction",
    "N6": "Socially unacceptable behaviour",
    "N8": "Absent parenting",
}
LEFT = SEED["F-189"]["values"]
LEAVERS = {2017: LEFT["2016_17"], 2018: LEFT["2017_18"], 2019: LEFT["2018_19"]}
ASYLUM_AT_END = {2017: 47, 2018: 69, 2019: 82}
STOCK_2016 = (
    173,
    10,
)  # children in care at 31 March 2016, of these unaccompanied, so that 209 are at 31 March 2018


def whole(value: object) -> int:
    return 0 if value == "-" else int(value)


def spread(values: dict) -> list[str]:
    """{"a": 2, "b": 1} -> [a, a, b], totals left out."""
    return [k for k, n in values.items() if k not in ("Total", "Grand Total") for _ in range(whole(n))]


def starters(year: int) -> list[Life]:
    """The starters of a year by age and asylum, with their first placement and need in 2018/19."""
    name = next(n for n, y in YEARS.items() if y == year)
    young, middle, old, asylum, _ = SEED["F-180"]["rows"][name]
    begun = date(year - 1, 6, 15)
    bands = (
        [("0-5", False)] * young
        + [("6-13", False)] * middle
        + [("14+", False)] * old
        + [("14+", True)] * asylum
    )
    lives = [Life(date(begun.year - BORN[b], 1, 10), begun, unaccompanied=u) for b, u in bands]
    if year == 2019:
        of_young, of_old = spread(SEED["F-183"]["values"]), spread(SEED["F-184"]["values"])
        for life, kind in zip(lives, of_young + of_old, strict=True):
            life.homes = [(*KINDS[kind], begun)]
        for life, need in zip(reversed(lives), reversed(spread(SEED["F-186"]["values"])), strict=False):
            life.need = NEEDS[need]
    return lives


def all_lives() -> list[Life]:
    """Those in care on 31 March 2016, the starters of three years, and who of them left when, and why in
    2018/19."""
    total, asylum = STOCK_2016
    pool = [Life(date(2005, 5, 5), date(2015, 2, 2), unaccompanied=n < asylum) for n in range(total)]
    lives, in_care = list(pool), list(pool)
    reasons = [code for code, _, number, _ in SEED["F-191"]["values"]["rows"] for _ in range(number)]
    for year in YEARS.values():
        begun = starters(year)
        lives += begun
        in_care += begun
        asylum_leavers = sum(x.unaccompanied for x in in_care) - ASYLUM_AT_END[year]
        leaving = [x for x in in_care if x.unaccompanied][:asylum_leavers]
        leaving += [x for x in in_care if not x.unaccompanied][: LEAVERS[year] - len(leaving)]
        why = reasons if year == 2019 else ["E8"] * len(leaving)
        for life, reason in zip(leaving, why, strict=True):
            life.ended_on, life.reason = date(year, 2, 11), reason
            in_care.remove(life)
    return lives


@pytest.fixture
def westminster(django_user_model):
    authority = council(name="Westminster")
    by = make.make_user(authority, "QA_MANAGER")
    act.set_grouping(authority=authority, kind="age", starts_on=date(2015, 4, 1), groups=BANDS, by=by)
    act.set_grouping(authority=authority, kind="placement", starts_on=date(2015, 4, 1), groups=GROUPS, by=by)
    children = build(authority, all_lives())
    codes = spread(SEED["F-194"]["values"])
    outside = SEED["F-173"]["values"]["outside"]
    held = children[-175:]
    keep(
        [
            hold(
                authority,
                held[n % 175],
                date(2018, 6, 20) + timedelta(days=60 * (n // 175) + n % 40),
                late=n % 35 == 0 and n // 35 < outside,
                code=code,
                reason="LATE_NOTICE" if n % 35 == 0 and n // 35 % 3 else "FAMILY" if n % 35 == 0 else "",
            )
            for n, code in enumerate(codes)
        ]
    )
    return authority


@pytest.fixture
def tables(westminster):
    years = [collection_year(y) for y in YEARS.values()]
    return page(westminster, "children", 2019, today=TODAY, periods=years), page(
        westminster, "reviews", 2019, today=TODAY
    )


def columns(grid):
    return [h["text"] for h in grid.headings[1:]]


@has_days(SATURDAY)
def test_tables_b_to_h_and_the_reviews(tables, westminster):
    children, reviews = tables
    by_age = children["Came into care by age in each year"]
    for name, year in YEARS.items():
        young, middle, old, asylum, total = SEED["F-180"]["rows"][name]
        row = dict(zip(columns(by_age), by_age.raw[f"{year - 1}-{year % 100}"], strict=True))
        assert row == {"0-5": young, "6-13": middle, "14+": old + asylum, "All": total}
    table_b(children)
    tables_c_and_d(children)
    table_e(children)
    at_the_end(children)
    table_g(children)
    table_h(reviews)
    reviews_undertaken(reviews)


def table_b(children):
    grid = children["Came into care by age, unaccompanied children separately"]
    young, middle, old, asylum, total = SEED["F-180"]["rows"]["2018/19"]
    found = {k: dict(zip(columns(grid), row, strict=True)) for k, row in grid.raw.items()}
    assert (found["0-5"]["not unaccompanied"], found["6-13"]["not unaccompanied"]) == (young, middle)
    assert (found["14+"]["not unaccompanied"], found["14+"]["unaccompanied"], found["All"]["All"]) == (
        old,
        asylum,
        total,
    )


def tables_c_and_d(children):
    grid = children["First placement of those who came, by age"]
    found = {k: dict(zip(columns(grid), row, strict=True)) for k, row in grid.raw.items()}
    for kind in KINDS:
        row = found.get(kind, {})
        assert row["0-5"] + row["6-13"] == whole(SEED["F-183"]["values"][kind]), kind
        assert row["14+"] == whole(SEED["F-184"]["values"][kind]), kind
    assert found["All"]["0-5"] + found["All"]["6-13"] == SEED["F-183"]["recomputed"]["sum"]
    assert found["All"]["14+"] == SEED["F-184"]["recomputed"]["sum"]
    fostered = sum(found[k]["0-5"] + found[k]["6-13"] for k in list(KINDS)[:3])
    assert fostered == SEED["F-182"]["recomputed"]["1+20+3"]
    assert Result(fostered, 33).value == Decimal(str(SEED["F-182"]["recomputed"]["24/33"]))
    assert Result(found["Supported Lodgings"]["14+"], found["All"]["14+"]).value == Decimal(
        str(SEED["F-184"]["recomputed"]["89/142"])
    )


def table_e(children):
    grid = children["Need of those who came, by age"]
    found = {k: dict(zip(columns(grid), row, strict=True))["14+"] for k, row in grid.raw.items()}
    printed = {LABELS[NEEDS[k]]: n for k, n in SEED["F-186"]["values"].items() if k != "Total"}
    assert {k: n for k, n in found.items() if k not in ("All", "not recorded")} == printed
    assert sum(printed.values()) == SEED["F-186"]["recomputed"]["sum"]
    assert found["not recorded"] == 1  # table D has 142 of that age, this one 141: the odd one stands apart


def at_the_end(children):
    asylum = children["Unaccompanied children at the end of each year"].raw
    assert (
        [row[-1] for row in asylum.values()]
        == list(ASYLUM_AT_END.values())
        == list(SEED["F-188"]["values"].values())
    )
    stock = [row[-1] for row in children["Children in care at the end of each year"].raw.values()]
    assert stock[1] == SEED["F-171"]["values"]["2018"]
    assert (
        stock[2] == 209 + 175 - 183 == 201
    )  # printed 209; records can't give that with these starters and leavers
    assert [row[-1] for row in children["Left care in each year"].raw.values()] == list(LEAVERS.values())


def table_g(children):
    grid = children["Left care by reason"].raw
    for code, _, number, share in SEED["F-191"]["values"]["rows"]:
        assert grid[code] == [number, Decimal(str(share))], code
    assert grid["All"] == [SEED["F-191"]["recomputed"]["sum_n"], Decimal("100.0")]
    shares = children["Shares of those who left"].raw
    assert shares["left_adopted"] == [Result(7, 183)]
    assert shares["left_to_family"] == [Result(42, 183)]
    assert shares["left_special_guardianship"] == [Result(6, 183)]
    assert [shares[c][0].value for c in ("left_adopted", "left_to_family", "left_special_guardianship")] == [
        Decimal("3.8"),
        Decimal("23.0"),
        Decimal("3.3"),
    ]


def table_h(reviews):
    codes = {k: row[0] for k, row in reviews["Participation codes"].raw.items()}
    assert codes.pop("All") == SEED["F-194"]["recomputed"]["sum"]
    assert codes == {k: n for k, n in SEED["F-194"]["values"].items() if k != "Grand Total"}
    taking = {k: row[0] for k, row in reviews["Taking part"].raw.items()}
    again = SEED["F-174"]["recomputed"]
    assert taking["participation_with_pn4"] == Result(421, 439)
    assert taking["participation_with_pn4"].value == Decimal(str(again["421/439"]))
    assert taking["child_attended"] == Result(403, 439)
    assert taking["child_attended"].value == Decimal(str(again["403/439"]))
    assert taking["participation_official"].value == Decimal("95.4")
    assert taking["reviews_under_four"].value == Decimal(str(SEED["F-196"]["recomputed"]["51/490"]))


def reviews_undertaken(reviews):
    in_time = reviews["Reviews in time"].raw["timeliness_reviews_held"][0]
    printed = SEED["F-173"]["values"]
    assert in_time == Result(printed["within"], printed["total"])
    assert in_time.value == Decimal(str(SEED["F-173"]["recomputed"]["476/490"]))  # printed 93.9
    late = {k: row[0] for k, row in reviews["Late reviews by reason"].raw.items()}
    assert late["All"] == printed["outside"]
    assert next(iter(late)) == "The IRO service was told late"
    assert in_time.value.quantize(Decimal(1), rounding=ROUND_HALF_UP) == 97
