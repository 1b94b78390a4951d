"""What people do with their jobs: say that they have seen how one ended."""

from accounts.clock import now
from accounts.models import Job, User


def see_job(*, job: Job, by: User) -> None:
    """The person who asked has seen that the job ended, so the home page says it no longer. Not a change of a
    record.
    """
    Job.objects.filter(pk=job.pk, requested_by=by, finished_at__isnull=False, seen_at=None).update(
        seen_at=now()
    )
