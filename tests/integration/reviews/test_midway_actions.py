"""Midway checks are asked about, answered, completed and chased; contact with the child is agreed and made
(MW-3, P-43, P-44)."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.models import AuditEvent, OutgoingMail, Team, User
from children.models import Child
from reviews.contact import actions as contact_actions
from reviews.contact import states as contact_states
from reviews.midway import actions, states
from reviews.midway.actions import DecisionSeen
from reviews.models import Contact, ContactPlan, Decision, MidwayCheck, MidwayUpdate, ReviewCycle
from reviews.models.midway import ContactState
from tests import factories as make
from tests import monitoring_factories as paper
from tests.kept import kept

HELD, MIDDLE = date(2026, 1, 12), date(2026, 4, 13)
TODAY = date(2026, 3, 30)


@kept
def check(child: Child, on_day: Callable[..., date]) -> MidwayCheck:
    on_day(TODAY)
    return paper.make_check(child, MIDDLE, after_review=make.make_review(child, HELD))


@kept
def decision(check: MidwayCheck, iro: User) -> Decision:
    assert check.after_review is not None
    return make.make_decision(check.after_review, iro)


@kept
def update(check: MidwayCheck, iro: User, social_worker: User) -> MidwayUpdate:
    return actions.ask(check=check, question="How is school?", by=iro, today=TODAY)


def complete(check: MidwayCheck, by: User, **over: object) -> MidwayCheck:
    given: dict[str, object] = {
        "data": {"record_read": "yes"},
        "concern": "NONE",
        "brings_forward": False,
        "decisions": [],
        "today": TODAY,
    }
    return actions.complete(check=check, by=by, **{**given, **over})


# --- the check


def test_a_completed_check_keeps_who_when_and_team(check: MidwayCheck, iro: User, team: Team) -> None:
    complete(check, iro, concern="INFORMAL", brings_forward=True)
    assert (check.state, check.closed_on, check.completed_by, check.team) == ("DONE", TODAY, iro, team)
    event = AuditEvent.objects.get(kind="midway.completed")
    assert event.details == {"concern": "INFORMAL", "brings_forward": True}


def test_a_check_never_turns_the_clock(check: MidwayCheck, iro: User) -> None:
    """MW-4"""
    make.make_cycle(check.child, HELD, date(2026, 7, 12))
    before = list(ReviewCycle.objects.values())
    complete(check, iro, brings_forward=True)
    assert list(ReviewCycle.objects.values()) == before


def test_progress_that_was_seen_is_written_to_the_decisions(
    check: MidwayCheck, decision: Decision, iro: User
) -> None:
    other = make.make_decision(decision.made_at, iro, action="Another")
    third = make.make_decision(decision.made_at, iro, action="A third")
    seen = [
        DecisionSeen(decision, "DONE", "Dates agreed"),
        DecisionSeen(other, "IN_PROGRESS"),
        DecisionSeen(third, ""),
    ]
    complete(check, iro, decisions=seen)
    for one in (decision, other, third):
        one.refresh_from_db()
    assert (decision.progress, decision.closed_on) == ("DONE", TODAY)
    assert (other.progress, third.progress) == ("IN_PROGRESS", "NOT_STARTED")
    assert other.updates.get().note == "Seen at the midway check."
    assert not third.updates.exists()  # not known changes nothing


@pytest.mark.parametrize("state", ["DONE", "SUPERSEDED", "MISSED", "NOT_REQUIRED"])
def test_a_closed_check_is_not_done_again(check: MidwayCheck, iro: User, state: str) -> None:
    if state == "DONE":
        complete(check, iro)
    else:
        MidwayCheck.objects.filter(pk=check.pk).update(state=state, closed_on=TODAY)
        check.refresh_from_db()
    with pytest.raises(states.NotNow):
        complete(check, iro)
    with pytest.raises(states.NotNow):
        actions.ask(check=check, question="", by=iro, today=TODAY)


def test_of_two_completions_the_first_counts(check: MidwayCheck, iro: User) -> None:
    stale = MidwayCheck.objects.select_related("child").get(pk=check.pk)
    complete(check, iro)
    with pytest.raises(states.NotNow, match="the check is done"):
        complete(stale, iro, concern="FORMAL")
    check.refresh_from_db()
    assert check.concern == "NONE"


# --- the social worker's update


def test_the_social_worker_is_asked_with_five_working_days(
    update: MidwayUpdate, social_worker: User, child: Child
) -> None:
    assert update.worker.user == social_worker and update.due_on == date(2026, 4, 8)  # over Easter
    mail = OutgoingMail.objects.get()
    assert mail.to == social_worker and "8 April 2026" in mail.subject
    assert child.surname not in mail.subject + mail.body and "school" not in mail.body


def test_they_are_asked_once_at_a_time(check: MidwayCheck, update: MidwayUpdate, iro: User) -> None:
    with pytest.raises(states.NotNow, match="already been asked"):
        actions.ask(check=check, question="", by=iro, today=TODAY)
    with pytest.raises(IntegrityError, match="midway_update_one_waiting"), transaction.atomic():
        MidwayUpdate.objects.create(
            of=check, worker=update.worker, asked_by=iro, asked_at=make.now(), due_on=TODAY
        )


def test_who_does_not_sign_in_cannot_be_asked(check: MidwayCheck, iro: User, child: Child) -> None:
    child.social_worker_allocations.get().worker.__class__.objects.update(user=None)
    with pytest.raises(states.CannotBeAsked, match="does not sign in"):
        actions.ask(check=check, question="", by=iro, today=TODAY)
    child.social_worker_allocations.all().delete()
    with pytest.raises(states.CannotBeAsked, match="No social worker"):
        actions.ask(check=check, question="", by=iro, today=TODAY)


def test_the_answer_is_given_once(update: MidwayUpdate, social_worker: User) -> None:
    actions.answer(update=update, data={"about": "Moved school"}, by=social_worker)
    assert (update.state, update.answered_by, update.chase_on) == ("ANSWERED", social_worker, None)
    with pytest.raises(states.NotNow, match="already"):
        actions.answer(update=update, data={"about": "Again"}, by=social_worker)


def test_completing_the_check_closes_an_update_that_waits(
    check: MidwayCheck, update: MidwayUpdate, iro: User, social_worker: User
) -> None:
    complete(check, iro)
    update.refresh_from_db()
    assert update.state == "CLOSED"
    with pytest.raises(states.NotNow, match="no longer needed"):
        actions.answer(update=update, data={}, by=social_worker)


def test_late_updates_are_chased_once_and_then_with_the_manager(
    update: MidwayUpdate, social_worker: User, team_manager: User
) -> None:
    OutgoingMail.objects.all().delete()
    assert actions.chase_updates(today=date(2026, 4, 8)) == 0
    assert actions.chase_updates(today=date(2026, 4, 9)) == 1
    assert actions.chase_updates(today=date(2026, 4, 9)) == 0
    assert [m.to for m in OutgoingMail.objects.all()] == [social_worker]
    assert actions.chase_updates(today=date(2026, 4, 16)) == 1
    assert {m.to for m in OutgoingMail.objects.all()} == {social_worker, team_manager}
    assert AuditEvent.objects.filter(kind="midway.update_chased", by_id=None).count() == 2


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"state": "ANSWERED"}, "midway_update_answered_paired"),
        ({"state": "CLOSED"}, "midway_update_ended_is_not_chased"),
    ],
)
def test_the_database_refuses_half_updates(
    update: MidwayUpdate, changes: dict[str, object], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        MidwayUpdate.objects.filter(pk=update.pk).update(**changes)


def test_nobody_answers_their_own_question(update: MidwayUpdate, iro: User) -> None:
    with pytest.raises(IntegrityError, match="midway_update_not_ones_own"), transaction.atomic():
        MidwayUpdate.objects.filter(pk=update.pk).update(
            state="ANSWERED", answered_by=iro, answered_at=make.now(), chase_on=None
        )


# --- contact with the child


def test_what_is_agreed_takes_the_place_of_what_was(child: Child, iro: User) -> None:
    first = contact_actions.agree(child=child, way="PHONE", every_weeks=6, wish="Ring me", by=iro, today=HELD)
    contact_actions.agree(child=child, way="NONE", every_weeks=None, wish="Leave me be", by=iro, today=TODAY)
    first.refresh_from_db()
    assert first.ended_on == TODAY
    assert contact_actions.open_plan(child).wish == "Leave me be"
    assert contact_actions.next_contact_on(child, contact_actions.open_plan(child)) is None


def test_the_next_contact_follows_the_last_that_was_made(child: Child, iro: User) -> None:
    plan = contact_actions.agree(child=child, way="PHONE", every_weeks=6, wish="Ring me", by=iro, today=HELD)
    assert contact_actions.next_contact_on(child, plan) == date(2026, 2, 23)
    contact_actions.record_contact(
        child=child, way="PHONE", state="TRIED", on=date(2026, 2, 20), note="No answer", by=iro, today=TODAY
    )
    assert contact_actions.next_contact_on(child, plan) == date(2026, 2, 23)  # tried is not made
    contact_actions.record_contact(
        child=child, way="VISIT", state="MADE", on=date(2026, 2, 21), note="", by=iro, today=TODAY
    )
    assert contact_actions.next_contact_on(child, plan) == date(2026, 4, 4)


def test_a_planned_contact_is_settled_once(child: Child, iro: User) -> None:
    contact = contact_actions.plan_contact(child=child, way="VISIT", on=date(2026, 4, 1), by=iro, today=TODAY)
    with pytest.raises(states.NotNow, match="today or in the past"):
        contact_actions.settle_contact(
            contact=contact, state="MADE", on=date(2026, 4, 1), note="", by=iro, today=TODAY
        )
    with pytest.raises(states.NotNow, match="what you attempted"):
        contact_actions.settle_contact(
            contact=contact, state="TRIED", on=TODAY, note=" ", by=iro, today=TODAY
        )
    contact_actions.settle_contact(contact=contact, state="MADE", on=TODAY, note="", by=iro, today=TODAY)
    with pytest.raises(states.NotNow, match="already recorded"):
        contact_actions.settle_contact(
            contact=contact, state="DROPPED", on=TODAY, note="x", by=iro, today=TODAY
        )


def test_contact_is_planned_for_a_day_to_come(child: Child, iro: User) -> None:
    with pytest.raises(states.NotNow, match="today or later"):
        contact_actions.plan_contact(child=child, way="VISIT", on=date(2026, 3, 29), by=iro, today=TODAY)


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"state": "MADE"}, "contact_state_paired"),
        ({"planned_for": None}, "contact_state_paired"),
        ({"way": "NONE"}, "contact_has_a_way"),
        ({"state": "TRIED", "happened_on": TODAY}, "contact_not_made_says_why"),
    ],
)
def test_the_database_refuses_half_contacts(
    child: Child, iro: User, values: dict[str, object], constraint: str
) -> None:
    good = {"way": "PHONE", "planned_for": MIDDLE, "recorded_by": iro, "recorded_at": make.now()}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Contact.objects.create(child=child, **{**good, **values})


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"ended_on": date(2026, 1, 1)}, "contact_plan_ends_after_start"),
        ({"every_weeks": 53}, "contact_plan_every_weeks"),
        ({"way": "NONE", "every_weeks": 6}, "contact_plan_every_weeks"),
    ],
)
def test_the_database_refuses_odd_plans(
    child: Child, iro: User, values: dict[str, object], constraint: str
) -> None:
    good = {"way": "PHONE", "wish": "Ring me", "started_on": HELD, "agreed_by": iro}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ContactPlan.objects.create(child=child, **{**good, **values})


def test_one_plan_is_open(child: Child, iro: User) -> None:
    contact_actions.agree(child=child, way="PHONE", every_weeks=6, wish="Ring me", by=iro, today=HELD)
    with pytest.raises(IntegrityError, match="contact_plan_one_open"), transaction.atomic():
        ContactPlan.objects.create(child=child, way="VISIT", wish="Come", started_on=TODAY, agreed_by=iro)


def test_states_that_settle_a_contact_are_all_but_planned() -> None:
    assert {*ContactState.values} - {*contact_states.ENDS} == {"PLANNED"}
