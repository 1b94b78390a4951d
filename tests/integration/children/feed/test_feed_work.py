"""What only the daily feed tells: visits of social workers, care plans, disability, talks after a return."""

import json
from datetime import date

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from accounts.access.roles import Role
from accounts.models import Worker
from children.feed import actions
from children.feed.states import Choice
from children.imports.rows import PEOPLE
from children.imports.withdrawal import withdraw
from children.models import CarePlan, Child, ChildNeeds, FeedDifference, MissingEpisode, SocialWorkerVisit
from children.models.feed import Decided
from children.needs.actions import needs_on, record_needs
from tests import factories as make
from tests.integration.children.feed.conftest import TODAY
from tests.integration.children.feed.tables import Tables, packed, small
from tests.kept import kept

CHANGES = ("new", "changed", "removed")
NONE = dict.fromkeys(CHANGES, 0)


def counts(delivery):
    return {name: delivery.summary["counts"][name] for name in CHANGES}


def visit(at: int, day: str, seen: str = "Y", alone: str = "Y") -> dict[str, str]:
    return {
        "clav_cla_visit_id": f"V{at}",
        "clav_person_id": "1001",
        "clav_cla_visit_date": day,
        "clav_cla_visit_seen": seen,
        "clav_cla_visit_seen_alone": alone,
    }


def plan(at: int, start: str, *aims: str, end: str = "") -> dict[str, str]:
    return {
        "lacp_table_id": f"C{at}",
        "lacp_person_id": "1001",
        "lacp_cla_care_plan_start_date": start,
        "lacp_cla_care_plan_end_date": end,
        "lacp_cla_care_plan_json": json.dumps(dict.fromkeys(aims, "Y")),
    }


def disability(at: int, code: str) -> dict[str, str]:
    return {"disa_table_id": f"D{at}", "disa_person_id": "1001", "disa_disability_code": code}


def away(offered: str, accepted: str) -> dict[str, str]:
    return {
        "miss_table_id": "M1",
        "miss_person_id": "1001",
        "miss_missing_episode_start_date": "2026-07-03",
        "miss_missing_episode_type": "Missing",
        "miss_missing_episode_end_date": "2026-07-04",
        "miss_missing_rhi_offered": offered,
        "miss_missing_rhi_accepted": accepted,
    }


def filled() -> Tables:
    return small() | {
        "visits.csv": [
            visit(1, "2026-05-06"),
            visit(2, "2026-06-15", "Y", "N"),
            visit(3, "2026-06-15", "N", ""),
        ],
        "plans.csv": [
            plan(1, "2026-05-10", "RETURN6M", end="2026-09-01"),
            plan(2, "2026-09-01", "ADOPTION", "LTFOST18"),
        ],
        "disability.csv": [disability(1, "LD"), disability(2, "HEAR")],
        "missing.csv": [away("Y", "N")],
    }


@kept
def child(night) -> Child:
    night(packed(filled()))
    return Child.objects.get(number="1001")


def test_it_is_kept_and_the_same_file_changes_nothing(child, night):
    seen = SocialWorkerVisit.objects.order_by("visited_on").values_list(
        "visited_on", "was_seen", "seen_alone"
    )
    assert list(seen) == [(date(2026, 5, 6), True, True), (date(2026, 6, 15), True, False)]
    plans = CarePlan.objects.order_by("started_on").values_list("aims", "ended_on")
    assert list(plans) == [(["RETURN6M"], date(2026, 9, 1)), (["LTFOST18", "ADOPTION"], None)]
    needs = ChildNeeds.objects.get()
    assert (needs.is_disabled, needs.disabilities) == ("YES", ["LD", "HEAR"])
    assert (needs.starts_on, needs.recorded_by) == (TODAY, None)
    gone = MissingEpisode.objects.get()
    assert (gone.interview_offered, gone.interview_accepted) == (True, False)
    assert counts(night(packed(filled()))) == NONE


def test_it_is_shown_where_people_look(child, client_for, authority):
    browser = client_for(make.make_user(authority, Role.QA_MANAGER))
    pages = {}
    for name in ("children:registers", "children:details", "reviews:brief"):
        shown = browser.get(reverse(name, args=[child.public_id])).content.decode()
        pages[name] = " ".join(strip_tags(shown.replace("<", " <")).split())
    for words in ("15 June 2026 yes no", "Long-term fostering, adoption", "offered, not accepted"):
        assert words in pages["children:registers"]
    assert "Yes, learning, hearing" in pages["children:details"]
    assert "told by the daily feed" in pages["children:details"]
    assert "long-term fostering, adoption, since 1 September 2026" in pages["reviews:brief"]
    assert "15 June 2026, child seen" in pages["reviews:brief"]


def test_corrections_and_rows_that_go_are_followed(child, night):
    tables = filled()
    tables["visits.csv"] = [visit(1, "2026-05-07", "N", "")]
    tables["plans.csv"][1] = plan(2, "2026-09-01", "ADOPTION")
    tables["disability.csv"] = [disability(1, "NONE")]
    tables["missing.csv"] = [away("N", "Y")]
    assert counts(night(packed(tables)))["removed"] == 4
    assert list(SocialWorkerVisit.objects.values_list("visited_on", "was_seen", "seen_alone")) == [
        (date(2026, 5, 7), False, None)
    ]
    assert CarePlan.objects.get(started_on=date(2026, 9, 1)).aims == ["ADOPTION"]
    needs = ChildNeeds.objects.get()
    assert (needs.is_disabled, needs.disabilities) == ("NO", [])
    gone = MissingEpisode.objects.get()
    assert (gone.interview_offered, gone.interview_accepted) == (False, None)
    assert counts(night(packed(tables))) == NONE


def test_tables_that_are_not_in_the_file_stay(child, night):
    assert counts(night(packed(small()))) == NONE
    assert (SocialWorkerVisit.objects.count(), CarePlan.objects.count(), ChildNeeds.objects.count()) == (
        2,
        2,
        1,
    )


@pytest.mark.parametrize(
    ("table", "row", "column", "why"),
    [
        ("visits.csv", visit(9, "2027-05-06"), "CLAV_CLA_VISIT_DATE", "in the future"),
        ("visits.csv", visit(9, "31/02/2026"), "CLAV_CLA_VISIT_DATE", ""),
        ("plans.csv", plan(9, "2026-10-01", "NOPLAN"), "LACP_CLA_CARE_PLAN_JSON", "NOPLAN is no plan"),
        ("plans.csv", plan(9, "2026-09-01", "ADOPTION"), "LACP_CLA_CARE_PLAN_START_DATE", "same day"),
        ("disability.csv", disability(9, "XYZ"), "DISA_DISABILITY_CODE", "not a code of a disability"),
    ],
)
def test_a_wrong_row_is_refused_at_its_place_and_the_others_stay(child, night, table, row, column, why):
    tables = filled()
    tables[table].append(row)
    came = night(packed(tables))
    told = came.record.rejects.get(is_warning=False)
    assert (told.file, told.line, told.column) == (table, len(tables[table]) + 1, column)
    assert why in told.why
    assert (SocialWorkerVisit.objects.count(), CarePlan.objects.count(), ChildNeeds.objects.count()) == (
        2,
        2,
        1,
    )


def _record(child, by, is_disabled, *kinds):
    return record_needs(
        child=child,
        starts_on=date(2026, 11, 1),
        is_disabled=is_disabled,
        disabilities=list(kinds),
        language="Somali",
        needs_interpreter=True,
        communication="",
        by=by,
    )


def test_what_a_person_recorded_of_disability_stays_and_is_decided(child, night, authority):
    person = make.make_user(authority, Role.BUSINESS_SUPPORT)
    _record(child, person, "NOT_KNOWN")
    now = needs_on(child, TODAY)
    assert (now.language, now.is_disabled, now.disabilities) == ("Somali", "YES", ["LD", "HEAR"])
    night(packed(filled()))
    assert not FeedDifference.objects.exists()
    _record(child, person, "YES", "AUT")
    night(packed(filled()))
    found = FeedDifference.objects.get(state=Decided.OPEN)
    assert (found.theirs, found.ours) == ("hearing, learning", "autism or Asperger syndrome")
    assert needs_on(child, TODAY).disabilities == ["AUT"]
    actions.decide(difference=found, choice=Choice.TAKE, reason="Asked the paediatrician", by=person)
    for pk in actions.waiting(authority.pk):
        actions.read(pk, today=TODAY)
    now = needs_on(child, TODAY)
    assert (now.language, now.disabilities) == ("Somali", ["LD", "HEAR"])
    assert counts(night(packed(filled()))) == NONE
    assert not FeedDifference.objects.filter(state=Decided.OPEN).exists()


def test_withdrawn_with_the_tables_of_no_year(child, authority):
    withdraw(authority=authority, year=PEOPLE, by=None, today=TODAY)
    assert not SocialWorkerVisit.objects.exists()
    assert not CarePlan.objects.exists()
    assert not ChildNeeds.objects.exists()


def test_a_worker_called_an_iro_by_mistake_is_none_once_that_is_corrected(night, authority):
    by_hand = make.make_worker(authority, staff_id="SW2", is_iro=True)
    tables = small()
    tables["involvements.csv"][0]["invo_professional_id"] = "SW1"
    night(packed(tables))
    assert Worker.objects.get(staff_id="SW1").is_iro
    night(packed(small()))
    marked = set(Worker.objects.filter(authority=authority, is_iro=True).values_list("staff_id", flat=True))
    assert marked == {"IRO1", by_hand.staff_id}
