"""An IRO who stands in for a time: may prepare, chair and record reviews while the child's own IRO stays."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.lifecycle import NotNow
from accounts.mail import outbox as mail
from accounts.models import User, Worker
from accounts.people.independence import hold_cases
from accounts.templatetags.govuk import day as in_words
from children.care import states
from children.models import Child, StandIn
from children.people.appointment import check_may_be_iro
from children.people.with_role import check_can_be_iro
from children.restriction.naming import named_on

A_DAY = timedelta(days=1)
LONGEST = timedelta(days=183)
NOT_BEFORE_TODAY = "It must begin today or later."
ENDS_FIRST = "The last day must not be before the first one."
TOO_LONG = "An IRO can stand in for six months at most. Allocate another IRO instead."
OWN_IRO = "This person is the child’s IRO already."
NO_SIGN_IN = "This IRO does not sign in here. Choose another one."
ANOTHER = "Somebody stands in on some of these days already. End that first."
RESTRICTED = "This record is restricted. Name the person on it first, on the People page."
ENDS_TOO_SOON = (
    "This record is restricted, and the person’s name on it ends on {day}. Renew the name first, or choose "
    "an earlier last day."
)
STANDS_IN_FOR_ONESELF = (
    "{name} is the IRO of one record and stands in on the other. End the standing in first."
)
HAS_ENDED = "This has ended already."


@dataclass(frozen=True)
class Shown:
    """A stand-in as the page shows it."""

    stand_in: StandIn
    today: date

    @property
    def last_day(self) -> date:
        return self.stand_in.ended_on - A_DAY

    @property
    def is_running(self) -> bool:
        return self.stand_in.started_on <= self.today < self.stand_in.ended_on

    @property
    def can_end(self) -> bool:
        return self.today < self.stand_in.ended_on


def stand_ins_of(child: Child, today: date) -> list[Shown]:
    """Who stands in, stood in or will, the latest first."""
    rows = child.stand_ins.select_related("worker").order_by("-started_on")
    return [Shown(row, today) for row in rows]


def name_stand_in(
    *,
    child: Child,
    worker: Worker,
    started_on: date,
    last_day: date,
    reason: str,
    note: str,
    by: User,
    today: date,
) -> StandIn:
    """Name the IRO who stands in from a day to a day. Raises IroConflict where the law bars the person
    (AP-10), NotNow otherwise.
    """
    _check_days(started_on, last_day, today)
    with audit.action(
        "iro.stand_in_named", by=by, authority=child.authority_id, child_id=child.pk, worker=worker.pk
    ) as event:
        hold_cases(child.authority)
        audit.hold(child, worker)
        states.open_period(child)
        _check_worker(child, worker, started_on, last_day)
        _check_named(child, worker, last_day, today)
        running = child.stand_ins.filter(started_on__lte=last_day, ended_on__gt=started_on)
        if running.exists():
            raise NotNow(ANOTHER, "started_on")
        event.target = found = StandIn.objects.create(
            child=child,
            worker=worker,
            started_on=started_on,
            ended_on=last_day + A_DAY,
            reason=reason,
            note=note.strip(),
            named_by=by,
            named_at=now(),
        )
        _tell(child, found)
    return found


def _check_days(started_on: date, last_day: date, today: date) -> None:
    if started_on < today:
        raise NotNow(NOT_BEFORE_TODAY, "started_on")
    if last_day < started_on:
        raise NotNow(ENDS_FIRST, "last_day")
    if last_day - started_on > LONGEST:
        raise NotNow(TOO_LONG, "last_day")


def _check_worker(child: Child, worker: Worker, started_on: date, last_day: date) -> None:
    if worker.authority_id != child.authority_id or not worker.is_iro:
        raise NotNow("Choose an IRO of this council.", "iro")
    if worker.user is None:
        raise NotNow(NO_SIGN_IN, "iro")
    if child.iro_allocations.filter(worker=worker, ended_on=None).exists():
        raise NotNow(OWN_IRO, "iro")
    check_may_be_iro(child, worker)
    check_can_be_iro(worker, started_on, last_day)


def _check_named(child: Child, worker: Worker, last_day: date, today: date) -> None:
    """On a restricted record the person must be named, to the last day on which they stand in."""
    if not child.is_restricted:
        return
    name = named_on(child, today).filter(user=worker.user).first()
    if name is None or name.until is None:
        raise NotNow(RESTRICTED, "iro")
    if name.until < last_day:
        raise NotNow(ENDS_TOO_SOON.format(day=in_words(name.until)), "last_day")


def check_merged(child: Child, today: date) -> None:
    """Raise NotNow where somebody who stands in, now or later, came with another record and may not go on
    with this one: the child's own IRO, or on a restricted record somebody who is not named for so long.
    """
    for row in child.stand_ins.filter(ended_on__gt=today).select_related("worker__user"):
        if child.iro_allocations.filter(worker=row.worker, ended_on=None).exists():
            raise NotNow(STANDS_IN_FOR_ONESELF.format(name=row.worker.name), "number")
        try:
            _check_named(child, row.worker, row.ended_on - A_DAY, today)
        except NotNow as not_named:
            raise NotNow(f"{row.worker.name} stands in. {not_named}", "number") from not_named


def _tell(child: Child, found: StandIn) -> None:
    """The IRO who stands in and the child's own get an email without a name."""
    people = User.objects.filter(
        Q(workers__iro_allocations__child=child, workers__iro_allocations__ended_on=None)
        | Q(workers=found.worker_id),
        is_active=True,
    )
    link = f"{settings.PUBLIC_ADDRESS}{reverse('children:people', args=[child.public_id])}"
    days = f"from {in_words(found.started_on)} to {in_words(found.ended_on - A_DAY)}"
    for person in people.distinct().order_by("pk"):
        mail.queue_mail(
            to=person,
            authority=child.authority,
            subject="An IRO stands in for another",
            body=f"{found.worker} stands in {days} and may prepare, chair and record the review:\n\n{link}\n",
            about=found,
        )


def end_stand_in(*, stand_in: StandIn, by: User, today: date) -> None:
    """End it today, or take it back before it began. Raises NotNow."""
    child = stand_in.child
    with audit.action(
        "iro.stand_in_ended", by=by, authority=child.authority_id, child_id=child.pk, target=stand_in
    ):
        audit.hold(stand_in)
        if today >= stand_in.ended_on:
            raise NotNow(HAS_ENDED)
        if today <= stand_in.started_on:
            stand_in.delete()
            return
        stand_in.ended_on = today
        stand_in.save(update_fields=["ended_on"])
