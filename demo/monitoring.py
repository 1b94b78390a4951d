"""Work between invented reviews: monitoring forms in every state, midway checks, updates asked for, contact,
good practice."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.timezone import localdate

from demo import monitoring_words as words
from demo.contact import agree_contact, pass_on_praise
from demo.days import at
from demo.held import Setting
from demo.midways import store_midways
from demo.people import Staff
from demo.store import Case
from reviews.models import (
    MonitoringAnswer,
    MonitoringForm,
    MonitoringIssue,
    MonitoringQuestion,
    Review,
    ReviewCycle,
)
from reviews.models.monitoring import Grade, QuestionKind, YesNo
from reviews.monitoring.actions import load_default
from reviews.monitoring.known import KnownFacts, known
from reviews.monitoring.questions import FLAGGED, applies
from statute import timescales

LATELY = timedelta(days=9)


def store_monitoring(staff: Staff, cases: Sequence[Case], setting: Setting) -> None:
    """Everything of this module for one council; its own dice, so that the rest of the demo stays as it
    is."""
    rng = random.Random(f"between reviews of {staff.authority.code}")
    _store_forms(rng, staff, cases, setting)
    store_midways(rng, cases, setting)
    agree_contact(rng, cases, setting)
    pass_on_praise(rng, cases, setting)


def _recorded(cases: Sequence[Case]) -> list[Review]:
    """Reviews recorded in the portal by somebody who signs in, with what their record says."""
    return list(
        Review.objects.filter(
            child__in=[c.child.pk for c in cases], recorded_at__isnull=False, created_by__isnull=False
        )
        .select_related("child", "created_by")
        .prefetch_related("sections", "child__health_years")
        .order_by("held_on", "pk")
    )


def _store_forms(rng: random.Random, staff: Staff, cases: Sequence[Case], setting: Setting) -> None:
    reviews = _recorded(cases)
    if not reviews:
        return
    assert reviews[0].held_on is not None
    version = load_default(staff.authority, starts_on=reviews[0].held_on)
    questions = list(version.questions.order_by("position"))
    numbers = dict(
        ReviewCycle.objects.filter(review__in=reviews).order_by("pk").values_list("review", "number")
    )
    case_of = {c.child.pk: c for c in cases}
    forms, answers, issues = [], [], []
    for review in reviews:
        form = MonitoringForm(review=review, child=review.child, version=version)
        _life(rng, form, case_of[review.child_id], staff, setting)
        forms.append(form)
        if form.state == "DUE":
            continue
        mine = _answers(rng, form, questions, numbers.get(review.pk))
        answers += mine
        issues += _issues(rng, form, mine, setting)
    MonitoringForm.objects.bulk_create(forms, batch_size=1000)
    MonitoringAnswer.objects.bulk_create(answers, batch_size=4000)
    MonitoringIssue.objects.bulk_create(issues, batch_size=1000)


def _life(rng: random.Random, form: MonitoringForm, case: Case, staff: Staff, setting: Setting) -> None:
    """How far the form is: mostly acknowledged; of the last days' ones some wait for the IRO and some for the
    manager."""
    calendar, today = setting.calendar, setting.today
    recorded_at, by = form.review.recorded_at, form.review.created_by
    assert recorded_at is not None and by is not None
    opened_on = localdate(recorded_at)
    form.due_on = timescales.monitoring_form_due_on(opened_on, calendar=calendar)
    form.chase_on = timescales.first_chase_on(form.due_on, calendar=calendar)
    is_recent = today - opened_on < LATELY
    if (is_recent and rng.random() < 0.6) or rng.random() < 0.015:
        form.chase_on = max(form.chase_on, calendar.add(today, 1))
        return
    _send(rng, form, case, setting, opened_on)
    _acknowledge(rng, form, staff, today)


def _send(rng: random.Random, form: MonitoringForm, case: Case, setting: Setting, opened_on: date) -> None:
    """The IRO completes the form a few days after the review, and it goes to the team's manager."""
    calendar, today, recorded_at = setting.calendar, setting.today, form.review.recorded_at
    completed_on = min(today - timedelta(days=1), opened_on + timedelta(days=rng.randint(0, 6)))
    allocation = case.worker_now or (case.workers[-1] if case.workers else None)
    form.team = allocation.team if allocation else None
    form.state, form.completed_by = "SENT", form.review.created_by
    form.completed_at = max(recorded_at, at(completed_on, 15)) if recorded_at else at(completed_on, 15)
    form.answer_due_on = timescales.monitoring_answer_due_on(completed_on, calendar=calendar)
    form.chase_on = max(
        timescales.first_chase_on(form.answer_due_on, calendar=calendar), calendar.add(today, 1)
    )


def _acknowledge(rng: random.Random, form: MonitoringForm, staff: Staff, today: date) -> None:
    """The manager reads it; some wait, and are reminded once the limit has passed."""
    assert form.answer_due_on is not None and form.completed_at is not None
    is_over = form.answer_due_on < today
    manager = staff.managers.get(form.team.pk) if form.team else None
    waits = rng.random() < (0.03 if is_over else 0.6)
    if manager is None or manager.pk == form.completed_by_id or waits:
        form.chases = int(is_over)
        return
    completed_on = localdate(form.completed_at)
    read_on = min(today - timedelta(days=1), completed_on + timedelta(days=rng.choice([0, 1, 2, 3, 5, 6, 9])))
    form.state, form.acknowledged_by, form.chase_on = "ACKNOWLEDGED", manager, None
    form.acknowledged_at = max(form.completed_at, at(read_on, 17))


def _answers(
    rng: random.Random, form: MonitoringForm, questions: list[MonitoringQuestion], number: int | None
) -> list[MonitoringAnswer]:
    review = form.review
    assert review.held_on is not None
    health = max(review.child.health_years.all(), key=lambda h: h.year, default=None)
    facts = KnownFacts({s.key: s.data for s in review.sections.all()}, health)
    found = []
    for question in questions:
        if not applies(question, born_on=review.child.born_on, on=review.held_on, number=number):
            continue
        if question.kind == QuestionKind.DATE:
            found.append(
                MonitoringAnswer(
                    form=form, question=question, on=review.held_on - timedelta(days=rng.randint(3, 50))
                )
            )
        elif question.kind == QuestionKind.TEXT:
            if rng.random() < 0.1:
                found.append(MonitoringAnswer(form=form, question=question, text=rng.choice(words.NOTES)))
        else:
            found.append(MonitoringAnswer(form=form, question=question, value=_value(rng, question, facts)))
    return found


def _value(rng: random.Random, question: MonitoringQuestion, facts: KnownFacts) -> str:
    first = known(question.known_from, facts) if question.known_from else None
    if first and rng.random() < 0.95:
        return first.value
    if question.kind == QuestionKind.GRADE:
        return str(rng.choices(Grade.values, [3, 14, 55, 22, 6])[0])
    return str(rng.choices(YesNo.values, [74, 14, 4, 8])[0])


def _issues(
    rng: random.Random, form: MonitoringForm, answers: Sequence[MonitoringAnswer], setting: Setting
) -> list[MonitoringIssue]:
    """An issue for some of the answers that flag one; the manager's answer, and for old ones mostly the IRO's
    close."""
    found = []
    for answer in answers:
        flags = answer.value in FLAGGED[answer.question.flag]
        if not flags or rng.random() < 0.55:
            continue
        issue = MonitoringIssue(
            form=form, question=answer.question, text=words.ISSUES.get(answer.question.key, words.ANY_ISSUE)
        )
        _respond(rng, issue, setting)
        found.append(issue)
    return found


def _respond(rng: random.Random, issue: MonitoringIssue, setting: Setting) -> None:
    form = issue.form
    if form.acknowledged_at is None or rng.random() < 0.12:
        return
    kind = rng.choices(["WILL_ACT", "DONE", "DISAGREE"], [60, 28, 12])[0]
    issue.state, issue.response_kind, issue.response = "ANSWERED", kind, rng.choice(words.RESPONSES[kind])
    issue.responded_by, issue.responded_at = form.acknowledged_by, form.acknowledged_at
    read_on = localdate(form.acknowledged_at)
    if kind == "WILL_ACT":
        issue.act_by = setting.calendar.last_on_or_before(read_on + timedelta(days=rng.randint(14, 35)))
    if setting.today - read_on > timedelta(days=40) and rng.random() < 0.9:
        issue.state, issue.outcome, issue.closed_by = "CLOSED", rng.choice(words.OUTCOMES), form.completed_by
        issue.closed_at = at(read_on + timedelta(days=38), 11)
