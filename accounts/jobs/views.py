"""Long work: the page that follows a job, its state for the page's script, and saying that one has seen it
end.
"""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from accounts.jobs import actions as act
from accounts.models import Job, OutgoingMail
from accounts.models.jobs import JobState, MailState

WATCHERS = (Permission.IMPORT, Permission.WRITE_REPORT)


def get_job(viewer: Viewer, public_id: UUID) -> Job:
    """The door to a job: the person who asked in this council, or those of the council whose work such jobs
    are; else 404.
    """
    job = Job.objects.select_related("requested_by").filter(public_id=public_id).first()
    own = (
        job is not None
        and job.requested_by_id == viewer.user_id
        and job.authority_id in (None, viewer.authority_id)
    )
    ours = (
        job is not None
        and job.authority_id == viewer.authority_id
        and job.kind != "mail.send"
        and any(viewer.may(p) for p in WATCHERS)
    )
    if job is None or not (own or ours):
        raise Http404("No such job")
    return job


def state_of(job: Job) -> dict[str, Any]:
    """What the page's script shows: how far, what, whether it ended, and where to go next."""
    done = job.state in (JobState.DONE, JobState.FAILED)
    waiting = (
        "Waiting to start"
        if job.published_at
        else "Waiting until the worker can be reached; it starts by itself"
    )
    text = job.text or (waiting if job.state == JobState.QUEUED else "Done" if done else "Working")
    own_page = reverse("accounts:job", args=[job.public_id])
    return {
        "percent": job.percent,
        "text": text,
        "done": done,
        "failed": job.state == JobState.FAILED,
        "next": job.result.get("next") or own_page
        if job.state == JobState.DONE
        else own_page
        if done
        else None,
    }


@page()
def job(request: Request, public_id: UUID) -> HttpResponse:
    """How far a piece of long work is. Without script the page refreshes itself until it has ended."""
    found = get_job(request.viewer, public_id)
    context = {"job": found, "state": state_of(found), "is_own": found.requested_by_id == request.user.pk}
    return render(request, "accounts/job.html", context)


@page()
def job_state(request: Request, public_id: UUID) -> HttpResponse:
    """The state of a job as JSON."""
    return JsonResponse(state_of(get_job(request.viewer, public_id)))


@page(methods=POST)
def see_job(request: Request, public_id: UUID) -> HttpResponse:
    """The person has seen that the job ended: the home page stops saying it."""
    found = get_job(request.viewer, public_id)
    act.see_job(job=found, by=request.viewer.user)
    return redirect("home")


@page(methods=POST)
def see_all_jobs(request: Request) -> HttpResponse:
    """The home page says no more of all the person's work that has ended here."""
    act.see_all(by=request.viewer.user, authority=request.viewer.authority)
    return redirect("home")


@page(Permission.MANAGE_PEOPLE)
def mails(request: Request) -> HttpResponse:
    """Mails of the council that were not sent (yet): to whom, what, and what the mail server said. Never
    their text, and none that is held: who has no part in a record is for those to know who read it.
    """
    unsent = OutgoingMail.objects.filter(authority=request.viewer.authority_id).exclude(
        state__in=[MailState.SENT, MailState.HELD]
    )
    shown = Paginator(unsent.select_related("to").order_by("-pk"), 25).get_page(request.GET.get("page"))
    return render(request, "accounts/mails.html", {"page": shown})
