"""To which day the returns tell, and since when the portal is the live record: the page, the clocks and the
lists."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.access.roles import Role
from accounts.models import AuditEvent, Authority
from children.imports.which_year import IN_THE_FUTURE, BadDay
from children.models import ReturnImport, ReturnYear
from reviews.cycle import actions
from reviews.cycle.replay import replay_authority
from reviews.meeting.states import BadDate, check_held_on
from reviews.models import ReviewCycle
from tests import factories as make
from tests.kept import kept
from tests.refusing import refused

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 26)
UNTIL = date(2026, 3, 31)


@kept
def child(authority):
    """In care since 2 March 2026 with one review; the next was due on 20 June 2026, after the returns end."""
    authority.known_from = authority.told_from = date(2025, 4, 1)
    authority.known_until = UNTIL
    authority.save()
    record = ReturnImport.objects.create(authority=authority, year=2026, state="APPLIED")
    ReturnYear.objects.create(authority=authority, year=2026, last_import=record)
    found = make.make_child_in_care(authority, started_on=date(2026, 3, 2))
    make.make_review(found, date(2026, 3, 20))
    replay_authority(authority, today=TODAY)
    return found


def state(child):
    return ReviewCycle.objects.get(child=child, closed_on=None).state


def set_reach(authority, **over):
    given = {"stated_until": None, "live_from": None, "by": make.make_user(authority), "today": TODAY}
    return actions.set_reach(authority=authority, **(given | over))


def test_a_review_due_after_the_returns_end_is_not_overdue(child):
    assert state(child) == "unconfirmed"


@pytest.mark.parametrize(
    ("over", "expected"),
    [
        ({"stated_until": date(2026, 6, 19)}, "unconfirmed"),
        ({"stated_until": date(2026, 6, 20)}, "overdue"),
        ({"live_from": date(2026, 4, 1)}, "overdue"),
        ({"live_from": date(2026, 11, 1)}, "unconfirmed"),
    ],
)
def test_what_the_council_says_moves_the_clock_at_once(child, authority, over, expected):
    set_reach(authority, **over)
    assert state(child) == expected
    assert AuditEvent.objects.filter(kind="council.records_reach").exists()


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2026, 11, 27), IN_THE_FUTURE), (date(2025, 3, 31), "The day must be 1 April 2025 or later")],
)
def test_a_day_that_no_file_can_tell_of_is_refused(child, authority, day, words):
    with pytest.raises(BadDay, match=words[:30]) as refused:
        set_reach(authority, stated_until=day)
    assert refused.value.field == "stated_until"


@pytest.mark.parametrize(
    ("live_from", "words"),
    [
        (date(2026, 11, 27), "today or in the past"),
        (date(2030, 1, 1), "today or in the past"),
        (date(1900, 1, 1), "1 April 2025 or later"),
        (date(2025, 3, 31), "1 April 2025 or later"),
    ],
)
def test_a_live_day_to_come_or_before_all_records_is_refused(child, authority, live_from, words):
    with pytest.raises(actions.NotPossible, match=words) as refused:
        set_reach(authority, live_from=live_from)
    assert refused.value.field == "live_from"


def test_a_council_without_returns_says_only_since_when_it_is_live(authority):
    make.make_child_in_care(authority, started_on=date(2026, 3, 2))
    with refused(actions.NO_RETURN, "stated_until"):
        set_reach(authority, stated_until=UNTIL)
    with refused(actions.LIVE_TOO_EARLY.format(first="2 March 2026"), "live_from"):
        set_reach(authority, live_from=date(2026, 3, 1))
    assert set_reach(authority, live_from=date(2026, 3, 2)).live_from == date(2026, 3, 2)


def test_a_council_without_children_was_live_on_any_day(authority):
    set_reach(authority, live_from=date(2026, 1, 5))
    authority.refresh_from_db()
    assert authority.live_from == date(2026, 1, 5)


def test_the_page_shows_what_would_change_before_it_is_saved(child, authority, client_for, on_day):
    on_day(TODAY.isoformat())
    client = client_for(make.make_user(authority, Role.BUSINESS_SUPPORT))
    sent = {"live_from_day": "1", "live_from_month": "4", "live_from_year": "2026", "show": "1"}
    page = client.post(reverse("reviews:reach"), sent)
    [table] = page.context["tables"]
    assert [[cell["text"] if isinstance(cell, dict) else cell for cell in row] for row in table.rows] == [
        ["Reviews overdue", "0", "1"],
        ["Reviews due, not known whether held", "1", "0"],
        ["How many children are in care today", "not known", "known"],
    ]
    authority.refresh_from_db()
    assert authority.live_from is None and state(child) == "unconfirmed"
    early = client.post(reverse("reviews:reach"), sent | {"live_from_year": "1900"})
    assert early.status_code == 422 and "1 April 2025 or later" in early.content.decode()


def test_the_page_says_what_is_known_and_saves(child, authority, client_for, on_day):
    on_day(TODAY.isoformat())
    client = client_for(make.make_user(authority, Role.BUSINESS_SUPPORT))
    page = client.get(reverse("reviews:reach"))
    assert "from 1 April 2025 to 31 March 2026" in page.content.decode()
    sent = {"live_from_day": "1", "live_from_month": "4", "live_from_year": "2026"}
    assert client.post(reverse("reviews:reach"), sent).status_code == 302
    authority.refresh_from_db()
    assert authority.live_from == date(2026, 4, 1)
    assert state(child) == "overdue"


def test_a_live_date_leaves_what_came_before_it_on_the_list(child, authority, client_for, on_day):
    on_day(TODAY.isoformat())
    set_reach(authority, live_from=date(2026, 11, 1))
    client = client_for(make.make_user(authority, Role.QA_MANAGER))
    shown = client.get(reverse("reviews:list"), {"show": "unconfirmed"})
    assert [row.child for row in shown.context["page_obj"]] == [child]
    assert "20 June 2026" in shown.content.decode() and "Enter or book" in shown.content.decode()
    child.legal_statuses.update(ended_on=date(2026, 11, 10))
    make.make_legal_status(child.periods.get(), "E1", started_on=date(2026, 11, 10))
    replay_authority(authority, today=TODAY)
    shown = client.get(reverse("reviews:list"), {"show": "unconfirmed"})
    assert [row.child for row in shown.context["page_obj"]] == [child]


def test_pages_say_that_it_is_not_known_whether_the_review_was_held(child, authority, client_for, on_day):
    on_day(TODAY.isoformat())
    client = client_for(make.make_user(authority, Role.QA_MANAGER))
    home = client.get("/").content.decode()
    assert "Due, not known whether held" in home and "known until 31 March 2026" in home
    shown = client.get(reverse("reviews:list"), {"show": "unconfirmed"})
    assert [row.child for row in shown.context["page_obj"]] == [child]
    assert not list(client.get(reverse("reviews:list"), {"show": "overdue"}).context["page_obj"])
    panel = client.get(reverse("children:child", args=[child.public_id])).content.decode()
    assert "Known until 31 March 2026" in panel


def test_what_passed_overnight_shows_before_the_clock_is_replayed(child, authority):
    row = ReviewCycle.objects.select_related("authority").get(child=child, closed_on=None)
    row.state = "open"
    assert row.state_on(date(2026, 6, 20)) == "open"
    assert row.state_on(date(2026, 6, 21)) == "unconfirmed"
    row.authority.live_from = date(2026, 4, 1)
    assert row.state_on(date(2026, 6, 21)) == "overdue"
    row.state, row.complete_by = "adjourned", date(2026, 7, 1)
    assert row.state_on(date(2026, 7, 1)) == "adjourned"
    assert row.state_on(date(2026, 7, 2)) == "overdue"


def test_a_review_can_be_held_between_two_short_breaks(authority):
    child = make.make_child_in_care(authority, started_on=date(2026, 9, 5), legal_status="V3")
    child.periods.update(ended_on=date(2026, 9, 8), end_reason="E8")
    child.legal_statuses.update(ended_on=date(2026, 9, 8))
    child.placements.update(ended_on=date(2026, 9, 8))
    check_held_on(child, date(2026, 10, 1), today=TODAY)
    with pytest.raises(BadDate):
        check_held_on(child, date(2026, 9, 1), today=TODAY)


def test_it_saves_what_it_sets_and_no_more(child, authority):
    """Whoever has the page open does not put back what others have set since."""
    record = ReturnYear.objects.get(authority=authority)
    Authority.objects.filter(pk=authority.pk).update(colour="#0b0c0c", known_from=None)
    set_reach(authority, stated_until=date(2026, 6, 20))
    now_stored = Authority.objects.get(pk=authority.pk)
    assert (now_stored.colour, now_stored.known_from) == ("#0b0c0c", date(2025, 4, 1))
    record.refresh_from_db()
    assert record.stated_until == date(2026, 6, 20)
