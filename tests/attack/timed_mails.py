"""What the timetable mails by itself, morning after morning: no child's name, no words about a child, and to
nobody who may not read what it is about, also after the child or the reader has changed.

test_canaries.py runs this, in its council: to fill one takes as long as to ask all of it."""

from calendar import FRIDAY
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from celery import current_app
from django.conf import settings

from accounts.models import Membership, OutgoingMail
from accounts.models.jobs import MailState
from children.models import Child
from children.restriction.actions import restrict
from tests import factories as make
from tests.attack.actions import noted
from tests.attack.full_world import DAY, canary_of
from tests.attack.later import work_off
from tests.attack.mails import wrong_mails
from tests.attack.ready_states import all_due
from tests.locks import taken_back
from tests.turns import has_days, in_turns
from tests.world import Standing

MORNINGS = (1, 2, 3, 5, 8, 11, 15, 22, 30, 45, 60, 90, 400)
"""Days after, on which all timed work is done."""
SENDS_NONE = {"reporting.compute_measures_nightly": "figures are computed; it takes as long as all the rest"}


def nothing(w: Standing) -> None:
    """All stays as it is."""


def restricted(w: Standing) -> None:
    """The children are restricted to their own people."""
    for child in Child.objects.filter(authority=w.authority, is_restricted=False):
        own = [row.worker.user for row in child.iro_allocations.filter(ended_on=None) if row.worker]
        restrict(
            child=child,
            people=[w.person("qa_manager"), *filter(None, own)],
            lasting=make.lasting(DAY),
            reason="A relative works here",
            by=w.person("qa_manager"),
            today=DAY,
        )


def moved(w: Standing) -> None:
    """The children have another team, and another IRO."""
    other = w.child("other")
    iro = other.iro_allocations.get(ended_on=None).worker
    for child in Child.objects.filter(authority=w.authority):
        child.iro_allocations.filter(ended_on=None).update(worker=iro)
        child.social_worker_allocations.filter(ended_on=None).update(team=w.other_team, worker=None)


def gone(w: Standing) -> None:
    """Those who had the child have no role any more."""
    people = [w.person(name) for name in ("iro", "team_manager", "social_worker")]
    Membership.objects.filter(user__in=people).update(ended_on=DAY - timedelta(days=1))


def named_on_the_restricted(w: Standing) -> None:
    """Nobody is named on the restricted child of the matrix; in a council somebody always is."""
    for name in ("iro", "qa_manager"):
        make.make_grant(w.person(name), w.child("restricted"))


BY_THE_CLOCK = {
    "children.restriction.reminding:remind",
    "children.retention.locking:lock_adopted",
    "disputes.chasing:ask_effects",
    "disputes.chasing:flag_stages",
    "disputes.chasing:flag_totals",
    "reviews.decisions.actions:remind_managers",
    "reviews.decisions.chasing:chase_overdue",
    "reviews.midway.actions:chase_updates",
    "reviews.monitoring.actions:chase_overdue",
    "reviews.readiness.actions:chase_reports",
}
"""What reminds, chases or flags; each has something to do on one of the mornings."""
MORNING = Callable[[str, set[int]], list[str]]


def mornings(look: MORNING) -> list[str]:
    """Do the timed work of some later mornings; what is wrong with what it mailed."""
    current_app.loader.import_default_modules()
    tasks = sorted({entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} - SENDS_NONE.keys())
    wrong = []
    for days in MORNINGS:
        with time_machine.travel(make.at(DAY + timedelta(days=days), 7), tick=False):
            for name in tasks:
                known = set(OutgoingMail.objects.values_list("pk", flat=True))
                current_app.tasks[name].run()
                work_off()
                wrong += [f"day {days}, {name}: {words}" for words in look(name, known)]
    return wrong


ALSO_WRITTEN = {"disputes.chase"}
"""A limit is flagged once: what is written to somebody who may not read it would be told nobody."""


@has_days(FRIDAY)
@pytest.mark.slow
@pytest.mark.parametrize(
    "changed", in_turns([nothing, restricted, moved, gone], 4), ids=lambda change: change.__name__
)
def test_timed_mail_goes_to_readers_alone(changed, full):
    told = {canary_of(child) for child in full.children}

    def look(task: str, known: set[int]) -> list[str]:
        written = OutgoingMail.objects.exclude(pk__in=known)
        words = " ".join(f"{mail.subject} {mail.body}" for mail in written)
        stays = written.exclude(state=MailState.SENT) if task not in ALSO_WRITTEN else written.none()
        wrong = wrong_mails(known | set(stays.values_list("pk", flat=True)))
        return wrong + [f"tells {canary}" for canary in told if canary in words]

    with taken_back(), noted() as ran:
        named_on_the_restricted(full.world)
        all_due(full.world)
        changed(full.world)
        wrong = mornings(look)
    assert not wrong, "\n".join(sorted(set(wrong)))
    assert not BY_THE_CLOCK - ran, sorted(BY_THE_CLOCK - ran)
