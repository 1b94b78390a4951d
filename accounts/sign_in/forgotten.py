"""A forgotten password: the worker looks after the mail, so that the answer takes as long for an unknown
address as for a known one.
"""

from datetime import timedelta
from typing import Any

from django.utils.crypto import get_random_string

from accounts.access.viewers import memberships_of
from accounts.clock import now, today
from accounts.jobs import queue as jobs
from accounts.models import AuditEvent, Job, User
from accounts.people.actions import send_password_link

KIND = "password.forgotten"
SENT = ("person.password_link", "person.way_in")
MOST = 5
"""Links that one person is sent within an hour, whoever asks. Not an answer to whoever asks too often: a
stranger would keep a person from theirs. Each of the five works all day, so the person has one."""


def ask_for_link(user: User | None) -> None:
    """Ask the worker to send the person a link; the same work, for nobody, where the address is not known."""
    jobs.enqueue(KIND, key=get_random_string(22), params={"user": user.pk if user else None})


@jobs.handles(KIND)
def send_link(job: Job, report: jobs.Report) -> dict[str, Any]:
    """Send the link to a person who works for a council today."""
    user = User.objects.filter(pk=job.params["user"], is_active=True).first()
    if user is not None and memberships_of(user, today()) and _has_no_link(user):
        send_password_link(user=user, today=today())
    return {}


def _has_no_link(user: User) -> bool:
    """Whether the person has not been sent so many links that still work: a new password and a sign-in end
    those of before.
    """
    told = AuditEvent.objects.filter(target_type=User._meta.label_lower, target_id=user.pk)
    since = max(filter(None, [now() - timedelta(hours=1), user.last_login]))
    latest = told.filter(kind="person.password_set", at__gt=since).order_by("-at").first()
    links = told.filter(kind__in=SENT, at__gt=latest.at if latest else since)
    return links.count() < MOST
