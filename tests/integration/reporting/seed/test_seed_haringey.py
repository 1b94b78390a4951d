"""Haringey 2023/24: 901 reviews by code, in time and by sex, the children at both ends, moves and ethnic
groups, from records."""

from calendar import THURSDAY
from datetime import date, timedelta
from decimal import Decimal

import pytest

from reporting.measures.base import Result
from reporting.periods import collection_year, month
from tests.rebuild import SEED, Life, build, council, hold, keep, page
from tests.turns import has_days

pytestmark = [pytest.mark.django_db, has_days(THURSDAY)]
TODAY = date(2024, 9, 2)
GROUPS = {
    "PN0": ("PN0 under 4", ("PN0",)),
    "PN1": ("PN1", ("PN1",)),
    "advocate": ("PN2+PN5 advocate", ("PN2", "PN5")),
    "other": ("PN3+PN6", ("PN3", "PN6")),
    "PN4": ("PN4", ("PN4",)),
    "PN7": ("PN7", ("PN7",)),
}
START, END = SEED["F-205"]["values"]["April_2023"], SEED["F-205"]["values"]["March_2024"]
ETHNIC = {
    "White": ("WBRI", 87),
    "Black or Black British": ("BAFR", 130),
    "Mixed": ("MWBC", 77),
    "Asian or Asian British": ("AIND", 10),
    "Other ethnic groups": ("OOTH", 30),
}


def codes() -> list[str]:
    """901 codes; a printed pair is shared out between its two."""
    found = []
    for name, pair in GROUPS.values():
        number = SEED["F-223"]["values"][name][0]
        found += [pair[n % len(pair)] for n in range(number)]
    return found


@pytest.fixture
def haringey():
    authority = council(name="Haringey")
    ethnicities = [code for code, n in ETHNIC.values() for _ in range(n)]
    stay = [Life(date(2012, 1, 1), date(2021, 5, 4), ethnicity=e) for e in ethnicities]
    gone = [Life(date(2006, 1, 1), date(2021, 5, 4), date(2023, 11, 6)) for _ in range(START - END)]
    children = build(authority, stay + gone)[:END]
    males = SEED["F-210"]["values"]["males"]
    in_time = SEED["F-218"]["values"]["on_time"]
    pairs, boys = [], 0
    for n, code in enumerate(codes()):
        child = children[n % END]
        pairs.append(
            hold(
                authority,
                child,
                date(2023, 4, 20) + timedelta(days=110 * (n // END) + n % 100),
                late=n >= in_time,
                code=code,
            )
        )
    for n, child in enumerate(children):
        held = sum(1 for r, _ in pairs if r.child_id == child.pk)
        child.sex = "M" if boys + held <= males else "F"
        boys += held if child.sex == "M" else 0
        assert n < END
    type(children[0]).objects.bulk_update(children, ["sex"])
    keep(pairs)
    assert boys == males
    return authority


def test_reviews_and_participation(haringey):
    tables = page(haringey, "reviews", 2024, today=TODAY)
    found = tables["Participation codes"].raw
    total = found["All"][0]
    assert total == SEED["F-209"]["values"]["reviews"] == 901
    shares = []
    for name, pair in GROUPS.values():
        number = sum(found[c][0] for c in pair)
        assert number == SEED["F-223"]["values"][name][0]
        shares.append(str(Result(number, total).value))
    assert "/".join(shares[n] for n in (0, 1, 2, 5, 3, 4)) == SEED["F-223"]["recomputed"]["pct"]
    taking = {k: row[0] for k, row in tables["Taking part"].raw.items()}
    assert taking["participation_with_pn4"] == Result(732, 773)
    assert taking["participation_with_pn4"].value == Decimal(str(SEED["F-222"]["recomputed"]["732/773"]))
    assert taking["participation_official"] == Result(704, 773)
    in_time = tables["Reviews in time"].raw["timeliness_reviews_held"][0]
    assert in_time == Result(SEED["F-218"]["values"]["on_time"], 901)
    assert in_time.value == Decimal(str(SEED["F-218"]["recomputed"]["631/901"]))
    kinds = tables["Reviews held by kind"].raw
    assert "first" not in kinds  # the printed label says "initial"; no review of these is known to be one
    assert sum(row[0] for kind, row in kinds.items() if kind != "All") == kinds["All"][0] == total
    by_sex = tables["Reviews held by age and sex of the child"]
    males = dict(zip([h["text"] for h in by_sex.headings[1:]], by_sex.raw["All"], strict=True))["Male"]
    assert Result(males, total).value == Decimal(str(SEED["F-210"]["recomputed"]["533/901"]))


def test_reviews_by_month_add_up_to_the_year(haringey):
    months = collection_year(2024).months()
    tables = page(haringey, "reviews", 2024, today=TODAY, periods=[*months, collection_year(2024)])
    held = tables["Reviews by month"].raw["reviews_held"]
    assert sum(r.numerator for r in held[:-1]) == held[-1].numerator == 901
    assert len(held) == 13


def test_children_at_both_ends_and_by_ethnic_group(haringey):
    tables = page(haringey, "children", 2024, today=TODAY)
    groups = tables["Children in care by ethnic group"].raw
    printed = SEED["F-213"]["values"]
    for short, (label, (_, number)) in zip(
        ("White", "Black", "Mixed", "Asian", "Other"), ETHNIC.items(), strict=True
    ):
        assert groups[label][0] == number
        assert f"{round(float(groups[label][1]))}%" == printed[short]
    assert groups["All"][0] == END
    balance = page(
        haringey, "months", 2024, today=TODAY, periods=[month(date(2024, 3, 1)), collection_year(2024)]
    )["How the number of children changed"].raw["The year"]
    assert (balance[0], balance[-1], balance[-1] - balance[0]) == (
        START,
        END,
        SEED["F-205"]["recomputed"]["change"],
    )


def test_moves_in_the_year():
    """191, 43 and 21 are printed of 255 children, not of the 334 at the end; the shares are of 255."""
    authority = council()
    of, since = SEED["F-230"]["values"], date(2022, 1, 4)
    homes = {
        "none": [since],
        "one": [since, date(2023, 6, 1)],
        "more": [since, date(2023, 6, 1), date(2023, 9, 1)],
    }
    build(
        authority,
        [
            Life(date(2012, 1, 1), since, homes=[("U6", "PR1", day) for day in homes[k]])
            for k in homes
            for _ in range(of[k])
        ],
    )
    tables = page(authority, "placements", 2024, today=TODAY)
    found = tables["Children by moves in the year"].raw
    words = ("no move", "one move", "two moves or more")
    assert [found[w][0] for w in words] == [of[k] for k in homes]
    assert "/".join(str(found[w][1]) for w in words) == SEED["F-230"]["recomputed"]["%"]
    assert found["All"][0] == 255
