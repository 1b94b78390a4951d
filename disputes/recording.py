"""The kinds of record of this app, for accounts.recording: each with the day of a council's first one."""

from datetime import date

from django.db.models import Min

from accounts.models import Authority
from accounts.recording.since import Kind
from disputes.models import Concern, ExternalChallenge


def _concern(authority: Authority) -> date | None:
    return Concern.objects.filter(authority=authority).aggregate(first=Min("raised_on"))["first"]


def _external(authority: Authority) -> date | None:
    return ExternalChallenge.objects.filter(authority=authority).aggregate(first=Min("raised_on"))["first"]


def kinds() -> tuple[Kind, ...]:
    return (
        Kind("concerns", "Concerns and formal disputes", _concern),
        Kind("partner_challenges", "Challenges of partners", _external),
    )
