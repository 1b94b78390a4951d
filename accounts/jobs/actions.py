"""What people do with their jobs: say that they have seen how one ended."""

from accounts.clock import now
from accounts.models import Authority, Job, User


def see_all(*, by: User, authority: Authority) -> int:
    """The person has seen how all of their work in this council ended. Returns how many there were."""
    ended = Job.objects.filter(requested_by=by, authority=authority, finished_at__isnull=False, seen_at=None)
    return ended.exclude(kind="mail.send").update(seen_at=now())


def go_on_from(job: Job | None) -> None:
    """The next step of the same work was asked for, so that nobody needs to be told of the step before."""
    if job is not None:
        Job.objects.filter(pk=job.pk, finished_at__isnull=False, seen_at=None).update(seen_at=now())


def see_job(*, job: Job, by: User) -> None:
    """The person who asked has seen that the job ended, so the home page says it no longer. Not a change of a
    record.
    """
    Job.objects.filter(pk=job.pk, requested_by=by, finished_at__isnull=False, seen_at=None).update(
        seen_at=now()
    )
