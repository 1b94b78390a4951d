"""Ten nights of visits, care plans, disabilities and interviews after a return: what each night changed, the
same file twice, and what people recorded.
"""

import json
import re
from calendar import FRIDAY
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.html import strip_tags

from accounts.access.roles import Role
from children.feed.tables import BY_NAME
from children.models import CarePlan, Child, ChildNeeds, FeedDelivery, MissingEpisode, SocialWorkerVisit
from children.models.feed import FeedState
from children.needs.actions import record_needs
from reporting.measures.base import Scope, compute
from reporting.measures.registry import MEASURES
from reporting.periods import collection_year
from tests import factories as make
from tests.integration.children.feed.conftest import TODAY
from tests.integration.children.feed.tables import Tables, packed, small
from tests.turns import has_days

pytestmark = has_days(FRIDAY)

FIRST = TODAY - timedelta(days=10)
MODELS = (SocialWorkerVisit, CarePlan, ChildNeeds, MissingEpisode)
COUNTS = ("new", "changed", "removed")


def registers(number: str) -> Tables:
    """What the four tables say of one child on the first night."""
    visits = [("1", "2026-06-01", "Y", "Y"), ("2", "2026-07-13", "Y", "N")]
    return {
        "visits.csv": [
            {
                "clav_cla_visit_id": f"V{number}-{at}",
                "clav_person_id": number,
                "clav_cla_visit_date": day,
                "clav_cla_visit_seen": seen,
                "clav_cla_visit_seen_alone": alone,
            }
            for at, day, seen, alone in visits
        ],
        "plans.csv": [
            {
                "lacp_table_id": f"C{number}",
                "lacp_person_id": number,
                "lacp_cla_care_plan_start_date": "2026-05-10",
                "lacp_cla_care_plan_end_date": "",
                "lacp_cla_care_plan_json": json.dumps({"RETURN6M": "Y"}),
            }
        ],
        "disability.csv": [
            {"disa_table_id": f"D{number}", "disa_person_id": number, "disa_disability_code": "LD"}
        ],
        "missing.csv": [
            {
                "miss_table_id": f"M{number}",
                "miss_person_id": number,
                "miss_missing_episode_start_date": "2026-07-03",
                "miss_missing_episode_type": "Missing",
                "miss_missing_episode_end_date": "2026-07-04",
                "miss_missing_rhi_offered": "Y",
                "miss_missing_rhi_accepted": "N",
            }
        ],
    }


def council_of(*numbers: str) -> Tables:
    tables: Tables = {}
    for number in numbers:
        for name, rows in (small(number) | registers(number)).items():
            workers = name == "professionals.csv"
            tables[name] = rows if workers else [*tables.get(name, []), *rows]
    return tables


def everything(*, but: str = "") -> dict[str, list[Any]]:
    """What the portal holds of the four tables, without who told it; `but`: not of this child."""
    return {
        model.__name__: list(
            model._default_manager.exclude(child__number=but)
            .order_by("pk")
            .values_list(*(f.attname for f in model._meta.concrete_fields if f.name != "source"))
        )
        for model in MODELS
    }


def visited(t: Tables) -> None:
    t["visits.csv"].append(
        t["visits.csv"][1] | {"clav_cla_visit_id": "NEW", "clav_cla_visit_date": "2026-08-24"}
    )


def seen_after_all(t: Tables) -> None:
    t["visits.csv"][1]["clav_cla_visit_seen_alone"] = "Y"


def not_visited(t: Tables) -> None:
    t["visits.csv"].pop()


def plan_ends(t: Tables) -> None:
    t["plans.csv"][0]["lacp_cla_care_plan_end_date"] = "2026-09-01"


def new_plan(t: Tables) -> None:
    t["plans.csv"].append(
        t["plans.csv"][0]
        | {
            "lacp_table_id": "NEW",
            "lacp_cla_care_plan_start_date": "2026-09-01",
            "lacp_cla_care_plan_end_date": "",
            "lacp_cla_care_plan_json": json.dumps({"ADOPTION": "Y"}),
        }
    )


def another_disability(t: Tables) -> None:
    t["disability.csv"].append(
        t["disability.csv"][0] | {"disa_table_id": "NEW", "disa_disability_code": "HEAR"}
    )


def not_disabled(t: Tables) -> None:
    t["disability.csv"] = [r for r in t["disability.csv"] if r["disa_table_id"] != "NEW"]
    t["disability.csv"][0]["disa_disability_code"] = "NONE"


def accepted(t: Tables) -> None:
    t["missing.csv"][0]["miss_missing_rhi_accepted"] = "Y"


def wrong(t: Tables) -> None:
    t["missing.csv"][0]["miss_missing_episode_start_date"] = "31/02/2026"


NIGHTS: list[tuple[Callable[[Tables], None], str, tuple[int, int, int]]] = [
    (visited, "visits", (1, 0, 0)),
    (seen_after_all, "visits", (0, 1, 0)),
    (not_visited, "visits", (0, 0, 1)),
    (plan_ends, "plans", (0, 1, 0)),
    (new_plan, "plans", (1, 0, 0)),
    (another_disability, "disability", (1, 0, 0)),
    (not_disabled, "disability", (0, 1, 1)),
    (accepted, "missing", (0, 1, 0)),
    (wrong, "missing", (0, 1, 0)),
]
"""After the first night: what is corrected, in which table, and its rows that are new, changed and gone."""


def test_ten_nights_of_registers(night, authority, client_for):
    tables = council_of("1001", "1002", "1003")
    assert night(packed(tables), today=FIRST).state == FeedState.APPLIED
    by_hand = Child.objects.get(number="1003")
    recorded = record_needs(
        child=by_hand,
        starts_on=FIRST,
        is_disabled="YES",
        disabilities=["LD"],
        language="Tigrinya",
        needs_interpreter=True,
        communication="Pictures",
        by=make.make_user(authority, Role.QA_MANAGER),
    )
    others = everything(but="1001")
    browser = client_for(make.make_user(authority, Role.BUSINESS_SUPPORT))
    for at, (correct, title, expected) in enumerate(NIGHTS, start=1):
        correct(tables)
        day = FIRST + timedelta(days=at)
        came = night(packed(tables), name=f"night-{at}.zip", today=day)
        assert came.state == FeedState.APPLIED, came.why
        assert reconciled(came)[title] == expected, correct.__name__
        assert {n for name, n in reconciled(came).items() if name != title} == {(0, 0, 0)}
        page = browser.get(reverse("children:delivery", args=[came.public_id])).content.decode()
        assert shown(page, BY_NAME[title].words) == [len(tables[f"{title}.csv"]), *expected]
        before = everything()
        again = night(packed(tables), name=f"again-{at}.zip", today=day)
        assert {n: again.summary["counts"][n] for n in COUNTS} == dict.fromkeys(COUNTS, 0)
        assert everything() == before
    told_last(authority)
    assert everything(but="1001") == others
    recorded.refresh_from_db()
    assert (recorded.language, recorded.disabilities, recorded.source_id) == ("Tigrinya", ["LD"], None)


def reconciled(delivery: FeedDelivery) -> dict[str, tuple[int, int, int]]:
    """Table -> its rows that are new, changed and no longer there, as the page of the delivery says."""
    return {t["table"]: (t["new"], t["changed"], t["gone"]) for t in delivery.summary["tables"]}


def shown(page: str, title: str) -> list[int]:
    """Of one table on the page of a delivery: its rows, those that are new, changed and no longer there."""
    text = " ".join(strip_tags(page.partition("Result in the portal")[0].replace("<", " <")).split())
    found = re.search(rf"{title} \S+\.csv (\d+) (\d+) (\d+) (\d+) (\d+)", text)
    assert found, text
    rows, new, changed, _, gone = map(int, found.groups())
    return [rows, new, changed, gone]


def told_last(authority: Any) -> None:
    """The child whom the corrections were about, after the last night."""
    child = Child.objects.get(authority=authority, number="1001")
    visits = SocialWorkerVisit.objects.filter(child=child).order_by("visited_on")
    assert list(visits.values_list("visited_on", "seen_alone")) == [
        (date(2026, 6, 1), True),
        (date(2026, 7, 13), True),
    ]
    plans = CarePlan.objects.filter(child=child).order_by("started_on")
    assert list(plans.values_list("aims", "ended_on")) == [
        (["RETURN6M"], date(2026, 9, 1)),
        (["ADOPTION"], None),
    ]
    needs = ChildNeeds.objects.get(child=child)
    assert (needs.is_disabled, needs.starts_on) == ("NO", FIRST + timedelta(days=7))
    gone = MissingEpisode.objects.get(child=child)  # its row was refused on the last night, so it stays
    assert (gone.started_on, gone.interview_accepted) == (date(2026, 7, 3), True)


def test_a_day_before_the_first_night_knows_nothing_of_a_disability(night, authority):
    """So last year’s figure counts the child neither as disabled nor as not."""
    tables = council_of("1001", "1002")
    tables["disability.csv"][1]["disa_disability_code"] = "NONE"
    for rows, column in (
        (tables["episodes.csv"], "clae_cla_episode_start_date"),
        (tables["legal.csv"], "lega_legal_status_start_date"),
    ):
        for row in rows:
            row[column] = "2026-02-01"
    night(packed(tables), today=FIRST)
    found = {
        year: compute(MEASURES["disabled"], Scope(authority, collection_year(year))) for year in (2026, 2027)
    }
    assert (found[2026].numerator, found[2026].denominator, found[2026].not_known) == (0, 0, 2)
    assert (found[2027].numerator, found[2027].denominator, found[2027].not_known) == (1, 2, 0)


def test_a_second_kind_leaves_the_day_of_the_first(night, authority):
    """Disabled since the night that first told it; not disabled since the night that took it back."""
    tables = council_of("1001")
    for at, correct in enumerate((lambda t: None, another_disability, not_disabled)):
        correct(tables)
        night(packed(tables), name=f"{at}.zip", today=FIRST + timedelta(days=at))
        needs = ChildNeeds.objects.get()
        assert (needs.is_disabled, needs.starts_on - FIRST) == [
            ("YES", timedelta(0)),
            ("YES", timedelta(0)),
            ("NO", timedelta(days=2)),
        ][at]
