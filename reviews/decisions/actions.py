"""What happens to decisions once they are made: sent, answered, lapsed, responded to, carried out."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.db.models import Max, QuerySet
from django.urls import reverse

from accounts import clock
from accounts.access.roles import LINE_ROLES, Role
from accounts.audit import trail as audit
from accounts.calendars import terms_for, working_days
from accounts.clock import now
from accounts.lifecycle import NotNow
from accounts.mail import outbox as mail
from accounts.models import Authority, Team, User
from accounts.people.lines import in_charge
from children.models import Child
from reviews import wording
from reviews.decisions import chasing, states
from reviews.decisions.states import Changes
from reviews.models import Decision, DecisionAnswer, ProgressUpdate, Review
from reviews.models.decision import AnswerState, Progress, ResponseKind
from statute.timescales import manager_answer_due_on


def current_team(child: Child) -> Team | None:
    """The team of the child's social worker now; None when no team is recorded."""
    allocation = child.social_worker_allocations.filter(ended_on=None).select_related("team").first()
    return allocation.team if allocation else None


def managers_to_notify(
    team: Team | None, *, excluding: User, beginning: str = Role.TEAM_MANAGER
) -> list[User]:
    """The managers of the team at the level `beginning`, or at the next level up that has any whose role runs
    today. Never the sender.
    """
    if team is None:
        return []
    line = [
        entry
        for entry in in_charge(clock.today()).filter(team=team).select_related("user").order_by("pk")
        if entry.user_id != excluding.pk
    ]
    for level in LINE_ROLES[LINE_ROLES.index(Role(beginning)) :]:
        found = [entry.user for entry in line if entry.level == level]
        if found:
            return found
    return []


@transaction.atomic
def send_decisions(*, review: Review, by: User, today: date) -> list[DecisionAnswer]:
    """Task the open decisions of a review to the child's team manager, who has five working days (PO-1,
    PO-2).

    A decision that waits already, or that this review has sent before, is not sent a second time.
    """
    Review.objects.select_for_update(no_key=True).only("pk").get(pk=review.pk)  # sent twice at once
    decisions = list(
        Decision.objects.filter(at_reviews__review=review, progress__in=states.OPEN)
        .exclude(answers__state=AnswerState.WAITING)
        .exclude(answers__review=review)
        .order_by("at_reviews__position", "pk")
    )
    return _send(decisions, review=review, by=by, today=today) if decisions else []


def _send(decisions: list[Decision], *, review: Review, by: User, today: date) -> list[DecisionAnswer]:
    child = review.child
    authority = child.authority
    due_on = manager_answer_due_on(today, calendar=working_days(), terms=terms_for(authority).on(today))
    team = current_team(child)
    rounds = dict(
        DecisionAnswer.objects.filter(review=review, decision__in=decisions)
        .values_list("decision")
        .annotate(last=Max("round"))
        .order_by("decision")
    )
    with audit.action(
        "decision.sent",
        by=by,
        authority=authority,
        child_id=child.pk,
        target=review,
        decisions=[d.pk for d in decisions],
        due_on=due_on.isoformat(),
    ):
        answers = [
            DecisionAnswer.objects.create(
                decision=decision,
                review=review,
                team=team,
                round=rounds.get(decision.pk, 0) + 1,
                sent_at=now(),
                sent_by=by,
                due_on=due_on,
                words=decision.wording.stored(),
            )
            for decision in decisions
        ]
        for manager in managers_to_notify(team, excluding=by):
            _mail_manager(manager, authority, review, len(answers), due_on)
    return answers


def _mail_manager(manager: User, authority: Authority, review: Review, count: int, due_on: date) -> None:
    word = "decision" if count == 1 else "decisions"
    mail.queue_mail(
        to=manager,
        authority=authority,
        subject=f"{count} {word} to answer by {due_on:%-d %B %Y}",
        body=(
            f"An IRO has sent you {count} {word} from a statutory review.\n\n"
            f"Please agree, query or object by the end of {due_on:%A %-d %B %Y}. "
            "Without an answer they stand by default, and that is recorded as no answer, not as your "
            "agreement.\n\n"
            f"{settings.PUBLIC_ADDRESS}{reverse('reviews:to_answer')}\n"
        ),
        about=review,
    )


def _notify_iro(answer: DecisionAnswer, state: str) -> None:
    """A query or an objection reaches the child's IRO at once; without one, whoever sent the decision."""
    child = answer.decision.child
    allocation = child.iro_allocations.filter(ended_on=None).select_related("worker__user").first()
    iro = allocation.worker.user if allocation and allocation.worker.user else answer.sent_by
    if not iro.is_active:
        return
    done = "objected to" if state == AnswerState.OBJECTED else "queried"
    mail.queue_mail(
        to=iro,
        authority=child.authority,
        subject=f"A manager has {done} a decision",
        body=(
            f"A manager has {done} a decision of a statutory review. Read the reason and respond:\n\n"
            f"{settings.PUBLIC_ADDRESS}{reverse('reviews:decision', args=[answer.decision.public_id])}\n"
        ),
        about=answer.review,
    )


def remind_managers(*, today: date) -> int:
    """Remind managers on the last working day but one of what still waits for their answer; once for each
    time it was sent. Safe to run any number of times.
    """
    last, total = working_days().add(today, 1), 0
    waiting = DecisionAnswer.objects.filter(state=AnswerState.WAITING, due_on=last, reminded_on=None)
    rows = waiting.select_related("team", "sent_by", "review__child__authority").order_by("review", "pk")
    for review, tasks in groupby(rows, key=lambda task: task.review):
        total += _remind(review, list(tasks), waiting, last=last, today=today)
    return total


def _remind(
    review: Review, found: list[DecisionAnswer], waiting: QuerySet[DecisionAnswer], *, last: date, today: date
) -> int:
    """Remind of what of one review still waits, and note it, in one action. Returns how many."""
    with transaction.atomic():
        held = waiting.filter(pk__in=[task.pk for task in found]).select_for_update(of=("self",))
        mine = [task.pk for task in held.order_by("pk")]
        if not mine:
            return 0
        authority = review.child.authority
        with audit.action(
            "decision.reminded", by=None, authority=authority, child_id=review.child_id, target=review
        ):
            DecisionAnswer.objects.filter(pk__in=mine).update(reminded_on=today)
            for manager in managers_to_notify(found[0].team, excluding=found[0].sent_by):
                _mail_manager(manager, authority, review, len(mine), last)
    return len(mine)


def answer(
    *,
    answer: DecisionAnswer,
    state: str,
    reason: str,
    by: User,
    today: date,
    proposed_on: date | None = None,
) -> DecisionAnswer:
    """A manager agrees, queries or objects, and may propose another date (PO-2, PO-4). Of two answers at once
    the first counts.

    Raises NotNow, AlreadyAnswered, OwnDecision or ReasonMissing.
    """
    child = answer.decision.child
    with audit.action(
        f"decision.{state.lower()}",
        by=by,
        authority=child.authority_id,
        child_id=child.pk,
        target=answer,
        decision=answer.decision_id,
    ):
        audit.hold(answer)
        states.check_answer(answer, state=state, reason=reason, by_id=by.pk, today=today)
        answer.state, answer.answered_at, answer.answered_by = state, now(), by
        answer.reason = reason.strip() if state in states.NEED_REASON else ""
        answer.proposed_on = proposed_on if state in states.NEED_REASON else None
        answer.save(update_fields=["state", "reason", "answered_at", "answered_by", "proposed_on"])
        if state in states.NEED_REASON:
            _notify_iro(answer, state)
    return answer


@dataclass(frozen=True)
class Given:
    """What a manager said to one of many decisions."""

    task: DecisionAnswer
    state: str
    reason: str = ""
    proposed_on: date | None = None


def answer_several(*, given: list[Given], by: User, today: date) -> tuple[int, list[DecisionAnswer]]:
    """Answer many decisions: each with its answer and reason. Returns how many, and those that could not be
    answered any more.
    """
    done, left = 0, []
    for one in given:
        try:
            answer(
                answer=one.task,
                state=one.state,
                reason=one.reason,
                proposed_on=one.proposed_on,
                by=by,
                today=today,
            )
            done += 1
        except NotNow:
            left.append(one.task)
    return done, left


def agree_several(
    *, answers: list[DecisionAnswer], by: User, today: date
) -> tuple[int, list[DecisionAnswer]]:
    """Agree to many decisions that were shown on the check page."""
    return answer_several(given=[Given(task, AnswerState.AGREED) for task in answers], by=by, today=today)


def comment_late(*, answer: DecisionAnswer, comment: str, by: User, today: date) -> None:
    """A manager's query after the limit: recorded beside the lapsed outcome, which it does not change
    (PO-3).
    """
    if not comment.strip():
        raise states.ReasonMissing(wording.QUERY_EMPTY, "comment")
    child = answer.decision.child
    with audit.action(
        "decision.commented_late", by=by, authority=child.authority_id, child_id=child.pk, target=answer
    ):
        audit.hold(answer)
        states.check_late_query(answer, today=today)
        if answer.state == AnswerState.WAITING:  # the timed job has not been round yet
            lapse_unanswered(today=today, only=answer)
        answer.late_comment, answer.late_comment_by, answer.late_comment_at = comment.strip(), by, now()
        answer.save(update_fields=["late_comment", "late_comment_by", "late_comment_at"])


def lapse_unanswered(*, today: date, only: DecisionAnswer | None = None) -> int:
    """Mark decisions whose limit has passed without an answer: they stand by default (PO-3). Safe to run any
    number of times.

    `lapsed_on` is the day after the limit, also when the job comes round late.
    """
    waiting = DecisionAnswer.objects.filter(state=AnswerState.WAITING, due_on__lt=today)
    if only is not None:
        waiting = waiting.filter(pk=only.pk)
    held = DecisionAnswer.objects.select_for_update(of=("self",)).select_related("decision__child")
    total = 0
    for pk in waiting.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            for task in held.filter(pk=pk, state=AnswerState.WAITING):  # none where it was answered meanwhile
                _lapse(task)
                total += 1
    return total


def _lapse(task: DecisionAnswer) -> None:
    child = task.decision.child
    with audit.action(
        "decision.lapsed",
        by=None,
        authority=child.authority_id,
        child_id=child.pk,
        decision=task.decision_id,
        answer=task.pk,
    ):
        task.state, task.lapsed_on = AnswerState.LAPSED, task.due_on + timedelta(days=1)
        task.save(update_fields=["state", "lapsed_on"])


def respond(
    *,
    answer: DecisionAnswer,
    kind: str,
    response: str,
    by: User,
    today: date,
    changes: Changes | None = None,
) -> DecisionAnswer | None:
    """The IRO responds to a query or objection: keeps the decision, or changes it and sends it again.

    Returns the new task when it was sent again. An objection that is kept goes on to the dispute process
    (PO-4).
    """
    if not response.strip():
        raise states.ReasonMissing(wording.RESPONSE_EMPTY, "response")
    child = answer.decision.child
    with audit.action(
        f"decision.response_{kind.lower()}",
        by=by,
        authority=child.authority_id,
        child_id=child.pk,
        target=answer,
    ):
        audit.hold(answer)
        decision = answer.decision
        audit.hold(decision)
        states.check_response(answer, today=today)
        if changes is not None:
            states.check_changes(decision, changes, today=today)
        answer.response, answer.response_kind, answer.responded_at = response.strip(), kind, now()
        answer.save(update_fields=["response", "response_kind", "responded_at"])
        if kind != ResponseKind.CHANGED:
            return None
        if changes is not None:
            decision.action, decision.owner, decision.due_on = changes.action, changes.owner, changes.due_on
            decision.save(update_fields=["action", "owner", "due_on"])
        return _send([decision], review=answer.review, by=by, today=today)[0]


def report_progress(*, decision: Decision, progress: str, note: str, by: User) -> ProgressUpdate:
    """The social worker or manager says how far a decision is. The IRO alone says that it is met."""
    child = decision.child
    with audit.action(
        "decision.progress",
        by=by,
        authority=child.authority_id,
        child_id=child.pk,
        target=decision,
        progress=progress,
    ):
        audit.hold(decision)
        states.check_is_open(decision)
        if progress in states.OPEN and progress != decision.progress:
            decision.progress = progress
            decision.save(update_fields=["progress"])
        update = ProgressUpdate.objects.create(
            decision=decision, progress=progress, note=note.strip(), by=by, at=now()
        )
        chasing.answered(update)
        return update


def close(*, decision: Decision, progress: str, note: str, by: User, today: date) -> Decision:
    """The IRO closes a decision: done, or no longer needed. A task that still waits for an answer stays in
    the record.
    """
    if progress not in (Progress.DONE, Progress.SUPERSEDED):
        raise NotNow(wording.HOW_IT_ENDED, "progress")
    child = decision.child
    with audit.action(
        "decision.closed",
        by=by,
        authority=child.authority_id,
        child_id=child.pk,
        target=decision,
        progress=progress,
    ):
        audit.hold(decision)
        states.check_is_open(decision)
        decision.progress, decision.closed_on = progress, today
        decision.save(update_fields=["progress", "closed_on"])
        ProgressUpdate.objects.create(
            decision=decision, progress=progress, note=note.strip(), by=by, at=now()
        )
    return decision
