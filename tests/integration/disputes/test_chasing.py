"""The jobs of the day's end: by the working-day calendar, once, and never moving a dispute."""

from collections.abc import Callable
from datetime import date

import pytest

from accounts.models import AuditEvent, OutgoingMail
from disputes import tasks
from disputes.chasing import chase
from disputes.concern import actions as concerns
from disputes.cover import actions as covers
from disputes.models import Concern
from disputes.models.concern import State
from disputes.stages import actions as stage_actions
from disputes.stages import answers
from tests import factories as make
from tests.integration.disputes.days import RAISED

NOTHING = {"stages": 0, "totals": 0, "effects": 0}


@pytest.mark.parametrize(
    ("raised", "last_day", "day_after"),
    [
        ("2026-01-05", "2026-01-12", "2026-01-13"),
        ("2026-03-30", "2026-04-08", "2026-04-09"),  # over Easter
        ("2025-12-15", "2025-12-22", "2025-12-23"),
        ("2025-12-22", "2025-12-31", "2026-01-01"),  # over Christmas
    ],
)
def test_a_stage_is_flagged_on_the_day_after_its_limit(
    child, whole_line, iro, raised, last_day, day_after
) -> None:
    concern = make.make_dispute(child, iro, date.fromisoformat(raised))
    assert chase(today=date.fromisoformat(last_day)) == NOTHING
    assert chase(today=date.fromisoformat(day_after)) == {**NOTHING, "stages": 1}
    step = concern.steps.get(stage__position=1)
    assert (step.flagged_on, step.state) == (date.fromisoformat(day_after), "WAITING")
    concern.refresh_from_db()
    assert concern.state == State.FORMAL  # flagged to the IRO, never moved


def test_run_twice_nothing_doubles(in_state: Callable[[str], Concern], child, iro, as_iro) -> None:
    in_state(State.CLOSED)
    in_state(State.FORMAL)
    late = date(2026, 2, 3)
    before = OutgoingMail.objects.count()
    first = chase(today=late)
    assert first == {"stages": 1, "totals": 1, "effects": 1}
    mails, events = OutgoingMail.objects.count(), AuditEvent.objects.count()
    assert mails == before + 3
    for day in (late, date(2026, 2, 4), date(2026, 6, 1)):
        assert chase(today=day) == NOTHING
    assert (OutgoingMail.objects.count(), AuditEvent.objects.count()) == (mails, events)
    assert set(OutgoingMail.objects.order_by("-pk")[:3].values_list("to", flat=True)) == {iro.pk}


def test_the_total_is_flagged_after_its_own_last_day(in_state, as_iro) -> None:
    concern = in_state(State.FORMAL)
    assert chase(today=date(2026, 2, 2))["totals"] == 0
    assert chase(today=date(2026, 2, 3))["totals"] == 1
    concern.refresh_from_db()
    assert concern.total_flagged_on == date(2026, 2, 3)


def test_an_answered_stage_and_a_closed_dispute_are_left_alone(in_state, as_iro, as_manager) -> None:
    in_state(State.FORMAL_ANSWERED)
    concern = in_state(State.INFORMAL)
    concerns.close(
        concern=concern, ending="OVERTAKEN", effect="NOTHING", effect_text="", by=as_iro, today=RAISED
    )
    assert chase(today=date(2026, 1, 30)) == NOTHING


def test_nothing_yet_comes_back_after_twenty_working_days_each_time(in_state, as_iro, iro) -> None:
    concern = in_state(State.CLOSED)
    assert concern.effect_due_on == date(2026, 2, 2)
    assert chase(today=date(2026, 2, 1))["effects"] == 0
    assert chase(today=date(2026, 2, 2))["effects"] == 1
    concerns.record_effect(
        concern=concern, effect="NOT_YET", effect_text="", by=as_iro, today=date(2026, 2, 4)
    )
    assert (concern.effect_due_on, concern.effect_asked_on) == (date(2026, 3, 4), None)
    assert chase(today=date(2026, 3, 3))["effects"] == 0
    assert chase(today=date(2026, 3, 4))["effects"] == 1
    concerns.record_effect(
        concern=concern, effect="CHANGED", effect_text="A PEP", by=as_iro, today=date(2026, 3, 5)
    )
    assert chase(today=date(2026, 12, 1)) == NOTHING


def test_the_cover_is_told_in_place_of_the_iro_and_without_an_iro_the_qa_manager(
    in_state, child, as_iro, other_iro, qa_manager
) -> None:
    concern = in_state(State.FORMAL)
    covers.name_cover(
        concern=concern,
        user=other_iro,
        started_on=RAISED,
        last_day=date(2026, 1, 30),
        reason="Leave",
        by=as_iro,
        today=RAISED,
    )
    chase(today=date(2026, 1, 13))
    assert OutgoingMail.objects.latest("pk").to == other_iro
    child.iro_allocations.update(ended_on=date(2026, 2, 1))
    chase(today=date(2026, 2, 3))
    assert OutgoingMail.objects.latest("pk").to == qa_manager


def test_no_mail_names_a_child(in_state, child, as_iro, as_manager) -> None:
    concern = in_state(State.FORMAL_ANSWERED)
    answers.promise(concern=concern, text="A", owner="B", due_on=RAISED, by=as_manager, today=RAISED)
    stage_actions.escalate(
        concern=concern, position=2, skip_reason="", by=as_iro, today=RAISED, from_step=None
    )
    chase(today=date(2026, 3, 1))
    for mail in OutgoingMail.objects.all():
        assert (
            child.surname not in mail.subject + mail.body and child.forename not in mail.subject + mail.body
        )
        assert concern.text not in mail.body


def test_the_beat_runs_it(in_state, on_day, settings) -> None:
    in_state(State.FORMAL)
    on_day("2026-01-13")
    assert tasks.chase() == {**NOTHING, "stages": 1}
    assert {"disputes.chase"} <= {e["task"] for e in settings.CELERY_BEAT_SCHEDULE.values()}


def test_a_limit_is_told_the_qa_managers_where_the_iro_may_not_read_it_any_more(
    in_state, as_iro, iro, qa_manager
) -> None:
    in_state(State.FORMAL)
    iro.memberships.update(ended_on=date(2026, 1, 30))
    chase(today=date(2026, 2, 3))
    assert set(OutgoingMail.objects.order_by("-pk")[:2].values_list("to", flat=True)) == {qa_manager.pk}
