"""The sector's rules that compare a return with the year before, or one of its files with another:
pointed out
under their number, nothing refused, and only in the years in which they are in force.
"""

from datetime import date

import pytest

from children import codesets
from children.models import Child
from tests.integration.children.returns import EPISODES, HEADER, REVIEWS, episode, header, review, table

pytestmark = pytest.mark.django_db

MISSING = ("CHILD", "DOB", "MISSING", "MIS_START", "MIS_END")
UASC = ("CHILD", "SEX", "DOB", "DUC")
ORDERS = ("CHILD", "DOLO_START", "DOLO_END")
PLACED = ("CHILD", "DOB", "DATE_PLACED", "DATE_PLACED_CEASED", "REASON_PLACED_CEASED")
BORN = "15/06/2012"
OPEN = {"DECOM": "01/05/2024"}


def files(**texts: str) -> dict[str, bytes]:
    return {f"{name}.csv": text.encode() for name, text in texts.items()}


def one_year(*episodes: dict[str, str], head: dict[str, str] | None = None, **more: str) -> dict[str, bytes]:
    """A return of one child with these episodes."""
    told = table(EPISODES, *(episode(**e) for e in episodes))
    return files(header=table(HEADER, header(**(head or {}))), episodes=told, **more)


def ended(start: str, end: str, **over: str) -> dict[str, str]:
    return {"DECOM": start, "DEC": end, "REC": "X1", **over}


def missing(*spells: tuple[str, str]) -> str:
    return table(MISSING, *(("1001", BORN, "M", start, end) for start, end in spells))


ALONE = {
    "351": files(header=table(HEADER, header(DOB="01/01/1999"))),
    "357": one_year({"RNE": "L"}),
    "359": one_year({}, head={"DOB": "01/06/2007"}),
    "364": one_year(ended("01/05/2025", "01/06/2025", LS="J2"), {"DECOM": "01/06/2025", "RNE": "L"}),
    "366": one_year(
        {"LS": "V3", "RNE": "S", "DEC": "05/05/2025", "REC": "X1"},
        {"DECOM": "05/05/2025", "LS": "V3", "RNE": "P"},
    ),
    "367": one_year({"LS": "V3", "DEC": "01/08/2025", "REC": "E4A"}),
    "377": one_year(
        *(
            e
            for month in ("05", "07", "09")
            for e in (
                ended(f"01/{month}/2025", f"10/{month}/2025", RNE="S" if month == "05" else "P"),
                ended(f"10/{month}/2025", f"20/{month}/2025", RNE="P", PLACE="T3"),
                ended(f"20/{month}/2025", f"01/{int(month) + 2:02}/2025", RNE="P"),
            )
        ),
        {"DECOM": "01/11/2025", "RNE": "P"},
    ),
    "378": one_year({"LS": "V2", "PLACE": "P1"}),
    "383": one_year(
        ended("01/05/2025", "01/06/2025"),
        ended("01/06/2025", "05/06/2025", RNE="P", PLACE="T4"),
        {"DECOM": "05/06/2025", "RNE": "P", "PLACE": "U4"},
    ),
    "399": one_year(
        {"LS": "V3", "DEC": "10/06/2025", "REC": "E4A"}, reviews=table(REVIEWS, review(on="28/05/2025"))
    ),
    "575": one_year(
        ended("01/05/2025", "01/06/2025"),
        {"DECOM": "01/06/2025", "RNE": "P"},
        missing=missing(("20/05/2025", "")),
    ),
    "580": one_year(
        {"DEC": "01/07/2025", "REC": "E4A"},
        head={"DOB": "01/07/2007"},
        missing=table(MISSING, ("1001", "01/07/2007", "M", "20/06/2025", "01/07/2025")),
    ),
    "583": one_year(
        {}, placed=table(PLACED, ("1001", BORN, "01/06/2025", "", ""), ("1001", BORN, "01/09/2025", "", ""))
    ),
}
"""Rule -> a return of 2026 that says it."""

AFTER = {
    "202": (one_year(OPEN), one_year(OPEN, head={"SEX": "M"})),
    "203": (one_year(OPEN), one_year({}, head={"DOB": "16/06/2012"})),
    "204": (one_year(OPEN), one_year(OPEN, head={"ETHNIC": "AOTH"})),
    "208": (
        one_year(OPEN, head={"UPN": "A123456789012"}),
        one_year(OPEN, head={"UPN": "B123456789012"}),
    ),
    "205": (
        one_year(OPEN, uasc=table(UASC, ("1001", "F", BORN, ""))),
        one_year(OPEN, uasc=table(UASC)),
    ),
    "502": (one_year(OPEN), one_year({"DECOM": "20/05/2024"})),
    "503B": (one_year(OPEN), one_year(OPEN | {"LS": "E1"})),
    "503J": (one_year(OPEN), one_year(OPEN | {"PL_POST": "DN4 7YT"})),
    "562": (
        one_year({"DECOM": "01/05/2024", "DEC": "01/06/2024", "REC": "E4A"}),
        one_year({"DECOM": "01/02/2025"}),
    ),
    "576": (
        one_year(OPEN, missing=missing(("01/03/2025", ""))),
        one_year(OPEN, missing=missing(("01/09/2025", "02/09/2025"))),
    ),
}
"""Rule -> the returns of 2025 and of 2026."""


@pytest.mark.parametrize("rule", ALONE)
def test_a_return_is_pointed_at_under_the_rules_number(bring_in, rule):
    outcome = bring_in(ALONE[rule], year=2026)
    assert rule in {d.rule for d in outcome.pointed_out}
    assert codesets.rule_words(rule) in {d.why for d in outcome.pointed_out}
    assert Child.objects.exists()


@pytest.mark.parametrize("rule", AFTER)
def test_a_return_is_compared_with_the_one_before(bring_in, rule):
    before, after = AFTER[rule]
    assert rule not in {d.rule for d in bring_in(before, year=2025).said}
    outcome = bring_in(after, year=2026)
    assert rule in {d.rule for d in outcome.pointed_out}
    again = bring_in(after, year=2026)
    assert [again.counts[name] for name in ("new", "changed", "removed")] == [0, 0, 0]


@pytest.mark.parametrize(("year", "said"), [(2026, set()), (2027, {"709", "710"})])
def test_a_rule_is_said_only_in_the_years_in_which_it_is_in_force(bring_in, year, said):
    start = year - 1
    orders = table(ORDERS, ("1001", f"01/05/{start}", f"15/05/{start}"))
    care = {"DECOM": f"10/04/{start}", "PLACE": "P1", "LS": "C1"}
    outcome = bring_in(one_year(care, dolo=orders), year=year, today=date(2027, 4, 20))
    assert {d.rule for d in outcome.pointed_out} & {"703", "704", "709", "710"} == said
