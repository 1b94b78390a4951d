"""A forgotten password: the worker looks after the mail, so that the answer takes as long for an unknown
address as for a known one.
"""

from typing import Any

from django.utils.crypto import get_random_string

from accounts.access.viewers import memberships_of
from accounts.clock import today
from accounts.jobs import queue as jobs
from accounts.models import Job, User
from accounts.people.actions import send_password_link

KIND = "password.forgotten"


def ask_for_link(user: User | None) -> None:
    """Ask the worker to send the person a link; the same work, for nobody, where the address is not known."""
    jobs.enqueue(KIND, key=get_random_string(22), params={"user": user.pk if user else None})


@jobs.handles(KIND)
def send_link(job: Job, report: jobs.Report) -> dict[str, Any]:
    """Send the link to a person who works for a council today."""
    user = User.objects.filter(pk=job.params["user"], is_active=True).first()
    if user is not None and memberships_of(user, today()):
        send_password_link(user=user, today=today())
    return {}
