"""Monitoring forms: opened after a review, completed, acknowledged, answered, closed, chased (P-50 to
P-53)."""

from collections.abc import Callable
from datetime import date

import pytest
from django.conf import settings
from django.db import IntegrityError, InternalError, connection, transaction

from accounts.models import AuditEvent, AuthorityTerms, OutgoingMail, Team, User
from children.models import Child, HealthYear
from reviews import tasks
from reviews.models import (
    MonitoringAnswer,
    MonitoringForm,
    MonitoringIssue,
    MonitoringQuestion,
    MonitoringVersion,
    Review,
    ReviewWishes,
)
from reviews.monitoring import actions, states
from reviews.monitoring.actions import Raised, Response
from reviews.monitoring.known import facts_of, known
from tests import factories as make
from tests import monitoring_factories as paper
from tests.kept import kept

HELD = date(2026, 1, 12)
SENT = date(2026, 1, 14)


@kept
def review(child: Child) -> Review:
    return make.make_review(child, HELD)


@kept
def form(review: Review, iro: User, on_day: Callable[..., date]) -> MonitoringForm:
    found = actions.open_form(review=review, by=iro, today=on_day(SENT))
    assert found is not None
    return found


@kept
def sent(form: MonitoringForm, iro: User, team: Team) -> MonitoringForm:
    question = form.version.questions.get(key="health_assessment")
    return actions.complete(
        form=form,
        answers=[MonitoringAnswer(question=question, value="NO")],
        issues=[Raised("The health assessment is late", question), Raised("Nobody told the school")],
        by=iro,
        today=SENT,
    )


# --- opened


def test_completing_a_review_opens_its_form(completed: Callable[..., Review], team: Team) -> None:
    review = completed(HELD)
    form = MonitoringForm.objects.get()
    assert (form.review, form.state, form.due_on) == (review, "DUE", date(2026, 1, 21))
    assert form.version.number == 1 and form.version.published_by is None


def test_a_form_is_opened_once(form: MonitoringForm, review: Review, iro: User) -> None:
    assert actions.open_form(review=review, by=iro, today=SENT) == form
    assert MonitoringForm.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        paper.make_form(review)


def test_a_council_without_forms_opens_none(review: Review, iro: User) -> None:
    AuthorityTerms.objects.create(
        authority=review.child.authority,
        starts_on=date(2026, 1, 1),
        changes={"monitoring": False},
        reason="V-12",
    )
    assert actions.open_form(review=review, by=iro, today=SENT) is None


def test_limits_are_the_council_s_from_their_start(review: Review, iro: User) -> None:
    AuthorityTerms.objects.create(
        authority=review.child.authority,
        starts_on=date(2026, 1, 14),
        changes={"monitoring_form_wd": 10},
        reason="Ours",
    )
    form = actions.open_form(review=review, by=iro, today=SENT)
    assert form is not None and form.due_on == date(2026, 1, 28)


def test_the_version_is_that_of_the_day(review: Review, iro: User) -> None:
    old = paper.make_version(review.child.authority, date(2025, 4, 1))
    new = MonitoringVersion.objects.create(authority=review.child.authority, number=2)
    MonitoringVersion.objects.filter(pk=new.pk).update(starts_on=date(2026, 1, 15), published_at=make.now())
    assert actions.version_on(review.child.authority, date(2026, 1, 14)) == old
    assert actions.version_on(review.child.authority, date(2026, 1, 15)) == new
    assert actions.version_on(review.child.authority, date(2020, 1, 1)) == old


# --- what is known before


@pytest.mark.parametrize(
    ("source", "section", "data", "value"),
    [
        ("pep", "education", {"pep": "yes"}, "YES"),
        ("pep", "education", {"pep": "not_needed"}, "NOT_APPLICABLE"),
        ("pep", "education", {"pep": "not_known"}, None),
        ("pep", "education", {}, None),
        ("health_assessment", "health", {"assessment": "no"}, "NO"),
        ("plan_up_to_date", "plan", {"up_to_date": "no"}, "NO"),
        ("visits", "changes", {"visits": "yes"}, "YES"),
        ("advocate", "support", {"advocate": "declined"}, "YES"),
        ("advocate", "support", {"advocate": "not_asked"}, "NO"),
        ("told_rights", "support", {"told_rights": "too_young"}, "NOT_APPLICABLE"),
        ("sdq", "health", {"questionnaire": "not_needed"}, "NOT_APPLICABLE"),
        ("report_in_time", "preparation", {"report_received": "late"}, "NO"),
        ("permanence", "plan", {"permanence": "yes"}, "YES"),
    ],
)
def test_the_record_answers_first(
    review: Review, iro: User, source: str, section: str, data: dict[str, str], value: str | None
) -> None:
    make.make_section(review, section, iro, data=data)
    found = known(source, facts_of(review))
    assert (found.value if found else None) == value


@pytest.mark.parametrize(("who", "value"), [("SOCIAL_WORKER", "YES"), ("IRO", None), ("", None)])
def test_a_child_was_prepared_where_the_social_worker_asked_them_before(
    review: Review, iro: User, who: str, value: str | None
) -> None:
    asked = {"asked_on": review.held_on, "asked_by": who, "taking_part": "WHOLE"}
    given = asked if who else {"why_not": "Away"}
    ReviewWishes.objects.create(review=review, recorded_by=iro, recorded_at=make.now(), **given)
    found = known("asked_before", facts_of(review))
    assert (found.value if found else None) == value


def test_the_return_answers_what_the_record_does_not(review: Review, child: Child) -> None:
    HealthYear.objects.create(child=child, year=2025, health_assessment=True, sdq_score=12, teeth_check=None)
    facts = facts_of(review)
    assert known("health_assessment", facts).value == "YES"
    assert "31 March 2025" in known("sdq", facts).source
    assert known("dentist", facts) is None  # not recorded is not no


def test_a_return_older_than_a_year_answers_nothing(review: Review, child: Child) -> None:
    HealthYear.objects.create(child=child, year=2024, health_assessment=True, sdq_reason="SDQ1")
    assert known("health_assessment", facts_of(review)) is None
    assert known("sdq", facts_of(review)) is None


def test_a_return_older_than_the_review_before_answers_nothing(review: Review, child: Child) -> None:
    HealthYear.objects.create(child=child, year=2025, health_assessment=True)
    make.make_review(child, date(2025, 4, 1))
    assert known("health_assessment", facts_of(review)) is None


def test_no_score_with_a_reason_is_no(review: Review, child: Child) -> None:
    HealthYear.objects.create(child=child, year=2025, sdq_reason="SDQ1")
    assert known("sdq", facts_of(review)).value == "NO"


# --- completed and sent


def test_a_completed_form_goes_to_the_first_line_manager(
    sent: MonitoringForm, team: Team, team_manager: User, child: Child
) -> None:
    assert (sent.state, sent.team, sent.answer_due_on) == ("SENT", team, date(2026, 1, 21))
    mail = OutgoingMail.objects.get()
    assert mail.to == team_manager and "21 January 2026" in mail.subject
    assert child.surname not in mail.subject + mail.body and child.forename not in mail.subject + mail.body
    assert sent.issues.count() == 2 and sent.answers.get().value == "NO"
    assert AuditEvent.objects.get(kind="monitoring.completed").child_id == child.pk


def test_a_form_is_completed_once(sent: MonitoringForm, iro: User) -> None:
    with pytest.raises(states.NotNow):
        actions.complete(form=sent, answers=[], issues=[], by=iro, today=SENT)
    stale = MonitoringForm.objects.select_related("child__authority").get(pk=sent.pk)
    stale.state = "DUE"  # a page that was open before
    with pytest.raises(states.NotNow, match="sent to the manager"):
        actions.complete(form=stale, answers=[], issues=[], by=iro, today=SENT)
    assert OutgoingMail.objects.count() == 1


# --- acknowledged


def test_acknowledging_is_not_agreeing(sent: MonitoringForm, team_manager: User) -> None:
    actions.acknowledge(form=sent, responses=[], by=team_manager, today=SENT)
    assert (sent.state, sent.acknowledged_by) == ("ACKNOWLEDGED", team_manager)
    assert set(sent.issues.values_list("state", flat=True)) == {"OPEN"}
    assert "agree" not in sent.get_state_display()


def test_issues_are_answered_with_the_acknowledgement_or_later(
    sent: MonitoringForm, team_manager: User
) -> None:
    first, second = sent.issues.order_by("pk")
    actions.acknowledge(
        form=sent,
        responses=[Response(first, "WILL_ACT", "Booked", date(2026, 2, 2))],
        by=team_manager,
        today=SENT,
    )
    actions.acknowledge(
        form=sent,
        responses=[Response(second, "DISAGREE", "They were told in December")],
        by=team_manager,
        today=SENT,
    )
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.act_by, first.responded_by) == ("ANSWERED", date(2026, 2, 2), team_manager)
    assert (second.state, second.response_kind, second.act_by) == ("ANSWERED", "DISAGREE", None)
    assert AuditEvent.objects.filter(kind="monitoring.issues_answered").count() == 1
    with pytest.raises(states.NotNow):
        actions.acknowledge(
            form=sent, responses=[Response(first, "DONE", "Again")], by=team_manager, today=SENT
        )


def test_a_promise_needs_its_date_and_an_answer_its_words(sent: MonitoringForm, team_manager: User) -> None:
    issue = sent.issues.first()
    for kind, words in (("WILL_ACT", "Soon"), ("DONE", "  ")):
        with pytest.raises(states.NotNow):
            actions.acknowledge(
                form=sent, responses=[Response(issue, kind, words)], by=team_manager, today=SENT
            )
    sent.refresh_from_db()
    assert sent.state == "SENT"  # all of it, or nothing


def test_nobody_acknowledges_their_own(sent: MonitoringForm, iro: User) -> None:
    with pytest.raises(states.OwnForm):
        actions.acknowledge(form=sent, responses=[], by=iro, today=SENT)
    with pytest.raises(IntegrityError, match="monitoring_not_ones_own"), transaction.atomic():
        MonitoringForm.objects.filter(pk=sent.pk).update(
            state="ACKNOWLEDGED", acknowledged_by=iro, acknowledged_at=make.now(), chase_on=None
        )


def test_of_two_managers_the_first_counts(
    sent: MonitoringForm, team_manager: User, service_manager: User
) -> None:
    stale = MonitoringForm.objects.select_related("child").get(pk=sent.pk)
    actions.acknowledge(form=sent, responses=[], by=team_manager, today=SENT)
    with pytest.raises(states.NotNow, match="already been acknowledged"):
        actions.acknowledge(form=stale, responses=[], by=service_manager, today=SENT)


@pytest.mark.parametrize(
    ("state", "steps"),
    [
        ("DUE", {"COMPLETE", "PRAISE"}),
        ("SENT", {"ACKNOWLEDGE", "ANSWER", "PRAISE"}),
        ("ACKNOWLEDGED", {"ANSWER", "PRAISE"}),
    ],
)
def test_what_may_be_done_in_which_state(state: str, steps: set[str]) -> None:
    everybody = frozenset(states.Part)
    assert {act.name for act in states.Act if states.FORM.may(act, state, everybody)} == steps
    assert not any(states.FORM.may(act, state, frozenset()) for act in states.Act)


def test_only_the_iro_s_close_ends_an_issue(sent: MonitoringForm, team_manager: User, iro: User) -> None:
    issue = sent.issues.first()
    actions.acknowledge(
        form=sent, responses=[Response(issue, "DONE", "It was done")], by=team_manager, today=SENT
    )
    issue.refresh_from_db()
    assert issue.state == "ANSWERED"
    with pytest.raises(states.NotNow, match="outcome"):
        actions.close_issue(issue=issue, outcome=" ", by=iro)
    actions.close_issue(issue=issue, outcome="The assessment is on file", by=iro)
    with pytest.raises(states.NotNow, match="closed by the IRO"):
        actions.close_issue(issue=issue, outcome="Again", by=iro)


# --- chased


def test_overdue_forms_are_chased_once_and_again_after_five_working_days(
    sent: MonitoringForm, team_manager: User, service_manager: User
) -> None:
    OutgoingMail.objects.all().delete()
    assert actions.chase_overdue(today=date(2026, 1, 21)) == 0  # the last day is not late
    assert actions.chase_overdue(today=date(2026, 1, 22)) == 1
    assert actions.chase_overdue(today=date(2026, 1, 22)) == 0
    assert list(OutgoingMail.objects.values_list("to", flat=True)) == [team_manager.pk]
    assert actions.chase_overdue(today=date(2026, 1, 28)) == 0
    assert actions.chase_overdue(today=date(2026, 1, 29)) == 1
    sent.refresh_from_db()
    assert (sent.chases, sent.chase_on) == (2, date(2026, 2, 5))
    assert service_manager.pk in OutgoingMail.objects.values_list("to", flat=True)  # one level up
    assert AuditEvent.objects.filter(kind="monitoring.chased", by_id=None).count() == 2


def test_the_iro_s_own_overdue_form_is_chased(form: MonitoringForm, iro: User) -> None:
    assert actions.chase_overdue(today=date(2026, 1, 22)) == 1
    assert actions.chase_overdue(today=date(2026, 1, 22)) == 0
    assert OutgoingMail.objects.get().to == iro


def test_the_morning_job_reminds_once_and_is_on_the_timetable(
    sent: MonitoringForm, on_day: Callable[..., date]
) -> None:
    on_day("2026-01-22")
    assert (tasks.chase(), tasks.chase()) == (1, 0)
    assert "reviews.chase" in {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}


def test_an_acknowledged_form_is_not_chased(sent: MonitoringForm, team_manager: User) -> None:
    actions.acknowledge(form=sent, responses=[], by=team_manager, today=SENT)
    assert actions.chase_overdue(today=date(2026, 6, 1)) == 0


def test_chasing_counts_working_days_over_easter(
    review: Review, iro: User, team: Team, on_day: Callable[..., date]
) -> None:
    form = actions.open_form(review=review, by=iro, today=on_day("2026-03-26"))
    assert form is not None and form.due_on == date(2026, 4, 2)
    assert actions.chase_overdue(today=date(2026, 4, 6)) == 0
    assert actions.chase_overdue(today=date(2026, 4, 7)) == 1


# --- what the database refuses


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"state": "SENT"}, "monitoring_completed_paired"),
        ({"state": "ACKNOWLEDGED"}, "monitoring_(completed|acknowledged)_paired"),
        ({"acknowledged_at": make.at(SENT)}, "monitoring_acknowledged_paired"),
    ],
)
def test_the_database_refuses_half_forms(
    form: MonitoringForm, changes: dict[str, object], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        MonitoringForm.objects.filter(pk=form.pk).update(**changes)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"state": "ANSWERED"}, "monitoring_issue_state_fits"),
        ({"state": "CLOSED"}, "monitoring_issue_closed_paired"),
        ({"response": "x"}, "monitoring_issue_response_paired"),
        ({"act_by": SENT}, "monitoring_issue_response_paired"),
    ],
)
def test_the_database_refuses_half_issues(
    sent: MonitoringForm, changes: dict[str, object], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        MonitoringIssue.objects.filter(form=sent).update(**changes)


def test_the_database_refuses_a_promise_without_a_date(sent: MonitoringForm, team_manager: User) -> None:
    with pytest.raises(IntegrityError, match="monitoring_issue_act_has_date"), transaction.atomic():
        MonitoringIssue.objects.filter(form=sent).update(
            state="ANSWERED",
            response_kind="WILL_ACT",
            response="x",
            responded_by=team_manager,
            responded_at=make.now(),
        )


@pytest.mark.parametrize(
    "values", [{}, {"value": "YES", "text": "x"}, {"value": "MAYBE"}, {"on": SENT, "text": "x"}]
)
def test_an_answer_is_of_one_kind(form: MonitoringForm, values: dict[str, object]) -> None:
    with pytest.raises(IntegrityError, match="monitoring_answer_one_kind"), transaction.atomic():
        paper.make_answer(form, "visits", **values)


def test_a_question_is_answered_once(form: MonitoringForm) -> None:
    paper.make_answer(form, "visits", "YES")
    with pytest.raises(IntegrityError, match="monitoring_answer_once"), transaction.atomic():
        paper.make_answer(form, "visits", "NO")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reviews_monitoringquestion SET text = 'Changed' WHERE version_id = %s",
        "DELETE FROM reviews_monitoringquestion WHERE version_id = %s",
        "UPDATE reviews_monitoringversion SET starts_on = '2020-01-01' WHERE id = %s",
        "INSERT INTO reviews_monitoringquestion (version_id, position, section, key, text, hint, kind, "
        "applies, seen_by, flag, known_from)"
        " VALUES (%s, 99, 'More', 'more', 'More?', '', 'YES_NO', 'ALWAYS', 'LINE', '', '')",
    ],
)
def test_the_database_keeps_a_published_version_as_it_is(form: MonitoringForm, statement: str) -> None:
    with connection.cursor() as cursor, pytest.raises(InternalError), transaction.atomic():
        cursor.execute(statement, [form.version_id])


def test_a_question_cannot_be_moved_into_a_published_version(form: MonitoringForm) -> None:
    draft = MonitoringVersion.objects.create(authority=form.child.authority, number=2)
    mine = MonitoringQuestion.objects.create(
        version=draft, position=1, section="S", key="new", text="New?", kind="YES_NO"
    )
    with pytest.raises(InternalError), transaction.atomic():
        MonitoringQuestion.objects.filter(pk=mine.pk).update(version=form.version)
