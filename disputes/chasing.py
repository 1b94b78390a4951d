"""The end of the day: limits that have passed are flagged to the IRO, and "nothing yet" comes back. Never
moves a dispute by itself.

Safe to run any number of times: a flag is set once, and its mail is owed in the same transaction.
"""

from collections.abc import Callable
from datetime import date

from django.db.models import QuerySet

from accounts.audit import trail as audit
from disputes import notify
from disputes.models import Concern, ConcernStep
from disputes.models.concern import OPEN_STATES, Effect, StepState


def chase(*, today: date) -> dict[str, int]:
    """Everything that is due to be flagged on this day."""
    return {
        "stages": flag_stages(today=today),
        "totals": flag_totals(today=today),
        "effects": ask_effects(today=today),
    }


def flag_stages(*, today: date) -> int:
    """Stages whose limit has passed without an answer: the IRO decides what follows (P-60)."""
    late = ConcernStep.objects.filter(state=StepState.WAITING, due_on__lt=today, flagged_on=None)
    total = 0
    for step in late.select_related("concern__authority", "stage").order_by("pk"):
        waiting = late.filter(pk=step.pk)

        def mark(waiting: QuerySet[ConcernStep] = waiting) -> int:
            return waiting.update(flagged_on=today)

        total += _once(
            step.concern,
            step,
            mark,
            today=today,
            kind="concern.stage_passed",
            subject="No answer in time: a concern needs your decision",
            body=(
                f"The time to answer at the stage {step.stage.name} has passed without an answer. "
                "Nothing happens until you decide whether to take it further."
            ),
        )
    return total


def flag_totals(*, today: date) -> int:
    """Disputes that are still open after the last day of the whole formal process (DR-1)."""
    late = Concern.objects.filter(state__in=OPEN_STATES, total_due_on__lt=today, total_flagged_on=None)
    total = 0
    for concern in late.select_related("authority").order_by("pk"):
        waiting = late.filter(pk=concern.pk)

        def mark(waiting: QuerySet[Concern] = waiting) -> int:
            return waiting.update(total_flagged_on=today)

        total += _once(
            concern,
            concern,
            mark,
            today=today,
            kind="concern.total_passed",
            subject="A formal dispute is past its time limit",
            body=(
                "One of your formal disputes is still open after the last day of the whole process. "
                "Consider a referral to Cafcass."
            ),
        )
    return total


def ask_effects(*, today: date) -> int:
    """Closed concerns of which nothing had changed yet for the child: asked again after 20 working days."""
    due = Concern.objects.filter(effect=Effect.NOT_YET, effect_due_on__lte=today, effect_asked_on=None)
    total = 0
    for concern in due.select_related("authority").order_by("pk"):
        waiting = due.filter(pk=concern.pk)

        def mark(waiting: QuerySet[Concern] = waiting) -> int:
            return waiting.update(effect_asked_on=today)

        total += _once(
            concern,
            concern,
            mark,
            today=today,
            kind="concern.effect_asked",
            subject="What has changed for the child since?",
            body=(
                "One of your concerns was closed before anything had changed for the child. "
                "Look again, and record in one line what has changed."
            ),
        )
    return total


def _once(
    concern: Concern,
    about: Concern | ConcernStep,
    mark: Callable[[], int],
    *,
    today: date,
    kind: str,
    subject: str,
    body: str,
) -> int:
    """Set the flag and owe the mail together; 0 when somebody else has set it in the meantime."""
    with audit.action(
        kind, by=None, authority=concern.authority_id, child_id=concern.child_id, target=concern
    ) as event:
        marked = mark()
        told = notify.iros_of(concern, today) if marked else []
        notify.people(told, concern=concern, about=about, subject=subject, body=body)
        event.details = {"told": len(told), "marked": marked}
    return marked
