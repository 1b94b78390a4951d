"""Valid rows of monitoring forms, midway checks and contact; every argument can be given, nothing is
random."""

from datetime import date, timedelta
from typing import Any

from accounts.models import Authority, Team, User
from children.models import Child
from reviews.models import (
    GoodPractice,
    MidwayCheck,
    MidwayUpdate,
    MonitoringAnswer,
    MonitoringForm,
    MonitoringIssue,
    MonitoringVersion,
    Review,
)
from reviews.monitoring.actions import load_default
from tests import factories as make


def make_version(authority: Authority, starts_on: date = date(2018, 4, 1)) -> MonitoringVersion:
    """The shipped form, published from a day."""
    found = MonitoringVersion.objects.filter(authority=authority, published_at__isnull=False).first()
    return found or load_default(authority, starts_on=starts_on)


def make_form(review: Review, **over: Any) -> MonitoringForm:
    """A form that is due; with `completed_by` one that was sent that day (`completed_on`)."""
    due_on = over.pop("due_on", (review.held_on or date(2026, 1, 1)) + timedelta(days=7))
    completed_on = over.pop("completed_on", None)
    if over.get("completed_by"):
        completed_on = completed_on or due_on
        over = {
            "state": "SENT",
            "completed_at": make.at(completed_on, 16),
            "answer_due_on": completed_on + timedelta(days=7),
            **over,
        }
    return MonitoringForm.objects.create(
        review=review,
        child=review.child,
        version=over.pop("version", None) or make_version(review.child.authority),
        due_on=due_on,
        **over,
    )


def acknowledge(form: MonitoringForm, by: User) -> MonitoringForm:
    form.state, form.acknowledged_by, form.acknowledged_at, form.chase_on = (
        "ACKNOWLEDGED",
        by,
        make.now(),
        None,
    )
    form.save()
    return form


def make_answer(form: MonitoringForm, key: str, value: str = "", **over: Any) -> MonitoringAnswer:
    return MonitoringAnswer.objects.create(
        form=form, question=form.version.questions.get(key=key), value=value, **over
    )


def make_issue(form: MonitoringForm, **over: Any) -> MonitoringIssue:
    return MonitoringIssue.objects.create(
        form=form, **{"text": "The health assessment is four months late", **over}
    )


def make_praise(child: Child, by: User, team: Team | None = None, **over: Any) -> GoodPractice:
    return GoodPractice.objects.create(
        child=child,
        team=team,
        recorded_by=by,
        **{
            "kind": "GOOD_PRACTICE",
            "text": "Took the child to see the new school twice before the move.",
            "happened_on": date(2026, 1, 12),
            "recorded_at": make.now(),
            **over,
        },
    )


def make_check(child: Child, target_on: date, **over: Any) -> MidwayCheck:
    """An open check with a window of three weeks on either side."""
    return MidwayCheck.objects.create(
        child=child,
        **{
            "opened_on": target_on - timedelta(days=90),
            "target_on": target_on,
            "window_from": target_on - timedelta(days=21),
            "window_to": target_on + timedelta(days=21),
            **over,
        },
    )


def make_done_check(child: Child, target_on: date, by: User, on: date, **over: Any) -> MidwayCheck:
    return make_check(
        child,
        target_on,
        **{
            "state": "DONE",
            "closed_on": on,
            "completed_by": by,
            "completed_at": make.at(on, 15),
            "concern": "NONE",
            "brings_forward": False,
            **over,
        },
    )


def make_update(check: MidwayCheck, worker: User, asked_by: User, **over: Any) -> MidwayUpdate:
    return MidwayUpdate.objects.create(
        of=check,
        worker=make.worker_of(worker, check.child.authority),
        asked_by=asked_by,
        **{"asked_at": make.now(), "due_on": check.target_on, **over},
    )
