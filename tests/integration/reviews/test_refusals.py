"""What the actions around reviews refuse besides their tables of states: dates, double posts, missing words.

Each refusal stands at its question, and leaves neither a change nor an entry on the trail. A person who looks
at an old page is judged by what somebody else did since.
"""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from accounts.audit.trail import Gone
from accounts.models import AuditEvent, Authority, Team, User
from children.models import Child
from reviews import wording
from reviews.contact import actions as contacts
from reviews.contact import states as contact_states
from reviews.decisions import actions as decisions
from reviews.decisions import states as decision_states
from reviews.decisions.states import Changes
from reviews.meeting import states as meeting_states
from reviews.midway import actions as midway
from reviews.midway import wording as midway_wording
from reviews.midway.actions import DecisionSeen
from reviews.models import (
    Contact,
    Decision,
    DecisionAnswer,
    MidwayCheck,
    MidwayUpdate,
    MonitoringForm,
    MonitoringVersion,
    ReviewCycle,
)
from reviews.models.decision import AnswerState, Progress, ResponseKind
from reviews.models.midway import ContactState
from reviews.monitoring import actions as monitoring
from reviews.monitoring import states as monitoring_states
from reviews.monitoring import version_actions as versions
from reviews.monitoring import wording as monitoring_wording
from reviews.monitoring.actions import Raised, Response
from tests import factories as make
from tests import monitoring_factories as paper
from tests.kept import kept
from tests.refusing import refused, written

HELD = date(2026, 1, 12)
SENT = date(2026, 1, 14)
YESTERDAY, TOMORROW = SENT - timedelta(days=1), SENT + timedelta(days=1)
AFTER_LIMIT = date(2026, 1, 22)


# --- contact between reviews


@pytest.mark.parametrize(
    ("over", "words", "field"),
    [
        ({"on": YESTERDAY}, contact_states.LATER, "on"),
        ({"way": "NONE"}, contact_states.CHOOSE_HOW_LATER, "way"),
    ],
)
def test_a_contact_is_planned_for_a_day_and_a_way(
    over: dict[str, object], words: str, field: str, child: Child, iro: User
) -> None:
    with refused(words, field):
        contacts.plan_contact(child=child, by=iro, today=SENT, **{"way": "VISIT", "on": SENT, **over})
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("over", "words", "field"),
    [
        ({"way": "NONE"}, contact_states.CHOOSE_HOW, "way"),
        ({"state": "PLANNED"}, contact_states.CHOOSE_OUTCOME, "state"),
        ({"on": TOMORROW}, contact_states.PAST, "on"),
        ({"state": "TRIED", "note": " "}, contact_states.SAY_WHY, "note"),
    ],
)
def test_a_contact_is_recorded_as_it_ended(
    over: dict[str, object], words: str, field: str, child: Child, iro: User
) -> None:
    given = {"way": "VISIT", "state": "MADE", "on": SENT, "note": "", **over}
    with refused(words, field):
        contacts.record_contact(child=child, by=iro, today=SENT, **given)
    assert not Contact.objects.exists()


def test_the_outcome_of_a_contact_is_not_written_over_from_an_old_page(child: Child, iro: User) -> None:
    contact = contacts.plan_contact(child=child, way="VISIT", on=SENT, by=iro, today=SENT)
    stale = Contact.objects.select_related("child").get(pk=contact.pk)
    contacts.settle_contact(contact=contact, state="MADE", on=SENT, note="Well", by=iro, today=SENT)
    with refused(contact_states.RECORDED):
        contacts.settle_contact(contact=stale, state="DROPPED", on=SENT, note="Ill", by=iro, today=SENT)
    contact.refresh_from_db()
    assert (contact.state, contact.note) == (ContactState.MADE, "Well")


# --- decisions


@kept
def decision(child: Child, iro: User) -> Decision:
    return make.make_decision(make.make_review(child, HELD), iro)


@kept
def task(decision: Decision, iro: User, team: Team, on_day: Callable[..., date]) -> DecisionAnswer:
    return decisions.send_decisions(review=decision.made_at, by=iro, today=on_day(SENT))[0]


def _old_page(task: DecisionAnswer) -> DecisionAnswer:
    return DecisionAnswer.objects.select_related("decision__child", "review").get(pk=task.pk)


def test_a_late_query_has_words_and_is_added_once(task: DecisionAnswer, team_manager: User) -> None:
    stale = _old_page(task)
    late = {"by": team_manager, "today": AFTER_LIMIT}
    with refused(wording.QUERY_EMPTY, "comment", kind=decision_states.ReasonMissing):
        decisions.comment_late(answer=task, comment=" ", **late)
    decisions.comment_late(answer=task, comment="Which school?", **late)
    written("decision.lapsed", by=None)
    with refused(wording.QUERY_ALREADY_ADDED):
        decisions.comment_late(answer=stale, comment="Another", **late)
    task.refresh_from_db()
    assert (task.state, task.late_comment, task.lapsed_on) == ("LAPSED", "Which school?", AFTER_LIMIT)


def test_a_late_query_beside_an_answer_is_refused(task: DecisionAnswer, team_manager: User) -> None:
    stale = _old_page(task)
    decisions.answer(answer=task, state=AnswerState.AGREED, reason="", by=team_manager, today=SENT)
    with refused(wording.ALREADY_ANSWERED.format(answer="agreed")):
        decisions.comment_late(answer=stale, comment="Why?", by=team_manager, today=AFTER_LIMIT)


def test_of_several_those_that_cannot_be_agreed_any_more_are_left(
    child: Child,
    iro: User,
    team: Team,
    team_manager: User,
    service_manager: User,
    on_day: Callable[..., date],
) -> None:
    review = make.make_review(child, HELD)
    for number in range(2):
        make.make_decision(review, iro, action=f"Action {number}")
    first, second = decisions.send_decisions(review=review, by=iro, today=on_day(SENT))
    shown = [_old_page(first), _old_page(second)]
    decisions.answer(answer=first, state=AnswerState.OBJECTED, reason="No", by=service_manager, today=SENT)
    agreed, left = decisions.agree_several(answers=shown, by=team_manager, today=SENT)
    assert (agreed, left) == (1, [first])
    first.refresh_from_db()
    assert first.state == AnswerState.OBJECTED


def test_a_response_has_words_and_is_given_once(task: DecisionAnswer, team_manager: User, iro: User) -> None:
    decisions.answer(answer=task, state=AnswerState.OBJECTED, reason="No", by=team_manager, today=SENT)
    stale = _old_page(task)
    given = {"kind": ResponseKind.KEPT, "by": iro, "today": SENT}
    with refused(wording.RESPONSE_EMPTY, "response", kind=decision_states.ReasonMissing):
        decisions.respond(answer=task, response=" ", **given)
    assert decisions.respond(answer=task, response="It stands", **given) is None
    with refused(wording.ALREADY_RESPONDED):
        decisions.respond(answer=stale, response="Changed my mind", **given)
    task.refresh_from_db()
    assert task.response == "It stands"


def test_a_decision_can_be_sent_again_as_it_is(task: DecisionAnswer, team_manager: User, iro: User) -> None:
    decisions.answer(answer=task, state=AnswerState.QUERIED, reason="Why?", by=team_manager, today=SENT)
    before = task.decision.wording
    again = decisions.respond(
        answer=task, kind=ResponseKind.CHANGED, response="As the plan says", by=iro, today=SENT
    )
    assert again is not None and again.round == 2
    task.decision.refresh_from_db()
    assert task.decision.wording == before


def test_a_closed_decision_is_neither_answered_to_nor_changed_from_an_old_page(
    task: DecisionAnswer, team_manager: User, social_worker: User, iro: User
) -> None:
    decisions.answer(answer=task, state=AnswerState.QUERIED, reason="Why?", by=team_manager, today=SENT)
    stale, stale_decision = _old_page(task), Decision.objects.get(pk=task.decision_id)
    closed = decisions.close(decision=task.decision, progress=Progress.DONE, note="Held", by=iro, today=SENT)
    words = wording.DECISION_CLOSED.format(progress=closed.get_progress_display())
    with refused(words):
        changes = Changes("Something else", "Sol Carr", SENT + timedelta(days=30))
        decisions.respond(
            answer=stale, kind=ResponseKind.CHANGED, response="R", by=iro, today=SENT, changes=changes
        )
    with refused(words):
        decisions.report_progress(
            decision=stale_decision, progress=Progress.IN_PROGRESS, note="Begun", by=social_worker
        )
    with refused(words):
        decisions.close(
            decision=stale_decision, progress=Progress.SUPERSEDED, note="Not needed", by=iro, today=TOMORROW
        )
    closed.refresh_from_db()
    assert (closed.progress, closed.closed_on, closed.updates.count()) == (Progress.DONE, SENT, 1)


def test_a_decision_ends_as_done_or_no_longer_needed(decision: Decision, iro: User) -> None:
    with refused(wording.HOW_IT_ENDED, "progress"):
        decisions.close(decision=decision, progress=Progress.IN_PROGRESS, note="", by=iro, today=SENT)
    decision.refresh_from_db()
    assert decision.closed_on is None


def test_progress_reported_by_a_worker_ends_nothing(decision: Decision, social_worker: User) -> None:
    for said, stays in [(Progress.IN_PROGRESS, Progress.IN_PROGRESS), (Progress.DONE, Progress.IN_PROGRESS)]:
        decisions.report_progress(decision=decision, progress=said, note="Said so", by=social_worker)
        decision.refresh_from_db()
        assert decision.progress == stays
    assert list(decision.updates.order_by("pk").values_list("progress", flat=True)) == ["IN_PROGRESS", "DONE"]


def test_a_team_without_managers_has_nobody_to_tell(other_authority: Authority, iro: User) -> None:
    assert decisions.managers_to_notify(make.make_team(other_authority), excluding=iro) == []


def test_a_decision_that_was_never_sent_stands_nowhere_yet(decision: Decision) -> None:
    assert decision_states.standing(decision, None, SENT) == decision_states.Standing.NOT_SENT
    decision.progress = Progress.DONE
    assert decision_states.standing(decision, None, SENT) == decision_states.Standing.CLOSED


# --- dates of a review


@pytest.mark.parametrize(
    ("on", "today", "words"),
    [
        (TOMORROW, SENT, wording.HELD_IN_FUTURE),
        (date(2033, 5, 1), date(2033, 6, 1), wording.WAS_18),
        (date(2025, 3, 2), SENT, wording.CHILD_NOT_IN_CARE),
        (HELD, SENT, wording.ALREADY_HELD),
    ],
)
def test_a_review_was_held_on_a_day_in_care_once(on: date, today: date, words: str, child: Child) -> None:
    held = make.make_review(child, HELD)
    child.born_on = date(2015, 5, 1)
    with refused(words, "on", "until", "held_on"):
        meeting_states.check_held_on(child, on, today=today)
    meeting_states.check_held_on(child, HELD, today=SENT, excluding=held)


@pytest.mark.parametrize(
    ("on", "reason", "words", "fields"),
    [
        (date(2033, 5, 1), "", wording.WILL_BE_18, ("on", "until", "held_on")),
        (
            date(2026, 7, 13),
            "",
            wording.LATE_BOOKING.format(day="12 July 2026"),
            ("late_reason", "late_note"),
        ),
    ],
)
def test_a_booking_is_before_the_18th_birthday_and_late_with_a_reason_only(
    on: date, reason: str, words: str, fields: tuple[str, ...], child: Child
) -> None:
    child.born_on = date(2015, 5, 1)
    running = ReviewCycle(due_on=date(2026, 7, 12), state="open")
    with refused(words, *fields):
        meeting_states.check_booking(child, on, late_reason=reason, running=running, today=SENT)
    meeting_states.check_booking(child, date(2026, 7, 12), late_reason="", running=running, today=SENT)
    meeting_states.check_booking(child, date(2026, 7, 13), late_reason="ILL", running=running, today=SENT)


@pytest.mark.parametrize(
    ("on", "words", "fields"),
    [
        (YESTERDAY, wording.SECOND_MEETING_IN_PAST, ("on", "until", "held_on")),
        (SENT, wording.SECOND_BEFORE_FIRST, ("on", "until", "held_on")),
        (date(2033, 5, 1), wording.WILL_BE_18, ("on", "until", "held_on")),
        (date(2026, 2, 12), wording.LATE_SECOND_MEETING, ("late_reason", "late_note")),
    ],
)
def test_a_second_meeting_comes_after_the_first_and_late_with_a_reason_only(
    on: date, words: str, fields: tuple[str, ...], child: Child
) -> None:
    child.born_on = date(2015, 5, 1)
    review = make.make_started_review(child, SENT)
    review.adjourned_until = date(2026, 2, 11)
    with refused(words, *fields):
        meeting_states.check_second_meeting(review, on, late_note="", today=SENT)
    meeting_states.check_second_meeting(review, date(2026, 2, 11), late_note="", today=SENT)
    meeting_states.check_second_meeting(review, date(2026, 2, 12), late_note="Snow", today=SENT)


# --- midway checks


@kept
def check(child: Child, on_day: Callable[..., date]) -> MidwayCheck:
    on_day(SENT)
    return paper.make_check(child, date(2026, 4, 13), after_review=make.make_review(child, HELD))


def test_nobody_asks_themselves_for_an_update(check: MidwayCheck, social_worker: User) -> None:
    with refused(midway_wording.NOT_YOURSELF):
        midway.ask(check=check, question="How is school?", by=social_worker, today=SENT)
    assert not MidwayUpdate.objects.exists()


def test_nobody_is_asked_where_no_worker_is_recorded(check: MidwayCheck, child: Child, iro: User) -> None:
    child.social_worker_allocations.all().delete()
    with refused(midway_wording.NO_WORKER):
        midway.ask(check=check, question="How is school?", by=iro, today=SENT)


def test_an_update_is_given_once_from_two_windows(check: MidwayCheck, social_worker: User, iro: User) -> None:
    update = midway.ask(check=check, question="How is school?", by=iro, today=SENT)
    stale = MidwayUpdate.objects.get(pk=update.pk)
    midway.answer(update=update, data={"said": "Well"}, by=social_worker)
    with refused(midway_wording.ANSWERED_ALREADY):
        midway.answer(update=stale, data={"said": "Badly"}, by=social_worker)
    update.refresh_from_db()
    assert update.data == {"said": "Well"}


def test_a_check_leaves_a_decision_alone_that_somebody_closed_meanwhile(
    check: MidwayCheck, iro: User
) -> None:
    assert check.after_review is not None
    decision = make.make_decision(check.after_review, iro)
    seen = Decision.objects.get(pk=decision.pk)
    decisions.close(decision=decision, progress=Progress.DONE, note="Held", by=iro, today=SENT)
    midway.complete(
        check=check,
        data={},
        concern="NONE",
        brings_forward=False,
        decisions=[DecisionSeen(seen, Progress.IN_PROGRESS)],
        by=iro,
        today=SENT,
    )
    decision.refresh_from_db()
    assert (check.state, decision.progress, decision.updates.count()) == ("DONE", Progress.DONE, 1)


# --- monitoring forms


@kept
def sent_form(child: Child, iro: User, team: Team, on_day: Callable[..., date]) -> MonitoringForm:
    form = paper.make_form(make.make_review(child, HELD), due_on=date(2026, 1, 21))
    on_day(SENT)
    return monitoring.complete(form=form, answers=[], issues=[Raised("No PEP")], by=iro, today=SENT)


def test_a_form_completed_from_two_windows_is_sent_once(
    child: Child, iro: User, on_day: Callable[..., date]
) -> None:
    on_day(SENT)
    form = paper.make_form(make.make_review(child, HELD), due_on=date(2026, 1, 21))
    stale = MonitoringForm.objects.get(pk=form.pk)
    monitoring.complete(form=form, answers=[], issues=[], by=iro, today=SENT)
    with refused(f"This is not possible now: the form is {monitoring_states.FORM.label(form.state)}."):
        monitoring.complete(form=stale, answers=[], issues=[Raised("No PEP")], by=iro, today=SENT)
    assert not form.issues.exists()


def test_an_issue_is_answered_once_and_closed_once(
    sent_form: MonitoringForm, team_manager: User, service_manager: User, iro: User
) -> None:
    issue = sent_form.issues.get()
    old_form, old_issue = MonitoringForm.objects.get(pk=sent_form.pk), type(issue).objects.get(pk=issue.pk)
    monitoring.acknowledge(
        form=sent_form,
        responses=[Response(issue, "WILL_ACT", "We will", TOMORROW)],
        by=team_manager,
        today=SENT,
    )
    assert (issue.response, issue.act_by) == ("We will", TOMORROW)
    with refused("This is not possible now: the issue is answered by the manager."):
        monitoring.acknowledge(
            form=old_form, responses=[Response(old_issue, "DONE", "Done")], by=service_manager, today=SENT
        )
    monitoring.close_issue(issue=issue, outcome="On file", by=iro)
    written("monitoring.issue_closed", by=iro, target=issue)
    with refused("This is not possible now: the issue is closed by the IRO."):
        monitoring.close_issue(issue=old_issue, outcome="Something else", by=iro)
    issue.refresh_from_db()
    assert (issue.response, issue.outcome) == ("We will", "On file")


def test_the_line_is_reminded_level_by_level_and_never_who_completed_the_form(
    team: Team, team_manager: User, service_manager: User, iro: User
) -> None:
    make.make_line(team, iro)
    remind = {"excluding": iro}
    assert monitoring.line_to_remind(None, times_before=0, **remind) == []
    assert monitoring.line_to_remind(team, times_before=0, **remind) == [team_manager]
    assert monitoring.line_to_remind(team, times_before=1, **remind) == [team_manager, service_manager]


def test_the_shipped_form_is_loaded_once(authority: Authority) -> None:
    first = monitoring.load_default(authority, starts_on=SENT)
    assert monitoring.load_default(authority, starts_on=TOMORROW) == first
    assert MonitoringVersion.objects.get().starts_on == SENT
    written("monitoring.default_loaded", by=None, target=first)


def test_a_version_that_somebody_published_is_not_changed_from_an_old_page(
    authority: Authority, qa_manager: User
) -> None:
    draft = versions.start_draft(authority=authority, by=qa_manager, today=SENT)
    stale, question = MonitoringVersion.objects.get(pk=draft.pk), draft.questions.first()
    versions.publish(version=draft, starts_on=TOMORROW, by=qa_manager, today=SENT)
    values = {"section": "Ours", "text": "Is there a plan?", "kind": "YES_NO"}
    for change in (
        lambda: versions.save_question(version=stale, question=None, values=values, by=qa_manager),
        lambda: versions.move_question(question=question, place=2, by=qa_manager),
        lambda: versions.remove_question(question=question, by=qa_manager),
        lambda: versions.publish(version=stale, starts_on=SENT, by=qa_manager, today=SENT),
        lambda: versions.discard(version=stale, by=qa_manager),
    ):
        with refused(monitoring_wording.PUBLISHED_IS_FINAL, kind=monitoring_states.Final):
            change()
    draft.refresh_from_db()
    assert draft.starts_on == TOMORROW


def test_a_question_that_somebody_took_out_does_not_come_back(authority: Authority, qa_manager: User) -> None:
    draft = versions.start_draft(authority=authority, by=qa_manager, today=SENT)
    question = draft.questions.first()
    versions.remove_question(question=draft.questions.get(pk=question.pk), by=qa_manager)
    how_many = draft.questions.count()
    with refused("Somebody has removed this since you opened the page.", kind=Gone):
        versions.save_question(
            version=draft, question=question, values={"text": "Is it back?"}, by=qa_manager
        )
    assert draft.questions.count() == how_many


def test_a_question_at_the_edge_of_the_form_stays(authority: Authority, qa_manager: User) -> None:
    draft = versions.start_draft(authority=authority, by=qa_manager, today=SENT)
    order = list(draft.questions.order_by("position"))
    for question, place in ((order[0], 0), (order[-1], len(order) + 1)):
        versions.move_question(question=question, place=place, by=qa_manager)
        versions.move_section(question=question, place=place, by=qa_manager)
    assert list(draft.questions.order_by("position")) == order
    assert not AuditEvent.objects.filter(kind="monitoring.question_moved").exists()
