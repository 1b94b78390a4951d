"""Decisions sent, answered, lapsed, responded to and closed (PO-1 to PO-4)."""

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.lifecycle import NotNow
from accounts.models import AuditEvent, OutgoingMail, Team, User
from children.models import Child
from reviews import wording
from reviews.decisions import actions, states
from reviews.decisions.states import DECISION, Act, Changes, Standing
from reviews.models import Decision, DecisionAnswer
from reviews.models.decision import AnswerState, Progress, ResponseKind
from tests import factories as make
from tests.kept import kept

HELD = date(2026, 1, 12)
SENT = date(2026, 1, 14)


@kept
def decision(child: Child, iro: User) -> Decision:
    return make.make_decision(make.make_review(child, HELD), iro)


@kept
def task(decision: Decision, iro: User, team: Team, on_day: Callable[..., date]) -> DecisionAnswer:
    today = on_day(SENT)
    return actions.send_decisions(review=decision.made_at, by=iro, today=today)[0]


def test_send_gives_the_manager_five_working_days(task: DecisionAnswer, team: Team) -> None:
    assert task.due_on == date(2026, 1, 21)
    assert task.team == team
    assert task.state == AnswerState.WAITING


def test_send_owes_the_first_line_manager_a_mail_without_a_name(
    task: DecisionAnswer, team_manager: User, child: Child
) -> None:
    mail = OutgoingMail.objects.get()
    assert mail.to == team_manager
    assert "21 January 2026" in mail.subject
    assert child.surname not in mail.subject + mail.body
    assert child.forename not in mail.subject + mail.body


def test_send_goes_up_the_line_when_the_first_line_has_nobody(
    decision: Decision,
    iro: User,
    team: Team,
    team_manager: User,
    service_manager: User,
    on_day: Callable[..., date],
) -> None:
    team.line.filter(user=team_manager).delete()
    actions.send_decisions(review=decision.made_at, by=iro, today=on_day(SENT))
    assert OutgoingMail.objects.get().to == service_manager


def test_send_without_a_team_sends_no_mail_and_says_so(
    decision: Decision, iro: User, child: Child, on_day: Callable[..., date]
) -> None:
    child.social_worker_allocations.update(team=None)
    sent = actions.send_decisions(review=decision.made_at, by=iro, today=on_day(SENT))
    assert sent[0].team is None
    assert not OutgoingMail.objects.exists()


def test_send_twice_sends_once(task: DecisionAnswer, iro: User) -> None:
    assert actions.send_decisions(review=task.review, by=iro, today=SENT) == []
    assert DecisionAnswer.objects.count() == 1


def test_send_again_after_the_answer_sends_nothing(
    task: DecisionAnswer, team_manager: User, iro: User
) -> None:
    actions.answer(answer=task, state=AnswerState.OBJECTED, reason="No", by=team_manager, today=SENT)
    assert actions.send_decisions(review=task.review, by=iro, today=SENT) == []


@pytest.mark.parametrize(
    ("state", "reason"),
    [(AnswerState.AGREED, ""), (AnswerState.QUERIED, "Which school?"), (AnswerState.OBJECTED, "No funds")],
)
def test_answer_on_the_last_day_is_recorded(
    task: DecisionAnswer, team_manager: User, state: str, reason: str
) -> None:
    actions.answer(answer=task, state=state, reason=reason, by=team_manager, today=date(2026, 1, 21))
    task.refresh_from_db()
    assert (task.state, task.reason, task.answered_by) == (state, reason, team_manager)
    event = AuditEvent.objects.get(kind=f"decision.{state.lower()}")
    assert (event.by_id, event.child_id) == (team_manager.pk, task.decision.child_id)


def test_answer_after_the_limit_is_refused(task: DecisionAnswer, team_manager: User) -> None:
    with pytest.raises(NotNow, match="stands by default"):
        actions.answer(
            answer=task, state=AnswerState.AGREED, reason="", by=team_manager, today=date(2026, 1, 22)
        )


@pytest.mark.parametrize("state", [AnswerState.QUERIED, AnswerState.OBJECTED])
def test_query_and_objection_need_a_reason(task: DecisionAnswer, team_manager: User, state: str) -> None:
    with pytest.raises(states.ReasonMissing):
        actions.answer(answer=task, state=state, reason="  ", by=team_manager, today=SENT)
    with pytest.raises(IntegrityError), transaction.atomic():
        DecisionAnswer.objects.filter(pk=task.pk).update(
            state=state, answered_by=team_manager, answered_at=task.sent_at
        )


def test_an_iro_who_has_left_gets_no_mail_of_an_objection(
    task: DecisionAnswer, team_manager: User, iro: User
) -> None:
    User.objects.filter(pk=iro.pk).update(is_active=False, deactivated_at=task.sent_at)
    actions.answer(answer=task, state=AnswerState.OBJECTED, reason="No funds", by=team_manager, today=SENT)
    assert not OutgoingMail.objects.filter(to=iro).exists()


def test_nobody_answers_their_own(task: DecisionAnswer, iro: User) -> None:
    with pytest.raises(states.OwnDecision):
        actions.answer(answer=task, state=AnswerState.AGREED, reason="", by=iro, today=SENT)
    with pytest.raises(IntegrityError, match="answer_not_ones_own"), transaction.atomic():
        DecisionAnswer.objects.filter(pk=task.pk).update(
            state=AnswerState.AGREED, answered_by=iro, answered_at=task.sent_at
        )


@pytest.mark.parametrize(
    "state", [Standing.SETTLED, Standing.QUESTIONED, Standing.UNANSWERED, Standing.CLOSED]
)
@pytest.mark.parametrize("act", [Act.AGREE, Act.QUERY, Act.OBJECT])
def test_an_answer_is_given_once(state: Standing, act: Act) -> None:
    assert state not in DECISION.rules[act].moves


def test_second_answer_changes_nothing(
    task: DecisionAnswer, team_manager: User, service_manager: User
) -> None:
    stale = DecisionAnswer.objects.select_related("decision__child").get(pk=task.pk)
    actions.answer(answer=task, state=AnswerState.AGREED, reason="", by=team_manager, today=SENT)
    with pytest.raises(states.AlreadyAnswered):
        actions.answer(answer=stale, state=AnswerState.OBJECTED, reason="No", by=service_manager, today=SENT)
    task.refresh_from_db()
    assert task.state == AnswerState.AGREED
    assert AuditEvent.objects.filter(kind="decision.objected").count() == 0


# --- lapsing


@pytest.mark.parametrize(
    ("sent", "last_day", "lapsed"),
    [
        (date(2026, 1, 14), date(2026, 1, 21), date(2026, 1, 22)),
        (date(2026, 3, 30), date(2026, 4, 8), date(2026, 4, 9)),  # over Easter
        (date(2025, 12, 18), date(2025, 12, 29), date(2025, 12, 30)),  # over Christmas
    ],
)
def test_silence_lapses_on_the_day_after_the_limit(
    decision: Decision, iro: User, on_day: Callable[..., date], sent: date, last_day: date, lapsed: date
) -> None:
    task = actions.send_decisions(review=decision.made_at, by=iro, today=on_day(sent))[0]
    assert task.due_on == last_day
    assert actions.lapse_unanswered(today=last_day) == 0
    assert actions.lapse_unanswered(today=lapsed) == 1
    task.refresh_from_db()
    assert (task.state, task.lapsed_on, task.answered_by) == (AnswerState.LAPSED, lapsed, None)


def test_lapsing_twice_or_late_doubles_nothing(task: DecisionAnswer) -> None:
    assert actions.lapse_unanswered(today=date(2026, 2, 20)) == 1
    assert actions.lapse_unanswered(today=date(2026, 2, 21)) == 0
    task.refresh_from_db()
    assert task.lapsed_on == date(2026, 1, 22)
    assert AuditEvent.objects.filter(kind="decision.lapsed", by_id=None).count() == 1


def test_late_query_never_changes_the_lapsed_outcome(task: DecisionAnswer, team_manager: User) -> None:
    actions.comment_late(answer=task, comment="Too dear", by=team_manager, today=date(2026, 1, 22))
    task.refresh_from_db()
    assert (task.state, task.lapsed_on, task.late_comment) == (
        AnswerState.LAPSED,
        date(2026, 1, 22),
        "Too dear",
    )
    with pytest.raises(NotNow):
        actions.comment_late(answer=task, comment="Again", by=team_manager, today=date(2026, 1, 23))


def test_late_query_before_the_limit_is_refused(task: DecisionAnswer, team_manager: User) -> None:
    with pytest.raises(NotNow, match="still time"):
        actions.comment_late(answer=task, comment="x", by=team_manager, today=date(2026, 1, 21))


# --- the IRO's response


def test_keeping_a_queried_decision_sends_nothing(
    task: DecisionAnswer, team_manager: User, iro: User
) -> None:
    actions.answer(answer=task, state=AnswerState.QUERIED, reason="Why?", by=team_manager, today=SENT)
    assert (
        actions.respond(answer=task, kind=ResponseKind.KEPT, response="Because", by=iro, today=SENT) is None
    )
    task.refresh_from_db()
    assert (task.state, task.response_kind) == (AnswerState.QUERIED, ResponseKind.KEPT)


def test_changing_a_queried_decision_sends_it_again(
    task: DecisionAnswer, team_manager: User, iro: User
) -> None:
    actions.answer(answer=task, state=AnswerState.QUERIED, reason="Why?", by=team_manager, today=SENT)
    again = actions.respond(
        answer=task,
        kind=ResponseKind.CHANGED,
        response="Right",
        by=iro,
        today=date(2026, 1, 15),
        changes=Changes("A new action", "Sol Carr", date(2026, 5, 29)),
    )
    assert again is not None
    assert (again.round, again.state, again.due_on) == (2, AnswerState.WAITING, date(2026, 1, 22))
    assert Decision.objects.get().action == "A new action"
    with pytest.raises(NotNow):
        actions.respond(answer=task, kind=ResponseKind.KEPT, response="x", by=iro, today=SENT)


def test_response_needs_a_query(task: DecisionAnswer, iro: User) -> None:
    with pytest.raises(NotNow):
        actions.respond(answer=task, kind=ResponseKind.KEPT, response="x", by=iro, today=SENT)


# --- carrying out


def test_only_closing_sets_done(decision: Decision, social_worker: User, iro: User) -> None:
    actions.report_progress(decision=decision, progress=Progress.DONE, note="Visited", by=social_worker)
    decision.refresh_from_db()
    assert decision.progress == Progress.NOT_STARTED
    actions.close(decision=decision, progress=Progress.DONE, note="Seen", by=iro, today=SENT)
    decision.refresh_from_db()
    assert (decision.progress, decision.closed_on) == (Progress.DONE, SENT)
    with pytest.raises(NotNow):
        actions.close(decision=decision, progress=Progress.DONE, note="Again", by=iro, today=SENT)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"state": "LAPSED"}, "answer_state_paired"),
        ({"state": "AGREED"}, "answer_state_paired"),
        ({"late_comment": "x"}, "answer_late_comment_paired"),
        ({"response": "x"}, "answer_response_paired"),
        ({"state": "LAPSED", "lapsed_on": date(2026, 1, 21)}, "answer_lapses_after_limit"),
    ],
)
def test_the_database_refuses_half_answers(
    task: DecisionAnswer, changes: dict[str, object], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        DecisionAnswer.objects.filter(pk=task.pk).update(**changes)


def test_a_decision_waits_for_one_answer_only(task: DecisionAnswer, iro: User) -> None:
    with pytest.raises(IntegrityError, match="answer_one_waiting"), transaction.atomic():
        make.make_answer(task.decision, sent_by=iro, sent_on=SENT, due_on=task.due_on, round=2)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_managers_at_once_one_wins(
    child: Child, iro: User, team_manager: User, service_manager: User, on_day: Callable[..., date]
) -> None:
    review = make.make_review(child, HELD)
    for number in range(10):
        make.make_decision(review, iro, action=f"Action {number}")
    tasks = actions.send_decisions(review=review, by=iro, today=on_day(SENT))
    for task in tasks:
        barrier, won = threading.Barrier(2), []

        def go(
            by: User,
            state: str,
            task: DecisionAnswer = task,
            barrier: threading.Barrier = barrier,
            won: list = won,
        ) -> None:
            try:
                mine = DecisionAnswer.objects.select_related("decision__child").get(pk=task.pk)
                barrier.wait(5)
                actions.answer(answer=mine, state=state, reason="because", by=by, today=SENT)
                won.append(by.pk)
            except states.AlreadyAnswered:
                pass
            finally:
                connection.close()

        pair = [
            threading.Thread(target=go, args=(team_manager, AnswerState.AGREED)),
            threading.Thread(target=go, args=(service_manager, AnswerState.OBJECTED)),
        ]
        for thread in pair:
            thread.start()
        for thread in pair:
            thread.join(20)
        assert len(won) == 1
        task.refresh_from_db()
        assert task.answered_by_id == won[0]
    assert AuditEvent.objects.filter(kind__in=["decision.agreed", "decision.objected"]).count() == 10


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (("Agree dates with both carers", "Social worker", date(2026, 5, 29)), wording.NOTHING_IS_CHANGED),
        (("A new action", "Social worker", date(2026, 1, 14)), wording.NEW_DATE_IN_PAST),
    ],
)
def test_a_decision_sent_again_is_changed_and_can_still_be_met(
    task, team_manager, iro, changes, says
) -> None:
    actions.answer(answer=task, state=AnswerState.QUERIED, reason="Why?", by=team_manager, today=SENT)
    with pytest.raises(NotNow, match=says):
        actions.respond(
            answer=task,
            kind=ResponseKind.CHANGED,
            response="Right",
            by=iro,
            today=date(2026, 1, 15),
            changes=Changes(*changes),
        )
    task.refresh_from_db()
    assert task.responded_at is None
