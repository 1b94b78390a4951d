"""Jobs and Celery tasks of this floor: measures and the report."""

from typing import Any

from celery import shared_task
from django.urls import reverse

from accounts.clock import today
from accounts.jobs import queue as jobs
from accounts.models import Authority, Job, User
from reporting.council import freezing
from reporting.edition.actions import generate
from reporting.models import Report
from reporting.report.flow_actions import propose, publish
from reporting.report.quarterly_actions import generate_quarterly
from reporting.results import store as results
from statute.refusals import Refused


def _report(job: Job) -> Report:
    """The report that the job is about, of the council whose job it is."""
    return Report.objects.select_related("authority").get(pk=job.params["report"], authority=job.authority_id)


@jobs.handles("measures.compute")
def compute_measures(job: Job, report: jobs.Report) -> dict[str, Any]:
    """Compute and store the measures of one council, and lay its frozen figures beside them."""
    authority = jobs.council_of(job)
    rows = results.compute_all(authority, today=today(), report=report)
    freezing.compare_all(authority, today=today())
    return {"rows": rows, "next": reverse("reporting:measures")}


@jobs.handles("report.generate")
def generate_report(job: Job, report: jobs.Report) -> dict[str, Any]:
    """Freeze the figures of a report and draw its PDF."""
    of = _report(job)
    try:
        document = generate(
            report=of,
            by=job.requested_by,
            today=today(),
            job=job,
            progress=report,
            edition=job.params.get("edition", "internal"),
        )
    except Refused as refused:
        raise jobs.JobFailed(str(refused)) from refused
    return {"document": str(document.public_id), "next": reverse("reporting:report", args=[of.public_id])}


@jobs.handles("report.propose")
def propose_report(job: Job, report: jobs.Report) -> dict[str, Any]:
    """Make the documents that the approver reads: every edition from one freeze."""
    of = _report(job)
    try:
        propose(report=of, job=job, today=today(), progress=report)
    except Refused as refused:
        raise jobs.JobFailed(str(refused)) from refused
    return {"next": reverse("reporting:report", args=[of.public_id])}


@jobs.handles("report.publish")
def publish_report(job: Job, report: jobs.Report) -> dict[str, Any]:
    """Publish the documents that were approved."""
    of = _report(job)
    try:
        publish(report=of, by=job.requested_by, today=today(), job=job, progress=report)
    except Refused as refused:
        raise jobs.JobFailed(str(refused)) from refused
    return {"next": reverse("reporting:report", args=[of.public_id])}


@jobs.handles("quarterly_report.generate")
def generate_quarterly_report(job: Job, report: jobs.Report) -> dict[str, Any]:
    """Freeze the figures of a quarter and draw its PDF."""
    try:
        document = generate_quarterly(
            authority=jobs.council_of(job),
            year=job.params["year"],
            quarter=job.params["quarter"],
            edition=job.params["edition"],
            by=job.requested_by,
            today=today(),
            job=job,
            progress=report,
        )
    except Refused as refused:
        raise jobs.JobFailed(str(refused)) from refused
    return {"document": str(document.public_id), "next": reverse("reporting:quarters")}


def after_recording_set(authority: Authority, by: User) -> None:
    """Ask for the measures anew: the day from which a kind of record is complete is another one."""
    jobs.enqueue(
        "measures.compute",
        key=f"{authority.pk}",
        params={"authority": authority.pk},
        authority=authority,
        by=by,
        title="Figures of the council",
        text="Waiting to start",
    )


@shared_task(name="reporting.compute_measures_nightly")
def compute_measures_nightly() -> int:
    """Ask for the measures of every council; a second beat on the same day asks for nothing new while the
    first is under way."""
    for authority in Authority.objects.order_by("pk"):
        jobs.enqueue(
            "measures.compute", key=f"{authority.pk}", params={"authority": authority.pk}, authority=authority
        )
    return Authority.objects.count()
