"""The mails of the demo: all went out on their day, so that the worker has nothing to send, but for one that
failed."""

from accounts import clock
from accounts.models import Job, OutgoingMail
from accounts.models.jobs import JobState, MailState
from demo.people import Staff


def all_are_sent(staff: Staff) -> None:
    mails = OutgoingMail.objects.filter(authority=staff.authority)
    keys = [str(pk) for pk in mails.values_list("pk", flat=True)]
    mails.update(state=MailState.SENT, sent_at=clock.now(), attempts=1)
    Job.objects.filter(kind="mail.send", key__in=keys).update(
        state=JobState.DONE, started_at=clock.now(), finished_at=clock.now(), percent=100
    )


def one_failed(staff: Staff) -> None:
    """No action makes a mail server that closes the connection, so the row is written as the worker leaves
    it."""
    OutgoingMail.objects.create(
        authority=staff.authority,
        to=staff.users["team.manager.demo@example.org"],
        subject="2 decisions to answer",
        body="An IRO has sent you 2 decisions of a statutory review. Sign in to answer them.",
        state=MailState.FAILED,
        attempts=3,
        last_error="SMTPServerDisconnected: the mail server closed the connection",
    )
