"""Jobs and Celery tasks of this floor: measures and the report."""

from typing import Any

from celery import shared_task
from django.urls import reverse

from accounts.clock import today
from accounts.jobs import queue as jobs
from accounts.models import Authority, Job
from reporting.council import freezing
from reporting.edition.composing import NotSound
from reporting.edition.pdf import PdfUnavailable
from reporting.figures import DoesNotSum
from reporting.models import Report
from reporting.report import actions
from reporting.report.quarterly import NotBegun
from reporting.report.states import NotNow
from reporting.results import store as results


@jobs.handles("measures.compute")
def compute_measures(job: Job, report: jobs.Report) -> dict[str, Any]:
    """Compute and store the measures of one council, and lay its frozen figures beside them."""
    authority = Authority.objects.get(pk=job.params["authority"])
    rows = results.compute_all(authority, today=today(), report=report)
    freezing.compare_all(authority, today=today())
    return {"rows": rows, "next": reverse("reporting:measures")}


@jobs.handles("report.generate")
def generate_report(job: Job, report: jobs.Report) -> dict[str, Any]:
    """Freeze the figures of a report and draw its PDF."""
    of = Report.objects.select_related("authority").get(pk=job.params["report"])
    try:
        document = actions.generate(
            report=of,
            by=job.requested_by,
            today=today(),
            job=job,
            progress=report,
            edition=job.params.get("edition", "internal"),
        )
    except (DoesNotSum, NotSound, PdfUnavailable) as refused:
        raise jobs.JobFailed(str(refused)) from refused
    return {"document": str(document.public_id), "next": reverse("reporting:report", args=[of.public_id])}


@jobs.handles("report.publish")
def publish_report(job: Job, report: jobs.Report) -> dict[str, Any]:
    """Publish an approved report: every edition from one freeze."""
    of = Report.objects.select_related("authority").get(pk=job.params["report"])
    try:
        actions.publish(report=of, by=job.requested_by, today=today(), job=job, progress=report)
    except (NotNow, DoesNotSum, NotSound, PdfUnavailable) as refused:
        raise jobs.JobFailed(str(refused)) from refused
    return {"next": reverse("reporting:report", args=[of.public_id])}


@jobs.handles("quarterly_report.generate")
def generate_quarterly_report(job: Job, report: jobs.Report) -> dict[str, Any]:
    """Freeze the figures of a quarter and draw its PDF."""
    try:
        document = actions.generate_quarterly(
            authority=Authority.objects.get(pk=job.params["authority"]),
            year=job.params["year"],
            quarter=job.params["quarter"],
            edition=job.params["edition"],
            by=job.requested_by,
            today=today(),
            job=job,
            progress=report,
        )
    except (NotBegun, DoesNotSum, NotSound, PdfUnavailable) as refused:
        raise jobs.JobFailed(str(refused)) from refused
    return {"document": str(document.public_id), "next": reverse("reporting:quarters")}


@shared_task(name="reporting.compute_measures_nightly")
def compute_measures_nightly() -> int:
    """Ask for the measures of every council; a second beat on the same day asks for nothing new while the first is under way."""
    for authority in Authority.objects.order_by("pk"):
        jobs.enqueue(
            "measures.compute", key=f"{authority.pk}", params={"authority": authority.pk}, authority=authority
        )
    return Authority.objects.count()
