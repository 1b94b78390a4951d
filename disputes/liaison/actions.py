"""Meetings with Cafcass recorded and put right."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.models import Authority, User
from disputes import wording
from disputes.dates import check_past
from disputes.models import CafcassMeeting
from disputes.states import NotNow
from statute.working_days import add_months

EVERY_MONTHS = 3
"""The council and Cafcass meet each quarter."""


@dataclass(frozen=True)
class Met:
    """What is recorded of one meeting."""

    met_on: date
    issues: str
    people: str = ""
    agreed: str = ""
    protocol: str = ""


def next_by(last: CafcassMeeting | None) -> date | None:
    """The day by which the next one is to be held; None where none is recorded."""
    return add_months(last.met_on, EVERY_MONTHS) if last else None


@transaction.atomic
def record_meeting(*, authority: Authority, met: Met, by: User, today: date) -> CafcassMeeting:
    """Record a meeting that was held. Raises NotNow for a day to come, or one with a meeting already."""
    Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)  # two people may record at once
    _check_day(authority.pk, met.met_on, today=today)
    with audit.action("cafcass_meeting.recorded", by=by, authority=authority) as event:
        event.target = meeting = CafcassMeeting.objects.create(
            authority=authority, recorded_by=by, recorded_at=now(), **asdict(met)
        )
    return meeting


@transaction.atomic
def correct_meeting(*, meeting: CafcassMeeting, met: Met, by: User, today: date) -> None:
    """Put right what was recorded; what it said before stays in the history. Raises NotNow."""
    Authority.objects.select_for_update(no_key=True).get(pk=meeting.authority_id)
    with audit.action("cafcass_meeting.corrected", by=by, authority=meeting.authority_id, target=meeting):
        audit.hold(meeting)
        if met.met_on != meeting.met_on:
            _check_day(meeting.authority_id, met.met_on, today=today)
        for name, value in asdict(met).items():
            setattr(meeting, name, value)
        meeting.save(update_fields=list(asdict(met)))


def _check_day(authority_id: int, on: date, *, today: date) -> None:
    check_past(on, today, "met_on")
    if CafcassMeeting.objects.filter(authority=authority_id, met_on=on).exists():
        raise NotNow(wording.MEETING_RECORDED, "met_on")
