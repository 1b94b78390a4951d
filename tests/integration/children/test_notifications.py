"""Told, looked after and recorded are three different days; and who was told who the IRO is."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.calendars import terms_for
from accounts.models import AuditEvent, AuthorityTerms, TeamLine
from children.models import CareNotification
from children.notifications import actions
from children.notifications.actions import Notice
from children.people.actions import allocate_iro
from reporting.measures.base import NOT_RECORDED, Result, Scope, compute, compute_by
from reporting.measures.registry import MEASURES
from reporting.periods import collection_year
from statute.notification import When, allocated_in_time
from tests import factories as make
from tests.kept import kept
from tests.refusing import refused

TODAY = date(2026, 3, 30)
START = date(2026, 3, 16)
"""A Monday: to be told by 18 March."""


@pytest.fixture(autouse=True)
def _today(on_day) -> None:
    on_day(TODAY)


@kept
def newcomer(authority, social_worker, team):
    return make.make_child_in_care(authority, social_worker=social_worker, team=team, started_on=START)


def address(child, name="notification") -> str:
    return reverse(f"children:{name}", args=[child.public_id])


def told(day: date, **over) -> dict[str, str]:
    parts = {"received_on_day": day.day, "received_on_month": day.month, "received_on_year": day.year}
    return parts | {"channel": "EMAIL", **over}


def test_a_notification_starts_the_time_to_name_an_iro(client_for, newcomer, qa_manager, team):
    browser = client_for(qa_manager)
    people = reverse("children:people", args=[newcomer.public_id])
    assertContains(browser.get(people), "Record when the IRO service was told")
    sent = told(date(2026, 3, 17), at="4:30pm", team=team.pk, from_whom="Duty worker")
    page = browser.post(address(newcomer), sent, follow=True)
    for words in (
        "17 March 2026 at 4:30pm",
        "1 day after the start of care",
        "Duty worker, North team; email",
        "due by 24 March 2026: 5 working days after the notification",
        "Overdue",
        "Correct when the IRO service was told",
    ):
        assertContains(page, words)
    event = AuditEvent.objects.get(kind="care.notified")
    assert (event.child_id, event.by_id) == (newcomer.pk, qa_manager.pk)


def test_of_a_start_before_the_council_recorded_notifications_nothing_is_overdue(
    client_for, authority, iro, social_worker, team, qa_manager
):
    """A child from a return who came into care years ago: not told is not known, and nobody is told off."""
    child = make.make_child_in_care(
        authority, iro=iro, social_worker=social_worker, team=team, started_on=date(2021, 3, 16)
    )
    there, offer = reverse("children:people", args=[child.public_id]), "that the IRO service was not told"
    page = client_for(iro).get(there)
    assertContains(page, "due by 18 March 2021")
    assertNotContains(page, "Overdue")
    assertNotContains(page, offer)
    make.make_recorded_since(authority, "notifications", date(2021, 1, 1), qa_manager)
    page = client_for(iro).get(there)
    assertContains(page, "Overdue")
    assertContains(page, offer)


@pytest.mark.parametrize(
    ("entered", "asked", "is_overdue"),
    [
        (date(2026, 3, 17), date(2026, 3, 18), False),  # the last day to tell
        (date(2026, 3, 17), date(2026, 3, 19), True),
        (date(2026, 4, 13), date(2026, 4, 13), True),
        (date(2026, 4, 14), date(2026, 4, 14), False),  # more than 28 days after the start
        (date(2026, 3, 17), date(2026, 9, 17), True),  # no time makes it good
    ],
)
def test_the_page_the_offer_to_the_manager_and_the_list_follow_one_rule(
    client_for, newcomer, iro, qa_manager, on_day, entered, asked, is_overdue
):
    """P-01: looked after, told and recorded here are three days; before the council recorded any notification
    the day on which the child was recorded says whether one is missing.
    """
    newcomer.periods.update(recorded_at=make.at(entered, 23, 30))
    make.make_allocation(newcomer, iro, started_on=START)
    on_day(asked)
    there = reverse("children:people", args=[newcomer.public_id])
    page = client_for(iro).get(there).content.decode()
    line = page[page.index("IRO service told") :][:600]
    assert ("Overdue" in line, "that the IRO service was not told" in page) == (is_overdue, is_overdue)
    listed = client_for(qa_manager).get(reverse("children:list"), {"show": "not_told"}).content.decode()
    assert (newcomer.number in listed) == (is_overdue or asked == date(2026, 3, 18))


def test_the_child_is_held_within_the_transaction_of_the_action(client_for, newcomer, qa_manager):
    assert client_for(qa_manager).post(address(newcomer), told(date(2026, 3, 17))).status_code == 302


def test_told_late_needs_a_cause_and_nothing_typed_is_lost(client_for, newcomer, qa_manager):
    browser, late = client_for(qa_manager), told(date(2026, 3, 24), from_whom="Sol Carr")
    page = browser.post(address(newcomer), late)
    assertContains(
        page, "The IRO service was told after 18 March 2026. Select why it was late.", status_code=422
    )
    assertContains(page, "Sol Carr", status_code=422)
    missing = browser.post(address(newcomer), late | {"delay_reason": "OTHER"})
    assertContains(missing, "Enter the other reason", status_code=422)
    browser.post(address(newcomer), late | {"delay_reason": "BACKDATED"})
    people = browser.get(reverse("children:people", args=[newcomer.public_id]))
    assertContains(people, "The start of care was recorded later than it began")
    assertContains(people, "Late")


def test_it_is_corrected_on_the_same_page_and_once_for_a_time_in_care(client_for, newcomer, qa_manager):
    browser = client_for(qa_manager)
    browser.post(address(newcomer), told(date(2026, 3, 24), delay_reason="TEAM"))
    assertContains(browser.get(address(newcomer)), 'value="24"')
    browser.post(address(newcomer), told(date(2026, 3, 17), delay_reason="TEAM"))
    found = CareNotification.objects.get()
    assert (found.received_on, found.delay_reason) == (date(2026, 3, 17), "")
    assert AuditEvent.objects.filter(kind="care.notification_corrected").count() == 1


@pytest.mark.parametrize(
    ("over", "words", "field"),
    [
        ({"received_on": date(2026, 3, 31)}, actions.NOT_TO_COME, "received_on"),
        ({"received_on": TODAY, "at": time(23)}, actions.NOT_TO_COME, "received_on"),
        ({"entered_on": date(2026, 3, 13)}, actions.NOT_YET_ENTERED, "entered_on"),
    ],
)
def test_what_cannot_be_is_refused(newcomer, qa_manager, over, words, field):
    notice = Notice(**{"received_on": date(2026, 3, 17), "at": None, "channel": "EMAIL", **over})
    with refused(words, field):
        actions.record_notification(child=newcomer, notice=notice, by=qa_manager, today=TODAY)


def test_children_without_a_notification_are_a_list(client_for, newcomer, child, qa_manager):
    """Only those who came since the council records it; before, within the last 28 days."""
    browser, wanted = client_for(qa_manager), {"show": "not_told"}
    page = browser.get(reverse("children:list"), wanted)
    assertContains(page, newcomer.name)
    assertNotContains(page, child.number)
    assertContains(browser.get("/"), "No notification")
    browser.post(address(newcomer), told(date(2026, 3, 17)))
    assertNotContains(browser.get(reverse("children:list"), wanted), newcomer.number)


def test_the_child_and_the_carer_are_told_who_the_iro_is(client_for, child, iro, other_iro):
    parts = {"child_told_on_day": "4", "child_told_on_month": "3", "child_told_on_year": "2025"}
    page = client_for(iro).post(address(child, "told"), parts)
    assertContains(page, "Select how the child was told", status_code=422)
    page = client_for(iro).post(address(child, "told"), parts | {"child_told_how": "LETTER"}, follow=True)
    assertContains(page, "child on 4 March 2025 in writing")
    assert client_for(other_iro).get(address(child, "told")).status_code == 404
    early = {"child_told_on": date(2025, 3, 2), "child_told_how": "TALK", "carer_told_on": None}
    with refused(actions.NOT_BEFORE_NAMED, "child_told_on"):
        actions.tell_who_the_iro_is(child=child, by=iro, today=TODAY, **early)


def test_nobody_is_told_of_an_iro_who_came_while_the_page_was_open(
    client_for, child, authority, iro, other_iro, qa_manager
):
    """Not written for the new IRO, nor for the one before whom the words may not mean any more."""
    browser, page = client_for(qa_manager), address(child, "told")
    parts = {"child_told_on_day": "30", "child_told_on_month": "3", "child_told_on_year": "2026"}
    sent = parts | {"child_told_how": "TALK"}
    shown = browser.get(page).context["form"]["shown"].value()
    opened = child.iro_allocations.get(ended_on=None)
    taker = make.worker_of(other_iro, authority)
    allocate_iro(child=child, worker=taker, on=TODAY, end_reason="LEFT", by=qa_manager, today=TODAY)
    answer = browser.post(page, sent | {"shown": shown})
    changed = f"The IRO has changed since you opened this page: {taker} has been the IRO since 30 March 2026."
    assertContains(answer, changed, status_code=422)
    assertContains(answer, 'value="30"', status_code=422)
    assert not child.iro_allocations.exclude(child_told_on=None).exists()
    with refused(actions.OTHER_IRO):
        actions.tell_who_the_iro_is(
            child=child,
            of=opened,
            child_told_on=TODAY,
            child_told_how="TALK",
            carer_told_on=None,
            by=qa_manager,
            today=TODAY,
        )
    again = answer.context["form"]["shown"].value()
    assert browser.post(page, sent | {"shown": again}).status_code == 302
    assert child.iro_allocations.get(ended_on=None).child_told_on == TODAY


def test_a_team_of_another_council_is_refused(newcomer, qa_manager, other_authority):
    notice = Notice(date(2026, 3, 17), None, "EMAIL", team=make.make_team(other_authority))
    with refused(actions.OWN_TEAM, "team"):
        actions.record_notification(child=newcomer, notice=notice, by=qa_manager, today=TODAY)


def test_nobody_is_told_of_an_iro_who_is_not_there(newcomer, qa_manager):
    with refused(actions.NOBODY):
        actions.tell_who_the_iro_is(
            child=newcomer,
            child_told_on=TODAY,
            child_told_how="TALK",
            carer_told_on=None,
            by=qa_manager,
            today=TODAY,
        )


# --- measures


def notify(child, on: date, at: time | None = None, **over) -> None:
    start = child.periods.get().started_on
    instant = make.at(on, at.hour, at.minute) if at else None
    given = {"care_from": start, "received_on": on, "received_at": instant, "channel": "FORM"}
    by = make.make_user(child.authority)
    CareNotification.objects.create(child=child, recorded_by=by, recorded_at=make.now(), **given | over)


def ask(council, code):
    return compute(MEASURES[code], Scope(council, collection_year(2026)))


def test_figures_of_the_notification(authority, team):
    days = [(date(2026, 3, 16), ""), (date(2026, 3, 18), ""), (date(2026, 3, 20), "TEAM"), (None, "")]
    for on, why in days:
        child = make.make_child_in_care(authority, team=team, started_on=START)
        if on:
            notify(child, on, delay_reason=why)
    assert ask(authority, "notifications_recorded") == Result(3, 4, 0)
    assert ask(authority, "notifications_in_time") == Result(2, 3, 1)
    assert ask(authority, "notifications_days").numerator == 0 + 2 + 4
    assert ask(authority, "notifications_late").numerator == 1
    scope = Scope(authority, collection_year(2026))
    by_cause = compute_by(MEASURES["notifications_late"], scope, "delay")
    assert {k: r.numerator for k, r in by_cause.items()} == {"The team did not tell in time": 1}


def test_a_late_notification_is_that_of_the_team_that_told_or_of_the_first_one(authority):
    """A social worker is named after care began; by the team of the first day most would be nobody's."""
    team, other = make.make_team(authority), make.make_team(authority, name="Placements")
    late = date(2026, 3, 20)
    for name in ("Max Hill", "Ana Lowe"):
        TeamLine.objects.create(team=team, user=make.make_user(authority, name=name), level="TEAM_MANAGER")
    told, untold, nobody = (make.make_child_in_care(authority, started_on=START) for _ in range(3))
    for child in (told, untold):
        make.make_social_worker_allocation(child, None, team=team, started_on=START + timedelta(days=2))
    for child, of in ((told, other), (untold, None), (nobody, None)):
        notify(child, late, delay_reason="TEAM", team=of)
    measure, scope = MEASURES["notifications_late"], Scope(authority, collection_year(2026))
    by_team = {k: r.numerator for k, r in compute_by(measure, scope, "team").items()}
    assert by_team == {"Placements": 1, team.name: 1, NOT_RECORDED: 1}
    by_manager = {k: r.numerator for k, r in compute_by(measure, scope, "manager").items()}
    assert by_manager == {"Ana Lowe, Max Hill": 1, NOT_RECORDED: 2}


@pytest.mark.parametrize("counted_in", ["working_days", "hours"])
def test_the_figure_says_what_the_law_says_of_each_child(
    authority, qa_manager, other_iro, counted_in, calendar
):
    """The same days and times, in SQL and in statute/."""
    changes = {"allocation_counted_in": counted_in} if counted_in == "hours" else {}
    AuthorityTerms.objects.create(authority=authority, starts_on="2020-01-01", reason="x", changes=changes)
    worker, wanted = make.worker_of(other_iro, authority), []
    told_at = [None, time(9), time(16, 30)]
    for n, (days, at) in enumerate((d, t) for d in range(6) for t in told_at):
        child = make.make_child_in_care(authority, started_on=START, iro=None)
        notify(child, date(2026, 3, 17), at)
        on = date(2026, 3, 17 + days)
        named = allocate_iro(
            child=child,
            worker=worker,
            on=on,
            end_reason="",
            by=qa_manager,
            today=TODAY,
            at=time(12) if n % 2 else None,
        )
        first = When(date(2026, 3, 17), make.at(date(2026, 3, 17), at.hour, at.minute) if at else None)
        terms = terms_for(authority).on(TODAY)
        when = When(on, named.named_at)
        wanted.append(allocated_in_time(first, when, calendar=calendar, terms=terms))
    found = ask(authority, "allocated_in_time")
    known = [w for w in wanted if w is not None]
    assert found == Result(sum(known), len(known), len(wanted) - len(known))
    assert ask(authority, "allocation_hours").denominator
