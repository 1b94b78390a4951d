"""Caseloads of the IROs today, and what stands ready before supervision with one of them."""

import csv
import io
from calendar import THURSDAY
from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.access.roles import Role
from accounts.models import AuditEvent
from children.models import Placement
from reporting.caseloads.actions import add_note
from reporting.figures import Figures
from reporting.models import NoteKind, PracticeNote
from reporting.report import writing_actions
from reporting.report.recorded_sections import tables
from reviews.diary import away
from tests import factories as make
from tests.turns import has_days

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


@pytest.fixture
def council(db):
    return make.make_authority()


@pytest.fixture
def manager(council):
    return make.make_user(council, Role.QA_MANAGER)


@pytest.fixture
def iro(council):
    """Iris Owen, half a post, with two sisters and a boy far away."""
    person = make.make_user(council, Role.IRO, name="Iris Owen")
    worker = make.make_worker(council, person, full_time_equivalent="0.5", is_iro=True)
    ann, bea, carl = (make.make_child_in_care(council, iro=worker) for _ in range(3))
    make.make_siblings(ann, bea)
    Placement.objects.filter(child=carl).update(distance_miles="41.5")
    Placement.objects.filter(child=ann).update(distance_miles="2")
    for child, days in ((ann, 10), (bea, 40)):
        make.make_cycle(child, TODAY - timedelta(days=100), TODAY + timedelta(days=days), state="open")
    make.make_cycle(carl, TODAY - timedelta(days=200), TODAY - timedelta(days=3), state="overdue")
    return worker


@pytest.fixture
def visit(client_for):
    def to(user, name, *args, **asked):
        with time_machine.travel(make.at(TODAY), tick=False):
            return client_for(user).get(reverse(f"reporting:{name}", args=args), asked)

    return to


def row_of(answer, name):
    table = answer.context["table"]
    found = next(row for row in table.rows if row[0]["text"] == name)
    return {h["text"]: cell for h, cell in zip(table.headings, found, strict=True)}


def test_the_page_says_of_each_iro_how_many_for_which_hours_and_what_is_due(manager, iro, visit):
    with time_machine.travel(make.at(TODAY), tick=False):
        away.add(worker=iro, first=TODAY + timedelta(days=8), last=TODAY + timedelta(days=12), by=manager)
    row = row_of(visit(manager, "caseloads"), "Iris Owen")
    assert {name: cell["text"] for name, cell in row.items()} == {
        "IRO": "Iris Owen",
        "Full-time equivalent": "0.5",
        "Children": "3",
        "For one full post": "6",
        "In groups of brothers and sisters": "2",
        "More than 20 miles from home": "1",
        "Due in 4 weeks": "1",
        "Due in 8 weeks": "2",
        "Overdue": "1",
        "Days away": "9 June 2026 to 13 June 2026",
    }
    assert row["More than 20 miles from home"]["note"] == "1 not known"
    assert row["Due in 8 weeks"]["note"] == "1 while away"


def test_hours_that_are_not_recorded_are_not_known(council, manager, visit):
    worker = make.make_worker(council, is_iro=True, name="No Hours")
    make.make_child_in_care(council, iro=worker)
    row = row_of(visit(manager, "caseloads"), "No Hours")
    assert (row["Full-time equivalent"]["text"], row["For one full post"]["text"]) == (
        "not recorded",
        "not known",
    )
    assert row["More than 20 miles from home"]["text"] == "not known"
    assert row["Overdue"]["note"] == "1 not known"


def test_who_sees_whose(council, manager, iro, visit):
    other = make.make_worker(council, is_iro=True, name="Otto Penn")
    make.make_child_in_care(council, iro=other)
    names = {role: make.make_user(council, role) for role in (Role.BUSINESS_SUPPORT, Role.DIRECTOR)}
    for user in (manager, *names.values()):
        answer = visit(user, "caseloads")
        assert {row[0]["text"] for row in answer.context["table"].rows} == {"Iris Owen", "Otto Penn"}
    own = visit(iro.user, "caseloads")
    assert [row[0]["text"] for row in own.context["table"].rows] == ["Iris Owen"]
    assert visit(make.make_user(council, Role.TEAM_MANAGER), "caseloads").status_code == 403
    assert "Allocate an IRO" not in own.content.decode()


def test_the_way_to_allocation(council, manager, iro, visit):
    make.make_child_in_care(council)
    assert reverse("children:allocate_many") in visit(manager, "caseloads").content.decode()


def test_the_file_has_the_same(council, manager, iro, visit):
    answer = visit(manager, "caseloads", csv="1")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert (rows[0]["IRO"], rows[0]["Children"]) == ("Iris Owen", "3")
    assert AuditEvent.objects.filter(authority_id=council.pk, kind="caseloads.exported").exists()


@has_days(THURSDAY)
def test_more_iros_and_children_need_no_more_statements(council, manager, iro, visit):
    def statements(name, *args):
        visit(manager, name, *args)
        with CaptureQueriesContext(connection) as found:
            assert visit(manager, name, *args).status_code == 200
        return len(found)

    before = statements("caseloads"), statements("supervision", iro.public_id)
    for _ in range(3):
        make.make_child_in_care(council, iro=make.make_worker(council, is_iro=True))
        make.make_child_in_care(council, iro=iro)
    assert (statements("caseloads"), statements("supervision", iro.public_id)) == before


def test_before_supervision_the_children_with_something_open_stand_first(manager, iro, visit):
    answer = visit(manager, "supervision", iro.public_id)
    rows = answer.context["children"].rows
    assert "review overdue" in rows[0][2]["text"]
    assert "placed more than 20 miles from home" in rows[0][2]["text"]
    assert [row[2]["text"] for row in rows[1:]] == ["nothing", "nothing"]


def test_a_restricted_child_is_not_listed(manager, iro, visit):
    child = iro.iro_allocations.first().child
    child.is_restricted = True
    child.save()
    answer = visit(manager, "supervision", iro.public_id)
    assert answer.context["load"].count == 2
    row = row_of(visit(manager, "caseloads"), "Iris Owen")
    assert (row["Children"]["text"], row["In groups of brothers and sisters"]["text"]) == ("2", "0")
    assert child.number not in {row[0]["note"] for row in answer.context["children"].rows}


def test_a_supervision_is_recorded_with_what_was_agreed_and_read_by_that_iro_alone(
    council, manager, iro, visit, client_for
):
    said = {
        "kind": "supervision",
        "happened_on_day": "29",
        "happened_on_month": "5",
        "happened_on_year": "2026",
        "text": "Talked about drift.",
        "agreed": "Ask for a date for the plan.\nBook observation.",
        "next_on_day": "30",
        "next_on_month": "6",
        "next_on_year": "2026",
    }
    with time_machine.travel(make.at(TODAY), tick=False):
        client = client_for(manager)
        add = reverse("reporting:add_practice_note", args=[iro.public_id])
        assert client.post(add, said).status_code == 302
        note = PracticeNote.objects.get(worker=iro)
        assert (note.happened_on, note.next_on) == (date(2026, 5, 29), date(2026, 6, 30))
        answer = client.get(reverse("reporting:supervision", args=[iro.public_id]))
        assert "Agreed at the last supervision" in answer.content.decode()
        last = client.get(reverse("reporting:caseloads")).context["supervised"].rows[0]
        assert last[1]["text"] == "29 May 2026" and last[3]["text"] == "none recorded"
        with time_machine.travel(make.at(date(2026, 7, 10)), tick=False):
            later = client_for(manager).get(reverse("reporting:caseloads")).context["supervised"].rows[0]
            assert later[1]["note"] == "next was agreed for 30 June 2026"
        change = reverse("reporting:change_practice_note", args=[note.public_id])
        assert client.post(change, said | {"agreed": "", "text": "Shorter."}).status_code == 302
        note.refresh_from_db()
        assert (note.text, note.agreed) == ("Shorter.", "")
    assert "Shorter." in visit(iro.user, "supervision", iro.public_id).content.decode()
    another = make.make_user(council, Role.IRO)
    assert visit(another, "supervision", iro.public_id).status_code == 404
    assert visit(make.make_user(council, Role.DIRECTOR), "supervision", iro.public_id).status_code == 403
    with time_machine.travel(make.at(TODAY), tick=False):
        client_for(manager).post(reverse("reporting:remove_practice_note", args=[note.public_id]))
    assert not PracticeNote.objects.exists()


def test_a_note_that_says_nothing_is_refused(manager, iro, client_for):
    empty = {"kind": "audit", "happened_on_day": "29", "happened_on_month": "5", "happened_on_year": "2026"}
    with time_machine.travel(make.at(TODAY), tick=False):
        add = reverse("reporting:add_practice_note", args=[iro.public_id])
        answer = client_for(manager).post(add, empty)
    assert answer.status_code == 422 and "what was agreed" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "over"),
    [
        ("practice_note_says_something", {"about": ""}),
        ("practice_note_next_later", {"next_on": date(2026, 5, 1)}),
        ("practice_note_hours", {"hours": 0}),
    ],
)
def test_the_database_refuses(manager, iro, name, over):
    facts = {
        "kind": NoteKind.AUDIT,
        "happened_on": date(2026, 5, 1),
        "about": "Plans",
        "written_at": make.now(),
    }
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        PracticeNote.objects.create(worker=iro, written_by=manager, **facts | over)


def test_a_report_counts_supervision_observation_and_training(council, manager, iro):
    for kind, hours in (
        ("supervision", None),
        ("supervision", None),
        ("observation", None),
        ("training", "7.5"),
    ):
        add_note(
            worker=iro,
            by=manager,
            kind=kind,
            happened_on=date(2025, 9, 3),
            about="Practice",
            hours=hours,
        )
    figures = Figures(council, 2026, as_at=TODAY)
    of = writing_actions.begin(authority=council, year=2026, by=manager)
    (training,) = [t for t in tables(of, figures, "training") if t.key == "practice_training"]
    assert training.rows == [["Supervision", "2", "1", "–"], ["Training attended", "1", "1", "7.5"]]
    (quality,) = [t for t in tables(of, figures, "quality") if t.key == "practice_quality"]
    assert quality.rows == [["Observation of a review", "1", "1", "–"]]
