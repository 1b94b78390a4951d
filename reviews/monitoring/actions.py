"""What happens to a monitoring form: opened after a review, completed and sent, acknowledged, its issues
answered and
closed, chased."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts.access.roles import LINE_ROLES
from accounts.audit import trail as audit
from accounts.calendars import terms_for, working_days
from accounts.clock import now
from accounts.mail import outbox as mail
from accounts.models import Authority, Team, User
from reviews.decisions.actions import current_team, managers_to_notify
from reviews.models import (
    MonitoringAnswer,
    MonitoringForm,
    MonitoringIssue,
    MonitoringQuestion,
    MonitoringVersion,
    Review,
)
from reviews.models.monitoring import FormState, IssueState, ResponseKind
from reviews.monitoring import states, wording
from reviews.monitoring.first_version import QUESTIONS
from statute import timescales
from statute.working_days import WorkingDays


def version_on(authority: Authority, day: date) -> MonitoringVersion:
    """The version for reviews of the day; the portal's own form is loaded where the council has none yet.

    A review before the first version gets the first one: questions are asked when the form is opened, not
    before.
    """
    published = MonitoringVersion.objects.filter(authority=authority, published_at__isnull=False)
    found = published.filter(starts_on__lte=day).order_by("-starts_on").first()
    return found or published.order_by("starts_on").first() or load_default(authority, starts_on=day)


@transaction.atomic
def load_default(authority: Authority, *, starts_on: date) -> MonitoringVersion:
    """Publish the form that the portal ships as the council's first version; the one there is when somebody
    loaded it a moment ago.
    """
    audit.hold(authority)
    there = MonitoringVersion.objects.filter(authority=authority, published_at__isnull=False).first()
    return there or _publish_default(authority, starts_on)


def _publish_default(authority: Authority, starts_on: date) -> MonitoringVersion:
    with audit.action("monitoring.default_loaded", by=None, authority=authority) as event:
        last = MonitoringVersion.objects.filter(authority=authority).order_by("-number").first()
        version = MonitoringVersion.objects.create(authority=authority, number=last.number + 1 if last else 1)
        MonitoringQuestion.objects.bulk_create(
            MonitoringQuestion(version=version, position=at, **vars(asked))
            for at, asked in enumerate(QUESTIONS, 1)
        )
        version.starts_on, version.published_at = starts_on, now()
        version.save(update_fields=["starts_on", "published_at"])
        event.target = version
    return version


def open_form(*, review: Review, by: User | None, today: date) -> MonitoringForm | None:
    """The form that is due after a completed review; None where the council uses none (P-50). Opened once."""
    authority = review.child.authority
    terms = terms_for(authority).on(today)
    if not terms.monitoring:
        return None
    there = MonitoringForm.objects.filter(review=review).first()
    if there is not None:
        return there
    calendar = working_days()
    due_on = timescales.monitoring_form_due_on(today, calendar=calendar, terms=terms)
    with audit.action(
        "monitoring.opened", by=by, authority=authority, child_id=review.child_id, due_on=due_on.isoformat()
    ) as event:
        form = MonitoringForm.objects.create(
            review=review,
            child=review.child,
            version=version_on(authority, today),
            due_on=due_on,
            chase_on=timescales.first_chase_on(due_on, calendar=calendar),
        )
        event.target = form
    return form


@dataclass(frozen=True)
class Raised:
    """An issue as it is raised, with the question it came from."""

    text: str
    question: MonitoringQuestion | None = None


def complete(
    *,
    form: MonitoringForm,
    answers: Sequence[MonitoringAnswer],
    issues: Sequence[Raised],
    by: User,
    today: date,
) -> MonitoringForm:
    """The IRO completes the form; it goes to the first-line manager as a task (P-50). Raises NotNow."""
    child = form.child
    calendar, terms = working_days(), terms_for(child.authority).on(today)
    team = current_team(child)
    answer_due_on = timescales.monitoring_answer_due_on(today, calendar=calendar, terms=terms)
    with audit.action(
        "monitoring.completed",
        by=by,
        authority=child.authority_id,
        child_id=child.pk,
        target=form,
        issues=len(issues),
        answer_due_on=answer_due_on.isoformat(),
    ):
        audit.hold(form)
        states.FORM.check_state(states.Act.COMPLETE, form.state)
        form.state, form.team = FormState.SENT, team
        form.completed_by, form.completed_at, form.answer_due_on = by, now(), answer_due_on
        form.chase_on, form.chases = timescales.first_chase_on(answer_due_on, calendar=calendar), 0
        form.save()
        for answer in answers:
            answer.form = form
        MonitoringAnswer.objects.bulk_create(answers)
        MonitoringIssue.objects.bulk_create(
            MonitoringIssue(form=form, question=i.question, text=i.text.strip()) for i in issues
        )
        for manager in managers_to_notify(team, excluding=by, beginning=terms.monitoring_to):
            _mail(form, manager, f"A monitoring form to acknowledge by {answer_due_on:%-d %B %Y}", _SENT)
    return form


_SENT = (
    "An IRO has completed a monitoring form after a review of a child of your team.\n\n"
    "Please acknowledge it and answer the issues in it. "
    "Acknowledging it says that you have read it, not that you agree."
)
_LATE = "A monitoring form of a child of your team has not been acknowledged in time."
_DUE = "A monitoring form after a review is overdue: it has not been completed yet."


def _mail(form: MonitoringForm, to: User, subject: str, body: str) -> None:
    address = f"{settings.PUBLIC_ADDRESS}{reverse('reviews:monitoring_form', args=[form.public_id])}"
    mail.queue_mail(
        to=to, authority=form.child.authority, subject=subject, body=f"{body}\n\n{address}\n", about=form
    )


@dataclass(frozen=True)
class Response:
    """A manager's answer to one issue."""

    issue: MonitoringIssue
    kind: str
    response: str
    act_by: date | None = None


@transaction.atomic
def acknowledge(
    *, form: MonitoringForm, responses: Sequence[Response], by: User, today: date
) -> MonitoringForm:
    """The manager acknowledges the form and answers issues, at once or later. Acknowledged is not agreed
    (P-52).

    Of two managers at once the first counts. Raises NotNow, OwnForm.
    """
    audit.hold(form)
    states.check_can_answer(form, by_id=by.pk)
    if form.state == FormState.ACKNOWLEDGED and not responses:
        raise states.NotNow(wording.ACKNOWLEDGED_ALREADY)
    for r in responses:
        audit.hold(r.issue)
        states.check_response(r.issue, kind=r.kind, response=r.response, act_by=r.act_by)
    kind = "monitoring.acknowledged" if form.state == FormState.SENT else "monitoring.issues_answered"
    with audit.action(
        kind,
        by=by,
        authority=form.child.authority_id,
        child_id=form.child_id,
        target=form,
        answered=len(responses),
    ):
        if form.state == FormState.SENT:
            form.state, form.chase_on = FormState.ACKNOWLEDGED, None
            form.acknowledged_by, form.acknowledged_at = by, now()
            form.save()
        for r in responses:
            _answer(r, by)
    return form


def _answer(r: Response, by: User) -> None:
    issue = r.issue
    issue.state, issue.response_kind, issue.response = IssueState.ANSWERED, r.kind, r.response.strip()
    issue.responded_by, issue.responded_at = by, now()
    issue.act_by = r.act_by if r.kind == ResponseKind.WILL_ACT else None
    issue.save()


def close_issue(*, issue: MonitoringIssue, outcome: str, by: User) -> MonitoringIssue:
    """The IRO closes an issue with its outcome (P-53). Raises NotNow."""
    child = issue.form.child
    with audit.action(
        "monitoring.issue_closed", by=by, authority=child.authority_id, child_id=child.pk, target=issue
    ):
        audit.hold(issue)
        states.check_can_close(issue, outcome=outcome)
        issue.state, issue.outcome, issue.closed_by, issue.closed_at = (
            IssueState.CLOSED,
            outcome.strip(),
            by,
            now(),
        )
        issue.save(update_fields=["state", "outcome", "closed_by", "closed_at"])
    return issue


# --- reminders


def chase_overdue(*, today: date) -> int:
    """Remind whoever is late with a form (the IRO who has not completed it, the manager who has not
    acknowledged it), and set the day of the next reminder. Safe to run any number of times a day.

    The manager's second reminder goes to the next level up the line as well.
    """
    total, calendar = 0, working_days()
    late = MonitoringForm.objects.filter(state__in=[FormState.DUE, FormState.SENT], chase_on__lte=today)
    held = late.select_for_update(of=("self",)).select_related("child__authority", "team", "completed_by")
    for pk in late.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            for form in held.filter(pk=pk):  # none where it was sent, acknowledged or chased meanwhile
                _chase(form, calendar=calendar, today=today)
                total += 1
    return total


def _chase(form: MonitoringForm, *, calendar: WorkingDays, today: date) -> None:
    child = form.child
    terms = terms_for(child.authority).on(today)
    with audit.action(
        "monitoring.chased", by=None, authority=child.authority_id, child_id=child.pk, target=form
    ):
        _remind(form)
        form.chase_on = timescales.next_chase_on(today, calendar=calendar, terms=terms)
        form.chases += 1
        form.save(update_fields=["chase_on", "chases"])


def _remind(form: MonitoringForm) -> None:
    if form.state == FormState.DUE:
        for allocation in form.child.iro_allocations.filter(ended_on=None, worker__user__is_active=True):
            assert allocation.worker.user is not None
            _mail(form, allocation.worker.user, f"A monitoring form was due on {form.due_on:%-d %B %Y}", _DUE)
        return
    assert form.completed_by is not None
    for manager in line_to_remind(form.team, excluding=form.completed_by, times_before=form.chases):
        _mail(form, manager, f"A monitoring form was due on {form.answer_due_on:%-d %B %Y}", _LATE)


def line_to_remind(team: Team | None, *, excluding: User, times_before: int) -> list[User]:
    """The first level of the line at the first reminder, one level more at the second, and so on.

    Never the IRO.
    """
    if team is None:
        return []
    line: dict[str, list[Any]] = {}
    for entry in team.line.filter(user__is_active=True).select_related("user").order_by("pk"):
        if entry.user_id != excluding.pk:
            line.setdefault(entry.level, []).append(entry.user)
    levels = [line[level] for level in LINE_ROLES if level in line][: times_before + 1]
    return list(dict.fromkeys(user for level in levels for user in level))
