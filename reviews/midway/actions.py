"""What happens to a midway check:

the social worker is asked, answers, is reminded; the IRO completes it (MW-3).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse

from accounts.audit import trail as audit
from accounts.calendars import terms_for, working_days
from accounts.clock import now
from accounts.mail import outbox as mail
from accounts.models import User, Worker
from reviews.decisions import actions as decision_actions
from reviews.decisions.actions import current_team, managers_to_tell
from reviews.decisions.states import OPEN
from reviews.midway import states, wording
from reviews.models import Decision, MidwayCheck, MidwayUpdate
from reviews.models.decision import Progress
from reviews.models.midway import CheckState, UpdateState
from statute import midway, timescales


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
    states.CHECK.check_state(states.Act.COMPLETE, check.state)
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
        taken = MidwayCheck.objects.filter(pk=check.pk, state=CheckState.OPEN).update(
            state=CheckState.DONE,
            closed_on=today,
            data=data,
            concern=concern,
            brings_forward=brings_forward,
            team=current_team(child),
            completed_by=by,
            completed_at=now(),
        )
        if not taken:
            raise states.NotNow(wording.CLOSED_ALREADY)
        for seen in decisions:
            _note_progress(seen, by=by, today=today)
        check.updates.filter(state=UpdateState.WAITING).update(state=UpdateState.CLOSED, chase_on=None)
    check.refresh_from_db()
    return check


def _note_progress(seen: DecisionSeen, *, by: User, today: date) -> None:
    """Write what the IRO found to the decision; nothing where it is not known or somebody closed it
    meanwhile.
    """
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
    states.check_can_ask(check)
    worker = social_worker_of(check)
    if worker is None:
        raise states.CannotBeAsked(wording.NO_WORKER)
    if worker.user is None or not worker.user.is_active:
        raise states.CannotBeAsked(wording.DOES_NOT_SIGN_IN.format(worker=worker))
    if worker.user_id == by.pk:
        raise states.CannotBeAsked(wording.NOT_YOURSELF)
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
        _mail(update, worker.user, f"An update for an IRO by {due_on:%-d %B %Y}", _ASKED)
    return update


_ASKED = "An IRO makes a midway check between two reviews and asks you for a short update first."
_LATE = "An update that an IRO asked for before a midway check has not come in time."


def _mail(update: MidwayUpdate, to: User, subject: str, body: str) -> None:
    address = f"{settings.PUBLIC_ADDRESS}{reverse('reviews:midway_updates')}"
    mail.owe(
        to=to,
        authority=update.of.child.authority,
        subject=subject,
        body=f"{body}\n\n{address}\n",
        about=update,
    )


def answer(*, update: MidwayUpdate, data: dict[str, Any], by: User) -> MidwayUpdate:
    """The social worker gives the update; it stands in the IRO's form. Raises NotNow."""
    states.check_can_give(update)
    child = update.of.child
    with audit.action(
        "midway.update_given", by=by, authority=child.authority_id, child_id=child.pk, target=update
    ):
        taken = MidwayUpdate.objects.filter(pk=update.pk, state=UpdateState.WAITING).update(
            state=UpdateState.ANSWERED, data=data, answered_by=by, answered_at=now(), chase_on=None
        )
        if not taken:
            raise states.NotNow(wording.GIVEN_ALREADY)
    update.refresh_from_db()
    return update


def chase_updates(*, today: date) -> int:
    """Remind social workers whose update is late; from the second time their first-line manager too.

    Safe to run any number of times.
    """
    total, calendar = 0, working_days()
    waiting = MidwayUpdate.objects.filter(state=UpdateState.WAITING, chase_on__lte=today)
    for update in waiting.select_related("of__child__authority", "worker__user", "asked_by").order_by("pk"):
        child = update.of.child
        terms = terms_for(child.authority).on(today)
        again = timescales.next_chase_on(today, calendar=calendar, terms=terms)
        with transaction.atomic():
            taken = MidwayUpdate.objects.filter(
                pk=update.pk, state=UpdateState.WAITING, chase_on__lte=today
            ).update(chase_on=again, chases=models.F("chases") + 1)
            if taken:
                with audit.action(
                    "midway.update_chased",
                    by=None,
                    authority=child.authority_id,
                    child_id=child.pk,
                    target=update,
                ):
                    _remind(update)
                total += 1
    return total


def _remind(update: MidwayUpdate) -> None:
    people = [update.worker.user] if update.worker.user and update.worker.user.is_active else []
    if update.chases:
        people += managers_to_tell(current_team(update.of.child), besides=update.asked_by)
    for person in dict.fromkeys(people):
        _mail(update, person, f"An update for an IRO was due on {update.due_on:%-d %B %Y}", _LATE)
