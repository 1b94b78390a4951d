"""The monthly dashboard: every month of a year, what is not known yet, teams and IROs, notes and the file."""

import csv
import io
from calendar import FRIDAY
from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.access.roles import Role
from accounts.models import AuditEvent, RecordedSince, Worker
from reporting.council.actions import set_target
from reporting.measures.base import Scope, compute, compute_by
from reporting.measures.registry import MEASURES
from reporting.models import KeyMeasures, MonthNote
from reporting.periods import collection_year, month
from reporting.results import store
from tests import factories as make
from tests.integration.reporting.conftest import TODAY
from tests.turns import has_days

pytestmark = pytest.mark.django_db
DASHBOARD = "reporting:dashboard"


@pytest.fixture
def manager(sample):
    return make.make_user(sample, Role.QA_MANAGER)


@pytest.fixture
def open_page(client_for):
    def open_it(user, **asked):
        with time_machine.travel(make.at(TODAY), tick=False):
            return client_for(user).get(reverse(DASHBOARD), asked)

    return open_it


def row_of(answer, title):
    table = answer.context["table"]
    names = [h["text"] for h in table.headings]
    found = next(r for r in table.rows if r[0]["text"] == title)
    return dict(zip(names, (cell["text"] for cell in found), strict=True))


def test_every_month_of_a_year_stands_beside_target_and_the_year_before(sample, manager, open_page):
    held = MEASURES["timeliness_reviews_held"]
    set_target(authority=sample, by=manager, code=held.code, starts_on=date(2020, 4, 1), value=95, note="")
    row = row_of(open_page(manager, year="2026"), "Reviews held that were in time")
    for first in (date(2025, 4, 1), date(2025, 11, 1), date(2026, 3, 1)):
        result = compute(held, Scope(sample, month(first), as_at=TODAY))
        assert row[f"{first:%b}"] == f"{result.value}%"
    assert row["Year"].endswith("%") and row["Year before"].endswith("%")
    assert "target 95%" in row["Target"]


def test_months_to_come_are_not_known_yet_and_never_nought(sample, manager, open_page):
    """On 1 June a count on a day has no figure for June, and July to March have none of any kind."""
    answer = open_page(manager)
    children = row_of(answer, MEASURES["looked_after_at_end"].title)
    assert (children["Jun"], children["Jul to Mar"]) == ("not known yet", "to come")
    assert "0" not in {row_of(answer, r[0]["text"])["Jul to Mar"] for r in answer.context["table"].rows}


def test_what_was_never_recorded_says_so(sample, manager, open_page):
    disputes = row_of(open_page(manager, year="2026"), "Formal disputes")
    assert disputes["Apr"] == "not recorded" == disputes["Year"]


def test_what_was_stored_before_the_day_of_its_records_was_set_is_counted_again(sample, manager, open_page):
    """Stored in the night without a figure, it would stay not known beside the nought of its own page."""
    with time_machine.travel(make.at(TODAY), tick=False):
        store.store_year(sample, collection_year(2026), today=TODAY)
    assert row_of(open_page(manager, year="2026"), "Formal disputes")["Apr"] == "not recorded"
    later = make.at(TODAY) + timedelta(minutes=1)
    since = {"since": date(2025, 4, 1), "reason": "All", "set_by": manager, "set_at": later}
    RecordedSince.objects.create(authority=sample, kind="concerns", **since)
    row = row_of(open_page(manager, year="2026"), "Formal disputes")
    assert (row["Apr"], row["Mar"]) == ("0", "0")


@has_days(FRIDAY)
def test_stored_and_counted_months_are_the_same(sample, manager, open_page):
    counted = open_page(manager, year="2026")
    with time_machine.travel(make.at(TODAY), tick=False):
        store.compute_all(sample, today=TODAY)
    with CaptureQueriesContext(connection) as found:
        stored = open_page(manager, year="2026")
    assert len(found) < 90, "months are stored, not counted"
    for one, other in zip(counted.context["table"].rows, stored.context["table"].rows, strict=True):
        assert [c["text"] for c in one] == [c["text"] for c in other]


def test_a_team_has_its_own_figures_and_their_lists(sample, manager, client_for, open_page):
    team = sample.teams.first() or make.make_team(sample)
    answer = open_page(manager, year="2026", whose=f"team-{team.public_id}")
    assert answer.context["part"].title == f"Team: {team.name}"
    held = MEASURES["reviews_held"]
    row = row_of(answer, "Reviews held")
    scope = Scope(sample, month(date(2025, 4, 1)), as_at=TODAY)
    by_team = compute_by(held, scope, "team")
    assert row["Apr"] == str(by_team[team.name].numerator if team.name in by_team else 0)
    assert row_of(answer, "Children for each full-time IRO")["Apr"] == "not counted so"


def test_only_the_qa_manager_looks_at_single_iros(sample, manager, open_page):
    iro = make.make_worker(sample, is_iro=True, name="Iris Owen")
    make.make_child_in_care(sample, iro=iro)
    address = f"iro-{iro.public_id}"
    assert open_page(manager, whose=address).context["part"].title == "IRO: Iris Owen"
    director = make.make_user(sample, Role.DIRECTOR)
    assert open_page(director, whose=address).context["part"].title == "The whole council"


def test_an_iro_sees_the_own_children_alone_and_a_member_nothing(sample, open_page):
    answer = open_page(make.make_user(sample, Role.IRO), year="2026")
    assert answer.context["part"].title == "Your children"
    assert row_of(answer, "Reviews held")["Apr"] == "0"
    assert open_page(make.make_user(sample, Role.LEAD_MEMBER)).status_code == 403


def test_a_note_stands_under_its_month_until_it_is_removed(sample, manager, client_for, open_page):
    client, add = client_for(manager), reverse("reporting:add_month_note")
    asked = {"code": "starters", "month": "2026-05-01", "text": "A family of five came in."}
    with time_machine.travel(make.at(TODAY), tick=False):
        assert client.post(add, asked).status_code == 302
        twice = client.post(add, asked | {"text": "Once more"})
        assert twice.status_code == 422 and "already" in twice.content.decode()
        assert "A family of five came in." in open_page(manager).content.decode()
        note = MonthNote.objects.get(authority=sample)
        address = reverse("reporting:change_month_note", args=[note.public_id])
        assert client.post(address, {"text": "Six came in."}).status_code == 302
        note.refresh_from_db()
        assert note.text == "Six came in."
        client.post(reverse("reporting:remove_month_note", args=[note.public_id]))
    assert not MonthNote.objects.filter(authority=sample).exists()


def test_the_council_chooses_its_measures(sample, manager, client_for, open_page):
    client = client_for(manager)
    page = client.get(reverse("reporting:choose_measures"))
    name = next(n for n, f in page.context["form"].fields.items() if "starters" in dict(f.choices))
    client.post(reverse("reporting:choose_measures"), {name: ["starters", "leavers"]})
    assert KeyMeasures.of(sample) == ("starters", "leavers")
    assert len(open_page(manager).context["table"].rows) == 2
    assert client.post(reverse("reporting:choose_measures"), {}).status_code == 422


def test_the_file_has_every_month_and_is_on_the_log(sample, manager, open_page):
    answer = open_page(manager, csv="1")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    july = next(r for r in rows if r["period"] == "July 2026" and r["measure"] == "Reviews held")
    assert july["figure"] == "not known yet" and july["counted"] == ""
    assert AuditEvent.objects.filter(authority_id=sample.pk, kind="dashboard.exported").exists()


def test_more_children_need_no_more_statements(manager, sample, open_page):
    def statements():
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert open_page(manager).status_code == 200
        return len(found)

    statements()
    first = statements()
    worker = Worker.objects.filter(authority=sample).first() or make.make_worker(sample)
    for _ in range(3):
        make.make_child_in_care(sample, iro=worker)
    assert statements() == first


@pytest.mark.parametrize(
    ("name", "over"),
    [
        ("month_note_on_the_first", {"month": date(2026, 5, 2)}),
        ("month_note_says_something", {"text": ""}),
        ("month_note_once", {}),
    ],
)
def test_the_database_refuses(sample, manager, name, over):
    facts = {"code": "starters", "month": date(2026, 5, 1), "text": "Five.", "written_at": make.now()}
    with transaction.atomic():
        MonthNote.objects.create(authority=sample, written_by=manager, **facts)
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            MonthNote.objects.create(authority=sample, written_by=manager, **facts | over)
