"""What must never be is refused by the database itself, whoever writes and however."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.db.models import F

from disputes.cafcass import actions as cafcass
from disputes.cover import actions as covers
from disputes.models import (
    Answer,
    AnswerAction,
    CafcassMeeting,
    CafcassReferral,
    Concern,
    ConcernChild,
    ConcernNote,
    ConcernStep,
    ConcernTheme,
    Cover,
    ExternalChallenge,
    Ladder,
    LadderStage,
    LegalAdvice,
    SystemicConcern,
    SystemicLink,
    Theme,
)
from disputes.notes import actions as notes
from disputes.stages import answers
from tests import factories as make
from tests.integration.disputes.days import RAISED
from tests.kept import kept

DAY = timedelta(days=1)


@kept
def world(in_state, child, as_iro, as_manager, iro, qa_manager, team_manager, other_iro):
    """A row of everything: a formal dispute, answered, with all that can stand beside it, and one that is
    closed."""
    concern = in_state("FORMAL_ANSWERED")
    answers.promise(concern=concern, text="A", owner="B", due_on=RAISED, by=as_manager, today=RAISED)
    kwargs = {"concern": concern, "by": as_iro, "today": RAISED}
    notes.add_note(kind="TALK", with_whom="Carer", text="T", on=RAISED, is_shared=False, **kwargs)
    notes.note_advice(sought_on=RAISED, adviser="A", question="Q", received_on=RAISED, summary="S", **kwargs)
    cafcass.refer(reason="R", on=RAISED, **kwargs)
    covers.name_cover(user=other_iro, started_on=RAISED, last_day=RAISED, reason="Leave", **kwargs)
    make.make_external(child, iro, RAISED)
    make.make_pattern([concern], owner=team_manager, by=qa_manager, on=RAISED)
    make.make_theme(child.authority)
    met(child.authority, qa_manager)
    in_state("CLOSED")
    in_state("TALKED")
    return concern


def met(authority, by):
    return CafcassMeeting.objects.create(
        authority=authority, met_on=RAISED, issues="Delay", recorded_by=by, recorded_at=make.now()
    )


REFUSED = [
    # constraint, rows, change
    ("ladder_total_within_20", Ladder.objects.all(), {"total_wd": 21}),
    ("ladder_stage_kind_paired", LadderStage.objects.filter(kind="FORMAL"), {"limit_wd": 21}),
    ("ladder_stage_kind_paired", LadderStage.objects.filter(kind="FORMAL"), {"level": ""}),
    ("ladder_stage_kind_paired", LadderStage.objects.filter(kind="CAFCASS"), {"limit_wd": 5}),
    ("ladder_stage_position_once", LadderStage.objects.filter(kind="FORMAL"), {"position": 1}),
    ("theme_has_name", Theme.objects.all(), {"name": ""}),
    ("theme_ends_after_start", Theme.objects.all(), {"ends_on": date(2019, 1, 1)}),
    ("concern_formal_has_start", Concern.objects.filter(state="TALKED"), {"state": "FORMAL"}),
    ("concern_formal_paired", Concern.objects.filter(state="CLOSED"), {"formal_on": RAISED}),
    ("concern_start_is_formal", Concern.objects.filter(state="FORMAL_ANSWERED"), {"state": "INFORMAL"}),
    ("concern_closed_paired", Concern.objects.filter(state="FORMAL_ANSWERED"), {"state": "CLOSED"}),
    ("concern_closed_paired", Concern.objects.filter(state="CLOSED"), {"closed_by": None}),
    ("concern_closed_paired", Concern.objects.filter(state="FORMAL_ANSWERED"), {"closed_on": RAISED}),
    (
        "concern_effect_is_said",
        Concern.objects.filter(state="CLOSED"),
        {"effect": "CHANGED", "effect_due_on": None},
    ),
    ("concern_effect_comes_back", Concern.objects.filter(state="CLOSED"), {"effect_due_on": None}),
    ("concern_closes_after_raised", Concern.objects.filter(state="CLOSED"), {"closed_on": RAISED - DAY}),
    (
        "concern_formal_after_raised",
        Concern.objects.filter(state="FORMAL_ANSWERED"),
        {"raised_on": RAISED + DAY},
    ),
    ("concern_says_what", Concern.objects.all(), {"text": ""}),
    ("step_end_paired", ConcernStep.objects.filter(state="ANSWERED"), {"ended_on": RAISED}),
    ("step_end_paired", ConcernStep.objects.filter(state="ENDED"), {"ended_on": None}),
    ("step_skipped_has_reason", ConcernStep.objects.filter(state="ENDED"), {"state": "SKIPPED"}),
    ("step_skipped_has_reason", ConcernStep.objects.filter(state="ANSWERED"), {"due_on": None}),
    ("step_answer_paired", ConcernStep.objects.filter(state="ANSWERED"), {"answered_on": None}),
    ("step_ends_after_start", ConcernStep.objects.filter(state="ENDED"), {"ended_on": RAISED - DAY}),
    ("step_due_after_start", ConcernStep.objects.filter(state="ANSWERED"), {"due_on": RAISED}),
    (
        "step_answered_after_start",
        ConcernStep.objects.filter(state="ANSWERED"),
        {"answered_on": RAISED - DAY},
    ),
    ("step_flagged_after_limit", ConcernStep.objects.filter(state="ANSWERED"), {"flagged_on": F("due_on")}),
    ("answer_says_something", Answer.objects.all(), {"text": ""}),
    ("promise_done_paired", AnswerAction.objects.all(), {"done_on": RAISED}),
    ("promise_names_what_and_who", AnswerAction.objects.all(), {"owner": ""}),
    ("note_says_something", ConcernNote.objects.all(), {"text": ""}),
    ("note_talk_names_whom", ConcernNote.objects.all(), {"with_whom": ""}),
    ("advice_received_paired", LegalAdvice.objects.all(), {"summary": ""}),
    ("cafcass_result_paired", CafcassReferral.objects.all(), {"state": "TAKEN_UP"}),
    ("advice_received_paired", LegalAdvice.objects.all(), {"received_on": None}),
    ("cafcass_result_paired", CafcassReferral.objects.all(), {"state": "TAKEN_UP", "result": "R"}),
    ("ladder_stage_kind_paired", LadderStage.objects.filter(kind="FORMAL"), {"limit_wd": None}),
    ("ladder_stage_kind_paired", LadderStage.objects.filter(kind="INFORMAL"), {"limit_wd": None}),
    ("systemic_closed_paired", SystemicConcern.objects.all(), {"outcome": "Done"}),
    ("external_answer_paired", ExternalChallenge.objects.all(), {"answer": "Yes"}),
    ("cover_ends_after_start", Cover.objects.all(), {"ended_on": RAISED - DAY}),
    ("cover_has_reason", Cover.objects.all(), {"reason": ""}),
    ("external_answer_paired", ExternalChallenge.objects.all(), {"answered_on": RAISED}),
    ("external_closed_paired", ExternalChallenge.objects.all(), {"outcome": "Done"}),
    ("systemic_period_order", SystemicConcern.objects.all(), {"period_to": date(2000, 1, 1)}),
    ("systemic_due_after_raised", SystemicConcern.objects.all(), {"due_on": RAISED}),
    ("systemic_answer_paired", SystemicConcern.objects.all(), {"answer": "Yes"}),
    ("systemic_closed_paired", SystemicConcern.objects.all(), {"closed_on": RAISED}),
    ("cafcass_meeting_says_what", CafcassMeeting.objects.all(), {"issues": ""}),
]


def test_each_of_these_changes_is_refused_by_name(world) -> None:
    wrong = []
    for name, rows, change in REFUSED:
        assert rows.exists(), f"{name}: no row to try it on"
        try:
            with transaction.atomic():
                rows.update(**change)
                transaction.set_rollback(True)
        except IntegrityError as refused:
            if name not in str(refused):
                wrong.append(f"{name}: {refused}")
        else:
            wrong.append(f"{name}: {change} went through")
    assert not wrong, "\n".join(wrong)


def test_rows_that_may_stand_once_are_refused_the_second_time(world, child, iro, team_manager) -> None:
    step = world.steps.get(state="ANSWERED")
    stage = world.ladder.stages.get(position=2)
    informal, referral = world.ladder.stages.get(kind="INFORMAL"), world.cafcass.get()
    common = {"started_on": RAISED, "due_on": RAISED + DAY, "started_by": iro}
    seconds = {
        "step_one_open": lambda: ConcernStep.objects.create(concern=world, stage=stage, **common),
        "step_stage_once": lambda: ConcernStep.objects.create(
            concern=world, stage=step.stage, state="ENDED", ended_on=RAISED, **common
        ),
        "concern_child_once": lambda: ConcernChild.objects.create(concern=world, child=child),
        "concern_theme_once": lambda: ConcernTheme.objects.create(concern=world, national="PEP"),
        "ladder_one_per_start": lambda: Ladder.objects.create(
            authority=world.authority, starts_on=world.ladder.starts_on, name="N", total_wd=20, reason="R"
        ),
        "ladder_one_informal_stage": lambda: LadderStage.objects.filter(pk=stage.pk).update(
            kind="INFORMAL", position=0
        ),
        "cafcass_one_waiting": lambda: CafcassReferral.objects.create(
            concern=world, referred_on=RAISED, reason="R", by=iro, at=make.now()
        ),
        "cafcass_meeting_one_a_day": lambda: met(world.authority, iro),
        "theme_name_once": lambda: make.make_theme(world.authority, name=Theme.objects.get().name),
        "systemic_link_once": lambda: SystemicLink.objects.create(
            systemic=SystemicConcern.objects.get(), concern=world
        ),
    }
    assert informal and referral
    for name, second in seconds.items():
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            second()
        assert name in str(refused.value) or name == "ladder_one_informal_stage", refused.value


@pytest.mark.parametrize("change", ["formal_on = formal_on + 1", "total_due_on = total_due_on + 5"])
def test_the_total_never_restarts_whoever_writes(world, change) -> None:
    with pytest.raises((InternalError, IntegrityError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE disputes_concern SET {change} WHERE id = %s", [world.pk])


def test_closed_stays_closed_whoever_writes(world) -> None:
    with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
        Concern.objects.filter(state="CLOSED").update(
            state="TALKED", closed_on=None, closed_by=None, ending="", effect="", effect_due_on=None
        )
