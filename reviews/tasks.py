"""Celery tasks of this floor: thin, dated, safe to run twice."""

from celery import shared_task

from accounts.clock import today
from reviews.cycle import replay as replaying
from reviews.decisions import actions as decision_actions
from reviews.decisions import chasing
from reviews.midway import actions as midway_actions
from reviews.monitoring import actions as monitoring_actions
from reviews.readiness import actions as readiness


@shared_task(name="reviews.lapse_unanswered")
def lapse_unanswered() -> int:
    """Mark decisions that nobody answered in time (PO-3)."""
    return decision_actions.lapse_unanswered(today=today())


@shared_task(name="reviews.replay_all")
def replay_all() -> int:
    """Replay the clock of every child, so that what became overdue overnight says so."""
    return replaying.replay_all(today=today())


@shared_task(name="reviews.chase")
def chase() -> int:
    """Remind whoever is late with a monitoring form or an update (P-52, P-43), managers whose time to answer
    ends tomorrow (PO-2), and social workers whose decisions are past their date or whose reports are not in.
    """
    reminded = decision_actions.remind_managers(today=today())
    return (
        reminded
        + chasing.chase_overdue(today=today())
        + readiness.chase_reports(today=today())
        + monitoring_actions.chase_overdue(today=today())
        + midway_actions.chase_updates(today=today())
    )
