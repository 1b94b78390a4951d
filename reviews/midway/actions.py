"""What happens to a midway check:

the social worker is asked, answers, is reminded; the IRO completes it (MW-3).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts.audit import trail as audit
from accounts.calendars import terms_for, working_days
from accounts.clock import now
from accounts.mail import outbox as mail
from accounts.models import User, Worker
from reviews.decisions import actions as decision_actions
from reviews.decisions.actions import current_team, managers_to_notify
from reviews.decisions.states import OPEN
from reviews.midway import states, wording
from reviews.models import Decision, MidwayCheck, MidwayUpdate
from reviews.models.decision import Progress
from reviews.models.midway import CheckState, UpdateState
from statute import midway, timescales
from statute.working_days import WorkingDays


@dataclass(frozen=True)
class DecisionSeen:
    """How far a decision of the last review is, as the IRO found it. `progress` empty: not known."""

    decision: Decision
    progress: str
    note: str = ""


def complete(
    *,
    check: MidwayCheck,
    data: dict[str, Any],
    concern: str,
    brings_forward: bool,
    decisions: Sequence[DecisionSeen],
    by: User,
    today: date,
) -> MidwayCheck:
    """The IRO completes the check. Progress found is written to the decisions themselves; a waiting update
    is closed.

    It never turns the review clock (MW-4). Raises NotNow.
    """
    child = check.child
    with audit.action(
        "midway.completed",
        by=by,
        authority=child.authority_id,
        child_id=child.pk,
        target=check,
        concern=concern,
        brings_forward=brings_forward,
    ):
        audit.hold(check)
        states.CHECK.check_state(states.Act.COMPLETE, check.state)
        check.state, check.closed_on, check.team = CheckState.DONE, today, current_team(child)
        check.data, check.concern, check.brings_forward = data, concern, brings_forward
        check.completed_by, check.completed_at = by, now()
        check.save()
        for seen in decisions:
            _note_progress(seen, by=by, today=today)
        check.updates.filter(state=UpdateState.WAITING).update(state=UpdateState.CLOSED, chase_on=None)
    return check


def _note_progress(seen: DecisionSeen, *, by: User, today: date) -> None:
    """Write what the IRO found to the decision; nothing where it is not known or somebody closed it
    meanwhile.
    """
    audit.hold(seen.decision)
    if not seen.progress or seen.decision.progress not in OPEN:
        return
    note = seen.note.strip() or "Seen at the midway check."
    if seen.progress in (Progress.DONE, Progress.SUPERSEDED):
        decision_actions.close(decision=seen.decision, progress=seen.progress, note=note, by=by, today=today)
    else:
        decision_actions.report_progress(decision=seen.decision, progress=seen.progress, note=note, by=by)


def social_worker_of(check: MidwayCheck) -> Worker | None:
    """The child's social worker now; None when none is recorded."""
    allocation = (
        check.child.social_worker_allocations.filter(ended_on=None).select_related("worker__user").first()
    )
    return allocation.worker if allocation else None


def ask(*, check: MidwayCheck, question: str, by: User, today: date) -> MidwayUpdate:
    """Ask the child's social worker for an update before the check (P-43). Raises NotNow, CannotBeAsked."""
    worker, user = _who_can_answer(check, by)
    child = check.child
    calendar, terms = working_days(), terms_for(child.authority).on(today)
    due_on = midway.update_due_on(today, calendar=calendar, terms=terms)
    with audit.action(
        "midway.update_asked",
        by=by,
        authority=child.authority_id,
        child_id=child.pk,
        due_on=due_on.isoformat(),
    ) as event:
        audit.hold(check)
        states.check_can_ask(check)
        update = MidwayUpdate.objects.create(
            of=check,
            worker=worker,
            question=question.strip(),
            asked_by=by,
            asked_at=now(),
            due_on=due_on,
            chase_on=timescales.first_chase_on(due_on, calendar=calendar),
        )
        event.target = update
        _mail(update, user, f"An update for an IRO by {due_on:%-d %B %Y}", _ASKED)
    return update


def _who_can_answer(check: MidwayCheck, by: User) -> tuple[Worker, User]:
    worker = social_worker_of(check)
    if worker is None:
        raise states.CannotBeAsked(wording.NO_WORKER)
    if worker.user is None or not worker.user.is_active:
        raise states.CannotBeAsked(wording.DOES_NOT_SIGN_IN.format(worker=worker))
    if worker.user_id == by.pk:
        raise states.CannotBeAsked(wording.NOT_YOURSELF)
    return worker, worker.user


_ASKED = "An IRO makes a midway check between two reviews and asks you for a short update first."
_LATE = "An update that an IRO asked for before a midway check has not come in time."


def _mail(update: MidwayUpdate, to: User, subject: str, body: str) -> None:
    address = f"{settings.PUBLIC_ADDRESS}{reverse('reviews:midway_updates')}"
    mail.queue_mail(
        to=to,
        authority=update.of.child.authority,
        subject=subject,
        body=f"{body}\n\n{address}\n",
        about=update,
    )


def answer(*, update: MidwayUpdate, data: dict[str, Any], by: User) -> MidwayUpdate:
    """The social worker gives the update; it stands in the IRO's form. Raises NotNow."""
    child = update.of.child
    with audit.action(
        "midway.update_given", by=by, authority=child.authority_id, child_id=child.pk, target=update
    ):
        audit.hold(update)
        states.check_can_give(update)
        update.state, update.data, update.chase_on = UpdateState.ANSWERED, data, None
        update.answered_by, update.answered_at = by, now()
        update.save()
    return update


def chase_updates(*, today: date) -> int:
    """Remind social workers whose update is late; from the second time their first-line manager too.

    Safe to run any number of times.
    """
    total, calendar = 0, working_days()
    late = MidwayUpdate.objects.filter(state=UpdateState.WAITING, chase_on__lte=today)
    held = late.select_for_update(of=("self",)).select_related(
        "of__child__authority", "worker__user", "asked_by"
    )
    for pk in late.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            for update in held.filter(pk=pk):  # none where it was given, or chased, meanwhile
                _chase(update, calendar=calendar, today=today)
                total += 1
    return total


def _chase(update: MidwayUpdate, *, calendar: WorkingDays, today: date) -> None:
    child = update.of.child
    terms = terms_for(child.authority).on(today)
    with audit.action(
        "midway.update_chased", by=None, authority=child.authority_id, child_id=child.pk, target=update
    ):
        _remind(update)
        update.chase_on = timescales.next_chase_on(today, calendar=calendar, terms=terms)
        update.chases += 1
        update.save(update_fields=["chase_on", "chases"])


def _remind(update: MidwayUpdate) -> None:
    people = [update.worker.user] if update.worker.user and update.worker.user.is_active else []
    if update.chases:
        people += managers_to_notify(current_team(update.of.child), excluding=update.asked_by)
    for person in dict.fromkeys(people):
        _mail(update, person, f"An update for an IRO was due on {update.due_on:%-d %B %Y}", _LATE)
